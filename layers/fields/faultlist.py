"""The faults of one file, gathered while it is read."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from layers.fault import Fault, FaultKind

KeyPath = tuple[str | int, ...]
FindLine = Callable[[KeyPath], int]
"""Gives the line on which what a path leads to stands; 0 where it is not known."""

UNWRITTEN = "?"
"""Begins the file name of what is to come into a file; the ending is that of the file."""


@dataclass(slots=True)
class FaultList:
    """The faults of one file, in the order found."""

    file: str
    faults: list[Fault]

    def add(self, message: str, *, line: int = 0, field: str = "", event: str = "", kind: FaultKind = "fault") -> None:
        """Note one fault of the file."""
        self.faults.append(Fault(kind, self.file, line, field, message, event))
