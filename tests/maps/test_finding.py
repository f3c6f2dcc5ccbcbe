"""Search and filters, as a reader uses them: everything shown follows, and every choice says what it would show."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

import pytest
from playwright.sync_api import expect

from tests.maps.conftest import PHONE, TABLET

if TYPE_CHECKING:
    from pathlib import Path

    from playwright.sync_api import Locator, Page

    from tests.maps.conftest import OpenMap


def open_filters(page: Page) -> Locator:
    """Open the filters and return them."""
    page.get_by_role("button", name="Filters", exact=True).click()
    filters = page.get_by_role("group", name="Filters", exact=True)
    expect(filters).to_be_visible()
    return filters


def visible(page: Page) -> list[str]:
    """Return the ids of the events shown."""
    return page.evaluate("window.dateline.visible()")


def test_every_choice_says_how_many_events_it_would_show(page: Page):
    """A number beside each choice spares a reader from filters that leave nothing."""
    filters = open_filters(page)
    before = len(visible(page))
    for name in ("Occurred", "Expected", "Reported", "Claimed", "Sources disagree", "Settlement", "Region"):
        box = filters.get_by_role("checkbox", name=re.compile(rf"^{name} \d+$"))
        count = int(box.evaluate("box => box.closest('label').querySelector('.count').textContent"))
        box.check()
        page.wait_for_function("n => window.dateline.visible().length === n", arg=count)
        box.uncheck()
        page.wait_for_function("n => window.dateline.visible().length === n", arg=before)
        # The counts follow a frame later.
        page.evaluate("new Promise(requestAnimationFrame).then(() => new Promise(requestAnimationFrame))")


def test_filters_by_source_hold_together_with_others_and_are_cleared_at_once(page: Page):
    """What is in use is named where it can be taken away, one by one or all together."""
    everything = visible(page)
    filters = open_filters(page)
    filters.get_by_role("checkbox", name=re.compile("^CNN")).first.check()
    filters.get_by_role("checkbox", name=re.compile("^Sources disagree")).check()
    used = page.get_by_role("group", name="Filters in use")
    expect(used.get_by_role("button", name=re.compile("^Source: CNN"))).to_be_visible()
    few = visible(page)
    assert 0 < len(few) < len(everything)

    used.get_by_role("button", name=re.compile("^Conflict:")).click()
    expect(page.get_by_role("button", name="Filters", exact=True)).to_be_focused()
    assert set(few) <= set(visible(page))
    used.get_by_role("button", name="Clear all").click()
    expect(used).to_be_hidden()
    assert visible(page) == everything


def test_a_search_narrows_the_map_and_the_timeline_too(page: Page):
    """Whoever searches looks for it on the map as well as in the list."""
    page.get_by_role("button", name="Search", exact=True).click()
    field = page.get_by_role("searchbox", name="Search the events")
    field.fill("SÚNAN")
    page.wait_for_function("() => window.dateline.visible().length === 1")
    assert visible(page) == ["sunan-aircraft"]
    expect(page.locator("#time .glyph")).to_have_count(1)
    expect(page.locator("#time .time-head")).to_contain_text("1 of 10 events")

    page.get_by_role("button", name="Clear all").click()
    page.wait_for_function("() => window.dateline.visible().length === 10")
    expect(field).to_have_value("")


def test_certain_dates_are_fewer_than_possible_ones(page: Page):
    """“Certainly in the range” leaves out what may lie elsewhere: rival dates, open forecasts, the undated."""
    page.evaluate("window.dateline.setRange('2025-05-01', '2025-06-30')")
    may = visible(page)
    open_filters(page).get_by_role("checkbox", name="Only what is certainly in the range").check()
    surely = visible(page)
    assert "sunan-aircraft" in surely
    assert "dunai-ship" in may
    assert "dunai-ship" not in surely
    assert set(surely) < set(may)


def test_a_thumb_finds_the_same_filters(open_map: OpenMap, first_map: Path):
    """The heading with its button is not shown on a phone; a chip opens the same choices."""
    page = open_map(first_map, screen=PHONE)
    page.get_by_role("button", name="Open the list of events").tap()
    page.get_by_role("button", name="All filters").tap()
    page.get_by_role("checkbox", name=re.compile(r"^Expected \d")).tap()
    expect(page.get_by_role("group", name="Filters in use")).to_contain_text("Occurrence: Expected")


@pytest.mark.parametrize(("screen", "way"), [(PHONE, ".menu"), (TABLET, ".drawer")], ids=["phone", "tablet"])
def test_when_reports_came_out_is_shown_on_every_screen(
    open_map: OpenMap, first_map: Path, screen: dict[str, Any], way: str
):
    """What was known when is no question of a wide desk; where its button has no room, the filters offer it."""
    page = open_map(first_map, screen=screen)
    page.locator(way).click()
    page.locator("#chips .of-all:visible, .heading [aria-controls=filters]:visible").first.click()
    page.get_by_role("checkbox", name=re.compile("^Show when the reports were published")).check()

    expect(page.locator(".lanes.published")).to_be_attached()
    assert page.evaluate("window.dateline.state().published") is True
