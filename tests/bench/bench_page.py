"""
Measure how soon the page is ready in Chromium, beside a folium map of ten markers with local copies of its scripts.

    python -m tests.bench page

Ready is two frames after the map with its background and all marks stands and
answers: ours draws the background from the file, folium's comes as tiles. Both
pages and the tiles are served over loopback by the same server, the tiles at
once and each the same small picture, which favours the peer. The peer is
measured without any background as well. Its scripts come by npm into a
temporary folder, so this bench needs the npm registry.
"""

from __future__ import annotations

import gzip
import shutil
import statistics
import sys
import tempfile
from pathlib import Path

from maps.basemap import read_static
from tests.bench.peers import FRAMES, PACKAGES, READY_OURS, build_case, install_copies, save_peer, serve, time_pages
from tests.browser import launch_browser

ROOT = Path(__file__).resolve().parents[2]
CASE = ROOT / "data" / "dprk-russia-2025"
RUNS = 11
RATIO = 0.6
CODE_MOST = 130_000

READY_PEER = (
    FRAMES
    + """
window.shownAt = new Promise(done => addEventListener('load', async () => {
  const tiles = () => [...document.querySelectorAll('.leaflet-tile')];
  const loaded = () => tiles().every(tile => tile.classList.contains('leaflet-tile-loaded'));
  while (document.querySelectorAll('.leaflet-marker-icon').length < 10 || !loaded()) {
    await new Promise(requestAnimationFrame);
  }
  await document.fonts.ready; // the signs in the markers are a font
  done(await shown());
}));
"""
)


def make_peers(folder: Path) -> None:
    """Save the folium map, with and without its background."""
    import folium

    install_copies(folder, PACKAGES)
    for name, tiles in (("tiles.html", "OpenStreetMap"), ("bare.html", None)):
        shown = folium.Map(location=[45, 90], zoom_start=3, tiles=tiles)
        for number in range(10):
            folium.Marker([40 + number, 100 + number], popup=f"Event {number}").add_to(shown)
        save_peer(folder, name, shown.get_root().render())


def main() -> int:
    """Print the figures; 1 when a target is missed."""
    from playwright.sync_api import sync_playwright

    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        case = folder / CASE.name
        shutil.copytree(CASE, case, ignore=shutil.ignore_patterns("map.html"))
        build_case(case, folder / "ours.html")
        make_peers(folder)
        kinds = {"ours.html": READY_OURS, "tiles.html": READY_PEER, "bare.html": READY_PEER}
        with serve(folder) as base, sync_playwright() as playwright:
            browser = launch_browser(playwright)
            times = time_pages(browser, base, kinds, runs=RUNS)
            browser.close()
    for path, name in (
        ("ours.html", "page ready"),
        ("tiles.html", "folium with ten markers"),
        ("bare.html", "folium with ten markers and no background"),
    ):
        taken = times[path]
        print(f"{name}: {statistics.median(taken):.0f} ms ({min(taken):.0f} to {max(taken):.0f})")
    ratio, bare = (
        statistics.median(a / b for a, b in zip(times["ours.html"], times[path], strict=True))
        for path in ("tiles.html", "bare.html")
    )
    print(f"ratio {ratio:.2f} (target at most {RATIO}); to the one without background {bare:.2f}")
    code = {name: len(gzip.compress(read_static(name).read_bytes(), 9)) for name in ("app.js", "app.css")}
    print(f"code gzipped: {code}, together {sum(code.values()):,} bytes (target at most {CODE_MOST:,})")
    return 0 if ratio <= RATIO and sum(code.values()) <= CODE_MOST else 1


if __name__ == "__main__":
    sys.exit(main())
