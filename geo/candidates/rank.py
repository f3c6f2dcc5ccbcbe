"""Weigh the entries that a place text may mean, each part of the score with its name."""

from __future__ import annotations

import math
from dataclasses import dataclass, field
from typing import Final

from geo.candidates.context import Context, read_countries, read_holders
from geo.candidates.query import Reading, read_place_text
from geo.gazetteer import PRIMARY, Entry, Gazetteer
from geo.names import Asked, Feature, Kind, find_variants, fold_name, split_feature

# A decade of population is worth 0.2; all else is measured against that.
_DECADE: Final = 0.2
OWN_NAME: Final = 0.2
FULL_NAME, STEM_NAME, VARIANT_NAME, _ONLY_ONE = 0.8, 0.75, 0.6, 0.3
# "Peruvian" stands for Peru where nothing is called so.
_DEMONYM: Final = 0.6
_FITS, _MISFITS, _WHOLE = 0.6, -0.6, 0.8
# What a county or district gains where one is asked for: as much as its bare name loses.
_DISTRICT: Final = 0.5
# Of a common name ("San Antonio") so many are weighed where nothing but size tells them apart.
_BARE_LIMIT: Final = 32
# A strip without an IATA code, one with, an international airport, and one well known.
_AIRPORTS: Final = (0.3, 0.7, 1.0, 1.3)
_ABOUT_KM: Final = 60.0
# Unknown is not nobody: a place without a figure counts as a small town.
_UNKNOWN_PEOPLE: Final = 5000
UNKNOWN_PRIOR: Final = _DECADE * math.log10(_UNKNOWN_PEOPLE)

_SUITS: Final[dict[Asked, dict[Kind, float]]] = {
    "country": {"country": _FITS},
    "region": {"region": _FITS},
    "admin1": {"admin1": 0.3, "admin2": 0.1, "region": 0.0, "country": 0.3, "place": _MISFITS, "airport": -1.0},
    "district": {"admin2": _FITS, "place": 0.1, "admin1": 0.2, "country": _MISFITS, "airport": -1.0},
    "place": {"place": _FITS, "admin1": -0.2, "admin2": -0.2, "country": _MISFITS, "airport": -1.0},
    "airport": {"airport": _FITS, "place": -1.5, "admin1": -1.5, "admin2": -1.5, "country": -1.5, "region": -1.5},
    "airbase": {"airport": _FITS, "place": _MISFITS, "admin1": -1.0, "admin2": -1.0, "country": -1.5, "region": -1.0},
    "port": {"place": 0.0, "admin1": _MISFITS, "admin2": -1.0, "country": -1.0, "region": _MISFITS, "airport": -1.0},
    "": {},
}


# How far behind the best known one a place may be that something is said to be near to.
_NAMESAKE: Final = 0.5


@dataclass(slots=True)
class Ranked:
    """An entry with its score and the named parts that add up to it."""

    entry: Entry
    score: float
    reasons: dict[str, float]
    key: str
    """The folded spelling under which it was found."""
    named: bool
    """Whether it was found under its own name, and not one that is also used for it."""
    agrees: bool
    """False where it lies elsewhere than a container, the country or the neighbour says."""


@dataclass(slots=True)
class Attempt:
    """The reading of a place text that was taken, and the entries it may mean, best first."""

    head: str
    asked: Asked = ""
    word: str = ""
    context: Context = field(default_factory=Context)
    ranked: list[Ranked] = field(default_factory=list)
    close: bool = False
    """Whether only spellings that come close to the name are known, and not the name."""
    namesakes: int = 0
    """How many entries bear the name."""


Match = tuple[int, str, float, bool, bool]
"""An entry that a name may mean, the key under which it was found, the quality of the match, whether a feature word
was part of the key, and whether the key is the entry's own name."""


def rank_readings(text: str, *, gazetteer: Gazetteer, near: str, country: str, limit: int) -> Attempt:
    """
    Weigh every way to read a place text, and give the best one.

    The plainest reading in which a candidate agrees with all that stands round
    it is taken; spellings that come only close are tried last.
    """
    readings = read_place_text(text)
    tried: list[Reading] = []
    fallback: Attempt | None = None
    for find in (_find_exact, _find_close, _find_about):
        for reading in readings if find is _find_exact else tried:
            if find is _find_exact:
                tried.append(reading)
            context = read_context(reading, near=near, country=country, gazetteer=gazetteer)
            key = fold_name(reading.head)
            if not key or (reading.strict and context.unknown):
                continue
            feature = split_feature(key)
            matches = find(key, feature, context, gazetteer)
            if not matches:
                continue
            attempt = Attempt(
                reading.head, feature.asked, feature.word, context, close=find is _find_close, namesakes=len(matches)
            )
            attempt.ranked = _weigh(matches, feature.asked, context, gazetteer, limit=limit)
            if attempt.ranked and attempt.ranked[0].agrees and not (context.unknown and not context):
                return attempt
            if not reading.strict:
                fallback = fallback or attempt
        if fallback is not None and fallback.asked != "airport":
            break
    if fallback is not None:
        return fallback
    return Attempt(tried[0].head if tried else "")


_NOTHING: Final = Context()


def read_context(reading: Reading, *, near: str, country: str, gazetteer: Gazetteer) -> Context:
    """Look up what stands round the head of a reading."""
    if not (reading.within or reading.near or near or country):
        return _NOTHING
    context = Context()
    if reading.within:
        context.holders, context.unknown = read_holders(reading.within, gazetteer)
    if country:
        context.country_text = country
        context.countries = read_countries(country, gazetteer)
        if not context.countries:
            context.unknown.append(country)
    near = near or reading.near
    if near:
        context.near_text = near
        around = rank_readings(near, gazetteer=gazetteer, near="", country=country, limit=3)
        # "Chicago" is not the village in Ohio that was once called so.
        known = [r for r in around.ranked if r.agrees and r.score > around.ranked[0].score - _NAMESAKE]
        context.near = [(r.entry.lon, r.entry.lat) for r in known]
        if not context.near:
            context.unknown.append(near)
    return context


