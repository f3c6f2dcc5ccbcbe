"""What the map says of itself."""

from __future__ import annotations

import math
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from tests.conftest import an_event
from tests.maps.conftest import PHONE


def test_a_generalised_coast_is_said_where_no_finer_one_lies(open_map: Callable[..., object], first_map: Path):
    """A reader who zooms to a coast far from any event must not measure by it."""
    page = open_map(first_map, at="map=9/60.4/5.3")
    note = page.locator(".coast-note")

    note.wait_for()
    page.evaluate("map.setView([42.87, 132.33], 9, { animate: false })")
    note.wait_for(state="hidden")


@pytest.mark.parametrize(("width", "at"), [(1280, ""), (1280, "&lang=ar"), (1024, ""), (820, ""), (390, "")])
def test_the_coast_note_is_read_whole(open_map: Callable[..., object], first_map: Path, width: int, at: str):
    """Half of it under the legend warned of nothing."""
    page = open_map(first_map, at=f"map=9/60.4/5.3{at}", screen={"viewport": {"width": width, "height": 800}})
    page.locator(".coast-note").wait_for()
    covering = page.evaluate(
        """() => {
          const note = document.querySelector(".coast-note").getBoundingClientRect();
          const meets = (box) => box.width > 0 && box.left < note.right && box.right > note.left
            && box.top < note.bottom && box.bottom > note.top;
          return [...document.querySelectorAll(".legend, .scale, .credit, .zoom, .date-chip, .icon-button.drawer")]
            .filter((part) => meets(part.getBoundingClientRect())).map((part) => part.className);
        }"""
    )
    assert covering == []


def test_disputed_lines_stand_with_their_reasons(open_map: Callable[..., object], first_map: Path):
    """A dashed line without its reason would be an opinion of ours."""
    page = open_map(first_map)
    page.get_by_role("button", name="About this map").first.click()
    page.get_by_text("lines are drawn as disputed").click()

    page.get_by_text("North Korea", exact=False).last.wait_for()
    page.get_by_text("drawn as Ukraine's", exact=False).wait_for()


# What the last drawing wrote on the map: the words, and their box in the window.
WRITTEN = """
() => {
  const { fillText, clearRect } = CanvasRenderingContext2D.prototype;
  window.written = [];
  CanvasRenderingContext2D.prototype.clearRect = function (...box) {
    if (this.canvas.parentElement?.className.includes("events")) window.written = [];
    return clearRect.apply(this, box);
  };
  CanvasRenderingContext2D.prototype.fillText = function (text, x, y) {
    const canvas = this.canvas.getBoundingClientRect();
    const width = this.measureText(text).width;
    const left = canvas.left + x - { left: 0, center: width / 2, right: width }[this.textAlign];
    window.written.push([text, left, canvas.top + y - 6, left + width, canvas.top + y + 6]);
    return fillText.call(this, text, x, y);
  };
}"""


def watch_words(page: Any, lat: float, lon: float, zoom: float) -> list[tuple[str, float, float, float, float]]:
    """Go somewhere at once and return the words that are seen there, with their boxes."""
    page.evaluate("([lat, lon, zoom]) => map.setView([lat, lon], zoom, { animate: false })", [lat, lon, zoom])
    for _ in range(6):  # chips come in the next frame, labels give way to them in the one after
        page.evaluate("new Promise(requestAnimationFrame)")
    frame = page.locator("#map-frame").bounding_box()
    left, top = frame["x"], frame["y"]
    right, bottom = left + frame["width"], top + frame["height"]
    return [
        word
        for word in page.evaluate("written")
        if word[1] < right and word[3] > left and word[2] < bottom and word[4] > top
    ]


def test_no_name_is_cut_by_the_edge_of_the_map(open_map: Callable[..., Any], first_map: Path):
    """Half a name reads as another name: “Oman” is left of Romania."""
    page = open_map(first_map, at="map=4/48/20", color_scheme="light")
    page.evaluate(WRITTEN)
    frame = page.locator("#map-frame").bounding_box()
    for step in range(8):
        words = watch_words(page, 48, 20 + step * 1.7, 4)
        assert len(words) > 8
        cut = [text for text, left, _, right, _ in words if left < frame["x"] or right > frame["x"] + frame["width"]]
        assert cut == []


def test_names_keep_off_the_edge_of_an_area(open_map: Callable[..., Any], first_map: Path):
    """A name across a dashed border can be read by nobody."""
    page = open_map(first_map, at="map=7.25/51.7/36.2", color_scheme="light")
    page.evaluate(WRITTEN)
    texts = {text for text, *_ in watch_words(page, 51.7, 36.2, 7.25)}
    assert "Sumy" in texts
    assert "6,000 for Kursk" in texts
    assert "Zheleznogorsk" not in texts


