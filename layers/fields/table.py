"""The fields of one table of a case, read by type; what is wrong becomes a fault, not an error."""

from __future__ import annotations

import datetime
import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from urllib.parse import urlsplit

from layers.edtf import DateError, EdtfDate, parse_edtf
from layers.fault import Fault, FaultKind, find_nearest
from layers.files.text import find_unwanted

KeyPath = tuple[str | int, ...]
FindLine = Callable[[KeyPath], int]

TEXT_CHARACTERS_MOST = 20_000
LIST_ENTRIES_MOST = 1_000
QUOTE_WORDS_MOST = 15

_WANTED = {
    "title": "say in a few words what it is",
    "source": "name a source of sources.toml by its id",
    "publisher": "say who published it",
}
_ID = re.compile(r"\w[\w.:-]*")
_ID_CHARACTERS_MOST = 100
# Scripts that write no spaces between words; two characters count as one word.
_UNSPACED = re.compile("[\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3040-\u30ff\u3400-\u9fff]")


UNWRITTEN = "?"
"""Begins the file name of what is to come into a file; the ending is that of the file."""


@dataclass(slots=True)
class FaultList:
    """The faults of one file, in the order found."""

    file: str
    faults: list[Fault]

    def add(self, message: str, *, line: int = 0, field: str = "", event: str = "", kind: FaultKind = "fault") -> None:
        """Note one fault of the file."""
        self.faults.append(Fault(kind, self.file, line, field, message, event))


