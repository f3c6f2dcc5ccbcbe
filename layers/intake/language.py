"""Guess the language of a report from its script and its commonest words."""

from __future__ import annotations

import re
from collections import Counter

_SAMPLE = 20_000
_WORD = re.compile(r"[^\W\d_]+")
_WORDS = {
    "en": "the of and to in that was for with on by were from has had said his their which will have not been",
    "es": "el la los las de que y en un una por con para del se su al fue son han está más como pero",
    "fr": "le la les des et en un une que pour dans du est sur par au qui avec ont été plus ne pas ce",
    "de": "der die das und in den von zu mit dem des ist auf für im nicht ein eine sich auch wurde nach bei hat",
}
_COMMON = {language: frozenset(words.split()) for language, words in _WORDS.items()}
_UKRAINIAN = re.compile("[іїєґІЇЄҐ]")
_RUSSIAN = re.compile("[ыэъёЫЭЪЁ]")


def guess_language(text: str) -> str:
    """
    Guess the language of a text; empty where nothing speaks for one that is known.

    Parameters
    ----------
    text
        A text; its beginning is looked at.

    Examples
    --------
    >>> guess_language("The ship was seen in the harbour of the town."), guess_language("Судно стояло біля її пірса")
    ('en', 'uk')
    >>> guess_language("XQ-17")
    ''
    """
    sample = text[:_SAMPLE]
    words = _WORD.findall(sample)
    if not words:
        return ""
    letters = sum(map(len, words))
    hangul = sum("\uac00" <= character <= "\ud7a3" for character in sample)
    cyrillic = sum("\u0400" <= character <= "\u052f" for character in sample)
    if hangul > 0.2 * letters:
        return "ko"
    if cyrillic > 0.3 * letters:
        ukrainian, russian = len(_UKRAINIAN.findall(sample)), len(_RUSSIAN.findall(sample))
        return "" if ukrainian == russian == 0 and letters < 40 else "uk" if ukrainian > russian else "ru"
    counts = Counter(word.lower() for word in words)
    shares = {language: sum(counts[word] for word in common) for language, common in _COMMON.items()}
    best, second = sorted(shares, key=lambda language: -shares[language])[:2]
    if shares[best] < max(2, 0.08 * len(words)) or shares[best] < 1.3 * shares[second]:
        return ""
    return best
