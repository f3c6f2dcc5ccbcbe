"""An EDTF date in words, as a reader would say it."""

from __future__ import annotations

from layers.dates.unit import Unit, civil_day, read_unit
from layers.dates.wording import ENGLISH, Wording


def date_words(text: str, wording: Wording = ENGLISH) -> str:
    """
    Put an EDTF date into words.

    The text has been read by `parse_edtf` before; another one raises DateError.

    Examples
    --------
    >>> date_words("2025-06/2025-08"), date_words("[2025-07,2025-08]"), date_words("[..2025-11]")
    ('June to August 2025', 'July or August 2025', 'by November 2025')
    """
    if text[:1] in ("[", "{"):
        return _set_words(text, wording)
    if "/" in text:
        return _span_words(text, wording)
    return _unit_words(read_unit(text), wording)


def _span_words(text: str, wording: Wording) -> str:
    start, _, end = text.partition("/")
    if start in ("", ".."):
        template = wording.until if start else wording.until_from_unknown
        return template.format(end=date_words(end, wording))
    if end in ("", ".."):
        template = wording.since if end else wording.since_to_unknown
        return template.format(start=date_words(start, wording))
    first, last = read_unit(start), read_unit(end)
    if first.time and last.time and first.earliest == last.earliest:
        times = wording.lasting.format(start=_time_words(first.time, wording), end=_time_words(last.time, wording))
        return wording.at_time.format(date=_unit_words(first._replace(time=""), wording), time=times)
    if first == last:
        template = "{start}" if first.day.isdigit() else wording.during
        return template.format(start=_unit_words(first, wording))
    return _range_words(wording.lasting, first, last, wording)


def _range_words(template: str, first: Unit, last: Unit, wording: Wording) -> str:
    """Word two dates, naming the month and year that they share only once."""
    if _is_plain(first) and _is_plain(last) and first.year == last.year and bool(first.day) == bool(last.day):
        year = _year_words(first, wording)
        plain_first, plain_last = (unit._replace(approximate=False, uncertain=False) for unit in (first, last))
        alike = (first.approximate, first.uncertain) == (last.approximate, last.uncertain)
        if first.day and first.month == last.month and alike:
            days = template.format(start=int(first.day), end=int(last.day))
            month = wording.months[int(first.month) - 1]
            return _qualified(wording.same_month.format(days=days, month=month, year=year), first, wording)
        if first.month and alike:
            months = template.format(start=_month_words(plain_first, wording), end=_month_words(plain_last, wording))
            return _qualified(wording.same_year.format(months=months, year=year), first, wording)
    return template.format(start=_unit_words(first, wording), end=_unit_words(last, wording))


def _set_words(text: str, wording: Wording) -> str:
    members = [member.strip(" ") for member in text[1:-1].split(",")]
    all_of = text[0] == "{"
    joint = wording.and_ if all_of else wording.or_
    if not any(".." in member for member in members):
        units = [read_unit(member) for member in members]
        if len(units) > 1 and all(_is_plain(unit) and not unit.approximate and not unit.uncertain for unit in units):
            first = units[0]
            year = _year_words(first, wording)
            if first.day and all(unit.day and (unit.year, unit.month) == (first.year, first.month) for unit in units):
                days = _listed([str(int(unit.day)) for unit in units], joint, wording)
                return wording.same_month.format(days=days, month=wording.months[int(first.month) - 1], year=year)
            if first.month and all(
                unit.month and unit.year == first.year and bool(unit.day) == bool(first.day) for unit in units
            ):
                months = _listed([_month_words(unit, wording) for unit in units], joint, wording)
                return wording.same_year.format(months=months, year=year)
    return _listed([_member_words(member, wording, all_of=all_of) for member in members], joint, wording)


def _member_words(member: str, wording: Wording, *, all_of: bool) -> str:
    if ".." not in member:
        return _unit_words(read_unit(member), wording)
    start, _, end = member.partition("..")
    if not start:
        return (wording.until if all_of else wording.by).format(end=date_words(end, wording))
    if not end:
        return (wording.since if all_of else wording.not_before).format(start=date_words(start, wording))
    first, last = read_unit(start), read_unit(end)
    if all_of:
        return wording.all_of.format(range=_range_words(wording.lasting, first, last, wording))
    if first.latest + 1 == last.earliest:
        return _range_words(f"{{start}}{wording.or_}{{end}}", first, last, wording)
    return _range_words(wording.between, first, last, wording)


