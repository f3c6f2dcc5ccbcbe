"""Tell from an article's words in which country it was probably written: its officials, its money, its schools."""

from __future__ import annotations

import csv
import re
from functools import cache
from pathlib import Path
from typing import Final, NamedTuple

_CUES: Final = Path(__file__).parents[1] / "tables" / "cues.csv"
# So many different words of a country leave no doubt.
_FULL: Final = 5
_MONEY: Final = {"£": "GB", "₹": "IN", "₦": "NG", "₱": "PH"}
_MONTH: Final = r"(?:January|February|March|April|May|June|July|August|September|October|November|December)"
_SHAPES: Final[tuple[tuple[str, str, str], ...]] = (
    ("US", "topic", r"\b(?:I-\d{1,3}|U\.?S\.? (?:Route |Highway )?\d{1,3}|[DR]-[A-Z][a-z]*\.?)\b"),
    ("US", "topic", r"\b\d{2,5} (?:[NSEW]\.? )?(?:[A-Z]\w+ ){1,3}(?:St|Ave|Rd|Dr|Blvd|Ln)\b\.?|\b\d00 block of\b"),
    ("US|CA", "manner", r"\b\d{1,2}(?::\d\d)? [ap]\.m\."),
    ("GB|IE|AU|NZ", "manner", r"\b\d{1,2}(?:[.:]\d\d)?[ap]m\b"),
    ("US|CA", "manner", rf"\b(?:Jan|Feb|Aug|Sept|Oct|Nov|Dec)\. \d{{1,2}}\b|\b{_MONTH} \d{{1,2}}\b(?! ?\d)"),
    ("GB|IE|AU|NZ|IN|ZA", "manner", rf"\b\d{{1,2}}(?:st|nd|rd|th)? {_MONTH}\b"),
)


class Style(NamedTuple):
    """How much the words of an article are those of each country, by ISO code, from 0 to 1."""

    topic: dict[str, float]
    """By what it speaks of, as its own readers' affairs: sheriffs, councillors, school districts."""
    manner: dict[str, float]
    """By how it writes: spelling, dates, times of day. Tells of the paper rather than of what it writes about."""


@cache
def _read_cues() -> tuple[re.Pattern[str], dict[str, tuple[tuple[str, str], ...]]]:
    countries: dict[str, list[tuple[str, str]]] = {}
    with _CUES.open(encoding="utf-8", newline="") as lines:
        for row in csv.DictReader(lines):
            for word in row["words"].split("|"):
                countries.setdefault(word, []).append((row["sort"], row["country"]))
    words = sorted(countries, key=len, reverse=True)
    return re.compile(r"(?<!\w)(?:" + "|".join(map(re.escape, words)) + r")(?!\w)"), {
        word: tuple(codes) for word, codes in countries.items()
    }


@cache
def _read_shapes() -> list[tuple[list[str], str, re.Pattern[str]]]:
    return [(codes.split("|"), sort, re.compile(shape)) for codes, sort, shape in _SHAPES]


def find_style(text: str) -> Style:
    """
    Give how much the words of a text are those of a country.

    >>> find_style("Sheriff's deputies closed I-75, said the school district.").topic["US"]
    0.8
    """
    pattern, countries = _read_cues()
    found: dict[tuple[str, str], set[str]] = {}
    for word in set(pattern.findall(text)):
        for key in countries[word]:
            found.setdefault(key, set()).add(word)
    for codes, sort, shape in _read_shapes():
        if shape.search(text):
            for code in codes:
                found.setdefault((sort, code), set()).add(shape.pattern)
    for sign, code in _MONEY.items():
        if sign in text:
            found.setdefault(("topic", code), set()).add(sign)
    shares = {key: min(1.0, len(words) / _FULL) for key, words in found.items()}
    return Style(
        topic={code: share for (sort, code), share in shares.items() if sort == "topic"},
        manner={code: share for (sort, code), share in shares.items() if sort == "manner"},
    )
