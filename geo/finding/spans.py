"""Where in a text a toponym may stand: every stretch of tokens that the gazetteer or a language knows as a name."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from geo.finding.endings import find_nominative, rank_known
from geo.finding.known import NameBook
from geo.finding.lexicon import Language
from geo.finding.patterns import join_feature
from geo.finding.span import Span, fold_word, is_capital
from geo.finding.tokens import Tokens

_LONGEST: Final = 6
_SHORTEST: Final = 3
_LARGE: Final = 5.0
_BEFORE: Final = 3
# No word of a name has so many letters.
_WORD: Final = 60
# What a name means rather than the people of a place: "Argentina", "the Arctic".
_GRAND: Final = frozenset(("country", "region", "admin1"))
_SPACES: Final = frozenset((" ", "\xa0", "", "\u2009", "\u202f"))
_ELIDED: Final = frozenset("'’")
_HYPHENS: Final = frozenset("-‐‑–")
_DOTTED: Final = frozenset(("st", "ste", "mt", "ft", "pt", "sto", "sta"))
# A line that was broken to fit a width has so many characters at least.
_WRAPPED: Final = 50


def find_spans(tokens: Tokens, *, book: NameBook, language: Language) -> Iterator[Span]:
    """Give the stretches that may be toponyms in scripts with capitals, from left to right, none in another."""
    words = tokens.words
    i, count = 0, len(words)
    while i < count:
        word = words[i]
        if not is_capital(word) or len(word) > _WORD:
            i += 1
            continue
        span = _find_listed(i, tokens, book=book, language=language) or _find_possessive(i, tokens, book=book)
        if span is None:
            span = _find_at(i, tokens, book=book, language=language)
        if span is not None and i + 1 < count and fold_word(word) in language.lists["the"] and is_capital(words[i + 1]):
            # "La Côte d'Ivoire" is not La Côte.
            longer = _find_at(i + 1, tokens, book=book, language=language)
            span = longer if longer is not None and longer.last > span.last else span
        if span is None:
            i += 1
            continue
        if span.sort != "never":
            span.start, span.end = tokens.starts[span.first], tokens.ends[span.last]
            yield span
        i = span.last + 1


def _find_listed(i: int, tokens: Tokens, *, book: NameBook, language: Language) -> Span | None:
    """Find a name of the language that begins with small letters before the capital at `i`: "mer Noire"."""
    if not language.also_heads:
        return None
    words = tokens.words
    for first in range(max(0, i - _BEFORE), i):
        if _fold_part(words[first]) not in language.also_heads or not words[first][0].islower():
            continue
        for last in (i + 1, i):
            if last < len(words):
                key = _join_keys([_fold_part(word) for word in words[first : last + 1]])
                if key in language.also:
                    return _list(first, last, key, book, language)
    return None


def _list(first: int, last: int, key: str, book: NameBook, language: Language) -> Span:
    name = language.also[key]
    span = Span(first, last, key=fold_word(name), known=book.find(fold_word(name)), sort="name", name=name)
    span.listed = True
    return span


def _find_at(i: int, tokens: Tokens, *, book: NameBook, language: Language) -> Span | None:
    word = tokens.words[i]
    short = language.short.get(word)
    if short is not None:
        return Span(i, i, key=fold_word(word), known=book.find(fold_word(short)), sort="short", name=short)
    best: Span | None = None
    shorter: Span | None = None
    run: list[tuple[int, str]] = []
    for j in _walk(i, tokens, language):
        run.append((j, _fold_part(tokens.words[j])))
        if is_capital(tokens.words[j]) or run[-1][1] in language.lists["joined_small"]:
            keys = [key for _, key in run]
            found = _look_up(i, j, _join_keys(keys), tokens, book=book, language=language)
            if language.endings and (found is None or _is_minor(found)):
                found = _look_up_case(i, j, keys, found=found, book=book, language=language)
            if found is not None:
                best, shorter = found, best
    if best is not None and shorter is not None and run[-1][0] > best.last:
        # "Oxford City Council" is Oxford's, though there is an Oxford City.
        following = next((j for j, _ in run if j > best.last), best.last)
        if fold_word(tokens.words[best.last]) in language.lists["civic"] and is_capital(tokens.words[following]):
            best = shorter
    if best is None and len(run) == 1 and word.isupper() and word in language.codes and _after_comma(i, tokens):
        name = language.codes[word]
        return Span(i, i, key=fold_word(word), known=book.find(fold_word(name)), sort="code", name=name)
    return join_feature(i, best, run, tokens, book=book, language=language)


def _find_possessive(i: int, tokens: Tokens, *, book: NameBook) -> Span | None:
    """Find a name with a possessive in it: "Cox's Bazar", "St. John's"."""
    words = tokens.words
    k = next((k for k in (i + 1, i + 3) if k + 1 < len(words) and words[k] in _ELIDED and words[k + 1] == "s"), 0)
    if not k or tokens.ends[i] == tokens.ends[k] or tokens.starts[k] != tokens.ends[k - 1]:
        return None
    if k == i + 3 and (words[i + 1] != "." or fold_word(words[i]) not in _DOTTED):
        return None
    head = f"{fold_word(words[k - 1])}s"
    if k == i + 3:
        key, last = f"{fold_word(words[i])} {head}", k + 1
    elif k + 2 < len(words) and is_capital(words[k + 2]) and tokens.gap(k + 1) == " ":
        key, last = f"{head} {fold_word(words[k + 2])}", k + 2
    else:
        return None
    known = book.find(key)
    return None if known is None else Span(i, last, key=key, known=known, sort="name")


def _fold_part(word: str) -> str:
    """Fold a word, but leave an elided one ("d'") its apostrophe, since no space follows it."""
    return fold_word(word) + "'" if word[-1] in _ELIDED and len(word) > 1 else fold_word(word)


def _join_keys(keys: list[str]) -> str:
    return " ".join(keys).replace("' ", "")


def _walk(i: int, tokens: Tokens, language: Language) -> Iterator[int]:
    """Give the words that may belong to one name with the word at `i`, as far as names go."""
    words = tokens.words
    yield i
    taken, j = 1, i
    while taken < _LONGEST:
        following = _next_word(j, tokens)
        if following is None:
            return
        word = words[following]
        if len(word) > _WORD:
            return
        if not is_capital(word):
            key = fold_word(word)
            if key not in language.lists["small"] and key not in language.lists["joined_small"]:
                return
        yield following
        taken, j = taken + 1, following


def _next_word(j: int, tokens: Tokens) -> int | None:
    """Give the word that a name may go on with: after a space, a hyphen, the stop of "St." or a broken line's end."""
    words, k = tokens.words, j + 1
    if k >= len(words) or tokens.gap(j) not in _SPACES:
        return None
    if tokens.ends[j] == tokens.starts[k] and words[j][-1] not in _ELIDED and k + 1 < len(words):
        if not _joins(j, k, tokens):
            return None
        k += 1
    return k if words[k][0].isalpha() else None


