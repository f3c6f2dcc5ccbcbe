"""Whom a sentence leans on: the chain of those who say so, outermost first."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Final, NamedTuple

from layers.drafts.grammar import Grammar, find_phrase
from layers.drafts.speech import SAYING
from layers.drafts.tokens import Token, list_lows

_NAME_WORDS_MOST: Final = 8
_BY: Final = re.compile(r"\s+(?:by|from|of)\s+")
_LEADING: Final = re.compile(r"^(?:the|a|an|its|their|his|her|our|some)\s+", re.IGNORECASE)


class Saying(NamedTuple):
    """Who says so, and the tokens that tell it."""

    chain: tuple[str, ...]
    """Names as written, outermost first; empty where the report speaks for itself."""
    end: int
    """Position of the first token after the words that introduce what is said; 0 where none do."""
    verb: int
    """Position of the verb of saying; -1 where there is none."""
    continues: bool
    """Whether the sentence goes on with what the one before told."""


def find_saying(text: str, tokens: Sequence[Token], *, grammar: Grammar) -> Saying:
    """
    Find who says what a sentence tells.

    Subject of a verb of saying ("CNN reported"), whom they cite ("citing an
    analysis from …"), "according to …", "images obtained by …", and a tail
    (", the governor said").
    """
    if not tokens:
        return Saying((), 0, -1, False)
    span = tokens[0].start, tokens[-1].end
    lows = list_lows(tokens)

    def find(name: str, end: int = span[1], start: int = span[0]) -> re.Match[str] | None:
        return find_phrase(name, text, (start, min(end, span[1])), lows=lows, grammar=grammar)

    chain: list[str] = []
    verb, after = _find_saying_verb(tokens)
    if verb >= 0:
        subject = _read_subject(text, tokens, verb, grammar)
        if subject:
            chain.append(subject)
    evidence = None
    found = find("obtained")
    if found:
        chain = [_read_name(text, tokens, found.end(), grammar)]
        evidence = find("evidence", found.start())
    for kind in ("according", "citing"):
        found = find(kind)
        shown = find("evidence", found.end() + 40, found.end()) if found else None
        if found and shown is not None and text[found.end() : shown.start()].strip() in ("", "the"):
            by = _BY.match(text, shown.end())
            chain += [_read_name(text, tokens, by.end(), grammar)] if by else []
            evidence = shown
            continue
        if found and not _only_adds(text[span[0] : found.start()]):
            chain.append(_strip_content(_read_name(text, tokens, found.end(), grammar), grammar))
            if found.start() == span[0] and not after:
                # "According to the mayor, three houses burned": what is said begins behind the comma.
                after = next((at + 1 for at, token in enumerate(tokens[: _NAME_WORDS_MOST * 2]) if token.low == ","), 0)
    if evidence is None and verb >= 0 and "seen" in tokens[verb].verb and not chain:
        evidence = find("evidence", tokens[verb].end)
    rumour = find("rumours")
    chain += [found[0].lower() for found in (evidence, rumour) if found]
    continuing = find("continuing")
    goes_on = continuing is not None and continuing.start() == span[0] and not chain
    names = tuple(dict.fromkeys(name for name in chain if name and name.casefold() not in grammar.lists["nobody"]))
    return Saying(names, after, verb, goes_on)


def _find_saying_verb(tokens: Sequence[Token]) -> tuple[int, int]:
    """Return the first verb of saying with a subject, and where what is said begins; -1 and 0 where there is none."""
    for at, token in enumerate(tokens):
        if not token.verb & SAYING or _is_noun(tokens, at) or _is_passive(tokens, at):
            continue
        if any(t.verb & {"past"} and not t.verb & SAYING for t in tokens[:at]) and not _is_tail(tokens, at):
            # "were killed …, officials said" is a tail; "moved …, which showed" is not.
            continue
        return at, _find_said(tokens, at) if not _is_tail(tokens, at) else 0
    return -1, 0


def _find_said(tokens: Sequence[Token], at: int) -> int:
    """Return where what is said begins: behind "that" or the mark that opens a quotation, else behind the verb."""
    for position in range(at + 1, min(len(tokens), at + 20)):
        token = tokens[position]
        if token.low in ("that", "whether") or token.text in "“«„" or (token.text == '"' and position > at):
            return position + 1
        if token.verb & {"past"} and not token.verb & SAYING:
            break
    return at + 1


def _is_noun(tokens: Sequence[Token], at: int) -> bool:
    """Whether a word that may be a verb of saying is a noun: "the report", "a plan to", "an estimate"."""
    if at == 0 or (tokens[at].low.endswith(("ed", "ing")) and tokens[at - 1].low not in ("a", "the")):
        return at == 0
    before = tokens[at - 1]
    return before.low in {"the", "a", "an", "its", "their", "his", "this", "that", "'s", "no", "any", "for"} or bool(
        before.preposition
    )


def _is_passive(tokens: Sequence[Token], at: int) -> bool:
    """Whether nobody says it: "believed to be", "is expected to", "were reported in"."""
    if at + 1 < len(tokens) and tokens[at + 1].low == "to" and tokens[at].low.endswith(("ed", "id")):
        return True
    return any("be" in t.word and t.low not in ("has", "have", "had") for t in tokens[max(0, at - 2) : at])


def _is_tail(tokens: Sequence[Token], at: int) -> bool:
    """Whether a verb of saying closes the sentence: "…, the governor said on Tuesday"."""
    comma = next((p for p in range(at - 1, -1, -1) if tokens[p].kind == "mark" and tokens[p].low in ',"”'), None)
    if comma is None or comma < 2:
        return False
    rest = [
        t for t in tokens[at + 1 :] if t.kind == "word" and not t.preposition and t.low not in ("that", "late", "early")
    ]
    return len(rest) <= 4 and not any(t.low == "that" for t in tokens[at + 1 :])


def _read_subject(text: str, tokens: Sequence[Token], verb: int, grammar: Grammar) -> str:
    """Return the name before a verb of saying, past adverbs, auxiliaries and an apposition."""
    last = verb - 1
    while last >= 0 and (
        tokens[last].low.endswith("ly")
        or tokens[last].word & {"be", "will", "may"}
        or tokens[last].low in grammar.lists["between"]
    ):
        last -= 1
    if last >= 0 and tokens[last].low == ",":
        opened = next((p for p in range(last - 1, 0, -1) if tokens[p].low == ","), None)
        if opened is not None and opened + 1 < last and _opens_aside(tokens[opened + 1], grammar):
            last = opened - 1
        else:
            return ""
    first = last
    while first >= 0 and last - first < _NAME_WORDS_MOST:
        token = tokens[first]
        if token.kind in ("date", "mark") or token.low in grammar.lists["stops"]:
            break
        if token.verb and token.text.islower() and not token.low.endswith("ed"):
            break
        if token.preposition == "where" and all(t.kind == "place" for t in tokens[first + 1 : last + 1]):
            last = first - 1  # "an official in Moscow said": the official, and not the town
        elif token.preposition in ("where", "to", "from", "by"):
            break
        first -= 1
    return _clean(text, tokens[first + 1 : last + 1], grammar)


def _opens_aside(token: Token, grammar: Grammar) -> bool:
    """Whether a comma and this word begin what only says more of a name: ", an analyst at …,", ", citing …,"."""
    citing = grammar.openers.get("citing", frozenset())
    return token.low in grammar.lists["asides"] or token.low in citing or token.low.endswith("ing")


def _read_name(text: str, tokens: Sequence[Token], start: int, grammar: Grammar) -> str:
    """Return the name that begins at an offset: to the next mark, verb or conjunction."""
    picked: list[Token] = []
    for token in tokens:
        if token.start < start:
            continue
        if (
            token.kind in ("mark", "date")
            or token.low in ("that", "which", "who", "and", "showed", "as")
            or len(picked) >= _NAME_WORDS_MOST
        ):
            break
        if token.verb and token.text.islower() and not token.low.endswith("ing"):
            break
        if token.preposition in ("where", "to") and picked:
            break
        picked.append(token)
    return _clean(text, picked, grammar)


def _trims(token: Token, grammar: Grammar) -> bool:
    return token.low in grammar.lists["trimmed"] or (token.text.islower() and token.low.endswith("ly"))


def _clean(text: str, picked: Sequence[Token], grammar: Grammar) -> str:
    while picked and _trims(picked[0], grammar):
        picked = picked[1:]
    if not picked:
        return ""
    name = text[picked[0].start : picked[-1].end].strip()
    return "" if name.casefold() in grammar.lists["nobody"] else name


def _strip_content(name: str, grammar: Grammar) -> str:
    """Take "analysis from Ukrainian intelligence" for Ukrainian intelligence."""
    content = grammar.phrases.get("content")
    found = content.match(name) if content else None
    if found:
        rest = re.sub(r"^\s*(?:from|by|of)\s+", "", name[found.end() :])
        if rest and rest != name[found.end() :]:
            name = rest
    return _LEADING.sub("", name.strip())


def _only_adds(before: str) -> bool:
    """Whether what stands before a turn puts it into a clause that only says more: ", which … as stated by"."""
    start = before.rfind(", which")
    return (start >= 0 and "," not in before[start + 1 :]) or before.endswith("without ")
