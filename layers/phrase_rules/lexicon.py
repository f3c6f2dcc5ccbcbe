"""The words of dates in one language, each with its kind and value, read from the language's table."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import Any

Entry = tuple[str, Any]
"""The kind of a word, one letter, and its value."""

FOLDER = Path(__file__).parent
LANGUAGES = tuple(sorted(path.stem for path in FOLDER.glob("*.toml")))
WORD = r"[^\W\d_]+(?:[\u0300-\u036f]+[^\W\d_]*)*"
APOSTROPHES = dict.fromkeys(map(ord, "’‘ʼʹ"), "'")

KINDS = {
    "one": "A",  # an article that counts as one
    "articles": "T",
    "of": "o",
    "in": "i",
    "from": "F",
    "between": "b",
    "to": ">",
    "and": "&",
    "or": "|",
    "within": "K",
    "vague": "V",  # several, a few
    "about": "Z",  # about, more than
    "every": "e",
    "fiscal": "H",
    "old": "c",  # "two years old" is an age
    "ago_before": "g",  # stands before its number: "hace dos años"
    "in_before": "I",  # "dans deux semaines"
    "than": "=",
    "and_a_half": "½",
    "quarter_letters": "h",  # "Q3"
    "after_which": "X",
    "possessive": "s",
    "not_dates": "x",  # "as soon as"
    "future": "f",
    "past": "p",
}
"""Lists of words that need no value."""

TABLES = {
    "numbers": "N",
    "units": "U",
    "plurals": "u",
    "relatives": "R",  # last, this, next, previous, following, same, recent
    "parts": "P",  # morning; before the days, since German "Morgen" is the morning, "morgen" tomorrow
    "days": "Y",  # yesterday
    "day_parts": "Y",  # tonight, last night: one word for a part of a day
    "overnight": "v",
    "seasons": "S",
    "periods": "E",  # early, mid, late
    "relative_units": "j",  # one word for "last year": 작년
    "frequencies": "q",
    "times": "t",
    "clock": "a",
    "zones": "z",
    "vague_words": "k",
}
"""Tables of a value and its words."""

RELATIONS = ("by", "since", "until", "before", "after")  # kind B
SHIFTS = {
    "ago": (-1, "published"),
    "earlier": (-1, "narrative"),
    "later": (1, "narrative"),
    "from_now": (1, "published"),
}


@dataclass(frozen=True, slots=True)
class Lexicon:
    """
    The words of one language.

    `words` holds each spelling as it may stand in a text (small, capital or all
    capitals); `longer` the entries of several words by their first, longest
    first, as the tokens that follow it.
    """

    language: str
    words: Mapping[str, Entry]
    longer: Mapping[str, tuple[tuple[tuple[str, ...], Entry], ...]]
    ordinal_suffixes: frozenset[str]
    decade_suffixes: frozenset[str]
    numeric: str
    """Order of the parts of a date in digits: mdy, dmy or ymd."""
    stems: bool
    """Words carry particles at their end (Korean): the longest known beginning counts."""
    markers: Mapping[str, str]
    """What follows a number and makes it a year (y), a month (M) or a day (D)."""
    from_is_since: bool
    """The word for "from" before a single date says since (Russian "с 2022 года")."""
    relative_behind: bool
    """The words for last and next may stand behind their noun (Spanish, French)."""
    past_endings: tuple[str, ...]
    short: frozenset[str]
    """Months and weekdays cut short, which a dot may follow."""
    splitter: re.Pattern[str] = field(default=re.compile(rf"\d+|{WORD}|[^\w\s]"))


@cache
def read_lexicon(language: str) -> Lexicon:
    """
    Read the words of a language; of English where a language has no table.

    Parameters
    ----------
    language
        A language tag; only the part before the first hyphen counts.
    """
    code = language.replace("_", "-").split("-")[0].lower()
    with (FOLDER / f"{code if code in LANGUAGES else 'en'}.toml").open("rb") as file:
        table = tomllib.load(file)
    return _build_lexicon(table)


def _build_lexicon(table: Mapping[str, Any]) -> Lexicon:
    words: dict[str, Entry] = {}
    longer: dict[str, list[tuple[tuple[str, ...], Entry]]] = {}
    capital = set(table.get("capital", ()))
    splitter = re.compile(rf"\d+|{WORD}|[^\w\s]")
    for section, form, entry in _entries(table):
        tokens = splitter.findall(form.translate(APOSTROPHES))
        for spelling in _spellings(tokens, small=section not in capital):
            if len(spelling) == 1:
                words.setdefault(spelling[0], entry)
            else:
                longer.setdefault(spelling[0], []).append((spelling[1:], entry))
    return Lexicon(
        table["language"],
        words,
        {first: tuple(sorted(rest, key=lambda one: -len(one[0]))) for first, rest in longer.items()},
        frozenset(table.get("ordinal_suffixes", ())),
        frozenset(table.get("decade_suffixes", ())),
        table.get("numeric", "dmy"),
        bool(table.get("stems", False)),
        table.get("markers", {}),
        bool(table.get("from_is_since", False)),
        bool(table.get("relative_behind", False)),
        tuple(table.get("past_endings", ())),
        frozenset(
            spelling
            for section in ("months", "weekdays")
            for forms in table.get(section, ())
            for form in forms[1:]
            if forms[0].startswith(form)
            for spelling in (form, form.capitalize(), form.upper())
        ),
    )


def _entries(table: Mapping[str, Any]) -> Iterable[tuple[str, str, Entry]]:
    """Yield the section, spelling and entry of each word; the first entry of a spelling is the one that counts."""
    doubtful = set(table.get("doubtful", ()))
    for section, kind in (("months", "M"), ("weekdays", "W"), ("weekday_sets", "w"), ("ordinals", "O")):
        for number, forms in enumerate(table.get(section, ()), start=1):
            for form in forms:
                yield section, form, (kind.lower() if form in doubtful and kind == "M" else kind, number)
    for section, kind in TABLES.items():
        for value, forms in table.get(section, {}).items():
            if section == "numbers":
                yield section, value, (kind, forms)
                continue
            for form in forms:
                yield section, form, (kind, _value(section, value))
    for relation in RELATIONS:
        for form in table.get(relation, ()):
            yield relation, form, ("B", relation)
    for relation in ("since_behind", "until_behind", "before_behind"):
        for form in table.get(relation, ()):
            yield relation, form, ("Q", relation.removesuffix("_behind"))
    for shift, value in SHIFTS.items():
        for form in table.get(shift, ()):
            yield shift, form, ("G", value)
    for section, kind in KINDS.items():
        for form in table.get(section, ()):
            yield section, form, (kind, None)


def _value(section: str, value: str) -> Any:
    if section == "days":
        return int(value), ""
    if section == "day_parts":
        offset, _, part = value.partition(" ")
        return int(offset), part
    if section == "seasons":
        return int(value)
    if section == "relative_units":
        unit, shift, *anchor = value.split(" ")
        return unit, int(shift), "narrative" if anchor else "published"
    return value


def _spellings(tokens: list[str], *, small: bool) -> Iterable[tuple[str, ...]]:
    """Yield a word as it may be written: small only where it may, with a capital, in capitals."""
    plain = tuple(tokens)
    forms = [(tokens[0][:1].upper() + tokens[0][1:], *tokens[1:]), tuple(token.upper() for token in tokens)]
    if small:
        forms.insert(0, plain)
    return dict.fromkeys(forms)
