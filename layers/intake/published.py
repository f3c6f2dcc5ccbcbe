"""The day on which a report was published, from what it says of itself in one or more places."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import datetime
from typing import NamedTuple

from layers.edtf import DateError, parse_edtf
from layers.phrases import find_dates

_STAMP = re.compile(r"(\d{4}-\d{2}-\d{2})(?:[T ]\d{2}:?\d{2}.*)?", re.DOTALL)
_SHOWN = 60


class Stated(NamedTuple):
    """A day of publication as it stands in a report."""

    where: str
    """Name of the place, such as ``article:published_time``."""
    text: str


def read_day(text: str) -> str:
    """
    Read a day as a header or a page gives it: EDTF, a time stamp, or a date in words.

    The day of a stamp is the one it is written with: a date never shifts with a
    time zone. Empty where the text gives no whole date.

    Examples
    --------
    >>> read_day("2025-07-03T08:00:00+09:00"), read_day("3 July 2025"), read_day("2025-07"), read_day("yesterday")
    ('2025-07-03', '2025-07-03', '2025-07', '')
    """
    text = text.strip()
    if len(text) > 200:
        return ""
    stamp = _STAMP.fullmatch(text)
    try:
        return parse_edtf(stamp[1] if stamp else text).text
    except DateError:
        pass
    dates = [phrase for phrase in find_dates(text, published=None) if phrase.kind == "date" and phrase.edtf]
    days = {
        phrase.edtf[:10] for phrase in dates if phrase.sure and len(phrase.edtf) in (10, 16, 17) and not phrase.anchor
    }
    return days.pop() if len(days) == 1 else ""


def choose_day(stated: Sequence[Stated]) -> tuple[str, list[str]]:
    """
    Choose the day of publication from all places that state one.

    Returns
    -------
    published
        EDTF: the day they agree on; a set of all where they differ, since nobody
        can tell which is right; empty where none states one.
    notices
        One for each statement that is no date, and one where they differ.
    """
    notices = []
    days: dict[str, list[str]] = {}
    instants: dict[str, datetime] = {}
    for where, text in stated:
        day = read_day(text)
        if not day:
            shown = text if len(text) <= _SHOWN else f"{text[: _SHOWN - 1]}…"
            notices.append(f"{where}: {shown!r} is no date that is understood; write YYYY-MM-DD")
            continue
        days.setdefault(day, []).append(where)
        moment = _instant(text)
        if moment is not None:
            instants.setdefault(day, moment)
    if len(days) > 1 and len(instants) == len(days) and len(set(instants.values())) == 1:
        # One moment, written in two time zones: the day at the place is the one that is not given in UTC.
        local = [day for day in days if str(instants[day].tzinfo) != "UTC"]
        days = {day: days[day] for day in local[:1] or list(days)[:1]}
    if not days:
        return "", notices
    if len(days) == 1:
        return next(iter(days)), notices
    told = " and ".join(f"{day} ({', '.join(dict.fromkeys(places))})" for day, places in sorted(days.items())[:4])
    simple = all(_STAMP.fullmatch(day) or re.fullmatch(r"\d{4}(-\d{2})?", day) for day in days)
    published = f"[{','.join(sorted(days)[:20])}]" if simple else ""
    notices.append(f"gives several days of publication, {told}; give --published to say which")
    return published, notices


def _instant(text: str) -> datetime | None:
    try:
        moment = datetime.fromisoformat(text.strip())
    except ValueError:
        return None
    return moment if moment.tzinfo is not None else None
