"""Sources added to sources.toml, and changed there; nothing else in it is touched."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from pathlib import Path

from layers.case import Case, read_case
from layers.editing.case_events import check_folder, hold_case, put_files
from layers.editing.change import ConflictError, EditError, FileChange, merge_fields
from layers.editing.event_table import Table, plain_table
from layers.editing.layer_text import append_block
from layers.editing.toml import change_block, find_block
from layers.fault import Fault
from layers.fields.event import build_id
from layers.fields.faultlist import FaultList
from layers.fields.table import Fields
from layers.files.text import TextError, read_text
from layers.folder.case_fields import read_sources
from layers.formats.toml import parse_toml
from layers.kept import Kept
from layers.source import Source
from layers.syntax.splice import SpliceError
from layers.syntax.toml_text import write_block

FILE_NAME = "sources.toml"


def find_source(case: Case, text: str) -> Source | None:
    """Return the source of a case that a text names, by its id or its address."""
    if text in case.sources:
        return case.sources[text]
    return next((source for source in case.sources.values() if text and text in (source.url, source.archive)), None)


def prepare_source(case: Case, table: Mapping[str, object]) -> tuple[Source, FileChange]:
    """
    Return a new source, and sources.toml with it behind the others; nothing is written.

    Parameters
    ----------
    case
        The case as read.
    table
        The fields of the source; without an `id`, one is made from publisher and day.

    Raises
    ------
    EditError
        If a field is wrong, the id is taken, or the file cannot be added to.
    """
    fields = dict(table)
    if not fields.get("id"):
        day = str(fields.get("published") or "")
        fields = {"id": build_id(f"{fields.get('publisher', '')} {day}", case.sources), **fields}
    source = _read_source(fields)
    if source.id in case.sources:
        message = f"{source.id!r} is a source of the case already; leave out what describes a new one"
        raise EditError((Fault("fault", "", 0, "source", message),))
    path, old, text = _read_file(case.folder)
    new = append_block(text, write_block("[[source]]", fields))
    _prove(path, text, new, number=-1, after=fields)
    return source, FileChange(path.as_posix(), old, _encode(old, new))


def prepare_source_change(
    case: Case, source_id: str, *, fields: Mapping[str, object], base: Table | None = None
) -> tuple[Source, FileChange | None]:
    """
    Return a source with fields changed, and sources.toml with it; nothing is written.

    Parameters
    ----------
    case, source_id
        The case as read, and the source in it.
    fields
        The fields to set; one that is None or empty is to go. The id never changes.
    base
        The fields as they were when the wish arose; None to set them whatever they now are.

    Returns
    -------
    source, file
        None for the file where it is as wanted already.

    Raises
    ------
    EditError
        If a field is wrong, or the source is not there.
    ConflictError
        If somebody else has changed the same fields since.
    """
    path, old, text = _read_file(case.folder)
    tables = tomllib.loads(text).get("source", [])
    number = next((at for at, table in enumerate(tables) if str(table.get("id", "")).strip() == source_id), None)
    if number is None:
        raise EditError((Fault("fault", "", 0, "source", f"{source_id!r} is not a source of the case"),))
    before = plain_table(tables[number])
    after, rivals = merge_fields(before, fields, base=base)
    if rivals:
        line = case.sources[source_id].line if source_id in case.sources else 0
        raise ConflictError(rivals, event=source_id, file=path.as_posix(), line=line)
    if after.get("id") != source_id:
        raise EditError((Fault("fault", "", 0, "id", "the id of a source never changes, since claims name it"),))
    source = _read_source(after)
    if after == before:
        return source, None
    try:
        new = change_block(text, find_block(text, "source", number), before=before, after=after)
    except SpliceError as wrong:
        raise EditError((Fault("fault", path.as_posix(), 0, "", str(wrong)),)) from None
    _prove(path, text, new, number=number, after=after)
    return source, FileChange(path.as_posix(), old, _encode(old, new))


def edit_source(
    folder: Path,
    source_id: str,
    *,
    fields: Mapping[str, object],
    base: Table | None = None,
    dry_run: bool = False,
    kept: Kept | None = None,
) -> tuple[Source, FileChange | None]:
    """
    Set fields of a source in sources.toml.

    Returns
    -------
    source, file
        None for the file where the source is as wanted already.

    Raises
    ------
    EditError, ConflictError, StorageError
        As for `edit_event`.
    """
    with hold_case(folder, dry_run=dry_run):
        case = read_case(check_folder(folder), kept=kept)
        source, file = prepare_source_change(case, source_id, fields=fields, base=base)
        if file is not None and not dry_run:
            put_files((file,))
        return source, file


def _read_source(fields: Mapping[str, object]) -> Source:
    found = FaultList("", [])
    sources = read_sources([fields], Fields({}, path=(), find_line=lambda _: 0, faults=found))
    if found.faults:
        raise EditError(tuple(found.faults))
    return next(iter(sources.values()))


def _read_file(folder: Path) -> tuple[Path, bytes, str]:
    path = folder / FILE_NAME
    try:
        text = read_text(path)
        parse_toml(text)
    except TextError as wrong:
        raise EditError((Fault("fault", path.as_posix(), wrong.line, "", wrong.message),)) from None
    return path, path.read_bytes(), text


def _encode(old: bytes, text: str) -> bytes:
    return (b"\xef\xbb\xbf" if old.startswith(b"\xef\xbb\xbf") else b"") + text.encode()


def _prove(path: Path, old: str, new: str, *, number: int, after: Table) -> None:
    """Read the new file, and hold it against the old one and what was to come in; -1 stands for a new last one."""
    before = tomllib.loads(old)
    sources = before.pop("source", [])
    try:
        now = tomllib.loads(new)
    except tomllib.TOMLDecodeError:
        message = "its sources are written inline as 'source = [...]', behind which nothing can be added; "
        raise EditError((Fault("fault", path.as_posix(), 0, "", f"{message}write [[source]]"),)) from None
    came = now.pop("source", [])
    rest = came[:-1] if number < 0 else [*came[:number], *came[number + 1 :]]
    kept = sources if number < 0 else [*sources[:number], *sources[number + 1 :]]
    if now != before or rest != kept or not came or plain_table(came[number]) != plain_table(after):
        message = "reading it again did not give what was to come in, so it was not written"
        raise EditError((Fault("fault", path.as_posix(), 0, "", message),))
