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

import functools
import http.server
import re
import shutil
import statistics
import struct
import subprocess
import sys
import tempfile
import threading
import zlib
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT))

CASE = ROOT / "data" / "dprk-russia-2025"
RUNS = 11
RATIO = 0.6
# What folium 0.20 asks its content networks for, by the packages that hold it.
PACKAGES = {
    "leaflet@1.9.3": "leaflet",
    "jquery@3.7.1": "jquery",
    "bootstrap@5.2.2": "bootstrap",
    "leaflet.awesome-markers@2.0.5": "leaflet.awesome-markers",
    "@fortawesome/fontawesome-free@6.2.0": "@fortawesome/fontawesome-free",
    "@neos21/bootstrap3-glyphicons@1.0.7": "@neos21/bootstrap3-glyphicons",
}
ALIASES = {"bootstrap-glyphicons.css": "bootstrap3-glyphicons.min.css"}

# Put into each page before its own scripts; asks for no frame before the page has come, so as not to slow it down.
FRAMES = """
const frame = () => new Promise(requestAnimationFrame);
const shown = async () => { await frame(); await frame(); return performance.now(); };
"""
READY_OURS = (
    FRAMES
    + """
window.shownAt = new Promise(done => Object.defineProperty(window, 'dateline', {
  configurable: true,
  set(api) {
    Object.defineProperty(window, 'dateline', { value: api });
    api.ready.then(shown).then(done);
  },
}));
"""
)
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
    """Save the folium map, with and without its background, its addresses turned to local copies."""
    import folium

    from hatch_build import find_node

    _, npm, environment = find_node()
    subprocess.run(
        [*npm, "install", "--ignore-scripts", "--no-audit", "--no-fund", "--loglevel=error", *PACKAGES],
        cwd=folder, env=environment, check=True,
    )  # fmt: skip
    modules = [path for path in (folder / "node_modules").rglob("*") if path.is_file()]
    missing = []

    def local(found: re.Match[str]) -> str:
        name = re.sub(r"-[0-9.]+(?=\.min)", "", found[0].rsplit("/", 1)[1])
        name = ALIASES.get(name, name)
        matches = sorted((path for path in modules if path.name == name), key=lambda path: len(path.parts))
        if not matches:
            missing.append(found[0])
            return "empty.css" if name.endswith(".css") else "empty.js"
        return matches[0].relative_to(folder).as_posix()

    for name, tiles in (("tiles.html", "OpenStreetMap"), ("bare.html", None)):
        shown = folium.Map(location=[45, 90], zoom_start=3, tiles=tiles)
        for number in range(10):
            folium.Marker([40 + number, 100 + number], popup=f"Event {number}").add_to(shown)
        page = re.sub(r"https://[^\"' )]+\.(?:js|css)", local, shown.get_root().render())
        page = page.replace("https://tile.openstreetmap.org/", "tiles/")
        (folder / name).write_text(page, encoding="utf-8")
    (folder / "empty.css").write_text("")
    (folder / "empty.js").write_text("")
    if missing:
        print(f"(left out of the peer, to its advantage: {', '.join(dict.fromkeys(missing))})")


def make_picture() -> bytes:
    """Return a PNG of 256 × 256 pixels, as a tile is."""

    def chunk(kind: bytes, body: bytes) -> bytes:
        return struct.pack(">I", len(body)) + kind + body + struct.pack(">I", zlib.crc32(kind + body))

    rows = b"".join(b"\0" + bytes((x * y) % 251 for x in range(256)) for y in range(256))
    head = struct.pack(">IIBBBBB", 256, 256, 8, 0, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", zlib.compress(rows)) + chunk(b"IEND", b"")


class Quiet(http.server.SimpleHTTPRequestHandler):
    """Serves a folder, and one picture for every tile; says nothing."""

    picture = make_picture()

    def do_GET(self) -> None:
        """Answer a tile from memory, all else from the folder."""
        if not self.path.startswith("/tiles/"):
            return super().do_GET()
        self.send_response(200)
        self.send_header("Content-Type", "image/png")
        self.send_header("Content-Length", str(len(self.picture)))
        self.end_headers()
        self.wfile.write(self.picture)

    def log_message(self, *_: Any) -> None:
        """Say nothing."""


def main() -> int:
    """Print the figures; 1 when the target is missed."""
    from playwright.sync_api import sync_playwright

    from tests.browser import launch_browser

    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        case = folder / CASE.name
        shutil.copytree(CASE, case, ignore=shutil.ignore_patterns("map.html"))
        subprocess.run(
            [sys.executable, "dateline.py", "build", str(case), "-o", str(folder / "ours.html")],
            cwd=ROOT, check=True, stderr=subprocess.DEVNULL,
        )  # fmt: skip
        make_peers(folder)
        server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), functools.partial(Quiet, directory=name))
        threading.Thread(target=server.serve_forever, daemon=True).start()
        base = f"http://127.0.0.1:{server.server_address[1]}"
        kinds = {"ours.html": READY_OURS, "tiles.html": READY_PEER, "bare.html": READY_PEER}
        times: dict[str, list[float]] = {name: [] for name in kinds}
        with sync_playwright() as playwright:
            browser = launch_browser(playwright)
            for run in range(RUNS + 1):
                for path, ready in kinds.items():
                    context = browser.new_context(viewport={"width": 1440, "height": 900})
                    page = context.new_page()
                    page.add_init_script(ready)
                    page.goto(f"{base}/{path}", wait_until="load")
                    taken = float(page.evaluate("window.shownAt"))
                    context.close()
                    if run:
                        times[path].append(taken)
            browser.close()
        server.shutdown()
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
    return 0 if ratio <= RATIO else 1


if __name__ == "__main__":
    sys.exit(main())
