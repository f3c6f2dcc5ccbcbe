"""Simplify areas for a page so that borders they share stay shared."""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from shapely.geometry.base import BaseGeometry

VERTICES_MEAN: Final = 1500
"""Areas on a page have on the average at most so many corners."""
VERTICES_MOST: Final = 20_000
"""And none has more."""
VERTICES_ALL: Final = 40_000
"""Of many areas on one page, all together have at most about so many."""
_FIRST_DEGREES: Final = 0.0005
_GROWTH: Final = 1.6
_TURNS: Final = 24
_TOUCH_DEGREES: Final = 1e-6
# Two areas that overlap by more than this share of the smaller one are no neighbours: one lies in the other.
_OVERLAP: Final = 0.3


def simplify_together(
    shapes: Sequence[BaseGeometry], *, mean: int | None = None, most: int = VERTICES_MOST
) -> list[BaseGeometry]:
    """
    Simplify polygons until they have no more than so many vertices, neighbours along one line.

    Areas that touch are simplified by one measure, others each by their own,
    so that a small island keeps its form beside a large country. Areas that lie
    in one another (a region and its country) are no coverage and are simplified
    apart.

    Parameters
    ----------
    shapes
        Polygons or MultiPolygons in degrees, EPSG:4326.
    mean
        What areas that touch have on the average; None takes what a page of so many areas allows.
    most
        What no area has more of.

    Returns
    -------
    simple
        In the same order; each is valid and not empty.
    """
    if mean is None:
        mean = min(VERTICES_MEAN, max(100, VERTICES_ALL // max(1, len(shapes))))
    simple: list[BaseGeometry] = list(shapes)
    for group in _group(shapes):
        for touching in _part(group, shapes):
            done = _simplify_group([shapes[at] for at in touching], mean, most)
            for place, shape in zip(touching, done, strict=True):
                simple[place] = shape
    return simple


def read_polygons(shape: BaseGeometry) -> BaseGeometry | None:
    """Give the valid polygons of a shape, brought within -180 to 180 degrees; None where it has none."""
    import shapely

    from geo.areas import split_antimeridian

    polygons = _keep_polygons(shapely.make_valid(shapely.force_2d(shape)))
    # Cutting and rounding may leave lines and points along the cut.
    return None if polygons is None else _keep_polygons(split_antimeridian(polygons))


def _keep_polygons(shape: BaseGeometry) -> BaseGeometry | None:
    """Give the polygons of a shape without lines and points; None where it has none."""
    import shapely

    if shape.geom_type in ("Polygon", "MultiPolygon"):
        return shape if shape.area > 0 else None
    parts = [part for one in shapely.get_parts(shape) for part in shapely.get_parts(one) if part.area > 0]
    parts = [part for part in parts if part.geom_type == "Polygon"]
    return shapely.union_all(parts) if parts else None


def _group(shapes: Sequence[BaseGeometry]) -> list[list[int]]:
    """Part the shapes so that none of a group lies in another of it."""
    # Rough forms tell neighbours from what lies in one another, in a tenth of the time.
    rough = [_clean(shape.simplify(math.sqrt(shape.area) / 50)) or shape for shape in shapes]
    groups: list[list[int]] = []
    for at in sorted(range(len(shapes)), key=lambda at: -shapes[at].area):
        for group in groups:
            if not any(_overlaps(rough[at], rough[other]) for other in group):
                group.append(at)
                break
        else:
            groups.append([at])
    return groups


def _part(group: Sequence[int], shapes: Sequence[BaseGeometry]) -> list[list[int]]:
    """Part a group into those that touch, directly or through others."""
    import shapely

    shapely.prepare([shapes[at] for at in group])
    left = list(group)
    parts: list[list[int]] = []
    while left:
        part = [left.pop(0)]
        for one in part:
            close = [at for at in left if shapely.dwithin(shapes[one], shapes[at], _TOUCH_DEGREES)]
            part += close
            left = [at for at in left if at not in close]
        parts.append(part)
    return parts


def _overlaps(one: BaseGeometry, other: BaseGeometry) -> bool:
    if not one.intersects(other):
        return False
    return bool(one.intersection(other).area > _OVERLAP * min(one.area, other.area))


def _simplify_group(shapes: Sequence[BaseGeometry], mean: int, most: int) -> list[BaseGeometry]:
    import shapely

    simple = list(shapes)
    tolerance = _FIRST_DEGREES
    for _ in range(_TURNS):
        counts = [int(shapely.get_num_coordinates(shape)) for shape in simple]
        if sum(counts) <= mean * len(simple) and max(counts) <= most:
            break
        # From the last result on: the least triangles go first either way, and fewer are left to look at.
        tried = [_clean(shape) for shape in shapely.coverage_simplify(simple, tolerance)]
        thinned = [_drop_specks(shape, tolerance) if shape is not None else None for shape in tried]
        if any(shape is None for shape in thinned):
            break
        simple = [shape for shape in thinned if shape is not None]
        tolerance *= _GROWTH
    return simple


def _clean(shape: BaseGeometry) -> BaseGeometry | None:
    import shapely

    return _keep_polygons(shape if shape.is_valid else shapely.make_valid(shape))


def _drop_specks(shape: BaseGeometry, tolerance: float) -> BaseGeometry:
    """Leave out islets that a page would not show at this tolerance, but never the largest part."""
    import shapely

    parts = list(shapely.get_parts(shape))
    if len(parts) < 2:
        return shape
    largest = max(part.area for part in parts)
    kept = [part for part in parts if part.area >= min(largest, (3 * tolerance) ** 2)]
    return shapely.multipolygons(kept) if len(kept) > 1 else kept[0]
