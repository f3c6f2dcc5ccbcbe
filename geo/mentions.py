"""Find the toponyms of a text: names of places, each with its offsets, its score and the cues that it is made of."""

from __future__ import annotations

from typing import Final
from weakref import WeakKeyDictionary

from geo.finding.cues import measure_cues
from geo.finding.discourse import measure_discourse
from geo.finding.entities import Pipeline, find_entities, join_entities
from geo.finding.known import NameBook
from geo.finding.lexicon import Language, read_language
from geo.finding.odds import read_weights, weigh
from geo.finding.span import Span
from geo.finding.spans import find_spans
from geo.finding.tokens import Tokens, split_pieces, split_tokens
from geo.finding.uncased import ANY, find_uncased
from geo.gazetteer import Gazetteer
from geo.place import Mention

_BOOKS: Final[WeakKeyDictionary[Gazetteer, NameBook]] = WeakKeyDictionary()
# Even odds: what scores less is more likely no toponym.
ENOUGH: Final = 0.0


def find_mentions(
    text: str,
    *,
    gazetteer: Gazetteer,
    language: str = "en",
    least: float = ENOUGH,
    pipeline: Pipeline | None = None,
) -> list[Mention]:
    """
    Find the toponyms of a text.

    A mention is a name of a place, or of its people (cue ``demonym``), also
    where it speaks for a government (cue ``speaker``) and nothing happened
    there. Time is linear in the length of the text.

    Parameters
    ----------
    text
        Plain text in any script, of any length.
    gazetteer
        From `open_gazetteer`.
    language
        Code of the language, whose words tell names of places from others; in
        one without a file in geo/languages only names and capitals tell.
    least
        Leave out what scores less. The score is the logarithm of the odds.
    pipeline
        From `geo.finding.entities.load_pipeline`: what it takes for places, people
        and organisations are cues beside the others.

    Returns
    -------
    mentions
        In order, not overlapping; offsets in code points of `text`, end
        exclusive. `cues` add up to `score`.
    """
    words = read_language(language)
    book = _find_book(gazetteer)
    found: list[Mention] = []
    for offset, piece in split_pieces(text):
        tokens = split_tokens(piece, elisions=words.elisions)
        for span in score_spans(tokens, book=book, language=words, pipeline=pipeline):
            if span.score >= least:
                found.append(_build_mention(span, piece, offset))
    return found


def score_spans(tokens: Tokens, *, book: NameBook, language: Language, pipeline: Pipeline | None = None) -> list[Span]:
    """Give all stretches that may be toponyms, with their cues weighed and their scores."""
    spans = measure_spans(tokens, book=book, language=language)
    if pipeline is not None:
        spans = join_entities(spans, tokens=tokens, found=find_entities(tokens.text, pipeline=pipeline))
    weights = read_weights(language)
    for span in spans:
        span.cues = weigh(span.cues, weights.local)
        span.score = sum(span.cues.values())
    local = [span.cues for span in spans]
    for span in spans:
        span.cues = {}
    measure_discourse(spans, tokens=tokens, book=book, language=language)
    for span, cues in zip(spans, local, strict=True):
        more = weigh(span.cues, weights.discourse)
        span.cues = {**cues, **more}
        span.score += sum(more.values())
    return spans


def measure_spans(tokens: Tokens, *, book: NameBook, language: Language) -> list[Span]:
    """Give all stretches that may be toponyms, with the grades of their local cues."""
    spans = list(find_spans(tokens, book=book, language=language))
    edges = {span.first for span in spans} | {span.last for span in spans}
    for span in spans:
        span.cues = measure_cues(span, tokens, language=language, spans=edges)
    if not tokens.text.isascii() and ANY.search(tokens.text):
        spans += find_uncased(tokens, book=book, language=language)
        spans.sort(key=lambda span: span.start)
    return spans


def _build_mention(span: Span, piece: str, offset: int) -> Mention:
    cues = {name: round(part, 3) for name, part in span.cues.items()}
    return Mention(
        start=offset + span.start,
        end=offset + span.end,
        text=piece[span.start : span.end],
        score=round(sum(cues.values()), 3),
        cues=cues,
        name=span.name,
    )


def _find_book(gazetteer: Gazetteer) -> NameBook:
    book = _BOOKS.get(gazetteer)
    if book is None:
        book = _BOOKS[gazetteer] = NameBook(gazetteer)
    return book
