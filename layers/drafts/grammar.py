"""What the drafting of events knows of a language: its verbs, prepositions and turns of phrase, from a file each."""

from __future__ import annotations

import re
import tomllib
from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Final

_FOLDER: Final = Path(__file__).with_name("languages")
# Their base form is also their past.
_OPENER: Final = re.compile(r"[^\W_]+(?:[-.][^\W_]+)*|[^\s\w]")
_SAME_PAST: Final = frozenset({"broadcast", "hit", "cut", "shut"})


@dataclass(frozen=True, slots=True)
class Grammar:
    """The words of one language, in lower case; a phrase of several words has spaces."""

    language: str
    verbs: dict[str, frozenset[str]]
    """Form of a verb → its classes: speech, claim, forecast, denial, stance, motion, object, leaving, seen, broadcast,
    event, future; English pasts are ``past``, base forms ``base`` too."""
    words: dict[str, frozenset[str]]
    """Word → its classes: will, may, not, be, hedge, motion_nouns, event_nouns, place_nouns."""
    prepositions: dict[str, str]
    """Preposition or phrase → where, near, from, to, of, between, by or other."""
    endings: tuple[tuple[str, str], ...]
    """Ending or particle behind a name → its role, the longest first; empty for languages that put words before."""
    phrases: dict[str, re.Pattern[str]]
    """Name of a turn of phrase (according, citing, obtained, after, …) → a pattern that finds it."""
    openers: dict[str, frozenset[str]]
    """Name of a turn of phrase → the words, or marks, that one of it begins with."""
    lists: dict[str, frozenset[str]]
    """Words that the code asks for by the name of the list: determiners, cuts, openers, …"""
    verb_endings: tuple[str, ...]
    """Endings by which a word that is no verb of the list is taken for one."""


def list_languages() -> list[str]:
    """Name the languages that events can be drafted in, as two letters."""
    return sorted(path.stem for path in _FOLDER.glob("*.toml"))


def find_phrase(
    name: str, text: str, span: tuple[int, int], *, lows: Collection[str], grammar: Grammar
) -> re.Match[str] | None:
    """
    Find a turn of phrase in a stretch of a text.

    Parameters
    ----------
    name
        Of the turn, such as ``citing``.
    text, span
        Where to look: offsets in `text`.
    lows
        The tokens of the stretch in lower case, by which most searches are spared.
    grammar
        Of the text's language.
    """
    if grammar.openers.get(name, frozenset()).isdisjoint(lows):
        return None
    return grammar.phrases[name].search(text, *span)


@cache
def read_grammar(language: str) -> Grammar:
    """
    Read the grammar of a language.

    Parameters
    ----------
    language
        A tag such as ``en`` or ``pt-BR``; a language without a file is read as English, whose file is complete.
    """
    path = _FOLDER / f"{language.partition('-')[0].casefold()}.toml"
    if not path.is_file():
        path = _FOLDER / "en.toml"
    table = tomllib.loads(path.read_text(encoding="utf-8"))
    english = path.stem == "en"
    irregular = {base: forms.split() for base, forms in table.get("irregular", {}).items()}
    verbs: dict[str, set[str]] = defaultdict(set)
    for name, bases in table.get("verbs", {}).items():
        for base in bases.split():
            for form in (*_list_forms(base, irregular, english=english), *_list_quoted(base, table)):
                verbs[form.replace("_", " ")].add(name)
                if english and form == base and base not in _SAME_PAST:
                    verbs[form.replace("_", " ")].add("base")
                if english and form != base and not form.partition("_")[0].endswith(("s", "ing")):
                    verbs[form.replace("_", " ")].add("past")
    words: dict[str, set[str]] = defaultdict(set)
    for name, members in table.get("words", {}).items():
        for word in members.split():
            words[word.replace("_", " ")].add(name)
    turns = {
        name: str(texts)
        for group in ("citing", "clauses", "broadcasters")
        for name, texts in table.get(group, {}).items()
    }
    phrases = {name: _join_phrases(texts) for name, texts in turns.items()}
    particles = [(ending, role) for role, endings in table.get("endings", {}).items() for ending in endings.split()]
    return Grammar(
        language=path.stem,
        verbs={form: frozenset(names) for form, names in verbs.items()},
        words={word: frozenset(names) for word, names in words.items()},
        prepositions={
            word.replace("_", " "): role
            for role, texts in table.get("prepositions", {}).items()
            for word in texts.split()
        },
        endings=tuple(sorted(particles, key=lambda pair: -len(pair[0]))),
        phrases=phrases,
        openers={name: _list_openers(texts) for name, texts in turns.items()},
        lists=defaultdict(
            frozenset, {name: frozenset(members.split()) for name, members in table.get("lists", {}).items()}
        ),
        verb_endings=tuple(table.get("verb_endings", {}).get("words", "ed" if english else "").split()),
    )


def _list_forms(base: str, irregular: dict[str, list[str]], *, english: bool) -> Iterable[str]:
    if base in irregular:
        return [base, *irregular[base]]
    if not english:
        return [base]
    head, mark, rest = base.partition("_")
    tail = mark + rest
    if head.endswith("e"):
        return [base, f"{head}s{tail}", f"{head}d{tail}", f"{head[:-1]}ing{tail}"]
    if head.endswith("y") and head[-2:-1] not in "aeiou":
        return [base, f"{head[:-1]}ies{tail}", f"{head[:-1]}ied{tail}", f"{head}ing{tail}"]
    plural = "es" if head.endswith(("s", "x", "z", "ch", "sh")) else "s"
    return [base, f"{head}{plural}{tail}", f"{head}ed{tail}", f"{head}ing{tail}"]


def _list_quoted(base: str, table: Mapping[str, object]) -> list[str]:
    """Give the forms of a verb that somebody else's word is told in: its last form with what hangs on it."""
    return [f"{base}{ending}" for ending in str(table.get("quoting", "")).split()] if base.endswith("다") else []


def _list_openers(texts: str) -> frozenset[str]:
    found = (_OPENER.search(part.casefold().replace("’", "'")) for part in texts.split("|"))
    return frozenset(opener[0] for opener in found if opener)


def _join_phrases(texts: str) -> re.Pattern[str]:
    parts = sorted((part for part in texts.split("|") if part), key=len, reverse=True)
    if not parts:
        return re.compile(r"(?!)")
    edged = (rf"\b{re.escape(part)}" if part[0].isalnum() else re.escape(part) for part in parts)
    return re.compile("|".join(rf"{part}(?!\w)" if part[-1].isalnum() else part for part in edged), re.IGNORECASE)
