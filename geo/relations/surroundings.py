"""Read what an article says beside a name: what holds it, what it is near, what kind of thing it is."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Final, NamedTuple

from geo.names import fold_name, split_feature

_WORD = r"[^\W\d_][\w'’ʼ.\-]*"
_JOIN = r"(?:of|the|and|de|del|la|le|el|al|da|do|di|du|upon|on)"
_UPPER = "A-ZÀ-ÖØ-ÞĀ-ɏА-ЯЁЄІЇҐ"
# Dots belong to a word only in initials and before saints and mountains: "N.Y.", "W.Va.", "St. Louis".
_CAPITAL = rf"(?:(?:[A-Z][a-z]{{0,3}}\.){{2,}}|(?:St|Ste|Mt|Ft|Pt)\.|[{_UPPER}][\w'’ʼ\-]*)"
_PROPER = rf"{_CAPITAL}(?:[ ](?:{_JOIN}[ ]){{0,2}}{_CAPITAL}){{0,3}}"
_AFTER_COMMA: Final = re.compile(rf"\.?\s?,\s+(?:in\s+)?(?:the\s+)?({_PROPER})")
# "… hit Novorossiysk, Moscow said": who speaks holds nothing.
_SPEAKS: Final = re.compile(
    r"\s(?:has\s|have\s|had\s)?(?:said|says|say|told|warned|warns|announced|reported|reports|claims|claimed|confirmed|denied|denies"
    r"|added|vowed|insisted|insists|argued|agreed|urged|urges|accused|accuses|wants|called|calls|blamed|blames|responded|officials)\b"
)
_IN_BRACKETS: Final = re.compile(rf"\s?[(\[]({_PROPER}(?:,\s{_PROPER})?)[)\]]")
_INSIDE: Final = re.compile(
    r"\s(?:in|within|inside)\s(?:the\s)?(?:far\s)?(?:(?:north|south|east|west|central|coastal|rural|up)\w*[\s-]){0,2}"
    r"(?:(?:US|U\.S\.)\s)?(?:state|province|region|department|district|county|prefecture|governorate|oblast|area)?"
    rf"(?:\sof)?\s?(?:the\s)?({_PROPER})"
)
_THING: Final = (
    r"(?:city|town|village|municipality|commune|comune|county|district|port|settlement|hamlet|suburb|neighbou?rhood|locality"
    r"|community|parish|province|region|state|capital|island|river|township|borough|place|department|barangay|seat|resort"
    r"|station|area|ward|quarter|subdistrict|prefecture|governorate|cit(?:y|ies)|airport|base)"
)
# "X is a small town in Y", "X, a village in Y".
_DEFINED: Final = re.compile(
    r"(?:\s?\([^()]{0,200}\))?(?:(?:,[^.;]{0,60},)?\s(?:is|was|lies)|,)\s(?:(?:an?|the|one\sof\sthe)\s)?(?:[\w\-]+\s){0,5}?"
    rf"{_THING}\b[^.;\n]{{0,70}}?\b(?:in|of|within)\s([^.;\n]{{2,120}})"
)
_CHAIN: Final = re.compile(rf"[^,;A-ZÀ-ÞА-Я]{{0,60}}{_PROPER}(?:,\s(?:the\s)?{_PROPER})*")
_NEAR: Final = re.compile(
    rf"(?:\s(?:{_WORD})){{0,3}}?,?\s(?:near|outside|close to|not far from|next to|just outside)\s(?:the\s)?({_PROPER})"
)
_OWNER: Final = re.compile(rf"({_PROPER})['’]s?\s(?:(?:[a-z]+|\w+ern)\s){{0,3}}?(?:the\s)?$")
_HOLDER_BEFORE: Final = re.compile(
    rf"\b({_PROPER})\s(?:\w+\s){{0,2}}?(?:city|town|village|county|suburb|port|province|region|district|capital|hamlet"
    r"|settlement|community|neighbou?rhood|municipality|borough|island|airport|parish|commune)(?:\sof)?\s$"
)
_WORD_OF: Final = re.compile(r"\b([a-z]+(?:\s[a-z]+)?)\sof\s(?:the\s)?$")
# "Clark and Wayne counties", "the Kursk, Belgorod and Bryansk regions".
_LIST_WORD: Final = re.compile(rf"(?:(?:,\s{_PROPER}){{0,6}},?\s(?:and|or|&)\s{_PROPER})?\s([a-z]{{2,}})s\b")
_LIST: Final = re.compile(rf"\s?(?:,\s{_PROPER}){{0,6}},?\s(?:and|or|&)\s{_PROPER}")
_DATELINE: Final = re.compile(
    r"(?m)(?:^|[.!?”\"]\s)(?P<place>[A-ZÀ-Þ][A-ZÀ-Þ'’. \-]{2,40})"
    r"(?:,\s(?P<holder>[A-Z][\w. ]{1,24}?))?\s?(?:\([A-Za-z /]{2,30}\)\s?)?(?:[–—]|--|\s-\s)"
)
_SPAN: Final = 260


class Around(NamedTuple):
    """What stands beside one mention."""

    within: tuple[str, ...]
    """Texts of containers that hold it directly: ", La.", "Louisiana's"."""
    inside: tuple[str, ...]
    """Texts of containers that the sentence gives it less directly: "the fire in X in northern Ohio"."""
    defined: tuple[str, ...]
    """Texts of what a sentence that says what it is holds it in: "is a town in …"."""
    near: tuple[str, ...]
    word: str
    """The words beside it that say what it is, empty where there are none."""
    listed: bool
    """Whether the names after its comma may be the next of a list, and not what holds it."""


def read_around(text: str, *, start: int, end: int) -> Around:
    """
    Read what stands beside the mention at the offsets, without knowing any name.

    Examples
    --------
    >>> read_around("a fire in Alexandria, La., on Monday", start=10, end=20).within
    ('La',)
    >>> read_around("at the Dunai military port near Vladivostok", start=7, end=12)
    Around(within=(), inside=(), defined=(), near=('Vladivostok',), word='military port', listed=False)
    """
    after, before = text[end : end + _SPAN], text[max(0, start - 80) : start]
    within: list[str] = []
    inside: list[str] = []
    said: list[str] = []
    position = 0
    for _ in range(3):
        comma = _AFTER_COMMA.match(after, position)
        if comma is None or _SPEAKS.match(after, comma.end()):
            break
        within.append(_trim(comma[1]))
        position = comma.end()
    bracket = _IN_BRACKETS.match(after)
    if bracket is not None:
        within += [part.strip() for part in bracket[1].split(",")]
    owner = _OWNER.search(before) if before.endswith((" ",)) and ("'" in before or "’" in before) else None
    if owner is not None:
        within.append(_trim(owner[1]))
    holder = _HOLDER_BEFORE.search(before)
    if holder is not None:
        inside.append(_trim(holder[1]))
    contained = _INSIDE.match(after)
    if contained is not None:
        inside.append(_trim(contained[1]))
    defined = _DEFINED.match(after)
    if defined is not None:
        chain = _CHAIN.match(defined[1])
        said += [_trim(name) for name in re.findall(_PROPER, chain[0])] if chain is not None else []
        inside += [_trim(name) for name in re.findall(_PROPER, defined[1][chain.end() if chain is not None else 0 :])]
    near = _NEAR.match(after)
    return Around(
        within=tuple(dict.fromkeys(within)),
        inside=tuple(dict.fromkeys(inside)),
        defined=tuple(dict.fromkeys(said)),
        near=(_trim(near[1]),) if near else (),
        word=_find_word(after) or _find_word_of(before) or _find_list_word(after),
        listed=_LIST.match(after) is not None,
    )


def _find_word(after: str) -> str:
    """Give the words right after a name that say what kind of thing it is."""
    if not after[:1].isspace() or not after[1:2].isalpha():
        return ""
    words = after[1:48].split()[:3]
    for size in range(len(words), 0, -1):
        phrase = " ".join(words[:size]).rstrip(".,;:!?)’'\"”")
        phrase = phrase.removesuffix("'s").removesuffix("’s")
        if says_kind(phrase):
            return phrase
    return ""


def _find_word_of(before: str) -> str:
    """Give the words right before a name that do so: "the region of"."""
    found = _WORD_OF.search(before)
    if found is None:
        return ""
    words = found[1].split(" ")
    return next((phrase for phrase in (found[1], words[-1]) if says_kind(phrase)), "")


def _find_list_word(after: str) -> str:
    """Give the word at the end of a list that says what all of them are."""
    found = _LIST_WORD.match(after)
    if found is None:
        return ""
    word = f"{found[1][:-2]}y" if found[1].endswith("ie") else found[1]
    return word if says_kind(word) else ""


@lru_cache(maxsize=4096)
def says_kind(phrase: str) -> bool:
    """Whether words say what kind of place a name is: "military port", "region"."""
    if not phrase or not all(part.isalpha() for part in phrase.split(" ")):
        return False
    feature = split_feature(f"x {fold_name(phrase)}")
    return bool(feature.asked) and feature.stem == "x"


def _trim(name: str) -> str:
    return re.sub(r"['’]s$", "", name.strip()).rstrip(",")


def find_dateline(text: str) -> tuple[int, int, str]:
    """
    Give offsets of the place in a report's dateline, and its container; (0, 0, "") where it has none.

    >>> find_dateline("ALEXANDRIA, La. — A fire broke out.")
    (0, 10, 'La.')
    """
    found = _DATELINE.search(text, 0, 600)
    if found is None:
        return 0, 0, ""
    return found.start("place"), found.start("place") + len(found["place"].strip()), (found["holder"] or "").strip()


_RUN: Final = re.compile(rf"(?<![\w'’]){_PROPER}")


def find_runs(text: str) -> list[tuple[int, int]]:
    """Give the offsets of runs of capitalised words, which may be or hold names."""
    return [match.span() for match in _RUN.finditer(text)]
