"""Where in a text a toponym may stand: every stretch of tokens that the gazetteer or a language knows as a name."""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache
from typing import Final

from geo.endings import find_nominative
from geo.known import Known, NameBook
from geo.lexicon import Language
from geo.names import fold_name
from geo.tokens import Tokens

fold_word = lru_cache(maxsize=65536)(fold_name)
_LONGEST: Final = 6
_SHORTEST: Final = 3
_LONG: Final = 5
_NO_PLACES: Final = ("brands", "page", "agencies", "organisations", "media", "languages")
# No word of a name has so many letters.
_WORD: Final = 60
# What a name means rather than the people of a place: "Argentina", "the Arctic".
_GRAND: Final = frozenset(("country", "region", "admin1"))
_SPACES: Final = frozenset((" ", "\xa0", "", "\u2009", "\u202f"))
_HYPHENS: Final = frozenset("-‐‑–")
_DOTTED: Final = frozenset(("st", "ste", "mt", "ft", "pt", "sto", "sta"))
# A line that was broken to fit a width has so many characters at least.
_WRAPPED: Final = 50


class Span:
    """A stretch of tokens that may be a toponym, and as what it is known."""

    # fmt: off
    __slots__ = (
        "cues", "end", "first", "governs", "joined", "key", "known", "last", "lead", "name", "rest", "score", "sort",
        "start",
    )
    # fmt: on

    def __init__(self, first: int, last: int, *, key: str, known: Known | None, sort: str, name: str = "") -> None:
        self.first = first
        self.last = last
        self.key = key
        self.known = known
        self.sort = sort
        """name, demonym, abbreviation, code, short, joined (a name and its feature word) or unknown."""
        self.name = name
        self.start = self.end = 0
        self.joined = ""
        self.governs = known is not None and known.governs
        """Whether a government is called by it: a country or a capital."""
        self.lead = self.rest = ""
        """In scripts without spaces, letters before and after the name in its word: particles, or other words."""
        self.score = 0.0
        self.cues: dict[str, float] = {}


def is_capital(word: str) -> bool:
    """Whether a word begins with a capital (a title-case letter of Croatian counts)."""
    return word[0].isupper() or word[0].istitle()


def is_small(word: str) -> bool:
    """Whether a word is written without a capital in a script that has them."""
    return word[0].islower()


def find_spans(tokens: Tokens, *, book: NameBook, language: Language) -> Iterator[Span]:
    """Give the stretches that may be toponyms in scripts with capitals, from left to right, none in another."""
    words = tokens.words
    i, count = 0, len(words)
    while i < count:
        word = words[i]
        if not is_capital(word) or len(word) > _WORD:
            i += 1
            continue
        span = _find_at(i, tokens, book=book, language=language)
        if span is None:
            i += 1
            continue
        if span.sort != "never":
            span.start, span.end = tokens.starts[span.first], tokens.ends[span.last]
            yield span
        i = span.last + 1


def _find_at(i: int, tokens: Tokens, *, book: NameBook, language: Language) -> Span | None:
    word = tokens.words[i]
    short = language.short.get(word)
    if short is not None:
        return Span(i, i, key=fold_word(word), known=book.find(fold_word(short)), sort="short", name=short)
    best: Span | None = None
    shorter: Span | None = None
    run: list[tuple[int, str]] = []
    for j in _walk(i, tokens, language):
        run.append((j, fold_word(tokens.words[j])))
        if is_capital(tokens.words[j]) or run[-1][1] in language.lists["joined_small"]:
            keys = [key for _, key in run]
            found = _look_up(i, j, " ".join(keys), tokens, book=book, language=language)
            if found is None and language.endings:
                found = _look_up_case(i, j, keys, book=book, language=language)
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
    return _join_feature(i, best, run, tokens, book=book, language=language)


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
    if tokens.ends[j] == tokens.starts[k] and k + 1 < len(words):
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


