"""What readers set for themselves: the language of the page, and its colours."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from tests.conftest import an_event
from tests.maps.conftest import PHONE, TABLET
from tests.maps.pointer import DUNAI, pixels_of

OpenMap = Callable[..., Page]

_WATER = """(wanted) => {
  const canvas = document.querySelector("#map canvas");
  return [...canvas.getContext("2d").getImageData(canvas.width / 2, canvas.height / 2, 1, 1).data].join() === wanted;
}"""


def test_the_reader_changes_the_language_and_keeps_all_else(page: Page):
    """Whoever was sent a link to one event reads that event in their own language."""
    page.evaluate("window.dateline.setRange('2025-01-01', '2025-06-30')")
    page.evaluate("window.dateline.open('dunai-ship')")
    page.get_by_role("button", name="About this map").click()
    page.get_by_role("combobox", name="Language").select_option(label="한국어")
    page.wait_for_function("() => document.documentElement.lang === 'ko' && window.dateline")
    page.evaluate("window.dateline.ready")

    card = page.get_by_role("dialog", name="Ship at the Dunai pier")
    expect(card).to_contain_text("2025년 5월 18일")
    expect(card).to_contain_text("보도됨 · 자체 확인 안 됨")
    expect(page.locator("html")).to_have_attribute("lang", "ko")
    state = page.evaluate("window.dateline.state()")
    assert (state["language"], state["open"]) == ("ko", "dunai-ship")
    assert "lang=ko" in page.url
    assert "from=2025-01-01" in page.url


def test_arabic_runs_from_right_to_left_and_the_map_does_not(open_map: OpenMap, first_map: Path):
    """The panel changes sides; east stays where it is, and so does the future."""
    page = open_map(first_map, at="lang=ar&event=dunai-ship")
    expect(page.locator("html")).to_have_attribute("dir", "rtl")
    expect(page.locator("html")).to_have_attribute("lang", "ar")
    panel, frame = (page.locator(part).bounding_box() for part in ("#panel", "#map-frame"))
    assert panel
    assert frame
    assert panel["x"] >= frame["x"] + frame["width"] - 1

    assert pixels_of(page, (DUNAI[0] + 1, DUNAI[1]))[0] > pixels_of(page, DUNAI)[0]
    first, last = page.get_by_role("slider").all()
    assert first.bounding_box()["x"] < last.bounding_box()["x"]  # type: ignore[index]
    card = page.locator(".card")
    expect(card).to_contain_text("18 مايو 2025")
    expect(card).to_contain_text("تختلف المصادر في التاريخ.")
    expect(card.locator("#card-title > [lang]")).to_have_attribute("lang", "en")
    close = card.get_by_role("button", name="إغلاق").bounding_box()
    box = card.bounding_box()
    assert close
    assert box
    assert close["x"] - box["x"] < 30


@pytest.mark.parametrize("screen", [PHONE, TABLET], ids=["phone", "tablet"])
def test_right_to_left_fits_small_screens(open_map: OpenMap, first_map: Path, screen: dict[str, object]):
    """What is mirrored must not lie outside the screen, nor too small under a finger."""
    page = open_map(first_map, at="lang=ar", screen=screen)
    page.locator(".menu:visible, .drawer:visible").click()
    expect(page.locator(".row").first).to_be_visible()
    page.wait_for_function("() => document.getAnimations().length === 0")

    width = page.evaluate("innerWidth")
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    for control in page.locator("button:visible").all():
        box = control.bounding_box()
        if control.is_disabled() or not box:
            continue
        assert (box["x"] >= -1, box["x"] + box["width"] <= width + 1) == (True, True), control.inner_text()
        assert min(box["width"], box["height"]) >= 44, control.evaluate("button => button.outerHTML")


def test_a_case_opens_in_its_own_language(
    make_case: Callable[..., Path], draw_case: Callable[..., str], open_map: OpenMap, tmp_path: Path
):
    """A Korean newsroom's readers should not have to look for a menu; a language we lack is served in English."""
    seen = {}
    for language in ("ko-KR", "ar", "fr"):
        path = tmp_path / f"{language}.html"
        folder = make_case(layers={"sightings": [an_event("a")]}, head={"language": language})
        path.write_text(draw_case(folder), "utf-8", newline="")
        page = open_map(path)
        html = page.locator("html")
        seen[language] = (html.get_attribute("lang"), page.locator(".brand .link").inner_text())

    assert seen == {"ko-KR": ("ko", "이 지도에 대하여"), "ar": ("ar", "عن هذه الخريطة"), "fr": ("en", "About this map")}


def test_nonsense_in_the_address_leaves_language_and_colours_as_they_are(open_map: OpenMap, first_map: Path):
    """A mangled link still opens."""
    page = open_map(first_map, at="lang=%00constructor&theme=__proto__")

    expect(page.locator("html")).to_have_attribute("lang", "en")
    assert page.locator("html").get_attribute("data-theme") is None
    expect(page.get_by_role("button", name="About this map")).to_be_visible()


def test_the_reader_chooses_the_colours(page: Page):
    """Dark and high contrast are needs, not tastes; the map changes with the page, and the address says so."""
    page.evaluate("map.setView([0, -150], 5, { animate: false })")
    page.wait_for_function(_WATER, arg="221,231,237,255")
    page.get_by_role("button", name="About this map").click()
    choice = page.get_by_role("combobox", name="Colours")
    expect(choice).to_have_value("auto")
    for theme, water in (("dark", "20,24,28,255"), ("contrast", "255,255,255,255"), ("light", "221,231,237,255")):
        choice.select_option(theme)
        expect(page.locator("html")).to_have_attribute("data-theme", theme)
        page.wait_for_function(_WATER, arg=water)
        page.wait_for_function(f"() => location.hash.includes('theme={theme}')")

    choice.select_option("auto")
    page.wait_for_function("() => !location.hash.includes('theme=')")
    assert page.locator("html").get_attribute("data-theme") is None


def test_filter_results_are_spoken_in_the_language(open_map: OpenMap, first_map: Path):
    """A reader who does not see the list shrink is told so."""
    page = open_map(first_map, at="lang=ar")
    page.evaluate("window.dateline.setLayers(['transport-sightings'])")

    expect(page.locator("#shown-count")).to_have_text("2 من 10 أحداث")


def test_the_focus_is_seen(page: Page):
    """Whoever moves by keyboard must see where they are."""
    unseen = page.evaluate(
        """() => [...document.querySelectorAll("a[href], button, input, summary, [tabindex='0']")]
          .filter((part) => part.offsetParent !== null && !part.disabled)
          .filter((part) => {
            part.focus({ focusVisible: true });
            const own = (pseudo) => parseFloat(getComputedStyle(part, pseudo).outlineWidth) >= 2
              && getComputedStyle(part, pseudo).outlineStyle !== "none";
            return document.activeElement === part && !own(null) && !own("::before") && !own("::after");
          })
          .map((part) => part.outerHTML.slice(0, 120))"""
    )

    assert unseen == []
