"""The exact areas of a case, in its areas.geojson: outlines of its regions, each with whom to credit."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

from geo.place import Place
from layers.coordinates import explain_geometry, plain_geometry
from layers.fault import Fault
from layers.fields.faultlist import FaultList
from layers.fields.table import Fields
from layers.files.storage import StorageError, lock_case, write_whole
from layers.files.text import TextError, read_text
from layers.formats.geojson import read_layer

FILE_NAME: Final = "areas.geojson"
AREAS_MOST: Final = 10_000
AREA_PRECISIONS: Final = ("region", "country")
"""Places that are drawn as areas."""
_KEYS: Final = frozenset(
    {
        "places",
        "name",
        "id",
        "country",
        "attribution",
        "license",
        "source",
        "source_id",
        "day",
        "geometry",
        "lon",
        "lat",
    }
)


@dataclass(frozen=True, slots=True)
class CaseArea:
    """The outline of a region of the case, GeoJSON in degrees, EPSG:4326, and where it comes from."""

    name: str
    geometry: Mapping[str, Any]
    attribution: str
    """Whom a map that shows it must credit."""
    places: tuple[str, ...] = ()
    """The place texts that it is the outline of."""
    id: str = ""
    """Id of the region in the gazetteer, such as "RU.38": other texts for the same region get it too."""
    country: str = ""
    license: str = ""
    source: str = ""
    """The file or service that it was taken from."""
    source_id: str = ""
    """Its id there."""
    day: str = ""


def read_areas(folder: Path, *, encoding: str | None = None) -> tuple[tuple[CaseArea, ...], tuple[Fault, ...]]:
    """
    Read areas.geojson of a case; a missing file is no fault.

    An area at fault is left out: its regions are drawn by their approximate extent then.
    """
    path = folder / FILE_NAME
    if not path.exists() and not path.is_symlink():
        return (), ()
    found = FaultList(path.as_posix(), [])
    try:
        raw = read_layer(read_text(path, encoding=encoding))
    except TextError as wrong:
        found.add(wrong.message, line=wrong.line)
        return (), tuple(found.faults)
    if len(raw.events) > AREAS_MOST:
        found.add(f"holds {len(raw.events):,} areas; at most {AREAS_MOST:,} are read")
        return (), tuple(found.faults)
    areas = []
    for number, one in enumerate(raw.events):
        fields = Fields(one.table, path=("event", number), find_line=raw.find_line, faults=found)
        for line, field, message in one.problems:
            found.add(message, line=line, field=field)
        area = _read_area(fields)
        if area is not None and not one.problems:
            areas.append(area)
    return tuple(areas), tuple(found.faults)


def write_areas(folder: Path, new: Iterable[CaseArea]) -> int:
    """
    Put areas into areas.geojson, whole or not at all; return how many it holds then.

    One for the same region, by its id or one of its place texts, takes the place of the older.

    Raises
    ------
    StorageError
        If the file is at fault or cannot be written.
    """
    added = list(new)
    with lock_case(folder):
        old, faults = read_areas(folder)
        if faults:
            raise StorageError(f"{faults[0].text}; mend it first, nothing was changed")
        kept = [area for area in old if not any(_is_same(area, other) for other in added)]
        whole = sorted([*kept, *added], key=lambda area: (area.country, area.name, area.places))
        write_whole(folder / FILE_NAME, _format(whole).encode())
    return len(whole)


def find_area(areas: Sequence[CaseArea], text: str, place: Place) -> CaseArea | None:
    """Give the area of a place text: the one that names it, else the one of the same region of the gazetteer."""
    named = next((area for area in areas if text and text in area.places), None)
    if named is not None or not place.gazetteer_id:
        return named
    return next((area for area in areas if area.id == place.gazetteer_id), None)


def _is_same(one: CaseArea, other: CaseArea) -> bool:
    return bool(one.id and one.id == other.id) or not set(one.places).isdisjoint(other.places)


def _read_area(fields: Fields) -> CaseArea | None:
    fields.check_keys(_KEYS)
    geometry = fields.table.get("geometry")
    if geometry is None:
        fields.fault("geometry", "is no area; a Polygon or MultiPolygon was wanted")
        return None
    wrong = explain_geometry(geometry)
    if not wrong and isinstance(geometry, Mapping) and not str(geometry.get("type")).endswith("Polygon"):
        wrong = f"type {geometry.get('type')!r} is no area; a Polygon or MultiPolygon was wanted"
    if wrong:
        fields.fault("geometry", wrong)
        return None
    assert isinstance(geometry, Mapping)
    places = fields.texts("places")
    name = fields.text("name")
    region = fields.text("id")
    if not places and not region:
        fields.fault("places", "is missing; it lists the place texts that this is the area of")
        return None
    attribution = fields.text("attribution")
    if not attribution:
        fields.fault("attribution", "is missing; it says whom the map must credit for the outline")
        return None
    return CaseArea(
        name=name or (places[0] if places else region),
        geometry=plain_geometry(geometry),
        attribution=attribution,
        places=places,
        id=region,
        country=fields.text("country"),
        license=fields.text("license"),
        source=fields.text("source"),
        source_id=fields.text("source_id"),
        day=fields.text("day"),
    )


def _format(areas: Sequence[CaseArea]) -> str:
    """Write one area a line, so that a change shows as the lines it changes."""
    lines = []
    for area in areas:
        fields = ("places", "name", "id", "country", "attribution", "license", "source", "source_id", "day")
        table = {key: value for key in fields if (value := getattr(area, key))}
        feature = {"type": "Feature", "properties": table, "geometry": area.geometry}
        lines.append(json.dumps(feature, ensure_ascii=False, separators=(",", ":")))
    return '{"type":"FeatureCollection","features":[\n' + ",\n".join(lines) + "\n]}\n"
