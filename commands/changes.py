"""What `add`, `edit`, `move` and `retract` tell of a change: its lines, its place, or why it was not made."""

from __future__ import annotations

import sys
from collections.abc import Callable, Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any

import click

from commands.output import DATA_FAULT, WRONG_USAGE, print_json, say, say_metres
from geo.place import Place
from geo.sphere import distance_km
from layers.case import Case
from layers.checks.notices import name_candidate
from layers.editing.change import Change, ConflictError, EditError
from layers.editing.spot import measure_digits
from layers.event import Event
from layers.places import Placements, place_events, write_places

_CANDIDATES_SHOWN = 3
_EXACT_M = 100
DRY_RUN = click.option("--dry-run", is_flag=True, help="Write nothing; show what would change, line by line.")


def try_change(make: Callable[[], Change], *, advice: Mapping[str, str] | None = None) -> Change:
    """Make a change; where it cannot be made, say why, by the option that is at fault with its advice, and end."""
    try:
        return make()
    except EditError as wrong:
        in_files = [fault for fault in wrong.faults if fault.file]
        for fault in wrong.faults:
            option = fault.field.removeprefix("claim.").replace("_", "-")
            more = (advice or {}).get(fault.field, "")
            # The event is named by its place in the line, all else by an option.
            where = "EVENT" if option == "event" else f"--{option}"
            say(fault.text if fault.file or not option else f"{where}: {fault.message}{more}")
        sys.exit(DATA_FAULT if in_files or isinstance(wrong, ConflictError) else WRONG_USAGE)


def warn_of_digits(change: Change, options: Mapping[str, Any]) -> None:
    """Warn of coordinates with few digits that the map would show as exact."""
    lon, lat, event = options["lon"], options["lat"], change.event
    if lon is None or lat is None or event is None or event.precision not in ("", "exact") or event.radius_m:
        return
    metres = measure_digits(lon, lat)
    if metres >= _EXACT_M:
        rough = f"{lon:g} {lat:g} tell the place to about {say_metres(metres)}"
        say(f"warning: {rough}, and the map shows it as exact; give --precision and --radius-m")


def show_change(case: Path, change: Change, *, as_json: bool, more: dict[str, Any] | None = None) -> None:
    """Say what changed, and what the place of the event was taken for, which is locked as a build would lock it."""
    dry_run = not change.written and bool(change.files)
    placed = _place(case, change)
    if as_json:
        written = {"event": change.event_id, "layer": change.layer, "file": change.file, "line": change.line}
        fields = [{"field": one.field, "before": one.before, "after": one.after} for one in change.fields]
        place = _place_json(change.event, placed) if change.event is not None else None
        print_json({**written, **(more or {}), "written": change.written, "changes": fields, "place": place})
    if dry_run:
        say(f"Nothing was written. {change.event_id} would change {change.file} so:")
        click.echo(change.diff, nl=False, err=as_json)
    elif not change.written:
        say(f"{change.event_id} is as wanted already; nothing was changed.")
    elif change.before is None:
        say(f"Added {change.event_id} to {change.file}, line {change.line}.")
    else:
        say(f"Changed {change.event_id} in {change.file}, line {change.line}.")
        for one in change.fields:
            say(f"  {one.text}")
    if change.source is not None and change.written:
        say(f"Added the source {change.source.id} to {(case / 'sources.toml').as_posix()}.")
    if placed is not None and change.event is not None:
        _say_place(change.event, placed)
        if change.written and not any(not fault.field for fault in placed.faults):
            write_places(case, placed.new_rows)


def _place(case: Path, change: Change) -> Placements | None:
    """Find the place of the event, where the change speaks of it."""
    spoken = {field.field for field in change.fields}
    named = {"place", "origin", "destination", "unplaced_reason", "lon", "lat"}
    if change.event is None or not spoken & named:
        return None
    # The editor is shown the true place, also where the public gets a rough one.
    event = replace(change.event, publish_radius_m=0)
    return place_events(Case(folder=case, name=case.name, title="", events=(event,)))


def _say_place(event: Event, placed: Placements) -> None:
    new = {row.text for row in placed.new_rows}
    for fault in placed.faults:
        say(fault.text)
    spot = placed.by_event[event.id]
    ends = placed.ends.get(event.id)
    if ends is not None:
        for text, end in zip((event.origin, event.destination), ends, strict=True):
            say(f"{text}: {_say_spot(end)}")
    elif isinstance(spot, Place):
        name = event.place or "The place"
        known = " (as places.csv has it)" if event.lon is None and event.place not in new and event.place else ""
        say(f"{name}: {_say_spot(spot)}{known}. {spot.reason}")
    else:
        say(f"Not on the map: {spot.reason}")
    asked = new or ({event.place} if not isinstance(spot, Place) and spot.candidates else set())
    for text in sorted(asked):
        _say_candidates(text, chosen=spot if isinstance(spot, Place) else None)


def _say_spot(place: Place) -> str:
    within = f", within about {say_metres(place.radius_m)}" if place.radius_m else ""
    return f"{place.lon:.5f} {place.lat:.5f}, {place.precision}{within}"


def _say_candidates(text: str, *, chosen: Place | None) -> None:
    """Name what else a text may mean, so that a wrong choice is seen at once."""
    from geo.gazetteer import open_gazetteer
    from geo.resolve import rank_candidates

    with open_gazetteer() as gazetteer:
        candidates = rank_candidates(text, gazetteer=gazetteer, limit=3 * _CANDIDATES_SHOWN)
    others = [candidate for candidate in candidates if chosen is None or not _is_there(candidate.place, chosen)]
    if others:
        say(f"{text} may {'also ' if chosen else ''}mean:")
        for candidate in others[:_CANDIDATES_SHOWN]:
            place = candidate.place
            say(f"  {name_candidate(candidate)}  {place.lon:.4f} {place.lat:.4f}  {place.precision}")
        say("To choose another, say more in the place, or edit its row in places.csv.")


def _is_there(place: Place, chosen: Place) -> bool:
    """Tell whether two places share their middle: the district of a town is no other place than the town."""
    apart_m = distance_km((place.lon, place.lat), (chosen.lon, chosen.lat)) * 1000
    return apart_m <= min(place.radius_m, chosen.radius_m)


def _place_json(event: Event, placed: Placements | None) -> dict[str, Any] | None:
    if placed is None:
        return None
    spot = placed.by_event[event.id]
    if not isinstance(spot, Place):
        return {"text": event.place, "chosen": None, "reason": spot.reason}
    names = ("lon", "lat", "precision", "radius_m", "country", "gazetteer", "gazetteer_id", "chosen_by")
    return {"text": event.place, "chosen": {name: getattr(spot, name) for name in names}, "reason": spot.reason}
