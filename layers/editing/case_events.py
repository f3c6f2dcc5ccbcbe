"""An event in the files of a case: found, checked, and written back."""

from __future__ import annotations

import contextlib
import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace
from pathlib import Path

from layers.case import Case, read_case
from layers.editing.change import Change, EditError, FileChange
from layers.editing.event_table import Table, digest_table
from layers.editing.layer_text import LayerText, change_event, open_layer, parse_layer
from layers.event import Event
from layers.fault import Fault, find_nearest
from layers.fields.event import build_id, read_event
from layers.fields.faultlist import UNWRITTEN, FaultList
from layers.fields.table import Fields
from layers.files.storage import lock_case, write_files
from layers.files.text import TextError
from layers.folder.layer_files import LAYERS_MOST, list_layer_files
from layers.folder.passages import find_passages
from layers.kept import Kept
from layers.source import Source
from layers.syntax.splice import SpliceError
from layers.syntax.toml_text import write_value

_LAYER_NAME = re.compile(r"\w[\w-]{0,59}")


@dataclass(frozen=True, slots=True)
class Written:
    """An event as its file says it: `table` is its plain form, to be given back as the base of an edit."""

    event_id: str
    layer: str
    file: str
    line: int
    table: Mapping[str, object]
    digest: str
    """Equal as long as nothing that the event says has changed."""


def find_written(folder: Path, event_id: str, *, kept: Kept | None = None) -> Written:
    """
    Return an event as its layer file says it, also one that is at fault.

    Raises
    ------
    EditError
        If the case has no such event, or its file cannot be read.
    """
    case = read_case(check_folder(folder), kept=kept)
    layer, number = find_event(case, event_id, kept=kept)
    table = layer.plain(number)
    return Written(event_id, layer.path.stem, layer.path.as_posix(), layer.line(number), table, digest_table(table))


@contextlib.contextmanager
def hold_case(folder: Path, *, dry_run: bool) -> Iterator[None]:
    """Hold the lock of a case, but for a dry run, which writes not even that."""
    check_folder(folder)
    if dry_run:
        yield
        return
    with lock_case(folder):
        yield


def check_folder(folder: Path) -> Path:
    """Return a case folder; raise EditError where it is none."""
    if not (folder / "case.toml").is_file():
        raise refuse("is not a case folder; name one that holds case.toml", file=folder.as_posix())
    return folder


def find_event(case: Case, event_id: str, *, kept: Kept | None = None) -> tuple[LayerText, int]:
    """Return the layer file of an event, and which of its events it is; raise EditError where there is none."""
    names = [event.layer for event in case.events if event.id == event_id]
    names += [skipped.layer for skipped in case.skipped if skipped.id == event_id]
    if not names:
        known = [event.id for event in case.events]
        wanted = find_nearest(event_id, known) or "; `dateline table` lists them with their ids"
        missing = refuse(f"{event_id!r} is not an event of this case{wanted}", field="event")
        # It may stand in a layer that could not be read.
        held = {event.layer for event in case.events}
        layers = {path.as_posix() for path in list_layer_files(case.folder) if path.stem not in held}
        raise EditError((*missing.faults, *(fault for fault in case.broken if fault.file in layers)))
    layer = open_layer_file(find_layer(case, names[0]), kept=kept)
    ids = name_events(case, layer)
    if event_id in ids:
        return layer, ids.index(event_id)
    raise refuse(f"{event_id!r} was not found in {layer.path.name}; write down its id", file=layer.path.as_posix())


def name_events(case: Case, layer: LayerText) -> list[str]:
    """
    Return the id of every event of a layer file, in its order.

    Where the file gives none, it is the one that the case made from the title;
    an event at fault, which the case left out, is given one here.
    """
    ids = [str(entry.table.get("id") or "").strip() for entry in layer.raw.events]
    nameless = [number for number, name in enumerate(ids) if not name]
    if not nameless:
        return ids
    taken = {event.id for event in case.events} | {skipped.id for skipped in case.skipped if skipped.id}
    # The case names them in the order of the file, but passes over those at fault.
    known = set(ids)
    for event in (held for held in case.events if held.layer == layer.path.stem and held.id not in known):
        for number in (number for number in nameless if not ids[number]):
            table = layer.raw.events[number].table
            reader = Fields(table, path=(), find_line=lambda _: 0, faults=FaultList("", []))
            read = read_event(reader, layer=event.layer, sources=None)
            if not reader.wrong and _is_same(read, event):
                ids[number] = event.id
                break
    for number in nameless:
        if not ids[number]:
            title = str(layer.raw.events[number].table.get("title") or "")
            ids[number] = build_id(title, taken)
            taken.add(ids[number])
    return ids


def _is_same(read: Event, event: Event) -> bool:
    return replace(read, id=event.id, file=event.file, line=event.line) == event


def find_layer(case: Case, layer: str, *, advice: str = "") -> Path:
    """Return the file of a layer; raise EditError where the case has none of that name, with what else may be done."""
    files = {path.stem: path for path in list_layer_files(case.folder)}
    if layer not in files:
        names = (f"; the layers are {', '.join(files)}" if files else "") + advice
        raise refuse(f"{layer!r} is not a layer of this case{find_nearest(layer, files) or names}", field="layer")
    return files[layer]


