"""The values that the gazetteer gives: its entries, and settlements for a map."""

from __future__ import annotations

from dataclasses import dataclass
from typing import NamedTuple

from geo.names import Kind


class Entry(NamedTuple):
    """
    One place of the gazetteer.

    Coordinates are degrees in EPSG:4326; those of a country or division stand
    for its land, and `radius_m` holds all its settlements.
    """

    number: int
    """Position in the compiled file; changes from one compilation to the next."""
    kind: Kind
    id: str
    """
    Of a settlement, a country or a second-order division the number of GeoNames, "RU.41" of a first-order division,
    ICAO code (or local code) of an airport, kind and name of a region ("sea:black-sea").
    """
    name: str
    lon: float
    lat: float
    population: int = 0
    """0 where unknown; of a division, that of its settlements together."""
    country: str = ""
    """ISO 3166-1 alpha-2; empty for a region."""
    admin1: str = ""
    admin1_code: str = ""
    radius_m: int = 0
    """0 for a place: its population tells."""
    gazetteer: str = "geonames"
    countries: tuple[str, ...] = ()
    """Of a region: the countries that hold or claim it."""
    members: tuple[str, ...] = ()
    """Of a region: the divisions it is made of ("UA.05"), empty where it has no such parts."""
    admin2: str = ""
    """Name of its second-order division (county, district, raion), empty where unknown."""
    admin2_code: str = ""
    """Code of a second-order division within its first-order one; of other kinds empty, see `Gazetteer.admin2_of`."""
    geonames_id: str = ""
    """The number of GeoNames, empty where none is known."""


@dataclass(frozen=True, slots=True)
class City:
    """A settlement to write on the map."""

    name: str
    lon: float
    lat: float
    population: int
    capital: bool
    country: str = ""


Area = tuple[str, str]
"""Country code and admin-1 code, the latter empty for a country as a whole."""
