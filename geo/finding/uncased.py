"""Where a toponym may stand in scripts without capitals: Hangul, Han and kana, Thai, Arabic, Hebrew, Devanagari, …"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from geo.finding.known import Known, NameBook
from geo.finding.lexicon import Language, read_language
from geo.finding.span import Span, fold_word
from geo.finding.tokens import Tokens
from geo.names import split_feature

_HANGUL: Final = re.compile("[\uac00-\ud7a3]")
_UNSPACED: Final = re.compile("[\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3040-\u30ff\u3400-\u9fff]")
_SPACED: Final = re.compile("[\u0590-\u08ff\u0900-\u0dff\u0f00-\u0fff\u10d0-\u10ff\u1200-\u137f]")
ANY: Final = re.compile("[\u0590-\u10ff\u1200-\u137f\u1780-\u17ff\u3040-\u9fff\uac00-\ud7a3]")
_LONGEST: Final = 10
_WORDS: Final = 4
# No name, and no particle, has so many letters.
_WORD: Final = 60
_PARTICLE: Final = 8
_HIGHEST: Final = 7.0
# A letter before a name may as well be the first of another name, unless the name is of a large place.
_LARGE: Final = 5.3
# One letter before an Arabic or Hebrew word: and, in, to, as, from.
_CLITICS: Final = frozenset("وفبلكובלמהש")
_HAN_FROM: Final = "\u3400"


def find_uncased(tokens: Tokens, *, book: NameBook, language: Language) -> Iterator[Span]:
    """
    Give the stretches that may be toponyms where no capital tells, from left to right.

    Words of Hangul are looked up without their particles, scripts that set no
    spaces by the longest name at each letter, all others by word. A span's
    tokens are those that it lies in; its cues are measured. A text in another
    language than its names ("평양" in an English report) is read by the words
    of theirs.
    """
    korean = _choose(language, "ko")
    others = {"ar": _choose(language, "ar", "fa", "ur", "he"), "zh": _choose(language, "zh", "ja", "th")}
    i, count = 0, len(tokens.words)
    while i < count:
        word = tokens.words[i]
        first = word[0]
        if first < "\u0590":
            i += 1
        elif _HANGUL.match(first):
            span = _find_hangul(i, tokens, book, korean)
            if span is not None:
                span.cues = measure_uncased(span, tokens, language=korean)
                yield span
                i = span.last
            i += 1
        elif _UNSPACED.match(first):
            for span in _find_unspaced(i, tokens, book, others["zh"]):
                span.cues = measure_uncased(span, tokens, language=others["zh"])
                yield span
            i += 1
        elif _is_spaced(word):
            span = _find_spaced(i, tokens, book, others["ar"])
            if span is not None:
                span.cues = measure_uncased(span, tokens, language=others["ar"])
                yield span
                i = span.last
            i += 1
        else:
            i += 1


def _choose(language: Language, code: str, *others: str) -> Language:
    return language if language.code in (code, *others) else read_language(code)


def measure_uncased(span: Span, tokens: Tokens, *, language: Language) -> dict[str, float]:
    """Measure what speaks for a name in a script without capitals, by the names of the cues of other scripts."""
    known, lists, words = span.known, language.lists, tokens.words
    assert known is not None
    cues = {"no capitals": 1.0}
    if known.kind == "place":
        cues["place"] = 1.0
        cues["people"] = min(_HIGHEST, known.size) - 3.5
    else:
        cues[known.kind] = 1.0
        if known.kind == "admin1":
            cues["town too"] = max(0.0, known.town - 5)
    p, n = span.first - 1, span.last + 1
    before = {fold_word(words[p])} if p >= 0 and tokens.gap(p) == " " else set()
    before |= {span.lead, span.lead[-1:]} - {""}
    after = {span.rest, span.rest[:1], span.rest[:2]} - {""}
    # After the name as a whole, not after a word that it only begins.
    following = fold_word(words[n]) if n < len(words) and not span.rest.strip() and words[n][0].isalpha() else ""
    if before & lists["near"] or after & lists["near"]:
        cues["near"] = 1.0
    elif before & lists["toward"] or after & lists["toward"]:
        cues["toward"] = 1.0
    if before & lists["places_of"]:
        cues["place of"] = 1.0
    if after & lists["features"] or following in lists["features"]:
        cues["feature after"] = 1.0
    elif following in lists["titles"] or after & lists["titles"]:
        cues["title after name"] = 1.0
    if known.governs and (following in lists["speaks"] or after & lists["speaks"]):
        cues["speaker"] = 1.0
    if span.listed:
        cues["listed"] = 1.0
    if after & lists["organisations"]:
        cues["organisation after"] = 1.0
    if split_feature(span.key).asked:
        cues["feature inside"] = 1.0
    if span.key in language.words:
        cues["usual word"] = language.words[span.key] / 4
    return cues


def _build(
    first: int, last: int, *, key: str, known: Known, tokens: Tokens, start: int, end: int, rest: str = ""
) -> Span:
    span = Span(first, last, key=key, known=known, sort="name")
    span.start, span.end = start, end
    span.rest = rest
    return span


def _find_hangul(i: int, tokens: Tokens, book: NameBook, language: Language) -> Span | None:
    """Look a word up with those that follow, the last without its particle: "평양 순안국제공항에서"."""
    words = tokens.words
    last = i
    if len(words[i]) > _WORD:
        return None
    while last + 1 < min(i + _WORDS, len(words)) and tokens.gap(last) == " " and _HANGUL.match(words[last + 1]):
        if len(words[last + 1]) > _WORD:
            break
        last += 1
    particles, stop = language.lists["particles"], language.lists["stop"]
    for j in range(last, i - 1, -1):
        before = "".join(words[i:j])
        word = words[j]
        # Nothing longer is a particle, so that a hostile word of a million letters takes no longer than another.
        for size in range(len(word), max(0, len(word) - _PARTICLE - 1), -1):
            rest = fold_word(word[size:]) if size < len(word) else ""
            key = fold_word(before + word[:size])
            if len(key) < 2 or (rest and rest not in particles) or key in stop:
                continue
            name = language.also.get(key, "")
            known = book.find(fold_word(name) if name else key)
            if known is not None:
                start, end = tokens.starts[i], tokens.starts[j] + size
                span = _build(i, j, key=key, known=known, tokens=tokens, start=start, end=end, rest=rest)
                span.name, span.listed = name, bool(name)
                return span
    return None


def _find_unspaced(i: int, tokens: Tokens, book: NameBook, language: Language) -> Iterator[Span]:
    """Take at each letter the longest name that begins there; of Han two letters at least, of others three."""
    word, names = tokens.words[i], book.unspaced
    at, size = 0, len(word)
    stop = language.lists["stop"]
    while at < size:
        least = 2 if word[at] >= _HAN_FROM else 3
        for end in range(min(size, at + _LONGEST), at + least - 1, -1):
            key = word[at:end]
            if key in names and key not in stop:
                known = book.find(key)
                if known is not None:
                    start = tokens.starts[i]
                    span = _build(i, i, key=key, known=known, tokens=tokens, start=start + at, end=start + end)
                    span.rest = word[end : end + 3]
                    span.lead = word[max(0, at - 2) : at]
                    yield span
                    at = end
                    break
        else:
            at += 1


def _is_spaced(word: str) -> bool:
    return len(word) <= _WORD and word[0].isalpha() and _SPACED.match(word) is not None


def _find_spaced(i: int, tokens: Tokens, book: NameBook, language: Language) -> Span | None:
    words = tokens.words
    last = i
    while last + 1 < min(i + _WORDS, len(words)) and tokens.gap(last) == " " and _is_spaced(words[last + 1]):
        last += 1
    stop = language.lists["stop"]
    for j in range(last, i - 1, -1):
        text = " ".join(words[i : j + 1])
        for skip in (0, 1):
            if skip and (len(text) < 4 or text[0] not in _CLITICS):
                continue
            key = fold_word(text[skip:])
            if len(key) < 3 or key in stop:
                continue
            known = book.find(key)
            if known is not None and (not skip or known.kind != "place" or known.size > _LARGE):
                start = tokens.starts[i] + skip
                span = _build(i, j, key=key, known=known, tokens=tokens, start=start, end=tokens.ends[j])
                span.lead = text[:skip]
                return span
    return None
