"""What stands round a name in a place text, as evidence for or against a candidate."""

from __future__ import annotations

import math
from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Final

from geo.gazetteer import Area, Gazetteer, distance_km
from geo.names import find_variants, fold_name, split_feature

_COUNTRY, _ADMIN1, _ADMIN2, _CLOSE_BY = 0.5, 0.7, 0.75, 0.5
_ELSEWHERE: Final = -0.8
# A bigger place may stand for its surroundings ("Sunan International Airport, Pyongyang" is 22 km from the centre).
_REACH_KM: Final = 80.0
_CITY_M: Final = 50_000
_MOST_PLACES: Final = 24
# A sea's radius ends at some shores, others lie a little farther; an ocean lies by most countries.
_SHORE: Final = 1.3
_OCEAN_KM: Final = 1200.0


@dataclass(frozen=True, slots=True)
class Circle:
    """A point (degrees) and the reach round it within which it counts, number of the entry at its middle."""

    lon: float
    lat: float
    reach_km: float
    number: int


@dataclass(slots=True)
class Holder:
    """All that a container's name may mean: countries, divisions of both orders, regions and bigger places."""

    text: str
    numbers: set[int] = field(default_factory=set)
    countries: set[str] = field(default_factory=set)
    areas: set[Area] = field(default_factory=set)
    districts: set[int] = field(default_factory=set)
    """Entries of second-order divisions."""
    regions: list[Circle] = field(default_factory=list)
    places: list[Circle] = field(default_factory=list)

    @property
    def known(self) -> bool:
        """Whether the gazetteer knows the name at all."""
        return bool(self.numbers)

    def weigh(self, number: int, gazetteer: Gazetteer) -> float:
        """Say how well an entry lies in one of the things meant: positive inside, negative elsewhere."""
        area = gazetteer.area_of(number)
        best = _ELSEWHERE
        if self.districts:
            if number in self.districts:
                best = 0.0
            elif gazetteer.admin2_of(number) in self.districts:
                return _ADMIN2
        if area in self.areas and area[1]:
            if number == gazetteer.find_admin1(*area):
                best = 0.0  # The division itself is not inside itself.
            else:
                return _ADMIN1
        elif self.areas and area[1] and self._surrounds(area, gazetteer):
            best = _COUNTRY
        if area[0] in self.countries:
            best = max(best, 0.0 if number in self.numbers else _COUNTRY)
        if self.countries and not area[0] and number not in self.numbers and self._shares(number, gazetteer):
            best = max(best, _COUNTRY)
        if self.regions or self.places:
            point = gazetteer.point_of(number)
            for circle in self.regions:
                if number != circle.number and distance_km(point, (circle.lon, circle.lat)) <= circle.reach_km:
                    best = max(best, _COUNTRY)
            for circle in self.places:
                distance = distance_km(point, (circle.lon, circle.lat))
                if number == circle.number:
                    best = max(best, 0.0)
                elif distance <= circle.reach_km and gazetteer.kind_of(number) in ("place", "airport", "region"):
                    best = max(best, _CLOSE_BY * (1 - distance / circle.reach_km) + 0.05)
        return best

    def _shares(self, number: int, gazetteer: Gazetteer) -> bool:
        """Whether one of the countries meant holds a part of a region in no one country, or lies by it as by a sea."""
        if gazetteer.kind_of(number) != "region":
            return False
        entry = gazetteer.read_entry(number)
        if entry.countries:
            return not self.countries.isdisjoint(entry.countries)
        reach_km = entry.radius_m / 1000
        if reach_km > _OCEAN_KM:
            return True
        about = gazetteer.find_near("place", lon=entry.lon, lat=entry.lat, within_km=_SHORE * reach_km)
        return any(gazetteer.area_of(n)[0] in self.countries for _, n in about)

    def _surrounds(self, area: Area, gazetteer: Gazetteer) -> bool:
        """Whether a city that is its own division lies amid one meant: Sevastopol in Crimea, Kyiv in its oblast."""
        city = gazetteer.find_admin1(*area)
        if city is None or gazetteer.read_entry(city).radius_m > _CITY_M:
            return False
        for country, code in self.areas:
            around = gazetteer.find_admin1(country, code) if country == area[0] else None
            if around is not None:
                entry = gazetteer.read_entry(around)
                away = distance_km((entry.lon, entry.lat), gazetteer.point_of(city)) * 1000
                if entry.radius_m > _CITY_M and away < entry.radius_m:
                    return True
        return False


