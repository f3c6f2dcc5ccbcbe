"""The rows and cells of a CSV text with the spans they stand in, which the csv module does not tell."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import NamedTuple

from layers.syntax.splice import SpliceError

_PLAIN = {mark: re.compile(rf"[^{mark}\r\n]*+") for mark in ",;\t"}


class Cell(NamedTuple):
    """One cell: its span with its quotes, and what it says."""

    start: int
    end: int
    text: str
    quoted: bool


class Row(NamedTuple):
    """One row: the line it begins on (counted from 1), its cells, and the offset behind its line end."""

    line: int
    start: int
    end: int
    cells: tuple[Cell, ...]

    @property
    def cells_end(self) -> int:
        """The offset behind its last cell, before the line end."""
        return self.cells[-1].end


@lru_cache(maxsize=2)  # asked again of the same text while an event in it is found, changed and told of
def split_rows(text: str, *, delimiter: str) -> tuple[Row, ...]:
    r"""
    Split a CSV text that the csv module has accepted.

    Quotes count only at the beginning of a cell, as for the csv module.

    Examples
    --------
    >>> [[cell.text for cell in row.cells] for row in split_rows('a,"b, c"\r\n1,2', delimiter=",")]
    [['a', 'b, c'], ['1', '2']]
    """
    rows = []
    at, line = 0, 1
    while at < len(text):
        row = _split_row(text, at, line, delimiter)
        rows.append(row)
        line += _count_lines(text, at, row.end)
        at = row.end
    return tuple(rows)


def write_cell(text: str, *, delimiter: str, quoted: bool = False) -> str:
    """Write a cell, in quotes where it needs them or had them."""
    needed = any(mark in text for mark in (delimiter, '"', "\n", "\r")) or text != text.strip()
    return '"' + text.replace('"', '""') + '"' if quoted or needed else text


def _split_row(text: str, start: int, line: int, delimiter: str) -> Row:
    cells = []
    at = start
    plain = _PLAIN[delimiter]
    while True:
        cell = _read_quoted(text, at) if text.startswith('"', at) else _read_plain(text, at, plain)
        cells.append(cell)
        at = cell.end
        if text.startswith(delimiter, at):
            at += 1
            continue
        if text.startswith("\r\n", at):
            at += 2
        elif at < len(text):
            at += 1
        return Row(line, start, at, tuple(cells))


def _read_plain(text: str, start: int, plain: re.Pattern[str]) -> Cell:
    found = plain.match(text, start)
    assert found is not None
    return Cell(start, found.end(), found.group(), False)


def _read_quoted(text: str, start: int) -> Cell:
    at = start + 1
    while True:
        at = text.find('"', at)
        if at < 0:
            raise SpliceError("a cell in quotes is not closed")
        if not text.startswith('""', at):
            return Cell(start, at + 1, text[start + 1 : at].replace('""', '"'), True)
        at += 2


def _count_lines(text: str, start: int, end: int) -> int:
    # As the csv module counts them: a lone carriage return ends a line too.
    return text.count("\n", start, end) + text.count("\r", start, end) - text.count("\r\n", start, end)
