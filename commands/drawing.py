"""What `build`, `publish` and `serve` share: a case drawn as a page, or the reason why it cannot be."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, NamedTuple

from commands.output import SURROUNDINGS, stop
from layers.case import Case
from layers.places import Placements

if TYPE_CHECKING:
    import geopandas as gpd

    from maps.payload import Payload


class Drawing(NamedTuple):
    """A page, and what it was drawn from."""

    page: bytes
    payload: Payload
    frame: gpd.GeoDataFrame


def draw_case(case: Case, placements: Placements, *, skipped: Sequence[tuple[str, str]] = ()) -> Drawing:
    """Draw the page of a case; a missing part of the installation is a fault of the surroundings."""
    from geo.gazetteer import open_gazetteer
    from layers.frame import build_frame
    from maps.basemap import StaticError
    from maps.page import draw_payload, prepare_payload

    try:
        with open_gazetteer() as gazetteer:
            frame = build_frame(case, placements, gazetteer=gazetteer)
            payload = prepare_payload(case, frame, placements=placements, gazetteer=gazetteer, skipped=skipped)
            page = draw_payload(payload, gazetteer=gazetteer, tiles=case.tiles)
    except StaticError as failure:
        stop(str(failure), SURROUNDINGS)
    return Drawing(page.encode(), payload, frame)
