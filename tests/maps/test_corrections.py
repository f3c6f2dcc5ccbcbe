"""What was put right after publication is told, in the card of its event and in one list."""

from __future__ import annotations

from playwright.sync_api import expect

from tests.conftest import an_event
from tests.maps.first import card_of

GONE = {"status": "retracted", "retracted": "2025-02-20", "retracted_reason": "The picture was an old one."}
TWO = [{"date": "2025-02-10", "text": "The day was the 15th."}, {"date": "2025-03", "text": "<b>"}]
EVENTS = [
    an_event("lena", corrections=TWO),
    an_event("olga", **GONE),
    an_event("rita"),
]


def open_case(drawn, open_map, folder):
    """Open a page as its reader does."""
    path = folder / "map.html"
    path.write_text(drawn, "utf-8", newline="")
    return open_map(path)


def test_corrections_and_retractions_stand_in_one_list_newest_first(make_case, open_map, draw_case, tmp_path):
    """A reader who has quoted the map must be able to find what is no longer so."""
    page = open_case(draw_case(make_case(layers={"sightings": EVENTS})), open_map, tmp_path)
    page.get_by_role("button", name="About this map").first.click()
    dialog = page.get_by_role("dialog")

    rows = dialog.locator(".corrections li")
    expect(rows).to_have_text(
        [
            "Corrected in March 2025: <b> Event lena",
            "Retracted on 20 February 2025: The picture was an old one. Event olga",
            "Corrected on 10 February 2025: The day was the 15th. Event lena",
        ]
    )
    rows.first.get_by_role("button", name="Event lena").click()

    expect(page.locator("dialog[open]")).to_have_count(0)
    card = card_of(page, "Event lena")
    expect(card.locator(".corrections li")).to_have_text(
        ["Corrected on 10 February 2025: The day was the 15th.", "Corrected in March 2025: <b>"]
    )


def test_an_event_without_corrections_says_nothing_of_them(make_case, open_map, draw_case, tmp_path):
    """Most events were right at once."""
    page = open_case(draw_case(make_case(layers={"sightings": [an_event("rita")]})), open_map, tmp_path)
    page.evaluate("window.dateline.open('rita')")
    card_of(page, "Event rita")

    expect(page.locator(".corrections")).to_have_count(0)
