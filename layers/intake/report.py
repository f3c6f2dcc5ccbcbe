"""One report as it was read, or why it could not be."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal
from urllib.parse import urlsplit

from layers.edtf import DateError, parse_edtf

BYTES_MOST = 64 * 1024 * 1024
"""Size that one report may have, as a file or as a line of a .jsonl file."""


@dataclass(frozen=True, slots=True)
class Report:
    """
    One report: its text, and what its header, its page or its line says of it.

    Offsets count code points of `text`: for a text file, all that stands behind
    the header, line ends as they stand; for a page or document, what was taken
    out of it. Empty fields are not known.
    """

    file: str
    """Path as given; ``-`` for standard input; with ``:12`` for line 12 of a .jsonl file."""
    text: str
    title: str = ""
    publisher: str = ""
    author: str = ""
    url: str = ""
    host: str = ""
    """Host of `url`, without a leading ``www.``."""
    language: str = ""
    """Language tag; guessed from script and common words where nothing says it."""
    published: str = ""
    """EDTF; a set where the report gives itself several days."""
    kind: Literal["text", "digest"] = "text"
    """``digest``: told in the words of whoever saved it, so that it holds no quotes."""
    notices: tuple[str, ...] = ()
    """What a person should know of it, such as that it gives two days of publication."""
    mentions: tuple[tuple[int, int], ...] | None = None
    """Offsets of the toponyms to resolve; None: they are to be found."""


@dataclass(frozen=True, slots=True)
class UnreadReport:
    """A report that could not be read, and why; the others still are."""

    file: str
    reason: str
    extra: str = ""
    """Name of the extra of this package that is needed and not installed; else empty."""
    absent: bool = False
    """Whether there is no such file, so that not the file but its name is at fault."""

    @property
    def text(self) -> str:
        """The fault as one line."""
        return f"{self.file}: {self.reason}"


class UnreadableError(Exception):
    """
    A report cannot be read: its message says what came and what was wanted.

    A second try helps only once the file is mended or, with `extra`, that extra
    is installed.
    """

    def __init__(self, message: str, *, extra: str = "", absent: bool = False) -> None:
        super().__init__(message)
        self.extra = extra
        self.absent = absent


def host_of(url: str) -> str:
    """
    Return the host name of an address, without a leading ``www.``; empty where it has none.

    Examples
    --------
    >>> host_of("https://www.harbour-post.example/2025/ship"), host_of("not an address")
    ('harbour-post.example', '')
    """
    try:
        return (urlsplit(url).hostname or "").removeprefix("www.")
    except ValueError:
        return ""


def is_edtf(text: str) -> bool:
    """Tell whether a text is a date in EDTF."""
    try:
        parse_edtf(text)
    except DateError:
        return False
    return True
