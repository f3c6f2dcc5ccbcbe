"""The first map on a phone and on a tablet, by touch."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.conftest import an_event, write_case
from tests.maps.conftest import PHONE, TABLET
from tests.maps.pointer import DUNAI, pixels_of


@pytest.fixture
def phone(open_map: Callable[..., Page], first_map: Path) -> Page:
    return open_map(first_map, screen=PHONE)


def box_of(element: Locator) -> dict[str, Any]:
    box = element.bounding_box()
    assert box is not None
    return dict(box)


def test_a_touch_on_a_mark_opens_the_sheet_and_leaves_the_mark_in_sight(phone: Page):
    """The sheet comes from below; the place it speaks of must stay above it."""
    phone.evaluate("([lon, lat]) => map.setView([lat - 1.5, lon], 6, { animate: false })", DUNAI)
    x, y = pixels_of(phone, DUNAI)
    phone.touchscreen.tap(x, y)
    sheet = phone.get_by_role("dialog", name="Ship at the Dunai pier")
    expect(sheet).to_be_visible()
    expect(sheet).to_have_attribute("data-stop", "half")

    phone.wait_for_function(
        """([lon, lat]) => {
          const frame = map.getContainer().getBoundingClientRect();
          const mark = frame.y + map.latLngToContainerPoint([lat, lon]).y;
          return mark > frame.y + 8 && mark < document.querySelector(".card").getBoundingClientRect().y - 8;
        }""",
        arg=DUNAI,
    )


def test_it_opens_where_most_of_the_case_lies_and_says_what_lies_beyond(phone: Page):
    """From Kursk to Dunai a phone would show Svalbard to Australia, and four events in one ring."""
    assert phone.evaluate("map.getZoom()") >= 4
    beyond = phone.get_by_role("button", name="6,000 for Kursk: outside the map shown, go there")
    expect(beyond).to_be_visible()
    shown = "([lon, lat]) => map.getBounds().contains([lat, lon])"
    assert phone.evaluate(shown, DUNAI)

    phone.get_by_role("button", name="Show all events on the map").tap()
    expect(beyond).to_have_count(0)
    phone.wait_for_function("() => map.getBounds().contains([51.7, 36.2])")
    assert phone.evaluate(shown, DUNAI)

    phone.evaluate("map.setView([55, 60], 5, { animate: false })")
    others = phone.get_by_role("button", name="4 events: outside the map shown, go there")
    others.tap()
    phone.wait_for_function(shown, arg=DUNAI)


def test_no_mark_opens_below_a_button(open_map: Callable[..., Page], first_map: Path):
    """In a small frame the buttons take a good part of the map."""
    page = open_map(first_map, at="embed=1", screen={**PHONE, "viewport": {"width": 320, "height": 480}})
    x, y = pixels_of(page, DUNAI)
    column = box_of(page.locator(".zoom"))
    assert x < column["x"] - 8 or y > column["y"] + column["height"] + 8


def test_the_sheet_stops_low_half_and_full(phone: Page):
    """A reader must be able to look at the map, at both, or at the reports."""
    phone.evaluate("window.dateline.open('dunai-ship')")
    sheet = phone.get_by_role("dialog", name="Ship at the Dunai pier")
    expect(sheet).to_have_attribute("data-stop", "half")
    grip = sheet.get_by_role("button", name="Make the sheet taller")
    grip.tap()
    expect(sheet).to_have_attribute("data-stop", "full")
    expect(sheet.get_by_role("link", name="Report an error")).to_be_visible()

    grip = sheet.locator(".grip")
    grip.focus()
    phone.keyboard.press("ArrowDown")
    expect(sheet).to_have_attribute("data-stop", "half")
    phone.keyboard.press("ArrowDown")
    expect(sheet).to_have_attribute("data-stop", "low")
    phone.wait_for_function("() => Math.round(document.querySelector('.card').getBoundingClientRect().height) === 96")
    phone.keyboard.press("ArrowUp")
    expect(sheet).to_have_attribute("data-stop", "half")


def test_the_sheet_follows_the_finger_and_goes_to_the_nearest_stop(phone: Page):
    """A sheet that stays between its stops hides half a line."""
    phone.evaluate("window.dateline.open('dunai-ship')")
    sheet = phone.get_by_role("dialog", name="Ship at the Dunai pier")
    expect(sheet).to_have_attribute("data-stop", "half")
    grip = box_of(sheet.locator(".grip"))
    x, y = grip["x"] + grip["width"] / 2, grip["y"] + grip["height"] / 2
    phone.mouse.move(x, y)
    phone.mouse.down()
    for step in range(1, 8):
        phone.mouse.move(x, y + step * 50)
    phone.mouse.up()

    expect(sheet).to_have_attribute("data-stop", "low")


def test_the_list_is_a_page_of_its_own(phone: Page):
    """A phone has no room for list and map at once; the way there and back must be plain."""
    events = phone.get_by_role("list", name="Events in order of date")
    expect(events).to_be_hidden()
    phone.get_by_role("button", name="Open the list of events").first.tap()
    expect(events).to_be_visible()
    expect(phone.locator("#map")).to_be_hidden()

    phone.get_by_role("button", name="Show on map").tap()
    expect(events).to_be_hidden()
    phone.get_by_role("button", name="Open the list of events").first.tap()
    events.get_by_role("button", name="Aircraft, taken for Il-76s").tap()
    expect(phone.locator("#map")).to_be_visible()
    expect(phone.get_by_role("dialog", name="Aircraft, taken for Il-76s, at Sunan airport")).to_be_visible()


@pytest.mark.parametrize(("height", "share"), [(844, 0.52), (640, 0.62)])
def test_the_list_begins_before_its_controls_have_taken_the_page(
    open_map: Callable[..., Page], first_map: Path, height: int, share: float
):
    """Whoever opens a list came for the events."""
    screen = {**PHONE, "viewport": {"width": 390, "height": height}}
    page = open_map(first_map, screen=screen)
    page.get_by_role("button", name="Open the list of events").first.tap()
    first = page.get_by_role("list", name="Events in order of date").get_by_role("button").first
    expect(first).to_be_in_viewport(ratio=1)
    assert box_of(first)["y"] < share * height


def test_a_chip_at_the_edge_lies_on_no_mark(
    open_map: Callable[..., Page], draw_case: Callable[..., str], tmp_path: Path
):
    """What leads to one far event must not hide the many that are here, at the height of the chip as elsewhere."""
    here = (127.5, 37.8)
    events = [an_event("here", place=None, lon=here[0], lat=here[1]), an_event("far", title="Far", lon=14.5, lat=35.9)]
    page = tmp_path / "map.html"
    page.write_text(draw_case(write_case(tmp_path / "case", layers={"floods": events})), "utf-8", newline="")
    shown = open_map(page, screen=PHONE)
    shown.evaluate("([lon, lat]) => map.setView([lat, lon], 8, { animate: false })", here)
    chip = shown.get_by_role("button", name="Far: outside the map shown, go there")
    expect(chip).to_be_visible()
    box = box_of(chip)
    x, y = pixels_of(shown, here)

    shown.evaluate("by => map.panBy(by, { animate: false })", [x - box["x"] - 60, y - box["y"] - 20])

    shown.evaluate("() => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)))")
    box = box_of(chip)
    x, y = pixels_of(shown, here)
    assert box["x"] < x < box["x"] + box["width"]
    assert not box["y"] - 12 < y < box["y"] + box["height"] + 12


def test_layers_are_chips_in_the_list(phone: Page):
    """What the desktop does by boxes, a thumb does by chips."""
    phone.get_by_role("button", name="Open the list of events").first.tap()
    chip = phone.get_by_role("group", name="Filter the events").get_by_role("button", name="Meetings")
    expect(chip).to_have_attribute("aria-pressed", "true")
    chip.tap()

    expect(chip).to_have_attribute("aria-pressed", "false")
    expect(phone.get_by_role("button", name="Shoigu meets Kim")).to_have_count(0)
    expect(phone.locator("#list-count")).to_contain_text("7 of 10")


def test_the_date_chip_leads_to_the_range(phone: Page):
    """The timeline has no room on the phone's map; the chip says what is shown and opens it."""
    phone.get_by_role("button", name="All dates").tap()

    handle = phone.get_by_role("slider", name="First day shown")
    expect(handle).to_be_visible()
    expect(handle).to_be_focused()
    phone.keyboard.press("PageUp")
    expect(phone.locator("#list-count")).to_contain_text("June 2024")
    phone.get_by_role("button", name="Show on map").tap()
    expect(phone.get_by_role("button", name="June 2024")).to_have_attribute("aria-pressed", "true")


