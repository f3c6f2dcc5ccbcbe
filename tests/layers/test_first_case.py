"""The case in data/ that the project starts from."""

from __future__ import annotations

from pathlib import Path

import pytest

from layers.case import Case, read_case
from layers.conflicts import find_conflicts

FOLDER = Path(__file__).parents[2] / "data" / "dprk-russia-2025"


@pytest.fixture(scope="module")
def case() -> Case:
    return read_case(FOLDER)


def test_the_first_case_has_no_fault(case: Case):
    """It is the example that everybody copies."""
    assert [str(fault) for fault in case.faults] == []
    assert len(case.events) == 10


def test_every_conflict_is_shown_with_a_reason(case: Case):
    """The four points on which the reports differ must not be lost in an edit, nor left without our reason."""
    found = {
        (event.id, conflict.field, conflict.key, bool(conflict.reason))
        for event in case.events
        for conflict in find_conflicts(event, case.sources)
    }

    assert found == {
        ("dunai-ship", "date", "", True),
        ("dunai-ship", "value", "ships", True),
        ("kursk-6000", "value", "announced_by", True),
        ("first-deployment", "date", "", True),
    }


def test_both_dates_of_the_ship_stand_with_their_sources(case: Case):
    """A reader must see who says 2024 and who 2025."""
    [ship] = [event for event in case.events if event.id == "dunai-ship"]

    dates = {case.sources[claim.source].publisher: claim.date.text for claim in ship.claims if claim.date}
    assert dates == {"CNN": "2025-05-18", "Word Korean": "2024-05-18", "KBS World": "2025-05"}


def test_seats_of_sources_are_no_places_of_events(case: Case):
    """Where a source sits, and what a port is near to, must never get a mark."""
    places = {event.place for event in case.events} | {claim.place for event in case.events for claim in event.claims}

    for name in ("Vladivostok", "Seoul", "Washington", "Kyiv", "United States"):
        assert not any(name in place for place in places)


def test_what_has_no_place_or_date_says_why(case: Case):
    """The lists "Date unknown" and "Not on the map" owe a reason for each."""
    off_map = {event.id for event in case.events if event.unplaced_reason}

    assert off_map == {"remains-ceremony", "first-deployment", "further-troops", "nis-forecast", "occupied-areas"}
    assert [(event.id, bool(event.date_reason)) for event in case.events if event.date is None] == [
        ("remains-ceremony", True)
    ]


def test_each_passage_of_the_relay_is_found_in_our_digest(case: Case):
    """A claim leads the reader to its passage only if the digest holds it word for word."""
    [digest] = case.articles
    texts = [claim.text for event in case.events for claim in event.claims if claim.source == digest.header["source"]]

    assert digest.kind == "digest"
    assert len(texts) == 11
    for text in texts:
        assert text in digest.text
