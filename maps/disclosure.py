"""Everything of a case that a page tells the public, told before it is told: read from the very blocks of the page."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, NamedTuple

from maps.payload import Payload

if TYPE_CHECKING:
    import geopandas as gpd

_OURS = frozenset({"version", "layers.name", "layers.color", "field", "dateEdtf"})


class Disclosure(NamedTuple):
    """One thing that becomes public. Its kind is ``text``, ``link`` or ``coordinate``."""

    kind: str
    of: str
    """What it belongs to: ``case``, ``source ID``, ``event ID`` or ``article NAME``."""
    field: str
    value: str


def list_disclosures(payload: Payload, frame: gpd.GeoDataFrame) -> Iterator[Disclosure]:
    """
    Yield every text, link and coordinate that a page will tell, in the order of the page.

    Parameters
    ----------
    payload
        The blocks of the page: what is not in them is not in the page.
    frame
        The layer frame that they were built from, EPSG:4326.
    """
    yield from _walk(payload.head, of="case")
    view = payload.head["view"]
    if isinstance(view, list):
        yield Disclosure("coordinate", "case", "view", " ".join(f"{edge:g}" for edge in view))
    for source in payload.sources:
        yield from _walk(source, of=f"source {source['id']}")
    shapes = dict(zip(frame["id"], zip(frame.geometry, frame["area_exact"], strict=True), strict=True))
    for chunk in payload.texts:
        for event in chunk:
            of = f"event {event['id']}"
            yield from _walk(event, of=of)
            shape, exact = shapes[event["id"]]
            if shape is not None:
                yield Disclosure("coordinate", of, shape.geom_type.lower(), _describe_shape(shape, whole=bool(exact)))
    for article in payload.articles:
        yield from _walk(article, of=f"article {article['name']}")


def _walk(value: object, *, of: str, field: str = "") -> Iterator[Disclosure]:
    if isinstance(value, str):
        if value and field not in _OURS:
            kind = "link" if value.startswith(("https://", "http://", "mailto:")) else "text"
            yield Disclosure(kind, of, field, value)
    elif isinstance(value, Mapping):
        for key, inner in value.items():
            name = str(key) if not field or field == "case" else f"{field}.{key}"
            yield from _walk(inner, of=of, field=name)
    elif isinstance(value, Sequence) and not isinstance(value, bytes):
        for inner in value:
            yield from _walk(inner, of=of, field=field)


def _describe_shape(shape: object, *, whole: bool) -> str:
    """Return a point or line, or an outline of the case's own, as text; of an approximate extent only its box."""
    import shapely

    assert isinstance(shape, shapely.Geometry)
    if shape.geom_type == "Point":
        lon, lat = shapely.get_coordinates(shape)[0]
        return f"{lon:.5f} {lat:.5f}"
    if whole or shape.geom_type in ("LineString", "MultiLineString"):
        return str(shapely.to_wkt(shape, rounding_precision=5))
    west, south, east, north = shape.bounds
    return f"approximate extent, {west:.3f} {south:.3f} to {east:.3f} {north:.3f}"
