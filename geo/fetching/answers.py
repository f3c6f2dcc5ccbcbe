"""Keep the answers of services as JSON in one SQLite file, so that nothing is asked twice."""

from __future__ import annotations

import contextlib
import sqlite3
from collections.abc import Iterator
from pathlib import Path
from typing import Final, NamedTuple

FILE_NAME: Final = "answers.sqlite"
_TABLE: Final = (
    "CREATE TABLE IF NOT EXISTS answer"
    "(host TEXT, query TEXT, day TEXT, body TEXT, PRIMARY KEY (host, query)) WITHOUT ROWID"
)


class AnswersError(RuntimeError):
    """The file of answers cannot be used. Deleting it helps: only what was asked before is lost."""


class Kept(NamedTuple):
    """An answer as it came, and the day (UTC, ``YYYY-MM-DD``) on which it came."""

    body: str
    day: str


class Answers:
    """
    The answers kept in one folder.

    The key is the host and the whole query without key or contact. Several
    processes may read and write at once.
    """

    def __init__(self, folder: Path) -> None:
        self.path = folder / FILE_NAME

    def find(self, host: str, query: str) -> Kept | None:
        """Give the answer to a query, None where it was never asked."""
        if not self.path.is_file():
            return None
        with self._open() as db:
            row = db.execute("SELECT body, day FROM answer WHERE host = ? AND query = ?", (host, query)).fetchone()
        return Kept(str(row[0]), str(row[1])) if row else None

    def keep(self, host: str, query: str, kept: Kept) -> None:
        """Keep an answer in place of an older one."""
        with self._open() as db:
            db.execute("INSERT OR REPLACE INTO answer VALUES (?, ?, ?, ?)", (host, query, kept.day, kept.body))

    @contextlib.contextmanager
    def _open(self) -> Iterator[sqlite3.Connection]:
        try:
            db = sqlite3.connect(self.path, timeout=20.0)
            try:
                with db:
                    db.execute(_TABLE)
                    yield db
            finally:
                db.close()
        except sqlite3.Error as wrong:
            raise AnswersError(
                f"{self.path.as_posix()}: the answers of services cannot be kept here ({wrong}); delete the file"
            ) from None
