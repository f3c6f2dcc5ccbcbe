"""
Toponyms found in two corpora of news: exact and overlapping spans, and the speed.

The rules were fitted on odd-numbered articles, counted from 1 in the order of
the file; the figures are of the even-numbered ones. Counted are annotated
toponyms with coordinates. A span is exact when both ends agree, give or take
one character (the stop of an abbreviation). End to end, a toponym is right
when a mention of the same span was resolved to a place within 161 km or to the
same GeoNames id; counted are all annotated toponyms, found or not. The
resolver knows the headline and the host name of the paper. Seconds are those
of one core.
"""

from __future__ import annotations

import sys
import time
from collections import Counter
from collections.abc import Iterable, Sequence
from typing import NamedTuple

from geo.gazetteer import Gazetteer, distance_km, open_gazetteer
from geo.mentions import find_mentions
from geo.place import Mention
from geo.resolution.article import resolve_mentions
from tests.bench.corpora import VARIABLE, GoldArticle, GoldToponym, find_corpora, read_articles

# Floor and goal of finding (exact F1), and of finding and resolving (right of all).
CORPORA = (
    ("LGL", "lgl.xml", (0.77, 0.82), (0.66, 0.75)),
    ("TR-News", "TR-News.xml", (0.87, 0.91), (0.82, 0.88)),
)
SPEED_KB = 600
WITHIN_KM = 161


class Score(NamedTuple):
    """Precision, recall and their harmonic mean."""

    precision: float
    recall: float
    f1: float


def main(argument: str = "") -> int | None:
    """Print the figures; 1 when a floor or the speed is missed, None where the corpora are not there."""
    folder = find_corpora(argument)
    if folder is None:
        print(f"skipped: no corpora; name their folder in {VARIABLE}")
        return None
    missed = 0
    with open_gazetteer() as gazetteer:
        find_mentions("Paris", gazetteer=gazetteer)
        for name, file, finding, placing in CORPORA:
            articles = read_articles(folder / file)
            for half, chosen in (("odd", articles[0::2]), ("even", articles[1::2])):
                start = time.process_time()
                found = [find_mentions(article.text, gazetteer=gazetteer) for article in chosen]
                seconds = time.process_time() - start
                speed = sum(len(article.text) for article in chosen) / 1000 / seconds
                exact, overlap = score_exact(chosen, found), score_overlap(chosen, found)
                start = time.process_time()
                right = score_places(chosen, found, gazetteer)
                both = sum(len(article.text) for article in chosen) / 1000 / (seconds + time.process_time() - start)
                print(
                    f"{name} {half}: {len(chosen)} articles; exact F1 {exact.f1:.3f} "
                    f"(precision {exact.precision:.3f}, recall {exact.recall:.3f}); "
                    f"overlap F1 {overlap.f1:.3f}; {speed:.0f} kB/s; "
                    f"found and placed right {right:.3f} of all; {both:.0f} kB/s with resolving"
                )
                if half == "even":
                    print(f"  exact F1: floor {finding[0]}, goal {finding[1]}; at least {SPEED_KB} kB/s")
                    print(f"  placed right: floor {placing[0]}, goal {placing[1]}")
                    missed += exact.f1 < finding[0] or right < placing[0] or speed < SPEED_KB
    return 1 if missed else 0


def score_places(articles: Sequence[GoldArticle], found: Sequence[Sequence[Mention]], gazetteer: Gazetteer) -> float:
    """Give the share of all annotated toponyms that were found and resolved to the right place."""
    right = wanted = 0
    for article, mentions in zip(articles, found, strict=True):
        resolutions = resolve_mentions(
            article.text, list(mentions), gazetteer=gazetteer, home=article.domain, title=article.title
        )
        wanted += len(article.placed)
        for m, t in pair(mentions, article.placed, agree=is_exact):
            place, toponym = resolutions[m].place, article.placed[t]
            if place is None or toponym.lonlat is None:
                continue
            same = bool(place.geonames_id) and place.geonames_id == toponym.geonames_id
            right += same or distance_km((place.lon, place.lat), toponym.lonlat) <= WITHIN_KM
    return right / max(1, wanted)


def is_exact(mention: Mention, toponym: GoldToponym) -> bool:
    """Whether two spans agree, give or take one character at each end."""
    return abs(mention.start - toponym.start) <= 1 and abs(mention.end - toponym.end) <= 1


def overlaps(mention: Mention, toponym: GoldToponym) -> bool:
    """Whether two spans share a character."""
    return mention.start < toponym.end and toponym.start < mention.end


def pair(mentions: Sequence[Mention], toponyms: Sequence[GoldToponym], *, agree) -> list[tuple[int, int]]:
    """Pair mentions with toponyms, each once, in the order of the text."""
    free, pairs = set(range(len(toponyms))), []
    for m, mention in enumerate(mentions):
        for t in sorted(free):
            if agree(mention, toponyms[t]):
                free.discard(t)
                pairs.append((m, t))
                break
    return pairs


def score_exact(articles: Sequence[GoldArticle], found: Sequence[Sequence[Mention]]) -> Score:
    """Score spans that agree."""
    return _score(articles, found, is_exact)


def score_overlap(articles: Sequence[GoldArticle], found: Sequence[Sequence[Mention]]) -> Score:
    """Score spans that share a character."""
    return _score(articles, found, overlaps)


def _score(articles: Sequence[GoldArticle], found: Iterable[Sequence[Mention]], agree) -> Score:
    right = wanted = came = 0
    for article, mentions in zip(articles, found, strict=True):
        placed = article.placed
        right += len(pair(mentions, placed, agree=agree))
        wanted += len(placed)
        came += len(mentions)
    return Score(right / max(1, came), right / max(1, wanted), 2 * right / max(1, came + wanted))


def list_misses(articles: Sequence[GoldArticle], found: Sequence[Sequence[Mention]]) -> tuple[Counter, Counter]:
    """Count the texts found wrongly, and those missed; used on odd-numbered articles only."""
    wrong: Counter[str] = Counter()
    missed: Counter[str] = Counter()
    for article, mentions in zip(articles, found, strict=True):
        placed = article.placed
        pairs = pair(mentions, placed, agree=is_exact)
        wrong.update(m.text for n, m in enumerate(mentions) if n not in {a for a, _ in pairs})
        missed.update(t.text for n, t in enumerate(placed) if n not in {b for _, b in pairs})
    return wrong, missed


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:2]))
