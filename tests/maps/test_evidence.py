"""What stands behind the map: how a date was read, who disagrees, and which events rest on a source."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from playwright.sync_api import expect

from tests.maps.conftest import PHONE
from tests.maps.first import card_of

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from playwright.sync_api import Locator, Page


def fold_of(page: Page, name: str) -> Locator:
    fold = page.locator("details", has=page.locator("summary", has_text=name))
    fold.locator("> summary").click()
    return fold


@pytest.mark.parametrize(
    ("event", "title", "told"),
    [
        (
            "sunan-aircraft",
            "Aircraft, taken for Il-76s, at Sunan airport",
            "Word Korean: “the 4th of last month”, written about 3 July 2025 → means 4 June 2025",
        ),
        (
            "dunai-ship",
            "Ship at the Dunai pier",
            "Word Korean: “May 18 of last year”, written about 3 July 2025 → means 18 May 2024",
        ),
    ],
)
def test_how_a_date_was_read_is_told_from_words_to_day(page: Page, event: str, title: str, told: str):
    """A reader can check the step from "last month" to a day only with the day of writing beside it."""
    page.evaluate(f"window.dateline.open('{event}')")
    card = card_of(page, title)
    card.get_by_role("button", name="How we dated it").click()

    expect(card.locator(".dating")).to_have_text(told)


def test_what_sources_disagree_on_stands_in_one_list(page: Page):
    """Who judges a case by its conflicts finds them together, with who says what and what we use."""
    fold = fold_of(page, "Sources disagree (3)")
    expect(fold.get_by_role("listitem")).to_have_count(3)
    ship = fold.get_by_role("button", name="Ship at the Dunai pier")
    expect(ship).to_contain_text("Date: 18 May 2025 (CNN) · 18 May 2024 (Word Korean). We use 18 May 2025.")
    expect(ship).to_contain_text("Ships: 1 (CNN) · Several (Word Korean). We use 1.")
    ship.click()

    card_of(page, "Ship at the Dunai pier")


def test_the_list_of_conflicts_follows_the_filters(page: Page):
    """A conflict of an event that is not shown would look like one of those that are."""
    fold_of(page, "Sources disagree (3)")
    page.evaluate("window.dateline.setLayers(['transport-sightings'])")
    fold = page.locator("details", has=page.locator("summary", has_text="Sources disagree (1)"))
    expect(fold.get_by_role("listitem")).to_have_count(1)
    page.evaluate("window.dateline.setLayers(['meetings-broadcasts'])")
    expect(page.locator("summary", has_text="Sources disagree")).to_be_hidden()


def test_a_source_tells_which_events_rest_on_it(page: Page):
    """Whoever doubts one report wants to know what falls with it."""
    fold_of(page, "Sources (")
    row = page.locator("[data-source]", has=page.get_by_text("NK News", exact=True)).first
    row.locator("summary").click()
    row.get_by_role("button", name="Shoigu meets Kim Jong-un").click()

    card_of(page, "Shoigu meets Kim Jong-un")


def test_a_source_leads_to_its_article(page: Page):
    """What is saved of a report stands beside the map, one click from its entry."""
    fold_of(page, "Sources (")
    page.locator('[data-source="word-korean-2025-07"]').get_by_role("button", name="Read beside the map").click()

    expect(page.get_by_role("article", name="The relay of early July, in our own words")).to_be_visible()


def test_a_phone_lists_conflicts_too(open_map: Callable[..., Page], first_map: Path):
    """The small screen loses no part of the evidence."""
    page = open_map(first_map, screen=PHONE)
    page.get_by_role("button", name="Open the list of events").click()
    fold = fold_of(page, "Sources disagree (3)")
    fold.get_by_role("button", name="6,000 for the Kursk region").click()

    card_of(page, "6,000 for the Kursk region")
