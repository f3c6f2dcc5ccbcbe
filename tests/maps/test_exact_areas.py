"""A region's outline on the page: exact or approximate, and it says which, and whose it is."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import shapely

from layers.areas.case_areas import CaseArea, write_areas
from tests.conftest import an_event

OUTLINE = shapely.box(34.0, 51.0, 38.5, 52.4)


def test_a_reader_sees_whether_an_outline_is_exact_and_whose_it_is(
    make_case: Callable[..., Path], draw_case: Callable[[Path], str], open_map: Callable[..., object], tmp_path: Path
):
    """An approximate extent must not pass for a border, nor a border go without its credit."""
    events = [an_event("exact", place="Kursk Oblast"), an_event("about", place="Belgorod Oblast, Russia")]
    folder = make_case(layers={"sightings": events})
    area = CaseArea("Kursk", shapely.geometry.mapping(OUTLINE), "Invented Outlines, CC0", places=("Kursk Oblast",))
    write_areas(folder, [area])
    path = tmp_path / "map.html"
    path.write_text(draw_case(folder), "utf-8", newline="")
    page = open_map(path)

    said = {}
    for name in ("exact", "about"):
        page.evaluate(f"window.dateline.open({name!r})")
        page.get_by_text("How we placed it").first.click()
        card = page.get_by_role("dialog") if page.get_by_role("dialog").count() else page.locator("body")
        said[name] = card.inner_text()

    assert "region, shown as an area" in said["exact"]
    assert "Outline: Invented Outlines, CC0." in said["exact"]
    assert "Approximate: drawn from the towns and villages" in said["about"]
    assert "Areas: Invented Outlines, CC0" in page.locator("body").inner_text()
