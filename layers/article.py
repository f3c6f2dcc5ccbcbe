"""A saved report: its header and its text."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

from layers.files.text import TextError

ArticleKind = Literal["text", "digest"]

_HEADER_LINE = re.compile(r"([a-z_]+):[ \t]*(.*)")


@dataclass(frozen=True, slots=True)
class Article:
    """
    A report of a case, as published (``text``) or told in our own words (``digest``).

    Offsets count code points of `text`, which is the file without its header,
    line ends as they stand.
    """

    name: str
    """File name without its ending."""
    kind: ArticleKind
    header: Mapping[str, str]
    text: str
    file: str = ""
    """Path as the caller reaches it."""

    @property
    def source(self) -> str:
        """Id of the source whose report it is; empty where the header names none."""
        return self.header.get("source", "")

    @property
    def kept_back(self) -> bool:
        """Whether its header keeps it off the page, whatever the case publishes."""
        return self.header.get("publish") == "no"


def read_article(name: str, text: str, *, file: str = "") -> Article:
    """
    Part a report from its header.

    A header is one or more lines ``key: value`` at the very start, ended by an
    empty line; a file without one is a text as published.

    Raises
    ------
    TextError
        If the header gives a `kind` or `publish` that is not known.
    """
    header: dict[str, str] = {}
    at = 0
    for number, line in enumerate(text.splitlines(keepends=True), start=1):
        bare = line.strip()
        found = _HEADER_LINE.fullmatch(bare)
        if not bare and header:
            at += len(line)
            break
        if found is None:
            header, at = {}, 0
            break
        header[found[1]] = found[2].strip()
        if found[1] == "kind" and header["kind"] not in ("text", "digest"):
            raise TextError(f"kind {header['kind']!r} is not known; write text or digest", number)
        if found[1] == "publish" and header["publish"] not in ("yes", "no"):
            raise TextError(f"publish {header['publish']!r} is not known; write yes or no", number)
        at += len(line)
    kind: ArticleKind = "digest" if header.get("kind") == "digest" else "text"
    return Article(name, kind, header, text[at:], file)
