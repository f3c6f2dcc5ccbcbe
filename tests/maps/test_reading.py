"""A reader opens the first map in a browser and does what a reader does."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

FIRST = {
    "dunai-ship", "sunan-aircraft", "shoigu-kim-meeting", "ceremony-broadcast", "remains-ceremony",
    "kursk-6000", "first-deployment", "further-troops", "nis-forecast", "occupied-areas",
}  # fmt: skip


@pytest.fixture
def page(open_map: Callable[..., Page], first_map: Path) -> Page:
    return open_map(first_map)


def visible(page: Page) -> set[str]:
    return set(page.evaluate("window.dateline.visible()"))


def test_the_page_offers_its_contract(page: Page):
    """Other programs steer a map by window.dateline; its names are a promise."""
    assert page.evaluate("window.dateline.count()") == 10
    assert visible(page) == FIRST
    assert page.evaluate("typeof window.dateline.version") == "string"
    assert page.evaluate("window.dateline.open('no-such-event')") is False
    assert page.evaluate("window.dateline.open('dunai-ship')") is True
    assert page.evaluate("window.dateline.state().open") == "dunai-ship"

    page.evaluate("window.dateline.setLayers(['deployments'])")
    assert "dunai-ship" not in visible(page)
    page.evaluate("window.dateline.setLayers(null)")
    page.evaluate("window.dateline.setRange('2024-05-18', '2024-05-18')")
    assert "dunai-ship" in visible(page)


def test_the_ship_is_found_under_both_of_its_dates(page: Page):
    """Two reports give two years; a reader who looks under either must find it, and not between them."""
    found = {}
    for day in ("2024-05-18", "2024-12-15", "2025-05-18"):
        page.evaluate("day => window.dateline.setRange(day, day)", day)
        found[day] = "dunai-ship" in visible(page)

    assert found == {"2024-05-18": True, "2024-12-15": False, "2025-05-18": True}


def test_a_row_of_the_list_opens_the_card_with_its_sources(page: Page):
    """The point of the map: behind every mark stand the reports that say so."""
    page.get_by_role("button", name="Ship at the Dunai pier").click()

    card = page.get_by_role("dialog", name="Ship at the Dunai pier")
    expect(card).to_be_visible()
    expect(card.get_by_role("link", name="Report by Word Korean")).to_have_attribute(
        "href", "https://wordkorean.com/?p=49336"
    )


def test_layers_go_off_and_on_by_their_boxes(page: Page):
    """A reader who follows one thread must be able to put the others aside, and see that they are."""
    box = page.get_by_role("checkbox", name="Meetings and broadcasts")
    events = page.get_by_role("list", name="Events in order of date")

    box.uncheck()
    expect(events.get_by_role("button", name="Shoigu meets Kim")).to_have_count(0)
    expect(page.get_by_text("7 of 10 events").first).to_be_visible()

    box.check()
    expect(events.get_by_role("button", name="Shoigu meets Kim")).to_have_count(1)


def test_the_sea_and_the_land_are_drawn(page: Page):
    """An empty canvas would pass every test of the list and show a reader nothing."""
    colours = page.evaluate(
        """() => {
          const canvas = [...document.querySelectorAll("canvas")][0];
          const { data } = canvas.getContext("2d").getImageData(0, 0, canvas.width, canvas.height);
          const counts = new Map();
          for (let i = 0; i < data.length; i += 4 * 97) {
            const key = data.slice(i, i + 4).join();
            counts.set(key, (counts.get(key) ?? 0) + 1);
          }
          return [...counts.entries()].sort((a, b) => b[1] - a[1]).slice(0, 2).map(([, n]) => n);
        }"""
    )

    assert min(colours) > 300
