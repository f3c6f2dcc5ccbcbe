"""The timeline as a reader moves it: closer, farther, through time, and beside when the reports came out."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from playwright.sync_api import expect

from tests.conftest import an_event
from tests.maps.conftest import DESKTOP

if TYPE_CHECKING:
    from playwright.sync_api import Page

    from tests.maps.conftest import OpenMap


def axis_words(page: Page) -> str:
    """Return what the axis says."""
    return " ".join(page.locator("#time svg.axis text").all_text_contents())


def test_the_wheel_goes_from_years_to_hours_and_a_key_back(page: Page):
    """Whoever looks at one night needs its hours; the way back must be short."""
    whole = axis_words(page)
    for _ in range(100):
        if "06:00" in axis_words(page):
            break
        # Anew each time: the axis moves when the lanes above it grow, and a wheel beside it would zoom nothing.
        box = page.locator("#time .axis-box").bounding_box()
        assert box is not None
        page.mouse.move(box["x"] + 600, box["y"] + 40)
        page.mouse.wheel(0, -240)
        page.evaluate("new Promise(requestAnimationFrame)")
    assert "06:00" in axis_words(page)
    assert len(page.evaluate("window.dateline.visible()")) == 10  # a closer look is no filter

    page.get_by_role("button", name="Farther in time").focus()
    page.keyboard.press("0")
    expect(page.get_by_role("button", name="Farther in time")).to_be_disabled()
    assert axis_words(page) == whole


def test_a_handle_moved_out_of_view_takes_the_view_along(page: Page):
    """With the keyboard alone, the handles are the way through time when the view is close."""
    for _ in range(5):
        page.get_by_role("button", name="Closer in time").click()
    handle = page.get_by_role("slider", name="Last day shown")
    handle.press("PageDown")
    expect(handle).to_have_attribute("aria-valuetext", "30 November 2025")
    expect(page.locator("#time svg.axis")).to_contain_text("Nov")
    page.keyboard.press("Shift+ArrowLeft")
    expect(handle).to_have_attribute("aria-valuetext", "30 November 2025")


def test_a_drag_moves_the_view_and_opens_nothing(page: Page):
    """What ends a drag is no click, even over an event."""
    for _ in range(3):
        page.get_by_role("button", name="Closer in time").click()
    expect(page.locator("#time svg.axis")).not_to_contain_text("May")
    before = page.locator("#time svg.axis").text_content()
    box = page.locator("#time .lanes-box").bounding_box()
    assert box is not None
    page.mouse.move(box["x"] + 700, box["y"] + 40)
    page.mouse.down()
    page.mouse.move(box["x"] + 200, box["y"] + 40, steps=8)
    page.mouse.up()
    expect(page.locator("#time svg.axis")).not_to_have_text(str(before))
    assert page.evaluate("window.dateline.state().open") is None


def test_playing_shows_more_and_more_and_stops_with_everything_shown(page: Page):
    """Playing must end where the page began, not leave a range behind that hides events."""
    page.clock.install()
    page.get_by_label("Step of playing").select_option("month")
    page.get_by_role("button", name="Play through time").click()
    seen = []
    for _ in range(30):
        seen.append(len(page.evaluate("window.dateline.visible()")))
        page.clock.run_for(720)
        if page.get_by_role("button", name="Play through time").count():
            break
    assert seen == sorted(seen)
    assert seen[0] < 10
    expect(page.get_by_role("button", name="Play through time")).to_be_visible()
    page.wait_for_function("() => window.dateline.visible().length === 10")
    expect(page.get_by_role("button", name="Show all dates")).to_be_disabled()


def test_less_motion_is_one_step_a_press(open_map: OpenMap, first_map: Path):
    """Who asks the system for less motion is not moved; each press is one step."""
    page = open_map(first_map, screen={**DESKTOP}, reduced_motion="reduce")
    page.clock.install()
    step = page.get_by_role("button", name="One step on in time")
    shown = page.locator("#time .time-range")
    step.click()
    expect(shown).to_have_text("May 2024")
    page.clock.run_for(5000)
    expect(shown).to_have_text("May 2024")
    step.click()
    expect(shown).to_have_text("May – June 2024")


def test_published_days_stand_in_a_lane_of_their_own_on_request(page: Page):
    """What was known when: the lane counts one report for each source of each event shown."""
    expect(page.locator("#time svg.published")).to_have_count(0)
    page.get_by_role("button", name="Published").click()
    lane = page.get_by_role("img", name="When the reports were published")
    expect(lane).to_contain_text("29 reports")
    page.evaluate("window.dateline.setLayers(['transport-sightings'])")
    expect(lane).not_to_contain_text("16 reports")
    page.evaluate("window.dateline.open('dunai-ship')")
    expect(lane.locator(".published-on").first).to_be_attached()


ASIDE = """
() => {
  const head = document.querySelector("#time .time-head").getBoundingClientRect();
  return [...document.querySelectorAll("#time .time-head *")].flatMap((one) => {
    const box = one.getBoundingClientRect();
    const out = box.top < head.top || box.bottom > head.bottom || box.left < 0 || box.right > innerWidth;
    return out && box.width > 0 ? [one.outerHTML.slice(0, 80)] : [];
  });
}"""


@pytest.mark.parametrize(
    ("width", "at"),
    [(1440, "article=digest"), (1024, ""), (820, "lang=ar"), (700, "from=2025-05-05"), (320, "lang=ko")],
)
def test_a_narrow_timeline_keeps_one_line_and_all_its_tools(open_map: OpenMap, first_map: Path, width: int, at: str):
    """Beside an article or in the editor the head has half the room; no tool may fall out of it for that."""
    page = open_map(first_map, at=at, screen={"viewport": {"width": width, "height": 800}})
    if width < 640:
        page.locator(".icon-button.menu").click()
    published = page.locator("#time .toggle").first
    expect(published).to_be_hidden()
    assert page.evaluate(ASIDE) == []

    more = page.locator("#time .more")
    more.click()
    expect(page.locator("#time .pace")).to_be_visible()
    published.click()
    expect(page.locator("#time .published")).to_be_visible()
    page.keyboard.press("Escape")
    expect(published).to_be_hidden()
    expect(more).to_be_focused()


def test_dates_written_as_uncertain_fade(
    make_case: Callable[..., Path], draw_case: Callable[..., str], open_map: OpenMap, tmp_path: Path
):
    """A hard edge would say that the day is known."""
    events = [
        an_event("sure", date="2025-03-01"), an_event("unsure", date="2025-03-10?"), an_event("month", date="2025-04"),
        an_event("lasting", date="2025-05/2025-07"), an_event("hoped", date="2025-08~", occurrence="expected"),
    ]  # fmt: skip
    path = tmp_path / "map.html"
    path.write_text(draw_case(make_case(layers={"sightings": events})), "utf-8")
    page = open_map(path)
    expect(page.locator("#time .glyph")).to_have_count(5)
    expect(page.locator("#time .glyph .fade-bar")).to_have_count(2)
    expect(page.locator("#time .glyph .soft")).to_have_count(2)
    expect(page.locator("#time .glyph .hollow-fade")).to_have_count(1)
    expect(page.locator("#time .glyph .tick")).to_have_count(1)
