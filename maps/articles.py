"""The articles that a page carries: their paragraphs, parted where a passage begins or ends."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from itertools import pairwise
from typing import TYPE_CHECKING

from layers.article import Article
from layers.folder.passages import Passage

if TYPE_CHECKING:
    from layers.case import Case

_GAP = re.compile(r"\n(?:[^\S\n]*\n)+")

Run = tuple[str, tuple[int, ...]]
"""A piece of text, and the numbers of the passages that it belongs to."""


def build_articles(
    case: Case, *, event_numbers: Mapping[str, int], source_numbers: Mapping[str, int]
) -> list[dict[str, object]]:
    """
    Return what the page carries of the articles that the case may publish, in the order of their names.

    Offsets stay here: an article goes out as runs of text, so that the page
    need not count characters as Python does.

    Parameters
    ----------
    case
        The case as read.
    event_numbers
        Position of each event in the page; a passage of an event that is not in it is left out.
    source_numbers
        Position of each source in the page's list.
    """
    return [
        _build_article(
            article,
            [one for one in case.passages if one.article == article.name and one.event in event_numbers],
            license_name=article.header.get("license", "") or str(case.privacy.get("license", "")),
            event_numbers=event_numbers,
            source=source_numbers.get(article.source, -1),
        )
        for article in case.published_articles
    ]


def find_articles(case: Case) -> dict[str, dict[int, int]]:
    """Return, by event and number of claim, the number of the page's article that holds its passage."""
    numbers = {article.name: number for number, article in enumerate(case.published_articles)}
    found: dict[str, dict[int, int]] = {}
    for one in case.passages:
        if one.article in numbers:
            found.setdefault(one.event, {}).setdefault(one.claim, numbers[one.article])
    return found


def _build_article(
    article: Article,
    passages: Sequence[Passage],
    *,
    license_name: str,
    event_numbers: Mapping[str, int],
    source: int,
) -> dict[str, object]:
    ordered = sorted(passages, key=lambda one: (one.start, one.end, event_numbers[one.event], one.claim))
    return {
        "name": article.name,
        "kind": article.kind,
        "title": article.header.get("title", ""),
        "source": source,
        "language": article.header.get("language", ""),
        "license": license_name,
        "passages": [[event_numbers[one.event], one.claim] for one in ordered],
        "paragraphs": build_runs(article.text, [(one.start, one.end) for one in ordered]),
    }


def build_runs(text: str, spans: Sequence[tuple[int, int]]) -> list[list[Run]]:
    r"""
    Part a text into paragraphs, and each into runs.

    Parameters
    ----------
    text
        Any text; an empty line ends a paragraph.
    spans
        Start and end of each passage in code points, end exclusive; they may overlap.

    Examples
    --------
    >>> build_runs("One ship. Two\nships.\n\nThree.", [(4, 8)])
    [[('One ', ()), ('ship', (0,)), ('. Two ships.', ())], [('Three.', ())]]
    """
    paragraphs = []
    at = 0
    for gap in [*_GAP.finditer(text), None]:
        start, end = at, gap.start() if gap else len(text)
        at = gap.end() if gap else len(text)
        start += len(text[start:end]) - len(text[start:end].lstrip())
        end = start + len(text[start:end].rstrip())
        if start == end:
            continue
        inside = [(number, span) for number, span in enumerate(spans) if span[0] < end and span[1] > start]
        cuts = sorted({start, end, *(cut for _, span in inside for cut in span if start < cut < end)})
        paragraphs.append(
            [
                (_spaced(text[a:b]), tuple(number for number, span in inside if span[0] <= a and b <= span[1]))
                for a, b in pairwise(cuts)
            ]
        )
    return paragraphs


def _spaced(text: str) -> str:
    """Return a text with each white space as one blank: its lines are the saved file's, not the reader's."""
    return re.sub(r"\s+", " ", text)
