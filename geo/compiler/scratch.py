"""The drafts of a compilation on disk, so that a dump of any size is put in order within bounded memory."""

from __future__ import annotations

import sqlite3
from array import array
from collections.abc import Collection, Iterator
from itertools import groupby
from operator import itemgetter
from pathlib import Path
from typing import Final

from geo.compiler.draft import Draft
from geo.names import KINDS, fold_name, spell_out

PRIMARY: Final = 1 << 31
_AT_ONCE: Final = 20_000
_NO_TOWN: Final = -1
# A town that keeps its name for itself, and how far off others may not have it, in 1e-5 degrees of latitude.
_TOWN: Final = 10_000
_CLOSE_BY: Final = 36_000

Row = tuple[int, int, int, int, str, str, str, str]
"""Kind, size, longitude and latitude in 1e-5 degrees, country, codes of the divisions, texts."""


class Scratch:
    """Drafts as they come in; then, with numbers, the same in the order of the file."""

    def __init__(self, path: Path) -> None:
        self._db = sqlite3.connect(path, isolation_level=None)
        self._db.executescript(
            "PRAGMA journal_mode = OFF; PRAGMA synchronous = OFF; PRAGMA locking_mode = EXCLUSIVE;"
            "PRAGMA cache_size = -65536; PRAGMA temp_store = FILE;"
            "CREATE TABLE draft (id INTEGER PRIMARY KEY, kind, size, lon, lat, country, code, code2, gid, name, texts);"
            "CREATE TABLE name (key, draft);"
            "BEGIN"
        )
        self._drafts: list[tuple[object, ...]] = []
        self._names: list[tuple[str, int]] = []
        self.count = 0
        """Of the drafts taken in."""
        # Of settlements where they lie and how many live there, by the draft's id (there is no id 0).
        self._lons, self._lats, self._people = array("i", [0]), array("i", [0]), array("i", [0])

    def add(self, draft: Draft) -> int:
        """Take a draft in, and give its id: 1, 2, 3, …"""
        self.count += 1
        place = draft.kind == "place"
        self._lons.append(round(draft.lon * 1e5))
        self._lats.append(round(draft.lat * 1e5))
        self._people.append(min(draft.size, 2**31 - 1) if place else _NO_TOWN)
        own = fold_name(draft.name)
        keys = {*draft.keys, own, *map(spell_out, draft.keys)} - {""}
        region = draft.kind == "region"
        self._drafts.append(
            (
                self.count, KINDS.index(draft.kind), draft.size, round(draft.lon * 1e5), round(draft.lat * 1e5),
                "" if region else draft.country, "" if region else draft.code, draft.code2, draft.gid, draft.name,
                draft.texts(),
            )
        )  # fmt: skip
        # The sign tells an entry's own name from one that it is also called by.
        # New York City is called New York, where that is among its names; Kansas City is not called Kansas.
        owned = {own, spell_out(own), own.removesuffix(" city")}
        self._names += ((key, -self.count if key in owned else self.count) for key in keys)
        if len(self._drafts) >= _AT_ONCE:
            self._flush()
        return self.count

    def add_names(self, draft: int, keys: Collection[str]) -> None:
        """Add further folded names of a draft taken in before; those that it has already do no harm."""
        self._names += ((key, draft) for key in keys)
        self._names += ((spell_out(key), draft) for key in keys if " " in key)
        if len(self._names) >= 5 * _AT_ONCE:
            self._flush()

    def _flush(self) -> None:
        self._db.executemany("INSERT INTO draft VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)", self._drafts)
        self._db.executemany("INSERT INTO name VALUES (?, ?)", self._names)
        self._drafts.clear()
        self._names.clear()

    def number(self) -> array[int]:
        """Put all drafts in order, and give the number of each in the file, by its id (there is no id 0)."""
        self._flush()
        self._numbers = array("I", bytes(4 * (self.count + 1)))
        # By kind, from the best known to the least.
        self._db.execute("CREATE TABLE rank AS SELECT id FROM draft ORDER BY kind, size DESC, country, gid, name, id")
        self._db.execute("CREATE INDEX by_gid ON draft (kind, gid)")
        for number, (draft,) in enumerate(self._db.execute("SELECT id FROM rank ORDER BY rowid")):
            self._numbers[draft] = number
        return self._numbers

    def rows(self) -> Iterator[Row]:
        """Give the drafts in the order of their numbers."""
        yield from self._db.execute(
            "SELECT kind, size, lon, lat, country, code, code2, texts FROM rank JOIN draft ON draft.id = rank.id "
            "ORDER BY rank.rowid"
        )

    def names(self) -> Iterator[tuple[str, list[int]]]:
        """Give each key once, in order, with the numbers that it may mean; own names are marked `PRIMARY`."""
        found = self._db.execute("SELECT key, draft FROM name ORDER BY key")
        for key, group in groupby(found, key=itemgetter(0)):
            drafts = {draft for _, draft in group}
            if len(drafts) > 1:
                drafts -= self._find_borrowers(drafts)
            numbers = sorted(
                (self._numbers[abs(draft)], draft) for draft in drafts if draft < 0 or -draft not in drafts
            )
            yield key, [number | PRIMARY if draft < 0 else number for number, draft in numbers]

    def _find_borrowers(self, drafts: set[int]) -> set[int]:
        """
        Give the settlements that are also called as a town close by is called itself.

        GeoNames lists "Manhattan" among the names of New York City; who says it means Manhattan.
        """
        owners = [-draft for draft in drafts if draft < 0 and self._people[-draft] >= _TOWN]
        if not owners:
            return set()
        return {
            draft
            for draft in drafts
            if draft > 0
            and self._people[draft] != _NO_TOWN
            and any(
                abs(self._lats[draft] - self._lats[owner]) < _CLOSE_BY
                and abs(self._lons[draft] - self._lons[owner]) < 2 * _CLOSE_BY
                for owner in owners
                if owner != draft
            )
        }

    def find_target(self, code: str) -> int | None:
        """Give the number of a country ("RU"), division ("RU.41"), "region:donbas", or "place:524901"."""
        sort, _, name = code.rpartition(":")
        kind = {"region": "region", "place": "place"}.get(sort) or ("admin1" if "." in code else "country")
        # The outside id of a region begins with its own kind ("sea:black-sea").
        where = {"country": "country = ?", "region": "substr(gid, instr(gid, ':') + 1) = ?"}.get(kind, "gid = ?")
        found = self._db.execute(f"SELECT id FROM draft WHERE kind = ? AND {where}", (KINDS.index(kind), name))
        row = found.fetchone()
        return None if row is None else self._numbers[row[0]]

    def count_kinds(self) -> list[int]:
        """Count the drafts of each kind, in the order of `KINDS`."""
        counted = dict(self._db.execute("SELECT kind, count(*) FROM draft GROUP BY kind"))
        return [counted.get(kind, 0) for kind in range(len(KINDS))]

    def list_areas(self) -> list[str]:
        """Give all areas ("RU.41", "RU." for the country, "." for none) in order."""
        found = self._db.execute("SELECT DISTINCT country || '.' || code FROM draft")
        return sorted({area for (area,) in found} | {"."})

    def close(self) -> None:
        """Close the file; the caller removes it."""
        self._db.close()
