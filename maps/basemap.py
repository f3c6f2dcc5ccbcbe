"""The embedded world: the 50m basemap as packed, the finer coast around the events, the towns to name."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from functools import cache
from importlib.resources import as_file
from typing import TYPE_CHECKING, Any

from layers.kept import Kept, recall
from maps.pack import pack_line
from maps.payload import Area
from maps.static_files import read_static

if TYPE_CHECKING:
    from geo.gazetteer import Gazetteer

Box = tuple[float, float, float, float]
"""(west, south, east, north) in degrees, EPSG:4326."""

WINDOW_DEGREES = 1.3
"""Half height of a window of finer coast: what a screen shows at the zoom at which the coarse one is seen to be off."""
WINDOWS_MOST = 30
POINTS_MOST = 40_000
TOWNS_WORLD = 500
TOWNS_NEAR = 30
NEAR_DEGREES = 6.0
SCALE = 1e4
MERCATOR_LATITUDE = 85.0


def build_context(
    areas: Sequence[Area],
    points: Sequence[tuple[float, float]],
    *,
    gazetteer: Gazetteer | None,
    kept: Kept | None = None,
) -> Mapping[str, object]:
    """
    Build the block of what lies around the events.

    Parameters
    ----------
    areas
        Areas and movements of the case.
    points
        (lon, lat) of every event on the map.
    gazetteer
        For the names of towns; None names none.
    kept
        What was kept of the last page; None builds all anew.
    """

    def find_windows() -> list[Box]:
        return join_windows([window for lon, lat in sorted(set(points)) for window in windows_around(lon, lat)])

    windows = recall(kept, "windows", points, find_windows)
    return {
        "areas": [
            {"kind": area.kind, "exact": area.exact, "rings": [pack_line(ring) for ring in area.rings]}
            for area in areas
        ],
        "fine": recall(kept, "fine", windows, lambda: clip_land(windows)),
        "towns": recall(kept, "towns", windows, lambda: list_towns(windows, gazetteer)) if gazetteer else [],
    }


def window_around(lon: float, lat: float) -> Box:
    """Return a window about as wide as high on the map, within the map's limits."""
    lat = max(-MERCATOR_LATITUDE, min(MERCATOR_LATITUDE, lat))  # a pole lies beyond them
    wide = WINDOW_DEGREES / max(0.2, math.cos(math.radians(lat)))
    return (
        max(-180.0, lon - 1.4 * wide),
        max(-MERCATOR_LATITUDE, lat - WINDOW_DEGREES),
        min(180.0, lon + 1.4 * wide),
        min(MERCATOR_LATITUDE, lat + WINDOW_DEGREES),
    )


def windows_around(lon: float, lat: float) -> list[Box]:
    """Return the window around a point and, near the antimeridian, the part of it that lies on the other side."""
    windows = [window_around(lon, lat)]
    for turn in (360.0, -360.0):
        west, south, east, north = window_around(lon + turn, lat)
        if west < east:
            windows.append((west, south, east, north))
    return windows


def join_windows(windows: Sequence[Box]) -> list[Box]:
    """Join windows that overlap into their common box; the largest groups stay when there are too many."""
    groups: list[tuple[Box, int]] = []
    for window in windows:
        box, count = window, 1
        grown = True
        while grown:
            grown = False
            for number, (other, size) in enumerate(groups):
                if box[0] < other[2] and box[2] > other[0] and box[1] < other[3] and box[3] > other[1]:
                    box = (min(box[0], other[0]), min(box[1], other[1]), max(box[2], other[2]), max(box[3], other[3]))
                    count += size
                    del groups[number]
                    grown = True
                    break
        groups.append((box, count))
    groups.sort(key=lambda group: (-group[1], group[0]))
    return sorted(box for box, _ in groups[:WINDOWS_MOST])


