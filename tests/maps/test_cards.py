"""From a mark or a row to the card, and from the card to the reports."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from tests.maps.conftest import PHONE
from tests.maps.first import ON_THE_MAP, SPOTS, card_of, rows
from tests.maps.pointer import DUNAI, KURSK, PYONGYANG, SUNAN, click_mark, pixels_of


@pytest.mark.parametrize("event", ON_THE_MAP)
def test_every_event_on_the_map_opens_with_its_sources(page: Page, event: str):
    """The point of the map: behind every mark stand the reports that say so, one click away."""
    title, publishers = ON_THE_MAP[event]
    rows(page).filter(has_text=title).click()
    card = card_of(page, title)

    for publisher in publishers:
        link = card.get_by_role("link", name=f"Report by {publisher}, opens in a new tab").first
        expect(link).to_have_attribute("href", re.compile(r"^https://"))
        expect(link).to_have_attribute("rel", "noopener noreferrer")
    expect(page.get_by_role("button", name=title).first).to_have_attribute("aria-current", "true")
    assert page.evaluate("window.dateline.state().open") == event


def test_the_card_says_things_in_the_order_a_reader_needs(page: Page):
    """What, how sure, when, where, who differs, who says so: whoever stops half way has the half that counts."""
    page.evaluate("window.dateline.open('dunai-ship')")
    card = card_of(page, "Ship at the Dunai pier")
    said = card.inner_text()
    parts = [
        "Ship at the Dunai pier",
        "Reported · not confirmed by us · Sightings",  # in grey no colour tells the layer
        "18 May 2025",
        "sources disagree",
        "Dunai, Primorsky Krai",
        "settlement, within about 2 km",
        "Sources differ on the date.",
        "18 May 2024: Word Korean, which cites CNN",
        "And on ships.",
        "Sources: 3 reports, 1 known origin",
        "How we dated it",
        "How we placed it",
        "Copy link",
        "Report an error",
    ]

    assert [said.find(part) for part in parts] == sorted(said.find(part) for part in parts)
    assert all(part in said for part in parts)
    assert "2024800" not in said


def test_how_a_date_was_found_unfolds(page: Page):
    """The wording of the report, the day it is read from, and our reason: a reader can follow each step."""
    page.evaluate("window.dateline.open('dunai-ship')")
    card = card_of(page, "Ship at the Dunai pier")
    expect(card.get_by_text("May 18 of last year").last).to_be_hidden()

    card.get_by_role("button", name="How we dated it").click()
    expect(card.get_by_text("May 18 of last year").last).to_be_visible()
    expect(card.get_by_text("In May 2024 no troops had been sent yet").last).to_be_visible()
    card.get_by_role("button", name="How we placed it").click()
    expect(card.get_by_text("the Dunai military port near Vladivostok, Russia")).to_be_visible()


@pytest.mark.parametrize(
    ("at", "zoom", "title"),
    [
        (DUNAI, 6, "Ship at the Dunai pier"),
        (SUNAN, 9, "Aircraft, taken for Il-76s, at Sunan airport"),
        (KURSK, 7, "6,000 for the Kursk region"),
    ],
    ids=["ring", "dot", "area"],
)
def test_a_click_on_a_mark_opens_its_event(page: Page, at: tuple[float, float], zoom: float, title: str):
    """Most readers will click on the map and nowhere else."""
    click_mark(page, at, zoom)

    card_of(page, title)
    page.keyboard.press("Escape")
    expect(page.get_by_role("dialog")).to_have_count(0)


def test_both_events_at_one_place_can_be_reached(page: Page):
    """Two events in Pyongyang share one point; the one below must not be lost."""
    click_mark(page, PYONGYANG, 8)
    card = page.get_by_role("dialog")
    expect(card.get_by_text("1 of 2 at this place")).to_be_visible()
    first = card.get_by_role("heading", level=2).inner_text()

    card.get_by_role("button", name="Next event at this place").click()
    expect(card.get_by_text("2 of 2 at this place")).to_be_visible()
    second = card.get_by_role("heading", level=2).inner_text()
    assert {first, second} == {"Shoigu meets Kim Jong-un", "State TV airs ceremony footage"}
    card.get_by_role("button", name="Previous event at this place").click()
    expect(card.get_by_text("1 of 2 at this place")).to_be_visible()


def test_a_click_on_a_bubble_of_several_places_opens_it_up(page: Page):
    """From far away marks run together; a click goes closer until they stand apart."""
    before = 3
    middle = ((PYONGYANG[0] + 125.67) / 2, (PYONGYANG[1] + 39.2241) / 2)
    click_mark(page, middle, before)

    page.wait_for_function("zoom => map.getZoom() > zoom", arg=before)
    assert page.get_by_role("dialog").count() == 0


def test_the_card_does_not_cover_its_mark(page: Page):
    """A card over its own mark would hide the place that it speaks of."""
    for event, at in SPOTS.items():
        page.evaluate("id => window.dateline.open(id)", event)
        card = card_of(page, ON_THE_MAP[event][0])
        page.wait_for_function("() => !map._animatingZoom && !map._panAnim?._inProgress")
        x, y = pixels_of(page, at)
        box = card.bounding_box()
        assert box is not None
        assert not (box["x"] < x < box["x"] + box["width"] and box["y"] < y < box["y"] + box["height"]), event


def test_beside_a_narrow_map_the_card_does_not_cover_its_mark_either(open_map: Callable[..., Page], first_map: Path):
    """The map gives way when it has come to rest, though the card stood there before it set out."""
    page = open_map(first_map, screen={"viewport": {"width": 1024, "height": 800}})
    for event, at in SPOTS.items():
        page.evaluate("id => window.dateline.open(id)", event)
        card = card_of(page, ON_THE_MAP[event][0])
        page.wait_for_function(
            """([lon, lat]) => {
              const frame = map.getContainer().getBoundingClientRect();
              const at = map.latLngToContainerPoint([lat, lon]);
              const box = document.querySelector(".card").getBoundingClientRect();
              const [x, y] = [frame.x + at.x, frame.y + at.y];
              return !map._panAnim?._inProgress && !(x > box.left && x < box.right && y > box.top && y < box.bottom);
            }""",
            arg=at,
        )
        expect(card).to_be_visible()


def test_no_half_of_the_legend_looks_out_from_under_the_card(open_map: Callable[..., Page], first_map: Path):
    """Where both find room both stand; where they do not, the card is what was asked for."""
    page = open_map(first_map, screen={"viewport": {"width": 1024, "height": 700}})
    legend = page.get_by_role("region", name="How to read the marks")
    expect(legend).to_be_visible()
    page.evaluate("window.dateline.open('dunai-ship')")
    expect(legend).to_be_hidden()
    page.keyboard.press("Escape")
    expect(legend).to_be_visible()


@pytest.mark.parametrize("screen", [{"viewport": {"width": 1440, "height": 900}}, PHONE])
def test_a_long_conflict_leaves_the_sources_in_sight(
    open_map: Callable[..., Page], first_map: Path, screen: dict[str, object]
):
    """Who says so is what a reader looks for; the whole of a dispute is one press away."""
    page = open_map(first_map, at="event=dunai-ship", screen=screen)
    card = card_of(page, "Ship at the Dunai pier")
    scroll = card.locator(".card-scroll")
    first = card.locator(".claim").first
    inside = "([a, b]) => a.getBoundingClientRect().top < b.getBoundingClientRect().bottom - 16"
    assert page.evaluate(inside, [first.element_handle(), scroll.element_handle()])
    conflict = card.locator(".conflict p").first
    low = conflict.evaluate("one => one.clientHeight")

    more = card.get_by_role("button", name="More")
    more.click()
    assert conflict.evaluate("one => one.clientHeight") > low
    less = card.get_by_role("button", name="Less")
    expect(less).to_have_attribute("aria-expanded", "true")
    less.click()
    assert conflict.evaluate("one => one.clientHeight") == low


@pytest.mark.parametrize("event", ["dunai-ship", "kursk-6000", "first-deployment"])
def test_a_conflict_is_folded_only_where_it_saves_lines(page: Page, event: str):
    """A button that saves one line is worth none."""
    page.evaluate("id => window.dateline.open(id)", event)
    block = page.get_by_role("dialog").locator(".conflict")
    expect(block).to_be_visible()
    folded = block.evaluate("one => one.offsetHeight")
    block.locator("p").evaluate_all("all => all.forEach((one) => (one.style.display = 'block'))")
    if block.get_by_role("button", name="More").is_visible():
        assert block.evaluate("one => one.offsetHeight") >= folded + 40
    else:
        assert block.evaluate("one => one.offsetHeight") == folded
