"""Where the middle of some settlements lies, and how far they reach from it."""

from __future__ import annotations

import math
from array import array
from collections import defaultdict
from collections.abc import Mapping
from typing import NamedTuple

from geo.sphere import distance_km, find_middle

AreaKey = tuple[str, str, str]
"""Country, codes of the first- and second-order division, empty for the whole of the wider one."""


class Extent(NamedTuple):
    """Middle in degrees, radius in metres that holds all settlements, and how many people live there."""

    lon: float
    lat: float
    radius_m: int
    people: int


class Settlements:
    """The settlements of all areas: 16 bytes for each."""

    def __init__(self) -> None:
        self._lons, self._lats = array("i"), array("i")
        self._people = array("I")
        self._areas = array("I")
        self._numbers: dict[AreaKey, int] = {}

    def add(self, lon: float, lat: float, *, people: int, area: AreaKey) -> None:
        """Add a settlement; it counts for its area and the wider ones."""
        self._lons.append(round(lon * 1e5))
        self._lats.append(round(lat * 1e5))
        self._people.append(min(people, 2**32 - 1))
        self._areas.append(self._numbers.setdefault(area, len(self._numbers)))

    def __len__(self) -> int:
        """Count the settlements."""
        return len(self._lons)

    def measure(self, points: Mapping[AreaKey, tuple[float, float]]) -> dict[AreaKey, Extent]:
        """
        Measure all areas.

        Parameters
        ----------
        points
            (lon, lat) in degrees of the areas whose middle is known better than its settlements tell.
        """
        wider: list[list[AreaKey]] = []
        for country, code, code2 in self._numbers:
            keys = [(country, "", ""), (country, code, ""), (country, code, code2)]
            wider.append(list(dict.fromkeys(key for key in keys if key[1] or not key[2])))
        people: dict[AreaKey, int] = defaultdict(int)
        # One settlement of each square of a fifth of a degree: their mean stands for the land better than that of all,
        # which crowd round cities.
        squares: dict[AreaKey, dict[int, int]] = defaultdict(dict)
        for number, (lon, lat, count, area) in enumerate(
            zip(self._lons, self._lats, self._people, self._areas, strict=True)
        ):
            square = lon // 20_000 * 10_000 + lat // 20_000
            for key in wider[area]:
                people[key] += count
                squares[key].setdefault(square, number)
        middles = {
            key: points.get(key) or find_middle((self._lons[n] * 1e-5, self._lats[n] * 1e-5) for n in found.values())
            for key, found in squares.items()
        }
        far: dict[AreaKey, float] = defaultdict(float)
        for lon, lat, area in zip(self._lons, self._lats, self._areas, strict=True):
            for key in wider[area]:
                far[key] = max(far[key], distance_km(middles[key], (lon * 1e-5, lat * 1e-5)))
        return {
            key: Extent(*middle, max(5000, math.ceil(far[key] + 5) * 1000), people[key])
            for key, middle in middles.items()
        }
