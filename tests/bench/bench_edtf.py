"""Count the dates that are read in a second, beside the PyPI package `edtf` in the same run."""

from __future__ import annotations

import sys
import time
from collections.abc import Callable, Sequence
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[2]))

from layers.edtf import TEXT_LIMIT, parse_edtf

TARGET = 100_000
"""Dates a second that issue 2 asks for."""

CASE_MIX = (
    *(f"2025-{month:02}-{day:02}" for month in range(1, 13) for day in (1, 4, 11, 17, 28)),
    *(f"{year}-{month:02}" for year in (2024, 2025) for month in range(1, 13, 2)),
    *("2023", "2024", "2025-07-03~", "2025-06?", "2025-06-04T14:30:00+09:00", "202X", "2025-22"),
    *("2025-06-17/..", "../2025-06-30", "2025-06/2025-08", "2025-06-17/2025-06-30"),
    *("[2024-10,2024-11]", "[..2025-11]", "[2025-06..2025-08]"),
)
"""Dates as a case has them: mostly days, some months, a few of the rest."""

EVERY_FORM = (
    *("2001-02-03", "2008-12", "2008", "-0999", "2004-01-01T10:10:10+05:00", "-2005/-1999-02", "/2006", "?2004-%06"),
    *("[1667, 1760-12]", "Y3388E2S3", "2001-29", "156X-12-25", "[1667, 1668, 1670..1672]", "{1960, 1961-12}"),
)
"""One of each form that both readers know, the rare ones as often as the common."""


def measure_rate(read: Callable[[str], object], texts: Sequence[str], *, seconds: float) -> float:
    """Give the dates read in a second: the best of five rounds, so that a busy machine counts less."""
    best = 0.0
    for _ in range(5):
        count, begin = 0, time.perf_counter()
        while (passed := time.perf_counter() - begin) < seconds / 5:
            for text in texts:
                read(text)
            count += len(texts)
        best = max(best, count / passed)
    return best


def measure_growth() -> float:
    """Give how many times longer a set of twenty times the length takes; 20 is linear."""
    rates = []
    for characters in (TEXT_LIMIT // 20, TEXT_LIMIT):
        text = "[" + ",".join(["2025-06-04"] * (characters // 11)) + "]"
        rates.append(measure_rate(parse_edtf, [text], seconds=1))
    return rates[0] / rates[1]


def main() -> int:
    """Print the rates; 1 when the target is missed."""
    from edtf import parse_edtf as parse_peer

    reached = True
    for name, texts in (("dates of a case", CASE_MIX), ("every form alike", EVERY_FORM)):
        ours = measure_rate(parse_edtf, texts, seconds=2)
        peer = measure_rate(parse_peer, texts, seconds=3)
        reached = reached and ours >= TARGET
        print(f"edtf, {name}: {ours:,.0f} dates/s (target {TARGET:,}); package edtf {peer:,.0f}/s; {ours / peer:,.0f}×")
    worded = measure_rate(lambda text: parse_edtf(text).words, CASE_MIX, seconds=1)
    print(f"edtf, read and put into words: {worded:,.0f} dates/s")
    print(f"edtf, a set 20 times as long takes {measure_growth():.1f}× the time")
    return 0 if reached else 1


if __name__ == "__main__":
    sys.exit(main())
