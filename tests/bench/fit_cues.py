"""
Fit the weights of the finder's cues on the odd-numbered articles of the corpora.

    python -m tests.bench.fit_cues [CORPORA]

Writes geo/tables/odds.toml. A logistic regression with a small penalty on each
weight: first of the local cues, then, on top of them, of those of the rest of
the text. Articles are numbered from 1 in the order of the file; the
even-numbered ones are never read.
"""

from __future__ import annotations

import sys
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import numpy as np

from geo.finding.discourse import measure_discourse
from geo.finding.known import NameBook
from geo.finding.lexicon import read_language
from geo.finding.odds import TABLE
from geo.finding.span import Span
from geo.finding.tokens import Tokens, split_tokens
from geo.gazetteer import open_gazetteer
from geo.mentions import measure_spans
from tests.bench.corpora import find_corpora, read_articles

# The corpora differ in size; an article of the smaller one counts for more, so that neither decides alone.
CORPORA = (("lgl.xml", 1.0), ("TR-News.xml", 2.5))
PENALTY = 1.5
# What two corpora have too few examples of, set by hand.
FIXED = {
    "brand": -4.0,
    "no capitals": -1.0,
    "road before": -3.0,
    "listed": 1.2,
    "thing after": -3.0,
    "in a case": -0.4,
    "title after name": -3.0,
    "title inside": -1.5,
    "entity place": 2.5,
    "entity site": 1.0,
    "entity people": -0.3,
    "entity person": -3.0,
    "entity organisation": -0.8,
}
LEAST = 3


@dataclass
class _Article:
    tokens: Tokens
    spans: list[Span]
    right: list[bool | None]
    weight: float


def main(argument: str = "") -> int:
    """Fit, and write the table; 1 when the corpora are not there."""
    folder = find_corpora(argument)
    if folder is None:
        print("no corpora: give their folder", file=sys.stderr)
        return 1
    language = read_language("en")
    with open_gazetteer() as gazetteer:
        book = NameBook(gazetteer)
        articles = []
        for name, weight in CORPORA:
            for gold in read_articles(folder / name)[0::2]:
                tokens = split_tokens(gold.text)
                spans = measure_spans(tokens, book=book, language=language)
                articles.append(_Article(tokens, spans, [_is_right(s, gold.toponyms) for s in spans], weight))
        local = _fit(articles, offset=False)
        for article in articles:
            for span in article.spans:
                span.score = sum(local.get(name, 0.0) * grade for name, grade in span.cues.items())
                span.cues = {}
            measure_discourse(article.spans, tokens=article.tokens, book=book, language=language)
        discourse = _fit(articles, offset=True)
    lines = [
        "# What each cue adds, for each unit of its grade, to the logarithm of the odds that a name is a toponym.",
        "# Fitted by `python -m tests.bench.fit_cues` on the odd-numbered articles of LGL and TR-News.",
    ]
    for section, weights in (("local", {**local, **FIXED}), ("discourse", discourse)):
        lines += ["", f"[{section}]"]
        lines += [f'"{name}" = {weight:.2f}' for name, weight in sorted(weights.items())]
    TABLE.write_text("\n".join(lines) + "\n", encoding="utf-8")
    return 0


def _is_right(span: Span, toponyms: Iterable) -> bool | None:
    """Whether a span is annotated; None where it is, but without coordinates: neither right nor wrong."""
    for toponym in toponyms:
        if abs(span.start - toponym.start) <= 1 and abs(span.end - toponym.end) <= 1:
            return True if toponym.lonlat is not None else None
    return False


def _fit(articles: Sequence[_Article], *, offset: bool) -> dict[str, float]:
    rows = [
        (span, right, article.weight)
        for article in articles
        for span, right in zip(article.spans, article.right, strict=True)
        if right is not None
    ]
    seen: dict[str, int] = {}
    for span, _, _ in rows:
        for name in span.cues:
            seen[name] = seen.get(name, 0) + 1
    names = sorted(name for name, times in seen.items() if times >= LEAST)
    column = {name: n for n, name in enumerate(names)}
    x = np.zeros((len(rows), len(names)))
    for row, (span, _, _) in enumerate(rows):
        for name, grade in span.cues.items():
            if name in column:
                x[row, column[name]] = grade
    y = np.array([float(right) for _, right, _ in rows])
    w = np.array([weight for _, _, weight in rows])
    base = np.array([span.score for span, _, _ in rows]) if offset else np.zeros(len(rows))
    beta = np.zeros(len(names))
    for name, weight in FIXED.items():
        if name in column:
            base = base + weight * x[:, column[name]]
            x[:, column[name]] = 0
    for _ in range(40):
        p = 1 / (1 + np.exp(-np.clip(base + x @ beta, -30, 30)))
        gradient = x.T @ (w * (y - p)) - PENALTY * beta
        hessian = (x * (w * p * (1 - p))[:, None]).T @ x + PENALTY * np.eye(len(names))
        step = np.linalg.solve(hessian, gradient)
        beta += step
        if np.abs(step).max() < 1e-6:
            break
    return {name: float(beta[n]) for name, n in column.items()}


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:2]))
