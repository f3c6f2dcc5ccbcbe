"""A fault in people's files: where it is, what came, what was wanted."""

from __future__ import annotations

import difflib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any, Literal

FaultKind = Literal["fault", "warning", "conflict", "undated", "unplaced", "lapsed"]


# What other programs, and people, call our fields.
_MEANT: Mapping[str, tuple[str, ...]] = {
    "location": ("place",),
    "where": ("place",),
    "city": ("place",),
    "name": ("title",),
    "headline": ("title",),
    "description": ("summary",),
    "longitude": ("lon",),
    "long": ("lon",),
    "lng": ("lon",),
    "x": ("lon",),
    "latitude": ("lat",),
    "y": ("lat",),
    "when": ("date",),
    "day": ("date",),
    "accuracy": ("precision",),
    "radius": ("radius_m",),
    "source": ("claim.source", "claim"),
    "sources": ("claim.source", "claim"),
    "link": ("url",),
    "notes": ("note",),
}


@dataclass(frozen=True, slots=True)
class Fault:
    """
    One thing that a person should know of a case.

    Only the kind ``"fault"`` stops a build. The others are notices: the event
    they speak of is kept and shown.
    """

    kind: FaultKind
    file: str
    """Path as the caller reaches it (the case folder as given, then the file in it)."""
    line: int
    """Counted from 1; 0 where the fault is of the file as a whole."""
    field: str
    """Name of the field, dotted for a field of a claim; empty where no single field is at fault."""
    message: str
    """What came; what was wanted."""
    event: str = ""
    values: tuple[str, ...] = ()
    """Rival values of a conflict, candidates of an unplaced event, else empty."""

    @property
    def text(self) -> str:
        """
        The fault as one line.

        Examples
        --------
        >>> Fault("fault", "ships.toml", 14, "date", "'07/03/2024' is not an EDTF date; write YYYY-MM-DD").text
        "ships.toml:14: date: '07/03/2024' is not an EDTF date; write YYYY-MM-DD"
        """
        where = f"{self.file}:{self.line}" if self.line else self.file
        of = self.event if self.kind in ("conflict", "undated", "unplaced", "lapsed") else ""
        parts = [where, "" if self.kind == "fault" else self.kind, of, self.field, self.message]
        return ": ".join(part for part in parts if part)


def fault_json(fault: Fault) -> dict[str, Any]:
    """Return the fault as ``check --json`` prints it."""
    return {
        "kind": fault.kind,
        "file": fault.file,
        "line": fault.line,
        "event": fault.event,
        "field": fault.field,
        "message": fault.message,
        "values": list(fault.values),
    }


def find_nearest(word: str, known: Iterable[str]) -> str:
    """
    Return ``" (did you mean 'title'?)"``, or an empty text when nothing known is near to `word`.

    Examples
    --------
    >>> find_nearest("tilte", ["title", "place"])
    " (did you mean 'title'?)"
    """
    folded: Mapping[str, str] = {name.casefold(): name for name in known}
    meant = next((name for name in _MEANT.get(word.casefold(), ()) if name in folded), "")
    if meant:
        return f" (did you mean {folded[meant]!r}?)"
    if len(word) > 80:
        return ""
    near = difflib.get_close_matches(word.casefold(), list(folded), n=1, cutoff=0.6)
    return f" (did you mean {folded[near[0]]!r}?)" if near else ""
