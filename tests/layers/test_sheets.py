"""A layer goes out as a spreadsheet and comes back: nothing lost, nobody overwritten, nothing executed."""

from __future__ import annotations

import base64
import csv
import datetime
import io
import random
import zipfile
import zlib

import openpyxl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from layers.case import read_case
from layers.edit import edit_event, find_written
from layers.editing.layer_text import open_layer
from layers.sheets.csv import free_text, guard_text, read_csv, write_csv
from layers.sheets.export import export_layer
from layers.sheets.plan import plan_sheet, take_sheet
from layers.sheets.sheet import BASE, Damage, Formula, Sheet, SheetError, SheetRow
from layers.sheets.xlsx import read_xlsx, write_xlsx
from tests.layers.odd_files import Oddity

SHIPS = """\
title = "Ships"

# The first of the year.
[[event]]
id = "lena"
title = "The Lena is seen"   # as the relay has it
place = "Valletta, Malta"
date = "2024-03"
values = { ships = "1E5", crew = "007" }

[[event.claim]]
source = "gazette"
text = "A ship lay in the harbour"

[[event.claim]]
source = "relay"
text = "=Ships lay there"
date = "2024-03-08"

[[event]]
title = "The Olga is seen"
lon = 14.5
lat = -35.9

[[event.claim]]
source = "relay"
text = "@home, it said _x0041_ and 'no'"
"""
FORMS = ["csv", "xlsx"]


@pytest.fixture
def folder(write_case):
    """Write a case whose layer has an event without an id."""
    return write_case({"layers/ships.toml": SHIPS})


class Desk:
    """A colleague's spreadsheet program: it exports a layer, changes cells by name, and gives the file back."""

    def __init__(self, folder, form, layer="ships"):
        self.folder, self.form, self.layer = folder, form, layer
        exported = export_layer(folder, layer)
        self.columns = list(exported.columns)
        content = (write_csv if form == "csv" else write_xlsx)(exported.columns, exported.rows)
        if form == "csv":
            self.rows = list(csv.reader(io.StringIO(content.decode("utf-8-sig"), newline="")))
        else:
            self.book = openpyxl.load_workbook(io.BytesIO(content))
            self.sheet = self.book["dateline"]

    def set(self, row, name, value):
        """Type a value into a cell; rows are counted as the program shows them, the header being 1."""
        at = self.columns.index(name)
        if self.form == "xlsx":
            self.sheet.cell(row, at + 1).value = value
            return
        while len(self.rows) < row:
            self.rows.append([""] * len(self.columns))
        self.rows[row - 1][at] = "" if value is None else str(value)

    def get(self, row, name):
        at = self.columns.index(name)
        return self.rows[row - 1][at] if self.form == "csv" else self.sheet.cell(row, at + 1).value

    def delete(self, row):
        if self.form == "csv":
            del self.rows[row - 1]
        else:
            self.sheet.delete_rows(row)

    def save(self):
        """Return the sheet as it is read back."""
        if self.form == "csv":
            out = io.StringIO(newline="")
            csv.writer(out, delimiter=";").writerows(self.rows)
            return read_csv(out.getvalue(), file="x.csv")
        out = io.BytesIO()
        self.book.save(out)
        return read_xlsx(out.getvalue(), file="x.xlsx")

    def plan(self):
        return plan_sheet(self.folder, self.layer, self.save())

    def take(self):
        return take_sheet(self.folder, self.layer, self.save())


@pytest.fixture(params=FORMS)
def desk(folder, request):
    """Return a colleague's desk, once for each form of sheet."""
    return Desk(folder, request.param)


def told(plan):
    """Return the faults of a plan as row, field and message."""
    return [(fault.line, fault.field, fault.message) for fault in plan.faults if fault.kind == "fault"]


def test_a_sheet_that_nobody_changed_changes_nothing(desk):
    """Formulas that are none, ids that look like numbers and months must come back as they went."""
    before = (desk.folder / "layers" / "ships.toml").read_bytes()

    plan = desk.take()

    assert (plan.changes, plan.faults, plan.absent) == ((), (), ())
    assert (desk.folder / "layers" / "ships.toml").read_bytes() == before


def test_missing_ids_are_written_first_and_never_made_again(folder):
    """A sheet whose ids were made up at each export would bring its rows back to nowhere."""
    first = export_layer(folder, "ships")
    edit_event(folder, "the-olga-is-seen", fields={"title": "Another title"})

    second = export_layer(folder, "ships")

    assert (first.named, second.named) == (("the-olga-is-seen",), ())
    assert {row["id"] for row in second.rows} == {"lena", "the-olga-is-seen"}
    assert "# The first of the year." in (folder / "layers" / "ships.toml").read_text(encoding="utf-8")


