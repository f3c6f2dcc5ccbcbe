"""A sheet as an Excel workbook, written as plain text cells and read as what it says, never as what it works out."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Mapping, Sequence
from typing import Any

from layers.fault import Fault
from layers.sheets.sheet import BASE, NUMBER, Damage, Formula, Sheet, SheetError, SheetRow

SHEET_TITLE = "dateline"
BYTES_MOST = 64 * 1024 * 1024
PARTS_MOST = 2_000
_CHUNK = 1024 * 1024
_ZIP, _OLD = b"PK\x03\x04", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_CODED, _CODE = re.compile(r"_(?=x[0-9A-Fa-f]{4}_)"), re.compile(r"_x([0-9A-Fa-f]{4})_")
# Whichever library reads the XML then; in UTF-16 each letter has a zero beside it.
_DECLARES = re.compile(rb"<\0?!\0?(?:D\0?O\0?C\0?T\0?Y\0?P\0?E|E\0?N\0?T\0?I\0?T\0?Y)")
_ENTITIES = "declares entities, which no spreadsheet program does, so it is not read"
_WIDE = {"title": 40, "summary": 40, "place": 28, "claim.text": 60, "claim.quote": 30, "id": 26}


def write_xlsx(columns: Sequence[str], rows: Sequence[Mapping[str, object]]) -> bytes:
    """
    Write a sheet as a workbook.

    Cells are text, so that nothing typed into them becomes a date or a number;
    only degrees and metres are numbers. The column of what was exported is hidden.
    """
    from openpyxl import Workbook
    from openpyxl.styles import Alignment, Font
    from openpyxl.utils import get_column_letter

    book = Workbook()
    sheet = book.active
    sheet.title = SHEET_TITLE
    numbers = [name in (NUMBER, "lon", "lat", "radius_m", "publish_radius_m") for name in columns]
    for at, name in enumerate(columns, start=1):
        head = sheet.cell(1, at, name)
        head.font = Font(bold=True)
        width = sheet.column_dimensions[get_column_letter(at)]
        width.width = _WIDE.get(name, 16)
        width.hidden = name == BASE
        if not numbers[at - 1]:
            width.number_format = "@"
    plain = Alignment(vertical="top", wrap_text=True)
    for number, row in enumerate(rows, start=2):
        for at, name in enumerate(columns, start=1):
            value = row.get(name, "")
            cell = sheet.cell(number, at)
            if name != BASE:
                cell.alignment = plain
            if not numbers[at - 1]:
                cell.number_format = "@"
            if value != "":
                # The format takes "_x0041_" for the letter A, so the sign before such a group is itself written so.
                cell.value = _CODED.sub("_x005F_", value) if isinstance(value, str) else value
            if isinstance(value, str) and value != "":
                # Text, also where it begins like a formula.
                cell.data_type = "s"
                cell.quotePrefix = value[0] in "=+-@'"
    sheet.freeze_panes = "A2"
    sheet.auto_filter.ref = f"A1:{get_column_letter(len(columns))}{len(rows) + 1}"
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def read_xlsx(content: bytes, *, file: str) -> Sheet:
    """
    Read a sheet from a workbook.

    No formula is worked out, and no file, link or macro of the workbook is
    followed. What really comes out of the archive is counted before it is read.

    Raises
    ------
    SheetError
        If it is no workbook, or unpacks to more than is read.
    """
    check_archive(content)
    import openpyxl

    if not openpyxl.DEFUSEDXML:
        raise SheetError("cannot be read safely: the package defusedxml is missing")
    try:
        book = openpyxl.load_workbook(io.BytesIO(content), keep_links=False, data_only=False)
    except Exception as wrong:  # the reader raises whatever it stumbles over in a broken workbook
        if _forbids(wrong):
            raise SheetError(_ENTITIES) from None
        why = " ".join(f"{type(wrong).__name__}: {wrong}".split())[:120]
        raise SheetError(f"is not a workbook that can be read ({why})") from None
    names = [sheet.title for sheet in book.worksheets]
    if not names:
        raise SheetError("has no sheet")
    sheet = book[SHEET_TITLE] if SHEET_TITLE in names else book.worksheets[0]
    return _read_sheet(sheet, file)


def _forbids(wrong: BaseException | None) -> bool:
    """Tell whether the reading of XML was refused for what it declares."""
    from defusedxml.common import DefusedXmlException

    while wrong is not None:
        if isinstance(wrong, DefusedXmlException):
            return True
        wrong = wrong.__cause__ or wrong.__context__
    return False


def _read_sheet(sheet: Any, file: str) -> Sheet:
    faults = [
        Fault(
            "fault",
            file,
            area.min_row,
            "",
            f"the cells {area.coord} are merged, so all but the first are empty; unmerge them and fill each",
        )
        for area in sheet.merged_cells.ranges
    ]
    covered = {row for area in sheet.merged_cells.ranges for row in range(area.min_row, area.max_row + 1)}
    faults += [
        Fault("fault", file, row, "", "holds merged cells; unmerge them and fill each")
        for row in sorted(covered - {area.min_row for area in sheet.merged_cells.ranges})
    ]
    # Only the cells that are there: a stray one in the last row must not make a million empty ones.
    cells = sorted(sheet._cells.items())
    header: dict[int, str] = {}
    rows: dict[int, dict[str, object]] = {}
    for (row, column), cell in cells:
        value = cell.value
        if value is None or (isinstance(value, str) and not value.strip()):
            continue
        if row == 1:
            header[column] = str(value).strip()
        elif column in header:
            rows.setdefault(row, {})[header[column]] = _read_cell(cell)
        else:
            faults.append(Fault("fault", file, row, "", f"cell {cell.coordinate} stands below no column name"))
    if not header:
        raise SheetError("has no header; the first row names the columns")
    columns = tuple(header.values())
    twice = next((name for name in columns if columns.count(name) > 1), "")
    if twice:
        raise SheetError(f"has the column {twice!r} twice; keep one")
    return Sheet(file, columns, tuple(SheetRow(number, named) for number, named in rows.items()), tuple(faults))


def _read_cell(cell: Any) -> object:
    value = cell.value
    if cell.data_type == "f" or (not isinstance(value, (str, int, float, bool)) and not hasattr(value, "isoformat")):
        return Formula(str(getattr(value, "text", value)))
    if cell.data_type == "e":
        return Damage(str(value))
    return _CODE.sub(lambda found: chr(int(found[1], 16)), value).strip() if isinstance(value, str) else value


def check_archive(content: bytes) -> None:
    """Refuse what is no archive of a workbook, and one out of which comes more than is read, by counting it."""
    if content.startswith(_OLD):
        raise SheetError("is a workbook of the old kind (.xls), or one with a password; save it as .xlsx without one")
    if not content.startswith(_ZIP):
        raise SheetError("is not a workbook (.xlsx); save the sheet as one, or as CSV")
    left = BYTES_MOST
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            parts = archive.infolist()
            if len(parts) > PARTS_MOST:
                raise SheetError(f"holds {len(parts):,} parts; at most {PARTS_MOST:,} are read")
            if "[Content_Types].xml" not in archive.namelist():
                raise SheetError("is an archive, but not a workbook (.xlsx)")
            for part in parts:
                end = b""
                with archive.open(part) as stream:
                    while chunk := stream.read(_CHUNK):
                        left -= len(chunk)
                        if left < 0:
                            raise SheetError(f"unpacks to more than {BYTES_MOST:,} bytes, so it is not read")
                        if part.filename.endswith((".xml", ".rels", ".vml")) and _DECLARES.search(end + chunk):
                            raise SheetError(_ENTITIES)
                        end = chunk[-32:]
    except (zipfile.BadZipFile, NotImplementedError, RuntimeError, EOFError, OSError) as wrong:
        raise SheetError(f"is not a workbook that can be read ({wrong})") from None
