"""The drafts of a case: drafts/*.toml, one file a report, and what was decided of each."""

from __future__ import annotations

import hashlib
import itertools
import json
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any, Final, Literal

from geo.place import Place
from layers.drafts.draft import Draft
from layers.fault import Fault
from layers.fields.date import read_date
from layers.files.storage import lock_case, write_whole
from layers.files.text import TextError, read_text
from layers.formats.toml import parse_toml
from layers.syntax.toml_text import write_block

FOLDER: Final = "drafts"
DECIDED: Final = "decided.jsonl"
ARROW: Final = " → "
"""Between the two places of a movement, where both have a text."""
_BLOCK: Final = re.compile(r"^\[\[event\]\][ \t]*(?:#.*)?$", re.MULTILINE)
_HEAD: Final = (
    "# Proposed by `dateline read`. Nothing here is on the map until `dateline review` accepts it.\n"
    "# Edit what you like; a block that you delete here is proposed again when the report is read again.\n"
)

Decision = Literal["accepted", "merged", "dropped"]


@dataclass(frozen=True, slots=True)
class ShelvedDraft:
    """A draft event as its file holds it."""

    key: str
    """Twelve hexadecimal digits that the report's words, place and date make; the same at every reading."""
    file: str
    line: int
    table: Mapping[str, Any]
    """The event as in a layer file, without its id and the reasons."""
    reasons: Mapping[str, Any]
    """What the reading says of it: start, end, place_reason, date_reason, cue, others, notices."""
    block: str
    """Its text in the file."""

    @property
    def source(self) -> str:
        """Id of the source whose report it was read in."""
        return str(self.table["claim"][0]["source"])

    @property
    def where(self) -> str:
        """Its place as a person reads it: a name, a movement, or a name with coordinates; empty without any."""
        table = self.table
        if table.get("origin"):
            return f"{table['origin']} to {table['destination']}"
        if "lon" in table:
            return f"{table.get('place', '')} {table['lon']} {table['lat']}".strip()
        return str(table.get("place") or "")

    @property
    def when(self) -> str:
        """Its date in words, or as it stands where an editor's hand made no date of it; empty without any."""
        text = str(self.table.get("date") or "")
        date, _ = read_date(text)
        return date.words if date else text


@dataclass(frozen=True, slots=True)
class Decided:
    """What was decided of a draft, and what is needed to take that back."""

    key: str
    decision: Decision
    file: str
    block: str
    layer: str = ""
    event: str = ""
    before: Mapping[str, Any] | None = None
    after: Mapping[str, Any] | None = None
    old_text: str = ""
    new_text: str = ""


def make_key(source: str, draft: Draft) -> str:
    """Give the key of a draft: of its source, its words (white space aside), its place and its date."""
    place = draft.place.gazetteer_id if draft.place else ""
    parts = (source, " ".join(draft.quote.split()), place, draft.place_as_written, draft.date)
    return hashlib.sha256("\0".join(parts).encode()).hexdigest()[:12]


def write_drafts(
    folder: Path, source: str, drafts: Sequence[Draft], *, places: Mapping[int, str], digest: bool = False
) -> tuple[int, int]:
    """
    Add drafts to the shelf of a case, but for those that stand there already or were decided.

    Parameters
    ----------
    folder
        The case folder.
    source
        Id of the source whose report they were read in; names the file.
    drafts
        From `layers.drafts.builder.build_drafts`.
    places
        Number of a draft → the place text under which a build finds its place
        again; a draft without one is given its coordinates.
    digest
        Whether the report is told in words of ours, which a claim may give as
        its text but never as a quote.

    Returns
    -------
    added, known
        How many came in, and how many had been read before.
    """
    shelf = folder / FOLDER
    with lock_case(folder):
        shelf.mkdir(exist_ok=True)
        held, faults = read_drafts(folder)
        if faults:
            raise TextError(f"{faults[0].text}; mend or delete the file before reading again", 0)
        waiting = {draft.key: draft for draft in held}
        known = waiting.keys() | {decided.key for decided in read_decided(folder)}
        blocks: list[str] = []
        path = shelf / f"{source}.toml"
        old = path.read_text(encoding="utf-8") if path.is_file() else _HEAD
        for number, draft in enumerate(drafts):
            key = make_key(source, draft)
            if key in known:
                continue
            known.add(key)
            blocks.append(_write_draft(key, source, draft, places.get(number, ""), digest=digest))
            # Read before without a day to count from, it waits undated: the dated one takes its place.
            undated = waiting.get(make_key(source, replace(draft, date=""))) if draft.date else None
            if undated is not None and "date" not in undated.table:
                old = old.replace(undated.block, "", 1)
        if blocks:
            write_whole(path, (old.rstrip("\n") + "\n\n" + "\n".join(blocks)).encode())
    return len(blocks), len(drafts) - len(blocks)


