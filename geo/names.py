"""Fold the spelling of a name to a key, and split off the words that say what kind of place it is."""

from __future__ import annotations

import csv
import re
import unicodedata
from pathlib import Path
from typing import Final, Literal, NamedTuple

Kind = Literal["country", "region", "admin1", "place", "admin2", "airport"]
KINDS: Final[tuple[Kind, ...]] = ("country", "region", "admin1", "place", "admin2", "airport")
Asked = Literal["country", "region", "admin1", "district", "place", "airport", "airbase", "port", ""]


class Feature(NamedTuple):
    """A folded name without its feature word, the kind that the word asks for, and the word."""

    stem: str
    asked: Asked
    word: str


_FEATURES: Final = Path(__file__).with_name("tables") / "features.csv"
_GONE = "'’‘‛`´ʼʻʽʾʿʹʺˈ″′ˊ΄᾽‵＇\u0640"
_SPACE = '-‐‑‒–—―−_/\\,;:()[]{}"“”„«»‹›·•・،、|&+*~!?#¡¿。'
_LETTERS = {
    "ł": "l", "ø": "o", "đ": "d", "ı": "i", "æ": "ae", "œ": "oe", "þ": "th", "ð": "d", "ħ": "h", "ŋ": "ng",
    "ə": "a", "ß": "ss", "ŀ": "l", "ŧ": "t", "ƙ": "k", "ɓ": "b", "ɗ": "d", "ƴ": "y",
    "ى": "ي", "ی": "ي", "ک": "ك", "ۀ": "ه", "ة": "ه", "ھ": "ه", "ہ": "ه",
    "і": "и", "ї": "и", "є": "е", "ґ": "г", "ў": "у",
}  # fmt: skip
_COMMAS: Final = re.compile("[,،、，]")
_TABLE: Final = str.maketrans({**dict.fromkeys(_GONE), **dict.fromkeys(_SPACE, " "), **_LETTERS})


def split_place(text: str) -> list[str]:
    """
    Split a place text at its commas, those of other scripts too: its name, then what holds it.

    Examples
    --------
    >>> split_place("Dunai, Primorsky Krai"), split_place("الفاشر، السودان")
    (['Dunai', 'Primorsky Krai'], ['الفاشر', 'السودان'])
    """
    if text.isascii():
        return [part.strip() for part in text.split(",")]
    return [part.strip() for part in _COMMAS.split(text)]


def fold_name(text: str) -> str:
    """
    Fold a spelling to the key under which the gazetteer keeps it.

    Case, diacritics, apostrophes, hyphens and dots go; scripts stay, so
    "Дунай" and "Dunay" have two keys. Names in Han, kana or Hangul lose their
    spaces, which their writers set freely. Never fails; folding a key gives
    the key again.

    Examples
    --------
    >>> fold_name("P'yŏngyang-si"), fold_name("Ras al-‘Ayn"), fold_name("St. Louis, Mo.")
    ('pyongyang si', 'ras al ayn', 'st louis mo')
    >>> fold_name("평양 순안 국제공항")
    '평양순안국제공항'
    """
    if text.isascii():
        return " ".join(_undot(text.lower()).translate(_TABLE).split())
    key = _fold_once(text)
    # Some letters fold to others that fold again (a ligature to a letter with a mark): a few turns settle it.
    for _ in range(4):
        if key.isascii():
            return " ".join(_undot(key.lower()).translate(_TABLE).split())
        again = _fold_once(key)
        if again == key:
            break
        key = again
    return key


def _fold_once(text: str) -> str:
    letters = unicodedata.normalize("NFKD", text.translate(_TABLE).casefold()).translate(_TABLE)
    kept = letters.translate(_MARKS)
    key = " ".join(_undot(kept if kept.isascii() else unicodedata.normalize("NFC", kept)).split())
    if " " in key and any(_is_cjk(c) for c in key) and not any(c.isascii() and c.isalpha() for c in key):
        key = key.replace(" ", "")
    return key


def _undot(text: str) -> str:
    """Take "U.S." as "us", but "St.Louis" as two words."""
    if "." not in text:
        return text
    parts = text.split(".")
    joined = parts[0]
    for part in parts[1:]:
        joined += (" " if len(part) > 1 and not part[0].isspace() and part[1].isalnum() else "") + part
    return joined


def _is_mark(char: str) -> bool:
    # Only marks that writers leave out: Hebrew and Arabic points, marks above and below letters. The vowel signs and
    # viramas of Indic scripts and the voicing marks of kana carry the sound and stay.
    if char < "\u0300":
        return char == "\xad"
    klass = unicodedata.combining(char)
    return 10 <= klass <= 36 or klass >= 200 or (klass == 0 and unicodedata.category(char) == "Cf")


