"""What a hurried analyst writes: the message says how to write it, and nothing is done by halves."""

from __future__ import annotations

from pathlib import Path

import pytest
from click.testing import CliRunner

from dateline import main
from layers.drafts.shelf import read_drafts
from layers.starter import create_case

ADD = ("add", "case", "--layer", "sightings", "--title", "A ship", "--source", "example-gazette-2025-01-16")
REPORT = """\
publisher: Example Courier
published: 2025-03-10

A ship was seen at Valletta on Friday. A tug was seen at Catania.
"""


@pytest.fixture(autouse=True)
def case(tmp_path, monkeypatch):
    """Make a case."""
    monkeypatch.chdir(tmp_path)
    create_case(Path("case"), title="Case")
    return Path("case")


def run(*words):
    """Run a command."""
    return CliRunner().invoke(main, [str(word) for word in words])


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (["biuld", "case"], "there is no command 'biuld' (did you mean 'build'?)"),
        (["help"], "there is no command 'help'; 'dateline --help' lists them"),
        (["check", "case/case.toml"], "is a file of the case; name its folder"),
        ([*ADD, "--date", "5 May 2025"], "'5 May 2025' is not an EDTF date; write 2025-05-05"),
        ([*ADD, "--date", "05/06/2025"], "write 2025-06-05 (5 June) or 2025-05-06 (6 May)"),
        ([*ADD, "--date", "early May 2024"], "write [2024-05-01..2024-05-10] (between 1 and 10 May 2024)"),
        ([*ADD, "--date", "about 5 May 2024"], "write 2024-05-05~ (about 5 May 2024)"),
        ([*ADD, "--date", "2024년 5월 초"], "write [2024-05-01..2024-05-10]"),
        ([*ADD, "--date", "начало мая 2024"], "write [2024-05-01..2024-05-10]"),
        ([*ADD, "--date", "winter 2024"], "write 2024-24 (winter 2024–25)"),
        ([*ADD, "--date", "Ramadan 2024"], "write YYYY, YYYY-MM or YYYY-MM-DD"),
        ([*ADD, "--date", "2024-05-10/2024-05-01"], "ends before it begins"),
        ([*ADD, "--date", "unknown"], "leave the date out where none is known"),
        (["read", "report.txt", "--published", "3-5 May 2024"], "write 2024-05-03/2024-05-05 (3 to 5 May 2024)"),
        ([*ADD, "--lat", "48,85", "--lon", "2"], "'48,85' is not a number of degrees; write 48.85"),
        ([*ADD, "--lat", "48°51'N", "--lon", "2"], "is not a number of degrees; write 48.85"),
        (["move", "case", "sample-ship-valletta", "--lon", "east", "--lat", "1"], "write degrees such as 48.8584"),
        (["read", "https://example.org/report"], "is an address, and nothing is fetched; save the page"),
    ],
)
def test_a_slip_is_wrong_usage_with_its_cure(words, told, case):
    """Whoever reads the message needs no manual."""
    before = (case / "layers/sightings.toml").read_bytes()

    done = run(*words)

    assert done.exit_code == 2
    assert told in done.stderr
    assert (case / "layers/sightings.toml").read_bytes() == before


@pytest.mark.parametrize("text", ["48.85, 2.35", "48.85 2.35", "48°51'00\"N 2°21'00\"E", "2.35 E, 48.85 N"])
def test_coordinates_in_the_place_of_a_name_are_told_as_such(text):
    """No gazetteer has them, but the map can."""
    added = run(*ADD, "--place", text)
    moved = run("move", "case", "sample-ship-valletta", "--place", text)
    located = run("locate", text)

    assert (added.exit_code, moved.exit_code) == (2, 2)
    assert "is no name; give --lon 2.35 and --lat 48.85" in added.stderr
    assert "is no name; give --lon 2.35 and --lat 48.85" in moved.stderr
    assert "give the coordinates as such: lon 2.35 and lat 48.85" in located.stderr


def test_moved_to_few_digits_is_warned_of_too():
    """A point that was exact by the file is so on the map."""
    run(*ADD, "--lon", "14.5123", "--lat", "35.8989")

    assert "tell the place to about 6 km" in run("edit", "case", "a-ship", "--lon", "14.5", "--lat", "35.9").stderr
    assert "tell the place to about 6 km" in run("move", "case", "a-ship", "--lon", "14.6", "--lat", "35.9").stderr
    assert "tell the place" not in run("move", "case", "a-ship", "--lon", "14.6123", "--lat", "35.9").stderr


def test_what_is_described_by_another_place_is_located_with_its_point():
    """The sentence alone would leave the reader without the answer."""
    assert "51.7" in run("locate", "5 km north of Kursk").stdout


