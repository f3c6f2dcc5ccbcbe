"""A case folder read as a whole: its head, sources, layers and events, and every fault found on the way."""

from __future__ import annotations

import stat
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from layers.areas.case_areas import CaseArea, read_areas
from layers.article import Article, read_article
from layers.edtf import EdtfDate
from layers.event import Event
from layers.fault import Fault, find_nearest
from layers.fields.faultlist import FaultList
from layers.fields.table import Fields
from layers.files.text import TextError, read_text
from layers.folder.case_fields import CaseHead, read_case_head, read_sources
from layers.folder.layer import Layer, Skipped, leave_out, name_faults
from layers.folder.layer_files import read_layers
from layers.folder.passages import Passage, find_passages
from layers.formats.toml import parse_toml
from layers.geocoding.service import NO_SERVICE, ServiceTable
from layers.kept import Kept, recall
from layers.source import Source

__all__ = ["Case", "Layer", "Skipped", "read_case"]


@dataclass(frozen=True, slots=True)
class Case:
    """
    A case as its files say it.

    `events` holds only events without a fault, in the order of layers and then
    of their files; those at fault are in `skipped`, and `faults` says why.
    """

    folder: Path
    name: str
    title: str
    short_title: str = ""
    summary: str = ""
    scope: str = ""
    language: str = "en"
    as_of: EdtfDate | None = None
    contact: str = ""
    method: str = ""
    credits: tuple[str, ...] = ()
    tiles: tuple[str, ...] = ()
    draft: bool = False
    """Whether drafts were mixed in for a preview, which nobody may publish."""
    names: Mapping[str, str] = field(default_factory=dict)
    view: tuple[float, float, float, float] | None = None
    privacy: Mapping[str, object] = field(default_factory=dict)
    geocoder: ServiceTable = NO_SERVICE
    """The service that the case sets for its places; whether it is asked is for the command to say."""
    embargo_until: EdtfDate | None = None
    """First day on which the case may be published; None where it may be at any time."""
    layers: tuple[Layer, ...] = ()
    sources: Mapping[str, Source] = field(default_factory=dict)
    events: tuple[Event, ...] = ()
    areas: tuple[CaseArea, ...] = ()
    """The exact outlines of its regions."""
    articles: tuple[Article, ...] = ()
    passages: tuple[Passage, ...] = ()
    """Where the articles say what the claims say."""
    skipped: tuple[Skipped, ...] = ()
    faults: tuple[Fault, ...] = ()
    """All kinds found by reading; a fault of the kind ``"fault"`` stops a build."""

    @property
    def publish_radius_m(self) -> int:
        """How far off, metres, every published place is made on purpose; 0 to publish it as known."""
        radius = self.privacy.get("publish_radius_m", 0)
        return radius if isinstance(radius, int) else 0

    @property
    def published_articles(self) -> tuple[Article, ...]:
        """The articles that may enter the page: none without ``publish_text``, nor one that its header keeps back."""
        if not self.privacy.get("publish_text"):
            return ()
        return tuple(article for article in self.articles if not article.kept_back)

    @property
    def broken(self) -> tuple[Fault, ...]:
        """The faults proper, without warnings."""
        return tuple(fault for fault in self.faults if fault.kind == "fault")


def read_case(folder: Path, *, encoding: str | None = None, kept: Kept | None = None) -> Case:
    """
    Read a case folder, collecting every fault instead of stopping at the first.

    Calls no network and writes nothing.

    Parameters
    ----------
    folder
        The folder that holds case.toml.
    encoding
        Encoding of files that are not UTF-8; without it they are at fault.
    kept
        What was kept of the last reading, for a process that reads a case again
        and again; the result is the same as without.

    Returns
    -------
    case
        What could be read. A missing folder is a case with one fault.
    """
    faults: list[Fault] = []
    head = _read_head(folder, encoding, faults)
    sources = _read_sources(folder, encoding, faults, kept)
    skipped = name_faults(faults)
    layers, events, more = read_layers(folder, encoding, faults, head=head, known=sources, kept=kept)
    before = len(faults)
    areas, wrong_areas = read_areas(folder, encoding=encoding)
    faults += wrong_areas
    articles = _read_articles(folder, encoding, faults, sources)
    skipped = (*skipped, *more, *name_faults(faults[before:]))
    lines = [[event.line, *(claim.line for claim in event.claims)] for event in events] if articles and kept else []
    passages, misquoted = recall(kept, "passages", (events, articles, lines), lambda: find_passages(events, articles))
    faults += misquoted
    events, left_out = leave_out(events, misquoted)
    return Case(
        folder=folder,
        name=folder.resolve().name,
        title=head.title,
        short_title=head.short_title,
        summary=head.summary,
        scope=head.scope,
        language=head.language,
        as_of=head.as_of,
        contact=head.contact,
        method=head.method,
        credits=head.credits,
        tiles=head.tiles,
        names=head.names,
        view=head.view,
        privacy=head.privacy,
        geocoder=head.geocoder,
        embargo_until=head.embargo_until,
        layers=layers,
        sources=sources or {},
        events=events,
        areas=areas,
        articles=articles,
        passages=passages,
        skipped=(*skipped, *left_out),
        faults=_sort_faults(faults),
    )


