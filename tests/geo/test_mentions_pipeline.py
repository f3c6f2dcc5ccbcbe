"""Toponyms with the help of a trained pipeline: any object that reads a text and names entities."""

from __future__ import annotations

import re
from dataclasses import dataclass

from geo.finding.entities import load_pipeline
from geo.mentions import find_mentions


@dataclass(frozen=True)
class Ent:
    start_char: int
    end_char: int
    label_: str


@dataclass(frozen=True)
class Doc:
    ents: tuple[Ent, ...]


@dataclass(frozen=True)
class WordPipeline:
    """A pipeline that knows some words by heart."""

    words: dict[str, str]

    def __call__(self, text: str) -> Doc:
        """Find the words wherever they stand."""
        found = re.finditer("|".join(map(re.escape, self.words)), text)
        return Doc(tuple(Ent(m.start(), m.end(), self.words[m[0]]) for m in found))


def find(text, gazetteer, words):
    return find_mentions(text, gazetteer=gazetteer, pipeline=WordPipeline(words))


def test_a_place_that_only_the_pipeline_knows_is_found(gazetteer):
    """A hamlet in no gazetteer is a place all the same, and an editor can set its point."""
    text = "The convoy passed 😀 Qarvelosk at dawn and reached Odesa."

    mentions = find(text, gazetteer, {"Qarvelosk": "GPE"})

    assert [m.text for m in mentions] == ["Qarvelosk", "Odesa"]
    assert text[mentions[0].start : mentions[0].end] == "Qarvelosk"
    assert mentions[0].cues["entity place"] > 0


def test_a_person_of_the_pipeline_counts_against_a_place(gazetteer):
    """A cue is a cue, wherever it comes from: it is named and weighed like the others."""
    text = "Yesterday Valencia spoke of Rome."
    alone = {m.text: m for m in find_mentions(text, gazetteer=gazetteer, least=-20)}

    helped = {
        m.text: m
        for m in find_mentions(text, gazetteer=gazetteer, least=-20, pipeline=WordPipeline({"Valencia": "PERSON"}))
    }

    assert helped["Valencia"].score < alone["Valencia"].score
    assert helped["Valencia"].cues["entity person"] < 0
    assert not any(cue.startswith("entity") for cue in helped["Rome"].cues)


def test_an_entity_that_holds_a_name_speaks_for_it_and_adds_none(gazetteer):
    """One entity for "the city of Odesa" must not be a second mention."""
    mentions = find("They met in the city of Odesa.", gazetteer, {"the city of Odesa": "GPE"})

    assert [m.text for m in mentions] == ["Odesa"]


def test_labels_that_say_nothing_of_places_are_passed_over(gazetteer):
    """Dates and sums are entities as well."""
    text = "On Monday they paid 30 euros in Odesa."

    assert find(text, gazetteer, {"Monday": "DATE", "30 euros": "MONEY"}) == find_mentions(text, gazetteer=gazetteer)


def test_without_a_pipeline_for_the_language_none_is_loaded():
    """Nothing is fetched behind the user's back."""
    assert load_pipeline("xx") is None
