"""An event that a case holds twice, as when a command is run again."""

from __future__ import annotations

from collections.abc import Iterable

from layers.event import Event


def find_twin(event: Event, events: Iterable[Event]) -> Event | None:
    """Return the first other event with the same title, place and date that one of the same sources reports."""
    sources = {claim.source for claim in event.claims}
    wanted = _key(event)
    for other in events:
        if other.id == event.id or _key(other) != wanted:
            continue
        if sources & {claim.source for claim in other.claims}:
            return other
    return None


def _key(event: Event) -> tuple[object, ...]:
    words = (event.title, event.place, event.origin, event.destination)
    day = event.date.text if event.date is not None else ""
    return (*(" ".join(text.split()).casefold() for text in words), event.lon, event.lat, day)
