"""Two dates in one phrase: from 3 to 9 August, July or August, 2009–10, 3 and 9 May."""

from __future__ import annotations

from layers.phrase_rules.absolute import base_unit, is_plain_year, relative_base
from layers.phrase_rules.anchors import Found, Reading, resolve_day, resolve_month, resolve_weekday
from layers.phrase_rules.days import When, shift, when_of


def join_dates(found: Found, first: str, last: str) -> str:
    """
    Join two dates as the word between them says: lasting, one of two, both, or some day between.

    Examples are "3 to 9 August" (``a/b``), "3 or 4" (``[a,b]``), "3 and 9" (``{a,b}``), "between 3 and 9" (``[a..b]``).
    """
    kinds = found.kinds
    if "|" in kinds:
        return f"[{first},{last}]"
    if "b" in kinds:
        return f"[{first}..{last}]"
    return f"{{{first},{last}}}" if "&" in kinds else f"{first}/{last}"


def _year(found: Found, month: int, day: int) -> tuple[int, str, bool]:
    """Give the year of the last date of a phrase, from its words or its anchor; 0 where nothing gives it."""
    if found.number("y"):
        return found.number("y"), "", True
    if base_unit(found) == "Y":
        base, anchor, sure = relative_base(found)
        return (base.year if base else 0), anchor, sure
    when, anchor, sure = resolve_day(month, day, found) if day else resolve_month(month, found)
    return (when.year if when else 0), anchor, sure


def read_days(found: Found) -> Reading | None:
    """From 3 to 9 August, August 3–9, between 3 and 9 August 2024, 3 or 4 May, from 28 July to 3 August."""
    if not is_plain_year(found):
        return None
    days = [value for value in found.values("dDO") if isinstance(value, int)]
    months = [value for value in found.values("Mm") if isinstance(value, int)]
    if len(days) != 2 or (len(months) == 1 and days[0] >= days[1]):
        return None
    year, anchor, sure = _year(found, months[-1], days[1])
    if not year:
        return Reading("", "days", anchor, False)
    ends = [When(year - (months[0] > months[-1]), months[0], days[0]), When(year, months[-1], days[1])]
    if not (ends[0].exists and ends[1].exists and ends[0].number < ends[1].number):
        return None
    if not anchor:
        found.anchors.year = year
    found.anchors.note(ends[0] if "|" in found.kinds else ends[1])
    return Reading(join_dates(found, ends[0].edtf, ends[1].edtf), "days", anchor, sure)


def read_days_list(found: Found) -> Reading | None:
    """4, 5 and 6 June 2025; June 2, 3 or 5: all of them, or one."""
    days = [value for value in found.values("dDO") if isinstance(value, int)]
    month = found.number("Mm")
    if not 3 <= len(days) <= 31 or days != sorted(set(days)) or not is_plain_year(found):
        return None
    year, anchor, sure = _year(found, month, days[-1])
    if not year:
        return Reading("", "days", anchor, False)
    dates = [When(year, month, day) for day in days]
    if not all(when.exists for when in dates):
        return None
    found.anchors.note(dates[-1])
    told = ",".join(when.edtf for when in dates)
    return Reading(f"[{told}]" if "|" in found.kinds else f"{{{told}}}", "days", anchor, sure)


def read_week_of_month(found: Found) -> Reading | None:
    """The first week of June, the last weekend of May 2025: days 1 to 7, 8 to 14 and so on, the last seven days."""
    unit, nth = str((found.values("U") or [""])[0]), found.number("OD")
    last = found.relative in ("last", "final")
    if unit not in ("W", "WE") or not (last or 1 <= nth <= 5):
        return None
    month = found.number("Mm")
    year, anchor, sure = _year(found, month, 0)
    if not year:
        return Reading("", "week-of-month", anchor, False)
    first, end = shift(When(year, month, 1), 0, "M")
    if unit == "W":
        begin = end.number - 6 if last else first.number + 7 * (nth - 1)
        days = when_of(begin), when_of(min(begin + 6, end.number))
    else:
        saturdays = range(first.number + (6 - first.weekday) % 7, end.number + 1, 7)
        if nth > len(saturdays):
            return None
        saturday = saturdays[-1] if last else saturdays[nth - 1]
        days = when_of(saturday), when_of(saturday + 1)
    if days[0].number > end.number:
        return None
    return Reading(f"[{days[0].edtf}..{days[1].edtf}]", "week-of-month", anchor, sure)


def read_months(found: Found) -> Reading | None:
    """July or August, from June to August 2024, between July and September, 7~8월."""
    if not is_plain_year(found):
        return None
    months = [value for value in found.values("Mmd") if isinstance(value, int)]
    if len(months) != 2 or months[0] == months[1] or months[0] > 12:
        return None
    year, anchor, sure = _year(found, months[1] if found.direction <= 0 else months[0], 0)
    if not year:
        return Reading("", "months", anchor, False)
    over = months[0] > months[1]
    if anchor and found.direction > 0:
        ends = When(year, months[0]), When(year + over, months[1])
    else:
        ends = When(year - over, months[0]), When(year, months[1])
    return Reading(join_dates(found, ends[0].edtf, ends[1].edtf), "months", anchor, sure)


def read_years(found: Found) -> Reading | None:
    """2009–2010, 1957–58, from 2014 to 2016, between 2009 and 2010."""
    years = [value for value in found.values("y") if isinstance(value, int)]
    if len(years) == 1:
        place = found.places("d")[0] if found.places("d") else found.places("n")[0]
        short = found.marks.word(place)
        tight = all(found.marks.adjacent(at) for at in range(found.places("y")[0], place))
        if len(short) != 2 or not tight:
            return None
        years.append(years[0] // 100 * 100 + int(short))
    if not 1000 <= years[0] < years[1] < 2200 or found.after() in "uU-":
        return None
    before = found.before()
    plain = found.marks.text[max(0, found.marks.starts[found.first] - 1) : found.marks.starts[found.first]]
    if (plain and plain in "-/.$€£") or ("-" in found.kinds and years[1] - years[0] > 200 and before not in "iFbo"):
        return None
    found.anchors.year = years[1]
    found.anchors.note(When(years[1]))
    return Reading(join_dates(found, f"{years[0]}", f"{years[1]}"), "years")


def read_weekdays(found: Found) -> Reading | None:
    """From Monday to Friday, between Saturday and Sunday."""
    first, last = found.number("W"), found.number("W", 1)
    end, anchor, sure = resolve_weekday(last, found)
    if end is None:
        return Reading("", "weekdays", anchor, False)
    begin = when_of(end.number - ((last - first) % 7 or 7))
    night = found.text("P") == "night"
    sure = sure and any(kind in "Fb" for kind in found.kinds)
    found.anchors.note(end)
    return Reading(join_dates(found, begin.edtf, end.edtf), "weekdays", anchor, sure, part="night" if night else "")


def read_marked_days(found: Found) -> Reading | None:
    """3일부터 9일까지: days of the month of publication, from one to the other."""
    published = found.anchors.published
    days = [value for value in found.values("D") if isinstance(value, int)]
    if published is None:
        return Reading("", "days-alone", found.anchors.published_name, False)
    ends = [When(published.year, published.month, day) for day in days]
    if not (ends[0].exists and ends[1].exists and ends[0].number < ends[1].number):
        return None
    return Reading(f"{ends[0].edtf}/{ends[1].edtf}", "days-alone", found.anchors.published_name, False)
