"""One case built again and again: what did not change is kept, and the page is the same as of a build from nothing."""

from __future__ import annotations

import gc
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

from layers.case import Case, read_case
from layers.fault import Fault
from layers.kept import Kept
from layers.places import Placements, place_events
from layers.publishing.release import list_inputs
from maps.drawing import Drawing, draw_case
from maps.tiles import find_tile_faults

INPUTS = ("case.toml", "sources.toml", "places.csv", "areas.geojson")
FOLDERS = {"layers": (".toml", ".csv", ".geojson"), "articles": (".txt",), "drafts": (".toml",)}


@dataclass(frozen=True, slots=True)
class Built:
    """What came of one build: a page, or the faults that stand in its way."""

    case: Case
    placements: Placements
    drawing: Drawing | None
    """None where faults stand in the way."""
    faults: tuple[Fault, ...]
    skipped: tuple[tuple[str, str], ...] = ()
    """Title and reason of what was left out."""
    seconds: float = 0.0
    inputs: dict[str, str] = field(default_factory=dict)
    """SHA-256 of the files it was built from, by their paths in the case."""


class Workshop:
    """A case folder and what is kept of its last build. Not for several threads at a time."""

    def __init__(
        self, folder: Path, *, encoding: str | None = None, skip_faults: bool = False, drafts: bool = False
    ) -> None:
        self.folder = folder
        self._encoding = encoding
        self._skip_faults = skip_faults
        self._drafts = drafts
        self.kept = Kept()
        """What the last build left; an edit in the same thread reads by it too."""
        self._built: Built | None = None

    def build(
        self,
        *,
        place: Callable[[Case], Placements] = place_events,
        say: Callable[[str], None] | None = None,
    ) -> Built:
        """
        Build the case; where no file of it has changed, return what was built last.

        Parameters
        ----------
        place
            Finds where the events stand.
        say
            Told the stage.
        """
        started = time.perf_counter()
        inputs = list_inputs(self.folder, drafts=self._drafts)
        if self._built is not None and self._built.inputs == inputs:
            return self._built
        # Many values and hardly a cycle: to look for cycles in between takes half the time of a large case.
        gc.disable()
        try:
            self._built = self._build(inputs, started, place, say or _say_nothing)
        finally:
            gc.enable()
        return self._built

    def _build(
        self,
        inputs: dict[str, str],
        started: float,
        place: Callable[[Case], Placements],
        say: Callable[[str], None],
    ) -> Built:
        self.kept.turn()
        say("Reading the case")
        case = read_case(self.folder, encoding=self._encoding, kept=self.kept)
        if self._drafts:
            from layers.drafts.preview import add_drafts

            case = add_drafts(case)
        unreadable = not case.title or (bool(case.events) and not case.sources)
        faults = [*case.broken, *find_tile_faults(case)]
        if unreadable or (faults if not self._skip_faults else find_tile_faults(case)):
            return Built(case, Placements({}), None, tuple(faults), seconds=_since(started), inputs=inputs)
        say("Finding its places")
        placements = place(case)
        wrong = [fault for fault in placements.faults if not (self._skip_faults and fault.field)]
        if wrong:
            return Built(case, placements, None, tuple(wrong), seconds=_since(started), inputs=inputs)
        skipped = [(left_out.title, left_out.reason) for left_out in case.skipped]
        skipped += [(f"places.csv, line {fault.line}", fault.message) for fault in placements.faults]
        say("Drawing the map")
        drawing = draw_case(case, placements, skipped=skipped, kept=self.kept)
        return Built(case, placements, drawing, (), tuple(skipped), _since(started), inputs)


def is_input(path: Path, folder: Path) -> bool:
    """
    Tell whether a map is made of a file, so that a change of it asks for a new build.

    Examples
    --------
    >>> is_input(Path("case/layers/ships.toml"), Path("case")), is_input(Path("case/map.html"), Path("case"))
    (True, False)
    """
    try:
        parts = path.relative_to(folder).parts
    except ValueError:
        return False
    if len(parts) == 1:
        return parts[0] in INPUTS or parts[0] in FOLDERS
    return len(parts) == 2 and path.suffix in FOLDERS.get(parts[0], ()) and not parts[1].startswith(".")


def _since(started: float) -> float:
    return time.perf_counter() - started


def _say_nothing(_: str) -> None:
    pass
