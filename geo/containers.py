"""Weigh the senses of a name against the containers that an article writes beside it."""

from __future__ import annotations

import math
from functools import lru_cache
from typing import Final

from geo.context import Holder, read_holder
from geo.gazetteer import Gazetteer
from geo.names import fold_name
from geo.senses import Sense
from geo.weights import Weights

StatedParts = dict[tuple[str, str], float]
"""What containers add to a sense: by the name of the part ("within Texas") and of its weight."""

# Written beside a sense of the same kind, a name is as likely the next in a list: "Georgia, Alabama and Tennessee".
_PEER: Final = -0.2
_LEAST_FIT: Final = 0.01


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
    areas = bool(holder.countries or holder.areas or holder.regions)
    if not areas:
        return max(0.0, holder.weigh(sense.number, gazetteer)) if places else 0.0
    fit = holder.weigh(sense.number, gazetteer)
    if fit < 0 and (
        (sense.kind == "country" and holder.countries)
        or (sense.kind == "admin1" and holder.areas)
        or sense.kind == "region"
    ):
        return _PEER
    return fit


def weigh_stated(
    senses: tuple[Sense, ...],
    *,
    within: tuple[str, ...],
    inside: tuple[str, ...],
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
    for texts, name, places in ((within, "within", False), (inside, "phrase", True)):
        weight: float = getattr(weights, name)
        for text in texts:
            holder = find_holder(text, gazetteer)
            if holder is None:
                continue
            for position, sense in enumerate(senses):
                fit = weigh_holder(holder, sense, gazetteer=gazetteer, places=places)
                if fit > 0 or (fit and not (listed and name == "within")):
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
