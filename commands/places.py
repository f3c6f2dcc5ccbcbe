"""`dateline places`: the places of a case, and a person's choice among the doubtful ones."""

from __future__ import annotations

from pathlib import Path

import click

from commands.arguments import CASE, ENCODING, JSON
from commands.geocoding import MOST_REQUESTS, OFFLINE, open_asking, place_case, stop_on_troubles
from commands.output import WRONG_USAGE, print_json, say, say_count, stop, stop_on, stop_unreadable
from geo.place import Place, Unresolved
from layers.case import Case, read_case
from layers.geocoding.service import find_config
from layers.places import write_places


@click.command()
@CASE
@click.option("--review", is_flag=True, help="Walk through the doubtful ones, the least sure first, and choose.")
@click.option("--refresh", is_flag=True, help="Look up again what no person chose, and write the answers.")
@click.option(
    "--geocode", is_flag=True, help="Ask the service that is set for what the gazetteer cannot tell; write the answers."
)
@OFFLINE
@MOST_REQUESTS
@ENCODING
@JSON
def places(
    case: Path,
    review: bool,
    refresh: bool,
    geocode: bool,
    offline: bool,
    most_requests: int | None,
    encoding: str | None,
    as_json: bool,
) -> None:
    """
    List the places of a case.

    Each with what it was taken for, and why. Reads only, but for --review, --refresh and --geocode, which write
    places.csv; only the latter two ask a geocoding service, where the case or your configuration sets one.
    --review asks about each text that could not be told, or whose choice was a close one: type the number of a
    candidate, a coordinate as LON LAT (with a precision and metres after it, where you like), u to leave it unknown,
    s to skip it, b to go back, q to quit. Each answer is written to places.csv at once and holds for good. With
    --json, the doubtful places are printed with their margins.

    To mend a place by hand, edit its row there and write "person" into chosen_by; to leave a text off the map,
    write "unknown" into precision.
    """
    whole = read_case(case, encoding=encoding)
    stop_unreadable(whole)
    if geocode and offline:
        stop("--geocode asks a service, and --offline asks none; give one of them", WRONG_USAGE)
    asking = open_asking(whole, most_requests, offline=offline) if refresh or geocode or offline else None
    if geocode and asking is None:
        stop(
            "--geocode: no service is set; write service and contact under [geocoder] in case.toml "
            f"or in {find_config().as_posix()}",
            WRONG_USAGE,
        )
    placements = place_case(whole, refresh=refresh, asking=asking)
    if refresh or geocode:
        say(f"{say_count(write_places(case, placements.new_rows), 'row')} of places.csv written.")
    if review:
        _review(whole, as_json=as_json, offline=offline)
        stop_on(placements.faults)
        stop_on_troubles(placements)
        return
    for event in whole.events:
        spot = placements.by_event[event.id]
        if as_json:
            print_json(_event_json(event.id, event.place, spot))
        else:
            words = f"{spot.lon:.5f} {spot.lat:.5f}  {spot.precision}" if isinstance(spot, Place) else "not on the map"
            ends = placements.ends.get(event.id)
            if ends and isinstance(spot, Unresolved):
                words = "to ".join(f"{end.lon:.5f} {end.lat:.5f} " for end in ends) + " a line"
            text = event.place or (f"{event.origin} to {event.destination}" if event.origin else "(no place text)")
            click.echo(f"{text}  {words}\n       {event.id}: {spot.reason}")
    stop_on(placements.faults)
    stop_on_troubles(placements)


def _review(case: Case, *, as_json: bool, offline: bool) -> None:
    from commands.place_review import review_places
    from geo.gazetteer import open_gazetteer

    asking = open_asking(case, None, offline=offline)
    with open_gazetteer() as gazetteer:
        review_places(case, gazetteer=gazetteer, asking=asking, as_json=as_json)


def place_json(place: Place) -> dict[str, object]:
    """Give a place as ``places --json`` prints it."""
    names = ("lon", "lat", "precision", "radius_m", "country", "gazetteer", "gazetteer_id", "chosen_by")
    return {name: getattr(place, name) for name in names}


def _event_json(event: str, text: str, spot: Place | Unresolved) -> dict[str, object]:
    from geo.resolve import candidate_json

    if isinstance(spot, Unresolved):
        candidates = [candidate_json(candidate) for candidate in spot.candidates]
        return {"event": event, "place": text, "chosen": None, "reason": spot.reason, "candidates": candidates}
    return {"event": event, "place": text, "chosen": place_json(spot), "reason": spot.reason, "candidates": []}
