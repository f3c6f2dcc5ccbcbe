"""The first case as a reader finds it: its events, its list, its cards."""

from __future__ import annotations

from playwright.sync_api import Locator, Page, expect

from tests.maps.pointer import DUNAI, PYONGYANG, SUNAN

FIRST = {
    "dunai-ship", "sunan-aircraft", "shoigu-kim-meeting", "ceremony-broadcast", "remains-ceremony",
    "kursk-6000", "first-deployment", "further-troops", "nis-forecast", "occupied-areas",
}  # fmt: skip
ON_THE_MAP = {
    "dunai-ship": ("Ship at the Dunai pier", ["Word Korean", "CNN", "KBS World"]),
    "sunan-aircraft": ("Aircraft, taken for Il-76s, at Sunan airport", ["Word Korean"]),
    "shoigu-kim-meeting": ("Shoigu meets Kim Jong-un", ["Word Korean"]),
    "ceremony-broadcast": ("State TV airs ceremony footage", ["Word Korean"]),
    "kursk-6000": ("6,000 for the Kursk region", ["Word Korean"]),
}
SPOTS = {"dunai-ship": DUNAI, "sunan-aircraft": SUNAN, "shoigu-kim-meeting": PYONGYANG, "ceremony-broadcast": PYONGYANG}


def visible(page: Page) -> set[str]:
    return set(page.evaluate("window.dateline.visible()"))


def card_of(page: Page, title: str) -> Locator:
    card = page.get_by_role("dialog", name=title, exact=True)
    expect(card).to_be_visible()
    return card


def rows(page: Page) -> Locator:
    return page.get_by_role("list", name="Events in order of date").get_by_role("button")
