"""Fields changed within one feature of a GeoJSON layer; the rest of the file keeps its bytes."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from typing import Any

from layers.editing.event_table import Table, order_fields
from layers.formats.geojson import find_features
from layers.syntax.json_members import change_members, read_members
from layers.syntax.splice import SpliceError, Splices, find_ending, find_indent

_SPOT = ("lon", "lat", "geometry")


def find_span(text: str, number: int) -> tuple[int, int]:
    """Return the offsets between which the feature of an event stands."""
    start, end, _ = find_features(text)[1][number]
    return start, end


def find_entry(text: str, number: int) -> tuple[int, int]:
    """Return the offsets between which a feature stands with the comma that parts it from the others."""
    spans = [(start, end) for start, end, _ in find_features(text)[1]]
    start, end = spans[number]
    if number:
        return spans[number - 1][1], end
    return start, spans[1][0] if len(spans) > 1 else end


def change_features(text: str, changes: Mapping[int, tuple[Table, Table]]) -> str:
    """
    Return the text with the members of features changed in which two tables of an event differ.

    Parameters
    ----------
    text
        A GeoJSON layer without a byte order mark.
    changes
        By the number of a feature, counted from 0: the event in its plain
        form, as it stands and as it is to be.
    """
    features = find_features(text)[1]
    # From the last to the first, so that the offsets of those before hold.
    for number in sorted(changes, reverse=True):
        start, _, feature = features[number]
        text = _change_feature(text, start, feature, *changes[number])
    return text


def _change_feature(text: str, start: int, feature: dict[str, Any], before: Table, after: Table) -> str:
    splices = Splices(text)
    properties = feature.get("properties") or {}
    spot = {key: after.get(key) for key in _SPOT if before.get(key) != after.get(key)}
    own = {key: after.get(key) for key in dict.fromkeys((*before, *after)) if before.get(key) != after.get(key)}
    own = {("claims" if key == "claim" else key): value for key, value in own.items() if key not in _SPOT}
    outer: dict[str, object] = {}
    if spot:
        inner = {key for key in _SPOT if properties.get(key) is not None}
        own |= {key: after.get(key) for key in inner}
        if not inner or "geometry" in spot:
            outer["geometry"] = _write_geometry(after) if inner.isdisjoint(("lon", "lat")) else None
    if "id" in own and isinstance(feature.get("id"), str) and not properties.get("id"):
        raise SpliceError("the id of a feature never changes")
    if own:
        _change_properties(splices, start, own)
    members = {member.name: member for member in read_members(text, start)}
    if "geometry" in outer:
        wanted = json.dumps(outer["geometry"], ensure_ascii=False)
        if "geometry" in members:
            splices.replace(members["geometry"].value_start, members["geometry"].end, wanted)
        elif outer["geometry"] is not None:
            change_members(splices, start, outer)
    return splices.make()


def append_feature(text: str, table: Table) -> str:
    """Return the text with one more feature at the end of its list, laid out as the feature before it."""
    _, features = find_features(text)
    feature = write_feature(table)
    if not features:
        at = _find_list(text)
        ending = find_ending(text)
        return f"{text[: at + 1]}{ending}{json.dumps(feature, ensure_ascii=False)}{ending}{text[at + 1 :].lstrip()}"
    start, end, last = features[-1]
    between = text[features[-2][1] : start] if features[:-1] else "," + text[_find_list(text) + 1 : start]
    old = text[start:end]
    if "\n" in old:
        step = _find_step(old, find_indent(text, start))
        lines = json.dumps(feature, ensure_ascii=False, indent=step).split("\n")
        written = f"{find_ending(text)}{find_indent(text, start)}".join(lines)
    else:
        tight = json.dumps(last, ensure_ascii=False, separators=(",", ":")) == old
        written = json.dumps(feature, ensure_ascii=False, separators=(",", ":") if tight else None)
    return text[:end] + between + written + text[end:]


def write_feature(table: Table) -> dict[str, object]:
    """Return an event as a feature; the claims stand in ``claims``."""
    properties = {
        ("claims" if key == "claim" else key): value for key, value in order_fields(table).items() if key not in _SPOT
    }
    return {"type": "Feature", "properties": properties, "geometry": _write_geometry(table)}


def _write_geometry(table: Table) -> object:
    if "lon" in table:
        return {"type": "Point", "coordinates": [table["lon"], table.get("lat")]}
    return table.get("geometry")


def _change_properties(splices: Splices, start: int, wanted: dict[str, object]) -> None:
    text = splices.text
    members = {member.name: member for member in read_members(text, start)}
    held = members.get("properties")
    if held is None or text[held.value_start] != "{":
        given = {key: value for key, value in wanted.items() if value is not None}
        if held is None:
            change_members(splices, start, {"properties": given})
        else:
            splices.replace(held.value_start, held.end, json.dumps(given, ensure_ascii=False))
        return
    names = {member.name for member in read_members(text, held.value_start)}
    present = {key: value for key, value in wanted.items() if value is not None or key in names}
    change_members(splices, held.value_start, present)


def _find_list(text: str) -> int:
    """Return the offset of the bracket that opens the list of features."""
    start = re.match(r"[ \t\r\n]*", text)
    assert start is not None
    held = next((member for member in read_members(text, start.end()) if member.name == "features"), None)
    if held is None or text[held.value_start] != "[":
        raise SpliceError('it has no list of features; write "features": []')
    return held.value_start


def _find_step(feature: str, indent: str) -> int | str:
    """Return by how much a feature that goes over several lines indents its members."""
    found = re.search(r"\n([ \t]*)\"", feature)
    step = found[1].removeprefix(indent) if found else ""
    return step or 2
