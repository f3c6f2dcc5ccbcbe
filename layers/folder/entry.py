"""One entry of a layer file read as an event, with its faults; an entry that did not change is not read again."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import replace

from layers.event import Event
from layers.fault import Fault
from layers.fields.event import read_event
from layers.fields.faultlist import FaultList
from layers.fields.table import Fields
from layers.formats.raw import RawEvent, RawLayer
from layers.formats.toml import find_lines_later
from layers.kept import Kept

Entry = tuple[Event, tuple[Fault, ...]]


def read_entry(
    raw: RawLayer, number: int, *, layer: str, file: str, known: Collection[str] | None, kept: Kept | None = None
) -> Entry:
    """
    Read one entry of a layer file.

    Parameters
    ----------
    raw, number
        The layer as parsed, and which of its entries.
    layer, file
        Name of the layer, and path of its file.
    known
        The ids that a claim may name; None when sources.toml could not be read.
    kept
        What was kept of the last reading; None reads it anew.

    Returns
    -------
    event, faults
        The event must not be used when a fault proper is among the faults.
    """
    entry = raw.events[number]
    if kept is None or not entry.block:
        return _read(raw, number, layer=layer, file=file, known=known)
    # Read as if its block were the whole file; then moved to the line where the block stands now.
    alone = kept.recall(
        ("entry", file, entry.block),
        (known,),
        lambda: _read(
            RawLayer([entry], find_lines_later(entry.block)), 0, layer=layer, file=file, known=known
        ),
    )  # fmt: skip
    return kept.recall(("moved", file, entry.block), (entry.line, alone), lambda: _move(alone, entry))


def _read(raw: RawLayer, number: int, *, layer: str, file: str, known: Collection[str] | None) -> Entry:
    entry = raw.events[number]
    found = FaultList(file, [])
    fields = Fields(entry.table, path=("event", number), find_line=raw.find_line, faults=found)
    event = read_event(fields, layer=layer, sources=known)
    for line, key, message in entry.problems:
        found.add(message, line=line or fields.line(), field=key, event=fields.event)
    return event, tuple(found.faults)


def _move(alone: Entry, entry: RawEvent) -> Entry:
    """Return an entry with its lines counted from where its block stands in the file."""
    event, faults = alone
    by = entry.line - 1
    if not by:
        return alone
    claims = tuple(replace(claim, line=claim.line + by) if claim.line else claim for claim in event.claims)
    moved = replace(event, line=event.line + by, claims=claims)
    return moved, tuple(replace(fault, line=fault.line + by) if fault.line else fault for fault in faults)
