"""A layer as a sheet for a spreadsheet program: one row a claim, and beside it what it was when it was exported."""

from __future__ import annotations

import base64
import binascii
import json
import re
import zlib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from types import NoneType
from typing import NamedTuple

from layers.editing.csv import write_cells
from layers.editing.event_table import CLAIM_ORDER, FIELD_ORDER, Table
from layers.fault import Fault
from layers.fields.event import CLAIMS_MOST
from layers.formats.csv import CLAIM_PREFIX

BASE = "dateline"
"""The column that holds what a row was when it was exported; people leave it alone."""
NUMBER = "claim.number"
"""The column that says which claim of its event a row is, counted from 1."""
# A shape is drawn, not typed; and a cell of a spreadsheet could not hold it.
LEFT_OUT = ("geometry",)
CELL_CHARACTERS_MOST = 32_767
# Code points that are no characters, which XML cannot hold.
_NO_LETTER = re.compile("[\ufffe\uffff]")
_BASE_CHARACTERS = 30_000
_NUMBERS = ("lon", "lat", "radius_m", "publish_radius_m")


class SheetError(ValueError):
    """A file that is not a sheet of a layer; the message says what came and what was wanted."""


class Formula(NamedTuple):
    """A cell that holds a formula, which is never worked out here."""

    text: str


class Damage(NamedTuple):
    """A cell that holds an error of the spreadsheet program, such as #NAME?."""

    text: str


class SheetRow(NamedTuple):
    """One row below the header: its number as the program shows it, and its cells by column; blank ones are absent."""

    number: int
    cells: Mapping[str, object]


@dataclass(frozen=True, slots=True)
class Sheet:
    """A sheet as read: its columns, its rows, and what is wrong with its form."""

    file: str
    columns: tuple[str, ...]
    rows: tuple[SheetRow, ...]
    faults: tuple[Fault, ...] = ()


@dataclass(frozen=True, slots=True)
class Base:
    """What a row was when it was exported: `own` are the event's fields (on its first row only), `said` its claim's."""

    case: str
    """Name of its folder."""
    title: str
    """Title of the case, by which it is known where its folder has another name."""
    layer: str
    event_id: str
    claims: int
    claim: int = 0
    own: Mapping[str, object] | None = None
    said: Mapping[str, object] = field(default_factory=dict)


def build_rows(
    events: Iterable[Table], *, case: str, title: str, layer: str
) -> tuple[list[str], list[dict[str, object]], list[str]]:
    """
    Lay out events as rows.

    Parameters
    ----------
    events
        Their tables in the plain form, each with its id.
    case, title, layer
        Name and title of the case, and the layer, by which a row is known again.

    Returns
    -------
    columns, rows, left_out
        Numbers are numbers, all else is text. `left_out` names what a cell cannot hold.
    """
    rows: list[dict[str, object]] = []
    left_out: list[str] = []
    for event in events:
        claims = event.get("claim", [])
        assert isinstance(claims, list)
        own = {key: value for key, value in event.items() if key != "claim" and key not in LEFT_OUT}
        made = []
        for number, claim in enumerate(claims or [{}], start=1):
            base = Base(
                case=case,
                title=title,
                layer=layer,
                event_id=str(event["id"]),
                claims=len(claims),
                claim=number if claims else 0,
                own=own if number == 1 else None,
                said=claim,
            )
            cells: dict[str, object] = {"id": event["id"], **(_cells(own) if number == 1 else {})}
            if claims:
                cells |= {NUMBER: number} | {CLAIM_PREFIX + name: cell for name, cell in _cells(claim).items()}
            made.append({**cells, BASE: write_base(base)})
        texts = [cell for row in made for cell in row.values() if isinstance(cell, str)]
        if any(len(text) > CELL_CHARACTERS_MOST or _NO_LETTER.search(text) for text in texts):
            left_out.append(f"{event['id']} holds more than the cells of a spreadsheet can; edit it in its file")
            continue
        if "geometry" in event:
            left_out.append(f"the shape of {event['id']} stays in its file")
        rows += made
    return _order_columns(rows), rows, left_out


def write_base(base: Base) -> str:
    """Write what a row is as the text of a cell."""
    table = {
        "case": base.case,
        "title": base.title,
        "layer": base.layer,
        "id": base.event_id,
        "claims": base.claims,
        "claim": base.claim,
        "own": base.own,
        "said": base.said,
    }
    text = json.dumps(table, ensure_ascii=False)
    if len(text) > _BASE_CHARACTERS:
        return "z:" + base64.b85encode(zlib.compress(text.encode(), 9)).decode()
    return text


def read_base(text: str) -> Base:
    """
    Read what a row was; raise ValueError where the text is not what `write_base` wrote.

    At most so much is unpacked as an event can hold.
    """
    if text.startswith("z:"):
        try:
            unpacker = zlib.decompressobj()
            raw = unpacker.decompress(base64.b85decode(text[2:]), 4_000_000)
        except (zlib.error, ValueError, binascii.Error):
            raise ValueError("cannot be unpacked") from None
        if unpacker.unconsumed_tail:
            raise ValueError("unpacks to more than an event can hold")
        text = raw.decode()
    table = json.loads(text)
    texts, counts = ("case", "title", "layer", "id"), ("claims", "claim")
    good = isinstance(table, dict) and all(isinstance(table.get(name), str) for name in texts)
    good = good and all(isinstance(table.get(name), int) for name in counts) and isinstance(table.get("said"), dict)
    if not good or not isinstance(table.get("own"), (dict, NoneType)):
        raise ValueError("is not what was exported")
    if not 0 <= table["claim"] <= table["claims"] <= CLAIMS_MOST:
        raise ValueError("is not what was exported")
    own, said = table.get("own"), table["said"]
    return Base(table["case"], table["title"], table["layer"], table["id"], table["claims"], table["claim"], own, said)


def _cells(table: Table) -> dict[str, object]:
    """Return the cells of a table, numbers as numbers."""
    texts = write_cells(table)
    return {name: table[name] if name in _NUMBERS and name in table else text for name, text in texts.items()}


def _order_columns(rows: Sequence[Mapping[str, object]]) -> list[str]:
    """Return the columns in the usual order, with empty ones for what people mostly fill in."""
    given = {name for row in rows for name in row}
    given |= {"id", "title", "place", "date", NUMBER, "claim.source", "claim.text"}
    order = {name: at for at, name in enumerate(FIELD_ORDER)}
    order |= {NUMBER: len(order)} | {CLAIM_PREFIX + name: len(order) + 1 + at for at, name in enumerate(CLAIM_ORDER)}

    def rank(name: str) -> tuple[int, str]:
        stem = name
        while stem not in order and "." in stem:
            stem = stem.rpartition(".")[0]
        return order.get(stem, len(order)), name

    return [*sorted(given - {BASE}, key=rank), BASE]
