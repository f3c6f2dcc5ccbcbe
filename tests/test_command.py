"""The command, run as a person or a script runs it."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from dateline import main
from layers.case import read_case

ROOT = Path(__file__).parents[1]


@pytest.fixture
def case(run):
    """Make a new case."""
    assert run("new", "case", "--title", 'The "new" case')[0] == 0
    return Path("case")


def test_a_new_case_has_no_fault_and_builds(run, case):
    """A newcomer must see a map before learning the format."""
    assert run("check", "case", "--strict")[0] == 0

    code, out, err = run("build", "case", "--json")

    built = json.loads(out)
    assert code == 0
    assert built["output"] == "case/map.html"
    assert (built["events"], built["layers"], built["conflicts"]) == (1, 1, 0)
    assert built["bytes"] == Path("case/map.html").stat().st_size
    assert "1 place is new in case/places.csv; look it over." in err
    assert read_case(case).title == 'The "new" case'


def test_two_builds_give_the_same_bytes(run, case):
    """A map can be checked by building it again; only then is it evidence."""
    run("build", "case", "-o", "one.html")
    run("build", "case", "-o", "two.html")

    assert Path("one.html").read_bytes() == Path("two.html").read_bytes()


def test_new_overwrites_nothing(run, case):
    """The work of a month may lie there."""
    before = (case / "case.toml").read_bytes()

    code, _, err = run("new", "case")

    assert (code, "exists already" in err) == (2, True)
    assert (case / "case.toml").read_bytes() == before


@pytest.mark.parametrize(
    ("words", "told"),
    [
        ([""], "the name of the case is empty"),
        ([" "], "the name of the case is empty"),
        (["other", "--title", "a\u202eb"], "--title: holds the control character U+202E"),
    ],
)
def test_new_refuses_what_names_no_case(run, words, told):
    """A variable left empty in a script must not fill the folder it runs in."""
    code, _, err = run("new", *words)

    assert (code, told in err) == (2, True)
    assert list(Path().iterdir()) == []


def test_the_command_that_new_prints_can_be_pasted(run):
    """Folders have blanks in their names."""
    _, _, err = run("new", "my case; x")

    assert err.endswith("dateline build 'my case; x'\n")


def test_check_reminds_of_the_sample_until_it_is_deleted(run, case):
    """An invented event must not be published by oversight."""
    _, before, _ = run("check", "case")
    path = case / "layers/sightings.toml"
    path.write_text(path.read_text(encoding="utf-8").partition("[[event]]")[0], encoding="utf-8")
    _, after, _ = run("check", "case")

    assert "warning: id: is the invented sample of 'dateline new'; delete this event" in before
    assert "sample" not in after
    assert "sightings.toml: warning: holds no event" in after


def test_check_warns_of_what_lies_after_the_day_of_the_case(run, case):
    """A slip of the year is found where the case says of which day it speaks."""
    path = case / "case.toml"
    path.write_text(path.read_text(encoding="utf-8").replace("# as_of", "as_of"), encoding="utf-8")
    later = ("--source", "https://post.example/1", "--publisher", "Post", "--published", "2025-03-09")
    run(*ADD[:-2], *later, "--date", "2025-03-07")
    run(*ADD[:-3], "A third", *ADD[-2:], "--date", "2025-03-07", "--occurrence", "expected")

    code, out, _ = run("check", "case")

    assert code == 0
    assert "warning: published: 2025-03-09 lies after 2025-01-31, the as_of of case.toml" in out
    assert out.count("warning: date: 2025-03-07 lies after 2025-01-31, the as_of of case.toml") == 1


@pytest.mark.parametrize(
    ("published", "retrieved", "more", "warns"),
    [
        ("2025-01-16", "", ("--date", "2025-01-17"), True),
        ("2025-01-16", "", ("--date", "2025-01"), False),
        ("2025-01-16", "", ("--date", "2025-01-16"), False),
        ("2025-01-16", "2025-01-20", ("--date", "2025-01-18"), False),
        ("2025-01-16", "2025-01-20", ("--date", "2025-01-21"), True),
        ("2025-01-16", "", ("--date", "2025-01-17", "--occurrence", "expected"), False),
        ("", "", ("--date", "2025-01-17"), False),
    ],
)
def test_check_warns_of_an_event_that_no_source_could_yet_report(run, case, published, retrieved, more, warns):
    """Nobody reports what has not come about: the date is a slip, or the event is only expected."""
    with (case / "sources.toml").open("a", encoding="utf-8") as file:
        file.write('\n[[source]]\nid = "post"\npublisher = "Post"\n')
        file.writelines(
            f'{key} = "{day}"\n' for key, day in (("published", published), ("retrieved", retrieved)) if day
        )
    assert run(*ADD[:-2], "--source", "post", *more)[0] == 0

    code, out, _ = run("check", "case")

    assert code == 0
    assert ("lies after every source that reports it (the last is of 2025-01-" in out) == warns


def test_a_later_source_makes_a_date_credible(run, case):
    """Only where every report is older is the date doubtful."""
    run(*ADD, "--date", "2025-01-20", "--id", "x")
    before = run("check", "case")[1]
    later = ("--source", "https://post.example/1", "--publisher", "Post", "--published", "2025-01-21")
    assert run("edit", "case", "x", "--add-claim", *later, "--text", "It came")[0] == 0

    assert "2025-01-20 lies after every source" in before
    assert "lies after every source" not in run("check", "case")[1]


@pytest.mark.parametrize("command", ["check", "build"])
def test_an_emptied_layer_is_said(run, case, command):
    """Half the case lost by a slip of the shell must not build without a word; a layer at fault is told otherwise."""
    (case / "layers/sightings.toml").write_text("", encoding="utf-8")
    (case / "layers/broken.toml").write_text('[[event]]\ntitle = "X"\n', encoding="utf-8")

    _, out, err = run(command, "case", *(("--skip-faults",) if command == "build" else ()))

    assert "case/layers/sightings.toml: warning: holds no event" in out + err
    assert (out + err).count("holds no event") == 1


def test_add_says_when_the_same_event_is_there_already(run, case):
    """A command run twice is a slip; two ships on one day may be meant."""
    words = (*ADD, "--place", "Valletta, Malta", "--date", "2025-01-16")
    first, again, other = run(*words), run(*words), run(*words[:-1], "2025-01-15")

    events = read_case(case).events
    assert "warning" not in first[2] + other[2]
    assert f"warning: a-second-ship (case/layers/sightings.toml, line {events[1].line}) has the same title" in again[2]
    assert again[0] == 0
    assert len(events) == 4


def test_check_warns_of_coordinates_far_from_the_place_they_stand_beside(run, case):
    """Lon and lat written the wrong way round are the commonest slip of all."""
    run(*ADD, "--place", "Valletta, Malta", "--lon", "35.9", "--lat", "14.51")
    run(*ADD, "--place", "Valletta, Malta", "--lon", "2.35", "--lat", "48.85")
    run(*ADD, "--place", "Valletta, Malta", "--lon", "14.51", "--lat", "35.9")
    run(*ADD, "--place", "A pier that no gazetteer has", "--lon", "35.9", "--lat", "14.51")

    _, out, _ = run("check", "case", "--json")
    row = 'place,lon,lat,precision,chosen_by\n"Valletta, Malta",2.3,48.8,site,person\n'
    (case / "places.csv").write_text(row, encoding="utf-8")
    _, told_by_a_person, _ = run("check", "case")

    far = [notice for notice in map(json.loads, out.splitlines()) if notice["field"] == "lon"]
    assert [notice["event"] for notice in far] == ["a-second-ship", "a-second-ship-2"]
    assert far[0]["message"].endswith("km from what 'Valletta, Malta' is taken for; are lon and lat swapped?")
    assert "case/layers/sightings.toml" in told_by_a_person
    assert "(2.35, 48.85)" not in told_by_a_person
    assert far[1]["message"].endswith("is taken for; mend one of them, or write more of what holds the place")


def test_a_movement_between_known_places_is_not_off_the_map(run, case):
    """The page draws its line; nothing is left to mend."""
    with (case / "layers/sightings.toml").open("a", encoding="utf-8") as file:
        file.write(MOVEMENTS)

    _, out, _ = run("check", "case", "--json")
    _, listed, _ = run("places", "case")

    [off] = [notice for notice in map(json.loads, out.splitlines()) if notice["kind"] == "unplaced"]
    assert (off["event"], off["field"]) == ("lost", "destination")
    assert "Nowhere that is known" in off["message"]
    assert "Valletta, Malta to Tunis, Tunisia" in listed
    assert listed.count("a line") == 1
    assert listed.count("not on the map") == 1


MOVEMENTS = """
[[event]]
id = "moved"
title = "It sails"
origin = "Valletta, Malta"
destination = "Tunis, Tunisia"
date = "2025-01-16"
[[event.claim]]
source = "example-gazette-2025-01-16"

