"""The page in the other engine: half of the newsrooms do not look with Chromium."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.firefox import Firefox, find_firefox

FIREFOX = find_firefox()
pytestmark = pytest.mark.skipif(
    FIREFOX is None, reason="no firefox or firefox-esr on this machine; where there is one, the page is tried in it too"
)


@pytest.fixture(scope="module")
def running(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Firefox]:
    """Return one Firefox for all tests of this module."""
    assert FIREFOX is not None
    started = Firefox(FIREFOX, tmp_path_factory.mktemp("firefox") / "profile")
    yield started
    started.close()


@pytest.fixture
def firefox(running: Firefox, first_map: Path) -> Iterator[Firefox]:
    """Return it with the first map open; a test fails on any error of the page or violation of its policy."""
    running.open(first_map.as_uri())
    yield running
    assert running.complaints() == []


def test_firefox_shows_marks_list_and_timeline(firefox: Firefox):
    """A page that only one engine can draw is no page for a newsroom."""
    assert firefox.run("return window.dateline.visible().length") == 10
    firefox.wait("document.querySelectorAll('#panel .row').length >= 6")
    assert firefox.run("return document.querySelectorAll('#time .glyph').length") > 5
    colours = """
      const canvas = document.querySelectorAll('#map canvas')[0];
      const { data } = canvas.getContext('2d').getImageData(0, 0, canvas.width, canvas.height);
      const seen = new Set();
      for (let i = 0; i < data.length; i += 4000) seen.add(`${data[i]},${data[i + 1]},${data[i + 2]}`);
      return seen.size"""
    assert firefox.run(colours) > 2  # land, sea, lines


def test_firefox_opens_an_event_from_the_list_and_closes_it_by_key(firefox: Firefox):
    """The list is the keyboard's way, in every browser."""
    firefox.wait("document.querySelector('#panel .row') !== null")
    firefox.type("#panel .row", "\ue007")  # Enter
    firefox.wait("document.querySelector('.card[data-event=dunai-ship]') !== null")
    assert "Sources differ on the date" in firefox.run("return document.querySelector('.card').textContent")
    firefox.type(".card .unfold", "\ue007")
    firefox.type(".card .unfold", "\ue00c")  # Escape
    firefox.wait("window.dateline.state().open === null")


def test_firefox_filters_searches_and_follows_with_everything(firefox: Firefox):
    """Map, list, timeline and counts must agree here too."""
    firefox.click("[aria-controls=search]")
    firefox.type("#search input", "SÚNAN")
    firefox.wait("window.dateline.visible().length === 1")
    firefox.wait("document.querySelectorAll('#time .glyph').length === 1")
    firefox.wait("document.querySelector('#time .time-head').textContent.includes('1 of 10 events')")
    firefox.click(".in-use .link")
    firefox.wait("window.dateline.visible().length === 10")
    firefox.run("window.dateline.setRange('2025-06-01', '2025-06-30')")
    firefox.wait("window.dateline.visible().length < 10")


def test_firefox_restores_an_address_in_arabic(firefox: Firefox, first_map: Path):
    """A link sent from one browser is opened in another."""
    firefox.open(first_map.as_uri() + "#map=6/42.9/132.3&hide=expected&lang=ar&theme=dark&search=pier&event=dunai-ship")

    assert firefox.run("return document.documentElement.dir") == "rtl"
    assert firefox.run("return window.dateline.state().query") == "pier"
    assert firefox.run("return window.dateline.visible()") == ["dunai-ship"]
    firefox.wait("document.querySelector('.card') !== null")
    assert firefox.run("return document.querySelector('.notice').hidden") is True


def test_firefox_makes_pictures_and_fits_a_phone(firefox: Firefox, first_map: Path):
    """The picture is drawn by a canvas and by words: both differ between engines."""
    firefox.click(".share")
    for kind in ("SVG", "PNG"):
        firefox.run(
            "[...document.querySelectorAll('dialog button')].find((one) => one.textContent === arguments[0]).click()",
            f"Save {kind}",
        )
        firefox.wait("document.querySelector('dialog .told').textContent.startsWith('Saved ')")
    firefox.open(first_map.as_uri(), width=450, height=800)
    assert firefox.run("return document.documentElement.scrollWidth <= innerWidth")
    firefox.click(".menu")
    firefox.wait("document.querySelector('#panel .row')?.offsetParent != null")


def test_firefox_stops_at_no_box_that_only_scrolls(firefox: Firefox):
    """A stop of the Tab key without a name leads nowhere; Firefox makes one of every box that scrolls."""
    firefox.wait("document.querySelector('#panel .row') !== null")
    firefox.type(".brand .link", "\ue004\ue004\ue004")
    assert firefox.run("return document.activeElement.dataset.layer") == "transport-sightings"
    firefox.run("return window.dateline.open('dunai-ship')")
    firefox.wait("document.activeElement.id === 'card-title'")
    firefox.type(".card .more", "\ue004")
    assert firefox.run("return document.activeElement.tagName") == "A"
