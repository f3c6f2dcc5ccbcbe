"""What somebody meant who wrote a date in another way than EDTF, so that the message can say how to write it."""

from __future__ import annotations

import datetime
import re
from typing import Final

_MONTHS: Final = (
    *("january", "february", "march", "april", "may", "june", "july"),
    *("august", "september", "october", "november", "december"),
)
_DAY_FIRST: Final = re.compile(
    r"(?:(?P<day>\d{1,2})(?:st|nd|rd|th)? (?:of )?)?(?P<month>[a-z]{3,9})\.?,? (?P<year>\d{4})"
)
_MONTH_FIRST: Final = re.compile(r"(?P<month>[a-z]{3,9})\.? (?P<day>\d{1,2})(?:st|nd|rd|th)?,? (?P<year>\d{4})")
_YEAR_FIRST: Final = re.compile(r"(\d{4})[-./](\d{1,2})[-./](\d{1,2})|(\d{4})(\d\d)(\d\d)")
_YEAR_LAST: Final = re.compile(r"(\d{1,2})([-./])(\d{1,2})\2(\d{4})")


def suggest_date(text: str) -> str:
    """
    Return how a date is written in EDTF, or an empty text where it cannot be told.

    Examples
    --------
    >>> suggest_date("5 May 2025"), suggest_date("May 5th, 2025"), suggest_date("May 2025"), suggest_date("18.5.2025")
    ('2025-05-05', '2025-05-05', '2025-05', '2025-05-18')
    >>> suggest_date("05/06/2025"), suggest_date("25/06/2025"), suggest_date("2025/6/5"), suggest_date("soon")
    ('2025-06-05 (5 June) or 2025-05-06 (6 May)', '2025-06-25', '2025-06-05', '')
    """
    text = " ".join(text.casefold().split())
    if found := _DAY_FIRST.fullmatch(text) or _MONTH_FIRST.fullmatch(text):
        word, year, day = found["month"].removesuffix("t"), int(found["year"]), found["day"]
        named = [number for number, name in enumerate(_MONTHS, start=1) if name.startswith(word)]
        if not named or not year:
            return ""
        return _say(year, named[0], int(day)) if day else f"{year:04}-{named[0]:02}"
    if found := _YEAR_FIRST.fullmatch(text):
        year, month, number = (int(part) for part in found.groups() if part)
        return _say(year, month, number)
    if found := _YEAR_LAST.fullmatch(text):
        one, other, year = int(found[1]), int(found[3]), int(found[4])
        day_first, month_first = _say(year, other, one), _say(year, one, other)
        if found[2] == "." or not month_first or one == other:
            return day_first
        if not day_first:
            return month_first
        return f"{day_first} ({_name(year, other, one)}) or {month_first} ({_name(year, one, other)})"
    return ""


def _say(year: int, month: int, day: int) -> str:
    try:
        return datetime.date(year, month, day).isoformat()
    except ValueError:
        return ""


def _name(year: int, month: int, day: int) -> str:
    return f"{day} {datetime.date(year, month, day):%B}"
