"""A place that a service found: the value, and what its formats share."""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any, Final

from geo.gazetteer import distance_km
from geo.place import Place, Precision

_NAME_MOST: Final = 200
# Nobody knows a place better than this, however small its box.
_LEAST_M: Final[Mapping[Precision, int]] = {
    "exact": 50, "site": 200, "settlement": 1000, "district": 5000, "region": 5000, "country": 5000,
}  # fmt: skip
_REGION_M, _DISTRICT_M = 25_000, 8_000
_MOST_M: Final = 20_000_000
_GUESS_M: Final[Mapping[Precision, int]] = {
    "exact": 50, "site": 2000, "settlement": 4000, "district": 25_000, "region": 100_000, "country": 500_000,
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Found:
    """
    A place that a service names for a text, not yet weighed.

    All texts in it come from outside: they are clean of control characters,
    and nothing else is promised of them.
    """

    place: Place
    names: tuple[str, ...]
    """The names it goes by, the one that it is shown under first."""
    holders: tuple[str, ...] = ()
    """Names of what holds it, such as county, state and country."""
    country_name: str = ""
    """Name or three-letter code of its country, where the service gives no two-letter code."""
    weight: float | None = None
    """How well known it is from 0 to 1, as far as the service says so."""


def build_found(
    names: Iterable[object],
    *,
    lon: object,
    lat: object,
    precision: Precision,
    box: tuple[object, object, object, object] | None,
    country: object = "",
    country_name: object = "",
    admin1: object = "",
    holders: Iterable[object] = (),
    gazetteer: str = "",
    gazetteer_id: object = "",
    weight: object = None,
) -> Found | None:
    """
    Build what a service found from the fields of its answer, whatever types they have.

    Parameters
    ----------
    names
        The name to show first, then others.
    lon, lat
        Degrees in EPSG:4326, numbers or texts.
    precision
        As the kind of thing says; a site whose box is wide becomes a district or region.
    box
        West, south, east, north in degrees; None where the service gives none.

    Returns
    -------
    found
        None where it has no name or no coordinates in range.
    """
    shown = [name for name in dict.fromkeys(clean_name(name) for name in names) if name]
    point = read_degrees(lon, lat)
    if not shown or point is None:
        return None
    radius_m = _measure_box(point, box)
    if precision == "site" and radius_m is not None and radius_m > _DISTRICT_M:
        precision = "region" if radius_m > _REGION_M else "district"
    radius_m = max(_LEAST_M[precision], _GUESS_M[precision] if radius_m is None else radius_m)
    code = clean_name(country).upper()
    place = Place(
        name=shown[0],
        lon=round(point[0], 5),
        lat=round(point[1], 5),
        precision=precision,
        radius_m=radius_m,
        country=code if len(code) == 2 and code.isalpha() and code.isascii() else "",
        admin1=clean_name(admin1),
        gazetteer=gazetteer,
        gazetteer_id=clean_name(gazetteer_id),
        chosen_by="service",
    )
    held = tuple(name for name in dict.fromkeys(clean_name(name) for name in holders) if name)
    known = weight if isinstance(weight, (int, float)) and not isinstance(weight, bool) else None
    return Found(
        place=place,
        names=tuple(shown),
        holders=held,
        country_name=clean_name(country_name),
        weight=None if known is None or not math.isfinite(known) else min(max(float(known), 0.0), 1.0),
    )


def clean_name(text: object) -> str:
    r"""
    Give a text or number from outside on one line and without control characters; empty for anything else.

    >>> clean_name("  Port\tof\x00 Dunai "), clean_name(None), clean_name(["x"])
    ('Port of Dunai', '', '')
    """
    if isinstance(text, bool) or not isinstance(text, (str, int)):
        return ""
    words = " ".join(str(text)[: 10 * _NAME_MOST].split())
    clean = "".join(char for char in words if char.isprintable() or char in "\u200c\u200d")
    return clean[:_NAME_MOST].strip()


def read_degrees(lon: object, lat: object) -> tuple[float, float] | None:
    """Give (lon, lat) in degrees; None where they are no numbers, not finite, out of range, or (0, 0)."""
    pair = []
    for value in (lon, lat):
        if isinstance(value, bool) or not isinstance(value, (str, int, float)):
            return None
        try:
            pair.append(float(value))
        except (ValueError, OverflowError):
            return None
    good = math.isfinite(pair[0]) and abs(pair[0]) <= 180 and math.isfinite(pair[1]) and abs(pair[1]) <= 90
    return (pair[0], pair[1]) if good and (pair[0] or pair[1]) else None


def read_table(value: object) -> Mapping[str, Any]:
    """Give a JSON object, an empty one in place of anything else."""
    return value if isinstance(value, dict) else {}


def _is_round(west: object, east: object) -> bool:
    ends = read_degrees(west, 1.0), read_degrees(east, 1.0)
    return ends[0] is not None and ends[1] is not None and abs(ends[1][0] - ends[0][0]) > 180


def _measure_box(point: tuple[float, float], box: tuple[object, object, object, object] | None) -> int | None:
    """Give the metres from a point to the farthest corner of its box."""
    if box is None:
        return None
    west, south, east, north = box
    if _is_round(
        west, east
    ):  # a box across the antimeridian, which spans the whole world and says nothing of the width
        west = east = point[0]
    corners = [read_degrees(lon, lat) for lon in (west, east) for lat in (south, north)]
    known = [corner for corner in corners if corner is not None]
    if len(known) < 4:
        return None
    return min(_MOST_M, round(max(distance_km(point, corner) for corner in known) * 1000))
