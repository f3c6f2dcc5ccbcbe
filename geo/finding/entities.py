"""Let a trained pipeline, where one is installed, say what it takes for places: cues like the others."""

from __future__ import annotations

import importlib
import importlib.util
from bisect import bisect_left, bisect_right
from collections.abc import Iterable
from typing import Any, Final, NamedTuple, Protocol, cast

from geo.finding.span import Span
from geo.finding.tokens import Tokens
from geo.names import fold_name

# What spaCy's pipelines call things, in the schemes of OntoNotes and of WikiNER.
SORTS: Final = {
    "GPE": "entity place",
    "LOC": "entity place",
    "FAC": "entity site",
    "NORP": "entity people",
    "MISC": "entity people",
    "PERSON": "entity person",
    "PER": "entity person",
    "ORG": "entity organisation",
}
_PLACES: Final = frozenset(("entity place", "entity site"))
_SIZES: Final = ("trf", "lg", "md", "sm")


class Entity(Protocol):
    """A stretch of text and what a pipeline takes it for, as spaCy's ``Span``; offsets in code points."""

    @property
    def start_char(self) -> int:
        """Give the offset of the first character."""

    @property
    def end_char(self) -> int:
        """Give the offset after the last character."""

    @property
    def label_(self) -> str:
        """Give the name of its sort, such as ``GPE``."""


class Document(Protocol):
    """What a pipeline makes of a text, as spaCy's ``Doc``."""

    @property
    def ents(self) -> Iterable[Entity]:
        """Give its entities, in order."""


class Pipeline(Protocol):
    """What reads a text, as spaCy's ``Language``: any object that is called with a text and gives its entities."""

    def __call__(self, text: str) -> Document:
        """Read a text."""


class Found(NamedTuple):
    """A stretch of a piece of text, with the name of the cue that it is."""

    start: int
    end: int
    cue: str


def load_pipeline(language: str) -> Pipeline | None:
    """
    Load the largest of spaCy's pipelines for a language, None where spaCy or such a pipeline is not installed.

    Nothing is downloaded: `pip install dateline[spacy]`, then
    ``python -m spacy download en_core_web_sm`` or another.
    """
    if importlib.util.find_spec("spacy") is None:
        return None
    spacy: Any = importlib.import_module("spacy")
    installed = [name for name in spacy.util.get_installed_models() if name.split("_")[0] == language]
    if not installed:
        return None
    return cast(Pipeline, spacy.load(min(installed, key=_rank), exclude=["lemmatizer"]))


def _rank(name: str) -> tuple[int, str]:
    size = name.rsplit("_", 1)[-1]
    return (_SIZES.index(size) if size in _SIZES else len(_SIZES), name)


def find_entities(text: str, *, pipeline: Pipeline) -> list[Found]:
    """Give what a pipeline finds in a text and a cue is known for."""
    return [
        Found(entity.start_char, entity.end_char, SORTS[entity.label_])
        for entity in pipeline(text).ents
        if entity.label_ in SORTS
    ]


def join_entities(spans: list[Span], *, tokens: Tokens, found: Iterable[Found]) -> list[Span]:
    """
    Give the stretches with the cues that a pipeline adds, and those of places that only the pipeline found.

    So a place is found that no gazetteer has. Neither `spans` nor `found`
    overlap among themselves.
    """
    joined = list(spans)
    entities = sorted(found)
    at = 0
    for entity in entities:
        while at < len(spans) and spans[at].end <= entity.start:
            at += 1
        reached = at
        while reached < len(spans) and spans[reached].start < entity.end:
            spans[reached].cues[entity.cue] = 1.0
            reached += 1
        if reached == at and entity.cue in _PLACES and tokens.words:
            joined.append(_build_span(entity, tokens))
    joined.sort(key=lambda span: span.start)
    return joined


def _build_span(entity: Found, tokens: Tokens) -> Span:
    first = max(0, bisect_right(tokens.starts, entity.start) - 1)
    last = max(first, bisect_left(tokens.starts, entity.end) - 1)
    key = fold_name(tokens.text[entity.start : entity.end])
    span = Span(first, last, key=key, known=None, sort="unknown")
    span.start, span.end = entity.start, entity.end
    span.cues = {"unknown": 1.0, entity.cue: 1.0}
    return span
