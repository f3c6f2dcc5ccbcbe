"""A case's events as the compact blocks that the page carries; read again by maps/web/src/columns.ts and load.ts."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from geo.place import PRECISIONS, Place
from layers.conflicts import Conflict, find_conflicts
from layers.event import OCCURRENCES, STATUSES, Event
from maps.articles import build_articles, find_articles
from maps.facets import build_facets
from maps.intervals import Interval, build_intervals
from maps.pack import pack_planes
from maps.texts import build_source, build_text

if TYPE_CHECKING:
    import geopandas as gpd

    from layers.case import Case
    from layers.places import Placements

CHUNK = 1024
"""Events per chunk of texts: one is opened at a click, so it must inflate in a few milliseconds."""

NONE = 0x7FFFFFFF
OPEN_START = -0x80000000
UNPLACED_PRECISION = 255
SEAM_DEGREES = 1e-4
SORTED_DAYS = 1_000_000
"""Days before and after 1970 (some 2,700 years) that get an offset each; what lies beyond is scanned beside."""
DAYS_MOST = 50_000_000
"""Half of what a browser's calendar knows, some 137,000 years from now; what lies beyond is shown there."""

_CONFLICT_BITS = {"date": 1, "place": 2, "value": 4}
_UNEXPLAINED = 8
_CHOSEN = 1
_LASTS = 2
_VAGUE = 4
_ANY_OF = 8
_FIRST = 16


@dataclass(frozen=True, slots=True)
class Area:
    """An area or movement to draw: lines of (lon, lat) degrees, EPSG:4326."""

    kind: str
    exact: bool
    rings: tuple[tuple[tuple[float, float], ...], ...]


@dataclass(frozen=True, slots=True)
class Payload:
    """The blocks of a page, in the order in which the page needs them."""

    head: Mapping[str, object]
    columns: bytes
    areas: tuple[Area, ...]
    sources: Sequence[Mapping[str, object]]
    ids: Sequence[str]
    texts: Sequence[Sequence[Mapping[str, object]]]
    articles: Sequence[Mapping[str, object]]
    """Those that the case may publish."""
    facets: Mapping[str, object]
    """Which sources and tags each event has, by their numbers: for the filters."""
    points: tuple[tuple[float, float], ...]
    """(lon, lat) of every event on the map, for clipping the basemap."""


def build_payload(
    case: Case,
    frame: gpd.GeoDataFrame,
    *,
    placements: Placements,
    credits: Sequence[str],
    tiles: Sequence[Mapping[str, str]],
    skipped: Sequence[tuple[str, str]] = (),
    countries: Mapping[str, str] | None = None,
    version: str,
) -> Payload:
    """
    Build the blocks of a page from the layer frame of a case.

    Nothing internal enters: no notes, candidates, scores or gazetteer ids.

    Parameters
    ----------
    case
        The case as read.
    frame
        Its layer frame, EPSG:4326.
    placements
        Where its events stand, for the reasons.
    credits
        Sentences of attribution owed.
    tiles
        The online backgrounds offered: name, attribution, host.
    skipped
        Title and reason of events left out because of faults.
    countries
        Name of each country code, to leave out what is obvious; None keeps place texts whole.
    version
        Version of the program.
    """
    events = {event.id: event for event in case.events}
    rows = [(events[name], shape, bool(exact)) for name, shape, exact in _rows(frame)]
    conflicts = {event.id: find_conflicts(event, case.sources) for event, _, _ in rows}
    intervals = {event.id: build_intervals(event, conflicts[event.id]) for event, _, _ in rows}
    single = [row for row in rows if _is_sorted(intervals[row[0].id])]
    beside = [row for row in rows if not _is_sorted(intervals[row[0].id])]
    single.sort(key=lambda row: (intervals[row[0].id][0].earliest, row[0].date.time if row[0].date else ""))
    beside.sort(key=lambda row: _first_day(intervals[row[0].id]))
    ordered = single + beside
    sources = {name: number for number, name in enumerate(case.sources)}
    layers = {layer.name: number for number, layer in enumerate(case.layers)}
    areas: dict[bytes, int] = {}
    shapes: list[Area] = []
    area_of = [_add_area(shape, exact, areas, shapes) for _, shape, exact in ordered]
    days = [intervals[event.id][0].earliest for event, _, _ in single]
    columns, first_day, day_count, interval_count = _pack_columns(
        ordered, area_of, days, len(single), layers=layers, placements=placements, conflicts=conflicts,
        intervals=intervals,
    )  # fmt: skip
    points = tuple(_middle(shape) for _, shape, _ in ordered if shape)
    shelved = find_articles(case)
    texts = [
        build_text(
            event, placements, conflicts[event.id], case.sources, source_numbers=sources,
            area_exact=exact, on_map=shape is not None, countries=countries or {},
            articles=shelved.get(event.id),
        )
        for event, shape, exact in ordered
    ]  # fmt: skip
    numbers = {event.id: number for number, (event, _, _) in enumerate(ordered)}
    articles = build_articles(case, event_numbers=numbers, source_numbers=sources)
    head = {
        "version": version,
        "case": {
            "title": case.title,
            "shortTitle": case.short_title or case.title,
            "summary": case.summary,
            "scope": case.scope,
            "method": case.method,
            "contact": case.contact,
            "language": case.language,
            "asOf": case.as_of.latest if case.as_of else None,
            "asOfWords": case.as_of.words if case.as_of else "",
            "asOfEdtf": case.as_of.text if case.as_of else "",
            **({"draft": True} if case.draft else {}),
        },
        "layers": [
            {"name": layer.name, "title": layer.title, "label": layer.label, "color": layer.color}
            for layer in case.layers
        ],
        "count": len(ordered),
        "sorted": len(single),
        "firstDay": first_day,
        "days": day_count,
        "intervals": interval_count,
        "chunk": CHUNK,
        "tiles": list(tiles),
        "names": dict(case.names),
        "view": list(case.view) if case.view else None,
        "skipped": [{"title": title, "reason": reason} for title, reason in skipped],
        "credits": [*credits, *case.credits],
        "articles": [{key: one[key] for key in ("name", "kind", "title", "source")} for one in articles],
    }
    return Payload(
        head=head,
        columns=columns,
        areas=tuple(shapes),
        sources=[build_source(source) for source in case.sources.values()],
        ids=[event.id for event, _, _ in ordered],
        texts=[texts[at : at + CHUNK] for at in range(0, len(texts), CHUNK)],
        articles=articles,
        facets=build_facets([event for event, _, _ in ordered], case.sources),
        points=points,
    )


