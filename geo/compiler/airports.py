"""Build the entries of airports, each with the division that it lies in."""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Iterable

from geo.compiler.draft import Draft, read_table, split_cell
from geo.names import fold_name, is_cjk, split_feature
from geo.sphere import distance_km


class Neighbours:
    """Settlements in cells of half a degree, to ask for the division of the nearest of the same country."""

    def __init__(self) -> None:
        self._cells: dict[tuple[str, int, int], list[tuple[float, float, str, str]]] = defaultdict(list)

    def add(self, town: Draft) -> None:
        """Add a settlement."""
        cell = town.country, math.floor(town.lon * 2), math.floor(town.lat * 2)
        self._cells[cell].append((town.lon, town.lat, town.code, town.code2))

    def find_division(self, country: str, *, lon: float, lat: float) -> tuple[str, str]:
        """Give the codes of the nearest settlement's divisions, empty where there is none about."""
        column, line = math.floor(lon * 2), math.floor(lat * 2)
        about = [
            (distance_km((lon, lat), (x, y)), code, code2)
            for i in (column - 1, column, column + 1)
            for j in (line - 1, line, line + 1)
            for x, y, code, code2 in self._cells.get((country, i, j), ())
        ]
        return min(about)[1:] if about else ("", "")


def build_airports(airports: Iterable[dict[str, str]], *, neighbours: Neighbours) -> list[Draft]:
    """Build the entries of airports in the form of airportsdata."""
    ours = {row["code"]: row for row in read_table("airports.csv")}
    built = []
    for row in airports:
        lon, lat = float(row["lon"]), float(row["lat"])
        code, code2 = neighbours.find_division(row["country"], lon=lon, lat=lat)
        own = ours.get(row["icao"])
        built.append(
            Draft(
                kind="airport",
                gid=row["icao"] or row["lid"],
                name=own["name"] if own else row["name"],
                lon=lon,
                lat=lat,
                size=3 if own else 2 if row["iata"] and "nternational" in row["name"] else 1 if row["iata"] else 0,
                country=row["country"],
                code=code,
                code2=code2,
                radius_m=2000,
                keys=_fold_names(row, [own["name"], *split_cell(own, "also")] if own else [], well_known=bool(own)),
            )
        )
    return built


def _fold_names(row: dict[str, str], ours: list[str], *, well_known: bool) -> set[str]:
    city = fold_name(row["city"])
    keys = {row["icao"].casefold(), row["iata"].casefold(), f"{city} airport"}
    for name in (row["name"], *ours):
        key = fold_name(name)
        stem, asked, _ = split_feature(key)
        keys |= {key, f"{stem} airport"}
        if city and stem.startswith(f"{city} ") and row["iata"]:
            # "London Heathrow Airport" is Heathrow Airport, and Heathrow.
            keys |= {stem.removeprefix(f"{city} "), f"{stem.removeprefix(f'{city} ')} airport"}
        # A bare name ("Heathrow") means the airport only where it has a name of its own and passengers.
        if (well_known or (row["iata"] and asked == "airport")) and stem != city and not is_cjk(stem):
            keys.add(stem)
    return keys - {"", " airport"}
