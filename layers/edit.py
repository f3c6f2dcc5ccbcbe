"""Events added, changed, moved and retracted: whole or not at all, and not a byte more than that."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path

from layers.case import Case, read_case
from layers.editing.case_events import (
    Written,
    check_event,
    check_folder,
    find_event,
    find_layer,
    find_written,
    hold_case,
    make_change,
    open_layer_file,
    put_files,
    refuse,
    start_layer,
    try_text,
)
from layers.editing.change import Change, ConflictError, EditError, FileChange, merge_fields
from layers.editing.event_table import Table, order_claim, order_fields, plain_table
from layers.editing.layer_text import append_event
from layers.editing.sources import edit_source, find_source, prepare_source
from layers.editing.spot import settle_spot
from layers.editing.undo import take_back
from layers.fault import Fault
from layers.fields.event import build_id
from layers.kept import Kept
from layers.source import Source

__all__ = [
    "Change",
    "ConflictError",
    "EditError",
    "Written",
    "add_event",
    "edit_event",
    "edit_source",
    "find_source",
    "find_written",
    "move_event",
    "retract_event",
    "take_back",
]


def add_event(
    folder: Path,
    layer: str,
    *,
    event: Mapping[str, object],
    source: Mapping[str, object] | None = None,
    new_layer: bool = False,
    dry_run: bool = False,
    kept: Kept | None = None,
) -> Change:
    """
    Append an event, and if need be its source, to a layer of a case.

    The new file is read again before it takes the place of the old one, to
    prove that exactly this event came in and everything else stayed as it was.

    Parameters
    ----------
    folder
        The case folder.
    layer
        Name of a layer in it.
    event
        The fields of the event as in a TOML layer, ``claim`` being a list of
        tables. Without an `id`, one is made from the title.
    source
        The fields of a new source; without an `id`, one is made from publisher
        and day. Claims without a `source` are given its id.
    new_layer
        Make the layer, a TOML file; it must not be there yet.
    dry_run
        Write nothing, and say what would be written.
    kept
        What was kept of reading the case before, for a process that changes it again and again.

    Returns
    -------
    change
        With the event, and the source where one was new.

    Raises
    ------
    EditError
        If the case, or what was to be added, is at fault.
    StorageError
        If a file cannot be written, or another run holds the case.
    """
    with hold_case(folder, dry_run=dry_run):
        case = read_case(check_folder(folder), kept=kept)
        if new_layer:
            old = start_layer(case, layer)
        else:
            path = find_layer(case, layer)
            old = open_layer_file(path, kept=kept)
        came, files = _bring_source(case, source)
        taken = {held.id for held in case.events} | {skipped.id for skipped in case.skipped}
        fields = plain_table(event)
        claims = fields.pop("claim", [])
        fields = {"id": fields.pop("id", "") or build_id(str(fields.get("title", "")), taken), **fields}
        after: dict[str, object] = {**order_fields(fields), "claim": _name_source(claims, came)}
        read, faults = check_event(case, old, after, source=came)
        if read.id in taken:
            message = f"{read.id!r} is the id of an event of this case already; each needs its own"
            faults += (Fault("fault", "", 0, "id", message),)
        if faults:
            raise EditError(faults)
        new = try_text(old.path, lambda: append_event(old, after))
        number = len(new.raw.events) - 1
        start, end = new.span(number)
        held = None if new_layer else old.raw_bytes
        files += (FileChange(old.path.as_posix(), held, new.raw_bytes),)
        if not dry_run:
            put_files(files)
        line = new.line(number)
        return Change(
            event_id=read.id,
            layer=old.path.stem,
            file=old.path.as_posix(),
            line=line,
            before=None,
            after=after,
            event=replace(read, file=old.path.as_posix(), line=line),
            source=came,
            new_text=new.text[start:end],
            files=files,
            written=not dry_run,
        )


def edit_event(
    folder: Path,
    event_id: str,
    *,
    fields: Mapping[str, object],
    base: Table | None = None,
    source: Mapping[str, object] | None = None,
    dry_run: bool = False,
    kept: Kept | None = None,
) -> Change:
    """
    Set fields of an event in its layer file, whatever its format.

    Parameters
    ----------
    folder, event_id
        The case folder, and the event in it, which may be at fault.
    fields
        The fields to set, as in a TOML layer; one that is None or empty is to
        go. ``values`` and ``claim`` come as wholes.
    base
        The event as it was when the wish arose (`Written.table`, or only some
        of its fields' values): a field that differs now is not overwritten.
        None to set the fields whatever they now are.
    source
        A new source, as for `add_event`.
    dry_run, kept
        As for `add_event`.

    Returns
    -------
    change
        Its `written` is False where the event is as wanted already.

    Raises
    ------
    EditError
        If the event is not there, or would be at fault. Faults that it has
        already do not stand in the way of mending others.
    ConflictError
        If somebody else has changed the same fields since `base`.
    StorageError
        If a file cannot be written, or another run holds the case.
    """
    with hold_case(folder, dry_run=dry_run):
        case = read_case(check_folder(folder), kept=kept)
        layer, number = find_event(case, event_id, kept=kept)
        came, files = _bring_source(case, source)
        wanted = dict(fields)
        if came is not None and "claim" in wanted:
            wanted["claim"] = _name_source(plain_table(wanted).get("claim", []), came)
        before = layer.plain(number)
        after, rivals = merge_fields(before, wanted, base=base)
        if rivals:
            raise ConflictError(rivals, event=event_id, file=layer.path.as_posix(), line=layer.line(number))
        if after.setdefault("id", event_id) != event_id:
            raise refuse("the id of an event never changes, since links hold it", field="id")
        return make_change(case, layer, number, after, source=came, files=files, dry_run=dry_run)


def move_event(
    folder: Path,
    event_id: str,
    *,
    spot: Mapping[str, object],
    base: Table | None = None,
    dry_run: bool = False,
    kept: Kept | None = None,
) -> Change:
    """
    Put an event at another place.

    What was said of the old place is removed: its reason, and the reason for
    which it was off the map, unless `spot` gives them anew; by a new name also
    precision and radius. An event moved to coordinates keeps precision and
    radius as it had them, or as its place is taken for, and the name of its
    place: the region round a point stays a region.

    Parameters
    ----------
    folder, event_id, base, dry_run, kept
        As for `edit_event`.
    spot
        Either `place`, or `lon` and `lat` in degrees (EPSG:4326) with or
        without `place`, the name to show; also `precision`, `radius_m`,
        `place_reason`.

    Raises
    ------
    EditError, ConflictError, StorageError
        As for `edit_event`; and if the event is a movement, which has no one place.
    """
    held = find_written(folder, event_id, kept=kept).table
    if "origin" in held or "destination" in held:
        raise refuse("it is a movement, which has no one place; change its origin or destination", field="place")
    return edit_event(folder, event_id, fields=settle_spot(folder, held, spot), base=base, dry_run=dry_run, kept=kept)


def retract_event(
    folder: Path,
    event_id: str,
    *,
    day: str,
    reason: str,
    base: Table | None = None,
    dry_run: bool = False,
    kept: Kept | None = None,
) -> Change:
    """
    Take an event back in public: it stays, with the date and the reason, and its link still opens.

    Parameters
    ----------
    folder, event_id, base, dry_run, kept
        As for `edit_event`.
    day
        Day of the retraction (EDTF).
    reason
        Why, in a public sentence.

    Raises
    ------
    EditError, ConflictError, StorageError
        As for `edit_event`.
    """
    fields = {"status": "retracted", "confirmed_by": None, "method": None, "retracted": day, "retracted_reason": reason}
    return edit_event(folder, event_id, fields=fields, base=base, dry_run=dry_run, kept=kept)


def _bring_source(case: Case, table: Mapping[str, object] | None) -> tuple[Source | None, tuple[FileChange, ...]]:
    if table is None:
        return None, ()
    source, file = prepare_source(case, table)
    return source, (file,)


def _name_source(claims: object, source: Source | None) -> object:
    """Return claims with the new source in those that name none; what are no claims is told when they are read."""
    if not isinstance(claims, list) or not all(isinstance(claim, Mapping) for claim in claims):
        return claims
    return [order_claim({"source": source.id if source else "", **claim}) for claim in claims]
