"""The values of naming places: a mention, its candidates, the place chosen, or why none was."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import Literal

Precision = Literal["exact", "site", "settlement", "district", "region", "country"]
ChosenBy = Literal["program", "person", "service"]

# What the reasons of the program say to the editor: "; write the state or country after a comma", "Write the name so".
_ADVICE = re.compile(r"; (?:write|give) [^.]*(?=[.])|(?<=[.]) Write [^.]*[.]")

PRECISIONS: tuple[Precision, ...] = ("exact", "site", "settlement", "district", "region", "country")


@dataclass(frozen=True, slots=True)
class Place:
    """
    A place on the map, and on whose word.

    Coordinates are degrees in EPSG:4326. `radius_m` says how far off the point
    may be: the event lies within that distance of it. For a region or country
    the point only stands for its extent and is never drawn as a dot.
    """

    name: str
    lon: float
    lat: float
    precision: Precision
    radius_m: int
    country: str = ""
    """ISO 3166-1 alpha-2 code, empty where no country holds the place."""
    admin1: str = ""
    """Name of the first-order division, empty where unknown."""
    admin1_code: str = ""
    """GeoNames code of that division within its country."""
    gazetteer: str = ""
    gazetteer_id: str = ""
    chosen_by: ChosenBy = "program"
    reason: str = ""
    """One sentence for a reader: why this place was taken for the name."""
    geonames_id: str = ""
    """The number of GeoNames, also of a division whose `gazetteer_id` is its code; empty where it was not asked for."""


@dataclass(frozen=True, slots=True)
class Mention:
    """
    A toponym in a text: offsets in code points, end exclusive.

    `cues` are the named parts that `score` is the sum of. `name` is what to
    look up in the gazetteer where that is not `text` itself: "Ukraine" for
    "Ukrainian", "Курская область" for "Курской области", "Kentucky" for "Ky.";
    empty where `text` is the name.
    """

    start: int
    end: int
    text: str
    score: float = 1.0
    cues: dict[str, float] = field(default_factory=dict)
    name: str = ""


@dataclass(frozen=True, slots=True)
class Candidate:
    """One place that a name may mean, with the parts of its score (they add up to it)."""

    place: Place
    score: float
    reasons: dict[str, float] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Unresolved:
    """
    A place text that was not taken for any place, and why.

    Expected, so a value and not an error. `candidates` are best first and empty
    where the gazetteer knows nothing of the name.
    """

    text: str
    reason: str
    candidates: tuple[Candidate, ...] = ()

    @property
    def told(self) -> str:
        """
        The reason for a reader of the map, without what an editor should write instead.

        Examples
        --------
        >>> Unresolved("Foo", "The gazetteer has no “Foo”; write the nearest town, or give coordinates.").told
        'The gazetteer has no “Foo”.'
        """
        return _ADVICE.sub("", self.reason)
