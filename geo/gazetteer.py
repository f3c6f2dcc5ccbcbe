"""The compiled gazetteer: what a name may mean, and which cities a view of the map shows."""

from __future__ import annotations

import math
from array import array
from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from functools import cached_property, lru_cache
from pathlib import Path
from typing import Final

from geo.entry import Area, City, Entry
from geo.names import KINDS, Kind, fold_name
from geo.sheet import COMPILED, GazetteerError, NoGazetteerError, Sheet, find_file, open_sheet
from geo.sphere import distance_km

__all__ = [
    "COMPILED", "PRIMARY", "Area", "City", "Entry", "Gazetteer", "GazetteerError", "NoGazetteerError", "distance_km",
    "open_gazetteer",
]  # fmt: skip

_SOURCES: Final = {"region": "dateline", "airport": "airportsdata"}
_DEGREE: Final = 1e-5
PRIMARY: Final = 1 << 31
"""The bit of a match that tells that the name is the entry's own, and not also used for it."""
_NUMBER: Final = PRIMARY - 1
_NOWHERE: Final = 2**32 - 1


class Gazetteer:
    """
    The compiled gazetteer, opened to read.

    Made by `open_gazetteer`; `close` it, or use it in a ``with`` block.
    """

    def __init__(self, sheet: Sheet) -> None:
        self.path = sheet.path
        self.sheet = sheet
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
        self.sheet.close()

    def find_numbers(self, key: str) -> list[int]:
        """Give the entries that a folded name may mean, by kind and then the best known first."""
        return [match & _NUMBER for match in self.find_matches(key)]

    def find_matches(self, key: str) -> Sequence[int]:
        """Give the like, each with the bit `PRIMARY` set where the name is the entry's own and not also used for it."""
        return self.sheet.find_name(key)

    def read_keys(self, ranges: Iterable[tuple[str, str]]) -> Iterator[str]:
        """Give all folded names that lie between the ends of some ranges, the upper end left out."""
        for lower, upper in ranges:
            yield from self.sheet.list_keys(lower, upper)

    def find_entries(self, name: str) -> list[Entry]:
        """
        Give all entries that a name may mean, in no order of likelihood beyond kind and size.

        The name is taken whole: "Kursk region" and "Kursk, Russia" are for `resolve_place`.
        """
        return [self.read_entry(number) for number in self.find_numbers(fold_name(name))]

    def range_of(self, kind: Kind) -> tuple[int, int]:
        """Give the first entry of a kind, and the one after its last."""
        position = KINDS.index(kind)
        return self.starts[position], self.starts[position + 1]

    def kind_of(self, number: int) -> Kind:
        """Give the kind of an entry."""
        return KINDS[bisect_right(self.starts, number) - 1]

    def list_kind(self, kind: Kind) -> range:
        """Give the numbers of all entries of a kind, the best known first."""
        position = KINDS.index(kind)
        return range(self.starts[position], self.starts[position + 1])

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
        for number in range(*self.range_of("place")):
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
        cells: dict[tuple[int, int], list[int]] = {}
        for number in range(*self.range_of(kind)):
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
        return self.sheet.read_texts(number)[1]

    def _read_entry(self, number: int) -> Entry:
        gid, name, *more = self.sheet.read_texts(number)
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
            population=self.sizes[number] if kind not in ("airport", "region") else 0,
            country=country,
            admin1="" if division is None else name if division == number else self.read_name(division),
            admin1_code=code,
            radius_m=int(more[0]) if more else 0,
            gazetteer="geonames"
            if kind == "region" and gid.endswith(f":{geonames_id}")
            else _SOURCES.get(kind, "geonames"),
            countries=countries,
            members=members,
            admin2="" if second is None else name if second == number else self.read_name(second),
            admin2_code=more[2] if kind == "admin2" else "",
            geonames_id=geonames_id if geonames_id.isdecimal() else "",
        )

    @cached_property
    def lons(self) -> array[int]:
        """Longitudes of all entries in 1e-5 degrees."""
        return self.sheet.read_column("i", "lon")

    @cached_property
    def lats(self) -> array[int]:
        """Latitudes of all entries in 1e-5 degrees."""
        return self.sheet.read_column("i", "lat")

    @cached_property
    def sizes(self) -> array[int]:
        """
        Population; of an airport 3 (well known), 2 (international), 1 (has an IATA code) or 0; of a region 1 where it
        is one of our own table.
        """
        return self.sheet.read_column("I", "size")

    @cached_property
    def area_numbers(self) -> array[int]:
        """Position in `areas` of the area that each entry lies in."""
        return self.sheet.read_column("H", "area")

    @cached_property
    def seconds(self) -> array[int]:
        """Entry of the second-order division that each entry lies in; the greatest uint32 for none."""
        return self.sheet.read_column("I", "second")

    @cached_property
    def demonyms(self) -> dict[str, list[int]]:
        """Folded words for people and things of a place ("peruvian"), and the entries that they stand for."""
        found: dict[str, list[int]] = self.sheet.read_json("demonyms")
        return found

    @cached_property
    def abbreviations(self) -> dict[str, list[int]]:
        """Short forms as they are written ("Calif.", "NSW"), and the entries; they are names too, folded."""
        found: dict[str, list[int]] = self.sheet.read_json("abbreviations")
        return found

    @cached_property
    def areas(self) -> list[Area]:
        """All areas; regions lie in the empty one."""
        pairs = (area.split(".", 1) for area in self.sheet.read_block("areas").decode().split("\n"))
        return [(country, code) for country, code in pairs]

    @cached_property
    def starts(self) -> tuple[int, ...]:
        """First entry of each kind in the order of `geo.names.KINDS`, then the number of all."""
        return tuple(self.sheet.read_column("I", "starts"))

    @cached_property
    def capitals(self) -> frozenset[int]:
        """Entries of the capitals of countries."""
        return frozenset(self.sheet.read_column("I", "capitals"))

    @cached_property
    def _countries(self) -> dict[str, int]:
        return {self.area_of(n)[0]: n for n in range(*self.range_of("country"))}

    @cached_property
    def _divisions(self) -> dict[Area, int]:
        return {self.area_of(n): n for n in range(*self.range_of("admin1"))}


def open_gazetteer(path: Path | None = None) -> Gazetteer:
    """
    Open a compiled gazetteer.

    Parameters
    ----------
    path
        The compiled file; by default the one that `geo.sheet.find_file` gives.

    Raises
    ------
    GazetteerError
        If there is no such file, or it is not a gazetteer, is broken, or of another version.
    """
    return Gazetteer(open_sheet(path or find_file()))
