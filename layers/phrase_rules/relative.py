"""Dates that are counted from another: yesterday, last week, two days later, Tuesday, 8 p.m."""

from __future__ import annotations

from layers.phrase_rules.absolute import base_unit, read_period
from layers.phrase_rules.anchors import Found, Reading, resolve_day, resolve_weekday
from layers.phrase_rules.counted import read_stretch
from layers.phrase_rules.days import When, shift, third_edtf, unit_edtf, when_of
from layers.phrase_rules.lengths import length_of

_NIGHT = "night"


def read_relative_unit(found: Found) -> Reading | None:
    """Last week, this year, late next month, el mes pasado, 지난주; the following day, that year."""
    unit, relative = base_unit(found), found.relative
    if relative in ("recent", "final") or unit in ("s", "m", "h", ""):
        return None
    if unit == "D" and relative in ("last", "this"):
        return None  # "his last day", "this day": of what, the words do not say
    joint = found.values("j")
    joined = joint[0] if joint and isinstance(joint[0], tuple) else ()
    narrative = relative in ("previous", "following", "same") or "narrative" in joined
    anchors = found.anchors
    if found.lexicon.language == "fr" and unit == "M" and "U" in found.kinds and _is_plural(found):
        return read_stretch(found, None, unit)  # "mois" is one or many
    start = anchors.narrative if narrative else anchors.published
    name = anchors.narrative_name if narrative else anchors.published_name
    rule = f"{relative or 'relative'}-unit"
    if narrative and (start is None or (unit in ("D", "W", "WE") and not start.day)):
        return Reading("", rule, "narrative missing", False)
    if start is None:
        return Reading("", rule, name, False)
    start = When(start.year, start.month if 0 < start.month <= 12 else 1, start.day or 1)
    step = int(joined[1]) if joined else {"last": -1, "previous": -1, "next": 1, "following": 1}.get(relative, 0)
    if unit in ("DE", "CE") and relative in ("previous", "following"):
        years = step * (10 if unit == "DE" else 100)
        ends = sorted((start.year, start.year + years))
        return Reading(f"{ends[0]:04}/{ends[1]:04}", rule, name, False, length=length_of(1, unit))
    edtf = unit_edtf(start, step, unit)
    first, last = shift(start, step, unit)
    if read_period(found) and unit != "D":
        edtf = third_edtf(first, last, read_period(found)) if edtf else ""
    if unit == "D" and edtf:
        anchors.note(first)
    sure = not narrative and "H" not in found.kinds
    return Reading(edtf, rule, name, sure)


def _is_plural(found: Found) -> bool:
    """Tell whether the word for last or next is in the plural."""
    return found.marks.word(found.places("R")[0]).endswith("s") if "R" in found.kinds else False


def read_end_of_unit(found: Found) -> Reading | None:
    """The end of the year, the beginning of the month: of the one that holds the day of publication."""
    published = found.anchors.published
    unit = base_unit(found)
    if unit not in ("W", "M", "Q", "Y", "DE", "CE"):
        return None
    if published is None:
        return Reading("", "part-of-unit", found.anchors.published_name, False)
    step = -1 if found.told_way < 0 and read_period(found) == "late" else 0
    first, last = shift(published, step, unit)
    return Reading(third_edtf(first, last, read_period(found)), "part-of-unit", found.anchors.published_name, False)


def read_day_word(found: Found) -> Reading | None:
    """Yesterday, tomorrow morning, tonight, anoche."""
    values = found.values("Y")
    offset, part = values[0] if values and isinstance(values[0], tuple) else (0, "")
    part = found.text("P") or part
    published = found.anchors.published
    if published is None:
        return Reading("", "day-word", found.anchors.published_name, False, part=part)
    when = when_of(published.number + offset)
    found.anchors.note(when)
    return Reading(when.edtf, "day-word", found.anchors.published_name, part=part)


def read_overnight(found: Found) -> Reading | None:
    """Overnight: from the day before publication into the day itself."""
    published = found.anchors.published
    if published is None:
        return Reading("", "overnight", found.anchors.published_name, False, part=_NIGHT)
    before = when_of(published.number - 1)
    name = found.anchors.published_name
    return Reading(f"{before.edtf}/{published.edtf}", "overnight", name, False, part=_NIGHT)


def read_night_into(found: Found) -> Reading | None:
    """Overnight into Sunday, in der Nacht zum Sonntag: from the day before into the day."""
    if "P" in found.kinds and found.text("P") != _NIGHT:
        return None
    if found.number("Mm"):
        when, anchor, sure = resolve_day(found.number("Mm"), _day_number(found), found)
    else:
        when, anchor, sure = resolve_weekday(found.number("W", -1), found)
    if when is not None and not when.exists:
        return None
    if when is None:
        return Reading("", "night-into", anchor, False, part=_NIGHT)
    found.anchors.note(when)
    return Reading(f"{when_of(when.number - 1).edtf}/{when.edtf}", "night-into", anchor, sure, part=_NIGHT)


