"""What somebody meant who wrote a date in other numbers than EDTF, so that the message can say how to write it."""

from __future__ import annotations

import datetime
import re
from typing import Final

_YEAR_FIRST: Final = re.compile(r"(\d{4})[-./](\d{1,2})[-./](\d{1,2})|(\d{4})(\d\d)(\d\d)")
_YEAR_LAST: Final = re.compile(r"(\d{1,2})([-./])(\d{1,2})\2(\d{4})")


def suggest_date(text: str) -> str:
    """
    Return how a date is written in EDTF, or an empty text where it cannot be told.

    Examples
    --------
    >>> suggest_date("05/06/2025"), suggest_date("25/06/2025"), suggest_date("2025/6/5"), suggest_date("18.5.2025")
    ('2025-06-05 (5 June) or 2025-05-06 (6 May)', '2025-06-25', '2025-06-05', '2025-05-18')
    """
    text = "".join(text.split())
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
