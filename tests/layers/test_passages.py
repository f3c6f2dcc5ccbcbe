"""The words behind a claim are found in the saved report, or the editor hears of it."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from layers.case import Case, read_case
from layers.folder.passages import Folded

REPORT = """\
kind: text
source: gazette
title: The harbour at night

The “Lena” lay in the harbour on Thursday,
  with her lights out. A second ship came in.

On Friday she lay in the harbour still; a second ship had left.
"""


def ships_with(claim: str) -> str:
    """Return a layer whose claim stands on line 5 and its fields from line 7."""
    return f"""[[event]]
id = "lena"
title = "The Lena is seen"
date = "2024-03-07"
[[event.claim]]
source = "gazette"
{claim}
"""


@pytest.fixture
def read_quoting(write_case: Callable[..., Path]) -> Callable[..., Case]:
    """Read a case whose one claim has these fields, beside this article."""

    def read(claim: str, report: str = REPORT) -> Case:
        return read_case(write_case({"layers/ships.toml": ships_with(claim), "articles/night.txt": report}))

    return read


def passages(case: Case) -> list[str]:
    texts = {article.name: article.text for article in case.articles}
    return [texts[one.article][one.start : one.end] for one in case.passages]


def faults(case: Case) -> list[str]:
    return [fault.text.partition("layers/")[2] or fault.text.partition("articles/")[2] for fault in case.faults]


def test_a_quote_is_found_across_lines_and_quotation_marks(read_quoting: Callable[..., Case]):
    """An editor types straight quotes and no line ends; the words are the same all the same."""
    case = read_quoting("quote = 'The \"Lena\" lay in the harbour on Thursday, with her lights out'")

    assert passages(case) == ["The “Lena” lay in the harbour on Thursday,\n  with her lights out"]
    assert faults(case) == []


def test_a_quote_that_the_text_does_not_hold_is_a_fault_at_its_line(read_quoting: Callable[..., Case]):
    """A quote that nobody wrote is the worst a map of reports can show."""
    case = read_quoting('text = "She lay there"\nquote = "lay in the port on Thursday"')

    [told] = faults(case)
    assert told.startswith("ships.toml:8: claim.quote: 'lay in the port on Thursday' is not in ")
    assert told.endswith("articles/night.txt, the text of its source; quote it word for word")
    assert case.events == ()
    assert [(skipped.id, skipped.line) for skipped in case.skipped] == [("lena", 8)]


def test_surroundings_choose_among_equal_words(read_quoting: Callable[..., Case]):
    """The same words may stand twice; what stands around them tells which is meant."""
    first = read_quoting('quote = "lay in the harbour"\nprefix = "The “Lena”"')
    second = read_quoting('quote = "lay in the harbour"\nsuffix = "still;"')

    assert [one.start for one in first.passages] != [one.start for one in second.passages]
    assert passages(first) == passages(second) == ["lay in the harbour"]
    assert first.articles[0].text[second.passages[0].end :].startswith(" still")


def test_words_that_stand_twice_are_not_guessed(read_quoting: Callable[..., Case]):
    """A mark at the wrong passage misleads more than none."""
    case = read_quoting('quote = "lay in the harbour"')

    [told] = faults(case)
    assert told.startswith("ships.toml:7: warning: claim.quote: 'lay in the harbour' stands 2 times in ")
    assert case.passages == ()
    assert len(case.events) == 1


def test_surroundings_that_do_not_fit_are_said_to_be_the_fault(read_quoting: Callable[..., Case]):
    """Who is told that a quote is missing would look for the wrong mistake."""
    [told] = faults(read_quoting('quote = "lay in the harbour"\nprefix = "The Olga"'))

    assert told.startswith("ships.toml:7: claim.quote: 'lay in the harbour' stands in ")
    assert "but not after its prefix" in told


def test_a_quote_begins_and_ends_with_whole_words(read_quoting: Callable[..., Case]):
    """Half a word is no quote: "arbour" is another thing than a harbour."""
    assert len(faults(read_quoting('quote = "arbour on Thursday"'))) == 1


def test_a_digest_anchors_the_text_of_a_claim_and_no_quote(read_quoting: Callable[..., Case]):
    """A digest is our words: the quote of a source cannot be in it, so its lack is no fault."""
    digest = "kind: digest\nsource: gazette\n\nA ship lay there at night. Nobody saw it leave.\n"
    case = read_quoting('text = "A ship lay there at night"\nquote = "lay in the port"', digest)

    assert passages(case) == ["A ship lay there at night"]
    assert faults(case) == []


def test_a_text_as_published_does_not_anchor_our_words(read_quoting: Callable[..., Case]):
    """Our telling may chance on words of the report; to mark them would pass them off as a quote."""
    case = read_quoting('text = "A second ship came in"')

    assert case.passages == ()
    assert faults(case) == []


def test_articles_of_other_sources_are_left_aside(read_quoting: Callable[..., Case]):
    """Only the report that is quoted has to hold the quote."""
    other = REPORT.replace("source: gazette", "source: relay")
    case = read_quoting('quote = "nothing of the kind"', other)

    assert faults(case) == []
    assert case.passages == ()


def test_an_article_of_an_unknown_source_is_a_fault(read_quoting: Callable[..., Case]):
    """A misspelt source would quietly take the passages off the map."""
    case = read_quoting('text = "x"', REPORT.replace("source: gazette", "source: gazete"))

    [told] = faults(case)
    assert told == "night.txt:2: source: 'gazete' is not a source of sources.toml (did you mean 'gazette'?); " + (
        "name one by its id"
    )


def test_an_article_says_yes_or_no_to_publishing(read_quoting: Callable[..., Case]):
    """A third word could be taken for either."""
    [told] = faults(read_quoting('text = "x"', REPORT.replace("kind: text", "kind: text\npublish: maybe")))

    assert told == "night.txt:2: publish 'maybe' is not known; write yes or no"


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("두 척의 배가 항구에 있었다.", "항구에 있"),
        ("Cafe\u0301 de la Paix", "Café de la Paix"),
        ("in Mos\u00adcow – on the 4th…", "in Moscow - on the 4th..."),
        ("يوم الخميس في الميناء", "في الميناء"),
        ("the \U0001f6a2 lay there", "\U0001f6a2 lay"),
    ],
)
def test_words_are_found_in_every_script(text: str, words: str):
    """What is written with other code points is still the same word."""
    [(start, end)] = Folded(text).find(words, prefix="", suffix="")

    assert Folded(text[start:end]).text == Folded(words).text


@given(st.text(max_size=40), st.text(alphabet="ab “\"’'\n…é\u0301-", min_size=1, max_size=12), st.text(max_size=40))
@example(before="", words="…", after="")
@example(before="a", words=" \u0301", after="")
def test_whatever_is_cut_out_is_found_again(before: str, words: str, after: str):
    """The page marks what the editor copied, in any text."""
    text = f"{before} | {words} | {after}"
    spans = Folded(text).find(f"| {words} |", prefix="", suffix="")

    assert spans
    for start, end in spans:
        assert Folded(text[start:end]).text.strip() == Folded(f"| {words} |").text.strip()
