"""What a name in an article may mean, with what speaks for each sense before anything else is known."""

from __future__ import annotations

import math
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Final, NamedTuple

from geo.candidates.query import find_whole, read_place_text
from geo.candidates.rank import find_suit
from geo.gazetteer import PRIMARY, Area, Gazetteer
from geo.names import Asked, Kind, find_variants, fold_name, split_feature
from geo.resolution.bearers import Match, find_town_airports, is_own, settle_bearers
from geo.resolution.weights import WEIGHTS, Weights

# Of a common name ("San Antonio") so many senses are weighed, the likeliest first.
_MOST: Final = 150
# Unknown is not nobody: a settlement without a figure counts as a village.
_UNKNOWN_PEOPLE: Final = 2500
_BESIDE, _STEM, _PART, _FEATURE, _VARIANT, _CODE = -0.15, -0.5, -1.0, -1.5, -2.0, -3.0
# Things that the gazetteer does not hold but that lie where their name does: "Naugatuck River", "Jackson Township".
_THINGS: Final = frozenset(
    (
        "river", "creek", "lake", "lakes", "reservoir", "park", "national park", "state park", "township", "twp",
        "valley", "mountain", "mountains", "hills", "hill", "island", "islands", "beach", "bay", "forest", "co",
        "national forest", "airport", "area", "metro area", "hospital", "university", "college", "cathedral", "church",
        "stadium", "road", "street", "bridge", "dam", "canal", "springs", "heights", "mall", "museum", "border",
        "frontier", "basin", "peninsula", "coast", "desert", "plateau", "pass", "falls",
    )
)  # fmt: skip
_THINGS_BEFORE: Final = ("river ", "lake ", "mount ", "university of ", "isle of ", "gulf of ", "bay of ", "inner ")
_SHORT: Final = (("st ", "saint "), ("ste ", "sainte "), ("mt ", "mount "), ("ft ", "fort "), ("saint ", "st "))
_CELLS_A_DEGREE: Final = 2
# A feature word that is part of the entry's own name ("Mexico City") fits whatever bears that name.
_SMALL: Final = 1_000_000
_WHOLE, _SEAT = 0.8, -1.5


class Sense(NamedTuple):
    """One entry that a name may mean."""

    number: int
    kind: Kind
    area: Area
    admin2: int
    """Entry of its second-order division, -1 where none is known."""
    point: tuple[float, float, float]
    """Unit vector from the middle of the Earth."""
    cell: tuple[int, int]
    """The square of half a degree that it lies in."""
    prior: float
    parts: dict[str, float]
    """The named parts of the prior."""
    own: bool


@dataclass(frozen=True, slots=True)
class Name:
    """A name with its senses, the likeliest first, and what the name itself says of their kind and container."""

    key: str
    senses: tuple[Sense, ...]
    asked: Asked = ""
    word: str = ""
    within: tuple[str, ...] = field(default=())
    around: frozenset[tuple[int, int]] = frozenset()
    """The squares in and next to which a settlement or smaller division of the name lies."""


@lru_cache(maxsize=16384)
def find_name(text: str, word: str, gazetteer: Gazetteer) -> Name:
    """
    Look a name up as it stands in an article.

    Parameters
    ----------
    text
        The mention: "Kursk", "Rapides Parish", "Alexandria, La.", "northern Iraq", "Peruvian".
    word
        Words that follow the mention and say what it is ("military port"), else empty.

    Returns
    -------
    name
        Without senses where the gazetteer knows nothing of it.
    """
    within: tuple[str, ...] = ()
    if "," in text or "(" in text:
        reading = next(read_place_text(text), None)
        if reading is not None:
            text, within = reading.head, reading.within
    key = fold_name(text)
    if word and not split_feature(key).asked:
        found = _look_up(f"{key} {fold_name(word)}", gazetteer, stem_cost=_BESIDE)
        if found:
            return _build(f"{key} {fold_name(word)}", found, within, gazetteer)
    for spelling, way in _list_ways(text, key):
        found = [match._replace(spelling=match.spelling + spelling) for match in _look_up(way, gazetteer)]
        if found:
            return _build(way, found, within, gazetteer)
    return Name(key, (), within=within)


def _list_ways(text: str, key: str) -> list[tuple[float, str]]:
    """Give the keys to try for a name, with what each change costs."""
    ways = [(0.0, key)]
    for ending in (" s", "s"):
        if text.endswith(("'s", "’s", "s'", "s’")) and key.endswith(ending):
            ways.append((0.0, key.removesuffix(ending)))
    if key.startswith("the "):
        ways.append((0.0, key.removeprefix("the ")))
    whole = find_whole(text)
    if whole:
        ways.append((_PART, fold_name(whole)))
    words = key.split(" ")
    if len(words) > 1 and words[-1] == "co":
        ways.append((0.0, f"{' '.join(words[:-1])} county"))
    ways += [(_VARIANT, variant) for variant in find_variants(key)]
    for size in (2, 1):
        if len(words) > size and " ".join(words[-size:]) in _THINGS:
            ways.append((_FEATURE, " ".join(words[:-size])))
    ways += [(_FEATURE, key.removeprefix(thing)) for thing in _THINGS_BEFORE if key.startswith(thing)]
    return ways


