"""Find the regions of a case among the areas of a file: by id, ISO code or name, and never in another country."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from geo.division_codes import find_codes
from geo.names import fold_name, split_feature
from geo.place import Place, Unresolved
from layers.areas.case_areas import AREA_PRECISIONS
from layers.areas.file import Feature
from layers.areas.labels import Label, find_id, name_feature

if TYPE_CHECKING:
    from geo.gazetteer import Gazetteer


@dataclass(frozen=True, slots=True)
class Region:
    """A region of a case that an outline is wanted for."""

    text: str
    place: Place
    texts: tuple[str, ...] = ()
    """All place texts of the case that mean it."""
    members: tuple[Region, ...] = ()
    """The divisions that it is made of, each wanted by itself; empty where it is one."""


@dataclass(frozen=True, slots=True)
class Match:
    """What of a file a region is: the features that make it up, or why there are none."""

    region: Region
    features: tuple[Feature, ...]
    reason: str
    parts: tuple[Match, ...] = ()
    """Of a region made of several divisions: the match of each."""


def find_regions(taken: Mapping[str, Place | Unresolved], gazetteer: Gazetteer) -> list[Region]:
    """List the regions that the place texts of a case are taken for, each once, with the divisions it is made of."""
    found: dict[object, Region] = {}
    for text, place in taken.items():
        if not isinstance(place, Place) or place.precision not in AREA_PRECISIONS:
            continue
        key = (place.gazetteer, place.gazetteer_id) if place.gazetteer_id else text
        if key in found:
            found[key] = replace(found[key], texts=(*found[key].texts, text))
        else:
            found[key] = Region(text, place, (text,), _find_members(place, gazetteer))
    return list(found.values())


def match_region(
    region: Region, labels: Sequence[Label], *, gazetteer: Gazetteer, take: Mapping[str, str] | None = None
) -> Match:
    """
    Find a region among the areas of a file.

    Parameters
    ----------
    labels
        The areas, as `read_labels` gives them.
    take
        For a place text, the id, code or name of the area to take: a person's word.

    Returns
    -------
    match
        More than one feature for a region made of several divisions, all of
        which were found, or where several fit and only their shapes can tell.
    """
    wanted = next((value for text, value in (take or {}).items() if text in region.texts), None)
    if wanted is not None:
        same = [label.feature for label in labels if _has_value(label, wanted)]
        return _pick(region, same, f"no area of the file has {wanted!r} as an id, code or name")
    if region.members:
        parts = [match_region(member, labels, gazetteer=gazetteer) for member in region.members]
        missing = [part.region.place.name for part in parts if not part.features]
        if missing:
            return Match(
                region, (), f"it is made of several, and {', '.join(missing)} is not in the file", tuple(parts)
            )
        return Match(region, tuple(feature for part in parts for feature in part.features), "", tuple(parts))
    return _pick(region, _find_best(region.place, labels, gazetteer), "no area of the file has its id or name")


def _find_members(place: Place, gazetteer: Gazetteer) -> tuple[Region, ...]:
    if place.gazetteer != "dateline":
        return ()
    entry = next((e for e in gazetteer.find_entries(place.name) if e.id == place.gazetteer_id), None)
    members = []
    for member in entry.members if entry else ():
        country, _, code = member.partition(".")
        number = gazetteer.find_admin1(country, code)
        if number is None:
            return ()
        one = gazetteer.read_entry(number)
        spot = Place(one.name, one.lon, one.lat, "region", one.radius_m, country, one.name, code, "geonames", one.id)
        members.append(Region(one.name, spot, (one.name,)))
    return tuple(members)


def _find_best(place: Place, labels: Sequence[Label], gazetteer: Gazetteer) -> list[Feature]:
    """Give the areas that fit best, by the strongest sign: an id, the gazetteer's names, the same name."""
    best: list[Feature] = []
    strongest = 0
    keys = {fold_name(place.name), split_feature(fold_name(place.name)).stem}
    for label in labels:
        strength = _weigh(place, label, keys, gazetteer)
        if strength > strongest:
            best, strongest = [label.feature], strength
        elif strength == strongest and strength:
            best.append(label.feature)
    return best


def _weigh(place: Place, label: Label, keys: set[str], gazetteer: Gazetteer) -> int:
    if place.country and label.countries and place.country not in label.countries:
        return 0
    if place.precision == "country":
        if label.is_part or not place.country or place.country not in label.countries | label.whole:
            return 0
        return 3 if place.country in label.countries else 2
    own = place.gazetteer_id.casefold()
    # The number of a relation is the id of its area in an extract.
    if own and label.ids & {own, own.removeprefix("relation/"), *find_codes(place.gazetteer_id)}:
        return 5
    if place.country in label.whole:
        return 0  # the country of that name, not its division
    if label.is_fine:
        # A district called after its region, where a file holds both.
        return 1 if {split_feature(fold_name(name)).stem for name in label.names} & keys else 0
    if place.gazetteer_id and any(
        entry.id == place.gazetteer_id for name in label.names for entry in gazetteer.find_entries(name)
    ):
        return 4
    folded = {fold_name(name) for name in label.names}
    if folded & keys:
        return 3
    return 2 if {split_feature(name).stem for name in folded} & keys else 0


def _has_value(label: Label, wanted: str) -> bool:
    key = fold_name(wanted)
    return wanted.casefold() in label.ids or (bool(key) and any(fold_name(name) == key for name in label.names))


def _pick(region: Region, features: Sequence[Feature], lost: str) -> Match:
    if not features:
        return Match(region, (), lost)
    if len({find_id(feature) for feature in features}) == 1:
        return Match(region, tuple(features), "")
    named = ", ".join(f"{name_feature(feature)} ({find_id(feature)})" for feature in features[:4])
    # Which of them holds the middle of the region is for the shapes to tell.
    return Match(region, tuple(features), f"several areas of the file fit: {named}")
