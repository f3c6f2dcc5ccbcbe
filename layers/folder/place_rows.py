"""The rows of places.csv, the lock of all geocoding: what every place text was taken for."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from itertools import zip_longest
from pathlib import Path
from typing import cast, get_args

from geo.names import split_place
from geo.place import PRECISIONS, ChosenBy, Place
from layers.coordinates import explain_coordinates
from layers.fault import Fault, find_nearest
from layers.fields.faultlist import FaultList
from layers.files.storage import StorageError, lock_case, write_files
from layers.files.text import TextError, find_unwanted, read_text

FILE_NAME = "places.csv"
COLUMNS = (
    "place",
    "lon",
    "lat",
    "precision",
    "radius_m",
    "country",
    "gazetteer",
    "gazetteer_id",
    "chosen_by",
    "reason",
    "service",
    "query",
    "day",
)
_AT_FAULT = "Its row in places.csv is at fault."
_ADMIN1_ID = re.compile(r"[A-Z]{2}\.\w+")
UNKNOWN = "unknown"
"""Precision of a text that a person decided to leave off the map."""


@dataclass(frozen=True, slots=True)
class PlaceRow:
    """One row of places.csv: a place text, and what it was taken for (None: left unknown on purpose)."""

    text: str
    place: Place | None
    reason: str = ""
    chosen_by: ChosenBy = "program"
    service: str = ""
    query: str = ""
    day: str = ""
    line: int = 0


def read_places(folder: Path, *, encoding: str | None = None) -> tuple[dict[str, PlaceRow], tuple[Fault, ...]]:
    """
    Read places.csv, the lock of all geocoding.

    Returns
    -------
    rows
        By place text. Empty where the file is missing, which is no fault.
    faults
        Rows that cannot be used. Their texts stand in `rows` as unknown, as if
        a person had said so: a slip in a row must not give way to a guess. A
        fault without a field is of the file as a whole, and leaves `rows` empty.
    """
    path = folder / FILE_NAME
    found = FaultList(path.as_posix(), [])
    if not path.exists() and not path.is_symlink():
        return {}, ()
    rows: dict[str, PlaceRow] = {}
    try:
        text = read_text(path, encoding=encoding)
        reader = csv.reader(io.StringIO(text, newline=""), strict=True)
        header = [name.strip() for name in next(reader, [])]
        _check_header(header)
        line = reader.line_num + 1
        for cells in reader:
            if any(cell.strip() for cell in cells):
                named = dict(zip_longest(header, cells[: len(header)], fillvalue=""))
                row = _read_row(named, len(cells) - len(header), line, found)
                if row is None and named["place"].strip():
                    text = named["place"].strip()
                    rows.setdefault(text, PlaceRow(text, None, _AT_FAULT, "person", line=line))
                elif row is not None and row.text in rows:
                    found.add(
                        f"{row.text!r} is on line {rows[row.text].line} too; keep one row for a text",
                        line=line,
                        field="place",
                    )
                elif row is not None:
                    rows[row.text] = row
            line = reader.line_num + 1
    except TextError as wrong:
        rows.clear()
        found.add(wrong.message, line=wrong.line)
    except csv.Error as wrong:
        rows.clear()
        found.add(f"not CSV: {wrong}")
    return rows, tuple(found.faults)


def write_places(folder: Path, new_rows: Iterable[PlaceRow], *, by_person: bool = False) -> int:
    """
    Add rows to places.csv, whole or not at all; return how many.

    Rows already there keep their bytes and their order. A text that is there
    is written anew in its place, except where a person chose it; with
    `by_person`, also there, since a person has thought again.

    Raises
    ------
    StorageError
        If the file cannot be read or written, or another run holds the case.
    """
    added = {row.text: row for row in new_rows}
    if not added:
        return 0
    path = folder / FILE_NAME
    with lock_case(folder):
        rows, faults = read_places(folder)
        whole = next((fault for fault in faults if not fault.field), None)
        if whole is not None:
            raise StorageError(f"{whole.text}; mend it first, nothing was changed")
        added = {
            text: row
            for text, row in added.items()
            if by_person or text not in rows or rows[text].chosen_by != "person"
        }
        old = path.read_bytes() if path.exists() else b""
        again = {rows[text].line: row for text, row in added.items() if text in rows}
        if again:
            old = _replace_rows(old, again)
        fresh = [row for text, row in sorted(added.items()) if text not in rows]
        ending = b"\r\n" if b"\r\n" in old else b"\n"
        if not old.strip(b"\xef\xbb\xbf \r\n\t"):
            old = ",".join(COLUMNS).encode() + ending
        elif fresh and not old.endswith((b"\n", b"\r")):
            old += ending
        columns = [name.strip() for name in next(csv.reader(io.StringIO(old.decode("utf-8-sig"), newline="")))]
        lines = b"".join(_line(row, columns).encode() + ending for row in fresh)
        write_files([(path, old + lines)])
    return len(added)


def find_admin1_code(gazetteer_id: str) -> str:
    """Return the code of a first-order division from its id ("RU.41"); empty for any other place."""
    return gazetteer_id[3:] if _ADMIN1_ID.fullmatch(gazetteer_id) else ""


def _check_header(header: list[str]) -> None:
    missing = [name for name in ("place", "lon", "lat", "precision") if name not in header]
    unknown = [name for name in header if name not in COLUMNS]
    if header[:1] and header[0].casefold().startswith("sep="):
        raise TextError("a spreadsheet program wrote a line 'sep=' above the columns; delete it", 1)
    if len(header) == 1 and any(mark in header[0] for mark in ";\t"):
        raise TextError("its cells are not parted by commas; save it as CSV with commas, decimals after a point", 1)
    if missing:
        raise TextError(f"column {missing[0]!r} is missing; the columns are {', '.join(COLUMNS)}", 1)
    if unknown:
        raise TextError(
            f"unknown column {unknown[0]!r}{find_nearest(unknown[0], COLUMNS)}; the columns are {', '.join(COLUMNS)}", 1
        )


def _read_row(cells: dict[str, str], extra: int, line: int, found: FaultList) -> PlaceRow | None:
    cells = {name: cell.strip() for name, cell in cells.items()}
    get = cells.get

    def fault(key: str, message: str) -> None:
        found.add(message, line=line, field=key, event="")

    if extra > 0:
        fault(
            "place",
            f"the row has {'1 cell' if extra == 1 else f'{extra} cells'} more than columns; "
            "put texts with commas in quotes",
        )
        return None
    text = cells["place"]
    if not text:
        fault("place", "is missing; it holds the text that the row is for")
        return None
    unwanted = find_unwanted("".join(cells.values()))
    if unwanted:
        fault("place", f"holds the control character {unwanted}; delete it")
        return None
    chosen_by = get("chosen_by", "") or "person"
    if chosen_by not in get_args(ChosenBy):
        fault(
            "chosen_by",
            f"{chosen_by!r} is not known{find_nearest(chosen_by, get_args(ChosenBy))}; write person or program",
        )
        return None
    by = cast(ChosenBy, chosen_by)
    rest = PlaceRow(text, None, get("reason", ""), by, get("service", ""), get("query", ""), get("day", ""), line)
    precision = get("precision", "")
    if precision == UNKNOWN:
        return rest
    known = (*PRECISIONS, UNKNOWN)
    if precision not in PRECISIONS:
        fault(
            "precision",
            f"{precision!r} is not known{find_nearest(precision, known)}; write one of {', '.join(known)}",
        )
        return None
    slips = _find_slips(cells)
    for name, message in slips.items():
        fault(name, message)
    if slips:
        return None
    lon, lat, radius_m = float(cells["lon"]), float(cells["lat"]), int(get("radius_m", "") or 0)
    wrong = explain_coordinates(lon, lat) or ("radius_m is negative" if radius_m < 0 else "")
    if wrong:
        fault("lat" if wrong.startswith("lat") else "lon", wrong)
        return None
    place = Place(
        name=split_place(text)[0],
        lon=lon,
        lat=lat,
        precision=precision,
        radius_m=radius_m,
        country=get("country", ""),
        admin1_code=find_admin1_code(get("gazetteer_id", "")),
        gazetteer=get("gazetteer", ""),
        gazetteer_id=get("gazetteer_id", ""),
        chosen_by=by,
        reason=get("reason", ""),
    )
    return replace(rest, place=place)


def _find_slips(cells: Mapping[str, str]) -> dict[str, str]:
    """Say of each number of a row that is none what is wrong with it."""
    slips = {}
    for name, example in (("lon", "132.335"), ("lat", "42.885")):
        try:
            float(cells[name])
        except ValueError:
            if not cells[name]:
                slips[name] = f"is missing; write degrees such as {example}, or {UNKNOWN} into precision"
            else:
                point = " with a point and no comma" if re.fullmatch(r"-?\d+,\d+", cells[name]) else ""
                slips[name] = f"{cells[name][:60]!r} is not a number; write degrees such as {example}{point}"
    try:
        int(cells.get("radius_m", "") or 0)
    except ValueError:
        slips["radius_m"] = f"{cells['radius_m'][:60]!r} is not a whole number; write metres such as 2000"
    return slips


def _cells(row: PlaceRow) -> dict[str, str]:
    place = row.place
    cells = {"place": row.text, "precision": UNKNOWN, "chosen_by": row.chosen_by, "reason": row.reason}
    cells |= {"service": row.service, "query": row.query, "day": row.day}
    if place is not None:
        cells |= {
            "lon": repr(place.lon),
            "lat": repr(place.lat),
            "precision": place.precision,
            "radius_m": str(place.radius_m),
        }
        cells |= {"country": place.country, "gazetteer": place.gazetteer, "gazetteer_id": place.gazetteer_id}
    return cells


def _line(row: PlaceRow, columns: Iterable[str]) -> str:
    cells = _cells(row)
    out = io.StringIO()
    csv.writer(out, lineterminator="").writerow([cells.get(name, "") for name in columns])
    return out.getvalue()


def _replace_rows(old: bytes, again: Mapping[int, PlaceRow]) -> bytes:
    """Return the file with the rows that begin on the lines given written anew."""
    text = old.decode("utf-8-sig")
    mark = b"\xef\xbb\xbf" if old.startswith(b"\xef\xbb\xbf") else b""
    lines = list(io.StringIO(text, newline=""))
    reader = csv.reader(iter(lines))
    columns = [name.strip() for name in next(reader)]
    out = lines[: reader.line_num]
    start = reader.line_num
    for _ in reader:
        part = lines[start : reader.line_num]
        if start + 1 in again:
            last = part[-1]
            part = [_line(again[start + 1], columns) + last[len(last.rstrip("\r\n")) :]]
        out += part
        start = reader.line_num
    return mark + "".join(out).encode()
