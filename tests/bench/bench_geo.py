"""
Measure the gazetteer: names a second, time to open, memory in all, and what compiling it takes.

    python tests/bench/bench_geo.py [--json]

The names are drawn from the gazetteer itself, evenly over all spellings it
knows, and mixed as place texts are: bare names, names with a country or a
division, feature words, misspellings and names that it does not know.
"""

from __future__ import annotations

import json
import os
import random
import sqlite3
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

from geo.gazetteer import COMPILED, open_gazetteer
from geo.resolve import rank_candidates, resolve_place, resolve_places

NAMES = 20_000
AT_LEAST = {"bare_names_a_second": 20_000}
# Seconds of the processor, since others use this machine too; the wall's are printed beside.
AT_MOST = {"open_ms": 10, "memory_added_mb": 60, "memory_in_all_mb": 150, "compile_cpu_s": 60, "compile_memory_mb": 600}
# A process of its own, so that nothing else counts: it opens, and resolves the names it is given.
_RESOLVE = """
import sys
from geo.gazetteer import open_gazetteer
from geo.resolve import resolve_places
with open(sys.argv[1], encoding="utf-8") as lines, open_gazetteer() as gazetteer:
    for _ in resolve_places((line.rstrip("\\n") for line in lines), gazetteer=gazetteer):
        pass
"""
_COMPILE = """
import sys
from pathlib import Path
from geo.compile import compile_installed
compile_installed(Path(sys.argv[1]))
"""


def read_rss_mb() -> float:
    """Give the memory that the process holds now, in MB; 0 where the system does not tell."""
    statm = Path("/proc/self/statm")
    if not statm.exists():
        return 0.0
    return int(statm.read_text().split()[1]) * os.sysconf("SC_PAGE_SIZE") / 1e6


def draw_names(path: Path, count: int, seed: int = 20250703) -> tuple[list[str], list[str]]:
    """Draw bare names, and the same mixed with containers, feature words, misspellings and unknown names."""
    db = sqlite3.connect(f"{path.absolute().as_uri()}?mode=ro&immutable=1", uri=True)
    keys = [key for (key,) in db.execute("SELECT key FROM name ORDER BY key")]
    db.close()
    with open_gazetteer(path) as gazetteer:
        titles = [gazetteer.read_name(number) for number in range(gazetteer.starts[-1])]
    chance = random.Random(seed)
    bare = [chance.choice(titles) if n % 2 else chance.choice(keys) for n in range(count)]
    around = ["Russia", "Ukraine", "United States", "France", "China", "Texas", "Kursk Oblast", "Peru", "Syria"]
    mixed = []
    for number, name in enumerate(bare):
        turn = number % 10
        if turn in (0, 1, 2):
            mixed.append(f"{name}, {chance.choice(around)}")
        elif turn == 3:
            mixed.append(f"{name} {chance.choice(['airport', 'region', 'city', 'port', 'district'])}")
        elif turn == 4:
            cut = chance.randrange(len(name)) if name else 0
            mixed.append(name[:cut] + "x" + name[cut + 1 :])
        else:
            mixed.append(name)
    return bare, mixed


def measure(work: Callable[[], object], *, times: int = 1) -> float:
    """Give the seconds of the processor that a piece of work takes, the best of several times."""
    best = float("inf")
    for _ in range(times):
        start = time.process_time()
        work()
        best = min(best, time.process_time() - start)
    return best


def rate(work: Callable[[], object]) -> int:
    """Give the names a second of a piece of work on all names, the best of three times."""
    return round(NAMES / measure(work, times=3))


# Said by the process itself: what the system tells of a child counts the parent's memory before it became another.
_SAY_MEMORY = """
from pathlib import Path
status = Path("/proc/self/status")
lines = status.read_text().splitlines() if status.exists() else []
print(next((line.split()[1] for line in lines if line.startswith("VmHWM:")), 0))
"""


class Spent(NamedTuple):
    """What a process took."""

    wall_s: float
    cpu_s: float
    memory_mb: float


def run_alone(script: str, argument: Path) -> Spent:
    """Run a script in a process of its own, and give what it took; memory is its most at any time."""
    root = Path(__file__).resolve().parents[2]
    start = time.perf_counter()
    before = os.times()
    done = subprocess.run(
        [sys.executable, "-c", script + _SAY_MEMORY, str(argument)],
        cwd=root,
        check=True,
        capture_output=True,
        text=True,
    )
    after = os.times()
    cpu = after.children_user - before.children_user + after.children_system - before.children_system
    return Spent(time.perf_counter() - start, cpu, int(done.stdout) * 1024 / 1e6)


def measure_alone(names: list[str]) -> dict[str, float]:
    """Measure what counts for a process as a whole."""
    with tempfile.TemporaryDirectory() as folder:
        listed = Path(folder) / "names.txt"
        listed.write_text("".join(f"{name}\n" for name in names), encoding="utf-8")
        resolved = run_alone(_RESOLVE, listed)
        compiled = run_alone(_COMPILE, Path(folder) / "gazetteer.sqlite")
    return {
        "memory_in_all_mb": round(resolved.memory_mb, 1),
        "compile_cpu_s": round(compiled.cpu_s, 1),
        "compile_wall_s": round(compiled.wall_s, 1),
        "compile_memory_mb": round(compiled.memory_mb, 1),
    }


def say_target(name: str) -> str:
    """Give the target of a figure in words, empty where it has none."""
    if name in AT_LEAST:
        return f"  (target {AT_LEAST[name]:,})"
    return f"  (target at most {AT_MOST[name]})" if name in AT_MOST else ""


def main() -> int:
    """Print the figures, one a line, or as JSON; 1 when a target is missed."""
    bare, mixed = draw_names(COMPILED, NAMES)
    before = read_rss_mb()
    opened = measure(lambda: open_gazetteer().close(), times=20)
    gazetteer = open_gazetteer()
    first = measure(lambda: resolve_place("Dunai, Primorsky Krai, Russia", gazetteer=gazetteer))
    figures = {
        "file_mb": round(COMPILED.stat().st_size / 1e6, 1),
        "open_ms": round(opened * 1000, 2),
        "first_name_ms": round(first * 1000, 2),
        "bare_names_a_second": rate(lambda: list(resolve_places(bare, gazetteer=gazetteer))),
        "mixed_texts_a_second": rate(lambda: list(resolve_places(mixed, gazetteer=gazetteer))),
        "ranked_names_a_second": rate(lambda: [rank_candidates(name, gazetteer=gazetteer) for name in bare]),
        "memory_added_mb": round(read_rss_mb() - before, 1),
        **measure_alone(mixed),
    }
    if "--json" in sys.argv[1:]:
        print(json.dumps(figures))
    else:
        for name, figure in figures.items():
            print(f"{name.replace('_', ' '):24} {figure:>10,}{say_target(name)}")
    reached = all(figures[name] >= least for name, least in AT_LEAST.items())
    reached &= all(figures[name] <= most for name, most in AT_MOST.items())
    return 0 if reached else 1


if __name__ == "__main__":
    sys.exit(main())