def _rows(frame: gpd.GeoDataFrame) -> Any:
    return zip(frame["id"], frame.geometry, frame["area_exact"], strict=True)


def _is_sorted(intervals: Sequence[Interval]) -> bool:
    """Tell whether an event has just one known day, so that the offsets of days find it."""
    if len(intervals) != 1:
        return False
    [one] = intervals
    days = {one.earliest, one.begin_latest, one.end_earliest, one.latest}
    known = len(days) == 1 and one.earliest is not None and abs(one.earliest) <= SORTED_DAYS
    return known and one.chosen and not one.lasts and not one.vague


def _first_day(intervals: Sequence[Interval]) -> float:
    """First possible day for the order: ours, open beginnings first and undated events last."""
    if not intervals:
        return float("inf")
    return float("-inf") if intervals[0].earliest is None else float(intervals[0].earliest)


def _add_area(shape: Any, exact: bool, known: dict[bytes, int], shapes: list[Area]) -> int:
    """Return the number of a drawn area or movement, adding it when it is new; -1 for points and unplaced events."""
    if shape is None or shape.geom_type == "Point":
        return -1
    key = shape.wkb + bytes([exact])
    if key in known:
        return known[key]
    if shape.geom_type in ("LineString", "MultiLineString"):
        parts = getattr(shape, "geoms", [shape])
        area = Area("movement", exact, tuple(_unroll(part.coords) for part in parts))
    else:
        whole = _join_antimeridian(shape)
        polygons = getattr(whole, "geoms", [whole])
        rings = [ring for polygon in polygons for ring in (polygon.exterior, *polygon.interiors)]
        area = Area("area", exact, tuple(tuple((lon, lat) for lon, lat, *_ in ring.coords) for ring in rings))
    shapes.append(area)
    known[key] = len(shapes) - 1
    return known[key]


def _unroll(line: Any) -> tuple[tuple[float, float], ...]:
    """Let a line run on past 180° where that is the short way."""
    points: list[tuple[float, float]] = []
    for lon, lat, *_ in line:
        last = points[-1][0] if points else lon
        points.append((lon - 360 * round((lon - last) / 360), lat))
    return tuple(points)


