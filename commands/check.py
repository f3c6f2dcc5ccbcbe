"""`dateline check`: what is wrong or open in a case."""

from __future__ import annotations

import sys
from collections import Counter
from pathlib import Path

import click

from commands.arguments import CASE, ENCODING, JSON, read_day
from commands.output import DATA_FAULT, SURROUNDINGS, follow_progress, print_json, say, say_count, stop
from layers.case import Case, read_case
from layers.checks.far import find_far
from layers.checks.notices import find_notices, find_unexplained
from layers.fault import Fault, fault_json
from layers.places import Placements, place_events
from layers.publishing.picture_files import find_picture_faults
from layers.publishing.private import find_private
from maps.tiles import find_tile_faults


@click.command()
@CASE
@click.option("--strict", is_flag=True, help="Exit 1 also for a conflict without a reason.")
@click.option("--today", metavar="DATE", help="Hold forecasts against this day instead of the case's as_of.")
@ENCODING
@JSON
def check(case: Path, strict: bool, today: str | None, encoding: str | None, as_json: bool) -> None:
    """
    List what is wrong or open in a case.

    Every fault, warning (also of a place that the map would draw in the sea, and of what may be private: exact homes,
    telephone numbers, e-mail addresses, names of accounts, EXIF in pictures), conflict, undated and unplaced event,
    and forecast past its day, each with file and line.
    """
    whole = read_case(case, encoding=encoding)
    placements = place_events(whole, follow=follow_progress("Places"))
    faults = (*whole.faults, *find_tile_faults(whole), *placements.faults, *_check_land(whole, placements))
    notices = (*find_far(whole), *find_notices(whole, placements, today=read_day(today)))
    notices += (*find_private(whole, placements), *find_picture_faults(whole))
    for fault in (*faults, *notices):
        if as_json:
            print_json(fault_json(fault))
        else:
            click.echo(
                fault.text
                + (f" (candidates: {'; '.join(fault.values)})" if fault.kind == "unplaced" and fault.values else "")
            )
    kinds = Counter(fault.kind for fault in (*faults, *notices))
    unexplained = len(find_unexplained(whole))
    say(
        f"{say_count(len(whole.events), 'event')}: {say_count(kinds['fault'], 'fault')}, "
        f"{say_count(kinds['warning'], 'warning')}, {say_count(kinds['conflict'], 'conflict')} "
        f"({unexplained} unresolved), "
        f"{kinds['undated']} undated, {kinds['unplaced']} not on the map, "
        f"{say_count(kinds['lapsed'], 'forecast')} past {'its' if kinds['lapsed'] == 1 else 'their'} day."
    )
    if kinds["fault"] or (strict and unexplained):
        sys.exit(DATA_FAULT)


def _check_land(case: Case, placements: Placements) -> tuple[Fault, ...]:
    """Return a warning for every mark that would stand in the sea."""
    from maps.land import find_offshore
    from maps.static_files import StaticError

    try:
        return find_offshore(case, placements)
    except StaticError as failure:
        stop(str(failure), SURROUNDINGS)
