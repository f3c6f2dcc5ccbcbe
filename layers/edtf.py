"""Read an EDTF date (ISO 8601-2) as the days it may begin and end on."""

from __future__ import annotations

import re

from layers.dates.date import EdtfDate, Kind
from layers.dates.unit import DateError, Unit, civil_day, date_error, day_number, month_length, read_unit, zone_parts

__all__ = ["TEXT_LIMIT", "DateError", "EdtfDate", "Kind", "day_from_iso", "day_iso", "parse_edtf"]

TEXT_LIMIT = 10_000
"""Characters that a date may have; only a set of many members needs more than fifty."""

MEMBER_LIMIT = 1_000
"""Members that an all-of set may have once its ranges of months or years are counted out."""

_ISO = re.compile(r"([+-]?[0-9]{4,13})-([0-9]{2})-([0-9]{2})")


def parse_edtf(text: str) -> EdtfDate:
    """
    Read an EDTF date as the days it may begin and end on, in time linear in its length.

    Levels 0 and 1, the sets and single dates of level 2, also times of day
    that leave out the seconds. Its `text` is just what came.

    Parameters
    ----------
    text
        One date, such as ``"2024-03"``, ``"2024-03-07~"``, ``"2025-06-17/.."``
        or ``"[2025-06..2025-08]"``. Blanks are allowed after the commas of a set only.

    Raises
    ------
    DateError
        If `text` is not EDTF, names a day that does not exist, or ends before it begins.

    Examples
    --------
    >>> date = parse_edtf("2024-02~")
    >>> date.kind, day_iso(date.earliest), day_iso(date.latest), date.words
    ('within', '2024-02-01', '2024-02-29', 'about February 2024')
    """
    if not isinstance(text, str):
        raise date_error(str(text), "is not text", advice='write the date in quotes, such as "2025-06-04"')
    if len(text) > TEXT_LIMIT:
        raise date_error(text, f"has {len(text):,} characters", advice=f"write at most {TEXT_LIMIT:,}")
    if text[:1] in ("[", "{"):
        return _read_set(text)
    if "/" in text:
        return _read_interval(text)
    return _from_unit(text, read_unit(text))


def day_iso(day: int) -> str:
    """
    Write days since 1970-01-01 as an ISO 8601 day.

    Years past 9999 and before -9999 bear a sign and as many digits as they need.

    Examples
    --------
    >>> day_iso(0), day_iso(-719529), day_iso(2932897)
    ('1970-01-01', '-0001-12-31', '+10000-01-01')
    """
    year, month, day_of_month = civil_day(day)
    sign = "-" if year < 0 else "+" if year > 9999 else ""
    return f"{sign}{abs(year):04}-{month:02}-{day_of_month:02}"


def day_from_iso(text: str) -> int:
    """
    Read an ISO 8601 day as days since 1970-01-01; the reverse of `day_iso`.

    Raises
    ------
    DateError
        If `text` is no day, or one that does not exist.
    """
    match = _ISO.fullmatch(text)
    if match is None:
        raise date_error(text, "is not a day", advice="write YYYY-MM-DD")
    year, month, day = (int(part) for part in match.groups())
    if not 1 <= month <= 12 or not 1 <= day <= month_length(year, month):
        raise date_error(text, "names a day that does not exist", advice="write YYYY-MM-DD")
    return day_number(year, month, day)


def _from_unit(text: str, unit: Unit) -> EdtfDate:
    earliest, latest = unit.earliest, unit.latest
    return EdtfDate(
        text,
        "day" if unit.day and earliest == latest else "within",
        earliest,
        latest,
        earliest,
        latest,
        (),
        unit.approximate,
        unit.uncertain,
        unit.time,
    )


def _read_interval(text: str) -> EdtfDate:
    start_text, _, end_text = text.partition("/")
    if "/" in end_text:
        raise date_error(text, "is not an EDTF date")
    start = None if start_text in ("", "..") else _read_part(text, start_text)
    end = None if end_text in ("", "..") else _read_part(text, end_text)
    if start is None and end is None:
        raise date_error(text, "gives neither a beginning nor an end", advice="leave the date out where none is known")
    if start is not None and end is not None:
        if start.earliest > end.latest or _is_later_that_day(start, end):
            raise date_error(text, "ends before it begins", advice="write the earlier date first")
        begin_latest: int | None = min(start.latest, end.latest)
        end_earliest: int | None = max(start.earliest, end.earliest)
    elif start is not None:
        begin_latest = start.latest
        end_earliest = None if end_text else start.earliest
    else:
        assert end is not None
        begin_latest = None if start_text else end.latest
        end_earliest = end.earliest
    return EdtfDate(
        text,
        "span",
        start.earliest if start else None,
        begin_latest,
        end_earliest,
        end.latest if end else None,
        (),
        bool((start and start.approximate) or (end and end.approximate)),
        bool((start and start.uncertain) or (end and end.uncertain)),
        start.time if start else "",
    )