def test_what_a_colleague_changed_comes_in_and_remarks_stay(desk):
    """The file is still the editor's."""
    desk.set(2, "title", "The Lena is towed")
    desk.set(2, "values.ships", "2")
    desk.set(3, "claim.text", "Two ships lay there")
    desk.set(4, "lon", 14.6)

    plan = desk.take()

    after = find_written(desk.folder, "lena").table
    text = (desk.folder / "layers" / "ships.toml").read_text(encoding="utf-8")
    assert plan.faults == ()
    assert [change.event_id for change in plan.changes] == ["lena", "the-olga-is-seen"]
    assert (after["title"], after["values"]) == ("The Lena is towed", {"ships": "2", "crew": "007"})
    assert [claim["text"] for claim in after["claim"]] == ["A ship lay in the harbour", "Two ships lay there"]
    assert 'title = "The Lena is towed"   # as the relay has it' in text
    assert find_written(desk.folder, "the-olga-is-seen").table["lon"] == 14.6


def test_taking_a_sheet_twice_is_the_same_as_once(desk):
    """The mail with the sheet is opened again a week later."""
    desk.set(2, "title", "The Lena is towed")
    for row, title in ((5, "A new event"), (6, "A new event"), (7, "Another")):
        desk.set(row, "title", title)
        desk.set(row, "claim.source", "gazette")
        desk.set(row, "claim.text", f"In row {row}")
    desk.set(8, "id", "lena")
    desk.set(8, "claim.source", "gazette")
    desk.set(8, "claim.text", "A third voice")

    first = desk.take()
    once = (desk.folder / "layers" / "ships.toml").read_bytes()
    second = desk.take()

    assert (first.faults, second.faults) == ((), ())
    assert [change.event_id for change in first.changes] == ["lena", "a-new-event", "another"]
    assert len(read_case(desk.folder).events) == 4
    assert len(find_written(desk.folder, "lena").table["claim"]) == 3
    assert len(find_written(desk.folder, "a-new-event").table["claim"]) == 2
    assert second.changes == ()
    assert (desk.folder / "layers" / "ships.toml").read_bytes() == once


def test_both_sides_keep_what_only_one_of_them_changed(desk):
    """While the sheet was away, the desk went on working."""
    desk.set(2, "title", "The Lena is towed")
    desk.set(2, "claim.text", "A grey ship lay in the harbour")
    edit_event(desk.folder, "lena", fields={"date": "2024-03-07", "values": {"ships": "1E5", "crew": "9"}})
    [first, second] = find_written(desk.folder, "lena").table["claim"]
    edit_event(desk.folder, "lena", fields={"claim": [first, {**second, "text": "Now"}, {"source": "relay"}]})

    plan = desk.take()

    after = find_written(desk.folder, "lena").table
    assert plan.faults == ()
    assert (after["title"], after["date"], after["values"]["crew"]) == ("The Lena is towed", "2024-03-07", "9")
    assert [claim.get("text") for claim in after["claim"]] == ["A grey ship lay in the harbour", "Now", None]


def test_a_field_that_both_changed_is_told_with_both_versions(desk):
    """Neither the colleague nor the desk is overwritten; a person looks."""
    desk.set(3, "claim.text", "Three ships")
    desk.set(4, "title", "The Olga leaves")
    [first, second] = find_written(desk.folder, "lena").table["claim"]
    edit_event(desk.folder, "lena", fields={"claim": [first, {**second, "text": "Four ships"}]})

    plan = desk.take()

    [(row, field, message)] = told(plan)
    assert (row, field) == (3, "claim.2.text")
    assert "Four ships" in message
    assert "Three ships" in message
    assert find_written(desk.folder, "lena").table["claim"][1]["text"] == "Four ships"
    assert find_written(desk.folder, "the-olga-is-seen").table["title"] == "The Olga leaves"


def test_rows_of_one_event_that_differ_name_each_other(desk):
    """Which of the two dates was meant, only the colleague knows."""
    desk.set(3, "date", "2024-04-01")

    [(row, field, message)] = told(desk.plan())

    assert (row, field) == (3, "date")
    assert "'2024-04-01' differs from '2024-03' in row 2 of the same event" in message


def test_rows_may_be_sorted_and_left_out(desk):
    """A colleague sorts by date and sends back only her half."""
    desk.set(3, "claim.text", "Changed")
    desk.delete(4)
    desk.delete(2)

    plan = desk.take()

    after = find_written(desk.folder, "lena").table
    assert plan.faults == ()
    assert plan.absent == ("the-olga-is-seen",)
    assert (after["title"], after["claim"][0]["text"]) == ("The Lena is seen", "A ship lay in the harbour")
    assert after["claim"][1]["text"] == "Changed"


