"""A case drawn as a page: what every command and the editor that make a page have in common."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, NamedTuple

from layers.case import Case
from layers.kept import Kept
from layers.places import Placements

if TYPE_CHECKING:
    import geopandas as gpd

    from maps.payload import Payload


class Drawing(NamedTuple):
    """A page, and what it was drawn from."""

    page: bytes
    payload: Payload
    frame: gpd.GeoDataFrame


def draw_case(
    case: Case, placements: Placements, *, skipped: Sequence[tuple[str, str]] = (), kept: Kept | None = None
) -> Drawing:
    """
    Draw the page of a case.

    Parameters
    ----------
    case, placements
        A case as read, and where its events stand.
    skipped
        Title and reason of what is left out because of faults: the page names them.
    kept
        What was kept of the last drawing; None draws all anew. The bytes are the same.

    Raises
    ------
    StaticError
        If the built bundle is missing.
    GazetteerError
        If the gazetteer is.
    """
    from geo.gazetteer import open_gazetteer
    from layers.frame import build_frame
    from maps.page import draw_payload, prepare_payload

    with open_gazetteer() as gazetteer:
        frame = build_frame(case, placements, gazetteer=gazetteer)
        payload = prepare_payload(
            case, frame, placements=placements, gazetteer=gazetteer, skipped=skipped, kept=kept
        )  # fmt: skip
        page = draw_payload(payload, gazetteer=gazetteer, tiles=case.tiles, kept=kept)
    return Drawing(page.encode(), payload, frame)
