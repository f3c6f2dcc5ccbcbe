"""The layer files of a case: which there are, in which order, and the events in them."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import replace
from pathlib import Path

from layers.color import COLORS
from layers.event import Event
from layers.fault import Fault, find_nearest
from layers.fields.event import build_id
from layers.fields.faultlist import FaultList
from layers.fields.table import Fields
from layers.files.text import TextError, read_text
from layers.folder.case_fields import LAYER_KEYS, CaseHead, LayerHead, read_layer_head
from layers.folder.entry import read_entry
from layers.folder.layer import Layer, Skipped, name_faults
from layers.formats.raw import RawLayer
from layers.formats.toml import read_layer
from layers.formats.toml_blocks import read_kept_layer
from layers.kept import Kept, recall

LAYERS_MOST = 7
EVENTS_MOST = 2_000_000
ENDINGS = (".toml", ".csv", ".geojson")


def list_layer_files(folder: Path) -> list[Path]:
    """Return the layer files of a case, sorted by name, so that the order on disk plays no part."""
    layers = folder / "layers"
    if layers.is_symlink() or not layers.is_dir():
        return []
    return sorted(
        (path for path in layers.iterdir() if path.suffix in ENDINGS and not path.name.startswith(".")),
        key=lambda path: path.name,
    )


def read_layers(
    folder: Path,
    encoding: str | None,
    faults: list[Fault],
    *,
    head: CaseHead,
    known: Collection[str] | None,
    kept: Kept | None = None,
) -> tuple[tuple[Layer, ...], tuple[Event, ...], tuple[Skipped, ...]]:
    """
    Read all layer files of a case.

    Parameters
    ----------
    folder, encoding
        The case folder; the encoding of files that are not UTF-8, or None.
    faults
        Takes what is found wrong.
    head
        What case.toml says of the layers.
    known
        The ids that a claim may name; None when sources.toml could not be read.
    kept
        What was kept of the last reading; None reads all anew.

    Returns
    -------
    layers, events, skipped
        In the order of the case; events at fault are in `skipped` instead.
    """
    before = len(faults)
    if kept is not None and known is not None:
        ids = dict.fromkeys(known)
        known = kept.recall("ids", ids, lambda: ids)
    files = _choose_files(folder, faults, head)
    layers: list[Layer] = []
    events: list[Event] = []
    skipped: list[Skipped] = [*name_faults(faults[before:])]
    places: dict[str, str] = {}
    for path in files:
        found = FaultList(path.as_posix(), faults)
        try:
            raw = _read_raw(path, encoding, kept)
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
        skipped += name_faults(faults[before:])
        _read_events(raw, path.stem, found, known=known, events=events, skipped=skipped, places=places,
                     kept=kept)  # fmt: skip
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
                "is not read; a layer ends in .toml, .csv or .geojson"
                + (", in small letters" if path.suffix.lower() in ENDINGS else ""),
                kind="warning",
            )


def _read_raw(path: Path, encoding: str | None, kept: Kept | None) -> RawLayer:
    text = read_text(path, encoding=encoding)
    # Imported where needed, so that a case of TOML layers does not load the other two.
    if path.suffix == ".csv":
        from layers.formats.csv import read_layer as read_csv

        return recall(kept, ("csv", path), text, lambda: read_csv(text))
    if path.suffix == ".geojson":
        from layers.formats.geojson import read_layer as read_geojson

        return recall(kept, ("geojson", path), text, lambda: read_geojson(text))
    return read_layer(text) if kept is None else read_kept_layer(text, kept)


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
    radius_m = own.publish_radius_m if over.publish_radius_m is None else over.publish_radius_m
    return Layer(path.stem, title, over.label or own.label or title, color, found.file, radius_m)


def _read_events(
    raw: RawLayer,
    layer: str,
    found: FaultList,
    *,
    known: Collection[str] | None,
    events: list[Event],
    skipped: list[Skipped],
    places: dict[str, str],
    kept: Kept | None,
) -> None:
    """Read the events of one layer into `events` and `skipped`; `places` holds file and line of every id so far."""
    pending: list[tuple[int, Event]] = []
    for number in range(len(raw.events)):
        before = len(found.faults)
        event, faults = read_entry(raw, number, layer=layer, file=found.file, known=known, kept=kept)
        found.faults += faults
        if event.id and event.id in places:
            line = raw.find_line(("event", number, "id"))
            message = f"{event.id!r} is the id of the event at {places[event.id]} too; each needs its own"
            found.add(message, line=line, field="id", event=event.id)
        elif event.id:
            places[event.id] = f"{event.file}:{event.line}"
        if any(fault.kind == "fault" for fault in found.faults[before:]):
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
