"""A case folder read as a whole: its head, sources, layers and events, and every fault found on the way."""

from __future__ import annotations

import stat
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path

from layers.article import Article, read_article
from layers.case_fields import LAYER_KEYS, CaseHead, LayerHead, read_case_head, read_layer_head, read_sources
from layers.color import COLORS
from layers.edtf import EdtfDate
from layers.event import Event
from layers.event_fields import build_id, read_event
from layers.fault import Fault, find_nearest
from layers.fields import FaultList, Fields
from layers.formats.raw import RawLayer
from layers.formats.toml import parse_toml, read_layer
from layers.source import Source
from layers.textfile import TextError, read_text

LAYERS_MOST = 7
EVENTS_MOST = 2_000_000
ENDINGS = (".toml", ".csv", ".geojson")


@dataclass(frozen=True, slots=True)
class Layer:
    """One layer of a case, which is one file."""

    name: str
    """File name without its ending; events name their layer by it."""
    title: str
    label: str
    """Short title, for narrow places."""
    color: str
    """Name of one of the seven colours of `layers.color`."""
    file: str


@dataclass(frozen=True, slots=True)
class Skipped:
    """Something that was read but cannot be used, and why: an event, a file, or a field that is not an event's."""

    title: str
    reason: str
    id: str = ""
    layer: str = ""
    file: str = ""
    line: int = 0


@dataclass(frozen=True, slots=True)
class Case:
    """
    A case as its files say it.

    `events` holds only events without a fault, in the order of layers and then
    of their files; those at fault are in `skipped`, and `faults` says why.
    """

    folder: Path
    name: str
    title: str
    short_title: str = ""
    summary: str = ""
    scope: str = ""
    language: str = "en"
    as_of: EdtfDate | None = None
    contact: str = ""
    method: str = ""
    credits: tuple[str, ...] = ()
    tiles: tuple[str, ...] = ()
    names: Mapping[str, str] = field(default_factory=dict)
    view: tuple[float, float, float, float] | None = None
    privacy: Mapping[str, object] = field(default_factory=dict)
    layers: tuple[Layer, ...] = ()
    sources: Mapping[str, Source] = field(default_factory=dict)
    events: tuple[Event, ...] = ()
    articles: tuple[Article, ...] = ()
    skipped: tuple[Skipped, ...] = ()
    faults: tuple[Fault, ...] = ()
    """All kinds found by reading; a fault of the kind ``"fault"`` stops a build."""

    @property
    def publish_radius_m(self) -> int:
        """How far off, metres, every published place is made on purpose; 0 to publish it as known."""
        radius = self.privacy.get("publish_radius_m", 0)
        return radius if isinstance(radius, int) else 0

    @property
    def broken(self) -> tuple[Fault, ...]:
        """The faults proper, without warnings."""
        return tuple(fault for fault in self.faults if fault.kind == "fault")


def read_case(folder: Path, *, encoding: str | None = None) -> Case:
    """
    Read a case folder, collecting every fault instead of stopping at the first.

    Calls no network and writes nothing.

    Parameters
    ----------
    folder
        The folder that holds case.toml.
    encoding
        Encoding of files that are not UTF-8; without it they are at fault.

    Returns
    -------
    case
        What could be read. A missing folder is a case with one fault.
    """
    faults: list[Fault] = []
    head = _read_head(folder, encoding, faults)
    sources = _read_sources(folder, encoding, faults)
    skipped = _name_faults(faults)
    layers, events, more = _read_layers(folder, encoding, faults, head=head, known=sources)
    before = len(faults)
    articles = _read_articles(folder, encoding, faults)
    skipped = (*skipped, *more, *_name_faults(faults[before:]))
    return Case(
        folder=folder,
        name=folder.resolve().name,
        title=head.title,
        short_title=head.short_title,
        summary=head.summary,
        scope=head.scope,
        language=head.language,
        as_of=head.as_of,
        contact=head.contact,
        method=head.method,
        credits=head.credits,
        tiles=head.tiles,
        names=head.names,
        view=head.view,
        privacy=head.privacy,
        layers=layers,
        sources=sources or {},
        events=events,
        articles=articles,
        skipped=skipped,
        faults=_sort_faults(faults),
    )


def list_layer_files(folder: Path) -> list[Path]:
    """Return the layer files of a case, sorted by name, so that the order on disk plays no part."""
    layers = folder / "layers"
    if layers.is_symlink() or not layers.is_dir():
        return []
    return sorted(
        (path for path in layers.iterdir() if path.suffix in ENDINGS and not path.name.startswith(".")),
        key=lambda path: path.name,
    )


