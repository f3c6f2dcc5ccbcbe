"""Resolve place texts that describe a place by others, with the help of whoever resolves plain names."""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

from geo.gazetteer import Gazetteer
from geo.names import fold_name
from geo.place import Place, Unresolved
from geo.relations.related import place_relation
from geo.relations.relation import Relation, read_relation
from geo.relations.stated import find_contradiction

Resolve = Callable[[str, str], Place | Unresolved]
"""Resolves a name, given the name of something near it (or "")."""

_TWO: Final = 2


def resolve_described(text: str, *, gazetteer: Gazetteer, resolve: Resolve) -> Place | Unresolved | None:
    """
    Give the place of a text such as "30 km north of Kursk" or "Dunai, 45 km south-east of Vladivostok".

    Returns
    -------
    place
        None where the text is a plain name, or one that the gazetteer knows
        as it stands ("Near East"). `Unresolved` where a name in it is, or
        where what it states contradicts the place that the name means.
    """
    relation = read_relation(text)
    if relation is not None:
        if gazetteer.find_matches(fold_name(text)):
            return None
        anchors = _resolve_anchors(relation, gazetteer, resolve)
        if isinstance(anchors, Unresolved):
            return Unresolved(text, f"“{text}”: {anchors.reason}", anchors.candidates)
        return place_relation(relation, anchors, text=text, gazetteer=gazetteer)
    head, comma, rest = text.partition(",")
    relation = read_relation(rest.strip()) if comma else None
    if relation is None or len(relation.anchors) > 1:
        return None
    anchors = _resolve_anchors(relation, gazetteer, resolve)
    if isinstance(anchors, Unresolved):
        return Unresolved(text, f"“{text}”: {anchors.reason}", anchors.candidates)
    place = resolve(head.strip(), relation.anchors[0])
    if isinstance(place, Unresolved):
        alone = resolve(head.strip(), "")
        place = alone if isinstance(alone, Place) else place
    if isinstance(place, Unresolved):
        return place
    contradiction = find_contradiction(relation, place, anchors[0])
    return Unresolved(text, contradiction.why) if contradiction is not None else place


def _resolve_anchors(relation: Relation, gazetteer: Gazetteer, resolve: Resolve) -> list[Place] | Unresolved:
    places: list[Place] = []
    for position, anchor in enumerate(relation.anchors):
        other = relation.anchors[1 - position] if len(relation.anchors) == _TWO else ""
        place = resolve(anchor, "")
        if isinstance(place, Unresolved):
            # "The Polish–Belarusian border" names its countries by their people.
            meant = gazetteer.find_demonyms(fold_name(anchor))
            if len(meant) == 1:
                place = resolve(gazetteer.read_name(meant[0]), "")
        if isinstance(place, Unresolved) and other:
            near = resolve(anchor, other)
            place = near if isinstance(near, Place) else place
        if isinstance(place, Unresolved):
            return place
        places.append(place)
    return places
