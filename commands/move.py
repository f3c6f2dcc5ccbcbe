"""`dateline move`: an event put at another place."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import click

from commands.arguments import CASE, JSON, LAT, LON, explain_place, read_place
from commands.changes import DRY_RUN, show_change, try_change, warn_of_digits
from commands.event_options import without_empty
from commands.output import WRONG_USAGE, stop
from commands.questions import ask_text, is_answered
from layers.edit import move_event
from layers.fields.event import PRECISIONS
from layers.kept import Kept


@click.command()
@CASE
@click.argument("event")
@click.option("--place", callback=read_place, help='Where it now is, with what holds it: "Valletta, Malta".')
@LON
@LAT
@click.option("--precision", type=click.Choice(PRECISIONS), help="How sure the point is.")
@click.option("--radius-m", type=click.IntRange(0), metavar="METRES", help="Within how many metres it lies.")
@click.option("--place-reason", help="One public sentence: why this place.")
@DRY_RUN
@JSON
def move(case: Path, event: str, dry_run: bool, as_json: bool, **options: Any) -> None:
    """
    Put an event at another place.

    EVENT is its id. Give a place by name, or --lon and --lat (then --place is only the name to show). What was said
    of the old place is removed: its reason, and with a new name its precision and radius. Moved to coordinates, an
    event keeps precision and radius as it had them or as its place was taken for, unless --precision or --radius-m
    say otherwise: a region stays a region. What the place is taken for, and how precise it now is, is said at once.
    """
    if options["place"] is None and options["lon"] is None and options["lat"] is None:
        if not is_answered():
            stop("where to? Give --place, or --lon and --lat", WRONG_USAGE)
        options["place"] = ask_text("Place, with what holds it", needed=True, check=explain_place)
    spot = without_empty(options)
    changed = try_change(lambda: move_event(case, event, spot=spot, dry_run=dry_run, kept=Kept()))
    warn_of_digits(changed, options)
    show_change(case, changed, as_json=as_json)
