"""`dateline locate`: what a name may mean."""

from __future__ import annotations

import click

from commands.arguments import JSON
from commands.output import WRONG_USAGE, print_json, say, say_metres, stop
from geo.place import Place
from layers.checks.notices import name_candidate

_NAME_CHARACTERS_MOST = 200


@click.command()
@click.argument("name")
@click.option("--near", metavar="NAME", help="Prefer candidates near this place.")
@click.option("--country", metavar="CC", help="Only in this country: two letters, or its name.")
@click.option("--limit", default=10, show_default=True, type=click.IntRange(1, 100), help="At most so many.")
@JSON
def locate(name: str, near: str | None, country: str | None, limit: int, as_json: bool) -> None:
    """
    Show the places that NAME may mean.

    Best first, each with the reasons of its score; then what a case would take the name for, or why nothing.
    """
    from geo.candidates.context import read_countries
    from geo.gazetteer import open_gazetteer
    from geo.resolve import candidate_json, rank_candidates, resolve_place

    for option, text in {"NAME": name, "--near": near, "--country": country}.items():
        if text is not None and not text.strip():
            stop(f"{option}: is empty; write the name of a place, such as 'Valletta, Malta'", WRONG_USAGE)
        if text is not None and len(text) > _NAME_CHARACTERS_MOST:
            shown = f"{text[:40]!r}… holds {len(text):,} characters"
            stop(f"{option}: {shown}; the name of a place has at most {_NAME_CHARACTERS_MOST}", WRONG_USAGE)
    with open_gazetteer() as gazetteer:
        if country and not read_countries(country, gazetteer):
            stop(f"--country: {country!r} is no country known; write two letters such as MT, or its name", WRONG_USAGE)
        if near and not rank_candidates(near, gazetteer=gazetteer, limit=1):
            stop(f"--near: the gazetteer has no {near!r}; write the name of a town, division or country", WRONG_USAGE)
        candidates = rank_candidates(name, gazetteer=gazetteer, near=near, country=country, limit=limit)
        # Those elsewhere stand in the sentence below, where the country has none.
        candidates = [c for c in candidates if c.reasons.get(f"country {country}", 0.0) >= 0]
        choice = resolve_place(name, gazetteer=gazetteer, near=near, country=country)
    if as_json:
        print_json({"name": name, "candidates": [candidate_json(candidate) for candidate in candidates]})
    else:
        for candidate in candidates:
            place = candidate.place
            reasons = ", ".join(f"{key} {part:+.2f}" for key, part in candidate.reasons.items())
            where = f"{place.lon:.5f} {place.lat:.5f}  {place.precision}, within {say_metres(place.radius_m)}"
            click.echo(f"{candidate.score:5.2f}  {name_candidate(candidate)}  {where}\n       {reasons}")
        if not candidates and isinstance(choice, Place):  # described by others: "5 km north of Kursk"
            where = f"{choice.lon:.5f} {choice.lat:.5f}  {choice.precision}, within {say_metres(choice.radius_m)}"
            click.echo(f"{choice.name}  {where}")
    say(choice.reason)
