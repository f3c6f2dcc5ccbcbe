"""`dateline areas`: exact outlines for the regions of a case, from a file or a service."""

from __future__ import annotations

import datetime
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import click

from commands.arguments import CASE, ENCODING, JSON, name_file
from commands.geocoding import MOST_REQUESTS, open_asking
from commands.output import (
    DATA_FAULT,
    SURROUNDINGS,
    WRONG_USAGE,
    print_json,
    say,
    say_count,
    stop,
    stop_on,
    stop_unreadable,
)
from layers.areas.case_areas import FILE_NAME, find_area, write_areas
from layers.case import Case, read_case
from layers.places import take_places

if TYPE_CHECKING:
    from geo.gazetteer import Gazetteer
    from layers.areas.match import Region
    from layers.areas.outlines import Taken


@click.group()
def areas() -> None:
    """
    Exact outlines for the regions of a case.

    Without them, a region is drawn by an approximate extent that says so.
    """


@areas.command("import")
@CASE
@click.argument("file", metavar="FILE", type=click.Path(path_type=Path), callback=name_file)
@click.option("--layer", default="", metavar="NAME", help="Layer of the file, or file of the archive, to read.")
@click.option(
    "--take",
    multiple=True,
    metavar="TEXT=ID",
    help="For this place text take the area with this id, ISO code or name. May be repeated.",
)
@click.option(
    "--attribution", metavar="TEXT", help="Whom the map must credit; known for Natural Earth and OpenStreetMap."
)
@click.option("--license", "license_", default="", metavar="TEXT", help="The licence of the outlines.")
@ENCODING
@JSON
def import_(
    case: Path,
    file: Path,
    layer: str,
    take: tuple[str, ...],
    attribution: str | None,
    license_: str,
    encoding: str | None,
    as_json: bool,
) -> None:
    """
    Take outlines from a file for the regions that the case names.

    FILE is a GeoPackage, GeoJSON, shapefile, OSM extract, or a zip with one of them, such as those of Natural Earth or
    geoBoundaries. Its areas are held against the regions of the case by id, ISO code and name in many languages, and
    count only where the gazetteer has the region too. What fits is written to areas.geojson in the case.
    """
    from geo.gazetteer import open_gazetteer
    from layers.areas.file import AreaFileError, open_area_file
    from layers.areas.outlines import Credit, find_credit, take_areas

    whole = _read_case(case, encoding)
    chosen = _read_take(take)
    with open_gazetteer() as gazetteer:
        regions = _find_regions(whole, gazetteer, chosen)
        try:
            with open_area_file(file, layer=layer) as opened:
                features = opened.list_features()
                credit = Credit(attribution, license_) if attribution else find_credit(opened, features)
                if credit is None:
                    stop(
                        f"--attribution: {file.name} does not say whose outlines it holds; write whom the map must "
                        "credit, such as --attribution 'geoBoundaries, CC BY 4.0'",
                        WRONG_USAGE,
                    )
                taken = take_areas(
                    regions, opened, features, credit=credit, source=file.name, day=_today(), gazetteer=gazetteer,
                    take=chosen,
                )  # fmt: skip
        except AreaFileError as wrong:
            stop(f"{wrong}; nothing was changed", DATA_FAULT)
    _write(case, taken, as_json=as_json, empty="No place of this case is a region.")


@areas.command("fetch")
@CASE
@click.option("--refresh", is_flag=True, help="Ask also for regions that have an outline already.")
@MOST_REQUESTS
@ENCODING
@JSON
def fetch(case: Path, refresh: bool, most_requests: int | None, encoding: str | None, as_json: bool) -> None:
    """
    Ask the geocoding service for the outlines that are missing.

    Only where the case or your configuration sets Nominatim, and a contact; the others give no outlines.
    """
    from geo.gazetteer import open_gazetteer
    from layers.areas.fetch import fetch_areas
    from layers.geocoding.asking import CeilingError
    from layers.geocoding.service import find_config

    whole = _read_case(case, encoding)
    asking = open_asking(whole, most_requests)
    if asking is None or asking.service.name != "nominatim":
        stop(
            'areas fetch: needs Nominatim; set service = "nominatim" and contact under [geocoder] in case.toml or in '
            f"{find_config().as_posix()}",
            WRONG_USAGE,
        )
    with open_gazetteer() as gazetteer:
        regions = _find_regions(whole, gazetteer, {})
        wanted = [one for one in regions if refresh or find_area(whole.areas, one.text, one.place) is None]
        try:
            fetched = fetch_areas(wanted, asking, gazetteer=gazetteer, again=refresh)
        except CeilingError as ceiling:
            stop(f"{ceiling}. Nothing was asked. Allow it with --most-requests {ceiling.count}.", WRONG_USAGE)
    if fetched.requests:
        say(f"Asked {asking.service.host} ({say_count(fetched.requests, 'request')}).")
    _write(
        case, fetched.taken, as_json=as_json, empty="No region of this case is without an outline.",
        in_vain=bool(fetched.troubles),
    )  # fmt: skip
    for trouble in fetched.troubles:
        say(trouble)
    if fetched.troubles:
        sys.exit(SURROUNDINGS)


