"""A layer as CSV: one row per claim, columns named as the fields of TOML."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Iterator

from layers.fault import find_nearest
from layers.fields.event import CLAIM_KEYS, EVENT_KEYS
from layers.files.text import TextError
from layers.formats.plain import explain_csv
from layers.formats.raw import KeyPath, RawEvent, RawLayer

CLAIM_PREFIX = "claim."
CELL_CHARACTERS_MOST = 131_072
TABLES = ("values", "value_reasons")
JSON_COLUMNS = ("geometry", "media", "corrections")
_PLAIN = {*EVENT_KEYS, *(CLAIM_PREFIX + key for key in CLAIM_KEYS)} - {
    "claim",
    "values",
    "value_reasons",
    "claim.values",
}


def read_layer(text: str) -> RawLayer:
    """
    Read a CSV layer.

    Rows with the same id are one event with a claim each; the fields of the
    event may be repeated on them or left blank. Comma, semicolon or tab parts
    the cells, whichever the header uses.

    Raises
    ------
    TextError
        If the text is not CSV, or has a column that the format does not know.
    """
    collected = read_rows(text)
    return RawLayer(collected.events, collected.find_line)


def read_rows(text: str) -> Rows:
    """Read a CSV layer as `read_layer` does, with the lines on which each event, field and claim stands."""
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=find_delimiter(text), strict=True)
    collected = Rows()
    try:
        header = [name.strip() for name in next(reader, [])]
        check_header(header)
        start = reader.line_num + 1
        for cells in reader:
            if any(cell.strip() for cell in cells):
                collected.add(header, cells, start)
            start = reader.line_num + 1
    except csv.Error as wrong:
        if "field larger" in str(wrong):
            raise TextError(f"a cell holds more than {CELL_CHARACTERS_MOST:,} characters", reader.line_num) from None
        raise TextError(f"not CSV: {explain_csv(str(wrong))}", max(reader.line_num, 1)) from None
    return collected


class Rows:
    """The events of the rows read so far, and the lines on which they stand."""

    def __init__(self) -> None:
        self.events: list[RawEvent] = []
        self.numbers: dict[str, int] = {}
        self.lines: dict[KeyPath, int] = {}
        self.given: list[dict[str, tuple[str, int]]] = []
        """For each event the fields of its own, each with its cell and the line that gave it first."""
        self.rows: list[list[int]] = []
        """For each event the lines on which its rows begin."""

    def add(self, header: list[str], cells: list[str], line: int) -> None:
        """Take in one row, which begins on a line."""
        row = {name: cell.strip() for name, cell in zip(header, cells, strict=False) if cell.strip()}
        number = self._find_event(row, line)
        event, given = self.events[number], self.given[number]
        self.rows[number].append(line)
        if len(cells) > len(header):
            more = len(cells) - len(header)
            event.problems.append(
                (
                    line,
                    "",
                    f"the row has {'1 cell' if more == 1 else f'{more} cells'} more than columns; "
                    "put texts with commas in quotes",
                )
            )
        for name, cell in row.items():
            if name.startswith(CLAIM_PREFIX):
                continue
            if name not in given:
                given[name] = (cell, line)
                self._set(event, ("event", number), name, cell, line)
            elif given[name][0] != cell:
                before = given[name][1]
                message = f"{cell[:60]!r} differs from line {before} of the same event; repeat it or leave it blank"
                event.problems.append((line, name, message))
        claim = {name.removeprefix(CLAIM_PREFIX): cell for name, cell in row.items() if name.startswith(CLAIM_PREFIX)}
        if claim:
            self._add_claim(number, claim, line)

    def _find_event(self, row: dict[str, str], line: int) -> int:
        """Return the number of the event that a row speaks of; a row without id and title goes on with the last."""
        name, title = row.get("id", ""), row.get("title", "")
        last = len(self.events) - 1
        if name and name in self.numbers:
            return self.numbers[name]
        if not name and last >= 0:
            given = self.given[last]
            if not title or ("id" not in given and given.get("title", ("", 0))[0] == title):
                return last
        self.events.append(RawEvent({}))
        self.given.append({})
        self.rows.append([])
        self.lines["event", last + 1] = line
        if name:
            self.numbers[name] = last + 1
        return last + 1

    def _add_claim(self, number: int, cells: dict[str, str], line: int) -> None:
        claims = self.events[number].table.setdefault("claim", [])
        assert isinstance(claims, list)
        table = RawEvent({}, self.events[number].problems)
        path: KeyPath = ("event", number, "claim", len(claims))
        self.lines[path] = line
        for name, cell in cells.items():
            self._set(table, path, name, cell, line)
        claims.append(table.table)

    def _set(self, target: RawEvent, path: KeyPath, name: str, cell: str, line: int) -> None:
        table, dot, key = name.partition(".")
        if dot and table in TABLES:
            inner = target.table.setdefault(table, {})
            assert isinstance(inner, dict)
            inner[key] = cell
        elif name in JSON_COLUMNS:
            try:
                target.table[name] = json.loads(cell)
            except (ValueError, RecursionError):
                target.problems.append((line, name, f"{cell[:60]!r} is not JSON; write it as in GeoJSON"))
        else:
            target.table[name] = cell
        # Most fields stand on the first line of their event: only others need a line of their own.
        if line != self.lines[path]:
            self.lines[(*path, name)] = line

    def find_line(self, path: KeyPath) -> int:
        """Return the line of a path, or of the nearest table that holds it."""
        while path not in self.lines:
            path = path[:-1]
            if not path:
                return 1
        return self.lines[path]


def find_delimiter(text: str) -> str:
    """Return what parts the cells of a CSV text: comma, semicolon or tab, whichever its header uses most."""
    first = next(_lines(text), "")
    return max(",;\t", key=first.count)


def _lines(text: str) -> Iterator[str]:
    yield from io.StringIO(text)


def check_header(header: list[str]) -> None:
    """Raise TextError where a column is not one of a layer, or stands twice."""
    if not any(header):
        raise TextError("has no header; the first line names the columns, such as id,title,place,date,claim.source", 1)
    seen = set()
    for name in header:
        base, dot, key = name.removeprefix(CLAIM_PREFIX).partition(".")
        table = dot and key and base in (("values",) if name.startswith(CLAIM_PREFIX) else TABLES)
        if not table and name not in _PLAIN:
            more = " (counts stand in columns such as values.ships)" if base in TABLES else find_nearest(name, _PLAIN)
            raise TextError(f"unknown column {name!r}{more or '; columns have the names of the fields'}", 1)
        if name in seen:
            raise TextError(f"column {name!r} stands twice; keep one", 1)
        seen.add(name)
