"""Events and their places as one GeoDataFrame, the layer frame."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any, NamedTuple

from geo.place import Place
from layers.areas.case_areas import AREA_PRECISIONS
from layers.case import Case
from layers.event import Claim, Event
from layers.places import Placements, find_used_areas
from layers.schema import COLUMNS

if TYPE_CHECKING:
    import geopandas as gpd
    import shapely

    from geo.gazetteer import Gazetteer

_DAY_FIELDS = ("earliest", "begin_latest", "end_earliest", "latest")


class Shape(NamedTuple):
    """The geometry of an event (None when unplaced); of an area, whether it is exact and where it comes from."""

    geometry: shapely.Geometry | None
    exact: bool = False
    note: str = ""


def build_frame(case: Case, placements: Placements, *, gazetteer: Gazetteer | None = None) -> gpd.GeoDataFrame:
    """
    Build the layer frame of a case.

    Parameters
    ----------
    case
        A case as read.
    placements
        Where its events stand, as `place_events` returns it.
    gazetteer
        For the extent of regions; None opens the installed one when some
        event stands in a region without a shape of its own.

    Returns
    -------
    frame
        One row per event, EPSG:4326, with the columns of `layers.schema`. The
        order depends on nothing but the case: layers as it orders them, then
        earliest day (undated last), then id. A point for a place, a polygon
        for a region, a line from origin to destination for a movement, None
        for an event that is not on the map.
    """
    # Imported here: they take a second, and only a build needs them.
    import geopandas as gpd
    import numpy as np
    import pandas as pd

    order = {layer.name: number for number, layer in enumerate(case.layers)}
    events = sorted(case.events, key=lambda event: (order.get(event.layer, len(order)), _date_key(event), event.id))
    spots = [placements.by_event.get(event.id) for event in events]
    shapes = _build_shapes(case, events, spots, placements=placements, gazetteer=gazetteer)
    columns: dict[str, Any] = {
        "id": [event.id for event in events],
        "layer": [event.layer for event in events],
        "title": [event.title for event in events],
        "summary": [event.summary for event in events],
        "place": [event.place for event in events],
        "precision": [spot.precision if isinstance(spot, Place) else "" for spot in spots],
        "radius_m": np.array([spot.radius_m if isinstance(spot, Place) else 0 for spot in spots], dtype="int64"),
        "date": [event.date.text if event.date else "" for event in events],
        "date_kind": [event.date.kind if event.date else "" for event in events],
    }
    for name in _DAY_FIELDS:
        columns[name] = _build_days([getattr(event.date, name) if event.date else None for event in events])
    columns |= {
        "occurrence": [event.occurrence for event in events],
        "status": [event.status for event in events],
        "values": _objects([dict(event.values) for event in events]),
        "tags": _objects([list(event.tags) for event in events]),
        "claims": _objects([[_build_claim(claim) for claim in event.claims] for event in events]),
        "origin": [event.origin for event in events],
        "destination": [event.destination for event in events],
    }
    series = {
        name: pd.Series(values, dtype="str") if isinstance(values, list) else pd.Series(values)
        for name, values in columns.items()
    }
    frame = gpd.GeoDataFrame(
        series, geometry=gpd.GeoSeries([shape.geometry for shape in shapes], crs="EPSG:4326"), crs="EPSG:4326"
    )
    frame["area_exact"] = pd.Series([shape.exact for shape in shapes], dtype="bool")
    frame["area_note"] = pd.Series([shape.note for shape in shapes], dtype="str")
    return frame[[column.name for column in COLUMNS]]


def _build_shapes(
    case: Case,
    events: Sequence[Event],
    spots: Sequence[object],
    *,
    placements: Placements,
    gazetteer: Gazetteer | None,
) -> list[Shape]:
    """
    Return the geometry of each event; for an area also whether it is exact, and a sentence on where it comes from.

    Where a place is published only roughly, a shape of its own gives way to a circle.
    """
    import shapely

    areas: dict[tuple[str, float, float, int], Shape] = {}
    shapes: list[Shape] = []
    exact = _build_exact(case, placements)
    points = iter(shapely.points([(spot.lon, spot.lat) for spot in spots if isinstance(spot, Place)] or [(0.0, 0.0)]))
    for event, spot in zip(events, spots, strict=True):
        if not isinstance(spot, Place):
            ends = placements.ends.get(event.id)
            line = shapely.LineString([(end.lon, end.lat) for end in ends]) if ends else None
            shapes.append(Shape(line))
            continue
        point = next(points)
        coarse = event.id in placements.coarse
        if event.geometry is not None and not coarse:
            own = shapely.from_geojson(_geojson(event.geometry))
            shapes.append(Shape(own, True, "The case gives the outline." if own.geom_type.endswith("Polygon") else ""))
        elif event.id in exact:
            shapes.append(exact[event.id])
        elif spot.precision in AREA_PRECISIONS:
            key = (spot.name, spot.lon, spot.lat, spot.radius_m if coarse else -1)
            if key not in areas:
                if event.lon is None and not coarse:
                    gazetteer = gazetteer or _open_gazetteer()
                    areas[key] = _find_area(spot, gazetteer)
                else:
                    areas[key] = Shape(_draw_circle(spot))
            shapes.append(areas[key])
        else:
            shapes.append(Shape(point))
    return shapes


def _build_exact(case: Case, placements: Placements) -> dict[str, Shape]:
    """Return the events that stand in a region whose outline the case holds, simplified for a page."""
    used = find_used_areas(case, placements)
    if not used:
        return {}
    import shapely

    from geo.coverage import read_polygons, simplify_together

    areas = list({id(area): area for area in used.values()}.values())
    polygons = [read_polygons(shapely.from_geojson(_geojson(dict(area.geometry)))) for area in areas]
    known = [(area, shape) for area, shape in zip(areas, polygons, strict=True) if shape is not None]
    simple = simplify_together([shape for _, shape in known])
    shapes = {
        id(area): Shape(shape, True, f"Outline: {area.attribution}{'' if shape.equals(whole) else '; simplified'}.")
        for (area, whole), shape in zip(known, simple, strict=True)
    }
    return {name: shapes[id(area)] for name, area in used.items() if id(area) in shapes}


def _find_area(place: Place, gazetteer: Gazetteer) -> Shape:
    from geo.areas import build_area

    area = build_area(place, gazetteer=gazetteer)
    if area is None:
        return Shape(_draw_circle(place), note="Approximate: a circle, not an outline.")
    return Shape(area.geometry, area.exact, area.note)


def _draw_circle(place: Place) -> shapely.Geometry:
    """Return the circle in which a place lies; a region of unknown size is taken for 25 km round its middle."""
    import math

    import shapely

    high = (place.radius_m or 25_000) / 111_195.0
    wide = high / max(math.cos(math.radians(place.lat)), 0.01)
    turns = [math.tau * step / 64 for step in range(64)]
    corners = [(place.lon + wide * math.cos(turn), place.lat + high * math.sin(turn)) for turn in turns]
    return shapely.Polygon([(lon, min(max(lat, -90.0), 90.0)) for lon, lat in corners])


def _open_gazetteer() -> Gazetteer:
    from geo.gazetteer import open_gazetteer

    return open_gazetteer()


def _geojson(geometry: object) -> str:
    import json

    return json.dumps(geometry)


def _build_days(days: Sequence[int | None]) -> Any:
    """Return days since 1970-01-01 as datetime64[s]; seconds hold every year that EDTF can write."""
    import numpy as np

    none = np.iinfo(np.int64).min
    seconds = np.array([none if day is None else day * 86400 for day in days], dtype="int64")
    return seconds.view("datetime64[s]")


def _objects(values: Sequence[object]) -> Any:
    import numpy as np

    array = np.empty(len(values), dtype=object)
    # One by one: numpy would take lists of equal length for a second dimension.
    for number, value in enumerate(values):
        array[number] = value
    return array


def _build_claim(claim: Claim) -> dict[str, Any]:
    return {
        "source": claim.source,
        "text": claim.text,
        "quote": claim.quote,
        "prefix": claim.prefix,
        "suffix": claim.suffix,
        "date": claim.date.text if claim.date else "",
        "place": claim.place,
        "values": dict(claim.values),
        "date_as_written": claim.date_as_written,
        "place_as_written": claim.place_as_written,
        "citing": list(claim.citing),
        "denies": claim.denies,
    }


def _date_key(event: Event) -> tuple[int, float]:
    if event.date is None:
        return 1, 0.0
    return 0, float("-inf") if event.date.earliest is None else float(event.date.earliest)
