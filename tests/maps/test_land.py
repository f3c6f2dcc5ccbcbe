"""Marks that would stand in the sea."""

from __future__ import annotations

import random
from collections.abc import Callable
from pathlib import Path

import pytest
import shapely
from click.testing import CliRunner

import dateline
from maps.basemap import _land_near
from maps.land import open_land
from tests.conftest import an_event


def test_land_is_where_it_is_drawn():
    """The warning and the picture must agree, so both are held against the same land by another way of counting."""
    land = open_land()
    chance = random.Random(7)

    for _ in range(300):
        lon, lat = chance.uniform(-180, 180), chance.uniform(-84, 84)
        drawn = any(
            polygon.contains(shapely.Point(lon + turn, lat))
            for turn in (0, 360, -360)
            for polygon in _land_near((lon + turn, lat, lon + turn, lat))
        )
        assert land.holds(lon, lat) == drawn, (lon, lat)


@pytest.mark.parametrize(
    ("lon", "lat", "least", "most"),
    [
        pytest.param(132.33542, 42.87879, 0, 0, id="a port on its coast"),
        pytest.param(132.0, 42.3, 60, 70, id="the Sea of Japan"),
        pytest.param(-179.5, 66.5, 0, 0, id="Chukotka beyond the antimeridian"),
        pytest.param(0.0, 89.9, 600, 800, id="the North Pole"),
        pytest.param(0.0, -89.9, 0, 0, id="the South Pole"),
    ],
)
def test_the_distance_to_land_is_in_kilometres(lon: float, lat: float, least: float, most: float):
    """A slip of the pen of a kilometre is mended otherwise than a swapped pair of coordinates."""
    assert least <= open_land().distance_km(lon, lat) <= most


def test_check_warns_of_a_mark_in_the_sea_unless_it_came_about_there(make_case: Callable[..., Path]):
    """A house pinned in the water is a wrong place, and nobody should find that out on the map."""
    sea = {"lon": 132.0, "lat": 42.3}
    house = an_event("house", **sea)
    ship = an_event("ship", tags=["at sea"], **sea)
    rough = an_event("rough", radius_m=80_000, precision="settlement", **sea)
    folder = make_case(layers={"a": [house, ship, rough]})

    run = CliRunner().invoke(dateline.main, ["check", str(folder)])

    warnings = [line for line in run.stdout.splitlines() if "off the land" in line]
    assert len(warnings) == 1
    assert "a.toml:1: warning: lon: 132.0000 42.3000 lies 66 km off the land" in warnings[0]
    assert run.exit_code == 0