def _joins(j: int, k: int, tokens: Tokens) -> bool:
    """Whether the mark at `k` stands inside a name."""
    word, mark = tokens.words[j], tokens.words[k]
    if mark in _HYPHENS:
        return tokens.ends[k] == tokens.starts[k + 1]
    if mark == ".":
        return (len(word) == 1 or fold_word(word) in _DOTTED) and tokens.gap(k) in _SPACES
    return mark == "\n" and tokens.ends[j] - tokens.text.rfind("\n", 0, tokens.ends[j]) > _WRAPPED


def _look_up(i: int, j: int, key: str, tokens: Tokens, *, book: NameBook, language: Language) -> Span | None:
    if key in language.also:
        return _list(i, j, key, book, language)
    known = book.find(key)
    if known is None or known.kind not in _GRAND:
        place = language.demonyms.get(key, "")
        if place or book.is_demonym(key):
            return Span(i, j, key=key, known=book.find(fold_word(place)) if place else None, sort="demonym", name=place)
    if key in language.abbreviations:
        dotted = j + 1 < len(tokens.words) and tokens.words[j + 1] == "." and tokens.ends[j] == tokens.starts[j + 1]
        dotted = dotted or tokens.words[j][-1] == "."
        if dotted or _after_comma(i, tokens):
            name = language.abbreviations[key]
            last = j + 1 if dotted and tokens.words[j][-1] != "." else j
            return Span(i, last, key=key, known=book.find(fold_word(name)), sort="abbreviation", name=name)
    if i == j and key in language.lists["stop"]:
        return None
    if key in language.lists["never"]:
        return Span(i, j, key=key, known=None, sort="never")
    return Span(i, j, key=key, known=known, sort="name") if known is not None else None


def _is_minor(span: Span) -> bool:
    """Whether a name is known of a small place only: it may as well be a case of another's."""
    known = span.known
    return (
        span.sort == "name"
        and known is not None
        and (known.kind == "admin2" or (known.kind == "place" and known.size < _LARGE))
    )


def _look_up_case(
    i: int, j: int, keys: list[str], *, found: Span | None, book: NameBook, language: Language
) -> Span | None:
    """Look a name up by the nominative that its words may come from, and keep what was found where that is better."""
    if i == j and (keys[0] in language.lists["stop"] or len(keys[0]) < _SHORTEST):
        return found
    nominative = find_nominative(keys, book=book, language=language)
    if nominative is None:
        return found
    key, known = nominative
    if found is not None and found.known is not None and rank_known(known) < rank_known(found.known) + 1:
        return found
    return Span(i, j, key=key, known=known, sort="name", name=key)


def _after_comma(i: int, tokens: Tokens) -> bool:
    return i >= 2 and tokens.words[i - 1] == "," and is_capital(tokens.words[i - 2])
