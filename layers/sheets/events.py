"""The rows of a sheet gathered into events: what each was when it was exported, and what it is to be."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, field

from layers.editing.csv import write_cells
from layers.editing.event_table import plain_table
from layers.fault import Fault, find_nearest
from layers.fields.event import CLAIM_KEYS, EVENT_KEYS
from layers.formats.csv import CLAIM_PREFIX, TABLES
from layers.sheets.cells import read_cell
from layers.sheets.sheet import BASE, LEFT_OUT, NUMBER, Base, Sheet, SheetRow, read_base


@dataclass(slots=True)
class SheetClaim:
    """A claim of the sheet: its row, its number when exported (0: it is new), before and after (None: it goes)."""

    row: int
    number: int
    before: Mapping[str, object]
    after: Mapping[str, object] | None


@dataclass(slots=True)
class SheetEvent:
    """An event of the sheet. `before` are its own fields when it was exported; None where no row knows them."""

    event_id: str
    rows: list[int] = field(default_factory=list)
    exported: bool = False
    count: int = 0
    """How many claims it had when it was exported."""
    before: Mapping[str, object] | None = None
    own: dict[str, object] = field(default_factory=dict)
    claims: list[SheetClaim] = field(default_factory=list)
    wrong: bool = False


def gather_events(sheet: Sheet, *, case: str, title: str, layer: str) -> tuple[list[SheetEvent], list[Fault]]:
    """
    Gather the rows of a sheet into events, in the order of the sheet.

    Parameters
    ----------
    sheet
        As read.
    case, title, layer
        Name and title of the case, and the layer, that it is to go back to; rows of another are faults.

    Returns
    -------
    events, faults
        A fault bears the number of its row as its line. An event with a faulty
        row is `wrong`, and is not to be taken.
    """
    return _Gathering(sheet, case, title, layer).run()


@dataclass(slots=True)
class _Gathering:
    sheet: Sheet
    case: str
    title: str
    layer: str
    faults: list[Fault] = field(default_factory=list)
    events: dict[str, SheetEvent] = field(default_factory=dict)
    given: dict[str, dict[str, tuple[str, int]]] = field(default_factory=dict)
    bad_rows: set[int] = field(default_factory=set)

    def run(self) -> tuple[list[SheetEvent], list[Fault]]:
        self.faults += self.sheet.faults
        self.bad_rows = {fault.line for fault in self.sheet.faults}
        self.check_columns()
        last: SheetEvent | None = None
        for row in self.sheet.rows:
            last = self.take_row(row, last) or last
        for key, event in self.events.items():
            self.finish(event, self.given[key])
        return list(self.events.values()), self.faults

    def tell(self, row: int, name: str, message: str, *, wrong: bool = True, event: str = "") -> None:
        self.faults.append(Fault("fault" if wrong else "warning", self.sheet.file, row, name, message, event))
        if wrong:
            self.bad_rows.add(row)

    def check_columns(self) -> None:
        known = {*EVENT_KEYS, *(CLAIM_PREFIX + key for key in CLAIM_KEYS), NUMBER, BASE} - {"claim", *LEFT_OUT}
        for name in self.sheet.columns:
            stem = name.removeprefix(CLAIM_PREFIX).partition(".")[0]
            if name and name not in known and stem not in TABLES:
                self.tell(1, name, f"is no field{find_nearest(name, known)}; this column is passed over", wrong=False)
        if "id" not in self.sheet.columns and BASE in self.sheet.columns:
            self.tell(1, "id", "the column is gone; each row still knows its event", wrong=False)
        if BASE not in self.sheet.columns and "id" not in self.sheet.columns and "title" not in self.sheet.columns:
            self.tell(1, "", "has neither id nor title; a sheet made by 'dateline table' was wanted")

    def take_row(self, row: SheetRow, last: SheetEvent | None) -> SheetEvent | None:
        base = self.read_base(row)
        if base is None and BASE in row.cells:
            return None
        told = read_cell("id", row.cells.get("id", ""), base=base.event_id if base else None)
        name = told.text
        if told.message:
            self.tell(row.number, "id", told.message, wrong=told.wrong, event=name)
        if base is not None and "id" not in self.sheet.columns:
            name = base.event_id
        elif base is not None and not name:
            name = base.event_id
            self.tell(row.number, "id", f"is lost; it was {name!r} when the sheet was exported", event=name)
        elif base is not None and name != base.event_id:
            self.tell(
                row.number, "id", f"{name!r} was {base.event_id!r} when the sheet was exported; an id never changes"
            )
            name = base.event_id
        if not name and last is not None and self.goes_on(row, last):
            event = last
        else:
            key = name or f"\0{row.number}"
            event = self.events.setdefault(key, SheetEvent(name))
            self.given.setdefault(key, {})
        event.rows.append(row.number)
        self.fill(event, row, base)
        event.wrong |= row.number in self.bad_rows
        return event

    def goes_on(self, row: SheetRow, last: SheetEvent) -> bool:
        """Tell whether a row without id goes on with the event above, as it does in a CSV layer."""
        title = row.cells.get("title")
        above = self.given[last.event_id or f"\0{last.rows[0]}"].get("title", ("", 0))[0]
        return title is None or (not last.event_id and str(title) == above)

    def read_base(self, row: SheetRow) -> Base | None:
        text = row.cells.get(BASE)
        if text is None:
            return None
        try:
            base = read_base(str(text))
        except (ValueError, RecursionError):
            message = "has been changed, so what the row was is not known; export the sheet anew and change that"
            self.tell(row.number, BASE, message)
            return None
        if base.layer != self.layer or (base.case != self.case and base.title != self.title):
            message = f"this row is of the layer {base.layer!r} of the case {base.case!r}"
            self.tell(row.number, "", f"{message}; here is {self.layer!r} of {self.case!r}", event=base.event_id)
            return None
        return base

    def fill(self, event: SheetEvent, row: SheetRow, base: Base | None) -> None:
        own_base = write_cells(base.own) if base and base.own is not None else {}
        said_base = write_cells(base.said) if base else {}
        if base is not None:
            event.exported, event.count = True, base.claims
            if base.own is not None:
                event.before = plain_table(base.own)
        given = self.given[event.event_id or f"\0{event.rows[0]}"]
        claim: dict[str, str] = {}
        for name, value in row.cells.items():
            if name in (BASE, NUMBER, "id"):
                continue
            inner = name.removeprefix(CLAIM_PREFIX)
            said = name.startswith(CLAIM_PREFIX)
            old = (said_base if said else own_base).get(inner)
            told = read_cell(name, value, base=old if base else None)
            if told.message:
                self.tell(row.number, name, told.message, wrong=told.wrong, event=event.event_id)
            if said:
                claim[inner] = told.text
            elif name in given and given[name][0] != told.text:
                message = (
                    f"{told.text[:60]!r} differs from {given[name][0][:60]!r} in row {given[name][1]} of the same event"
                )
                self.tell(row.number, name, message, event=event.event_id)
            else:
                given.setdefault(name, (told.text, row.number))
        self.take_claim(event, row, base, claim)

    def take_claim(self, event: SheetEvent, row: SheetRow, base: Base | None, cells: Mapping[str, str]) -> None:
        before = plain_table(base.said) if base else {}
        number = base.claim if base else 0
        if number and any(claim.number == number for claim in event.claims):
            message = f"claim {number} of {event.event_id!r} stands in two rows; keep one"
            self.tell(row.number, NUMBER, f"{message}, or empty the cell {BASE!r} of the one that is new")
            return
        if not number and not cells:
            return
        columns = {name.removeprefix(CLAIM_PREFIX) for name in self.sheet.columns if name.startswith(CLAIM_PREFIX)}
        after = None if number and not cells else build_table(before, cells, columns)
        event.claims.append(SheetClaim(row.number, number, before, after))

    def finish(self, event: SheetEvent, given: Mapping[str, tuple[str, int]]) -> None:
        columns = {name for name in self.sheet.columns if name not in (BASE, NUMBER)}
        columns = {name for name in columns if not name.startswith(CLAIM_PREFIX)}
        cells = {name: text for name, (text, _) in given.items()}
        if event.before is None and event.exported:
            # Its first row is not in the sheet: what is blank here is not empty there.
            columns = set(cells)
        event.own = build_table(event.before or {}, cells, columns)
        event.own.pop("id", None)


def build_table(before: Mapping[str, object], cells: Mapping[str, str], columns: set[str]) -> dict[str, object]:
    """Return a table in its plain form: what the cells say, and what it was where there is no column."""
    texts = {name: text for name, text in write_cells(before).items() if name not in columns}
    texts |= {name: text for name, text in cells.items() if name in columns or name in cells}
    table: dict[str, object] = {}
    for name, text in texts.items():
        stem, dot, key = name.partition(".")
        if dot and stem in TABLES:
            inner = table.setdefault(stem, {})
            assert isinstance(inner, dict)
            inner[key] = text
        elif name in ("media", "corrections", "geometry"):
            table[name] = _read_json(text)
        else:
            table[name] = text
    return plain_table(table)


def _read_json(text: str) -> object:
    try:
        value: object = json.loads(text)
    except (ValueError, RecursionError):
        return text
    return value
