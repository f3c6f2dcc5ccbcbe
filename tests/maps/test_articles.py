"""Which articles enter the page, and what marks their passages."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from tests.conftest import a_claim, an_event
from tests.maps.blocks import read_blocks, read_raw_blocks

TEXT = "kind: text\nsource: gazette\ntitle: A wombat-night\n\nIt was \U0001f6a2 seen, the wombat-ship.\n"
DIGEST = "kind: digest\nsource: herald\nlicense: CC0\n\nOne ship lay\nthere. And\n\nthere lay another ship."


@pytest.fixture
def draw_articles(make_case: Callable[..., Path], draw_case: Callable[..., str]) -> Callable[..., str]:
    """Draw a case of two events with these articles."""

    def draw(articles: dict[str, str], **privacy: Any) -> str:
        events = [
            an_event("a", claim=[a_claim(quote="seen, the wombat-ship")]),
            an_event("b", claim=[a_claim(source="herald", text="One ship lay there")], date="2025-01-14"),
            an_event("c", claim=[a_claim(source="herald", text="lay there. And there lay")], date="2025-01-16"),
        ]
        folder = make_case(layers={"sightings": events}, head={"privacy": privacy} if privacy else {})
        (folder / "articles").mkdir()
        for name, text in articles.items():
            (folder / "articles" / f"{name}.txt").write_text(text, "utf-8")
        return draw_case(folder)

    return draw


def articles_of(page: str) -> list[Any]:
    blocks = read_raw_blocks(page)
    return [json.loads(blocks[name]) for name in sorted(blocks) if name.startswith("dl-article-")]


def test_no_article_is_published_unasked(draw_articles: Callable[..., str]):
    """A text, once published, cannot be taken back; so nothing but a word of the editor lets it out."""
    page = draw_articles({"one": TEXT, "two": DIGEST})

    assert articles_of(page) == []
    assert read_blocks(page).head["articles"] == []
    assert b"wombat-night" not in b"".join(read_raw_blocks(page).values())


def test_an_article_may_be_kept_back_by_its_header(draw_articles: Callable[..., str]):
    """A case that publishes its own digest need not publish what others wrote."""
    kept = TEXT.replace("kind: text", "kind: text\npublish: no")
    page = draw_articles({"one": kept, "two": DIGEST}, publish_text=True, license="MIT")

    assert [one["name"] for one in articles_of(page)] == ["two"]
    assert b"wombat-night" not in b"".join(read_raw_blocks(page).values())


def test_passages_part_the_text_into_runs(draw_articles: Callable[..., str]):
    """The page counts no characters: what Python and the browser count differently cannot shift a mark."""
    page = draw_articles({"one": TEXT, "two": DIGEST}, publish_text=True, license="MIT")
    [text, digest] = articles_of(page)
    ids = read_blocks(page).ids

    assert text["paragraphs"] == [[["It was \U0001f6a2 ", []], ["seen, the wombat-ship", [0]], [".", []]]]
    assert [(ids[event], claim) for event, claim in text["passages"]] == [("a", 0)]
    assert (text["license"], digest["license"]) == ("MIT", "CC0")
    assert digest["paragraphs"] == [
        [["One ship ", [0]], ["lay there", [0, 1]], [". And", [1]]],
        [["there lay", [1]], [" another ship.", []]],
    ]
    assert [ids[event] for event, _ in digest["passages"]] == ["b", "c"]


def test_the_first_case_shows_its_digest(first_page: str):
    """The words behind each claim of the relay stand beside the map."""
    [digest] = articles_of(first_page)
    marked = {event for event, _ in digest["passages"]}

    assert (digest["kind"], digest["license"]) == ("digest", "MIT")
    assert len(digest["passages"]) == 11
    assert len(marked) == 10