def start_layer(case: Case, name: str) -> LayerText:
    """Return a new TOML layer with its title and no event; nothing is written."""
    files = {path.stem: path for path in list_layer_files(case.folder)}
    if name in files:
        raise refuse(f"{files[name].name} is there already; leave --new-layer out", field="layer")
    if not _LAYER_NAME.fullmatch(name):
        raise refuse(f"{name!r} cannot be the name of a layer; write letters, digits and -", field="layer")
    if len(files) >= LAYERS_MOST:
        raise refuse(f"the case has {len(files)} layers; more than {LAYERS_MOST} cannot be told apart", field="layer")
    title = name.replace("-", " ").replace("_", " ").capitalize()
    return parse_layer(case.folder / "layers" / f"{name}.toml", f"title = {write_value(title)}\n", b"")


def open_layer_file(path: Path, *, kept: Kept | None = None) -> LayerText:
    """Read a layer file for a change; raise EditError where it cannot be."""
    try:
        return open_layer(path, kept=kept)
    except TextError as wrong:
        raise refuse(wrong.message, file=path.as_posix(), line=wrong.line) from None


def try_text(path: Path, make: Callable[[], LayerText]) -> LayerText:
    """Make a new text; where it cannot be made, say why as a fault of the file."""
    try:
        return make()
    except (SpliceError, TextError) as wrong:
        raise refuse(str(wrong), file=path.as_posix()) from None


def check_event(
    case: Case, layer: LayerText, table: Table, *, source: Source | None
) -> tuple[Event, tuple[Fault, ...]]:
    """Read an event as it is to be, and return what is wrong with it."""
    found = FaultList("", [])
    # The advice in a message is in the words of the file's format.
    reader = Fields(table, path=(), find_line=lambda _: 0, faults=FaultList(f"{UNWRITTEN}{layer.suffix}", found.faults))
    known = {*case.sources, source.id} if source else set(case.sources)
    event = read_event(reader, layer=layer.path.stem, sources=known)
    _, misquoted = find_passages([event], case.articles)
    wrong = [fault for fault in (*found.faults, *misquoted) if fault.kind == "fault"]
    return event, tuple(replace(fault, file="" if fault.file.startswith(UNWRITTEN) else fault.file) for fault in wrong)


def make_change(
    case: Case,
    layer: LayerText,
    number: int,
    after: Table,
    *,
    source: Source | None,
    files: tuple[FileChange, ...],
    dry_run: bool,
) -> Change:
    """Check an event as it is to be, and write it."""
    before = layer.plain(number)
    _, had = check_event(case, layer, before, source=source)
    read, faults = check_event(case, layer, after, source=source)
    known = {(fault.field, fault.message) for fault in had}
    came = tuple(fault for fault in faults if (fault.field, fault.message) not in known)
    if came:
        raise EditError(came)
    if after == before and not files:
        unchanged = Change(str(after["id"]), layer.path.stem, layer.path.as_posix(), layer.line(number), before, before)
        return replace(unchanged, event=replace(read, file=unchanged.file, line=unchanged.line), written=False)
    new = try_text(layer.path, lambda: change_event(layer, number, after=after))
    return write_text(case, layer, new, number, before=before, source=source, files=files, dry_run=dry_run)


def write_text(
    case: Case,
    old: LayerText,
    new: LayerText,
    number: int,
    *,
    before: Table | None,
    source: Source | None = None,
    files: tuple[FileChange, ...] = (),
    dry_run: bool = False,
) -> Change:
    """Write a layer with one event changed, and return the change with the event as it now is."""
    files += (FileChange(old.path.as_posix(), old.raw_bytes, new.raw_bytes),)
    if not dry_run:
        put_files(files)
    first, last = old.span(number) if before is not None else (0, 0)
    start, end = first, last + len(new.text) - len(old.text)
    if before is None or new.text[:start] != old.text[:start]:  # a new event, or a new column in a header
        start, end = new.span(number)
    after = new.plain(number)
    read, faults = check_event(case, new, after, source=source)
    line = new.line(number) if new.suffix == ".csv" else new.text.count("\n", 0, start) + 1
    return Change(
        event_id=str(after.get("id", "")),
        layer=old.path.stem,
        file=old.path.as_posix(),
        line=line,
        before=before,
        after=after,
        event=None if faults else replace(read, file=old.path.as_posix(), line=line),
        source=source,
        old_text=old.text[first:last],
        new_text=new.text[start:end],
        files=files,
        written=not dry_run,
    )


def refuse(message: str, *, field: str = "", file: str = "", line: int = 0) -> EditError:
    """Return the error of one fault."""
    return EditError((Fault("fault", file, line, field, message),))


def put_files(files: tuple[FileChange, ...]) -> None:
    """Write the files of a change, or none."""
    for file in files:
        if file.old is None and file.new is not None:  # a new layer, perhaps the first of its case
            Path(file.path).parent.mkdir(exist_ok=True)
    write_files([(Path(file.path), file.new) for file in files])
