"""A town and the division of its name: which of the two the bare name means."""

from __future__ import annotations

from typing import Final

from geo.gazetteer import Gazetteer
from geo.names import fold_name

# "Quebec" is the province, and its town is called Quebec City; "Kursk" is the town.
_DWARFED: Final = 15


def dwarfs(division: int, town: int, key: str, gazetteer: Gazetteer) -> bool:
    """Whether a key is the very name of a division that has so many more people than a town in it."""
    return (
        gazetteer.kind_of(division) == "admin1"
        and gazetteer.kind_of(town) == "place"
        and town not in gazetteer.capitals
        and gazetteer.area_of(division) == gazetteer.area_of(town)
        and gazetteer.sizes[division] > _DWARFED * gazetteer.sizes[town]
        and fold_name(gazetteer.read_name(division)) == key
    )
