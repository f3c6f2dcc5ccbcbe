"""Take the outlines of a case's regions from a file, or from a service, as areas of the case."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

from geo.coverage import read_polygons, simplify_together
from geo.gazetteer import distance_km
from geo.place import Place
from layers.areas.case_areas import CaseArea
from layers.areas.file import AreaFile, Feature
from layers.areas.labels import find_id, name_feature, read_fields, read_labels
from layers.areas.match import Match, Region, match_region
from layers.coordinates import VERTICES_MOST

if TYPE_CHECKING:
    from shapely.geometry.base import BaseGeometry

    from geo.gazetteer import Gazetteer

# The middle of a region lies in its outline or, where it is bent round another, not far from it.
_CLOSE_KM: Final = 60.0


@dataclass(frozen=True, slots=True)
class Credit:
    """Whose outlines a file holds, and under what terms."""

    attribution: str
    license: str = ""


@dataclass(frozen=True, slots=True)
class Taken:
    """What came of a region: its area, or why there is none."""

    region: Region
    area: CaseArea | None
    reason: str


NATURAL_EARTH: Final = Credit("Natural Earth", "public domain")
OPENSTREETMAP: Final = Credit("© OpenStreetMap contributors, ODbL 1.0", "ODbL 1.0")


def find_credit(file: AreaFile, features: Sequence[Feature]) -> Credit | None:
    """Tell whose areas a file holds where its form says so; None where a person must."""
    if file.form == "osm":
        return OPENSTREETMAP
    fields = {name for feature in features[:50] for name in read_fields(feature)}
    if "featurecla" in fields and fields & {"adm0_a3", "ne_id", "adm1_code"}:
        return NATURAL_EARTH
    return None


def take_areas(
    regions: Sequence[Region],
    file: AreaFile,
    features: Sequence[Feature],
    *,
    credit: Credit,
    source: str,
    day: str,
    gazetteer: Gazetteer,
    take: Mapping[str, str] | None = None,
) -> list[Taken]:
    """
    Take the outlines of regions from a file.

    An area counts only where the middle of the region, as the gazetteer has
    it, lies in or close to it: the same name elsewhere is another place.

    Parameters
    ----------
    features
        All areas of the file.
    source, day
        Name of the file and day of the import, for the record.
    take
        For a place text, the id, code or name of the area to take.

    Raises
    ------
    AreaFileError
        If the shapes cannot be read.
    """
    labels = read_labels(features, gazetteer)
    matches = [match_region(region, labels, gazetteer=gazetteer, take=take) for region in regions]
    wanted = list(dict.fromkeys(_key(feature) for match in matches for feature in match.features))
    by_key = {_key(feature): feature for match in matches for feature in match.features}
    shapes = file.read_shapes([by_key[key] for key in wanted]) if wanted else []
    found = dict(zip(wanted, (read_polygons(shape) for shape in shapes), strict=True))
    chosen = [_choose(match, found) for match in matches]
    outlines = _fit([shape for _, shape, _ in chosen if shape is not None])
    taken = []
    for match, (used, shape, reason) in zip(matches, chosen, strict=True):
        if shape is None:
            taken.append(Taken(match.region, None, reason))
            continue
        ids = ", ".join(dict.fromkeys(find_id(feature) for feature in used))
        names = ", ".join(dict.fromkeys(name_feature(feature) for feature in used))
        taken.append(_build(match.region, outlines.pop(0), credit, source=source, source_id=ids, names=names, day=day))
    return taken


def build_taken(
    region: Region, geojson: Mapping[str, Any], *, credit: Credit, source: str, source_id: str, name: str, day: str
) -> Taken:
    """Take the outline of a region from GeoJSON, as a service gives it."""
    import shapely

    try:
        shape = read_polygons(shapely.from_geojson(json.dumps(geojson)))
    except (shapely.errors.GEOSException, ValueError, TypeError):
        shape = None
    if shape is None:
        return Taken(region, None, f"{name} has no outline there")
    away = _measure(region.place, shape)
    if away > _CLOSE_KM:
        return Taken(region, None, f"{name} lies {away:,.0f} km from where the gazetteer has {region.place.name}")
    [outline] = _fit([shape])
    return _build(region, outline, credit, source=source, source_id=source_id, names=name, day=day)


def _key(feature: Feature) -> tuple[str, int]:
    return feature.layer, feature.fid


def _choose(
    match: Match, found: Mapping[tuple[str, int], BaseGeometry | None]
) -> tuple[Sequence[Feature], BaseGeometry | None, str]:
    """Give the features of a region and their common shape, or why it has none."""
    import shapely

    if not match.features:
        return (), None, match.reason
    if match.parts:
        parts = [_choose(part, found) for part in match.parts]
        lost = next((reason for _, shape, reason in parts if shape is None), "")
        if lost:
            return (), None, lost
        used = [feature for features, _, _ in parts for feature in features]
        return used, shapely.union_all([shape for _, shape, _ in parts]), ""
    place = match.region.place
    close: list[tuple[float, Feature, BaseGeometry]] = []
    far: list[tuple[float, Feature, BaseGeometry]] = []
    for feature in match.features:
        shape = found[_key(feature)]
        if shape is not None:
            away = _measure(place, shape)
            (close if away <= _CLOSE_KM else far).append((away, feature, shape))
    if not close:
        if not far:
            return (), None, "what the file has of it is no area"
        away, feature, _ = min(far, key=lambda one: one[0])
        named = f"{name_feature(feature)} ({find_id(feature)})"
        return (), None, f"{named} lies {away:,.0f} km from where the gazetteer has {place.name}"
    if len({find_id(feature) for _, feature, _ in close}) > 1:
        inside = [one for one in close if one[0] == 0]
        if len({find_id(feature) for _, feature, _ in inside}) != 1:
            return (), None, f"{match.reason}; name one by --take"
        close = inside
    shapes = [shape for _, _, shape in close]
    return [feature for _, feature, _ in close], shapely.union_all(shapes) if len(shapes) > 1 else shapes[0], ""


def _measure(place: Place, shape: BaseGeometry) -> float:
    """Give about how many km the point of a place lies outside a shape; 0 inside."""
    import shapely

    point = shapely.Point(place.lon, place.lat)
    if shape.covers(point):
        return 0.0
    near = shapely.get_coordinates(shapely.shortest_line(shape, point))[0]
    return distance_km((float(near[0]), float(near[1])), (place.lon, place.lat))


def _fit(shapes: list[BaseGeometry]) -> list[BaseGeometry]:
    """Bring areas within what a file of a case may hold, neighbours along one line."""
    import shapely

    if all(int(shapely.get_num_coordinates(shape)) <= VERTICES_MOST for shape in shapes):
        return shapes
    return simplify_together(shapes, mean=VERTICES_MOST, most=VERTICES_MOST)


def _build(
    region: Region, outline: BaseGeometry, credit: Credit, *, source: str, source_id: str, names: str, day: str
) -> Taken:
    import shapely

    area = CaseArea(
        name=names,
        geometry=json.loads(shapely.to_geojson(outline)),
        attribution=credit.attribution,
        places=region.texts,
        id=region.place.gazetteer_id,
        country=region.place.country,
        license=credit.license,
        source=source,
        source_id=source_id,
        day=day,
    )
    return Taken(region, area, f"{names} ({source_id})")
