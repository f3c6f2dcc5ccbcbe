"""Weigh the senses of a name against the containers that an article writes beside it."""

from __future__ import annotations

import math
from functools import lru_cache
from typing import Final

from geo.candidates.context import Holder, read_holder
from geo.gazetteer import Gazetteer
from geo.names import fold_name
from geo.relations.relation import Relation
from geo.resolution.senses import Sense
from geo.resolution.weights import Weights

StatedParts = dict[tuple[str, str], float]
"""What containers add to a sense: by the name of the part ("within Texas") and of its weight."""

# Written beside a sense of the same kind, a name is as likely the next in a list: "Georgia, Alabama and Tennessee".
_PEER: Final = -0.2
_LEAST_FIT: Final = 0.01
_CITY: Final = 200_000
# Of the name that a place is near, so many senses count, and only those not far less likely than the first.
_LIKELY, _MOST_ANCHORS = 5.0, 6
_EARTH_M: Final = 6_371_000.0
_NEAR_M, _FAR_M = 80_000.0, 300_000.0
# So far may a stated distance be off, as a share of it and in any case.
_SHARE, _SLACK_M = 0.3, 25_000.0
_MISFIT: Final = -0.5


@lru_cache(maxsize=2048)
def find_holder(text: str, gazetteer: Gazetteer) -> Holder | None:
    """
    Look a container up, without the words that follow its name ("Ohio Gov Smith"); None where nothing is known.

    Demonyms count for their country: "the Russian city of Kursk".
    """
    words = text.split(" ")
    for size in range(len(words), 0, -1):
        part = " ".join(words[:size])
        holder = read_holder(part, gazetteer)
        if holder.known:
            return holder
        countries = {gazetteer.area_of(n)[0] for n in gazetteer.find_demonyms(fold_name(part))}
        if countries:
            return Holder(part, numbers=set(gazetteer.find_demonyms(fold_name(part))), countries=countries)
    return None


def weigh_holder(holder: Holder, sense: Sense, *, gazetteer: Gazetteer, places: bool) -> float:
    """
    Say how well a sense lies in a container, from -0.8 (elsewhere) to 0.7 (in its division).

    Parameters
    ----------
    places
        Whether a settlement may be the container ("Pyongyang's airport"); after a comma it is the next in a list.
    """
    areas = bool(holder.countries or holder.areas or holder.districts or holder.regions)
    if not areas:
        return max(0.0, holder.weigh(sense.number, gazetteer)) if places else 0.0
    fit = holder.weigh(sense.number, gazetteer)
    if fit < 0 and (
        (sense.kind == "country" and holder.countries)
        or (sense.kind == "admin1" and holder.areas)
        or (sense.kind == "admin2" and holder.districts)
        or sense.kind == "region"
    ):
        return _PEER
    return fit


def _is_city(holder: Holder, gazetteer: Gazetteer) -> bool:
    """Whether a container is rather a big city than the division called after it."""
    return not holder.countries and any(
        gazetteer.sizes[circle.number] >= _CITY and gazetteer.area_of(circle.number) in holder.areas
        for circle in holder.places
    )


def weigh_stated(
    senses: tuple[Sense, ...],
    *,
    within: tuple[str, ...],
    inside: tuple[str, ...],
    defined: tuple[str, ...],
    listed: bool,
    gazetteer: Gazetteer,
    weights: Weights,
) -> list[StatedParts]:
    """
    Give for each sense the named parts that the containers beside its name add.

    Parameters
    ----------
    listed
        Whether what stands after the comma may be the next of a list: then nothing is taken off for lying elsewhere.
    """
    parts: list[StatedParts] = [{} for _ in senses]
    for texts, name, places in ((within, "within", False), (defined, "within", True), (inside, "phrase", True)):
        weight: float = getattr(weights, name)
        for text in texts:
            holder = find_holder(text, gazetteer)
            if holder is None:
                continue
            soft = (listed and text in within) or _is_city(holder, gazetteer)
            for position, sense in enumerate(senses):
                fit = weigh_holder(holder, sense, gazetteer=gazetteer, places=places)
                if fit > 0 or (fit and not (name == "within" and soft)):
                    key = (f"within {holder.text}", name)
                    parts[position][key] = weight * fit
                    if name == "within" and fit < _PEER:
                        parts[position][f"not in {holder.text}", "contradicts"] = -weights.contradicts
    return parts


def weigh_held(
    holders: tuple[Sense, ...], held: tuple[Sense, ...], *, text: str, weights: Weights
) -> list[StatedParts]:
    """Give for each sense of a container what it gains by holding a likely sense of the name before it."""
    best = max((sense.prior for sense in held), default=0.0)
    parts: list[StatedParts] = []
    for holder in holders:
        inside = [
            sense.prior
            for sense in held
            if sense.kind in ("place", "admin2", "airport", "region")
            and (
                (holder.kind == "country" and holder.area[0] == sense.area[0])
                or (holder.kind == "admin1" and holder.area == sense.area)
                or (holder.kind == "admin2" and holder.number == sense.admin2)
            )
        ]
        fit = math.exp(max(inside) - best) if inside else 0.0
        parts.append({(f"holds {text}", "holds"): weights.holds * fit} if fit > _LEAST_FIT else {})
    return parts


def weigh_said(
    senses: tuple[Sense, ...], anchors: tuple[Sense, ...], relation: Relation, *, text: str, weights: Weights
) -> list[StatedParts]:
    """Give for each sense what it gains or loses by lying where a relation to another name puts it."""
    best = max((anchor.prior for anchor in anchors), default=0.0)
    likely = [anchor for anchor in anchors if anchor.prior > best - _LIKELY][:_MOST_ANCHORS]
    parts: list[StatedParts] = []
    for sense in senses:
        fit = max((_weigh_relation(sense, anchor, relation) for anchor in likely), default=0.0)
        parts.append({(f"by {text}", "stated"): weights.stated * fit} if abs(fit) > _LEAST_FIT else {})
    return parts


def _weigh_relation(sense: Sense, anchor: Sense, relation: Relation) -> float:
    if sense.kind in ("country", "region") or anchor.kind in ("country", "region", "admin1"):
        return 0.0
    cosine = sum(a * b for a, b in zip(sense.point, anchor.point, strict=True))
    away = _EARTH_M * math.acos(max(-1.0, min(1.0, cosine)))
    stated = relation.distance_m
    if stated is None:
        return math.exp(-away / _NEAR_M) if away < _FAR_M else _MISFIT
    return 1.0 if abs(away - stated) < _SHARE * stated + _SLACK_M else _MISFIT