def clip_land(windows: Sequence[Box]) -> list[Mapping[str, object]]:
    """Clip the 10m land to windows: rings to fill and the coast to draw, without the edges of the window."""
    import shapely

    fine: list[Mapping[str, object]] = []
    budget = POINTS_MOST
    for box in windows:
        west, south, east, north = box
        rings: list[list[int]] = []
        coast: list[list[int]] = []
        for turn in (0.0, 360.0, -360.0):  # polygons run on past 180°: the window in every copy of the world
            for polygon in _land_near((west + turn, south, east + turn, north)):
                edges = (west + turn, south, east + turn, north)
                for part in _parts(shapely.clip_by_rect(polygon, *edges), "Polygon"):
                    rings += [pack_line(ring, turn=turn) for ring in (part.exterior, *part.interiors)]
                for part in _parts(shapely.clip_by_rect(polygon.boundary, *edges), "LineString"):
                    coast.append(pack_line(part, turn=turn))
        if not coast:
            continue  # all land or all sea: the coarse map is right as it is
        budget -= sum(len(line) for line in rings) // 2
        if budget < 0:
            break
        fine.append({"bbox": [round(edge, 4) for edge in box], "rings": rings, "coast": coast})
    return fine


def list_towns(windows: Sequence[Box], gazetteer: Gazetteer) -> list[list[object]]:
    """
    Return towns to name, the largest first: name, lon, lat, population, whether it is a capital (0 or 1).

    All capitals, the world's largest, and the largest round each window.
    """
    import numpy as np

    # The gazetteer's places stand in order of population, so the first hits are the largest.
    places = slice(gazetteer.starts[3], gazetteer.starts[4])
    lons = np.frombuffer(gazetteer.lons, dtype="i4")[places]
    lats = np.frombuffer(gazetteer.lats, dtype="i4")[places]
    chosen = {int(number) for number in gazetteer.capitals} | set(range(places.start, places.start + TOWNS_WORLD))
    for west, south, east, north in windows:
        for wide in (NEAR_DEGREES, 0.0):
            box = [round(edge * 1e5) for edge in (west - wide, south - wide / 2, east + wide, north + wide / 2)]
            inside = (lons >= box[0]) & (lats >= box[1]) & (lons <= box[2]) & (lats <= box[3])
            chosen |= {places.start + int(number) for number in np.flatnonzero(inside)[:TOWNS_NEAR]}
    towns: list[list[object]] = []
    for number in sorted(chosen):
        lon, lat = gazetteer.point_of(number)
        capital = int(number in gazetteer.capitals)
        towns.append([gazetteer.read_name(number), round(lon, 3), round(lat, 3), int(gazetteer.sizes[number]), capital])
    return towns


@cache
def _land() -> tuple[Any, Any, Any]:
    """
    Return the rings of the 10m land, see maps/web/build.mjs.

    Per ring: polygon, points, west, south, east, north; offset of its first
    point; and all points, mapped and not read. Degrees × 1e4.
    """
    import numpy as np

    with as_file(read_static("land.bin")) as path:
        words = np.memmap(path, dtype="<i4", mode="r")
    count = int(words[0])
    heads = np.array(words[1 : 1 + 6 * count]).reshape(-1, 6)
    points = words[1 + 6 * count :].reshape(-1, 2)
    return heads, np.concatenate([[0], np.cumsum(heads[:, 1])]), points


@cache
def _land_polygon(number: int) -> Any:
    import numpy as np
    import shapely

    heads, offsets, points = _land()
    rings = [points[offsets[i] : offsets[i + 1]] / SCALE for i in np.flatnonzero(heads[:, 0] == number)]
    return shapely.Polygon(rings[0], rings[1:])


def _land_near(box: Box) -> list[Any]:
    import numpy as np

    heads, _, _ = _land()
    west, south, east, north = (edge * SCALE for edge in box)
    hit = (heads[:, 2] <= east) & (heads[:, 4] >= west) & (heads[:, 3] <= north) & (heads[:, 5] >= south)
    return [_land_polygon(int(number)) for number in np.unique(heads[hit, 0])]


def _parts(shape: Any, kind: str) -> list[Any]:
    if shape.geom_type == kind:
        return [] if shape.is_empty else [shape]
    return [part for inner in getattr(shape, "geoms", []) for part in _parts(inner, kind)]
