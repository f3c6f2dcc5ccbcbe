"""Online backgrounds: a choice of the case and of its reader, each with its credit, never the default."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from maps.tiles import TilesError, find_tiles
from tests.conftest import an_event
from tests.maps.blocks import read_blocks
from tests.maps.conftest import Watch


@pytest.mark.parametrize(
    ("name", "host", "credit"),
    [
        ("OpenStreetMap", "https://tile.openstreetmap.org", "OpenStreetMap"),
        ("Esri", "https://server.arcgisonline.com", "Esri"),
    ],
)
def test_a_background_comes_with_its_host_and_its_credit(name: str, host: str, credit: str):
    """The credit is what the provider asks for in return; the host is what the policy opens."""
    tiles = find_tiles(name)

    assert host in tiles.hosts
    assert credit in tiles.attribution
    assert "<" not in tiles.attribution


@pytest.mark.parametrize(
    ("name", "reason"),
    [("OpenStretMap", "not a background"), ("Thunderforest.OpenCycleMap", "needs a key"), ("", "not a background")],
)
def test_a_background_that_cannot_be_shown_is_refused_by_name(name: str, reason: str):
    """A grey map would leave the editor guessing."""
    with pytest.raises(TilesError, match=reason) as wrong:
        find_tiles(name)

    assert repr(name) in str(wrong.value)


def test_without_a_choice_the_page_knows_no_host(first_page: str):
    """Opening a map must tell no outside host."""
    assert read_blocks(first_page).head["tiles"] == []
    assert "openstreetmap" not in first_page.lower()


def test_a_background_is_asked_only_once_the_reader_chose_it(
    make_case: Callable[..., Path],
    draw_case: Callable[..., str],
    open_map: Callable[..., Page],
    tmp_path: Path,
    watch: Watch,
):
    """Even a case that offers tiles shows the built-in map first; and a refusal is said, not shown as a grey map."""
    folder = make_case(layers={"sightings": [an_event("a")]}, head={"map": {"tiles": ["OpenStreetMap"]}})
    path = tmp_path / "map.html"
    path.write_text(draw_case(folder), "utf-8", newline="")
    page = open_map(path)
    page.get_by_role("button", name="Event a").click()
    expect(page.get_by_role("dialog", name="Event a")).to_be_visible()
    assert watch.foreign() == []

    page.get_by_text("Background").click()
    page.get_by_role("radio", name=re.compile("OpenStreetMap")).check()
    expect(page.get_by_text("does not answer, or refuses a page that was opened from a file")).to_be_visible()
    expect(page.locator("#credit")).to_contain_text("OpenStreetMap")
    page.get_by_role("radio", name=re.compile("Built in")).check()
    expect(page.locator("#credit")).not_to_contain_text("OpenStreetMap")

    assert {re.sub(r"/\d+/\d+/\d+\.png$", "", address) for address in watch.foreign()} == {
        "https://tile.openstreetmap.org"
    }
    assert all("ERR_INTERNET_DISCONNECTED" in complaint for complaint in watch.complaints)
    watch.asked.clear()
    watch.complaints.clear()
