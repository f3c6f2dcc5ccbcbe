"""The text of a place by which a build finds the same place again."""

from __future__ import annotations

from typing import TYPE_CHECKING

from geo.place import Place
from layers.drafts.draft import Draft
from layers.drafts.shelf import ARROW

if TYPE_CHECKING:
    from geo.gazetteer import Gazetteer


def write_place_text(place: Place, *, gazetteer: Gazetteer) -> str:
    """
    Write the name of a place with what holds it: "Dunay, Primorskiy, Russia".

    Returns
    -------
    text
        Empty where no text that we can write leads back to the place; its
        coordinates must then be given.
    """
    from geo.resolve import resolve_place

    number = gazetteer.find_country(place.country) if place.country else None
    country = gazetteer.read_name(number) if number is not None else ""
    tried = [
        [place.name, place.admin1, country],
        [place.name, country],
        [place.name],
    ]
    for parts in tried:
        kept = list(dict.fromkeys(part for part in parts if part))
        text = ", ".join(kept)
        found = resolve_place(text, gazetteer=gazetteer)
        if isinstance(found, Place) and found.gazetteer_id == place.gazetteer_id and found.gazetteer == place.gazetteer:
            return text
    return ""


def write_place_texts(drafts: list[Draft], *, gazetteer: Gazetteer) -> dict[int, str]:
    """Write the place text of each draft that has one, by number; of a movement, both ends with an arrow between."""
    found: dict[int, str] = {}
    for number, draft in enumerate(drafts):
        if draft.origin is not None and draft.destination is not None:
            ends = [write_place_text(end, gazetteer=gazetteer) for end in (draft.origin, draft.destination)]
            if all(ends):
                found[number] = ARROW.join(ends)
                continue
        if draft.place is not None:
            text = write_place_text(draft.place, gazetteer=gazetteer)
            if text:
                found[number] = text
    return found
