"""`dateline read`: what it prints, what it writes into a case, and what it says of what it cannot read."""

from __future__ import annotations

import json

import pytest
from click.testing import CliRunner

from dateline import main
from layers.case import read_case
from layers.drafts.shelf import read_drafts
from layers.starter import create_case

REPORT = """\
VALLETTA, Malta — Two barges were seen at Marsaxlokk on the 4th of last month, the port authority said.

Barges Are Expected Again

Meridian, citing officials in Rome, reported that a tug had left Catania for Valletta on Friday. More ships are expected
to arrive in Marsaxlokk by the end of March. The minister told reporters in Seoul that nothing would change.
"""


@pytest.fixture
def report(tmp_path):
    """Save an invented report."""
    path = tmp_path / "report.txt"
    path.write_text(REPORT, encoding="utf-8")
    return path


@pytest.fixture
def case(tmp_path):
    """Make a case."""
    folder = tmp_path / "case"
    create_case(folder, title="Case")
    return folder


def run(*words, stdin=None):
    """Run `dateline read`."""
    return CliRunner().invoke(main, ["read", *map(str, words)], input=stdin)


def read_json(*words, stdin=None):
    """Return the objects that `dateline read --json` prints."""
    done = run(*words, "--json", stdin=stdin)
    assert done.exit_code == 0, done.output
    return [json.loads(line) for line in done.stdout.splitlines()]


def test_one_object_a_report_holds_mentions_dates_and_events(report):
    """Programs rely on these names, on offsets in code points, and on null where nothing was chosen."""
    [reading] = read_json(report, "--published", "2025-03-10")

    assert reading.keys() >= {"file", "published", "mentions", "dates", "events"}
    assert reading["published"] == "2025-03-10"
    for mention in reading["mentions"]:
        assert REPORT[mention["start"] : mention["end"]] == mention["text"]
        assert mention.keys() >= {"score", "cues", "place", "candidates", "margin", "reasons"}
        assert mention["place"] is None or mention["place"].keys() == {
            "id", "name", "lon", "lat", "precision", "country", "radius_m",
        }  # fmt: skip
    for date in reading["dates"]:
        assert REPORT[date["start"] : date["end"]] == date["text"]
        assert date.keys() >= {"edtf", "anchor", "rule"}
    for event in reading["events"]:
        assert event["quote"] in REPORT[event["start"] : event["end"]]
        assert event.keys() >= {
            "title", "place", "role", "date", "date_as_written", "occurrence", "status", "citing",
        }  # fmt: skip


def test_what_happened_stands_where_and_when_the_words_say(report):
    """Rome and Seoul are where people speak; a headline tells nothing twice; what is expected stays expected."""
    [reading] = read_json(report, "--published", "2025-03-10")

    told = [(event["place"]["name"], event["date"], event["occurrence"]) for event in reading["events"]]
    assert told == [
        ("Marsaxlokk", "2025-02-04", "occurred"),
        ("Valletta", "2025-03-07", "occurred"),
        ("Marsaxlokk", "[..2025-03-31]", "expected"),
    ]
    tug = reading["events"][1]
    assert (tug["origin"]["name"], tug["destination"]["name"]) == ("Catania", "Valletta")
    assert tug["citing"] == ["Meridian", "officials"]


def test_a_paper_that_names_itself_leans_on_nobody(report):
    """What Meridian says of itself in Meridian is no second voice."""
    [reading] = read_json(report, "--published", "2025-03-10", "--publisher", "Meridian")

    assert reading["events"][1]["citing"] == ["officials"]


def test_without_a_day_of_publication_nothing_is_guessed(report):
    """A report saved years ago must not be dated from today."""
    [reading] = read_json(report)

    assert reading["published"] is None
    assert [event["date"] for event in reading["events"]] == [None, None, None]
    assert "missing" in next(date for date in reading["dates"] if date["text"].endswith("last month"))["anchor"]


def test_lines_with_mentions_resolve_just_those():
    """Benchmarks and other finders of names use only the choice of places."""
    line = json.dumps({"text": "Two ships lay off Valletta, Malta, and Rome knew.", "mentions": [[18, 26], [28, 33]]})

    [reading] = read_json("-", stdin=line + "\n")

    assert [mention["text"] for mention in reading["mentions"]] == ["Valletta", "Malta"]
    assert [mention["place"]["country"] for mention in reading["mentions"]] == ["MT", "MT"]
    assert reading["events"] == []


