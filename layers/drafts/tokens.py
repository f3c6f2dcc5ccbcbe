"""A sentence as a row of tokens, in which each toponym and each date is one."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Final, Literal

from layers.drafts.grammar import Grammar

Kind = Literal["word", "place", "date", "mark"]

_WORD: Final = re.compile(
    r"n['’]t\b|['’]s\b|['’](?:ll|re|ve|d)\b"  # what English hangs on a word
    r"|\d+(?:[.,]\d+)*\w*"
    r"|[^\W_]+(?:[-.][^\W_]+)*(?=n['’]t\b)|[^\W_]+(?:[-.][^\W_]+)*"
    r"|[^\s\w]"
)
_NONE: Final[frozenset[str]] = frozenset()


@dataclass(slots=True)
class Token:
    """A word, a mark of punctuation, a toponym or a date of a sentence."""

    kind: Kind
    text: str
    """As written."""
    start: int
    end: int
    number: int = -1
    """Of a place or date: its position among those of the text."""
    verb: frozenset[str] = _NONE
    """Classes of the verb that the word is a form of."""
    word: frozenset[str] = _NONE
    """Other classes of the word: will, may, not, be, hedge, motion_nouns, event_nouns, place_nouns."""
    preposition: str = ""
    """where, near, from, to, of, between, by, other, or empty."""
    low: str = field(default="", compare=False)


Span = tuple[int, int]


def build_tokens(
    text: str, span: Span, *, places: Sequence[tuple[int, Span]], dates: Sequence[tuple[int, Span]], grammar: Grammar
) -> list[Token]:
    """
    Part a sentence into tokens.

    Parameters
    ----------
    text
        The whole text.
    span
        Start and end of the sentence in it.
    places, dates
        Number and span of each toponym and date that lies in the sentence, in
        order. Where a date and a place overlap, the earlier one stands.
    grammar
        Of the text's language.
    """
    marks: list[tuple[Span, Kind, int]] = sorted(
        [((s, e), "place", n) for n, (s, e) in places] + [((s, e), "date", n) for n, (s, e) in dates]
    )
    tokens: list[Token] = []
    at = span[0]
    for (start, end), kind, number in marks:
        if start < at:
            continue
        tokens += _split_words(text, at, start, grammar)
        tokens.append(Token(kind, text[start:end], start, end, number, low=text[start:end].casefold()))
        at = end
    tokens += _split_words(text, at, span[1], grammar)
    _join_phrases(tokens, grammar)
    for before, token in zip([None, *tokens], tokens, strict=False):
        if "base" in token.verb and not _takes_base(before, grammar):
            token.verb = _NONE
        if before is None and token.verb and not token.low.endswith(("ed", "ing")) and grammar.language == "en":
            token.verb = _NONE  # "Repairs in X are …": no sentence of a report begins with a finite verb
    return tokens


def list_lows(tokens: Sequence[Token]) -> set[str]:
    """Give the words and marks of tokens in lower case, those inside a date or toponym too."""
    lows = {token.low for token in tokens}
    return lows.union(*(token.low.split() for token in tokens if token.kind in ("date", "place")))


def _takes_base(before: Token | None, grammar: Grammar) -> bool:
    """Whether the base form of a verb is one behind this token, and not a noun ("state television", "a report")."""
    if before is None or before.kind != "word":
        return False
    plural = before.low.endswith("s") and not before.low.endswith(("ss", "'s", "us", "is"))
    # "Meridian show": a name before it is its subject.
    named = before.text[:1].isupper() and not before.text.isupper()
    return bool(named or before.low in grammar.lists["before_base"] or before.word & {"will", "may", "not"} or plural)


def _split_words(text: str, start: int, end: int, grammar: Grammar) -> list[Token]:
    found = []
    for match in _WORD.finditer(text, start, end):
        word = match[0]
        low = word.casefold().replace("’", "'")
        if not (word[0].isalnum() or len(word) > 1):
            found.append(Token("mark", word, match.start(), match.end(), low=word))
            continue
        verb = grammar.verbs.get(low, _NONE)
        if (
            not verb
            and grammar.verb_endings
            and word.islower()
            and len(low) > 4
            and low.endswith(grammar.verb_endings)
            and low not in grammar.lists["states"]
        ):
            verb = frozenset({"other"})
        found.append(
            Token(
                "word",
                word,
                match.start(),
                match.end(),
                verb=verb,
                word=grammar.words.get(low, _NONE),
                preposition=grammar.prepositions.get(low, ""),
                low=low,
            )
        )
    return found


def _join_phrases(tokens: list[Token], grammar: Grammar) -> None:
    """Let the first word of a phrase of two or three words carry the classes of the phrase."""
    for position, token in enumerate(tokens):
        if token.kind != "word":
            continue
        phrase = token.low
        for other in tokens[position + 1 : position + 4]:
            if other.kind != "word":
                break
            phrase += f" {other.low}"
            if phrase in grammar.verbs:
                token.verb = grammar.verbs[phrase] | (token.verb - {"other"})
            if phrase in grammar.words:
                token.word |= grammar.words[phrase]
            if phrase in grammar.prepositions:
                # "north of X": the last word stands before the name.
                token.preposition = other.preposition = grammar.prepositions[phrase]
