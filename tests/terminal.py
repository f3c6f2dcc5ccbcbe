"""The command in a pseudo-terminal, as a person types to it."""

from __future__ import annotations

import os
import select
import subprocess
import sys
import time
from collections.abc import Sequence
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]


def type_to(words: Sequence[str], steps: Sequence[tuple[str, str]], *, timeout_s: float = 120.0) -> tuple[int, str]:
    """
    Run the command, wait for each text and answer it with what is typed; return exit code and all that was shown.

    Skips the test on a system without pseudo-terminals.
    """
    pty = pytest.importorskip("pty", reason="this system has no pseudo-terminal")
    master, slave = pty.openpty()
    run = subprocess.Popen(
        [sys.executable, "dateline.py", *words], cwd=ROOT, stdin=slave, stdout=slave, stderr=slave, close_fds=True
    )
    os.close(slave)
    end = time.monotonic() + timeout_s
    shown = since = ""
    try:
        for wanted, typed in [*steps, ("", "")]:
            while (wanted not in since if wanted else True) and time.monotonic() < end:
                if not select.select([master], [], [], 0.2)[0]:
                    continue
                try:
                    piece = os.read(master, 65_536).decode("utf-8", "replace")
                except OSError:  # the command has ended and closed its side
                    break
                if not piece:
                    break
                shown, since = shown + piece, since + piece
            assert wanted in since, shown
            since = since.partition(wanted)[2] if wanted else since
            if typed:
                os.write(master, typed.encode())
        return run.wait(max(1.0, end - time.monotonic())), shown
    finally:
        run.kill()
        run.wait()
        os.close(master)
