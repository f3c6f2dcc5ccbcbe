"""Resolve all mentions of an article together, from everything that it says."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from typing import Final, NamedTuple

from geo.coherence import Unit, Votes, settle, weigh_sense
from geo.containers import StatedParts, weigh_stated
from geo.gazetteer import Gazetteer
from geo.grounds import build_attempt, rank_sense, say_choice, say_doubt
from geo.home import find_home
from geo.names import fold_name, split_feature
from geo.place import Candidate, Mention, Place
from geo.rank import Ranked
from geo.reasons import build_place
from geo.senses import Name, Sense, find_name
from geo.style import find_style
from geo.surroundings import Around, find_dateline, find_runs, read_around
from geo.weights import WEIGHTS, Weights

# The least probability with which a place is taken; docs/places.md has the trade-off.
ENOUGH: Final = 0.3
_SHOWN: Final = 5
_NAMED_ASIDE, _HOME_WEIGHT, _MOST_MENTIONS = 0.7, 1.0, 3
# A town that is no mention tells something only when it has so many people; more where the name is not its own.
_LEAST_ASIDE, _LEAST_ALSO = 50_000, 500_000
_NAMED_IN_DOUBT: Final = 3
# The cosine of some 40 km.
_SAME_SPOT: Final = 1 - (40 / 6371) ** 2 / 2


class _Read(NamedTuple):
    """A mention with its name and what stands beside it."""

    mention: Mention
    name: Name
    within: tuple[str, ...]
    around: Around


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
    return [
        _choose(mention, unit, article=article, votes=votes, gazetteer=gazetteer, enough=enough)
        for mention, unit in zip(mentions, article.of_mentions, strict=True)
    ]


Answer = tuple[list[Ranked], float, float]
"""The likeliest senses of a unit, the margin of the first, and how sure it is."""


@dataclass(slots=True)
class Article:
    """The units of an article, and which one each mention belongs to."""

    units: list[Unit]
    of_mentions: list[Unit]
    names: dict[int, Name]
    """By the id of a unit, as the next two."""
    stated: dict[int, dict[int, StatedParts]]
    """The parts that words beside the name add, by the number of the entry."""
    answers: dict[int, Answer] = field(default_factory=dict)

    def find_answer(self, unit: Unit, *, votes: Votes, gazetteer: Gazetteer) -> Answer:
        """Rank the senses of a unit once for all of its mentions."""
        known = self.answers.get(id(unit))
        if known is not None:
            return known
        order = sorted(range(len(unit.senses)), key=lambda n: -unit.scores[n])
        best = unit.senses[order[0]]
        rivals = [n for n in order[1:] if not _is_same(best, unit.senses[n])]
        margin = unit.scores[order[0]] - unit.scores[rivals[0]] if rivals else unit.scores[order[0]] - unit.nowhere
        sure = sum(unit.chances) - sum(unit.chances[n] for n in rivals)
        ranked = []
        for n in order[:_SHOWN]:
            sense = unit.senses[n]
            stated = self.stated[id(unit)][sense.number]
            reasons = {**sense.parts, **{part: value for (part, _), value in stated.items()}}
            reasons |= weigh_sense(sense, unit=unit, votes=votes, weights=WEIGHTS)
            ranked.append(rank_sense(sense, unit.scores[n], reasons, name=self.names[id(unit)], gazetteer=gazetteer))
        answer = self.answers[id(unit)] = ranked, margin, sure
        return answer


def build_units(
    text: str,
    mentions: Sequence[Mention],
    *,
    gazetteer: Gazetteer,
    home: str,
    title: str,
    weights: Weights = WEIGHTS,
) -> Article:
    """Group the mentions by name and container, and add the names that the text holds besides."""
    dateline = find_dateline(text)
    read: list[_Read] = []
    for mention in mentions:
        around = read_around(text, start=mention.start, end=mention.end)
        name = find_name(mention.name or mention.text, around.word, gazetteer)
        within = (*name.within, *around.within)
        if mention.start == dateline[0] and dateline[2]:
            within = (*within, dateline[2])
        read.append(_Read(mention, name, within, around))
    by_key: dict[str, list[int]] = {}
    for position, one in enumerate(read):
        by_key.setdefault(one.name.key, []).append(position)
    of_mentions: list[Unit | None] = [None] * len(read)
    units: list[Unit] = []
    stated: dict[int, dict[int, StatedParts]] = {}
    names: dict[int, Name] = {}
    for positions in by_key.values():
        for group in _split_by_container(positions, read):
            name = read[group[0]].name
            within = max((read[p].within for p in group), key=len)
            inside = tuple(
                dict.fromkeys(said for p in group for said in (*read[p].around.inside, *read[p].around.near))
            )
            unit = Unit(
                key=name.key,
                senses=name.senses,
                weight=min(len(group), _MOST_MENTIONS) ** 0.5 if name.senses else 0.0,
                around=name.around,
            )
            parts = weigh_stated(name.senses, within=within, inside=inside, gazetteer=gazetteer, weights=weights)
            unit.stated = [sum(part.values()) for part in parts]
            stated[id(unit)] = {sense.number: part for sense, part in zip(name.senses, parts, strict=True)}
            names[id(unit)] = name
            units.append(unit)
            for position in group:
                of_mentions[position] = unit
    known = set(by_key)
    units += _find_aside(text, mentions, known=known, gazetteer=gazetteer, title=title)
    for key, senses in find_home(home, gazetteer) if home else ():
        # A paper called after the town of which it writes says nothing new of that name.
        if all(unit.key != key for unit in units):
            units.append(Unit(key, senses, _HOME_WEIGHT, around=find_name(key, "", gazetteer).around))
    return Article(units, [unit for unit in of_mentions if unit is not None], names, stated)


def _split_by_container(positions: list[int], read: list[_Read]) -> list[list[int]]:
    """Put mentions of one name together, but apart where the text gives them different containers."""
    groups: dict[str, list[int]] = {}
    bare: list[int] = []
    for position in positions:
        within = read[position].within
        if within:
            groups.setdefault(fold_name(within[0]), []).append(position)
        else:
            bare.append(position)
    if not groups:
        return [positions]
    for position in bare:
        before = [(group[0], key) for key, group in groups.items() if group[0] < position]
        key = max(before)[1] if before else next(iter(groups))
        groups[key].append(position)
    return list(groups.values())


def _find_aside(
    text: str, mentions: Sequence[Mention], *, known: set[str], gazetteer: Gazetteer, title: str
) -> list[Unit]:
    """Find names of areas and bigger towns that are no mentions but tell where the article is at home."""
    taken = [(mention.start, mention.end) for mention in mentions]
    found: Counter[str] = Counter()
    towns: set[str] = set()
    for whole in (text, title):
        for start, end in find_runs(whole):
            if whole is text and any(a < end and start < b for a, b in taken):
                continue
            run = whole[start:end].removesuffix("'s").removesuffix("’s")
            for piece in dict.fromkeys((run, *run.split(" and "))):
                parts = _list_parts(piece.split(" "))
                found.update(key for key in parts if key not in known)
                towns.update(parts[:1])
    units = []
    for key, count in found.items():
        senses = _find_aside_senses(key, gazetteer, towns=key in towns)
        if senses:
            units.append(Unit(key, senses, _NAMED_ASIDE * min(count, _MOST_MENTIONS) ** 0.5))
    return units


def _list_parts(words: list[str]) -> list[str]:
    whole = fold_name(" ".join(words))
    parts = [whole]
    if len(words) > 1:
        parts += [fold_name(words[0]), fold_name(" ".join(words[:2])), fold_name(words[-1])]
    return [part for part in dict.fromkeys(parts) if len(part) > 3]


def _find_aside_senses(key: str, gazetteer: Gazetteer, *, towns: bool) -> tuple[Sense, ...]:
    """Give the areas that a name may mean and, with `towns`, the bigger settlements of just that name."""
    counties = split_feature(key).asked == "district"
    return tuple(
        sense
        for sense in find_name(key, "", gazetteer).senses
        if sense.kind in ("country", "admin1")
        or (sense.kind == "admin2" and counties)
        or (
            sense.kind == "place"
            and towns
            and gazetteer.sizes[sense.number] >= (_LEAST_ASIDE if sense.own else _LEAST_ALSO)
        )
    )


def _choose(
    mention: Mention, unit: Unit, *, article: Article, votes: Votes, gazetteer: Gazetteer, enough: float
) -> Resolution:
    text, name = mention.text, article.names[id(unit)]
    attempt = build_attempt(text, name)
    if not unit.senses:
        return Resolution(mention, None, (), 0.0, why=say_doubt(text, (), gazetteer=gazetteer))
    ranked, margin, sure = article.find_answer(unit, votes=votes, gazetteer=gazetteer)
    best = ranked[0]
    places = [build_place(r, attempt=attempt, gazetteer=gazetteer, say=False) for r in ranked]
    candidates = tuple(Candidate(place, r.score, r.reasons) for place, r in zip(places, ranked, strict=True))
    if sure < enough:
        why = say_doubt(text, ranked[:_NAMED_IN_DOUBT], gazetteer=gazetteer)
        return Resolution(mention, None, candidates, margin, why=why)
    why = say_choice(text, best, attempt=attempt, rivals=len(ranked) > 1, gazetteer=gazetteer)
    place = replace(places[0], reason=why)
    return Resolution(mention, place, (replace(candidates[0], place=place), *candidates[1:]), margin, best.reasons, why)


def _is_same(one: Sense, other: Sense) -> bool:
    """Whether two senses are one spot on the map: a town and the county or airport called after it."""
    return sum(a * b for a, b in zip(one.point, other.point, strict=True)) > _SAME_SPOT
