"""Build draft events from the sentences of a report, its resolved mentions and its dates."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, Final

from geo.place import Place
from layers.drafts.citing import Saying, find_saying
from layers.drafts.clause import find_clauses
from layers.drafts.draft import Draft
from layers.drafts.grammar import read_grammar
from layers.drafts.role import Role, find_roles
from layers.drafts.sentence import Sentence, find_sentences
from layers.drafts.telling import Ground, Telling
from layers.drafts.tokens import Token, build_tokens

if TYPE_CHECKING:
    from geo.gazetteer import Gazetteer
    from geo.relations.stated import Contradiction
    from geo.resolution.article import Resolution
    from geo.resolution.statements import Statement
    from layers.phrases import DatePhrase

_HEADING_MOST: Final = 140
_NEAR: Final = 40
# A dateline stands at the head of a report, under headline and byline at most.
_DATELINE_WITHIN: Final = 6
_STOPS: Final = ".!?…:;,\"”»’')]。！？」』"


def build_drafts(
    text: str,
    resolutions: Sequence[Resolution],
    *,
    dates: Sequence[DatePhrase],
    gazetteer: Gazetteer | None = None,
    language: str = "en",
    statements: Sequence[Statement] = (),
    contradictions: Sequence[Contradiction] = (),
) -> list[Draft]:
    """
    Propose the events that a report tells of.

    A clause tells of one where something happens, is to come or is denied,
    and a place or a date goes with it. Who only speaks from a place, what a
    place is near to and what holds it give no event.

    Parameters
    ----------
    text
        The report.
    resolutions
        Its mentions in the order of the text, each with its place.
    dates
        Its date phrases in the order of the text.
    gazetteer
        To find the capital where a state's broadcaster has its seat; without
        it such a broadcast has no place.
    language
        Of the text; decides which words count as verbs and prepositions.
    statements, contradictions
        From `geo.resolution.statements`: what the text places by other places ("30 km
        north of X"), which is then where something happened; and what it
        states wrongly, of which the draft gives notice.

    Returns
    -------
    drafts
        In the order of the text; at most one for a place of a sentence.
    """
    grammar = read_grammar(language)
    described = {s.anchors[0]: s for s in statements if s.head < 0 and isinstance(s.place, Place)}
    notices: dict[int, tuple[str, ...]] = {}
    for one in contradictions:
        notices[one.mention] = (*notices.get(one.mention, ()), one.why)
    ground = Ground(text, resolutions, dates, gazetteer, grammar, described, notices)
    dateline: Place | None = None
    starts = [r.mention.start for r in resolutions]
    date_starts = [d.start for d in dates]
    drafts: list[Draft] = []
    before: tuple[int, Saying] | None = None
    sentences = find_sentences(text)
    told = any(not _is_heading(text, sentence) for sentence in sentences)
    for sentence in sentences:
        if told and _is_heading(text, sentence):
            continue
        span = sentence.start, sentence.end
        places = [
            (n, (resolutions[n].mention.start, resolutions[n].mention.end))
            for n in range(bisect_left(starts, span[0]), bisect_left(starts, span[1]))
            if resolutions[n].mention.end <= span[1]
        ]
        when = [
            (n, (dates[n].start, dates[n].end))
            for n in range(bisect_left(date_starts, span[0]), bisect_left(date_starts, span[1]))
            if dates[n].end <= span[1]
        ]
        if not places and not any(dates[n].kind == "date" for n, _ in when):
            before = None if before and before[0] != sentence.paragraph else before
            continue
        tokens = build_tokens(text, span, places=places, dates=when, grammar=grammar)
        saying = find_saying(text, tokens, grammar=grammar)
        if saying.continues and before is not None and before[0] == sentence.paragraph:
            saying = saying._replace(chain=before[1].chain)
        roles = _find_roles(tokens, ground)
        if sentence.paragraph < _DATELINE_WITHIN and dateline is None:
            dateline = next((resolutions[n].place for n, role in roles.items() if role == "dateline"), None)
        drafts += _read_sentence(ground, tokens, saying, roles, dateline)
        before = sentence.paragraph, saying
    return drafts


def _is_heading(text: str, sentence: Sentence) -> bool:
    """Whether a sentence is a headline: a short paragraph of its own that no stop ends."""
    if sentence.end - sentence.start > _HEADING_MOST or text[sentence.end - 1] in _STOPS:
        return False
    before = text[max(0, sentence.start - _NEAR) : sentence.start].rpartition("\n")[2]
    behind = text[sentence.end : sentence.end + _NEAR].partition("\n")[0]
    return not before.strip() and not behind.strip()


def _find_roles(tokens: Sequence[Token], ground: Ground) -> dict[int, Role]:
    """Tell the role of each toponym; of two that describe one place ("between X and Y"), the second is a reference."""
    numbers = [t.number for t in tokens if t.kind == "place"]
    cues = {n: ground.resolutions[n].mention.cues for n in numbers}
    roles = find_roles(
        tokens,
        places={n: ground.resolutions[n].place for n in numbers},
        demonyms=frozenset(n for n in numbers if "demonym" in cues[n]),
        speakers=frozenset(n for n in numbers if "speaker" in cues[n]),
        grammar=ground.grammar,
    )
    for number in numbers:
        described = ground.described.get(number)
        if described is not None and len(described.anchors) > 1 and roles[number] in ("where", "near", "to", "from"):
            roles[described.anchors[1]] = "reference"
    return roles


def _read_sentence(
    ground: Ground, tokens: Sequence[Token], saying: Saying, roles: Mapping[int, Role], dateline: Place | None
) -> Iterator[Draft]:
    earlier = ""
    told: dict[str, Draft] = {}
    for clause in find_clauses(ground.text, tokens, grammar=ground.grammar):
        telling = Telling(ground, tokens, clause, saying, roles, dateline)
        for draft in telling.read(earlier=earlier):
            key = draft.place.gazetteer_id if draft.place else f"{draft.date} {draft.start}"
            # Of two clauses of a sentence with one place, the one that is dated tells more.
            if key not in told or (draft.date and not told[key].date):
                told[key] = draft
        earlier = telling.find_earlier() or earlier
    yield from sorted(told.values(), key=lambda draft: draft.start)
