"""How sure, whether it happened, who disagrees: every state of an event reads plainly."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.conftest import a_claim, an_event
from tests.maps.pointer import show_near

OpenCase = Callable[..., Page]


@pytest.fixture
def open_case(
    make_case: Callable[..., Path], draw_case: Callable[..., str], open_map: Callable[..., Page], tmp_path: Path
) -> OpenCase:
    """Return a function that draws events as a case of one layer, and opens it."""

    def draw_and_open(events: Sequence[dict[str, Any]], *, head: dict[str, Any] | None = None, **options: Any) -> Page:
        path = tmp_path / "map.html"
        folder = make_case(layers={"sightings": events}, head=head)
        path.write_text(draw_case(folder, **options), "utf-8", newline="")
        return open_map(path)

    return draw_and_open


def open_card(page: Page, event: str) -> Locator:
    assert page.evaluate("id => window.dateline.open(id)", event)
    card = page.locator(f".card[data-event={event}]")
    expect(card).to_be_visible()
    return card


def test_each_status_is_said_in_words(open_case: OpenCase):
    """Reported and confirmed are a world apart; a colour alone would not tell them apart for everyone."""
    page = open_case(
        [
            an_event("claimed", status="claimed"),
            an_event("disputed", status="disputed"),
            an_event("confirmed", status="confirmed", confirmed_by="the harbour office", method="log book"),
            an_event("denied", occurrence="denied"),
            an_event("expected", occurrence="expected", date="2026-03"),
        ]
    )
    wanted = {
        "claimed": "Claimed · not confirmed by us",
        "disputed": "Disputed · not confirmed by us",
        "confirmed": "Confirmed by the harbour office",
        "denied": "Denied",
        "expected": "Expected · reported, not confirmed by us",
    }

    for event, words in wanted.items():
        expect(open_card(page, event)).to_contain_text(words)


def test_a_retracted_event_is_struck_through_and_off_the_map(open_case: OpenCase):
    """Who saw it before must learn that it was withdrawn, when and why; nobody should see it on the map again."""
    page = open_case(
        [
            an_event("gone", status="retracted", retracted="2025-01-20", retracted_reason="It was another ship."),
            an_event("here", lon=20.0, lat=35.9),
        ]
    )
    row = page.get_by_role("button", name="Event gone")
    expect(row.locator("del")).to_have_text("Event gone")
    expect(row).to_contain_text("Retracted on 20 January 2025: It was another ship.")
    x, y = show_near(page, (14.5, 35.9), 7)
    for step in range(10):
        page.mouse.move(x + step % 2, y)
        page.evaluate("new Promise(requestAnimationFrame)")
    assert page.locator("#map.dl-over-mark").count() == 0

    card = open_card(page, "gone")
    expect(card).to_contain_text("Retracted on 20 January 2025: It was another ship.")
    expect(page.locator(".meta").first).to_contain_text("2 events, 1 on the map")


def test_a_conflict_without_a_reason_says_unresolved(open_case: OpenCase):
    """The page must not look as if it knew."""
    page = open_case([an_event("a", date="2025-01-15", claim=[a_claim(), a_claim(source="herald", date="2024-01-15")])])

    card = open_card(page, "a")
    expect(card).to_contain_text("Sources differ on the date.")
    expect(card).to_contain_text("15 January 2024: The Herald")
    expect(card).to_contain_text("Unresolved.")


def test_a_relay_that_contradicts_its_own_source_is_said_to_do_so(open_case: OpenCase):
    """It is not a second voice; it is the first one, passed on wrongly."""
    page = open_case(
        [
            an_event(
                "a",
                date_reason="The Gazette was there.",
                claim=[a_claim(), a_claim(source="herald", date="2024-01-15", citing=["The Gazette"])],
            )
        ]
    )

    expect(open_card(page, "a")).to_contain_text("The Herald, which cites The Gazette but says otherwise")


def test_a_movement_says_that_its_route_is_unknown(open_case: OpenCase):
    """A line from port to port is no track."""
    page = open_case([an_event("a", origin="Valletta, Malta", destination="Catania, Sicily, Italy")])

    card = open_card(page, "a")
    expect(card).to_contain_text("From Valletta, Malta to Catania, Sicily, Italy")
    expect(card).to_contain_text("connects places; route unknown")


def test_a_region_says_that_its_outline_is_approximate(open_case: OpenCase):
    """Else a reader would take the edge of a hatched area for a front."""
    square = {"type": "Polygon", "coordinates": [[[14.0, 35.0], [15.0, 35.0], [15.0, 36.0], [14.0, 35.0]]]}
    page = open_case([an_event("told", place="Kursk region, Russia"), an_event("drawn", geometry=square)])

    expect(open_card(page, "told")).to_contain_text("region, shown as an approximate area")
    card = open_card(page, "drawn")
    expect(card).to_contain_text("shown as an area", ignore_case=True)
    expect(card).not_to_contain_text("approximate")


def test_a_place_published_roughly_says_so(open_case: OpenCase):
    """A reader must not take a circle of our making for what the report knows."""
    page = open_case(
        [an_event("a", lon=14.51234, lat=35.91234, precision="exact")], head={"privacy": {"publish_radius_m": 10_000}}
    )

    card = open_card(page, "a")
    card.get_by_role("button", name="How we placed it").click()
    expect(card).to_contain_text("Place deliberately approximate")


def test_what_was_left_out_is_named(open_case: OpenCase):
    """A map that silently lacks an event is a wrong map."""
    page = open_case([an_event("a")], skipped=[("A ship at night", "date: '2025-02-30' does not exist")])

    banner = page.get_by_text("1 event is left out of this map because of faults")
    banner.click()
    expect(page.get_by_text("A ship at night")).to_be_visible()
    expect(page.get_by_text("'2025-02-30' does not exist")).to_be_visible()


def test_an_ambiguous_place_is_listed_with_its_reason(open_case: OpenCase):
    """A guess would put a mark where nothing was reported."""
    page = open_case([an_event("a", place="Springfield", title="A fire at Springfield")])
    fold = page.locator("details", has_text="Not on the map (1)")
    fold.get_by_text("Not on the map (1)").click()

    row = fold.get_by_role("button", name="A fire at Springfield")
    expect(row).to_be_visible()
    assert len(row.locator(".reason").text_content() or "") > 20
