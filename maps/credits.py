"""The credits that a map owes: to what every map holds, and to the services and files its own places came from."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Final

from geo.place import Place
from layers.places import find_used_areas

if TYPE_CHECKING:
    from layers.case import Case
    from layers.places import Placements

BASE_MAP: Final = "Map: Natural Earth, Visionscarto."
LEAFLET: Final = "Leaflet."
ENDORSEMENT: Final = "Boundaries and names do not imply endorsement."
BASE: Final = (BASE_MAP, "Places: GeoNames, CC BY 4.0, airportsdata.", LEAFLET, ENDORSEMENT)
OPENSTREETMAP: Final = "© OpenStreetMap contributors, ODbL 1.0, openstreetmap.org/copyright"
# By the collection that a service names as the origin of a place. GeoNames stands in every map.
_COLLECTIONS: Final[Mapping[str, str]] = {
    "openstreetmap": OPENSTREETMAP,
    "whosonfirst": "Who’s On First, whosonfirst.org/docs/licenses",
    "openaddresses": "OpenAddresses contributors, openaddresses.io",
}
_IN_EVERY_MAP: Final = frozenset({"", "geonames", "airportsdata", "dateline"})


def build_credits(case: Case, placements: Placements) -> tuple[str, ...]:
    """
    Build the sentences of attribution for the places of a case, those of every map first.

    A place that a service found is credited to the collection that it came
    from, also where a person confirmed it.
    """
    spots = [spot for spot in placements.by_event.values() if isinstance(spot, Place)]
    spots += [end for ends in placements.ends.values() for end in ends]
    # What a person wrote into the column of a row is no collection that we could credit.
    origins = {spot.gazetteer.casefold() for spot in spots if spot.chosen_by == "service"}
    origins |= {name for spot in spots if (name := spot.gazetteer.casefold()) in _COLLECTIONS}
    collections = sorted(origins - _IN_EVERY_MAP)
    outlines = sorted({_end(area.attribution) for area in find_used_areas(case, placements).values()})
    return (
        *BASE,
        *(f"Places: {_COLLECTIONS.get(name, name)}." for name in collections),
        *(f"Areas: {attribution}" for attribution in outlines),
    )


def _end(sentence: str) -> str:
    return sentence if sentence.endswith(".") else f"{sentence}."
