"""Dates at a count of units from another: three weeks ago, two days later, the past two years, within months."""

from __future__ import annotations

from layers.phrase_rules.absolute import base_unit
from layers.phrase_rules.anchors import Found, Reading
from layers.phrase_rules.days import When, shift, unit_edtf, when_of
from layers.phrase_rules.lengths import count_of, length_of


def read_rolling_unit(found: Found) -> Reading | None:
    """Read "the last week", in English the seven days up to now, apart from "last week"; "the next day" follows."""
    relative, unit = found.relative, base_unit(found)
    if found.lexicon.language != "en" or relative not in ("last", "next") or unit == "WE":
        return None
    if unit == "D":
        anchors = found.anchors
        if relative == "last":
            return None
        if anchors.narrative is None or not anchors.narrative.day:
            return Reading("", "following-unit", "narrative missing", False)
        when = when_of(anchors.narrative.number + 1)
        name = anchors.narrative_name
        anchors.note(when)
        return Reading(when.edtf, "following-unit", name, False)
    return read_stretch(found, 1, unit)


def read_nearby_day(found: Found) -> Reading | None:
    """The day before, a week later, two years earlier where nothing follows that it would be counted from."""
    shifts = [value for value in found.values("G") if isinstance(value, tuple)]
    relation = found.text("B")
    if shifts:
        sign, base = int(shifts[0][0]), str(shifts[0][1])
    elif relation in ("before", "after"):
        sign, base = (-1 if relation == "before" else 1), "narrative"
    elif "g" in found.kinds or "I" in found.kinds:
        sign, base = (-1 if "g" in found.kinds else 1), "published"
    else:
        return None
    count, unit = count_of(found), base_unit(found)
    length = length_of(count, unit)
    if found.kinds[0] == "u" and found.before_word()[-1:].isdigit():
        return Reading("", "counted", "event", False)  # "1,500 years ago": a number too long to count with
    if found.after() == "=":  # "a month earlier than usual" is a length
        return Reading("", "length", kind="duration", length=length)
    ends = found.after() in ",.!¶" or base == "published" or (shifts and not relation)
    if relation and not ends:
        # Counted from what the sentence tells next: "two years after his diagnosis".
        if "T" in found.kinds and count == 1:
            return Reading("", "counted-from-event", "event", False, length=length)
        return Reading("", "length", "event", False, kind="duration", length=length)
    anchors = found.anchors
    start = anchors.narrative if base == "narrative" else anchors.published
    name = anchors.narrative_name if base == "narrative" else anchors.published_name
    if base == "narrative" and start is None and not relation:
        start, name = anchors.published, anchors.published_name
    rule = "ago" if base == "published" and sign < 0 else "counted"
    if count is None or unit in ("s", "m", "h"):
        return _vague_count(start, sign, unit, count, name, rule, length)
    if start is None or (unit in ("D", "W") and not start.day):
        return Reading("", rule, name if start is None else "narrative missing", False, length=length)
    return _count(found, start, sign * count, unit, name, rule, base == "published", length)


def _count(
    found: Found, start: When, count: float, unit: str, name: str, rule: str, sure: bool, length: str
) -> Reading:
    whole = When(start.year, start.month if 0 < start.month <= 12 else 1, start.day or 1)
    if count != int(count) or "Z" in found.kinds:
        sure = False
    if unit in ("DE", "CE"):
        years = int(count * (10 if unit == "DE" else 100))
        edtf = unit_edtf(whole, years, "Y")
        return Reading(f"{edtf}~" if edtf else "", rule, name, False)
    if count != int(count):
        count, unit = (count * 12, "M") if unit == "Y" else (int(count), unit)
    edtf = unit_edtf(whole, int(count), unit)
    if unit == "D" and edtf:
        found.anchors.note(when_of(whole.number + int(count)))
    return Reading(edtf, rule, name, sure)


