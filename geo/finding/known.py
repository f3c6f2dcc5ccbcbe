"""What the gazetteer knows of a name before anything is said of it: which kind, how big, how many."""

from __future__ import annotations

import math
from functools import cached_property
from typing import Final, NamedTuple

from geo.gazetteer import PRIMARY, Area, Gazetteer
from geo.names import Kind

_NUMBER: Final = PRIMARY - 1
# Of a name with more bearers the rest are smaller still.
_WEIGHED: Final = 40
_CACHED: Final = 60_000
_CODE: Final = 3
# Thai and Lao, Burmese, Khmer, Han and kana: first letter and the one after the last.
_UNSPACED: Final = (("\u0e00", "\u0f00"), ("\u1000", "\u10a0"), ("\u1780", "\u1800"), ("\u3040", "\ua000"))
_MAJOR: Final = 300_000


class Known(NamedTuple):
    """The likeliest of the places that bear a name."""

    kind: Kind
    size: float
    """Decimal logarithm of the people of the largest place of the name; 0 where unknown or no place."""
    own: bool
    """Whether it is called so, and not only also called so."""
    bearers: int
    numbers: tuple[int, ...]
    town: float
    """The like of the largest settlement of the name, whatever is likelier."""
    governs: bool
    """Whether a government is called by it: a country, or a name that a capital bears."""
    major: bool
    """Whether all readers know it: a country, a sea, or a large capital."""


class NameBook:
    """The gazetteer by folded name, with the names asked for last kept at hand."""

    def __init__(self, gazetteer: Gazetteer) -> None:
        self.gazetteer = gazetteer
        self._asked: dict[str, Known | None] = {}
        self.nominatives: dict[tuple[str, str], tuple[str, Known] | None] = {}
        """What `geo.finding.endings` found last for names in a case, by language and folded words."""

    def find(self, key: str) -> Known | None:
        """Give what a folded name is known as, None where the gazetteer has no such name."""
        try:
            return self._asked[key]
        except KeyError:
            if len(self._asked) >= _CACHED:
                self._asked.clear()
            found = self._asked[key] = self._read(key)
            return found

    @cached_property
    def unspaced(self) -> frozenset[str]:
        """All names in scripts that set no spaces between words; read when the first such text comes."""
        return frozenset(self.gazetteer.read_keys(_UNSPACED))

    def is_demonym(self, key: str) -> bool:
        """Whether a folded word is one for the people of a place, or of it."""
        return key in self.gazetteer.demonyms

    def areas_of(self, known: Known) -> set[Area]:
        """Give the countries and divisions that the bearers of a name lie in, or are."""
        areas = set()
        for number in known.numbers:
            area = self.gazetteer.area_of(number)
            areas.add(area)
            areas.add((area[0], ""))
        areas.discard(("", ""))
        return areas

    def _read(self, key: str) -> Known | None:
        matches = self.gazetteer.find_matches(key)
        if not matches:
            return None
        gazetteer = self.gazetteer
        best: tuple[float, Kind, float, bool] | None = None
        for match in matches[:_WEIGHED]:
            number, own = match & _NUMBER, bool(match & PRIMARY)
            kind = gazetteer.kind_of(number)
            size = math.log10(gazetteer.sizes[number] or 1) if kind != "airport" else 0.0
            rank = _rank(kind, size, own, code=len(key) <= _CODE and key.isascii())
            if best is None or rank > best[0]:
                best = rank, kind, size if kind == "place" else 0.0, own
        assert best is not None
        numbers = tuple(match & _NUMBER for match in matches[:_WEIGHED])
        towns = [gazetteer.sizes[number] for number in numbers if gazetteer.kind_of(number) == "place"]
        town = math.log10(max(towns) or 1) if towns else 0.0
        capitals = [number for number in numbers if number in gazetteer.capitals]
        governs = best[1] == "country" or bool(capitals)
        major = best[1] in ("country", "region") or any(gazetteer.sizes[number] > _MAJOR for number in capitals)
        return Known(best[1], best[2], best[3], len(matches), numbers, town, governs, major)


def _rank(kind: Kind, size: float, own: bool, *, code: bool) -> float:
    """Weigh the bearers of a name: what a reader thinks of first."""
    if kind == "place" or code:
        return size - (0 if own else 1.0)
    if kind == "airport":
        return 1.5
    return {"country": 12.0, "region": 10.0, "admin1": 7.0 if own else 6.0}.get(kind, 3.5)
