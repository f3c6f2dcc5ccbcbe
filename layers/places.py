"""Where the events of a case stand: places.csv first, then the gazetteer."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, cast

from geo.names import split_place
from geo.place import Place, Precision, Unresolved
from layers.areas.case_areas import AREA_PRECISIONS, CaseArea, find_area
from layers.case import Case
from layers.coarse import coarsen_place, widen_area
from layers.event import Event
from layers.fault import Fault
from layers.folder.place_rows import PlaceRow, find_admin1_code, read_places, write_places

if TYPE_CHECKING:
    from geo.gazetteer import Gazetteer
    from layers.geocoding.asking import Asked, Asking

__all__ = [
    "PlaceRow",
    "Placements",
    "Taken",
    "find_used_areas",
    "place_events",
    "read_places",
    "take_places",
    "write_places",
]


@dataclass(frozen=True, slots=True)
class Placements:
    """
    Where the events of a case stand.

    `by_event` holds a Place for each event on the map, or Unresolved with the
    reason for a reader and the candidates, best first.
    """

    by_event: Mapping[str, Place | Unresolved]
    ends: Mapping[str, tuple[Place, Place]] = field(default_factory=dict)
    """Origin and destination of the movements of which both are known."""
    new_rows: tuple[PlaceRow, ...] = ()
    """What `write_places` must add to the lock, in the order of the texts."""
    faults: tuple[Fault, ...] = ()
    """Wrong rows of places.csv."""
    coarse: frozenset[str] = frozenset()
    """The events whose places are made approximate on purpose: no true point of theirs is in these placements."""
    asked: Asked | None = None
    """What came of asking a service; None where none was given."""


@dataclass(frozen=True, slots=True)
class Taken:
    """What the place texts of a case are taken for."""

    by_text: Mapping[str, Place | Unresolved]
    rows: Mapping[str, PlaceRow]
    """Those of places.csv as they stand."""
    new_rows: tuple[PlaceRow, ...] = ()
    faults: tuple[Fault, ...] = ()
    asked: Asked | None = None


def place_events(
    case: Case,
    *,
    gazetteer: Gazetteer | None = None,
    refresh: bool = False,
    asking: Asking | None = None,
    follow: Callable[[int, int], None] | None = None,
) -> Placements:
    """
    Find the place of every event, first in the lock, then in the gazetteer, then of a service that was given.

    Reads places.csv, and calls no network without `asking`. The gazetteer is opened only when
    some text is not in the lock. A text that cannot be told is not locked: it
    is asked again each time, until a person makes it clear or writes a row with
    the precision ``unknown``.

    Parameters
    ----------
    case
        A case as read.
    gazetteer
        An open gazetteer; None opens the installed one when it is needed.
    refresh
        Ask again for every text that no person chose.
    asking
        The service to ask for what the gazetteer cannot tell; None asks nobody.
    follow
        Called with the number of new texts done and the number in all.

    Returns
    -------
    placements
        A new place is returned just as it will be read back from the lock, so
        that a second build gives the same map.

    Raises
    ------
    CeilingError
        If `asking` would send more requests than allowed.
    """
    found = take_places(case, gazetteer=gazetteer, refresh=refresh, asking=asking, follow=follow)
    taken = found.by_text
    by_event: dict[str, Place | Unresolved] = {}
    ends: dict[str, tuple[Place, Place]] = {}
    coarse: set[str] = set()
    for event in case.events:
        spot = _place_event(event, taken)
        radius_m = _find_radius_m(case, event)
        if radius_m and isinstance(spot, Place):
            coarse.add(event.id)
            spot = coarsen_place(widen_area(spot, event.geometry), radius_m)
        by_event[event.id] = spot
        start, end = taken.get(event.origin), taken.get(event.destination)
        if isinstance(start, Place) and isinstance(end, Place) and not event.unplaced_reason:
            ends[event.id] = (coarsen_place(start, radius_m), coarsen_place(end, radius_m))
            coarse |= {event.id} if radius_m else set()
    return Placements(by_event, ends, found.new_rows, found.faults, frozenset(coarse), found.asked)


def take_places(
    case: Case,
    *,
    gazetteer: Gazetteer | None = None,
    refresh: bool = False,
    asking: Asking | None = None,
    follow: Callable[[int, int], None] | None = None,
) -> Taken:
    """
    Find what every place text of a case is taken for; parameters and errors are those of `place_events`.

    Unlike placements, this holds the true points of a case that publishes them only roughly.
    """
    rows, faults = read_places(case.folder)
    wanted = sorted({text for event in case.events for text in _texts(event)})
    taken: dict[str, Place | Unresolved] = {}
    new: list[PlaceRow] = []
    missing = [text for text in wanted if text not in rows or (refresh and rows[text].chosen_by != "person")]
    if missing and gazetteer is None:
        from geo.gazetteer import open_gazetteer

        gazetteer = open_gazetteer()
    for text in wanted:
        if text in rows:
            taken[text] = _from_row(rows[text])
    doubts: dict[str, Unresolved] = {}
    for number, text in enumerate(missing):
        assert gazetteer is not None
        from geo.resolve import resolve_place

        answer = resolve_place(text, gazetteer=gazetteer)
        if isinstance(answer, Place):
            new.append(_to_row(text, answer))
        else:
            doubts[text] = answer
        if follow is not None:
            follow(number + 1, len(missing))
    asked = None
    if asking is not None and doubts:
        assert gazetteer is not None
        from layers.geocoding.asking import ask_places

        asked = ask_places(doubts, asking, gazetteer=gazetteer, again=refresh)
        for text, found in asked.taken.items():
            if isinstance(found, Place):
                new.append(_to_row(text, found, service=asking.service.name, day=asked.days[text]))
            else:
                doubts[text] = found
    taken.update({text: doubt for text, doubt in doubts.items() if text not in rows})
    new = [row for row in new if row.text not in rows or replace(rows[row.text], line=0) != row]
    new.sort(key=lambda row: row.text)
    taken.update({row.text: _from_row(row) for row in new})
    return Taken(taken, rows, tuple(new), faults, asked)


def find_used_areas(case: Case, placements: Placements) -> dict[str, CaseArea]:
    """Give the area of each event that has one, by the event's id; none where a place is made public only roughly."""
    found = {}
    for event in case.events if case.areas else ():
        spot = placements.by_event.get(event.id)
        own = event.lon is not None or event.geometry is not None or event.id in placements.coarse
        if isinstance(spot, Place) and spot.precision in AREA_PRECISIONS and not own:
            area = find_area(case.areas, event.place, spot)
            if area is not None:
                found[event.id] = area
    return found


