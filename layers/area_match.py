"""Find the regions of a case among the areas of a file: by id, ISO code or name, and never in another country."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import TYPE_CHECKING, Final, NamedTuple

from geo.context import read_countries
from geo.division_codes import find_codes
from geo.names import fold_name, split_feature
from geo.place import Place, Unresolved
from layers.area_file import Feature
from layers.case_areas import AREA_PRECISIONS

if TYPE_CHECKING:
    from geo.gazetteer import Gazetteer

# Fields as Natural Earth, geoBoundaries, GADM, geoNames-joined files and OSM name them, in small letters.
_NAMES: Final = re.compile(
    r"name(_?[a-z]{2,3}|_long|_alt|_local|_1|_2|_0|_sort|len)?|name:[a-z-]+|shapename|varname_[12]|nl_name_[12]|woe_name|gn_name"
    r"|formal_en|brk_name|admin|admin1name|adm[012]_(en|name|pcode)|int_name|official_name|alt_name|short_name|old_name|sovereignt"
)
_COUNTRIES: Final = re.compile(
    r"iso_a[23](_eh)?|adm0_a3|adm0_iso|shapegroup|gid_0|iso3166-1(:alpha[23])?|iso_?[23]|country_?(code|iso[23]?)?|name_0|adm0_(en|name|pcode)|admin|iso3cd"
)
_IDS: Final = re.compile(
    r"id|osm_id|osm_way_id|shapeid|shapeiso|gid(_[012])?|hasc_[12]|iso_3166_2|iso3166-[12](:alpha[23])?|gn_a1_code|gn_id|ne_id|adm[012]_(code|pcode)|adm1_code|wikidata(id)?"
    r"|iso_a[23](_eh)?|adm0_a3|fips|code_hasc|iso_1"
)
_PART_FIELDS: Final = (
    "iso_3166_2", "iso3166-2", "name_1", "gid_1", "gn_a1_code", "adm1_code", "adm1_en", "adm1_name",
)  # fmt: skip
_COUNTRY_FIELDS: Final = ("adm0_a3", "iso_a3", "gid_0", "iso3166-1", "iso3166-1:alpha2")
_ISO_2: Final = ("iso_3166_2", "iso3166-2", "shapeiso")
_OTHER_TAGS: Final = re.compile(r'"((?:[^"\\]|\\.)*)"=>"((?:[^"\\]|\\.)*)"')
_NOT_A_CODE: Final = frozenset({"-99", "-1", "-9", "0", "null", "none", "na", "n/a"})


@dataclass(frozen=True, slots=True)
class Region:
    """A region of a case that an outline is wanted for."""

    text: str
    place: Place
    texts: tuple[str, ...] = ()
    """All place texts of the case that mean it."""
    members: tuple[Region, ...] = ()
    """The divisions that it is made of, each wanted by itself; empty where it is one."""


class Label(NamedTuple):
    """What the fields of an area say it is; `is_part` is None where they do not tell a division from a country."""

    feature: Feature
    ids: frozenset[str]
    names: tuple[str, ...]
    countries: frozenset[str]
    is_part: bool | None
    whole: frozenset[str]
    """The countries that bear one of its names, unless it is a division."""


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


def read_labels(features: Sequence[Feature], gazetteer: Gazetteer) -> list[Label]:
    """Read ids, names and countries out of the fields of all areas of a file."""
    find = lru_cache(maxsize=4096)(lambda text: read_countries(text, gazetteer))
    return [_read_label(feature, find) for feature in features]


def read_fields(feature: Feature) -> dict[str, str]:
    """Give the fields of a feature by their names in small letters, those that OSM packs into one unpacked."""
    fields = {name.casefold(): value for name, value in feature.fields.items()}
    packed = fields.pop("other_tags", "")
    for name, value in _OTHER_TAGS.findall(packed):
        fields.setdefault(name.casefold(), value.replace('\\"', '"'))
    return fields


def name_feature(feature: Feature) -> str:
    """Name an area of a file as its own fields do."""
    fields = read_fields(feature)
    for key in ("name_en", "name:en", "shapename", "name_1", "name", "name_long", "admin"):
        if fields.get(key):
            return fields[key]
    return next(iter(_values(fields, _NAMES)), f"area {feature.fid}")


def find_id(feature: Feature) -> str:
    """Give the id of an area in its file: an ISO code where there is one."""
    fields = read_fields(feature)
    for key in (
        "iso_3166_2",
        "iso3166-2",
        "shapeiso",
        "shapeid",
        "gid_1",
        "osm_id",
        "iso3166-1",
        "iso_a3",
        "adm0_a3",
        "id",
    ):
        value = fields.get(key, "")
        if value and value.casefold() not in _NOT_A_CODE:
            return value
    return str(feature.fid)


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


def _read_label(feature: Feature, find: Callable[[str], frozenset[str]]) -> Label:
    fields = read_fields(feature)
    names = tuple(dict.fromkeys(_values(fields, _NAMES)))
    codes = _values(fields, _COUNTRIES)
    first = [value.partition("-")[0] for key in _ISO_2 if (value := fields.get(key))]
    countries = _find_countries(codes, find) or _find_countries(first, find)
    ids = frozenset(value.casefold() for value in _values(fields, _IDS)) - _NOT_A_CODE
    is_part = _is_part(fields)
    whole = _find_countries(names, find) if not is_part else frozenset()
    return Label(feature, ids, names, countries, is_part, whole)


def _find_countries(texts: Iterable[str], find: Callable[[str], frozenset[str]]) -> frozenset[str]:
    return frozenset().union(*(find(text) for text in texts if text.casefold() not in _NOT_A_CODE))


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
        return 4
    if place.country in label.whole:
        return 0  # the country of that name, not its division
    if place.gazetteer_id and any(
        entry.id == place.gazetteer_id for name in label.names for entry in gazetteer.find_entries(name)
    ):
        return 3
    folded = {fold_name(name) for name in label.names}
    if folded & keys:
        return 2
    return 1 if {split_feature(name).stem for name in folded} & keys else 0


def _is_part(fields: Mapping[str, str]) -> bool | None:
    """Tell whether an area is a division of a country, or a country as a whole; None where its fields do not say."""
    level = fields.get("admin_level", "") or fields.get("shapetype", "").upper()
    if level:
        return level not in ("2", "ADM0")
    if any(key in fields for key in _PART_FIELDS):
        return True
    return False if any(key in fields for key in _COUNTRY_FIELDS) else None


def _values(fields: Mapping[str, str], wanted: re.Pattern[str]) -> list[str]:
    return [
        part.strip()
        for key, value in fields.items()
        if wanted.fullmatch(key)
        for part in re.split(r"[|;]", value)
        if part.strip()
    ]


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
