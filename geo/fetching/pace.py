"""Take turns at a service: one request at a time and so many seconds apart, over all processes of a person."""

from __future__ import annotations

import contextlib
import datetime
import math
import re
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Final

# Whoever asks has to wait for those who came first; so many seconds, and then it is said and not waited for.
_QUEUE_S: Final = 300.0
# A stamp farther ahead than this was written by a clock that was wrong.
_STAMP_MOST_S: Final = 7 * 86_400.0


class PaceError(RuntimeError):
    """
    The service must not be asked now.

    It asked to be left alone for longer than anybody waits, or others stand in
    line before us. `until` is the time (seconds since 1970) from which a retry
    helps, None where that is not known.
    """

    def __init__(self, message: str, *, until: float | None = None) -> None:
        super().__init__(message)
        self.until = until


class Pace:
    """
    The turns at one host.

    A lock file lets one process ask at a time, a stamp beside it tells the
    time before which no process may ask again. Both lie in `folder`, so they
    hold for whoever uses that folder.
    """

    def __init__(
        self,
        folder: Path,
        *,
        host: str,
        pace_s: float,
        longest_wait_s: float = 30.0,
        clock: Callable[[], float] = time.time,
        sleep: Callable[[float], None] = time.sleep,
    ) -> None:
        name = re.sub(r"[^A-Za-z0-9.-]", "_", host)[:100]
        self.host = host
        self.pace_s = pace_s
        self.longest_wait_s = longest_wait_s
        self._lock = folder / f"{name}.lock"
        self._stamp = folder / f"{name}.next"
        self._clock = clock
        self._sleep = sleep

    @contextlib.contextmanager
    def take_turn(self) -> Iterator[None]:
        """
        Wait for our turn and hold it; the next one comes `pace_s` seconds after this one ends.

        Counted from the end, so that no delay on the way brings two requests closer together.

        Raises
        ------
        PaceError
            If the service asked for a longer rest than anybody waits, or the
            others before us take too long.
        """
        from filelock import FileLock, Timeout

        lock = FileLock(self._lock)
        try:
            lock.acquire(timeout=_QUEUE_S)
        except Timeout:
            raise PaceError(
                f"{self.host}: other runs have been asking it for {_QUEUE_S:.0f} s; try again later"
            ) from None
        try:
            self.wait()
            yield
        finally:
            # Not where a rest was asked for, which reaches farther.
            self._write_stamp(max(self._clock() + self.pace_s, self._read_stamp()))
            lock.release()

    def wait(self) -> None:
        """Wait until the host may be asked; to be called within a turn, before each request of it."""
        wait_s = self._read_stamp() - self._clock()
        if wait_s > self.longest_wait_s:
            until = self._clock() + wait_s
            raise PaceError(f"{self.host} asked to be left alone until {say_time(until)}", until=until)
        if wait_s > 0:
            self._sleep(wait_s)
        # Should this process be ended now, the next one waits all the same.
        self._write_stamp(self._clock() + self.pace_s)

    def rest(self, seconds: float) -> float:
        """Let nobody ask for so many seconds from now; give the time at which that ends."""
        until = self._clock() + min(max(seconds, self.pace_s), _STAMP_MOST_S)
        self._write_stamp(until)
        return until

    def _read_stamp(self) -> float:
        try:
            stamp = float(self._stamp.read_text("ascii"))
        except FileNotFoundError:
            return 0.0
        except (OSError, ValueError):
            return self._clock() + self.pace_s  # torn by a crash: as if somebody had asked just now
        if not math.isfinite(stamp) or stamp > self._clock() + _STAMP_MOST_S + 60:
            return self._clock() + self.pace_s
        return stamp

    def _write_stamp(self, stamp: float) -> None:
        self._stamp.write_text(f"{stamp:.3f}", "ascii")


def say_time(seconds: float) -> str:
    """
    Give a time as a person reads it.

    >>> say_time(1764154800.2)
    '2025-11-26 11:01 UTC'
    """
    # Rounded up: at the time said it is over.
    minute = datetime.datetime.fromtimestamp(math.ceil(seconds / 60) * 60, datetime.UTC)
    return f"{minute:%Y-%m-%d %H:%M} UTC"
