"""The compiled gazetteer: what a name may mean, and which cities a view of the map shows."""

from __future__ import annotations

import json
import math
import sqlite3
import sys
from array import array
from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from functools import cached_property, lru_cache
from pathlib import Path
from typing import Final

from geo.entry import Area, City, Entry
from geo.names import KINDS, Kind, fold_name

__all__ = [
    "COMPILED",
    "PRIMARY",
    "Area",
    "City",
    "Entry",
    "Gazetteer",
    "GazetteerError",
    "distance_km",
    "open_gazetteer",
]

COMPILED = Path(__file__).with_name("compiled") / "gazetteer.sqlite"
_FORM: Final = 2
_NOWHERE: Final = 2**32 - 1
_SOURCES = {"region": "dateline", "airport": "airportsdata"}
_DEGREE = 1e-5
_EARTH_KM = 6371.0
PRIMARY = 1 << 31
_NUMBER = PRIMARY - 1


class GazetteerError(RuntimeError):
    """The gazetteer file is missing or is not one. Compiling it anew helps; a retry does not."""


class Gazetteer:
    """
    The compiled gazetteer, opened to read.

    Made by `open_gazetteer`; `close` it, or use it in a ``with`` block.
    """

    def __init__(self, db: sqlite3.Connection, path: Path) -> None:
        self.path = path
        self._db = db
        self._find = db.cursor()
        self.read_entry = lru_cache(maxsize=4096)(self._read_entry)
        self._cells = lru_cache(maxsize=None)(self._build_cells)
        self.read_name = lru_cache(maxsize=16384)(self._read_name)

    def __enter__(self) -> Gazetteer:
        """Give the gazetteer itself; the block's end closes it."""
        return self

    def __exit__(self, *_: object) -> None:
        """Close the file."""
        self.close()

    def close(self) -> None:
        """Close the file."""
        self._db.close()

    def find_numbers(self, key: str) -> list[int]:
        """Give the entries that a folded name may mean, by kind and then the best known first."""
        return [match & _NUMBER for match in self.find_matches(key)]

    def find_matches(self, key: str) -> Sequence[int]:
        """Give the like, each with the bit `PRIMARY` set where the name is the entry's own and not also used for it."""
        row = self._find.execute("SELECT entries FROM name WHERE key = ?", (key,)).fetchone()
        if row is None:
            return ()
        block: bytes = row[0]
        if len(block) == 4:
            return (int.from_bytes(block, "little"),)
        found = array("I", block)
        if sys.byteorder == "big":
            found.byteswap()
        return found

    def read_keys(self, ranges: Iterable[tuple[str, str]]) -> Iterator[str]:
        """Give all folded names that lie between the ends of some ranges, the upper end left out."""
        for lower, upper in ranges:
            for row in self._db.execute("SELECT key FROM name WHERE key >= ? AND key < ?", (lower, upper)):
                yield row[0]

    def find_entries(self, name: str) -> list[Entry]:
        """
        Give all entries that a name may mean, in no order of likelihood beyond kind and size.

        The name is taken whole: "Kursk region" and "Kursk, Russia" are for `resolve_place`.
        """
        return [self.read_entry(number) for number in self.find_numbers(fold_name(name))]

    def kind_of(self, number: int) -> Kind:
        """Give the kind of an entry."""
        return KINDS[bisect_right(self.starts, number) - 1]

    def area_of(self, number: int) -> Area:
        """Give country and admin-1 code of an entry, both empty for a region."""
        return self.areas[self.area_numbers[number]]

    def point_of(self, number: int) -> tuple[float, float]:
        """Give the (lon, lat) of an entry in degrees."""
        return self.lons[number] * _DEGREE, self.lats[number] * _DEGREE

    def admin2_of(self, number: int) -> int | None:
        """Give the entry of the second-order division that an entry lies in, None where there is none."""
        second = self.seconds[number]
        return None if second == _NOWHERE else second

    def find_demonyms(self, key: str) -> tuple[int, ...]:
        """Give the entries for whose people or things a folded word stands: "peruvian" for Peru."""
        return tuple(self.demonyms.get(key, ()))

    def find_country(self, code: str) -> int | None:
        """Give the entry of a country by its ISO alpha-2 code, None where there is no such country."""
        return self._countries.get(code)

    def find_admin1(self, country: str, code: str) -> int | None:
        """Give the entry of a first-order division, None where the gazetteer has no name for it."""
        return self._divisions.get((country, code))

    def find_cities(
        self, bbox: tuple[float, float, float, float], *, limit: int, min_population: int = 0
    ) -> list[City]:
        """
        Give the most populous settlements in a box, for the labels of a map.

        Parameters
        ----------
        bbox
            West, south, east, north in degrees; west > east spans the antimeridian.
        limit
            At most so many.
        min_population
            Leave out smaller ones, and ones of unknown population unless 0.
        """
        west, south, east, north = (round(edge / _DEGREE) for edge in bbox)
        found: list[City] = []
        lons, lats, sizes = self.lons, self.lats, self.sizes
        for number in range(self.starts[3], self.starts[4]):
            if sizes[number] < min_population or len(found) >= limit:
                break
            lon = lons[number]
            inside = west <= lon <= east if west <= east else lon >= west or lon <= east
            if inside and south <= lats[number] <= north:
                found.append(self._city(number))
        return found

    def find_capitals(self) -> list[City]:
        """Give the capitals of countries, the most populous first."""
        return [self._city(number) for number in sorted(self.capitals)]

    def find_near(self, kind: Kind, *, lon: float, lat: float, within_km: float) -> list[tuple[float, int]]:
        """Give distance in km and number of the entries of a kind round a point, nearest first."""
        reach_lat = within_km / 110.0
        reach_lon = reach_lat / max(0.01, math.cos(math.radians(min(89.0, abs(lat) + reach_lat))))
        cells = self._cells(kind)
        columns = range(math.floor(lon - reach_lon), math.floor(lon + reach_lon) + 1)
        found = []
        for row in range(math.floor(lat - reach_lat), math.floor(lat + reach_lat) + 1):
            for column in {(column + 180) % 360 - 180 for column in columns}:
                for number in cells.get((column, row), ()):
                    distance = distance_km((lon, lat), self.point_of(number))
                    if distance <= within_km:
                        found.append((distance, number))
        return sorted(found)

    def _build_cells(self, kind: Kind) -> dict[tuple[int, int], list[int]]:
        """Put the entries of a kind into squares of one degree."""
        position = KINDS.index(kind)
        cells: dict[tuple[int, int], list[int]] = {}
        for number in range(self.starts[position], self.starts[position + 1]):
            cell = self.lons[number] // 100_000, self.lats[number] // 100_000
            cells.setdefault(cell, []).append(number)
        return cells

    def _city(self, number: int) -> City:
        lon, lat = self.point_of(number)
        return City(
            name=self.read_name(number),
            lon=round(lon, 5),
            lat=round(lat, 5),
            population=self.sizes[number],
            capital=number in self.capitals,
            country=self.area_of(number)[0],
        )

    def _read_name(self, number: int) -> str:
        return self._read_texts(number)[1]

    def _read_texts(self, number: int) -> list[str]:
        """Give outside id, name, radius, countries and members of an entry, as compiled."""
        ends = self._text_ends
        start = ends[number - 1] if number else 0
        return self._texts[start : ends[number]].decode().split("\t")

    def _read_entry(self, number: int) -> Entry:
        gid, name, *more = self._read_texts(number)
        kind = self.kind_of(number)
        country, code = self.area_of(number)
        division = self._divisions.get((country, code)) if code else None
        countries: tuple[str, ...] = ()
        members: tuple[str, ...] = ()
        if kind == "region":
            countries, members = tuple(filter(None, more[1].split("|"))), tuple(filter(None, more[2].split("|")))
        second = self.admin2_of(number)
        geonames_id = more[1] if kind == "admin1" else more[3] if kind == "region" else "" if kind == "airport" else gid
        return Entry(
            number=number,
            kind=kind,
            id=gid,
            name=name,
            lon=round(self.lons[number] * _DEGREE, 5),
            lat=round(self.lats[number] * _DEGREE, 5),
            population=self.sizes[number] if kind != "airport" else 0,
            country=country,
            admin1="" if division is None else name if division == number else self.read_name(division),
            admin1_code=code,
            radius_m=int(more[0]) if more else 0,
            gazetteer=_SOURCES.get(kind, "geonames"),
            countries=countries,
            members=members,
            admin2="" if second is None else name if second == number else self.read_name(second),
            admin2_code=more[2] if kind == "admin2" else "",
            geonames_id=geonames_id if geonames_id.isdecimal() else "",
        )

    def _block(self, key: str) -> bytes:
        return bytes(self._db.execute("SELECT block FROM sheet WHERE key = ?", (key,)).fetchone()[0])

    def _column(self, code: str, key: str) -> array[int]:
        column = array(code)
        column.frombytes(self._block(key))
        if sys.byteorder == "big":
            column.byteswap()
        return column

    @cached_property
    def lons(self) -> array[int]:
        """Longitudes of all entries in 1e-5 degrees."""
        return self._column("i", "lon")

    @cached_property
    def lats(self) -> array[int]:
        """Latitudes of all entries in 1e-5 degrees."""
        return self._column("i", "lat")

    @cached_property
    def sizes(self) -> array[int]:
        """Population; of an airport 3 (well known), 2 (international), 1 (has an IATA code) or 0."""
        return self._column("I", "size")

    @cached_property
    def area_numbers(self) -> array[int]:
        """Position in `areas` of the area that each entry lies in."""
        return self._column("H", "area")

    @cached_property
    def seconds(self) -> array[int]:
        """Entry of the second-order division that each entry lies in; the greatest uint32 for none."""
        return self._column("I", "second")

    @cached_property
    def demonyms(self) -> dict[str, list[int]]:
        """Folded words for people and things of a place ("peruvian"), and the entries that they stand for."""
        found: dict[str, list[int]] = json.loads(self._block("demonyms"))
        return found

    @cached_property
    def abbreviations(self) -> dict[str, list[int]]:
        """Short forms as they are written ("Calif.", "NSW"), and the entries; they are names too, folded."""
        found: dict[str, list[int]] = json.loads(self._block("abbreviations"))
        return found

    @cached_property
    def areas(self) -> list[Area]:
        """All areas; regions lie in the empty one."""
        pairs = (area.split(".", 1) for area in self._block("areas").decode().split("\n"))
        return [(country, code) for country, code in pairs]

    @cached_property
    def _texts(self) -> bytes:
        return self._block("texts")

    @cached_property
    def _text_ends(self) -> array[int]:
        return self._column("I", "text_ends")

    @cached_property
    def starts(self) -> tuple[int, ...]:
        """First entry of each kind in the order of `geo.names.KINDS`, then the number of all."""
        return tuple(self._column("I", "starts"))

    @cached_property
    def capitals(self) -> frozenset[int]:
        """Entries of the capitals of countries."""
        return frozenset(self._column("I", "capitals"))

    @cached_property
    def _countries(self) -> dict[str, int]:
        return {self.area_of(n)[0]: n for n in range(self.starts[0], self.starts[1])}

    @cached_property
    def _divisions(self) -> dict[Area, int]:
        return {self.area_of(n): n for n in range(self.starts[2], self.starts[3])}


