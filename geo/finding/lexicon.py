"""What the finder of toponyms knows of a language: its words by what they tell, from a file for each language."""

from __future__ import annotations

import csv
import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any, Final

from geo.names import fold_name

# How usual a word of the list `usual` is taken to be.
_USUAL: Final = 2
FOLDER: Final = Path(__file__).parents[1] / "languages"
# fmt: off
_LISTS: Final = frozenset((
    "stop", "near", "toward", "loose", "titles", "persons_do", "speaks", "speakers_before", "organisations",
    "roads", "organisations_of", "places_of", "features", "feature_adjectives", "joined_after", "phrases_after",
    "joined_before", "phrases_before", "joined_unknown", "directions", "agencies", "small", "nicknames", "page",
    "particles", "given", "family", "civic", "seats", "never", "brands", "media", "titles_dotted", "unknown_of",
    "unknown_after", "auxiliaries", "and", "based", "shared", "joined_small", "usual", "saints", "languages",
    "roads_before", "things_after", "of", "the", "guess",
))
# fmt: on
# Words for things and people are usual ones, also where a language has no table of words.
_THINGS: Final = ("organisations", "organisations_of", "titles", "features", "places_of", "roads")
_SECTIONS: Final = frozenset(("words", "people", "lists", "names", "demonyms", "endings", "elisions", "weights"))


class LanguageError(ValueError):
    """The file of a language is not what it should be: which file, what came, what was wanted."""


@dataclass(frozen=True, slots=True)
class Language:
    """
    The words of one language, folded as the gazetteer folds names.

    A list that its file does not have is empty: the cue never speaks then.
    """

    code: str
    lists: Mapping[str, frozenset[str]]
    words: Mapping[str, int]
    """How usual a word is in lower case, 1 to 9, where it is usual at all."""
    given: Mapping[str, int]
    family: Mapping[str, int]
    """How many people are called so, 1 to 3."""
    abbreviations: Mapping[str, str]
    codes: Mapping[str, str]
    short: Mapping[str, str]
    also: Mapping[str, str]
    """What the language calls a place, folded, and under which name to look it up."""
    also_heads: frozenset[str]
    """The first words of these."""
    demonyms: Mapping[str, str]
    endings: tuple[tuple[str, tuple[str, ...]], ...]
    """Endings of cases, the longest first, and by what to replace each for a name in the nominative."""
    elisions: bool
    weights: Mapping[str, float]
    common: frozenset[str]
    """The commonest words, not folded: "и" and "і" tell Russian from Ukrainian."""

    def has(self, kind: str, word: str) -> bool:
        """Whether a folded word is in one of the lists."""
        return word in self.lists[kind]


def find_languages() -> list[str]:
    """Give the codes of the languages that have a file."""
    return sorted(path.stem for path in FOLDER.glob("*.toml"))


@lru_cache(maxsize=32)
def read_language(code: str) -> Language:
    """
    Read the file of a language; one without a file has no words, and only names and capitals tell.

    Parameters
    ----------
    code
        As in "en", or with a region as in "pt-BR", which does not count.

    Raises
    ------
    LanguageError
        If the file has a section or list that is not known.
    """
    code = code.replace("_", "-").split("-")[0].casefold()
    path = FOLDER / f"{code}.toml"
    known = code.isalpha() and path.is_file()
    return build_language(code, tomllib.loads(path.read_text(encoding="utf-8")) if known else {})


def build_language(code: str, tables: Mapping[str, Any]) -> Language:
    """Build a language from the tables of its file."""
    for wanted, came in ((_SECTIONS, tables), (_LISTS, tables.get("lists", {}))):
        wrong = sorted(set(came) - wanted)
        if wrong:
            raise LanguageError(f"{code}.toml: {wrong[0]!r} is not known; there are {', '.join(sorted(wanted))}")
    lists = {kind: _split(tables.get("lists", {}).get(kind, "")) for kind in _LISTS}
    people = _read_classes(tables.get("people", ""))
    names = tables.get("names", {})
    demonyms = {
        fold_name(word.replace("~", " ")): place
        for place, words in tables.get("demonyms", {}).items()
        for word in words.split()
    }
    also = {fold_name(k): v for k, v in names.get("also", {}).items()}
    endings = tables.get("endings", {})
    return Language(
        code=code,
        lists=lists,
        words={
            **{word: _USUAL for kind in _THINGS for word in lists[kind] if " " not in word},
            **_read_classes(tables.get("words", "")).get("word", {}),
            **dict.fromkeys(lists["usual"], _USUAL),
        },
        given={**people.get("given", {}), **dict.fromkeys(lists["given"], 2)},
        family={**people.get("family", {}), **dict.fromkeys(lists["family"], 3)},
        abbreviations={fold_name(k): v for k, v in names.get("abbreviations", {}).items()},
        codes=names.get("codes", {}),
        short=names.get("short", {}),
        also=also,
        also_heads=frozenset(key.split(" ")[0] for key in also if " " in key),
        demonyms=demonyms,
        endings=tuple(
            sorted(((fold_name(e), tuple(map(fold_name, to.split("|")))) for e, to in endings.items()), key=_longest)
        ),
        elisions=tables.get("elisions", False),
        weights=tables.get("weights", {}),
        common=frozenset(tables.get("lists", {}).get("guess", "").split()),
    )


def _longest(ending: tuple[str, tuple[str, ...]]) -> int:
    return -len(ending[0])


def _split(text: str) -> frozenset[str]:
    parts: Iterable[str] = text.split("|") if "|" in text else text.split()
    return frozenset(filter(None, map(fold_name, parts)))


def _read_classes(file: str) -> dict[str, dict[str, int]]:
    """Read a table of words by kind and class, as derive_words.py writes it."""
    found: dict[str, dict[str, int]] = {}
    if file:
        with (FOLDER / file).open(encoding="utf-8", newline="") as lines:
            for row in csv.DictReader(lines):
                found.setdefault(row["kind"], {}).update(dict.fromkeys(row["words"].split(), int(row["class"])))
    return found
