"""The address of a map: a link that leads back to the very thing shown."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from tests.maps.first import FIRST, ON_THE_MAP, card_of, visible


def test_the_link_of_a_card_opens_the_same_event(page: Page, open_map: Callable[..., Page], first_map: Path):
    """A link in a report must lead to the very event, not to the map as a whole."""
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    page.evaluate("window.dateline.open('sunan-aircraft')")
    card = card_of(page, ON_THE_MAP["sunan-aircraft"][0])
    card.get_by_role("button", name="Copy link").click()
    field = card.get_by_role("textbox", name="Copy this address:")
    expect(card.get_by_text("Link copied").or_(field)).to_be_visible()
    link = field.input_value() if field.count() else page.evaluate("navigator.clipboard.readText()")
    address, _, hash_ = link.partition("#")
    assert address == first_map.as_uri()

    again = open_map(first_map, at=hash_)
    card_of(again, ON_THE_MAP["sunan-aircraft"][0])


def test_an_address_restores_what_was_shown(open_map: Callable[..., Page], first_map: Path):
    """Two readers who speak of a map must be able to see the same one."""
    page = open_map(first_map, at="map=7/42.88/132.33&from=2025-05-01&to=2025-05-31&layers=transport-sightings")

    assert visible(page) == {"dunai-ship"}
    assert page.evaluate("map.getZoom()") == 7
    expect(page.get_by_role("checkbox", name="Deployments")).not_to_be_checked()


@pytest.mark.parametrize(
    "nonsense",
    ["map=1e99/x/y&from=2025-02-30&event=%3Cimg%20src=x%3E", "layers=__proto__,nowhere&from=&to=never", "%E0%A4%A&=#"],
)
def test_nonsense_in_the_address_is_ignored(open_map: Callable[..., Page], first_map: Path, nonsense: str):
    """Addresses get cut, wrapped and mangled on their way through mails; the map must open all the same."""
    page = open_map(first_map, at=nonsense)

    assert visible(page) == FIRST
    assert page.get_by_role("dialog").count() == 0
    expect(page.locator("#panel h1")).to_contain_text("North Korean troops")


@pytest.mark.parametrize("screen", [(1440, 1300), (820, 1180), (390, 844)], ids=str)
def test_a_link_restores_its_view_on_a_screen_of_any_height(
    open_map: Callable[..., Page], first_map: Path, screen: tuple[int, int]
):
    """On a tall window the least zoom is closer than the one the map is made with; the link's must win."""
    width, height = screen
    page = open_map(first_map, at="map=7/42.9/132.3", screen={"viewport": {"width": width, "height": height}})
    # As many frames as Leaflet's way to another zoom takes.
    page.evaluate("(async () => { for (let k = 0; k < 30; k++) await new Promise(requestAnimationFrame); })()")

    lon, lat, zoom = page.evaluate("window.dateline.state().view")
    assert zoom == 7
    assert (lon, lat) == pytest.approx((132.3, 42.9), abs=0.05)