def too_small(page: Page) -> list[str]:
    """Return the visible buttons whose middle has less than 44 px of their own, in either direction."""
    return page.evaluate(
        """() => [...document.querySelectorAll("button, [role=slider], label.layer, summary")].flatMap((one) => {
          const box = one.getBoundingClientRect();
          const [x, y] = [box.x + box.width / 2, box.y + box.height / 2];
          // A row scrolled half out of the list is no target yet.
          const list = one.closest("#panel-body")?.getBoundingClientRect();
          if (list && (box.top < list.top || box.bottom > list.bottom)) return [];
          const there = (px, py) => {
            const found = document.elementFromPoint(px, py);
            return found !== null && (found === one || one.contains(found));
          };
          const inside = y >= 22 && y <= innerHeight - 22 && x >= 22 && x <= innerWidth - 22;
          if (box.width === 0 || !inside || !there(x, y)) return [];
          const wide = there(x - 21, y) && there(x + 21, y);
          const high = there(x, y - 21) && there(x, y + 21);
          return wide && high ? [] : [`${one.ariaLabel ?? one.textContent} ${box.width} x ${box.height}`];
        })"""
    )


def test_fingers_find_every_button(phone: Page):
    """44 px: what a thumb can hit without looking twice."""
    assert too_small(phone) == []
    phone.evaluate("window.dateline.open('ceremony-broadcast')")
    sheet = phone.get_by_role("dialog", name="State TV airs ceremony footage")
    sheet.get_by_role("button", name="Make the sheet taller").tap()
    expect(sheet).to_have_attribute("data-stop", "full")
    phone.wait_for_function("() => document.querySelector('.card').getBoundingClientRect().y === 64")
    assert too_small(phone) == []

    phone.get_by_role("button", name="Open the list of events").first.tap()
    expect(phone.get_by_role("list", name="Events in order of date")).to_be_visible()
    assert too_small(phone) == []


def test_nothing_stands_out_of_the_screen(phone: Page):
    """A page that scrolls sideways loses its controls."""
    widths = "[document.documentElement.scrollWidth, innerWidth]"
    assert len(set(phone.evaluate(widths))) == 1
    phone.get_by_role("button", name="Open the list of events").first.tap()
    assert len(set(phone.evaluate(widths))) == 1


def test_on_a_tablet_the_list_is_a_drawer(open_map: Callable[..., Page], first_map: Path):
    """Between phone and desk: the map keeps the screen, the list comes when called."""
    tablet = open_map(first_map, screen=TABLET)
    events = tablet.get_by_role("list", name="Events in order of date")
    expect(events).to_be_hidden()
    tablet.get_by_role("button", name="Open the list of events").last.tap()
    expect(events).to_be_visible()

    events.get_by_role("button", name="Ship at the Dunai pier").tap()
    expect(tablet.get_by_role("dialog", name="Ship at the Dunai pier")).to_be_visible()
    expect(events).to_be_hidden()  # it would lie over the mark
    tablet.get_by_role("button", name="Open the list of events").last.tap()
    tablet.get_by_role("button", name="Close the list of events").last.tap()
    expect(events).to_be_hidden()