def read_drafts(folder: Path) -> tuple[list[ShelvedDraft], list[Fault]]:
    """
    Read the drafts of a case, file by file in the order of their names.

    Returns
    -------
    drafts, faults
        A file that cannot be read is a fault, and the others are read.
    """
    found: list[ShelvedDraft] = []
    faults: list[Fault] = []
    shelf = folder / FOLDER
    for path in sorted(shelf.glob("*.toml")) if shelf.is_dir() and not shelf.is_symlink() else ():
        try:
            text = read_text(path)
            table, find_line = parse_toml(text)
            events = table.get("event", [])
            blocks = _split_blocks(text)
            if not isinstance(events, list) or len(events) != len(blocks):
                raise TextError("its events are not written as [[event]] blocks")
            for number, (event, block) in enumerate(zip(events, blocks, strict=True)):
                found.append(_read_draft(path, find_line(("event", number)), event, block))
        except TextError as wrong:
            faults.append(Fault("fault", path.as_posix(), wrong.line, "", wrong.message))
    return found, faults


def take_off(folder: Path, draft: ShelvedDraft, decided: Decided) -> None:
    """
    Take a draft off the shelf and write down what was decided of it.

    Raises
    ------
    TextError
        If the draft no longer stands in its file as it was read.
    """
    path = Path(draft.file)
    with lock_case(folder):
        text = read_text(path)
        if draft.block not in text:
            raise TextError(f"{draft.file}: the draft {draft.key} has changed since it was read; look at it again")
        rest = text.replace(draft.block, "", 1)
        log = folder / FOLDER / DECIDED
        lines = log.read_text(encoding="utf-8") if log.is_file() else ""
        entry = {name: getattr(decided, name) for name in Decided.__slots__}
        write_whole(log, (lines + json.dumps(entry, ensure_ascii=False) + "\n").encode())
        write_whole(path, rest.encode())


def put_back(folder: Path) -> Decided | None:
    """Put the draft that was decided last back, and return what had been decided; None where nothing was."""
    with lock_case(folder):
        log = folder / FOLDER / DECIDED
        decided = read_decided(folder)
        if not decided:
            return None
        last = decided[-1]
        path = folder / FOLDER / Path(last.file).name
        text = path.read_text(encoding="utf-8") if path.is_file() else _HEAD + "\n"
        write_whole(path, (text.rstrip("\n") + "\n\n" + last.block.rstrip("\n") + "\n").encode())
        kept = log.read_text(encoding="utf-8").splitlines(keepends=True)[:-1]
        write_whole(log, "".join(kept).encode())
    return last


def read_decided(folder: Path) -> list[Decided]:
    """
    Return what was decided of drafts so far, in the order of the decisions.

    Raises
    ------
    TextError
        If a line of the file is not what was written there.
    """
    log = folder / FOLDER / DECIDED
    if not log.is_file():
        return []
    found = []
    for number, line in enumerate(read_text(log).splitlines(), start=1):
        try:
            found.append(Decided(**json.loads(line)))
        except (ValueError, TypeError):
            raise TextError(f"{log.as_posix()}:{number}: is no decision; delete the line", number) from None
    return found


def _write_draft(key: str, source: str, draft: Draft, place_text: str, *, digest: bool) -> str:
    event: dict[str, object] = {"id": f"draft-{key}", "title": draft.title}
    if ARROW in place_text:
        event["origin"], _, event["destination"] = place_text.partition(ARROW)
    elif draft.place is None:
        event["unplaced_reason"] = "The report names no place for it."
    elif place_text:
        event["place"] = place_text
    else:
        event |= _point_fields(draft.place)
    event |= {"date": draft.date, "occurrence": draft.occurrence if draft.occurrence != "occurred" else ""}
    event["status"] = draft.status if draft.status != "reported" else ""
    reasons: dict[str, object] = {
        "key": key,
        "start": draft.start,
        "end": draft.end,
        "place_reason": draft.place_reason,
        "date_reason": draft.date_reason,
        "cue": draft.cue,
        "others": dict(draft.others),
        "notices": list(draft.notices),
    }
    claim: dict[str, object] = {
        "source": source,
        "text" if digest else "quote": " ".join(draft.quote.split()),
        "date_as_written": draft.date_as_written,
        "place_as_written": draft.place_as_written,
        "citing": list(draft.citing),
    }
    if draft.occurrence == "denied":
        claim["denies"] = True
    return "\n".join(
        (write_block("[[event]]", event), write_block("[event.draft]", reasons), write_block("[[event.claim]]", claim))
    )


def _point_fields(place: Place) -> dict[str, object]:
    fields: dict[str, object] = {"place": place.name, "lon": place.lon, "lat": place.lat}
    if place.precision != "country":
        fields["precision"] = place.precision
    return fields | {"radius_m": place.radius_m}


def _split_blocks(text: str) -> list[str]:
    starts = [found.start() for found in _BLOCK.finditer(text)]
    return [text[start:end] for start, end in itertools.pairwise([*starts, len(text)])]


def _read_draft(path: Path, line: int, event: dict[str, Any], block: str) -> ShelvedDraft:
    reasons = event.get("draft")
    claims = event.get("claim")
    if not isinstance(reasons, dict) or not isinstance(reasons.get("key"), str):
        raise TextError("a draft has lost its table [event.draft] with the key; take the block out", line)
    if not isinstance(claims, list) or not claims or not isinstance(claims[0], dict) or "source" not in claims[0]:
        raise TextError("a draft has lost its claim; take the block out", line)
    table = {key: value for key, value in event.items() if key not in ("draft", "id")}
    return ShelvedDraft(reasons["key"], path.as_posix(), line, table, reasons, block)
