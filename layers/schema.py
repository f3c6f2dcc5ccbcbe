"""The columns of the layer frame, in order, each with its type and meaning."""

from __future__ import annotations

from typing import NamedTuple


class Column(NamedTuple):
    """One column of the layer frame."""

    name: str
    dtype: str
    meaning: str


COLUMNS: tuple[Column, ...] = (
    Column("id", "str", "the event's id, which never changes"),
    Column("layer", "str", "name of its layer"),
    Column("title", "str", "title"),
    Column("summary", "str", "a sentence or two; may be empty"),
    Column("place", "str", "the place as the case names it; may be empty"),
    Column("precision", "str", "exact, site, settlement, district, region, country; empty when unplaced"),
    Column("radius_m", "int64", "how far off the point may be, metres; 0 when not known or unplaced"),
    Column("date", "str", "EDTF text; empty when undated"),
    Column("date_kind", "str", "day, within, span, one_of, all_of; empty when undated"),
    Column("earliest", "datetime64[s]", "first day on which it may begin; NaT where open or undated"),
    Column("begin_latest", "datetime64[s]", "last day on which it may begin"),
    Column("end_earliest", "datetime64[s]", "first day on which it may end"),
    Column("latest", "datetime64[s]", "last day on which it may end"),
    Column("occurrence", "str", "occurred, expected, denied"),
    Column("status", "str", "reported, claimed, disputed, confirmed, retracted"),
    Column("values", "object", "dict of texts: counts, who announced, …"),
    Column("tags", "object", "list of texts"),
    Column("claims", "object", "list of dicts, one per claim: what each source says"),
    Column("origin", "str", "where a movement began; empty otherwise"),
    Column("destination", "str", "where it ended; empty otherwise"),
    Column("geometry", "geometry", "Point, area or line in EPSG:4326, (lon, lat); None when unplaced"),
    Column(
        "area_exact", "bool", "whether an area is exact: the case's own shape or outline, not an approximate extent"
    ),
    Column("area_note", "str", "of an area: one sentence on where its outline comes from; else empty"),
)
"""The contract of `layers.frame.build_frame`: these columns, in this order; only new ones at the end may be added."""
