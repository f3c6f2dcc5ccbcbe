"""The words of a report that a draft rests on: its quote, and its place as written."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import Final

from layers.drafts.role import Role
from layers.drafts.tokens import Token

_QUOTE_WORDS_MOST: Final = 15
_WORDS: Final = re.compile(r"\S+")


def cut_quote(text: str, start: int, end: int, *, around: Token) -> str:
    """Return at most fifteen words in a row between two offsets, exactly as they stand, with a token among them."""
    words = [(m.start(), m.end()) for m in _WORDS.finditer(text, start, end)]
    if len(words) > _QUOTE_WORDS_MOST:
        holding = next((n for n, (_, stop) in enumerate(words) if stop >= around.end), len(words) - 1)
        last = min(len(words), max(_QUOTE_WORDS_MOST, holding + 3))
        words = words[last - _QUOTE_WORDS_MOST : last]
    return text[words[0][0] : words[-1][1]].strip(' ,;:“”"')


def read_place_words(text: str, tokens: Sequence[Token], at: int, *, roles: Mapping[int, Role]) -> str:
    """
    Return a toponym with what stands round it: "the Dunai military port near Vladivostok, Russia".

    Parameters
    ----------
    text
        The report.
    tokens
        Of the sentence.
    at
        Position of the toponym among them.
    roles
        Of the toponyms of the sentence, by number.
    """
    first = last = at
    while first > 1 and tokens[first - 1].low == "'s" and tokens[first - 2].kind == "place":
        first -= 2
    if first > 0 and tokens[first - 1].low == "the":
        first -= 1
    for position in range(at + 1, min(len(tokens), at + 10)):
        token = tokens[position]
        if token.kind == "place" and roles[token.number] in ("holder", "reference"):
            last = position
        elif (
            token.kind in ("place", "date")
            or token.verb
            or (token.kind == "mark" and token.low != ",")
            or (token.preposition and token.preposition != "near")
        ):
            break
        elif "place_nouns" in token.word and all(t.kind == "word" for t in tokens[last + 1 : position]):
            last = position
    return text[tokens[first].start : tokens[last].end]
