"""
Fit the resolver's weights on odd-numbered articles and on names drawn from all over the world.

    python -m tests.bench.fit_places

Prints the weights for `geo/resolution/weights.py`. A sense's score is linear in the
weights, so they are those of a conditional logit: the likelihood of the right
senses among all senses of a name is raised by gradient steps, then all
articles are resolved anew with the new weights, since what the other names
vote depends on them. No chance is involved but the fixed seed of the drawn
names.
"""

from __future__ import annotations

import sys
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

import geo.resolution.senses
from geo.gazetteer import Gazetteer, distance_km, open_gazetteer
from geo.place import Mention
from geo.resolution.coherence import settle, weigh_sense
from geo.resolution.style import find_style
from geo.resolution.units import build_units
from geo.resolution.weights import WEIGHTS, Weights
from tests.bench.bench_places import NAMES, WITHIN_KM
from tests.bench.corpora import VARIABLE, GoldArticle, find_corpora, read_articles
from tests.bench.worldwide import draw_articles

FIELDS = Weights._fields
# Held where they are. LGL takes nearly every "New York" for the state, which readers elsewhere do not; and a place
# that contradicts the text must not be taken, however seldom corpora show it.
HELD = ("seat", "contradicts", "stated", "region", "small", "people_of")
TURNS, STEPS, RATE, HOLD = 3, 400, 0.05, 0.002
PARTS = {
    "own name": "own", "capital": "capital", "seat": "seat", "people of": "people_of", "small": "small",
    "spelling": "spelling", "word": "word", "country": "country_share", "country named": "country_named",
    "division": "admin1_share", "division named": "admin1_named", "district": "admin2_share",
    "district named": "admin2_named", "near": "near", "list": "list_share", "company": "company", "style": "style",
    "manner": "manner", "within": "within", "phrase": "phrase",
}  # fmt: skip


def name_weight(part: str, kind: str) -> str:
    """Give the weight that a named part of a sense's score is in proportion to."""
    if part == "kind":
        return kind
    if part == "people":
        return "people" if kind == "place" else "division_people"
    return PARTS[part]


def collect(
    articles: list[GoldArticle], gazetteer: Gazetteer, weights: Weights, *, home: bool
) -> list[tuple[NDArray[np.float64], NDArray[np.bool_], float]]:
    """Give for each unit with gold mentions the features of its senses, which are right, and its count of mentions."""
    geo.resolution.senses.WEIGHTS = weights
    geo.resolution.senses.find_name.cache_clear()
    cases = []
    for article in articles:
        mentions = [Mention(t.start, t.end, t.text) for t in article.placed]
        built = build_units(
            article.text, mentions, gazetteer=gazetteer, weights=weights,
            home=article.domain if home else "", title=article.title if home else "",
        )  # fmt: skip
        votes = settle(built.units, style=find_style(article.text), weights=weights)
        for unit in dict.fromkeys(built.of_mentions):
            gold = [t for t, u in zip(article.placed, built.of_mentions, strict=True) if u is unit]
            if not unit.senses:
                continue
            stated = built.stated[id(unit)]
            features = np.zeros((len(unit.senses) + 1, len(FIELDS)))
            right = np.zeros(len(unit.senses) + 1, dtype=bool)
            features[-1, FIELDS.index("nowhere")] = 1.0
            for row, sense in enumerate(unit.senses):
                parts = {**sense.parts, **weigh_sense(sense, unit=unit, votes=votes, weights=weights)}
                for part, value in parts.items():
                    name = name_weight(part, sense.kind)
                    features[row, FIELDS.index(name)] += value / getattr(weights, name)
                for (_, name), value in stated[sense.number].items():
                    features[row, FIELDS.index(name)] += value / getattr(weights, name)
                entry = gazetteer.read_entry(sense.number)
                right[row] = any(
                    entry.geonames_id == t.geonames_id or distance_km((entry.lon, entry.lat), t.lonlat) <= WITHIN_KM
                    for t in gold
                )
            right[-1] = not right.any()
            cases.append((features, right, float(min(len(gold), 4))))
    return cases


def fit(cases: list, shares: list[float], start: Weights) -> Weights:
    """Raise the likelihood of the right senses by Adam, held to where it starts; no weight falls below a little."""
    w0 = np.array(start)
    w = w0.copy()
    m, v = np.zeros_like(w), np.zeros_like(w)
    features = np.vstack([c[0] for c in cases])
    sizes = np.array([len(c[0]) for c in cases])
    starts = np.concatenate(([0], np.cumsum(sizes)[:-1]))
    right = np.concatenate([c[1] for c in cases])
    share = np.array(shares)
    held = [FIELDS.index(name) for name in HELD]
    owner = np.repeat(np.arange(len(cases)), sizes)
    for step in range(1, STEPS + 1):
        scores = features @ w
        scores -= np.maximum.reduceat(scores, starts)[owner]
        odds = np.exp(scores)
        all_odds = np.add.reduceat(odds, starts)
        good_odds = np.maximum(np.add.reduceat(odds * right, starts), 1e-12)
        # A few annotations are wrong and some senses hopeless: what has less than one in a thousand pulls no further.
        pull = share * np.minimum(1.0, good_odds / all_odds / 1e-3)
        blame = (right * odds / good_odds[owner] - odds / all_odds[owner]) * pull[owner]
        gradient = features.T @ blame - HOLD * (w - w0)
        m = 0.9 * m + 0.1 * gradient
        v = 0.99 * v + 0.01 * gradient**2
        w += RATE * (m / (1 - 0.9**step)) / (np.sqrt(v / (1 - 0.99**step)) + 1e-9)
        w = np.where(w0 < 0, w, np.maximum(w, 0.01))
        w[held] = w0[held]
    loss = -float((share * np.log(good_odds / all_odds)).sum())
    print(f"  loss {loss:.4f}", flush=True)
    return Weights(*(round(float(x), 3) for x in w))


def main() -> None:
    """Print the fitted weights."""
    gazetteer = open_gazetteer()
    folder = find_corpora()
    if folder is None:
        sys.exit(f"no corpora; name their folder in {VARIABLE}")
    news = [read_articles(folder / name)[0::2] for name in NAMES]
    world = draw_articles(gazetteer, count=600, seed=20261126)
    weights = WEIGHTS
    for _ in range(TURNS):
        cases, shares = [], []
        # The papers count alike, though one corpus is bigger; half of it without knowing the paper's home.
        for articles, share, home in (
            (news[0], 0.25, True),
            (news[0], 0.25, False),
            (news[1], 0.25, True),
            (news[1], 0.25, False),
            (world, 0.5, False),
        ):
            found = collect(articles, gazetteer, weights, home=home)
            total = sum(c[2] for c in found)
            cases += found
            shares += [share * c[2] / total for c in found]
        weights = fit(cases, shares, weights)
    for name, value in zip(FIELDS, weights, strict=True):
        print(f"    {name}: float = {value:.2f}")


if __name__ == "__main__":
    main()
