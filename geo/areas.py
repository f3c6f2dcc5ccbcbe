"""The approximate extent of a region, drawn from the places that the gazetteer puts inside and outside it."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

from geo.gazetteer import Area as AreaCode
from geo.gazetteer import Entry, Gazetteer
from geo.place import Place

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray
    from shapely.geometry.base import BaseGeometry

_KM_A_DEGREE: Final = 111.195
# No part of an area lies farther from a place of it: what keeps coasts and empty land from ballooning. Where places lie
# far apart, twice their usual distance.
_LEAST_REACH_KM, _MOST_REACH_KM = 8.0, 60.0
# A region of few and far places (Yakutia) would fall to pieces; its reach grows until it has no more parts than this.
_MOST_PARTS, _GROWTH, _TURNS = 4, 1.7, 3
_VERTICES: Final = 150
_MOST_POINTS: Final = 1200


@dataclass(frozen=True, slots=True)
class Area:
    """The extent of a region: Polygon or MultiPolygon in EPSG:4326, split at the antimeridian."""

    geometry: BaseGeometry
    exact: bool
    note: str
    """One sentence for a reader: where the outline comes from."""


def build_area(place: Place, *, gazetteer: Gazetteer) -> Area | None:
    """
    Build the approximate extent of a place that is a region or country.

    The border of a first-order division falls halfway between its places and
    those of its neighbours. A sea or a region without divisions of its own is
    a circle.

    Returns
    -------
    area
        None for a place that is neither a region nor a country, and for one in
        which the gazetteer knows no place.
    """
    if _is_country(place, gazetteer):
        return _build_country(place, gazetteer)
    if place.precision != "region":
        return None
    entry = _find_entry(place, gazetteer)
    if entry is not None and entry.kind == "region" and not entry.members:
        return Area(
            geometry=_draw_circle(entry.lon, entry.lat, entry.radius_m / 1000),
            exact=False,
            note=f"Approximate: a circle round the middle of {place.name}, not its outline.",
        )
    codes = [(place.country, place.admin1_code)] if place.admin1_code else []
    if entry is not None and entry.members:
        codes = [(c, code) for c, _, code in (member.partition(".") for member in entry.members)]
    geometry = _draw_division(codes, gazetteer) if codes else None
    if geometry is None:
        return None
    return Area(
        geometry=geometry,
        exact=False,
        note=f"Approximate: drawn from the towns and villages that GeoNames puts in {place.name}, not from a border.",
    )


def _is_country(place: Place, gazetteer: Gazetteer) -> bool:
    """Tell whether a place is a country, also where it is to be drawn as a region."""
    number = gazetteer.find_country(place.country) if place.country and not place.admin1_code else None
    if number is None or place.precision not in ("region", "country"):
        return False
    return place.precision == "country" or gazetteer.read_entry(number).id == place.gazetteer_id


def _build_country(place: Place, gazetteer: Gazetteer) -> Area | None:
    geometry = _draw_division([area for area in gazetteer.areas if area[0] == place.country], gazetteer)
    if not place.country or geometry is None:
        return None
    note = f"Approximate: drawn from the towns and villages that GeoNames puts in {place.name}, not from a border."
    return Area(geometry, exact=False, note=note)


def _find_entry(place: Place, gazetteer: Gazetteer) -> Entry | None:
    if ":" not in place.gazetteer_id:
        return None
    return next((e for e in gazetteer.find_entries(place.name) if e.id == place.gazetteer_id), None)


def _draw_division(codes: list[AreaCode], gazetteer: Gazetteer) -> BaseGeometry | None:
    import numpy as np
    import shapely

    first, last = gazetteer.starts[3], gazetteer.starts[4]
    lons = np.frombuffer(gazetteer.lons, dtype=np.int32)[first:last] / 1e5
    lats = np.frombuffer(gazetteer.lats, dtype=np.int32)[first:last] / 1e5
    areas = np.frombuffer(gazetteer.area_numbers, dtype=np.uint16)[first:last]
    numbers = [number for number, area in enumerate(gazetteer.areas) if area in set(codes)]
    inside = np.isin(areas, numbers)
    if not inside.any():
        return None
    # Kilometres east and north of the middle; through the mean of unit vectors, so that the antimeridian is no edge.
    radians = np.radians(lons[inside])
    lon0 = math.degrees(math.atan2(np.sin(radians).mean(), np.cos(radians).mean()))
    lat0 = float(lats[inside].mean())
    shrink = max(0.05, math.cos(math.radians(lat0)))
    x = ((lons - lon0 + 180) % 360 - 180) * shrink * _KM_A_DEGREE
    y = (lats - lat0) * _KM_A_DEGREE
    own = np.column_stack((x[inside], y[inside]))
    reach = _find_reach(own)
    west, south = own.min(axis=0) - 3 * reach
    east, north = own.max(axis=0) + 3 * reach
    close = ~inside & (x > west) & (x < east) & (y > south) & (y < north)
    others = np.column_stack((x[close], y[close]))
    step = max(0.1, math.sqrt((east - west) * (north - south) / _MOST_POINTS)) if len(own) > _MOST_POINTS / 2 else 0.1
    own, others = _thin(own, step), _thin(others, step)
    whole = shapely.union_all(_find_cells(own, others, reach))
    outline = _draw_outline(whole, own, reach)
    for _ in range(_TURNS):
        if shapely.get_num_geometries(outline) <= _MOST_PARTS:
            break
        reach *= _GROWTH
        outline = _draw_outline(whole, own, reach)
    outline = _simplify(outline, reach)
    degrees = shapely.transform(
        outline, lambda xy: np.column_stack((xy[:, 0] / shrink / _KM_A_DEGREE + lon0, xy[:, 1] / _KM_A_DEGREE + lat0))
    )
    return split_antimeridian(degrees)


def _draw_outline(whole: BaseGeometry, own: NDArray[np.float64], reach: float) -> BaseGeometry:
    """Limit the cells to what lies near a place, close gaps, cut spikes, fill holes, drop slivers."""
    import shapely

    limit = shapely.union_all(shapely.buffer(shapely.points(own), reach, quad_segs=4))
    shape = whole.intersection(limit)
    smooth = reach / 4
    shape = shape.buffer(smooth, quad_segs=3).buffer(-2 * smooth, quad_segs=3).buffer(smooth, quad_segs=3)
    rings = [shapely.Polygon(part.exterior) for part in shapely.get_parts(shape) if not part.is_empty]
    if not rings:
        rings = list(shapely.get_parts(limit))
    least = min(max(ring.area for ring in rings), 0.2 * math.pi * reach**2)
    return shapely.union_all([ring for ring in rings if ring.area >= least])


def _thin(points: NDArray[np.float64], step: float) -> NDArray[np.float64]:
    """Keep one point of each square of so many kilometres."""
    import numpy as np

    _, kept = np.unique(np.round(points / step), axis=0, return_index=True)
    return points[np.sort(kept)]


def _find_reach(points: NDArray[np.float64]) -> float:
    """Give twice the distance at which nine in ten places have their nearest neighbour, within bounds."""
    import numpy as np

    if len(points) < 2:
        return _LEAST_REACH_KM
    some = points[:: max(1, len(points) // 400)]
    away = np.hypot(some[:, None, 0] - some[None, :, 0], some[:, None, 1] - some[None, :, 1])
    np.fill_diagonal(away, np.inf)
    usual = float(np.quantile(away.min(axis=1), 0.9))
    return min(_MOST_REACH_KM, max(_LEAST_REACH_KM, 2.2 * usual))


def _find_cells(own: NDArray[np.float64], others: NDArray[np.float64], reach: float) -> Any:
    """Give the Voronoi cells of the own points among all."""
    import numpy as np
    import shapely

    everything = np.vstack((own, others))
    if len(everything) < 2:
        return shapely.buffer(shapely.points(own), reach)
    # So far out that a reach that grows meets no edge.
    west, south = own.min(axis=0) - 15 * reach
    east, north = own.max(axis=0) + 15 * reach
    diagram = shapely.voronoi_polygons(shapely.MultiPoint(everything), extend_to=shapely.box(west, south, east, north))
    cells = shapely.get_parts(diagram)
    _, of_own = shapely.STRtree(cells).query(shapely.points(own), predicate="intersects")
    return cells[np.unique(of_own)]


def _simplify(shape: BaseGeometry, reach: float) -> BaseGeometry:
    import shapely

    tolerance = reach / 40
    simple = shape.simplify(tolerance)
    while shapely.get_num_coordinates(simple) > _VERTICES and tolerance < 10 * reach:
        tolerance *= 1.3
        simple = shape.simplify(tolerance)
    return simple


def _draw_circle(lon: float, lat: float, radius_km: float, sides: int = 72) -> BaseGeometry:
    """Draw the points at one great-circle distance; a circle over a pole is cut off there."""
    import shapely

    reach = radius_km / 6371.0
    lat1, lon1 = math.radians(lat), math.radians(lon)
    if abs(lat1) + reach >= math.pi / 2:
        edge = math.degrees(abs(lat1) - reach)
        south, north = (edge, 90.0) if lat >= 0 else (-90.0, -edge)
        return shapely.box(-180.0, south, 180.0, north)
    ring = []
    for step in range(sides):
        bearing = 2 * math.pi * step / sides
        lat2 = math.asin(math.sin(lat1) * math.cos(reach) + math.cos(lat1) * math.sin(reach) * math.cos(bearing))
        turn = math.atan2(
            math.sin(bearing) * math.sin(reach) * math.cos(lat1), math.cos(reach) - math.sin(lat1) * math.sin(lat2)
        )
        ring.append((math.degrees(lon1 + turn), math.degrees(lat2)))
    return split_antimeridian(shapely.Polygon(ring))


def split_antimeridian(shape: BaseGeometry) -> BaseGeometry:
    """Bring all longitudes into -180..180; what lies beyond goes to the other side."""
    import numpy as np
    import shapely

    west, _, east, _ = shape.bounds
    if west >= -180 and east <= 180:
        return shapely.set_precision(shape, 1e-5)
    parts = []
    for turn in (-360.0, 0.0, 360.0):
        moved = shapely.transform(shape, lambda xy, turn=turn: xy + np.array((turn, 0.0)))
        parts.append(moved.intersection(shapely.box(-180.0, -90.0, 180.0, 90.0)))
    return shapely.set_precision(shapely.union_all([part for part in parts if part.area > 0]), 1e-5)
