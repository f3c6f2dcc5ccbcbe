"""Coordinates as people write them: decimal or sexagesimal, with or without the letter of a direction."""

from __future__ import annotations

import re
from typing import Final

_PART: Final = re.compile(
    r"(?P<before>[NSEW])?\s*(?P<sign>[-+−]?)\s*(?P<degrees>\d{1,3}(?:[.,]\d+)?)\s*"
    r"(?:[°º]\s*(?:(?P<minutes>\d{1,2}(?:[.,]\d+)?)\s*['’′]\s*(?:(?P<seconds>\d{1,2}(?:[.,]\d+)?)\s*(?:[\"”″]|''|’’|′′))?)?)?"
    r"\s*(?P<after>[NSEW])?",
    re.IGNORECASE,
)
_PLAIN: Final = re.compile(
    r"\s*[-+−]?\d{1,3}(?:\.\d+)?\s*[,;]?\s+[-+−]?\d{1,3}(?:\.\d+)?\s*|\s*[-+−]?\d{1,3}\.\d+\s*[,;]\s*[-+−]?\d{1,3}\.\d+\s*"
)
_CHARACTERS_MOST: Final = 60


def read_degrees(text: str) -> tuple[float, str] | None:
    """
    Read one coordinate, and the letter of its direction; None where it is none.

    Examples
    --------
    >>> read_degrees("48,85"), read_degrees("48°51'N"), read_degrees("2.35 W"), read_degrees("Paris")
    ((48.85, ''), (48.85, 'N'), (-2.35, 'W'), None)
    """
    found = _PART.fullmatch(text.strip()) if len(text) <= _CHARACTERS_MOST else None
    if found is None or (found["before"] and found["after"]):
        return None
    degrees, minutes, seconds = (
        float((found[name] or "0").replace(",", ".")) for name in ("degrees", "minutes", "seconds")
    )
    letter = (found["before"] or found["after"] or "").upper()
    sign = -1 if found["sign"] in ("-", "−") or letter in ("S", "W") else 1
    return round(sign * (degrees + minutes / 60 + seconds / 3600), 6), letter


def read_pair(text: str) -> tuple[float, float] | None:
    """
    Read a text that is a pair of coordinates and no name as (lon, lat); None where it is none.

    Without letters the latitude comes first, as maps on the network print them,
    unless it cannot be one.

    Examples
    --------
    >>> read_pair("48.85, 2.35"), read_pair("2°21'E 48°51'N"), read_pair("132.3 42.9"), read_pair("Line 4, 12")
    ((2.35, 48.85), (2.35, 48.85), (132.3, 42.9), None)
    """
    if len(text) > _CHARACTERS_MOST or not any(char.isdigit() for char in text):
        return None
    if _PLAIN.fullmatch(text):
        one, other = (float(part.replace("−", "-")) for part in re.findall(r"[-+−]?\d+(?:\.\d+)?", text))
        lon, lat = (one, other) if abs(one) > 90 else (other, one)
    else:
        found = [match for match in _PART.finditer(text) if match["before"] or match["after"]]
        read = [part for match in found if (part := read_degrees(match[0])) is not None]
        if len(read) != 2 or re.sub(r"[\s,;/]", "", _PART.sub("", text)):
            return None
        by_letter = {letter in "NS": degrees for degrees, letter in read}
        if len(by_letter) != 2:
            return None
        lon, lat = by_letter[False], by_letter[True]
    return (lon, lat) if abs(lon) <= 180 and abs(lat) <= 90 else None
