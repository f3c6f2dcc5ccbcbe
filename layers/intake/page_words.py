"""What a page says of itself: JSON-LD, meta tags, links and time elements."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any, NamedTuple

from layers.intake.published import Stated

_BLOCK_MOST = 1_000_000
_NODES_MOST = 5_000
_WORD_MOST = 500
_ARTICLES = ("Article", "BlogPosting", "Report", "LiveBlogPosting")
_PUBLISHED = (
    "article:published_time",
    "og:article:published_time",
    "og:published_time",
    "datepublished",
    "date.published",
    "pubdate",
    "publishdate",
    "publish-date",
    "publish_date",
    "parsely-pub-date",
    "sailthru.date",
    "dc.date.issued",
    "dcterms.issued",
    "dc.date",
    "dc.date.created",
    "dcterms.created",
    "dcterms.date",
    "citation_publication_date",
    "article.published",
    "date",
)
"""Names of meta tags for the day of publication; those for the day of a change are not among them."""


class PageWords(NamedTuple):
    """What a page says of itself; empty where it does not."""

    title: str
    publisher: str
    author: str
    url: str
    language: str
    published: list[Stated]
    seen: list[str]
    """Stamps of the time elements of the page, which may be those of other reports."""


def read_page_words(tree: Any) -> PageWords:
    """Read what a page says of itself; what its article's JSON-LD says counts before the meta tags."""
    article = _find_article(tree)
    meta = _read_meta(tree)
    published = [Stated("JSON-LD datePublished", _text(article.get("datePublished")))] if article else []
    published += [Stated(f"meta {name}", meta[name]) for name in _PUBLISHED if name in meta]
    published += [
        Stated("itemprop datePublished", element.get("content") or element.get("datetime") or "")
        for element in tree.xpath("//*[@itemprop='datePublished'][@content or @datetime]")[:3]
    ]
    times = [element.get("datetime", "") for element in tree.xpath("//time[@datetime]")[:50]]
    titles = tree.xpath("//title/text()")
    links = tree.xpath("//link[@rel='canonical']/@href")
    return PageWords(
        _first(_text(article.get("headline")), meta.get("og:title"), titles[0] if titles else ""),
        _first(_name(article.get("publisher")), meta.get("og:site_name"), meta.get("application-name")),
        _first(_name(article.get("author")), meta.get("author"), meta.get("article:author_name"), meta.get("byl")),
        _first(*(link for link in links if "://" in link), meta.get("og:url"), _text(article.get("url"))),
        _first(tree.get("lang"), _text(article.get("inLanguage")), meta.get("og:locale")).replace("_", "-"),
        [Stated(where, text) for where, text in published if text.strip()],
        [stamp for stamp in times if stamp.strip()],
    )


def _read_meta(tree: Any) -> dict[str, str]:
    """Read the meta tags by their name or property; the first of a name counts."""
    found: dict[str, str] = {}
    for element in tree.xpath("//meta[@content]")[:500]:
        for key in ("property", "name", "itemprop", "http-equiv"):
            name = (element.get(key) or "").strip().lower()
            if name:
                found.setdefault(name, element.get("content").strip()[:_WORD_MOST])
    return found


def _find_article(tree: Any) -> dict[str, Any]:
    """Find the first article that the page's JSON-LD describes; empty where it describes none."""
    for script in tree.xpath("//script[contains(@type, 'ld+json')]")[:50]:
        block = script.text or ""
        if len(block) > _BLOCK_MOST:
            continue
        try:
            read = json.loads(block, strict=False)
        except (ValueError, RecursionError):
            continue
        for node in _walk(read):
            kind = node.get("@type")
            kinds = kind if isinstance(kind, list) else [kind]
            if any(isinstance(one, str) and one.endswith(_ARTICLES) for one in kinds):
                return node
    return {}


def _walk(value: Any) -> Iterator[dict[str, Any]]:
    """Yield the objects of a JSON value, outer before inner, a bounded number of them."""
    waiting = [value]
    for _ in range(_NODES_MOST):
        if not waiting:
            return
        node = waiting.pop(0)
        if isinstance(node, dict):
            yield node
            waiting += [node[key] for key in ("@graph", "mainEntity", "mainEntityOfPage") if key in node]
        elif isinstance(node, list):
            waiting += node[:_NODES_MOST]


def _text(value: Any) -> str:
    return value.strip()[:_WORD_MOST] if isinstance(value, str) else ""


def _name(value: Any) -> str:
    """Name a person or organisation of JSON-LD, or several."""
    if isinstance(value, list):
        return ", ".join(filter(None, (_name(one) for one in value[:10])))
    if isinstance(value, dict):
        return _text(value.get("name"))
    return _text(value)


def _first(*texts: str | None) -> str:
    """Return the first text that is not empty, on one line."""
    return next((" ".join(text.split())[:_WORD_MOST] for text in texts if text and text.strip()), "")
