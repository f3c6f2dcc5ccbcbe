"""A TOML layer read block by block, so that a block which did not change is not parsed again."""

from __future__ import annotations

import re
import tomllib

from layers.formats.raw import RawEvent, RawLayer
from layers.formats.toml import find_lines_later, read_layer
from layers.kept import Kept

_HEADING = re.compile(r"^\[\[event\]\]", re.MULTILINE)


def read_kept_layer(text: str, kept: Kept) -> RawLayer:
    """
    Read a TOML layer as `layers.formats.toml.read_layer` does, parsing only the blocks that are new.

    A block runs from one ``[[event]]`` at the beginning of a line to the next.
    When the text before it is TOML by itself, the block begins where a parser
    would await a heading, so that the blocks read one by one give what the
    whole file gives, as long as each holds one event and nothing else. Where
    that is not so (a heading within a text, a table of another kind, a fault)
    the file is read as a whole.

    Parameters
    ----------
    text
        The layer file.
    kept
        What was kept of the last reading.
    """
    starts = [found.start() for found in _HEADING.finditer(text)]
    if not starts:
        return read_layer(text)
    header = _parse(text[: starts[0]])
    if header is None or "event" in header:
        return read_layer(text)
    events = []
    line = 1 + text.count("\n", 0, starts[0])
    for start, end in zip(starts, [*starts[1:], len(text)], strict=True):
        block = text[start:end]
        event = kept.recall(("block", block), None, lambda block=block: _read_block(block))  # type: ignore[misc]
        if event is None:
            return read_layer(text)
        # Not by dataclasses.replace, which takes four times as long: this runs for every event at every reading.
        events.append(RawEvent(event.table, event.problems, block=block, line=line))
        line += block.count("\n")
    return RawLayer(events, find_lines_later(text), header)


def _read_block(block: str) -> RawEvent | None:
    """Return the event of a block; None where it holds anything else."""
    table = _parse(block)
    if table is None or set(table) != {"event"}:
        return None
    events = table["event"]
    if not isinstance(events, list) or len(events) != 1:
        return None
    return RawEvent(events[0], block=block)


def _parse(text: str) -> dict[str, object] | None:
    try:
        return tomllib.loads(text)
    except (ValueError, OverflowError, RecursionError):
        return None
