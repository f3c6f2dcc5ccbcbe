"""An event as a report's words propose it, with the reasons for each part."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from geo.place import Place
from layers.drafts.role import Role
from layers.event import Occurrence, Status


@dataclass(frozen=True, slots=True)
class Draft:
    """
    A proposed event.

    Offsets are code points of the report's text, end exclusive, and hold the
    clause that tells of the event.
    """

    title: str
    start: int
    end: int
    quote: str
    """Exact words of the report, at most fifteen."""
    place: Place | None
    """None where the clause names no place, or one that could not be told."""
    place_as_written: str
    role: Role | None
    """Of the place: where, to, from or near; None without one."""
    date: str
    """EDTF, empty where the clause gives no date."""
    date_as_written: str
    occurrence: Occurrence
    status: Status
    citing: tuple[str, ...]
    """Whom the report leans on, outermost first."""
    origin: Place | None = None
    destination: Place | None = None
    """Both are given for a movement that the clause tells from end to end."""
    place_reason: str = ""
    date_reason: str = ""
    cue: str = ""
    """The word by which occurrence and status were told."""
    others: Mapping[str, Role] = field(default_factory=dict)
    """Other toponyms of the clause, as written, and why none of them is the place."""
    notices: tuple[str, ...] = ()
    """What contradicts itself, or wants a person's eye."""