[[event]]
id = "lost"
title = "It sails on"
origin = "Valletta, Malta"
destination = "Nowhere that is known"
date = "2025-01-16"
[[event.claim]]
source = "example-gazette-2025-01-16"
"""

ADD = ("add", "case", "--layer", "sightings", "--title", "A second ship", "--source", "example-gazette-2025-01-16")


def test_add_writes_what_it_was_told(run, case):
    """Every option must reach the file."""
    words = [
        "--place",
        "Valletta, Malta",
        "--date",
        "2025-01-20",
        "--text",
        "x",
        "--quote",
        "y z",
        "--value",
        "ships=2",
    ]
    words += [
        "--tag",
        "a",
        "--citing",
        "CNN",
        "--citing",
        "image",
        "--claim-date",
        "2025-01-21",
        "--occurrence",
        "expected",
    ]
    words += ["--date-reason", "r", "--date-as-written", "the 20th", "--status", "claimed", "--label", "Second"]

    code, out, _ = run(*ADD, *words, "--json")

    event = read_case(case).events[-1]
    written = json.loads(out)
    assert code == 0
    assert (written["event"], written["line"]) == (event.id, event.line)
    assert (event.place, event.date.text, event.occurrence, event.status) == (
        "Valletta, Malta",
        "2025-01-20",
        "expected",
        "claimed",
    )
    assert (event.values, event.tags, event.date_reason, event.label) == ({"ships": "2"}, ("a",), "r", "Second")
    [claim] = event.claims
    assert (claim.text, claim.quote, claim.citing, claim.date.text) == ("x", "y z", ("CNN", "image"), "2025-01-21")
    assert claim.date_as_written == "the 20th"


def test_add_takes_the_address_of_a_source_that_the_case_knows(run, case):
    """An analyst has the address at hand, not our id for it."""
    code, _, _ = run(*ADD[:-1], "https://example.org/report")

    assert code == 0
    assert read_case(case).events[-1].claims[0].source == "example-gazette-2025-01-16"
    assert len(read_case(case).sources) == 1


def test_add_brings_a_new_source(run, case):
    """The report and its first event come in together."""
    code, _, _ = run(*ADD[:-1], "https://post.example/1", "--publisher", "Post", "--published", "2025-01-19")

    source = read_case(case).sources["post-2025-01-19"]
    assert code == 0
    assert (source.url, source.publisher) == ("https://post.example/1", "Post")


def test_the_id_of_a_new_source_may_hold_a_colon(run, case):
    """Archives number their reports so."""
    code, _, _ = run(*ADD[:-1], "tass:2025-01", "--publisher", "TASS")

    assert (code, read_case(case).events[-1].claims[0].source) == (0, "tass:2025-01")


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (["--date", "2025-02-30"], "--date: '2025-02-30' names a day that does not exist"),
        (["--lon", "4", "--lat", "95"], "--lat: lat 95 is not within -90 to 90"),
        (["--value", "ships"], "--value: 'ships' has no key and value"),
        (["--value", "ships=1", "--value", "ships=2"], "--value: 'ships' is given twice"),
        (["--source", "nobody"], "--source: 'nobody' is not a source of the case"),
        (["--source", "javascript:alert", "--publisher", "P"], "--source: 'javascript:alert' is not http or https"),
        (["--source", "ftp://x/y", "--publisher", "P"], "--source: 'ftp://x/y' is not http or https"),
        (["--source", "example.org/report", "--publisher", "P"], "looks like an address; begin it with https://"),
        (["--source", "www.example.org", "--publisher", "P"], "looks like an address; begin it with https://"),
        (["--layer", "zebra"], "the layers are sightings; to make a new one, give --new-layer"),
        (["--status", "retracted"], "--retracted: is missing; an event with status 'retracted' needs"),
        (["--lon", "200", "--lat", "10"], "--lon: lon 200 is not within -180 to 180; write -160"),
        (["--source", "new", "--publisher", "P", "--url", "javascript:x"], "--url: 'javascript:x' is not a link"),
        (["--layer", "sighting"], "--layer: 'sighting' is not a layer of this case (did you mean 'sightings'?)"),
        (["--quote", "w " * 16], "--quote: has 16 words"),
        (["--occurrence", "maybe"], "'maybe' is not one of"),
    ],
)
def test_add_refuses_wrong_words_as_wrong_usage(run, case, words, told):
    """A script must tell its own mistake (2) from a fault in the case (1)."""
    before = (case / "layers/sightings.toml").read_bytes()

    code, out, err = run(*ADD, *words)

    assert (code, out) == (2, "")
    assert told in err
    assert (case / "layers/sightings.toml").read_bytes() == before


def test_a_retracted_report_can_be_added(run, case):
    """What was withdrawn keeps its place in the record, with the day and the reason."""
    words = ("--status", "retracted", "--retracted", "2025-01-20", "--retracted-reason", "It was another ship.")

    code, _, _ = run(*ADD, *words)

    event = read_case(case).events[-1]
    assert (code, event.status, event.retracted.text) == (0, "retracted", "2025-01-20")
    assert event.retracted_reason == "It was another ship."


def test_add_to_a_broken_file_is_a_fault_of_the_case(run, case):
    """The file and the line are named, and it stays as it is."""
    (case / "layers/sightings.toml").write_text("title = 'x\n", encoding="utf-8")

    code, _, err = run(*ADD)

    assert code == 1
    assert err.startswith("case/layers/sightings.toml:1: not TOML")


BROKEN = """
[[event]]
id = "bad"
title = "Bad one"
date = "2025-02-30"
[[event.claim]]
source = "example-gazette-2025-01-16"

