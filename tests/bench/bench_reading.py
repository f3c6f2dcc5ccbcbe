"""
Reading: a thousand reports in one run, in constant memory and at a steady pace.

The reports are those of LGL where its folder is there (see `tests.bench.corpora`), else invented ones; memory is what
the operating system says of the process, for the reports once and twice: caches fill at first.
"""

from __future__ import annotations

import json
import os
import random
import subprocess
import sys
import tempfile
from pathlib import Path

from tests.bench.corpora import find_corpora, read_articles

ROOT = Path(__file__).resolve().parents[2]
REPORTS = 1000
LEAST_KB_A_SECOND = 300
MOST_GROWTH_MB = 8
INVENTED = (
    "Two barges were seen at Odesa on the 4th of last month, the port authority said. ",
    "Meridian, citing officials in Rome, reported that a tug had left Catania for Valletta on Friday. ",
    "Three houses burned in Kharkiv overnight, and a bridge near Sumy was hit, according to the mayor. ",
    "The minister told reporters in Seoul that nothing would change before the autumn. ",
    "More ships are expected to arrive in Vladivostok by the end of March. ",
)


def list_texts() -> list[str]:
    """Return the texts that the reports are made of."""
    folder = find_corpora()
    if folder and (folder / "lgl.xml").is_file():
        return [article.text for article in read_articles(folder / "lgl.xml")]
    draw = random.Random(20250703)
    return ["".join(draw.choices(INVENTED, k=25)) for _ in range(200)]


def run(path: Path) -> tuple[float, int]:
    """Read a file of reports with the command; give processor seconds and the most memory in kB."""
    with open(os.devnull, "wb") as nothing:  # noqa: PTH123
        started = subprocess.Popen(
            [sys.executable, "dateline.py", "read", str(path), "--published", "2025-07-03", "--json"],
            cwd=ROOT,
            stdout=nothing,
            stderr=nothing,
        )
        _, status, usage = os.wait4(started.pid, 0)
        started.returncode = os.waitstatus_to_exitcode(status)
    if started.returncode:
        raise SystemExit(f"dateline read ended with {started.returncode}")
    return usage.ru_utime + usage.ru_stime, usage.ru_maxrss


def main() -> int:
    """Print the figures; 1 when a target is missed."""
    texts = list_texts()
    with tempfile.TemporaryDirectory() as name:
        sizes = []
        for count in (REPORTS, 2 * REPORTS):
            path = Path(name) / f"{count}.jsonl"
            lines = [json.dumps({"text": texts[n % len(texts)]}, ensure_ascii=False) for n in range(count)]
            path.write_text("\n".join(lines) + "\n", encoding="utf-8")
            kb = sum(len(texts[n % len(texts)].encode()) for n in range(count)) / 1000
            seconds, memory = run(path)
            print(
                f"{count:,} reports, {kb:,.0f} kB: {kb / seconds:,.0f} kB a second of one core, {memory / 1024:.0f} MB"
            )
            sizes.append((kb / seconds, memory / 1024))
    growth = sizes[1][1] - sizes[0][1]
    print(f"memory grows by {growth:.0f} MB from one to two thousand (target: at most {MOST_GROWTH_MB})")
    print(f"whole command, printing JSON: {sizes[1][0]:,.0f} kB a second (target: at least {LEAST_KB_A_SECOND})")
    return int(growth > MOST_GROWTH_MB or sizes[1][0] < LEAST_KB_A_SECOND)


if __name__ == "__main__":
    raise SystemExit(main())
