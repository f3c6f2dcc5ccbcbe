"""The place texts of a case that a person should look at, those least sure first."""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final, NamedTuple

from geo.place import Candidate, Place, Unresolved
from layers.case import Case
from layers.places import Taken

if TYPE_CHECKING:
    from geo.gazetteer import Gazetteer
    from layers.geocoding.asking import Asking

_SAME_KM: Final = 5.0
_CANDIDATES_MOST: Final = 9
Point = tuple[float, float]


@dataclass(frozen=True, slots=True)
class Doubt:
    """A place text that could mean more than one place, or none that is known."""

    text: str
    events: tuple[str, ...]
    """The ids of the events that it stands in."""
    taken: Place | Unresolved
    candidates: tuple[Candidate, ...]
    """Best first, the one that was taken among them."""
    margin: float
    """By how much the score of the choice is ahead of the next that is another place; 0 where nothing was chosen."""


class Distance(NamedTuple):
    """How far a candidate lies from the other places of a case: name and km of the nearest, km to their middle."""

    nearest: str
    nearest_km: float
    middle_km: float | None
    """None where there is only one other place, or no middle on the globe."""

    @property
    def words(self) -> str:
        """
        The distance as a person reads it.

        >>> Distance("Valletta", 12.3, 80.0).words
        '12 km from Valletta, 80 km from the middle of the other places'
        """
        words = f"{self.nearest_km:,.0f} km from {self.nearest}"
        return (
            words
            if self.middle_km is None
            else f"{words}, {self.middle_km:,.0f} km from the middle of the other places"
        )


def find_doubts(
    case: Case, taken: Taken, *, gazetteer: Gazetteer, asking: Asking | None = None, thin: float | None = None
) -> list[Doubt]:
    """
    List the place texts that no person chose and that are not sure, by their margin, the smallest first.

    Calls no network; of `asking` only the answers of before are used.

    Parameters
    ----------
    taken
        What the texts are taken for now.
    thin
        List choices whose margin is below this; None takes twice what a choice must be ahead by.
    """
    from geo.resolve import MARGIN

    limit = 2 * MARGIN if thin is None else thin
    events: dict[str, list[str]] = {}
    for event in case.events:
        for text in (event.place, event.origin, event.destination):
            if text in taken.by_text and event.id not in events.setdefault(text, []):
                events[text].append(event.id)
    doubts = []
    for text, spot in taken.by_text.items():
        if isinstance(spot, Place) and spot.chosen_by == "person":
            continue
        if isinstance(spot, Unresolved) and not spot.candidates and _is_settled(text, taken):
            continue
        candidates = _rank(text, spot, gazetteer=gazetteer, asking=asking)
        margin = _measure_margin(spot, candidates)
        if margin < limit:
            doubts.append(Doubt(text, tuple(events.get(text, ())), spot, tuple(candidates), margin))
    return sorted(doubts, key=lambda doubt: (doubt.margin, doubt.text))


def find_middle(points: Iterable[Point]) -> Point | None:
    """
    Give the middle of points on the globe, by the mean of their unit vectors; None where they have none.

    >>> find_middle([(179.0, 10.0), (-179.0, 10.0)])
    (180.0, 10.0)
    """
    x = y = z = 0.0
    for lon, lat in points:
        a, b = math.radians(lon), math.radians(lat)
        x, y, z = x + math.cos(b) * math.cos(a), y + math.cos(b) * math.sin(a), z + math.sin(b)
    if math.sqrt(x * x + y * y + z * z) < 1e-9:
        return None
    lat = math.degrees(math.atan2(z, math.hypot(x, y)))
    return round(math.degrees(math.atan2(y, x)), 2), round(lat, 2)


def find_others(text: str, taken: Mapping[str, Place | Unresolved]) -> list[Place]:
    """Give the places of the other texts of a case, without countries and regions, whose points only stand for them."""
    return [
        spot
        for other, spot in taken.items()
        if other != text and isinstance(spot, Place) and spot.precision not in ("region", "country")
    ]


def measure_distance(point: Point, others: Sequence[Place]) -> Distance | None:
    """Measure how far a point lies from the other places of a case; None where there are none."""
    from geo.gazetteer import distance_km

    if not others:
        return None
    near = min(others, key=lambda place: distance_km(point, (place.lon, place.lat)))
    middle = find_middle((place.lon, place.lat) for place in others) if len(others) > 1 else None
    return Distance(
        near.name,
        distance_km(point, (near.lon, near.lat)),
        None if middle is None else distance_km(point, middle),
    )


def _is_settled(text: str, taken: Taken) -> bool:
    """Tell whether a person left a text unknown on purpose, or its row is at fault: then its reason says so."""
    spot = taken.by_text[text]
    return isinstance(spot, Unresolved) and text in taken.rows


def _rank(text: str, spot: Place | Unresolved, *, gazetteer: Gazetteer, asking: Asking | None) -> list[Candidate]:
    """Give what a text may mean: by the gazetteer, by what a service answered before, and what was taken."""
    from geo.fetching.reply import AnswerError
    from geo.resolve import rank_candidates
    from geo.services.outside import join_candidates, phrase_query, weigh_found

    candidates = rank_candidates(text, gazetteer=gazetteer, limit=_CANDIDATES_MOST)
    if asking is not None:
        try:
            answer = asking.geocoder.geocode(phrase_query(text), ask="kept")
        except AnswerError:
            answer = None
        if answer is not None:
            candidates = join_candidates(weigh_found(text, answer.found, gazetteer=gazetteer), candidates)
    if isinstance(spot, Place) and not any(_is_same(spot, candidate.place) for candidate in candidates):
        # Chosen by a service whose answer is not kept here, or by another gazetteer: nothing is known of its score.
        best = candidates[0].score if candidates else 0.0
        candidates = [Candidate(spot, best, {"chosen before": best}), *candidates]
    return candidates[:_CANDIDATES_MOST]


def _measure_margin(spot: Place | Unresolved, candidates: Sequence[Candidate]) -> float:
    if isinstance(spot, Unresolved):
        return 0.0
    own = max((one.score for one in candidates if _is_same(spot, one.place)), default=0.0)
    rivals = [one for one in candidates if not _is_same(spot, one.place) and not _is_nested(spot, one.place)]
    return max(0.0, own - max((one.score for one in rivals), default=-math.inf)) if rivals else math.inf


def _is_same(one: Place, other: Place) -> bool:
    from geo.gazetteer import distance_km

    return distance_km((one.lon, one.lat), (other.lon, other.lat)) < _SAME_KM


def _is_nested(one: Place, other: Place) -> bool:
    """Tell whether one is the region or country that holds the other: no rival, only wider or narrower."""
    for whole, part in ((one, other), (other, one)):
        if whole.precision == "country" and whole.country == part.country:
            return True
        held = whole.country == part.country and whole.admin1_code == part.admin1_code
        if whole.precision == "region" and whole.admin1_code and held:
            return True
    return False
