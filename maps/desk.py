"""The desk of the local editor: one case, its last good map, and what was changed, to be undone and redone."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

from geo.place import Place, Unresolved
from layers.checks.notices import name_candidate
from layers.drafts.review import accept_draft, drop_draft, undo_decision
from layers.drafts.shelf import ShelvedDraft, read_decided, read_drafts
from layers.edit import add_event, edit_event, edit_source, move_event, retract_event, take_back
from layers.editing.case_events import find_event
from layers.editing.change import Change, EditError, FileChange
from layers.editing.event_table import digest_table
from layers.fault import Fault, fault_json
from layers.files.storage import StorageError
from layers.places import write_places
from maps.workshop import Built, Workshop

KEPT_BYTES_MOST = 64_000_000
"""How many bytes of files the changes that can be undone may hold; older ones are undone event by event."""
CHANGES_MOST = 500


@dataclass(frozen=True, slots=True)
class Decision:
    """A decision on a draft, by the draft's key: undone and redone as a whole, event and draft."""

    key: str
    layer: str = ""
    """The layer that it was accepted into; empty for one that was dropped."""
    fields: Mapping[str, Any] = field(default_factory=dict)
    """What a person changed in what was accepted."""


class Desk:
    """
    A case under edit. Its methods read and write files: call them from one thread, one at a time.

    Every change is made by the functions that the commands use: whole or not at
    all, and not over what somebody else has written since.
    """

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.version = 0
        """Counts the maps; a new one has come when it is higher."""
        self.page = b""
        """The last good map; empty as long as there was none."""
        self.built: Built | None = None
        self.trouble = ""
        """Why the last build could not be made at all (a full disk, a missing part); empty when it could."""
        self._workshop = Workshop(folder)
        self._done: list[Change | Decision] = []
        self._undone: list[Change | Decision] = []

    def refresh(self) -> bool:
        """Build the case from its files as they are now; tell whether anything that can be seen has changed."""
        before, told = self.built, self.trouble
        try:
            built = self._workshop.build()
            self.trouble = ""
            if built.drawing is not None:
                write_places(self.folder, built.placements.new_rows)
        except (StorageError, OSError) as failure:
            self.trouble = str(failure)
            return self.trouble != told
        if built is before:
            return bool(told)
        self.built = built
        if built.drawing is not None and built.drawing.page != self.page:
            self.page = built.drawing.page
            self.version += 1
            return True
        return before is None or before.faults != built.faults or before.inputs != built.inputs

    def describe(self) -> dict[str, Any]:
        """Return what the editor shows of the case as a whole."""
        built = self.built
        if built is None:
            return {"version": self.version, "title": self.folder.name, "layers": [], "sources": [],
                    "faults": [], "trouble": self.trouble, "undo": 0, "redo": 0}  # fmt: skip
        case = built.case
        return {
            "version": self.version,
            "title": case.title or case.name,
            "language": case.language,
            "layers": [{"name": layer.name, "title": layer.title} for layer in case.layers],
            "sources": [
                {
                    "id": source.id,
                    "publisher": source.publisher,
                    "title": source.title,
                    "published": source.published.text if source.published else "",
                    "url": source.url,
                }
                for source in case.sources.values()
            ],
            "faults": [self.tell_fault(fault) for fault in built.faults],
            "current": built.drawing is not None,
            "trouble": self.trouble,
            "undo": len(self._done),
            "redo": len(self._undone),
        }

    def shorten(self, file: str) -> str:
        """Return the path of a file within the case: where the case lies is nobody's concern but its owner's."""
        return file.removeprefix(self.folder.as_posix()).lstrip("/")

    def tell_fault(self, fault: Fault) -> dict[str, Any]:
        """Return a fault as the page shows it."""
        return {**fault_json(fault), "file": self.shorten(fault.file)}

    def describe_event(self, event_id: str) -> dict[str, Any]:
        """
        Return an event as its file says it, and where it stands.

        Raises
        ------
        EditError
            If there is no such event, or its file cannot be read.
        """
        if self.built is None:
            raise EditError((Fault("fault", "", 0, "", "the case is not read yet"),))
        layer, number = find_event(self.built.case, event_id, kept=self._workshop.kept)
        return self._tell_event(event_id, layer.path, layer.line(number), layer.plain(number))

    def describe_change(self, change: Change) -> dict[str, Any]:
        """Return what the page shows of a change: where it was written, and the event as it now is."""
        told = None
        if change.event_id and change.after is not None:
            told = self._tell_event(change.event_id, Path(change.file), change.line, change.after)
        return {
            "event": change.event_id,
            "file": self.shorten(change.file),
            "line": change.line,
            "written": change.written,
            "changes": [one.text for one in change.fields],
            "told": told,
            "case": self.describe(),
        }

    def _tell_event(self, event_id: str, path: Path, line: int, table: Mapping[str, Any]) -> dict[str, Any]:
        spot = self.built.placements.by_event.get(event_id) if self.built else None
        placed: dict[str, Any] = {}
        if isinstance(spot, Place):
            coarse = self.built is not None and event_id in self.built.placements.coarse
            placed = {"lon": spot.lon, "lat": spot.lat, "precision": spot.precision, "radius_m": spot.radius_m}
            placed |= {"coarse": coarse, "reason": spot.reason}
        elif isinstance(spot, Unresolved):
            placed = {"reason": spot.reason, "candidates": [name_candidate(one) for one in spot.candidates]}
        return {
            "id": event_id,
            "layer": path.stem,
            "file": self.shorten(path.as_posix()),
            "line": line,
            "digest": digest_table(table),
            "table": dict(table),
            "placed": placed,
        }

    def add(self, layer: str, event: Mapping[str, Any], source: Mapping[str, Any] | None = None) -> Change:
        """Add an event to a layer; raises as `layers.edit.add_event`."""
        return self._note(add_event(self.folder, layer, event=event, source=source, kept=self._workshop.kept))

    def edit(
        self, event_id: str, fields: Mapping[str, Any], base: Mapping[str, Any], source: Mapping[str, Any] | None = None
    ) -> Change:
        """Set fields of an event as it was in `base`; raises as `layers.edit.edit_event`."""
        return self._note(
            edit_event(self.folder, event_id, fields=fields, base=base, source=source, kept=self._workshop.kept)
        )

    def move(self, event_id: str, spot: Mapping[str, Any], base: Mapping[str, Any]) -> Change:
        """Put an event elsewhere; raises as `layers.edit.move_event`."""
        return self._note(move_event(self.folder, event_id, spot=spot, base=base, kept=self._workshop.kept))

    def retract(self, event_id: str, day: str, reason: str, base: Mapping[str, Any]) -> Change:
        """Take an event back in public; raises as `layers.edit.retract_event`."""
        return self._note(
            retract_event(self.folder, event_id, day=day, reason=reason, base=base, kept=self._workshop.kept)
        )

    def edit_source(self, source_id: str, fields: Mapping[str, Any], base: Mapping[str, Any]) -> Change:
        """Set fields of a source; raises as `layers.edit.edit_source`."""
        source, file = edit_source(self.folder, source_id, fields=fields, base=base, kept=self._workshop.kept)
        files = (file,) if file is not None else ()
        change = Change("", "", (self.folder / "sources.toml").as_posix(), source.line, None, None, source=source,
                        files=files, written=bool(files))  # fmt: skip
        return self._note(change)

    def describe_drafts(self) -> dict[str, Any]:
        """Return the drafts that wait, each with what the reading says of it, and the articles that they come from."""
        drafts, faults = read_drafts(self.folder)
        wanted = {draft.source for draft in drafts}
        articles = self.built.case.articles if self.built is not None else ()
        return {
            "drafts": [
                {"key": draft.key, "source": draft.source, "table": dict(draft.table), "reasons": dict(draft.reasons),
                 "when": draft.when, "where": draft.where}
                for draft in drafts
            ],
            "articles": [
                {"source": article.source, "name": article.name, "title": article.header.get("title", ""),
                 "text": article.text}
                for article in articles
                if article.source in wanted
            ],
            "faults": [self.tell_fault(fault) for fault in faults],
        }  # fmt: skip

    def accept(self, key: str, layer: str, event: Mapping[str, Any]) -> Change:
        """Make an event of a draft, as a person changed it; raises as `layers.drafts.review.accept_draft`."""
        draft = self._find_draft(key)
        names = dict.fromkeys((*draft.table, *event))
        fields = {name: event.get(name) for name in names if event.get(name) != draft.table.get(name)}
        return self._decide(Decision(key, layer, fields))

    def drop(self, key: str) -> Change:
        """Take a draft off the shelf."""
        return self._decide(Decision(key))

    def undo(self) -> Change:
        """Take back the last change made at this desk; raises as `layers.edit.take_back`."""
        return self._step(self._done, self._undone, "undone")

    def redo(self) -> Change:
        """Make the last change that was undone again; raises as `layers.edit.take_back`."""
        return self._step(self._undone, self._done, "redone")

    def _find_draft(self, key: str) -> ShelvedDraft:
        drafts, _ = read_drafts(self.folder)
        found = next((draft for draft in drafts if draft.key == key), None)
        if found is None:
            raise EditError((Fault("fault", "", 0, "", f"the draft {key[:40]!r} is no longer there"),))
        return found

    def _decide(self, decision: Decision) -> Change:
        change = self._carry_out(decision)
        self._done.append(decision)
        self._undone.clear()
        self.refresh()
        return change

    def _carry_out(self, decision: Decision) -> Change:
        draft = self._find_draft(decision.key)
        if decision.layer:
            return accept_draft(self.folder, draft, decision.layer, fields=decision.fields)
        drop_draft(self.folder, draft)
        return Change("", "", draft.file, 0, None, None)

    def _undo_decision(self, decision: Decision) -> Change:
        decided = read_decided(self.folder)
        self._done.pop()
        if not decided or decided[-1].key != decision.key:
            raise EditError((Fault("fault", "", 0, "", "another draft was decided on since; undo that first"),))
        undo_decision(self.folder)
        self._undone.append(decision)
        self.refresh()
        return Change("", "", decided[-1].file, 0, None, None)

    def _redo_decision(self, decision: Decision) -> Change:
        self._undone.pop()
        change = self._carry_out(decision)
        self._done.append(decision)
        self.refresh()
        return change

    def _note(self, change: Change) -> Change:
        if change.written:
            self._done.append(change)
            self._undone.clear()
            self._trim(self._done)
        self.refresh()
        return change

    def _step(self, stack: list[Change | Decision], other: list[Change | Decision], word: str) -> Change:
        if not stack:
            raise EditError((Fault("fault", "", 0, "", f"there is nothing to be {word}"),))
        change = stack[-1]
        if isinstance(change, Decision):
            return self._undo_decision(change) if stack is self._done else self._redo_decision(change)
        if not change.event_id and not all(_holds(file) for file in change.files):
            stack.pop()
            message = "was changed by somebody else since, so its old text cannot be put back"
            raise EditError((Fault("fault", change.file, 0, "", message),))
        back = take_back(self.folder, change, kept=self._workshop.kept)
        stack.pop()
        other.append(back)
        self._trim(other)
        self.refresh()
        return back

    def _trim(self, stack: list[Change | Decision]) -> None:
        """Let older changes go without the bytes of their files, so that memory does not grow with the hours."""
        del stack[:-CHANGES_MOST]
        held = 0
        for at in range(len(stack) - 1, -1, -1):
            change = stack[at]
            if isinstance(change, Decision):
                continue
            held += sum(len(file.old or b"") + len(file.new or b"") for file in change.files)
            if held > KEPT_BYTES_MOST and change.event_id:
                stack[at] = replace(change, files=())


def _holds(file: FileChange) -> bool:
    try:
        return Path(file.path).read_bytes() == file.new
    except OSError:
        return file.new is None
