"""The text of one layer file: an event in it found, changed, added or put back, whatever the format."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from layers.editing.event_table import Table, order_fields, plain_table
from layers.editing.toml import change_block, find_block, write_entry
from layers.files.text import TextError, read_text
from layers.formats.raw import RawLayer
from layers.formats.toml import read_layer as read_toml
from layers.formats.toml_blocks import read_kept_layer
from layers.kept import Kept
from layers.syntax.splice import find_line_start
from layers.syntax.toml_tree import find_headings

_MARK = b"\xef\xbb\xbf"


@dataclass(frozen=True, slots=True)
class LayerText:
    """A layer file as read: its bytes, its text without a byte order mark, and the events in it."""

    path: Path
    raw_bytes: bytes
    text: str
    raw: RawLayer
    kept: Kept | None = None
    """What was kept of reading it before; blocks that did not change are not parsed again."""

    @property
    def suffix(self) -> str:
        """The ending of the file, which tells its format."""
        return self.path.suffix

    def encode(self, text: str) -> bytes:
        """Return the bytes of a changed text, with the byte order mark that the file has."""
        return (_MARK if self.raw_bytes.startswith(_MARK) else b"") + text.encode()

    def plain(self, number: int) -> dict[str, object]:
        """Return the table of an event in its plain form."""
        return plain_table(self.raw.events[number].table)

    def line(self, number: int) -> int:
        """Return the line on which an event begins."""
        if self.suffix == ".csv":
            return self.raw.find_line(("event", number))
        return self.text.count("\n", 0, self.span(number)[0]) + 1

    def span(self, number: int) -> tuple[int, int]:
        """Return the offsets between which an event stands."""
        if self.suffix == ".csv":
            from layers.editing.csv import find_span

            return find_span(self.text, number)
        if self.suffix == ".geojson":
            from layers.editing.geojson import find_span

            return find_span(self.text, number)
        block = find_block(self.text, "event", number)
        return block.start, block.end


def open_layer(path: Path, *, kept: Kept | None = None) -> LayerText:
    """
    Read a layer file for a change; `kept` is what was kept of reading it before.

    Raises
    ------
    TextError
        If it cannot be read; a file that is not UTF-8 is not changed.
    """
    return parse_layer(path, read_text(path), path.read_bytes(), kept=kept)


def parse_layer(path: Path, text: str, raw_bytes: bytes, *, kept: Kept | None = None) -> LayerText:
    """Read the text of a layer file; raise TextError where it is none."""
    if path.suffix == ".csv":
        from layers.formats.csv import read_layer as read_csv

        return LayerText(path, raw_bytes, text, read_csv(text))
    if path.suffix == ".geojson":
        from layers.formats.geojson import read_layer as read_geojson

        return LayerText(path, raw_bytes, text, read_geojson(text))
    if kept is not None:
        return LayerText(path, raw_bytes, text, read_kept_layer(text, kept), kept)
    return LayerText(path, raw_bytes, text, read_toml(text))


def change_event(layer: LayerText, number: int, *, after: Table) -> LayerText:
    """Return a layer with one event changed; as `change_events` does for several."""
    return change_events(layer, {number: after})


def change_events(layer: LayerText, wanted: Mapping[int, Table]) -> LayerText:
    """
    Return a layer with some events changed, proved by reading it again.

    Parameters
    ----------
    layer
        The layer as it stands.
    wanted
        By the number of an event, counted from 0: its plain form as it is to be.

    Raises
    ------
    SpliceError
        If the file is written in a way that does not let this be changed by itself.
    TextError
        If reading it again does not give just this change.
    """
    pairs = {number: (layer.plain(number), after) for number, after in wanted.items()}
    if layer.suffix == ".geojson":
        from layers.editing.geojson import change_features

        text = change_features(layer.text, pairs)
    elif layer.suffix == ".csv":
        from layers.editing.csv import change_rows

        text = change_rows(layer.text, {number: _as_written(layer, number, *pair) for number, pair in pairs.items()})
    else:
        text, headings = layer.text, find_headings(layer.text)
        # From the last to the first, so that the offsets of those before hold.
        for number in sorted(pairs, reverse=True):
            before, after = _as_written(layer, number, *pairs[number])
            block = find_block(text, "event", number, headings=headings)
            text = change_block(text, block, before=before, after=after)
    changed = parse_layer(layer.path, text, layer.encode(text), kept=layer.kept)
    _prove(layer, changed, wanted, came=0)
    return changed


def append_event(layer: LayerText, table: Table) -> LayerText:
    """Return a layer with one more event at its end; as `append_events` does for several."""
    return append_events(layer, [table])


def append_events(layer: LayerText, tables: Sequence[Table]) -> LayerText:
    """Return a layer with more events at its end, proved by reading it again; errors as for `change_events`."""
    text = layer.text
    if layer.suffix == ".csv":
        from layers.editing.csv import append_rows

        text = append_rows(text, tables)
    elif layer.suffix == ".geojson":
        from layers.editing.geojson import append_feature

        for table in tables:
            text = append_feature(text, table)
    else:
        written = sum(heading.path == ("event",) for heading in find_headings(text))
        if written != len(layer.raw.events):
            raise TextError(
                "its events are written inline as 'event = [...]', behind which nothing can be added; write [[event]]"
            )
        for table in tables:
            text = append_block(text, write_entry("[[event]]", order_fields(table)))
    changed = parse_layer(layer.path, text, layer.encode(text), kept=layer.kept)
    first = len(layer.raw.events)
    _prove(layer, changed, {first + at: table for at, table in enumerate(tables)}, came=len(tables))
    return changed


def put_text(layer: LayerText, number: int, written: str, *, after: Table) -> LayerText:
    """Return a layer with the whole text of one event put back as it was; errors as for `change_event`."""
    start, end = layer.span(number)
    text = layer.text[:start] + written + layer.text[end:]
    changed = parse_layer(layer.path, text, layer.encode(text), kept=layer.kept)
    _prove(layer, changed, {number: after}, came=0)
    return changed


def remove_event(layer: LayerText, number: int) -> LayerText:
    """Return a layer without an event that had just come in; errors as for `change_event`."""
    start, end = layer.span(number)
    text = layer.text
    if layer.suffix == ".geojson":
        from layers.editing.geojson import find_entry

        start, end = find_entry(text, number)
    elif layer.suffix == ".toml":
        above = find_line_start(text, start - 1) if start else 0
        start = above if not text[above:start].strip() else start
    text = text[:start] + text[end:]
    changed = parse_layer(layer.path, text, layer.encode(text), kept=layer.kept)
    rest = [event.table for at, event in enumerate(layer.raw.events) if at != number]
    if [event.table for event in changed.raw.events] != rest or layer.raw.header != changed.raw.header:
        raise TextError("reading it again did not give the file without the event, so it was not written")
    return changed


def append_block(old: str, block: str) -> str:
    """
    Return a TOML text with a block behind it, parted by an empty line.

    What stands before stays as it is; the block takes on the line ends of the
    file, and a missing line end at its end is added first.
    """
    ending = "\r\n" if old.rstrip(" \t").endswith("\r\n") or ("\r\n" in old and not old.endswith("\n")) else "\n"
    gap = ""
    if old.strip(" \t\r\n"):
        gap = ending if old.endswith("\n") else ending * 2
        if old.endswith(("\n\n", "\n\r\n")):
            gap = ""
    elif old and not old.endswith("\n"):
        gap = ending
    return old + gap + block.replace("\n", ending)


def _as_written(
    layer: LayerText, number: int, before: Table, after: Table
) -> tuple[Mapping[str, object], Mapping[str, object]]:
    """Return both tables with a point as the file writes it, where that is a geometry."""
    geometry = layer.raw.events[number].table.get("geometry")
    if "lon" not in before or not isinstance(geometry, Mapping):
        return before, after
    return tuple(  # type: ignore[return-value]
        {key: value for key, value in table.items() if key not in ("lon", "lat")}
        | ({"geometry": {"type": "Point", "coordinates": [table["lon"], table["lat"]]}} if "lon" in table else {})
        for table in (before, after)
    )


def _prove(layer: LayerText, changed: LayerText, wanted: Mapping[int, Table], *, came: int) -> None:
    """Read the new text, and hold it against the old one and what was to come in."""
    old, new = layer.raw.events, changed.raw.events
    rest = [event.table for at, event in enumerate(old) if at not in wanted]
    others = [event.table for at, event in enumerate(new) if at not in wanted]
    good = len(new) == len(old) + came and others == rest and layer.raw.header == changed.raw.header
    if not good or any(
        plain_table(new[number].table) != plain_table(after) or new[number].problems for number, after in wanted.items()
    ):
        raise TextError("reading it again did not give what was to come in, so it was not written")
