"""`table` and `apply`, run as a person or a script runs them."""

from __future__ import annotations

import json
from pathlib import Path

import openpyxl
import pytest

from layers.case import read_case


@pytest.fixture
def run(run):
    """Run the command beside a new case."""
    run("new", "case")
    return run


def change(name, row, **cells):
    """Type into cells of a sheet, as a colleague does."""
    path = Path(name)
    if path.suffix == ".csv":
        lines = path.read_bytes().decode("utf-8-sig").split("\r\n")
        for old, new in cells.items():
            lines[row - 1] = lines[row - 1].replace(old, new)
        path.write_bytes("\r\n".join(lines).encode("utf-8-sig"))
        return
    book = openpyxl.load_workbook(path)
    sheet = book.active
    columns = [cell.value for cell in sheet[1]]
    for column, value in cells.items():
        sheet.cell(row, columns.index(column) + 1).value = value
    book.save(path)


def test_a_layer_that_is_not_there_is_told_without_an_option_that_table_lacks(run):
    """Advice that leads to another error is none."""
    run("new", "case")

    code, _, err = run("table", "case", "zebra", "-o", "x.csv")

    assert code == 2
    assert "'zebra' is not a layer of this case; the layers are sightings" in err
    assert "--new-layer" not in err


def test_a_sheet_goes_out_and_comes_back(run):
    """The colleague's word stands in the layer, after it was seen."""
    code, out, _ = run("table", "case", "sightings", "-o", "x.xlsx", "--json")
    assert (code, json.loads(out)) == (0, {"output": "x.xlsx", "rows": 1, "events": 1, "ids": []})
    change("x.xlsx", 2, title="Changed by a colleague")

    asked = run("apply", "case", "x.xlsx")
    tried = run("apply", "case", "x.xlsx", "--dry-run")
    before = read_case(Path("case")).events[0].title
    code, out, err = run("apply", "case", "x.xlsx", "--yes", "--json")
    again = run("apply", "case", "x.xlsx", "--yes")

    assert (asked[0], tried[0]) == (2, 0)
    assert "give --yes" in asked[2]
    assert before != "Changed by a colleague"
    assert (code, read_case(Path("case")).events[0].title) == (0, "Changed by a colleague")
    assert json.loads(out)["changes"][0]["after"] == "Changed by a colleague"
    assert "row 2: sample-ship-valletta" in err
    assert again[0] == 0
    assert "nothing was changed" in again[2]


def test_good_rows_come_in_only_when_asked_for(run):
    """A fault in one row is looked at before anything is taken."""
    words = ("--layer", "sightings", "--title", "Another", "--source", "example-gazette-2025-01-16")
    run("add", "case", *words)
    run("table", "case", "sightings", "-o", "x.xlsx")
    change("x.xlsx", 2, title="Good")
    change("x.xlsx", 3, date="01/06/2025")

    refused = run("apply", "case", "x.xlsx", "--yes")
    taken = run("apply", "case", "x.xlsx", "--yes", "--skip-faults")

    assert refused[0] == 1
    assert "x.xlsx:3: date: '01/06/2025' is how a spreadsheet program shows a date" in refused[2]
    assert taken[0] == 0
    assert [event.title for event in read_case(Path("case")).events] == ["Good", "Another"]
    assert read_case(Path("case")).events[1].date is None


def test_a_sheet_in_another_encoding_is_told_and_read_when_named(run):
    """Excel saves CSV in the code page of its country."""
    run("edit", "case", "sample-ship-valletta", "--title", "A ship is seen at the pier")
    run("table", "case", "sightings", "-o", "x.csv")
    change("x.csv", 2, **{",A ship is seen at the pier,": ",Судно у причала в порту,"})
    text = Path("x.csv").read_bytes().decode("utf-8-sig")
    Path("x.csv").write_bytes(text.encode("cp1251"))

    code, _, err = run("apply", "case", "x.csv", "--yes")
    named, _, _ = run("apply", "case", "x.csv", "--yes", "--encoding", "cp1251")

    assert code == 1
    assert "not UTF-8" in err
    assert "--encoding" in err
    assert (named, read_case(Path("case")).events[0].title) == (0, "Судно у причала в порту")


@pytest.mark.parametrize(
    ("words", "code", "told"),
    [
        (("table", "case", "sightings", "-o", "x.ods"), 2, "ends in .xlsx or .csv"),
        (("table", "case", "sightings", "-o", "case/layers/x.csv"), 2, "would be read as a layer"),
        (("table", "case", "sighting", "-o", "x.csv"), 2, "did you mean 'sightings'?"),
        (("apply", "case", "missing.xlsx"), 2, "there is no such file"),
        (("apply", "case", "case/case.toml"), 1, "is not a workbook"),
        (("apply", "case", "other.csv"), 2, "--layer: no row says which layer"),
    ],
)
def test_what_is_no_sheet_is_refused(run, words, code, told):
    """The sentence says what was wanted."""
    Path("other.csv").write_text("id,title\nx,y\n", encoding="utf-8")

    ended, _, err = run(*words)

    assert ended == code
    assert told in err