def open_gazetteer(path: Path | None = None) -> Gazetteer:
    """
    Open the compiled gazetteer.

    Parameters
    ----------
    path
        The compiled file; by default the one beside this package.

    Raises
    ------
    GazetteerError
        If there is no such file, or it is not a gazetteer.
    """
    path = path or COMPILED
    if not path.is_file():
        raise GazetteerError(f"{path}: there is no compiled gazetteer; run `python -m geo.compile` to make it")
    try:
        # Immutable: nobody writes into the file, it is only ever replaced. Spares SQLite all locking.
        db = sqlite3.connect(f"{path.absolute().as_uri()}?mode=ro&immutable=1", uri=True, check_same_thread=False)
        if db.execute("SELECT 1 FROM note WHERE key = 'stamp'").fetchone() is None:
            raise sqlite3.DatabaseError("it has no stamp")
        if db.execute("PRAGMA user_version").fetchone()[0] != _FORM:
            raise sqlite3.DatabaseError("it was compiled by another version of Dateline")
    except sqlite3.Error as error:
        raise GazetteerError(f"{path}: not a compiled gazetteer ({error}); run `python -m geo.compile` anew") from error
    return Gazetteer(db, path)


def distance_km(a: tuple[float, float], b: tuple[float, float]) -> float:
    """Give the great-circle distance between two points (lon, lat) in degrees."""
    lat1, lat2 = math.radians(a[1]), math.radians(b[1])
    half = (
        math.sin((lat2 - lat1) / 2) ** 2
        + math.cos(lat1) * math.cos(lat2) * math.sin(math.radians(b[0] - a[0]) / 2) ** 2
    )
    return 2 * _EARTH_KM * math.asin(min(1.0, math.sqrt(half)))
