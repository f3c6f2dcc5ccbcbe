"""Drafts on their shelf, and a person's word on each."""

from __future__ import annotations

import json

import pytest

from geo.place import Place
from layers.case import read_case
from layers.drafts.draft import Draft
from layers.drafts.preview import add_drafts
from layers.drafts.review import accept_draft, drop_draft, find_alike, merge_draft, undo_decision
from layers.drafts.shelf import read_decided, read_drafts, write_drafts
from layers.edit import edit_event
from layers.editing.change import ConflictError, EditError
from layers.files.text import TextError
from layers.places import place_events
from layers.starter import create_case

SOURCE = "example-gazette-2025-01-16"
PLACE = Place("Valletta", 14.51, 35.9, "settlement", 2000, "MT", gazetteer="geonames", gazetteer_id="2562305")


def a_draft(**changed):
    """Return a draft of a ship at Valletta."""
    plain = {
        "title": "Barges arriving at Valletta",
        "start": 0,
        "end": 40,
        "quote": "barges arriving at Valletta on the 15th",
        "place": PLACE,
        "place_as_written": "Valletta",
        "role": "where",
        "date": "2025-01-15",
        "date_as_written": "on the 15th",
        "occurrence": "occurred",
        "status": "reported",
        "citing": ("Meridian", "satellite images"),
        "place_reason": "“Valletta” is a settlement in Malta.",
    }
    return Draft(**{**plain, **changed})


@pytest.fixture
def case(tmp_path):
    """Make a case with the sample event, and one draft on its shelf."""
    folder = tmp_path / "case"
    create_case(folder, title="Case")
    write_drafts(folder, SOURCE, [a_draft()], places={0: "Valletta, Malta"})
    return folder


def shelf(folder):
    """Return the drafts of a case; a fault would be one of ours."""
    drafts, faults = read_drafts(folder)
    assert faults == []
    return drafts


def test_a_draft_says_what_it_rests_on(case):
    """The editor decides by the words, the place and the date; all three stand in the file, to be edited there."""
    [draft] = shelf(case)

    assert draft.table["place"] == "Valletta, Malta"
    assert draft.table["claim"][0]["quote"] == "barges arriving at Valletta on the 15th"
    assert draft.table["claim"][0]["citing"] == ["Meridian", "satellite images"]
    assert draft.reasons["place_reason"] == "“Valletta” is a settlement in Malta."


def test_reading_twice_adds_nothing_twice(case):
    """Reports are read again when a word list is mended; the shelf must not fill up with what was there."""
    before = (case / "drafts" / f"{SOURCE}.toml").read_bytes()

    assert write_drafts(case, SOURCE, [a_draft()], places={0: "Valletta, Malta"}) == (0, 1)
    assert (case / "drafts" / f"{SOURCE}.toml").read_bytes() == before


@pytest.mark.parametrize("decide", ["accept", "merge", "drop"])
def test_what_was_decided_does_not_come_back(case, decide):
    """Who has dropped a draft once does not want to drop it at every reading."""
    [draft] = shelf(case)
    if decide == "accept":
        accept_draft(case, draft, "sightings")
    elif decide == "merge":
        merge_draft(case, draft, "sample-ship-valletta")
    else:
        drop_draft(case, draft)

    assert write_drafts(case, SOURCE, [a_draft()], places={0: "Valletta, Malta"}) == (0, 1)
    assert shelf(case) == []


def test_an_accepted_draft_is_an_event_like_any_other(case):
    """It gets an id of its own, stands at the end of its layer, and the layer is without fault."""
    change = accept_draft(
        case, shelf(case)[0], "sightings", fields={"title": "Barges at Valletta", "claim.text": "Seen."}
    )

    read = read_case(case)
    event = next(event for event in read.events if event.id == change.event_id)
    assert read.faults == read_case(case).faults
    assert (event.id, event.title, event.layer) == ("barges-at-valletta", "Barges at Valletta", "sightings")
    assert (event.claims[0].text, event.claims[0].quote) == ("Seen.", "barges arriving at Valletta on the 15th")


