"""One cell of a sheet as the text that a layer holds, with what a spreadsheet program has made of it recognised."""

from __future__ import annotations

import datetime
import math
import re
from typing import NamedTuple

from layers.sheets.sheet import Damage, Formula

_SERIAL_FIRST = datetime.date(1899, 12, 30)
_SERIAL = re.compile(r"[1-9]\d{4}(?:[.,]\d+)?")
_MONTH = re.compile(r"(?:[^\W\d_]{3,9}\.?[-. ]\d{2,4}|\d{1,2}[-. ][^\W\d_]{3,9}\.?)", re.UNICODE)
_SLASHED = re.compile(r"\d{1,4}[/.]\d{1,2}[/.]\d{1,4}|\d{1,2}[/.]\d{4}")
_MIDNIGHT = re.compile(r"(\d{4}-\d{2}-\d{2})[ T]00:00(?::00(?:\.0+)?)?")
_POWER = re.compile(r"\d+(?:[.,]\d+)?E[+-]?\d+", re.I)


class Told(NamedTuple):
    """What a cell says: its text, and what is to be told of it, as a fault or only as a warning."""

    text: str
    message: str = ""
    wrong: bool = False


def read_cell(name: str, value: object, *, base: str | None) -> Told:
    """
    Read a cell.

    Parameters
    ----------
    name
        Its column.
    value
        What the sheet holds: a text, a number, a date, `Formula` or `Damage`.
    base
        What the cell was when it was exported; None where that is not known.

    Returns
    -------
    told
        Where the program has only changed how the old value is written, the
        old value.
    """
    if isinstance(value, Formula):
        return Told("", f"holds a formula ({value.text[:40]!r}), which is not worked out; write its value", True)
    if isinstance(value, Damage):
        return Told("", f"holds the error {value.text}; write its value", True)
    if isinstance(value, (datetime.datetime, datetime.date, datetime.time)):
        return _read_date(name, value, base)
    if isinstance(value, bool):
        return Told("true" if value else "false")
    if isinstance(value, (int, float)):
        return _read_number(name, value, base)
    text = str(value)
    if text == base:
        return Told(text)
    if name in ("date", "claim.date", "retracted"):
        return _read_date_text(text, base)
    if base is not None and _POWER.fullmatch(text) and _same_number(text, base):
        return Told(base, f"{text!r} is what a spreadsheet program made of {base!r}; taken as that")
    return Told(text)


def _read_date(name: str, value: datetime.date | datetime.time, base: str | None) -> Told:
    text = value.isoformat()
    if isinstance(value, datetime.datetime):
        text = value.date().isoformat() if value.time() == datetime.time() else value.isoformat(timespec="minutes")
    if text == base:
        return Told(text)
    said = f"is a date of the spreadsheet program ({text})"
    if base is not None and len(base) < len(text) and text.startswith(base) and text.endswith("-01"):
        return Told(base, f"{said}, which it made of {base!r}; taken as that")
    if name == "id" or isinstance(value, datetime.time) or name not in ("date", "claim.date", "retracted"):
        return Told(base or "", f"{said}, where a text was wanted; set the cell to text and write it again", True)
    if text.endswith("-01"):
        return Told(
            text,
            f"{said}, which it makes of a month too; set the cell to text and write {text[:7]!r} or {text!r}",
            True,
        )
    return Told(text, f"{said}; taken as that day")


def _read_number(name: str, value: float, base: str | None) -> Told:
    if not math.isfinite(value):
        return Told("", f"holds {value}, which is no number", True)
    text = str(int(value)) if value == int(value) and abs(value) < 1e15 else repr(value)
    if text == base or name in ("lon", "lat", "radius_m", "publish_radius_m", "claim.number"):
        return Told(text)
    if base is not None and _same_number(text, base):
        return Told(base, f"{text} is what a spreadsheet program made of {base!r}; taken as that")
    if name in ("date", "claim.date", "retracted"):
        return _read_date_text(text, base)
    if name == "id" and base is not None:
        return Told(base, f"{text} was {base!r} when it was exported; the id of an event never changes", True)
    return Told(text)


def _read_date_text(text: str, base: str | None) -> Told:
    midnight = _MIDNIGHT.fullmatch(text)
    if midnight:
        return Told(midnight[1])
    if _SERIAL.fullmatch(text):
        day = _SERIAL_FIRST + datetime.timedelta(days=int(re.split("[.,]", text)[0]))
        return Told(text, f"{text!r} is how a spreadsheet program counts days ({day}); write the date as text", True)
    if _SLASHED.fullmatch(text) or _MONTH.fullmatch(text):
        was = f" (it was {base!r})" if base else ""
        return Told(
            text,
            f"{text!r} is how a spreadsheet program shows a date{was}; write it as text: YYYY-MM-DD or YYYY-MM",
            True,
        )
    return Told(text)


def _same_number(text: str, other: str) -> bool:
    try:
        return float(text.replace(",", ".")) == float(other.replace(",", "."))
    except ValueError:
        return False