def _join_antimeridian(shape: Any) -> Any:
    """Join parts that were cut along the antimeridian, so that no seam is drawn; they then run on past 180°."""
    import shapely

    parts = list(getattr(shape, "geoms", [shape]))
    east = [part for part in parts if part.bounds[2] >= 180 - SEAM_DEGREES]
    west = [part for part in parts if part.bounds[0] <= -180 + SEAM_DEGREES]
    if not east or not west or any(part in east for part in west):
        return shape
    moved = [shapely.affinity.translate(part, 360.0) if part in west else part for part in parts]
    return shapely.union_all(moved, grid_size=SEAM_DEGREES / 10)


def _middle(shape: Any) -> tuple[float, float]:
    """Return a point (lon, lat) in a shape; for a line the middle between its ends, on the short way."""
    if shape.geom_type == "LineString":
        line = _unroll(shape.coords)
        lon, lat = (line[0][0] + line[-1][0]) / 2, (line[0][1] + line[-1][1]) / 2
        return (lon + 180.0) % 360.0 - 180.0, lat
    point = shape.representative_point()
    return point.x, point.y


def _pack_columns(
    ordered: Sequence[tuple[Event, Any, bool]],
    area_of: Sequence[int],
    days: Sequence[int | None],
    single: int,
    *,
    layers: Mapping[str, int],
    placements: Placements,
    conflicts: Mapping[str, Sequence[Conflict]],
    intervals: Mapping[str, Sequence[Interval]],
) -> tuple[bytes, int, int, int]:
    """Return the columns, the first day of the sorted events, their count of days, and the count of intervals."""
    import numpy as np

    points = [_middle(shape) if shape is not None else None for _, shape, _ in ordered]
    lon = np.array([NONE if point is None else round(point[0] * 1e5) for point in points], dtype="<i4")
    lat = np.array([NONE if point is None else round(point[1] * 1e5) for point in points], dtype="<i4")
    first = int(days[0]) if days and days[0] is not None else 0
    last = int(days[-1]) if days and days[-1] is not None else first - 1
    count = last - first + 1
    start = np.searchsorted(np.array(days, dtype="<i4"), np.arange(first, first + count + 1)).astype("<i4")
    places = [placements.by_event.get(event.id) for event, _, _ in ordered]
    radius = np.array([place.radius_m if isinstance(place, Place) else 0 for place in places], dtype="<i4")
    precision = [
        PRECISIONS.index(place.precision) if isinstance(place, Place) else UNPLACED_PRECISION for place in places
    ]
    beside = [(number, one) for number, (event, _, _) in enumerate(ordered) for one in intervals[event.id]]
    beside = [(number, one) for number, one in beside if number >= single]
    parts = [
        pack_planes(lon),
        pack_planes(lat),
        pack_planes(start),
        pack_planes(np.array(area_of, dtype="<i4")),
        pack_planes(radius),
    ]
    parts.append(pack_planes(np.array([number for number, _ in beside], dtype="<i4")))
    # An end that is not known may be any day: what lasts has then begun before all days, and goes on past them; one
    # unknown day has not surely begun, nor surely ended, by any of them.
    for name, none, none_lasting in (
        ("earliest", OPEN_START, OPEN_START),
        ("begin_latest", NONE, OPEN_START),
        ("end_earliest", OPEN_START, NONE),
        ("latest", NONE, NONE),
    ):
        ends = [(getattr(one, name), none_lasting if one.lasts else none) for _, one in beside]
        held = [open_end if day is None else max(-DAYS_MOST, min(DAYS_MOST, day)) for day, open_end in ends]
        parts.append(pack_planes(np.array(held, dtype="<i4")))
    parts += [
        bytes(layers[event.layer] for event, _, _ in ordered),
        bytes(OCCURRENCES.index(event.occurrence) for event, _, _ in ordered),
        bytes(STATUSES.index(event.status) for event, _, _ in ordered),
        bytes(precision),
        bytes(_conflict_bits(conflicts[event.id]) for event, _, _ in ordered),
        bytes(_flags(one) for _, one in beside),
    ]
    return b"".join(parts), first, max(count, 0), len(beside)


def _flags(one: Interval) -> int:
    return (
        _CHOSEN * one.chosen | _LASTS * one.lasts | _VAGUE * one.vague | _ANY_OF * one.any_of | _FIRST * one.first
    )  # fmt: skip


def _conflict_bits(conflicts: Sequence[Conflict]) -> int:
    bits = 0
    for conflict in conflicts:
        bits |= _CONFLICT_BITS[conflict.field] | (0 if conflict.reason else _UNEXPLAINED)
    return bits
