"""What the page tells of an event and of a source: only what is for the public."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from geo.names import split_place
from geo.place import Place, Unresolved
from layers.conflicts import Conflict
from layers.event import Claim, Event
from layers.places import Placements
from layers.source import Source
from layers.voices import count_origins


def build_source(source: Source) -> dict[str, object]:
    """Return what the page tells of a source."""
    return {
        "id": source.id,
        "publisher": source.publisher,
        "title": source.title,
        "url": source.url,
        "archive": source.archive,
        "author": source.author,
        "language": source.language,
        "published": source.published.words if source.published else "",
        "publishedEdtf": source.published.text if source.published else "",
    }


def build_text(
    event: Event,
    placements: Placements,
    conflicts: Sequence[Conflict],
    sources: Mapping[str, Source],
    *,
    source_numbers: Mapping[str, int],
    area_exact: bool,
    area_note: str,
    on_map: bool,
    countries: Mapping[str, str],
    articles: Mapping[int, int] | None = None,
) -> dict[str, object]:
    """
    Return what the page tells of an event; no note, candidate, score or gazetteer id is in it.

    Parameters
    ----------
    event, placements, conflicts, sources
        The event, where the case's events stand, what its sources differ on, and the sources by id.
    source_numbers
        Position of each source in the page's list.
    area_exact
        Whether its area is the case's own shape, or an exact outline.
    area_note
        Where the outline of its area comes from; empty where it has none.
    on_map
        Whether it is drawn.
    countries
        Code of each country by its case-folded name.
    articles
        Number of the page's article that holds the passage of a claim, by the claim's number.
    """
    place = placements.by_event.get(event.id)
    reports, origins = count_origins(event, sources)
    return {
        "id": event.id,
        "title": event.title,
        "label": event.label,
        "summary": event.summary,
        "place": short_place(event.place, place, countries),
        "radius": place.radius_m if isinstance(place, Place) else 0,
        "areaExact": area_exact,
        "country": place.country if isinstance(place, Place) else "",
        "date": event.date.text if event.date else "",
        "dateWords": event.date.words if event.date else "",
        "conflicts": [_build_conflict(conflict) for conflict in conflicts],
        "claims": [
            _build_claim(claim, source_numbers, (articles or {}).get(number))
            for number, claim in enumerate(event.claims)
        ],
        "reports": reports,
        "origins": origins,
        "tags": list(event.tags),
        "confirmedBy": event.confirmed_by,
        "method": event.method,
        "dateReason": event.date_reason,
        "placeReason": event.place_reason,
        "placeChoice": f"{place.reason} {area_note}".strip() if isinstance(place, Place) else "",
        "unplaced": "" if on_map else event.unplaced_reason or _tell_why(place),
        "origin": event.origin,
        "destination": event.destination,
        "retracted": event.retracted.words if event.retracted else "",
        "retractedEdtf": event.retracted.text if event.retracted else "",
        "retractedReason": event.retracted_reason,
        "values": [[key.replace("_", " "), value] for key, value in event.values.items()],
    }


def short_place(text: str, place: Place | Unresolved | None, countries: Mapping[str, str]) -> str:
    """Return a place text without its country where two containers stand before it: a reader sees it on the map."""
    parts = split_place(text)
    known = isinstance(place, Place) and countries.get(parts[-1].casefold()) == place.country
    return text[: text.rindex(parts[-1])].rstrip(" ,،、，") if len(parts) > 2 and known else text


def _tell_why(place: Place | Unresolved | None) -> str:
    return place.told if isinstance(place, Unresolved) else "No place is given."


def _build_conflict(conflict: Conflict) -> dict[str, object]:
    built: dict[str, object] = {
        "field": conflict.field,
        "key": conflict.key.replace("_", " "),
        "sides": [
            {
                "words": side.words,
                "claims": list(side.claims),
                "chosen": side.value == conflict.chosen,
                **({"edtf": side.value} if conflict.field == "date" else {}),
            }
            for side in conflict.sides
        ],
        "reason": conflict.reason,
    }
    if conflict.relays:
        built["relays"] = [{"claim": relay.claim, "cites": relay.cites} for relay in conflict.relays]
    return built


def _build_claim(claim: Claim, source_numbers: Mapping[str, int], article: int | None) -> dict[str, object]:
    built: dict[str, object] = {
        "source": source_numbers[claim.source],
        "text": claim.text,
        "quote": claim.quote,
        "date": claim.date.words if claim.date else "",
        "dateEdtf": claim.date.text if claim.date else "",
        "dateAsWritten": claim.date_as_written,
        "placeAsWritten": claim.place_as_written,
        "citing": list(claim.citing),
        "denies": claim.denies,
    }
    kept = {key: value for key, value in built.items() if key == "source" or value}
    return kept if article is None else {**kept, "article": article}
