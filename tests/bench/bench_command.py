"""
Measure the commands as whole processes: `build` beside a folium script, `locate`, `add` and `check` by themselves.

    python -m tests.bench command
"""

from __future__ import annotations

import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Sequence
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
CASE = ROOT / "data" / "dprk-russia-2025"
RUNS = 9
BUILD_RATIO = 1.1
LIGHT_S = 0.35
PAGE_BYTES = 1_300_000

PEER = """
import sys
import geopandas
import folium

shown = folium.Map(location=[45, 90], zoom_start=3)
for number in range(10):
    folium.Marker([40 + number, 100 + number], popup=f"Event {number}").add_to(shown)
shown.save(sys.argv[1])
"""


def time_process(command: Sequence[str]) -> float:
    """Return the wall seconds of a whole process, from start to end."""
    started = time.perf_counter()
    subprocess.run(command, cwd=ROOT, check=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    return time.perf_counter() - started


def time_pairs(ours: Sequence[str], peer: Sequence[str]) -> tuple[list[float], list[float]]:
    """Time two commands in turn, after one run of each that is not counted."""
    time_process(ours)
    time_process(peer)
    pairs = [(time_process(ours), time_process(peer)) for _ in range(RUNS)]
    return [a for a, _ in pairs], [b for _, b in pairs]


def main() -> int:
    """Print the figures; 1 when a target is missed."""
    program = [sys.executable, "dateline.py"]
    # As pip does for installed packages, so that no run pays for compiling sources.
    compiled = ["dateline.py", "commands", "geo", "layers", "maps"]
    subprocess.run([sys.executable, "-m", "compileall", "-q", *compiled], cwd=ROOT, check=True)
    reached = True
    with tempfile.TemporaryDirectory() as folder:
        case = Path(folder) / CASE.name
        shutil.copytree(CASE, case, ignore=shutil.ignore_patterns("map.html"))
        script = Path(folder) / "peer.py"
        script.write_text(PEER)
        page = Path(folder) / "map.html"
        ours, peer = time_pairs(
            [*program, "build", str(case), "-o", str(page)],
            [sys.executable, str(script), str(Path(folder) / "peer.html")],
        )
        ratio = statistics.median(a / b for a, b in zip(ours, peer, strict=True))
        reached &= ratio <= BUILD_RATIO
        print(
            f"build: {statistics.median(ours):.3f} s; a script that saves ten folium markers: "
            f"{statistics.median(peer):.3f} s; ratio {ratio:.2f} (target at most {BUILD_RATIO})"
        )
        size = page.stat().st_size
        basemap = (ROOT / "maps" / "static" / "basemap.b64").stat().st_size
        reached &= size <= PAGE_BYTES
        print(f"page: {size:,} bytes, of which the basemap {basemap:,} (target at most {PAGE_BYTES:,})")
        add = ["add", str(case), "--layer", "transport-sightings", "--title", "A ship", "--place", "Dunai, Russia"]
        commands = {
            "locate": ["locate", "Dunai, Primorsky Krai, Russia"],
            "check": ["check", str(case)],
            "add": [*add, "--date", "2025-06-01", "--source", "cnn-2025-07-02"],
        }
        for name, words in commands.items():
            runs = [time_process([*program, *words]) for _ in range(RUNS)]
            middle = statistics.median(runs)
            reached &= middle <= LIGHT_S
            print(f"{name}: {middle:.3f} s ({min(runs):.3f} to {max(runs):.3f}; target at most {LIGHT_S})")
    return 0 if reached else 1


if __name__ == "__main__":
    sys.exit(main())
