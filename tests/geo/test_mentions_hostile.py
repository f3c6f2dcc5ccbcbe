"""Texts that nobody wrote to be read: long, broken, or made to be slow."""

from __future__ import annotations

import time

import pytest

from geo.finding.tokens import PIECE, split_pieces
from geo.mentions import find_mentions

# Whose words read it, where not those of English.
LANGUAGES = {"cases": "ru", "elisions": "fr", "particles": "ko", "feature words": "ru"}
FODDER = {
    "cases": "Курской ",
    "elisions": "l'",
    "particles": "평양에서 ",
    "feature words": "Области области ",
    "one word of Hangul and Latin": "a평b양",
    "one line of letters": "a",
    "one line of capitals": "A",
    "initials": "A.",
    "apostrophes": "a'",
    "hyphens": "-",
    "names": "Paris ",
    "names joined": "New York-",
    "commas": "Paris, Texas, ",
    "saints": "St. ",
    "possessives": "St. A's B's ",
    "articles": "The La ",
    "numbers": "1,1.",
    "line ends": "\n",
    "control characters": "\x00\x1b\u202e\ufeff",
    "marks on marks": "e\u0301\u0301",
    "titles": "Mr. John ",
    "mixed scripts": "Kiev Киев 키이우 基辅 كييف ",
    "headline words": "The City Of New South Great ",
    "open quotes": "“‘«(",
    "lists": "Barrow, Madison and ",
    "Han": "北京市",
    "Hangul": "평양에서",
    "datelines": "PARIS, ",
}


@pytest.mark.parametrize("kind", FODDER)
def test_time_is_linear_in_the_text(gazetteer, kind):
    """A hostile page must cost its length, not the square of it."""
    unit = FODDER[kind]

    def measure(size):
        text = unit * (size // len(unit))
        times = []
        for _ in range(2):
            start = time.process_time()
            find_mentions(text, gazetteer=gazetteer, language=LANGUAGES.get(kind, "en"))
            times.append(time.process_time() - start)
        return min(times)

    measure(5_000)
    once, twice, four_times = measure(10_000), measure(20_000), measure(40_000)

    # A square would take sixteen times as long for four times the text. What is too short to time is not judged.
    assert twice < max(3 * once, 0.05)
    assert four_times < max(8 * once, 0.1)


def test_a_line_of_a_million_characters_ends_soon(gazetteer):
    """Pages come without a line's end."""
    text = "Ships left Odesa for Varna, and Kyiv said so. " * 22_000
    start = time.process_time()

    mentions = find_mentions(text, gazetteer=gazetteer)

    assert time.process_time() - start < 20
    assert len(mentions) == 66_000
    assert all(text[m.start : m.end] == m.text for m in mentions[::97])


@pytest.mark.parametrize("text", ["", " ", "\n", "\x00", "\ud800", "Paris", "Ｐａｒｉｓ", "🏴󠁧󠁢󠁥󠁮󠁧󠁿", "a\u0000Paris\u0000b"])
def test_odd_texts_are_read_without_an_error(gazetteer, text):
    """One broken file among a thousand must not stop the run."""
    for mention in find_mentions(text, gazetteer=gazetteer):
        assert text[mention.start : mention.end] == mention.text


def test_pieces_of_a_long_text_are_the_text():
    """Nothing is lost where a long text is cut, and no word is cut in two."""
    text = "Odesa and Varna lie on one sea.\n" * 30_000

    pieces = list(split_pieces(text))

    assert "".join(piece for _, piece in pieces) == text
    assert [offset for offset, _ in pieces] == [sum(len(p) for _, p in pieces[:n]) for n in range(len(pieces))]
    assert len(pieces) == len(text) // PIECE or len(pieces) == len(text) // PIECE + 1
    assert all(piece.endswith("\n") for _, piece in pieces)