def test_the_same_report_gives_the_same_bytes(report):
    """Only then does a difference mean something."""
    first, second = (run(report, "--published", "2025-03-10", "--json").stdout for _ in range(2))

    assert first == second


def test_a_case_gets_source_text_and_drafts_without_fault(report, case):
    """What is read comes in whole: a claim names its source, a quote is held against the saved text."""
    done = run(report, "--published", "2025-03-10", "--publisher", "Example Courier", "--case", case)

    assert done.exit_code == 0, done.output
    read = read_case(case)
    assert read.broken == ()
    source = read.sources["example-courier-2025-03-10"]
    assert (source.publisher, source.published.text) == ("Example Courier", "2025-03-10")
    [article] = read.articles
    assert (article.text, article.source, article.kept_back) == (REPORT, source.id, True)
    assert len(read_drafts(case)[0]) == 3


def test_drafts_accepted_one_by_one_make_a_case_without_fault(report, case):
    """The way from report to map must be whole: quotes hold, places are found again, the map is built."""
    run(report, "--published", "2025-03-10", "--publisher", "Example Courier", "--case", case)

    for draft in read_drafts(case)[0]:
        done = CliRunner().invoke(main, ["review", str(case), "--accept", draft.key, "--layer", "sightings"])
        assert done.exit_code == 0, done.output
    built = CliRunner().invoke(main, ["build", str(case), "--json"])

    assert built.exit_code == 0, built.output
    assert json.loads(built.stdout.splitlines()[0])["unplaced"] == 0
    assert len(read_case(case).events) == 4


def test_reading_again_adds_nothing(report, case):
    """The source, its text and the drafts are known by what they say."""
    words = [report, "--published", "2025-03-10", "--publisher", "Example Courier", "--case", case]
    run(*words)
    before = {path: path.read_bytes() for path in case.rglob("*") if path.is_file() and path.suffix != ".lock"}

    done = run(*words)

    assert "0 drafts added" in done.output
    assert "3 known already" in done.output
    assert {path: path.read_bytes() for path in before} == before


@pytest.mark.parametrize(
    "words",
    [
        [],
        ["--source", "example-gazette-2025-01-16"],
        ["--source", "another", "--publisher", "Example Courier"],
        ["--source", "https://example.org/report"],
    ],
)
def test_a_text_read_before_is_the_same_report_whatever_source_is_named(report, case, words):
    """One report drafted under two names would be two voices; the day is that of the first reading."""
    run(report, "--published", "2025-03-10", "--publisher", "Example Courier", "--case", case)
    report.write_text(REPORT.replace("\n", "\r\n"), encoding="utf-8", newline="")

    done = run(report, "--case", case, *words)

    assert done.exit_code == 0, done.output
    assert "0 drafts added to" in done.stderr
    assert "3 known already" in done.stderr
    assert "in common with" not in done.stderr
    assert len(read_case(case).sources) == 2
    assert ("is the text that the case has of example-courier-2025-03-10" in done.stderr) == bool(words)


def test_the_same_text_of_another_publisher_is_a_source_of_its_own(report, case):
    """Who printed it too is told on the map, though it is no other voice."""
    run(report, "--published", "2025-03-10", "--publisher", "Example Courier", "--case", case)

    done = run(report, "--published", "2025-03-10", "--publisher", "Relay", "--source", "relay", "--case", case)

    assert "Added the source relay to" in done.stderr
    assert "its events cite Example Courier" in done.stderr
    assert {draft.source for draft in read_drafts(case)[0]} == {"example-courier-2025-03-10", "relay"}


@pytest.mark.parametrize(
    ("source", "message"),
    [
        ("exampel-gazette-2025-01-16", "(did you mean 'example-gazette-2025-01-16'?); for a new one"),
        ("zzz", "'zzz' is not a source of the case; it has example-gazette-2025-01-16; for a new one"),
        ("www.example.org/report", "looks like an address; begin it with https://"),
        ("", "--source: is empty"),
    ],
)
def test_a_source_that_the_case_does_not_know_is_named_as_such(report, case, source, message):
    """A slip in an id must neither make a new source nor be answered with a word about publishers."""
    report.write_text(f"publisher: Example Courier\n\n{REPORT}", encoding="utf-8")

    done = run(report, "--case", case, "--source", source)

    assert done.exit_code == 2
    assert message in done.stderr
    assert len(read_case(case).sources) == 1


