"""
Write the gazetteer file.

It holds what a name costs least to look up with:

``name``
    A folded spelling and the numbers of the entries it may mean, as little-endian uint32, ascending; the highest bit
    tells the entries whose own name it is from those that are also called so.
``sheet``
    Columns over all entries as one block each (longitude and latitude in 1e-5 degrees, size, area, second-order
    division, texts), so that any number of candidates is weighed without a query for each. The texts of an entry are
    its outside id, name and, but for places, radius in metres, then of a region its countries and members, of a
    division its GeoNames id and second-order code, with tabs between.

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
from collections.abc import Iterable, Mapping
from contextlib import contextmanager
from itertools import accumulate
from pathlib import Path
from typing import TYPE_CHECKING, Final

from geo.compiler.scratch import Scratch
from geo.names import KINDS

if TYPE_CHECKING:
    from collections.abc import Iterator

FORM: Final = 2
"""Of the file: what reads it must know it."""
NOWHERE: Final = 2**32 - 1
"""Where an entry lies in no second-order division."""
_APPLICATION: Final = 0x444C_475A  # "DLGZ", so that no foreign file is taken for a gazetteer


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
    areas = scratch.list_areas()
    area_numbers = {area: number for number, area in enumerate(areas)}
    starts = [0, *accumulate(scratch.count_kinds())]
    lon, lat, size, area = array("i"), array("i"), array("I"), array("H")
    ends, texts, second = array("I"), bytearray(), array("I")
    divisions: dict[tuple[str, str], int] = {}
    admin2 = KINDS.index("admin2")
    inside: list[tuple[str, str]] = []
    for number, (kind, people, x, y, country, code, code2, text) in enumerate(scratch.rows()):
        lon.append(x)
        lat.append(y)
        size.append(max(0, min(people, 2**32 - 1)))
        area.append(area_numbers[f"{country}.{code}"])
        texts += text.encode()
        ends.append(len(texts))
        key = f"{country}.{code}", code2
        if kind == admin2:
            divisions[key] = number
        second.append(NOWHERE)
        if code2:
            inside.append(key)
            second[number] = len(inside) - 1
    second = array("I", (n if n == NOWHERE else divisions.get(inside[n], NOWHERE) for n in second))
    blocks = {
        "texts": bytes(texts),
        "text_ends": _column(ends),
        "lon": _column(lon),
        "lat": _column(lat),
        "size": _column(size),
        "area": _column(area),
        "second": _column(second),
        "starts": _column(array("I", starts)),
        "capitals": _column(array("I", sorted(capitals))),
        "areas": "\n".join(areas).encode(),
        **{sort: json.dumps(found, ensure_ascii=False, sort_keys=True).encode() for sort, found in words.items()},
    }
    db = sqlite3.connect(path)
    try:
        db.executescript(
            "PRAGMA journal_mode = OFF; PRAGMA synchronous = OFF; PRAGMA page_size = 4096;"
            f"PRAGMA application_id = {_APPLICATION}; PRAGMA user_version = {FORM};"
            "CREATE TABLE name (key TEXT PRIMARY KEY, entries BLOB NOT NULL) WITHOUT ROWID;"
            "CREATE TABLE sheet (key TEXT PRIMARY KEY, block BLOB NOT NULL);"
            "CREATE TABLE note (key TEXT PRIMARY KEY, text TEXT NOT NULL);"
        )
        db.executemany("INSERT INTO sheet VALUES (?, ?)", sorted(blocks.items()))
        db.executemany("INSERT INTO note VALUES (?, ?)", sorted(notes.items()))
        # In the order of the keys, so that the tree is packed as it grows.
        db.executemany(
            "INSERT INTO name VALUES (?, ?)", ((key, _column(array("I", found))) for key, found in scratch.names())
        )
        db.commit()
    finally:
        db.close()


def _column(column: array[int]) -> bytes:
    if sys.byteorder == "big":
        column = column[:]
        column.byteswap()
    return column.tobytes()
