"""The article beside the map: passage and point lead to each other."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from playwright.sync_api import expect

from tests.conftest import a_claim, an_event
from tests.maps.conftest import PHONE
from tests.maps.first import card_of, visible
from tests.maps.pointer import DUNAI, click_mark, pixels_of

if TYPE_CHECKING:
    from playwright.sync_api import Locator, Page

DUNAI_WORDS = "vessels of the kind that had carried"


@pytest.fixture
def open_case(
    make_case: Callable[..., Path], draw_case: Callable[..., str], open_map: Callable[..., Page], tmp_path: Path
) -> Callable[..., Page]:
    """Draw an invented case, with these articles in it, and open it."""

    def draw(articles: dict[str, str], *, at: str = "", **parts: Any) -> Page:
        folder = make_case(**parts)
        (folder / "articles").mkdir()
        for name, text in articles.items():
            (folder / "articles" / f"{name}.txt").write_text(text, "utf-8")
        path = tmp_path / "map.html"
        path.write_text(draw_case(folder), "utf-8")
        return open_map(path, at=at)

    return draw


@pytest.fixture
def reading(page: Page) -> Page:
    """Return the first map with its digest beside it."""
    page.locator(".brand").get_by_role("button", name="Article", exact=True).click()
    expect(page.get_by_role("article", name="The relay of early July, in our own words")).to_be_visible()
    return page


def passage(page: Page, words: str) -> Locator:
    return page.get_by_role("article").get_by_role("button").filter(has_text=words)


def wait_until(page: Page, condition: str) -> None:
    for _ in range(300):
        if page.evaluate(condition):
            return
        page.evaluate("new Promise(requestAnimationFrame)")
    raise AssertionError(condition)


def current(page: Page) -> list[str]:
    return page.locator('.passage[aria-current="true"]').all_inner_texts()


def test_passages_are_marked_as_their_events_are(reading: Page):
    """A reader sees in the text what is on the map, what is only expected, and what has no place."""
    expect(passage(reading, DUNAI_WORDS)).to_have_class("passage c-blue")
    expect(passage(reading, "announced 6,000 engineers")).to_have_class("passage c-green expected")
    expect(passage(reading, "he touched the coffin")).to_have_class("passage c-vermilion off")
    expect(
        reading.get_by_text("11 passages marked · 5 on the map · 6 not on the map, each with its reason")
    ).to_be_visible()
    assert reading.locator("sup.number").all_inner_texts() == ["1", "2", "3", "4", "5"]


def test_a_passage_flies_to_its_point(reading: Page):
    """From the words to the place, with the words still in view."""
    passage(reading, DUNAI_WORDS).click()

    assert len(current(reading)) == 1
    expect(reading.locator(".article-bar")).to_contain_text("Ship at the Dunai pier")
    wait_until(reading, "map.getZoom() >= 6 && !map._animatingZoom")
    x, y = pixels_of(reading, DUNAI)
    assert 600 < x < 1440
    assert 0 < y < 650
    expect(reading.get_by_role("dialog")).to_have_count(0)


def test_the_card_is_one_step_from_the_passage(reading: Page):
    """All sources of an event stand in its card, also beside an article of one."""
    passage(reading, DUNAI_WORDS).click()
    reading.get_by_role("button", name="Sources and details").click()

    expect(card_of(reading, "Ship at the Dunai pier")).to_contain_text("Sources differ on the date.")


def test_a_point_opens_its_passage(reading: Page):
    """From the place to the words that put it there; the second click opens the card."""
    click_mark(reading, DUNAI)
    expect(reading.locator('.passage[aria-current="true"]')).to_have_count(1)

    assert DUNAI_WORDS in current(reading)[0]
    expect(passage(reading, DUNAI_WORDS)).to_be_in_viewport()
    expect(reading.get_by_role("dialog")).to_have_count(0)
    click_mark(reading, DUNAI)
    card_of(reading, "Ship at the Dunai pier")


def test_an_event_out_of_view_has_a_chip_that_leads_there(reading: Page):
    """A number of the text that is nowhere on the map would be looked for in vain."""
    passage(reading, DUNAI_WORDS).click()
    chip = reading.get_by_role("button", name="4 · 6,000 for Kursk: outside the map shown, go there")
    expect(chip).to_be_visible()
    chip.click()

    expect(chip).to_have_count(0)
    expect(passage(reading, "announced 6,000 engineers")).to_have_attribute("aria-current", "true")
    expect(reading.get_by_role("button", name=re.compile("1 Ship at Dunai: outside"))).to_be_visible()


def test_what_is_off_the_map_says_why_in_its_card(reading: Page):
    """A passage that leads to no point owes the reason."""
    passage(reading, "he touched the coffin").click()

    expect(card_of(reading, "Ceremony for the returned remains")).to_contain_text(
        "No report says where the ceremony was held"
    )


def test_the_article_is_read_by_keyboard(reading: Page):
    """Tab goes from passage to passage, and choosing one does not lose the place in the text."""
    first = passage(reading, DUNAI_WORDS)
    first.focus()
    reading.keyboard.press("Enter")
    expect(first).to_have_attribute("aria-current", "true")
    expect(first).to_be_focused()
    reading.keyboard.press("Tab")
    expect(passage(reading, "transport aircraft")).to_be_focused()


def test_the_address_brings_the_article_back(reading: Page, open_map: Callable[..., Page], first_map: Path):
    """Who sends a link to a passage sends the passage too."""
    passage(reading, DUNAI_WORDS).click()
    wait_until(reading, "location.hash.includes('article=digest') && location.hash.includes('event=dunai-ship')")
    again = open_map(
        first_map, at=reading.evaluate("location.hash").removeprefix("#"), viewport={"width": 1440, "height": 900}
    )

    expect(passage(again, DUNAI_WORDS)).to_have_attribute("aria-current", "true")
    assert again.evaluate("window.dateline.state().article") == "digest"


def test_a_card_leads_to_the_passage_of_a_claim(page: Page):
    """The words behind a claim are one click from it."""
    page.evaluate("window.dateline.open('dunai-ship')")
    card_of(page, "Ship at the Dunai pier").get_by_role("button", name="Passage in the article of Word Korean").click()

    expect(passage(page, DUNAI_WORDS)).to_have_attribute("aria-current", "true")
    expect(passage(page, DUNAI_WORDS)).to_be_in_viewport()


def test_a_phone_reads_on_a_page_of_its_own(open_map: Callable[..., Page], first_map: Path):
    """On a small screen text and map take turns."""
    page = open_map(first_map, screen=PHONE)
    page.get_by_role("button", name="Open the list of events").click()
    page.locator("#panel-body").get_by_role("button", name="Article", exact=True).click()
    expect(passage(page, DUNAI_WORDS)).to_be_visible()
    passage(page, DUNAI_WORDS).click()
    card = card_of(page, "Ship at the Dunai pier")
    card.get_by_role("button", name="Passage in the article of Word Korean").click()

    expect(card).to_be_hidden()
    expect(passage(page, DUNAI_WORDS)).to_be_in_viewport()
    expect(passage(page, DUNAI_WORDS)).to_have_attribute("aria-current", "true")


@pytest.mark.parametrize("at", ["article=digest", "article=digest&lang=ar"])
@pytest.mark.parametrize("width", [640, 820])
def test_on_a_tablet_the_way_out_stands_beside_the_article(
    open_map: Callable[..., Page], first_map: Path, width: int, at: str
):
    """A button over the title of the case is neither read nor pressed with ease."""
    page = open_map(first_map, at=at, screen={"viewport": {"width": width, "height": 900}, "has_touch": True})
    expect(page.get_by_role("article")).to_be_visible()
    out = page.locator(".icon-button.drawer")
    page.wait_for_function(
        """() => {
          const box = (name) => document.querySelector(name).getBoundingClientRect();
          const [panel, out] = [box("#panel"), box(".icon-button.drawer")];
          const beside = document.documentElement.dir === "rtl" ? out.right <= panel.left : out.left >= panel.right;
          return beside && out.left >= 0 && out.right <= innerWidth;
        }"""
    )
    out.click()
    expect(page.get_by_role("article")).to_be_hidden()


def test_on_a_phone_a_link_to_the_article_opens_it(open_map: Callable[..., Page], first_map: Path):
    """Numbers on the map mean nothing to whoever does not see the passages that they count."""
    page = open_map(first_map, at="article=digest", screen=PHONE)
    expect(passage(page, DUNAI_WORDS)).to_be_visible()
    page.get_by_role("button", name="Show on map").click()
    expect(page.get_by_role("button", name=re.compile("^6,000 for Kursk: outside"))).to_be_visible()
    expect(page.get_by_role("button", name=re.compile("^4 · 6,000"))).to_have_count(0)


def test_filters_hide_marks_and_leave_the_text(reading: Page):
    """Words do not vanish from a report because a reader looks at one month."""
    reading.evaluate("window.dateline.setRange('2025-06-01', '2025-06-10')")
    wait_until(reading, "window.dateline.visible().length < 10")

    assert "shoigu-kim-meeting" not in visible(reading)
    expect(passage(reading, "Sergei Shoigu met")).to_have_class(re.compile("unshown"))
    expect(passage(reading, "transport aircraft")).not_to_have_class(re.compile("unshown"))


def test_no_article_means_no_switch(open_case: Callable[..., Page]):
    """A case that publishes no text looks as it did."""
    page = open_case({"one": "source: gazette\n\nKept."}, layers={"sightings": [an_event("a")]}, at="article=one")

    expect(page.get_by_role("button", name="Article", exact=True)).to_have_count(0)


def test_an_article_stays_text(open_case: Callable[..., Page]):
    """Whatever a saved report holds is shown, not run; and several reports are to be chosen from."""
    page = open_case(
        {
            "one": "source: gazette\ntitle: <i>One</i>\n\n<img src=x onerror=alert(1)> & </script>\n",
            "two": "source: herald\ntitle: الثاني\nlanguage: ar\n\nنص قصير\n",
        },
        layers={"sightings": [an_event("a", claim=[a_claim(quote="onerror=alert(1)")])]},
        head={"privacy": {"publish_text": True, "license": "<b>CC0</b>"}},
    )
    page.locator(".brand").get_by_role("button", name="Article", exact=True).click()

    expect(page.locator(".article-text")).to_have_text("<img src=x onerror=alert(1)1> & </script>")
    expect(page.get_by_role("article")).to_contain_text("licence: <b>CC0</b>")
    page.get_by_label("Choose an article").select_option("الثاني")
    expect(page.locator(".article-text")).to_have_text("نص قصير")
    expect(page.locator(".article-text")).to_have_attribute("lang", "ar")
