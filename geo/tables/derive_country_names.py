"""
Derive country_names.csv: what countries are called in other languages than English.

    pip install babel==2.19.0
    python geo/tables/derive_country_names.py > geo/tables/country_names.csv

Not needed to install or run Dateline. Babel carries the names of the Common Locale Data Repository (CLDR) of Unicode,
under the Unicode License V3. Left out are names with brackets, names that two countries share, Latin ones of three letters or
fewer, and those that are English words or given names ("Island" in German, "Siri" in Albanian), words for a people, or
the own name of a town elsewhere ("Norfolk").
"""

from __future__ import annotations

import csv
import sys
from pathlib import Path

from babel import Locale

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

from geo.finding.lexicon import read_language
from geo.gazetteer import PRIMARY, Gazetteer, open_gazetteer
from geo.names import fold_name

LANGUAGES = (
    "ar be bg bn ca cs da de el es et fa fi fr he hi hr hu hy id it ja ka kk ko lt lv mk ms nl no pl pt ro ru sk sl sq "
    "sr sv sw ta th tr uk ur uz vi zh zh_Hant"
).split()
LEFT_OUT = {"AQ", "UM", "EU", "EZ", "UN", "ZZ", "XA", "XB", "QO"}


def is_taken(key: str, gazetteer: Gazetteer) -> bool:
    """Whether a town of some size is called so."""
    return any(
        match & PRIMARY and gazetteer.kind_of(match & ~PRIMARY) == "place" and gazetteer.sizes[match & ~PRIMARY] > 10_000
        for match in gazetteer.find_matches(key)
    )


def main() -> None:
    """Write the table to standard output."""
    gazetteer = open_gazetteer()
    english = read_language("en")
    names: dict[str, dict[str, None]] = {}
    owners: dict[str, set[str]] = {}
    for code in LANGUAGES:
        for iso, name in Locale.parse(code).territories.items():
            if len(iso) == 2 and iso.isalpha() and iso not in LEFT_OUT and not set(name) & set("()[]|"):
                key = fold_name(name)
                owners.setdefault(key, set()).add(iso)
                if key.isascii() and (len(key) < 4 or key in english.words or key in english.given):
                    continue
                if key.isascii() and (gazetteer.find_demonyms(key) or is_taken(key, gazetteer)):
                    continue
                names.setdefault(iso, {})[name] = None
    table = csv.writer(sys.stdout, lineterminator="\n")
    table.writerow(["code", "also"])
    for iso in sorted(names):
        table.writerow([iso, "|".join(name for name in names[iso] if len(owners[fold_name(name)]) == 1)])


if __name__ == "__main__":
    main()