class Fields:
    """
    One table of a case (a source, an event, a claim, the case itself), read field by field.

    A field that is absent, or empty as a blank cell is, reads as its empty
    value. A field that is wrong reads as its empty value too, and leaves a
    fault with the line on which it stands.
    """

    def __init__(self, table: Mapping[str, object], *, path: KeyPath, find_line: FindLine, faults: FaultList) -> None:
        self.table = table
        self.path = path
        self.find_line = find_line
        self.faults = faults
        self.event = ""
        self.prefix = ""
        self.wrong = 0

    def say(self, *, toml: str, json: str, csv: str = "", unwritten: str = "") -> str:
        """Return the advice in the words of the file's own format, or of what no file holds yet."""
        if unwritten and self.faults.file.startswith(UNWRITTEN):
            return unwritten
        if self.faults.file.endswith(".geojson"):
            return json
        return csv or toml if self.faults.file.endswith(".csv") else toml

    def line(self, key: str = "") -> int:
        """Return the line of a field, or of the table where the field has none."""
        return self.find_line((*self.path, key) if key else self.path)

    def fault(self, key: str, message: str, *, kind: FaultKind = "fault") -> None:
        """Note what is wrong with one field."""
        if kind == "fault":
            self.wrong += 1
        self.faults.add(message, line=self.line(key), field=self.prefix + key, event=self.event, kind=kind)

    def sub(self, key: str, table: Mapping[str, object], *number: int) -> Fields:
        """Return the fields of a table within this one."""
        inner = Fields(table, path=(*self.path, key, *number), find_line=self.find_line, faults=self.faults)
        inner.event = self.event
        inner.prefix = f"{self.prefix}{key}."
        return inner

    def check_keys(self, known: frozenset[str]) -> None:
        """Note every field that the format does not know."""
        for key in self.table:
            if key not in known:
                near = find_nearest(str(key), known) or f"; known are {', '.join(sorted(known))}"
                self.fault(str(key), f"unknown field{near}")

    def given(self, key: str) -> bool:
        """Tell whether a field holds anything."""
        value = self.table.get(key)
        return value is not None and value != "" and not (isinstance(value, str) and not value.strip())

    def text(self, key: str, *, needed: bool = False) -> str:
        """Read a text, without the white space round it; a number is taken as it is written."""
        value = self.table.get(key)
        if value is None or value == "":
            if needed:
                self.fault(key, f"is missing; {_WANTED.get(key, 'it must be given')}")
            return ""
        if isinstance(value, (int, float)) and not isinstance(value, bool):
            value = str(value)
        if not isinstance(value, str):
            self.fault(key, f"{_show(value)} is not a text; write it in quotes")
            return ""
        value = value.strip()
        if value.isascii() and value.isprintable() and value and len(value) <= TEXT_CHARACTERS_MOST:
            return value
        if "\r" in value:
            value = value.replace("\r\n", "\n").replace("\r", "\n")
        unwanted = find_unwanted(value)
        if unwanted:
            self.fault(key, f"holds the control character {unwanted}; delete it")
            return ""
        if len(value) > TEXT_CHARACTERS_MOST:
            self.fault(key, f"holds {len(value):,} characters; write at most {TEXT_CHARACTERS_MOST:,}")
            return ""
        if needed and not value:
            self.fault(key, f"is missing; {_WANTED.get(key, 'it must be given')}")
        return value

    def choice(self, key: str, known: Sequence[str], *, default: str) -> str:
        """Read one of a few words."""
        value = self.text(key)
        if not value:
            return default
        if value not in known:
            self.fault(key, f"{_show(value)} is not known{find_nearest(value, known)}; write one of {', '.join(known)}")
            return default
        return value

    def identifier(self, key: str) -> str:
        """Read an id: letters of any script, digits and ``. : _ -``; empty where absent."""
        value = self.text(key)
        if value and (not _ID.fullmatch(value) or len(value) > _ID_CHARACTERS_MOST):
            self.fault(
                key,
                f"{_show(value)} cannot be an id; write at most {_ID_CHARACTERS_MOST} letters, digits and . : _ -",
            )
            return ""
        return value

    def number(self, key: str) -> float | None:
        """Read a number; None where absent or wrong."""
        value = self.table.get(key)
        if value is None or value == "":
            return None
        if isinstance(value, str):
            try:
                return float(value.strip())
            except ValueError:
                comma = (
                    "; write the decimals after a point"
                    if re.fullmatch(r"\s*[-+]?\d+,\d+\s*", value)
                    else "; write degrees such as 132.335"
                )
                self.fault(key, f"{_show(value)} is not a number{comma}")
                return None
        if isinstance(value, bool) or not isinstance(value, (int, float)):
            self.fault(key, f"{_show(value)} is not a number")
            return None
        try:
            return float(value)
        except OverflowError:
            self.fault(key, f"{_show(value)} is not a finite number")
            return None

    def count(self, key: str) -> int | None:
        """Read a whole number from zero up; None where absent or wrong."""
        value = self.number(key)
        if value is None:
            return None
        if not 0 <= value <= 20_037_508 or value != int(value):
            self.fault(
                key, f"{_show(self.table.get(key))} is not a whole number of metres from 0 up to half the earth's girth"
            )
            return None
        return int(value)

    def flag(self, key: str) -> bool:
        """Read yes or no; no where absent."""
        value = self.table.get(key)
        if isinstance(value, str):
            value = {"true": True, "yes": True, "1": True, "false": False, "no": False, "0": False, "": False}.get(
                value.strip().casefold(), value
            )
        if value is None:
            return False
        if not isinstance(value, bool):
            self.fault(key, f"{_show(value)} is neither true nor false")
            return False
        return value

    def date(self, key: str) -> EdtfDate | None:
        """Read an EDTF date; a date that TOML itself knows is taken as its text."""
        value = self.table.get(key)
        if isinstance(value, (datetime.datetime, datetime.date)):
            text = value.isoformat()
        elif isinstance(value, datetime.time):
            self.fault(
                key, f"{_show(value.isoformat())} is a time without a day; write an EDTF date such as 2025-05-18"
            )
            return None
        else:
            text = self.text(key)
        if not text:
            return None
        try:
            return parse_edtf(text)
        except DateError as error:
            self.fault(key, str(error))
            return None

    def link(self, key: str, *, mail: bool = False) -> str:
        """Read an http or https address (with `mail` also a mailto one); empty where absent or wrong."""
        value = self.text(key)
        if not value:
            return ""
        try:
            parts = urlsplit(value)
            good = parts.scheme in ("http", "https") and bool(parts.hostname)
        except ValueError:
            good = False
        if mail and re.fullmatch(r"mailto:[^\s@]+@[^\s@]+", value):
            return value
        if not good or re.search(r"[\s\\]", value):
            advice = (
                "mailto:name@host or an address that begins with https://"
                if mail
                else "an address that begins with https:// or http://"
            )
            self.fault(key, f"{_show(value)} is not a link that can be followed; write {advice}")
            return ""
        return value

    def quote(self, key: str) -> str:
        """Read an exact quote of at most fifteen words."""
        value = self.text(key)
        words = count_words(value)
        if words > QUOTE_WORDS_MOST:
            self.fault(
                key,
                f"has {words} words; quote at most {QUOTE_WORDS_MOST} and tell the rest in your own words in 'text'",
            )
            return ""
        return value

    def texts(self, key: str) -> tuple[str, ...]:
        """Read a list of short texts: an array, or one text with ``;`` between its parts."""
        value = self.table.get(key)
        if value is None or value == "":
            return ()
        if isinstance(value, str):
            value = value.split(";")
        if not isinstance(value, (list, tuple)):
            self.fault(key, f'{_show(value)} is not a list; write ["a", "b"]')
            return ()
        if len(value) > LIST_ENTRIES_MOST:
            self.fault(key, f"has {len(value):,} entries; write at most {LIST_ENTRIES_MOST:,}")
            return ()
        found = []
        for entry in value:
            one = Fields({key: entry}, path=self.path, find_line=self.find_line, faults=self.faults)
            one.event, one.prefix = self.event, self.prefix
            word = one.text(key)
            if ";" in word:
                one.fault(key, f"{_show(word)} holds ';', which stands between entries; leave it out")
            self.wrong += one.wrong
            if word:
                found.append(word)
        return tuple(found)

    def mapping(self, key: str) -> dict[str, str]:
        """Read a table of texts, such as the counts of an event; blank ones are left out."""
        value = self.table.get(key)
        if value is None or value == "":
            return {}
        if not isinstance(value, Mapping):
            advice = self.say(toml='{ ships = "1" }', json='{"ships": "1"}')
            self.fault(key, f"{_show(value)} is not a table; write {advice}")
            return {}
        inner = self.sub(key, value)
        texts = {str(name): inner.text(str(name)) for name in value}
        for name in texts:
            if not name.strip() or find_unwanted(name):
                inner.fault(name, "is not a name for a value")
        self.wrong += inner.wrong
        return {name: text for name, text in texts.items() if text}


def count_words(text: str) -> int:
    """
    Count the words of a quote; where a script writes no spaces, two characters count as a word.

    Examples
    --------
    >>> count_words("May 18 of last year")
    5
    """
    unspaced = len(_UNSPACED.findall(text))
    return len(_UNSPACED.sub(" ", text).split()) + (unspaced + 1) // 2


def _show(value: object) -> str:
    try:
        text = repr(value)
    except RecursionError:
        return "a value nested too deep"
    except ValueError:  # Python prints no whole number of more than some thousand digits
        return "a number of thousands of digits"
    return text if len(text) <= 80 else f"{text[:77]}..."
