"""The seat of a state: where its broadcaster broadcasts from."""

from __future__ import annotations

from typing import TYPE_CHECKING

from geo.place import Place

if TYPE_CHECKING:
    from geo.gazetteer import Gazetteer


def find_capital(country: str, *, gazetteer: Gazetteer) -> Place | None:
    """Return the capital of a country by its ISO alpha-2 code; None where the gazetteer knows none."""
    from geo.resolve import resolve_place

    for number in sorted(gazetteer.capitals):
        if gazetteer.area_of(number)[0] == country:
            found = resolve_place(f"{gazetteer.read_name(number)}, {country}", gazetteer=gazetteer)
            return found if isinstance(found, Place) else None
    return None
