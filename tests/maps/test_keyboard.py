"""A reader without a mouse reaches everything, and always knows where the focus is."""

from __future__ import annotations

from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from tests.maps.conftest import PHONE, TABLET, OpenMap


def focused(page: Page) -> str:
    """Return the words of what has the focus."""
    return page.evaluate(
        """() => {
          const one = document.activeElement;
          return one === document.body ? "" : one.getAttribute("aria-label") ?? one.textContent ?? "";
        }"""
    )


def tab_to(page: Page, words: str, most: int = 40) -> None:
    """Press Tab until the focus is on what these words name."""
    for _ in range(most):
        page.keyboard.press("Tab")
        if words in focused(page):
            return
    raise AssertionError(f"{most} presses of Tab never came to {words!r}; the last was on {focused(page)!r}")


def test_the_list_is_one_stop_and_arrows_go_on(page: Page):
    """Ten events must not be ten presses of Tab for those who only want to pass."""
    tab_to(page, "Ship at the Dunai pier")
    page.keyboard.press("ArrowDown")
    assert "Aircraft" in focused(page)
    page.keyboard.press("End")
    last = focused(page)
    page.keyboard.press("Home")
    assert "Ship at the Dunai pier" in focused(page)
    assert last != focused(page)

    page.keyboard.press("Tab")
    assert "Shoigu" not in focused(page)
    page.keyboard.press("Shift+Tab")
    assert "Ship at the Dunai pier" in focused(page)


def test_enter_opens_escape_gives_the_focus_back(page: Page):
    """Whoever closes a card must stand where they stood, not at the top of the page."""
    tab_to(page, "Ship at the Dunai pier")
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    card = page.get_by_role("dialog")
    expect(card).to_be_visible()
    expect(card.get_by_role("heading", level=2)).to_be_focused()

    tab_to(page, "How we dated it")
    page.keyboard.press("Enter")
    expect(card.get_by_role("button", name="How we dated it")).to_have_attribute("aria-expanded", "true")
    tab_to(page, "Close", most=12)
    page.keyboard.press("Escape")
    expect(card).to_be_hidden()
    expect(page.get_by_role("button", name="Aircraft, taken for Il-76s").first).to_be_focused()


def test_the_links_of_a_card_are_reached(page: Page):
    """The sources are the point; they must not be for the mouse alone."""
    tab_to(page, "Ship at the Dunai pier")
    page.keyboard.press("Enter")
    expect(page.get_by_role("dialog").get_by_role("heading", level=2)).to_be_focused()

    tab_to(page, "Report by Word Korean", most=8)
    tab_to(page, "Copy link", most=8)
    tab_to(page, "Report an error", most=2)


def test_arrows_step_through_the_marks_of_the_map(page: Page):
    """A canvas has no focus of its own; the arrows take its place."""
    page.locator("#map").focus()
    seen = []
    for _ in range(5):
        page.keyboard.press("ArrowRight")
        page.wait_for_function(
            "before => (window.dateline.state().open ?? before) !== before", arg=seen[-1:] and seen[-1]
        )
        seen.append(page.evaluate("window.dateline.state().open"))
        expect(page.locator(f".card[data-event={seen[-1]}]")).to_be_visible()
        page.locator("#map").focus()

    assert seen[0] == "dunai-ship"
    assert set(seen) == {"dunai-ship", "sunan-aircraft", "shoigu-kim-meeting", "ceremony-broadcast", "kursk-6000"}
    page.keyboard.press("ArrowRight")
    expect(page.locator(".card[data-event=dunai-ship]")).to_be_visible()


def test_shift_and_arrows_move_the_map_plus_and_minus_zoom(page: Page):
    """Stepping through events must not take away moving about."""
    page.locator("#map").focus()
    longitude, zoom = page.evaluate("[map.getCenter().lng, map.getZoom()]")
    page.keyboard.press("Shift+ArrowRight")
    page.wait_for_function("before => map.getCenter().lng > before", arg=longitude)

    page.keyboard.press("+")
    page.wait_for_function("before => map.getZoom() > before", arg=zoom)
    assert page.evaluate("window.dateline.state().open") is None


