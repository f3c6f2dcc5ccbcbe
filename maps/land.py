"""Whether a point lies on land, and how far off: what would be drawn in the sea. Standard library only."""

from __future__ import annotations

import math
import sys
from array import array
from collections.abc import Iterable
from functools import cache
from pathlib import Path

from geo.place import Place
from layers.case import Case
from layers.event import Event
from layers.fault import Fault
from layers.places import Placements
from maps.static_files import read_static

AT_SEA = "at sea"
"""The tag that says of an event that it came about off the land."""

TOLERANCE_KM = 1.0
"""The coast of the basemap is itself no better than about this."""

_POINTS = ("exact", "site", "settlement", "district")
_SCALE = 1e4
_BLOCK = 64
_KM_A_DEGREE = 111.195

Box = tuple[int, int, int, int]


class Land:
    """
    The 10m land as rings of points, see maps/web/build.mjs.

    A ring is cut into blocks of points with their boxes when it is first
    needed, so that a point is held against a few hundred edges of the 400,000.
    """

    def __init__(self, words: array[int]) -> None:
        count = words[0]
        self._words = words
        self._heads = [tuple(words[1 + 6 * number : 7 + 6 * number]) for number in range(count)]
        self._starts = []
        start = 1 + 6 * count
        for head in self._heads:
            self._starts.append(start)
            start += 2 * head[1]
        self._cut: dict[int, list[tuple[int, int, Box]]] = {}

    def holds(self, lon: float, lat: float) -> bool:
        """Tell whether a point in degrees, EPSG:4326, lies on land; a lake is none."""
        # Rings run on past 180°, so the point is looked for in every copy of the world.
        return any(self._odd((lon + turn) * _SCALE, lat * _SCALE) for turn in (0.0, 360.0, -360.0))

    def distance_km(self, lon: float, lat: float) -> float:
        """Return how far the nearest land is, in kilometres; 0 on land."""
        if self.holds(lon, lat):
            return 0.0
        wide = max(math.cos(math.radians(lat)), 0.01)
        best = math.inf
        turned = [
            (_box_distance(box, x, lat * _SCALE, wide), number, x)
            for x in ((lon + turn) * _SCALE for turn in (0.0, 360.0, -360.0))
            for number, (_, _, *box) in enumerate(self._heads)
        ]
        for least, number, x in sorted(turned):
            if least >= best:
                break
            for start, end, box in self._blocks(number):
                if _box_distance(box, x, lat * _SCALE, wide) < best:
                    best = min(best, self._nearest(start, end, x, lat * _SCALE, wide))
        return best / _SCALE * _KM_A_DEGREE

    def _odd(self, x: float, y: float) -> bool:
        """Tell whether a line from the point eastward meets the rings an odd number of times."""
        words = self._words
        odd = False
        for number, (_, _, _, south, east, north) in enumerate(self._heads):
            if not (south <= y <= north and x <= east):
                continue
            for start, end, (left, low, right, high) in self._blocks(number):
                if not (low <= y <= high and x <= right):
                    continue
                if x < left:  # wholly east of it: only whether it ends on the other side counts
                    odd ^= (words[start + 1] > y) != (words[end + 1] > y)
                    continue
                for at in range(start, end, 2):
                    x0, y0, x1, y1 = words[at : at + 4]
                    if (y0 > y) != (y1 > y) and x < x0 + (x1 - x0) * (y - y0) / (y1 - y0):
                        odd = not odd
        return odd

    def _blocks(self, number: int) -> list[tuple[int, int, Box]]:
        known = self._cut.get(number)
        if known is None:
            known = []
            first = self._starts[number]
            last = first + 2 * (self._heads[number][1] - 1)
            for start in range(first, last, 2 * _BLOCK):
                end = min(last, start + 2 * _BLOCK)
                xs, ys = self._words[start : end + 2 : 2], self._words[start + 1 : end + 2 : 2]
                known.append((start, end, (min(xs), min(ys), max(xs), max(ys))))
            self._cut[number] = known
        return known

    def _nearest(self, start: int, end: int, x: float, y: float, wide: float) -> float:
        best = math.inf
        for at in range(start, end, 2):
            x0, y0, x1, y1 = self._words[at : at + 4]
            ax, ay, bx, by = (x0 - x) * wide, y0 - y, (x1 - x0) * wide, float(y1 - y0)
            length = bx * bx + by * by
            part = 0.0 if length == 0 else max(0.0, min(1.0, -(ax * bx + ay * by) / length))
            best = min(best, math.hypot(ax + part * bx, ay + part * by))
        return best


@cache
def open_land() -> Land:
    """
    Return the land of the installed bundle, read once.

    Raises
    ------
    StaticError
        If the bundle was not built.
    """
    words = array("i", Path(str(read_static("land.bin"))).read_bytes())
    if sys.byteorder == "big":
        words.byteswap()
    return Land(words)


def find_offshore(case: Case, placements: Placements) -> tuple[Fault, ...]:
    """
    Warn of events whose mark would stand in the sea though nothing says that they came about there.

    Regions have no mark; a place is let off as far as it says itself that it
    may be off (``radius_m``), and a kilometre for the coast of the basemap. An
    event that came about at sea says so by the tag ``at sea``.
    """
    return tuple(_warn(event, spot) for event, spot in _pointed(case.events, placements) if _is_offshore(spot))


def _pointed(events: Iterable[Event], placements: Placements) -> Iterable[tuple[Event, Place]]:
    for event in events:
        spot = placements.by_event.get(event.id)
        if isinstance(spot, Place) and spot.precision in _POINTS and event.geometry is None:
            if AT_SEA in (tag.casefold() for tag in event.tags):
                continue
            yield event, spot


def _is_offshore(spot: Place) -> bool:
    return open_land().distance_km(spot.lon, spot.lat) > max(TOLERANCE_KM, spot.radius_m / 1000)


def _warn(event: Event, spot: Place) -> Fault:
    away = open_land().distance_km(spot.lon, spot.lat)
    field = "lon" if event.lon is not None else "place"
    message = (
        f"{spot.lon:.4f} {spot.lat:.4f} lies {_round(away)} km off the land that the map draws; "
        f"mend the place, or give the tag '{AT_SEA}' if it came about there"
    )
    return Fault("warning", event.file, event.line, field, message, event.id)


def _round(away_km: float) -> str:
    return f"{away_km:.1f}" if away_km < 10 else f"{away_km:.0f}"


def _box_distance(box: Iterable[int], x: float, y: float, wide: float) -> float:
    west, south, east, north = box
    return math.hypot(max(west - x, 0.0, x - east) * wide, max(south - y, 0.0, y - north))
