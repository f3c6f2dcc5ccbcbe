"""The codes by which others name a first-order division: ISO 3166-2, and its id in GeoNames."""

from __future__ import annotations

import csv
from functools import lru_cache
from pathlib import Path
from typing import Final

_TABLE: Final = Path(__file__).with_name("tables") / "admin1_iso.csv"


def find_codes(division: str) -> frozenset[str]:
    """
    Give the codes of a division in small letters, none where it has no code known, or is no division.

    Parameters
    ----------
    division
        The gazetteer's id, such as "RU.41".

    Examples
    --------
    >>> sorted(find_codes("RU.41")), find_codes("ZKPY")
    (['538555', 'ru-krs'], frozenset())
    """
    return _read_codes().get(division, frozenset())


@lru_cache(maxsize=1)
def _read_codes() -> dict[str, frozenset[str]]:
    with _TABLE.open(encoding="utf-8", newline="") as file:
        return {
            f"{row['country']}.{row['code']}": frozenset((row["iso"].casefold(), row["geonames_id"]))
            for row in csv.DictReader(file)
        }
