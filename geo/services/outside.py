"""Weigh what a service found by the parts of a score that the gazetteer's entries have, and choose, or say why not."""

from __future__ import annotations

import difflib
import math
import unicodedata
from collections.abc import Sequence
from dataclasses import replace
from typing import Final

from geo.candidates.context import Context, read_countries
from geo.candidates.query import find_whole, read_place_text
from geo.candidates.rank import FULL_NAME, OWN_NAME, STEM_NAME, UNKNOWN_PRIOR, VARIANT_NAME, find_suit, read_context
from geo.gazetteer import Gazetteer, distance_km
from geo.names import Kind, find_variants, fold_name, split_feature
from geo.place import Candidate, Place, Precision, Unresolved
from geo.resolve import ENOUGH, MARGIN
from geo.services.found import Found

_OWN: Final = FULL_NAME + OWN_NAME
# The service knows the name, and we cannot see how: it is in another script, or longer.
_UNSEEN, _PART, _ALIKE, _STRANGE = 0.5, 0.5, 0.3, -0.8
_LIKENESS: Final = 0.85
# What being known adds to the prior of a town of unknown population.
_KNOWN: Final = 0.4
_HELD: Final = 0.6
_CLOSE_KM: Final = 150.0
_SAME_KM: Final = 5.0
_KINDS: Final[dict[Precision, Kind]] = {
    "country": "country", "region": "admin1", "district": "admin1", "settlement": "place", "site": "place",
    "exact": "place",
}  # fmt: skip


def weigh_found(text: str, found: Sequence[Found], *, gazetteer: Gazetteer) -> list[Candidate]:
    """
    Weigh the places that a service found for a text.

    Where one lies is judged by the settlement of the gazetteer that lies
    nearest to it in the same country, since that one's division is known; and
    by the names that the service gives for what holds it.

    Parameters
    ----------
    text
        A place text: a name, with or without containers.
    found
        As the service gave them.

    Returns
    -------
    candidates
        Best first, with the named parts of the scores, those that disagree
        with a container included.
    """
    reading = next(read_place_text(text), None)
    if reading is None:
        return []
    head = reading.head
    context = read_context(reading, near="", country="", gazetteer=gazetteer)
    weighed = []
    for one in found:
        place = _name_country(one, gazetteer)
        reasons = {"name": _weigh_name(head, one), "prior": UNKNOWN_PRIOR + _KNOWN * (one.weight or 0.0)}
        asked = split_feature(fold_name(head)).asked
        if asked and reasons["name"] < _OWN:
            reasons["kind"] = find_suit(asked, _KINDS[place.precision])
        reasons |= _weigh_holders(place, one, reading.within, context, gazetteer)
        weighed.append(Candidate(place, sum(reasons.values()), reasons))
    return sorted(weighed, key=lambda candidate: -candidate.score)


def choose_found(
    text: str, found: Sequence[Found], *, doubt: Unresolved, gazetteer: Gazetteer, service: str
) -> Place | Unresolved:
    """
    Choose among what a service found and what the gazetteer has, by the rules that hold for the gazetteer alone.

    Parameters
    ----------
    doubt
        Why the gazetteer alone could not tell.
    service
        Name of the service, for the reason.

    Returns
    -------
    place
        With a sentence for readers, or `Unresolved` with one for the editor;
        its candidates are those of both.
    """
    weighed = weigh_found(text, found, gazetteer=gazetteer)
    together = join_candidates(weighed, doubt.candidates)
    if not weighed:
        return replace(doubt, reason=f"{doubt.reason} {service} finds nothing either.".strip())
    top = together[0]
    known = f"{service} finds {_name(weighed[0].place, gazetteer)}"
    lost = replace(doubt, candidates=tuple(together[:10]))
    if top.place.chosen_by != "service":
        return lost
    missed = [name for name, part in top.reasons.items() if part < 0 and name != "prior"]
    if missed:
        if "name" in missed:
            return replace(lost, reason=f"{doubt.reason} {known}, which is another name.")
        where = ", ".join(name.partition(" ")[2] for name in missed if " " in name)
        return replace(lost, reason=f"{doubt.reason} {known}, but not in {where}." if where else doubt.reason)
    rivals = [
        other
        for other in together[1:]
        if other.score > top.score - MARGIN and not _is_same(top.place, other.place) and not _is_missed(other)
    ]
    if rivals:
        names = " or ".join(_name(one.place, gazetteer) for one in (top, *rivals[:2]))
        return replace(lost, reason=f"“{text}” could be {names}; write more of what holds it after commas.")
    if top.score < ENOUGH:
        return replace(
            lost,
            reason=f"{known}, which is not sure enough; write the state or country after a comma if it is meant.",
        )
    return replace(top.place, reason=f"{service} finds “{text}” as {_name(top.place, gazetteer)}.")


