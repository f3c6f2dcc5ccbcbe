"""The clauses of a sentence that may tell of an event each, and the word that names the event."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final, NamedTuple

from layers.drafts.grammar import Grammar
from layers.drafts.preposition import is_relative
from layers.drafts.speech import HAPPENING, SAYING, takes_stand
from layers.drafts.tokens import Token, list_lows

_NOUNS: Final = frozenset({"event_nouns", "motion_nouns"})
_VERB_BEFORE: Final = 4


class Clause(NamedTuple):
    """A run of tokens: positions in the sentence, end exclusive."""

    first: int
    last: int
    after: bool
    """Whether it tells what came after the clause before: "after which …"."""


def find_clauses(text: str, tokens: Sequence[Token], *, grammar: Grammar) -> list[Clause]:
    """Part a sentence where a turn of phrase begins something new; a clause without a verb joins the one before."""
    if not tokens:
        return []
    start, end = tokens[0].start, tokens[-1].end
    breaks = grammar.phrases.get("breaks")
    after = grammar.phrases.get("after")
    edges: list[tuple[int, bool]] = [(0, False)]
    if breaks is None or grammar.openers["breaks"].isdisjoint(list_lows(tokens)):
        return [Clause(0, len(tokens), False)]
    for found in breaks.finditer(text, start, end):
        at = next((p for p, token in enumerate(tokens) if token.start >= found.start()), None)
        if at is None or at <= edges[-1][0]:
            continue
        later = bool(after and after.search(found[0]))
        if any(is_happening(tokens, p) for p in range(at, len(tokens))) and any(
            is_happening(tokens, p) for p in range(edges[-1][0], at)
        ):
            edges.append((at, later))
    bounds = [at for at, _ in edges[1:]] + [len(tokens)]
    return [Clause(at, stop, later) for (at, later), stop in zip(edges, bounds, strict=True)]


def is_happening(tokens: Sequence[Token], at: int) -> bool:
    """Whether a token is a verb, or a noun, of something that happens."""
    token = tokens[at]
    return bool(token.verb & HAPPENING or token.word & _NOUNS)


def find_head(tokens: Sequence[Token], clause: Clause, *, near: int | None, grammar: Grammar) -> int | None:
    """
    Return the position of the word that names a clause's event.

    The nearest verb or noun before its place or date that is no mere
    adjective; else the first verb of the clause. None where nothing happens.
    """
    positions = [p for p in range(clause.first, clause.last) if is_happening(tokens, p) and not _only_says(tokens[p])]
    positions = [p for p in positions if not _is_modifier(tokens, p, grammar)]
    stand = find_stand(tokens, clause, grammar=grammar)
    if stand is not None:
        positions = [p for p in positions if _is_told_beside(tokens, p, stand, grammar)]
    if not positions:
        return None
    verbs = [p for p in positions if tokens[p].verb & HAPPENING] or positions
    if near is None:
        return verbs[0]
    before = [p for p in positions if p < near]
    named = [p for p in before if tokens[p].verb != {"other"}]
    if named:
        # "participate in combat", "carried out an attack": the verb tells more than the noun behind it.
        verb = next((p for p in reversed(named) if tokens[p].verb & HAPPENING), None)
        return verb if verb is not None and 0 < named[-1] - verb <= _VERB_BEFORE else named[-1]
    return before[-1] if before else verbs[0]


def find_stand(tokens: Sequence[Token], clause: Clause, *, grammar: Grammar) -> int | None:
    """Return the position of a clause's verb that condemns, praises or asks for something; None where it has none."""
    return next((p for p in range(clause.first, clause.last) if takes_stand(tokens, p, grammar)), None)


def is_noun(token: Token) -> bool:
    """Whether the word that names an event is a noun: "the deployment of", "the shelling of"."""
    return bool(token.word & _NOUNS) and (not token.verb & HAPPENING or token.low.endswith("ing"))


def _only_says(token: Token) -> bool:
    return bool(token.verb & SAYING) and not token.verb & {"event", "seen", "broadcast"}


def _is_told_beside(tokens: Sequence[Token], at: int, stand: int, grammar: Grammar) -> bool:
    """Whether something happens in a clause of its own, beside a verb that takes a stand: "… the strike that hit X"."""
    token = tokens[at]
    if not token.verb & HAPPENING or (at > stand and (tokens[at - 1].low == "to" or token.low.endswith("ing"))):
        return False
    between = tokens[min(at, stand) + 1 : max(at, stand)]
    return not token.word & _NOUNS or any(t.low in grammar.lists["cuts"] and not t.preposition for t in between)


def _is_modifier(tokens: Sequence[Token], at: int, grammar: Grammar) -> bool:
    """Whether a participle belongs to a noun and not to the clause: "obtained by CNN", "the wounded soldiers"."""
    token = tokens[at]
    if token.word & _NOUNS and (not token.verb or token.low.endswith("ing")):
        # "combat troops", "attack helicopters"
        following = tokens[at + 1] if at + 1 < len(tokens) else None
        return (
            following is not None
            and following.kind == "word"
            and not (
                following.preposition
                or following.verb
                or following.word
                or following.low in ("and", "or", "that", "which")
            )
        )
    before = tokens[at - 1] if at else None
    following = tokens[at + 1] if at + 1 < len(tokens) else None
    if before is not None and (
        (before.low in grammar.lists["articles"] and not is_relative(tokens, at - 1))
        or (before.preposition and "base" not in token.verb)
    ):
        return True
    if token.verb == {"other"} or "past" in token.verb:
        auxiliary = any(tokens[p].word & {"be", "will", "may"} for p in range(max(0, at - 3), at))
        if following is not None and following.preposition in ("by", "for") and not auxiliary:
            return True
    return False
