"""Find the seat of a second-order division: where no settlement is known to lie in it, it stands for the division."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping
from typing import Final

from geo.compiler.draft import Draft
from geo.compiler.extent import AreaKey, Extent
from geo.compiler.packages import Division
from geo.names import fold_name, split_feature

RADIUS_M: Final = 30_000
"""Of a division whose extent nothing tells: about that of a Russian raion."""
# What is left of "Korenevskiy" after "Korenev(o)", of "Суджанский" after "Суджа": the ending of a Slavic adjective.
_ADJECTIVE: Final = re.compile(r"([a-z]{0,4}sk|)(iy|ii|yi|yy|oy|y|i)|([а-я]{0,4}ск|)(ий|ой|ый|ии|ыи|ои)")
_LEAST: Final = 4
# Where a raion bears an adjective of its seat's name, and reports say "Sudzha district" as well.
_ADJECTIVAL: Final = frozenset(("RU", "UA", "BY", "KZ", "KG"))


class Seats:
    """The settlements of the first-order divisions that have such divisions."""

    def __init__(self, divisions: Iterable[Division], inside: Mapping[int, tuple[str, str]]) -> None:
        covered = set(inside.values())
        self._divisions = [
            d for d in divisions if d.code2 and ((d.code, d.code2) not in covered or d.country in _ADJECTIVAL)
        ]
        self._towns: dict[tuple[str, str], dict[str, Draft]] = {(d.country, d.code): {} for d in self._divisions}

    def see(self, town: Draft) -> None:
        """Keep a settlement under its names, where its division has use for it."""
        towns = self._towns.get((town.country, town.code))
        if towns is not None:
            for key in town.keys:
                if key not in towns or towns[key].size < town.size:
                    towns[key] = town

    def find(self) -> tuple[dict[AreaKey, Extent], dict[AreaKey, list[str]]]:
        """Give an extent for each division whose seat is found, and what else it is called by that."""
        extents: dict[AreaKey, Extent] = {}
        names: dict[AreaKey, list[str]] = defaultdict(list)
        starts: dict[tuple[str, str], dict[str, list[str]]] = {}
        for division in self._divisions:
            area = division.country, division.code
            towns = self._towns[area]
            if area not in starts:
                starts[area] = defaultdict(list)
                for key in sorted(towns):
                    starts[area][key[:_LEAST]].append(key)
            found = _find_seat(division, towns, starts[area])
            if found is not None:
                key, town = found
                whole = division.country, division.code, division.code2
                extents[whole] = Extent(town.lon, town.lat, RADIUS_M, town.size)
                names[whole] += (f"{town.name} district", f"{town.name} raion", f"{key} district", f"{key} raion")
        return extents, dict(names)


def _find_seat(
    division: Division, towns: Mapping[str, Draft], starts: Mapping[str, list[str]]
) -> tuple[str, Draft] | None:
    """Give the settlement that a division is called after, and by which of its names."""
    stems = [split_feature(fold_name(name)).stem for name in (division.name, *division.also)]
    for stem in stems:
        if stem in towns:
            return stem, towns[stem]
    best: tuple[int, int, str] | None = None
    for stem in stems:
        for key in starts.get(stem[:_LEAST], ()):
            shared = _count_shared(key, stem)
            # The last letters of the town's name may give way: Korenev-o, Korenev-skiy.
            if shared >= max(_LEAST, len(key) - 2) and _ADJECTIVE.fullmatch(stem[shared:]):
                found = shared, towns[key].size, key
                best = max(best, found) if best else found
    return (best[2], towns[best[2]]) if best else None


def _count_shared(one: str, other: str) -> int:
    shared = 0
    for a, b in zip(one, other, strict=False):
        if a != b:
            break
        shared += 1
    return shared
