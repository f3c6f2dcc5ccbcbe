"""Find a browser by launching it: the system's, else Playwright's own, else the distribution's package."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Playwright

COMMANDS = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome")
ARGUMENTS = (
    "--disable-gpu",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--no-first-run",
)
LAUNCH_MS = 30_000
DOWNLOAD_S = 300
PACKAGE_S = 600


class BrowserError(RuntimeError):
    """No browser could be launched, nor be fetched; the message says in one sentence what to install."""


def launch_browser(playwright: Playwright) -> Browser:
    """
    Launch a Chromium; fetch one where the machine has none that runs.

    Raises
    ------
    BrowserError
        If none of the ways leads to a browser.
    """
    reasons: list[str] = []
    for path in _find_paths():
        try:
            return _launch(playwright, path)
        except Exception as error:  # a stub, a missing library, a sandbox: each says so in its own way
            reasons.append(f"{path or 'Playwright has none'}: {_first_line(error)}")
    raise BrowserError(
        "No browser could be launched, so the page is untested; install Chromium, or run: "
        f"{sys.executable} -m playwright install --with-deps chromium ({'; '.join(reasons)})"
    )


def _find_paths() -> Iterator[str | None]:
    """Yield paths to try, the costly ways last; None is Playwright's own."""
    for command in COMMANDS:
        path = shutil.which(command)
        if path:
            yield path
    yield None
    if _run([sys.executable, "-m", "playwright", "install", "chromium"], timeout_s=DOWNLOAD_S):
        yield None
    if hasattr(os, "geteuid") and os.geteuid() == 0 and shutil.which("apt-get"):
        _run(["apt-get", "update", "-q"], timeout_s=PACKAGE_S)
        _run(["apt-get", "install", "-q", "-y", "--no-install-recommends", "chromium"], timeout_s=PACKAGE_S)
        path = shutil.which("chromium")
        if path:
            yield path


def _launch(playwright: Playwright, path: str | None) -> Browser:
    arguments = [*ARGUMENTS]
    if hasattr(os, "geteuid") and os.geteuid() == 0:
        arguments.append("--no-sandbox")  # Chromium has no sandbox for root
    return playwright.chromium.launch(executable_path=path, args=arguments, timeout=LAUNCH_MS)


def _run(command: list[str], *, timeout_s: float) -> bool:
    """Run a command quietly; False when it fails, is missing or takes too long."""
    try:
        done = subprocess.run(command, capture_output=True, text=True, timeout=timeout_s, check=False)
    except (OSError, subprocess.TimeoutExpired):
        return False
    return done.returncode == 0


def _first_line(error: Exception) -> str:
    lines = [line.strip() for line in str(error).splitlines() if line.strip()]
    return lines[0][:160] if lines else type(error).__name__
