"""Where things stand on the map's canvas, and a pointer that finds them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from playwright.sync_api import expect

if TYPE_CHECKING:
    from playwright.sync_api import Page

LonLat = tuple[float, float]

DUNAI = (132.33542, 42.87879)
SUNAN = (125.67, 39.2241)
PYONGYANG = (125.75432, 39.03385)
KURSK = (36.0, 51.7)


def pixels_of(page: Page, at: LonLat) -> tuple[float, float]:
    """Return where a place stands in the window now, in pixels."""
    x, y = page.evaluate(
        """([lon, lat]) => {
          const { x, y } = map.latLngToContainerPoint([lat, lon]);
          const box = map.getContainer().getBoundingClientRect();
          return [box.x + x, box.y + y];
        }""",
        at,
    )
    return x, y


def show_near(page: Page, at: LonLat, zoom: float) -> tuple[float, float]:
    """Bring a place into the middle of the map, as a reader would by dragging, and return its pixels in the window."""
    page.evaluate("([[lon, lat], zoom]) => void map.setView([lat, lon], zoom, { animate: false })", [at, zoom])
    return pixels_of(page, at)


def point_at(page: Page, x: float, y: float) -> None:
    """Hold the pointer over a mark; the marks are drawn some frames after the map has moved."""
    over = page.locator("#map.dl-over-mark")
    for frame in range(200):
        page.mouse.move(x + frame % 2, y)
        page.evaluate("new Promise(requestAnimationFrame)")
        if over.count() > 0:
            break
    expect(over).to_be_attached()


def click_mark(page: Page, at: LonLat, zoom: float = 6) -> None:
    """Click where a mark must be, once the page takes the pointer to be over one."""
    x, y = show_near(page, at, zoom)
    point_at(page, x, y)
    page.mouse.click(x, y)
