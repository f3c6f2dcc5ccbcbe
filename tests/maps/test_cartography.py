"""What the map says of itself."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from tests.conftest import an_event


def test_a_generalised_coast_is_said_where_no_finer_one_lies(open_map: Callable[..., object], first_map: Path):
    """A reader who zooms to a coast far from any event must not measure by it."""
    page = open_map(first_map, at="map=9/60.4/5.3")
    note = page.locator(".coast-note")

    note.wait_for()
    page.evaluate("map.setView([42.87, 132.33], 9, { animate: false })")
    note.wait_for(state="hidden")


def test_disputed_lines_stand_with_their_reasons(open_map: Callable[..., object], first_map: Path):
    """A dashed line without its reason would be an opinion of ours."""
    page = open_map(first_map)
    page.get_by_role("button", name="About this map").first.click()
    page.get_by_text("lines are drawn as disputed").click()

    page.get_by_text("North Korea", exact=False).last.wait_for()
    page.get_by_text("drawn as Ukraine's", exact=False).wait_for()


def test_no_name_is_cut_by_the_edge_of_the_map(open_map: Callable[..., object], first_map: Path):
    """Half a name reads as another name: “Oman” is left of Romania."""
    page = open_map(first_map, at="map=4/48/20", color_scheme="light")
    page.evaluate(
        """() => {
          const write = CanvasRenderingContext2D.prototype.fillText;
          window.written = [];
          CanvasRenderingContext2D.prototype.fillText = function (text, x, y) {
            const frame = document.getElementById("map-frame").getBoundingClientRect();
            const canvas = this.canvas.getBoundingClientRect();
            const width = this.measureText(text).width;
            const left = canvas.left + x - { left: 0, center: width / 2, right: width }[this.textAlign];
            const seen = left < frame.right && left + width > frame.left && canvas.top + y > frame.top && canvas.top + y < frame.bottom;
            if (seen) window.written.push([text, left >= frame.left && left + width <= frame.right]);
            return write.call(this, text, x, y);
          };
        }"""
    )
    for step in range(8):
        page.evaluate("written.length = 0")
        page.evaluate("step => map.setView([48, 20 + step * 1.7], 4, { animate: false })", step)
        page.wait_for_function("() => window.written.length > 8")
        assert [text for text, whole in page.evaluate("written") if not whole] == []


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
