"""Weigh the senses of all names of an article against one another, in rounds."""

from __future__ import annotations

import math
from collections import defaultdict
from dataclasses import dataclass, field
from typing import Final

from geo.gazetteer import Area
from geo.names import split_feature
from geo.resolution.senses import Sense
from geo.resolution.style import Style
from geo.resolution.weights import WEIGHTS, Weights

Key = str | Area | int
"""What is named: a country by its code, a first-order division by its area, a second-order one by its entry."""
Vector = tuple[float, float, float]

_ROUNDS: Final = 3
# After the first round only the likeliest senses of a name are weighed on.
_KEPT: Final = 12
# A sense below this probability speaks for no other name.
_FAINT: Final = 0.04
_EARTH_KM: Final = 6371.0
_NEAR_KM: Final = 200.0
# Beyond this cosine (1,000 km) a point adds nothing to what is near.
_HORIZON: Final = math.cos(1000 / _EARTH_KM)
_MOST_NEAR: Final = 2.0
_MOST_COMPANY: Final = 4.0
_NOTHING: Final = 1e-6


@dataclass(slots=True, eq=False)
class Unit:
    """A name in one sense throughout the article: its senses with their scores, and how much it says to others."""

    key: str
    senses: tuple[Sense, ...]
    weight: float
    """0 for a name that says nothing to others; grows with the number of its mentions."""
    beside: list[Unit] = field(default_factory=list)
    """The names that stand beside it in a list: "Georgia, Armenia and Azerbaijan"."""
    around: frozenset[tuple[int, int]] = frozenset()
    """The squares in and next to which something of the name lies."""
    stem: str = ""
    """The name without the word that says what it is."""
    nowhere: float = WEIGHTS.nowhere
    stated: list[float] = field(default_factory=list)
    """For each sense, what the words beside the name add to its prior."""
    scores: list[float] = field(default_factory=list)
    chances: list[float] = field(default_factory=list)
    own: dict[Key, float] = field(default_factory=dict)
    """What it added itself to the votes for countries and divisions that it was last weighed against."""

    def start(self) -> None:
        """Score the senses by prior and stated context alone."""
        self.stem = split_feature(self.key).stem
        if not self.stated:
            self.stated = [0.0] * len(self.senses)
        self.scores = [sense.prior + said for sense, said in zip(self.senses, self.stated, strict=True)]
        self.chances = find_chances(self.scores, self.nowhere)

    def keep_likely(self) -> None:
        """Forget the senses that the first round left far behind."""
        if len(self.senses) <= _KEPT:
            return
        order = sorted(range(len(self.senses)), key=lambda n: -self.scores[n])[:_KEPT]
        self.senses = tuple(self.senses[n] for n in order)
        self.stated = [self.stated[n] for n in order]
        self.scores = [self.scores[n] for n in order]
        self.chances = find_chances(self.scores, self.nowhere)


def find_chances(scores: list[float], nowhere: float) -> list[float]:
    """Turn log-odds into probabilities; what they lack to 1 is the chance that the name means none of the senses."""
    if not scores:
        return []
    top = max(nowhere, *scores)
    odds = [math.exp(score - top) if score > top - 30 else 0.0 for score in scores]
    total = sum(odds) + math.exp(nowhere - top)
    return [odd / total for odd in odds]


class Votes:
    """What all names of an article together say of countries, divisions and points."""

    def __init__(self, units: list[Unit], style: Style) -> None:
        self.style = style
        self.countries: dict[str, float] = defaultdict(float)
        self.admin1s: dict[Area, float] = defaultdict(float)
        self.admin2s: dict[int, float] = defaultdict(float)
        self.named: dict[Key, tuple[float, Unit, float]] = {}
        self.points: list[tuple[float, float, float, float, Unit]] = []
        self.all = self.all_admin1 = 0.0
        # A name that lies everywhere ("Springfield") tells little by lying here as well.
        self.around = [(u.around, u, min(1.0, 6.0 / math.sqrt(len(u.around)))) for u in units if u.around and u.weight]
        self.listed = {id(u): tuple(zip(u.senses, u.chances, strict=True)) for u in units if u.beside}
        for unit in units:
            unit.own = defaultdict(float)
            for sense, chance in zip(unit.senses, unit.chances, strict=True):
                if chance >= _FAINT:
                    self._add(unit, sense, unit.weight * chance, chance)
        self.many = max(1.0, sum(one[0] for key, one in self.named.items() if isinstance(key, str))) ** 0.5

    def _add(self, unit: Unit, sense: Sense, weight: float, chance: float) -> None:
        country, code = sense.area
        own = unit.own
        if country:
            self.countries[country] += weight
            own[country] += weight
            self.all += weight
            if code:
                self.admin1s[sense.area] += weight
                own[sense.area] += weight
                self.all_admin1 += weight
            if sense.admin2 >= 0:
                self.admin2s[sense.admin2] += weight
                own[sense.admin2] += weight
        x, y, z = sense.point
        if sense.kind == "country":
            self._name(country, unit, chance)
        elif sense.kind == "admin1":
            self._name(sense.area, unit, chance)
        elif sense.kind == "admin2":
            self._name(sense.number, unit, chance)
        if sense.kind in ("place", "admin2", "airport"):
            self.points.append((x, y, z, weight, unit))

    def _name(self, key: Key, unit: Unit, chance: float) -> None:
        best, by, next_best = self.named.get(key, (0.0, unit, 0.0))
        if chance > best:
            self.named[key] = chance, unit, next_best if by.stem == unit.stem else best
        elif by.stem != unit.stem and chance > next_best:
            self.named[key] = best, by, chance

    def find_named(self, key: Key, unit: Unit) -> float:
        """
        Say how sure it is that another name means a country or division itself.

        "Karak district" is no other name than "Karak": where one lies, the other does.
        """
        found = self.named.get(key)
        if found is None:
            return 0.0
        best, by, next_best = found
        return next_best if by.stem == unit.stem else best


