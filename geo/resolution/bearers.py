"""Say which entries bear a name as their own, where the gazetteer's own names alone do not tell."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Final, NamedTuple

from geo.candidates.division import dwarfs
from geo.gazetteer import Gazetteer, distance_km
from geo.names import fold_name, split_feature

# A town and the airport or division called after it.
_BESIDE_KM: Final = 40.0
# A foreign spelling in Latin letters is a town's own where it sounds the same, the town is so big, and so many times
# the next of that name.
_BIG, _HUGE = 100_000, 500_000
_FAR_BIGGER: Final = 5
# A village does not take its name from the state that it lies in.
_SHARE: Final = 50
_CODE: Final = 3
_DIVISIONS: Final = frozenset(("country", "admin1", "district"))
# How French, German and English spell the sounds of names, in the order in which they are exchanged.
_SOUNDS: Final = (
    ("tsch", "č"), ("tch", "č"), ("sch", "š"), ("sh", "š"), ("dj", "j"), ("dsch", "j"), ("zh", "j"), ("ck", "k"),
    ("ch", "k"), ("kh", "k"), ("th", "t"), ("c", "k"), ("ow", "u"), ("ou", "u"), ("w", "v"), ("y", "i"),
)  # fmt: skip
_DOUBLED: Final = re.compile(r"(.)\1")


class Match(NamedTuple):
    """
    An entry that a name may mean: its number, how far the name was changed to find it, whether the word beside it was
    part of the key, whether the name is its own, and whether it is a word for its people.
    """

    number: int
    spelling: float
    whole: bool
    own: bool
    demonym: bool = False


def is_own(number: int, keys: set[str], gazetteer: Gazetteer) -> bool:
    """
    Whether a key is as good as the entry's own name: "New York" of New York City, "Tex." of Texas.

    "Ohio" is not of Ohio County, nor "Columbia" of its District: without its word the name means something else.
    """
    kind = gazetteer.kind_of(number)
    if kind in ("country", "region"):
        return True
    own = fold_name(gazetteer.read_name(number))
    if own in keys:
        return True
    feature = split_feature(own)
    if kind == "place":
        return feature.stem in keys
    return kind == "admin1" and not (feature.asked == "district" and feature.stem in keys)


def settle_bearers(found: Iterable[Match], key: str, gazetteer: Gazetteer) -> list[Match]:
    """
    Say anew which of the entries of a key bear it as their own name.

    The gazetteer's own names are Latin and English, so nothing else bears
    "Курск" or "Koursk": there the town that everybody means does, and not the
    division about it. Of "Kursk" too the bare name is the town's.
    """
    matches = list(found)
    called = {gazetteer.area_of(m.number) for m in matches if gazetteer.kind_of(m.number) == "place"}
    for position, match in enumerate(matches):
        # "Kursk" is the city and only with a word beside it the region; "Texas" is the state.
        if match.own and gazetteer.kind_of(match.number) == "admin1" and gazetteer.area_of(match.number) in called:
            matches[position] = match._replace(own=fold_name(gazetteer.read_name(match.number)) == key)
    matches = [
        match._replace(own=False) if match.own and _is_dwarfed(match.number, matches, key, gazetteer) else match
        for match in matches
    ]
    town = _find_town(matches, key, gazetteer)
    if town is None:
        return matches
    return [
        match._replace(own=True)
        if match.number == town
        else match._replace(own=match.own and not _is_about(match.number, town, gazetteer))
        for match in matches
    ]


def _is_dwarfed(number: int, matches: Iterable[Match], key: str, gazetteer: Gazetteer) -> bool:
    """Whether an entry is a town in a far more populous division of the very same name."""
    return any(match.own and dwarfs(match.number, number, key, gazetteer) for match in matches)


def _find_town(matches: list[Match], key: str, gazetteer: Gazetteer) -> int | None:
    """Give the settlement that a name means though the gazetteer calls it otherwise, None where there is none."""
    sizes = gazetteer.sizes
    towns = sorted(
        (m for m in matches if gazetteer.kind_of(m.number) == "place"), key=lambda m: (-sizes[m.number], m.number)
    )
    if not towns or towns[0].own:
        return None
    first = towns[0].number
    foreign = not is_latin(key)
    if not foreign and not _is_in_use(key, towns, matches, gazetteer):
        return None
    for match in matches:
        kind = gazetteer.kind_of(match.number)
        if kind in ("country", "region"):
            return None
        if kind != "admin1":
            continue
        if match.own and (not foreign or fold_name(gazetteer.read_name(match.number)) == key):
            # "Bahia" is the state, and not Salvador, which was once called so.
            return None
        inside = gazetteer.area_of(match.number) == gazetteer.area_of(first)
        if inside and sizes[first] * _SHARE < sizes[match.number]:
            return None
    return first


def _is_in_use(key: str, towns: list[Match], matches: list[Match], gazetteer: Gazetteer) -> bool:
    """
    Whether a Latin spelling of the first of some towns, the largest, is one that newspapers use of it.

    Most are too odd: "Cancun" of Changchun, "Hamas" of Hamm, "Google" of Topeka.
    """
    if len(key) <= _CODE or split_feature(key).asked in _DIVISIONS:
        # "D.C." and "Allegheny County" are not Washington and Pittsburgh.
        return False
    first, *others = (match.number for match in towns)
    people = gazetteer.sizes[first]
    if people < max(_BIG, _FAR_BIGGER * max((gazetteer.sizes[other] for other in others), default=0)):
        return False
    own = fold_name(gazetteer.read_name(first))
    if any(match.own for match in towns):
        # Against towns that are really called so: "Odessa" is hardly another word than "Odesa", but "Sidney" is.
        return people >= _HUGE and _undouble(own) == _undouble(key)
    # A spelling that a town shares with its division is no accident: "Nikolaev".
    shared = any(
        gazetteer.kind_of(m.number) == "admin1" and gazetteer.area_of(m.number) == gazetteer.area_of(first)
        for m in matches
    )
    return shared or _sound(own) == _sound(key)


def _undouble(key: str) -> str:
    return _DOUBLED.sub(r"\1", key)


def _sound(key: str) -> str:
    """Write a folded Latin name alike whichever language spelt it: "Koursk" as "Kursk", "Charkiw" as "Kharkiv"."""
    for old, new in _SOUNDS:
        key = key.replace(old, new)
    return _undouble(key)


def _is_about(number: int, town: int, gazetteer: Gazetteer) -> bool:
    """Whether an entry is a first-order division with its middle at a town."""
    return gazetteer.kind_of(number) == "admin1" and _is_beside(number, town, gazetteer)


def find_town_airports(matches: Iterable[Match], gazetteer: Gazetteer) -> set[int]:
    """
    Give the airports that are called after a town close by which the same name may mean.

    A bare "Vladivostok" is the town; "Heathrow" is called after none, and stays the airport.
    """
    matches = list(matches)
    towns = [m.number for m in matches if gazetteer.kind_of(m.number) == "place"]
    return {
        match.number
        for match in matches
        if gazetteer.kind_of(match.number) == "airport"
        and any(_is_beside(match.number, town, gazetteer) for town in towns)
    }


def _is_beside(one: int, other: int, gazetteer: Gazetteer) -> bool:
    return distance_km(gazetteer.point_of(one), gazetteer.point_of(other)) < _BESIDE_KM


def is_latin(key: str) -> bool:
    """
    Whether a folded name is written in Latin letters, or has no letters.

    >>> is_latin("zurich"), is_latin("løten"), is_latin("курск"), is_latin("서울")
    (True, True, False, False)
    """
    return all(char < "\u0250" or "\u1e00" <= char < "\u1f00" for char in key if char.isalpha())
