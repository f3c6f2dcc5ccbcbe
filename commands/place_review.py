"""A person's walk through the doubtful places of a case; every answer is written at once."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Final

import click

from commands.output import print_json, say, say_count, say_metres
from geo.names import split_place
from geo.place import PRECISIONS, Place, Precision, Unresolved
from layers.case import Case
from layers.checks.doubts import Doubt, find_doubts, find_others, measure_distance
from layers.checks.notices import name_candidate
from layers.coordinates import explain_coordinates
from layers.folder.place_rows import PlaceRow, write_places
from layers.places import take_places

if TYPE_CHECKING:
    from geo.gazetteer import Gazetteer
    from layers.geocoding.asking import Asking

_PROMPT: Final = "Number, LON LAT, u (unknown), s (skip), b (back), q (quit)"
_RADIUS_M: Final[dict[str, int]] = {
    "exact": 50, "site": 2000, "settlement": 4000, "district": 25_000, "region": 100_000,
}  # fmt: skip
_NUMBER = re.compile(r"[-+]?\d+(?:\.\d+)?")
# Coordinates that far from everything else are asked about, where the other way round they lie close by.
_FAR_KM, _NEAR_KM = 2000.0, 500.0


class ReplyError(ValueError):
    """What was typed is no answer; the message says what came and what was wanted."""


def review_places(case: Case, *, gazetteer: Gazetteer, asking: Asking | None, as_json: bool) -> None:
    """
    Ask a person about each doubtful text, the least sure first; with `as_json`, print each with what it is now.

    Parameters
    ----------
    asking
        A service whose answers of before give candidates too; it is not asked now.
    """
    taken = take_places(case, gazetteer=gazetteer)
    doubts = find_doubts(case, taken, gazetteer=gazetteer, asking=asking)
    by_text = dict(taken.by_text)
    say(f"{say_count(len(doubts), 'doubtful place')}." + (" Each answer is written at once." if doubts else ""))
    at = 0
    while at < len(doubts):
        doubt = doubts[at]
        others = find_others(doubt.text, by_text)
        _show(doubt, by_text[doubt.text], others, at, len(doubts))
        try:
            step = _ask(case.folder, doubt, others, by_text)
        except click.Abort:  # the end of what a script typed, or Ctrl+C: what was answered is written
            step = len(doubts)
        at = max(0, at + step)
    if as_json:
        for doubt in doubts:
            print_json(_doubt_json(doubt, by_text[doubt.text], find_others(doubt.text, by_text)))


def read_answer(text: str, doubt: Doubt) -> PlaceRow:
    """
    Read a number, a coordinate or "unknown" as the row that it makes.

    Raises
    ------
    ReplyError
        If it is none of these.
    """
    words = text.replace(",", " ").split()
    if text.casefold() in ("u", "unknown"):
        return PlaceRow(doubt.text, None, reason="A person left the place unknown.", chosen_by="person")
    if len(words) == 1 and words[0].isdecimal():
        number = int(words[0])
        if not 1 <= number <= len(doubt.candidates):
            wanted = f"a number from 1 to {len(doubt.candidates)}" if doubt.candidates else "a coordinate, as LON LAT"
            raise ReplyError(f"there is no candidate {words[0][:12]}; write {wanted}")
        chosen = doubt.candidates[number - 1]
        place = replace(chosen.place, chosen_by="person", reason=f"A person chose {name_candidate(chosen)}.")
        return PlaceRow(doubt.text, place, reason=place.reason, chosen_by="person")
    if len(words) < 2 or not (_NUMBER.fullmatch(words[0]) and _NUMBER.fullmatch(words[1])):
        raise ReplyError(
            f"{text[:40]!r} is no answer; write a number, degrees such as '14.51 35.90', or one of the letters"
        )
    lon, lat = float(words[0]), float(words[1])
    wrong = explain_coordinates(lon, lat)
    if wrong:
        raise ReplyError(f"{wrong}; longitude comes first")
    precision, radius_m = _read_precision(words[2:])
    place = Place(
        name=split_place(doubt.text)[0],
        lon=lon,
        lat=lat,
        precision=precision,
        radius_m=radius_m,
        country=_find_country(doubt),
        chosen_by="person",
        reason="A person gave the coordinates.",
    )
    return PlaceRow(doubt.text, place, reason=place.reason, chosen_by="person")


def _ask(folder: Path, doubt: Doubt, others: Sequence[Place], by_text: dict[str, Place | Unresolved]) -> int:
    """Ask until there is an answer, and write it; return how many places to go on by."""
    while True:
        text = click.prompt(_PROMPT, default="s", show_default=False, err=True).strip()
        letter = text.casefold()
        if letter in ("s", "skip", ""):
            return 1
        if letter in ("b", "back"):
            return -1
        if letter in ("q", "quit"):
            raise click.Abort
        try:
            row = read_answer(text, doubt)
        except ReplyError as fault:
            say(f"  {fault}")
            continue
        if row.place is not None and not row.place.gazetteer and not _confirm(row.place, doubt, others):
            continue
        write_places(folder, [row], by_person=True)
        by_text[doubt.text] = row.place or Unresolved(doubt.text, row.reason)
        return 1


def _confirm(place: Place, doubt: Doubt, others: Sequence[Place]) -> bool:
    """Ask about coordinates that look swapped: far from all else, and close by the other way round."""
    from geo.gazetteer import distance_km

    known = [*others, *(candidate.place for candidate in doubt.candidates)]
    if not known or abs(place.lon) > 90:
        return True
    away, swapped = (
        min(distance_km(point, (one.lon, one.lat)) for one in known)
        for point in ((place.lon, place.lat), (place.lat, place.lon))
    )
    if away < _FAR_KM or swapped > _NEAR_KM:
        return True
    return click.confirm(
        f"  {place.lon:g} {place.lat:g} lies {away:,.0f} km from everything known here, {place.lat:g} {place.lon:g} "
        f"only {swapped:,.0f} km: longitude comes first. Write it as it stands?",
        default=False,
        err=True,
    )


def _show(doubt: Doubt, spot: Place | Unresolved, others: Sequence[Place], at: int, count: int) -> None:
    margin = f"margin {doubt.margin:.2f}: " if isinstance(doubt.taken, Place) else ""
    say(f"\n{at + 1} of {count}  {doubt.text}\n  {margin}{spot.reason}")
    if doubt.events:
        more = f" and {len(doubt.events) - 3} more" if len(doubt.events) > 3 else ""
        say(f"  in {', '.join(doubt.events[:3])}{more}")
    for number, candidate in enumerate(doubt.candidates, start=1):
        place = candidate.place
        here = isinstance(spot, Place) and (spot.lon, spot.lat) == (place.lon, place.lat)
        reasons = ", ".join(f"{key} {part:+.2f}" for key, part in candidate.reasons.items())
        distance = measure_distance((place.lon, place.lat), others)
        away = f"; {distance.words}" if distance else ""
        say(
            f"  {number}{' *' if here else '  '} {name_candidate(candidate)}  {place.lon:.4f} {place.lat:.4f}  "
            f"{place.precision}, within {say_metres(place.radius_m)}{away}\n"
            f"       {candidate.score:.2f}: {reasons}"
        )
    if not doubt.candidates:
        say("  No candidate is known.")


def _read_precision(words: Sequence[str]) -> tuple[Precision, int]:
    """Read what may follow a coordinate: a precision, and metres."""
    precision = words[0].casefold() if words else "site"
    if precision not in _RADIUS_M:
        raise ReplyError(f"{words[0][:20]!r} is no precision; write one of {', '.join(_RADIUS_M)} after the degrees")
    if len(words) > 2 or (len(words) == 2 and not words[1].isdecimal()):
        raise ReplyError(f"{' '.join(words[1:])[:20]!r} is no radius; write whole metres after the precision")
    assert precision in PRECISIONS
    radius_m = int(words[1][:9]) if len(words) == 2 else _RADIUS_M[precision]
    return precision, radius_m


def _find_country(doubt: Doubt) -> str:
    """Give the country that all candidates share, empty where they differ."""
    countries = {candidate.place.country for candidate in doubt.candidates}
    return countries.pop() if len(countries) == 1 else ""


def _doubt_json(doubt: Doubt, spot: Place | Unresolved, others: Sequence[Place]) -> dict[str, object]:
    from commands.places import place_json
    from geo.resolve import candidate_json

    return {
        "place": doubt.text,
        "events": list(doubt.events),
        "margin": round(doubt.margin, 3),
        "chosen": place_json(spot) if isinstance(spot, Place) else None,
        "reason": spot.reason,
        "candidates": [
            {
                **candidate_json(candidate),
                **_distance_json(candidate.place, others),
            }
            for candidate in doubt.candidates
        ],
    }


def _distance_json(place: Place, others: Sequence[Place]) -> dict[str, object]:
    distance = measure_distance((place.lon, place.lat), others)
    if distance is None:
        return {"nearest": "", "nearest_km": None, "middle_km": None}
    middle = None if distance.middle_km is None else round(distance.middle_km, 1)
    return {"nearest": distance.nearest, "nearest_km": round(distance.nearest_km, 1), "middle_km": middle}
