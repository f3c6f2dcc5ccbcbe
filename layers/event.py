"""An event and the claims of its sources."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Literal, NamedTuple

from layers.edtf import EdtfDate

Occurrence = Literal["occurred", "expected", "denied"]
Status = Literal["reported", "claimed", "disputed", "confirmed", "retracted"]

OCCURRENCES: tuple[Occurrence, ...] = ("occurred", "expected", "denied")
STATUSES: tuple[Status, ...] = ("reported", "claimed", "disputed", "confirmed", "retracted")


@dataclass(frozen=True, slots=True)
class Claim:
    """What one source says of an event. `citing` lists whom it leans on, outermost first."""

    source: str
    text: str = ""
    quote: str = ""
    prefix: str = ""
    suffix: str = ""
    date: EdtfDate | None = None
    """The source's own date, where it differs from the event's."""
    place: str = ""
    values: Mapping[str, str] = field(default_factory=dict)
    date_as_written: str = ""
    place_as_written: str = ""
    citing: tuple[str, ...] = ()
    denies: bool = False
    line: int = field(default=0, compare=False)
    """Line of its quote, or of its text where it has none; 0 where it has neither."""


class Correction(NamedTuple):
    """What was put right in an event after it had been published, and on which day."""

    date: EdtfDate
    text: str


@dataclass(frozen=True, slots=True)
class Event:
    """
    One reported event, with at least one claim.

    Its place is a text (`place`), or a point (`lon`, `lat`, degrees in
    EPSG:4326), or a GeoJSON `geometry`; a movement has `origin` and
    `destination` texts instead. `date` is None when the event is undated.
    """

    id: str
    layer: str
    title: str
    claims: tuple[Claim, ...]
    label: str = ""
    """A shorter title for the mark on the map."""
    summary: str = ""
    place: str = ""
    lon: float | None = None
    lat: float | None = None
    precision: str = ""
    """Precision of a point or geometry given in the file; empty where the place text decides."""
    radius_m: int | None = None
    geometry: Mapping[str, Any] | None = None
    origin: str = ""
    destination: str = ""
    date: EdtfDate | None = None
    occurrence: Occurrence = "occurred"
    status: Status = "reported"
    confirmed_by: str = ""
    method: str = ""
    retracted: EdtfDate | None = None
    retracted_reason: str = ""
    values: Mapping[str, str] = field(default_factory=dict)
    tags: tuple[str, ...] = ()
    media: tuple[Mapping[str, str], ...] = ()
    date_reason: str = ""
    place_reason: str = ""
    value_reasons: Mapping[str, str] = field(default_factory=dict)
    """One public sentence per key of `values` on which the sources differ."""
    unplaced_reason: str = ""
    """The editor's sentence for an event that is kept off the map."""
    publish_radius_m: int | None = None
    """How far off, metres, its published place is made on purpose; None takes that of its layer or case."""
    corrections: tuple[Correction, ...] = ()
    """What was put right after it had been published, as the case lists it."""
    note: str = ""
    """Internal; never published."""
    file: str = ""
    line: int = field(default=0, compare=False)
    """Line of its file; the same event on another line is the same event."""
