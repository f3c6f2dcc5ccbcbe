"""Distances and middles on the sphere, in degrees (lon, lat)."""

from __future__ import annotations

import math
from collections.abc import Iterable
from typing import Final

_EARTH_KM: Final = 6371.0


def distance_km(a: tuple[float, float], b: tuple[float, float]) -> float:
    """Give the great-circle distance between two points (lon, lat) in degrees."""
    lat1, lat2 = math.radians(a[1]), math.radians(b[1])
    half = (
        math.sin((lat2 - lat1) / 2) ** 2
        + math.cos(lat1) * math.cos(lat2) * math.sin(math.radians(b[0] - a[0]) / 2) ** 2
    )
    return 2 * _EARTH_KM * math.asin(min(1.0, math.sqrt(half)))


def find_middle(points: Iterable[tuple[float, float]]) -> tuple[float, float]:
    """Give the mean of points on the sphere; the antimeridian is no edge."""
    x = y = z = 0.0
    for lon, lat in points:
        a, b = math.radians(lon), math.radians(lat)
        x += math.cos(b) * math.cos(a)
        y += math.cos(b) * math.sin(a)
        z += math.sin(b)
    return round(math.degrees(math.atan2(y, x)), 5), round(math.degrees(math.atan2(z, math.hypot(x, y))), 5)
