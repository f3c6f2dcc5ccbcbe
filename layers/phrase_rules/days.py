"""Calendar arithmetic for phrases: what is known of a date, shifted by units, as EDTF."""

from __future__ import annotations

from typing import NamedTuple

from layers.dates.unit import civil_day, day_number, month_length

SEASONS = range(21, 42)
"""Codes that stand in the place of a month: seasons, quarters (33 to 36), halves (40, 41)."""


class When(NamedTuple):
    """A date as far as it is known: `month` and `day` 0 where it does not reach so far; `month` may be a code."""

    year: int
    month: int = 0
    day: int = 0

    @property
    def edtf(self) -> str:
        """
        The date as EDTF.

        Examples
        --------
        >>> When(2025, 7, 3).edtf, When(2025, 22).edtf, When(2024).edtf
        ('2025-07-03', '2025-22', '2024')
        """
        if not 0 <= self.year <= 9999:
            return ""
        text = f"{self.year:04}"
        if self.month:
            text += f"-{self.month:02}"
        return text + f"-{self.day:02}" if self.day else text

    @property
    def exists(self) -> bool:
        """Whether the calendar has it."""
        if not 1 <= self.year <= 9999:
            return False
        if self.day:
            return 1 <= self.month <= 12 and self.day <= month_length(self.year, self.month)
        return True

    @property
    def number(self) -> int:
        """Days since 1970-01-01 of a whole day."""
        return day_number(self.year, self.month, self.day)

    @property
    def weekday(self) -> int:
        """Day of the week of a whole day, 1 Monday to 7 Sunday (ISO 8601)."""
        return (self.number + 3) % 7 + 1


def when_of(number: int) -> When:
    """Give the day of a count of days since 1970-01-01."""
    return When(*civil_day(number))


def shift(day: When, count: int, unit: str) -> tuple[When, When]:
    """
    Move a day by a count of units and give the first and last day of the unit it comes to.

    Parameters
    ----------
    day
        A whole day.
    count
        How many; 0 is the unit that holds `day`.
    unit
        D, W (Monday to Sunday), WE (Saturday and Sunday), F (fortnight), M, Q, H (half-year), Y, DE, CE.

    Examples
    --------
    >>> shift(When(2025, 7, 3), -1, "W")
    (When(year=2025, month=6, day=23), When(year=2025, month=6, day=29))
    """
    if unit == "F":
        count, unit = 2 * count, "W"
    if unit == "D":
        moved = when_of(day.number + count)
        return moved, moved
    if unit in ("W", "WE"):
        monday = day.number - (day.weekday - 1) + 7 * count
        return when_of(monday + (5 if unit == "WE" else 0)), when_of(monday + 6)
    months = {"M": 1, "Q": 3, "H": 6, "Y": 12, "DE": 120, "CE": 1200}[unit]
    first = ((day.year * 12 + day.month - 1) // months + count) * months
    return _month_start(first), _month_end(first + months - 1)


def _month_start(number: int) -> When:
    return When(number // 12, number % 12 + 1, 1)


def _month_end(number: int) -> When:
    year, month = number // 12, number % 12 + 1
    return When(year, month, month_length(year, month))


def unit_edtf(day: When, count: int, unit: str) -> str:
    """
    Move a day by a count of units and write the unit it comes to as EDTF: one unknown day of it.

    Examples
    --------
    >>> unit_edtf(When(2025, 7, 3), -1, "M"), unit_edtf(When(2025, 7, 3), 0, "Q"), unit_edtf(When(2025, 7, 3), -1, "W")
    ('2025-06', '2025-35', '[2025-06-23..2025-06-29]')
    """
    if not -100_000 < count < 100_000:
        return ""
    first, last = shift(day, count, unit)
    if not (first.exists and last.exists):
        return ""
    if unit == "D":
        return first.edtf
    if unit in ("W", "WE", "F"):
        return f"[{first.edtf}..{last.edtf}]"
    if unit == "M":
        return When(first.year, first.month).edtf
    if unit == "Q":
        return When(first.year, 33 + (first.month - 1) // 3).edtf
    if unit == "H":
        return When(first.year, 40 + (first.month - 1) // 6).edtf
    if unit == "Y":
        return When(first.year).edtf
    return f"{first.year // 10:03}X" if unit == "DE" else f"{first.year // 100:02}XX"


def third_edtf(first: When, last: When, period: str) -> str:
    """
    Write the early, middle or late third of a stretch of days.

    Of a month the days 1 to 10, 11 to 20 and 21 to the end; of a year its three
    times four months; of anything else a third of its days.

    Examples
    --------
    >>> third_edtf(When(2025, 9, 1), When(2025, 9, 30), "mid")
    '[2025-09-11..2025-09-20]'
    >>> third_edtf(When(2011, 1, 1), When(2011, 12, 31), "early")
    '[2011-01..2011-04]'
    """
    at = {"early": 0, "mid": 1, "late": 2}[period]
    length = last.number - first.number + 1
    if length < 3:
        return first.edtf if length == 1 else f"[{first.edtf}..{last.edtf}]"
    if (first.month, last.month, first.year) == (1, 12, last.year):
        return f"[{When(first.year, 4 * at + 1).edtf}..{When(first.year, 4 * at + 4).edtf}]"
    if (first.year, first.month) == (last.year, last.month) and length >= 28:
        begin = When(first.year, first.month, 10 * at + 1)
        end = last if at == 2 else When(first.year, first.month, 10 * at + 10)
        return f"[{begin.edtf}..{end.edtf}]"
    if length > 800:
        years = last.year - first.year + 1
        return f"[{first.year + years * at // 3:04}..{first.year + years * (at + 1) // 3 - 1:04}]"
    begin, end = (when_of(first.number + length * part // 3) for part in (at, at + 1))
    return f"[{begin.edtf}..{when_of(end.number - 1).edtf}]"
