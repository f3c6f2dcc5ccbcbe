"""Ask Pelias, a search engine for several open collections, run by many under their own terms."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Final

from geo.fetch import Fetcher, name_host
from geo.fetching.reply import AnswerError
from geo.place import Precision
from geo.services.answer import CANDIDATES_MOST, Answer, Ask, ask_service, join_path, keep_readable, read_features
from geo.services.found import Found, build_found, clean_name, read_table

_FORM: Final = "Pelias's"
_PRECISIONS: Final[Mapping[str, Precision]] = {
    "country": "country",
    "dependency": "country",
    "macroregion": "region",
    "region": "region",
    "marinearea": "region",
    "ocean": "region",
    "macrocounty": "district",
    "county": "district",
    "localadmin": "settlement",
    "locality": "settlement",
    "borough": "settlement",
    "macrohood": "settlement",
    "neighbourhood": "settlement",
    "postalcode": "settlement",
    "address": "exact",
}
_HOLDERS: Final = ("neighbourhood", "borough", "locality", "localadmin", "county", "macrocounty", "region", "country")


@dataclass(frozen=True, slots=True)
class Pelias:
    """A Pelias server; one that wants a key gets it with each query, and nowhere else."""

    fetcher: Fetcher
    url: str
    language: str = "en"
    key: str = ""

    def geocode(self, text: str, *, ask: Ask = "once") -> Answer | None:
        """Give the places that a text may mean; see `Geocoder.geocode`."""
        query = {"text": text, "size": str(CANDIDATES_MOST), "lang": self.language}
        base = self.url.rstrip("/")
        base = base if base.endswith(("/v1", "/v1/search", "/geocode/search")) else f"{base}/v1"
        secret = {"api_key": self.key} if self.key else None
        return ask_service(
            self.fetcher,
            join_path(base, "/search"),
            query,
            ask=ask,
            read=lambda value: read_places(value, host=name_host(self.url)),
            secret=secret,
        )


def read_places(value: Any, *, host: str) -> tuple[Found, ...]:
    """
    Read an answer of ``/v1/search``.

    Raises
    ------
    AnswerError
        If it has another form, or holds nothing but errors.
    """
    errors = read_table(read_table(value).get("geocoding")).get("errors")
    features = read_features(value, host=host, form=_FORM)
    if isinstance(errors, list) and errors and not features:
        raise AnswerError(f"{host} does not understand the query: {clean_name(errors[0])}")
    return keep_readable([read_place(feature) for feature in features], host=host, form=_FORM)


def read_place(feature: Any) -> Found | None:
    """Read one feature, None where it has no name or coordinates."""
    table = read_table(feature)
    point = read_table(table.get("geometry")).get("coordinates")
    lon, lat = point[:2] if isinstance(point, list) and len(point) >= 2 else (None, None)
    one = read_table(table.get("properties"))
    box = table.get("bbox")
    layer = clean_name(one.get("layer"))
    sides = (box[0], box[1], box[2], box[3]) if isinstance(box, list) and len(box) == 4 else None
    return build_found(
        [one.get("name"), clean_name(one.get("label")).partition(",")[0]],
        lon=lon,
        lat=lat,
        precision=_PRECISIONS.get(layer, "site"),
        box=sides,
        country=one.get("country_code", ""),
        country_name=clean_name(one.get("country_a")) or clean_name(one.get("country")),
        admin1=one.get("region", ""),
        holders=[one.get(key) for key in _HOLDERS if key != layer],
        gazetteer=clean_name(one.get("source")) or "pelias",
        gazetteer_id=clean_name(one.get("source_id")) or clean_name(one.get("id")),
    )
