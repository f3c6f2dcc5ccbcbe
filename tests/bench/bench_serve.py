"""
Measure the local editor: requests in a minute by 32 clients, its memory, the wait from save to redrawn page.

    python -m tests.bench serve [SECONDS]

Loopback only; it ends by itself. The requests are those of an open page; the wait runs from the press on Save to
the frame in which the new map is seen, in a headless browser.
"""

from __future__ import annotations

import asyncio
import itertools
import os
import shutil
import statistics
import sys
import tempfile
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT))

from tests.bench.large import write_large_case  # noqa: E402 - the path must be known first
from tests.serve.conftest import Served, start_process  # noqa: E402

FIRST = ROOT / "data" / "dprk-russia-2025"
CLIENTS = 32
SECONDS = 60
RATE = 300
MEMORY_GROWTH = 1.1
RUNS = 7
WAITS_S = {"the first case": 0.5, "10,000 events": 1.5}
PATHS = ("/api/case", "/api/date?text=2025-06", "/editor.js", "/map", "/api/case", "/api/date?text=[..2025-11]")

_MARK = """
() => new Promise((resolve, reject) => {
  setTimeout(() => reject(new Error("no new map within 30 s")), 30000);
  const before = document.querySelector('iframe:not(.coming)');
  const started = performance.now();
  document.querySelector('.foot .primary').click();
  const look = () => {
    const now = document.querySelector('iframe:not(.coming)');
    if (now && now !== before) requestAnimationFrame(() => resolve((performance.now() - started) / 1000));
    else setTimeout(look, 5);
  };
  look();
})
"""


def read_cpu_s(pid: int) -> float:
    """Return the seconds that a process has computed, as Linux tells it; other work does not change them."""
    fields = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


def read_memory_mb(pid: int) -> float:
    """Return the resident memory of a process in MB, as Linux tells it."""
    for line in Path(f"/proc/{pid}/status").read_text().splitlines():
        if line.startswith("VmRSS:"):
            return int(line.split()[1]) / 1024
    return 0.0


def _pid(served: Served) -> int:
    assert served.process is not None
    return served.process.pid


async def ask_on(served: Served, until: float, paths: itertools.cycle[str]) -> tuple[int, int]:
    """Ask over one kept line until the time is up; return how many were answered, and how many were not."""
    good = bad = 0
    reader, writer = await asyncio.open_connection("127.0.0.1", served.port)
    while time.perf_counter() < until:
        head = f"GET {next(paths)} HTTP/1.1\r\nHost: {served.host}\r\nCookie: {served.cookie[1]}\r\n\r\n"
        try:
            writer.write(head.encode())
            answer = await reader.readuntil(b"\r\n\r\n")
            length = int(answer.lower().split(b"content-length:")[1].split(b"\r\n")[0])
            await reader.readexactly(length)
        except (OSError, asyncio.IncompleteReadError, IndexError, ValueError):
            bad += 1
            reader, writer = await asyncio.open_connection("127.0.0.1", served.port)
            continue
        good, bad = (good + 1, bad) if answer.startswith(b"HTTP/1.1 200") else (good, bad + 1)
    writer.close()
    return good, bad


async def ask_all(served: Served, seconds: float) -> tuple[int, int, list[float]]:
    """Have all clients ask for so long; return answered, not answered, and the memory from time to time."""
    until = time.perf_counter() + seconds
    memory: list[float] = []

    async def weigh() -> None:
        while time.perf_counter() < until:
            await asyncio.sleep(seconds / 12)
            memory.append(read_memory_mb(_pid(served)))

    asked = [ask_on(served, until, itertools.cycle(PATHS[n % len(PATHS) :] + PATHS[: n % len(PATHS)]))
             for n in range(CLIENTS)]  # fmt: skip
    *counts, _ = await asyncio.gather(*asked, weigh())
    return sum(good for good, _ in counts), sum(bad for _, bad in counts), memory


def measure_rate(folder: Path, seconds: float) -> bool:
    """Print how many requests are answered, and what that does to the memory."""
    served = start_process(folder)
    try:
        asyncio.run(ask_all(served, 2))  # what is made once
        good, bad, memory = asyncio.run(ask_all(served, seconds))
    finally:
        served.end()
    rate, growth = good / seconds, memory[-1] / memory[0]
    print(
        f"{CLIENTS} clients for {seconds:.0f} s: {rate:,.0f} requests a second (target at least {RATE}), {bad} not "
        f"answered (target 0); memory {memory[0]:.0f} to {memory[-1]:.0f} MB, at most {max(memory):.0f} "
        f"({growth:.2f}, target at most {MEMORY_GROWTH})"
    )
    return rate >= RATE and bad == 0 and growth <= MEMORY_GROWTH


def measure_wait(name: str, folder: Path, event: str) -> bool:
    """Print how long it takes from the press on Save until the new map is seen."""
    from playwright.sync_api import sync_playwright

    from tests.browser import launch_browser

    served = start_process(folder)
    waits: list[float] = []
    computed = 0.0
    try:
        with sync_playwright() as playwright:
            browser = launch_browser(playwright)
            page = browser.new_page(viewport={"width": 1440, "height": 900})
            page.goto(served.address)
            page.wait_for_selector("iframe:not(.coming)")
            inside = page.frames[1]
            inside.evaluate("window.dateline.ready")
            inside.evaluate("id => window.dateline.open(id)", event)
            page.wait_for_selector(".event-form:not([hidden])")
            for number in range(RUNS + 1):
                computed = read_cpu_s(_pid(served)) if number == 1 else computed
                page.locator(".event-form [name=title]").first.fill(f"Title {number}")
                page.wait_for_selector(".foot .primary:not(:disabled)")
                waits.append(page.evaluate(_MARK))
                page.wait_for_selector(".said:has-text('Saved')")
            computed = (read_cpu_s(_pid(served)) - computed) / RUNS
            browser.close()
    finally:
        served.end()
    middle = statistics.median(waits[1:])
    print(
        f"from save to redrawn page, {name}: {middle:.2f} s ({min(waits[1:]):.2f} to {max(waits[1:]):.2f}; "
        f"target at most {WAITS_S[name]}); the server computed {computed:.2f} s of each, at a load of "
        f"{os.getloadavg()[0]:.1f} on {os.cpu_count()} cores"
    )
    return middle <= WAITS_S[name]


def main() -> int:
    """Print the figures; 1 when a target is missed."""
    seconds = float(next((word for word in sys.argv[1:] if word.isdecimal()), SECONDS))
    with tempfile.TemporaryDirectory() as base:
        first = Path(base) / "first"
        shutil.copytree(FIRST, first, ignore=shutil.ignore_patterns("map.html"))
        large = write_large_case(Path(base) / "large", events=10_000, layers=5)
        reached = [
            measure_rate(first, seconds),
            measure_wait("the first case", first, "dunai-ship"),
            measure_wait("10,000 events", large, "event-5000"),
        ]
    return 0 if all(reached) else 1


if __name__ == "__main__":
    sys.exit(main())
