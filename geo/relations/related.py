"""Turn "30 km north of X" and its like into a place: the right point, and how far off it may be."""

from __future__ import annotations

import math
from collections.abc import Sequence
from functools import lru_cache
from typing import Final

from geo.gazetteer import Gazetteer, distance_km
from geo.place import Place, Unresolved
from geo.relations.relation import Relation

Point = tuple[float, float]

# Writers round bearings to eight winds: the truth lies half a wind to each side. Distances are rounded to a tenth.
_HALF_WIND: Final = math.sin(math.radians(22.5))
_ROUNDING: Final = 0.1
# What "near", "north of" and "off" may mean where no distance is stated, in metres.
_NEAR_M, _DIRECTION_M, _OFF_M = 15_000, 20_000, 25_000
_OFF_LAND_M: Final = 120_000
_LEAST_M, _WIDE_M = 2_000, 50_000
# Half a degree: places of two countries in one such square or the next lie at their border.
_CELLS_A_DEGREE: Final = 2
# So far from the name a point may lie in another country or division.
_FAR_KM: Final = 40.0
_SHORE_KM: Final = 1500.0


def place_relation(
    relation: Relation, anchors: Sequence[Place], *, text: str, gazetteer: Gazetteer
) -> Place | Unresolved:
    """
    Give the place that a relation describes, from the places of its names.

    Parameters
    ----------
    relation
        From `read_relation` or `find_relations`.
    anchors
        The place of each of its names.
    text
        The words of the relation, which become the name of the place.

    Returns
    -------
    place
        With a point on the ellipsoid and a radius that holds what the words
        may mean; `Unresolved` where they cannot be drawn: north of a country,
        or a border between places that have none.
    """
    if relation.kind == "border":
        return _place_border(anchors, text=text, gazetteer=gazetteer)
    if relation.kind in ("between", "road"):
        return _place_between(relation, anchors, text=text, gazetteer=gazetteer)
    anchor = anchors[0]
    wide = anchor.precision in ("region", "country")
    if wide and relation.bearing is not None:
        return Unresolved(
            text, f"“{text}” starts from {anchor.name}, which is no point; write the nearest town, or give coordinates."
        )
    point = anchor.lon, anchor.lat
    if relation.kind == "off":
        return _place_off(relation, anchor, text=text, gazetteer=gazetteer)
    if relation.bearing is not None:
        distance = relation.distance_m if relation.distance_m is not None else float(_DIRECTION_M)
        point = move_point(point, bearing=relation.bearing, distance_m=distance)
        off = distance * math.hypot(_HALF_WIND, _ROUNDING if relation.distance_m is not None else 0.7)
        say = "the point that the words describe" if relation.distance_m is not None else "a point in that direction"
        return _build(text, point, math.hypot(off, anchor.radius_m), [anchor], f"{say}, from {anchor.name}", gazetteer)
    distance = relation.distance_m if relation.distance_m is not None else float(_NEAR_M)
    say = f"the words say only how near it is to {anchor.name}, which stands for it"
    return _build(text, point, anchor.radius_m + distance * (1 + _ROUNDING), [anchor], say, gazetteer)


def move_point(point: Point, *, bearing: float, distance_m: float) -> Point:
    """Give the point (lon, lat) at a distance and bearing (degrees from north, clockwise), on the WGS 84 ellipsoid."""
    # pyproj takes some 50 ms to import, which only who needs it pays.
    from pyproj import Geod

    lon, lat, _ = Geod(ellps="WGS84").fwd(point[0], point[1], bearing, distance_m)
    return round(lon, 5), round(lat, 5)


def measure_way(start: Point, end: Point) -> tuple[float, float]:
    """Give the bearing (degrees from north, 0 to 360) and the distance in metres from one point to another."""
    from pyproj import Geod

    bearing, _, distance = Geod(ellps="WGS84").inv(start[0], start[1], end[0], end[1])
    return bearing % 360, distance


def _build(text: str, point: Point, radius_m: float, anchors: Sequence[Place], say: str, gazetteer: Gazetteer) -> Place:
    country, admin1 = _find_holder(point, anchors, gazetteer)
    reason = f"“{text}”: {say}; it may be {_say_distance(radius_m)} off."
    return Place(
        name=text,
        lon=round(point[0], 5),
        lat=round(point[1], 5),
        precision="district" if radius_m <= _WIDE_M else "region",
        radius_m=max(_LEAST_M, math.ceil(radius_m / 1000) * 1000),
        country=country,
        admin1=admin1,
        reason=reason,
    )


def _find_holder(point: Point, anchors: Sequence[Place], gazetteer: Gazetteer) -> tuple[str, str]:
    """Give country and division that all anchors share or, far from the only one, those of the nearest settlement."""
    if len(anchors) == 1 and distance_km(point, (anchors[0].lon, anchors[0].lat)) > _FAR_KM:
        near = gazetteer.find_near("place", lon=point[0], lat=point[1], within_km=30.0)
        if near:
            entry = gazetteer.read_entry(near[0][1])
            return entry.country, entry.admin1
    countries = {anchor.country for anchor in anchors}
    divisions = {anchor.admin1 for anchor in anchors}
    return (countries.pop() if len(countries) == 1 else ""), (divisions.pop() if len(divisions) == 1 else "")


