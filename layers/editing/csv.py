"""Fields changed within the rows of one event of a CSV layer; every other row keeps its bytes."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from layers.editing.event_table import Table, order_claim, order_fields
from layers.formats.csv import CLAIM_PREFIX, TABLES, Rows, find_delimiter, read_rows
from layers.syntax.csv_rows import Row, split_rows, write_cell
from layers.syntax.splice import SpliceError, Splices
from layers.syntax.toml_arrays import pair_up


def find_span(text: str, number: int) -> tuple[int, int]:
    """Return the offsets between which the rows of an event stand, from its first to its last."""
    lines = read_rows(text).rows[number]
    rows = {row.line: row for row in split_rows(text, delimiter=find_delimiter(text))}
    return rows[lines[0]].start, rows[lines[-1]].end


def change_rows(text: str, changes: Mapping[int, tuple[Table, Table]]) -> str:
    """
    Return the text with the cells changed in which two tables of an event differ.

    Parameters
    ----------
    text
        A CSV layer without a byte order mark.
    changes
        By the number of an event, counted from 0: the event in its plain form,
        as it stands and as it is to be.

    Raises
    ------
    SpliceError
        If a field cannot be changed by itself.
    """
    sheet = _Sheet(text)
    for number, (before, after) in changes.items():
        _change_event(sheet, number, before, after)
    return sheet.make()


def _change_event(sheet: _Sheet, number: int, before: Table, after: Table) -> None:
    held = sheet.read.rows[number]
    own, wanted = write_cells(before), write_cells(after)
    for name in dict.fromkeys((*own, *wanted)):
        if own.get(name) == wanted.get(name):
            continue
        given = [line for line in held if sheet.cell(line, name).strip()]
        for line in given or held[:1]:
            sheet.set(line, name, wanted.get(name, ""))
    claims, new = before.get("claim", []), after.get("claim", [])
    assert isinstance(claims, list)
    assert isinstance(new, list)
    if claims != new:
        lines = [sheet.read.lines["event", number, "claim", at] for at in range(len(claims))]
        _change_claims(sheet, held, lines, claims, new, own=wanted)


def append_rows(text: str, tables: Sequence[Table]) -> str:
    """Return the text with the rows of new events behind it, one for each claim."""
    sheet = _Sheet(text)
    rows: list[dict[str, str]] = []
    for table in tables:
        claims = table.get("claim", [])
        assert isinstance(claims, list)
        own = write_cells(table)
        rows += [
            {**(own if not at else {"id": own["id"]}), **_claim_cells(claim)} for at, claim in enumerate(claims)
        ] or [own]
    sheet.add(len(text), rows)
    return sheet.make()


def write_cells(table: Table) -> dict[str, str]:
    """Return the cells of an event, or of a claim, by column; without its claims."""
    cells: dict[str, str] = {}
    for key, value in order_fields(table).items():
        if key == "claim":
            continue
        if key in TABLES and isinstance(value, Mapping):
            cells |= {f"{key}.{name}": str(text) for name, text in value.items()}
        else:
            cells[key] = write_text(value)
    return cells


def write_text(value: object) -> str:
    """Write a value as the text of a cell."""
    if isinstance(value, bool):
        return "true" if value else ""
    if isinstance(value, float):
        return repr(value)
    if isinstance(value, list) and not any(isinstance(entry, (Mapping, list)) for entry in value):
        return "; ".join(str(entry) for entry in value)
    if isinstance(value, (Mapping, list)):
        return json.dumps(value, ensure_ascii=False)
    return "" if value is None else str(value)


def _claim_cells(claim: object) -> dict[str, str]:
    assert isinstance(claim, Mapping)
    return {CLAIM_PREFIX + name: text for name, text in write_cells(order_claim(claim)).items()}


@dataclass(slots=True)
class _Sheet:
    """A CSV text, the cells to be set in it, and the rows to come in or go."""

    text: str
    delimiter: str = ""
    read: Rows = field(default_factory=Rows)
    header: list[str] = field(default_factory=list)
    rows: dict[int, Row] = field(default_factory=dict)
    cells: dict[int, dict[str, str]] = field(default_factory=dict)
    splices: Splices = field(default_factory=lambda: Splices(""))
    known: int = 0

    def __post_init__(self) -> None:
        self.delimiter = find_delimiter(self.text)
        self.read = read_rows(self.text)
        self.splices = Splices(self.text)
        self.rows = {row.line: row for row in split_rows(self.text, delimiter=self.delimiter)}
        self.header = [cell.text.strip() for cell in self.rows[1].cells]
        self.known = len(self.header)

    def cell(self, line: int, name: str) -> str:
        """Return what a cell says before any change; empty where the row has none."""
        cells = self.rows[line].cells
        at = self.header.index(name) if name in self.header else len(cells)
        return cells[at].text if at < len(cells) else ""

    def set(self, line: int, name: str, text: str) -> None:
        """Let a cell say something else; a column that is not there yet comes in at the end."""
        if text and name not in self.header:
            self.header.append(name)
        if name in self.header:
            self.cells.setdefault(line, {})[name] = text

    def add(self, at: int, rows: Sequence[Mapping[str, str]]) -> None:
        """Put rows in at an offset, which is the beginning of a row or the end of the text."""
        self.header += [name for name in dict.fromkeys(name for row in rows for name in row) if name not in self.header]
        # Between rows, not within cells, whose lines a program may end otherwise.
        ending = next((end for row in self.rows.values() if (end := self.text[row.cells_end : row.end])), "\n")
        before = "" if not at or self.text[at - 1] in "\r\n" else ending
        lines = []
        for row in rows:
            cells = [write_cell(row.get(name, ""), delimiter=self.delimiter) for name in self.header]
            while len(cells) > self.known and not cells[-1]:
                cells.pop()
            lines.append(self.delimiter.join(cells))
        behind = ending if not before else ""
        self.splices.insert(at, before + ending.join(lines) + behind)

    def make(self) -> str:
        """Return the changed text."""
        if len(self.header) > self.known:
            names = "".join(
                self.delimiter + write_cell(name, delimiter=self.delimiter) for name in self.header[self.known :]
            )
            self.splices.insert(self.rows[1].cells_end, names)
        for line, cells in self.cells.items():
            row = self.rows[line]
            more: dict[int, str] = {}
            for name, text in cells.items():
                at = self.header.index(name)
                if at < len(row.cells):
                    old = row.cells[at]
                    if old.text != text:
                        written = write_cell(text, delimiter=self.delimiter, quoted=old.quoted and bool(text))
                        self.splices.replace(old.start, old.end, written)
                elif text:
                    more[at] = write_cell(text, delimiter=self.delimiter)
            if more:
                padded = (self.delimiter + more.get(at, "") for at in range(len(row.cells), max(more) + 1))
                self.splices.insert(row.cells_end, "".join(padded))
        return self.splices.make()


def _change_claims(
    sheet: _Sheet, held: list[int], lines: list[int], claims: list[object], new: list[object], *, own: Mapping[str, str]
) -> None:
    """Change the claims of an event: cells of their rows, rows that come in, rows that go."""
    waiting: list[object] = []
    behind = sheet.rows[held[-1]].end
    for at, claim in pair_up(claims, new):
        if at is None:
            waiting.append(claim)
            continue
        if waiting:
            _add_claims(sheet, sheet.rows[lines[at]].start, waiting, own)
            if lines[at] == held[0]:
                raise SpliceError("a claim before the first would change the row that names the event; put it behind")
            waiting = []
        was, is_now = _claim_cells(claims[at]), _claim_cells(claim) if claim is not None else {}
        if claim is None and _is_plain_row(sheet, lines[at], held):
            sheet.splices.delete(sheet.rows[lines[at]].start, sheet.rows[lines[at]].end)
            continue
        for name in dict.fromkeys((*was, *is_now)):
            if was.get(name) != is_now.get(name):
                sheet.set(lines[at], name, is_now.get(name, ""))
    if waiting:
        _add_claims(sheet, behind, waiting, own)


def _add_claims(sheet: _Sheet, at: int, claims: Sequence[object], own: Mapping[str, str]) -> None:
    name = {"id": own["id"]} if own.get("id") else {}
    sheet.add(at, [{**name, **_claim_cells(claim)} for claim in claims])


def _is_plain_row(sheet: _Sheet, line: int, held: list[int]) -> bool:
    """Tell whether a row says nothing of the event that another row does not say too."""
    if line == held[0]:
        return False
    for name in sheet.header:
        text = sheet.cell(line, name).strip()
        if text and name != "id" and not name.startswith(CLAIM_PREFIX):
            others = [sheet.cell(other, name).strip() for other in held if other != line]
            if text not in others:
                return False
    return True
