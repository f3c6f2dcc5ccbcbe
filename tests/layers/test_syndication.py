"""The same text from several publishers is one voice."""

from __future__ import annotations

import random

import pytest

from layers.intake.credit import agency_of, find_credit
from layers.report import Report
from layers.syndication import Syndication, find_syndicated, fold_words

SENTENCES = [
    "A ferry ran aground off the northern pier on Tuesday, the harbour master said.",
    "All forty people on board were brought ashore by two tugs before the tide turned.",
    "The vessel, built in 1984, had left the island at noon with timber and eleven cars.",
    "Divers found a hole of two metres below the water line, and oil was seen near it.",
    "The owner said that the captain had sailed the line for twenty years without a fault.",
    "An inquiry will hear the pilot, who had gone ashore at the lighthouse an hour before.",
    "Services to the island are suspended until the wreck has been towed to the yard.",
    "The last ferry to be lost there went down in a storm of the winter of 1961.",
]
WIRE = " ".join(SENTENCES)


def a_report(file, text=WIRE, **fields):
    """Return a report."""
    return Report(file=file, text=text, **fields)


def test_one_wire_text_under_two_names_is_found_and_cites_its_agency():
    """Two newspapers that print the same text of an agency do not confirm each other."""
    reports = [
        a_report("a", f"PORT ELLEN, July 3 (Reuters) - {WIRE}", publisher="Harbour Post"),
        a_report("b", f"{' '.join(SENTENCES[:6])}\n\nRead more in our app!", publisher="Island Gazette"),
        a_report("c", "A crane fell on the quay of another town, and nobody was hurt. " * 6, publisher="Coast News"),
    ]

    found = find_syndicated(reports)

    assert list(found) == ["a", "b"]
    assert found["a"].twins == ("b",)
    assert (found["b"].origin, found["b"].why, found["b"].citing) == ("Reuters", "credit", ("Reuters",))
    assert found["b"].shared > 0.8


def test_the_report_of_the_agency_itself_cites_nobody():
    """It is the voice that the others repeat."""
    found = find_syndicated(
        [
            a_report("own", publisher="Reuters", host="www.reuters.com"),
            a_report("copy", publisher="Harbour Post"),
        ]
    )

    assert found["own"].citing == ()
    assert (found["copy"].citing, found["copy"].why) == (("Reuters",), "agency")


def test_without_a_credit_the_first_to_publish_is_the_origin():
    """A local paper is copied too."""
    found = find_syndicated(
        [
            a_report("late", publisher="Harbour Post", published="2025-07-04"),
            a_report("early", publisher="Island Gazette", published="2025-07-03"),
        ]
    )

    assert (found["late"].origin, found["late"].why) == ("Island Gazette", "earliest")
    assert found["early"].citing == ()


@pytest.mark.parametrize("published", ["2025-07-03", ""])
def test_where_nothing_says_whose_text_it_is_the_first_read_stands_for_it(published):
    """They are one voice all the same, and an editor is told that somebody should look."""
    found = find_syndicated(
        [
            a_report("a", publisher="Harbour Post", published=published),
            a_report("b", publisher="Island Gazette", published=published),
        ]
    )

    assert (found["b"].origin, found["b"].why, found["b"].citing) == ("Harbour Post", "first", ("Harbour Post",))
    assert "look whose text it is" in found["b"].notice
    assert found["a"].citing == ()


def test_a_report_alone_cites_the_agency_that_it_credits():
    """What a paper takes from an agency is the agency's voice, also where nobody else has it."""
    told = Syndication().add("a", f"PORT ELLEN, July 3 (Reuters) - {WIRE}", publisher="Harbour Post")

    assert (told.citing, told.twins, told.notice) == (("Reuters",), (), "")


def test_credits_that_differ_name_neither():
    """One of the two is wrong; nobody can tell which."""
    found = find_syndicated(
        [
            a_report("a", f"PORT ELLEN (AP) — {WIRE}", publisher="Harbour Post"),
            a_report("b", f"PORT ELLEN, July 3 (Reuters) - {WIRE}", publisher="Island Gazette"),
        ]
    )

    assert (found["b"].origin, found["b"].why) == ("Harbour Post", "first")


