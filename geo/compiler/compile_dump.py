"""
Compile a full dump of GeoNames into the form of the installed gazetteer.

Millions of rows are put in order on disk; in memory stand a few bytes for each settlement. Airports, further names of
countries, and our own tables are those of the installed gazetteer.
"""

from __future__ import annotations

import tempfile
from array import array
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Final

from geo.compiler.airports import Neighbours
from geo.compiler.base import Base, read_base
from geo.compiler.capitals import Capitals
from geo.compiler.countries import build_countries, build_divisions
from geo.compiler.draft import Draft, fold_names, list_town_names, read_points
from geo.compiler.dump import Dump, Feature
from geo.compiler.extent import AreaKey, Extent, Settlements
from geo.compiler.packages import Division
from geo.compiler.regions import build_regions
from geo.compiler.rows import BadRows, DumpError, Follow, is_id
from geo.compiler.scratch import Scratch
from geo.compiler.seats import RADIUS_M
from geo.compiler.stamp import make_stamp
from geo.compiler.towns import fold_spellings
from geo.compiler.words import build_words
from geo.compiler.writing import write_sheet, write_whole
from geo.gazetteer import Gazetteer

# Of the airports' neighbours only settlements that a map shows.
_NEIGHBOUR_PEOPLE: Final = 500
_ADMINISTRATIVE: Final = ("ADM1", "ADM2")


@dataclass(frozen=True, slots=True)
class Compiled:
    """What came of a compilation."""

    features: int
    """Rows of the main table that were right."""
    entries: int
    bad: BadRows


@dataclass(slots=True)
class _Known:
    """What the small tables tell, and what the main one says of countries and divisions."""

    countries: list[dict[str, Any]]
    divisions: dict[int, Division]
    codes: dict[int, tuple[str, str, str]]
    """Country and codes of each division, by its GeoNames id."""
    points: dict[AreaKey, tuple[float, float]] = field(default_factory=dict)
    also: dict[int, list[str]] = field(default_factory=dict)


def compile_dump(dump: Dump, target: Path, *, base: Gazetteer, follow: Follow | None = None) -> Compiled:
    """
    Compile a dump into `target`, whole or not at all.

    Parameters
    ----------
    dump
        From `geo.compiler.dump.find_dump`.
    target
        The file to write; its folder is made when missing.
    base
        The installed gazetteer.
    follow
        Told how far the work is.

    Raises
    ------
    DumpError
        If a file is cut off or broken, or the tables are of something else: nothing that they say fits.
    """
    bad = BadRows()
    stamp = make_stamp([f"{path.name} {path.stat().st_size}" for path in dump.list_files()])
    with write_whole(target) as temporary, tempfile.TemporaryDirectory(dir=target.parent, prefix=".gazetteer-") as near:
        scratch = Scratch(Path(near) / "scratch.sqlite")
        try:
            compiling = _Compiling(dump, scratch, read_base(base), bad, follow)
            features = compiling.fill()
            if follow is not None:
                follow("Putting in order", 0, 0)
            numbers = scratch.number()
            write_sheet(
                temporary,
                scratch,
                capitals=[numbers[draft] for draft in compiling.capitals.list_drafts()],
                words=build_words(scratch),
                notes={
                    "stamp": stamp,
                    "sources": "\n".join(_date(path) for path in dump.list_files()),
                    "credits": base.sheet.read_notes().get("credits", ""),
                    "kind": "dump",
                },
            )
        finally:
            scratch.close()
    return Compiled(features, scratch.count, bad)


def _date(path: Path) -> str:
    import datetime

    day = datetime.datetime.fromtimestamp(path.stat().st_mtime, tz=datetime.UTC).date()
    return f"{path.name} of {day.isoformat()}"