def read_weekday(found: Found) -> Reading | None:
    """Tuesday, Friday afternoon, last Monday, next Sunday, lundi dernier."""
    relative = found.relative
    weekday = found.number("W")
    way = {"next": 1, "this": None, "last": -1, "previous": -1}.get(relative)
    if relative in ("following", "same", "previous") and found.anchors.narrative and found.anchors.narrative.day:
        start = found.anchors.narrative
        step = (weekday - start.weekday) % 7 or 7
        when = when_of(start.number + (step if relative == "following" else step - 7))
        found.anchors.note(when)
        return Reading(when.edtf, "weekday", found.anchors.narrative_name, False, part=found.text("P"))
    when_found, anchor, sure = resolve_weekday(weekday, found, way=way)
    if when_found is None:
        return Reading("", "weekday", anchor, False, part=found.text("P"))
    published = found.anchors.published
    assert published is not None
    if relative == "last" and when_found.number == published.number:
        when_found = when_of(when_found.number - 7)
    if relative == "next" and when_found.number == published.number:
        when_found = when_of(when_found.number + 7)
    # Said on a Thursday, "next Friday" is tomorrow to one and a week from tomorrow to another.
    sure = sure and not (relative == "next" and when_found.number - published.number < 4)
    found.anchors.note(when_found)
    return Reading(when_found.edtf, "weekday", anchor, sure, part=found.text("P"))


def read_this_part(found: Found) -> Reading | None:
    """That night, this morning, last evening."""
    relative, part = found.relative, found.text("P")
    anchors = found.anchors
    if relative in ("same", "following", "previous"):
        start, name = anchors.narrative, anchors.narrative_name
        if start is None or not start.day:
            return Reading("", "part-of-day", "narrative missing", False, part=part)
        step = {"same": 0, "following": 1, "previous": -1}[relative]
        return Reading(when_of(start.number + step).edtf, "part-of-day", name, False, part=part)
    if relative not in ("last", "this") or anchors.published is None:
        return Reading("", "part-of-day", anchors.published_name, False, part=part) if relative else None
    step = -1 if relative == "last" else 0
    when = when_of(anchors.published.number + step)
    anchors.note(when)
    return Reading(when.edtf, "part-of-day", anchors.published_name, part=part)


def read_clock(found: Found) -> Reading | None:
    """At 8 p.m., 15:00 GMT Saturday: the day from the words beside it, or from the narrative."""
    numbers = [value for value in found.values("dny") if isinstance(value, int)]
    hour, minute = numbers[0], numbers[1] if found.kinds[1:2] in (":", ".") else 0
    half = found.text("a")
    if found.kinds in ("yz", "nz"):
        if len(found.marks.word(found.first)) != 4:
            return None
        hour, minute = divmod(found.number("yn"), 100)
    if found.first and found.marks.adjacent(found.first - 1) and found.before() == "x":
        return None  # within a stamp or a code
    if ":" in found.kinds:
        colon = found.places(":")[0]
        tight = (
            found.marks.adjacent(colon - 1) and found.marks.adjacent(colon) and len(found.marks.word(colon + 1)) == 2
        )
        if not tight or ":" in (found.before(), found.after()):
            return None  # a score, or hours, minutes and seconds of a record
    if half:
        if not 1 <= hour <= 12:
            return None
        hour = hour % 12 + (12 if half == "pm" else 0)
    if hour > 23 or minute > 59:
        return None
    anchors = found.anchors
    months = found.number("Mm")
    when: When | None
    if months and found.number("y"):
        when, anchor, sure = When(found.number("y"), months, _day_number(found)), "", True
    elif months:
        when, anchor, sure = resolve_day(months, _day_number(found), found, weekday=found.number("W"))
    elif "W" in found.kinds:
        when, anchor, sure = resolve_weekday(found.number("W"), found)
    elif "Y" in found.kinds and anchors.published:
        values = found.values("Y")
        offset = values[0][0] if isinstance(values[0], tuple) else 0
        when, anchor, sure = when_of(anchors.published.number + offset), anchors.published_name, True
    elif anchors.narrative and anchors.narrative.day:
        when, anchor, sure = anchors.narrative, anchors.narrative_name, False
    else:
        when, anchor, sure = anchors.published, anchors.published_name, False
    if when is None:
        return Reading("", "clock", anchor, False)
    if not when.exists:
        return None
    if months or "W" in found.kinds or "Y" in found.kinds:
        anchors.note(when)
    return Reading(f"{when.edtf}T{hour:02}:{minute:02}{found.text('z')}", "clock", anchor, sure)


def _day_number(found: Found) -> int:
    """Return the day of the date beside a time: the number next to its month."""
    month = found.places("Mm")[0]
    beside = [at for at in (month + 1, month - 1, month - 2) if found.first < at < found.last]
    return next((int(found.marks.values[at]) for at in beside if found.marks.kinds[at] in "dD"), 0)


def read_weekend(found: Found) -> Reading | None:
    """Over the weekend: the last one, or the next where it is to come."""
    if base_unit(found) != "WE":
        return None
    published, name = found.anchors.published, found.anchors.published_name
    if published is None:
        return Reading("", "weekend", name, False)
    step = 0 if found.told_behind > 0 or published.weekday >= 6 else -1
    return Reading(unit_edtf(published, step, "WE"), "weekend", name, bool(found.told_behind))


def read_after_which(found: Found) -> Reading | None:
    """After which: from the narrative's last day on."""
    start = found.anchors.narrative
    if start is None or not start.day:
        return None
    return Reading(f"{start.edtf}/..", "after-that", found.anchors.narrative_name, False)


def read_vague_word(found: Found) -> Reading | None:
    """Now, recently, soon: no date can be told, so none is given."""
    return Reading("", f"vague-{found.text('k')}", sure=False)


def read_the_past(found: Found) -> Reading | None:
    """In the past: no date can be told."""
    return Reading("", "vague-past", sure=False) if found.text("R") == "past" else None
