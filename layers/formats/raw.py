"""What a layer file holds before its fields are read, the same for every format."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

KeyPath = tuple[str | int, ...]


@dataclass(slots=True)
class RawEvent:
    """
    The table of one event, shaped as in TOML: claims are a list of tables under ``claim``.

    `problems` are what the format itself found wrong, as line, field and message.
    """

    table: dict[str, object]
    problems: list[tuple[int, str, str]] = field(default_factory=list)
    block: str = ""
    """The text that it was read from by itself; empty where its file was read as a whole."""
    line: int = 1
    """Line of the file on which that text begins."""


@dataclass(frozen=True, slots=True)
class RawLayer:
    """
    The events of a layer file in its order.

    The path of event number n is ``("event", n)``; `find_line` returns the line
    of a path, or of the nearest table that holds it.
    """

    events: list[RawEvent]
    find_line: Callable[[KeyPath], int]
    header: Mapping[str, object] = field(default_factory=dict)
    """The fields of the layer itself, where the format carries them."""
