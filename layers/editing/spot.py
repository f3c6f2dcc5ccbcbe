"""A new spot for an event: what is kept of how well the old place was known, and what goes."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from geo.place import Place
from layers.case import Case
from layers.coarse import widen_area
from layers.editing.event_table import Table
from layers.event import Event
from layers.places import place_events, take_places

_DEGREE_M = 111_195

WAYS = ("precision", "radius_m")
"""The fields that say how well a place is known."""


def measure_digits(lon: float, lat: float) -> int:
    """
    Return within how many metres degrees tell a place: half of the last digit that either of them has.

    Examples
    --------
    >>> measure_digits(14.5, 35.9), measure_digits(14.5, 35.89), measure_digits(14.51, 35.8992)
    (5560, 556, 6)
    """
    digits = max(len(f"{degrees:.7f}".rstrip("0").partition(".")[2]) for degrees in (lon, lat))
    return round(_DEGREE_M / 2 / 10.0**digits)


def settle_spot(folder: Path, held: Table, spot: Mapping[str, object]) -> dict[str, object]:
    """
    Return the fields that move an event from where it is held to a new spot.

    Coordinates say where the middle is, not how well the place is known: a
    region that is put elsewhere stays a region. So precision and radius are
    kept, those of the event first, then those of what its place is taken for.

    Parameters
    ----------
    folder
        The case folder, for its places.csv.
    held
        The event in its plain form.
    spot
        As for `layers.edit.move_event`.

    Returns
    -------
    fields
        To be set in the event; one that is None is to go.
    """
    fields: dict[str, object] = {"geometry": None, "unplaced_reason": None}
    if "lon" not in spot and "lat" not in spot:
        fields |= {"lon": None, "lat": None, "precision": None, "radius_m": None, "place_reason": None}
        return fields | dict(spot)
    fields |= {"lon": spot.get("lon"), "lat": spot.get("lat")}
    if "lon" not in held and any(way not in spot for way in WAYS):
        fields |= find_ways(folder, held)
    if "place" in spot or "place_reason" in held:
        fields["place_reason"] = None
    return fields | dict(spot)


def find_ways(folder: Path, held: Table) -> dict[str, object]:
    """Return precision and radius of an event that has no coordinates of its own; none where nothing is known."""
    own = {way: held[way] for way in WAYS if way in held}
    text, geometry = held.get("place"), held.get("geometry")
    if len(own) == len(WAYS) or not (text or geometry):
        return own
    radius_m = own.get("radius_m")
    event = Event(
        "moved",
        layer="",
        title="",
        claims=(),
        place=str(text or ""),
        precision=str(own.get("precision", "")),
        radius_m=radius_m if isinstance(radius_m, int) else None,
        geometry=geometry if isinstance(geometry, Mapping) else None,
        publish_radius_m=0,
    )
    case = Case(folder=folder, name="", title="", events=(event,))
    place = place_events(case).by_event[event.id]
    if not isinstance(place, Place):
        # A country is too wide for a mark, but its radius is known: the event becomes an area.
        found = take_places(case).by_text.get(event.place)
        if not isinstance(found, Place):
            return own
        return {"precision": "region", "radius_m": found.radius_m, **own}
    place = widen_area(place, event.geometry)
    return {"precision": place.precision, "radius_m": place.radius_m or None, **own}
