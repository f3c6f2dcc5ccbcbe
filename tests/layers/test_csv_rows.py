"""Cells are found where the csv module finds them, whatever stands in the file."""

from __future__ import annotations

import csv
import io

from hypothesis import given
from hypothesis import strategies as st

from layers.syntax.csv_rows import split_rows, write_cell

pieces = st.sampled_from([",", ";", '"', '""', "\n", "\r\n", "\r", " ", "a", "b c", "東京", "=1"])


@given(st.lists(pieces, max_size=30).map("".join), st.sampled_from([",", ";", "\t"]))
def test_rows_are_those_of_the_csv_module(text, delimiter):
    """An edit that finds a cell elsewhere than the reader would change the wrong one."""
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True)
    try:
        wanted = [row for row in reader if row]
    except csv.Error:
        return  # such a file is refused before it comes to an edit

    rows = split_rows(text, delimiter=delimiter)

    assert [[cell.text for cell in row.cells] for row in rows if row.start < row.cells_end] == wanted
    assert [row.end for row in rows[:-1]] == [row.start for row in rows[1:]]


@given(st.text(max_size=12), st.sampled_from([",", ";", "\t"]), st.booleans())
def test_a_written_cell_is_read_back(text, delimiter, quoted):
    """Quotes, line ends and what parts the cells are part of the text."""
    written = write_cell(text, delimiter=delimiter, quoted=quoted)

    [row] = split_rows(written, delimiter=delimiter) or [None]
    assert (row.cells[0].text if row else "") == text
    assert row is None or len(row.cells) == 1
