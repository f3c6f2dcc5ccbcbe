"""`dateline build`: the map of a case."""

from __future__ import annotations

import contextlib
import sys
from collections import Counter
from pathlib import Path

import click

from commands.arguments import CASE, ENCODING, JSON, name_page
from commands.geocoding import MOST_REQUESTS, OFFLINE, open_asking, place_case, stop_on_troubles
from commands.output import DATA_FAULT, WRONG_USAGE, print_json, say, say_count, say_stage, stop
from layers.case import Case
from layers.checks.notices import find_empty_layers, find_notices
from layers.files.storage import sweep_leftovers, write_whole
from layers.places import Placements, write_places
from maps.workshop import Built, Workshop

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
@click.option("--watch", is_flag=True, help="Build again whenever a file of the case changes, until Ctrl-C.")
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
    watch: bool,
    encoding: str | None,
    as_json: bool,
) -> None:
    """
    Check a case and write its map.

    The map is one HTML file that needs no network. Places found for the first time are written to places.csv,
    so that the next build gives the same map. Nobody is asked over the network, but a geocoding service
    for names that the gazetteer does not know, and that only where the case or your configuration sets one.
    With --watch a fault does not end the command: the last good map stays, and the next change builds anew
    what it touches.
    """
    target = name_page(case, output or (case / _PREVIEW if drafts else None))
    if drafts and target.resolve() == (case / "map.html").resolve():
        stop(f"-o: {target.as_posix()!r} is the map; a preview with drafts goes elsewhere", WRONG_USAGE)
    workshop = Workshop(case, encoding=encoding, skip_faults=skip_faults, drafts=drafts)

    def place(case: Case) -> Placements:
        # A preview asks nobody: what a draft names is not yet what a person wants to know.
        asking = open_asking(case, most_requests, offline=offline or drafts)
        return place_case(case, refresh=refresh, asking=asking)

    built = workshop.build(place=place, say=say_stage)
    good = _write(built, target, as_json=as_json)
    if not watch:
        if not good:
            sys.exit(DATA_FAULT)
        stop_on_troubles(built.placements)
        return
    with contextlib.suppress(KeyboardInterrupt):  # Ctrl-C is how it ends
        from maps.watching import watch_case

        say(f"Watching {case.as_posix()}; Ctrl-C ends.")
        for _ in watch_case(case):
            again = workshop.build()
            if again is not built:
                built = again
                _write(built, target, as_json=as_json)


def _write(built: Built, target: Path, *, as_json: bool) -> bool:
    """Write the map of a build and say so; where there is none, say the faults, and return False."""
    if built.drawing is None:
        for fault in built.faults:
            say(fault.text)
        say(f"{say_count(len(built.faults), 'fault')}; nothing was written.")
        return False
    case, page = built.case, built.drawing.page
    # The places first: a map must never show what the lock does not hold.
    # What only a draft names is locked when the draft is accepted.
    written = write_places(case.folder, built.placements.new_rows) if not case.draft else 0
    sweep_leftovers(target.parent)
    write_whole(target, page)
    if as_json:
        count = Counter(notice.kind for notice in find_notices(case, built.placements))
        print_json(
            {
                "output": target.as_posix(),
                "events": len(case.events),
                "layers": len(case.layers),
                "bytes": len(page),
                "seconds": round(built.seconds, 3),
                "conflicts": count["conflict"],
                "undated": count["undated"],
                "unplaced": count["unplaced"],
            }
        )
    for fault in find_empty_layers(case):
        say(fault.text)
    for title, reason in built.skipped:
        say(f"left out: {title}: {reason}")
    if written:
        new = "1 place is new" if written == 1 else f"{written} places are new"
        say(f"{new} in {(case.folder / 'places.csv').as_posix()}; look {'it' if written == 1 else 'them'} over.")
    took = f" in {built.seconds:.2f} s" if sys.stderr.isatty() else ""
    say(f"Wrote {target.as_posix()}: {say_count(len(case.events), 'event')}, {len(page):,} bytes{took}.")
    return True
