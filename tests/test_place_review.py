"""The walk through doubtful places: the least sure first, every answer kept, nothing misread."""

from __future__ import annotations

import csv
import json

import pytest
from click.testing import CliRunner

from dateline import main
from tests.conftest import an_event
from tests.terminal import type_to


@pytest.fixture
def case(make_case):
    """Make a case with one sure place, two that cannot be told, and one close choice."""
    texts = {"sure": "Valletta, Malta", "many": "Springfield", "none": "Nowhereton, Malta", "close": "Tripoli"}
    return make_case(layers={"sightings": [an_event(name, place=text) for name, text in texts.items()]})


def review(case, typed, *words):
    """Run the review; return exit code, the JSON lines and standard error."""
    ended = CliRunner().invoke(main, ["places", str(case), "--review", *words], input=typed)
    if ended.exception is not None and not isinstance(ended.exception, SystemExit):
        raise ended.exception
    return ended.exit_code, [json.loads(line) for line in ended.stdout.splitlines()], ended.stderr


def rows(case):
    """Return the rows of places.csv by text; none where there is no file."""
    path = case / "places.csv"
    if not path.exists():
        return {}
    with path.open(encoding="utf-8", newline="") as file:
        return {row["place"]: row for row in csv.DictReader(file)}


def test_the_least_sure_come_first_and_sure_ones_not_at_all(case):
    """A person's minutes go where a point may be wrong; a close choice counts as doubtful too."""
    code, doubts, _ = review(case, "", "--json")

    assert code == 0
    assert [doubt["place"] for doubt in doubts] == ["Nowhereton, Malta", "Springfield", "Tripoli"]
    assert [doubt["margin"] for doubt in doubts][:2] == [0, 0]
    assert 0 < doubts[2]["margin"] < 0.36
    assert doubts[2]["chosen"]["country"] == "LY"
    assert doubts[1]["chosen"] is None
    assert doubts[1]["events"] == ["many"]
    assert rows(case) == {}


def test_candidates_stand_with_distance_and_reasons(case):
    """What else the case holds is what tells a person which Tripoli is meant."""
    _, [_, _, tripoli], err = review(case, "", "--json")

    first = tripoli["candidates"][0]
    assert first["nearest"] == "Valletta"
    assert first["nearest_km"] == pytest.approx(356, abs=2)
    assert first["score"] == pytest.approx(sum(first["reasons"].values()), abs=0.002)
    assert "1 of 3  Nowhereton, Malta" in err
    review(case, "s\ns\ns\n")
    _, _, shown = review(case, "s\ns\ns\n")
    assert "356 km from Valletta" in shown
    assert "name +1.00" in shown


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("s\n1\n", {"chosen_by": "person", "country": "US", "reason": "A person chose Springfield, Missouri, US."}),
        ("s\nu\n", {"chosen_by": "person", "precision": "unknown", "lon": ""}),
        ("s\nunknown\n", {"precision": "unknown"}),
        ("s\n-93.3 37.2\n", {"lon": "-93.3", "lat": "37.2", "precision": "site", "radius_m": "2000"}),
        ("s\n-93.3, 37.2 exact\n", {"precision": "exact", "radius_m": "50", "country": "US"}),
        ("s\n-93.3 37.2 settlement 900\n", {"precision": "settlement", "radius_m": "900"}),
    ],
)
def test_each_answer_is_written_at_once(case, typed, kept):
    """Whatever ends the walk, what was decided stays decided."""
    code, _, _ = review(case, typed)

    assert code == 0
    row = rows(case)["Springfield"]
    assert {key: row[key] for key in kept} == kept
    assert list(rows(case)) == ["Springfield"]


@pytest.mark.parametrize(
    ("answer", "told"),
    [
        ("37.2 -93.3", "lat -93.3 is not within -90 to 90; lon and lat look swapped"),
        ("0 0", "(0, 0) is a point in the sea"),
        ("nan 5", "'nan 5' is no answer"),
        ("-93.3", "'-93.3' is no answer"),
        ("99", "there is no candidate 99; write a number from 1 to 9"),
        ("0", "there is no candidate 0"),
        ("-93.3 37.2 town", "'town' is no precision"),
        ("-93.3 37.2 site 1e9", "'1e9' is no radius"),
        ("Springfield", "is no answer"),
        ("1482500 4150000", "looks projected"),
        ("x" * 5000, "is no answer"),
    ],
)
def test_what_is_no_answer_is_asked_again(case, answer, told):
    """A slip of the hand must not move a point."""
    code, _, err = review(case, f"s\n{answer}\nq\n")

    assert code == 0
    assert told in err
    assert rows(case) == {}
    assert len(err) < 10_000


def test_swapped_coordinates_that_are_in_range_are_noticed(make_case):
    """35.9 14.5 is in Eritrea, 14.5 35.9 in Malta, where all else of the case lies."""
    case = make_case(
        layers={"sightings": [an_event("a", place="Nowhereton, Malta"), an_event("b", place="Valletta, Malta")]}
    )
    _, _, err = review(case, "35.9 14.5\nn\n14.5 35.9\n")

    assert "35.9 14.5 lies" in err
    assert "longitude comes first" in err
    assert (rows(case)["Nowhereton, Malta"]["lon"], rows(case)["Nowhereton, Malta"]["lat"]) == ("14.5", "35.9")


def test_one_can_go_back_and_think_again(case):
    """The second answer replaces the first, though a person gave both."""
    code, _, _ = review(case, "s\n1\nb\n2\nq\n")

    assert code == 0
    assert rows(case)["Springfield"]["reason"] == "A person chose Springfield, Massachusetts, US."


def test_back_at_the_first_stays_there(case):
    """Nothing lies before it."""
    _, _, err = review(case, "b\nb\nu\nq\n")

    assert err.count("1 of 3  Nowhereton") == 3
    assert rows(case)["Nowhereton, Malta"]["precision"] == "unknown"


def test_what_a_person_decided_is_not_asked_again(case):
    """Nor what a person left unknown."""
    review(case, "u\n2\n1\n")

    code, doubts, err = review(case, "", "--json")

    assert (code, doubts) == (0, [])
    assert "0 doubtful places." in err


def test_a_close_choice_that_is_locked_is_still_shown(case):
    """A build locks it; that makes it no surer."""
    CliRunner().invoke(main, ["build", str(case)])

    _, doubts, _ = review(case, "", "--json")

    assert "Tripoli" in [doubt["place"] for doubt in doubts]
    assert rows(case)["Tripoli"]["chosen_by"] == "program"


def test_it_runs_in_a_terminal(case):
    """As a person does it: read, type, see what came of it."""
    code, seen = type_to(
        ["places", str(case), "--review"],
        [
            ("1 of 3", ""),
            ("q (quit): ", "u\n"),
            ("2 of 3", ""),
            ("q (quit): ", "1\n"),
            ("3 of 3", ""),
            ("q (quit): ", "q\n"),
        ],
    )

    assert code == 0
    assert "Nowhereton" in seen
    assert {text: row["chosen_by"] for text, row in rows(case).items()} == {
        "Nowhereton, Malta": "person",
        "Springfield": "person",
    }
