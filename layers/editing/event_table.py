"""The table of one event in a plain form, the same for every layer format, so that two can be compared."""

from __future__ import annotations

import datetime
import hashlib
import json
from collections.abc import Mapping

from layers.coordinates import explain_geometry, plain_geometry

Table = Mapping[str, object]

# The order in which the fields of an event are written where a file does not have one yet.
FIELD_ORDER = (
    "id",
    "title",
    "label",
    "summary",
    "place",
    "lon",
    "lat",
    "precision",
    "radius_m",
    "publish_radius_m",
    "geometry",
    "origin",
    "destination",
    "date",
    "date_reason",
    "place_reason",
    "unplaced_reason",
    "occurrence",
    "status",
    "confirmed_by",
    "method",
    "retracted",
    "retracted_reason",
    "values",
    "value_reasons",
    "tags",
    "media",
    "corrections",
    "note",
)
CLAIM_ORDER = (
    "source",
    "text",
    "quote",
    "prefix",
    "suffix",
    "date",
    "date_as_written",
    "place",
    "place_as_written",
    "values",
    "citing",
    "denies",
)
_WHOLE = ("radius_m", "publish_radius_m")
_NUMBERS = ("lon", "lat", *_WHOLE)
_LISTS = ("tags", "citing")
_TABLES = ("values", "value_reasons")
_TABLE_LISTS = ("claim", "media", "corrections")


def plain_table(table: Table) -> dict[str, object]:
    """
    Return the table of an event, or of a claim, in its plain form.

    Numbers are numbers also where a spreadsheet holds texts, lists are lists,
    dates their EDTF texts, a point is `lon` and `lat`, and what is empty is
    absent. A value that cannot be read stays as it is.

    Examples
    --------
    >>> plain_table({"title": " A ship ", "lon": "14.5", "tags": "ship; port", "note": ""})
    {'title': 'A ship', 'lon': 14.5, 'tags': ['ship', 'port']}
    """
    plain: dict[str, object] = {}
    for key, value in table.items():
        kept = plain_field(key, value)
        if kept is None:
            continue
        if key == "geometry" and isinstance(kept, dict) and kept.get("type") == "Point" and "lon" not in table:
            plain["lon"], plain["lat"] = kept["coordinates"]
        else:
            plain[key] = kept
    return plain


def plain_field(key: str, value: object) -> object | None:
    """Return one field in its plain form; None where it is empty."""
    if isinstance(value, str):
        value = value.strip().replace("\r\n", "\n").replace("\r", "\n")
    elif isinstance(value, (datetime.date, datetime.datetime)):
        value = value.isoformat()
    if key == "denies":
        return _plain_flag(value)
    if value is None or value is False or value in ("", [], (), {}):
        return None
    if key in _NUMBERS:
        return _plain_number(key, value)
    if key in _LISTS:
        entries = value.split(";") if isinstance(value, str) else value
        if not isinstance(entries, (list, tuple)):
            return value
        return [str(entry).strip() for entry in entries if str(entry).strip()] or None
    if key in _TABLES and isinstance(value, Mapping):
        texts = {str(name): _plain_text(text) for name, text in value.items()}
        return {name: text for name, text in texts.items() if text not in ("", None)} or None
    if key in _TABLE_LISTS and isinstance(value, (list, tuple)):
        return [plain_table(entry) if isinstance(entry, Mapping) else entry for entry in value]
    if key == "geometry":
        return plain_geometry(value) if isinstance(value, Mapping) and not explain_geometry(value) else value
    return _plain_text(value)


def digest_table(table: Table) -> str:
    """Return a digest of a table's plain form: equal when nothing that is said has changed."""
    text = json.dumps(plain_table(table), sort_keys=True, ensure_ascii=False, default=str)
    return hashlib.sha256(text.encode()).hexdigest()[:16]


def order_fields(table: Table) -> dict[str, object]:
    """Return the fields of an event in the order in which they are written, claims last."""
    known = {key: table[key] for key in FIELD_ORDER if key in table}
    return known | {key: value for key, value in table.items() if key not in known}


def order_claim(table: Table) -> dict[str, object]:
    """Return the fields of a claim in the order in which they are written."""
    known = {key: table[key] for key in CLAIM_ORDER if key in table}
    return known | {key: value for key, value in table.items() if key not in known}


def show_value(value: object) -> str:
    """Return a value as a person reads it in a message, on one line and not too long."""
    if value is None:
        return "nothing"
    text = value if isinstance(value, str) else json.dumps(value, ensure_ascii=False, default=str)
    text = " ".join(text.split())
    shown = text if len(text) <= 120 else f"{text[:117]}…"
    return f"{shown!r}" if isinstance(value, str) else shown


def _plain_number(key: str, value: object) -> object:
    if isinstance(value, str):
        try:
            value = float(value)
        except ValueError:
            return value
    if isinstance(value, bool) or not isinstance(value, (int, float)):
        return value
    try:
        number = float(value)
        return int(number) if key in _WHOLE and number == int(number) else number
    except (OverflowError, ValueError):
        return value


def _plain_flag(value: object) -> object | None:
    if isinstance(value, str):
        word = value.casefold()
        return True if word in ("true", "yes", "1") else None if word in ("false", "no", "0", "") else value
    return value or None


def _plain_text(value: object) -> object:
    if isinstance(value, (int, float)) and not isinstance(value, bool):
        return str(value)
    return value.strip().replace("\r\n", "\n").replace("\r", "\n") if isinstance(value, str) else value
