"""The preposition that governs a toponym."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from layers.drafts.grammar import Grammar
from layers.drafts.tokens import Token

_REACH: Final = 6


def find_preposition(tokens: Sequence[Token], at: int, grammar: Grammar) -> tuple[str, int]:
    """Return the preposition that governs a toponym, and where it stands; empty where a verb or mark comes first."""
    position = at - 1
    for _ in range(_REACH):
        if position < 0:
            break
        token = tokens[position]
        if token.preposition:
            return ("", at) if _is_infinitive(tokens, position, at, grammar) else (token.preposition, position)
        owned = token.low == "'s" and tokens[position - 1].kind == "place"
        if token.kind == "place" and not (position + 1 < at and tokens[position + 1].low == "'s"):
            break
        if token.kind in ("mark", "date") and not owned:
            break
        if token.verb and not is_adjective(tokens, position, grammar):
            break
        position -= 1
    return "", at


def _is_infinitive(tokens: Sequence[Token], position: int, at: int, grammar: Grammar) -> bool:
    """Whether "to" belongs to a verb and not to the place: "to support Russia", but "to eastern Ukraine"."""
    if tokens[position].low != "to" or at - position < 2:
        return False
    word = tokens[position + 1]
    return (
        word.kind == "word"
        and word.text.islower()
        and word.low not in grammar.lists["determiners"]
        and not word.word & {"place_nouns", "event_nouns"}
        and not word.low.endswith(("ern", "ed", "en"))
    )


def is_adjective(tokens: Sequence[Token], at: int, grammar: Grammar) -> bool:
    """Whether a participle stands before a noun: "in occupied Ukraine", "the besieged city of"."""
    if not tokens[at].low.endswith(("ed", "en", "ing")) or at == 0:
        return False
    before = tokens[at - 1]
    determined = before.low in grammar.lists["determiners"] and not is_relative(tokens, at - 1)
    return bool(before.preposition) or determined or before.low.endswith("ly")


def is_relative(tokens: Sequence[Token], at: int) -> bool:
    """Whether "that" goes on with the noun before it ("the strike that destroyed") and points at none behind it."""
    before = tokens[at - 1] if at else None
    return (
        tokens[at].low == "that"
        and before is not None
        and before.kind == "word"
        and not (before.verb or before.preposition)
    )