def test_a_claim_goes_when_its_cells_are_emptied(desk):
    """A row that is only missing may have been filtered away; an empty one is a word."""
    for name in desk.columns:
        if name.startswith("claim.") and name != "claim.number":
            desk.set(3, name, None)

    desk.take()

    assert [claim["source"] for claim in find_written(desk.folder, "lena").table["claim"]] == ["gazette"]


@pytest.mark.parametrize(
    ("row", "name", "value", "message"),
    [
        (2, "id", None, "is lost; it was 'lena'"),
        (2, "id", "other", "'other' was 'lena' when the sheet was exported"),
        (2, "date", "45359", "is how a spreadsheet program counts days (2024-03-08)"),
        (2, "date", "07/03/2024", "is how a spreadsheet program shows a date (it was '2024-03')"),
        (2, "date", "Mar-24", "is how a spreadsheet program shows a date"),
        (4, "lon", "14,6", "write the decimals after a point"),
        (2, "claim.source", "nobody", "'nobody' is not a source of sources.toml"),
        (2, "title", None, "is missing; say in a few words what it is"),
        (2, "status", "sure", "is not known"),
        (2, BASE, "{}", "has been changed, so what the row was is not known"),
    ],
)
def test_bad_cells_are_told_by_row_and_column_and_good_rows_wait(folder, row, name, value, message):
    """What is wrong must be found in a sheet of a thousand rows."""
    for form in FORMS:
        desk = Desk(folder, form)
        if name == "status":
            desk.columns.insert(-1, "status")
            if form == "csv":
                for cells in desk.rows:
                    cells.insert(-1, "")
            else:
                desk.sheet.insert_cols(len(desk.columns) - 1)
            desk.set(1, "status", "status")
        desk.set(row, name, value)
        desk.set(3 if row == 4 else 4, "claim.text", "A good change")

        plan = desk.plan()

        assert [(at, column.rpartition(".")[2]) for at, column, _ in told(plan)] == [(row, name.rpartition(".")[2])]
        assert message in told(plan)[0][2]
        assert len(plan.changes) == 1


@pytest.mark.parametrize(
    ("name", "value", "after", "message"),
    [
        ("date", datetime.datetime(2024, 3, 1), "2024-03", "which it made of '2024-03'; taken as that"),
        ("date", datetime.datetime(2024, 3, 9), "2024-03-09", "taken as that day"),
        ("values.ships", 100000, "1E5", "is what a spreadsheet program made of '1E5'"),
        ("values.crew", 7, "007", "is what a spreadsheet program made of '007'"),
        ("values.crew", 8, "8", ""),
    ],
)
def test_what_a_program_made_of_dates_and_numbers_is_recognised(folder, name, value, after, message):
    """It changes cells that nobody touched, as soon as a column is set to "General"."""
    desk = Desk(folder, "xlsx")
    desk.set(2, name, value)

    plan = desk.take()

    table = find_written(folder, "lena").table
    assert told(plan) == []
    assert (table["date"] if name == "date" else table["values"][name.partition(".")[2]]) == after
    assert message in "".join(fault.message for fault in plan.faults)


@pytest.mark.parametrize(
    ("value", "message"),
    [
        ("=1+1", "holds a formula ('=1+1'), which is not worked out"),
        ("#NAME?", "holds the error #NAME?"),
        (datetime.datetime(2024, 5, 1), "where a text was wanted"),
    ],
)
def test_a_workbook_is_read_as_what_it_says(folder, value, message):
    """A hostile sheet must run nothing, and a broken cell must not become a title."""
    desk = Desk(folder, "xlsx")
    desk.set(2, "title", value)

    assert message in told(desk.plan())[0][2]


def test_a_month_that_may_be_a_day_is_asked_about(folder):
    """Excel writes 1 May 2025 for what was typed as 2025-05."""
    desk = Desk(folder, "xlsx")
    desk.set(2, "date", datetime.datetime(2025, 5, 1))

    [(_, _, message)] = told(desk.plan())

    assert "write '2025-05' or '2025-05-01'" in message


def test_merged_cells_are_told_for_each_of_their_rows(folder):
    """All but the first are empty, which would read as taken out."""
    desk = Desk(folder, "xlsx")
    desk.sheet.merge_cells("B2:B3")

    assert [(row, "merged" in message) for row, _, message in told(desk.plan())] == [(2, True), (3, True)]
    assert desk.plan().changes == ()


