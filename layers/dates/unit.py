"""One EDTF date without interval or set: the days it may name, by our own calendar arithmetic."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from layers.dates.slip import suggest_date

YEAR_LIMIT = 10**11
"""Years beyond this are refused: counted in seconds, as the layer frame does, their days would pass 64 bits."""

_ADVICE = "write YYYY, YYYY-MM or YYYY-MM-DD"
_SHOWN = 60
"""Characters of a bad text that an error repeats."""

_PLAIN = re.compile(r"(-?[0-9]{4})(?:-([0-9]{2})(?:-([0-9]{2}))?)?([?~%])?")
_TIMED = re.compile(
    r"(-?[0-9]{4}-[0-9]{2}-[0-9]{2})T"
    r"(([0-9]{2}):([0-9]{2})(?::([0-9]{2}))?(Z|[+-][0-9]{2}(?::?[0-9]{2})?)?)"
)
_PARTIAL = re.compile(
    r"([?~%]?)(-?[0-9X]{4})([?~%]?)"
    r"(?:-([?~%]?)([0-9X]{2})([?~%]?)(?:-([?~%]?)([0-9X]{2})([?~%]?))?)?"
)
_LONG_YEAR = re.compile(r"(?:Y(-?[1-9][0-9]*)(?:E([0-9]+))?|(-?[0-9]{4})(?=S))(?:S([0-9]+))?([?~%]?)")

_MONTH_DAYS = (0, 31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31)

# ISO 8601-2 gives 21 to 24 no months. They are read as the meteorological seasons of the
# northern half of the globe; 29 to 32 are there for the southern. A winter (or a southern
# summer) bears the year of its December.
_NORTH = ((3, 5), (6, 8), (9, 11), (12, 14))
_SOUTH = ((9, 11), (12, 14), (3, 5), (6, 8))
_GROUP_MONTHS: dict[int, tuple[int, int]] = dict(
    enumerate(
        (
            *_NORTH,
            *_NORTH,
            *_SOUTH,
            *((first, first + 2) for first in (1, 4, 7, 10)),
            *((first, first + 3) for first in (1, 5, 9)),
            *((first, first + 5) for first in (1, 7)),
        ),
        start=21,
    )
)


class DateError(ValueError):
    """
    A text is no EDTF date, or names a day that does not exist.

    The message repeats what came, says what is wrong with it and what was wanted.
    """


class Unit(NamedTuple):
    """
    The days that one date may name.

    `earliest` and `latest` are days since 1970-01-01, inclusive. `year`,
    `month` and `day` are texts as written, without qualifiers: empty where the
    date does not reach so far, with X where a digit is not given. For years
    past four digits `year` is the number in plain digits.
    """

    earliest: int
    latest: int
    year: str
    month: str = ""
    day: str = ""
    approximate: bool = False
    uncertain: bool = False
    time: str = ""
    significant: int = 0
    """Digits of the year that are known, when written so (1950S2); otherwise 0."""


def day_number(year: int, month: int, day: int) -> int:
    """
    Count the days from 1970-01-01 to a day of the proleptic Gregorian calendar.

    Any year, year 0 being 1 BCE. The day is taken to exist.

    Examples
    --------
    >>> day_number(1970, 1, 1), day_number(2025, 5, 18), day_number(-4712, 11, 24) > -3_000_000
    (0, 20226, True)
    """
    # Years are counted from March, so that a leap day is the last of its year.
    if month <= 2:
        year -= 1
        month += 12
    return 365 * year + year // 4 - year // 100 + year // 400 + (153 * month - 457) // 5 + day - 719469


def civil_day(day: int) -> tuple[int, int, int]:
    """Turn days since 1970-01-01 into year, month and day; the reverse of `day_number`."""
    era, day_of_era = divmod(day + 719468, 146097)
    year_of_era = (day_of_era - day_of_era // 1460 + day_of_era // 36524 - day_of_era // 146096) // 365
    day_of_year = day_of_era - (365 * year_of_era + year_of_era // 4 - year_of_era // 100)
    month = (5 * day_of_year + 2) // 153
    return (
        era * 400 + year_of_era + (month >= 10),
        month + 3 if month < 10 else month - 9,
        day_of_year - (153 * month + 2) // 5 + 1,
    )


def month_length(year: int, month: int) -> int:
    """Count the days of a month (1 to 12)."""
    if month == 2 and year % 4 == 0 and (year % 100 != 0 or year % 400 == 0):
        return 29
    return _MONTH_DAYS[month]


def date_error(text: str, fault: str, *, advice: str = _ADVICE) -> DateError:
    """Word the error for a date text, shortened when it is long."""
    shown = text if len(text) <= _SHOWN else text[: _SHOWN - 1] + "…"
    meant = suggest_date(text) if fault == "is not an EDTF date" and len(text) <= _SHOWN else ""
    return DateError(f"{shown!r} {fault}; {f'write {meant}' if meant else advice}")


def read_unit(text: str) -> Unit:
    """
    Read one date: EDTF levels 0 and 1 without intervals, and the single dates of level 2.

    Raises
    ------
    DateError
        If `text` is no such date, or no day that exists fits it.
    """
    if plain := _PLAIN.fullmatch(text):
        return _plain_unit(text, plain)
    if timed := _TIMED.fullmatch(text):
        return _timed_unit(text, timed)
    if partial := _PARTIAL.fullmatch(text):
        return _partial_unit(text, partial)
    if long := _LONG_YEAR.fullmatch(text):
        return _long_year(text, long)
    raise date_error(text, "is not an EDTF date")


def _plain_unit(text: str, match: re.Match[str]) -> Unit:
    year_text, month_text, day_text, qualifier = match.groups()
    if year_text == "-0000":
        raise date_error(text, "names a year that does not exist (0000 is 1 BCE)")
    year = int(year_text)
    approximate = qualifier == "~" or qualifier == "%"
    uncertain = qualifier == "?" or qualifier == "%"
    if month_text is None:
        return Unit(day_number(year, 1, 1), day_number(year, 12, 31), year_text, "", "", approximate, uncertain)
    month = int(month_text)
    if day_text is None:
        first, last = _month_days(text, year, month)
        return Unit(first, last, year_text, month_text, "", approximate, uncertain)
    day = int(day_text)
    if not 1 <= month <= 12 or not 1 <= day <= (28 if day <= 28 else month_length(year, month)):
        raise date_error(text, "names a day that does not exist")
    number = day_number(year, month, day)
    return Unit(number, number, year_text, month_text, day_text, approximate, uncertain)


def _month_days(text: str, year: int, month: int) -> tuple[int, int]:
    """Give the first and last day of a month, or of a season or other part of a year."""
    if 1 <= month <= 12:
        first = day_number(year, month, 1)
        return first, first + month_length(year, month) - 1
    if month not in _GROUP_MONTHS:
        raise date_error(
            text, "names a month that does not exist", advice="write 01 to 12, or a season, 21 (spring) to 24 (winter)"
        )
    begin, end = _GROUP_MONTHS[month]
    end_year = year
    if end > 12:
        end -= 12
        end_year += 1
    return day_number(year, begin, 1), day_number(end_year, end, month_length(end_year, end))


def _timed_unit(text: str, match: re.Match[str]) -> Unit:
    day_text, time, hour, minute, second, zone = match.groups()
    unit = _plain_unit(text, _full(_PLAIN, day_text))
    zone_hours, zone_minutes = zone_parts(zone or "Z")
    if int(hour) > 23 or int(minute) > 59 or int(second or 0) > 59 or abs(zone_hours) > 23 or zone_minutes > 59:
        raise date_error(text, "names a time of day that does not exist", advice="write 00:00 to 23:59")
    return unit._replace(time=time)


def zone_parts(zone: str) -> tuple[int, int]:
    """Split a zone (``Z``, ``+09``, ``-03:30``) into hours, signed, and minutes."""
    if zone == "Z":
        return 0, 0
    return int(zone[:3]), int(zone[3:].lstrip(":") or 0)


def _full(pattern: re.Pattern[str], text: str) -> re.Match[str]:
    match = pattern.fullmatch(text)
    assert match is not None
    return match


def _partial_unit(text: str, match: re.Match[str]) -> Unit:
    """Read a date with digits left open or with a qualifier inside it."""
    groups = match.groups()
    year_text, month_text, day_text = groups[1], groups[4] or "", groups[7] or ""
    qualifiers = {group for group in (*groups[0:1], *groups[2:4], *groups[5:7], *groups[8:9]) if group}
    months: list[int] = []
    if month_text.isdigit() and int(month_text) > 12 and not day_text and "X" in year_text:
        raise date_error(text, "leaves digits open in the year of a season")
    if month_text.isdigit() and int(month_text) > 12 and not day_text:
        earliest, latest = _month_days(text, int(year_text), int(month_text))
    else:
        months = _fitting(month_text or "XX", 12)
        days = _fitting(day_text or "XX", 31)
        first = _first_day(year_text, months, days, backward=False)
        last = _first_day(year_text, months, days, backward=True)
        if first is None or last is None:
            raise date_error(text, "names a day that does not exist")
        earliest, latest = first, last
    return Unit(
        earliest,
        latest,
        year_text,
        month_text,
        day_text,
        bool(qualifiers & {"~", "%"}),
        bool(qualifiers & {"?", "%"}),
    )


def _fitting(pattern: str, limit: int) -> list[int]:
    """List the numbers from 1 to `limit` that a two-digit pattern with X fits, in order."""
    tens = range(limit // 10 + 1) if pattern[0] == "X" else (int(pattern[0]),)
    ones = range(10) if pattern[1] == "X" else (int(pattern[1]),)
    return [ten * 10 + one for ten in tens for one in ones if 1 <= ten * 10 + one <= limit]


def _first_day(year_text: str, months: list[int], days: list[int], *, backward: bool) -> int | None:
    """Find the first day (or the last, `backward`) that exists among the years, months and days allowed."""
    step = -1 if backward else 1
    for year in _years(year_text, backward=backward):
        for month in months[::step]:
            length = month_length(year, month)
            for day in days[::step]:
                if day <= length:
                    return day_number(year, month, day)
        if 29 not in days or months != [2]:
            return None  # Only 29 February depends on the year.
    return None


def _years(pattern: str, *, backward: bool) -> Iterator[int]:
    """Count through the years, at most ten thousand, that a pattern with X fits."""
    sign, digits = (-1, pattern[1:]) if pattern[0] == "-" else (1, pattern)
    places = [10 ** (len(digits) - 1 - at) for at, digit in enumerate(digits) if digit == "X"]
    base = int(digits.replace("X", "0"))
    falling = backward == (sign > 0)
    for count in range(10 ** len(places)):
        filled = 10 ** len(places) - 1 - count if falling else count
        year = base
        for place in reversed(places):
            filled, digit = divmod(filled, 10)
            year += digit * place
        if year or sign > 0:
            yield sign * year


def _beyond(text: str) -> DateError:
    return date_error(text, "lies beyond the years that can be counted", advice=f"write at most {YEAR_LIMIT:,} years")


def _long_year(text: str, match: re.Match[str]) -> Unit:
    long_text, exponent, short_text, significant_text, qualifier = match.groups()
    number_text = long_text or short_text
    zeros = int(exponent[:4]) if exponent else 0
    if len(number_text.lstrip("-")) + zeros > len(str(YEAR_LIMIT)):
        raise _beyond(text)
    if long_text and not exponent and len(number_text.lstrip("-")) < 5:
        raise date_error(text, "starts with Y but has no more than four digits", advice="write the year as YYYY")
    year = int(number_text) * 10**zeros
    if abs(year) > YEAR_LIMIT:
        raise _beyond(text)
    first = last = year
    significant = 0
    if significant_text:
        significant = int(significant_text[:4])
        length = len(str(abs(year))) if long_text else 4
        if not 1 <= significant <= length:
            raise date_error(text, f"counts {significant} known digits in a year of {length}", advice="write 1 or more")
        block = 10 ** (length - significant)
        low = abs(year) // block * block
        first, last = (low, low + block - 1) if year >= 0 else (-low - block + 1, -low)
    return Unit(
        day_number(first, 1, 1),
        day_number(last, 12, 31),
        str(year) if long_text else short_text,
        approximate=qualifier in ("~", "%"),
        uncertain=qualifier in ("?", "%"),
        significant=significant,
    )