def test_another_text_of_a_source_is_refused_and_the_others_are_read(report, case, tmp_path):
    """Its quotes would be held against the first text in vain, and be found out only when a draft is accepted."""
    words = ["--published", "2025-03-10", "--publisher", "Example Courier", "--case", case]
    address = "url: https://example.org/a\n\n"
    report.write_text(address + REPORT, encoding="utf-8")
    run(report, *words)
    report.write_text(address + REPORT.replace("Two barges", "Three barges"), encoding="utf-8")
    other = tmp_path / "other.txt"
    other.write_text("A ship was seen at Catania on Friday.\n", encoding="utf-8")

    done = run(report, other, *words)

    assert done.exit_code == 2
    assert "--source: " in done.stderr
    assert "is another text than" in done.stderr
    assert "1 draft added to" in done.stderr
    assert len(read_drafts(case)[0]) == 4


def test_read_again_with_the_day_the_dated_drafts_take_the_place_of_the_undated(report, case):
    """Whoever forgot --published reads again; two drafts of one sentence would be one too many."""
    words = [report, "--publisher", "Example Courier", "--case", case]
    run(*words)
    undated = read_drafts(case)[0]

    done = run(*words, "--published", "2025-03-10")

    assert done.exit_code == 0, done.output
    dated = read_drafts(case)[0]
    assert ["date" in draft.table for draft in undated] == [False] * 3
    assert ["date" in draft.table for draft in dated] == [True] * 3
    assert read_case(case).sources["example-courier"].published.text == "2025-03-10"


def test_a_torn_file_of_drafts_is_named(report, case):
    """What stands in it would be lost if it were written over."""
    (case / "drafts").mkdir()
    (case / "drafts" / "torn.toml").write_text("[[event", encoding="utf-8")

    done = run(report, "--published", "2025-03-10", "--publisher", "Example Courier", "--case", case)

    assert done.exit_code == 1
    assert "drafts/torn.toml:1: not TOML" in done.stderr
    assert "mend or delete the file before reading again" in done.stderr


def test_a_report_without_an_event_adds_nothing_and_says_so(case):
    """Nothing is written, and the message names no file that is not there."""
    done = run("-", "--publisher", "Example Courier", "--case", case, stdin="The committee met and talked at length.\n")

    assert done.exit_code == 0, done.output
    assert "-: tells of no event with a place or a date, so that nothing was added." in done.stderr
    assert not (case / "drafts").exists()


def test_a_report_that_nobody_published_is_refused(report, case):
    """A claim must say whose it is."""
    done = run(report, "--published", "2025-03-10", "--case", case)

    assert done.exit_code == 2
    assert "does not say who published it; give --publisher" in done.output
    assert not (case / "drafts").exists()


def test_what_cannot_be_read_is_told_and_the_others_are_read(report, tmp_path):
    """One torn file among a thousand must not cost the others."""
    (tmp_path / "empty.txt").write_bytes(b"")
    (tmp_path / "picture.txt").write_bytes(bytes(range(256)) * 8)

    done = run(tmp_path / "empty.txt", tmp_path / "picture.txt", tmp_path / "nowhere.txt", report, "--json")

    assert done.exit_code == 1
    assert len(done.stdout.splitlines()) == 1
    for name in ("empty.txt", "picture.txt", "nowhere.txt"):
        assert name in done.stderr
    assert "1 report read, 3 could not be." in done.stderr


@pytest.mark.parametrize(
    ("words", "message"),
    [
        (["--published", "soon"], "--published: 'soon' is not an EDTF date"),
        (["--language", "xx"], "--language: 'xx' is none that reports are read in; known are ar, de, en,"),
        (["--language", ""], "--language: '' is none that reports are read in"),
        (["--case", "nowhere"], "is not a folder"),
        (["--source", "gazette"], "--source: names a source of a case; give --case too"),
        (["another.txt", "--url", "https://example.org/"], "--url: goes with one file, and 2 are given"),
    ],
)
def test_wrong_words_are_wrong_usage(report, words, message):
    """Exit code 2, before anything is read."""
    done = run(report, *words)

    assert done.exit_code == 2
    assert message in done.output


@pytest.mark.parametrize("tag", ["en", "EN", "en-GB", "pt_BR"])
def test_a_language_is_given_by_its_tag(report, tag):
    """A region or capitals in a tag must not make it unknown."""
    assert run(report, "--published", "2025-03-10", "--language", tag).exit_code == 0


