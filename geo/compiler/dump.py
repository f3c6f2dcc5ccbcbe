"""A dump of GeoNames: which files it is made of, and what a row of its main table becomes."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Final, NamedTuple

from geo.compiler.rows import ID_MOST, BadRows, DumpError, Follow, Table, is_id, is_name

# https://download.geonames.org/export/dump/readme.txt names the columns; by file: how many, and whether we need it.
TABLES: Final = {
    "allCountries": (19, True),
    "admin1CodesASCII": (4, True),
    "admin2Codes": (4, True),
    "countryInfo": (17, True),
    "alternateNamesV2": (4, False),
    "hierarchy": (2, False),
}
# No names: codes, addresses, sounds.
_NO_NAMES: Final = frozenset(
    ("post", "link", "iata", "icao", "faac", "tcid", "unlc", "wkdt", "phon", "lauc", "nuts", "abbr")
)
# Always taken, other features of nature and buildings only where they are known by several names: of the millions of
# streams, hills, churches and farms hardly one is spoken of outside its parish, and many are called alike.
_ALWAYS: Final = frozenset((
    "OCN", "SEA", "GULF", "STRT", "ISLS", "RGN", "RGNE", "CONT", "DSRT", "PEN", "MTS", "MILB", "AIRB", "NVB", "PRT",
    "PS", "PSN", "DAM",
))  # fmt: skip
_SPELLINGS: Final = 5
_WORDS: Final = {
    "OCN": "ocean", "SEA": "sea", "GULF": "gulf", "STRT": "strait", "BAY": "bay", "LK": "lake", "STM": "river",
    "CNL": "canal", "RSV": "reservoir", "ISL": "island", "ISLS": "islands", "PEN": "peninsula", "CAPE": "cape",
    "MT": "mountain", "MTS": "mountains", "PK": "mountain", "VLC": "volcano", "VAL": "valley", "DSRT": "desert",
    "PASS": "pass", "RGN": "region", "RGNE": "region", "RGNH": "historic region", "CONT": "continent", "PRK": "park",
    "RESN": "reserve", "FRST": "forest", "GLCR": "glacier", "RF": "reef", "SHOL": "shoal", "ADM3": "district",
    "ADM4": "district", "ADMD": "district", "ADM5": "district",
}  # fmt: skip
_CLASS_WORDS: Final = {
    "H": "water", "L": "area", "R": "road", "S": "site", "T": "landform", "U": "sea floor", "V": "wood",
    "A": "district",
}  # fmt: skip
_RADIUS_KM: Final = {"H": 20.0, "L": 30.0, "R": 10.0, "S": 2.0, "T": 15.0, "U": 50.0, "V": 10.0, "A": 15.0}


class Feature(NamedTuple):
    """A row of the main table."""

    geonames_id: int
    name: str
    also: list[str]
    lon: float
    lat: float
    sort: str
    """Class of the feature: P a settlement, A a division, H water, T land, L area, S building, …"""
    code: str
    country: str
    admin1: str
    admin2: str
    people: int

    @property
    def word(self) -> str:
        """What it is, for a reader."""
        return _WORDS.get(self.code, _CLASS_WORDS.get(self.sort, "place"))

    @property
    def radius_m(self) -> int:
        """How far it may reach: of its class, since the dump has no extents."""
        return round(_RADIUS_KM.get(self.sort, 10.0) * 1000)

    @property
    def wanted(self) -> bool:
        """Whether it is one that reports speak of."""
        return self.code in _ALWAYS or (self.code != "AIRP" and len(self.also) >= _SPELLINGS)


@dataclass(frozen=True, slots=True)
class Dump:
    """The files of a dump, found by `find_dump`."""

    tables: dict[str, Table]

    def rows(self, name: str, bad: BadRows, *, follow: Follow | None = None) -> Iterator[tuple[int, list[str]]]:
        """Give number and cells of each whole row of a table; none where the dump has no such table."""
        table = self.tables.get(name)
        return iter(()) if table is None else table.rows(bad, follow=follow)

    def list_files(self) -> list[Path]:
        """Give the files in a fixed order."""
        return [self.tables[name].path for name in TABLES if name in self.tables]

    def features(self, bad: BadRows, *, follow: Follow | None = None) -> Iterator[Feature]:
        """Give the rows of the main table that are right."""
        path = self.tables["allCountries"].path
        for line, cells in self.rows("allCountries", bad, follow=follow):
            try:
                gid, lat, lon = int(cells[0]), float(cells[4]), float(cells[5])
                people = int(cells[14] or 0)
            except ValueError:
                bad.add(path, line, reason="id, coordinates or population is no number", value="|".join(cells[:6]))
                continue
            if not (0 < gid < ID_MOST and -90 <= lat <= 90 and -180 <= lon <= 180 and people >= 0):
                bad.add(path, line, reason="id, coordinates or population out of range", value=f"{gid} {lat} {lon}")
                continue
            if not is_name(cells[1]):
                bad.add(path, line, reason="the name is empty, too long or holds control characters", value=cells[1])
                continue
            if len(cells[8]) not in (0, 2):
                bad.add(path, line, reason="the country is no code of two letters", value=cells[8])
                continue
            also = [name for name in (cells[2], *cells[3].split(",")) if is_name(name)]
            yield Feature(
                gid, cells[1], also, lon, lat, cells[6], cells[7], cells[8],
                cells[10] if cells[10] != "00" else "", cells[11], people,
            )  # fmt: skip

    def names(
        self, bad: BadRows, *, wanted: Callable[[int], bool], follow: Follow | None = None
    ) -> Iterator[tuple[int, str]]:
        """Give GeoNames id and name of each further name of what is wanted; codes and addresses are left out."""
        table = self.tables.get("alternateNamesV2")
        for line, cells in self.rows("alternateNamesV2", bad, follow=follow):
            if not is_id(cells[1]):
                bad.add(
                    table.path if table else Path(), line, reason="the id is no number, or out of range", value=cells[1]
                )
            elif cells[2] not in _NO_NAMES and wanted(int(cells[1])) and is_name(cells[3]):
                yield int(cells[1]), cells[3]


def find_dump(folder: Path) -> Dump:
    """
    Find the files of a dump in a folder, each as text or as zip archive.

    Raises
    ------
    DumpError
        If the folder, or one of the files that are needed, is not there.
    """
    if not folder.is_dir():
        raise DumpError(f"{folder}: is not a folder; name the one that holds allCountries.txt or allCountries.zip")
    tables = {}
    for name, (columns, _) in TABLES.items():
        # The text is newer where both are there: somebody unpacked it.
        path = next((p for p in (folder / f"{name}.txt", folder / f"{name}.zip") if p.is_file()), None)
        if path is not None:
            tables[name] = Table(path, columns)
    missing = [name for name, (_, needed) in TABLES.items() if needed and name not in tables]
    if missing:
        raise DumpError(
            f"{folder}: there is no {' and no '.join(f'{name}.txt' for name in missing)}; get it from GeoNames' dump "
            "(https://download.geonames.org/export/dump/), or run `dateline gazetteer --download`"
        )
    return Dump(tables)
