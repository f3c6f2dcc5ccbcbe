"""`dateline publish`: the gate before the public sees a case."""

from __future__ import annotations

import datetime
import hashlib
import sys
from collections import Counter
from collections.abc import Sequence
from pathlib import Path

import click

from commands.arguments import CASE, ENCODING, JSON, name_page, read_day
from commands.output import (
    DATA_FAULT,
    WRONG_USAGE,
    follow_progress,
    print_json,
    say,
    say_count,
    say_stage,
    stop,
    stop_unreadable,
)
from layers.case import Case, read_case
from layers.edtf import day_iso
from layers.fault import Fault
from layers.files.text import find_unwanted
from layers.places import Placements, place_events, write_places
from layers.publishing.gate import check_gate
from layers.publishing.picture_files import find_picture_faults
from layers.publishing.private import find_private
from layers.publishing.release import Release, list_inputs, write_release
from maps.drawing import Drawing, draw_case
from maps.tiles import find_tile_faults

_NAME_CHARACTERS_MOST = 200
_EPOCH = datetime.date(1970, 1, 1)


@click.command()
@CASE
@click.option("--released-by", metavar="NAME", help="Who releases it; without it, a terminal is asked.")
@click.option("--today", metavar="DATE", help="Day of the release (YYYY-MM-DD), instead of the clock's.")
@click.option(
    "--allow-unarchived",
    is_flag=True,
    help="Let sources pass that have no archived copy, or whose address looks dead.",
)
@click.option("--leave-drafts", is_flag=True, help="Let drafts lie that nobody has accepted or dropped.")
@click.option(
    "-o", "--output", metavar="FILE", type=click.Path(path_type=Path), help="Where to write; without it, CASE/map.html."
)
@ENCODING
@JSON
def publish(
    case: Path,
    released_by: str | None,
    today: str | None,
    allow_unarchived: bool,
    leave_drafts: bool,
    output: Path | None,
    encoding: str | None,
    as_json: bool,
) -> None:
    """
    Let a case out to the public, once nothing stands in the way.

    Refused are drafts that wait, conflicts without a reason, events confirmed without who and how, pictures without
    alt text, sources without an archived copy or with an address that looks dead, an embargo that still runs, and a
    case without contact, scope or as_of. Then every text, link and coordinate that becomes public is printed to
    standard output, and whoever releases it is asked. The map, and a record in releases.toml, are written together
    or not at all.
    """
    target = name_page(case, output)
    day = read_day(today)
    if day is None:
        day = (datetime.date.today() - _EPOCH).days
    name = _check_name(released_by) if released_by is not None else ""
    inputs = list_inputs(case)
    say_stage("Reading the case")
    whole = read_case(case, encoding=encoding)
    stop_unreadable(whole)
    placements = place_events(whole, follow=follow_progress("Places"))
    gate = check_gate(whole, placements, today=day, allow_unarchived=allow_unarchived, leave_drafts=leave_drafts)
    _stop_at([*find_tile_faults(whole), *gate.obstacles])
    say_stage("Drawing the map")
    drawing = draw_case(whole, placements)
    _print_disclosures(drawing, as_json=as_json)
    _say_doubts(whole, placements, gate.lapsed)
    if not name:
        name = _ask_name()
    if write_places(case, placements.new_rows):
        inputs = {**inputs, "places.csv": list_inputs(case)["places.csv"]}
        say(f"New places are in {(case / 'places.csv').as_posix()}; look them over.")
    flags = {"unarchived": allow_unarchived, "drafts": leave_drafts}
    release = Release(
        day=day_iso(day),
        released_by=name,
        allowed=tuple(flag for flag, given in flags.items() if given),
        lapsed=tuple(fault.event for fault in gate.lapsed),
    )
    record = write_release(whole, drawing.page, target=target, release=release, inputs=inputs)
    if as_json:
        print_json(
            {
                "kind": "release",
                "output": target.as_posix(),
                "record": record.as_posix(),
                "day": release.day,
                "released_by": name,
                "events": len(whole.events),
                "bytes": len(drawing.page),
                "sha256": hashlib.sha256(drawing.page).hexdigest(),
                "lapsed": list(release.lapsed),
            }
        )
    say(f"Released by {name} on {release.day}: {target.as_posix()}, with its record in {record.as_posix()}.")


def _check_name(text: str) -> str:
    name = " ".join(text.split())
    if not name:
        stop("--released-by: is empty; write the name of whoever releases the case", WRONG_USAGE)
    unwanted = find_unwanted(text)
    if unwanted or len(name) > _NAME_CHARACTERS_MOST:
        why = f"holds {unwanted}" if unwanted else f"has {len(name)} characters, at most {_NAME_CHARACTERS_MOST}"
        stop(f"--released-by: {why}; write a name", WRONG_USAGE)
    return name


def _ask_name() -> str:
    """Ask a terminal who releases the case; elsewhere nobody can answer."""
    if not (sys.stdin.isatty() and sys.stderr.isatty()):
        stop("--released-by: is missing; the list above was read by nobody, so nothing was published", WRONG_USAGE)
    answer = click.prompt("All of the above becomes public. Who releases it? (empty: nobody)", default="", err=True,
                          show_default=False)  # fmt: skip
    if not answer.strip():
        stop("Nobody released it; nothing was published.", WRONG_USAGE)
    return _check_name(answer)


def _stop_at(obstacles: Sequence[Fault]) -> None:
    for obstacle in obstacles:
        say(obstacle.text if not obstacle.event else obstacle.text.replace(": ", f": {obstacle.event}: ", 1))
    if obstacles:
        say(f"{say_count(len(obstacles), 'obstacle')}; nothing was published.")
        sys.exit(DATA_FAULT)


def _say_doubts(case: Case, placements: Placements, lapsed: Sequence[Fault]) -> None:
    """Say what does not stop a release, but should be known to whoever releases it."""
    for fault in (*find_private(case, placements), *find_picture_faults(case), *lapsed):
        say(fault.text)
    used = {claim.source for event in case.events for claim in event.claims}
    for source in case.sources.values():
        if source.id not in used:
            say(f"sources.toml: no event rests on {source.id} ({source.publisher}), but the map lists it too")


def _print_disclosures(drawing: Drawing, *, as_json: bool) -> None:
    from maps.disclosure import list_disclosures

    counts: Counter[str] = Counter()
    before = ""
    for kind, of, field, value in list_disclosures(drawing.payload, drawing.frame):
        counts[kind] += 1
        if as_json:
            print_json({"kind": kind, "of": of, "field": field, "value": value})
            continue
        if of != before:
            click.echo(of)
            before = of
        click.echo(f"  {kind} {field}: {value}")
    told = ", ".join(say_count(counts[kind], kind) for kind in ("text", "link", "coordinate"))
    say(f"To become public: {told}; no picture.")
