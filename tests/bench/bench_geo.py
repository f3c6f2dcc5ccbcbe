"""
Measure the gazetteer: names a second, time to open, memory added.

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
import sys
import time
from collections.abc import Callable
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

from geo.gazetteer import COMPILED, open_gazetteer
from geo.resolve import rank_candidates, resolve_place, resolve_places

NAMES = 20_000
NAMES_A_SECOND = 20_000
MEMORY_MB = 60
TARGETS = {
    "bare_names_a_second": f"  (target {NAMES_A_SECOND:,})",
    "memory_added_mb": f"  (target at most {MEMORY_MB})",
}


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
    """Give the seconds that a piece of work takes, the best of several times."""
    best = float("inf")
    for _ in range(times):
        start = time.perf_counter()
        work()
        best = min(best, time.perf_counter() - start)
    return best


def rate(work: Callable[[], object]) -> int:
    """Give the names a second of a piece of work on all names, the best of three times."""
    return round(NAMES / measure(work, times=3))


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
    }
    if "--json" in sys.argv[1:]:
        print(json.dumps(figures))
    else:
        for name, figure in figures.items():
            print(f"{name.replace('_', ' '):24} {figure:>10,}{TARGETS.get(name, '')}")
    reached = figures["bare_names_a_second"] >= NAMES_A_SECOND and figures["memory_added_mb"] <= MEMORY_MB
    return 0 if reached else 1


if __name__ == "__main__":
    sys.exit(main())
