"""
Measure what one changed event costs in a case of 10,000, beside the full build, in the same run.

    python -m tests.bench watch

In seconds of computing, not of the clock, so that other work on the machine plays no part.
"""

from __future__ import annotations

import resource
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT))

from maps.workshop import Workshop  # noqa: E402 - the path must be known first
from tests.bench.large import write_large_case  # noqa: E402

EVENTS = 10_000
RUNS = 3
RATIO = 1 / 3


def read_children_s() -> float:
    """Return the seconds that the processes started here have computed."""
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


def change_event(folder: Path, number: int) -> None:
    """Change a title in the middle of a layer, and put a line before it."""
    path = folder / "layers" / "layer0.toml"
    text = path.read_text("utf-8")
    at = text.index('title = "', len(text) // 2) + len('title = "')
    path.write_text(f"# change {number}\n{text[:at]}Changed {number} {text[at:]}", "utf-8")


def measure(layers: int) -> bool:
    """Print the figures of a case of so many layers; tell whether the target was reached."""
    with tempfile.TemporaryDirectory() as base:
        folder = write_large_case(Path(base) / "case", events=EVENTS, layers=layers)
        workshop = Workshop(folder)
        workshop.build()
        processes, wholes, again = [], [], []
        for number in range(RUNS):
            change_event(folder, number)
            started = read_children_s()
            command = [sys.executable, "dateline.py", "build", str(folder)]
            subprocess.run(command, cwd=ROOT, check=True, capture_output=True)
            processes.append(read_children_s() - started)
            started = time.process_time()
            built = workshop.build()
            again.append(time.process_time() - started)
            started = time.process_time()
            whole = Workshop(folder).build()
            wholes.append(time.process_time() - started)
            assert built.drawing is not None
            assert whole.drawing is not None
            assert built.drawing.page == whole.drawing.page == (folder / "map.html").read_bytes()
        ratios = [a / b for a, b in zip(again, wholes, strict=True)]
        ratio = statistics.median(ratios)
        print(
            f"{EVENTS:,} events in {'one layer' if layers == 1 else f'{layers} layers'}: one changed event "
            f"{statistics.median(again):.2f} s; all anew in the same process {statistics.median(wholes):.2f} s, "
            f"as a command {statistics.median(processes):.2f} s; ratio {ratio:.2f} ({min(ratios):.2f} to "
            f"{max(ratios):.2f}), to the command {statistics.median(again) / statistics.median(processes):.2f} "
            f"(target at most {RATIO:.2f})"
        )
    return ratio <= RATIO


def main() -> int:
    """Print the figures; 1 when a target is missed."""
    return 0 if all([measure(1), measure(5)]) else 1


if __name__ == "__main__":
    sys.exit(main())
