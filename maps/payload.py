"""A case as the compact blocks that the page carries; read again by maps/web/src/case/columns.ts and load.ts."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from layers.conflicts import Conflict, find_conflicts
from layers.event import Event
from layers.kept import Kept, recall
from layers.source import Source
from maps.articles import build_articles, find_articles
from maps.columns import pack_columns
from maps.corrections import list_corrections
from maps.facets import build_facets
from maps.intervals import Interval, build_intervals
from maps.texts import build_source, build_text

if TYPE_CHECKING:
    import geopandas as gpd

    from layers.case import Case
    from layers.places import Placements

CHUNK = 256
"""Events per chunk of texts: one is opened at a click, so it must inflate in a few milliseconds."""

SEAM_DEGREES = 1e-4
SORTED_DAYS = 1_000_000
"""Days before and after 1970 (some 2,700 years) that get an offset each; what lies beyond is scanned beside."""


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
    kept: Kept | None = None,
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
    kept
        What was kept of the last page; None builds all anew.
    """
    events = {event.id: event for event in case.events}
    rows = [(events[name], shape, bool(exact)) for name, shape, exact in _rows(frame)]
    notes = dict(zip(frame["id"], frame["area_note"], strict=True))
    told = {event.id: _dispute(event, case.sources, kept) for event, _, _ in rows}
    conflicts = {name: found for name, (found, _) in told.items()}
    intervals = {name: days for name, (_, days) in told.items()}
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
    points = [_middle(shape) if shape else None for _, shape, _ in ordered]
    columns, first_day, day_count, interval_count = pack_columns(
        [event for event, _, _ in ordered], points, area_of=area_of, days=days, single=len(single), layers=layers,
        placements=placements, conflicts=conflicts, intervals=intervals,
    )  # fmt: skip
    shelved = find_articles(case)

    def tell(event: Event, shape: Any, exact: bool) -> Mapping[str, object]:
        return build_text(
            event, placements, conflicts[event.id], case.sources, source_numbers=sources, area_exact=exact,
            area_note=notes[event.id], on_map=shape is not None, countries=countries or {},
            articles=shelved.get(event.id),
        )  # fmt: skip

    def basis(event: Event, shape: Any, exact: bool) -> tuple[object, ...]:
        spot = placements.by_event.get(event.id)
        return event, spot, exact, notes[event.id], shape is None, shelved.get(event.id), case.sources, countries

    texts = [
        recall(kept, ("text", row[0].id), basis(*row) if kept else None, lambda row=row: tell(*row))  # type: ignore[misc]
        for row in ordered
    ]
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
    corrections = list_corrections([event for event, _, _ in ordered])
    if corrections:
        head["corrections"] = corrections
    return Payload(
        head=head,
        columns=columns,
        areas=tuple(shapes),
        sources=[build_source(source) for source in case.sources.values()],
        ids=[event.id for event, _, _ in ordered],
        texts=[texts[at : at + CHUNK] for at in range(0, len(texts), CHUNK)],
        articles=articles,
        facets=build_facets([event for event, _, _ in ordered], case.sources),
        points=tuple(point for point in points if point),
    )


def _dispute(
    event: Event, sources: Mapping[str, Source], kept: Kept | None
) -> tuple[Sequence[Conflict], Sequence[Interval]]:
    """Return the conflicts of an event and the intervals that somebody claims for it."""

    def find() -> tuple[Sequence[Conflict], Sequence[Interval]]:
        conflicts = find_conflicts(event, sources)
        return conflicts, build_intervals(event, conflicts)

    return recall(kept, ("dispute", event.id), (event, sources), find)


def _rows(frame: gpd.GeoDataFrame) -> Any:
    # As plain lists: to go through a column of pandas value by value takes ten times as long.
    return zip(frame["id"].tolist(), frame.geometry.to_numpy(), frame["area_exact"].tolist(), strict=True)


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
