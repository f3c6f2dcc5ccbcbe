"""Group the mentions of an article by name and container, with what the text says beside each."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Final, NamedTuple

from geo.gazetteer import Gazetteer
from geo.names import fold_name
from geo.place import Mention
from geo.relations.relation import find_said
from geo.relations.surroundings import Around, find_dateline, read_around
from geo.resolution.aside import find_aside
from geo.resolution.coherence import Unit
from geo.resolution.containers import StatedParts, weigh_held, weigh_said, weigh_stated
from geo.resolution.home import find_home
from geo.resolution.senses import Name, find_name
from geo.resolution.weights import WEIGHTS, Weights

_HOME_WEIGHT, _MOST_MENTIONS = 1.0, 3
_COMMA: Final = 5
_LISTED: Final = re.compile(r"\s?(?:,|;|,?\s(?:and|or|&))\s(?:the\s|in\s)?")


class _Read(NamedTuple):
    """A mention with its name and what stands beside it."""

    mention: Mention
    name: Name
    within: tuple[str, ...]
    around: Around


@dataclass(slots=True)
class Article:
    """The units of an article, and which one each mention belongs to."""

    units: list[Unit]
    of_mentions: list[Unit]
    names: dict[int, Name]
    """By the id of a unit, as the next two."""
    stated: dict[int, dict[int, StatedParts]]
    """The parts that words beside the name add, by the number of the entry."""


def build_units(
    text: str,
    mentions: Sequence[Mention],
    *,
    gazetteer: Gazetteer,
    home: str,
    title: str,
    weights: Weights = WEIGHTS,
) -> Article:
    """Group the mentions by name and container, and add the names that the text holds besides."""
    dateline = find_dateline(text)
    read: list[_Read] = []
    for mention in mentions:
        around = read_around(text, start=mention.start, end=mention.end)
        name = find_name(mention.name or mention.text, around.word, gazetteer)
        within = (*name.within, *around.within)
        if mention.start == dateline[0] and dateline[2]:
            within = (*within, dateline[2])
        read.append(_Read(mention, name, within, around))
    by_key: dict[str, list[int]] = {}
    for position, one in enumerate(read):
        by_key.setdefault(one.name.key, []).append(position)
    of_mentions: list[Unit | None] = [None] * len(read)
    units: list[Unit] = []
    stated: dict[int, dict[int, StatedParts]] = {}
    names: dict[int, Name] = {}
    for positions in by_key.values():
        for group in _split_by_container(positions, read):
            name = read[group[0]].name
            within = max((read[p].within for p in group), key=len)
            inside = tuple(
                dict.fromkeys(said for p in group for said in (*read[p].around.inside, *read[p].around.near))
            )
            unit = Unit(
                key=name.key,
                senses=name.senses,
                weight=min(len(group), _MOST_MENTIONS) ** 0.5 if name.senses else 0.0,
                around=name.around,
            )
            parts = weigh_stated(
                name.senses,
                within=within,
                inside=inside,
                defined=tuple(dict.fromkeys(said for p in group for said in read[p].around.defined)),
                listed=any(read[p].around.listed for p in group),
                gazetteer=gazetteer,
                weights=weights,
            )
            unit.stated = [sum(part.values()) for part in parts]
            stated[id(unit)] = {sense.number: part for sense, part in zip(name.senses, parts, strict=True)}
            names[id(unit)] = name
            units.append(unit)
            for position in group:
                of_mentions[position] = unit
    found = [unit for unit in of_mentions if unit is not None]
    for holder, held in _pair_containers(text, read, found):
        _gain(holder, stated, weigh_held(holder.senses, held.senses, text=held.key, weights=weights))
    for (before, head), (after, anchor) in pairwise(zip(read, found, strict=True)):
        relation = find_said(text[before.mention.end : after.mention.start]) if head is not anchor else None
        if relation is not None:
            said = weigh_said(head.senses, anchor.senses, relation, text=after.mention.text, weights=weights)
            _gain(head, stated, said)
    for (before, first), (after, second) in pairwise(zip(read, found, strict=True)):
        between = text[before.mention.end : after.mention.start]
        if first is not second and _LISTED.fullmatch(between):
            first.beside.append(second)
            second.beside.append(first)
    known = set(by_key)
    units += find_aside(text, mentions, known=known, gazetteer=gazetteer, title=title)
    for key, senses in find_home(home, gazetteer) if home else ():
        # A paper called after the town of which it writes says nothing new of that name.
        if all(unit.key != key for unit in units):
            units.append(Unit(key, senses, _HOME_WEIGHT, around=find_name(key, "", gazetteer).around))
    return Article(units, found, names, stated)


def _gain(unit: Unit, stated: dict[int, dict[int, StatedParts]], gained: list[StatedParts]) -> None:
    """Add named parts to the senses of a unit, each once however often the text says so."""
    for position, part in enumerate(gained):
        known = stated[id(unit)][unit.senses[position].number]
        new = {key: value for key, value in part.items() if key not in known}
        known.update(new)
        unit.stated[position] += sum(new.values())


def _pair_containers(text: str, read: list[_Read], units: list[Unit]) -> list[tuple[Unit, Unit]]:
    """Give the units whose mentions stand as container and held name: "Atlanta, Georgia"."""
    pairs = []
    for (before, held), (after, holder) in pairwise(zip(read, units, strict=True)):
        between = text[before.mention.end : after.mention.start]
        if holder is not held and between.strip(" .\n") == "," and len(between) < _COMMA:
            pairs.append((holder, held))
    return list(dict.fromkeys(pairs))


def _split_by_container(positions: list[int], read: list[_Read]) -> list[list[int]]:
    """Put mentions of one name together, but apart where the text gives them different containers."""
    groups: dict[str, list[int]] = {}
    bare: list[int] = []
    for position in positions:
        within = read[position].within
        if within:
            groups.setdefault(fold_name(within[0]), []).append(position)
        else:
            bare.append(position)
    if not groups:
        return [positions]
    for position in bare:
        before = [(group[0], key) for key, group in groups.items() if group[0] < position]
        key = max(before)[1] if before else next(iter(groups))
        groups[key].append(position)
    return list(groups.values())
