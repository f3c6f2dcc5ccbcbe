"""Two states of a case compared in terms of events: what came, went, moved, and who says so now."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Literal

from geo.place import Place, Unresolved
from geo.sphere import distance_km
from layers.case import Case
from layers.editing.change import FieldChange
from layers.event import Claim, Event
from layers.places import Placements, place_events

Kind = Literal[
    "added", "removed", "moved", "redated", "retitled", "re-sourced", "status", "retracted", "corrected", "changed"
]
KINDS: tuple[Kind, ...] = (
    "added",
    "removed",
    "retracted",
    "moved",
    "redated",
    "retitled",
    "re-sourced",
    "status",
    "corrected",
    "changed",
)
_STATUS = ("status", "confirmed_by", "method")
_RETRACTED = ("retracted", "retracted_reason")
_PLACE = ("place", "lon", "lat", "geometry", "origin", "destination", "precision", "radius_m", "unplaced_reason")
_PLAIN = (
    *("layer", "label", "summary", "occurrence", "values", "tags", "media"),
    *("date_reason", "place_reason", "value_reasons", "publish_radius_m", "note"),
)
_MOVED_M = 1.0


@dataclass(frozen=True, slots=True)
class EventChange:
    """One thing that became of an event; `fields` are what differs, each before and after, as texts and lists."""

    kind: Kind
    event_id: str
    title: str
    layer: str
    fields: tuple[FieldChange, ...] = ()
    distance_m: int | None = None
    """How far its point moved; None where it did not move, or has no point before or after."""


def compare_cases(old: Case, new: Case) -> list[EventChange]:
    """
    Compare two states of a case.

    Parameters
    ----------
    old, new
        The states. An event that is at fault in one of them (see `Case.skipped`) is not compared.

    Returns
    -------
    changes
        In the order of the new case, then what is gone in that of the old one;
        of one event in the order of `KINDS`. Places are compared as they are
        known, not as they are published.
    """
    faulty = {skipped.id for case in (old, new) for skipped in case.skipped if skipped.id}
    before = {event.id: event for event in old.events if event.id not in faulty}
    after = {event.id: event for event in new.events if event.id not in faulty}
    spots = _place_truly(old, [event for event in before.values() if event.id in after])
    now = _place_truly(new, [event for event in after.values() if event.id in before])
    changes: list[EventChange] = []
    for event in after.values():
        if event.id not in before:
            changes.append(_whole("added", event))
        else:
            found = list(_compare(before[event.id], event, spots, now))
            changes += sorted(found, key=lambda change: KINDS.index(change.kind))
    changes += [_whole("removed", event) for event in before.values() if event.id not in after]
    return changes


def _place_truly(case: Case, events: list[Event]) -> Placements:
    """Find where events stand, not made approximate for the public."""
    bare = [replace(event, publish_radius_m=0) for event in events]
    layers = tuple(replace(layer, publish_radius_m=0) for layer in case.layers)
    return place_events(replace(case, events=tuple(bare), layers=layers, privacy={}))


def _whole(kind: Kind, event: Event) -> EventChange:
    said = {
        "date": event.date.text if event.date else None,
        "place": event.place or None,
        "status": event.status,
        "sources": [claim.source for claim in event.claims],
    }
    fields = [
        FieldChange(name, None, value) if kind == "added" else FieldChange(name, value, None)
        for name, value in said.items()
    ]
    return EventChange(kind, event.id, event.title, event.layer, tuple(fields))


def _compare(old: Event, new: Event, spots: Placements, now: Placements) -> Iterator[EventChange]:
    def change(kind: Kind, *fields: FieldChange, distance_m: int | None = None) -> EventChange:
        return EventChange(kind, new.id, new.title, new.layer, fields, distance_m)

    moved = list(_differing(old, new, _PLACE))
    distance_m = _measure(spots.by_event[old.id], now.by_event[new.id])
    ends = [_spots(placed.ends.get(new.id)) for placed in (spots, now)]
    if (distance_m or 0) >= _MOVED_M or _came_or_went(spots, now, new.id) or ends[0] != ends[1] or moved:
        coordinates = FieldChange("coordinates", _spot(spots.by_event[old.id]), _spot(now.by_event[new.id]))
        if coordinates.before != coordinates.after:
            moved.append(coordinates)
        if ends[0] != ends[1] and all(ends):
            moved.append(FieldChange("ends", *ends))
        yield change("moved", *moved, distance_m=distance_m if (distance_m or 0) >= _MOVED_M else None)
    if _say(old.date) != _say(new.date):
        yield change("redated", FieldChange("date", _say(old.date), _say(new.date)))
    if old.title != new.title:
        yield change("retitled", FieldChange("title", old.title, new.title))
    claims = list(_compare_claims(old.claims, new.claims))
    if claims:
        yield change("re-sourced", *claims)
    if new.status == "retracted" and old.status != "retracted":
        yield change("retracted", *_differing(old, new, ("status", *_RETRACTED)))
    elif any(getattr(old, name) != getattr(new, name) for name in (*_STATUS, *_RETRACTED)):
        yield change("status", *_differing(old, new, (*_STATUS, *_RETRACTED)))
    if old.corrections != new.corrections:
        yield change("corrected", *_differing(old, new, ("corrections",)))
    plain = list(_differing(old, new, _PLAIN))
    if plain:
        yield change("changed", *plain)


def _differing(old: Event, new: Event, names: tuple[str, ...]) -> Iterator[FieldChange]:
    for name in names:
        before, after = getattr(old, name), getattr(new, name)
        if before != after:
            yield FieldChange(name, _say(before), _say(after))


def _compare_claims(old: tuple[Claim, ...], new: tuple[Claim, ...]) -> Iterator[FieldChange]:
    """Yield the claims that came, went or say something else; those of one source are matched in their order."""
    before, after = _by_source(old), _by_source(new)
    for key in dict.fromkeys((*before, *after)):
        source = key[0]
        was, is_now = before.get(key), after.get(key)
        if was is None or is_now is None:
            yield FieldChange(source, _say_claim(was), _say_claim(is_now))
            continue
        for name in Claim.__dataclass_fields__:
            if name not in ("line", "source") and getattr(was, name) != getattr(is_now, name):
                yield FieldChange(f"{source}.{name}", _say(getattr(was, name)), _say(getattr(is_now, name)))


def _by_source(claims: tuple[Claim, ...]) -> dict[tuple[str, int], Claim]:
    found: dict[tuple[str, int], Claim] = {}
    for claim in claims:
        number = sum(source == claim.source for source, _ in found)
        found[claim.source, number] = claim
    return found


def _say_claim(claim: Claim | None) -> object:
    return None if claim is None else claim.text or claim.quote or "(no words)"


def _measure(old: Place | Unresolved, new: Place | Unresolved) -> int | None:
    if not isinstance(old, Place) or not isinstance(new, Place):
        return None
    return round(1000 * distance_km((old.lon, old.lat), (new.lon, new.lat)))


def _came_or_went(old: Placements, new: Placements, name: str) -> bool:
    return isinstance(old.by_event[name], Place) != isinstance(new.by_event[name], Place)


def _spots(ends: tuple[Place, Place] | None) -> object:
    return [_spot(end) for end in ends] if ends else None


def _spot(spot: Place | Unresolved) -> object:
    return [round(spot.lon, 5), round(spot.lat, 5)] if isinstance(spot, Place) else None


def _say(value: object) -> object:
    """Return a value as JSON can hold it; None where it is empty."""
    text = getattr(value, "text", None)
    if value is None or value in ("", (), {}):
        return None
    if isinstance(value, tuple) and hasattr(value, "_asdict"):
        return {key: _say(inner) for key, inner in value._asdict().items()}
    if isinstance(text, str):
        return text
    if isinstance(value, (tuple, list)):
        return [_say(inner) for inner in value]
    if isinstance(value, Mapping):
        return {str(key): _say(inner) for key, inner in value.items()}
    return value
