"""Guess from a paper's name, host or dateline where its articles are at home."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Final

from geo.candidates.query import read_place_text
from geo.gazetteer import PRIMARY, Gazetteer
from geo.names import fold_name
from geo.relations.surroundings import find_runs
from geo.resolution.senses import Sense, find_name

_HOST: Final = re.compile(r"(?:https?://)?((?:[a-z0-9\-]+\.)+[a-z]{2,})(?:[/:].*)?", re.IGNORECASE)
_PLAIN: Final = frozenset(("www", "com", "co", "org", "net", "edu", "gov", "info", "news", "m", "ac", "online", "web"))
# Country codes that are used as if they stood for something else.
_BORROWED: Final = frozenset(("tv", "fm", "ai", "io", "me", "la", "cc", "ws", "to", "ly", "gg"))
_SAME: Final = {"uk": "gb"}
_LEAST_LETTERS, _LEAST_PEOPLE = 5, 3000
_FILLERS: Final = ("the", "my", "daily", "news", "online", "thisis", "post", "times", "weekly", "city", "local")


@lru_cache(maxsize=1024)
def find_home(home: str, gazetteer: Gazetteer) -> tuple[tuple[str, tuple[Sense, ...]], ...]:
    """
    Give the folded names that a paper's home may have, each with its senses.

    Parameters
    ----------
    home
        A host name ("athensreview.com"), a publisher ("The Athens Review"), both, or a place ("Athens, Texas").

    Examples
    --------
    >>> from geo.gazetteer import open_gazetteer
    >>> [key for key, _ in find_home("www.richmondandtwickenhamtimes.co.uk", open_gazetteer())]
    ['united kingdom', 'richmond']
    """
    home = home.strip()
    hosts = [host[1].lower() for host in map(_HOST.fullmatch, home.split()) if host is not None]
    if hosts:
        home = " ".join(word for word in home.split() if not _HOST.fullmatch(word))
    found = [one for host in hosts for one in _read_host(host, gazetteer)]
    if home:
        found += _read_publisher(home, gazetteer)
    return tuple({key: (key, senses) for key, senses in reversed(found)}.values())[::-1]


def _read_publisher(home: str, gazetteer: Gazetteer) -> list[tuple[str, tuple[Sense, ...]]]:
    reading = next(read_place_text(home), None)
    if reading is not None and reading.within:
        keys = [fold_name(reading.head), *map(fold_name, reading.within)]
    else:
        keys = []
        for start, end in find_runs(home):
            words = home[start:end].split(" ")
            parts = [fold_name(" ".join(words[a:b])) for a in range(len(words)) for b in range(len(words), a, -1)]
            keys += [next((key for key in parts if _is_town(key, gazetteer)), "")]
    return _look_up([key for key in keys if key], gazetteer)


def _read_host(host: str, gazetteer: Gazetteer) -> list[tuple[str, tuple[Sense, ...]]]:
    labels = host.split(".")
    keys: list[str] = []
    code = _SAME.get(labels[-1], labels[-1])
    country = gazetteer.find_country(code.upper()) if len(code) == 2 and code not in _BORROWED else None
    if country is not None:
        keys.append(fold_name(gazetteer.read_name(country)))
    for label in labels[:-1]:
        if label not in _PLAIN:
            keys += [key for key in (_find_town(part, gazetteer) for part in label.split("-")) if key]
    return _look_up(keys, gazetteer)


def _find_town(label: str, gazetteer: Gazetteer) -> str:
    """Give the longest name that a label begins or ends with."""
    for filler in _FILLERS:
        if label.startswith(filler) and len(label) - len(filler) >= _LEAST_LETTERS:
            label = label.removeprefix(filler)
    for size in range(len(label), _LEAST_LETTERS - 1, -1):
        for part in dict.fromkeys((label[:size], label[-size:])):
            if _is_town(part, gazetteer):
                return part
            for cut in range(2, size - 2):
                spaced = f"{part[:cut]} {part[cut:]}"
                if _is_town(spaced, gazetteer):
                    return spaced
    return ""


def _is_town(key: str, gazetteer: Gazetteer) -> bool:
    if len(key) < _LEAST_LETTERS:
        return False
    for match in gazetteer.find_matches(key):
        number = match & ~PRIMARY
        if match & PRIMARY and (gazetteer.kind_of(number) != "place" or gazetteer.sizes[number] >= _LEAST_PEOPLE):
            return True
    return False


def _look_up(keys: list[str], gazetteer: Gazetteer) -> list[tuple[str, tuple[Sense, ...]]]:
    found = []
    for key in dict.fromkeys(keys):
        senses = tuple(sense for sense in find_name(key, "", gazetteer).senses if sense.own)
        if senses:
            found.append((key, senses))
    return found