def test_rows_of_another_case_are_told(write_case, folder, tmp_path):
    """Two sheets were pasted into one."""
    desk = Desk(folder, "csv")
    (folder / "case.toml").write_text('title = "Another case"\n', encoding="utf-8")
    folder.rename(tmp_path / "elsewhere")
    desk.folder = tmp_path / "elsewhere"
    desk.set(2, "title", "x")

    assert [message for _, _, message in told(desk.plan())] == [
        "this row is of the layer 'ships' of the case 'harbour'; here is 'ships' of 'elsewhere'"
    ] * 3


def test_a_case_in_a_folder_of_another_name_is_still_itself(folder, tmp_path):
    """A colleague has cloned it under a name of her own."""
    desk = Desk(folder, "csv")
    folder.rename(tmp_path / "elsewhere")
    desk.folder = tmp_path / "elsewhere"

    assert desk.plan().faults == ()


def make_archive(parts):
    """Return a zip file."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    return out.getvalue()


def replace_part(name, content):
    """Return a workbook with another text for one of its parts."""
    with zipfile.ZipFile(io.BytesIO(write_xlsx(["id"], [{"id": "x"}]))) as archive:
        parts = {part: archive.read(part) for part in archive.namelist()}
    return make_archive(parts | {name: content})


ENTITY = '<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a "aaaa">]><Types xmlns="x">&a;</Types>'


@pytest.mark.parametrize(
    ("content", "message"),
    [
        (b"", "is not a workbook"),
        (b"id,title\n", "save the sheet as one, or as CSV"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"x" * 600, "of the old kind (.xls), or one with a password"),
        (b"PK\x03\x04" + b"x" * 100, "is not a workbook that can be read"),
        (make_archive({"a.txt": "x"}), "is an archive, but not a workbook"),
        (make_archive({"[Content_Types].xml": "x"}), "is not a workbook that can be read"),
        (replace_part("xl/worksheets/sheet1.xml", ENTITY), "declares entities"),
        (replace_part("xl/workbook.xml", ENTITY), "declares entities"),
        (replace_part("xl/workbook.xml", ENTITY.encode("utf-16")), "declares entities"),
        (replace_part("xl/workbook.xml", " " * 1_048_570 + ENTITY), "declares entities"),
        (make_archive({"[Content_Types].xml": "x", "a": b"\0" * 70_000_000}), "unpacks to more than 67,108,864 bytes"),
        (make_archive({"[Content_Types].xml": "x", **{str(n): "" for n in range(2_100)}}), "parts; at most 2,000"),
    ],
)
def test_what_is_no_workbook_is_refused_in_a_sentence(content, message):
    """A small file that unpacks to a disk full must not get so far."""
    with pytest.raises(SheetError) as caught:
        read_xlsx(content, file="x.xlsx")

    assert message in str(caught.value)
    assert "\n" not in str(caught.value)


def test_a_stray_cell_in_the_last_row_costs_no_memory(folder):
    """A colleague once pressed Ctrl+Down and typed a blank."""
    desk = Desk(folder, "xlsx")
    desk.sheet.cell(1_048_576, 3).value = " "
    desk.sheet.cell(1_048_575, 200).value = "x"

    assert [(row, "stands below no column name" in message) for row, _, message in told(desk.plan())] == [
        (1_048_575, True)
    ]


@given(st.text(max_size=12))
def test_a_guarded_text_begins_like_no_formula_and_comes_back_equal(text):
    """Whoever opens the CSV in a spreadsheet program runs nothing."""
    guarded = guard_text(text)

    assert free_text(guarded) == text
    assert guarded[:1] not in ("=", "+", "-", "@", "\t", "\r") or guarded[1:].replace(".", "").isdigit()


@pytest.mark.parametrize("form", FORMS)
def test_odd_layers_come_back_as_they_went(write_case, form):
    """Whatever stands in a layer survives the way through a sheet."""
    for seed in range(40):
        odd = Oddity(seed)
        events = [odd.event(number) for number in range(odd.rng.randint(1, 5))]
        kind = odd.rng.choice(["toml", "csv", "geojson"])
        for path in (write_case() / "layers").glob("odd.*"):
            path.unlink()
        folder = write_case({f"layers/odd.{kind}": getattr(odd, kind)(events).encode()})
        before = (folder / "layers" / f"odd.{kind}").read_bytes()

        plan = Desk(folder, form, "odd").take()

        assert (plan.changes, plan.faults) == ((), ()), seed
        assert (folder / "layers" / f"odd.{kind}").read_bytes() == before, seed


def test_a_row_that_was_copied_is_told_and_its_copy_can_be_made_a_claim_of_its_own(desk):
    """Copying a row is how people make a new one."""
    for name in desk.columns:
        desk.set(5, name, desk.get(3, name))
    desk.set(5, "claim.text", "A second voice")

    [(row, _, message)] = told(desk.plan())
    desk.set(5, BASE, None)
    plan = desk.take()

    assert row == 5
    assert "empty the cell 'dateline' of the one that is new" in message
    assert told(plan) == []
    assert [claim["text"] for claim in find_written(desk.folder, "lena").table["claim"]][-1] == "A second voice"


@pytest.mark.parametrize(
    "change",
    [
        lambda text: text.replace('"claims": 2', '"claims": 1000000000'),
        lambda text: text.replace('"claim": 1', '"claim": 7'),
        lambda text: text.replace('"said": {', '"said": [{') + "]",
        lambda _: "[" * 100_000,
        lambda _: "z:" + base64.b85encode(zlib.compress(b" " * 50_000_000, 9)).decode(),
        lambda _: "z:!!",
    ],
)
def test_a_base_that_was_tampered_with_is_told_and_costs_nothing(folder, change):
    """A sheet comes by mail, perhaps from somebody who wishes us ill."""
    desk = Desk(folder, "csv")
    desk.set(2, BASE, change(desk.get(2, BASE)))

    assert [(row, field) for row, field, _ in told(desk.plan())] == [(2, BASE)]


def test_a_sheet_without_the_column_of_ids_still_finds_its_events(desk):
    """The colleague thought that the ids were clutter."""
    at = desk.columns.index("id")
    del desk.columns[at]
    if desk.form == "csv":
        for row in desk.rows:
            del row[at]
    else:
        desk.sheet.delete_cols(at + 1)
    desk.set(2, "title", "Changed")

    plan = desk.take()

    assert told(plan) == []
    assert find_written(desk.folder, "lena").table["title"] == "Changed"


def test_a_sheet_without_what_it_was_takes_nothing_on_trust(folder):
    """Without the hidden column nobody can tell a change from an old state."""
    desk = Desk(folder, "csv")
    edit_event(folder, "lena", fields={"title": "Newer"})
    for row in desk.rows:
        del row[-1]

    plan = desk.plan()

    assert plan.changes == ()
    assert [(row, "export the sheet anew" in message) for row, _, message in told(plan)] == [(2, True)]


def test_the_hidden_column_is_hidden_and_cells_are_text(folder):
    """What is typed into a cell must stay what was typed."""
    desk = Desk(folder, "xlsx")

    letter = openpyxl.utils.get_column_letter(len(desk.columns))
    assert desk.columns[-1] == BASE
    assert desk.sheet.column_dimensions[letter].hidden
    assert desk.sheet["B2"].number_format == "@"
    assert desk.get(3, "claim.text") == "=Ships lay there"
    assert desk.sheet.cell(3, desk.columns.index("claim.text") + 1).data_type == "s"
    assert len(open_layer(folder / "layers" / "ships.toml").raw.events) == 2


def test_whatever_stands_in_a_sheet_ends_in_a_plan(folder):
    """A colleague's file may hold anything; the answer is faults by row, never an error of ours."""
    rng = random.Random(7)
    odd = ["", " ", "x", "=1", "'", "1,5", "2024-13", "2024-04", "relay", "[]", "{}", '[{"url": "https://a.example"}]']
    odd += [7, -1.5, float("inf"), float("nan"), True, 1e300, 10**20, Formula("=1"), Damage("#N/A")]
    odd += [datetime.datetime(2024, 3, 1), datetime.date(9999, 12, 31), datetime.time(3, 4)]
    exported = export_layer(folder, "ships")
    columns = (*exported.columns, "tags", "media", "claim.denies", "radius_m")
    taken = 0
    for _ in range(120):
        rows = []
        for number, row in enumerate(exported.rows, start=2):
            cells = {name: value for name, value in row.items() if value != "" and rng.random() < 0.95}
            cells |= {name: rng.choice(odd) for name in rng.sample(columns, rng.randint(0, 2))}
            rows.append(SheetRow(number, cells))
        sheet = Sheet("x.xlsx", columns, tuple(rows))

        plan = plan_sheet(folder, "ships", sheet)

        assert all(fault.line in (1, 2, 3, 4) for fault in plan.faults)
        if rng.random() < 0.5:
            before = (folder / "layers" / "ships.toml").read_bytes()
            taken += len(take_sheet(folder, "ships", sheet).changes)
            assert take_sheet(folder, "ships", sheet).changes == ()
            assert read_case(folder).broken == ()
            (folder / "layers" / "ships.toml").write_bytes(before)
    assert taken > 10
