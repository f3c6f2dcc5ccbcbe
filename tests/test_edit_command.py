"""`edit`, `move`, `retract` and the questions of `add`, run as a person or a script runs them."""

from __future__ import annotations

import json
import os
import select
import subprocess
import sys
import time
from pathlib import Path

import pytest

from layers.case import read_case

ROOT = Path(__file__).parents[1]
EVENT = "a-ship-is-seen"


@pytest.fixture
def case(run):
    """Make a case with an event of its own."""
    run("new", "case")
    words = ("--layer", "sightings", "--title", "A ship is seen", "--place", "Valletta, Malta", "--date", "2025-01-20")
    assert run("add", "case", *words, "--source", "example-gazette-2025-01-16", "--text", "A ship lay there")[0] == 0
    return Path("case")


def read_event(case, event_id=EVENT):
    """Return an event of the case as a build reads it."""
    return next(event for event in read_case(case).events if event.id == event_id)


def test_edit_changes_what_it_is_told_and_says_so(run, case):
    """A person sees each field before and after, and a script gets the same as JSON."""
    words = ("--title", "A grey ship is seen", "--value", "ships=2", "--tag", "ship", "--date", "2025-01")

    code, out, err = run("edit", "case", EVENT, *words, "--json")

    event = read_event(case)
    changes = {change["field"]: change["after"] for change in json.loads(out)["changes"]}
    assert code == 0
    assert (event.title, event.values, event.tags, event.date.text) == (
        "A grey ship is seen",
        {"ships": "2"},
        ("ship",),
        "2025-01",
    )
    assert changes == {"title": "A grey ship is seen", "date": "2025-01", "values.ships": "2", "tags": ["ship"]}
    assert "title: 'A ship is seen' becomes 'A grey ship is seen'" in err


def test_claims_are_added_changed_and_taken_out(run, case):
    """A second report is the commonest change of all."""
    run(
        "edit", "case", EVENT, "--add-claim", "--source", "https://post.example/1", "--publisher", "Post", "--text", "b"
    )
    unclear, _, err = run("edit", "case", EVENT, "--text", "c")
    run("edit", "case", EVENT, "--claim", "2", "--text", "c", "--claim-date", "2025-01-21")
    two = read_event(case).claims
    run("edit", "case", EVENT, "--remove-claim", "1")

    assert unclear == 2
    assert "has 2 claims; say which" in err
    assert [claim.text for claim in two] == ["A ship lay there", "c"]
    assert [claim.source for claim in read_event(case).claims] == ["post"]


def test_a_field_is_taken_out_by_its_name(run, case):
    """Undated is a statement too."""
    run("edit", "case", EVENT, "--value", "ships=1", "--value", "crew=9")

    run("edit", "case", EVENT, "--clear", "date", "--clear", "values.crew")

    assert read_event(case).date is None
    assert read_event(case).values == {"ships": "1"}


def test_an_event_that_is_not_there_is_named_as_it_was_given(run, case):
    """No option of that name exists: the message must point at the word in the line, and at where the right one is."""
    code, _, err = run("move", "case", "nix", "--place", "Malta")

    assert code == 2
    assert err.startswith("EVENT: 'nix' is not an event of this case; `dateline table` lists them")


def test_an_event_in_a_layer_that_cannot_be_read_is_not_only_called_missing(run, case):
    """Whoever has just broken the file by hand must not look for another event."""
    layer = case / "layers" / "sightings.toml"
    layer.write_text(layer.read_text(encoding="utf-8") + "\ntitle = [\n", encoding="utf-8")

    code, _, err = run("edit", "case", EVENT, "--summary", "It left.")

    assert code == 1
    assert "is not an event of this case" in err
    assert "sightings.toml:" in err
    assert "not TOML" in err


def test_corrections_are_added_with_their_day(run, case):
    """What was put right is told to those who have quoted the map."""
    run("edit", "case", EVENT, "--correction", "2025-02-01: The day was the 20th.", "--date", "2025-01-20")
    run("edit", "case", EVENT, "--correction", "The crane: it was another.")

    first, second = read_event(case).corrections
    assert (first.date.text, first.text) == ("2025-02-01", "The day was the 20th.")
    assert second.text == "The crane: it was another."
    assert second.date.kind == "day"


def test_move_says_what_the_place_is_taken_for_and_locks_it(run, case):
    """A wrong Tripoli must be seen at once, not in print; and a build must find what was shown."""
    code, _, err = run("move", "case", EVENT, "--place", "Tripoli")

    assert code == 0
    assert "“Tripoli” is a city in Libya" in err
    assert "Tripoli may also mean:" in err
    assert "Lebanon" in err
    assert "\nTripoli,13.18733" in (case / "places.csv").read_text(encoding="utf-8")


