"""Pages of folium with local copies of what they load, a server for them, and when a page counts as ready."""

from __future__ import annotations

import contextlib
import functools
import http.server
import re
import struct
import subprocess
import sys
import threading
import zlib
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from playwright.sync_api import Browser

ROOT = Path(__file__).resolve().parents[2]

# What folium 0.20 asks its content networks for, by the packages that hold it.
PACKAGES = {
    "leaflet@1.9.3": "leaflet",
    "jquery@3.7.1": "jquery",
    "bootstrap@5.2.2": "bootstrap",
    "leaflet.awesome-markers@2.0.5": "leaflet.awesome-markers",
    "@fortawesome/fontawesome-free@6.2.0": "@fortawesome/fontawesome-free",
    "@neos21/bootstrap3-glyphicons@1.0.7": "@neos21/bootstrap3-glyphicons",
}
ALIASES = {
    "bootstrap-glyphicons.css": "bootstrap3-glyphicons.min.css",
    "leaflet.timeline.min.js": "leaflet.timeline.js",  # minified by the content network itself
}
MOST_MS = 60_000

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


def install_copies(folder: Path, packages: Iterable[str]) -> None:
    """Fetch by npm what folium asks its content networks for."""
    from hatch_build import find_node

    _, npm, environment = find_node()
    subprocess.run(
        [*npm, "install", "--ignore-scripts", "--no-audit", "--no-fund", "--loglevel=error", *packages],
        cwd=folder, env=environment, check=True,
    )  # fmt: skip
    (folder / "empty.css").write_text("")
    (folder / "empty.js").write_text("")


def save_peer(folder: Path, name: str, page: str) -> None:
    """Write a folium page, its addresses turned to the local copies; what has none is left out and named."""
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

    page = re.sub(r"https://[^\"' )]+\.(?:js|css)", local, page)
    (folder / name).write_text(page.replace("https://tile.openstreetmap.org/", "tiles/"), encoding="utf-8")
    if missing:
        print(f"(left out of {name}, to its advantage: {', '.join(dict.fromkeys(missing))})")


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


@contextlib.contextmanager
def serve(folder: Path) -> Iterator[str]:
    """Serve a folder over loopback; yields its address."""
    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), functools.partial(Quiet, directory=str(folder)))
    threading.Thread(target=server.serve_forever, daemon=True).start()
    try:
        yield f"http://127.0.0.1:{server.server_address[1]}"
    finally:
        server.shutdown()


def time_pages(browser: Browser, base: str, kinds: dict[str, str], *, runs: int) -> dict[str, list[float]]:
    """Open each page in turn, `runs` times after one that does not count; milliseconds until it is ready."""
    times: dict[str, list[float]] = {name: [] for name in kinds}
    for run in range(runs + 1):
        for path, ready in kinds.items():
            context = browser.new_context(viewport={"width": 1440, "height": 900})
            page = context.new_page()
            page.add_init_script(ready)
            page.goto(f"{base}/{path}", wait_until="load")
            late = "new Promise((_, fail) => setTimeout(() => fail(new Error('not ready')), most))"
            taken = float(page.evaluate(f"most => Promise.race([window.shownAt, {late}])", MOST_MS))
            context.close()
            if run:
                times[path].append(taken)
    return times


def build_case(case: Path, page: Path) -> None:
    """Build a case as a whole process, as its user would."""
    subprocess.run(
        [sys.executable, "dateline.py", "build", str(case), "-o", str(page)],
        cwd=ROOT, check=True, stderr=subprocess.DEVNULL,
    )  # fmt: skip
