"""The role of each toponym of a sentence: where it happened, from, to, whose word it is, or a mere reference."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Literal

from geo.place import PRECISIONS, Place
from layers.drafts.dateline import find_dateline_end
from layers.drafts.grammar import Grammar
from layers.drafts.preposition import find_preposition, is_adjective
from layers.drafts.speech import HAPPENING, is_said_there, is_speaker, is_weighed
from layers.drafts.tokens import Token

Role = Literal["where", "to", "from", "near", "speaker", "holder", "dateline", "reference"]


def find_roles(
    tokens: Sequence[Token],
    *,
    places: Mapping[int, Place | None],
    demonyms: frozenset[int],
    speakers: frozenset[int],
    grammar: Grammar,
) -> dict[int, Role]:
    """
    Tell the role of each toponym of a sentence.

    Parameters
    ----------
    tokens
        Of one sentence.
    places
        Number of a toponym → the place it was taken for, None where unresolved.
    demonyms, speakers
        Numbers of toponyms that are adjectives of a people, and of those that
        the finder took for somebody who speaks.
    grammar
        Of the text's language.

    Returns
    -------
    roles
        Number of each toponym → its role; what the words do not tell is a
        ``reference``, which is never where something happened.
    """
    roles: dict[int, Role] = {}
    for at, token in enumerate(tokens):
        if token.kind == "place":
            roles[token.number] = _find_role(tokens, at, roles, places, demonyms, speakers, grammar)
    return roles


def _find_role(
    tokens: Sequence[Token],
    at: int,
    roles: Mapping[int, Role],
    places: Mapping[int, Place | None],
    demonyms: frozenset[int],
    speakers: frozenset[int],
    grammar: Grammar,
) -> Role:
    token = tokens[at]
    if token.number in demonyms:
        return "reference"
    if _is_dateline(tokens, at):
        return "dateline"
    if _is_owner(tokens, at):
        return "holder"
    before = _find_neighbour(tokens, at)
    if before is not None:
        other, comma = before
        if _holds(places.get(token.number), places.get(tokens[other].number), comma=comma):
            return "holder"
        if tokens[other].number in roles and roles[tokens[other].number] not in ("holder", "dateline"):
            return roles[tokens[other].number]
    if _is_joined(tokens, at) or is_weighed(tokens, at, grammar):
        return "reference"
    ending = _find_ending(tokens, at, grammar)
    preposition, where = (ending, at) if ending else find_preposition(tokens, at, grammar)
    if is_speaker(tokens, at, preposition, grammar) or (token.number in speakers and not preposition):
        return "speaker"
    if preposition == "near":
        return "reference" if _follows_place(tokens, where, grammar) else "near"
    if preposition == "between":
        return "where" if _lies_between(tokens, where) else "reference"
    if preposition == "where":
        return "speaker" if is_said_there(tokens, at, where) else "where"
    if preposition in ("from", "to"):
        if _moves(tokens, where, grammar) or _is_between(tokens, at, where, preposition):
            return "from" if preposition == "from" else "to"
        return "reference"
    if preposition == "of":
        return _find_role_of(tokens, where, grammar)
    if preposition == "object":
        return "where" if any("object" in other.verb for other in tokens[at + 1 :]) else "reference"
    if not preposition and _is_struck(tokens, at, grammar):
        return "where"
    verb = _find_object_verb(tokens, at, grammar)
    if verb is not None:
        return "from" if "leaving" in verb.verb else "where"
    return "reference"


def _is_dateline(tokens: Sequence[Token], at: int) -> bool:
    """Whether a toponym opens the report: "SEOUL (Reuters) —", "KYIV, July 3 -", "WASHINGTON The president …"."""
    if at < find_dateline_end(tokens):
        return True
    token = tokens[at]
    following = tokens[at + 1] if at + 1 < len(tokens) else token
    return at == 0 and token.text.isupper() and len(token.text) > 3 and following.text[:1].isupper()


def _is_owner(tokens: Sequence[Token], at: int) -> bool:
    """Whether a toponym is followed by the sign of an owner: "Russia's Kursk region", "Ukraine's army"."""
    return at + 1 < len(tokens) and tokens[at + 1].low in ("'s", "'")


def _find_neighbour(tokens: Sequence[Token], at: int) -> tuple[int, bool] | None:
    """Return the toponym just before, over a comma or "and", and whether it was a comma."""
    position = at - 1
    if position >= 0 and tokens[position].low == "the":
        position -= 1
    if position < 0 or tokens[position].low not in (",", "(", "and", "or", "/"):
        return None
    comma = tokens[position].low in (",", "(")
    position -= 1
    if position >= 0 and tokens[position].low == ",":
        position -= 1
    for _ in range(4):  # over the feature words of the first: "Dunai military port near Vladivostok, Russia"
        if position < 0 or tokens[position].kind in ("mark", "date") or tokens[position].verb:
            return None
        if tokens[position].kind == "place":
            return position, comma
        position -= 1
    return None


def _holds(whole: Place | None, part: Place | None, *, comma: bool) -> bool:
    if whole is None or part is None or not comma:
        return False
    coarser = PRECISIONS.index(whole.precision) > PRECISIONS.index(part.precision)
    return coarser and (whole.country == part.country or not whole.country)


def _is_joined(tokens: Sequence[Token], at: int) -> bool:
    """Whether a toponym is half of a pair: "the Russia-Ukraine war"."""

    def glued(one: Token, other: Token) -> bool:
        return one.end == other.start and "-" in (one.text, other.text)

    return (at > 1 and glued(tokens[at - 1], tokens[at]) and tokens[at - 1].text == "-") or (
        at + 1 < len(tokens) and glued(tokens[at], tokens[at + 1]) and tokens[at + 1].text == "-"
    )


def _find_ending(tokens: Sequence[Token], at: int, grammar: Grammar) -> str:
    """Return the role that a particle behind a toponym tells, whether it is part of the token or hangs on it."""
    if not grammar.endings:
        return ""
    token = tokens[at]
    following = tokens[at + 1].low if at + 1 < len(tokens) and tokens[at + 1].kind == "word" else ""
    # "나진항에", "블라디보스토크 항에": the word for a port stands between.
    features = grammar.lists.get("features", frozenset())
    hanging = [following.removeprefix(feature) for feature in features if following.startswith(feature)]
    if following and tokens[at + 1].start == token.end:
        hanging.append(following)
    return next(
        (
            role
            for ending, role in grammar.endings
            if token.low.endswith(ending) or any(part.startswith(ending) for part in hanging)
        ),
        "",
    )


def _follows_place(tokens: Sequence[Token], where: int, grammar: Grammar) -> bool:
    """Whether "near X" only says where another place of the same phrase lies."""
    for position in range(where - 1, max(-1, where - 7), -1):
        token = tokens[position]
        if token.kind == "place":
            return True
        if (token.kind == "mark" and token.text not in ",(") or (
            token.verb and not is_adjective(tokens, position, grammar)
        ):
            return False
    return False


def _moves(tokens: Sequence[Token], where: int, grammar: Grammar) -> bool:
    """Whether something moves to or from there: the nearest verb or noun of motion before, or a verb after."""
    for position in range(where - 1, max(-1, where - 14), -1):
        token = tokens[position]
        if "motion_nouns" in token.word or "motion" in token.verb:
            return True
        if token.low in (";", ":"):
            return False
        if token.verb & (HAPPENING - {"other"}) and not is_adjective(tokens, position, grammar):
            break
    return any("motion" in token.verb for token in tokens[where + 2 : where + 8])


def _lies_between(tokens: Sequence[Token], where: int) -> bool:
    """Whether something lies or moves between two places ("the road between"), and not only a relation."""
    return any(t.word & {"place_nouns", "motion_nouns"} for t in tokens[max(0, where - 3) : where])


def _is_between(tokens: Sequence[Token], at: int, where: int, preposition: str) -> bool:
    """Whether a toponym is an end in "from X to Y", which is a way whatever the verb."""
    if preposition == "to":
        around = range(max(0, where - 5), where)
        return any(tokens[p].low == "from" and tokens[p + 1].kind == "place" for p in around)
    around = range(at + 1, min(at + 5, len(tokens) - 1))
    return any(tokens[p].low == "to" and tokens[p + 1].kind == "place" for p in around)


def _find_role_of(tokens: Sequence[Token], where: int, grammar: Grammar) -> Role:
    """Tell the role in "the shelling of X", "in the city of X", "the president of X"."""
    for position in range(where - 1, max(-1, where - 4), -1):
        token = tokens[position]
        if token.word & {"event_nouns", "place_nouns"}:
            preposition, stands = find_preposition(tokens, position, grammar)
            if preposition in ("from", "to"):
                return ("from" if preposition == "from" else "to") if _moves(tokens, stands, grammar) else "reference"
            return "where"
        if "object" in token.verb and tokens[where].low in grammar.lists["aims"]:
            return "where"
        if token.kind in ("mark", "place", "date") or token.verb or token.preposition:
            break
    return "reference"


def _is_struck(tokens: Sequence[Token], at: int, grammar: Grammar) -> bool:
    """Whether a toponym is the subject of a passive: "Kharkiv was shelled"."""
    passives = grammar.lists.get("passives", frozenset())
    for position in range(at + 1, min(at + 6, len(tokens))):
        token = tokens[position]
        if token.kind == "date" or (token.preposition and tokens[min(position + 1, len(tokens) - 1)].kind == "date"):
            continue  # "wurde am Montag beschossen"
        if token.verb & {"object"}:
            return any(other.low in passives for other in tokens[at + 1 : position])
        if token.kind != "word" or token.preposition or (token.verb and "be" not in token.word):
            return False
    return False


def _find_object_verb(tokens: Sequence[Token], at: int, grammar: Grammar) -> Token | None:
    """Return the verb whose object a toponym is: "struck Kharkiv", "left the port of Odesa"."""
    for position in range(at - 1, max(-1, at - 4), -1):
        token = tokens[position]
        if token.verb & {"object", "leaving"} and not is_adjective(tokens, position, grammar):
            return token
        if token.low not in grammar.lists["determiners"] and token.kind != "word":
            return None
        if token.verb or token.preposition:
            return None
    return None
