"""The columns of a page: what the map needs of every event, as numbers; read again by maps/web/src/case/columns.ts."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from geo.place import PRECISIONS, Place
from layers.conflicts import Conflict
from layers.event import OCCURRENCES, STATUSES, Event
from layers.places import Placements
from maps.intervals import Interval
from maps.pack import pack_planes

NONE = 0x7FFFFFFF
OPEN_START = -0x80000000
UNPLACED_PRECISION = 255
DAYS_MOST = 50_000_000
"""Half of what a browser's calendar knows, some 137,000 years from now; what lies beyond is shown there."""

_CONFLICT_BITS = {"date": 1, "place": 2, "value": 4}
_UNEXPLAINED = 8
_CHOSEN = 1
_LASTS = 2
_VAGUE = 4
_ANY_OF = 8
_FIRST = 16


def pack_columns(
    events: Sequence[Event],
    points: Sequence[tuple[float, float] | None],
    *,
    area_of: Sequence[int],
    days: Sequence[int | None],
    single: int,
    layers: Mapping[str, int],
    placements: Placements,
    conflicts: Mapping[str, Sequence[Conflict]],
    intervals: Mapping[str, Sequence[Interval]],
) -> tuple[bytes, int, int, int]:
    """
    Pack the columns of a page, one byte plane after the other.

    Parameters
    ----------
    events
        In the order of the page; the first `single` of them have one known day each, which are `days`.
    points
        (lon, lat) in degrees of each, None for one that is not on the map.
    area_of
        Number of the drawn area or movement of each, -1 without one.
    layers
        Number of each layer by its name.
    placements, conflicts, intervals
        Where the events stand, what their sources differ on, and what days are claimed for them.

    Returns
    -------
    columns, first_day, days, intervals
        The bytes, the first day of the sorted events, their count of days, and the count of intervals.
    """
    import numpy as np

    lon = np.array([NONE if point is None else round(point[0] * 1e5) for point in points], dtype="<i4")
    lat = np.array([NONE if point is None else round(point[1] * 1e5) for point in points], dtype="<i4")
    first = int(days[0]) if days and days[0] is not None else 0
    last = int(days[-1]) if days and days[-1] is not None else first - 1
    count = last - first + 1
    start = np.searchsorted(np.array(days, dtype="<i4"), np.arange(first, first + count + 1)).astype("<i4")
    places = [placements.by_event.get(event.id) for event in events]
    radius = np.array([place.radius_m if isinstance(place, Place) else 0 for place in places], dtype="<i4")
    precision = [
        PRECISIONS.index(place.precision) if isinstance(place, Place) else UNPLACED_PRECISION for place in places
    ]
    beside = [(number, one) for number, event in enumerate(events) for one in intervals[event.id]]
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
        bytes(layers[event.layer] for event in events),
        bytes(OCCURRENCES.index(event.occurrence) for event in events),
        bytes(STATUSES.index(event.status) for event in events),
        bytes(precision),
        bytes(_conflict_bits(conflicts[event.id]) for event in events),
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
