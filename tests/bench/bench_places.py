"""
Measure the resolver on annotated news: accuracy within 161 km, mean error, share answered, mentions a second.

    python -m tests.bench places
    python tests/bench/bench_places.py [--odd] [--misses] [--thresholds]

Reads LGL and TR-News (or other corpora in their form) from the folder that
``DATELINE_CORPORA`` names, by default ``../shared/corpora`` beside the
checkout; without them it says so and measures only names from all over the
world. The gold names are given. Tuned on odd-numbered articles (counted from 1
in the order of the file); the figures are of the even ones.
"""

from __future__ import annotations

import math
import sys
import time
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

from geo.gazetteer import Gazetteer, distance_km, open_gazetteer
from geo.place import Mention
from geo.resolution.article import ENOUGH, Resolution, resolve_mentions
from tests.bench.corpora import VARIABLE, GoldArticle, GoldToponym, find_corpora, read_articles
from tests.bench.worldwide import draw_articles

WITHIN_KM = 161
NAMES = ("lgl.xml", "TR-News.xml")
FARTHEST_KM = 20_038
PUBLISHED = {"lgl": 82.7, "TR-News": 87.3}
FLOORS = {"lgl": (87.0, 83.0, 350.0), "TR-News": (90.0, 87.0, None)}
GOALS = {"lgl": (91.0, 88.0, 280.0), "TR-News": (95.0, 92.0, None)}
THRESHOLDS = (0.0, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9, 0.95)
# Of processor time, since the machines are shared.
MENTIONS_A_SECOND = 2000

Resolver = Callable[[GoldArticle, list[Mention]], list[Resolution]]


@dataclass(slots=True)
class Miss:
    article: GoldArticle
    toponym: GoldToponym
    resolution: Resolution
    error_km: float | None
    """None where it was left unresolved."""


@dataclass(slots=True)
class Score:
    """How a resolver did on the toponyms of some articles."""

    errors_km: list[float] = field(default_factory=list)
    right: int = 0
    unresolved: int = 0
    seconds: float = 0.0
    misses: list[Miss] = field(default_factory=list)

    @property
    def count(self) -> int:
        return len(self.errors_km) + self.unresolved

    def figures(self) -> dict[str, float]:
        """Give the figures of the table; AUC is the area under the curve of log errors of those answered, 0 is best."""
        answered = max(1, len(self.errors_km))
        logs = [math.log(error + 1) / math.log(FARTHEST_KM + 1) for error in self.errors_km]
        return {
            "mentions": self.count,
            "of answered": round(100 * self.right / answered, 1),
            "of all": round(100 * self.right / max(1, self.count), 1),
            "mean error km": round(sum(self.errors_km) / answered),
            "AUC": round(sum(logs) / answered, 3),
            "unresolved": round(100 * self.unresolved / max(1, self.count), 1),
            "a second": round(self.count / self.seconds) if self.seconds else 0,
        }


def score_articles(articles: Iterable[GoldArticle], resolver: Resolver) -> Score:
    """Resolve the toponyms of each article together and compare with the gold ones."""
    score = Score()
    for article in articles:
        mentions = [Mention(t.start, t.end, t.text) for t in article.placed]
        begin = time.process_time()
        resolutions = resolver(article, mentions)
        score.seconds += time.process_time() - begin
        for toponym, resolution in zip(article.placed, resolutions, strict=True):
            place = resolution.place
            if place is None:
                score.unresolved += 1
                score.misses.append(Miss(article, toponym, resolution, None))
                continue
            same = bool(place.geonames_id) and place.geonames_id == toponym.geonames_id
            assert toponym.lonlat is not None
            error = 0.0 if same else distance_km((place.lon, place.lat), toponym.lonlat)
            score.errors_km.append(error)
            if error <= WITHIN_KM:
                score.right += 1
            else:
                score.misses.append(Miss(article, toponym, resolution, error))
    return score


