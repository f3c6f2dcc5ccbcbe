"""Guess the language of a text, by its script and its commonest words."""

from __future__ import annotations

import re
from collections import Counter
from functools import lru_cache
from typing import Final

from geo.finding.lexicon import find_languages, read_language

_READ: Final = 20_000
_WORD: Final = re.compile(r"[^\W\d_]+")
# Letters that only one of our languages uses, most telling first.
_LETTERS: Final = (
    ("ko", re.compile("[\uac00-\ud7a3]")),
    ("ja", re.compile("[\u3040-\u30ff]")),
    ("zh", re.compile("[\u4e00-\u9fff]")),
    ("ar", re.compile("[\u0627-\u064a]")),
    ("he", re.compile("[\u05d0-\u05ea]")),
    ("el", re.compile("[\u0391-\u03c9]")),
    ("th", re.compile("[\u0e01-\u0e2e]")),
    ("hi", re.compile("[\u0905-\u0939]")),
    ("ka", re.compile("[\u10d0-\u10f0]")),
    ("hy", re.compile("[\u0531-\u0587]")),
)
# Letters that one of two languages with the same little words has and the other lacks.
_CYRILLIC: Final = {"uk": re.compile("[іїєґ]"), "ru": re.compile("[ыэёъ]")}
# A script is a text's own when so many of its letters are of it: names in brackets are not.
_OWN: Final = 0.25
_ENOUGH: Final = 0.04


def guess_language(text: str) -> str:
    """
    Guess in which language a text is written.

    Looks at its first 20,000 characters. Among languages of one script, the
    one whose commonest words (list `guess` of its file) are most frequent;
    between Russian and Ukrainian their own letters tell.

    Returns
    -------
    code
        As in "en"; empty where nothing tells, as in a list of names or in a
        language of Latin or Cyrillic script without a file.

    Examples
    --------
    >>> guess_language("The ships left the port on Monday."), guess_language("Кораблі стоять у порту, що на сході.")
    ('en', 'uk')
    >>> guess_language("Взрыв произошёл в Курске."), guess_language("Вибух стався в Миколаєві.")
    ('ru', 'uk')
    >>> guess_language("평양에서 출발했다."), guess_language("Kyiv 2025")
    ('ko', '')
    """
    text = text[:_READ]
    words = _WORD.findall(text)
    letters = sum(map(len, words))
    if not letters:
        return ""
    for code, script in _LETTERS if not text.isascii() else ():
        if len(script.findall(text)) > _OWN * letters:
            return code
    counts = Counter(word.casefold() for word in words)
    shares = {
        code: sum(counts[word] for word in common) / len(words) for code, common in _read_common().items() if common
    }
    if "uk" in shares and "ru" in shares and not text.isascii():
        letters_of = {code: len(script.findall(text.casefold())) for code, script in _CYRILLIC.items()}
        # A Ukrainian sentence without an "і" is rare: where neither has a letter of its own, it is Russian.
        del shares["uk" if letters_of["ru"] >= letters_of["uk"] else "ru"]
    best = max(shares, key=lambda code: (shares[code], code))
    return best if shares[best] > _ENOUGH else ""


@lru_cache(maxsize=1)
def _read_common() -> dict[str, frozenset[str]]:
    """Give the commonest words of each language with a file, as written in small letters."""
    return {code: read_language(code).common for code in find_languages()}
