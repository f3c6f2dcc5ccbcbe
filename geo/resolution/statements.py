"""Find what an article states of places by other places: descriptions, and what contradicts the places chosen."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Final

from geo.gazetteer import Gazetteer
from geo.place import Place, Unresolved
from geo.relations.related import place_relation
from geo.relations.relation import Relation, build_relation, find_before, find_pair, find_said
from geo.relations.stated import Contradiction, find_contradiction
from geo.resolution.article import Resolution

_BEFORE, _AFTER, _BETWEEN = 110, 40, 12
_NOT_IN: Final = "not in "


@dataclass(frozen=True, slots=True)
class Statement:
    """
    Words that place something by one or two names: "30 km north of Kursk".

    `head` is the position of the mention of which it is said ("Dunai, 45 km
    south-east of Vladivostok"), -1 where the words stand for a place of their
    own, which `place` then is, or why there is none.
    """

    start: int
    end: int
    text: str
    relation: Relation
    anchors: tuple[int, ...]
    """Positions of the mentions that its names are."""
    head: int
    place: Place | Unresolved | None


def find_statements(text: str, resolutions: Sequence[Resolution], *, gazetteer: Gazetteer) -> list[Statement]:
    """
    Give what a text says of places by naming others, in the order of the text.

    Parameters
    ----------
    text
        The article.
    resolutions
        Of its mentions, in the order of the text.
    gazetteer
        Where the mentions were resolved.
    """
    found = []
    paired: set[int] = set()
    for position, (first, second) in enumerate(pairwise(resolutions)):
        statement = _read_pair(text, position, first, second, gazetteer)
        if statement is not None:
            found.append(statement)
            paired |= {position, position + 1}
    for position in range(len(resolutions)):
        statement = None if position in paired else _read_single(text, position, resolutions, gazetteer)
        if statement is not None:
            found.append(statement)
    return sorted(found, key=lambda statement: statement.start)


def find_contradictions(statements: Sequence[Statement], resolutions: Sequence[Resolution]) -> list[Contradiction]:
    """Give what the text states (a distance, a direction, a container) that is not so of the places chosen."""
    found = []
    for statement in statements:
        if statement.head < 0 or len(statement.anchors) != 1:
            continue
        place, anchor = resolutions[statement.head].place, resolutions[statement.anchors[0]].place
        if place is not None and anchor is not None:
            contradiction = find_contradiction(statement.relation, place, anchor, mention=statement.head)
            if contradiction is not None:
                found.append(contradiction)
    for position, resolution in enumerate(resolutions):
        place = resolution.place
        for reason in resolution.reasons if place is not None else ():
            if reason.startswith(_NOT_IN) and place is not None:
                stated = reason.removeprefix(_NOT_IN)
                where = ", ".join(filter(None, (place.admin1, place.country))) or "no country"
                why = f"The text puts “{resolution.mention.text}” in {stated}, but {place.name} lies in {where}."
                found.append(Contradiction("container", f"in {stated}", where, why, position))
    return found


def _read_pair(
    text: str, position: int, first: Resolution, second: Resolution, gazetteer: Gazetteer
) -> Statement | None:
    a, b = first.mention, second.mention
    if b.start - a.end > _BETWEEN or b.start < a.end:
        return None
    pair = find_pair(text[max(0, a.start - _BEFORE) : a.start], text[a.end : b.start], text[b.end : b.end + _AFTER])
    if pair is None:
        return None
    kind, ahead, behind = pair
    start, end = a.start - ahead, b.end + behind
    relation = Relation(kind, (a.text, b.text))
    words = text[start:end]
    place = _place(relation, (first, second), words, gazetteer)
    return Statement(start, end, words, relation, (position, position + 1), -1, place)


def _read_single(text: str, position: int, resolutions: Sequence[Resolution], gazetteer: Gazetteer) -> Statement | None:
    mention = resolutions[position].mention
    first = max(0, mention.start - _BEFORE)
    found = find_before(text[first : mention.start])
    if found is None:
        return None
    kind, match = found
    relation = build_relation(kind, (mention.text,), match.groupdict())
    start = first + match.start()
    head = position - 1 if position and find_said(text[resolutions[position - 1].mention.end : mention.start]) else -1
    words = text[start : mention.end]
    place = None if head >= 0 else _place(relation, (resolutions[position],), words, gazetteer)
    return Statement(start, mention.end, words, relation, (position,), head, place)


def _place(relation: Relation, anchors: Sequence[Resolution], words: str, gazetteer: Gazetteer) -> Place | Unresolved:
    places = []
    for anchor in anchors:
        if anchor.place is None:
            return Unresolved(words, f"“{words}”: {anchor.why}", anchor.candidates)
        places.append(anchor.place)
    return place_relation(relation, places, text=words, gazetteer=gazetteer)
