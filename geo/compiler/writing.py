"""
Write the gazetteer file.

It holds what a name costs least to look up with:

``name``
    A folded spelling and the numbers of the entries it may mean, as little-endian uint32, ascending; the highest bit
    tells the entries whose own name it is from those that are also called so.
``sheet``
    Columns over all entries as one block each (longitude and latitude in 1e-5 degrees, size, area, second-order
    division), so that any number of candidates is weighed without a query for each; and further words.
``entry``
    The texts of each entry: its outside id, name and, but for places, radius in metres, then of a region its countries,
    members and GeoNames id, of a division its GeoNames id and second-order code, with tabs between.
``note``
    What is to be known of the file: stamp, sources, credits.

Entries are numbered by kind (`geo.names.KINDS`) and, within a kind, from the best known to the least. So a list of
candidates in ascending order begins with the likely ones.
"""

from __future__ import annotations

import json
import os
import sqlite3
import sys
import tempfile
from array import array
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from itertools import accumulate
from pathlib import Path
from typing import Final

from geo.compiler.scratch import Row, Scratch
from geo.names import KINDS
from geo.sheet import APPLICATION, FORM

NOWHERE: Final = 2**32 - 1
"""Where an entry lies in no second-order division."""
_CODES: Final = {"lon": "i", "lat": "i", "size": "I", "area": "H", "second": "I"}


@contextmanager
def write_whole(target: Path) -> Iterator[Path]:
    """Give a file beside `target` to write to, which takes its place at the end of the block or vanishes."""
    target.parent.mkdir(parents=True, exist_ok=True)
    handle, name = tempfile.mkstemp(dir=target.parent, prefix=".gazetteer-", suffix=".tmp")
    os.close(handle)
    temporary = Path(name)
    try:
        yield temporary
        with temporary.open("rb+") as written:
            os.fsync(written.fileno())
        temporary.chmod(0o644)
        temporary.replace(target)
    finally:
        temporary.unlink(missing_ok=True)


def write_sheet(
    path: Path,
    scratch: Scratch,
    *,
    capitals: Iterable[int],
    words: Mapping[str, Mapping[str, list[int]]],
    notes: Mapping[str, str],
) -> None:
    """
    Write all that a scratch holds.

    Parameters
    ----------
    path
        An empty file.
    scratch
        Numbered.
    capitals
        Numbers of the capitals of countries.
    words
        Further words by their sort ("demonyms", "abbreviations"): word and the numbers it stands for.
    notes
        What is to be known of the file, "stamp" among it.
    """
    db = sqlite3.connect(path, isolation_level=None)
    try:
        db.executescript(
            "PRAGMA journal_mode = OFF; PRAGMA synchronous = OFF; PRAGMA page_size = 4096;"
            f"PRAGMA application_id = {APPLICATION}; PRAGMA user_version = {FORM};"
            "CREATE TABLE note (key TEXT PRIMARY KEY, text TEXT NOT NULL) WITHOUT ROWID;"
            "CREATE TABLE sheet (key TEXT PRIMARY KEY, block BLOB NOT NULL);"
            "CREATE TABLE entry (number INTEGER PRIMARY KEY, texts TEXT NOT NULL);"
            "CREATE TABLE name (key TEXT PRIMARY KEY, entries BLOB NOT NULL) WITHOUT ROWID;"
            "BEGIN"
        )
        columns = _Columns(scratch.list_areas())
        db.executemany("INSERT INTO entry VALUES (?, ?)", columns.take(scratch.rows()))
        blocks = {
            **columns.list_blocks(),
            "starts": encode(array("I", [0, *accumulate(scratch.count_kinds())])),
            "capitals": encode(array("I", sorted(capitals))),
            **{sort: json.dumps(found, ensure_ascii=False, sort_keys=True).encode() for sort, found in words.items()},
        }
        db.executemany("INSERT INTO sheet VALUES (?, ?)", sorted(blocks.items()))
        # In the order of the keys, so that the tree is packed as it grows.
        db.executemany(
            "INSERT INTO name VALUES (?, ?)", ((key, encode(array("I", found))) for key, found in scratch.names())
        )
        names = db.execute("SELECT count(*) FROM name").fetchone()[0]
        db.executemany("INSERT INTO note VALUES (?, ?)", sorted({**notes, "names": str(names)}.items()))
        db.execute("COMMIT")
    finally:
        db.close()


class _Columns:
    """What is known of every entry as a number, 18 bytes for each."""

    def __init__(self, areas: list[str]) -> None:
        self._areas = areas
        self._columns = {key: array(code) for key, code in _CODES.items()}

    def take(self, rows: Iterable[Row]) -> Iterator[tuple[int, str]]:
        """Take the numbers of the rows, and give number and texts of each."""
        area_numbers = {area: number for number, area in enumerate(self._areas)}
        divisions: dict[tuple[str, str], int] = {}
        inside: dict[tuple[str, str], int] = {}
        admin2 = KINDS.index("admin2")
        lon, lat, size, area, second = (self._columns[key] for key in _CODES)
        for number, (kind, people, x, y, country, code, code2, text) in enumerate(rows):
            lon.append(x)
            lat.append(y)
            size.append(max(0, min(people, 2**32 - 1)))
            area.append(area_numbers[f"{country}.{code}"])
            key = f"{country}.{code}", code2
            if kind == admin2:
                divisions[key] = number
            # Divisions are numbered after the places in them: which one is told at the end.
            second.append(inside.setdefault(key, len(inside)) if code2 else NOWHERE)
            yield number, text
        numbers = [divisions.get(key, NOWHERE) for key in inside]
        for number, found in enumerate(second):
            if found != NOWHERE:
                second[number] = numbers[found]

    def list_blocks(self) -> dict[str, bytes]:
        """Give the columns as bytes, and the names of the areas."""
        return {
            "areas": "\n".join(self._areas).encode(),
            **{key: encode(column) for key, column in self._columns.items()},
        }


def encode(column: array[int]) -> bytes:
    """Give a column as little-endian bytes."""
    if sys.byteorder == "big":
        column = column[:]
        column.byteswap()
    return column.tobytes()
