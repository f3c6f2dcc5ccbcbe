"""The folium view for notebooks."""

from __future__ import annotations

import html
import re
from collections.abc import Callable
from pathlib import Path

import folium
import pytest

import maps
from tests.conftest import a_claim, an_event

ROOT = Path(__file__).parents[2]
TRAP = "</script><img src=x onerror=alert(1)> {{ 7*7 }} {% raw %} & <b>bold</b>"


@pytest.fixture
def trapped(make_case: Callable[..., Path]) -> Path:
    """Return a case whose texts look like markup and templates."""
    event = an_event("trap", title=TRAP, note="internal matter", claim=[a_claim(text=TRAP)])
    other = an_event("other", title="At the same point", occurrence="expected")
    return make_case(layers={"a": [event], "b": [other]}, head={"credits": [TRAP]})


def test_a_case_shows_in_a_notebook():
    """Jupyter asks an object for its HTML; without it the cell shows a line of code."""
    view = maps.draw_map(ROOT / "data" / "dprk-russia-2025")

    shown = view._repr_html_()
    assert isinstance(view, folium.Map)
    assert "<iframe" in shown
    assert "Dunai" in html.unescape(shown)


def test_it_takes_folium_children():
    """Analysts lay their own layers over ours."""
    view = maps.draw_map(ROOT / "data" / "dprk-russia-2025", tiles=None)
    folium.Marker([43.1, 131.9], tooltip="Headquarters").add_to(view)

    assert "Headquarters" in html.unescape(view._repr_html_())


def test_no_text_of_a_case_passes_through_a_template(trapped: Path):
    """Rule 1: what folium renders is the same for any case; the texts enter after it."""
    page = maps.draw_map(trapped, tiles=None).get_root().render()

    assert "{{ 7*7 }}" in page
    assert TRAP not in page
    assert "onerror=alert(1)>" in page  # as text in the block, in which "<" never stands
    assert "<img" not in page
    assert "internal matter" not in page


def test_text_stays_text_in_the_browser(trapped: Path, browser, tmp_path: Path):
    """Rule 2 holds in notebooks too: a title is read, never run."""
    path = tmp_path / "view.html"
    path.write_text(maps.draw_map(trapped, tiles=None).get_root().render(), "utf-8")
    leaflet = ROOT / "node_modules" / "leaflet" / "dist"
    context = browser.new_context()
    page = context.new_page()
    dialogs: list[str] = []
    page.on("dialog", lambda dialog: (dialogs.append(dialog.message), dialog.dismiss()))

    def answer(route):
        # folium's own Leaflet stands in for that of other computers; the rest is not needed.
        name = route.request.url.rsplit("/", 1)[-1]
        if name in ("leaflet.js", "leaflet.css"):
            route.fulfill(path=leaflet / name)
        else:
            route.abort()

    page.route(re.compile("^https?:"), answer)
    page.goto(path.as_uri())
    page.locator("path.leaflet-interactive").last.click()

    popup = page.locator(".leaflet-popup-content")
    assert popup.locator("b").first.text_content() == TRAP
    assert popup.locator("img").count() == 0
    assert popup.locator("b").all_text_contents() == [TRAP, "At the same point"]
    credit = page.locator(".leaflet-control-attribution")
    assert all(
        words in str(credit.text_content()) for words in ("As of 1 February 2025", "dashed: expected", "GeoNames", TRAP)
    )
    assert credit.locator("img").count() == 0
    assert popup.get_by_role("link", name="Report").first.get_attribute("href") == "https://gazette.example/1"
    assert dialogs == []
    context.close()


def test_a_case_with_faults_is_refused(make_case: Callable[..., Path]):
    """A view that leaves events out unsaid would be worse than none."""
    folder = make_case(layers={"a": [an_event("x", date="2025-02-30")]})

    with pytest.raises(ValueError, match="2025-02-30"):
        maps.draw_map(folder)