[[event]]
id = "expected"
title = "Expected by then"
place = "Springfield"
date = "[..2025-01-20]"
occurrence = "expected"
[[event.claim]]
source = "example-gazette-2025-01-16"
[[event.claim]]
source = "example-gazette-2025-01-16"
date = "2025-03"
"""


@pytest.fixture
def broken(case):
    """Add one event at fault and one with all that an editor should look at, to a case of 31 January 2025."""
    head = (case / "case.toml").read_text(encoding="utf-8").replace("# as_of", "as_of")
    (case / "case.toml").write_text(head, encoding="utf-8")
    with (case / "layers/sightings.toml").open("a", encoding="utf-8") as file:
        file.write(BROKEN)
    return case


def test_check_lists_every_kind_of_notice(run, broken):
    """Nothing that a reader might ask about may surprise the editor."""
    code, out, _ = run("check", "case", "--json")

    first, warning, *others = [json.loads(line) for line in out.splitlines()]
    notices = [first, *others]
    assert (code, warning["kind"], warning["event"]) == (1, "warning", "sample-ship-valletta")
    assert [notice["kind"] for notice in notices] == ["fault", "conflict", "unplaced", "lapsed"]
    assert all(list(n) == ["kind", "file", "line", "event", "field", "message", "values"] for n in notices)
    assert (notices[0]["file"], notices[0]["event"], notices[0]["field"]) == (
        "case/layers/sightings.toml",
        "bad",
        "date",
    )
    assert notices[1]["values"] == ["[..2025-01-20]", "2025-03"]
    assert any("Illinois" in name for name in notices[2]["values"])
    assert "past that as of 2025-01-31; tell the outcome" in notices[3]["message"]


def test_check_names_the_line_as_compilers_do(run, broken):
    """Editors jump to it."""
    _, out, err = run("check", "case")

    line = (broken / "layers/sightings.toml").read_text(encoding="utf-8").split("\n").index('date = "2025-02-30"') + 1
    assert out.startswith(
        f"case/layers/sightings.toml:{line}: date: '2025-02-30' names a day that does not exist; write "
    )
    assert err.startswith(
        "2 events: 1 fault, 1 warning, 1 conflict (1 unresolved), 0 undated, 1 not on the map, 1 forecast past its day."
    )


def test_notices_name_the_event_in_their_line(run, broken):
    """A list of lines that all say "place" tells nothing of which event they speak."""
    _, out, _ = run("check", "case")

    for kind in ("conflict", "unplaced", "lapsed"):
        assert f": {kind}: expected: " in out


def test_strict_wants_a_reason_for_every_conflict(run, broken):
    """A desk may decide to publish no choice without its reason."""
    path = broken / "layers/sightings.toml"
    path.write_text(path.read_text(encoding="utf-8").replace("2025-02-30", "2025-02-28"), encoding="utf-8")

    loose, strict = run("check", "case")[0], run("check", "case", "--strict")[0]
    text = path.read_text(encoding="utf-8").replace(
        'occurrence = "expected"', 'occurrence = "expected"\ndate_reason = "x"'
    )
    path.write_text(text, encoding="utf-8")

    assert (loose, strict, run("check", "case", "--strict")[0]) == (0, 1, 0)


def test_forecasts_lapse_by_the_day_given_and_not_by_the_clock(run, broken):
    """The same check must say the same tomorrow."""
    _, before, _ = run("check", "case", "--today", "2025-01-20", "--json")
    _, after, _ = run("check", "case", "--today", "2025-01-21", "--json")

    assert ("lapsed" in before, "lapsed" in after) == (False, True)
    assert run("check", "case", "--today", "soon")[0] == 2


def test_a_build_refuses_faults_and_keeps_the_old_map(run, broken):
    """A reader must never be shown half of what was reported."""
    (broken / "map.html").write_bytes(b"old")

    code, out, err = run("build", "case", "--json")

    assert (code, out) == (1, "")
    assert "2025-02-30" in err
    assert (broken / "map.html").read_bytes() == b"old"


def test_a_build_that_skips_faults_names_what_it_left_out(run, broken):
    """What is missing must be said."""
    code, out, err = run("build", "case", "--skip-faults", "--json")

    assert code == 0
    assert json.loads(out)["events"] == 2
    assert "left out: Bad one: date: '2025-02-30' names a day" in err


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (["--lon", "14.5", "--lat", "35.9"], "14.5 35.9 tell the place to about 6 km, and the map shows it as exact"),
        (["--lon", "14.5", "--lat", "35.9", "--precision", "district"], ""),
        (["--lon", "14.5123", "--lat", "35.9"], ""),
    ],
)
def test_few_digits_are_no_exact_spot(run, case, words, told):
    """A pin says more than 14.5 does; nothing is changed, since the words are the editor's."""
    _, _, err = run(*ADD, *words)

    assert told in err
    assert ("warning" in err) == bool(told)


