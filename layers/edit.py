"""Add to the files of a case: one block at the end, not a byte before it touched, whole or not at all."""

from __future__ import annotations

import contextlib
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, replace
from pathlib import Path

from layers.case import Case, read_case
from layers.case_fields import read_sources
from layers.event import Event
from layers.event_fields import build_id, read_event
from layers.fault import Fault, find_nearest
from layers.fields import FaultList, Fields
from layers.files import StorageError, lock_case, write_whole
from layers.formats.toml import parse_toml
from layers.layer_files import ENDINGS, list_layer_files
from layers.passages import find_passages
from layers.source import Source
from layers.textfile import TextError, read_text
from layers.toml_text import write_block

_CLAIM_FIRST = ("source", "text", "quote")


class EditError(ValueError):
    """
    What was to be added cannot be; nothing was changed.

    `faults` holds one entry for each thing wrong. A fault with a line stands
    in the files of the case, one without in what was to be added (its `field`
    names the part). A second try helps only with other words.
    """

    def __init__(self, faults: tuple[Fault, ...]) -> None:
        super().__init__("\n".join(fault.text for fault in faults))
        self.faults = faults


@dataclass(frozen=True, slots=True)
class Added:
    """What came into a case."""

    event: Event
    source: Source | None = None
    """The new source, where one came in with the event."""


def add_event(
    folder: Path, layer: str, *, event: Mapping[str, object], source: Mapping[str, object] | None = None
) -> Added:
    """
    Append an event, and if need be its source, to the TOML files of a case.

    The new file is read again before it takes the place of the old one, to
    prove that exactly this event came in and everything else stayed as it was.

    Parameters
    ----------
    folder
        The case folder.
    layer
        Name of a TOML layer in it.
    event
        The fields of the event as in a layer file, ``claim`` being a list of
        tables. Without an `id`, one is made from the title.
    source
        The fields of a new source; without an `id`, one is made from publisher
        and day. Claims without a `source` are given its id.

    Returns
    -------
    added
        The event, and the source where one was new.

    Raises
    ------
    EditError
        If the case, or what was to be added, is at fault.
    StorageError
        If a file cannot be written, or another run holds the case.
    """
    if not (folder / "case.toml").is_file():
        raise _refuse("is not a case folder; name one that holds case.toml", file=folder.as_posix())
    with lock_case(folder):
        case = read_case(folder)
        path = _find_layer(case, layer)
        sources_path = folder / "sources.toml"
        new_source, sources_text = _prepare_source(sources_path, case, source)
        known = {*case.sources, new_source.id} if new_source else set(case.sources)
        new_event, layer_text = _prepare_event(path, case, layer, event, known=known, source=new_source)
        _write_all([(sources_path, sources_text), (path, layer_text)] if new_source else [(path, layer_text)])
    return Added(new_event, new_source)


def find_source(case: Case, text: str) -> Source | None:
    """Return the source of a case that a text names, by its id or its address."""
    if text in case.sources:
        return case.sources[text]
    return next((source for source in case.sources.values() if text and text in (source.url, source.archive)), None)


def append_block(old: bytes, block: str) -> bytes:
    """
    Return a file with a block behind it, parted by an empty line.

    The bytes before stay as they are; the block takes on the line ends of the
    file, and a missing line end at its end is added first.
    """
    ending = b"\r\n" if old.rstrip(b" \t").endswith(b"\r\n") or (b"\r\n" in old and not old.endswith(b"\n")) else b"\n"
    gap = b""
    if old.strip(b"\xef\xbb\xbf \t\r\n"):
        gap = ending if old.endswith(b"\n") else ending * 2
        if old.endswith((b"\n\n", b"\n\r\n")):
            gap = b""
    elif old and not old.endswith((b"\n", b"\xef\xbb\xbf")):
        gap = ending
    return old + gap + block.replace("\n", ending.decode()).encode()


def _find_layer(case: Case, layer: str) -> Path:
    files = {path.stem: path for path in list_layer_files(case.folder)}
    if layer not in files:
        names = (
            f"; the layers are {', '.join(files)}" if files else ""
        ) + f'; for a new one, make the file layers/{layer}.toml with a line title = "…"'
        raise _refuse(f"{layer!r} is not a layer of this case{find_nearest(layer, files) or names}", field="layer")
    path = files[layer]
    if path.suffix != ENDINGS[0]:
        raise _refuse(f"{path.name} is not TOML; add its row in the program that made it", field="layer")
    return path