def _sort_faults(faults: Sequence[Fault]) -> tuple[Fault, ...]:
    """Return the faults file by file as read, those of a file by line."""
    order = {file: number for number, file in enumerate(dict.fromkeys(fault.file for fault in faults))}
    return tuple(sorted(faults, key=lambda fault: (order[fault.file], fault.line)))


def _read_head(folder: Path, encoding: str | None, faults: list[Fault]) -> CaseHead:
    path = folder / "case.toml"
    found = FaultList(path.as_posix(), faults)
    if not folder.is_dir():
        FaultList(folder.as_posix(), faults).add("is not a folder; name a case folder, or make one with 'dateline new'")
        return CaseHead()
    try:
        table, find_line = parse_toml(
            read_text(path, encoding=encoding, wanted='a case needs it, with a line title = "…"')
        )
    except TextError as wrong:
        found.add(wrong.message, line=wrong.line)
        return CaseHead()
    return read_case_head(Fields(table, path=(), find_line=find_line, faults=found))


def _read_sources(
    folder: Path, encoding: str | None, faults: list[Fault], kept: Kept | None
) -> dict[str, Source] | None:
    path = folder / "sources.toml"
    found = FaultList(path.as_posix(), faults)
    if not folder.is_dir():
        return None
    try:
        wanted = "a case needs it, with a [[source]] for each report"
        text = read_text(path, encoding=encoding, wanted=wanted)
        sources, wrong_fields = recall(kept, "sources", (path, text), lambda: _parse_sources(path, text))
    except TextError as wrong:
        found.add(wrong.message, line=wrong.line)
        return None
    faults += wrong_fields
    return sources


def _parse_sources(path: Path, text: str) -> tuple[dict[str, Source] | None, tuple[Fault, ...]]:
    found = FaultList(path.as_posix(), [])
    table, find_line = parse_toml(text)
    fields = Fields(table, path=(), find_line=find_line, faults=found)
    fields.check_keys(frozenset({"source"}))
    tables = table.get("source", [])
    if not isinstance(tables, list) or not all(isinstance(entry, dict) for entry in tables):
        fields.fault("source", "is not a list of tables; write [[source]] before each source")
        return None, tuple(found.faults)
    return read_sources(tables, fields), tuple(found.faults)


def _read_articles(
    folder: Path, encoding: str | None, faults: list[Fault], sources: Mapping[str, Source] | None
) -> tuple[Article, ...]:
    shelf = folder / "articles"
    if not shelf.is_dir():
        return ()
    articles = []
    if shelf.is_symlink():
        FaultList(shelf.as_posix(), faults).add("is a symbolic link; put the folder itself into the case")
        return ()
    for path in sorted(shelf.iterdir(), key=lambda path: path.name):
        if path.suffix != ".txt" or path.name.startswith(".") or stat.S_ISDIR(path.lstat().st_mode):
            continue
        try:
            article = read_article(path.stem, read_text(path, encoding=encoding), file=path.as_posix())
        except TextError as wrong:
            FaultList(path.as_posix(), faults).add(wrong.message, line=wrong.line)
            continue
        if article.source and sources is not None and article.source not in sources:
            line = list(article.header).index("source") + 1
            near = find_nearest(article.source, sources)
            message = f"{article.source!r} is not a source of sources.toml{near}; name one by its id"
            FaultList(path.as_posix(), faults).add(message, line=line, field="source")
            continue
        articles.append(article)
    return tuple(articles)