def test_an_output_that_cannot_be_written_keeps_the_old_map(run, case):
    """The disk failed, not the editor: another exit code, one sentence, nothing lost."""
    Path("file").write_bytes(b"")

    Path("folder.html").mkdir()

    for target in ("missing/map.html", "folder.html", "file/map.html"):
        code, out, err = run("build", "case", "-o", target)
        assert (code, out) == (3, ""), target
        assert target in err
        assert "Traceback" not in err


def test_an_unknown_background_is_a_fault_of_the_case(run, case):
    """Found by a check, not by the reader of a grey map."""
    with (case / "case.toml").open("a", encoding="utf-8") as file:
        file.write('\n[map]\ntiles = ["OpenStreetMop"]\n')

    code, out, _ = run("check", "case")

    assert code == 1
    assert "case/case.toml: map.tiles: 'OpenStreetMop'" in out
    assert run("build", "case")[0] == 1


def test_a_map_is_never_written_over_a_file_of_the_case(run, case):
    """A slip behind -o must not cost the case."""
    before = (case / "case.toml").read_bytes()

    assert run("build", "case", "-o", "case/case.toml")[0] == 2
    assert run("build", "case", "-o", "case/layers/map.html")[0] == 2
    assert (case / "case.toml").read_bytes() == before
    assert not (case / "layers/map.html").exists()


