"""Choose the place that a place text means, from what stands around the name, or say why none was chosen."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any, Final

from geo.candidates.degrees import read_pair
from geo.candidates.division import dwarfs
from geo.candidates.query import find_whole
from geo.candidates.rank import Attempt, Ranked, rank_readings
from geo.candidates.reasons import build_place, name_candidate
from geo.gazetteer import Gazetteer, distance_km
from geo.names import fold_name
from geo.place import Candidate, Place, Unresolved
from geo.relations.described import resolve_described

# What the score of a choice must reach, and what it must be ahead by: 0.18 is eight times the people.
ENOUGH: Final = 1.65
MARGIN: Final = 0.18
# How far a town may score behind the division or country of the same name and still be the one meant.
_NESTED: Final = 0.5
_AIRPORT_KM: Final = 40.0
_SMALL_COUNTRY_M: Final = 40_000
_WEIGHED: Final = 6
"""Candidates that a choice is made among, however few are asked for."""


def rank_candidates(
    text: str,
    *,
    gazetteer: Gazetteer,
    near: str | None = None,
    country: str | None = None,
    limit: int = 10,
) -> list[Candidate]:
    """
    Give the places that a place text may mean, best first.

    Parameters
    ----------
    text
        A name, with or without containers: "Dunai, Primorsky Krai, Russia".
    gazetteer
        From `open_gazetteer`.
    near
        A name of something close by; candidates gain by nearness to it.
    country
        Code or name of the country that holds the place.
    limit
        At most so many.

    Returns
    -------
    candidates
        Each with the named parts of its score, which add up to it; empty
        where the gazetteer does not know the name.
    """
    attempt = rank_readings(
        text, gazetteer=gazetteer, near=near or "", country=country or "", limit=max(limit, _WEIGHED)
    )
    ranked = attempt.ranked
    winner = _find_winner(attempt, gazetteer)
    if winner is not None and winner is not ranked[0]:
        # Where a town is meant and not its namesake division, the list says so too.
        ranked = [winner, *(r for r in ranked if r is not winner)]
    return [_candidate(r, attempt, gazetteer) for r in ranked[:limit]]


def resolve_place(
    text: str, *, gazetteer: Gazetteer, near: str | None = None, country: str | None = None
) -> Place | Unresolved:
    """
    Choose the place that a place text means.

    A text may describe its place by others: "30 km north of Kursk", "between
    Kyiv and Zhytomyr", "off Odesa", "the border of Poland and Belarus".

    Parameters
    ----------
    text, gazetteer, near, country
        As for `rank_candidates`.

    Returns
    -------
    place
        The place with a sentence for readers, or `Unresolved` with one for
        the editor: an unknown or ambiguous name is never guessed.
    """
    pair = read_pair(text)
    if pair is not None:
        reason = f"“{text.strip()}” is no name; give the coordinates as such: lon {pair[0]:g} and lat {pair[1]:g}."
        return Unresolved(text=text, reason=reason, candidates=())
    described = resolve_described(
        text,
        gazetteer=gazetteer,
        resolve=lambda name, by: _resolve_name(name, gazetteer=gazetteer, near=by or near or "", country=country or ""),
    )
    if described is not None:
        return described
    return _resolve_name(text, gazetteer=gazetteer, near=near or "", country=country or "")


def _resolve_name(text: str, *, gazetteer: Gazetteer, near: str, country: str) -> Place | Unresolved:
    attempt = rank_readings(text, gazetteer=gazetteer, near=near, country=country, limit=_WEIGHED)
    winner = _find_winner(attempt, gazetteer)
    doubt = _find_doubt(text, attempt, winner, gazetteer)
    if winner is None or doubt:
        found = (
            Candidate(build_place(r, attempt=attempt, gazetteer=gazetteer, say=False), r.score, r.reasons)
            for r in attempt.ranked
        )
        return Unresolved(text=text, reason=doubt, candidates=tuple(found))
    return build_place(winner, attempt=attempt, gazetteer=gazetteer)


def resolve_places(texts: Iterable[str], *, gazetteer: Gazetteer) -> Iterator[Place | Unresolved]:
    """Choose the place for each of many place texts, in their order; like `resolve_place` for each."""
    for text in texts:
        yield resolve_place(text, gazetteer=gazetteer)


def candidate_json(candidate: Candidate) -> dict[str, Any]:
    """Give a candidate as ``locate --json`` prints it."""
    place = candidate.place
    return {
        "id": place.gazetteer_id,
        "name": place.name,
        "lon": place.lon,
        "lat": place.lat,
        "precision": place.precision,
        "radius_m": place.radius_m,
        "country": place.country,
        "admin1": place.admin1,
        "score": round(candidate.score, 3),
        "reasons": {name: round(part, 3) for name, part in candidate.reasons.items()},
    }


def _candidate(ranked: Ranked, attempt: Attempt, gazetteer: Gazetteer) -> Candidate:
    place = build_place(ranked, attempt=attempt, gazetteer=gazetteer)
    return Candidate(place=place, score=ranked.score, reasons=ranked.reasons)


def _find_winner(attempt: Attempt, gazetteer: Gazetteer) -> Ranked | None:
    """Take the best, but of namesakes one inside the other the one that a bare name means."""
    if not attempt.ranked:
        return None
    top = attempt.ranked[0]
    if attempt.asked:
        return top
    close = [r for r in attempt.ranked if r.score > top.score - _NESTED and r.agrees]
    for other in close:
        if other is top:
            continue
        whole, part = (top, other) if _holds(top, other) else (other, top) if _holds(other, top) else (None, None)
        if whole is None or part is None:
            continue
        if whole.entry.kind == "place":
            return whole
        if dwarfs(whole.entry.number, part.entry.number, part.key, gazetteer):
            return whole
        if part.entry.kind != "place" or not part.named:
            # "Bahia" is the state, and not Salvador, which was once called so.
            continue
        if whole.entry.kind == "country":
            # "Mexico" is the country, "Singapore" the city.
            return part if whole.entry.radius_m <= _SMALL_COUNTRY_M else whole
        if part is other and not any(r.entry.kind == "country" and _holds(r, top) for r in close):
            return part
    return top


def _holds(whole: Ranked, part: Ranked) -> bool:
    """Whether one entry is the country or division of another."""
    a, b = whole.entry, part.entry
    if a.kind == "country":
        return b.kind != "country" and a.country == b.country
    if a.kind == "place" and b.kind == "airport":
        # A town and the airport called after it: the bare name is the town's.
        return distance_km((a.lon, a.lat), (b.lon, b.lat)) < _AIRPORT_KM
    if a.kind == "admin2" and b.kind in ("place", "airport"):
        return a.country == b.country and distance_km((a.lon, a.lat), (b.lon, b.lat)) * 1000 < a.radius_m
    if a.kind != "admin1" or b.kind not in ("place", "airport", "admin2") or a.country != b.country:
        return False
    return a.admin1_code == b.admin1_code or distance_km((a.lon, a.lat), (b.lon, b.lat)) * 1000 < a.radius_m


def _find_doubt(text: str, attempt: Attempt, winner: Ranked | None, gazetteer: Gazetteer) -> str:
    """Say why the best candidate must not be taken, empty where it may."""
    head = attempt.head
    if winner is None:
        whole = find_whole(head)
        if whole and gazetteer.find_numbers(fold_name(whole)):
            return f"“{head}” names only a part of {whole}; write the nearest town, or give coordinates or a geometry."
        if not head:
            return "The place text is empty; write a name, or give coordinates."
        return (
            f"The gazetteer has no “{head}”; write the nearest town with its state or country after a comma, "
            "or give coordinates."
        )
    if attempt.context.unknown and not attempt.context:
        names = " or ".join(f"“{name}”" for name in attempt.context.unknown)
        return (
            f"The gazetteer knows “{head}” but not {names}; write the state or country after a comma. "
            f"It could be {_join(attempt.ranked[:3], gazetteer)}."
        )
    if not winner.agrees:
        return f"{_say_elsewhere(head, winner)} The name is known as {_join(attempt.ranked[:3], gazetteer)}."
    if attempt.close and not attempt.context:
        return (
            f"The gazetteer has no “{head}”; the nearest spelling is of {_join(attempt.ranked[:3], gazetteer)}. "
            "Write the name so, or the state or country after a comma."
        )
    rivals = [
        other
        for other in attempt.ranked
        if other is not winner
        and other.score > winner.score - MARGIN
        and not _holds(other, winner)
        and not _holds(winner, other)
        and not _same_spot(other, winner)
    ]
    if rivals:
        advice = (
            "write more of what holds it after commas, such as the state or district"
            if attempt.context
            else "write the state or country after a comma"
        )
        return f"“{head}” could be {_join([winner, *rivals[:3]], gazetteer)}; {advice}."
    if winner.score < ENOUGH:
        return (
            f"“{head}” is known only as {_join([winner], gazetteer)}, which a bare name hardly means; "
            "write the state or country after a comma if it does."
        )
    return ""


def _say_elsewhere(head: str, winner: Ranked) -> str:
    missed = [name.partition(" ") for name, part in winner.reasons.items() if part < 0 and " " in name]
    for word, _, name in missed:
        if word == "near":
            return f"The gazetteer knows no “{head}” near {name}."
    names = ", ".join(name for _, _, name in missed)
    return f"The gazetteer knows no “{head}” in {names}."


def _same_spot(one: Ranked, other: Ranked) -> bool:
    a, b = one.entry, other.entry
    return a.kind == b.kind and distance_km((a.lon, a.lat), (b.lon, b.lat)) < 5


def _join(ranked: list[Ranked], gazetteer: Gazetteer) -> str:
    names = list(dict.fromkeys(name_candidate(r.entry, gazetteer) for r in ranked))
    return names[0] if len(names) == 1 else f"{', '.join(names[:-1])} or {names[-1]}"