def weigh_sense(sense: Sense, *, unit: Unit, votes: Votes, weights: Weights) -> dict[str, float]:
    """Give the named parts that the rest of the article adds to a sense of a unit."""
    parts: dict[str, float] = {}
    country, code = sense.area
    kind, own = sense.kind, unit.own
    if country:
        said = votes.countries.get(country, 0.0) - own.get(country, 0.0)
        if said > _NOTHING:
            parts["country"] = weights.country_share * said / (max(votes.all - unit.weight, said) + 1.0)
        if kind != "country" and (named := votes.find_named(country, unit)):
            parts["country named"] = weights.country_named * named / votes.many
        if country in votes.style.topic:
            parts["style"] = weights.style * votes.style.topic[country]
        if country in votes.style.manner:
            parts["manner"] = weights.manner * votes.style.manner[country]
        if code:
            mass = votes.all_admin1 - unit.weight
            said = votes.admin1s.get(sense.area, 0.0) - own.get(sense.area, 0.0)
            if said > _NOTHING:
                parts["division"] = weights.admin1_share * said / (max(mass, said) + 0.5)
            if kind != "admin1" and (named := votes.find_named(sense.area, unit)):
                parts["division named"] = weights.admin1_named * named
            if sense.admin2 >= 0:
                said = votes.admin2s.get(sense.admin2, 0.0) - own.get(sense.admin2, 0.0)
                if said > _NOTHING:
                    parts["district"] = weights.admin2_share * said / (max(mass, said) + 0.5)
                if kind != "admin2" and (named := votes.find_named(sense.admin2, unit)):
                    parts["district named"] = weights.admin2_named * named
    if unit.beside and kind in ("country", "admin1"):
        alike = sum(
            chance
            for other in unit.beside
            for peer, chance in votes.listed[id(other)]
            if peer.kind == kind and (kind == "country" or peer.area[0] == country)
        )
        parts["list"] = weights.list_share * alike / len(unit.beside)
    if kind in ("place", "admin2", "airport", "admin1"):
        near = _find_nearness(sense.point, votes.points, unit)
        if near:
            parts["near"] = weights.near * near
    if kind in ("place", "admin2", "airport"):
        cell = sense.cell
        company = sum(rare for around, other, rare in votes.around if cell in around and other is not unit)
        if company:
            parts["company"] = weights.company * min(company, _MOST_COMPANY)
    return parts


def _find_nearness(point: Vector, points: list[tuple[float, float, float, float, Unit]], unit: Unit) -> float:
    """Give how much other names lie about a point, on the scale of 200 km and at most 2."""
    px, py, pz = point
    near = 0.0
    for x, y, z, weight, other in points:
        cosine = px * x + py * y + pz * z
        if cosine > _HORIZON and other is not unit:
            near += weight * math.exp(-_EARTH_KM * math.sqrt(max(0.0, 2.0 - 2.0 * cosine)) / _NEAR_KM)
    return min(near, _MOST_NEAR)


def settle(units: list[Unit], *, style: Style, weights: Weights = WEIGHTS) -> Votes:
    """
    Score the senses of all units against one another, and give the last votes.

    `style` says how much the words of the article are those of a country.

    Each round lets every name vote with the chances that the round before
    gave its senses; nobody votes for themselves.
    """
    for unit in units:
        unit.nowhere = weights.nowhere
        unit.start()
    votes = Votes(units, style)
    for turn in range(_ROUNDS):
        if turn:
            votes = Votes(units, style)
        for unit in units:
            unit.scores = [
                sense.prior + said + sum(weigh_sense(sense, unit=unit, votes=votes, weights=weights).values())
                for sense, said in zip(unit.senses, unit.stated, strict=True)
            ]
        for unit in units:
            unit.chances = find_chances(unit.scores, unit.nowhere)
            if turn == 0:
                unit.keep_likely()
    return votes