def _place_between(
    relation: Relation, anchors: Sequence[Place], *, text: str, gazetteer: Gazetteer
) -> Place | Unresolved:
    first, second = anchors[:2]
    start, end = (first.lon, first.lat), (second.lon, second.lat)
    bearing, distance = measure_way(start, end)
    if distance < 1:
        return Unresolved(text, f"“{text}” names the same place twice: {first.name}.")
    middle = move_point(start, bearing=bearing, distance_m=distance / 2)
    radius = distance / 2 + min(first.radius_m, second.radius_m)
    way = "on the road " if relation.kind == "road" else ""
    say = f"the middle between {first.name} and {second.name}; it lies somewhere {way}between them"
    return _build(text, middle, radius, anchors, say, gazetteer)


def _place_off(relation: Relation, anchor: Place, *, text: str, gazetteer: Gazetteer) -> Place:
    point = anchor.lon, anchor.lat
    if anchor.precision in ("region", "country"):
        say = f"a place at sea before {anchor.name}, whose middle stands for it"
        return _build(text, point, anchor.radius_m + _OFF_LAND_M, [anchor], say, gazetteer)
    distance = relation.distance_m if relation.distance_m is not None else float(_OFF_M)
    sea = _find_sea(point, gazetteer)
    if sea is None:
        say = f"a place at sea before {anchor.name}, which stands for it"
        return _build(text, point, anchor.radius_m + distance, [anchor], say, gazetteer)
    name, middle = sea
    bearing, away = measure_way(point, middle)
    out = move_point(point, bearing=bearing, distance_m=min(distance, away))
    # Only the side on which the sea lies is known: a quarter circle to each side.
    say = f"a point at sea before {anchor.name}, towards the {name}"
    return _build(text, out, math.hypot(distance, anchor.radius_m), [anchor], say, gazetteer)


def _find_sea(point: Point, gazetteer: Gazetteer) -> tuple[str, Point] | None:
    """Give name and middle of the water whose edge is nearest to a point, None where none is near."""
    best = None
    for number in gazetteer.list_kind("region"):
        entry = gazetteer.read_entry(number)
        if entry.id.partition(":")[0] not in ("sea", "bay", "strait", "gulf", "channel", "ocean"):
            continue
        away = distance_km(point, (entry.lon, entry.lat))
        # Of two waters that reach the point the smaller one tells more.
        rank = max(0.0, away - entry.radius_m / 1000), entry.radius_m
        if away < _SHORE_KM and rank[0] < entry.radius_m / 1000 and (best is None or rank < best[0]):
            best = rank, entry
    return None if best is None else (best[1].name.removeprefix("the "), (best[1].lon, best[1].lat))


def _place_border(anchors: Sequence[Place], *, text: str, gazetteer: Gazetteer) -> Place | Unresolved:
    first, second = anchors[:2]
    sides = [_find_cells(anchor, gazetteer) for anchor in (first, second)]
    if any(not side for side in sides):
        names = " and ".join(a.name for a, side in zip(anchors, sides, strict=False) if not side)
        return Unresolved(
            text, f"“{text}”: {names} is no country or division, so it has no border; write a town near it."
        )
    one, other = sides
    shared = [cell for cell in one if any((cell[0] + x, cell[1] + y) in other for x in (-1, 0, 1) for y in (-1, 0, 1))]
    if not shared:
        return Unresolved(text, f"“{text}”: {first.name} and {second.name} have no border that the gazetteer shows.")
    points = [((x + 0.5) / _CELLS_A_DEGREE, (y + 0.5) / _CELLS_A_DEGREE) for x, y in shared]
    # The point of the border from which its far ends are least far.
    middle = min(points, key=lambda p: max(distance_km(p, q) for q in points))
    radius = max(distance_km(middle, q) for q in points) * 1000 + 60_000
    say = f"the middle of the border of {first.name} and {second.name}, which may be anywhere along it"
    return _build(text, middle, radius, anchors, say, gazetteer)


def _find_cells(anchor: Place, gazetteer: Gazetteer) -> frozenset[tuple[int, int]]:
    """Give the squares of half a degree in which a country or division has settlements."""
    if anchor.precision != "country" and not anchor.admin1_code:
        return frozenset()
    code = "" if anchor.precision == "country" else anchor.admin1_code
    return _collect_cells(anchor.country, code, gazetteer)


@lru_cache(maxsize=64)
def _collect_cells(country: str, code: str, gazetteer: Gazetteer) -> frozenset[tuple[int, int]]:
    wanted = {n for n, area in enumerate(gazetteer.areas) if area[0] == country and (not code or area[1] == code)}
    towns = gazetteer.list_kind("place")
    areas = gazetteer.area_numbers[towns.start : towns.stop]
    lons, lats = gazetteer.lons, gazetteer.lats
    step = 100_000 // _CELLS_A_DEGREE
    return frozenset(
        (lons[number] // step, lats[number] // step) for number, area in enumerate(areas, towns.start) if area in wanted
    )


def _say_distance(metres: float) -> str:
    return f"about {max(2, math.ceil(metres / 1000)):,} km"
