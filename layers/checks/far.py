"""Coordinates that lie far from the place named beside them: most often lon and lat written the wrong way round."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

from geo.place import Place
from layers.case import Case
from layers.event import Event
from layers.fault import Fault
from layers.folder.place_rows import read_places

if TYPE_CHECKING:
    from geo.gazetteer import Gazetteer

FAR_KM = 200.0
"""How far beyond the radius of its place a point may lie: names of seas and coasts are wide."""


def find_far(case: Case, *, gazetteer: Gazetteer | None = None) -> tuple[Fault, ...]:
    """
    Warn of events whose lon and lat lie more than 200 km outside the place that their text names.

    Parameters
    ----------
    case
        A case as read. A text is taken for what places.csv says, else for what the gazetteer knows; one that is
        unknown or ambiguous says nothing.
    gazetteer
        An open gazetteer; None opens the installed one, and only when some event has both.
    """
    both = [event for event in case.events if event.lon is not None and event.lat is not None and event.place]
    if not both:
        return ()
    from geo.gazetteer import distance_km, open_gazetteer
    from geo.resolve import resolve_place

    known = gazetteer or open_gazetteer()
    rows, _ = read_places(case.folder)

    @cache
    def find(text: str) -> Place | None:
        place = rows[text].place if text in rows else resolve_place(text, gazetteer=known)
        return place if isinstance(place, Place) else None

    def measure(lon: float, lat: float, place: Place) -> float:
        return distance_km((lon, lat), (place.lon, place.lat)) - place.radius_m / 1000

    found = []
    for event in both:
        place = find(event.place)
        if place is None:
            continue
        assert event.lon is not None
        assert event.lat is not None
        away = measure(event.lon, event.lat, place)
        if away <= FAR_KM:
            continue
        swapped = abs(event.lon) <= 90 and measure(event.lat, event.lon, place) <= FAR_KM
        found.append(_warn(event, away, swapped=swapped))
    if gazetteer is None:
        known.close()
    return tuple(found)


def _warn(event: Event, away_km: float, *, swapped: bool) -> Fault:
    message = f"({event.lon:g}, {event.lat:g}) lies {away_km:,.0f} km from what {event.place[:80]!r} is taken for; "
    message += "are lon and lat swapped?" if swapped else "mend one of them, or write more of what holds the place"
    return Fault("warning", event.file, event.line, "lon", message, event.id)