class _Compiling:
    """One compilation at work."""

    def __init__(self, dump: Dump, scratch: Scratch, base: Base, bad: BadRows, follow: Follow | None) -> None:
        self._dump, self._scratch, self._base, self._bad, self._follow = dump, scratch, base, bad, follow
        self._known = self._read_known()
        self.capitals = Capitals(self._known.countries)
        self._settlements, self._neighbours = Settlements(), Neighbours()
        # The draft of each GeoNames id, four bytes for each id there is.
        self._draft_of = array("I")

    def fill(self) -> int:
        """Put everything into the scratch; give the number of rows that were right."""
        parents = self._read_parents()
        also, count = list_town_names(), 0
        for feature in self._dump.features(self._bad, follow=self._follow):
            count += 1
            self._take(feature, parents, also)
        if not count or not self._settlements:
            raise DumpError(f"{self._dump.list_files()[0]}: holds no settlement; it is no dump of GeoNames")
        for gid, name in self._dump.names(self._bad, wanted=self._is_wanted, follow=self._follow):
            if gid in self._known.divisions:
                self._known.also.setdefault(gid, []).append(name)
            draft = self._draft_of[gid] if gid < len(self._draft_of) else 0
            if draft:
                self._scratch.add_names(draft, fold_names((name,)))
        points = {**read_points(), **self._known.points}
        # Where no settlement carries a division's code, the dump still knows its middle.
        bare = {area: Extent(*points[area], RADIUS_M, 0) for area in self._known.codes.values() if area in points}
        extents = {**bare, **self._settlements.measure(points)}
        divisions = [
            division._replace(also=(*division.also, *self._known.also.get(gid, ())))
            for gid, division in self._known.divisions.items()
        ]
        for built in (
            *build_countries(self._known.countries, extents=extents, names=self._base.country_names),
            *build_divisions(divisions, extents=extents, titles={}),
            *build_regions(),
            *self._base.build_airports(self._neighbours),
        ):
            self._scratch.add(built)
        return count

    def _take(self, feature: Feature, parents: dict[int, int], also: dict[str, list[str]]) -> None:
        known = self._known
        gid, point = feature.geonames_id, (feature.lon, feature.lat)
        if gid in known.divisions:
            known.points[known.codes[gid]] = point
            if feature.also:
                known.also.setdefault(gid, []).extend(feature.also)
            return
        if feature.code.startswith("PCL") and feature.country:
            known.points.setdefault((feature.country, "", ""), point)
            return
        country, code, code2 = feature.country, feature.admin1, feature.admin2
        if not code and gid in parents:
            country, code, code2 = known.codes[parents[gid]]
        if feature.sort == "P":
            draft = Draft(
                kind="place",
                gid=str(gid),
                name=feature.name,
                lon=feature.lon,
                lat=feature.lat,
                size=feature.people,
                country=country,
                code=code,
                code2=code2,
                keys=fold_spellings(
                    feature.name, feature.also, lon=feature.lon, lat=feature.lat, codes=self._base.airport_codes
                )
                | fold_names(also.get(str(gid), ())),
            )
            number = self._add(gid, draft)
            self.capitals.see(draft, number)
            self._settlements.add(*point, people=feature.people, area=(country, code, code2))
            if feature.people >= _NEIGHBOUR_PEOPLE:
                self._neighbours.add(draft)
        elif feature.wanted and feature.code not in _ADMINISTRATIVE:
            self._add(
                gid,
                Draft(
                    kind="region",
                    gid=f"{feature.word}:{gid}",
                    name=feature.name,
                    lon=feature.lon,
                    lat=feature.lat,
                    country=country,
                    radius_m=feature.radius_m,
                    geonames_id=str(gid),
                    keys=fold_names((feature.name, *(name for name in feature.also if len(name) > 2))),
                ),
            )

    def _add(self, gid: int, draft: Draft) -> int:
        number = self._scratch.add(draft)
        if gid >= len(self._draft_of):
            self._draft_of.frombytes(bytes(4 * (gid + 100_000 - len(self._draft_of))))
        self._draft_of[gid] = number
        return number

    def _is_wanted(self, gid: int) -> bool:
        """Whether the further names of a GeoNames id are of use."""
        return gid in self._known.divisions or (gid < len(self._draft_of) and self._draft_of[gid] > 0)

    def _read_known(self) -> _Known:
        bad, dump = self._bad, self._dump
        countries = []
        for line, cells in dump.rows("countryInfo", bad):
            if len(cells[0]) != 2 or not is_id(cells[16]) or not cells[7].isdecimal() or len(cells[7]) > 12:
                path = dump.tables["countryInfo"].path
                bad.add(path, line, reason="the country has no code of two letters, id and population", value=cells[0])
                continue
            countries.append(
                {
                    "iso": cells[0], "iso3": cells[1], "name": cells[4], "capital": cells[5],
                    "population": int(cells[7]), "geonameid": int(cells[16]),
                }
            )  # fmt: skip
        divisions = {}
        for name in ("admin1CodesASCII", "admin2Codes"):
            for line, cells in dump.rows(name, bad):
                parts = cells[0].split(".", 2)
                if len(parts) != (2 if name == "admin1CodesASCII" else 3) or not is_id(cells[3]) or not cells[1]:
                    bad.add(
                        dump.tables[name].path, line, reason="the division has no code, name and id", value=cells[0]
                    )
                    continue
                country, code, code2 = (*parts, "")[:3]
                divisions[int(cells[3])] = Division(country, code, code2, cells[3], cells[1], (cells[2],))
        if not countries or not divisions:
            files = [dump.tables[name].path.name for name in ("countryInfo", "admin1CodesASCII", "admin2Codes")]
            raise DumpError(f"{', '.join(files)}: hold no country or no division; they are no files of GeoNames")
        codes = {gid: (d.country, d.code, d.code2) for gid, d in divisions.items()}
        return _Known(countries, divisions, codes)

    def _read_parents(self) -> dict[int, int]:
        """Give the division that the hierarchy puts a feature in, by GeoNames id."""
        found: dict[int, int] = {}
        for line, cells in self._dump.rows("hierarchy", self._bad, follow=self._follow):
            if not (is_id(cells[0]) and is_id(cells[1])):
                path = self._dump.tables["hierarchy"].path
                self._bad.add(path, line, reason="parent or child is no number", value="|".join(cells[:2]))
            elif int(cells[0]) in self._known.divisions:
                found[int(cells[1])] = int(cells[0])
        return found
