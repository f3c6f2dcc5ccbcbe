"""Where the sources of one event disagree on its date, its place or a value, and how many voices they are."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Literal

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
    dates = _gather(
        event, event.date.text if event.date else "", [claim.date.text if claim.date else "" for claim in event.claims]
    )
    if len(dates) > 1:
        known = {date.text: date for date in (event.date, *(claim.date for claim in event.claims)) if date is not None}
        sides = _keep_rivals(dates, lambda a, b: dates_agree(known[a], known[b]))
        found.append(
            _build(
                "date",
                "",
                sides,
                event=event,
                sources=sources,
                words={text: date.words for text, date in known.items()},
            )
        )
    places = _gather(event, event.place, [claim.place for claim in event.claims])
    if len(places) > 1:
        found.append(_build("place", "", _keep_rivals(places, places_agree), event=event, sources=sources, words={}))
    for key in dict.fromkeys([*event.values, *(key for claim in event.claims for key in claim.values)]):
        own = event.values.get(key, "")
        said = [claim.values.get(key, _SILENT if claim.values else "") for claim in event.claims]
        values = _gather(event, own, said)
        if len(values) > 1:
            found.append(
                _build("value", key, _keep_rivals(values, values_agree), event=event, sources=sources, words={})
            )
    return tuple(conflict for conflict in found if conflict is not None)


def dates_agree(one: EdtfDate, other: EdtfDate) -> bool:
    """Tell whether two dates may both be right: the same days, or one an unknown day that covers the other."""
    if one.kind == other.kind and _days(one) == _days(other) and len(one.members) == len(other.members):
        return True
    return _covers(one, other) or _covers(other, one)


def places_agree(one: str, other: str) -> bool:
    """Tell whether two place texts may mean one place: the same name, or one a container of the other."""
    a, b = _parts(one), _parts(other)
    if a[0] == b[0]:
        return set(a) <= set(b) or set(b) <= set(a)
    return a == b[-len(a) :] or b == a[-len(b) :]


def values_agree(one: str, other: str) -> bool:
    """Tell whether two values are written alike, apart from case, white space and thousands separators."""
    return _fold_value(one) == _fold_value(other)


_SILENT = "\0"


def _gather(event: Event, own: str, said: list[str]) -> dict[str, list[int]]:
    """Return the claims by the value they hold; the event's own value comes first, also when no claim holds it."""
    sides: dict[str, list[int]] = {own: []} if own else {}
    for number, (claim, value) in enumerate(zip(event.claims, said, strict=True)):
        held = value or ("" if claim.denies else own)
        if held and held != _SILENT:
            sides.setdefault(held, []).append(number)
    return sides


def _keep_rivals(sides: dict[str, list[int]], agree: Callable[[str, str], bool]) -> dict[str, list[int]]:
    names = list(sides)
    own = names[0] if not sides[names[0]] else None
    rivals = {a for a in names for b in names if a != b and not agree(a, b)}
    # The event's own value that no claim holds is a side only against claims that all contradict it:
    # a set such as [2024-10, 2024-11] is the editor's answer to rivals, not a rival.
    if own is not None and any(agree(own, name) for name in names if name != own):
        rivals.discard(own)
    kept = {name: claims for name, claims in sides.items() if name in rivals}
    return kept if len(kept) > 1 else {}


def _build(
    field: ConflictField,
    key: str,
    sides: dict[str, list[int]],
    *,
    event: Event,
    sources: Mapping[str, Source] | None,
    words: Mapping[str, str],
) -> Conflict | None:
    if not sides:
        return None
    if field == "date":
        own, reason = event.date.text if event.date else "", event.date_reason
    elif field == "place":
        own, reason = event.place, event.place_reason
    else:
        own, reason = event.values.get(key, ""), event.value_reasons.get(key, "")
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


def _covers(wide: EdtfDate, narrow: EdtfDate) -> bool:
    if wide.kind == "one_of":
        return any(dates_agree(member, narrow) for member in wide.members)
    if wide.kind != "within":
        return False
    return (wide.earliest is None or (narrow.earliest is not None and wide.earliest <= narrow.earliest)) and (
        wide.latest is None or (narrow.latest is not None and narrow.latest <= wide.latest)
    )


def _days(date: EdtfDate) -> tuple[int | None, int | None, int | None, int | None]:
    return date.earliest, date.begin_latest, date.end_earliest, date.latest


def _parts(place: str) -> list[str]:
    return [" ".join(part.casefold().split()) for part in place.split(",")]


def _fold_value(value: str) -> str:
    folded = " ".join(value.casefold().split())
    return re.sub(r"(?<=\d)[, \u00a0\u202f](?=\d{3}(?!\d))", "", folded)