def test_near_is_a_matter_of_distance_and_not_of_namesakes():
    """The village in Ohio that was once called Chicago is not what anybody means."""
    lines = run("locate", "Springfield", "--near", "Chicago").stdout.splitlines()[::2]

    order = [next(n for n, line in enumerate(lines) if f"Springfield, {one}" in line) for one in ("Illinois", "Ohio")]
    assert order == sorted(order)


def test_a_sheet_may_end_in_capitals():
    """`apply` reads it, too."""
    assert run("table", "case", "sightings", "-o", "sheet.CSV").exit_code == 0
    assert run("table", "case", "sightings", "-o", "sheet.XLSX").exit_code == 0
    assert run("apply", "case", "sheet.CSV").exit_code == 0
    assert run("apply", "case", "sheet.XLSX").exit_code == 0


def test_only_places_of_the_country_are_listed():
    """The option says "only"; that there is none elsewhere stands in the sentence."""
    done = run("locate", "Kyiv", "--country", "UK")

    assert done.stdout == ""
    assert "The gazetteer knows no “Kyiv” in UK." in done.stderr
    assert "Kyiv, UA" in run("locate", "Kyiv", "--country", "Ukraine").stdout


@pytest.mark.parametrize(
    ("old", "new", "told"),
    [
        ('place = "Valletta, Malta"', 'location = "Valletta, Malta"', "unknown field (did you mean 'place'?)"),
        ('place = "Valletta, Malta"', "place = “Valletta, Malta”", "typographic quotes stand round a text"),
        ("[[event.claim]]", "[[claim]]", "claim: stands outside an event; write [[event.claim]]"),
    ],
)
def test_a_slip_in_a_layer_is_named_with_its_cure(case, old, new, told):
    """Editors for letters make quotes of their own; other programs have other words for a place."""
    path = case / "layers/sightings.toml"
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new), encoding="utf-8")

    done = run("check", "case")

    assert done.exit_code == 1
    assert told in done.stdout


@pytest.mark.parametrize(
    ("change", "told"),
    [
        (lambda text: text.replace(",", ";"), "its cells are not parted by commas"),
        (lambda text: f"sep=,\n{text}", "wrote a line 'sep=' above the columns"),
    ],
)
def test_places_saved_by_a_spreadsheet_program_are_recognised(case, change, told):
    """It is the file that people open in one first."""
    assert run("build", "case").exit_code == 0
    path = case / "places.csv"
    path.write_text(change(path.read_text(encoding="utf-8")), encoding="utf-8")

    done = run("check", "case")

    assert done.exit_code == 1
    assert told in done.stdout


def test_a_layer_in_capitals_is_not_passed_over_without_a_word(case):
    """A file from a camera's or a caller's machine may end in .TOML."""
    (case / "layers/SHIPS.TOML").write_text("", encoding="utf-8")

    assert "ends in .toml, .csv or .geojson, in small letters" in run("check", "case").stdout


def test_a_report_in_a_language_without_words_says_so():
    """Else whoever reads "0 events" thinks that nothing happened."""
    Path("pt.txt").write_text(
        "Um navio chegou ao porto de Lisboa na sexta-feira, disse a autoridade.\n", encoding="utf-8"
    )

    done = run("read", "pt.txt", "--published", "2025-03-10")

    assert done.exit_code == 0
    assert "pt.txt: seems to be in pt, and events are drafted in de, en, es, fr, ko, ru, uk" in done.stderr


def test_decisions_on_drafts_are_made_whole_or_not_at_all():
    """Half of a line that failed would have to be found out and taken back by hand."""
    Path("report.txt").write_text(REPORT, encoding="utf-8")
    run("read", "report.txt", "--case", "case")
    one, other = (draft.key for draft in read_drafts(Path("case"))[0])

    twice = run("review", "case", "--accept", one, "--drop", one, "--layer", "sightings")
    unknown = run("review", "case", "--accept", one, "--accept", "zzz", "--layer", "sightings")
    nowhere = run("review", "case", "--accept", one, "--layer", "nope")
    wrong = run("review", "case", "--accept", one, "--layer", "sightings", "--set", "date=soon")

    assert [done.exit_code for done in (twice, unknown, nowhere, wrong)] == [2, 2, 2, 2]
    assert "is given twice" in twice.stderr
    assert "--layer: 'nope' is not a layer of this case" in nowhere.stderr
    assert "--new-layer" not in nowhere.stderr
    assert "--set date: 'soon' is not an EDTF date" in wrong.stderr
    assert [draft.key for draft in read_drafts(Path("case"))[0]] == [one, other]
