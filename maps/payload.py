"""A case's events as the compact blocks that the page carries; read again by maps/web/src/columns.ts and load.ts."""

from __future__ import annotations

import base64
import json
import zlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, TypeVar

from geo.place import PRECISIONS, Place, Unresolved
from layers.conflicts import Conflict, find_conflicts
from layers.edtf import EdtfDate
from layers.event import OCCURRENCES, STATUSES, Claim, Event
from layers.source import Source
from layers.voices import count_origins

if TYPE_CHECKING:
    import geopandas as gpd
    import numpy as np
    import numpy.typing as npt

    from layers.case import Case
    from layers.places import Placements

CHUNK = 1024
"""Events per chunk of texts: one is opened at a click, so it must inflate in a few milliseconds."""

NONE = 0x7FFFFFFF
OPEN_START = -0x80000000
UNPLACED_PRECISION = 255

_CONFLICT_BITS = {"date": 1, "place": 2, "value": 4}
_UNEXPLAINED = 8
_CHOSEN = 1
_LASTS = 2

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Interval:
    """One claimed interval of an event, in days since 1970-01-01; None where open."""

    earliest: int | None
    begin_latest: int | None
    end_earliest: int | None
    latest: int | None
    chosen: bool
    lasts: bool


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
    points = tuple((shape.representative_point().x, shape.representative_point().y) for _, shape, _ in ordered if shape)
    texts = [
        _build_text(
            event, placements, conflicts[event.id], case.sources, source_numbers=sources,
            area_exact=exact, on_map=shape is not None, countries=countries or {},
        )
        for event, shape, exact in ordered
    ]  # fmt: skip
    head = {
        "version": version,
        "case": {
            "name": case.name,
            "title": case.title,
            "shortTitle": case.short_title or case.title,
            "summary": case.summary,
            "scope": case.scope,
            "method": case.method,
            "contact": case.contact,
            "language": case.language,
            "asOf": case.as_of.latest if case.as_of else None,
            "asOfWords": case.as_of.words if case.as_of else "",
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
    }
    return Payload(
        head=head,
        columns=columns,
        areas=tuple(shapes),
        sources=[_build_source(source) for source in case.sources.values()],
        ids=[event.id for event, _, _ in ordered],
        texts=[texts[at : at + CHUNK] for at in range(0, len(texts), CHUNK)],
        points=points,
    )


def build_intervals(event: Event, conflicts: Sequence[Conflict]) -> tuple[Interval, ...]:
    """
    Return every interval that somebody claims for an event, ours first; empty when undated.

    The members of a set count one by one. Where sources disagree and no reason
    chooses, or where our own date only lists the rivals, none is chosen.
    """
    dispute = next((conflict for conflict in conflicts if conflict.field == "date"), None)
    rivals = {claim.date.text: claim.date for claim in event.claims if claim.date is not None}
    sides = dispute.values if dispute else frozenset()
    own = _members(event.date) if event.date else ()
    lists_rivals = sum(member.text in sides for member in own) > 1
    settled = dispute is None or (bool(dispute.reason) and not lists_rivals)
    found = [_interval(member, chosen=settled) for member in own]
    for text, date in rivals.items():
        if text not in sides or (event.date and text == event.date.text):
            continue
        found += [_interval(member, chosen=False) for member in _members(date) if member not in own]
    return tuple(found)


def pack_json(value: object) -> str:
    """Return a value as base64 of deflated JSON: text that needs no escaping in a page."""
    return deflate(json.dumps(value, ensure_ascii=False, separators=(",", ":")).encode())


def deflate(raw: bytes) -> str:
    """Return bytes as base64 of a raw deflate stream."""
    packer = zlib.compressobj(9, zlib.DEFLATED, -15)
    return base64.b64encode(packer.compress(raw) + packer.flush()).decode("ascii")


def pack_line(line: Sequence[tuple[float, float]]) -> list[int]:
    """Return a line of (lon, lat) degrees as steps of degrees × 1e4, longitude and latitude in turn."""
    steps: list[int] = []
    last_lon = last_lat = 0
    for lon, lat in line:
        x, y = round(lon * 1e4), round(lat * 1e4)
        steps += (x - last_lon, y - last_lat)
        last_lon, last_lat = x, y
    return steps


def _rows(frame: gpd.GeoDataFrame) -> Any:
    return zip(frame["id"], frame.geometry, frame["area_exact"], strict=True)


def _is_sorted(intervals: Sequence[Interval]) -> bool:
    """Tell whether an event has just one known day, so that the offsets of days find it."""
    if len(intervals) != 1:
        return False
    [one] = intervals
    days = {one.earliest, one.begin_latest, one.end_earliest, one.latest}
    return len(days) == 1 and one.earliest is not None and one.chosen and not one.lasts


def _first_day(intervals: Sequence[Interval]) -> float:
    """First possible day for the order: ours, open beginnings first and undated events last."""
    if not intervals:
        return float("inf")
    return float("-inf") if intervals[0].earliest is None else float(intervals[0].earliest)


def _members(date: EdtfDate) -> tuple[EdtfDate, ...]:
    return date.members if len(date.members) > 1 else (date,)


def _interval(date: EdtfDate, *, chosen: bool) -> Interval:
    return Interval(date.earliest, date.begin_latest, date.end_earliest, date.latest, chosen, date.kind == "span")


def _add_area(shape: Any, exact: bool, known: dict[bytes, int], shapes: list[Area]) -> int:
    """Return the number of a drawn area or movement, adding it when it is new; -1 for points and unplaced events."""
    if shape is None or shape.geom_type == "Point":
        return -1
    key = shape.wkb + bytes([exact])
    if key in known:
        return known[key]
    if shape.geom_type in ("LineString", "MultiLineString"):
        parts = getattr(shape, "geoms", [shape])
        area = Area("movement", exact, tuple(tuple(part.coords) for part in parts))
    else:
        polygons = getattr(shape, "geoms", [shape])
        rings = [ring for polygon in polygons for ring in (polygon.exterior, *polygon.interiors)]
        area = Area("area", exact, tuple(tuple((lon, lat) for lon, lat, *_ in ring.coords) for ring in rings))
    shapes.append(area)
    known[key] = len(shapes) - 1
    return known[key]


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

    points = [shape.representative_point() if shape is not None else None for _, shape, _ in ordered]
    lon = np.array([NONE if point is None else round(point.x * 1e5) for point in points], dtype="<i4")
    lat = np.array([NONE if point is None else round(point.y * 1e5) for point in points], dtype="<i4")
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
    parts = [_planes(lon), _planes(lat), _planes(start), _planes(np.array(area_of, dtype="<i4")), _planes(radius)]
    parts.append(_planes(np.array([number for number, _ in beside], dtype="<i4")))
    for name, none in (
        ("earliest", OPEN_START),
        ("begin_latest", OPEN_START),
        ("end_earliest", NONE),
        ("latest", NONE),
    ):
        ends = [getattr(one, name) for _, one in beside]
        parts.append(_planes(np.array([none if day is None else day for day in ends], dtype="<i4")))
    parts += [
        bytes(layers[event.layer] for event, _, _ in ordered),
        bytes(OCCURRENCES.index(event.occurrence) for event, _, _ in ordered),
        bytes(STATUSES.index(event.status) for event, _, _ in ordered),
        bytes(precision),
        bytes(_conflict_bits(conflicts[event.id]) for event, _, _ in ordered),
        bytes(_CHOSEN * one.chosen | _LASTS * one.lasts for _, one in beside),
    ]
    return b"".join(parts), first, max(count, 0), len(beside)


def _planes(values: npt.NDArray[np.int32]) -> bytes:
    """Return int32 as four byte planes, which deflate to half of what whole words do."""
    import numpy as np

    return np.ascontiguousarray(values.view("u1").reshape(-1, 4).T).tobytes()


def _conflict_bits(conflicts: Sequence[Conflict]) -> int:
    bits = 0
    for conflict in conflicts:
        bits |= _CONFLICT_BITS[conflict.field] | (0 if conflict.reason else _UNEXPLAINED)
    return bits


def _build_source(source: Source) -> dict[str, object]:
    return {
        "id": source.id,
        "publisher": source.publisher,
        "title": source.title,
        "url": source.url,
        "archive": source.archive,
        "author": source.author,
        "language": source.language,
        "published": source.published.words if source.published else "",
    }


def _build_text(
    event: Event,
    placements: Placements,
    conflicts: Sequence[Conflict],
    sources: Mapping[str, Source],
    *,
    source_numbers: Mapping[str, int],
    area_exact: bool,
    on_map: bool,
    countries: Mapping[str, str],
) -> dict[str, object]:
    place = placements.by_event.get(event.id)
    reports, origins = count_origins(event, sources)
    return {
        "id": event.id,
        "title": event.title,
        "label": event.label,
        "summary": event.summary,
        "place": short_place(event.place, place, countries),
        "radius": place.radius_m if isinstance(place, Place) else 0,
        "areaExact": area_exact,
        "country": place.country if isinstance(place, Place) else "",
        "date": event.date.text if event.date else "",
        "dateWords": event.date.words if event.date else "",
        "conflicts": [_build_conflict(conflict) for conflict in conflicts],
        "claims": [_build_claim(claim, source_numbers) for claim in event.claims],
        "reports": reports,
        "origins": origins,
        "tags": list(event.tags),
        "confirmedBy": event.confirmed_by,
        "method": event.method,
        "dateReason": event.date_reason,
        "placeReason": event.place_reason,
        "placeChoice": place.reason if isinstance(place, Place) else "",
        "unplaced": "" if on_map else (place.reason if isinstance(place, Unresolved) else "No place is given."),
        "origin": event.origin,
        "destination": event.destination,
        "retracted": event.retracted.words if event.retracted else "",
        "retractedReason": event.retracted_reason,
        "values": [[key.replace("_", " "), value] for key, value in event.values.items()],
    }


def short_place(text: str, place: Place | Unresolved | None, countries: Mapping[str, str]) -> str:
    """Return a place text without its country where two containers stand before it: a reader sees it on the map."""
    parts = [part.strip() for part in text.split(",")]
    known = isinstance(place, Place) and countries.get(parts[-1].casefold()) == place.country
    return ", ".join(parts[:-1]) if len(parts) > 2 and known else text


def _build_conflict(conflict: Conflict) -> dict[str, object]:
    built: dict[str, object] = {
        "field": conflict.field,
        "key": conflict.key.replace("_", " "),
        "sides": [
            {"words": side.words, "claims": list(side.claims), "chosen": side.value == conflict.chosen}
            for side in conflict.sides
        ],
        "reason": conflict.reason,
    }
    if conflict.relays:
        built["relays"] = [{"claim": relay.claim, "cites": relay.cites} for relay in conflict.relays]
    return built


def _build_claim(claim: Claim, source_numbers: Mapping[str, int]) -> dict[str, object]:
    built: dict[str, object] = {
        "source": source_numbers[claim.source],
        "text": claim.text,
        "quote": claim.quote,
        "date": claim.date.words if claim.date else "",
        "dateAsWritten": claim.date_as_written,
        "placeAsWritten": claim.place_as_written,
        "citing": list(claim.citing),
        "denies": claim.denies,
    }
    return {key: value for key, value in built.items() if key == "source" or value}
