"""The scorer counts what it says it counts, seen on an invented corpus."""

from pathlib import Path

import pytest

from geo.place import Mention, Place
from geo.resolution.article import Resolution
from tests.bench.bench_places import score_articles
from tests.bench.corpora import GoldArticle, read_articles

CORPUS = """<?xml version="1.0" encoding="utf-8"?>
<articles>
  <article docid="7"><title>Fire at
   the mill</title><domain>example.org</domain><dltime>2026-03-04 12:00:00</dltime>
    <text><![CDATA[Fire in Xville. Nobody in Xville or Ytown was hurt, the mayor of Z said.]]></text>
    <toponyms>
      <toponym><start>25</start><end>31</end><phrase>Xville</phrase>
        <gaztag geonameid="42"><fclass>P</fclass><fcode>PPL</fcode><lat>10</lat><lon>20</lon></gaztag></toponym>
      <toponym><start>38</start><end>43</end><phrase>Ytown</phrase>
        <gaztag geonameid="43"><lat>10.5</lat><lon>20</lon></gaztag></toponym>
      <toponym><start>70</start><end>71</end><phrase>Z</phrase></toponym>
    </toponyms>
  </article>
</articles>
"""


@pytest.fixture
def corpus(tmp_path: Path) -> list[GoldArticle]:
    path = tmp_path / "corpus.xml"
    path.write_text(CORPUS, encoding="utf-8")
    return read_articles(path)


def test_offsets_that_are_off_are_set_right_by_the_phrase(corpus: list[GoldArticle]) -> None:
    """The corpora of the field have such offsets, and a name at the wrong place has the wrong neighbours."""
    [article] = corpus

    assert [article.text[t.start : t.end] for t in article.toponyms] == ["Xville", "Ytown", "Z"]
    assert article.toponyms[0].start == article.text.rindex("Xville")
    assert [t.text for t in article.placed] == ["Xville", "Ytown"]
    assert article.published == "2026-03-04"


def test_right_is_within_161_km_or_the_same_id(corpus: list[GoldArticle]) -> None:
    """The measure of the published figures, and what is left open counts against all."""

    def answer(places: list[Place | None]) -> tuple[float, float, float]:
        score = score_articles(
            corpus, lambda _, mentions: [Resolution(m, p, (), 0.0) for m, p in zip(mentions, places, strict=True)]
        )
        figures = score.figures()
        return figures["of answered"], figures["of all"], figures["mean error km"]

    def place(lat: float, geonames_id: str = "") -> Place:
        return Place("X", 20.0, lat, "settlement", 2000, geonames_id=geonames_id)

    assert answer([place(11.4), place(12.2)]) == (50.0, 50.0, 172)
    assert answer([place(60.0, "42"), None]) == (100.0, 50.0, 0)
    assert answer([None, None]) == (0.0, 0.0, 0)


def test_a_phrase_that_stands_nowhere_is_an_error(tmp_path: Path) -> None:
    """A corpus of another text would give figures that mean nothing."""
    path = tmp_path / "corpus.xml"
    path.write_text(CORPUS.replace("Ytown was", "Wtown was"), encoding="utf-8")

    with pytest.raises(ValueError, match="no 'Ytown' at 38"):
        read_articles(path)


def test_mentions_carry_the_offsets_of_the_corpus(corpus: list[GoldArticle]) -> None:
    """A resolver reads round the offsets, not round the first place where the name stands."""
    seen: list[Mention] = []

    def resolver(_: GoldArticle, mentions: list[Mention]) -> list[Resolution]:
        seen.extend(mentions)
        return [Resolution(m, None, (), 0.0) for m in mentions]

    score = score_articles(corpus, resolver)

    assert [m.start for m in seen] == [t.start for t in corpus[0].placed]
    assert score.unresolved == 2
