"""What a sheet would change in a layer, field by field, and what in it cannot be taken."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from layers.case import Case, read_case
from layers.editing.case_events import (
    check_folder,
    find_layer,
    hold_case,
    name_events,
    open_layer_file,
    put_files,
    try_text,
)
from layers.editing.change import FieldChange, FileChange, compare_tables, merge_fields
from layers.editing.event_table import Table, order_fields, plain_table
from layers.editing.layer_text import LayerText, append_events, change_events
from layers.fault import Fault
from layers.fields.event import build_id, read_event
from layers.fields.faultlist import FaultList
from layers.fields.table import Fields
from layers.folder.passages import find_passages
from layers.sheets.events import SheetEvent, gather_events
from layers.sheets.sheet import Sheet


@dataclass(frozen=True, slots=True)
class Planned:
    """One event that a sheet would change, or bring in (`before` is None then)."""

    event_id: str
    rows: tuple[int, ...]
    before: Mapping[str, object] | None
    after: Mapping[str, object]

    @property
    def fields(self) -> tuple[FieldChange, ...]:
        """The fields that differ."""
        return compare_tables(self.before or {}, self.after)


@dataclass(frozen=True, slots=True)
class Plan:
    """What a sheet would change. A fault bears the number of its row as its line; a warning leaves its row in."""

    layer: str
    changes: tuple[Planned, ...]
    faults: tuple[Fault, ...]
    absent: tuple[str, ...] = ()
    """Events of the layer that are not in the sheet; they stay."""
    files: tuple[FileChange, ...] = field(default=(), compare=False, repr=False)


def plan_sheet(folder: Path, layer: str, sheet: Sheet) -> Plan:
    """
    Hold a sheet against its layer: what was exported, what the sheet now says, what the layer now says.

    A field is changed when the sheet says otherwise than it was exported with.
    Where the layer has been changed too, and otherwise, both are told as a
    fault of the row and neither is taken.

    Raises
    ------
    EditError
        If the case has no such layer, or its file cannot be read.
    """
    case = read_case(check_folder(folder))
    text = open_layer_file(find_layer(case, layer))
    return _plan(case, text, sheet)


def take_sheet(folder: Path, layer: str, sheet: Sheet, *, expected: Plan | None = None) -> Plan:
    """
    Bring the changes of a sheet into its layer, in one write; what is at fault in it stays out.

    Taking the same sheet twice is the same as once.

    Parameters
    ----------
    folder, layer, sheet
        As for `plan_sheet`.
    expected
        The plan that a person has seen; where the layer has changed since, so
        that it no longer holds, nothing is written.

    Returns
    -------
    plan
        What was taken; without files where it was not as expected, or there was nothing to take.
    """
    with hold_case(folder, dry_run=False):
        case = read_case(check_folder(folder))
        text = open_layer_file(find_layer(case, layer))
        plan = _plan(case, text, sheet)
        if plan.changes and (expected is None or plan == expected):
            changed = {change.event_id: change.after for change in plan.changes if change.before is not None}
            fresh = [order_fields(change.after) for change in plan.changes if change.before is None]
            ids = name_events(case, text)
            wanted = {number: changed[name] for number, name in enumerate(ids) if name in changed}
            new = text
            if wanted:
                new = try_text(text.path, lambda: change_events(text, wanted))
            if fresh:
                grown = new
                new = try_text(text.path, lambda: append_events(grown, fresh))
            files = (FileChange(text.path.as_posix(), text.raw_bytes, new.raw_bytes),)
            put_files(files)
            return Plan(plan.layer, plan.changes, plan.faults, plan.absent, files)
    return plan


def _plan(case: Case, text: LayerText, sheet: Sheet) -> Plan:
    layer = text.path.stem
    events, faults = gather_events(sheet, case=case.name, title=case.title, layer=layer)
    ids = name_events(case, text)
    held = {name: text.plain(number) for number, name in enumerate(ids)}
    taken = {event.id for event in case.events} | {skipped.id for skipped in case.skipped} | set(ids)
    named = {event.event_id for event in events}
    changes: list[Planned] = []
    matched: set[str] = set()
    for event in events:
        if event.wrong:
            continue
        found: list[Fault] = []
        if event.exported or event.event_id in held:
            planned = _plan_change(event, held, sheet.file, found)
        else:
            planned = _plan_new(event, held, taken, matched=matched, named=named, file=sheet.file, found=found)
        if planned is not None and not found and planned.fields:
            found += _check(case, layer, event, planned, sheet.file)
            if not any(fault.kind == "fault" for fault in found):
                changes.append(planned)
        faults += found
    absent = tuple(name for name in ids if name not in named | matched)
    return Plan(layer, tuple(changes), tuple(sorted(faults, key=lambda fault: fault.line)), absent)


def _plan_change(event: SheetEvent, held: Mapping[str, Table], file: str, found: list[Fault]) -> Planned | None:
    row = event.rows[0]
    if event.event_id not in held:
        message = f"{event.event_id!r} is no longer in the layer"
        found.append(Fault("fault", file, row, "id", message, event.event_id))
        return None
    now = dict(held[event.event_id])
    if not event.exported:
        # It came in with an earlier taking of this sheet, or has lost what it was exported with.
        wanted = _whole(event, event.event_id)
        if wanted != {key: value for key, value in now.items() if key in wanted}:
            message = "is there already and differs, and the row does not know what it was; export the sheet anew"
            found.append(Fault("fault", file, row, "id", f"{event.event_id!r} {message}", event.event_id))
        return None
    before = dict(event.before or {})
    keys = dict.fromkeys((*before, *event.own)) if event.before is not None else dict.fromkeys(event.own)
    wanted = {key: event.own.get(key) for key in keys if before.get(key) != event.own.get(key) and key != "id"}
    base: dict[str, object] = {**before} if event.before is not None else {key: now.get(key) for key in wanted}
    was, is_now = _list_claims(event, now)
    if was != is_now:
        base["claim"], wanted["claim"] = was, is_now
    after, rivals = merge_fields(now, wanted, base=base)
    after.setdefault("id", event.event_id)
    for rival in rivals:
        found.append(Fault("fault", file, _row_of(event, rival.field), rival.field, rival.text, event.event_id))
    return Planned(event.event_id, tuple(event.rows), now, after)


def _list_claims(event: SheetEvent, now: Table) -> tuple[list[object], list[object]]:
    """Return the claims as exported and as wanted; one whose row is not in the sheet stays as it now is."""
    current = now.get("claim", [])
    assert isinstance(current, list)
    numbered = {claim.number: claim for claim in event.claims if claim.number}
    was: list[object] = []
    wanted: list[object] = []
    for number in range(1, event.count + 1):
        claim = numbered.get(number)
        if claim is None:
            kept = current[number - 1 : number]
            was += kept
            wanted += kept
            continue
        was.append(claim.before)
        if claim.after is not None:
            wanted.append(claim.after)
    fresh = [claim.after for claim in event.claims if not claim.number and claim.after]
    # Taken twice is the same as once: a new claim that stands there already is not new.
    return was, wanted + [claim for claim in fresh if claim not in current[event.count :] or claim in was]


def _plan_new(
    event: SheetEvent,
    held: Mapping[str, Table],
    taken: set[str],
    *,
    matched: set[str],
    named: set[str],
    file: str,
    found: list[Fault],
) -> Planned | None:
    row = event.rows[0]
    if not event.own.get("title"):
        message = "is missing; a new event needs a title, and a row of an event its id"
        found.append(Fault("fault", file, row, "title", message))
        return None
    name = event.event_id
    while not name:
        name = build_id(str(event.own["title"]), (taken - held.keys()) | matched | (named & held.keys()))
        if name in held and _whole(event, name) != held[name]:
            message = (
                f"an event of that title ({name}) is there already and differs; "
                "write its id into this row if it is meant, or another title"
            )
            found.append(Fault("fault", file, row, "title", message, name))
            matched.add(name)
            return None
    matched.add(name)
    if name in held:
        return None
    if name in taken:
        message = f"{name!r} is the id of an event of another layer; each needs its own"
        found.append(Fault("fault", file, row, "id", message, name))
        return None
    taken.add(name)
    return Planned(name, tuple(event.rows), None, _whole(event, name))


def _whole(event: SheetEvent, name: str) -> dict[str, object]:
    """Return the table of an event that is wholly in the sheet."""
    claims = [claim.after for claim in event.claims if claim.after]
    return plain_table({"id": name, **order_fields(event.own), "claim": claims})


def _check(case: Case, layer: str, event: SheetEvent, planned: Planned, file: str) -> list[Fault]:
    """Return what is wrong with an event as it is to be, each fault at the row that it speaks of."""
    before = _faults(case, layer, event, planned.before or {}, file) if planned.before else []
    known = {(fault.field, fault.message) for fault in before}
    return [
        fault
        for fault in _faults(case, layer, event, planned.after, file)
        if (fault.field, fault.message) not in known and fault.kind == "fault"
    ]


def _faults(case: Case, layer: str, event: SheetEvent, table: Table, file: str) -> list[Fault]:
    found = FaultList(file, [])

    def find_line(path: tuple[str | int, ...]) -> int:
        if len(path) > 1 and path[0] == "claim" and isinstance(path[1], int):
            return _row_of(event, f"claim.{path[1] + 1}.")
        return event.rows[0]

    reader = Fields(table, path=(), find_line=find_line, faults=found)
    read = read_event(reader, layer=layer, sources=set(case.sources))
    _, misquoted = find_passages([read], case.articles)
    return [
        *found.faults,
        *(Fault(fault.kind, file, event.rows[0], fault.field, fault.message, fault.event) for fault in misquoted),
    ]


def _row_of(event: SheetEvent, name: str) -> int:
    """Return the row of a field; that of its claim where it is one of a claim."""
    parts = name.split(".")
    if parts[0] == "claim" and len(parts) > 1 and parts[1].isdecimal():
        numbers = {(claim.number or event.count + 1 + at): claim.row for at, claim in enumerate(event.claims)}
        return numbers.get(int(parts[1]), event.rows[0])
    return event.rows[0]
