"""What stands beside a date and changes it: by, since, until; a part of the day; another date; "two days before"."""

from __future__ import annotations

import re
from typing import NamedTuple, Protocol

from layers.edtf import day_iso, parse_edtf
from layers.phrase_rules.anchors import Reading
from layers.phrase_rules.days import When, unit_edtf, when_of
from layers.phrase_rules.lexicon import Lexicon
from layers.phrase_rules.marks import Marks

_BEHIND = "Q"
_BETWEEN = 2
"""Marks that may stand between the word that bounds and the date ("until at least September", "starting in July")."""
_SIMPLE = re.compile(r"\d{4}(?:-\d\d){0,2}")
_TIMED = re.compile(r"\d{4}-\d\d-\d\dT[\d:]+Z?")
_LENGTH = re.compile(r"P(\d{1,4})([DWMY])")


class Neighbours(NamedTuple):
    """A date among the marks: from `first` to before `last`."""

    marks: Marks
    first: int
    last: int
    done: int
    """Marks before it belong to other phrases."""
    joined_at: int
    """Where a date ended that this one may be joined to, else -1."""
    lexicon: Lexicon


class Phrase(Protocol):
    """What is needed of a phrase found before."""

    @property
    def rule(self) -> str:
        """Name of its rule."""
        ...

    @property
    def anchor(self) -> str:
        """What it is counted from."""
        ...

    @property
    def length(self) -> str:
        """Its length."""
        ...


def relation_of(marks: Marks, first: int, last: int) -> str:
    """Return the word before or behind a run of marks that is one of by, since, until, before, after; or nothing."""
    if last < len(marks.kinds) and marks.kinds[last] == _BEHIND:
        return str(marks.values[last])
    at = _bounding(marks, first, 0)
    return str(marks.values[at]) if at >= 0 else ""


def _bounding(marks: Marks, first: int, done: int) -> int:
    """Return the place of the word before a date that bounds it; -1 without one."""
    at = first - 1
    while at >= done and first - at <= _BETWEEN and marks.kinds[at] in "iZ":
        at -= 1
    return at if at >= done and marks.kinds[at] == "B" else -1


def bound_by_neighbours(near: Neighbours, reading: Reading) -> tuple[int, int, str, str]:
    """
    Take in the word before or behind a date that bounds it.

    Returns
    -------
    first, last
        The marks of the whole.
    edtf, relation
        The relation is empty where nothing bounds the date.
    """
    marks, first, last, kinds = near.marks, near.first, near.last, near.marks.kinds
    edtf = reading.edtf
    if reading.kind != "date" or reading.rule.startswith(("vague", "after-that")):
        return first, last, edtf, ""
    at = _bounding(marks, first, near.done)
    after = kinds[last] if last < len(kinds) else "¶"
    if after == _BEHIND:
        relation = str(marks.values[last])
        return first, last + 1, bound(edtf, relation), relation
    if at >= 0 and near.joined_at == at and marks.values[at] == "until":
        return first, last, edtf, ""  # "from 1 January until 5 March" is one phrase
    if at >= 0 and after != "'":
        relation = str(marks.values[at])
        return at, last, bound(edtf, relation), relation
    if first > near.done and kinds[first - 1] == "F" and near.lexicon.from_is_since:
        return first - 1, last, bound(edtf, "since"), "since"
    through = first > near.done and kinds[first - 1] == ">" and near.joined_at != first - 1
    if through and marks.word(first - 1).lower() == "through":
        return first - 1, last, bound(edtf, "until"), "until"
    return first, last, edtf, ""


def bound(edtf: str, relation: str) -> str:
    """
    Turn a date into what a word before it makes of it.

    Examples
    --------
    >>> bound("2025-11", "by"), bound("2025-06-17", "since"), bound("2010", "before"), bound("2025-11", "until")
    ('[..2025-11]', '2025-06-17/..', '[..2009]', '../2025-11')
    """
    if not edtf:
        return ""
    date = parse_edtf(edtf)
    simple = _SIMPLE.fullmatch(edtf) or _TIMED.fullmatch(edtf)
    first = edtf if simple else day_iso(date.earliest) if date.earliest is not None else ""
    last = edtf if simple else day_iso(date.latest) if date.latest is not None else ""
    if relation in ("by", "until", "before"):
        if relation == "before" and simple:
            last = _neighbour(edtf, -1)
        return "" if not last else f"../{last}" if relation == "until" else f"[..{last}]"
    if relation == "after" and simple:
        first = _neighbour(edtf, 1)
    return f"{first}/.." if first else ""


def _neighbour(edtf: str, step: int) -> str:
    """Give the year or month before or after; a day stays, since "after Friday" may still be on it."""
    if "T" in edtf:
        return edtf
    parts = [int(part) for part in edtf.split("-")]
    if len(parts) == 3 or (len(parts) == 2 and parts[1] > 12):
        return edtf
    if len(parts) == 1:
        return When(parts[0] + step).edtf
    number = parts[0] * 12 + parts[1] - 1 + step
    return When(number // 12, number % 12 + 1).edtf


def part_before(near: Neighbours, reading: Reading) -> tuple[int, str]:
    """Take in the part of the day before a day: "the evening of 2 July", "dawn on Tuesday", "midday Friday"."""
    marks, first = near.marks, near.first
    whole = reading.kind == "date" and _SIMPLE.fullmatch(reading.edtf) and len(reading.edtf) == 10
    at = first - 1
    if at > near.done and marks.kinds[at] in "oi":
        at -= 1
    if not whole or reading.part or at < near.done or marks.kinds[at] != "P":
        return first, reading.part
    if at > near.done and marks.kinds[at - 1] == "T":
        return at - 1, str(marks.values[at])
    return at, str(marks.values[at])


def join_dates(before: str, after: str, sign: str) -> str:
    """Join two dates with "to", a dash or "or" between them; empty where they do not fit."""
    if sign not in "->|B" or not (_SIMPLE.fullmatch(before) and _SIMPLE.fullmatch(after)):
        return ""
    begin, end = parse_edtf(before), parse_edtf(after)
    if begin.earliest is None or end.earliest is None or begin.earliest >= end.earliest:
        return ""
    return f"[{before},{after}]" if sign == "|" else f"{before}/{after}"


def count_from(before: Phrase, marks: Marks, first: int, edtf: str) -> str:
    """Count "two days before" from the day that follows it; empty where they do not fit."""
    length = _LENGTH.fullmatch(before.length)
    told = before.rule == "length" and before.anchor == "event" and marks.kinds[first - 1] == "B"
    if not told or length is None or not _SIMPLE.fullmatch(edtf) or len(edtf) != 10:
        return ""
    day = parse_edtf(edtf).earliest
    assert day is not None
    count = int(length[1]) * (-1 if marks.values[first - 1] == "before" else 1)
    if length[2] == "W":
        return when_of(day + 7 * count).edtf
    return unit_edtf(when_of(day), count, length[2])
