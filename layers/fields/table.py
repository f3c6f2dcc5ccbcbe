"""The fields of one table of a case, read by type; what is wrong becomes a fault, not an error."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from layers.edtf import EdtfDate
from layers.fault import FaultKind, find_nearest
from layers.fields.date import read_date
from layers.fields.faultlist import UNWRITTEN, FaultList, FindLine, KeyPath
from layers.fields.value import count_words, explain_link, read_flag, read_number, show_value, write_date
from layers.files.text import find_unwanted

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
            if key == "claim" and "event" in known:
                self.fault("claim", "stands outside an event; write [[event.claim]] below the [[event]] that it is of")
            elif key not in known:
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
            self.fault(key, f"{show_value(value)} is not a text; write it in quotes")
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
            self.fault(
                key, f"{show_value(value)} is not known{find_nearest(value, known)}; write one of {', '.join(known)}"
            )
            return default
        return value

    def identifier(self, key: str) -> str:
        """Read an id: letters of any script, digits and ``. : _ -``; empty where absent."""
        value = self.text(key)
        if value and (not _ID.fullmatch(value) or len(value) > _ID_CHARACTERS_MOST):
            self.fault(
                key,
                f"{show_value(value)} cannot be an id; write at most {_ID_CHARACTERS_MOST} letters, digits and . : _ -",
            )
            return ""
        return value

    def number(self, key: str) -> float | None:
        """Read a number; None where absent or wrong."""
        value, wrong = read_number(self.table.get(key))
        if wrong:
            self.fault(key, wrong)
        return value

    def count(self, key: str) -> int | None:
        """Read a whole number from zero up; None where absent or wrong."""
        value = self.number(key)
        if value is None:
            return None
        if not 0 <= value <= 20_037_508 or value != int(value):
            shown = show_value(self.table.get(key))
            self.fault(key, f"{shown} is not a whole number of metres from 0 up to half the earth's girth")
            return None
        return int(value)

    def flag(self, key: str) -> bool:
        """Read yes or no; no where absent or wrong."""
        value, wrong = read_flag(self.table.get(key))
        if wrong:
            self.fault(key, wrong)
        return value

    def date(self, key: str) -> EdtfDate | None:
        """Read an EDTF date; a date that TOML itself knows is taken as its text."""
        text, wrong = write_date(self.table.get(key))
        if wrong:
            self.fault(key, wrong)
            return None
        text = text or self.text(key)
        if not text:
            return None
        date, wrong = read_date(text)
        if wrong:
            self.fault(key, wrong)
        return date

    def link(self, key: str, *, mail: bool = False) -> str:
        """Read an http or https address (with `mail` also a mailto one); empty where absent or wrong."""
        value = self.text(key)
        wrong = explain_link(value, mail=mail) if value else ""
        if wrong:
            self.fault(key, wrong)
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
            self.fault(key, f'{show_value(value)} is not a list; write ["a", "b"]')
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
                one.fault(key, f"{show_value(word)} holds ';', which stands between entries; leave it out")
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
            self.fault(key, f"{show_value(value)} is not a table; write {advice}")
            return {}
        inner = self.sub(key, value)
        texts = {str(name): inner.text(str(name)) for name in value}
        for name in texts:
            if not name.strip() or find_unwanted(name):
                inner.fault(name, "is not a name for a value")
        self.wrong += inner.wrong
        return {name: text for name, text in texts.items() if text}