def test_a_draft_that_would_be_at_fault_stays(case):
    """An editor's slip must not cost the draft."""
    with pytest.raises(EditError, match="EDTF"):
        accept_draft(case, shelf(case)[0], "sightings", fields={"date": "yesterday"})

    assert len(shelf(case)) == 1
    assert [event.id for event in read_case(case).events] == ["sample-ship-valletta"]


def test_a_merged_draft_is_another_claim_with_its_own_date(tmp_path):
    """Two reports of one event with different days are a conflict that the map must show."""
    create_case(tmp_path, title="Case")
    write_drafts(tmp_path, SOURCE, [a_draft(date="2025-01-16")], places={0: "Valletta, Malta"})

    merge_draft(tmp_path, shelf(tmp_path)[0], "sample-ship-valletta")

    [event] = read_case(tmp_path).events
    assert [claim.date.text if claim.date else None for claim in event.claims] == [None, "2025-01-16"]
    assert event.claims[1].date_as_written == "on the 15th"
    assert event.claims[1].place == ""


@pytest.mark.parametrize("decide", ["accept", "merge", "drop"])
def test_every_decision_can_be_taken_back(case, decide):
    """A wrong key at the thirtieth draft is mended with one more."""
    files = {path: path.read_bytes() for path in sorted((case / "layers").iterdir())}
    [draft] = shelf(case)
    if decide == "accept":
        accept_draft(case, draft, "sightings")
    elif decide == "merge":
        merge_draft(case, draft, "sample-ship-valletta")
    else:
        drop_draft(case, draft)

    undone = undo_decision(case)

    assert undone.decision == {"accept": "accepted", "merge": "merged", "drop": "dropped"}[decide]
    assert {path: path.read_bytes() for path in sorted((case / "layers").iterdir())} == files
    assert [held.key for held in shelf(case)] == [draft.key]
    assert read_decided(case) == []
    assert undo_decision(case) is None


def test_a_decision_is_not_taken_back_over_somebody_elses_work(case):
    """The event was accepted and then bettered; taking it away would lose that."""
    change = accept_draft(case, shelf(case)[0], "sightings")
    edit_event(case, change.event_id, fields={"title": "Bettered since"})

    with pytest.raises(ConflictError, match="Bettered since"):
        undo_decision(case)

    assert len(read_decided(case)) == 1
    assert shelf(case) == []


def test_events_of_the_same_place_and_time_are_offered_for_merging(case):
    """The same sighting in two papers is one event with two claims, if the editor is told of the first."""
    read = read_case(case)
    [draft] = shelf(case)

    alike = find_alike(read, draft, placements=place_events(read), spot=(14.51, 35.9))

    assert [event.id for event in alike] == ["sample-ship-valletta"]


def test_a_preview_holds_the_drafts_and_says_that_it_is_one(case):
    """Whoever looks at the preview must never take it for the map."""
    read = add_drafts(read_case(case))

    assert read.draft
    assert [(event.layer, event.title) for event in read.events][-1] == ("drafts", "Barges arriving at Valletta")
    assert read_case(case).draft is False


def test_a_torn_file_of_drafts_is_told_and_the_others_are_read(case):
    """A slip of the hand in one file must not hide the rest."""
    (case / "drafts" / "another.toml").write_text('[[event]]\ntitle = "no key"\n')
    (case / "drafts" / "broken.toml").write_text('[[event]\ntitle = "x"\n')

    drafts, faults = read_drafts(case)

    assert len(drafts) == 1
    assert [fault.file.rsplit("/", 1)[1] for fault in faults] == ["another.toml", "broken.toml"]
    assert "has lost its table [event.draft]" in faults[0].message


def test_a_ledger_that_is_none_is_told_with_its_line(case):
    """What was decided must not be forgotten in silence."""
    drop_draft(case, shelf(case)[0])
    log = case / "drafts" / "decided.jsonl"
    log.write_text(log.read_text() + json.dumps({"key": 1}) + "\n")

    with pytest.raises(TextError, match=r"decided\.jsonl:2: is no decision"):
        read_decided(case)
