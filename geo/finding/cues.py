"""What the words round a name say for and against its being a toponym: named cues, each a number."""

from __future__ import annotations

from collections.abc import Collection
from typing import Final

from geo.finding.lexicon import Language
from geo.finding.neighbours import DASHES, Cues, finds_organisation, measure_after, measure_before
from geo.finding.span import Span, fold_word, is_capital, is_small
from geo.finding.tokens import Tokens

_AROUND: Final = 4
_HIGHEST: Final = 7.0
# Before the s of a plural: "Russians", "Iraqis", but not "Swiss".
_PLURAL: Final = frozenset("naiktedgrlxfmph")


def measure_cues(span: Span, tokens: Tokens, *, language: Language, spans: Collection[int]) -> Cues:
    """
    Measure what speaks for and against a stretch of text being a toponym.

    Parameters
    ----------
    span, tokens
        The stretch, and all tokens of its text.
    language
        Whose words tell.
    spans
        The first and last tokens of all stretches that may be toponyms.

    Returns
    -------
    cues
        By name, how much of each there is: 1 where it is there, or a grade.
        `geo.finding.odds` says what they count for.
    """
    cues: Cues = {}
    if span.sort == "demonym":
        _measure_demonym(span, tokens, language, cues)
        return cues
    _measure_name(span, tokens, language, cues)
    _measure_word(span, tokens, language, cues)
    measure_before(span, tokens, language, spans, cues)
    measure_after(span, tokens, language, spans, cues)
    _measure_line(span, tokens, language, cues)
    return cues


def _measure_name(span: Span, tokens: Tokens, language: Language, cues: Cues) -> None:
    """What the gazetteer says of the name."""
    known, sort = span.known, span.sort
    if sort != "name":
        cues[sort] = 1.0
        if sort == "joined":
            cues["joined known" if known is not None else "joined unknown"] = 1.0
        return
    assert known is not None
    if known.kind == "place":
        cues["place"] = 1.0
        cues["people"] = min(_HIGHEST, known.size) - 3.5
        if not known.own and span.key.isascii():
            # A name in another script is never the one that the gazetteer calls a place by.
            cues["other name"] = 1.0
    else:
        cues[known.kind] = 1.0
        if known.kind == "admin1" and known.town > 5:
            cues["town too"] = known.town - 5
    if is_small(tokens.words[span.last]) or (span.last > span.first and _holds_feature(span, tokens, language)):
        cues["feature inside"] = 1.0
    if span.last > span.first:
        cues["several words"] = 1.0
    elif len(span.key) <= 3 and (span.key.isascii() or known.kind == "place"):
        cues["short own name" if known.own and not tokens.words[span.first].isupper() else "short name"] = 1.0
    if span.listed:
        cues["listed"] = 1.0
    elif span.name:
        cues["in a case"] = 1.0
    if span.key in language.lists["seats"]:
        cues["seat"] = 1.0
    first = fold_word(tokens.words[span.first])
    if first in language.lists["saints"]:
        cues["saint"] = 1.0
    elif span.last > span.first and first in language.lists["titles"]:
        cues["title inside"] = 1.0


def _holds_feature(span: Span, tokens: Tokens, language: Language) -> bool:
    """Whether a word of the name says what it is: "Laurel County", "Strait of Hormuz", "Osan Air Base"."""
    lists = language.lists
    keys = [fold_word(word) for word in tokens.words[span.first : span.last + 1] if word[0].isalpha()]
    return (
        keys[-1] in lists["joined_after"]
        or keys[0] in lists["joined_before"]
        or " ".join(keys[:2]) in lists["phrases_before"]
        or " ".join(keys[-2:]) in lists["phrases_after"]
    )


def _measure_demonym(span: Span, tokens: Tokens, language: Language, cues: Cues) -> None:
    """The people, the language or the adjective of a place."""
    words, lists = tokens.words, language.lists
    cues["demonym"] = 1.0
    if span.key[-1:] == "s" and tokens.words[span.last][-2:-1] in _PLURAL:
        cues["people of"] = 1.0
    n, p = span.last + 1, span.first - 1
    if n < len(words) and words[n][0].isalpha() and tokens.starts[n] > span.end:
        key = fold_word(words[n])
        if not is_capital(words[n]):
            cues["demonym and noun"] = 1.0
        elif key in lists["titles"]:
            cues["demonym and title"] = 1.0
        elif finds_organisation(n, tokens, language):
            cues["demonym and organisation"] = 1.0
        else:
            cues["demonym and capital"] = 1.0
    elif n < len(words) and words[n] in DASHES:
        cues["demonym and hyphen"] = 1.0
    if p >= 0:
        key = fold_word(words[p])
        if key in lists["near"]:
            cues["language"] = 1.0
        elif key in lists["directions"] or (is_capital(words[p]) and tokens.starts[p + 1] - tokens.ends[p] == 1):
            cues["demonym after capital"] = 1.0


def _measure_word(span: Span, tokens: Tokens, language: Language, cues: Cues) -> None:
    """What else the word may be."""
    raw = tokens.words[span.first]
    major = span.known is not None and span.known.major
    if span.first == span.last and span.sort == "name":
        usual = language.words.get(span.key, 0)
        if usual:
            cues["usual word"] = usual / 4
        given, family = language.given.get(span.key, 0), language.family.get(span.key, 0)
        if given:
            cues["given name"] = given / 2
        if family and not major:
            cues["family name"] = family / 2
        if span.key in language.lists["brands"] or span.key in language.lists["agencies"]:
            cues["brand"] = 1.0
        if raw.isupper() and 1 < len(raw) < 5:
            cues["acronym"] = 1.0
    elif span.sort == "name" and all(
        fold_word(tokens.words[i]) in language.words for i in range(span.first, span.last + 1)
    ):
        cues["usual words"] = 1.0
    if len(raw) > 3 and raw.isupper():
        cues["all capitals"] = 1.0


def _measure_line(span: Span, tokens: Tokens, language: Language, cues: Cues) -> None:
    """Headlines, where all words have capitals, and datelines."""
    words = tokens.words
    capital = other = 0
    for k in (*range(max(0, span.first - _AROUND), span.first), *range(span.last + 1, span.last + 1 + _AROUND)):
        if k < len(words) and len(words[k]) > 3 and words[k][0].isalpha():
            if is_capital(words[k]):
                capital += 1
            else:
                other += 1
    if capital > 2 and capital > 2 * other:
        cues["headline"] = 1.0
    if _is_dateline(span, tokens, language):
        cues["dateline"] = 1.0


def _is_dateline(span: Span, tokens: Tokens, language: Language) -> bool:
    """Whether "SEOUL (Reuters) —" or "Paris, 3 May –" begins a line with this name."""
    words = tokens.words
    if span.first and words[span.first - 1] not in "\n|•·.!?":
        return False
    comma = False
    for k in range(span.last + 1, min(span.last + 10, len(words))):
        word = words[k]
        if word in "—–―-" and (tokens.gap(k) or word != "-") and tokens.starts[k] > tokens.ends[k - 1]:
            return True
        if word == "(" and k + 1 < len(words) and fold_word(words[k + 1]) in language.lists["agencies"]:
            return True
        if word == ",":
            comma = True
        elif not (word[0].isdigit() or word in "().," or (comma and is_capital(word))):
            return False
    return False