@pytest.mark.parametrize(("name", "key", "words"), [("First day shown", "ArrowRight", "2 May 2024")])
def test_the_range_moves_by_keys(page: Page, name: str, key: str, words: str):
    """A slider that only a mouse can move keeps the years from half the readers."""
    handle = page.get_by_role("slider", name=name)
    expect(handle).to_have_attribute("aria-valuetext", "1 May 2024")
    handle.focus()
    page.keyboard.press(key)
    expect(handle).to_have_attribute("aria-valuetext", words)

    page.keyboard.press("PageUp")
    expect(handle).to_have_attribute("aria-valuetext", "2 June 2024")
    page.wait_for_function("() => window.dateline.state().from !== null")
    page.keyboard.press("Home")
    expect(handle).to_have_attribute("aria-valuetext", "1 May 2024")
    assert page.evaluate("window.dateline.state().from") is None


def test_the_two_handles_never_cross(page: Page):
    """A range that ends before it begins shows nothing, and says nothing."""
    first, last = (page.get_by_role("slider", name=name) for name in ("First day shown", "Last day shown"))
    last.focus()
    page.keyboard.press("Home")
    expect(last).to_have_attribute("aria-valuetext", "1 May 2024")
    first.focus()
    page.keyboard.press("End")

    expect(first).to_have_attribute("aria-valuetext", "1 May 2024")
    state = page.evaluate("window.dateline.state()")
    assert state["from"] is None or state["from"] <= state["to"]


def test_the_dialog_keeps_the_focus_and_gives_it_back(page: Page):
    """Behind an open window nothing may be reached by accident."""
    opener = page.get_by_role("button", name="About this map").first
    opener.focus()
    page.keyboard.press("Enter")
    about = page.get_by_role("dialog", name="About this map")
    expect(about).to_be_visible()
    for _ in range(12):
        page.keyboard.press("Tab")
        assert page.evaluate("document.activeElement === document.body || !!document.activeElement.closest('dialog')")

    page.keyboard.press("Escape")
    expect(about).to_be_hidden()
    expect(opener).to_be_focused()


def test_every_control_has_a_name(page: Page):
    """A screen reader says the name; a button without one is only 'button'."""
    page.evaluate("for (const fold of document.querySelectorAll('details')) fold.open = true")
    page.evaluate("window.dateline.open('dunai-ship')")
    expect(page.get_by_role("dialog")).to_be_visible()
    nameless = page.evaluate(
        """() => {
          const controls = "button, a[href], input, summary, [role=slider], [role=dialog], [tabindex='0']";
          const named = (one) => {
            const label = document.getElementById(one.getAttribute("aria-labelledby") ?? "");
            return one.labels?.length > 0 || one.ariaLabel || one.textContent.trim() || label?.textContent;
          };
          return [...document.querySelectorAll(controls)]
            .filter((one) => one.checkVisibility() && !named(one))
            .map((one) => one.outerHTML.slice(0, 120));
        }"""
    )

    assert nameless == []


def test_what_is_shown_is_spoken(page: Page):
    """Who cannot see the marks go must hear how many stay."""
    status = page.locator("#shown-count")
    expect(status).to_have_attribute("role", "status")

    page.get_by_role("checkbox", name="Deployments").focus()
    page.keyboard.press("Space")
    expect(status).to_have_text("5 of 10 events")


def test_the_focus_round_the_map_is_seen(page: Page):
    """The map's canvases lie over an outline of the map; whoever comes there by key must see it all the same."""
    page.locator("#map").evaluate("map => map.focus({ focusVisible: true })")
    strip = page.locator("#map").bounding_box()
    assert strip is not None
    edge = {"x": strip["x"], "y": strip["y"], "width": 3, "height": 200}
    focused = page.screenshot(clip=edge)
    page.locator("#map").evaluate("map => map.blur()")
    assert page.screenshot(clip=edge) != focused