def _listed(parts: list[str], joint: str, wording: Wording) -> str:
    return joint.join([wording.comma.join(parts[:-1]), parts[-1]] if len(parts) > 1 else parts)


def _is_plain(unit: Unit) -> bool:
    """Tell whether a date has a month in words and neither open digits nor a time."""
    return unit.month.isdigit() and int(unit.month) <= 12 and "X" not in unit.year + unit.day and not unit.time


def _unit_words(unit: Unit, wording: Wording) -> str:
    words = _qualified(_bare_words(unit, wording), unit, wording)
    return wording.at_time.format(date=words, time=_time_words(unit.time, wording)) if unit.time else words


def _qualified(words: str, unit: Unit, wording: Wording) -> str:
    if unit.approximate and unit.uncertain:
        return wording.possibly_about.format(date=words)
    if unit.approximate or unit.uncertain:
        return (wording.about if unit.approximate else wording.possibly).format(date=words)
    return words


def _time_words(time: str, wording: Wording) -> str:
    if time.endswith("Z"):
        return wording.utc.format(time=time[:-1])
    for at, character in enumerate(time):
        if character in "+-":
            return wording.zone.format(time=time[:at], zone=time[at:].replace("-", "−"))
    return time


def _bare_words(unit: Unit, wording: Wording) -> str:
    """Word one date without its qualifiers and time."""
    day = "" if unit.day == "XX" else unit.day
    month = "" if unit.month == "XX" and not day else unit.month
    if "X" in day or ("X" in month and month != "XX"):
        return _hull_words(unit, wording)
    if not month:
        return _year_words(unit, wording)
    if month == "XX":
        return wording.any_month.format(day=int(day), year=_year_words(unit, wording))
    if int(month) > 12:
        return wording.parts[int(month)].format(year=_part_year_words(unit, wording))
    month_words = _month_words(unit._replace(day=day), wording)
    if unit.year == "XXXX":
        return wording.of_any_year.format(date=month_words)
    years = _year_words(unit, wording)
    if "X" in unit.year:
        template = wording.in_decade if _is_decade(unit) else wording.in_years
        return template.format(date=month_words, years=years)
    if day:
        return wording.day.format(day=int(day), month=wording.months[int(month) - 1], year=years)
    return wording.month.format(month=month_words, year=years)


def _month_words(unit: Unit, wording: Wording) -> str:
    """Word the month of a date, and the day where it has one, without the year."""
    name = wording.months[int(unit.month) - 1]
    return wording.day_of_month.format(day=int(unit.day), month=name) if unit.day else name


def _year_words(unit: Unit, wording: Wording) -> str:
    """Word the year of a date, or the years that its open digits allow."""
    if unit.significant:
        return wording.estimate.format(years=_hull_years(unit, wording), year=_number_words(int(unit.year), wording))
    if "X" not in unit.year:
        return _number_words(int(unit.year), wording)
    if unit.year == "XXXX":
        return wording.any_year
    if _is_decade(unit):
        return wording.decade.format(year=f"{unit.year[:3]}0")
    return _hull_years(unit, wording)


def _is_decade(unit: Unit) -> bool:
    return unit.year[-1] == "X" and unit.year[:3].isdigit() and int(unit.year[:3]) >= 100


def _hull_years(unit: Unit, wording: Wording) -> str:
    first, last = civil_day(unit.earliest)[0], civil_day(unit.latest)[0]
    return wording.between.format(start=_number_words(first, wording), end=_number_words(last, wording))


def _number_words(year: int, wording: Wording) -> str:
    if year <= 0:
        # Year 0 of the calendar is 1 BCE.
        return wording.before_era.format(year=_digits(1 - year))
    return wording.early_year.format(year=year) if year < 1000 else _digits(year)


def _digits(year: int) -> str:
    return str(year) if year <= 9999 else f"{year:,}"


def _part_year_words(unit: Unit, wording: Wording) -> str:
    """Word the year of a season, as two where it runs into the next."""
    first, last = civil_day(unit.earliest)[0], civil_day(unit.latest)[0]
    if first == last or first < 1000:
        return _number_words(first, wording)
    return wording.winter_year.format(year=first, next=last % 100)


def _hull_words(unit: Unit, wording: Wording) -> str:
    """Word a date that no phrase fits by its first and last possible day."""
    return _range_words(wording.between, _day_unit(unit.earliest), _day_unit(unit.latest), wording)


def _day_unit(number: int) -> Unit:
    year, month, day = civil_day(number)
    return Unit(number, number, f"{'-' if year < 0 else ''}{abs(year):04}", f"{month:02}", f"{day:02}")
