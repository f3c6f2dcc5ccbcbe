"""Dates that name a day, a month or a year, with or without the year they belong to."""

from __future__ import annotations

from layers.phrase_rules.anchors import Found, Reading, resolve_day, resolve_day_of_month, resolve_month
from layers.phrase_rules.days import When, shift, third_edtf

_STEPS = {"last": -1, "this": 0, "next": 1, "previous": -1, "following": 1, "same": 0}


def read_period(found: Found) -> str:
    """Return early, mid or late where the phrase says so, else an empty text."""
    return found.text("E")


def in_period(edtf: str, period: str, first: When, last: When) -> str:
    """Narrow a month or year to the part of it that was named."""
    return third_edtf(first, last, period) if period and edtf else edtf


def _dated(found: Found, when: When, rule: str) -> Reading | None:
    """Read a full date; a weekday that does not fit makes it unsure."""
    if not when.exists:
        return None
    weekday = found.number("W")
    found.anchors.note(when)
    found.anchors.year = when.year
    return Reading(when.edtf, rule, sure=not (weekday and when.day and when.weekday != weekday))


def read_day_month_year(found: Found) -> Reading | None:
    """4 June 2025, June 4, 2025, 4. Juni 2025, 2025년 6월 4일."""
    if not is_plain_year(found):
        return None
    return _dated(found, When(found.number("y"), found.number("Mm"), found.number("dDO")), "day-month-year")


def is_plain_year(found: Found) -> bool:
    """Tell whether a word for "year" behind the number of one is just that."""
    return all(unit == "Y" for unit in found.values("U"))


def read_iso(found: Found) -> Reading | None:
    """2025-06-04, 2025/06/04, 2025.6.4."""
    if not _is_tight(found):
        return None
    month, day = found.number("d"), found.number("d", 1)
    return _dated(found, When(found.number("y"), month, day), "year-month-day")


def _is_tight(found: Found) -> bool:
    loose = found.lexicon.numeric == "ymd"  # Korean sets blanks behind the dots
    return all(found.marks.adjacent(at) or loose for at in range(found.first, found.last - 1))


def read_numeric(found: Found) -> Reading | None:
    """03.06.2025, 6/3/2025: in English the order is not known unless a number tells it."""
    if not _is_tight(found):
        return None
    first, second = found.number("d"), found.number("d", 1)
    year = found.number("y")
    if not year:
        year = found.number("dn", 2)
        year += 2000 if year < 70 else 1900
        if "." in found.kinds and found.lexicon.numeric == "mdy":
            return None
    orders = [When(year, second, first)]
    if found.lexicon.numeric == "mdy" and "/" in found.kinds:
        orders.append(When(year, first, second))
    days = list(dict.fromkeys(when for when in orders if when.exists and when.month <= 12))
    if len(days) == 2:
        return Reading(f"[{min(days).edtf},{max(days).edtf}]", "numeric-either-order", sure=False)
    return _dated(found, days[0], "numeric") if days else None


def read_day_month(found: Found) -> Reading | None:
    """4 June, June 4th, Wednesday 2 July: the year from the anchor."""
    if "d" in found.kinds and found.after() in "n%":
        return None
    month, day = found.number("Mm"), found.number("dDO")
    if not When(2024, month, day).exists:
        return None
    when, anchor, sure = resolve_day(month, day, found, weekday=found.number("W"))
    if when is None or not when.exists:
        return Reading("", "day-month", anchor, False)
    found.anchors.note(when)
    return Reading(when.edtf, "day-month", anchor, sure)


def read_day_month_of_year(found: Found) -> Reading | None:
    """May 18 of last year, 18 de mayo del año pasado, 작년 5월 18일."""
    base, anchor, sure = relative_base(found)
    if base is None:
        return Reading("", "day-month-of-year", anchor, False) if base_unit(found) == "Y" else None
    if base_unit(found) != "Y":
        return None
    when = When(base.year, found.number("Mm"), found.number("dDO"))
    if not when.exists:
        return None
    found.anchors.note(when)
    return Reading(when.edtf, "day-month-of-year", anchor, sure)


def read_month_of_year(found: Found) -> Reading | None:
    """October of last year, 지난해 10월."""
    if base_unit(found) != "Y":
        return None
    base, anchor, sure = relative_base(found)
    if base is None:
        return Reading("", "month-of-year", anchor, False)
    return _month(found, When(base.year, found.number("Mm")), "month-of-year", anchor, sure)


