"""A layer laid out for a sheet, after the ids that its file lacks are written down."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from layers.case import read_case
from layers.editing.case_events import (
    check_folder,
    find_layer,
    hold_case,
    name_events,
    open_layer_file,
    put_files,
    try_text,
)
from layers.editing.change import FileChange
from layers.editing.layer_text import change_events
from layers.sheets.sheet import build_rows


@dataclass(frozen=True, slots=True)
class Exported:
    """A layer laid out for a sheet, and the ids that had to be written down first."""

    columns: Sequence[str]
    rows: Sequence[Mapping[str, object]]
    named: tuple[str, ...]
    left_out: tuple[str, ...]


def export_layer(folder: Path, layer: str) -> Exported:
    """
    Lay out a layer for a sheet, after writing down the ids that its file lacks.

    Raises
    ------
    EditError, StorageError
        If the case has no such layer, or its file cannot be read or written.
    """
    with hold_case(folder, dry_run=False):
        case = read_case(check_folder(folder))
        text = open_layer_file(find_layer(case, layer))
        ids = name_events(case, text)
        missing = {
            number: {"id": name, **text.plain(number)}
            for number, name in enumerate(ids)
            if "id" not in text.plain(number)
        }
        if missing:
            old = text
            text = try_text(text.path, lambda: change_events(old, missing))
            put_files((FileChange(text.path.as_posix(), old.raw_bytes, text.raw_bytes),))
        events = [text.plain(number) for number in range(len(text.raw.events))]
        columns, rows, left_out = build_rows(events, case=case.name, title=case.title, layer=layer)
    return Exported(columns, rows, tuple(ids[number] for number in missing), tuple(left_out))
