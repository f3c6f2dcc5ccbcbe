"""A title in a few words for an event, from the words of its clause."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from layers.drafts.clause import is_noun
from layers.drafts.dateline import find_dateline_end
from layers.drafts.grammar import Grammar
from layers.drafts.tokens import Token

_ELISIONS: Final = ("'", "’")
"""What stands within "l'armée"."""
_CHARACTERS_MOST: Final = 80
_SUBJECT_WORDS_MOST: Final = 6
_OBJECT_WORDS_MOST: Final = 6


def write_title(
    text: str, clause: Sequence[Token], *, head: int | None, place: int | None, grammar: Grammar, speaker: str = ""
) -> str:
    """
    Write a short title from a clause.

    Subject, verb, object and place as far as they fit; for an event that a
    noun names, the noun with what goes round it. An editor is expected to
    better it.

    Parameters
    ----------
    text
        The whole text.
    clause
        Tokens of the clause, without the words that say who says so.
    head, place
        Positions of the word that names the event, and of its place, in
        `clause`; None where there is none.
    grammar
        Of the text's language.
    speaker
        Whom a pronoun at the start of the clause stands for; empty where
        nobody is known.
    """
    first = find_first(clause, grammar)
    if head is not None and head < first:
        head = None
    if head is not None:
        first = _find_subject(clause, first, head)
    if head is None:
        return _finish(_cut(_join(text, clause[first:])), grammar)
    where = _read_where(text, clause, head, place, grammar)
    if is_noun(clause[head]):
        start = head
        while start > first and clause[start - 1].kind != "mark" and not clause[start - 1].verb and head - start < 4:
            if clause[start - 1].preposition or clause[start - 1].low in grammar.lists["articles"]:
                break
            start -= 1
        end = next(
            (p for p in range(head, len(clause)) if clause[p].kind in ("mark", "date") or clause[p].verb), len(clause)
        )
        return _finish(_cut(_join(text, clause[start : max(end, (place or 0) + 1)])), grammar)
    whole = _join(text, clause[first : head + 1])
    if grammar.endings and len(whole) <= _CHARACTERS_MOST:  # the verb stands last: what is left out before it is missed
        told = whole[: whole.rfind("다") + 1]  # "침수됐다고 밝혔다" tells that something "침수됐다"
        return _finish(told if told.split(" ")[-1] in grammar.verbs else whole, grammar)
    begin = _find_verb(clause, head)
    subject = _read_subject(clause, first, begin, grammar)
    if place is not None and place < head:
        lead = _find_lead(clause, place, first - 1, grammar)
        if lead <= first and _is_subject(clause, lead, place, begin):
            subject = list(clause[lead:begin])
        else:
            subject = [t for t in subject if t.end <= clause[lead].start] or _read_subject(
                clause, place + 1, begin, grammar
            )
    words = _join(text, subject)
    if not subject or (len(subject) == 1 and subject[0].low in grammar.lists["pronouns"] and speaker):
        words = speaker
    action = f"{words} {_join(text, clause[begin : head + 1])}".strip()
    rest = _read_object(clause, head, place, grammar)
    if len(action) + len(where) >= _CHARACTERS_MOST:
        return _finish(_cut(f"{action} {where or _join(text, rest)}"), grammar)
    while rest and (
        len(action) + len(_join(text, rest)) + len(where) + 2 > _CHARACTERS_MOST
        or rest[-1].low in grammar.lists["dangling"]
        or rest[-1].preposition
        or (rest[-1].kind == "place" and where)
    ):
        rest.pop()
    return _finish(" ".join(part for part in (action, _join(text, rest), where) if part), grammar)


def find_first(clause: Sequence[Token], grammar: Grammar, *, dateline: bool = False) -> int:
    """Return where a clause begins to tell: past a dateline and, unless only that is asked for, openers and a date."""
    first = find_dateline_end(clause)
    opens = clause[0] if len(clause) > 1 else None
    if not first and opens is not None and opens.kind == "place" and opens.text.isupper() and len(opens.text) > 3:
        first = int(clause[1].text[:1].isupper())
    while first < len(clause) - 1 and not dateline:
        token, following = clause[first], clause[first + 1]
        opens_date = token.low in ("on", "in", "since", "by", "during") and following.kind == "date"
        # A particle hangs on the date before it: "5월 18일에는".
        hangs = bool(grammar.endings) and first > 0 and clause[first - 1].end == token.start
        if not (token.kind in ("mark", "date") or token.low in grammar.lists["openers"] or opens_date or hangs):
            break
        first += 1
    return first


def _is_subject(clause: Sequence[Token], lead: int, place: int, verb: int) -> bool:
    """Whether the words round a place are the subject of the verb: "the port of Odesa was attacked"."""
    if clause[lead].preposition or (lead and clause[lead - 1].preposition):
        return False
    return all(t.kind == "word" and not (t.verb or t.preposition) for t in clause[place + 1 : verb])


def _find_subject(clause: Sequence[Token], first: int, head: int) -> int:
    """Return where the subject of a verb may begin: behind the last "that", quotation mark or ", and" before it."""
    for position in range(head - 1, first, -1):
        token, before = clause[position], clause[position - 1]
        if position < head - 1 and (token.low == "that" or token.text in '"“«;:'):
            return position + 1
        if position < head - 1 and token.low in ("and", "but") and before.low == ",":
            return position + 1
    return first


def _read_where(text: str, clause: Sequence[Token], head: int, place: int | None, grammar: Grammar) -> str:
    """Return the place with its preposition and what stands between: "at the Dunai pier"; empty without a place."""
    if place is None:
        return ""
    lead = _find_lead(clause, place, max(head, place - 7) if place > head else max(-1, place - 7), grammar)
    if place < head and not clause[lead].preposition:
        return ""
    end = place
    for position in range(place + 1, min(len(clause), place + 3)):
        if clause[position].kind != "word" or clause[position].preposition:
            break
        if "place_nouns" in clause[position].word:
            end = position
    words = text[clause[lead].start : clause[end].end]
    return words[:1].lower() + words[1:] if clause[lead].preposition else words


def _find_lead(clause: Sequence[Token], place: int, floor: int, grammar: Grammar) -> int:
    """Return where the words round a place begin: at its preposition, owner or article."""
    lead = place
    for back in range(place - 1, floor, -1):
        if clause[back].kind in ("mark", "date") and clause[back].low != "'s":
            break
        if clause[back].preposition:
            lead = back
            if clause[back].preposition != "of":
                break
        if clause[back].low in grammar.lists["articles"] or clause[back].low == "'s" or clause[back].kind == "place":
            lead = back
    return lead


def _read_object(clause: Sequence[Token], head: int, place: int | None, grammar: Grammar) -> list[Token]:
    """Return the words behind the verb, up to the place, a relative clause or a mark."""
    picked: list[Token] = []
    # "destroyed the port of Odesa": what is told as the place is not told as the object too.
    lead = _find_lead(clause, place, max(head, place - 7), grammar) if place is not None and place > head else None
    for position in range(head + 1, len(clause)):
        token = clause[position]
        if token.kind in ("mark", "date") or position == lead or len(picked) >= _OBJECT_WORDS_MOST + 1:
            break
        if token.low in grammar.lists["cuts"] - {"with", "of", "for"} or (
            (token.preposition in ("where", "near", "to", "from") or token.low in grammar.lists["aims"])
            and place is not None
            and place > position
        ):
            break
        picked.append(token)
    return picked


def _read_subject(clause: Sequence[Token], first: int, head: int, grammar: Grammar) -> list[Token]:
    subject: list[Token] = []
    for at, token in enumerate(clause[first:head], start=first):
        if token.text in _ELISIONS and subject and subject[-1].end == token.start and clause[at + 1].start == token.end:
            subject.append(token)
            continue
        if (
            token.low in grammar.lists["cuts"]
            or (token.kind == "mark" and subject and token.low != "'s")
            or token.word & {"be", "will", "may"}
        ):
            break
        if token.kind != "mark":
            subject.append(token)
    while subject and (subject[-1].low in grammar.lists["dangling"] or subject[-1].preposition):
        subject.pop()
    if len(subject) > _SUBJECT_WORDS_MOST:
        named = [t for t in subject[-2:] if t.text[:1].isupper()]
        subject = subject[-2:] if len(named) == 2 else subject[:_SUBJECT_WORDS_MOST]
    return subject


def _find_verb(clause: Sequence[Token], head: int) -> int:
    """Return where the verb begins, with what helps it: "will have been sent", "expects to send"."""
    first = head
    while first > 0 and (
        clause[first - 1].word & {"be", "will", "may", "not"}
        or clause[first - 1].low in ("to", "already", "also")
        or "forecast" in clause[first - 1].verb
    ):
        first -= 1
    return first


def _join(text: str, tokens: Sequence[Token]) -> str:
    """Put tokens together as they stand in the text, a gap becoming one space."""
    parts: list[str] = []
    end = -1
    for token in tokens:
        if end >= 0 and token.start > end:
            parts.append(" ")
        parts.append(token.text)
        end = token.end
    return "".join(parts).strip()


def _cut(words: str) -> str:
    if len(words) <= _CHARACTERS_MOST:
        return words
    return words[: words.rfind(" ", 0, _CHARACTERS_MOST)]


def _finish(words: str, grammar: Grammar) -> str:
    kept = " ".join(words.split()).strip(' ,;:.—–-"“”').split(" ")
    while len(kept) > 2 and kept[-1].casefold() in grammar.lists["dangling"]:
        kept.pop()
    while len(kept) > 2 and kept[0].casefold() in grammar.lists["articles"]:
        kept.pop(0)
    words = " ".join(kept).strip(" ,;:—–-")
    return words[:1].upper() + words[1:]
