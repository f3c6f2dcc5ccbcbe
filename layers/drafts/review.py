"""A person's decision on a draft: accepted, joined to an event that is there, or dropped; each can be taken back."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from layers.case import Case
from layers.drafts.shelf import Decided, ShelvedDraft, put_back, take_off
from layers.edit import add_event, edit_event, find_written, take_back
from layers.editing.change import Change
from layers.edtf import DateError, parse_edtf
from layers.event import Event

if TYPE_CHECKING:
    from layers.places import Placements

_SAME_PLACE_KM: Final = 10.0


def accept_draft(
    folder: Path,
    draft: ShelvedDraft,
    layer: str,
    *,
    fields: Mapping[str, object] | None = None,
    new_layer: bool = False,
) -> Change:
    """
    Make an event of a draft, at the end of a layer.

    Parameters
    ----------
    folder
        The case folder.
    draft
        From `read_drafts`.
    layer
        Name of the layer.
    fields
        What the person changed: fields of the event, and of its claim by names such as ``claim.text``.
    new_layer
        Make the layer; it must not be there yet.

    Raises
    ------
    EditError
        If the event would be at fault; the draft stays.
    """
    event = apply_fields(draft.table, fields or {})
    change = add_event(folder, layer, event=event, new_layer=new_layer)
    _take_off(folder, draft, "accepted", change)
    return change


def merge_draft(folder: Path, draft: ShelvedDraft, event: str, *, fields: Mapping[str, object] | None = None) -> Change:
    """
    Add what a draft says to an event that is there, as another claim on it.

    The claim gives its own date and place where they differ from the event's,
    so that a conflict shows.

    Raises
    ------
    EditError
        If there is no such event, or it would be at fault; the draft stays.
    """
    table = apply_fields(draft.table, fields or {})
    written = find_written(folder, event)
    [claim, *_] = table["claim"]
    claim = dict(claim)
    for name in ("date", "place"):
        if table.get(name) and table[name] != written.table.get(name) and "lon" not in table:
            claim[name] = table[name]
    claims = [*written.table.get("claim", ()), claim]  # type: ignore[misc]
    change = edit_event(folder, event, fields={"claim": claims}, base=written.table)
    _take_off(folder, draft, "merged", change)
    return change


def drop_draft(folder: Path, draft: ShelvedDraft) -> None:
    """Take a draft off the shelf; reading its report again does not bring it back."""
    take_off(folder, draft, Decided(draft.key, "dropped", draft.file, draft.block))


def undo_decision(folder: Path) -> Decided | None:
    """
    Take back what was decided last: the event or claim goes, and the draft is on its shelf again.

    Returns
    -------
    decided
        What had been decided; None where nothing was.

    Raises
    ------
    ConflictError
        If the event has been changed since; nothing was done.
    """
    from layers.drafts.shelf import read_decided

    decided = read_decided(folder)
    if not decided:
        return None
    last = decided[-1]
    if last.decision != "dropped":
        change = Change(
            event_id=last.event,
            layer=last.layer,
            file="",
            line=0,
            before=last.before,
            after=last.after,
            old_text=last.old_text,
            new_text=last.new_text,
        )
        take_back(folder, change)
    return put_back(folder)


def find_alike(
    case: Case, draft: ShelvedDraft, *, placements: Placements, spot: tuple[float, float] | None
) -> list[Event]:
    """
    Return the events of a case that a draft may be another report of: same place and, where both are dated, same time.

    Parameters
    ----------
    case, placements
        The case, and where its events stand.
    draft
        From `read_drafts`.
    spot
        The (lon, lat) of the draft; None where it has no place.
    """
    from geo.gazetteer import distance_km
    from geo.place import Place

    found = []
    for event in case.events:
        held = placements.by_event[event.id]
        if spot is not None and isinstance(held, Place):
            near = distance_km(spot, (held.lon, held.lat)) <= _SAME_PLACE_KM
        else:
            near = bool(event.place) and event.place == draft.table.get("place")
        if near and _same_time(event, str(draft.table.get("date", ""))):
            found.append(event)
    return found


def apply_fields(table: Mapping[str, Any], fields: Mapping[str, object]) -> dict[str, Any]:
    """Return the table of a draft with what a person changed; an empty value takes a field away."""
    changed = {**table, "claim": [dict(claim) for claim in table["claim"]]}
    for name, value in fields.items():
        target, key = (
            (changed["claim"][0], name.removeprefix("claim.")) if name.startswith("claim.") else (changed, name)
        )
        if value in (None, "", [], {}):
            target.pop(key, None)
        else:
            target[key] = value
        if name == "place" and value:
            for gone in ("lon", "lat", "precision", "radius_m", "unplaced_reason", "origin", "destination"):
                changed.pop(gone, None)
    return changed


def _same_time(event: Event, date: str) -> bool:
    if event.date is None or not date:
        return True
    dates = [event.date, *(claim.date for claim in event.claims if claim.date)]
    try:
        wanted = parse_edtf(date)
    except DateError:
        return False
    return any(
        (held.earliest is None or wanted.latest is None or held.earliest <= wanted.latest)
        and (held.latest is None or wanted.earliest is None or held.latest >= wanted.earliest)
        for held in dates
    )


def _take_off(folder: Path, draft: ShelvedDraft, decision: str, change: Change) -> None:
    decided = Decided(
        draft.key,
        "merged" if decision == "merged" else "accepted",
        draft.file,
        draft.block,
        layer=change.layer,
        event=change.event_id,
        before=change.before,
        after=change.after,
        old_text=change.old_text,
        new_text=change.new_text,
    )
    take_off(folder, draft, decided)
