"""Ask Nominatim, the search engine of OpenStreetMap."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any, Final, NamedTuple

from geo.fetch import Fetcher, name_host
from geo.fetching.reply import AnswerError
from geo.place import Precision
from geo.services.answer import CANDIDATES_MOST, Answer, Ask, ask_service, join_path, keep_readable
from geo.services.found import Found, build_found, clean_name, read_table

# The border of a large country at some 100 m is a few megabytes.
_OUTLINE_BYTES_MOST: Final = 40_000_000
_FORM: Final = "Nominatim's (jsonv2)"
_REGIONS: Final = frozenset(
    {"state", "region", "province", "territory", "archipelago", "island", "sea", "ocean", "bay", "strait", "peninsula"}
)
_DISTRICTS: Final = frozenset({"county", "district", "state_district", "municipality"})
_SETTLEMENTS: Final = frozenset(
    {"city", "town", "village", "hamlet", "suburb", "borough", "quarter", "neighbourhood", "city_district", "locality",
     "isolated_dwelling", "croft", "subdivision", "allotments", "postcode"}
)  # fmt: skip
# Nominatim's address ranks, each up to the one named.
_RANKS: Final[tuple[tuple[int, Precision], ...]] = ((4, "country"), (9, "region"), (14, "district"), (25, "settlement"))
_EXACT: Final = frozenset({"building", "house_number", "place"})
_OTHER_NAMES: Final = ("alt_name", "old_name", "official_name", "short_name", "int_name", "loc_name", "name")


class Outline(NamedTuple):
    """A place with the GeoJSON of its area, and the day (UTC) on which the service gave it."""

    found: Found
    geometry: Mapping[str, Any]
    day: str


@dataclass(frozen=True, slots=True)
class Nominatim:
    """A Nominatim server."""

    fetcher: Fetcher
    url: str
    language: str = "en"

    def geocode(self, text: str, *, ask: Ask = "once") -> Answer | None:
        """Give the places that a text may mean; see `Geocoder.geocode`."""
        return ask_service(
            self.fetcher,
            join_path(self.url, "/search"),
            self.build_query(text),
            ask=ask,
            read=lambda value: read_places(value, host=name_host(self.url)),
        )

    def find_outlines(self, text: str, *, ask: Ask = "once") -> tuple[Outline, ...] | None:
        """
        Give the places with an area that a text may mean, each with its outline.

        Errors are those of `Geocoder.geocode`; None only with ``ask="kept"``, where no answer came before.
        """
        url, query = join_path(self.url, "/search"), self.build_query(text, outline=True)
        host = name_host(self.url)
        if ask == "kept":
            reply = self.fetcher.find_kept(url, query)
        else:
            fetcher = replace(self.fetcher, most_bytes=_OUTLINE_BYTES_MOST)
            try:
                reply = fetcher.fetch_json(
                    url, query, check=lambda value: read_places(value, host=host), again=ask == "again"
                )
            finally:
                self.fetcher.requests_sent = fetcher.requests_sent
        if reply is None:
            return None
        outlines = []
        for one in reply.value if isinstance(reply.value, list) else ():
            found, shape = read_place(one), read_table(read_table(one).get("geojson"))
            if found is not None and shape.get("type") in ("Polygon", "MultiPolygon"):
                outlines.append(Outline(found, shape, reply.day))
        return tuple(outlines)

    def build_query(self, text: str, *, outline: bool = False) -> dict[str, str]:
        """Build the query for a text; with `outline`, the polygons are asked for too."""
        query = {
            "q": text,
            "format": "jsonv2",
            "limit": str(CANDIDATES_MOST),
            "addressdetails": "1",
            "namedetails": "1",
            "accept-language": self.language,
        }
        return query | {"polygon_geojson": "1", "polygon_threshold": "0.001"} if outline else query


def read_places(value: Any, *, host: str) -> tuple[Found, ...]:
    """
    Read an answer of ``/search`` in the form jsonv2.

    Raises
    ------
    AnswerError
        If it has another form.
    """
    if not isinstance(value, list):
        said = clean_name(read_table(read_table(value).get("error")).get("message"))
        said = f": {said}" if said else ""
        raise AnswerError(f"{host} answers in another form than {_FORM}{said}; a list was wanted")
    return keep_readable([read_place(one) for one in value], host=host, form=_FORM)


def read_place(value: Any) -> Found | None:
    """Read one place of an answer, None where it has no name or coordinates."""
    one = read_table(value)
    address = read_table(one.get("address"))
    details = read_table(one.get("namedetails"))
    others = [
        name
        for key, text in details.items()
        if isinstance(text, str) and str(key).partition(":")[0] in _OTHER_NAMES
        for name in text.split(";")
    ]
    kind = clean_name(one.get("addresstype")) or clean_name(one.get("type"))
    box = one.get("boundingbox")
    sides = (box[2], box[0], box[3], box[1]) if isinstance(box, list) and len(box) == 4 else None
    display = clean_name(one.get("display_name"))
    own = clean_name(one.get("name")) or clean_name(details.get("name")) or display.partition(",")[0]
    no_holders = ("country_code", "postcode", kind)
    holders: list[object] = [text for key, text in address.items() if key not in no_holders and "ISO" not in key]
    if not address:
        holders = list(display.split(",")[1:])
    state = next((address[key] for key in ("state", "province", "region", "territory") if key in address), "")
    return build_found(
        [own, *others],
        lon=one.get("lon"),
        lat=one.get("lat"),
        precision=_measure(kind, address, one.get("place_rank")),
        box=sides,
        country=address.get("country_code", ""),
        country_name=address.get("country", ""),
        admin1=state,
        holders=holders,
        gazetteer="openstreetmap",
        gazetteer_id=_name_object(one),
        weight=one.get("importance"),
    )


def _measure(kind: str, address: Any, rank: object) -> Precision:
    if kind in ("administrative", "") and isinstance(rank, int):  # an older server, which says no more
        return next((precision for most, precision in _RANKS if rank <= most), "site")
    if kind == "country":
        return "country"
    if kind in _REGIONS:
        return "region"
    if kind in _DISTRICTS:
        return "district"
    if kind in _SETTLEMENTS:
        return "settlement"
    return "exact" if kind in _EXACT and "house_number" in address else "site"


def _name_object(one: Any) -> str:
    """Give the OSM object, "relation/2088": Nominatim's own ids differ from server to server."""
    kind, number = clean_name(one.get("osm_type")), clean_name(one.get("osm_id"))
    return f"{kind}/{number}" if kind in ("node", "way", "relation") and number.isdigit() else ""
