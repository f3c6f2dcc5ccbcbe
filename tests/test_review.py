"""`dateline review` as a person uses it, and as a script does."""

from __future__ import annotations

import json

import pytest
from click.testing import CliRunner

from dateline import main
from geo.place import Place
from layers.case import read_case
from layers.drafts.draft import Draft
from layers.drafts.shelf import read_drafts, write_drafts
from layers.starter import create_case

SOURCE = "example-gazette-2025-01-16"


def a_draft(title, place, date):
    """Return a draft of something seen at a place."""
    spot = Place(place, 14.51, 35.9, "settlement", 2000, "MT", gazetteer="geonames", gazetteer_id=place)
    return Draft(
        title=title,
        start=0,
        end=len(title),
        quote=title.lower(),
        place=spot,
        place_as_written=place,
        role="where",
        date=date,
        date_as_written="",
        occurrence="occurred",
        status="reported",
        citing=(),
        place_reason=f"“{place}” is a settlement in Malta.",
        date_reason="“on the 15th”, counted from published 2025-01-16.",
        others={"Malta": "holder"},
    )


@pytest.fixture
def case(tmp_path):
    """Make a case with two drafts."""
    folder = tmp_path / "case"
    create_case(folder, title="Case")
    drafts = [
        a_draft("Barges arrived at Valletta", "Valletta", "2025-01-15"),
        a_draft("A shed burned in Mosta", "Mosta", "2025-01-14"),
    ]
    write_drafts(folder, SOURCE, drafts, places={0: "Valletta, Malta", 1: "Mosta, Malta"})
    return folder


def run(case, *words, answers=""):
    """Run `dateline review` and return what it said and how it ended."""
    done = CliRunner().invoke(main, ["review", str(case), *words], input=answers)
    return done.output, done.exit_code


def keys(case):
    """Return the keys of the drafts."""
    return [draft.key for draft in read_drafts(case)[0]]


def test_a_walk_shows_the_words_and_the_reasons_of_each_draft(case):
    """A person decides by what the report says, not by a title that the program made."""
    said, code = run(case, answers="s\ns\n")

    assert code == 0
    assert "2 drafts left" in said
    assert "“barges arrived at valletta”" in said
    assert "2025-01-15  (15 January 2025)  “on the 15th”, counted from published 2025-01-16." in said
    assert "Valletta, Malta  “Valletta” is a settlement in Malta." in said
    assert "also   Malta (holder)" in said
    assert "alike  sample-ship-valletta" in said
    assert "2 drafts left for another time." in said


def test_accepting_edits_first_and_writes_at_once(case):
    """The title that the program proposes is seldom the one that is published."""
    said, code = run(case, answers="e\ntitle=Barges at Valletta\nclaim.text=Barges came.\n\na\nsightings\nd\n")

    assert code == 0, said
    event = read_case(case).events[-1]
    assert (event.id, event.title, event.claims[0].text) == ("barges-at-valletta", "Barges at Valletta", "Barges came.")
    assert keys(case) == []


def test_merging_offers_the_event_of_the_same_place_and_time(case):
    """Enter takes what is offered: the commonest step must be the shortest."""
    said, code = run(case, answers="m\n\nq\n")

    assert code == 0, said
    assert "Added to sample-ship-valletta as a claim." in said
    assert len(read_case(case).events[0].claims) == 2


def test_every_step_of_a_walk_can_be_taken_back(case):
    """One wrong key must not cost a draft."""
    before = keys(case)

    said, code = run(case, answers="d\nu\nq\n")

    assert code == 0, said
    assert "Taken back" in said
    assert sorted(keys(case)) == sorted(before)


def test_a_fault_is_told_and_the_draft_stays(case):
    """A date that is none must be mended, not lost with its draft."""
    said, code = run(case, answers="e\ndate=last week\n\na\nsightings\nq\n")

    assert code == 0
    assert "'last week' is not an EDTF date" in said
    assert len(keys(case)) == 2


def test_a_script_lists_accepts_merges_drops_and_takes_back(case):
    """All that a person does by key can be done by a program, which names drafts by their keys."""
    listed, _ = run(case, "--list", "--json")
    first, second = (json.loads(line)["key"] for line in listed.splitlines() if line.startswith("{"))

    accepted = run(case, "--accept", first, "--layer", "sightings", "--set", "status=claimed")
    dropped = run(case, "--drop", second[:6])
    back = run(case, "--undo")

    assert [code for _, code in (accepted, dropped, back)] == [0, 0, 0]
    assert read_case(case).events[-1].status == "claimed"
    assert keys(case) == [second]


@pytest.mark.parametrize(
    ("words", "code", "message"),
    [
        (["--accept", "0123"], 2, "--accept: needs --layer"),
        (["--accept", "zzzz", "--layer", "sightings"], 2, "'zzzz': is no draft of the case; see --list"),
        (["--merge", "0123"], 2, "--merge and --into go together"),
        (["--drop", ""], 2, "is the beginning of several keys"),
        (["--accept", "KEY", "--layer", "nowhere"], 2, "'nowhere' is not a layer"),
        (["--merge", "KEY", "--into", "nothing"], 2, "nothing"),
        (["--accept", "KEY", "--layer", "sightings", "--set", "title"], 2, "'title' has no field and value"),
    ],
)
def test_wrong_words_are_told_and_change_nothing(case, words, code, message):
    """Where, what came, what was wanted."""
    before = keys(case)

    said, ended = run(case, *(before[0] if word == "KEY" else word for word in words))

    assert ended == code
    assert message in said
    assert keys(case) == before


def test_undoing_with_nothing_done_says_so(case):
    """No traceback for whoever asks once too often."""
    assert run(case, "--undo") == ("There is nothing to take back.\n", 0)
