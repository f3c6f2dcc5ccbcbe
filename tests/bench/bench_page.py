"""
Measure how soon the page is ready in Chromium, beside a folium map of ten markers with local copies of its scripts.

    python -m tests.bench page

The peer's scripts come by npm into a temporary folder, so this bench needs the
npm registry. Both pages are served over loopback by the same server.
"""

from __future__ import annotations

import functools
import http.server
import re
import shutil
import statistics
import subprocess
import sys
import tempfile
import threading
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
}

READY_PEER = """() => new Promise(done => {
  const seen = () => document.querySelectorAll('.leaflet-marker-icon').length === 10;
  const wait = () => seen() && document.readyState === 'complete'
    ? requestAnimationFrame(() => requestAnimationFrame(() => done(performance.now())))
    : requestAnimationFrame(wait);
  wait();
})"""
READY_OURS = """async () => {
  while (!window.dateline) await new Promise(requestAnimationFrame);
  await window.dateline.ready;
  return new Promise(done => requestAnimationFrame(() => requestAnimationFrame(() => done(performance.now()))));
}"""


def make_peer(folder: Path) -> None:
    """Save the folium map, its addresses turned to local copies."""
    import folium

    from hatch_build import find_node

    shown = folium.Map(location=[45, 90], zoom_start=3, tiles=None)
    for number in range(10):
        folium.Marker([40 + number, 100 + number], popup=f"Event {number}").add_to(shown)
    page = shown.get_root().render()
    _, npm, environment = find_node()
    subprocess.run(
        [*npm, "install", "--ignore-scripts", "--no-audit", "--no-fund", "--loglevel=error", *PACKAGES],
        cwd=folder, env=environment, check=True,
    )  # fmt: skip
    modules = [path for path in (folder / "node_modules").rglob("*") if path.is_file()]
    missing = []

    def local(found: re.Match[str]) -> str:
        name = re.sub(r"-[0-9.]+(?=\.min)", "", found[0].rsplit("/", 1)[1])
        matches = sorted((path for path in modules if path.name == name), key=lambda path: len(path.parts))
        if not matches:
            missing.append(found[0])
            return "empty.css" if name.endswith(".css") else "empty.js"
        return matches[0].relative_to(folder).as_posix()

    page = re.sub(r"https://[^\"' )]+\.(?:js|css)", local, page)
    (folder / "empty.css").write_text("")
    (folder / "empty.js").write_text("")
    (folder / "peer.html").write_text(page, encoding="utf-8")
    if missing:
        print(f"(left out of the peer, to its advantage: {', '.join(missing)})")


class Quiet(http.server.SimpleHTTPRequestHandler):
    """Serves a folder and says nothing."""

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
        make_peer(folder)
        server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), functools.partial(Quiet, directory=name))
        threading.Thread(target=server.serve_forever, daemon=True).start()
        base = f"http://127.0.0.1:{server.server_address[1]}"
        ours: list[float] = []
        peer: list[float] = []
        with sync_playwright() as playwright:
            browser = launch_browser(playwright)
            for run in range(RUNS + 1):
                for kept, path, ready in ((ours, "ours.html", READY_OURS), (peer, "peer.html", READY_PEER)):
                    context = browser.new_context(viewport={"width": 1440, "height": 900})
                    page = context.new_page()
                    page.goto(f"{base}/{path}", wait_until="commit")
                    taken = float(page.evaluate(ready))
                    context.close()
                    if run:
                        kept.append(taken)
            browser.close()
        server.shutdown()
    ratio = statistics.median(a / b for a, b in zip(ours, peer, strict=True))
    for name, times in (("page ready", ours), ("folium with ten markers", peer)):
        print(f"{name}: {statistics.median(times):.0f} ms ({min(times):.0f} to {max(times):.0f})")
    print(f"ratio {ratio:.2f} (target at most {RATIO})")
    return 0 if ratio <= RATIO else 1


if __name__ == "__main__":
    sys.exit(main())