@pytest.mark.parametrize("name", ["case.toml", "sources.toml"])
def test_without_the_head_or_the_sources_nothing_is_built(run, case, name):
    """There is no map of a case without its sources, also when faults are skipped."""
    (case / name).write_text("x = [", encoding="utf-8")

    code, _, err = run("build", "case", "--skip-faults")

    assert (code, f"case/{name}:1: not TOML" in err) == (1, True)
    assert not (case / "map.html").exists()


@pytest.mark.skipif(not hasattr(os, "geteuid") or os.geteuid() == 0, reason="root may write everywhere")
def test_a_folder_without_rights_is_told(run, case):
    """Another exit code and one sentence."""
    run("build", "case")
    case.chmod(0o500)
    try:
        code, _, err = run("build", "case")
    finally:
        case.chmod(0o700)

    assert (code, "cannot be written" in err) == (3, True)


@pytest.mark.parametrize("command", ["check", "build", "places"])
def test_a_missing_case_is_told_in_one_line(run, command):
    """A slip in a path must not end in a page of Python."""
    code, out, err = run(command, "nowhere")

    assert code == 2
    assert "nowhere: is not a folder" in out + err


def test_locate_prints_candidates_best_first(run):
    """Scripts read the contract; people read the table."""
    code, out, _ = run("locate", "Springfield", "--country", "US", "--limit", "3", "--json")

    found = json.loads(out)
    scores = [candidate["score"] for candidate in found["candidates"]]
    assert (code, found["name"], len(scores)) == (0, "Springfield", 3)
    assert scores == sorted(scores, reverse=True)
    assert list(found["candidates"][0]) == [
        "id", "name", "lon", "lat", "precision", "radius_m", "country", "admin1", "score", "reasons",
    ]  # fmt: skip
    assert "Springfield, " in run("locate", "Springfield")[1]


