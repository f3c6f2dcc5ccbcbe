"""`dateline retract`: an event taken back in public."""

from __future__ import annotations

import datetime
from pathlib import Path

import click

from commands.arguments import CASE, JSON
from commands.changes import DRY_RUN, show_change, try_change
from commands.output import WRONG_USAGE, stop
from commands.questions import ask_text, is_answered
from layers.edit import retract_event


@click.command()
@CASE
@click.argument("event")
@click.option("--reason", help="Why, in a sentence for the public.")
@click.option("--date", "day", help="Day of the retraction (EDTF); without it, today.")
@DRY_RUN
@JSON
def retract(case: Path, event: str, reason: str | None, day: str | None, dry_run: bool, as_json: bool) -> None:
    """
    Take an event back in public: it stays, with the date and the reason.

    EVENT is its id. An event that was published is never deleted: whoever follows a link to it must find what became
    of it. It leaves the map (readers can show it), and stands struck through in the list.
    """
    if reason is None or not reason.strip():
        if not is_answered():
            stop("--reason: is missing; say in a sentence for the public why it is taken back", WRONG_USAGE)
        reason = ask_text("Why is it taken back? A sentence for the public", needed=True)
    # A person retracts on the day of the clock on the wall, so the local day is meant.
    today = datetime.date.today().isoformat()
    changed = try_change(lambda: retract_event(case, event, day=day or today, reason=reason, dry_run=dry_run))
    show_change(case, changed, as_json=as_json)