class _Marks(dict[int, int | None]):
    """A table for `str.translate` that learns which characters are marks as it meets them."""

    def __missing__(self, code: int) -> int | None:
        kept = self[code] = None if _is_mark(chr(code)) else code
        return kept


_MARKS: Final = _Marks()


def _is_cjk(char: str) -> bool:
    return "\u3040" <= char <= "\u30ff" or "\u3400" <= char <= "\u9fff" or "\uac00" <= char <= "\ud7a3"


def is_cjk(key: str) -> bool:
    """Whether a folded name is written in Han, kana or Hangul."""
    return bool(key) and _is_cjk(key[0])


def _read_features(where: str) -> dict[str, Asked]:
    with _FEATURES.open(encoding="utf-8", newline="") as lines:
        rows = [row for row in csv.DictReader(lines) if row["where"] == where]
    return {fold_name(word): row["asked"] for row in rows for word in row["words"].split("|")}  # type: ignore[misc]


_AFTER: Final = _read_features("after")
_BEFORE: Final = _read_features("before")
_ENDING: Final = _read_features("ending")
_LONGEST: Final = 3


def split_feature(key: str) -> Feature:
    """
    Split a folded name into what it is called and what it is.

    Where the name has no feature word, `asked` and `word` are empty and the
    stem is the whole name. A name that is nothing but a feature word ("Port")
    stays whole.

    Examples
    --------
    >>> split_feature("sunan international airport")
    Feature(stem='sunan', asked='airport', word='international airport')
    >>> split_feature("dunai military port").asked, split_feature("평양시").stem
    ('port', '평양')
    """
    if is_cjk(key):
        for size in range(min(6, len(key) - 2), 0, -1):
            asked = _ENDING.get(key[-size:])
            if asked:
                return Feature(key[:-size], asked, key[-size:])
        return Feature(key, "", "")
    words = key.split(" ")
    longest = min(_LONGEST, len(words) - 1)
    for size in range(longest, 0, -1):
        word = " ".join(words[-size:])
        asked = _AFTER.get(word)
        if asked:
            return Feature(" ".join(words[:-size]), asked, word)
    for size in range(longest, 0, -1):
        word = " ".join(words[:size])
        asked = _BEFORE.get(word)
        if asked:
            return Feature(" ".join(words[size:]), asked, word)
    return Feature(key, "", "")


_SHORT: Final = {"saint": "st", "sainte": "ste", "mount": "mt", "fort": "ft", "point": "pt"}
_LONG: Final = {short: long for long, short in _SHORT.items()}


def spell_out(key: str) -> str:
    """
    Give a folded name with its short words written out, or its long ones short; as it is where it has neither.

    Newspapers write "St. Louis" and "Saint Louis", "Mt. Vernon" and "Mount Vernon" of one place.

    Examples
    --------
    >>> spell_out("st louis"), spell_out("fort worth"), spell_out("oslo")
    ('saint louis', 'ft worth', 'oslo')
    """
    words = key.split(" ")
    if len(words) == 1 or not key.isascii():
        return key
    # Only before another word: at the end "st" is a street and "fort" what it says.
    return " ".join([*(_LONG.get(word) or _SHORT.get(word) or word for word in words[:-1]), words[-1]])


_SWAPS: Final = (
    ("ay", "ai"), ("iy", "y"), ("yy", "y"), ("kh", "h"), ("ou", "u"), ("dzh", "j"), ("zh", "j"), ("ee", "i"),
    ("oo", "u"), ("q", "k"), ("w", "v"), ("ei", "ey"), ("ia", "iya"), ("aa", "a"), ("y", "i"), ("saint", "st"),
    ("ey", "ei"), ("ai", "ay"), ("mount", "mt"), ("hm", "khm"), ("hk", "khk"),
)  # fmt: skip
_ARTICLES: Final = ("the ", "al ", "el ", "ad ", "as ", "ar ", "at ", "an ", "ash ", "az ")


def find_variants(key: str) -> list[str]:
    """
    Give other spellings to try for a folded name that the gazetteer does not know.

    The nearest come first: without its article, with its words joined, then
    one exchange of letters that transliterations differ in.
    """
    found: list[str] = []
    found += [key[len(article) :] for article in _ARTICLES if key.startswith(article)]
    if " " in key:
        found.append(key.replace(" ", ""))
        found += [key.replace(f" {a}", f" {b}") for a, b in (("al ", "el "), ("el ", "al ")) if f" {a}" in key]
    if key.isascii():
        found += [key.replace(old, new) for old, new in _SWAPS if old in key]
        if not key.startswith(("al ", "el ")) and " " not in key:
            found.append(f"al {key}")
    return [variant for variant in dict.fromkeys(found) if len(variant) > 2 and variant != key]