def _prepare_source(path: Path, case: Case, table: Mapping[str, object] | None) -> tuple[Source | None, bytes]:
    if table is None:
        return None, b""
    fields = dict(table)
    if not fields.get("id"):
        day = str(fields.get("published") or "")
        fields = {"id": build_id(f"{fields.get('publisher', '')} {day}", case.sources), **fields}
    found = FaultList("", [])
    root = Fields({}, path=(), find_line=lambda _: 0, faults=found)
    sources = read_sources([fields], root)
    if found.faults:
        raise EditError(tuple(found.faults))
    source = next(iter(sources.values()))
    if source.id in case.sources:
        raise _refuse(
            f"{source.id!r} is a source of the case already; leave out what describes a new one", field="source"
        )
    old, text = _read_old(path)
    new = append_block(old, write_block("[[source]]", fields))
    _prove(path, text, new, key="source", table=_plain(fields))
    return source, new


def _prepare_event(
    path: Path, case: Case, layer: str, table: Mapping[str, object], *, known: set[str], source: Source | None
) -> tuple[Event, bytes]:
    fields = dict(table)
    taken = {event.id for event in case.events} | {skipped.id for skipped in case.skipped}
    given = fields.pop("id", "")
    fields = {"id": given or build_id(str(fields.get("title", "")), taken), **fields}
    claims = fields.pop("claim", [])
    assert isinstance(claims, list)
    claims = [{"source": source.id if source else "", **claim} for claim in claims]
    found = FaultList("", [])
    whole = {**_plain(fields), "claim": [_plain(claim) for claim in claims]}
    reader = Fields(whole, path=(), find_line=lambda _: 0, faults=found)
    event = read_event(reader, layer=layer, sources=known)
    if fields["id"] in taken:
        reader.fault("id", f"{fields['id']!r} is the id of an event of this case already; each needs its own")
    _, misquoted = find_passages([event], case.articles)
    wrong = (*found.faults, *(fault for fault in misquoted if fault.kind == "fault"))
    if any(fault.kind == "fault" for fault in wrong):
        raise EditError(wrong)
    block = write_block("[[event]]", fields)
    for claim in claims:
        ordered = {key: claim[key] for key in _CLAIM_FIRST if key in claim} | claim
        block += "\n" + write_block("[[event.claim]]", ordered)
    old, text = _read_old(path)
    new = append_block(old, block)
    _prove(path, text, new, key="event", table=whole)
    line = new.count(b"\n") - block.count("\n") + 1
    return replace(event, file=path.as_posix(), line=line), new


def _read_old(path: Path) -> tuple[bytes, str]:
    """Return the bytes and the text of a file that may be written to."""
    try:
        text = read_text(path)
        parse_toml(text)
    except TextError as wrong:
        raise _refuse(wrong.message, file=path.as_posix(), line=wrong.line) from None
    return path.read_bytes(), text


def _prove(path: Path, old: str, new: bytes, *, key: str, table: Mapping[str, object]) -> None:
    """Read the new file and hold it against the old one and what was to come in."""
    before = tomllib.loads(old)
    tables = before.pop(key, [])
    try:
        after = tomllib.loads(new.decode("utf-8-sig"))
    except tomllib.TOMLDecodeError:
        advice = f"its {key}s are written inline as '{key} = [...]', behind which nothing can be added; write [[{key}]]"
        raise _refuse(advice, file=path.as_posix()) from None
    came = after.pop(key, [])
    if after != before or came[:-1] != tables or came[-1] != table:
        raise _refuse("reading it again did not give what was to be added, so it was not", file=path.as_posix())


def _write_all(files: list[tuple[Path, bytes]]) -> None:
    """Write several files, or none: when a later one fails, those before get their old bytes back."""
    done: list[tuple[Path, bytes]] = []
    for path, content in files:
        old = path.read_bytes()
        try:
            write_whole(path, content)
        except StorageError:
            for written, before in done:
                with contextlib.suppress(StorageError):
                    write_whole(written, before)
            raise
        done.append((path, old))


def _plain(table: Mapping[str, object]) -> dict[str, object]:
    """Return a table without its empty fields, tuples as lists: what reading it back gives."""
    kept = {key: value for key, value in table.items() if value not in ("", None, [], {}, ())}
    return {key: list(value) if isinstance(value, tuple) else value for key, value in kept.items()}


def _refuse(message: str, *, field: str = "", file: str = "", line: int = 0) -> EditError:
    return EditError((Fault("fault", file, line, field, message),))
