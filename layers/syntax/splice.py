"""Changes to a text by its offsets: what lies between them stays as it is."""

from __future__ import annotations

from dataclasses import dataclass, field


class SpliceError(ValueError):
    """The change cannot be made without touching more than it says; the message says what stands in the way."""


@dataclass(slots=True)
class Splices:
    """Changes to one text, gathered in any order and made at once."""

    text: str
    changes: list[tuple[int, int, str]] = field(default_factory=list)

    def replace(self, start: int, end: int, text: str) -> None:
        """Let `text` take the place of what stands from `start` to `end`."""
        self.changes.append((start, end, text))

    def insert(self, at: int, text: str) -> None:
        """Put `text` at an offset, behind what was put there before."""
        self.changes.append((at, at, text))

    def delete(self, start: int, end: int) -> None:
        """Take out what stands from `start` to `end`."""
        self.changes.append((start, end, ""))

    def make(self) -> str:
        """
        Return the changed text.

        Raises
        ------
        SpliceError
            If two changes speak of the same part of the text.
        """
        parts = []
        done = 0
        for start, end, text in sorted(self.changes, key=lambda change: change[:2]):
            if start < done:
                raise SpliceError("two of the changes touch the same words; make them one after the other")
            parts += [self.text[done:start], text]
            done = end
        return "".join([*parts, self.text[done:]])


def find_line_start(text: str, at: int) -> int:
    """Return the offset at which the line of an offset begins."""
    return text.rfind("\n", 0, at) + 1


def find_line_end(text: str, at: int) -> int:
    """Return the offset behind the line of an offset, its line end included."""
    end = text.find("\n", at)
    return len(text) if end < 0 else end + 1


def find_ending(text: str) -> str:
    """Return the line end that a text uses; that of most of its lines, where it uses two."""
    return "\r\n" if text.count("\r\n") * 2 > text.count("\n") else "\n"


def find_indent(text: str, at: int) -> str:
    """Return the white space with which the line of an offset begins."""
    start = find_line_start(text, at)
    end = start
    while end < len(text) and text[end] in " \t":
        end += 1
    return text[start:end]
