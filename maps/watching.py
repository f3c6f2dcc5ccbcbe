"""Tell of changes to the files of a case, each burst of them once."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from threading import Event
from typing import TYPE_CHECKING

from maps.workshop import is_input

if TYPE_CHECKING:
    from watchfiles import Change

# A program that saves writes several times within a few milliseconds; a person waits for the map.
STEP_MS = 30
DEBOUNCE_MS = 300
LOOK_MS = 1000
"""How often to look by ourselves: some file systems tell nothing, and none tells what came before the watch began."""


def watch_case(folder: Path, *, stop: Event | None = None) -> Iterator[frozenset[Path]]:
    """
    Yield the files of a case that have changed, until Ctrl-C or until `stop` is set.

    The map, the lock and temporary files are none of them. Every second without
    a change yields an empty set: the moment to look by oneself.
    """
    from watchfiles import watch

    whole = folder.resolve()

    def is_of_case(_: Change, path: str) -> bool:
        return is_input(Path(path), whole)

    changes = watch(
        whole,
        watch_filter=is_of_case,
        debounce=DEBOUNCE_MS,
        step=STEP_MS,
        stop_event=stop,
        rust_timeout=LOOK_MS,
        yield_on_timeout=True,
    )
    while True:
        try:
            changed = next(changes)
        except (KeyboardInterrupt, StopIteration):
            return
        yield frozenset(Path(path) for _, path in changed)
