"""What axe-core finds wrong for readers with a screen reader, a magnifier or a keyboard: nothing, at any stage."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from tests.conftest import ROOT
from tests.maps.conftest import DESKTOP, PHONE, TABLET

AXE = ROOT / "node_modules" / "axe-core" / "axe.min.js"
NARROW = {"viewport": {"width": 320, "height": 640}}
MAGNIFIED = {"viewport": {"width": 320, "height": 256}}  # 1280 × 1024 at 400 %
_RUN = """axe.run(document, { resultTypes: ["violations"] }).then(({ violations }) => violations.flatMap(
  ({ id, nodes }) => nodes.map((node) => `${id}: ${node.target.join(" ")} (${node.failureSummary})`)))"""

Act = Callable[[Page], object]


@pytest.fixture
def open_still(open_map: Callable[..., Page], first_map: Path) -> Callable[..., Page]:
    """
    Return a function that opens the first map with the policy bypassed, for axe to be let in.

    Without motion: a card halfway in would be judged by its half-faded colours.
    """

    def open_page(at: str, screen: dict[str, Any], **options: Any) -> Page:
        if not AXE.is_file():
            pytest.fail("axe-core is missing; run: npm ci")
        return open_map(first_map, at=at, screen={**screen}, bypass_csp=True, reduced_motion="reduce", **options)

    return open_page


def violations(page: Page) -> list[str]:
    """Return what axe finds, each with the elements it means."""
    page.add_script_tag(content=AXE.read_text("utf-8"))
    found: list[str] = page.evaluate(_RUN)
    return found


def _nothing(page: Page) -> None:
    expect(page.locator(".panel h1, .drawer-name").first).to_be_attached()


def _card(page: Page) -> None:
    card = page.locator(".card")
    expect(card).to_be_visible()
    for fold in card.locator(".unfold").all():
        fold.click()


def _sheet(page: Page) -> None:
    expect(page.locator(".card")).to_have_attribute("data-stop", "half")


def _filters(page: Page) -> None:
    page.get_by_role("button", name="Filters").click()
    page.get_by_role("checkbox", name=re.compile(r"^Sources disagree \d+$")).check()
    page.get_by_role("button", name="By layer").click()


def _folds(page: Page) -> None:
    for fold in page.locator("details.fold > summary").all():
        fold.click()
    expect(page.locator(".source-list > li").first).to_be_visible()


def _search(page: Page) -> None:
    page.get_by_role("button", name="Search").click()
    page.get_by_role("searchbox").fill("Pyongyang")


def _list(page: Page) -> None:
    page.locator(".menu").click()
    expect(page.locator(".row").first).to_be_visible()


def _drawer(page: Page) -> None:
    page.locator(".drawer").click()
    expect(page.locator(".row").first).to_be_visible()


def _about(page: Page) -> None:
    page.locator(".brand .link").click()
    expect(page.locator("dialog")).to_be_visible()


def _article(page: Page) -> None:
    expect(page.locator(".passage").first).to_be_visible()


def _share(page: Page) -> None:
    page.get_by_role("button", name="Share and export").click()
    expect(page.locator("dialog")).to_be_visible()


def _narrow_filters(page: Page) -> None:
    page.locator(".menu").click()
    page.locator("#chips .of-all").click()
    expect(page.locator("#filters fieldset").nth(3)).to_be_visible()


@pytest.mark.parametrize(
    ("at", "screen", "options", "act"),
    [
        pytest.param("", DESKTOP, {}, _nothing, id="start"),
        pytest.param("event=dunai-ship", DESKTOP, {}, _card, id="popup"),
        pytest.param("event=occupied-areas", DESKTOP, {}, _card, id="popup of an event off the map"),
        pytest.param("", DESKTOP, {}, _folds, id="list with its folds open"),
        pytest.param("", DESKTOP, {}, _search, id="search"),
        pytest.param("", DESKTOP, {}, _filters, id="filters"),
        pytest.param("", DESKTOP, {}, _about, id="about"),
        pytest.param("", DESKTOP, {}, _share, id="share and export"),
        pytest.param("article=digest", DESKTOP, {}, _article, id="article"),
        pytest.param("article=digest&theme=dark", DESKTOP, {}, _article, id="article, dark"),
        pytest.param("published=1&timeline=2025-05-01/2025-07-01", DESKTOP, {}, _nothing, id="published lane"),
        pytest.param("embed=1", NARROW, {}, _nothing, id="frame of 320 px"),
        pytest.param("", PHONE, {}, _narrow_filters, id="phone's filters"),
        pytest.param("lang=ar", NARROW, {}, _narrow_filters, id="320 px, filters, right to left"),
        pytest.param("article=digest", PHONE, {}, _nothing, id="phone's article"),
        pytest.param("event=dunai-ship", DESKTOP, {"color_scheme": "dark"}, _card, id="dark"),
        pytest.param("theme=dark", DESKTOP, {}, _about, id="dark, about"),
        pytest.param("theme=contrast&event=dunai-ship", DESKTOP, {}, _card, id="high contrast"),
        pytest.param("event=dunai-ship", DESKTOP, {"forced_colors": "active"}, _card, id="forced colours"),
        pytest.param("lang=ar&event=dunai-ship", DESKTOP, {}, _card, id="right to left"),
        pytest.param("lang=ar", DESKTOP, {}, _about, id="right to left, about"),
        pytest.param("lang=ko&event=dunai-ship", DESKTOP, {}, _card, id="Korean"),
        pytest.param("", TABLET, {}, _nothing, id="tablet"),
        pytest.param("", TABLET, {}, _drawer, id="tablet's drawer"),
        pytest.param("", PHONE, {}, _nothing, id="phone"),
        pytest.param("event=dunai-ship", PHONE, {}, _sheet, id="phone's sheet"),
        pytest.param("", PHONE, {}, _list, id="phone's list"),
        pytest.param("lang=ar", PHONE, {}, _list, id="phone's list, right to left"),
        pytest.param("", NARROW, {}, _nothing, id="320 px"),
        pytest.param("event=dunai-ship", NARROW, {}, _sheet, id="320 px, sheet"),
        pytest.param("", NARROW, {}, _list, id="320 px, list"),
        pytest.param("", MAGNIFIED, {}, _nothing, id="400 %"),
        pytest.param("", MAGNIFIED, {}, _list, id="400 %, list"),
    ],
)
def test_axe_finds_nothing(
    open_still: Callable[..., Page], at: str, screen: dict[str, Any], options: dict[str, Any], act: Act
):
    """Each of its findings shuts somebody out."""
    page = open_still(at, screen, **options)
    act(page)

    assert violations(page) == []


def test_axe_would_find_something(open_still: Callable[..., Page]):
    """A check that was never let in would find nothing either."""
    page = open_still("", DESKTOP)
    page.evaluate("document.querySelector('.zoom .plus').removeAttribute('aria-label')")
    page.evaluate("document.querySelector('.zoom .plus').removeAttribute('title')")

    assert any(found.startswith("button-name") for found in violations(page))
