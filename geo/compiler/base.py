"""What a gazetteer made from a dump takes over from the installed one: airports, and further names of countries."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass

from geo.compiler.airports import Neighbours
from geo.compiler.draft import Draft
from geo.gazetteer import PRIMARY, Gazetteer


@dataclass(frozen=True, slots=True)
class Base:
    """What is taken over."""

    country_names: dict[str, list[str]]
    """Folded names of each country, by ISO code."""
    airports: list[Draft]
    airport_codes: dict[str, tuple[float, float]]
    """Where the airport of each IATA code lies."""

    def build_airports(self, neighbours: Neighbours) -> Iterator[Draft]:
        """Give the airports, each in the division of its nearest settlement."""
        for airport in self.airports:
            airport.code, airport.code2 = neighbours.find_division(airport.country, lon=airport.lon, lat=airport.lat)
            yield airport


def read_base(gazetteer: Gazetteer) -> Base:
    """Read what is taken over; goes once through all names."""
    countries = range(*gazetteer.range_of("country"))
    airports = range(*gazetteer.range_of("airport"))
    keys: dict[int, set[str]] = defaultdict(set)
    for key, block in gazetteer.sheet.list_names():
        for match in gazetteer.sheet.decode(block):
            number = match & (PRIMARY - 1)
            if number in countries or number in airports:
                keys[number].add(key)
    drafts = []
    codes: dict[str, tuple[float, float]] = {}
    for number in airports:
        entry = gazetteer.read_entry(number)
        drafts.append(
            Draft(
                kind="airport",
                gid=entry.id,
                name=entry.name,
                lon=entry.lon,
                lat=entry.lat,
                size=gazetteer.sizes[number],
                country=entry.country,
                radius_m=entry.radius_m,
                keys=keys[number],
            )
        )
        codes |= {key.upper(): (entry.lon, entry.lat) for key in keys[number] if len(key) == 3 and key.isascii()}
    names = {gazetteer.area_of(number)[0]: sorted(keys[number]) for number in countries}
    return Base(names, drafts, codes)
