"""A sheet as CSV: texts that a program would take for a formula are quoted, and come back equal."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Mapping, Sequence

from layers.fault import Fault
from layers.formats.csv import find_delimiter
from layers.formats.plain import explain_csv
from layers.sheets.sheet import Sheet, SheetError, SheetRow

_FORMULA = ("=", "+", "-", "@", "\t", "\r", "'")
_NUMBER = re.compile(r"[-+]?\d+(?:\.\d+)?")


def guard_text(text: str) -> str:
    """
    Return a text that no spreadsheet program takes for a formula.

    Examples
    --------
    >>> guard_text("=1+1"), guard_text("-14.5"), guard_text("'tis"), guard_text("a=b")
    ("'=1+1", '-14.5', "''tis", 'a=b')
    """
    return f"'{text}" if text.startswith(_FORMULA) and not _NUMBER.fullmatch(text) else text


def free_text(text: str) -> str:
    """Return the text that `guard_text` was given."""
    return text[1:] if text.startswith("'") and text[1:].startswith(_FORMULA) else text


def write_csv(columns: Sequence[str], rows: Sequence[Mapping[str, object]]) -> bytes:
    """Write a sheet as UTF-8 with a byte order mark, which spreadsheet programs need to know it by."""
    out = io.StringIO(newline="")
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerow(columns)
    for row in rows:
        writer.writerow([guard_text(_text(row.get(name, ""))) for name in columns])
    return out.getvalue().encode("utf-8-sig")


def read_csv(text: str, *, file: str) -> Sheet:
    """
    Read a sheet from the text of a CSV file.

    Raises
    ------
    SheetError
        If it is not CSV, or has no header.
    """
    skipped = 0
    if re.match(r"sep=.\r?\n", text):  # a hint of some programs to themselves
        text, skipped = text.partition("\n")[2], 1
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=find_delimiter(text), strict=True)
    faults: list[Fault] = []
    rows = []
    try:
        header = [name.strip() for name in next(reader, [])]
        if not any(header):
            raise SheetError("has no header; the first row names the columns")
        twice = next((name for name in header if name and header.count(name) > 1), "")
        if twice:
            raise SheetError(f"has the column {twice!r} twice; keep one")
        # Programs show rows, not lines: a cell with a line end in it is still one row.
        for number, cells in enumerate(reader, start=2 + skipped):
            if len(cells) > len(header) and any(cell.strip() for cell in cells[len(header) :]):
                message = "has more cells than columns; put texts with commas in quotes"
                faults.append(Fault("fault", file, number, "", message))
            named = {
                name: free_text(cell.strip())
                for name, cell in zip(header, cells, strict=False)
                if name and cell.strip()
            }
            if named:
                rows.append(SheetRow(number, named))
    except csv.Error as wrong:
        raise SheetError(f"not CSV, near line {reader.line_num}: {explain_csv(str(wrong))}") from None
    return Sheet(file, tuple(header), tuple(rows), tuple(faults))


def _text(value: object) -> str:
    return repr(value) if isinstance(value, float) else str(value)
