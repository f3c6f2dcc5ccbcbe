"""Find the names in an article that are no mentions but tell where it is at home."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Sequence
from functools import lru_cache

from geo.gazetteer import Gazetteer
from geo.names import fold_name, split_feature
from geo.place import Mention
from geo.relations.surroundings import find_runs
from geo.resolution.coherence import Unit
from geo.resolution.senses import Sense, find_name

_WEIGHT, _MOST_TIMES = 0.7, 3
# A town that is no mention tells something only when it has so many people; more where the name is not its own.
_LEAST_ASIDE, _LEAST_ALSO = 50_000, 500_000


def find_aside(
    text: str, mentions: Sequence[Mention], *, known: set[str], gazetteer: Gazetteer, title: str
) -> list[Unit]:
    """Find names of areas and bigger towns that are no mentions but tell where the article is at home."""
    starts = sorted(mention.start for mention in mentions)
    ends = sorted(mention.end for mention in mentions)
    found: Counter[str] = Counter()
    towns: set[str] = set()
    for whole in (text, title):
        for start, end in find_runs(whole):
            if whole is text and bisect_left(starts, end) > bisect_right(ends, start):
                continue  # More mentions begin before its end than end before its beginning: one overlaps.
            run = whole[start:end].removesuffix("'s").removesuffix("’s")
            for piece in dict.fromkeys((run, *run.split(" and "))):
                parts = _list_parts(piece.split(" "))
                found.update(key for key in parts if key not in known)
                towns.update(parts[:1])
    units = []
    for key, count in found.items():
        senses = _find_aside_senses(key, gazetteer, towns=key in towns)
        if senses:
            units.append(Unit(key, senses, _WEIGHT * min(count, _MOST_TIMES) ** 0.5))
    return units


def _list_parts(words: list[str]) -> list[str]:
    whole = fold_name(" ".join(words))
    parts = [whole]
    if len(words) > 1:
        parts += [fold_name(words[0]), fold_name(" ".join(words[:2])), fold_name(words[-1])]
    return [part for part in dict.fromkeys(parts) if len(part) > 3]


@lru_cache(maxsize=16384)
def _find_aside_senses(key: str, gazetteer: Gazetteer, *, towns: bool) -> tuple[Sense, ...]:
    """Give the areas that a name may mean and, with `towns`, the bigger settlements of just that name."""
    # Most capitalised words are no names of places; only for those that are is it worth to weigh all senses.
    if not gazetteer.find_matches(key) and not gazetteer.find_demonyms(key):
        return ()
    counties = split_feature(key).asked == "district"
    return tuple(
        sense
        for sense in find_name(key, "", gazetteer).senses
        if sense.kind in ("country", "admin1")
        or (sense.kind == "admin2" and counties)
        or (
            sense.kind == "place"
            and towns
            and gazetteer.sizes[sense.number] >= (_LEAST_ASIDE if sense.own else _LEAST_ALSO)
        )
    )
