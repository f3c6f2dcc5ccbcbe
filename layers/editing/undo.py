"""A change taken back, and done again."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from layers.case import Case, read_case
from layers.editing.case_events import (
    check_folder,
    find_event,
    find_layer,
    hold_case,
    make_change,
    open_layer_file,
    put_files,
    refuse,
    try_text,
    write_text,
)
from layers.editing.change import Change, ConflictError, FileChange, Rival, merge_fields
from layers.editing.layer_text import append_event, put_text, remove_event
from layers.kept import Kept


def take_back(folder: Path, change: Change, *, kept: Kept | None = None) -> Change:
    """
    Undo a change; taking back what this returns does it again.

    Where the files have not changed since, they get their old bytes back.
    Where they have, only the event is put back, and only if nobody else has
    changed the same fields since. An event that had just been added goes
    again (one that is published is to be retracted instead).

    Raises
    ------
    ConflictError
        If somebody else has changed the event since; both versions are told.
    EditError
        If the event is no longer there, or its file cannot be read.
    StorageError
        If a file cannot be written, or another run holds the case.
    """
    with hold_case(folder, dry_run=False):
        back = tuple(FileChange(file.path, file.new, file.old) for file in reversed(change.files))
        case = read_case(check_folder(folder), kept=kept)
        if back and all(_read_bytes(file.path) == file.old for file in back):
            put_files(back)
            event = next((held for held in read_case(folder, kept=kept).events if held.id == change.event_id), None)
            return replace(
                change,
                before=change.after,
                after=change.before,
                event=event,
                line=event.line if event else 0,
                old_text=change.new_text,
                new_text=change.old_text,
                files=back,
            )
        if change.before is None and change.after is None:  # of a source, or of a draft
            message = "has been changed by somebody else since, so what was done in it cannot be taken back by itself"
            raise refuse(message, file=change.file)
        if change.before is None:
            return _take_out(case, change)
        if change.after is None:
            layer = open_layer_file(find_layer(case, change.layer), kept=kept)
            new = try_text(layer.path, lambda: append_event(layer, change.before or {}))
            return write_text(case, layer, new, len(new.raw.events) - 1, before=None)
        layer, number = find_event(case, change.event_id, kept=kept)
        start, end = layer.span(number)
        if layer.text[start:end] == change.new_text:
            new = try_text(layer.path, lambda: put_text(layer, number, change.old_text, after=change.before or {}))
            return write_text(case, layer, new, number, before=change.after)
        names = dict.fromkeys((*change.before, *change.after))
        wanted = {name: change.before.get(name) for name in names if change.before.get(name) != change.after.get(name)}
        after, rivals = merge_fields(layer.plain(number), wanted, base=change.after)
        if rivals:
            raise ConflictError(rivals, event=change.event_id, file=layer.path.as_posix(), line=layer.line(number))
        return make_change(case, layer, number, after, source=None, files=(), dry_run=False)


def _take_out(case: Case, change: Change) -> Change:
    """Take an event out again that had been added, if nobody has changed it since."""
    layer, number = find_event(case, change.event_id)
    now = layer.plain(number)
    if now != change.after:
        names = dict.fromkeys((*(change.after or {}), *now))
        rivals = tuple(
            Rival(name, (change.after or {}).get(name), now.get(name), None)
            for name in names
            if now.get(name) != (change.after or {}).get(name)
        )
        raise ConflictError(rivals, event=change.event_id, file=layer.path.as_posix(), line=layer.line(number))
    new = try_text(layer.path, lambda: remove_event(layer, number))
    files = (FileChange(layer.path.as_posix(), layer.raw_bytes, new.raw_bytes),)
    put_files(files)
    start, end = layer.span(number)
    return Change(
        event_id=change.event_id,
        layer=change.layer,
        file=change.file,
        line=0,
        before=now,
        after=None,
        old_text=layer.text[start:end],
        files=files,
    )


def _read_bytes(path: str) -> bytes | None:
    try:
        return Path(path).read_bytes()
    except OSError:
        return None
