"""Resolve all mentions of an article together, from everything that it says."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from typing import Final

from geo.candidates.rank import Ranked
from geo.candidates.reasons import build_place
from geo.gazetteer import Gazetteer
from geo.place import Candidate, Mention, Place
from geo.resolution.coherence import Unit, Votes, settle, weigh_sense
from geo.resolution.grounds import build_attempt, rank_sense, say_choice, say_doubt
from geo.resolution.senses import Name, Sense
from geo.resolution.style import find_style
from geo.resolution.units import Article, build_units
from geo.resolution.weights import WEIGHTS

# The least probability with which a place is taken; docs/benchmarks.md has the trade-off.
ENOUGH: Final = 0.3
_SHOWN, _NAMED_IN_DOUBT = 5, 3
# The cosine of some 40 km.
_SAME_SPOT: Final = 1 - (40 / 6371) ** 2 / 2


@dataclass(frozen=True, slots=True)
class Resolution:
    """
    What a mention was taken for, and why.

    `place` is None where no sense is likely enough or the gazetteer knows
    none. `margin` is by how much the choice is ahead of the next place that is
    another one, in natural logarithms of odds; 0 without a choice.
    """

    mention: Mention
    place: Place | None
    candidates: tuple[Candidate, ...]
    margin: float
    reasons: dict[str, float] = field(default_factory=dict)
    why: str = ""


def resolve_mentions(
    text: str,
    mentions: Sequence[Mention],
    *,
    gazetteer: Gazetteer,
    home: str = "",
    title: str = "",
    enough: float = ENOUGH,
) -> list[Resolution]:
    """
    Choose a place for each mention of a text, from the whole of it.

    Parameters
    ----------
    text
        The article.
    mentions
        Its toponyms, with offsets into `text`.
    gazetteer
        From `open_gazetteer`.
    home
        Publisher, host name or town of the paper, empty where unknown.
    title
        The headline, where the text does not hold it.
    enough
        The least probability with which a place is taken, from 0 to 1.

    Returns
    -------
    resolutions
        One for each mention, in order.

    Raises
    ------
    ValueError
        If the offsets of a mention do not lie in the text.
    """
    for mention in mentions:
        if not 0 <= mention.start <= mention.end <= len(text):
            raise ValueError(
                f"mention {mention.text!r}: offsets {mention.start} to {mention.end} do not lie in a text of "
                f"{len(text)} characters"
            )
    article = build_units(text, mentions, gazetteer=gazetteer, home=home, title=title)
    votes = settle(article.units, style=find_style(text))
    answers = {
        id(unit): _find_answer(unit, article=article, votes=votes, gazetteer=gazetteer)
        for unit in dict.fromkeys(article.of_mentions)
        if unit.senses
    }
    return [
        _choose(mention, article.names[id(unit)], answers.get(id(unit)), gazetteer=gazetteer, enough=enough)
        for mention, unit in zip(mentions, article.of_mentions, strict=True)
    ]


Answer = tuple[list[Ranked], tuple[Candidate, ...], float, float]
"""The likeliest senses of a unit, also as candidates, the margin of the first, and how sure it is."""


def _find_answer(unit: Unit, *, article: Article, votes: Votes, gazetteer: Gazetteer) -> Answer:
    """Rank the senses of a unit."""
    order = sorted(range(len(unit.senses)), key=lambda n: -unit.scores[n])
    best = unit.senses[order[0]]
    rivals = [n for n in order[1:] if not _is_same(best, unit.senses[n])]
    margin = unit.scores[order[0]] - unit.scores[rivals[0]] if rivals else unit.scores[order[0]] - unit.nowhere
    sure = sum(unit.chances) - sum(unit.chances[n] for n in rivals)
    name = article.names[id(unit)]
    attempt = build_attempt(name.key, name)
    ranked, candidates = [], []
    for n in order[:_SHOWN]:
        sense = unit.senses[n]
        stated = article.stated[id(unit)][sense.number]
        reasons = {**sense.parts, **{part: value for (part, _), value in stated.items()}}
        reasons |= weigh_sense(sense, unit=unit, votes=votes, weights=WEIGHTS)
        one = rank_sense(sense, unit.scores[n], reasons, name=name, gazetteer=gazetteer)
        place = build_place(one, attempt=attempt, gazetteer=gazetteer, say=False)
        ranked.append(one)
        candidates.append(Candidate(replace(place, geonames_id=one.entry.geonames_id), one.score, reasons))
    return ranked, tuple(candidates), margin, sure


def _choose(mention: Mention, name: Name, answer: Answer | None, *, gazetteer: Gazetteer, enough: float) -> Resolution:
    text = mention.text
    if answer is None:
        return Resolution(mention, None, (), 0.0, why=say_doubt(text, (), gazetteer=gazetteer))
    ranked, candidates, margin, sure = answer
    if sure < enough:
        why = say_doubt(text, ranked[:_NAMED_IN_DOUBT], gazetteer=gazetteer)
        return Resolution(mention, None, candidates, margin, why=why)
    attempt = build_attempt(text, name)
    why = say_choice(text, ranked[0], attempt=attempt, rivals=len(ranked) > 1, gazetteer=gazetteer)
    place = replace(candidates[0].place, reason=why)
    candidates = (replace(candidates[0], place=place), *candidates[1:])
    return Resolution(mention, place, candidates, margin, ranked[0].reasons, why)


def _is_same(one: Sense, other: Sense) -> bool:
    """Whether two senses are one spot on the map: a town and the county or airport called after it."""
    return sum(a * b for a, b in zip(one.point, other.point, strict=True)) > _SAME_SPOT
