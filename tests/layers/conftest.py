"""Invented cases to read, and events to compare."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from layers.case import Case, read_case
from layers.edtf import parse_edtf
from layers.event import Claim, Event

CASE = """\
title = "Harbour watch"
language = "en"
as_of = "2024-04-01"
contact = "mailto:desk@gazette.example"

[layers.ships]
title = "Ships"
color = "blue"
"""

SOURCES = """\
[[source]]
id = "gazette"
publisher = "Gazette"
url = "https://gazette.example/1"
published = "2024-03-08"

[[source]]
id = "relay"
publisher = "Relay"
url = "https://relay.example/1"
"""

SHIPS = """\
title = "Ships"

# The first of the year.
[[event]]
id = "lena"
title = "The Lena is seen"
place = "Valletta, Malta"
date = "2024-03-07"

[[event.claim]]
source = "gazette"
text = "A ship lay in the harbour"
"""


@pytest.fixture
def write_case(tmp_path: Path) -> Callable[..., Path]:
    """Write a small sound case; a file given by its path within the case replaces or joins its files."""

    def write(files: dict[str, str | bytes] | None = None) -> Path:
        folder = tmp_path / "harbour"
        sound: dict[str, str | bytes] = {"case.toml": CASE, "sources.toml": SOURCES, "layers/ships.toml": SHIPS}
        for name, text in (sound | (files or {})).items():
            path = folder / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(text.encode() if isinstance(text, str) else text)
        return folder

    return write


@pytest.fixture
def read_ships(write_case: Callable[..., Path]) -> Callable[[str], Case]:
    """Read the sound case with another text for its one layer."""
    return lambda text: read_case(write_case({"layers/ships.toml": text}))


@pytest.fixture
def faults_of(read_ships: Callable[[str], Case]) -> Callable[[str], list[str]]:
    """Return the faults and warnings of a layer text, each as the line a person sees, from the file name on."""
    return lambda text: [fault.text[fault.text.index("ships.toml") :] for fault in read_ships(text).faults]


@pytest.fixture
def a_claim() -> Callable[..., Claim]:
    """Make a claim of the Gazette; texts of dates are read as EDTF."""

    def make(source: str = "gazette", *, date: str = "", citing: tuple[str, ...] = (), **fields: object) -> Claim:
        return Claim(source=source, date=parse_edtf(date) if date else None, citing=citing, **fields)  # type: ignore[arg-type]

    return make


@pytest.fixture
def an_event() -> Callable[..., Event]:
    """Make an event of 7 March 2024."""

    def make(*, claims: list[Claim], date: str = "", **fields: object) -> Event:
        whole = {"id": "lena", "layer": "ships", "title": "The Lena is seen", **fields}
        return Event(claims=tuple(claims), date=parse_edtf(date) if date else None, **whole)  # type: ignore[arg-type]

    return make