@areas.command("list")
@CASE
@ENCODING
@JSON
def list_(case: Path, encoding: str | None, as_json: bool) -> None:
    """List the regions of a case, and by which outline each is drawn."""
    from geo.gazetteer import open_gazetteer

    whole = _read_case(case, encoding)
    with open_gazetteer() as gazetteer:
        regions = _find_regions(whole, gazetteer, {})
    for region in regions:
        area = find_area(whole.areas, region.text, region.place)
        if as_json:
            print_json(
                {
                    "place": region.text,
                    "texts": list(region.texts),
                    "id": region.place.gazetteer_id,
                    "exact": area is not None,
                    "name": area.name if area else "",
                    "attribution": area.attribution if area else "",
                    "license": area.license if area else "",
                    "source": area.source if area else "",
                    "source_id": area.source_id if area else "",
                }
            )
        else:
            words = (
                f"exact: {area.name}, {area.attribution}, from {area.source or FILE_NAME}" if area else "approximate"
            )
            click.echo(f"{region.text}  {words}")
    if not regions:
        say("No place of this case is a region.")


def _read_case(folder: Path, encoding: str | None) -> Case:
    """Read a case; a fault in its areas stops here, others are for `check`."""
    case = read_case(folder, encoding=encoding)
    stop_unreadable(case)
    stop_on([fault for fault in case.faults if fault.file == (folder / FILE_NAME).as_posix()])
    return case


def _find_regions(case: Case, gazetteer: Gazetteer, chosen: dict[str, str]) -> list[Region]:
    from layers.areas.match import find_regions

    taken = take_places(case, gazetteer=gazetteer)
    regions = find_regions(taken.by_text, gazetteer)
    known = {text for region in regions for text in region.texts}
    for text in chosen:
        if text not in known:
            there = ", ".join(repr(one) for one in sorted(known)[:8]) or "none"
            stop(f"--take: {text[:80]!r} is no region of this case; its regions are {there}", WRONG_USAGE)
    return regions


def _read_take(words: Sequence[str]) -> dict[str, str]:
    chosen = {}
    for word in words:
        text, found, value = word.rpartition("=")
        if not found or not text.strip() or not value.strip():
            stop(
                f"--take: {word[:80]!r} is not TEXT=ID; write such as --take 'Kursk region, Russia=RU-KRS'", WRONG_USAGE
            )
        chosen[text.strip()] = value.strip()
    return chosen


def _write(case: Path, taken: Sequence[Taken], *, as_json: bool, empty: str, in_vain: bool = False) -> None:
    """Write what was found, and say of each region what came of it; end with 1 where none was, unless asked in vain."""
    found = [one.area for one in taken if one.area is not None]
    if found:
        write_areas(case, found)
    for one in taken:
        if as_json:
            area = one.area
            print_json(
                {
                    "place": one.region.text,
                    "taken": area is not None,
                    "name": area.name if area else "",
                    "source_id": area.source_id if area else "",
                    "attribution": area.attribution if area else "",
                    "reason": one.reason,
                }
            )
        else:
            click.echo(f"{one.region.text}  {'is' if one.area else 'stays approximate:'} {one.reason}")
    if not taken:
        say(empty)
    elif found:
        say(f"{say_count(len(found), 'outline')} written to {(case / FILE_NAME).as_posix()}.")
    elif not in_vain:
        say("No region of the case was found; nothing was changed.")
        sys.exit(DATA_FAULT)


def _today() -> str:
    return datetime.datetime.now(datetime.UTC).date().isoformat()