@pytest.mark.parametrize(("place", "other"), [("Valletta, Malta", ""), ("Luhansk", "Luhansk Oblast, UA")])
def test_the_district_of_a_town_is_no_other_place_than_the_town(place, other, run, case):
    """A choice between two that stand at one point is none; one that would move the event is."""
    code, _, err = run("move", "case", EVENT, "--place", place)

    assert code == 0
    assert err.partition("may also mean:")[2].strip().startswith(other)
    assert ("may also mean" in err) == bool(other)


def test_move_by_coordinates_says_how_precise_the_place_now_is(run, case):
    """A region moved by its middle is no pin, and the editor reads it at once."""
    run("edit", "case", EVENT, "--place", "Sicily, Italy")

    code, _, err = run("move", "case", EVENT, "--lon", "14.2", "--lat", "37.4")

    assert code == 0
    assert "Sicily, Italy: 14.20000 37.40000, region, within about 272 km" in err
    assert (read_event(case).precision, read_event(case).radius_m) == ("region", 272000)


def test_coordinates_set_by_edit_make_no_pin_of_a_region_either(run, case):
    """The other way to the same field must not pretend what `move` does not."""
    run("edit", "case", EVENT, "--place", "Sicily, Italy")
    run("edit", "case", EVENT, "--lon", "14.2", "--lat", "37.4", "--radius-m", "9000")

    assert (read_event(case).precision, read_event(case).radius_m) == ("region", 9000)


def test_a_place_that_cannot_be_told_is_not_locked(run, case):
    """The lock holds answers, not guesses."""
    before = (case / "places.csv").read_text(encoding="utf-8")

    code, _, err = run("move", "case", EVENT, "--place", "Springfield, USA")

    assert code == 0
    assert "Not on the map" in err
    assert "Springfield" in err.partition("may mean:")[2]
    assert (case / "places.csv").read_text(encoding="utf-8") == before


def test_a_retracted_event_stays_in_the_file(run, case):
    """Its link must still open, and tell what became of it."""
    run("edit", "case", EVENT, "--status", "confirmed", "--confirmed-by", "The desk", "--method", "Two pictures")

    code, _, _ = run("retract", "case", EVENT, "--reason", "The picture was an old one.", "--date", "2025-02-01")

    event = read_event(case)
    assert (code, event.status, event.retracted.text) == (0, "retracted", "2025-02-01")
    assert (event.confirmed_by, event.retracted_reason) == ("", "The picture was an old one.")
    run("edit", "case", EVENT, "--status", "reported")
    assert (read_event(case).status, read_event(case).retracted) == ("reported", None)


@pytest.mark.parametrize("command", ["add", "edit", "move", "retract"])
def test_a_dry_run_shows_the_lines_and_writes_nothing(run, case, command):
    """Before a file that others watch is touched."""
    words = {
        "add": ("--layer", "sightings", "--title", "Another", "--source", "example-gazette-2025-01-16"),
        "edit": (EVENT, "--title", "Another"),
        "move": (EVENT, "--place", "Sliema, Malta"),
        "retract": (EVENT, "--reason", "Another", "--date", "2025-02-01"),
    }[command]
    before = {path: path.read_bytes() for path in case.rglob("*") if path.is_file()}

    code, out, err = run(command, "case", *words, "--dry-run")

    assert code == 0
    assert out.startswith("--- case/layers/sightings.toml")
    assert "Another" in out or "Sliema" in out
    assert "Nothing was written" in err
    assert {path: path.read_bytes() for path in case.rglob("*") if path.is_file()} == before


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (("edit", "case", "a-ship-is-sen", "--title", "x"), "did you mean 'a-ship-is-seen'?"),
        (("edit", "case", EVENT), "nothing to change"),
        (("edit", "case", EVENT, "--clear", "id"), "cannot be taken out"),
        (("edit", "case", EVENT, "--clear", "summary"), "has no field 'summary'"),
        (("edit", "case", EVENT, "--clear", "date", "--date", "2025"), "set by another option too"),
        (("edit", "case", EVENT, "--date", "2025-13"), "--date: '2025-13' names a month"),
        (("edit", "case", EVENT, "--claim", "2", "--text", "x"), "has no claim 2; it has 1"),
        (("edit", "case", EVENT, "--claim", "1"), "no option says what is to change"),
        (("edit", "case", EVENT, "--remove-claim", "1"), "an event needs at least one claim"),
        (("edit", "case", EVENT, "--add-claim", "--text", "x"), "--add-claim: needs --source"),
        (("edit", "case", EVENT, "--source", "nobody"), "is not a source of the case"),
        (("edit", "case", EVENT, "--status", "confirmed"), "--confirmed-by: is missing"),
        (("move", "case", EVENT), "where to?"),
        (("move", "case", EVENT, "--lon", "4"), "--lat: is missing"),
        (("move", "case", EVENT, "--lon", "4", "--lat", "95"), "--lat: lat 95 is not within"),
        (("retract", "case", EVENT), "--reason: is missing"),
        (("retract", "case", EVENT, "--reason", "x", "--date", "yesterday"), "is not an EDTF date"),
        (("add", "case", "--title", "x"), "Missing option '--layer'"),
    ],
)
def test_wrong_words_are_wrong_usage_and_change_nothing(run, case, words, told):
    """A script must tell its own mistake (2) from a fault in the case (1)."""
    before = (case / "layers/sightings.toml").read_bytes()

    code, _, err = run(*words)

    assert code == 2
    assert told in err
    assert (case / "layers/sightings.toml").read_bytes() == before


