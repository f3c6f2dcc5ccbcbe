"""`dateline add`: one event more in a layer."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import click

from commands.arguments import CASE, JSON, explain_place
from commands.changes import DRY_RUN, show_change, try_change, warn_of_digits
from commands.event_options import (
    CLAIM,
    SOURCE,
    WHEN_AND_WHERE,
    WORDS,
    describe,
    gather_claim,
    gather_event,
    gather_source,
)
from commands.output import WRONG_USAGE, say, stop
from commands.questions import ask_choice, ask_date, ask_text, is_answered, miss_option
from layers.case import Case, read_case
from layers.edit import add_event
from layers.editing.sources import find_source
from layers.editing.twin import find_twin
from layers.kept import Kept


@click.command()
@CASE
@click.option("--layer", help="Name of the layer: its file name without the ending.")
@click.option("--title", help="What happened, in a few words.")
@click.option("--source", metavar="ID|URL", help="Who says so: id or address of a source, or address of a new one.")
@describe(WHEN_AND_WHERE, CLAIM, WORDS)
@click.option("--new-layer", is_flag=True, help="Make the layer, which must not be there yet.")
@click.option("--id", "event_id", help="Id of the event; without it, one is made from the title.")
@describe(SOURCE)
@DRY_RUN
@JSON
def add(case: Path, new_layer: bool, dry_run: bool, as_json: bool, **options: Any) -> None:
    """
    Add one event to a layer of a case.

    Needed are --layer, --title and --source; at a terminal, what is missing is asked for. The event goes to the end of
    the file, whether TOML, CSV or GeoJSON, and nothing before it is touched. What its place is taken for is said at
    once. A source that the case does not know yet comes in with --publisher.
    """
    kept = Kept()
    whole = read_case(case, kept=kept)
    missing = [name for name in ("layer", "title", "source") if options[name] is None]
    if missing:
        if not is_answered():
            miss_option(f"--{missing[0]}")
        _ask(whole, options)
    source_id, new_source = gather_source(whole, options["source"], options)
    claim = ({"source": source_id} if source_id else {}) | gather_claim(options)
    event = {"id": options["event_id"] or "", **gather_event(options), "claim": [claim]}
    layer = options["layer"]
    added = try_change(
        lambda: add_event(case, layer, event=event, source=new_source, new_layer=new_layer, dry_run=dry_run, kept=kept),
        advice={} if new_layer else {"layer": "; to make a new one, give --new-layer"},
    )
    twin = find_twin(added.event, whole.events) if added.event is not None else None
    if twin is not None:
        there = f"{twin.id} ({twin.file}, line {twin.line})"
        say(f"warning: {there} has the same title, place, date and source; if it is the same event, keep one of them")
    warn_of_digits(added, options)
    show_change(case, added, as_json=as_json, more={"source": added.source.id if added.source else source_id})


def _ask(case: Case, options: dict[str, Any]) -> None:
    """Ask for what an event is made of, where it was not given."""
    if options["layer"] is None and not case.layers:
        stop("the case has no layer yet; give --layer NAME and --new-layer", WRONG_USAGE)
    if options["layer"] is None:
        options["layer"] = ask_choice("Layer", [layer.name for layer in case.layers])
    if options["title"] is None:
        options["title"] = ask_text("Title: what happened, in a few words", needed=True)
    if options["date"] is None:
        options["date"] = ask_date("Date (EDTF; empty for undated)") or None
    if not any(options[name] is not None for name in ("place", "lon", "origin", "unplaced_reason")):
        options["place"] = ask_text("Place, with what holds it (empty for none)", check=explain_place) or None
    if options["source"] is None:
        options["source"] = ask_text("Source: id or address", needed=True)
    if find_source(case, options["source"]) is None and not options["publisher"]:
        options["publisher"] = ask_text("It is new. Publisher", needed=True)
        options["published"] = options["published"] or ask_date("Published on") or None
    if options["text"] is None and options["quote"] is None:
        options["text"] = ask_text("What the source says, in your own words (empty for nothing)") or None
