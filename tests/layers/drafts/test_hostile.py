"""Reports that nobody wrote: drafting them costs their length, and no more."""

from __future__ import annotations

import time

import pytest

from layers.drafts.sentence import find_sentences

FODDER = {
    "one sentence without end": "troops arrived in Orlec on Tuesday and ",
    "commas": "Orlec, Brodna, ",
    "owners": "Orlec's ",
    "breaks": "while Orlec burned, which Brodna saw; ",
    "sayings": "Orlec said that Brodna said that ",
    "sentences": "Orlec burned on Tuesday. ",
    "paragraphs": "Orlec burned\n\n",
    "stops": "Orlec. . . ",
    "abbreviations": "U.S. Gen. Orlec ",
    "quotes": "“Orlec” ”",
    "ways": "from Orlec to Brodna ",
}


@pytest.mark.parametrize("kind", FODDER)
def test_time_is_linear_in_the_text(draft, kind):
    """Twice the text takes twice the time, also where a hostile page has no stop in a megabyte."""
    unit = FODDER[kind]

    def measure(size):
        text = unit * (size // len(unit))
        times = []
        for _ in range(2):
            started = time.process_time()
            draft(text)
            times.append(time.process_time() - started)
        return min(times)

    measure(5_000)
    once, four_times = measure(10_000), measure(40_000)

    # A square would take sixteen times as long.
    assert four_times < max(8 * once, 0.1)


def test_a_sentence_without_end_is_cut_between_words():
    """Nothing of it is lost, and no word is halved."""
    text = "word " * 2000

    sentences = find_sentences(text)

    assert len(sentences) > 3
    assert "".join(text[s.start : s.end].replace(" ", "") for s in sentences) == "word" * 2000
    assert all(text[s.start : s.end].split(" ")[-1] == "word" for s in sentences)


@pytest.mark.parametrize("text", ["", " \n\n ", "\x00", ".", "…", "“”", "Orlec", "a\ud800 Orlec"])
def test_odd_texts_are_drafted_without_an_error(draft, text):
    """One broken report among a thousand must not stop the run."""
    assert draft(text) == []
