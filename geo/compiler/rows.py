"""Read the rows of a table of GeoNames one at a time, from a text file or a zip archive; bad rows are counted."""

from __future__ import annotations

import zipfile
import zlib
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import IO, Final

from geo.names import fold_name

_LINE_BYTES_MOST: Final = 1_000_000
_SHOWN: Final = 3
ID_MOST: Final = 50_000_000
_EVERY: Final = 50_000

Follow = Callable[[str, int, int], None]
"""Told from time to time: what is being done, how many bytes of it are done, how many there are."""


class DumpError(ValueError):
    """A file of the dump is missing, cut off, or is not what its name says. Another copy helps; a retry does not."""


@dataclass(slots=True)
class BadRows:
    """The rows that were left out: how many for each reason, and where the first of them stand."""

    counts: Counter[str] = field(default_factory=Counter)
    examples: dict[str, list[str]] = field(default_factory=dict)

    def add(self, path: Path, line: int, *, reason: str, value: str = "") -> None:
        """Count a row; `reason` is the same for all of its sort, `value` what came."""
        self.counts[reason] += 1
        shown = self.examples.setdefault(reason, [])
        if len(shown) < _SHOWN:
            shown.append(f"{path.name}:{line}" + (f" ({value[:40]!r})" if value else ""))

    def __bool__(self) -> bool:
        """Whether there are any."""
        return bool(self.counts)

    def say(self) -> list[str]:
        """Give a sentence for each reason."""
        return [
            f"{count:,} {'row' if count == 1 else 'rows'} left out: {reason}; {', '.join(self.examples[reason])}"
            + (", …" if count > len(self.examples[reason]) else "")
            for reason, count in sorted(self.counts.items())
        ]


@dataclass(frozen=True, slots=True)
class Table:
    """
    A table of tab-separated rows without a heading.

    Of a zip archive the member is read that is called like it; its check sum is held against what was read.
    """

    path: Path
    columns: int
    """So many at least: GeoNames has added some in the past."""

    def rows(self, bad: BadRows, *, follow: Follow | None = None) -> Iterator[tuple[int, list[str]]]:
        """
        Give number and cells of each row that is whole; comments and empty lines are skipped.

        Raises
        ------
        DumpError
            If the file cannot be read to its end: cut off, changed, or no archive.
        """
        try:
            with _open(self.path) as (lines, total):
                done = number = 0
                while raw := lines.readline(_LINE_BYTES_MOST):
                    number += 1
                    done += len(raw)
                    if follow is not None and number % _EVERY == 0:
                        follow(f"Reading {self.path.name}", done, total)
                    if raw[:1] in (b"#", b"\n", b"\r"):
                        continue
                    if not raw.endswith(b"\n") and len(raw) == _LINE_BYTES_MOST:
                        done += _skip_line(lines)
                        bad.add(self.path, number, reason=f"longer than {_LINE_BYTES_MOST:,} bytes")
                        continue
                    try:
                        cells = raw.decode().rstrip("\r\n").split("\t")
                    except UnicodeDecodeError:
                        bad.add(self.path, number, reason="not UTF-8")
                        continue
                    if len(cells) < self.columns:
                        bad.add(self.path, number, reason=f"fewer than {self.columns} columns", value=cells[0])
                        continue
                    yield number, cells
                if follow is not None:
                    follow(f"Reading {self.path.name}", total, total)
        except (zipfile.BadZipFile, zlib.error, EOFError, OSError, NotImplementedError) as wrong:
            raise DumpError(f"{self.path}: cannot be read to its end ({wrong}); get it again") from wrong


@contextmanager
def _open(path: Path) -> Iterator[tuple[IO[bytes], int]]:
    """Open a table, and tell how many bytes it has unpacked."""
    if path.suffix.casefold() != ".zip":
        with path.open("rb") as lines:
            yield lines, path.stat().st_size
        return
    with zipfile.ZipFile(path) as archive:
        wanted = f"{path.stem}.txt".casefold()
        member = next((one for one in archive.infolist() if Path(one.filename).name.casefold() == wanted), None)
        if member is None:
            raise DumpError(f"{path}: holds no {path.stem}.txt; it is another archive than its name says")
        with archive.open(member) as lines:
            yield lines, member.file_size


def _skip_line(lines: IO[bytes]) -> int:
    skipped = 0
    while piece := lines.readline(_LINE_BYTES_MOST):
        skipped += len(piece)
        if piece.endswith(b"\n"):
            break
    return skipped


def is_name(text: str) -> bool:
    """Whether a text can be a name: not empty, not endless, without control characters."""
    return 0 < len(text) <= 400 and text.isprintable() and bool(fold_name(text))


def is_id(text: str) -> bool:
    """Whether a text is a GeoNames id: a number, and no greater than memory is kept for (they stand at 14 million)."""
    return text.isascii() and text.isdecimal() and len(text) <= 8 and 0 < int(text) < ID_MOST