def test_a_button_with_nothing_left_to_do_keeps_the_focus(page: Page):
    """A disabled button drops the focus, and with it the keys of the part it stood in."""
    page.evaluate("window.dateline.setRange('2025-06-01', '2025-06-20')")
    all_dates = page.get_by_role("button", name="Show all dates")
    all_dates.focus()
    page.keyboard.press("Enter")
    expect(all_dates).to_be_disabled()
    expect(all_dates).to_be_focused()

    closer = page.get_by_role("button", name="Zoom in")
    page.evaluate("map.setZoom(map.getMaxZoom() - 1, { animate: false })")
    closer.focus()
    page.keyboard.press("Enter")
    expect(closer).to_be_disabled()
    expect(closer).to_be_focused()
    page.keyboard.press("Enter")
    assert page.evaluate("map.getZoom() === map.getMaxZoom()")


def test_a_button_that_goes_away_leads_on(open_map: OpenMap, first_map: Path):
    """After the press of a button that is no longer there, the next key must not begin at the top of the page."""
    page = open_map(first_map, at="search=zzzz&theme=nonsense")
    page.locator(".notice button").press("Enter")
    expect(page.locator("#map")).to_be_focused()
    page.get_by_role("button", name="Show all events", exact=True).press("Enter")
    expect(page.get_by_role("button", name="Ship at the Dunai pier")).to_be_focused()

    page.get_by_role("button", name="Filters").press("Enter")
    page.get_by_role("checkbox", name="Only what is certainly").press("Escape")
    expect(page.get_by_role("button", name="Filters")).to_be_focused()
    expect(page.get_by_role("checkbox", name="Only what is certainly")).to_be_hidden()


def test_small_screens_keep_the_focus_in_sight(open_map: OpenMap, first_map: Path):
    """What opens and shuts on a phone or a tablet takes the focus along."""
    phone = open_map(first_map, screen=PHONE)
    phone.locator(".bar-search").press("Enter")
    phone.get_by_role("searchbox").press("Escape")
    expect(phone.locator(".bar-search")).to_be_focused()
    phone.get_by_role("button", name="Show on map").press("Enter")
    expect(phone.get_by_role("button", name="Open the list of events")).to_be_focused()

    tablet = open_map(first_map, screen=TABLET)
    tablet.get_by_role("button", name="Open the list of events").press("Enter")
    expect(tablet.locator("#panel h1")).to_be_focused()
    tablet.keyboard.press("Escape")
    expect(tablet.get_by_role("button", name="Open the list of events")).to_be_focused()


def test_less_motion_holds_for_the_map_too(open_map: OpenMap, first_map: Path):
    """A map that slides makes some readers ill; they have said so to their system."""
    page = open_map(first_map, reduced_motion="reduce")
    steps = page.evaluate(
        """() => {
          const seen = [];
          map.on("move", () => seen.push(map.getCenter().lng));
          map.getContainer().dispatchEvent(new KeyboardEvent("keydown", { key: "ArrowRight", shiftKey: true }));
          return [seen.length, map.options.inertia];
        }"""
    )
    assert steps == [1, False]


def test_arrows_go_on_from_the_event_that_was_shut(page: Page):
    """Whoever shuts a card to see the map has not asked to begin again."""
    page.locator("#map").focus()
    page.keyboard.press("ArrowRight")
    expect(page.locator(".card[data-event=dunai-ship]")).to_be_visible()
    page.keyboard.press("Escape")
    expect(page.locator("#map")).to_be_focused()
    page.keyboard.press("ArrowRight")
    expect(page.locator(".card[data-event=sunan-aircraft]")).to_be_visible()


def test_a_row_says_its_layer(page: Page):
    """In the list only the colour of the mark tells the layer; a screen reader has no colours."""
    expect(page.get_by_role("button", name="18 May 2025 Sightings Ship at the Dunai pier")).to_be_visible()


def test_what_did_not_change_is_not_spoken_again(page: Page):
    """A range that is moved day by day must not say the same count at every step."""
    page.evaluate(
        """() => {
          window.spoken = [];
          new MutationObserver((found) => {
            for (const { target } of found) if (target.closest("[role=status]")) window.spoken.push(target.textContent);
          }).observe(document.body, { subtree: true, childList: true });
        }"""
    )
    handle = page.get_by_role("slider", name="First day shown")
    for day in ("2 May 2024", "3 May 2024", "4 May 2024"):
        handle.press("ArrowRight")
        expect(page.locator("#time .time-range")).to_contain_text(day)
    assert page.evaluate("window.spoken") == ["10 of 10 events"]
