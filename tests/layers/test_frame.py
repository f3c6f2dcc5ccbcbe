"""The layer frame: the contract between reading and drawing."""

from __future__ import annotations

import pandas as pd
import pytest

from layers.case import read_case
from layers.frame import build_frame
from layers.places import place_events
from layers.schema import COLUMNS

LAYER = """
[[event]]
id = "b-undated"
title = "Undated"
place = "Nowhere at all, Atlantis"
[[event.claim]]
source = "gazette"

[[event]]
id = "c-late"
title = "Late"
lon = 14.5
lat = 35.9
date = "2024-03-07/.."
[[event.claim]]
source = "gazette"
date = "2024-03-08"
values = { ships = "2" }

[[event]]
id = "a-early"
title = "Early"
geometry = { type = "Polygon", coordinates = [[[14, 35], [15, 35], [15, 36], [14, 35]]] }
date = "-9000-05"
tags = ["x", "y"]
[[event.claim]]
source = "relay"

[[event]]
id = "d-circle"
title = "Circle"
lon = 0.5
lat = 60
precision = "region"
radius_m = 10000
date = "2025"
[[event.claim]]
source = "relay"
"""


def frame_of(folder):
    """Read, place and build."""
    case = read_case(folder)
    assert case.faults == ()
    return build_frame(case, place_events(case))


def test_the_frame_has_just_the_columns_of_its_contract(write_case):
    """Programs that read our exports count on names, order and types."""
    frame = frame_of(write_case({"layers/ships.toml": LAYER}))

    assert [(name, str(dtype)) for name, dtype in frame.dtypes.items()] == [(c.name, c.dtype) for c in COLUMNS]
    assert frame.crs.to_epsg() == 4326


def test_undated_and_unplaced_events_are_kept(write_case):
    """Nothing read may be dropped in silence."""
    row = frame_of(write_case({"layers/ships.toml": LAYER})).set_index("id").loc["b-undated"]

    assert (row["date"], row["date_kind"], row["precision"], row["radius_m"]) == ("", "", "", 0)
    assert row["geometry"] is None
    assert pd.isna(row["earliest"])


def test_events_are_ordered_by_layer_date_and_id(write_case):
    """The page must not depend on the order of files or rows."""
    first = "[layers.later]\ntitle = 'Later'\n"
    later = LAYER.replace('id = "', 'id = "z-')
    folder = write_case({"case.toml": 'title = "x"\n' + first, "layers/ships.toml": LAYER, "layers/later.toml": later})

    frame = frame_of(folder)

    ids = ["a-early", "c-late", "d-circle", "b-undated"]
    assert list(frame["id"]) == [f"z-{name}" for name in ids] + ids


def test_open_ends_and_far_years_are_kept(write_case):
    """An archaeologist's dates and a war without an end are both real."""
    frame = frame_of(write_case({"layers/ships.toml": LAYER})).set_index("id")

    assert frame.loc["c-late", "earliest"] == pd.Timestamp("2024-03-07")
    assert pd.isna(frame.loc["c-late", "latest"])
    assert str(frame["earliest"].to_numpy()[0]).startswith("-9000-05-01")


def test_shapes_say_what_they_are(write_case):
    """A region is never a pin; an outline of our own making is not passed off as a border."""
    frame = frame_of(write_case({"layers/ships.toml": LAYER})).set_index("id")

    assert (frame.loc["c-late", "geometry"].geom_type, frame.loc["c-late", "area_exact"]) == ("Point", False)
    assert (frame.loc["a-early", "geometry"].geom_type, frame.loc["a-early", "area_exact"]) == ("Polygon", True)
    assert (frame.loc["d-circle", "geometry"].geom_type, frame.loc["d-circle", "area_exact"]) == ("Polygon", False)
    assert frame.loc["d-circle", "geometry"].bounds[3] == pytest.approx(60 + 10_000 / 111_195)


def test_claims_travel_with_their_event(write_case):
    """Behind every point stand the sources that say so."""
    frame = frame_of(write_case({"layers/ships.toml": LAYER})).set_index("id")

    [claim] = frame.loc["c-late", "claims"]
    assert (claim["source"], claim["date"], claim["values"]) == ("gazette", "2024-03-08", {"ships": "2"})
    assert frame.loc["a-early", "tags"] == ["x", "y"]


def test_a_movement_is_a_line_without_a_point(write_case):
    """Its route is unknown; a pin halfway would claim to know it."""
    layer = """[[event]]
id = "voyage"
title = "Voyage"
origin = "Valletta, Malta"
destination = "Tunis, Tunisia"
[[event.claim]]
source = "gazette"
"""
    frame = frame_of(write_case({"layers/ships.toml": layer}))

    assert frame.loc[0, "geometry"].geom_type == "LineString"
    assert frame.loc[0, "precision"] == ""


def test_an_empty_case_has_an_empty_frame(write_case):
    """The first build of a new case may come before its first event."""
    frame = frame_of(write_case({"layers/ships.toml": 'title = "Ships"\n'}))

    assert len(frame) == 0
    assert [(name, str(dtype)) for name, dtype in frame.dtypes.items()] == [(c.name, c.dtype) for c in COLUMNS]


def test_a_case_that_publishes_roughly_hides_its_own_shapes(write_case):
    """An exact outline would give away what the rough point hides."""
    head = 'title = "x"\n[privacy]\npublish_radius_m = 200000\n'
    frame = frame_of(write_case({"case.toml": head, "layers/ships.toml": LAYER})).set_index("id")

    assert not frame.loc["a-early", "area_exact"]
    assert frame.loc["a-early", "geometry"].bounds != (14.0, 35.0, 15.0, 36.0)