def read_day_of_month(found: Found) -> Reading | None:
    """The 4th of last month, 17 числа прошлого месяца, 지난달 17일."""
    if base_unit(found) != "M":
        return None
    base, anchor, sure = relative_base(found)
    if base is None:
        return Reading("", "day-of-month", anchor, False)
    when = When(base.year, base.month, found.number("dDO"))
    if not when.exists:
        return None
    found.anchors.note(when)
    return Reading(when.edtf, "day-of-month", anchor, sure)


def base_unit(found: Found) -> str:
    """Return the unit that a relative part ("last year") counts in."""
    joint = found.values("j")
    if joint and isinstance(joint[0], tuple):
        return str(joint[0][0])
    units = found.values("Uu")
    return str(units[-1]) if units else ""


def relative_base(found: Found) -> tuple[When | None, str, bool]:
    """Give the first day of the unit that "last month", "next year", 지난달 names, and what it was counted from."""
    joint = found.values("j")
    if joint and isinstance(joint[0], tuple):
        unit, step, relative = str(joint[0][0]), int(joint[0][1]), ""
    else:
        relative = found.relative
        unit, step = base_unit(found), _STEPS.get(relative, 0)
    anchors = found.anchors
    if relative in ("previous", "following", "same"):
        if anchors.narrative is None:
            return None, anchors.narrative_name, False
        start, name = anchors.narrative, anchors.narrative_name
        start = When(start.year, start.month if 0 < start.month <= 12 else 1, start.day or 1)
        sure = False
    elif anchors.published is None:
        return None, anchors.published_name, False
    else:
        start, name, sure = anchors.published, anchors.published_name, True
    first, _ = shift(start, step, unit) if unit in ("W", "M", "Q", "H", "Y") else (start, start)
    return first, name, sure


def read_nth(found: Found) -> Reading | None:
    """On the 2nd, am 2., 지난 2일, 2일: a day without its month."""
    follow = found.after()
    if found.kinds == "D" and not found.lexicon.markers and found.before() != "i":
        return None  # "the 8th Regiment"
    if "." in found.kinds and found.lexicon.language != "de":
        return None
    if not found.lexicon.markers and (follow in "Uu-%/'" or (follow == "x" and found.after_word()[:1].islower())):
        return None
    if found.lexicon.markers and follow in "GNu":
        return None
    when, anchor, sure = resolve_day_of_month(found.number("Dd"), found)
    if when is None:
        return Reading("", "day-alone", anchor, False)
    found.anchors.note(when)
    return Reading(when.edtf, "day-alone", anchor, sure)


def _month(found: Found, when: When, rule: str, anchor: str, sure: bool) -> Reading:
    first, last = shift(When(when.year, when.month, 1), 0, "M")
    period = read_period(found)
    if not found.anchors.narrative or not anchor:
        found.anchors.note(when)
    return Reading(in_period(when.edtf, period, first, last), rule, anchor, sure)


def read_month_year(found: Found) -> Reading | None:
    """June 2025, early June 2025, mi-juin 2025, 2025년 6월."""
    if not is_plain_year(found):
        return None
    when = When(found.number("y"), found.number("Mm"))
    found.anchors.year = when.year
    return _month(found, when, "month-year", "", True)


def read_relative_month(found: Found) -> Reading | None:
    """Last October, next March, octubre pasado: the last that is over, the next to come."""
    relative = found.relative
    published = found.anchors.published
    if relative not in ("last", "this", "next"):
        return None
    if published is None:
        return Reading("", "relative-month", found.anchors.published_name, False)
    month = found.number("Mm")
    year = published.year
    if relative == "last":
        year -= month >= published.month
    elif relative == "next":
        year += month <= published.month
    # "last June" said in July may be the month that just ended or the one of the year before.
    near = relative != "this" and (published.month - month) % 12 <= (relative == "last")
    return _month(found, When(year, month), "relative-month", found.anchors.published_name, not near)


def read_month(found: Found) -> Reading | None:
    """October, mid-September, Anfang Juni: the year from the anchor."""
    when, anchor, sure = resolve_month(found.number("Mm"), found)
    if when is None:
        return Reading("", "month", anchor, False)
    return _month(found, when, "month", anchor, sure)
