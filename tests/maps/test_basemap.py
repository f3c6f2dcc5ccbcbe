"""The embedded world: the finer coast round the events, and what happens without the built files."""

from __future__ import annotations

from collections.abc import Mapping
from itertools import pairwise
from typing import Any

import pytest
import shapely
from hypothesis import given
from hypothesis import strategies as st

from geo.gazetteer import Gazetteer
from maps.basemap import clip_land, join_windows, list_towns, window_around, windows_around
from maps.static_files import StaticError, read_static

DUNAI = (132.33542, 42.87879)


def read_lines(lines: list[list[int]]) -> list[list[tuple[float, float]]]:
    """Return lines of steps as (lon, lat) degrees."""
    found = []
    for steps in lines:
        lon = lat = 0
        points = []
        for at in range(0, len(steps), 2):
            lon, lat = lon + steps[at], lat + steps[at + 1]
            points.append((lon / 1e4, lat / 1e4))
        found.append(points)
    return found


def land_of(window: Mapping[str, Any]) -> shapely.Geometry:
    """Return the land of a window; a ring within a ring is a lake."""
    land = shapely.Polygon()
    for ring in read_lines(window["rings"]):
        land = land.symmetric_difference(shapely.make_valid(shapely.Polygon(ring)))
    return land


def test_a_port_lies_on_its_coast_and_not_in_the_sea():
    """The coarse coast is off by a kilometre, which puts Dunai into the water; the finer one is there to mend it."""
    [window] = clip_land([window_around(*DUNAI)])
    land = land_of(window)

    assert land.distance(shapely.Point(DUNAI)) < 0.005  # about half a kilometre
    assert not land.contains(shapely.Point(132.0, 42.3))
    assert len(window["coast"]) > 0
    west, _, east, _ = window["bbox"]
    assert all(west - 1e-3 <= lon <= east + 1e-3 for line in read_lines(window["coast"]) for lon, _ in line)


def test_the_edge_of_a_window_is_no_coast():
    """A straight line along a parallel would look like a border that does not exist."""
    [window] = clip_land([window_around(*DUNAI)])
    west, south, east, north = window["bbox"]

    for line in read_lines(window["coast"]):
        for (lon, lat), (next_lon, next_lat) in pairwise(line):
            for edge in (south, north):
                assert not (abs(lat - edge) < 1e-4 and abs(next_lat - edge) < 1e-4 and abs(next_lon - lon) > 0.01)
            for edge in (west, east):
                assert not (abs(lon - edge) < 1e-4 and abs(next_lon - edge) < 1e-4 and abs(next_lat - lat) > 0.01)


def test_land_beyond_the_antimeridian_is_not_lost():
    """Chukotka and Fiji run on past 180°; half an island would be missing."""
    windows = clip_land([window_around(179.9, 66.0), window_around(-179.9, 66.0)])

    for window in windows:
        west, _, east, _ = window["bbox"]
        assert -180.0 <= west < east <= 180.0
        inside = [lon for ring in read_lines(window["rings"]) for lon, _ in ring]
        assert all(west - 1e-3 <= lon <= east + 1e-3 for lon in inside)
    assert len(windows) == 2


def test_an_event_by_the_antimeridian_has_fine_coast_on_both_sides():
    """A map of Fiji shows 180° in its middle."""
    east, west = windows_around(179.9, -16.5)

    assert east[2] == 180.0
    assert west[0] == -180.0
    assert west[2] < -178.0
    assert len(windows_around(0.0, 0.0)) == 1


def test_where_there_is_only_sea_nothing_is_carried():
    """Bytes that draw nothing are bytes too many."""
    assert clip_land([window_around(-140.0, 30.0)]) == []
    assert clip_land([]) == []


places = st.tuples(st.floats(-180, 180), st.floats(-90, 90))


@given(st.lists(places, max_size=12))
def test_joined_windows_do_not_overlap_and_cover_every_event(spots: list[tuple[float, float]]):
    """An overlap would be drawn twice, a gap would show the coarse coast just where somebody looks."""
    windows = [window_around(lon, lat) for lon, lat in spots]
    joined = join_windows(windows)

    for number, (west, south, east, north) in enumerate(joined):
        assert west < east
        assert -85.0 <= south < north <= 85.0
        for other in joined[number + 1 :]:
            assert not (west < other[2] and east > other[0] and south < other[3] and north > other[1])
    for window in windows:
        assert any(
            box[0] <= window[0] and box[1] <= window[1] and box[2] >= window[2] and box[3] >= window[3]
            for box in joined
        )
    assert joined == join_windows(windows[::-1])


def test_towns_round_an_event_are_named_and_large_ones_everywhere(gazetteer: Gazetteer):
    """A reader finds the way by the names on the map."""
    towns = {str(town[0]): town for town in list_towns([window_around(*DUNAI)], gazetteer)}

    assert {"Vladivostok", "Paris", "Lagos", "Pyongyang"} <= towns.keys()
    assert towns["Pyongyang"][4] == 1
    assert towns["Vladivostok"][4] == 0
    assert abs(float(str(towns["Vladivostok"][1])) - 131.9) < 0.2


def test_a_missing_bundle_says_what_to_run():
    """Who checks the sources out and builds at once must learn what to do, not read a stack of calls."""
    with pytest.raises(StaticError, match="make assets"):
        read_static("no-such-file.js")
