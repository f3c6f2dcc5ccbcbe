"""Where the sources of one event disagree on its date, its place or a value, and how many voices they are."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Literal

from geo.names import split_place
from layers.edtf import EdtfDate
from layers.event import Claim, Event
from layers.source import Source

ConflictField = Literal["date", "place", "value"]


@dataclass(frozen=True, slots=True)
class Side:
    """One of the rival values, and who says so: indices into the claims of the event."""

    value: str
    words: str
    """The value as a reader would say it."""
    claims: tuple[int, ...]
    """Empty where only the editor holds this value."""


@dataclass(frozen=True, slots=True)
class Relay:
    """A claim that contradicts the very source it cites."""

    claim: int
    cites: str
    """Publisher of the contradicted source, as that source writes it."""


@dataclass(frozen=True, slots=True)
class Conflict:
    """
    Rival values for one field of an event, the chosen side first.

    Without a `reason` nothing is chosen and the conflict is unresolved.
    """

    field: ConflictField
    key: str
    """Which of the event's values; empty for date and place."""
    sides: tuple[Side, ...]
    reason: str = ""
    """The editor's sentence for the choice."""
    chosen: str = ""
    """The event's own value where a reason is given; it may be none of the sides (a set that covers them)."""
    relays: tuple[Relay, ...] = ()

    @property
    def values(self) -> frozenset[str]:
        """The rival values as written."""
        return frozenset(side.value for side in self.sides)


def find_conflicts(event: Event, sources: Mapping[str, Source] | None = None) -> tuple[Conflict, ...]:
    """
    Find the fields on which the claims of an event cannot all be right.

    A claim that gives no date or place of its own agrees with the event's; one
    that gives no values at all agrees with them all, and one that gives some
    speaks only of those. A coarser date or place does not contradict a finer
    one within it: "May 2025" and 18 May 2025 may both be true. A claim that
    denies the event vouches only for what it says itself.

    Parameters
    ----------
    event
        Any event.
    sources
        Sources by id, to tell a relay that contradicts the source it cites;
        without them publishers are unknown, and source ids are compared instead.

    Returns
    -------
    conflicts
        Date first, then place, then values by the order of their keys.
    """
    found = []
    dates = {date.text: date for date in (event.date, *(claim.date for claim in event.claims)) if date is not None}
    sides = _gather(event, event.date.text if event.date else "", [_text(claim.date) for claim in event.claims])
    if len(sides) > 1:
        words = {text: date.words for text, date in dates.items()}
        wider = _Wider(lambda a, b: covers_date(dates[a], dates[b]))
        found.append(_build("date", "", sides, wider, event=event, sources=sources, words=words))
    sides = _gather(event, event.place, [claim.place for claim in event.claims])
    if len(sides) > 1:
        found.append(_build("place", "", sides, _Wider(covers_place), event=event, sources=sources, words={}))
    for key in dict.fromkeys([*event.values, *(key for claim in event.claims for key in claim.values)]):
        own = event.values.get(key, "")
        said = [claim.values.get(key, _SILENT if claim.values else "") for claim in event.claims]
        sides = _gather(event, own, said)
        if len(sides) > 1:
            found.append(_build("value", key, sides, _Wider(equals_value), event=event, sources=sources, words={}))
    return tuple(conflict for conflict in found if conflict is not None)


def covers_date(wide: EdtfDate, narrow: EdtfDate) -> bool:
    """Tell whether a date says the same as another, or is one unknown day that leaves room for it."""
    if wide.kind == narrow.kind and _days(wide) == _days(narrow) and len(wide.members) == len(narrow.members):
        return all(covers_date(a, b) for a, b in zip(wide.members, narrow.members, strict=True))
    if wide.kind == "one_of":
        return any(covers_date(member, narrow) or covers_date(narrow, member) for member in wide.members)
    if wide.kind != "within":
        return False
    return (wide.earliest is None or (narrow.earliest is not None and wide.earliest <= narrow.earliest)) and (
        wide.latest is None or (narrow.latest is not None and narrow.latest <= wide.latest)
    )


def covers_place(wide: str, narrow: str) -> bool:
    """Tell whether a place text says the same as another, in fewer containers, or is one of its containers."""
    a, b = _parts(wide), _parts(narrow)
    return (a[0] == b[0] and set(a) <= set(b)) or a == b[-len(a) :]


