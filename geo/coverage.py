"""Simplify areas for a page so that borders they share stay shared."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from shapely.geometry.base import BaseGeometry

VERTICES_MOST: Final = 600
"""An area on a page has at most about so many corners."""
_FIRST_DEGREES: Final = 0.0005
_GROWTH: Final = 1.6
_TURNS: Final = 24
# Two areas that overlap by more than this share of the smaller one are no neighbours: one lies in the other.
_OVERLAP: Final = 0.01


def simplify_together(shapes: Sequence[BaseGeometry], *, vertices_most: int = VERTICES_MOST) -> list[BaseGeometry]:
    """
    Simplify polygons until none has more than so many vertices, neighbours along one line.

    Areas that lie in one another (a region and its country) are simplified
    apart, since they are no coverage.

    Parameters
    ----------
    shapes
        Polygons or MultiPolygons in degrees, EPSG:4326.
    vertices_most
        Stops there, or when no part may get any simpler.

    Returns
    -------
    simple
        In the same order; each is valid and not empty.
    """
    groups = _group(shapes)
    simple: list[BaseGeometry] = list(shapes)
    for group in groups:
        for place, shape in zip(group, _simplify_group([shapes[at] for at in group], vertices_most), strict=True):
            simple[place] = shape
    return simple


def read_polygons(shape: BaseGeometry) -> BaseGeometry | None:
    """Give the valid polygons of a shape, brought within -180 to 180 degrees; None where it has none."""
    import shapely

    from geo.areas import split_antimeridian

    whole = shapely.make_valid(shapely.force_2d(shape))
    parts = [
        part for part in shapely.get_parts(whole) if part.geom_type in ("Polygon", "MultiPolygon") and part.area > 0
    ]
    if not parts:
        return None
    polygons = shapely.union_all(parts) if len(parts) > 1 else parts[0]
    return split_antimeridian(polygons)


def _group(shapes: Sequence[BaseGeometry]) -> list[list[int]]:
    """Part the shapes so that none of a group lies in another of it."""
    import shapely

    groups: list[list[int]] = []
    for at in sorted(range(len(shapes)), key=lambda at: -shapes[at].area):
        for group in groups:
            if not any(_overlaps(shapes[at], shapes[other], shapely) for other in group):
                group.append(at)
                break
        else:
            groups.append([at])
    return groups


def _overlaps(one: BaseGeometry, other: BaseGeometry, shapely: object) -> bool:
    if not one.intersects(other):
        return False
    return bool(one.intersection(other).area > _OVERLAP * min(one.area, other.area))


def _simplify_group(shapes: Sequence[BaseGeometry], vertices_most: int) -> list[BaseGeometry]:
    import shapely

    simple = list(shapes)
    tolerance = _FIRST_DEGREES
    for _ in range(_TURNS):
        if max(int(shapely.get_num_coordinates(shape)) for shape in simple) <= vertices_most:
            break
        tried = [_clean(shape) for shape in shapely.coverage_simplify(list(shapes), tolerance)]
        thinned = [_drop_specks(shape, tolerance) if shape is not None else None for shape in tried]
        if any(shape is None for shape in thinned):
            break
        simple = [shape for shape in thinned if shape is not None]
        tolerance *= _GROWTH
    return simple


def _clean(shape: BaseGeometry) -> BaseGeometry | None:
    import shapely

    if shape.is_empty:
        return None
    if shape.is_valid:
        return shape
    whole = shapely.make_valid(shape)
    parts = [part for part in shapely.get_parts(whole) if part.geom_type in ("Polygon", "MultiPolygon")]
    return shapely.union_all(parts) if parts else None


def _drop_specks(shape: BaseGeometry, tolerance: float) -> BaseGeometry:
    """Leave out islets that a page would not show at this tolerance, but never the largest part."""
    import shapely

    parts = list(shapely.get_parts(shape))
    if len(parts) < 2:
        return shape
    largest = max(part.area for part in parts)
    kept = [part for part in parts if part.area >= min(largest, (3 * tolerance) ** 2)]
    return shapely.multipolygons(kept) if len(kept) > 1 else kept[0]
