"""Every interval of days that somebody claims for an event: what time filters and ticks use."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from layers.conflicts import Conflict
from layers.edtf import EdtfDate
from layers.event import Event


@dataclass(frozen=True, slots=True)
class Interval:
    """One claimed interval of an event, in days since 1970-01-01; None where open."""

    earliest: int | None
    begin_latest: int | None
    end_earliest: int | None
    latest: int | None
    chosen: bool
    lasts: bool
    vague: bool = False
    """Written as uncertain or approximate: drawn with fading ends."""
    any_of: bool = False
    """One of several days that all belong to the date: any one of them in a range is enough to be certain of it."""
    first: bool = True
    """The first interval of the date it was claimed in."""


def build_intervals(event: Event, conflicts: Sequence[Conflict]) -> tuple[Interval, ...]:
    """
    Return every interval that somebody claims for an event, ours first; empty when undated.

    The members of a set count one by one. Where sources disagree and no reason
    chooses, or where our own date only lists the rivals, none is chosen.
    """
    dispute = next((conflict for conflict in conflicts if conflict.field == "date"), None)
    rivals = {claim.date.text: claim.date for claim in event.claims if claim.date is not None}
    sides = dispute.values if dispute else frozenset()
    own = _members(event.date) if event.date else ()
    lists_rivals = sum(member.text in sides for member in own) > 1
    settled = dispute is None or (bool(dispute.reason) and not lists_rivals)
    found = _intervals(event.date, chosen=settled) if event.date else []
    for text, date in rivals.items():
        if event.date and text == event.date.text:
            continue
        # A date that cannot be ours is claimed all the same: whoever looks under it must find the event.
        if text not in sides and not (own and _is_apart(date, own)):
            continue
        # The days of a set that are ours already count once; of "all of", each is needed to tell what is certain.
        found += _intervals(date, chosen=False, known=() if date.kind == "all_of" else own)
    return tuple(found)


def _members(date: EdtfDate) -> tuple[EdtfDate, ...]:
    return date.members if len(date.members) > 1 else (date,)


def _is_apart(date: EdtfDate, own: Sequence[EdtfDate]) -> bool:
    """Tell whether some member of a date has no day in common with any of ours."""

    def meet(a: EdtfDate, b: EdtfDate) -> bool:
        a_before = a.latest is not None and b.earliest is not None and a.latest < b.earliest
        b_before = b.latest is not None and a.earliest is not None and b.latest < a.earliest
        return not (a_before or b_before)

    return any(not any(meet(member, mine) for mine in own) for member in _members(date))


def _intervals(date: EdtfDate, *, chosen: bool, known: Sequence[EdtfDate] = ()) -> list[Interval]:
    """Return the intervals of one claimed date, without the members that are known."""
    any_of = date.kind == "all_of"
    vague = date.approximate or date.uncertain
    members = [member for member in _members(date) if member not in known]
    return [
        Interval(
            member.earliest, member.begin_latest, member.end_earliest, member.latest, chosen, member.kind == "span",
            vague, any_of, number == 0,
        )
        for number, member in enumerate(members)
    ]  # fmt: skip
