"""What a command says: messages to standard error, JSON to standard output, and how it ends."""

from __future__ import annotations

import json
import sys
from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import Any, NoReturn, TypeVar

import click

from layers.case import Case
from layers.fault import Fault

Step = TypeVar("Step")
DONE, DATA_FAULT, WRONG_USAGE, SURROUNDINGS = 0, 1, 2, 3


def say(message: str) -> None:
    """Print a message for a person to standard error."""
    click.echo(message, err=True)


def print_json(value: dict[str, Any]) -> None:
    """Print an object as one line to standard output."""
    click.echo(json.dumps(value, ensure_ascii=False))


def stop(message: str, code: int) -> NoReturn:
    """Say why, and end with an exit code."""
    say(message)
    sys.exit(code)


def stop_on(faults: Sequence[Fault]) -> None:
    """End with exit code 1 where there are faults, each said; warnings do not stop."""
    broken = [fault for fault in faults if fault.kind == "fault"]
    for fault in broken:
        say(fault.text)
    if broken:
        say(f"{say_count(len(broken), 'fault')}; nothing was written.")
        sys.exit(DATA_FAULT)


def stop_unreadable(case: Case) -> None:
    """Stop where case.toml or sources.toml cannot be read at all: nothing useful would be left."""
    if not case.title or (case.events and not case.sources):
        stop_on(case.faults)


def say_stage(words: str) -> None:
    """Say what a long build is at, where somebody watches."""
    if sys.stderr.isatty():
        say(f"{words} …")


def follow_progress(what: str) -> Callable[[int, int], None] | None:
    """Return a function that shows how far long work is, or None where nobody watches."""
    if not sys.stderr.isatty():
        return None

    def follow(done: int, total: int) -> None:
        if total >= 100 and (done % 50 == 0 or done == total):
            click.echo(f"\r{what}: {done:,} of {total:,}", err=True, nl=done == total)

    return follow


def follow_count(steps: Iterable[Step], what: str) -> Iterator[Step]:
    """Pass steps on one by one, showing how many there were so far where somebody watches."""
    watched = sys.stderr.isatty()
    number = 0
    for number, step in enumerate(steps, start=1):
        yield step
        if watched and number % 10 == 0:
            click.echo(f"\r{what}: {number:,}", err=True, nl=False)
    if watched and number >= 10:
        click.echo(f"\r{what}: {number:,}", err=True)


def say_count(number: int, word: str) -> str:
    """Put a number before a word, plural but for one."""
    return f"{number:,} {word}" if number == 1 else f"{number:,} {word}s"


def say_metres(radius_m: int) -> str:
    """Give a radius in km from one upward, else in m."""
    return f"{radius_m / 1000:.0f} km" if radius_m >= 1000 else f"{radius_m} m"