def _vague_count(
    start: When | None, sign: int, unit: str, count: float | None, name: str, rule: str, length: str
) -> Reading:
    """Read "weeks ago", "a few months later", "three hours ago"."""
    if start is None or not start.day:
        return Reading("", rule, name, False, length=length)
    if unit in ("s", "m", "h"):
        hours = (count or 1) * {"s": 1 / 3600, "m": 1 / 60, "h": 1}[unit]
        if hours > 24 * 3650:
            return Reading("", rule, name, False, length=length)
        first = when_of(start.number - int(hours // 24) - 1)
        edtf = f"[{first.edtf}..{start.edtf}]" if sign < 0 else start.edtf
        return Reading(edtf, f"{rule}-hours", name, False, length=length)
    return Reading(f"../{start.edtf}" if sign < 0 else f"{start.edtf}/..", f"{rule}-vague", name, False, length=length)


def read_past_units(found: Found) -> Reading | None:
    """The past two years, the next few months, recent weeks, las últimas semanas."""
    relative, unit = found.relative, base_unit(found)
    count = count_of(found)
    vague = count is None or not any(kind in "NdnA" for kind in found.kinds)
    length = length_of(None if vague else count, unit)
    if relative == "final" or unit in ("s", "WE"):
        return None
    if relative in ("previous", "following", "same"):
        return Reading("", "stretch", "event", False, length=length)
    return read_stretch(found, None if vague else count, unit)


def read_stretch(found: Found, count: float | None, unit: str) -> Reading | None:
    """Read a count of units up to the day of publication, or from it on; None as count where it is not told."""
    relative, length = found.relative, length_of(count, unit)
    published, name = found.anchors.published, found.anchors.published_name
    if published is None:
        return Reading("", "stretch", name, False, length=length)
    back = relative in ("last", "recent", "this", "")
    if count is None or unit in ("m", "h"):
        edtf = f"../{published.edtf}" if back else f"{published.edtf}/.."
        return Reading(edtf, "stretch-vague", name, False, length=length)
    if count != int(count) or not 0 < count < 10_000:
        return Reading("", "stretch", name, False, length=length)
    first, last = shift(published, -int(count) if back else int(count), unit)
    if not (first.exists and last.exists):
        return Reading("", "stretch", name, False, length=length)
    fit = {"D": 3, "W": 3, "F": 3, "WE": 3, "M": 2, "Q": 2}.get(unit, 1)
    far = (
        When(*(first if back else last)[:fit])
        if unit not in ("W", "F")
        else when_of(published.number + (-7 if back else 7) * int(count) * (2 if unit == "F" else 1))
    )
    edtf = f"{far.edtf}/{published.edtf}" if back else f"{published.edtf}/{far.edtf}"
    return Reading(edtf, "stretch", name, length=length)


def read_within(found: Found) -> Reading | None:
    """Within months, within two weeks: from the narrative's day on, where the sentence gave one, else publication."""
    anchors, unit, count = found.anchors, base_unit(found), count_of(found)
    length = length_of(count, unit)
    start, name = anchors.published, anchors.published_name
    if anchors.narrative and anchors.narrative.day and anchors.here:
        start, name = anchors.narrative, anchors.narrative_name
    if found.told_way < 0 or unit in ("s", "m", "h"):
        return Reading("", "length", kind="duration", length=length)
    if start is None:
        return Reading("", "within", name, False, length=length)
    if count is None or unit in ("DE", "CE") or not 0 < count < 10_000 or not any(k in "NdnAU" for k in found.kinds):
        return Reading(f"{start.edtf}/..", "within", name, False, length=length)
    _, last = shift(start, int(count), unit)
    if unit in ("W", "F"):
        last = when_of(start.number + 7 * int(count) * (2 if unit == "F" else 1))
    elif unit in ("M", "Y", "Q"):
        last = When(last.year, last.month, min(start.day, last.day)) if last.exists else last
    return Reading(f"[{start.edtf}..{last.edtf}]" if last.exists else "", "within", name, False, length=length)
