"""A layer as GeoJSON: one feature per event, its claims as JSON text in one property."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from typing import Any, NoReturn

from layers.files.text import TextError
from layers.formats.plain import explain_json
from layers.formats.raw import KeyPath, RawEvent, RawLayer

# QGIS writes a row number into every file; it says nothing of the event.
IGNORED = ("fid", "ogc_fid")
JSON_TEXT = ("claims", "values", "value_reasons", "media", "corrections", "tags")
_SPACE = re.compile(r"[ \t\r\n]*")
_DEGREES = ("CRS84", "EPSG::4326", "EPSG:4326")


def read_layer(text: str) -> RawLayer:
    """
    Read a GeoJSON layer.

    Properties have the names of the fields of TOML, except that the claims
    stand in ``claims``. Tables and lists may be JSON or JSON text, since
    spreadsheet-like programs keep texts only. A property that is null is absent.

    Raises
    ------
    TextError
        If the text is not a GeoJSON FeatureCollection in degrees.
    """
    try:
        members, features = find_features(text)
    except RecursionError:
        raise TextError("nested too deep; a FeatureCollection of plain features was wanted") from None
    except json.JSONDecodeError as wrong:
        if not text.strip():
            raise TextError("is empty; a GeoJSON FeatureCollection was wanted") from None
        if wrong.pos >= len(text.rstrip()) or wrong.msg.startswith("Unterminated string"):
            line = text.rstrip().count("\n") + 1
            message = "not JSON: the file breaks off here, in the middle of what it holds; save or export it anew"
            raise TextError(message, line) from None
        raise TextError(f"not JSON: {explain_json(wrong.msg)}", wrong.lineno) from None
    if members.get("type") != "FeatureCollection":
        came = f"type {members['type']!r} is not 'FeatureCollection'" if "type" in members else "has no type"
        raise TextError(f"{came}; a FeatureCollection of features was wanted", 1)
    if members.get("features") is not True:
        raise TextError('has no list of features; a FeatureCollection with "features": [...] was wanted', 1)
    crs = members.get("crs")
    name = (
        crs.get("properties", {}).get("name", "")
        if isinstance(crs, dict) and isinstance(crs.get("properties"), dict)
        else ""
    )
    if crs is not None and not str(name).endswith(_DEGREES):
        raise TextError(f"its crs is {name or crs!r}; save it in degrees, EPSG:4326", 1)
    events = [_read_feature(feature) for _, _, feature in features]
    lines = _line_numbers(text, [start for start, _, _ in features])

    def find_line(path: KeyPath) -> int:
        if len(path) < 2 or not isinstance(path[1], int):
            return 1
        start, line = features[path[1]][0], lines[path[1]]
        if len(path) > 2:
            key = "claims" if path[2] == "claim" else str(path[2])
            end = features[path[1] + 1][0] if path[1] + 1 < len(features) else len(text)
            found = re.compile(rf'"{re.escape(key)}"\s*:').search(text, start, end)
            if found:
                line += text.count("\n", start, found.start())
        return line

    return RawLayer(events, find_line)


def find_features(text: str) -> tuple[dict[str, Any], list[tuple[int, int, Any]]]:
    """
    Return the members of the outer object but for its features, and each feature with its first and last offset.

    Raises
    ------
    json.JSONDecodeError
        If the text is not JSON.
    """
    decoder = json.JSONDecoder(parse_constant=_refuse_constant, object_pairs_hook=_refuse_doubles)
    members: dict[str, Any] = {}
    features: list[tuple[int, int, Any]] = []
    at = _expect(text, 0, "{")
    at = _skip(text, at)
    while not text.startswith("}", at):
        key, at = _decode(decoder, text, at)
        if not isinstance(key, str):
            raise json.JSONDecodeError("expecting a name in quotes", text, at)
        if key in members:
            raise json.JSONDecodeError(f"{key!r} stands twice", text, at)
        at = _skip(text, _expect(text, at, ":"))
        if key == "features" and text.startswith("[", at):
            members[key] = True
            for start, end, feature in _read_array(text, at, decoder):
                if start < end:
                    features.append((start, end, feature))
                at = end
        else:
            members[key], at = _decode(decoder, text, at)
        at = _skip(text, at)
        if text.startswith(",", at):
            at = _skip(text, at + 1)
            if text.startswith("}", at):
                raise json.JSONDecodeError("a comma before the end", text, at)
        elif not text.startswith("}", at):
            raise json.JSONDecodeError("expecting a comma or the end of the object", text, at)
    if _skip(text, at + 1) != len(text):
        raise json.JSONDecodeError("something follows the end", text, at + 1)
    return members, features


def _read_array(text: str, at: int, decoder: json.JSONDecoder) -> Iterator[tuple[int, int, Any]]:
    """Yield start, end and value of every entry, then twice the offset behind the array."""
    at = _skip(text, at + 1)
    while not text.startswith("]", at):
        start = at
        entry, at = _decode(decoder, text, at)
        yield start, at, entry
        at = _skip(text, at)
        if text.startswith(",", at):
            at = _skip(text, at + 1)
            if text.startswith("]", at):
                raise json.JSONDecodeError("a comma before the end", text, at)
        elif not text.startswith("]", at):
            raise json.JSONDecodeError("expecting a comma or the end of the array", text, at)
    yield at + 1, at + 1, None


def _read_feature(feature: Any) -> RawEvent:
    if not isinstance(feature, dict) or feature.get("type") != "Feature":
        return RawEvent({}, [(0, "", "is not a GeoJSON feature")])
    properties = feature.get("properties") or {}
    if not isinstance(properties, dict):
        return RawEvent({}, [(0, "properties", "is not an object")])
    event = RawEvent({})
    for key, value in properties.items():
        if value is None or key in IGNORED:
            continue
        if key in JSON_TEXT and isinstance(value, str) and value.strip()[:1] in ("[", "{"):
            try:
                value = json.loads(value, parse_constant=_refuse_constant)
            except (ValueError, RecursionError):
                event.problems.append((0, key, f"{value[:60]!r} is not JSON"))
                continue
        if key == "claim":
            event.problems.append((0, key, "is not known here; the claims of a feature stand in 'claims'"))
            continue
        event.table["claim" if key == "claims" else key] = value
    if "id" not in event.table and isinstance(feature.get("id"), str):
        event.table["id"] = feature["id"]
    if feature.get("geometry") is not None:
        event.table["geometry"] = feature["geometry"]
    return event


def _line_numbers(text: str, offsets: list[int]) -> list[int]:
    lines = []
    line, before = 1, 0
    for at in offsets:
        line += text.count("\n", before, at)
        before = at
        lines.append(line)
    return lines


def _skip(text: str, at: int) -> int:
    found = _SPACE.match(text, at)
    return found.end() if found else at


def _expect(text: str, at: int, mark: str) -> int:
    at = _skip(text, at)
    if not text.startswith(mark, at):
        raise json.JSONDecodeError(f"expecting {mark!r}", text, at)
    return at + 1


def _decode(decoder: json.JSONDecoder, text: str, at: int) -> tuple[Any, int]:
    try:
        return decoder.raw_decode(text, at)
    except json.JSONDecodeError:
        raise
    except ValueError as refused:
        # Raised by the two functions below, which do not know where they are.
        raise json.JSONDecodeError(str(refused), text, at) from None


def _refuse_constant(name: str) -> NoReturn:
    raise ValueError(f"a number must be finite, not {name}")


def _refuse_doubles(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    table = dict(pairs)
    if len(table) < len(pairs):
        names = [name for name, _ in pairs]
        twice = next(name for name in names if names.count(name) > 1)
        raise ValueError(f"{twice!r} stands twice in one object")
    return table
