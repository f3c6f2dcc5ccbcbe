"""Ask Photon, komoot's search engine for OpenStreetMap."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Final

from geo.fetch import Fetcher, name_host
from geo.place import Precision
from geo.services.answer import CANDIDATES_MOST, Answer, Ask, ask_service, join_path, keep_readable, read_features
from geo.services.found import Found, build_found, clean_name, read_table

_FORM: Final = "Photon's"
# Any other language is an error to it; "default" gives names as they are where the place lies.
_LANGUAGES: Final = ("de", "en", "fr")
_PRECISIONS: Final[Mapping[str, Precision]] = {
    "country": "country",
    "state": "region",
    "county": "district",
    "city": "settlement",
    "district": "settlement",
    "locality": "settlement",
}
_OBJECTS: Final = {"N": "node", "W": "way", "R": "relation"}
_WATERS: Final = frozenset({"sea", "ocean", "bay", "strait", "peninsula", "archipelago", "island"})


@dataclass(frozen=True, slots=True)
class Photon:
    """A Photon server."""

    fetcher: Fetcher
    url: str
    language: str = "en"

    def geocode(self, text: str, *, ask: Ask = "once") -> Answer | None:
        """Give the places that a text may mean; see `Geocoder.geocode`."""
        language = self.language.partition("-")[0]
        query = {
            "q": text,
            "limit": str(CANDIDATES_MOST),
            "lang": language if language in _LANGUAGES else "default",
        }
        return ask_service(
            self.fetcher,
            join_path(self.url, "/api/"),
            query,
            ask=ask,
            read=lambda value: read_places(value, host=name_host(self.url)),
        )


def read_places(value: Any, *, host: str) -> tuple[Found, ...]:
    """
    Read an answer of ``/api``.

    Raises
    ------
    AnswerError
        If it has another form.
    """
    features = read_features(value, host=host, form=_FORM)
    return keep_readable([read_place(feature) for feature in features], host=host, form=_FORM)


def read_place(feature: Any) -> Found | None:
    """Read one feature, None where it has no name or coordinates."""
    point = read_table(read_table(feature).get("geometry")).get("coordinates")
    lon, lat = point[:2] if isinstance(point, list) and len(point) >= 2 else (None, None)
    one = read_table(read_table(feature).get("properties"))
    extent = one.get("extent")
    # Its own order: west, north, east, south.
    sides = (extent[0], extent[3], extent[2], extent[1]) if isinstance(extent, list) and len(extent) == 4 else None
    street = " ".join(text for text in (clean_name(one.get("street")), clean_name(one.get("housenumber"))) if text)
    number = clean_name(one.get("osm_id"))
    kind = _OBJECTS.get(clean_name(one.get("osm_type")), "")
    return build_found(
        [one.get("name"), street],
        lon=lon,
        lat=lat,
        precision=_measure(one),
        box=sides,
        country=one.get("countrycode", ""),
        country_name=one.get("country", ""),
        admin1=one.get("state", ""),
        holders=[one.get(key) for key in ("locality", "district", "city", "county", "state", "country")],
        gazetteer="openstreetmap",
        gazetteer_id=f"{kind}/{number}" if kind and number.isdigit() else "",
    )


def _measure(one: Mapping[str, Any]) -> Precision:
    if clean_name(one.get("osm_value")) in _WATERS:
        return "region"
    if clean_name(one.get("housenumber")):
        return "exact"
    return _PRECISIONS.get(clean_name(one.get("type")), "site")