def _name_country(one: Found, gazetteer: Gazetteer) -> Place:
    """Fill in the two-letter code of a country that the service gave by another name."""
    if one.place.country or not one.country_name:
        return one.place
    codes = read_countries(one.country_name, gazetteer)
    return replace(one.place, country=next(iter(codes))) if len(codes) == 1 else one.place


def _weigh_name(head: str, one: Found) -> float:
    key = fold_name(head)
    keys = [fold_name(name) for name in one.names]
    if not key or not keys:
        return _STRANGE
    if key == keys[0]:
        return _OWN
    if key in keys:
        return FULL_NAME
    stem = split_feature(key).stem
    stems = {split_feature(name).stem for name in keys}
    if stem in keys or key in stems or stem in stems:
        return STEM_NAME
    if not stems.isdisjoint(find_variants(stem)):
        return VARIANT_NAME
    if not any(_script(name) == _script(key) for name in keys):
        return _UNSEEN
    words = set(key.split())
    if any(words <= set(name.split()) for name in keys):
        return _PART
    likeness = max(difflib.SequenceMatcher(None, key, name).ratio() for name in keys)
    return _ALIKE if likeness >= _LIKENESS else _STRANGE


def _script(key: str) -> str:
    """Give the script of a folded name by its first letter."""
    letter = next((char for char in key if char.isalpha()), "")
    return unicodedata.name(letter, "").partition(" ")[0]


def _weigh_holders(
    place: Place, one: Found, holders: Sequence[str], context: Context, gazetteer: Gazetteer
) -> dict[str, float]:
    reasons: dict[str, float] = {}
    near = _find_nearest(place, gazetteer)
    if near is not None and context:
        reasons |= context.weigh(near, gazetteer)
    held = {fold_name(name) for name in one.holders} | {split_feature(fold_name(name)).stem for name in one.holders}
    for text in holders:
        name = f"within {text}"
        key = fold_name(text)
        if key in held or split_feature(key).stem in held or place.country in read_countries(text, gazetteer):
            reasons[name] = max(_HELD, reasons.get(name, 0.0))
        elif text in context.unknown or name not in reasons:
            reasons[name] = 0.0
    return reasons


def _find_nearest(place: Place, gazetteer: Gazetteer) -> int | None:
    """Give the settlement nearest to a place and in its country, None where none lies near."""
    for reach in (_CLOSE_KM / 10, _CLOSE_KM):
        for _, number in gazetteer.find_near("place", lon=place.lon, lat=place.lat, within_km=reach):
            if not place.country or gazetteer.area_of(number)[0] == place.country:
                return number
    return None


def join_candidates(weighed: Sequence[Candidate], known: Sequence[Candidate]) -> list[Candidate]:
    """Put candidates of both together, best first, without those of the gazetteer that the service found too."""
    others = [one for one in known if not any(_is_same(one.place, other.place) for other in weighed)]
    return sorted([*_leave_doubles(weighed), *others], key=lambda candidate: -candidate.score)


def _leave_doubles(weighed: Sequence[Candidate]) -> list[Candidate]:
    """Leave out what is there twice, such as a town as a point and as an area."""
    kept: list[Candidate] = []
    for one in weighed:
        if not any(_is_same(one.place, other.place) for other in kept):
            kept.append(one)
    return kept


def _is_same(one: Place, other: Place) -> bool:
    away = distance_km((one.lon, one.lat), (other.lon, other.lat))
    if away < _SAME_KM:
        return True
    # The town in the district or region of its name: the nearer one is meant, and it lies in the other.
    inside = away * 1000 < max(one.radius_m, other.radius_m)
    stems = (split_feature(fold_name(one.name)).stem, split_feature(fold_name(other.name)).stem)
    return inside and stems[0] == stems[1] and one.country == other.country and not math.isnan(away)


def _is_missed(candidate: Candidate) -> bool:
    return any(part < 0 for name, part in candidate.reasons.items() if name != "prior")


def _name(place: Place, gazetteer: Gazetteer) -> str:
    number = gazetteer.find_country(place.country)
    country = place.country if number is None else gazetteer.read_name(number)
    parts = (place.name, place.admin1, country)
    return ", ".join(part for number, part in enumerate(parts) if part and part not in parts[:number])


def phrase_query(text: str) -> str:
    """
    Put a place text into words that a service understands: what it is near stands after a comma.

    >>> phrase_query("Dunai military port near Vladivostok"), phrase_query("Qortin Pier, Malta")
    ('Dunai military port, Vladivostok', 'Qortin Pier, Malta')
    """
    reading = next(read_place_text(text), None)
    if reading is None or not reading.near:
        return text
    return ", ".join((reading.head, *reading.within, reading.near))


def is_askable(text: str) -> bool:
    """
    Tell whether a service should be asked for a text: not for nothing, nor for a part of something.

    >>> is_askable("Dunai port, Russia"), is_askable("eastern Ukraine"), is_askable(" , ")
    (True, False, False)
    """
    reading = next(read_place_text(text), None)
    return reading is not None and bool(fold_name(reading.head)) and not find_whole(reading.head)
