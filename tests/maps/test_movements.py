"""Movements: a line from place to place that claims no route."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from geo.place import Place
from layers.case import read_case
from layers.checks.notices import find_notices
from layers.places import place_events
from tests.conftest import an_event

ROWS = (
    "place,lon,lat,precision,radius_m,country,gazetteer,gazetteer_id,chosen_by,reason,service,query,day\n"
    "West Port,178.0,-18.0,settlement,2000,FJ,,,person,Chosen.,,,\n"
    "East Port,-172.0,-14.0,settlement,2000,WS,,,person,Chosen.,,,\n"
)


@pytest.fixture
def voyage(make_case: Callable[..., Path]) -> Path:
    """Return a case of one voyage across the antimeridian, both ends of which are known."""
    event = an_event("voyage", title="Voyage", origin="West Port", destination="East Port")
    folder = make_case(layers={"ships": [event]})
    (folder / "places.csv").write_text(ROWS, "utf-8")
    return folder


def test_a_movement_that_is_drawn_is_not_said_to_be_missing(voyage: Path):
    """Who reads that the voyage is not on the map would look for a fault in a case that has none."""
    case = read_case(voyage)
    placements = place_events(case)

    assert all(isinstance(end, Place) for end in placements.ends["voyage"])
    assert [notice for notice in find_notices(case, placements) if notice.kind == "unplaced"] == []


def test_a_movement_goes_the_short_way_and_opens_by_a_click_on_its_line(
    voyage: Path, draw_case: Callable[[Path], str], open_map: Callable[..., object], tmp_path: Path
):
    """Across 180° a line round the world would tell of a voyage past Africa."""
    path = tmp_path / "map.html"
    path.write_text(draw_case(voyage), "utf-8", newline="")
    page = open_map(path, at="map=5/-16/183")  # which is -177
    box = page.locator("#map").bounding_box()
    # The middle between both places, moved up by the bend of the line: half of it lies there.
    middle = page.evaluate(
        """() => {
          const [a, b] = [[-18, -182], [-14, -172]].map((at) => map.latLngToContainerPoint(at));
          const length = a.distanceTo(b), bend = Math.min(60, length * 0.18) / 2;
          const [ux, uy] = [(b.x - a.x) / length, (b.y - a.y) / length];
          return [(a.x + b.x) / 2 + uy * bend, (a.y + b.y) / 2 - ux * bend];
        }"""
    )

    page.mouse.click(box["x"] + middle[0], box["y"] + middle[1])

    card = page.get_by_role("dialog", name="Voyage")
    card.get_by_text("connects places; route unknown").wait_for()
    page.locator(".legend").get_by_text("Moved; route unknown").wait_for()
    assert page.evaluate("Math.abs(map.getCenter().lng + 177) < 1")
    pointer = card.locator(".pointer")
    pointer.wait_for()  # beside its line, not docked in a corner
