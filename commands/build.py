"""`dateline build`: the map of a case."""

from __future__ import annotations

import time
from collections import Counter
from pathlib import Path

import click

from commands.arguments import CASE, ENCODING, JSON, name_page
from commands.check import check_tiles
from commands.drawing import draw_case
from commands.geocoding import MOST_REQUESTS, OFFLINE, open_asking, place_case, stop_on_troubles
from commands.output import (
    WRONG_USAGE,
    print_json,
    say,
    say_count,
    say_stage,
    stop,
    stop_on,
    stop_unreadable,
)
from layers.case import read_case
from layers.files import sweep_leftovers, write_whole
from layers.notices import find_notices
from layers.places import write_places

_PREVIEW = "draft.html"


@click.command()
@CASE
@click.option(
    "-o", "--output", metavar="FILE", type=click.Path(path_type=Path), help="Where to write; without it, CASE/map.html."
)
@click.option("--skip-faults", is_flag=True, help="Leave out what is at fault, and name it in the page.")
@click.option("--refresh", is_flag=True, help="Look up again every place that no person chose.")
@click.option(
    "--drafts",
    is_flag=True,
    help="Preview with the drafts in it, under a banner; writes CASE/draft.html, never the map.",
)
@OFFLINE
@MOST_REQUESTS
@ENCODING
@JSON
def build(
    case: Path,
    output: Path | None,
    skip_faults: bool,
    refresh: bool,
    drafts: bool,
    offline: bool,
    most_requests: int | None,
    encoding: str | None,
    as_json: bool,
) -> None:
    """
    Check a case and write its map.

    The map is one HTML file that needs no network. Places found for the first time are written to places.csv,
    so that the next build gives the same map. Nobody is asked over the network, but a geocoding service
    for names that the gazetteer does not know, and that only where the case or your configuration sets one.
    """
    started = time.perf_counter()
    target = name_page(case, output or (case / _PREVIEW if drafts else None))
    if drafts and target.resolve() == (case / "map.html").resolve():
        stop(f"-o: {target.as_posix()!r} is the map; a preview with drafts goes elsewhere", WRONG_USAGE)
    say_stage("Reading the case")
    whole = read_case(case, encoding=encoding)
    if drafts:
        from layers.drafts.preview import add_drafts

        whole = add_drafts(whole)
    stop_unreadable(whole)
    stop_on([*(whole.faults if not skip_faults else ()), *check_tiles(whole)])
    say_stage("Finding its places")
    # A preview asks nobody: what a draft names is not yet what a person wants to know.
    asking = None if offline or drafts else open_asking(whole, most_requests)
    placements = place_case(whole, refresh=refresh, asking=asking)
    stop_on([fault for fault in placements.faults if not (skip_faults and fault.field)])
    skipped = [(left_out.title, left_out.reason) for left_out in whole.skipped]
    skipped += [(f"places.csv, line {fault.line}", fault.message) for fault in placements.faults]
    say_stage("Drawing the map")
    page = draw_case(whole, placements, skipped=skipped).page
    # The places first: a map must never show what the lock does not hold.
    written = write_places(case, placements.new_rows) if not drafts else 0
    sweep_leftovers(target.parent)
    write_whole(target, page)
    notices = find_notices(whole, placements)
    if as_json:
        count = Counter(notice.kind for notice in notices)
        print_json(
            {
                "output": target.as_posix(),
                "events": len(whole.events),
                "layers": len(whole.layers),
                "bytes": len(page),
                "seconds": round(time.perf_counter() - started, 3),
                "conflicts": count["conflict"],
                "undated": count["undated"],
                "unplaced": count["unplaced"],
            }
        )
    for title, reason in skipped:
        say(f"left out: {title}: {reason}")
    if written:
        new = "1 place is new" if written == 1 else f"{written} places are new"
        say(f"{new} in {(case / 'places.csv').as_posix()}; look {'it' if written == 1 else 'them'} over.")
    say(f"Wrote {target.as_posix()}: {say_count(len(whole.events), 'event')}, {len(page):,} bytes.")
    stop_on_troubles(placements)