def _look_up(key: str, gazetteer: Gazetteer, *, stem_cost: float = _STEM) -> list[Match]:
    """Find a key with and without the word that says what it is; `stem_cost` for names that do not hold that word."""
    keys = [key, *(long + key.removeprefix(short) for short, long in _SHORT if key.startswith(short))]
    found = [
        Match(match & ~PRIMARY, 0.0, True, bool(match & PRIMARY))
        for way in keys
        for match in gazetteer.find_matches(way)
    ]
    known = {match.number for match in found}
    for number in gazetteer.find_demonyms(key):
        if number not in known:
            known.add(number)
            found.append(Match(number, 0.0, True, True, True))
    feature = split_feature(key)
    if feature.asked:
        also = [feature.stem]
        if feature.asked in ("airport", "airbase"):
            also.insert(0, f"{feature.stem} airport")
        for stem in also:
            for match in gazetteer.find_matches(stem):
                number = match & ~PRIMARY
                if number not in known:
                    known.add(number)
                    found.append(Match(number, stem_cost, stem != feature.stem, bool(match & PRIMARY)))
    owned = set(keys)
    return [
        match if match.own or not is_own(match.number, owned, gazetteer) else match._replace(own=True)
        for match in found
    ]


def _build(key: str, found: list[Match], within: tuple[str, ...], gazetteer: Gazetteer) -> Name:
    feature = split_feature(key)
    found = settle_bearers(found, key, gazetteer)
    after_towns = find_town_airports(found, gazetteer) if not feature.asked else set()
    # Where a division of the name is known ("province of Cordoba"), its seat no longer stands for it.
    divided = {gazetteer.area_of(m.number) for m in found if gazetteer.kind_of(m.number) in ("admin1", "admin2")}
    towns = {gazetteer.area_of(m.number) for m in found if m.own and gazetteer.kind_of(m.number) == "place"}
    senses = [_build_sense(match, key, feature.asked, (towns, divided), gazetteer, WEIGHTS) for match in found]
    senses = [_take_off(sense, after_towns, WEIGHTS) for sense in senses]
    senses.sort(key=lambda sense: -sense.prior)
    return Name(key, tuple(senses[:_MOST]), feature.asked, feature.word, within, _find_around(senses))


def _find_around(senses: list[Sense]) -> frozenset[tuple[int, int]]:
    return frozenset(
        (sense.cell[0] + x, sense.cell[1] + y)
        for sense in senses
        if sense.kind in ("place", "admin2", "airport") and (sense.own or sense.parts.get("people", 0) > 6)
        for x in (-1, 0, 1)
        for y in (-1, 0, 1)
    )


def _find_fit(asked: Asked, kind: Kind, *, whole: bool, divided: bool) -> float:
    """Say how well a kind fits the word beside a name, from -1.5 to 0.8."""
    if whole:
        return _WHOLE
    if divided and kind == "place" and asked in ("admin1", "district"):
        return _SEAT
    return find_suit(asked, kind)


def _build_sense(
    match: Match, key: str, asked: Asked, areas: tuple[set[Area], set[Area]], gazetteer: Gazetteer, weights: Weights
) -> Sense:
    towns, divided = areas
    number, spelling, whole, own, demonym = match
    kind = gazetteer.kind_of(number)
    size = gazetteer.sizes[number]
    area = gazetteer.area_of(number)
    if kind == "region":
        countries = gazetteer.read_entry(number).countries
        area = (countries[0], "") if len(countries) == 1 else area
    if len(key) == 2 and kind == "country" and key == area[0].lower() != "us":
        # "Pa." and "S.D." are states far more often than Panama and Sudan.
        spelling += _CODE
    parts: dict[str, float] = {}
    if kind == "place":
        parts["people"] = weights.people * math.log10(size + 10 if size else _UNKNOWN_PEOPLE)
        if number in gazetteer.capitals:
            # The capital of a big country is named far more often than its people count.
            country = gazetteer.find_country(area[0])
            people = gazetteer.sizes[country] if country is not None else 0
            parts["capital"] = weights.capital * max(0.3, math.log10(people + 1) - 5.5)
    elif kind == "airport":
        parts["kind"] = weights.airport * (1 + size) / 2
    else:
        parts["kind"] = weights[_KIND_FIELDS[kind]]
        if kind != "region":
            parts["people"] = weights.division_people * math.log10(size + 10)
            if kind != "admin2" and size < _SMALL:
                parts["small"] = weights.small * math.log10((size + 10) / _SMALL)
        if kind == "admin1" and area in towns and not asked:
            parts["seat"] = -weights.seat
    if demonym and kind == "country":
        parts["people of"] = weights.people_of
    if own:
        parts["own name"] = weights.own
    if spelling:
        parts["spelling"] = weights.spelling * spelling
    if asked:
        parts["word"] = weights.word * _find_fit(asked, kind, whole=whole, divided=area in divided)
    lon, lat = gazetteer.point_of(number)
    second = gazetteer.admin2_of(number)
    return Sense(
        number=number,
        kind=kind,
        area=area,
        admin2=-1 if second is None else second,
        point=find_vector(lon, lat),
        cell=(math.floor(lon * _CELLS_A_DEGREE), math.floor(lat * _CELLS_A_DEGREE)),
        prior=sum(parts.values()),
        parts=parts,
        own=own,
    )


def _take_off(sense: Sense, after_towns: set[int], weights: Weights) -> Sense:
    """Weigh an airport less whose bare name is that of a town close by."""
    if sense.number not in after_towns:
        return sense
    parts = {**sense.parts, "after a town": -weights.airport}
    return sense._replace(prior=sum(parts.values()), parts=parts)


_KIND_FIELDS: Final = {name: Weights._fields.index(name) for name in ("country", "region", "admin1", "admin2")}


def find_vector(lon: float, lat: float) -> tuple[float, float, float]:
    """Give the unit vector of a point in degrees."""
    x, y = math.radians(lon), math.radians(lat)
    across = math.cos(y)
    return across * math.cos(x), across * math.sin(x), math.sin(y)