@lru_cache(maxsize=512)
def read_holder(text: str, gazetteer: Gazetteer) -> Holder:
    """
    Look a container's name up; unknown names give a holder that is not `known`.

    Kept, since a case names the same few countries and divisions again and again: not to be changed by who gets it.
    """
    holder = Holder(text)
    key = fold_name(text)
    numbers = set(gazetteer.find_numbers(key))
    feature = split_feature(key)
    if feature.asked in ("admin1", "district", "place", "country"):
        numbers.update(gazetteer.find_numbers(feature.stem))
    if not numbers:
        for variant in find_variants(feature.stem if feature.asked else key):
            numbers.update(gazetteer.find_numbers(variant))
            if numbers:
                break
    if feature.asked == "admin1":
        divisions = {n for n in numbers if gazetteer.kind_of(n) in ("admin1", "region", "country")}
        numbers = divisions or numbers
    places = 0
    for number in sorted(numbers):
        kind = gazetteer.kind_of(number)
        country, code = gazetteer.area_of(number)
        if kind == "country":
            holder.countries.add(country)
        elif kind == "admin1":
            holder.areas.add((country, code))
        elif kind == "admin2":
            holder.districts.add(number)
        elif kind == "region":
            entry = gazetteer.read_entry(number)
            if entry.members:
                holder.areas.update((m.partition(".")[0], m.partition(".")[2]) for m in entry.members)
            else:
                holder.regions.append(Circle(entry.lon, entry.lat, entry.radius_m / 1000, number))
        elif kind == "place":
            places += 1
            if places > _MOST_PLACES:
                continue
            lon, lat = gazetteer.point_of(number)
            holder.places.append(Circle(lon, lat, _REACH_KM, number))
        else:
            continue
        holder.numbers.add(number)
    return holder


@dataclass(slots=True)
class Context:
    """The containers, the points close by and the country that a name is weighed against."""

    holders: list[Holder] = field(default_factory=list)
    near: list[tuple[float, float]] = field(default_factory=list)
    near_text: str = ""
    countries: frozenset[str] = frozenset()
    country_text: str = ""
    unknown: list[str] = field(default_factory=list)
    """Names round the head that the gazetteer does not know."""

    def __bool__(self) -> bool:
        """Whether there is anything to weigh against."""
        return bool(self.holders or self.near or self.countries)

    def weigh(self, number: int, gazetteer: Gazetteer) -> dict[str, float]:
        """Give the named parts of the score that the context adds to an entry."""
        parts: dict[str, float] = {}
        for holder in self.holders:
            parts[f"within {holder.text}"] = holder.weigh(number, gazetteer)
        if self.countries:
            inside = gazetteer.area_of(number)[0] in self.countries
            if not inside and gazetteer.kind_of(number) == "region":
                inside = not self.countries.isdisjoint(gazetteer.read_entry(number).countries)
            parts[f"country {self.country_text}"] = _COUNTRY if inside else _ELSEWHERE
        if self.near:
            point = gazetteer.point_of(number)
            # The likeliest meaning of the name close by counts in full, the others a little less.
            parts[f"near {self.near_text}"] = max(
                _weigh_distance(distance_km(point, other)) - 0.1 * rank for rank, other in enumerate(self.near)
            )
        return parts


def _weigh_distance(distance: float) -> float:
    if distance < 250:
        return 0.6 * math.exp(-distance / 60)
    # Too far to be near, but of several such the nearer one comes first.
    return -0.6 + 0.3 * math.exp((250 - distance) / 500)


def read_countries(text: str, gazetteer: Gazetteer) -> frozenset[str]:
    """Give the ISO alpha-2 codes of the countries that a code or name may mean."""
    if len(text) == 2 and gazetteer.find_country(text.upper()) is not None:
        return frozenset((text.upper(),))
    return frozenset(
        gazetteer.area_of(n)[0] for n in gazetteer.find_numbers(fold_name(text)) if gazetteer.kind_of(n) == "country"
    )


def read_holders(texts: Iterable[str], gazetteer: Gazetteer) -> tuple[list[Holder], list[str]]:
    """Look containers up: those known, and the texts of those not."""
    holders = [read_holder(text, gazetteer) for text in texts]
    return [h for h in holders if h.known], [h.text for h in holders if not h.known]
