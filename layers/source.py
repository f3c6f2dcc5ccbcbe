"""A source: one report, as a reader would cite it."""

from __future__ import annotations

from dataclasses import dataclass

from layers.edtf import EdtfDate


@dataclass(frozen=True, slots=True)
class Source:
    """A report that claims rest on. Texts are as written in the case; empty where not given."""

    id: str
    publisher: str
    title: str = ""
    url: str = ""
    published: EdtfDate | None = None
    retrieved: EdtfDate | None = None
    archive: str = ""
    author: str = ""
    language: str = ""
    sha256: str = ""
    archive_reason: str = ""
    """Why there is no archived copy; for the gate, not published."""
    note: str = ""
    """Internal; never published."""
    line: int = 0
    """Line in sources.toml, counted from 1."""