def test_the_commands_take_a_spreadsheet_and_a_geojson_layer(run, case):
    """A desk keeps each layer in the form that suits it."""
    (case / "layers/sheet.csv").write_bytes(b"id;title;claim.source\r\nx;X;example-gazette-2025-01-16\r\n")
    (case / "layers/points.geojson").write_text('{"type": "FeatureCollection", "features": []}', encoding="utf-8")
    for layer in ("sheet", "points"):
        words = ("--layer", layer, "--title", f"In {layer}", "--lon", "14.5", "--lat", "35.9")
        assert run("add", "case", *words, "--source", "example-gazette-2025-01-16")[0] == 0
        assert run("move", "case", f"in-{layer}", "--lon", "14.6", "--lat", "35.9")[0] == 0
        assert run("edit", "case", f"in-{layer}", "--summary", "a; b")[0] == 0

    assert [read_event(case, f"in-{layer}").lon for layer in ("sheet", "points")] == [14.6, 14.6]
    assert read_case(case).broken == ()
    sheet = (case / "layers/sheet.csv").read_bytes()
    assert sheet.startswith(b"id;title;claim.source;lon;lat;summary\r\nx;X;example-gazette-2025-01-16\r\n")
    assert sheet.count(b"\n") == sheet.count(b"\r\n") == 3


def test_the_first_event_of_a_case_may_bring_its_layer(run, case):
    """A case of one's own begins with a title and nothing else."""
    Path("bare").mkdir()
    Path("bare/case.toml").write_text('title = "Bare"\n', encoding="utf-8")
    Path("bare/sources.toml").write_text("", encoding="utf-8")
    words = ("--layer", "ships", "--new-layer", "--title", "A", "--source", "https://post.example/1")

    code, _, _ = run("add", "bare", *words, "--publisher", "Post")

    assert (code, [event.title for event in read_case(Path("bare")).events]) == (0, ["A"])


@pytest.mark.skipif(sys.platform == "win32", reason="a terminal of this kind is a POSIX thing")
def test_add_asks_at_a_terminal_for_what_is_missing(case):
    """Whoever does not know the options by heart is led through them."""
    typed = [
        "A second ship",
        "2025-02",
        "Valletta, Malta",
        "https://post.example/9",
        "Post",
        "2025-02-03",
        "It lay there",
    ]
    import pty

    leader, follower = pty.openpty()
    words = [sys.executable, str(ROOT / "dateline.py"), "add", "case"]
    with subprocess.Popen(words, stdin=follower, stdout=follower, stderr=follower, close_fds=True) as process:
        os.close(follower)
        said = ""
        deadline = time.monotonic() + 60
        for answer in typed:
            before = len(said)
            while not said[before:].rstrip("\r\n").endswith(": "):
                assert select.select([leader], [], [], max(0, deadline - time.monotonic()))[0], said
                said += os.read(leader, 4096).decode()
            os.write(leader, f"{answer}\n".encode())
        code = process.wait(60)
    os.close(leader)

    event = read_case(case).events[-1]
    assert code == 0, said
    assert (event.title, event.date.text, event.claims[0].text) == ("A second ship", "2025-02", "It lay there")
    assert event.claims[0].source == "post-2025-02-03"
    assert "February 2025" in said
