"""Read a place text as a head name and what stands round it: containers, and what it is near."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from geo.names import fold_name, is_cjk, split_feature

_COMMAS = re.compile(r"[,;、，،()（）\[\]]|\s[-–—|]\s")
_NEAR = re.compile(
    r"\s(?:near to|near|close to|not far from|just outside|outside|next to|возле|под|около|біля|поблизу)\s",
    re.IGNORECASE,
)
# What is near is itself resolved with what it is near: no place needs more steps, and hostile texts have thousands.
_MOST_NEAR = 3
_OWNER = re.compile(r"^(.{2,}?)['’]s?\s+(.{2,})$")
_INSIDE = re.compile(r"\s(?:in the|inside|in|of the|of|at|within|on|в|у|de|del)\s", re.IGNORECASE)
_PART = re.compile(
    r"(?:the )?(?:far[- ])?"
    r"(?:(?:north|south)(?:[- ]?(?:east|west))?(?:ern)?|(?:east|west)(?:ern)?|central|occupied|upper|lower"
    r"|parts? of|areas? of|territory of|outskirts of)\s+(?:of\s+)?(?:the\s+)?(?P<whole>\S.*)",
    re.IGNORECASE,
)
# What is named by no more than where it lies.
_WORDS = frozenset(("airport", "international airport", "air base", "airbase", "military airport", "port", "seaport"))


@dataclass(frozen=True, slots=True)
class Reading:
    """One way to take a place text: the name itself, what holds it (inmost first), and what it is near."""

    head: str
    within: tuple[str, ...] = ()
    near: str = ""
    strict: bool = False
    """Whether the reading holds only if all that stands round the head is known."""


def read_place_text(text: str) -> Iterator[Reading]:
    """
    Give the ways to read a place text, the plainest first.

    Examples
    --------
    >>> next(read_place_text("Dunai, Primorsky Krai, Russia"))
    Reading(head='Dunai', within=('Primorsky Krai', 'Russia'), near='', strict=False)
    >>> list(read_place_text("Pyongyang's Sunan International Airport"))[1]
    Reading(head='Sunan International Airport', within=('Pyongyang',), near='', strict=True)
    """
    parts = [part.strip() for part in _COMMAS.split(text)] if not text.isalpha() else [text]
    parts = [part for part in parts if part]
    if not parts:
        return
    head, within, near = parts[0], tuple(parts[1:]), ""
    if " " in head:
        pieces = _NEAR.split(head, maxsplit=1)
        if len(pieces) == 2 and pieces[0].strip():
            head, near = pieces[0].strip(), pieces[1].strip()
            if len(_NEAR.findall(near)) > _MOST_NEAR:
                near = ""
    yield Reading(head, within, near)
    if " " in head:
        owner = _OWNER.match(head)
        if owner and ("'s " in head or "’s " in head or "s' " in head or "s’ " in head):
            yield Reading(owner[2], (owner[1], *within), near, strict=True)
        inside = _INSIDE.split(head, maxsplit=1)
        if len(inside) == 2 and all(part.strip() for part in inside):
            if fold_name(inside[0]).removeprefix("the ") in _WORDS:
                # "The airport in Goma" is Goma airport.
                yield Reading(
                    f"{inside[1].strip()} {inside[0].strip().removeprefix('the ')}", within, near, strict=True
                )
            yield Reading(inside[0].strip(), (inside[1].strip(), *within), near, strict=True)
    if len(parts) > 1 and not near:
        yield Reading(parts[-1], tuple(reversed(parts[:-1])), strict=True)
    words = head.split()
    if len(words) > 1:
        if is_cjk(fold_name(words[0])):
            yield Reading(words[-1], (*reversed(words[:-1]), *within), near, strict=True)
        feature = split_feature(fold_name(head))
        named = feature.stem.split(" ")
        if feature.asked in ("airport", "airbase", "port") and len(named) > 1:
            # "Moscow Vnukovo Airport": the first words hold the rest.
            for cut in range(1, len(named)):
                tail = f"{' '.join(named[cut:])} {feature.word}"
                yield Reading(tail, (" ".join(named[:cut]), *within), near, strict=True)


def find_whole(text: str) -> str:
    """
    Give the place of which a text names only a part ("eastern Ukraine"), empty where it names no part.

    >>> find_whole("occupied parts of Ukraine"), find_whole("Eastport")
    ('Ukraine', '')
    """
    part = _PART.fullmatch(text.strip())
    if part is None:
        return ""
    return find_whole(part["whole"]) or part["whole"]
