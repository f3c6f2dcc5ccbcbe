"""Coordinates from people's files: why a pair, or a shape, cannot stand on the map."""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping
from typing import Any

VERTICES_MOST = 100_000
_DEPTHS = {"Point": 0, "MultiPoint": 1, "LineString": 1, "MultiLineString": 2, "Polygon": 2, "MultiPolygon": 3}


def explain_coordinates(lon: float, lat: float, *, of_shape: bool = False) -> str:
    """
    Say what is wrong with a pair of degrees, or return an empty text.

    Parameters
    ----------
    lon, lat
        Degrees in EPSG:4326, wanted within ±180 and ±90.
    of_shape
        Whether the pair is a vertex of a line or area, which may pass through (0, 0).

    Examples
    --------
    >>> explain_coordinates(132.335, 42.879)
    ''
    >>> explain_coordinates(42.879, 132.335)
    'lat 132.335 is not within -90 to 90; lon and lat look swapped'
    """
    if not (math.isfinite(lon) and math.isfinite(lat)):
        return f"({lon:g}, {lat:g}) is not finite; write degrees such as 132.335"
    if lon == 0 and lat == 0 and not of_shape:
        return "(0, 0) is a point in the sea that stands for a missing value; leave lon and lat out, or name the place"
    if abs(lon) > 360 or abs(lat) > 360:
        return (
            f"({lon:.10g}, {lat:.10g}) looks projected (metres, not degrees); write lon and lat in degrees, EPSG:4326"
        )
    if abs(lat) > 90:
        swapped = "; lon and lat look swapped" if abs(lon) <= 90 and abs(lat) <= 180 else "; write degrees, EPSG:4326"
        return f"lat {lat:.10g} is not within -90 to 90{swapped}"
    if abs(lon) > 180:
        advice = f"write {lon - math.copysign(360, lon):.10g}"
        if of_shape:
            advice = "a shape across the antimeridian is cut there, as GeoJSON asks"
        return f"lon {lon:.10g} is not within -180 to 180; {advice}"
    return ""


def explain_geometry(geometry: object) -> str:
    """
    Say what is wrong with a GeoJSON geometry, or return an empty text.

    Parameters
    ----------
    geometry
        A mapping with `type` and `coordinates`, degrees in EPSG:4326.
    """
    if not isinstance(geometry, Mapping):
        return "is not a GeoJSON geometry"
    kind = geometry.get("type")
    if not isinstance(kind, str) or kind not in _DEPTHS:
        return f"type {kind!r} is not known; write one of {', '.join(_DEPTHS)}"
    extra = sorted(str(key) for key in geometry if key not in ("type", "coordinates", "bbox"))
    if extra:
        return f"holds {', '.join(extra)}; a geometry has only type and coordinates"
    count = 0
    try:
        for lon, lat in _walk(geometry.get("coordinates"), _DEPTHS[kind]):
            count += 1
            wrong = explain_coordinates(lon, lat, of_shape=not kind.endswith("Point"))
            if wrong:
                return wrong
            if count > VERTICES_MOST:
                return f"has more than {VERTICES_MOST:,} vertices; simplify it"
    except (TypeError, ValueError, OverflowError):
        return f"coordinates are not those of a {kind}; write arrays of [lon, lat]"
    if not count:
        return f"coordinates of the {kind} are empty"
    return _explain_parts(kind, geometry["coordinates"])


def lies_at_zero(geometry: Mapping[str, Any]) -> bool:
    """Tell whether all of a checked line or area lies within about a kilometre of (0, 0)."""
    depth = _DEPTHS[str(geometry["type"])]
    return all(abs(lon) < 0.01 and abs(lat) < 0.01 for lon, lat in _walk(geometry["coordinates"], depth))


def plain_geometry(geometry: Mapping[str, Any]) -> dict[str, Any]:
    """Return a checked geometry with coordinates as lists of floats, so that equal shapes compare equal."""
    return {"type": str(geometry["type"]), "coordinates": _plain(geometry["coordinates"])}


def _walk(coordinates: object, depth: int) -> Iterator[tuple[float, float]]:
    if not isinstance(coordinates, (list, tuple)):
        raise TypeError
    if depth:
        for part in coordinates:
            yield from _walk(part, depth - 1)
        return
    if not 2 <= len(coordinates) <= 4 or any(
        isinstance(n, bool) or not isinstance(n, (int, float)) for n in coordinates
    ):
        raise TypeError
    yield float(coordinates[0]), float(coordinates[1])


def _explain_parts(kind: str, coordinates: Any) -> str:
    if kind.endswith("LineString"):
        lines = [coordinates] if kind == "LineString" else coordinates
        return f"a line of the {kind} has fewer than 2 points" if any(len(line) < 2 for line in lines) else ""
    if not kind.endswith("Polygon"):
        return ""
    polygons = [coordinates] if kind == "Polygon" else coordinates
    for ring in (ring for polygon in polygons for ring in polygon):
        if len(ring) < 4 or list(ring[0]) != list(ring[-1]):
            return (
                f"a ring of the {kind} is not closed; its first and last point must be the same, with at least 4 in all"
            )
    return ""


def _plain(coordinates: Any) -> Any:
    if coordinates and isinstance(coordinates[0], (int, float)):
        return [float(coordinates[0]), float(coordinates[1])]
    return [_plain(part) for part in coordinates]