def make_resolver(gazetteer: Gazetteer, *, home: bool, enough: float = ENOUGH) -> Resolver:
    """Give a resolver that knows the text alone, or the headline and the host name of the paper as well."""

    def resolve(article: GoldArticle, mentions: Sequence[Mention]) -> list[Resolution]:
        return resolve_mentions(
            article.text,
            mentions,
            gazetteer=gazetteer,
            home=article.domain if home else "",
            title=article.title if home else "",
            enough=enough,
        )

    return resolve


def find_table(
    articles: list[GoldArticle], gazetteer: Gazetteer, *, home: bool
) -> list[tuple[float, dict[str, float]]]:
    """Give the figures for some thresholds: what is gained by leaving more unresolved."""
    rows = []
    for enough in THRESHOLDS:
        resolver = make_resolver(gazetteer, home=home, enough=enough)
        rows.append((enough, score_articles(articles, resolver).figures()))
    return rows


def print_misses(score: Score) -> None:
    """Print what was wrong or left unresolved, one a line, to see classes of it."""
    for miss in score.misses:
        gold, place = miss.toponym, miss.resolution.place
        taken = f"{place.name}, {place.admin1}, {place.country}" if place else miss.resolution.why
        error = "unresolved" if miss.error_km is None else f"{miss.error_km:.0f} km"
        text = miss.article.text[max(0, gold.start - 60) : gold.end + 40].replace("\n", " ")
        print(f"  {miss.article.id} {miss.article.domain} | {gold.text} {gold.sort} | {error} | {taken} | {text}")


def print_score(title: str, figures: dict[str, float]) -> None:
    """Print the figures of a row, one line."""
    print(f"{title:34}" + "  ".join(f"{name} {value:,}" for name, value in figures.items()), flush=True)


def main() -> int:
    """Print the figures; 1 when a floor is missed, also where there are no corpora to see it by."""
    odd = "--odd" in sys.argv
    folder = find_corpora()
    if folder is None:
        print(f"no corpora; name the folder that holds {' and '.join(NAMES)} in {VARIABLE} to measure on news")
    paths = sorted(folder.glob("*.xml"), key=lambda path: (path.name not in NAMES, path.name)) if folder else []
    gazetteer = open_gazetteer()
    missed = []
    for path in paths:
        articles = read_articles(path)
        if path.name in NAMES:
            articles = articles[0::2] if odd else articles[1::2]
        for home in (False, True):
            score = score_articles(articles, make_resolver(gazetteer, home=home))
            figures = score.figures()
            print_score(f"{path.stem}, {'paper known' if home else 'text only'}", figures)
            if path.stem in FLOORS and not home and not odd:
                missed += find_missed(path.stem, figures)
        if path.stem in PUBLISHED:
            floor, goal = FLOORS[path.stem], GOALS[path.stem]
            print(f"{'':34}best published {PUBLISHED[path.stem]} of answered; floor {floor}, goal {goal}")
        if "--misses" in sys.argv:
            print_misses(score)
        if "--thresholds" in sys.argv:
            for enough, figures in find_table(articles, gazetteer, home=False):
                print_score(f"  enough {enough}", figures)
    world = draw_articles(gazetteer, count=400, seed=7)
    score = score_articles(world, make_resolver(gazetteer, home=False))
    print_score("drawn from all over the world", score.figures())
    if "--misses" in sys.argv:
        print_misses(score)
    for text in missed:
        print("missed:", text)
    return 1 if missed else 0


def find_missed(stem: str, figures: dict[str, float]) -> list[str]:
    """Name the floors that some figures of a corpus do not reach."""
    answered, everything, error = FLOORS[stem]
    missed = []
    if figures["of answered"] < answered:
        missed.append(f"{stem}: {figures['of answered']} of answered, floor {answered}")
    if figures["of all"] < everything:
        missed.append(f"{stem}: {figures['of all']} of all, floor {everything}")
    if error is not None and figures["mean error km"] > error:
        missed.append(f"{stem}: mean error {figures['mean error km']} km, floor {error}")
    if figures["a second"] < MENTIONS_A_SECOND:
        missed.append(f"{stem}: {figures['a second']} mentions a second, wanted {MENTIONS_A_SECOND}")
    return missed


if __name__ == "__main__":
    sys.exit(main())
