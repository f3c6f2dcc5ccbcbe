"""Guess the encoding of a text that is not UTF-8, so that a person need not try them one by one."""

from __future__ import annotations

import codecs
import re
import unicodedata
from collections.abc import Mapping, Sequence
from itertools import pairwise
from typing import Final

_MARKS: Final = (
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
# The encodings of one byte a letter that saved reports have, likeliest first, and the languages written in them.
_LIKELY: Final[Mapping[str, tuple[str, ...]]] = {
    "cp1252": ("French", "Spanish", "German", "Portuguese", "Italian", "Swedish", "Danish"),
    "cp1251": ("Russian", "Ukrainian", "Bulgarian", "Serbian"),
    "cp1250": ("Polish", "Czech", "Hungarian", "Croatian", "Romanian"),
    "koi8-u": ("Russian", "Ukrainian"),
    "cp1256": ("Arabic", "Farsi"),
    "cp1254": ("Turkish",),
    "cp1253": ("Greek",),
    "cp1255": ("Hebrew",),
    "iso8859-2": ("Polish", "Czech", "Hungarian", "Croatian", "Romanian"),
    "cp866": ("Russian",),
    "iso8859-5": ("Russian", "Ukrainian", "Bulgarian"),
    "mac-cyrillic": ("Russian", "Ukrainian"),
}
# Of a language in Latin script its letters beyond ASCII tell, not how often it has them.
_LATIN: Final[Mapping[str, str]] = {
    "French": "éèêëàâçîïôùûüÿœæ",
    "Spanish": "áéíóúüñ",
    "German": "äöüß",
    "Portuguese": "ãõáàâçéêíóôúü",
    "Italian": "àèéìòù",
    "Swedish": "åäöé",
    "Danish": "æøåé",
    "Polish": "ąćęłńóśźż",
    "Czech": "áäčďéěíĺľňóôřŕšťúůýž",
    "Hungarian": "áéíóöőúüű",
    "Croatian": "čćđšž",
    "Romanian": "ăâîșşțţ",
    "Turkish": "çğıiöşüâîû",
}
_RARE: Final[Mapping[str, str]] = {
    "CYRILLIC": "шщэюфъёжхцчєґљњџћђј",
    "GREEK": "ξψβζϊϋύώ",
    "HEBREW": "ץ",
    "ARABIC": "ظذثضغؤئءپچژگ",
}
"""Letters of a script that the library's lists of the commonest leave out."""
_SCORED: Final = 8 * 1024
_READ: Final = 64 * 1024
_SURE: Final = 0.5
"""Score of a reading that is taken: most of its letters are those of one language."""
_WORD: Final = re.compile(r"[^\W\d_]+")
_TYPESET: Final = frozenset("«»„“”‘’‚‹›–—…№§°·•€£©®™½²³\u00a0\u00ad")


def guess_encoding(raw: bytes) -> str:
    """
    Return the encoding that bytes which are not UTF-8 most likely have, or an empty text.

    The usual encodings of one byte a letter are weighed by the letters of
    their languages, which tells even in one word; what none of them reads well
    is left to charset-normalizer.

    Examples
    --------
    >>> guess_encoding("Кораблі".encode("cp1251")), guess_encoding("Sète".encode("cp1252"))
    ('cp1251', 'cp1252')
    """
    for mark, name in _MARKS:
        if raw.startswith(mark):
            return name
    start = raw[:4096]
    if start.count(0) > len(start) // 4:
        return "utf-16-le" if start[1::2].count(0) > start[::2].count(0) else "utf-16-be"
    # Imported here: it takes longer to import than a file to read, and only a broken one needs it.
    from charset_normalizer import from_bytes
    from charset_normalizer.constant import FREQUENCIES

    start = raw[:_SCORED]
    scores = {
        name: max(
            _score(start, name, _LATIN.get(one) or FREQUENCIES[one], ranked=one not in _LATIN) for one in languages
        )
        for name, languages in _LIKELY.items()
    }
    likeliest = max(scores, key=lambda name: scores[name])
    if scores[likeliest] >= _SURE:
        return likeliest
    best = from_bytes(raw[:_READ]).best()
    return best.encoding.replace("_", "-") if best is not None else ""


def _score(raw: bytes, encoding: str, common: Sequence[str], *, ranked: bool) -> float:
    """Give how well bytes read in an encoding, as a language of these letters: 1 at most."""
    try:
        text = raw.decode(encoding)
    except UnicodeDecodeError:
        return -1.0
    words = [word for word in _WORD.findall(text) if not word.isascii()]
    letters = [sign.lower()[:1] for word in words for sign in word if not sign.isascii()]
    odd = sum(not sign.isascii() and not sign.isalpha() and sign not in _TYPESET for sign in text)
    if not letters:
        return -1.0 if odd else _SURE  # English with typeset quotes
    weights = {sign: _weigh(sign, common, ranked=ranked) for sign in set(letters)}
    return (sum(weights[sign] for sign in letters) - odd - sum(map(_count_slips, words))) / len(letters)


def _weigh(sign: str, common: Sequence[str], *, ranked: bool) -> float:
    """Weigh a letter by whether a language uses it and, where its letters are `ranked`, how often."""
    if sign in common:
        return 1.0 - 0.5 * common.index(sign) / len(common) if ranked else 1.0
    script = unicodedata.name(common[0]).split(" ")[0]
    return 0.3 if sign in _RARE.get(script, "") else -1.0


def _count_slips(word: str) -> int:
    """Count where a word changes script, or has a capital behind a small letter, as no written one has."""
    scripts = [unicodedata.name(sign, "").split(" ")[0] for sign in word]
    changes = sum(one != other for one, other in pairwise(scripts))
    return changes + sum(one.islower() and other.isupper() for one, other in pairwise(word))