def test_one_report_read_twice_is_no_second_publisher():
    """A file that was saved twice is its own twin and leans on nobody."""
    found = find_syndicated([a_report("a", publisher="Harbour Post"), a_report("b", publisher="Harbour Post")])

    assert found["a"].twins == ("b",)
    assert found["a"].citing == ()


def test_reports_of_one_event_in_their_own_words_are_voices_of_their_own():
    """They share a quotation of one sentence, as two reporters at one table do."""
    other = (
        f"{SENTENCES[4]} Our reporter saw the ship lie on its side, with the cars against the rail. "
        "Tugs from the yard stood by through the night, their lamps on the stern. "
        "A child had been the first to be lifted over, a nurse told us, and the cook the last. "
        "The mayor opened the school for those who could not go home, and baked bread came from the village."
    )

    assert find_syndicated([a_report("a", publisher="x"), a_report("b", other, publisher="y")]) == {}


def test_case_accents_and_signs_do_not_hide_a_copy():
    """Every publisher sets quotation marks and headings in its own way."""
    copy = WIRE.replace("harbour", "HARBOUR").replace(", ", " – ").replace(" ", "\u00a0", 3)

    assert set(find_syndicated([a_report("a"), a_report("b", copy)])) == {"a", "b"}


def test_short_texts_are_compared_whole():
    """A flash of one line has too few words to be alike by parts."""
    flash = "Ferry runs aground off the northern pier"

    assert set(find_syndicated([a_report("a", flash), a_report("b", flash.upper()), a_report("c", "Ferry sails")])) == {
        "a",
        "b",
    }


def test_a_thousand_reports_are_compared_without_keeping_their_texts():
    """A run over a year of reports must not fill the memory, and finds each copy among them."""
    words = [f"word{number}" for number in range(5_000)]
    chance = random.Random(7)
    syndication = Syndication()
    texts = [" ".join(chance.choices(words, k=120)) for _ in range(1_000)]
    for number, text in enumerate(texts):
        syndication.add(str(number), text)
    syndication.add("copy", texts[500])

    assert set(syndication.find()) == {"500", "copy"}


@pytest.mark.parametrize(
    ("text", "agency"),
    [
        ("SEOUL, July 3 (Reuters) - A ferry ran aground.", "Reuters"),
        ("PORT ELLEN, Scotland (AP) — A ferry ran aground.", "Associated Press"),
        ("(서울=연합뉴스) 여객선이 좌초했다.", "Yonhap"),
        ("SEOUL, July 3 (Yonhap) -- A ferry ran aground.", "Yonhap"),
        ("МОСКВА, 3 июл - РИА Новости. Паром сел на мель.", "RIA Novosti"),
        ("МОСКВА, 3 июля. /ТАСС/. Паром сел на мель.", "TASS"),
        ("Ferry aground\nBy The Associated Press\nA ferry ran aground.", "Associated Press"),
        ("Ferry aground\nBy A. Writer, Reuters\nA ferry ran aground.", "Reuters"),
        ("A ferry ran aground.\n(Reporting by A. Writer; Editing by B. Reader)", "Reuters"),
        ("A ferry ran aground.\n© 2025 AFP", "AFP"),
        ("A ferry ran aground.\nSource: Xinhua", "Xinhua"),
        ("A ferry ran aground. (dpa)", "dpa"),
        ("The ministry told Reuters that a ferry ran aground.", ""),
        ("A ferry ran aground, TASS reported, citing the port.", ""),
        ("The ferry (AP Moller) ran aground.", ""),
        ("", ""),
    ],
)
def test_a_credit_line_names_the_agency_and_a_sentence_does_not(text, agency):
    """An agency that a report quotes is a source of the report, not its author."""
    assert find_credit(text) == agency


def test_an_agency_is_known_by_its_host():
    """Saved pages often give no publisher but an address."""
    assert agency_of("", "www.reuters.com") == "Reuters"
    assert agency_of("Harbour Post", "notreuters.com") == ""


def test_a_text_made_of_credits_ends_in_time():
    """The patterns of credit lines are tried on a bounded beginning and end."""
    for piece in ("(", "(Reuters ", "- ", "By ", "a" * 50, "Reporting by ", "\n"):
        assert find_credit(piece * 20_000) in ("", "Reuters")
        assert len(fold_words(piece * 20_000)) <= 20_000
