"""Places made approximate on purpose, before anything is drawn or written."""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from geo.place import Place

_METRES_A_DEGREE = 111_195.0
_NORTHMOST = 89.0


def coarsen_place(place: Place, radius_m: int) -> Place:
    """
    Return a place known to the public no better than `radius_m` metres; unchanged where it is 0.

    It moves to the middle of a cell of a fixed grid, `radius_m` high and wide.
    The cell hangs on nothing but the place and the radius: neither many events
    at one spot nor many builds give more away than one does. The true point
    lies within the new `radius_m` of the middle.

    Parameters
    ----------
    place
        Where it is, degrees in EPSG:4326.
    radius_m
        Height and width of a cell, metres.

    Examples
    --------
    >>> near = coarsen_place(Place("", 14.5012, 35.9034, "exact", 20), 5000)
    >>> near.lon, near.lat, near.radius_m, near.precision
    (14.51706, 35.90539, 5000, 'settlement')
    """
    if radius_m <= 0:
        return place
    step = radius_m / _METRES_A_DEGREE
    lat = min(max((math.floor(place.lat / step) + 0.5) * step, -_NORTHMOST), _NORTHMOST)
    wide = step / math.cos(math.radians(lat))
    lon = (math.floor(place.lon / wide) + 0.5) * wide
    lon = (lon + 180.0) % 360.0 - 180.0
    precision = "settlement" if place.precision in ("exact", "site") else place.precision
    reason = f"Place deliberately approximate, to about {_round_metres(radius_m)}."
    moved = replace(place, lon=round(lon, 5), lat=round(lat, 5), precision=precision, reason=reason)
    return replace(moved, radius_m=max(place.radius_m, radius_m))


def widen_area(place: Place, geometry: Mapping[str, Any] | None) -> Place:
    """Return a place whose radius, in whole tens of km, holds the shape that it stands for; unchanged without one."""
    if geometry is None or place.radius_m:
        return place
    pairs = list(_pairs(geometry["coordinates"]))
    high = max(abs(lat - place.lat) for _, lat in pairs)
    wide = max(abs(lon - place.lon) for lon, _ in pairs) * math.cos(math.radians(place.lat))
    # Whole tens of km: the size of a shape to the metre would tell which it is.
    return replace(place, radius_m=math.ceil(math.hypot(high, wide) * _METRES_A_DEGREE / 10_000) * 10_000)


def _pairs(part: Any) -> list[tuple[float, float]]:
    if part and isinstance(part[0], (int, float)):
        return [(float(part[0]), float(part[1]))]
    return [pair for inner in part for pair in _pairs(inner)]


def _round_metres(radius_m: int) -> str:
    return f"{radius_m / 1000:.0f} km" if radius_m >= 1000 else f"{radius_m} m"
