"""A case of some thousand events is drawn, filtered and listed like one of ten."""

from __future__ import annotations

import datetime
import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.conftest import an_event, write_case
from tests.maps.conftest import DESKTOP, PHONE
from tests.maps.pointer import click_mark, show_near

COUNT = 3000
CENTRES = ((36.2, 50.0), (30.5, 50.4), (24.0, 49.8), (125.7, 39.0), (-74.0, 4.6))
FIRST_DAY = datetime.date(2023, 1, 1)


def invent_events() -> list[dict]:
    """Return events round five towns, one each eight hours; every tenth lasts, every hundredth is undated."""
    events = []
    for n in range(COUNT):
        west, south = CENTRES[n % len(CENTRES)]
        day = FIRST_DAY + datetime.timedelta(days=n // 3)
        date = f"{day}/{day + datetime.timedelta(days=20)}" if n % 10 == 0 else str(day)
        events.append(
            an_event(
                f"e{n:04}",
                title=f"Report number {n:04}",
                lon=west + (n * 37 % 200) / 100,
                lat=south + (n * 53 % 160) / 100,
                date=None if n % 100 == 50 else date,
                occurrence="expected" if n % 7 == 0 else "occurred",
            )
        )
    return events


@pytest.fixture(scope="module")
def large_map(tmp_path_factory: pytest.TempPathFactory, draw_case: Callable[[Path], str]) -> Path:
    base = tmp_path_factory.mktemp("large")
    events = invent_events()
    folder = write_case(base / "case", layers={"first": events[::2], "second": events[1::2]})
    path = base / "map.html"
    path.write_text(draw_case(folder), "utf-8", newline="")
    return path


def test_thousands_of_events_are_drawn_listed_and_narrowed(open_map: Callable[..., Page], large_map: Path):
    """An analyst loads a year of a conflict; the page must stay a page and not become a wait."""
    page = open_map(large_map)
    assert page.evaluate("window.dateline.count()") == COUNT
    assert page.evaluate("window.dateline.visible().length") == COUNT
    rows = page.get_by_role("list", name="Events in order of date").get_by_role("button")
    expect(rows).to_have_count(100)
    page.get_by_role("button", name="Show 100 more").first.click()
    expect(rows).to_have_count(200)

    page.evaluate("window.dateline.setRange('2023-07-01', '2023-07-02')")
    visible = page.evaluate("window.dateline.visible()")
    assert sorted(visible) == sorted(
        event["id"] for event in invent_events() if _passes(event.get("date"), "2023-07-01", "2023-07-02")
    )
    expect(page.locator("#time")).to_contain_text(f"{len(visible)} of 3,000 events")
    expect(page.get_by_text("Date unknown (30)")).to_be_visible()

    assert page.evaluate("window.dateline.open('e2999')") is True
    expect(page.get_by_role("dialog", name="Report number 2999")).to_be_visible()


def test_filters_leave_the_timeline_its_height_and_the_list_fills_up_after_them(
    open_map: Callable[..., Page], large_map: Path
):
    """A map that jumps at each click is lost from sight; and what is below the first rows must still come."""
    page = open_map(large_map)
    lanes = page.locator("#time svg.lanes").first
    rows = page.get_by_role("list", name="Events in order of date").get_by_role("button")
    page.evaluate("window.dateline.setLayers(['first'])")
    expect(rows).to_have_count(100)
    tall = lanes.bounding_box()["height"]
    page.evaluate("window.dateline.setLayers([])")
    expect(rows).to_have_count(0)
    assert lanes.bounding_box()["height"] == tall
    page.evaluate("window.dateline.setLayers(null)")
    expect(rows).to_have_count(100)


def test_a_filter_used_far_down_the_list_keeps_all_its_rows(open_map: Callable[..., Page], large_map: Path):
    """Who reads the eightieth row would else be thrown back to the top."""
    page = open_map(large_map)
    rows = page.get_by_role("list", name="Events in order of date").get_by_role("button")
    expect(rows).to_have_count(100)
    rows.nth(80).scroll_into_view_if_needed()
    frames = "new Promise(done => requestAnimationFrame(() => requestAnimationFrame(done)))"
    page.evaluate(frames)
    page.evaluate(f"window.dateline.setRange('2023-03-01', null); {frames}")
    assert rows.count() == 100


def _passes(date: str | None, first: str, last: str) -> bool:
    """Tell by the texts alone whether a date may lie in a range; days of one width compare as texts."""
    if date is None:
        return True
    begin, _, end = date.partition("/")
    return begin <= last and (end or begin) >= first


def test_a_bubble_of_hundreds_opens_up(open_map: Callable[..., Page], large_map: Path):
    """Bubbles say how many they hold; a click must lead to the single reports in the end."""
    page = open_map(large_map)
    x, y = show_near(page, (37.2, 50.8), 4)
    over = page.locator("#map.dl-over-mark")
    for step in range(200):  # a bubble stands near the middle of what it holds
        page.mouse.move(x + 10 * (step % 5 - 2), y + 10 * (step // 5 % 5 - 2))
        page.evaluate("new Promise(requestAnimationFrame)")
        if over.count() > 0:
            break
    expect(over).to_be_attached()
    page.mouse.down()
    page.mouse.up()

    page.wait_for_function("() => map.getZoom() > 4")
    assert page.evaluate("window.dateline.visible().length") == COUNT


ODD_CASES = {
    "none": [],
    "one": [an_event("only", title="The only one")],
    "undated": [an_event("only", title="The only one", date=None)],
    "unplaced": [an_event("only", title="The only one", unplaced_reason="No report says where.")],
    "antimeridian": [
        an_event("only", title="The only one", lon=179.99, lat=-16.5),
        an_event("other", title="The other one", lon=-179.99, lat=-16.6),
    ],
    "pole": [an_event("only", title="The only one", lon=0.1, lat=-90.0)],
    "eras": [
        an_event("only", title="The only one", date="-0044-03-15"),
        an_event("other", title="The other one", date="9999-12-31"),
    ],
    "open": [an_event("only", title="The only one", date="../2025-01-31", occurrence="denied")],
    "rivals": [
        an_event("only", title="The only one", claim=[
            {"source": "gazette", "text": "x", "date": "2023-01-01"}, {"source": "herald", "text": "y", "date": "2022"},
        ]),
    ],
    "moved": [
        an_event("only", title="The only one", origin="Valletta, Malta", destination="Catania, Sicily, Italy"),
    ],
}  # fmt: skip


@pytest.mark.parametrize("name", ODD_CASES)
def test_an_odd_case_opens_like_any_other(
    make_case: Callable[..., Path],
    draw_case: Callable[[Path], str],
    open_map: Callable[..., Page],
    tmp_path: Path,
    name: str,
):
    """The smallest case is everybody's first, and the strangest will come."""
    events = ODD_CASES[name]
    path = tmp_path / "map.html"
    path.write_text(draw_case(make_case(layers={"sightings": events})), "utf-8", newline="")
    page = open_map(path)

    assert page.evaluate("window.dateline.count()") == len(events)
    assert set(page.evaluate("window.dateline.visible()")) == {event["id"] for event in events}
    if events:
        assert page.evaluate("window.dateline.open('only')")
        expect(page.get_by_role("dialog", name="The only one")).to_be_visible()
    else:
        expect(page.get_by_text("No event has a date.")).to_be_visible()


def test_marks_on_both_sides_of_the_antimeridian_stand_side_by_side(
    make_case: Callable[..., Path], draw_case: Callable[[Path], str], open_map: Callable[..., Page], tmp_path: Path
):
    """Two villages 20 km apart must not open a map of the whole world between them."""
    path = tmp_path / "map.html"
    path.write_text(draw_case(make_case(layers={"sightings": ODD_CASES["antimeridian"]})), "utf-8", newline="")
    page = open_map(path)

    assert page.evaluate("map.getZoom()") >= 5
    bounds = page.evaluate("[map.getBounds().getWest(), map.getBounds().getEast()]")
    assert bounds[1] - bounds[0] < 60
    assert bounds[0] < 180 < bounds[1] or bounds[0] < -180 < bounds[1]


@pytest.mark.parametrize(
    "screen", [DESKTOP, PHONE, {"viewport": {"width": 320, "height": 640}}], ids=["desk", "phone", "320 px"]
)
def test_endless_titles_leave_room_for_the_rest(
    make_case: Callable[..., Path],
    draw_case: Callable[[Path], str],
    open_map: Callable[..., Page],
    tmp_path: Path,
    screen: dict[str, Any],
):
    """A pasted paragraph in the place of a title must not push date, place and sources out of sight."""
    titles = {"words": "Ship seen " * 200, "word": "W" * 2000, "other": "정박" * 1000}
    events = [an_event(name, title=title) for name, title in titles.items()]
    path = tmp_path / "map.html"
    path.write_text(draw_case(make_case(layers={"sightings": events})), "utf-8", newline="")
    page = open_map(path, screen=screen)

    for name, title in titles.items():
        assert page.evaluate("id => window.dateline.open(id)", name)
        card = page.locator(f".card[data-event={name}]")
        expect(card.get_by_text("15 January 2025", exact=True)).to_be_in_viewport()
        expect(card.locator("h2")).to_have_text(title.strip())
        assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
        assert card.evaluate(
            "card => [...card.querySelectorAll('*')].every((one) => one.scrollWidth <= card.clientWidth)"
        )
    for row in page.locator(".row").all():
        assert row.evaluate("row => row.offsetHeight") < 200


def test_many_reports_of_one_place_are_paged(
    make_case: Callable[..., Path], draw_case: Callable[[Path], str], open_map: Callable[..., Page], tmp_path: Path
):
    """All at one place is one mark; none of them may be out of reach behind it."""
    events = [an_event(f"e{n:02}", title=f"Report {n:02}", date=f"2025-01-{n + 1:02}") for n in range(25)]
    path = tmp_path / "map.html"
    path.write_text(draw_case(make_case(layers={"sightings": events})), "utf-8", newline="")
    page = open_map(path)
    click_mark(page, (14.5, 35.9), 9)

    card = page.locator(".card")
    expect(card).to_contain_text("1 of 25 at this place")
    for n in range(1, 25):
        card.get_by_role("button", name="Next event at this place").click()
        expect(card).to_contain_text(f"{n + 1} of 25 at this place")
        expect(page.get_by_role("dialog", name=f"Report {n:02}")).to_be_visible()


def test_a_browser_that_cannot_inflate_is_told_so(first_map: Path, browser: Browser):
    """A blank page would be taken for a broken file."""
    context = browser.new_context(offline=True)
    context.add_init_script("delete window.DecompressionStream")
    page = context.new_page()
    page.goto(first_map.as_uri())

    expect(page.get_by_role("alert")).to_have_text(re.compile("needs a browser of 2023 or later"))
    context.close()
