"""What stands on the two canvases: land, sea and marks."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import Page


def sample_colours(page: Page) -> dict[str, int]:
    """Count the colours of the lower canvas, every so many pixels."""
    return page.evaluate(
        """() => {
          const canvas = document.querySelector("canvas");
          const { data } = canvas.getContext("2d").getImageData(0, 0, canvas.width, canvas.height);
          const counts = {};
          for (let i = 0; i < data.length; i += 4 * 97) {
            const key = data.slice(i, i + 4).join();
            counts[key] = (counts[key] ?? 0) + 1;
          }
          return counts;
        }"""
    )


def luminance(colour: str) -> float:
    red, green, blue, _ = (int(part) for part in colour.split(","))
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_land_and_sea_are_drawn_in_either_scheme(open_map: Callable[..., Page], first_map: Path, scheme: str):
    """An empty canvas would pass every test of the list and show a reader nothing."""
    page = open_map(first_map, color_scheme=scheme)

    counts = sample_colours(page)
    [(land, most), (sea, less)] = sorted(counts.items(), key=lambda one: -one[1])[:2]
    assert less > 300
    assert most > less
    assert (luminance(land) < 110) == (luminance(sea) < 110) == (scheme == "dark")


def test_marks_are_drawn_on_the_upper_canvas(page: Page):
    """The list may be right and the map still empty."""
    painted = """() => {
      const canvas = [...document.querySelectorAll("canvas")].at(-1);
      const { data } = canvas.getContext("2d").getImageData(0, 0, canvas.width, canvas.height);
      let painted = 0;
      for (let i = 3; i < data.length; i += 4) if (data[i] > 0) painted += 1;
      return painted;
    }"""
    # The first picture has only what is seen; what lies beyond the edges comes with the next.
    page.wait_for_function("() => document.querySelector('canvas').width > 1.3 * map.getSize().x")
    with_marks = page.evaluate(painted)
    page.evaluate("window.dateline.setLayers([])")
    page.wait_for_function(f"before => ({painted})() < before", arg=with_marks)

    assert with_marks > 2000