def _read_part(text: str, part: str) -> Unit:
    """Read one end or member of a date; an error names the whole as well as the part."""
    try:
        return read_unit(part)
    except DateError as error:
        raise DateError(f"{error} (in {text if len(text) <= 60 else text[:59] + '…'!r})") from None


def _is_later_that_day(start: Unit, end: Unit) -> bool:
    """Tell whether two times of one day run backward; without zones on both or neither, nobody knows."""
    if not (start.time and end.time and start.earliest == end.earliest):
        return False
    (start_minutes, start_zoned), (end_minutes, end_zoned) = _clock(start.time), _clock(end.time)
    return start_zoned == end_zoned and start_minutes > end_minutes


def _clock(time: str) -> tuple[int, bool]:
    """Turn a time of day into seconds, of UTC where a zone is given."""
    clock, zone = time, ""
    for at, character in enumerate(time):
        if character in "Z+-":
            clock, zone = time[:at], time[at:]
            break
    hour, minute, *rest = (int(part) for part in clock.split(":"))
    seconds = hour * 3600 + minute * 60 + (rest[0] if rest else 0)
    if not zone:
        return seconds, False
    hours, minutes = zone_parts(zone)
    return seconds - hours * 3600 - (-minutes if zone[0] == "-" else minutes) * 60, True


def _read_set(text: str) -> EdtfDate:
    all_of = text[0] == "{"
    if text[-1] != ("}" if all_of else "]") or len(text) == 1:
        raise date_error(text, "is a set without its closing bracket", advice="write [one, of] or {all, of}")
    members: list[EdtfDate] = []
    for part in text[1:-1].split(","):
        members += _read_member(text, part.strip(" "), all_of=all_of)
        if len(members) > MEMBER_LIMIT:
            raise date_error(text, f"is a set of more than {MEMBER_LIMIT:,} members", advice="write an interval, a/b")
    begins = [member.begin_latest for member in members]
    ends = [member.end_earliest for member in members]
    return EdtfDate(
        text,
        "all_of" if all_of else "one_of",
        _lowest([member.earliest for member in members]),
        _lowest([day for day in begins if day is not None]) if all_of else _highest(begins),
        _highest([day for day in ends if day is not None]) if all_of else _lowest(ends),
        _highest([member.latest for member in members]),
        tuple(members),
        any(member.approximate for member in members),
        any(member.uncertain for member in members),
    )


def _lowest(days: list[int | None] | list[int]) -> int | None:
    known = [day for day in days if day is not None]
    return min(known) if known and len(known) == len(days) else None


def _highest(days: list[int | None] | list[int]) -> int | None:
    known = [day for day in days if day is not None]
    return max(known) if known and len(known) == len(days) else None


def _read_member(text: str, part: str, *, all_of: bool) -> list[EdtfDate]:
    """Read one member of a set; a range of months or years in an all-of set is counted out."""
    if ".." not in part:
        return [_from_unit(part, _read_part(text, part))]
    start_text, _, end_text = part.partition("..")
    start = _read_part(text, start_text) if start_text else None
    end = _read_part(text, end_text) if end_text else None
    if start is None and end is None:
        raise date_error(text, "holds a range without a beginning or an end")
    if start and end:
        if start.earliest > end.latest or _is_later_that_day(start, end):
            raise date_error(text, "holds a range that ends before it begins", advice="write the earlier date first")
        if all_of and not (start.day or end.day):
            return _count_out(text, start, end)
    earliest = start.earliest if start else None
    latest = end.latest if end else None
    begin_latest, end_earliest = latest, earliest
    if all_of:
        # Each day of the range: it has begun on the first and goes on to the last.
        begin_latest = start.latest if start else latest
        end_earliest = end.earliest if end else earliest
    return [
        EdtfDate(
            part,
            "span" if all_of else "within",
            earliest,
            begin_latest,
            end_earliest,
            latest,
            (),
            bool((start and start.approximate) or (end and end.approximate)),
            bool((start and start.uncertain) or (end and end.uncertain)),
        )
    ]


def _count_out(text: str, start: Unit, end: Unit) -> list[EdtfDate]:
    """List the months or years of a range, each an unknown day of its own."""
    if bool(start.month) != bool(end.month) or "X" in start.year + start.month + end.year + end.month:
        raise date_error(text, "holds a range from one precision to another", advice="write both as YYYY or YYYY-MM")
    first, last = int(start.year), int(end.year)
    if start.month:
        if int(start.month) > 12 or int(end.month) > 12:
            raise date_error(text, "holds a range of seasons", advice="write the seasons one by one")
        first, last = first * 12 + int(start.month) - 1, last * 12 + int(end.month) - 1
    if last - first >= MEMBER_LIMIT:
        raise date_error(text, f"is a set of more than {MEMBER_LIMIT:,} members", advice="write an interval, a/b")
    members = []
    for number in range(first, last + 1):
        year, month = divmod(number, 12) if start.month else (number, None)
        member_text = f"{'-' if year < 0 else ''}{abs(year):04}" if abs(year) <= 9999 else f"Y{year}"
        member = parse_edtf(member_text if month is None else f"{member_text}-{month + 1:02}")
        members.append(member)
    return members
