"""
Toponyms found in two corpora of news: exact and overlapping spans, and the speed.

The rules were fitted on odd-numbered articles, counted from 1 in the order of
the file; the figures are of the even-numbered ones. Counted are annotated
toponyms with coordinates. A span is exact when both ends agree, give or take
one character (the stop of an abbreviation). Seconds are those of one core.
"""

from __future__ import annotations

import sys
import time
from collections import Counter
from collections.abc import Iterable, Sequence
from typing import NamedTuple

from geo.gazetteer import open_gazetteer
from geo.mentions import find_mentions
from geo.place import Mention
from tests.bench.corpora import VARIABLE, GoldArticle, GoldToponym, find_corpora, read_articles

CORPORA = (("LGL", "lgl.xml", 0.77, 0.82), ("TR-News", "TR-News.xml", 0.87, 0.91))
SPEED_KB = 600


class Score(NamedTuple):
    """Precision, recall and their harmonic mean."""

    precision: float
    recall: float
    f1: float


def main(argument: str = "") -> int:
    """Print the figures; 1 when a floor or the speed is missed, 0 also where the corpora are not there."""
    folder = find_corpora(argument)
    if folder is None:
        print(f"skipped: no corpora; name their folder in {VARIABLE}")
        return 0
    missed = 0
    with open_gazetteer() as gazetteer:
        find_mentions("Paris", gazetteer=gazetteer)
        for name, file, floor, goal in CORPORA:
            articles = read_articles(folder / file)
            for half, chosen in (("odd", articles[0::2]), ("even", articles[1::2])):
                start = time.process_time()
                found = [find_mentions(article.text, gazetteer=gazetteer) for article in chosen]
                seconds = time.process_time() - start
                speed = sum(len(article.text) for article in chosen) / 1000 / seconds
                exact, overlap = score_exact(chosen, found), score_overlap(chosen, found)
                print(
                    f"{name} {half}: {len(chosen)} articles; exact F1 {exact.f1:.3f} "
                    f"(precision {exact.precision:.3f}, recall {exact.recall:.3f}); "
                    f"overlap F1 {overlap.f1:.3f}; {speed:.0f} kB/s"
                )
                if half == "even":
                    print(f"  floor {floor}, goal {goal}, speed {SPEED_KB} kB/s")
                    missed += exact.f1 < floor or speed < SPEED_KB
    return 1 if missed else 0


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
