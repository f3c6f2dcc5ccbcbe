"""A case with its drafts mixed in, to be looked at and not to be published."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from layers.case import Case
from layers.color import COLORS
from layers.drafts.shelf import read_drafts
from layers.event import Event
from layers.fault import Fault
from layers.fields.event import read_event
from layers.fields.faultlist import FaultList
from layers.fields.table import Fields
from layers.folder.layer import Layer
from layers.formats.raw import KeyPath

LAYER = "drafts"


def add_drafts(case: Case) -> Case:
    """
    Return a case with its drafts as one more layer, marked as a preview.

    A draft that is at fault is left out, and its fault is among the case's
    faults as a warning. A case without drafts is marked all the same.
    """
    drafts, faults = read_drafts(case.folder)
    taken = {event.id for event in case.events}
    events: list[Event] = []
    for draft in drafts:
        found = FaultList(draft.file, [])
        table = {"id": f"draft-{draft.key}", **draft.table}
        fields = Fields(table, path=(), find_line=_stay(draft.line), faults=found)
        event = read_event(fields, layer=LAYER, sources=case.sources)
        faults += [replace(fault, kind="warning") for fault in found.faults]
        if not fields.wrong and event.id not in taken:
            events.append(replace(event, file=draft.file, line=draft.line))
    color = next((name for name in COLORS if name not in {layer.color for layer in case.layers}), list(COLORS)[-1])
    layer = Layer(LAYER, "Drafts", "Drafts", color, (case.folder / "drafts").as_posix())
    return replace(
        case,
        draft=True,
        layers=(*case.layers, layer) if events else case.layers,
        events=(*case.events, *events),
        faults=(*case.faults, *(_warn(fault) for fault in faults)),
    )


def _stay(line: int) -> Callable[[KeyPath], int]:
    """Return a function that gives the line of the draft for every field of it."""
    return lambda _: line


def _warn(fault: Fault) -> Fault:
    return replace(fault, kind="warning")