def equals_value(one: str, other: str) -> bool:
    """Tell whether two values are written alike, apart from case, white space and thousands separators."""
    return _fold_value(one) == _fold_value(other)


_SILENT = "\0"


@dataclass(frozen=True, slots=True)
class _Wider:
    """What it means for one value of a field to leave room for another."""

    covers: Callable[[str, str], bool]

    def agree(self, one: str, other: str) -> bool:
        return self.covers(one, other) or self.covers(other, one)

    def same(self, one: str, other: str) -> bool:
        return self.covers(one, other) and self.covers(other, one)


def _gather(event: Event, own: str, said: list[str]) -> dict[str, list[int]]:
    """Return the claims by the value they hold; the event's own value comes first, also when no claim holds it."""
    sides: dict[str, list[int]] = {own: []} if own else {}
    for number, (claim, value) in enumerate(zip(event.claims, said, strict=True)):
        held = value or ("" if claim.denies else own)
        if held and held != _SILENT:
            sides.setdefault(held, []).append(number)
    return sides


def _keep_rivals(sides: dict[str, list[int]], wider: _Wider, own: str) -> dict[str, list[int]]:
    """Return the values that cannot all be right: none, or at least two."""
    merged: dict[str, list[int]] = {}
    for name, claims in sides.items():
        same = next((other for other in merged if wider.same(name, other)), name)
        merged[same] = sorted([*merged.get(same, []), *claims])
    rivals = {a for a in merged for b in merged if a != b and not wider.agree(a, b)}
    # The event's own value that no claim holds is no rival where others are left without it:
    # a set such as [2024-10, 2024-11] is the editor's answer to rivals, not one of them.
    others = [name for name in merged if name != own]
    if len(rivals - {own}) > 1 and not merged.get(own, [0]) and any(wider.agree(own, name) for name in others):
        rivals.discard(own)
    # "May 2025" beside 18 May 2025 is no rival of its own; beside 18 May 2024 alone it is.
    rivals -= {a for a in rivals - {own} if any(a != b and wider.covers(a, b) for b in rivals)}
    kept = {name: claims for name, claims in merged.items() if name in rivals}
    return kept if len(kept) > 1 else {}


def _build(
    field: ConflictField,
    key: str,
    sides: dict[str, list[int]],
    wider: _Wider,
    *,
    event: Event,
    sources: Mapping[str, Source] | None,
    words: Mapping[str, str],
) -> Conflict | None:
    if field == "date":
        own, reason = _text(event.date), event.date_reason
    elif field == "place":
        own, reason = event.place, event.place_reason
    else:
        own, reason = event.values.get(key, ""), event.value_reasons.get(key, "")
    sides = _keep_rivals(sides, wider, own)
    if not sides:
        return None
    return Conflict(
        field=field,
        key=key,
        sides=tuple(Side(value, words.get(value, value), tuple(claims)) for value, claims in sides.items()),
        reason=reason,
        chosen=own if reason else "",
        relays=_find_relays(event, sides, sources),
    )


def _find_relays(event: Event, sides: dict[str, list[int]], sources: Mapping[str, Source] | None) -> tuple[Relay, ...]:
    side_of = {claim: value for value, claims in sides.items() for claim in claims}
    found = []
    for number, value in sorted(side_of.items()):
        cited = {name.casefold() for name in event.claims[number].citing}
        for other, theirs in sorted(side_of.items()):
            publisher = _publisher(event.claims[other], sources)
            if theirs != value and publisher.casefold() in cited:
                found.append(Relay(number, publisher))
                break
    return tuple(found)


def _publisher(claim: Claim, sources: Mapping[str, Source] | None) -> str:
    source = sources.get(claim.source) if sources else None
    return source.publisher if source else claim.source


def _text(date: EdtfDate | None) -> str:
    return date.text if date is not None else ""


def _days(date: EdtfDate) -> tuple[int | None, int | None, int | None, int | None]:
    return date.earliest, date.begin_latest, date.end_earliest, date.latest


def _parts(place: str) -> list[str]:
    return [" ".join(part.casefold().split()) for part in split_place(place)]


def _fold_value(value: str) -> str:
    folded = " ".join(value.casefold().split())
    return re.sub(r"(?<=\d)[, \u00a0\u202f](?=\d{3}(?!\d))", "", folded)
