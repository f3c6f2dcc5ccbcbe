"""Read what places a text describes by others: "30 km north of X", "between X and Y", "the X–Y road", "off X"."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Final, Literal

from geo.relations.surroundings import says_kind

RelationKind = Literal["near", "offset", "direction", "distance", "between", "road", "off", "border"]

_DIRECTIONS: Final = {
    "north": 0.0, "north-northeast": 22.5, "northeast": 45.0, "east-northeast": 67.5, "east": 90.0,
    "east-southeast": 112.5, "southeast": 135.0, "south-southeast": 157.5, "south": 180.0, "south-southwest": 202.5,
    "southwest": 225.0, "west-southwest": 247.5, "west": 270.0, "west-northwest": 292.5, "northwest": 315.0,
    "north-northwest": 337.5,
}  # fmt: skip
_LETTERS: Final = {
    "".join(part[0] for part in re.findall("north|south|east|west", name)).upper(): degrees
    for name, degrees in _DIRECTIONS.items()
}
_UNITS: Final = {"km": 1000.0, "k": 1000.0, "mi": 1609.344, "m": 1.0, "n": 1852.0, "ft": 0.3048}
_NUMBERS: Final = {
    "a": 1.0, "an": 1.0, "one": 1.0, "two": 2.0, "three": 3.0, "four": 4.0, "five": 5.0, "six": 6.0, "seven": 7.0,
    "eight": 8.0, "nine": 9.0, "ten": 10.0, "twelve": 12.0, "fifteen": 15.0, "twenty": 20.0, "thirty": 30.0,
    "forty": 40.0, "fifty": 50.0, "sixty": 60.0, "seventy": 70.0, "eighty": 80.0, "ninety": 90.0, "a hundred": 100.0,
    "half a": 0.5, "a few": 4.0, "several": 6.0, "a couple of": 2.0, "a dozen": 12.0, "dozens of": 40.0,
}  # fmt: skip
_NUMBER: Final = (
    r"(?P<number>\d{1,3}(?:,\d{3})+|\d+(?:[.,]\d+)?|"
    + "|".join(sorted(map(re.escape, _NUMBERS), key=len, reverse=True))
    + r")(?:[-–]\d+)?"
)
_UNIT: Final = (
    r"[\s-]?(?P<unit>km|kms|kilomet(?:er|re)s?|miles?|mi|nautical\smiles?|nmi|met(?:er|re)s?|m|feet|ft)\b\.?"
    r"(?:\s\([^()]{1,30}\))?"
)
_WIND: Final = (
    r"(?:due\s)?(?P<wind>(?:(?:north|south|east|west)[-\s]?){1,3}|[NSEW]{1,3}(?=\s))(?:ern\s(?:side|part|outskirts))?"
)
_ABOUT: Final = (
    r"(?:(?:at\s)?(?:some|about|around|roughly|approximately|nearly|almost|just|over|more\sthan|less\sthan|up\sto|within"
    r"|a\spoint|an\sarea|a\sspot|a\splace|lying|located|situated|only|another|barely)\s)*"
)
_KIND_OF: Final = (
    r"(?:the\s(?:[a-z]+\s)?(?:city|town|village|capital|port|centre|center|settlement)\sof\s|the\s|downtown\s)?"
)
_PREFIXES: Final[tuple[tuple[RelationKind, str], ...]] = (
    ("offset", rf"{_ABOUT}{_NUMBER}{_UNIT}\s(?:to\sthe\s)?{_WIND}\s?(?:of|from)\s{_KIND_OF}"),
    ("off", rf"{_ABOUT}{_NUMBER}{_UNIT}\soff\s(?:the\s(?:[a-z]+\s)?coast\sof\s)?{_KIND_OF}"),
    ("distance", rf"{_ABOUT}{_NUMBER}{_UNIT}\s(?:away\sfrom|from|outside(?:\sof)?|out\sof|short\sof|of)\s{_KIND_OF}"),
    ("off", rf"(?:in\s(?:the\s)?(?:waters|sea)\s)?off\s(?:the\s(?:[a-z]+\s)?coast\s(?:of|near)\s)?{_KIND_OF}"),
    ("direction", rf"(?:just\s|far\s)?(?:to\sthe\s)?{_WIND}\s?of\s{_KIND_OF}"),
    (
        "near",
        r"(?:somewhere\s|an\sarea\s|areas?\s)?(?:near(?:\sto)?|close\sto|not\sfar\sfrom|just\soutside|outside(?:\sof)?|next\sto"
        rf"|around|in\sthe\s(?:vicinity|area|outskirts|suburbs)\sof|on\sthe\soutskirts\sof)\s{_KIND_OF}",
    ),
)  # fmt: skip
_WAY: Final = r"(?:road|highway|motorway|expressway|railway|rail\sline|railroad|route|axis|corridor|pipeline|line)"
_BORDER: Final = r"(?:border|frontier|boundary)"
# Before the first name, between the two, behind the second.
_PAIRS: Final[tuple[tuple[RelationKind, str, str, str], ...]] = (
    (
        "road",
        rf"(?:on\s|along\s)?(?:the\s)?{_WAY}\s(?:from|between|linking|connecting|that\slinks)\s",
        r"\s(?:to|and|with)\s",
        "",
    ),
    ("border", rf"(?:on\s|at\s|along\s|near\s)?(?:the\s)?{_BORDER}\s(?:of|between)\s", r"\s(?:and|with)\s", ""),
    ("between", r"(?:half\s?way\s|midway\s|somewhere\s)?between\s(?:the\s[a-z]+\sof\s)?", r"\sand\s", ""),
    ("border", r"(?:on\s|at\s|along\s|near\s)?(?:the\s)?", r"(?:['’]s?)?\s(?:border|frontier)\swith\s", ""),
    ("border", r"(?:on\s|at\s|along\s|near\s)?(?:the\s)?", r"\s?[-–—/]\s?", rf"\s{_BORDER}"),
    ("road", r"(?:on\s|along\s)?(?:the\s)?", r"(?:\s?[-–—/]\s?|\sto\s)", rf"\s{_WAY}"),
)  # fmt: skip
# Only what holds one of these words is worth trying.
_TRIGGER: Final = re.compile(
    r"\b(?:near|close|not far|outside|next to|around|vicinity|outskirts|suburbs|between|off|of|from"
    rf"|{_WAY}|{_BORDER})\b",
    re.IGNORECASE,
)
_FULL: Final = tuple((kind, re.compile(rf"{prefix}(?P<a>\S.*)", re.IGNORECASE)) for kind, prefix in _PREFIXES)
_FULL_PAIRS: Final = tuple(
    (kind, re.compile(rf"{before}(?P<a>[^,]+?){between}(?P<b>\S.*?){after}", re.IGNORECASE))
    for kind, before, between, after in _PAIRS
)
_BEFORE: Final = tuple((kind, re.compile(rf"(?<!\w){prefix}$", re.IGNORECASE)) for kind, prefix in _PREFIXES)
_ROUND_PAIRS: Final = tuple(
    (
        kind,
        re.compile(rf"(?<!\w){before}$", re.IGNORECASE),
        re.compile(between),
        re.compile(rf"{after}\b" if after else ""),
    )
    for kind, before, between, after in _PAIRS
)
# The words right before the name in all of these.
_LAST_WORDS: Final = frozenset(
    ("of", "from", "near", "to", "outside", "off", "around", "the", "coast", "city", "town", "downtown")
)
_LONGEST: Final = 110
_THING: Final = r"(?:town|city|village|settlement|hamlet|district|suburb|port|base|camp|region|community)"
_LINK: Final = re.compile(
    r"(?:\s?[,(]\s?|\s)(?:(?:which|that)\s)?(?:(?:is|lies|lay|was|stands|sits)\s)?"
    rf"(?:(?:located|situated|about|some|just)\s)*(?:(?:an?|the)\s(?:\w+\s){{0,2}}{_THING}\s)?"
)


@dataclass(frozen=True, slots=True)
class Relation:
    """
    What a text says of a place by naming others.

    `anchors` are the texts of the names, one or two; `distance_m` is None
    where none is stated, `bearing` (degrees from north, clockwise) likewise.
    """

    kind: RelationKind
    anchors: tuple[str, ...]
    distance_m: float | None = None
    bearing: float | None = None


def read_relation(text: str) -> Relation | None:
    """
    Read a place text that names no place of its own; None where it is no such text.

    Examples
    --------
    >>> read_relation("30 km north of Kursk, Russia")
    Relation(kind='offset', anchors=('Kursk, Russia',), distance_m=30000.0, bearing=0.0)
    >>> read_relation("the Kyiv–Zhytomyr highway").anchors
    ('Kyiv', 'Zhytomyr')
    >>> read_relation("Kursk") is None
    True
    """
    text = " ".join(text.split())
    if len(text) > 300 or not _TRIGGER.search(text):
        return None
    for kind, pattern in _FULL_PAIRS:
        found = pattern.fullmatch(text)
        if found is not None and found["a"][:1].isupper() and found["b"][:1].isupper():
            return Relation(kind, (found["a"].strip(), found["b"].strip()))
    for kind, pattern in _FULL:
        found = pattern.fullmatch(text)
        if found is not None and found["a"][:1].isupper():
            return build_relation(kind, (found["a"].strip(),), found.groupdict())
    return None


def find_before(before: str) -> tuple[RelationKind, re.Match[str]] | None:
    """Find the relation whose words end where a name begins; `before` is the text up to there."""
    before = before[-_LONGEST:]
    words = before.rsplit(None, 1)
    if len(words) < 2 or words[1].lower() not in _LAST_WORDS:
        return None
    for kind, pattern in _BEFORE:
        found = pattern.search(before)
        if found is not None:
            return kind, found
    return None


def find_said(between: str) -> Relation | None:
    """
    Find what is said of a name by the next one, from the text between the two.

    >>> find_said(", a town 45 km south-east of ")
    Relation(kind='offset', anchors=(), distance_m=45000.0, bearing=135.0)
    >>> find_said(" fell to soldiers from ") is None
    True
    """
    if len(between) > _LONGEST:
        return None
    found = find_before(between)
    if found is None:
        return None
    kind, match = found
    link = between[: match.start()]
    if _LINK.fullmatch(link) is None and not (link.strip() and says_kind(link.strip())):
        return None
    return build_relation(kind, (), match.groupdict())


def find_pair(before: str, between: str, after: str) -> tuple[RelationKind, int, int] | None:
    """Find the relation of two names; gives its kind and how far it reaches before the first and behind the second."""
    for kind, first, middle, last in _ROUND_PAIRS:
        if middle.fullmatch(between) is None:
            continue
        head, tail = first.search(before), last.match(after)
        if head is not None and tail is not None:
            return kind, len(head[0].lstrip()), tail.end()
    return None


def build_relation(kind: RelationKind, anchors: tuple[str, ...], groups: dict[str, str | None]) -> Relation:
    """Give a relation from what its words matched."""
    number, unit, wind = groups.get("number"), groups.get("unit"), groups.get("wind")
    distance = None
    if number and unit:
        distance = round(_read_number(number) * _read_unit(unit), 1)
    return Relation(kind, anchors, distance, _read_wind(wind) if wind else None)


def _read_number(text: str) -> float:
    words = text.lower()
    if words in _NUMBERS:
        return _NUMBERS[words]
    return float(re.sub(r",(?=\d{3}\b)", "", words).replace(",", "."))


def _read_unit(text: str) -> float:
    unit = text.lower()
    if unit.startswith("n"):
        return _UNITS["n"]
    if unit.startswith("k"):
        return _UNITS["km"]
    if unit.startswith("mi"):
        return _UNITS["mi"]
    return _UNITS["ft"] if unit.startswith("f") else _UNITS["m"]


def _read_wind(text: str) -> float | None:
    if text in _LETTERS:
        return _LETTERS[text]
    parts = re.findall("north|south|east|west", text.lower())
    for size in range(min(3, len(parts)), 0, -1):
        name = "".join(parts[:size]) if size < 3 else f"{parts[0]}-{''.join(parts[1:])}"
        if name in _DIRECTIONS:
            return _DIRECTIONS[name]
    return None
