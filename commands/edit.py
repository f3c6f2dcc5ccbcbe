"""`dateline edit`: fields of an event set, claims added, changed and removed."""

from __future__ import annotations

import datetime
import re
import shlex
from collections.abc import Callable
from pathlib import Path
from typing import Any

import click

from commands.arguments import CASE, JSON
from commands.changes import DRY_RUN, show_change, try_change, warn_of_digits
from commands.event_options import (
    CLAIM,
    PLAIN,
    SOURCE,
    WHEN_AND_WHERE,
    WORDS,
    describe,
    gather_claim,
    gather_pairs,
    gather_source,
)
from commands.output import DATA_FAULT, WRONG_USAGE, say, stop
from commands.questions import ask_text, is_answered
from layers.case import Case, read_case
from layers.edit import Written, edit_event, find_written
from layers.editing.change import EditError
from layers.editing.event_table import show_value
from layers.editing.spot import find_ways
from layers.fault import find_nearest
from layers.fields.event import EVENT_KEYS
from layers.kept import Kept

_ASKED = ("title", "date", "place", "summary", "date_reason", "place_reason")
_OF_STATUS = {"confirmed": ("confirmed_by", "method"), "retracted": ("retracted", "retracted_reason")}


@click.command()
@CASE
@click.argument("event")
@click.option("--title", help="What happened, in a few words.")
@describe(WHEN_AND_WHERE, WORDS)
@click.option(
    "--correction",
    metavar="[DATE: ]TEXT",
    help="What was put right since it was published; without a date (EDTF), today's.",
)
@click.option("--clear", multiple=True, metavar="FIELD", help="Take a field out; repeat. values.KEY for one value.")
@click.option("--claim", "number", type=click.IntRange(1), metavar="N", help="Which claim the options below speak of.")
@click.option("--add-claim", is_flag=True, help="They describe a new claim.")
@click.option("--remove-claim", type=click.IntRange(1), metavar="N", help="Take claim N out.")
@click.option("--source", metavar="ID|URL", help="Source of the claim: its id or address, or that of a new one.")
@describe(CLAIM, SOURCE)
@DRY_RUN
@JSON
def edit(case: Path, event: str, dry_run: bool, as_json: bool, **options: Any) -> None:
    """
    Change fields of an event, in its layer file.

    EVENT is its id, which never changes. Only the words that change are written; remarks, order and layout of the
    file stay. A field is set by its option and taken out by --clear. Tags given replace those there; a value joins the
    others. Claims are counted from 1; where an event has but one, the options of a claim speak of that.

    At a terminal and without options, the main fields are asked for one by one.
    """
    kept = Kept()
    held = _find(case, event, kept)
    fields = _gather_fields(held, options)
    claims, new_source = _gather_claims(lambda: read_case(case, kept=kept), held, options)
    if claims is not None:
        fields["claim"] = claims
    if not fields:
        if not is_answered():
            stop(f"nothing to change in {event}; give --title, --date or another option", WRONG_USAGE)
        fields = _ask(held)
    if fields.get("lon") is not None and "lon" not in held.table:
        fields = {**find_ways(case, held.table), **fields}
    changed = try_change(
        lambda: edit_event(case, event, fields=fields, base=held.table, source=new_source, dry_run=dry_run, kept=kept)
    )
    warn_of_digits(changed, options)
    show_change(case, changed, as_json=as_json)
    if "place" in fields and "lon" in held.table and "lon" not in fields:
        words = shlex.join(["dateline", "move", case.as_posix(), event])
        say(f"Its point stays where it is; to put it elsewhere: {words}")


def _find(case: Path, event: str, kept: Kept) -> Written:
    found: list[Written] = []
    try:
        found.append(find_written(case, event, kept=kept))
    except EditError as wrong:
        code = DATA_FAULT if any(fault.line for fault in wrong.faults) else WRONG_USAGE
        stop("\n".join(fault.text if fault.file else f"EVENT: {fault.message}" for fault in wrong.faults), code)
    return found[0]