def test_a_text_that_another_paper_printed_too_is_one_voice(report, case, tmp_path):
    """Two papers with one text of an agency confirm nothing to each other."""
    copy = tmp_path / "copy.txt"
    copy.write_text(REPORT.replace("VALLETTA, Malta —", "VALLETTA, Malta (AP) —"), encoding="utf-8")
    run(report, "--published", "2025-03-10", "--publisher", "Harbour Post", "--case", case)

    done = run(copy, "--published", "2025-03-10", "--publisher", "Island Gazette", "--case", case)

    assert done.exit_code == 0, done.output
    assert "of its text in common with" in done.output
    assert "its events cite Associated Press, by the credit line" in done.output
    [shelf] = (case / "drafts").glob("island*.toml")
    assert shelf.read_text(encoding="utf-8").count('citing = ["Associated Press"') > 1


def test_an_agency_that_a_report_credits_is_whom_it_leans_on(tmp_path, case):
    """
    Ten papers that print one agency's text are ten copies; a map must not
    count them as ten voices, whichever of them was read first.
    """
    wire = REPORT.replace("VALLETTA, Malta —", "VALLETTA, Malta (Reuters) —")
    files = [tmp_path / "first.txt", tmp_path / "second.txt"]
    for path, publisher in zip(files, ("Morning Post", "Evening Post"), strict=True):
        path.write_text(f"publisher: {publisher}\npublished: 2025-03-10\n\n{wire}", encoding="utf-8")

    done = run(*files, "--case", case)

    assert done.exit_code == 0, done.output
    drafts = read_drafts(case)[0]
    assert len(drafts) == 6
    assert {draft.table["claim"][0]["citing"][0] for draft in drafts} == {"Reuters"}


def test_the_agency_itself_leans_on_nobody(report):
    """Reuters in Reuters is the voice and not its echo."""
    report.write_text(REPORT.replace("VALLETTA, Malta —", "VALLETTA, Malta (Reuters) —"), encoding="utf-8")

    [reading] = read_json(report, "--published", "2025-03-10", "--publisher", "Reuters")

    assert [event["citing"] for event in reading["events"]] == [["port authority"], ["Meridian", "officials"], []]


def test_what_is_described_by_another_place_stands_there_and_not_on_it(tmp_path):
    """A shed 30 km north of the town did not burn in the town."""
    path = tmp_path / "report.txt"
    path.write_text("A shed burned down 30 km north of Kursk on 4 June 2025.\n", encoding="utf-8")

    [reading] = read_json(path)

    [event] = reading["events"]
    assert event["place_as_written"] == "30 km north of Kursk"
    assert 51.95 < event["place"]["lat"] < 52.05
    assert event["place"]["radius_m"] >= 3000
    assert reading["described"][0]["relation"] == "offset"


def test_a_stated_distance_that_is_not_so_is_told(tmp_path, case):
    """Either the place was taken wrongly or the report errs; an editor must look."""
    path = tmp_path / "report.txt"
    path.write_text(
        "publisher: Example Courier\npublished: 2025-07-03\n\n"
        "Barges were seen at Dunai, 400 km south-east of Vladivostok, Russia, on 4 June 2025.\n",
        encoding="utf-8",
    )

    done = run(path, "--case", case)

    assert done.exit_code == 0, done.output
    [draft] = read_drafts(case)[0]
    assert any("km" in notice and "Vladivostok" in notice for notice in draft.reasons["notices"])


def test_a_page_with_two_days_dates_what_both_would(tmp_path):
    """The month before is the same for both days; which Tuesday was meant, nobody can tell."""
    page = tmp_path / "page.html"
    text = "<p>Two barges were seen at Marsaxlokk on the 4th of last month, and a tug at Valletta on Tuesday.</p>" * 2
    page.write_text(
        "<html><head><meta name='date' content='2025-03-05'><meta name='pubdate' content='2025-03-20'></head>"
        f"<body><article>{text}</article></body></html>",
        encoding="utf-8",
    )

    [reading] = read_json(page)

    assert reading["published"] == "[2025-03-05,2025-03-20]"
    assert {date["text"]: date["edtf"] for date in reading["dates"]} == {
        "the 4th of last month": "2025-02-04",
        "Tuesday": None,
    }
