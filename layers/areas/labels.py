"""What the fields of an area in a file say it is: ids, names, country and level, as many publishers write them."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import lru_cache
from typing import TYPE_CHECKING, Final, NamedTuple

from geo.candidates.context import read_countries
from layers.areas.file import Feature

if TYPE_CHECKING:
    from geo.gazetteer import Gazetteer

# Fields as Natural Earth, geoBoundaries, GADM, OCHA, files joined with GeoNames, and OSM name them, in small letters.
_NAMES: Final = re.compile(
    r"(alt_|int_|loc_|old_|short_|official_|woe_|gn_|brk_|shape|nl_|var)?name(_?[a-z]{2,3}|_long|_alt|_local|_sort|len|_\d)?"
    r"|name:[a-z-]+|formal_en|admin|sovereignt|adm\d_?(en|name|[a-z]{2})|admin\dname"
)
_COUNTRIES: Final = re.compile(
    r"iso_a[23](_eh)?|adm0_(a3|iso|en|name|pcode)|shapegroup|gid_0|iso3166-1(:alpha[23])?|iso_?[23]|iso3cd|name_0|admin"
    r"|country(_?(code|iso[23]?))?"
)
_IDS: Final = re.compile(
    r"id|fid_?\d*|osm_id|osm_way_id|shapeid|shapeiso|gid(_\d)?|hasc_\d|code_hasc|iso_?3166[-_]?[12](:alpha[23])?|iso_1"
    r"|gn_a1_code|gn_id|ne_id|adm\d_(code|pcode)|wikidata(id)?|iso_a[23](_eh)?|adm0_a3|fips"
)
# Of a division of a division, a field for each level: NAME_1 holds the division, NAME_2 its part.
_LEVELLED: Final = re.compile(
    r"(?:gid|name|nl_name|varname|hasc|adm|admin)_?([0-5])(?:_?(?:en|name|pcode|code|[a-z]{2}))?"
)
_HOLDERS: Final = frozenset({"admin", "sovereignt", "country", "iso_a2", "iso_a3", "iso_a2_eh", "iso_a3_eh", "adm0_a3"})
_PART_FIELDS: Final = ("iso_3166_2", "iso3166-2", "gn_a1_code")
_COUNTRY_FIELDS: Final = ("adm0_a3", "iso_a3", "iso3166-1", "iso3166-1:alpha2")
_ISO_2: Final = ("iso_3166_2", "iso3166-2", "shapeiso")
_OTHER_TAGS: Final = re.compile(r'"((?:[^"\\]|\\.)*)"=>"((?:[^"\\]|\\.)*)"')
_NOT_A_CODE: Final = frozenset({"-99", "-1", "-9", "0", "null", "none", "na", "n/a"})


class Label(NamedTuple):
    """What the fields of an area say it is; `is_part` is None where they do not tell a division from a country."""

    feature: Feature
    ids: frozenset[str]
    names: tuple[str, ...]
    """Its own, without those of what holds it."""
    countries: frozenset[str]
    is_part: bool | None
    is_fine: bool
    """Whether it is a division of a division."""
    whole: frozenset[str]
    """The countries that bear one of its names, unless it is a division."""


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


def _read_label(feature: Feature, find: Callable[[str], frozenset[str]]) -> Label:
    fields = read_fields(feature)
    codes = _values(fields, _COUNTRIES)
    first = [value.partition("-")[0] for key in _ISO_2 if (value := fields.get(key))]
    countries = _find_countries(codes, find) or _find_countries(first, find)
    level = _find_level(fields)
    own = {key: value for key, value in fields.items() if _is_own(key, level)}
    ids = frozenset(value.casefold() for value in _values(own, _IDS)) - _NOT_A_CODE
    names = tuple(dict.fromkeys(_values(own, _NAMES)))
    is_part = None if level is None else level > 0
    whole = _find_countries(names, find) if not is_part else frozenset()
    return Label(feature, ids, names, countries, is_part, level is not None and level > 1, whole)


def _find_level(fields: Mapping[str, str]) -> int | None:
    """Tell how deep an area lies: 0 a country, 1 a division, 2 a part of one; None where its fields do not say."""
    level = fields.get("admin_level", "")
    if level.isdecimal():
        return 0 if int(level) <= 2 else 1 if int(level) <= 6 else 2
    kind = re.fullmatch(r"adm(\d)", fields.get("shapetype", "").casefold())
    if kind:
        return int(kind[1])
    levels = [int(found[1]) for key in fields if (found := _LEVELLED.fullmatch(key))]
    if levels and max(levels) > 0:
        return max(levels)
    if any(key in fields for key in _PART_FIELDS):
        return 1
    return 0 if levels or any(key in fields for key in _COUNTRY_FIELDS) else None


def _is_own(key: str, level: int | None) -> bool:
    """Tell whether a field speaks of the area itself, and not of the division or country that holds it."""
    if level is None:
        return True
    found = _LEVELLED.fullmatch(key)
    if found:
        return int(found[1]) == level
    return level == 0 or key not in _HOLDERS


def _find_countries(texts: Iterable[str], find: Callable[[str], frozenset[str]]) -> frozenset[str]:
    return frozenset().union(*(find(text) for text in texts if text.casefold() not in _NOT_A_CODE))


def _values(fields: Mapping[str, str], wanted: re.Pattern[str]) -> list[str]:
    return [
        part.strip()
        for key, value in fields.items()
        if wanted.fullmatch(key)
        for part in re.split(r"[|;]", value)
        if part.strip()
    ]
