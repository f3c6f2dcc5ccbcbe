"""`dateline review`: a person's word on every draft."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import click

from commands.arguments import CASE, JSON
from commands.output import DATA_FAULT, WRONG_USAGE, print_json, say, say_count, stop
from layers.case import Case, read_case
from layers.drafts.review import (
    accept_draft,
    drop_draft,
    find_alike,
    merge_draft,
    undo_decision,
)
from layers.drafts.shelf import ShelvedDraft, read_drafts
from layers.editing.change import ConflictError, EditError
from layers.event import Event
from layers.files.text import TextError
from layers.folder.layer_files import list_layer_files
from layers.places import Placements, place_events

_OPTIONS = {"layer": "--layer", "event": "--into"}
_HELP = "a accept · e edit · m merge with an event · d drop · s skip · u undo the last · q quit"


@click.command()
@CASE
@click.option("--layer", help="Layer that accepted drafts go to; without it, you are asked.")
@click.option("--list", "only_list", is_flag=True, help="List the drafts and change nothing.")
@click.option("--accept", "accepted", metavar="KEY", multiple=True, help="Accept this draft; needs --layer.")
@click.option("--merge", "merged", metavar="KEY", help="Add this draft to an event as another claim; needs --into.")
@click.option("--into", metavar="EVENT", help="Id of the event that --merge adds to.")
@click.option("--drop", "dropped", metavar="KEY", multiple=True, help="Drop this draft.")
@click.option(
    "--set", "changes", metavar="FIELD=VALUE", multiple=True, help="Change a field of what is accepted or merged."
)
@click.option("--undo", is_flag=True, help="Take back the last decision.")
@JSON
def review(case: Path, only_list: bool, undo: bool, as_json: bool, **options: Any) -> None:
    """
    Decide on the drafts that `dateline read` has made.

    Shows each with its words, its place and date with their reasons, and the events that it may be another report of.
    Accept it as an event, edit it first, merge it with an event (same place and day: another claim on it), or drop it.
    Every step is written at once, and can be taken back.
    """
    try:
        if undo:
            _undo(case)
        elif options["accepted"] or options["merged"] or options["dropped"]:
            _decide(case, options)
        elif only_list or as_json:
            _list(case, as_json=as_json)
        else:
            _walk(case, options["layer"] or "")
    except EditError as wrong:
        for fault in wrong.faults:
            set_here = any(pair.partition("=")[0].strip() == fault.field for pair in options["changes"])
            option = _OPTIONS.get(fault.field) or (f"--set {fault.field}" if set_here else fault.field)
            say(fault.text if fault.file else f"{option}: {fault.message}" if fault.field else fault.message)
        in_files = isinstance(wrong, ConflictError) or any(fault.file for fault in wrong.faults)
        sys.exit(DATA_FAULT if in_files else WRONG_USAGE)
    except TextError as wrong:
        stop(wrong.message, DATA_FAULT)


def _read_shelf(folder: Path) -> list[ShelvedDraft]:
    drafts, faults = read_drafts(folder)
    for fault in faults:
        say(fault.text)
    if faults and not drafts:
        sys.exit(DATA_FAULT)
    return drafts


def _find(folder: Path, key: str) -> ShelvedDraft:
    found = [draft for draft in _read_shelf(folder) if draft.key.startswith(key)]
    if len(found) != 1:
        many = "is the beginning of several keys; write more of it" if found else "is no draft of the case; see --list"
        stop(f"{key!r}: {many}", WRONG_USAGE)
    return found[0]


def _decide(folder: Path, options: dict[str, Any]) -> None:
    fields = _read_fields(options["changes"])
    if options["accepted"] and not options["layer"]:
        stop("--accept: needs --layer, the layer that the event goes to", WRONG_USAGE)
    if bool(options["merged"]) != bool(options["into"]):
        stop("--merge and --into go together: a draft, and the event that it is another report of", WRONG_USAGE)
    # All are found before the first is decided on, so that a slip in one leaves all as they are.
    keys = [*options["accepted"], *filter(None, [options["merged"]]), *options["dropped"]]
    found = [_find(folder, key).key for key in keys]
    twice = next((key for key in keys if found.count(_find(folder, key).key) > 1), None)
    if twice is not None:
        stop(f"{twice!r}: is given twice; a draft is accepted, merged or dropped", WRONG_USAGE)
    for key in options["accepted"]:
        change = accept_draft(folder, _find(folder, key), options["layer"], fields=fields)
        say(f"Accepted {key} as {change.event_id} in {change.file}, line {change.line}.")
    if options["merged"]:
        change = merge_draft(folder, _find(folder, options["merged"]), options["into"], fields=fields)
        say(f"Added {options['merged']} to {change.event_id} as a claim.")
    for key in options["dropped"]:
        drop_draft(folder, _find(folder, key))
        say(f"Dropped {key}; reading its report again does not bring it back.")


def _undo(folder: Path) -> bool:
    last = undo_decision(folder)
    if last is None:
        say("There is nothing to take back.")
        return False
    of = f" ({last.event})" if last.event else ""
    say(f"Taken back: {last.key} was {last.decision}{of}; the draft is in {last.file} again.")
    return True


def _list(folder: Path, *, as_json: bool) -> None:
    drafts = _read_shelf(folder)
    for draft in drafts:
        if as_json:
            print_json(
                {"key": draft.key, "file": draft.file, "line": draft.line, **draft.table, "draft": draft.reasons}
            )
        else:
            click.echo(f"{draft.key}  {draft.table.get('date', 'undated')}  {draft.where or 'no place'}")
            click.echo(f"       {draft.table['title']}")
    say(f"{say_count(len(drafts), 'draft')}.")


@dataclass(slots=True)
class _Walk:
    """What a walk through the drafts knows."""

    folder: Path
    layer: str
    case: Case = field(init=False)
    placements: Placements = field(init=False)
    fields: dict[str, str] = field(default_factory=dict)

    def read(self) -> None:
        self.case = read_case(self.folder)
        self.placements = place_events(self.case)


def _walk(folder: Path, layer: str) -> None:
    walk = _Walk(folder, layer)
    walk.read()
    skipped: set[str] = set()
    while True:
        drafts = [draft for draft in _read_shelf(folder) if draft.key not in skipped]
        if not drafts:
            say("No draft is left." if not skipped else f"{say_count(len(skipped), 'draft')} left for another time.")
            return
        draft = drafts[0]
        walk.fields = {}
        answer = _ask_about(walk, draft, left=len(drafts))
        if answer == "q":
            return
        if answer == "s":
            skipped.add(draft.key)
        elif answer == "u" and _undo(folder):
            skipped.clear()
            walk.read()


def _ask_about(walk: _Walk, draft: ShelvedDraft, *, left: int) -> str:
    """Show a draft and do what the person says of it; return the answer that ended it."""
    alike = find_alike(walk.case, draft, placements=walk.placements, spot=_spot(draft))
    _show(draft, alike, left=left)
    while True:
        answer = (
            click.prompt(_HELP, default="s", err=True, show_default=False, prompt_suffix="\n> ").strip().casefold()[:1]
        )
        try:
            if answer == "a":
                layer = _ask_layer(walk)
                change = accept_draft(
                    walk.folder, draft, layer, fields=walk.fields, new_layer=layer not in _list_layers(walk.folder)
                )
                say(f"Accepted as {change.event_id} in {change.file}, line {change.line}.")
                walk.read()
                return answer
            if answer == "m":
                event = click.prompt("Id of the event", default=alike[0].id if alike else "", err=True)
                change = merge_draft(walk.folder, draft, event, fields=walk.fields)
                say(f"Added to {change.event_id} as a claim.")
                walk.read()
                return answer
        except EditError as wrong:
            for fault in wrong.faults:
                say(fault.text)
            continue
        if answer == "e":
            _ask_fields(walk)
        elif answer == "d":
            drop_draft(walk.folder, draft)
            say("Dropped; reading the report again does not bring it back.")
            return answer
        elif answer in ("s", "u", "q"):
            return answer
        else:
            say(f"{answer!r} is none of them.")


def _show(draft: ShelvedDraft, alike: Sequence[Event], *, left: int) -> None:
    table, reasons = draft.table, draft.reasons
    claim = table["claim"][0]
    say(f"\n{say_count(left, 'draft')} left · {draft.key} · {draft.file}, line {draft.line}")
    say(f"  {table['title']}")
    say(f"  “{claim.get('quote', claim.get('text', ''))}”")
    words = f"({draft.when})" if draft.when else ""
    say(f"  when   {table.get('date', 'undated')}  {words}  {reasons.get('date_reason', '')}")
    say(f"  where  {draft.where or 'no place'}  {reasons.get('place_reason', '')}")
    cue = f" (“{reasons['cue']}”)" if reasons.get("cue") else ""
    say(f"  how    {table.get('occurrence', 'occurred')}, {table.get('status', 'reported')}{cue}")
    say(f"  who    {draft.source}{''.join(f', citing {name}' for name in claim.get('citing', []))}")
    others = [f"{name} ({role})" for name, role in reasons.get("others", {}).items()]
    if others:
        say(f"  also   {', '.join(others)}")
    for notice in reasons.get("notices", []):
        say(f"  !      {notice}")
    for event in alike:
        say(f"  alike  {event.id}: {event.title} ({event.date.text if event.date else 'undated'})")


def _spot(draft: ShelvedDraft) -> tuple[float, float] | None:
    if "lon" in draft.table:
        return float(draft.table["lon"]), float(draft.table["lat"])
    text = str(draft.table.get("place") or "")
    if not text:
        return None
    from geo.gazetteer import open_gazetteer
    from geo.place import Place
    from geo.resolve import resolve_place

    with open_gazetteer() as gazetteer:
        found = resolve_place(text, gazetteer=gazetteer)
    return (found.lon, found.lat) if isinstance(found, Place) else None


def _list_layers(folder: Path) -> list[str]:
    return [path.stem for path in list_layer_files(folder)]


def _ask_layer(walk: _Walk) -> str:
    names = _list_layers(walk.folder)
    shown = f" ({', '.join(names)}, or a new name)" if names else ""
    walk.layer = click.prompt(f"Layer{shown}", default=walk.layer or (names[0] if names else None), err=True)
    return walk.layer


def _ask_fields(walk: _Walk) -> None:
    say("Write field=value, such as title=… or date=2025-06-04 or claim.text=…; an empty line ends.")
    while True:
        line = click.prompt("", default="", err=True, show_default=False, prompt_suffix="> ").strip()
        if not line:
            return
        walk.fields |= {name: str(value) for name, value in _read_fields([line], fail=False).items()}


def _read_fields(pairs: Sequence[str], *, fail: bool = True) -> dict[str, object]:
    fields: dict[str, object] = {}
    for pair in pairs:
        name, equals, value = pair.partition("=")
        if not equals or not name.strip():
            if fail:
                stop(f"--set: {pair!r} has no field and value; write FIELD=VALUE, such as date=2025-06-04", WRONG_USAGE)
            say(f"{pair!r} has no field and value")
            continue
        fields[name.strip()] = value.strip()
    return fields