def test_names_keep_off_the_ring_of_a_town(open_map: Callable[..., Any], first_map: Path):
    """The ring says how far off a place may be; a name across it says neither."""
    page = open_map(first_map, at="map=9/39.1/125.7", color_scheme="light")
    page.evaluate(WRITTEN)
    frame = page.locator("#map-frame").bounding_box()
    for zoom in (8.5, 9, 9.5):
        words = watch_words(page, 39.1, 125.7, zoom)
        at = page.evaluate("map.latLngToContainerPoint([39.03385, 125.75432])")
        x, y = frame["x"] + at["x"], frame["y"] + at["y"]
        radius = 15_000 / (40_075_017 * math.cos(math.radians(39.03385)) / (256 * 2**zoom))
        crossing = []
        for text, left, top, right, bottom in words:
            near = math.hypot(x - max(left, min(x, right)), y - max(top, min(y, bottom)))
            far = max(math.hypot(x - a, y - b) for a in (left, right) for b in (top, bottom))
            if (
                near < radius - 3
                and far > radius + 3
                and not text.startswith(("Pyongyang", "2 events", "Aircraft", "4 June"))
            ):
                crossing.append(text)
        assert len(words) > 4
        assert crossing == []


def test_labels_keep_off_the_chips_at_the_edge(open_map: Callable[..., Any], first_map: Path):
    """A chip comes when the map has come to rest; what it would cover goes elsewhere."""
    page = open_map(first_map, color_scheme="light", screen=PHONE)
    page.evaluate(WRITTEN)
    for zoom in (5, 5.5, 6):
        words = watch_words(page, 41.5, 130, zoom)
        box = page.locator(".edge-chip:visible").first.bounding_box()
        assert box is not None
        x, y = box["x"], box["y"]
        under = [
            text
            for text, left, top, right, bottom in words
            if left < x + box["width"] and right > x and top < y + box["height"] and bottom > y
        ]
        assert under == []


def test_names_keep_off_the_note_on_the_coast(open_map: Callable[..., Any], first_map: Path):
    """A town under “Generalised coast” cannot be read."""
    page = open_map(first_map, color_scheme="light", screen={"viewport": {"width": 1440, "height": 900}})
    page.evaluate(WRITTEN)
    for lat, lon, zoom in ((38, 126, 7), (38.5, 126.3, 7), (36.5, 127.3, 8)):
        words = watch_words(page, lat, lon, zoom)
        box = page.locator(".coast-note:visible").bounding_box()
        assert box is not None
        x, y = box["x"], box["y"]
        under = [
            text
            for text, left, top, right, bottom in words
            if left < x + box["width"] and right > x and top < y + box["height"] and bottom > y
        ]
        assert under == []


def test_labels_keep_off_the_card(open_map: Callable[..., Any], first_map: Path):
    """Half a label beside a card names no place."""
    page = open_map(first_map, color_scheme="light", reduced_motion="reduce")
    page.evaluate(WRITTEN)
    for event in ("shoigu-kim-meeting", "sunan-aircraft", "dunai-ship"):
        page.evaluate("id => window.dateline.open(id)", event)
        page.locator(f".card[data-event={event}]").wait_for()
        for _ in range(6):
            page.evaluate("new Promise(requestAnimationFrame)")
        card = page.locator(".card").bounding_box()
        x, y = card["x"], card["y"]
        under = [
            text
            for text, left, top, right, bottom in page.evaluate("written")
            if left < x + card["width"] - 1 and right > x + 1 and top < y + card["height"] - 1 and bottom > y + 1
        ]
        assert under == []


def test_a_case_may_rename_what_the_basemap_names(
    make_case: Callable[..., Path], draw_case: Callable[[Path], str], open_map: Callable[..., object], tmp_path: Path
):
    """Names are politics: an editor decides them, and the map draws other letters then."""
    folder = make_case(layers={"a": [an_event("x")]})
    plain, renamed = tmp_path / "plain.html", tmp_path / "renamed.html"
    plain.write_text(draw_case(folder), "utf-8", newline="")
    with (folder / "case.toml").open("a", encoding="utf-8") as case:
        case.write('[map.names]\nItaly = "Italia"\n')
    renamed.write_text(draw_case(folder), "utf-8", newline="")
    watch = """
    const write = CanvasRenderingContext2D.prototype.fillText;
    window.written = new Set();
    CanvasRenderingContext2D.prototype.fillText = function (text, ...at) {
      window.written.add(text);
      return write.call(this, text, ...at);
    };
    null;
    """

    for path, name in ((plain, "ITALY"), (renamed, "ITALIA")):
        page = open_map(path, at="map=5/41/14", color_scheme="light")
        page.evaluate(watch)
        page.evaluate("map.panBy([60, 0], { animate: false })")
        page.wait_for_function("name => window.written.has(name)", arg=name)