def _sort_faults(faults: Sequence[Fault]) -> tuple[Fault, ...]:
    """Return the faults file by file as read, those of a file by line."""
    order = {file: number for number, file in enumerate(dict.fromkeys(fault.file for fault in faults))}
    return tuple(sorted(faults, key=lambda fault: (order[fault.file], fault.line)))


def _name_faults(faults: Sequence[Fault]) -> tuple[Skipped, ...]:
    """Return what is left out for faults that are not of one event: a file, or a field of one."""
    return tuple(
        Skipped(
            f"{Path(fault.file).name}, line {fault.line}" if fault.line else Path(fault.file).name,
            f"{fault.field}: {fault.message}" if fault.field else fault.message,
            file=fault.file,
            line=fault.line,
        )
        for fault in faults
        if fault.kind == "fault"
    )


def _read_head(folder: Path, encoding: str | None, faults: list[Fault]) -> CaseHead:
    path = folder / "case.toml"
    found = FaultList(path.as_posix(), faults)
    if not folder.is_dir():
        FaultList(folder.as_posix(), faults).add("is not a folder; name a case folder, or make one with 'dateline new'")
        return CaseHead()
    try:
        table, find_line = parse_toml(read_text(path, encoding=encoding))
    except TextError as wrong:
        found.add(wrong.message, line=wrong.line)
        return CaseHead()
    return read_case_head(Fields(table, path=(), find_line=find_line, faults=found))


def _read_sources(folder: Path, encoding: str | None, faults: list[Fault]) -> dict[str, Source] | None:
    path = folder / "sources.toml"
    found = FaultList(path.as_posix(), faults)
    if not folder.is_dir():
        return None
    try:
        table, find_line = parse_toml(read_text(path, encoding=encoding))
    except TextError as wrong:
        found.add(wrong.message, line=wrong.line)
        return None
    fields = Fields(table, path=(), find_line=find_line, faults=found)
    fields.check_keys(frozenset({"source"}))
    tables = table.get("source", [])
    if not isinstance(tables, list) or not all(isinstance(entry, dict) for entry in tables):
        fields.fault("source", "is not a list of tables; write [[source]] before each source")
        return None
    return read_sources(tables, fields)


def _read_layers(
    folder: Path, encoding: str | None, faults: list[Fault], *, head: CaseHead, known: Collection[str] | None
) -> tuple[tuple[Layer, ...], tuple[Event, ...], tuple[Skipped, ...]]:
    before = len(faults)
    files = _choose_files(folder, faults, head)
    layers: list[Layer] = []
    events: list[Event] = []
    skipped: list[Skipped] = [*_name_faults(faults[before:])]
    places: dict[str, str] = {}
    for path in files:
        found = FaultList(path.as_posix(), faults)
        try:
            raw = _read_raw(path, encoding)
        except TextError as wrong:
            found.add(wrong.message, line=wrong.line)
            skipped.append(Skipped(path.name, wrong.message, layer=path.stem, file=found.file, line=wrong.line))
            continue
        if len(events) + len(raw.events) > EVENTS_MOST:
            found.add(f"brings the case above {EVENTS_MOST:,} events; split the case")
            skipped.append(Skipped(path.name, found.faults[-1].message, layer=path.stem, file=found.file))
            continue
        before = len(faults)
        layers.append(_read_layer_head(path, raw, found, head=head, taken=layers))
        skipped += _name_faults(faults[before:])
        _read_events(raw, path.stem, found, known=known, events=events, skipped=skipped, places=places)
    return tuple(layers), tuple(events), tuple(skipped)


def _choose_files(folder: Path, faults: list[Fault], head: CaseHead) -> list[Path]:
    """Return the layer files in the order of the case, then those that it does not name, by name."""
    found = FaultList((folder / "layers").as_posix(), faults)
    case_file = FaultList((folder / "case.toml").as_posix(), faults)
    if (folder / "layers").is_symlink():
        found.add("is a symbolic link; put the folder itself into the case")
        return []
    files: dict[str, Path] = {}
    for path in list_layer_files(folder):
        if path.stem in files:
            FaultList(path.as_posix(), faults).add(
                f"has the same name as {files[path.stem].name}; a layer is one file, so rename one"
            )
            continue
        files[path.stem] = path
    for name in head.layers:
        if name not in files:
            case_file.add(
                f"no file layers/{name}.toml, .csv or .geojson{find_nearest(name, files)}", field=f"layers.{name}"
            )
    ordered = [files[name] for name in head.layers if name in files]
    ordered += [path for name, path in files.items() if name not in head.layers]
    for path in ordered[LAYERS_MOST:]:
        FaultList(path.as_posix(), faults).add(
            f"is one layer more than the {LAYERS_MOST} whose colours can be told apart; join layers"
        )
    _warn_of_others(folder, faults)
    return ordered[:LAYERS_MOST]


