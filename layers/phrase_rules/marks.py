"""A text as a row of marks: each word that matters for dates as one letter, so that patterns can run over the row."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from functools import cache
from typing import Any, NamedTuple

from layers.phrase_rules.lexicon import APOSTROPHES, WORD, Lexicon

BLOCK = 64 * 1024
"""Characters looked at in one go, so that memory does not grow with the text."""

_TOKEN = re.compile(rf"\d+(?:[.,]\d{{3}}(?!\d))*|{WORD}|\n[^\S\n]*\n|[^\w\s]|_")
_COMBINING = re.compile("[\u0300-\u036f]")
_SIGNS = {
    **dict.fromkeys("-‐‑‒–—−~～〜", "-"),
    **dict.fromkeys(".。", "."),
    **{sign: sign for sign in ",/:("},
    **dict.fromkeys("!?;…", "!"),
    "'": "'",
    "’": "'",
    "‘": "'",
}
_KOREAN_CLOCK = re.compile(r"시(?!간)(?:\s?\d{1,2}분)?")
_HANGUL = re.compile("[\uac00-\ud7a3]+")

# Kinds of numbers: d may be a day, y a year, D is marked as a day ("2nd"), n any other that is short enough to count.
_NO_NUMBER = "x"


class Marks(NamedTuple):
    """
    The marks of a text or of a block of it.

    `kinds` has one letter a mark (see `lexicon`; x a word that says nothing,
    ! the end of a sentence, ¶ of a paragraph); `values`, `starts` and `ends` go
    with it, offsets counting code points of `text`.
    """

    text: str
    kinds: str
    values: list[Any]
    starts: list[int]
    ends: list[int]

    def word(self, at: int) -> str:
        """Return a mark as it stands in the text."""
        return self.text[self.starts[at] : self.ends[at]]

    def adjacent(self, at: int) -> bool:
        """Tell whether nothing stands between a mark and the next."""
        return at + 1 < len(self.starts) and self.ends[at] == self.starts[at + 1]


def read_blocks(text: str) -> Iterator[tuple[int, int]]:
    """
    Part a text into blocks of a bounded length, at a line end where there is one near, else after a sentence or word.

    A text without any white space is cut anyway: no phrase is as long as a block.
    """
    at, length = 0, len(text)
    while length - at > BLOCK:
        end = at + BLOCK
        for sign in ("\n", ". ", " "):
            found = text.rfind(sign, at + BLOCK // 2, end)
            if found >= 0:
                end = found + len(sign)
                break
        yield at, end
        at = end
    yield at, length


def read_marks(text: str, lexicon: Lexicon, *, start: int = 0, end: int | None = None) -> Marks:
    """Turn the part of a text from `start` to `end` into marks, in time linear in its length."""
    known = lexicon.words
    longer = lexicon.longer
    kinds: list[str] = []
    values: list[Any] = []
    starts: list[int] = []
    ends: list[int] = []
    stop = len(text) if end is None else end
    composing = _COMBINING.search(text, start, stop) is not None
    has_longer = bool(longer)
    tokens = _TOKEN.finditer(text, start, stop)
    signs = _SIGNS
    skip_to = -1
    for token in tokens:
        begin, finish = token.span()
        if begin < skip_to:
            if not (lexicon.stems and finish > skip_to):
                continue
            begin = skip_to  # a Korean word goes on behind the marker of its number
        word = text[begin:finish]
        if composing:
            word = unicodedata.normalize("NFC", word)
        if has_longer and word in longer:
            found = _longer_entry(text, finish, stop, longer[word])
            if found is not None:
                skip_to, entry = found
                kinds.append(entry[0])
                values.append(entry[1])
                starts.append(begin)
                ends.append(skip_to)
                continue
        if (entry_known := known.get(word)) is not None:
            kinds.append(entry_known[0])
            values.append(entry_known[1])
            if entry_known[0] in "MmW" and text[finish : finish + 1] == "." and word in lexicon.short:
                finish += 1
                skip_to = finish
        elif word.isalpha():
            if lexicon.stems and _HANGUL.match(word):
                _stem_marks(word, begin, lexicon, kinds, values, starts, ends)
                continue
            kinds.append("x")
            values.append(None)
        elif word[0].isdigit():
            kind, value, finish = _number_mark(text, word, finish, stop, lexicon)
            skip_to = finish
            kinds.append(kind)
            values.append(value)
        else:
            kinds.append("¶" if word[0] == "\n" else signs.get(word, "x"))
            values.append(None)
        starts.append(begin)
        ends.append(finish)
    return Marks(text, "".join(kinds), values, starts, ends)


def _longer_entry(
    text: str, at: int, stop: int, entries: tuple[tuple[tuple[str, ...], tuple[str, Any]], ...]
) -> tuple[int, tuple[str, Any]] | None:
    """Find the longest entry of several words that goes on at a place of the text; None where none does."""
    for rest, entry in entries:
        place = at
        for wanted in rest:
            while place < stop and text[place] in " \u00a0\n\t" and place - at < 200:
                place += 1
            piece = text[place : place + len(wanted)].translate(APOSTROPHES)
            if piece != wanted:
                break
            place += len(wanted)
        else:
            after = text[place : place + 1]
            if not (rest[-1][-1].isalpha() and after.isalpha()):
                return place, entry
    return None


@cache
def _suffix_pattern(lexicon_suffixes: frozenset[str]) -> re.Pattern[str]:
    options = "|".join(re.escape(suffix) for suffix in sorted(lexicon_suffixes, key=len, reverse=True))
    return re.compile(rf"[-‑]?(?:{options})(?![^\W_])", re.IGNORECASE)


def _number_mark(text: str, word: str, finish: int, stop: int, lexicon: Lexicon) -> tuple[str, Any, int]:
    """Give kind and value of a number, and where it ends with the suffix or marker that belongs to it."""
    if len(word) > 4 or not word.isdecimal():
        return _NO_NUMBER, None, finish
    value = int(word)
    after = text[finish : finish + 1]
    if after == "T" and text[finish + 1 : finish + 2].isdigit():
        after = ""  # the time of an ISO stamp
    if after and (after.isalpha() or after in "-‑'’"):
        if after in lexicon.markers:
            if lexicon.markers[after] == "h":
                clock = _KOREAN_CLOCK.match(text, finish, stop)
                return ("x", None, clock.end()) if clock else ("n", value, finish)
            return _marked_number(word, value, lexicon.markers[after], finish)
        if (
            value <= 31
            and lexicon.ordinal_suffixes
            and (found := _suffix_pattern(lexicon.ordinal_suffixes).match(text, finish, stop))
        ):
            return ("D" if value else "x"), value, found.end()
        if (
            value % 10 == 0
            and (len(word) == 4 or (len(word) == 2 and text[:finish][-3:-2] in ("'", "’")))
            and lexicon.decade_suffixes
            and (found := _suffix_pattern(lexicon.decade_suffixes).match(text, finish, stop))
        ):
            return "C", value if len(word) == 4 else 1900 + value, found.end()
        if after.isalpha():
            return ("n" if len(word) <= 3 else _NO_NUMBER), value, finish
    if len(word) <= 2 and 1 <= value <= 31:
        return "d", value, finish
    if len(word) == 4 and 1000 <= value <= 2199:
        return "y", value, finish
    return "n", value, finish


def _marked_number(word: str, value: int, marker: str, finish: int) -> tuple[str, Any, int]:
    if marker == "y" and len(word) == 4:
        return "y", value, finish + 1
    if marker == "M" and 1 <= value <= 12:
        return "M", value, finish + 1
    if marker == "D" and 1 <= value <= 31:
        return "D", value, finish + 1
    return "n", value, finish


def _stem_marks(
    word: str,
    begin: int,
    lexicon: Lexicon,
    kinds: list[str],
    values: list[Any],
    starts: list[int],
    ends: list[int],
) -> None:
    """Mark the longest known beginning of a word, then that of its rest; what is left is a particle."""
    at, marked = 0, False
    while at < len(word):
        for length in range(min(6, len(word) - at), 0, -1):
            entry = lexicon.words.get(word[at : at + length])
            # A single syllable begins too many words to count unless it ends its own, or follows a number.
            if entry is not None and (length > 1 or at or length == len(word) or (kinds and kinds[-1] in "dDnMyUu")):
                kinds.append(entry[0])
                values.append(entry[1])
                starts.append(begin + at)
                ends.append(begin + at + length)
                at += length
                marked = True
                break
        else:
            break
    if not marked:
        kinds.append("x")
        values.append(None)
        starts.append(begin)
        ends.append(begin + len(word))
