"""Hold what a text states of a place, a distance, a direction or a container, against where the place lies."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final, Literal

from geo.place import Place
from geo.relations.related import measure_way
from geo.relations.relation import Relation

# So far may a stated distance be off: three tenths of it, and what both places and careless rounding may add.
_SHARE, _SLACK_M = 0.3, 5_000
# A direction contradicts when it is off by more than a wind and a half of eight.
_TURN: Final = 67.5
_NEAR_M: Final = 100_000
_WINDS: Final = ("north", "north-east", "east", "south-east", "south", "south-west", "west", "north-west")


@dataclass(frozen=True, slots=True)
class Contradiction:
    """Something that a text states of a place and that is not so of the place chosen for it."""

    kind: Literal["distance", "direction", "container"]
    stated: str
    found: str
    why: str
    """One sentence for a reader."""
    mention: int = -1
    """Position of the mention among those resolved; -1 for a place text."""


def find_contradiction(relation: Relation, place: Place, anchor: Place, *, mention: int = -1) -> Contradiction | None:
    """
    Give what a stated relation to another place contradicts, None where it fits.

    Only places that are points are held against each other; for a division or
    country the words mean some part of it.
    """
    if "country" in (place.precision, anchor.precision) or "region" in (place.precision, anchor.precision):
        return None
    bearing, away = measure_way((anchor.lon, anchor.lat), (place.lon, place.lat))
    slack = place.radius_m + anchor.radius_m + _SLACK_M
    stated = relation.distance_m
    if relation.kind in ("near", "off") and stated is None:
        stated = float(_NEAR_M) if away > _NEAR_M else away
    found = f"{away / 1000:,.0f} km {_name_wind(bearing)} of {anchor.name}"
    if stated is not None and abs(away - stated) > _SHARE * stated + slack:
        said = (
            f"{stated / 1000:,.0f} km from {anchor.name}" if relation.distance_m is not None else f"near {anchor.name}"
        )
        why = f"{place.name} lies {found}, and not {said}, as the text says."
        return Contradiction("distance", said, found, why, mention)
    if relation.bearing is not None and away > slack:
        turn = abs((bearing - relation.bearing + 180) % 360 - 180)
        if turn > _TURN:
            said = f"{_name_wind(relation.bearing)} of {anchor.name}"
            why = f"{place.name} lies {found}, and not {said}, as the text says."
            return Contradiction("direction", said, found, why, mention)
    return None


def _name_wind(bearing: float) -> str:
    return _WINDS[round(bearing / 45) % 8]
