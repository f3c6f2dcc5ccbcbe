"""Whose word a sentence gives: who speaks, who takes a stand on what is told elsewhere, and where it was said."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from layers.drafts.grammar import Grammar
from layers.drafts.preposition import is_adjective
from layers.drafts.tokens import Token

SAYING: Final = frozenset({"speech", "claim", "forecast", "denial"})
STANCE: Final = "stance"
"""Class of the verbs by which somebody takes a stand on what is told elsewhere, or asks for what is not yet."""
HAPPENING: Final = frozenset({"future", "motion", "object", "leaving", "seen", "broadcast", "event", "other"})


def is_speaker(tokens: Sequence[Token], at: int, preposition: str, grammar: Grammar) -> bool:
    """Whether a toponym, or the somebody it is part of, is the subject of a verb of saying."""
    position = at + 1
    told = any(_is_verb(tokens, before, grammar) for before in range(at))
    if position < len(tokens) and tokens[position].low == ",":
        position += 1
        # "…, a town in X, said" speaks; "… shelled X, said the mayor" is a tail.
        if told or position >= len(tokens) or not tokens[position].verb & SAYING:
            return False
    for _ in range(3):
        if position >= len(tokens) or tokens[position].kind in ("mark", "place"):
            return False
        token = tokens[position]
        if token.verb & (SAYING | {STANCE}) and not token.verb & {"event"}:
            return not preposition or not told
        if token.verb or token.preposition:
            return False
        position += 1
    return False


def takes_stand(tokens: Sequence[Token], at: int, grammar: Grammar) -> bool:
    """Whether a token is a verb that condemns, praises or asks for something, and no noun ("a demand")."""
    if STANCE not in tokens[at].verb or tokens[at].verb & HAPPENING:
        return False
    before = tokens[at - 1] if at else None
    noun = before is not None and bool(
        before.preposition or before.low == "'s" or before.low in grammar.lists["articles"]
    )
    return not noun or tokens[at].low.endswith("ing")


def is_weighed(tokens: Sequence[Token], at: int, grammar: Grammar) -> bool:
    """Whether a toponym belongs to what somebody takes a stand on: "condemned the attack in Brussels"."""
    for position in range(at - 1, -1, -1):
        token = tokens[position]
        if token.kind == "mark":
            return False
        if takes_stand(tokens, position, grammar):
            return True
        finite = token.verb & HAPPENING and not token.low.endswith("ing") and not token.word
        if finite and not is_adjective(tokens, position, grammar):
            return False
    return False


def is_said_there(tokens: Sequence[Token], at: int, where: int) -> bool:
    """Whether a place is where somebody spoke: "told reporters in Moscow that …"."""
    for position in range(where - 1, max(-1, where - 5), -1):
        token = tokens[position]
        if "event_nouns" in token.word or token.kind == "mark" or token.low in ("that", "whether"):
            return False
        if token.verb & SAYING:
            if any("be" in other.word for other in tokens[max(0, position - 2) : position]):
                return False  # "explosions were reported in Sumy"
            following = tokens[at + 1 : at + 4]
            return not any(other.verb & HAPPENING or "be" in other.word for other in following[:2])
        if token.verb:
            return False
    return False


def _is_verb(tokens: Sequence[Token], at: int, grammar: Grammar) -> bool:
    token = tokens[at]
    return bool(token.verb or "be" in token.word) and not is_adjective(tokens, at, grammar)