def _look_up_case(i: int, j: int, keys: list[str], *, book: NameBook, language: Language) -> Span | None:
    """Look a name up by the nominative that its words may come from."""
    if i == j and (keys[0] in language.lists["stop"] or len(keys[0]) < _SHORTEST):
        return None
    found = find_nominative(keys, book=book, language=language)
    if found is None:
        return None
    key, known = found
    return Span(i, j, key=key, known=known, sort="name", name=key)


def _after_comma(i: int, tokens: Tokens) -> bool:
    return i >= 2 and tokens.words[i - 1] == "," and is_capital(tokens.words[i - 2])


def _join_feature(
    i: int, best: Span | None, run: list[tuple[int, str]], tokens: Tokens, *, book: NameBook, language: Language
) -> Span | None:
    """Take "County" into "Laurel County", and "Lake" into "Lake Erie", where the gazetteer has no such name."""
    if best is not None and best.sort not in ("name", "demonym"):
        return best
    lists = language.lists
    words = tokens.words
    capitals = next((n for n, (j, _) in enumerate(run) if not is_capital(words[j])), len(run))
    stem = 1 if best is None else next((n + 1 for n, (j, _) in enumerate(run) if j == best.last), capitals)
    for n in range(stem, capitals):
        for size in (3, 2, 1):
            feature = " ".join(key for _, key in run[n : n + size])
            if n + size > capitals or feature not in lists["joined_after" if size == 1 else "phrases_after"]:
                continue
            if best is None and ((size == 1 and feature not in lists["joined_unknown"]) or run[0][1] in lists["stop"]):
                continue
            key = " ".join(key for _, key in run[: n + size])
            known = best.known if best is not None else book.find(" ".join(key for _, key in run[:n]))
            return _joined(i, run[n + size - 1][0], key=key, known=known, feature=feature)
        if best is not None:
            break
    usual = all(key in language.words for _, key in run[: max(1, capitals)])
    if best is None and run[0][1] not in lists["stop"] and not usual:
        best = _find_unknown(i, run, capitals, tokens, language)
    if (best is None or best.sort == "unknown") and capitals > 1 and run[0][1] in lists["joined_before"]:
        known = book.find(run[1][1])
        return _joined(i, run[1][0], key=f"{run[0][1]} {run[1][1]}", known=known, feature=run[0][1])
    return best


def _find_unknown(i: int, run: list[tuple[int, str]], capitals: int, tokens: Tokens, language: Language) -> Span | None:
    """Take a name that the gazetteer does not know where the words round it say that it is one of a place."""
    words, lists = tokens.words, language.lists
    last = run[capitals - 1][0] if capitals else i
    if last - i > 2 or (i and is_capital(words[i - 1]) and fold_word(words[i - 1]) not in lists["unknown_of"]):
        return None
    of = i - 1 if i > 1 and fold_word(words[i - 1]) in lists["of"] else i
    before = of > 0 and fold_word(words[of - 1]) in lists["unknown_of"] and (of < i or not lists["of"])
    k = last + 1
    while k < len(words) and k < last + 3 and fold_word(words[k]) in lists["feature_adjectives"]:
        k += 1
    wanted = lists["unknown_after"] if k == last + 1 else lists["features"]
    after = k < len(words) and fold_word(words[k]) in wanted
    if not before and not after and not (last == i and _stands_in(i, tokens, language)):
        return None
    return Span(i, last, key=" ".join(key for _, key in run[:capitals]), known=None, sort="unknown")


def _stands_in(i: int, tokens: Tokens, language: Language) -> bool:
    """Whether one unknown word stands where a place does: "in Godapitiya", but not "in Chaudhry's house"."""
    words, lists = tokens.words, language.lists
    word, key = words[i], fold_word(words[i])
    if not i or fold_word(words[i - 1]) not in lists["near"] or word.isupper() or len(word) < _LONG:
        return False
    if key in language.family or key in language.given or any(key in lists[kind] for kind in _NO_PLACES):
        return False
    following = words[i + 1] if i + 1 < len(words) else ""
    return following not in ("'", "’", "-") and not (following[:1].isalpha() and is_capital(following))


def _joined(first: int, last: int, *, key: str, known: Known | None, feature: str) -> Span:
    span = Span(first, last, key=key, known=known, sort="joined")
    span.joined = feature
    return span
