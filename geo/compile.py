"""
Compile the gazetteer: one SQLite file from the installed packages and our own tables.

Runs in a build hook, so it needs the standard library and the packages' files only.
"""

from __future__ import annotations

import hashlib
import sqlite3
import tempfile
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from geo.compiler.airports import Neighbours, build_airports
from geo.compiler.countries import build_countries, build_divisions
from geo.compiler.draft import TABLES, Draft, read_table, split_cell
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
from geo.compiler.towns import build_towns
from geo.compiler.words import build_words
from geo.compiler.writing import write_sheet, write_whole
from geo.names import fold_name
from geo.sheet import COMPILED, FORM


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
        if before.startswith(_stamp([]).split()[0]):
            return False
        raise
    versions = list_versions()
    stamp = _stamp([*versions, *(f"{p.name} {p.stat().st_size}" for p in inputs.list_files())])
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
    stamp = _stamp([f"{path.name} {path.stat().st_size}" for path in files])
    _compile(target, inputs, stamp=stamp, sources=[path.name for path in files])


def _stamp(inputs: Iterable[str]) -> str:
    """Return digests of our own code and tables, and of what else it was made from."""
    ours = hashlib.sha256(str(FORM).encode())
    here = Path(__file__)
    code = [here, here.with_name("names.py"), here.with_name("sphere.py"), *here.with_name("compiler").glob("*.py")]
    for path in sorted((*code, *TABLES.glob("*.csv")), key=lambda p: (p.parent.name, p.name)):
        ours.update(path.name.encode() + b"\0" + path.read_bytes() + b"\0")
    theirs = hashlib.sha256("\0".join(inputs).encode())
    return f"{ours.hexdigest()} {theirs.hexdigest()}"


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


class Capitals:
    """The draft of each country's capital, found while the towns come by."""

    def __init__(self, countries: Iterable[dict[str, Any]]) -> None:
        self._wanted = {c["iso"]: fold_name(c["capital"]) for c in countries if c["capital"]}
        self._best: dict[str, tuple[tuple[bool, int, str], int]] = {}

    def see(self, town: Draft, number: int) -> None:
        """Take a town for the capital where it bears its name; the most populous one whose own name it is first."""
        wanted = self._wanted.get(town.country)
        if wanted in town.keys:
            rank = fold_name(town.name) != wanted, -town.size, town.gid
            if town.country not in self._best or rank < self._best[town.country][0]:
                self._best[town.country] = rank, number

    def list_drafts(self) -> list[int]:
        """Give the drafts found."""
        return [number for _, number in self._best.values()]


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
                notes={"stamp": stamp, "sources": "\n".join(sources)},
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
    towns = build_towns(
        read_values(inputs.cities),
        codes=codes,
        inside=read_inside(inputs.inside, divisions),
        also=_read_towns(),
    )
    for town in towns:
        capitals.see(town, scratch.add(town))
        settlements.add(town.lon, town.lat, people=town.size, area=(town.country, town.code, town.code2))
        neighbours.add(town)
        if town.code and fold_name(town.name) == derived.get((town.country, town.code)):
            titles.setdefault((town.country, town.code, ""), town.name)
    points = {
        (*row["code"].partition(".")[::2], ""): (float(row["lon"]), float(row["lat"]))
        for row in read_table("points.csv")
    }
    extents = settlements.measure(points)
    for draft in (
        *build_countries(countries, extents=extents, names=read_country_names(inputs.country_names)),
        *build_divisions(divisions.values(), extents=extents, titles=titles),
        *build_regions(),
        *build_airports(airports, neighbours=neighbours),
    ):
        scratch.add(draft)
    return capitals.list_drafts()


def _read_towns() -> dict[str, list[str]]:
    """Give what else a town is called, by its GeoNames id; short forms too."""
    found = {row["id"]: split_cell(row, "also") for row in read_table("towns.csv")}
    for row in read_table("abbreviations.csv"):
        sort, _, gid = row["code"].rpartition(":")
        if sort == "place":
            found.setdefault(gid, []).extend(split_cell(row, "also"))
    return found


if __name__ == "__main__":
    print("compiled" if compile_installed() else "current", COMPILED)