def _find_radius_m(case: Case, event: Event) -> int:
    """Return how far off, metres, the place of an event is published: its own word, its layer's, the case's; else 0."""
    if event.publish_radius_m is not None:
        return event.publish_radius_m
    own = next((layer.publish_radius_m for layer in case.layers if layer.name == event.layer), None)
    return case.publish_radius_m if own is None else own


def _texts(event: Event) -> list[str]:
    """Return the place texts of an event that must be known to draw it."""
    if event.lon is not None or event.geometry is not None or event.unplaced_reason:
        return []
    return [text for text in (event.place, event.origin, event.destination) if text]


def _place_event(event: Event, taken: Mapping[str, Place | Unresolved]) -> Place | Unresolved:
    if event.unplaced_reason:
        return Unresolved(event.place, event.unplaced_reason)
    if event.lon is not None and event.lat is not None:
        return _own_place(event, event.lon, event.lat, "exact")
    if event.geometry is not None:
        lon, lat = _middle(event.geometry["coordinates"])
        return _own_place(event, lon, lat, "region")
    if not event.place:
        if event.origin:
            ends = [taken[text] for text in (event.origin, event.destination) if text]
            lost = next((end for end in ends if isinstance(end, Unresolved)), None)
            return lost or Unresolved("", f"It moved from {event.origin} to {event.destination}; it has no one place.")
        return Unresolved("", "No place is given.")
    found = taken[event.place]
    if isinstance(found, Unresolved):
        return found
    if found.precision == "country" and event.precision != "region":
        return Unresolved(event.place, f"The place is known only as {event.place}, which is too wide for a mark.")
    if event.precision or event.radius_m is not None:
        radius = found.radius_m if event.radius_m is None else event.radius_m
        return replace(found, precision=cast(Precision, event.precision or found.precision), radius_m=radius)
    return found


def _own_place(event: Event, lon: float, lat: float, default: Precision) -> Place:
    precision = cast(Precision, event.precision or default)
    return Place(
        name=event.place,
        lon=lon,
        lat=lat,
        precision=precision,
        radius_m=event.radius_m or 0,
        chosen_by="person",
        reason=event.place_reason or "The case gives the coordinates.",
    )


def _middle(coordinates: object) -> tuple[float, float]:
    """Return the middle of the box of a checked geometry; it only stands for the shape."""
    pairs: list[tuple[float, float]] = []

    def walk(part: object) -> None:
        assert isinstance(part, list)
        if part and isinstance(part[0], float):
            pairs.append((part[0], part[1]))
            return
        for inner in part:
            walk(inner)

    walk(coordinates)
    lons, lats = [lon for lon, _ in pairs], [lat for _, lat in pairs]
    return (min(lons) + max(lons)) / 2, (min(lats) + max(lats)) / 2


def _from_row(row: PlaceRow) -> Place | Unresolved:
    if row.place is None:
        return Unresolved(row.text, row.reason or "A person left the place unknown.")
    return row.place


def _to_row(text: str, place: Place, *, service: str = "", day: str = "") -> PlaceRow:
    """Return the row that locks a place, its coordinates to about a metre, as they will be read back."""
    query = ""
    if service:
        from geo.services.outside import phrase_query

        query = phrase_query(text)
    locked = replace(
        place,
        name=split_place(text)[0],
        lon=round(place.lon, 5),
        lat=round(place.lat, 5),
        admin1="",
        admin1_code=find_admin1_code(place.gazetteer_id),
        chosen_by="service" if service else "program",
        reason=" ".join(place.reason.split()),
    )
    return PlaceRow(text, locked, locked.reason, locked.chosen_by, service=service, query=query, day=day)
