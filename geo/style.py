"""Tell from an article's words in which country it was probably written: its officials, its money, its schools."""

from __future__ import annotations

import csv
import re
from functools import cache
from pathlib import Path
from typing import Final

_CUES: Final = Path(__file__).with_name("tables") / "cues.csv"
# So many different words of a country leave no doubt.
_FULL: Final = 5
_MONEY: Final = {"£": "GB", "₹": "IN", "₦": "NG", "₱": "PH"}
_ROADS: Final = r"\b(?:I-\d{1,3}|U\.?S\.? (?:Route |Highway )?\d{1,3}|[DR]-[A-Z][a-z]*\.?)\b"


@cache
def _read_cues() -> tuple[re.Pattern[str], dict[str, tuple[str, ...]]]:
    countries: dict[str, list[str]] = {}
    with _CUES.open(encoding="utf-8", newline="") as lines:
        for row in csv.DictReader(lines):
            for word in row["words"].split("|"):
                countries.setdefault(word, []).append(row["country"])
    words = sorted(countries, key=len, reverse=True)
    return re.compile(r"(?<!\w)(?:" + "|".join(map(re.escape, words)) + r")(?!\w)"), {
        word: tuple(codes) for word, codes in countries.items()
    }


def find_style(text: str) -> dict[str, float]:
    """
    Give how much the words of a text are those of a country, by ISO code, from 0 to 1.

    >>> find_style("Sheriff's deputies closed I-75, said the school district.")
    {'US': 0.6}
    """
    pattern, countries = _read_cues()
    found: dict[str, set[str]] = {}
    for match in pattern.finditer(text):
        for code in countries[match[0]]:
            found.setdefault(code, set()).add(match[0])
    if re.search(_ROADS, text):
        found.setdefault("US", set()).add("road")
    for sign, code in _MONEY.items():
        if sign in text:
            found.setdefault(code, set()).add(sign)
    return {code: min(1.0, len(words) / _FULL) for code, words in found.items()}