def _gather_fields(held: Written, options: dict[str, Any]) -> dict[str, object]:
    """Return the event's own fields as the options set them; None for those that go."""
    fields: dict[str, object] = {key: options[key] for key in PLAIN if options[key] is not None}
    if options["tags"]:
        fields["tags"] = list(options["tags"])
    values = held.table.get("values")
    wanted = dict(values) if isinstance(values, dict) else {}
    wanted |= gather_pairs("--value", options["values"])
    for name in options["clear"]:
        field, dot, key = name.replace("-", "_").partition(".")
        if dot and field == "values" and key in wanted:
            del wanted[key]
        elif field not in held.table or dot:
            near = find_nearest(name, held.table) or f"; it has {', '.join(held.table)}"
            stop(f"--clear: {held.event_id} has no field {name!r}{near}", WRONG_USAGE)
        elif field in ("id", "claim", "title") or field not in EVENT_KEYS:
            stop(f"--clear: {name!r} cannot be taken out", WRONG_USAGE)
        elif field in fields:
            stop(f"--clear: {name!r} is set by another option too; give one of them", WRONG_USAGE)
        else:
            fields[field] = None
    if wanted != (values or {}):
        fields["values"] = wanted
    if options["correction"] is not None:
        before = held.table.get("corrections")
        fields["corrections"] = [*(before if isinstance(before, list) else []), _read_correction(options["correction"])]
    if "status" in fields:
        # What belongs to another status would be at fault beside this one.
        for status, keys in _OF_STATUS.items():
            if status != fields["status"]:
                fields |= {key: None for key in keys if key in held.table and key not in fields}
    return fields


def _read_correction(text: str) -> dict[str, object]:
    """Read "2025-07-09: The date was wrong."; without a date it is of today, as the clock on the wall has it."""
    day, colon, words = text.partition(":")
    if colon and re.fullmatch(r"\d{4}(-\d{2}){0,2}", day.strip()):
        return {"date": day.strip(), "text": words.strip()}
    return {"date": datetime.date.today().isoformat(), "text": text.strip()}


def _gather_claims(
    read: Callable[[], Case], held: Written, options: dict[str, Any]
) -> tuple[list[dict[str, object]] | None, dict[str, object] | None]:
    """Return the claims of the event as the options change them, or None; and the fields of a new source, or None."""
    claims = [dict(claim) for claim in _claims(held)]
    number, new_source = options["number"], None
    given = gather_claim(options)
    if options["source"] is not None:
        source, new_source = gather_source(read(), options["source"], options)
        given = {"source": source, **given}
    if not given and not options["add_claim"] and options["remove_claim"] is None:
        if number is not None:
            stop("--claim: no option says what is to change in it", WRONG_USAGE)
        return None, None
    if options["add_claim"]:
        if "source" not in given:
            stop("--add-claim: needs --source", WRONG_USAGE)
        claims.append(given)
    elif given:
        if number is None and len(claims) != 1:
            _say_claims(held)
            stop(f"--claim: {held.event_id} has {len(claims)} claims; say which, or give --add-claim", WRONG_USAGE)
        at = _pick("--claim", number or 1, held)
        claims[at] |= given
    if options["remove_claim"] is not None:
        del claims[_pick("--remove-claim", options["remove_claim"], held)]
    return claims, new_source


def _pick(option: str, number: int, held: Written) -> int:
    count = len(_claims(held))
    if number > count:
        stop(f"{option}: {held.event_id} has no claim {number}; it has {count}", WRONG_USAGE)
    return number - 1


def _claims(held: Written) -> list[Any]:
    claims = held.table.get("claim", [])
    return claims if isinstance(claims, list) else []


def _say_claims(held: Written) -> None:
    for number, claim in enumerate(_claims(held), start=1):
        words = claim.get("text") or claim.get("quote") or ""
        say(f"  {number}  {claim.get('source', '')}: {words}")


def _ask(held: Written) -> dict[str, object]:
    """Ask for the main fields; an empty answer keeps what is there, a dash takes it out."""
    say("An empty answer keeps what is there; - takes it out.")
    fields: dict[str, object] = {}
    for key in _ASKED:
        now = held.table.get(key)
        answer = ask_text(f"{key} [{show_value(now) if now is not None else ''}]")
        if answer:
            fields[key] = None if re.fullmatch(r"[-–—]", answer) else answer
    if not fields:
        stop("Nothing was changed.", WRONG_USAGE)
    return fields
