"""A layer of a case, and what had to be left out of it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from layers.event import Event
from layers.fault import Fault


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
    publish_radius_m: int | None = None
    """How far off, metres, its published places are made on purpose; None takes that of the case."""


@dataclass(frozen=True, slots=True)
class Skipped:
    """Something that was read but cannot be used, and why: an event, a file, or a field that is not an event's."""

    title: str
    reason: str
    id: str = ""
    layer: str = ""
    file: str = ""
    line: int = 0


def name_faults(faults: Sequence[Fault]) -> tuple[Skipped, ...]:
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


def leave_out(events: Sequence[Event], faults: Sequence[Fault]) -> tuple[tuple[Event, ...], tuple[Skipped, ...]]:
    """Part the events from those that a fault speaks of, each with the first reason."""
    reasons: dict[str, Fault] = {}
    for fault in faults:
        if fault.kind == "fault":
            reasons.setdefault(fault.event, fault)
    if not reasons:
        return tuple(events), ()
    skipped = []
    for event in events:
        if event.id in reasons:
            first = reasons[event.id]
            reason = f"{first.field}: {first.message}"
            skipped.append(Skipped(event.title, reason, event.id, event.layer, first.file, first.line))
    return tuple(event for event in events if event.id not in reasons), tuple(skipped)