def _find_exact(key: str, feature: Feature, context: Context, gazetteer: Gazetteer) -> list[Match]:
    found: list[Match] = [_match(match, key, FULL_NAME, True) for match in gazetteer.find_matches(key)]
    asked, stem = feature.asked, feature.stem
    if not found:
        found = [(number, key, _DEMONYM, True, False) for number in gazetteer.find_demonyms(key)]
    if not asked:
        return found
    known = {match[0] for match in found}
    if asked in ("airport", "airbase"):
        airports = [_match(match, key, FULL_NAME, True) for match in gazetteer.find_matches(f"{stem} airport")]
        found += [match for match in airports if match[0] not in known]
        known.update(match[0] for match in airports)
    if asked != "airport":
        towns = [_match(match, stem, STEM_NAME, False) for match in gazetteer.find_matches(stem)]
        found += [match for match in towns if match[0] not in known]
    return found


def _match(match: int, key: str, quality: float, whole: bool) -> Match:
    if match & PRIMARY:
        return (match ^ PRIMARY, key, quality + OWN_NAME, whole, True)
    return (match, key, quality, whole, False)


def _find_close(key: str, feature: Feature, context: Context, gazetteer: Gazetteer) -> list[Match]:
    """Try spellings that transliterations differ in; the first that is known is taken."""
    suffix = " airport" if feature.asked in ("airport", "airbase") else ""
    for variant in find_variants(feature.stem if feature.asked else key):
        matches = gazetteer.find_matches(variant + suffix)
        if matches:
            return [_match(match, variant + suffix, VARIANT_NAME, bool(suffix)) for match in matches]
    return []


def _find_about(key: str, feature: Feature, context: Context, gazetteer: Gazetteer) -> list[Match]:
    """Take the one airport with an IATA code about the named town, where the airport's own name is not known."""
    if feature.asked != "airport":
        return []
    middles = [(c.lon, c.lat) for holder in context.holders for c in holder.places[:1]]
    middles += [gazetteer.point_of(n) for n in gazetteer.find_numbers(feature.stem) if gazetteer.kind_of(n) == "place"]
    for lon, lat in middles[:3]:
        about = gazetteer.find_near("airport", lon=lon, lat=lat, within_km=_ABOUT_KM)
        near = [number for _, number in about if gazetteer.sizes[number]]
        # "Sunan airport, Wuxi" is Sunan Shuofang: of several, the one whose name begins so.
        alike = [n for n in near if fold_name(gazetteer.read_name(n)).startswith(f"{feature.stem} ")]
        for found in (alike, near):
            if len(found) == 1:
                return [(found[0], "", _ONLY_ONE, True, False)]
    return []


def _weigh(matches: list[Match], asked: Asked, context: Context, gazetteer: Gazetteer, *, limit: int) -> list[Ranked]:
    suits = _SUITS[asked]
    weighed = []
    has_context = context is not _NOTHING and bool(context)
    for number, key, quality, whole, named in matches if has_context else matches[:_BARE_LIMIT]:
        kind = gazetteer.kind_of(number)
        prior = _weigh_prior(number, kind, gazetteer)
        reasons = {"name": quality, "prior": prior}
        score = quality + prior
        if asked:
            # A feature word that is part of the name itself ("Mexico City") fits whatever bears that name.
            fit = _WHOLE if whole else suits.get(kind, 0.0)
            if kind == "admin2" and asked == "district":
                fit += _DISTRICT
            reasons["kind"] = fit
            score += fit
        if has_context:
            parts = context.weigh(number, gazetteer)
            reasons |= parts
            score += sum(parts.values())
        weighed.append((-score, number, key, named and whole, reasons))
    # No two have one number, so the keys and reasons are never compared.
    weighed.sort()
    ranked = []
    for score, number, key, named, reasons in weighed[:limit]:
        agrees = not has_context or all(part >= 0 for name, part in reasons.items() if " " in name)
        ranked.append(Ranked(gazetteer.read_entry(number), -score, reasons, key, named, agrees))
    return ranked


def find_suit(asked: Asked, kind: Kind) -> float:
    """Say how well a kind of place fits the kind that a feature word asks for."""
    return _SUITS[asked].get(kind, 0.0)


def _weigh_prior(number: int, kind: Kind, gazetteer: Gazetteer) -> float:
    """How likely an entry is meant by its name alone."""
    size = gazetteer.sizes[number]
    if kind == "place":
        prior = _DECADE * math.log10(size + 10 if size else _UNKNOWN_PEOPLE)
        if number in gazetteer.capitals:
            # The capital of a big country is named far more often than its people count.
            country = gazetteer.find_country(gazetteer.area_of(number)[0])
            people = gazetteer.sizes[country] if country is not None else 0
            prior += 0.1 * max(0.0, math.log10(people + 1) - 5.5)
        return prior
    if kind == "country":
        return 0.1 + _DECADE * math.log10(size + 10)
    if kind == "admin1":
        return _DECADE * math.log10(size + 10) - 0.1
    if kind == "admin2":
        # A bare name hardly means the county or district, whose seat often bears the same.
        return _DECADE * math.log10(size + 10) - 0.5
    if kind == "region":
        # One of the many lakes and hills of a full dump is hardly ever meant by its bare name.
        return 1.3 if size else 0.7
    return _AIRPORTS[size]