def _warn_of_others(folder: Path, faults: list[Fault]) -> None:
    if not (folder / "layers").is_dir():
        return
    for path in sorted((folder / "layers").iterdir(), key=lambda path: path.name):
        if (
            path.suffix not in ENDINGS
            and not path.name.startswith(".")
            and path.suffix not in (".lock", ".tmp")
            and not path.name.endswith("~")
        ):
            FaultList(path.as_posix(), faults).add(
                "is not read; a layer ends in .toml, .csv or .geojson", kind="warning"
            )


def _read_raw(path: Path, encoding: str | None) -> RawLayer:
    text = read_text(path, encoding=encoding)
    # Imported where needed, so that a case of TOML layers does not load the other two.
    if path.suffix == ".csv":
        from layers.formats.csv import read_layer as read_csv

        return read_csv(text)
    if path.suffix == ".geojson":
        from layers.formats.geojson import read_layer as read_geojson

        return read_geojson(text)
    return read_layer(text)


def _read_layer_head(path: Path, raw: RawLayer, found: FaultList, *, head: CaseHead, taken: list[Layer]) -> Layer:
    own = read_layer_head(
        Fields(raw.header, path=(), find_line=raw.find_line, faults=found), known=LAYER_KEYS | {"event"}
    )
    over = head.layers.get(path.stem, LayerHead())
    title = over.title or own.title or path.stem.replace("-", " ").replace("_", " ").capitalize()
    color = over.color or own.color
    used = [layer.color for layer in taken]
    if not color:
        color = next(name for name in COLORS if name not in used)
    elif color in used:
        found.add(f"{color} is the colour of another layer too; give each its own", field="color", kind="warning")
    return Layer(path.stem, title, over.label or own.label or title, color, found.file)


def _read_events(
    raw: RawLayer,
    layer: str,
    found: FaultList,
    *,
    known: Collection[str] | None,
    events: list[Event],
    skipped: list[Skipped],
    places: dict[str, str],
) -> None:
    """Read the events of one layer into `events` and `skipped`; `places` holds file and line of every id so far."""
    pending: list[tuple[int, Event]] = []
    for number, entry in enumerate(raw.events):
        before = len(found.faults)
        fields = Fields(entry.table, path=("event", number), find_line=raw.find_line, faults=found)
        event = read_event(fields, layer=layer, sources=known)
        for line, key, message in entry.problems:
            fields.wrong += 1
            found.add(message, line=line or fields.line(), field=key, event=fields.event)
        if event.id and event.id in places:
            fields.fault("id", f"{event.id!r} is the id of the event at {places[event.id]} too; each needs its own")
        elif event.id:
            places[event.id] = f"{event.file}:{event.line}"
        if fields.wrong:
            first = next(fault for fault in found.faults[before:] if fault.kind == "fault")
            reason = f"{first.field}: {first.message}" if first.field else first.message
            skipped.append(
                Skipped(event.title or event.id or "(no title)", reason, event.id, layer, event.file, first.line)
            )
            continue
        if not event.id:
            pending.append((len(events), event))
        events.append(event)
    for at, event in pending:
        made = build_id(event.title, places)
        places[made] = f"{event.file}:{event.line}"
        found.add(
            f"is missing; {made!r} is made from the title, write it down so that links last",
            line=event.line,
            field="id",
            event=made,
            kind="warning",
        )
        events[at] = replace(event, id=made)


def _read_articles(folder: Path, encoding: str | None, faults: list[Fault]) -> tuple[Article, ...]:
    shelf = folder / "articles"
    if not shelf.is_dir():
        return ()
    articles = []
    if shelf.is_symlink():
        FaultList(shelf.as_posix(), faults).add("is a symbolic link; put the folder itself into the case")
        return ()
    for path in sorted(shelf.iterdir(), key=lambda path: path.name):
        if path.suffix != ".txt" or path.name.startswith(".") or stat.S_ISDIR(path.lstat().st_mode):
            continue
        try:
            articles.append(read_article(path.stem, read_text(path, encoding=encoding)))
        except TextError as wrong:
            FaultList(path.as_posix(), faults).add(wrong.message, line=wrong.line)
    return tuple(articles)