@pytest.mark.parametrize(
    ("words", "told"),
    [
        ([""], "NAME: is empty"),
        (["Springfield", "--country", "Atlantis"], "--country: 'Atlantis' is no country known"),
        (["Springfield", "--near", "Xyzzyqq"], "--near: the gazetteer has no 'Xyzzyqq'"),
        (["x" * 5_000], "holds 5,000 characters; the name of a place has at most 200"),
    ],
)
def test_locate_refuses_what_it_cannot_look_up(run, words, told):
    """An empty answer would look as if there were no such place."""
    code, out, err = run("locate", *words)

    assert (code, out, told in err) == (2, "", True)
    assert len(err) < 200


def test_an_encoding_that_does_not_exist_is_wrong_usage(run, case):
    """Also where no file needs it: the next one may."""
    for command in ("check", "build", "places"):
        code, _, err = run(command, "case", "--encoding", "klingon")
        assert (code, "'klingon' is not an encoding" in err) == (2, True)


def test_a_person_chooses_among_candidates(run, broken):
    """The choice stands in places.csv, and wins for ever."""
    code, out, _ = run("places", "case", "--review", "--json", typed="2\n")

    chosen = [json.loads(line) for line in out.splitlines() if line.startswith("{")][-1]
    assert code == 0
    assert chosen["place"] == "Springfield"
    assert chosen["chosen"]["chosen_by"] == "person"
    assert "Springfield" in (broken / "places.csv").read_text(encoding="utf-8")


def test_places_writes_nothing_unasked(run, broken):
    """Looking must not change a case."""
    run("places", "case")
    run("check", "case")

    assert not (broken / "places.csv").exists()


def test_help_names_every_command(run):
    """A newcomer starts here."""
    code, out, _ = run("--help")

    assert code == 0
    for name in main.commands:
        assert f"\n  {name} " in out
        assert run(name, "--help")[0] == 0


def test_the_command_runs_as_a_program():
    """Without an installation, `python dateline.py` is the command."""
    ended = subprocess.run(
        [sys.executable, "dateline.py", "--version"], cwd=ROOT, capture_output=True, text=True, check=True
    )

    assert ended.stdout.startswith("dateline, version ")
