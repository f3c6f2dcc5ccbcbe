"""The gazetteer file opened to read: names, columns, texts. What is in it, `geo.compiler.writing` tells."""

from __future__ import annotations

import json
import os
import sqlite3
import sys
from array import array
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any, Final

FORM: Final = 3
"""Of the file: what reads it must know it."""
APPLICATION: Final = 0x444C475A
"""SQLite's mark of whose file it is ("DLGZ"), so that no foreign one is taken for a gazetteer."""
COMPILED: Final = Path(__file__).with_name("compiled") / "gazetteer.sqlite"
# Where SQLite keeps size of a page, number of pages, version and mark (https://sqlite.org/fileformat.html).
_HEAD: Final = ((16, 18), (28, 32), (60, 64), (68, 72))
VARIABLE: Final = "DATELINE_GAZETTEER"
"""The environment variable that names another file than the user's own and the one that came with the installation."""


class GazetteerError(RuntimeError):
    """The gazetteer file is missing or is not one. Compiling it anew helps; a retry does not."""


class NoGazetteerError(GazetteerError):
    """There is no file where ``DATELINE_GAZETTEER`` says. Another value helps, or none."""


class Sheet:
    """An opened file; made by `open_sheet`."""

    def __init__(self, db: sqlite3.Connection, path: Path) -> None:
        self.path = path
        self._db = db
        self._find = db.cursor()

    def close(self) -> None:
        """Close the file."""
        self._db.close()

    def find_name(self, key: str) -> Sequence[int]:
        """Give the numbers under a folded name, as they stand there; none where it is unknown."""
        row = self._run("SELECT entries FROM name WHERE key = ?", key)
        if row is None:
            return ()
        block: bytes = row[0]
        if len(block) == 4:
            return (int.from_bytes(block, "little"),)
        return _decode("I", block)

    def read_texts(self, number: int) -> list[str]:
        """Give outside id, name and what else of an entry is text."""
        row = self._run("SELECT texts FROM entry WHERE number = ?", number)
        if row is None:
            raise GazetteerError(f"{self.path}: broken: entry {number} is missing; {_advise(self.path)}")
        return str(row[0]).split("\t")

    def read_column(self, code: str, key: str) -> array[int]:
        """Read a column over all entries."""
        return _decode(code, self.read_block(key))

    def read_json(self, key: str) -> Any:
        """Read a block that is JSON."""
        return json.loads(self.read_block(key))

    def read_block(self, key: str) -> bytes:
        """Read a block of bytes."""
        row = self._run("SELECT block FROM sheet WHERE key = ?", key)
        if row is None:
            raise GazetteerError(f"{self.path}: broken: it has no {key}; {_advise(self.path)}")
        return bytes(row[0])

    def read_notes(self) -> dict[str, str]:
        """Read what is known of the file: stamp, sources, credits, day."""
        try:
            return dict(self._db.execute("SELECT key, text FROM note"))
        except sqlite3.Error as error:
            raise GazetteerError(f"{self.path}: broken ({error}); {_advise(self.path)}") from error

    def list_names(self) -> sqlite3.Cursor:
        """Give all folded names and the bytes of their numbers, in the order of the names."""
        return self._db.execute("SELECT key, entries FROM name ORDER BY key")

    def list_keys(self, lower: str, upper: str) -> Iterator[str]:
        """Give the names from `lower` on and before `upper`, in order."""
        for row in self._db.execute("SELECT key FROM name WHERE key >= ? AND key < ? ORDER BY key", (lower, upper)):
            yield row[0]

    @staticmethod
    def decode(block: bytes) -> Sequence[int]:
        """Give the numbers of a name as `list_names` gives them."""
        return _decode("I", block)

    def _run(self, query: str, value: str | int) -> tuple[Any, ...] | None:
        try:
            row: tuple[Any, ...] | None = self._find.execute(query, (value,)).fetchone()
        except UnicodeEncodeError:  # half a surrogate pair: no name has it
            return None
        except sqlite3.Error as error:
            raise GazetteerError(f"{self.path}: broken ({error}); {_advise(self.path)}") from error
        return row


def find_file() -> Path:
    """
    Give the gazetteer file that all commands use.

    The one that ``DATELINE_GAZETTEER`` names; else the user's own, where one was compiled from a dump; else the one
    that came with the installation.
    """
    named = os.environ.get(VARIABLE)
    if named:
        return Path(named)
    own = find_own_file()
    return own if own.is_file() else COMPILED


def find_own_file() -> Path:
    """Give the path at which a gazetteer that the user compiles is kept; it need not exist."""
    from platformdirs import user_data_path

    return user_data_path("dateline", appauthor=False) / "gazetteer.sqlite"


def open_sheet(path: Path) -> Sheet:
    """
    Open a gazetteer file.

    Raises
    ------
    GazetteerError
        If there is no such file, or it is not a gazetteer, one of another version, or cut off.
    """
    if not path.is_file() and os.environ.get(VARIABLE) == str(path):
        raise NoGazetteerError(f"{VARIABLE}: {path}: there is no such file; {_advise(path)}")
    if not path.is_file():
        raise GazetteerError(f"{path}: there is no compiled gazetteer; {_advise(path)}")
    try:
        wrong = _find_fault(path)
        # Immutable: nobody writes into the file, it is only ever replaced. Spares SQLite all locking.
        db = sqlite3.connect(f"{path.absolute().as_uri()}?mode=ro&immutable=1", uri=True, check_same_thread=False)
    except (OSError, sqlite3.Error) as error:
        raise GazetteerError(f"{path}: cannot be opened ({error}); {_advise(path)}") from error
    if wrong:
        db.close()
        raise GazetteerError(f"{path}: {wrong}; {_advise(path)}")
    return Sheet(db, path)


def _find_fault(path: Path) -> str:
    """Say what is wrong with a file, empty where nothing is, from its first hundred bytes: they tell its size too."""
    with path.open("rb") as opened:
        head = opened.read(100)
        size = os.fstat(opened.fileno()).st_size
    page, pages, form, application = (int.from_bytes(head[i:j], "big") for i, j in _HEAD)
    if not head.startswith(b"SQLite format 3\0") or application != APPLICATION:
        return "not a compiled gazetteer"
    if size != page * pages:
        return f"cut off, or not whole: {size:,} bytes of {page * pages:,}"
    if form != FORM:
        return f"compiled by another version of Dateline (form {form}; {FORM} was wanted)"
    return ""


def _advise(path: Path) -> str:
    """Say what to run for a file that cannot be used."""
    if path == COMPILED:
        return "install Dateline again, or in a checkout run `python -m geo.compile`"
    if os.environ.get(VARIABLE) == str(path):
        compile_it = f"`dateline gazetteer --compile FOLDER -o {path}`"
        return f"unset {VARIABLE} to use the one installed, or compile a GeoNames dump with {compile_it}"
    return "remove it to use the one installed, or compile it anew with `dateline gazetteer --download`"


def _decode(code: str, block: bytes) -> array[int]:
    column = array(code)
    column.frombytes(block)
    if sys.byteorder == "big":
        column.byteswap()
    return column
