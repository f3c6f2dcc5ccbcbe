"""Date phrases of a report, in the words of reporters, against the dates that a careful reader would note."""

from __future__ import annotations

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from layers.edtf import DateError, parse_edtf
from layers.phrase_rules.joints import bound
from layers.phrase_rules.lexicon import read_lexicon
from layers.phrases import DatePhrase, find_dates

PUBLISHED = "2025-07-03"  # a Thursday


def only(text: str, **options: str) -> DatePhrase:
    """Return the one phrase of a text."""
    [phrase] = find_dates(text, **{"published": PUBLISHED, **options})
    return phrase


def test_a_report_of_july_is_dated_as_its_reader_would():
    """
    The phrases of the report that the first case maps, told in our own words: a
    date that is off by a year or a month puts an event where it was not.
    """
    text = (
        "On the 2nd the broadcaster said more soldiers could be sent within months, after those of last October.\n\n"
        "Pictures show a ship at the pier on May 18 of last year, and a transport aircraft on the 4th of last month. "
        "On the 17th of last month the secretary flew in, after which the sending of engineers was announced. "
        "The service in the capital expects it as early as July or August. "
        "A film of the ceremony ran on the 30th of last month."
    )

    found = [(phrase.text, phrase.edtf) for phrase in find_dates(text, published=PUBLISHED)]

    assert found == [
        ("the 2nd", "2025-07-02"),
        ("within months", "2025-07-02/.."),
        ("last October", "2024-10"),
        ("May 18 of last year", "2024-05-18"),
        ("the 4th of last month", "2025-06-04"),
        ("the 17th of last month", "2025-06-17"),
        ("after which", "2025-06-17/.."),
        ("July or August", "[2025-07,2025-08]"),
        ("the 30th of last month", "2025-06-30"),
    ]


@pytest.mark.parametrize(
    ("text", "edtf"),
    [
        ("It sank on 4 June 2025.", "2025-06-04"),
        ("It sank on June 4th, 2025.", "2025-06-04"),
        ("Wednesday, July 2, 2025", "2025-07-02"),
        ("It sank on Feb. 28.", "2025-02-28"),
        ("Seen 2025-06-04 at noon", "2025-06-04"),
        ("It was dated 25/12/2024.", "2024-12-25"),
        ("It sank in May 2010.", "2010-05"),
        ("In 2011 it sank.", "2011"),
        ("the pandemic of 2009-2010", "2009/2010"),
        ("the expedition of 1957-58", "1957/1958"),
        ("from 3 to 9 August they will search", "2025-08-03/2025-08-09"),
        ("August 3–9, 2024", "2024-08-03/2024-08-09"),
        ("between 3 and 9 August 2024", "[2024-08-03..2024-08-09]"),
        ("3 or 4 May 2024", "[2024-05-03,2024-05-04]"),
        ("on 3 and 9 May 2024", "{2024-05-03,2024-05-09}"),
        ("from 28 July to 3 August 2024", "2024-07-28/2024-08-03"),
        ("from 28 December to 3 January 2025", "2024-12-28/2025-01-03"),
        ("June 2024 to July 2025", "2024-06/2025-07"),
        ("between July and September 2024", "[2024-07..2024-09]"),
        ("mid-September 2024", "[2024-09-11..2024-09-20]"),
        ("early 2011", "[2011-01..2011-04]"),
        ("the third quarter of 2024", "2024-35"),
        ("in the first half of last year", "2024-40"),
        ("the summer of 2024", "2024-22"),
        ("the 1990s", "199X"),
        ("the 20th century", "19XX"),
        ("It has gone on since 2022.", "2022/.."),
        ("It was closed before 2010.", "[..2009]"),
    ],
)
def test_a_date_that_is_written_out_needs_no_anchor_but_its_own_words(text, edtf):
    """Whoever writes the whole date is taken at their word, in every order and with every joint."""
    phrase = only(text)

    assert phrase.edtf == edtf
    parse_edtf(phrase.edtf)


@pytest.mark.parametrize(
    ("text", "edtf"),
    [
        ("They met Tuesday.", "2025-07-01"),
        ("They met on Thursday.", "2025-07-03"),
        ("They will meet on Tuesday.", "2025-07-08"),
        ("They met last Thursday.", "2025-06-26"),
        ("They met yesterday.", "2025-07-02"),
        ("They will meet the day after tomorrow.", "2025-07-05"),
        ("They met last week.", "[2025-06-23..2025-06-29]"),
        ("They met late last week.", "[2025-06-27..2025-06-29]"),
        ("They met last weekend.", "[2025-06-28..2025-06-29]"),
        ("They met over the last week.", "2025-06-26/2025-07-03"),
        ("They met last year.", "2024"),
        ("They met early this year.", "[2025-01..2025-04]"),
        ("They met in October.", "2024-10"),
        ("They will meet in October.", "2025-10"),
        ("They met on April 7.", "2025-04-07"),
        ("They met on 7 November.", "2024-11-07"),
        ("They will meet on April 7.", "2026-04-07"),
        ("The election is due to be held in May.", "2026-05"),
        ("They met three days ago.", "2025-06-30"),
        ("They met two years ago.", "2023"),
        ("They met three weeks ago.", "[2025-06-09..2025-06-15]"),
        ("They fled overnight into Sunday.", "2025-06-28/2025-06-29"),
        ("It must end by November.", "[..2025-11]"),
        ("In recent weeks they met.", "../2025-07-03"),
        ("They met over the past two years.", "2023/2025-07-03"),
        ("They will meet in two weeks.", "[2025-07-14..2025-07-20]"),
        ("They met last summer.", "2024-22"),
        ("They met at 8 p.m. on Friday.", "2025-06-27T20:00"),
        ("It was put off, and will start at 15:00 GMT Saturday.", "2025-07-05T15:00Z"),
        ("They will meet in the third quarter.", "2025-35"),
        ("They will meet in mid-September.", "[2025-09-11..2025-09-20]"),
    ],
)
def test_a_relative_date_is_counted_from_the_day_of_the_report(text, edtf):
    """Reporters say "Tuesday" and "in October": which one it is, the verb and the day of the report tell."""
    phrase = only(text)

    assert phrase.edtf == edtf
    assert phrase.anchor == "published 2025-07-03"
    parse_edtf(phrase.edtf)


@pytest.mark.parametrize(
    ("text", "edtf", "anchor"),
    [
        ("On 12 June 2025 they left. Two days later they were back.", "2025-06-14", "narrative 2025-06-12"),
        ("On 12 June 2025 they left. The following day it rained.", "2025-06-13", "narrative 2025-06-12"),
        ("They left on 12 June 2025. They had eaten the day before.", "2025-06-11", "narrative 2025-06-12"),
        ("They left on 12 June 2025. That night it rained.", "2025-06-12", "narrative 2025-06-12"),
        ("They left in 2003. It lasted over the following decade.", "2003/2013", "narrative 2003"),
    ],
)
def test_a_phrase_of_the_narrative_is_counted_from_its_last_date(text, edtf, anchor):
    """In a report of last year's events "the day before" is not the day before the report."""
    phrase = find_dates(text, published=PUBLISHED)[-1]

    assert (phrase.edtf, phrase.anchor, phrase.sure) == (edtf, anchor, False)


@pytest.mark.parametrize(
    "text",
    [
        "On the 2nd, they left.",
        "last October",
        "Tuesday they left",
        "yesterday",
        "two weeks ago",
        "They left on 4 June.",
    ],
)
def test_without_a_published_day_nothing_is_guessed(text):
    """The day of a report is not today: what needs it stays without a date, and says so."""
    phrase = only(text, published="")

    assert (phrase.edtf, phrase.anchor, phrase.sure) == ("", "published missing", False)


def test_a_report_known_to_its_month_resolves_what_any_of_its_days_would():
    """An undated report of July still says which month "last month" is, and not which day Tuesday is."""
    last_month, tuesday = find_dates("the 4th of last month; on Tuesday", published="2025-07")

    assert (last_month.edtf, last_month.anchor) == ("2025-06-04", "published 2025-07")
    assert (tuesday.edtf, tuesday.anchor) == ("", "published missing")


def test_a_date_of_digits_in_either_order_is_said_to_be_both():
    """7/3/2025 is 3 July in Boston and 7 March in London."""
    phrase = only("It was dated 7/3/2025.")

    assert (phrase.edtf, phrase.sure) == ("[2025-03-07,2025-07-03]", False)


def test_a_weekday_that_does_not_fit_its_date_makes_it_unsure():
    """One of the two is wrong, and an editor should look."""
    assert only("Wednesday, July 2, 2025").sure
    assert not only("Monday, July 2, 2025").sure


@pytest.mark.parametrize(
    ("text", "kind", "length"),
    [
        ("a pause of four weeks", "duration", "P4W"),
        ("a four-week pause", "duration", "P4W"),
        ("It took between 12 and 18 months.", "duration", "P12M/P18M"),
        ("It took twenty-five years.", "duration", "P25Y"),
        ("It took weeks.", "duration", "PXW"),
        ("a month earlier than usual", "duration", "P1M"),
        ("two years after his diagnosis", "duration", "P2Y"),
        ("They met every morning.", "set", "P1D"),
        ("They met twice a week.", "set", "P1W"),
        ("They met annually.", "set", "P1Y"),
        ("They met on Mondays.", "set", "P1W"),
    ],
)
def test_lengths_and_sets_are_kept_apart_from_dates(text, kind, length):
    """The words "four weeks" say how long, not when: it must never date an event."""
    phrase = only(text)

    assert (phrase.kind, phrase.length, phrase.edtf) == (kind, length, "")


@pytest.mark.parametrize(
    "text",
    [
        "May I ask?",
        "They march on Rome.",
        "2010 soldiers fell.",
        "It cost $2010 and weighed 1999 kg.",
        "on the 5th floor",
        "a 25-year-old man",
        "They won 3:2.",
        "in 3:07:35",
        "the second man",
        "The spring broke.",
        "Flight 2025-A12 was late.",
        "as soon as they came",
    ],
)
def test_what_only_looks_like_a_date_is_none(text):
    """Every wrong date is one that an editor must take out by hand."""
    assert find_dates(text, published=PUBLISHED) == []


@pytest.mark.parametrize("text", ["now", "currently", "recently", "soon", "in the past"])
def test_a_vague_word_dates_nothing(text):
    """What is so "currently" is true of the day of the report, of the year, or of the war: nobody can tell which."""
    [phrase] = find_dates(f"{text.capitalize()}, they fight.", published=PUBLISHED)

    assert (phrase.edtf, phrase.sure) == ("", False)
    assert phrase.rule.startswith("vague-")


@pytest.mark.parametrize(
    ("language", "text", "edtf"),
    [
        ("es", "Llegó el 4 de junio de 2025.", "2025-06-04"),
        ("es", "Se reunió el 17 del mes pasado.", "2025-06-17"),
        ("es", "Fue visto el 18 de mayo del año pasado.", "2024-05-18"),
        ("es", "Ocurrió hace dos semanas.", "[2025-06-16..2025-06-22]"),
        ("es", "Durará del 3 al 9 de agosto.", "2025-08-03/2025-08-09"),
        ("fr", "Il est arrivé le 1er juin 2025.", "2025-06-01"),
        ("fr", "C'était le 17 du mois dernier.", "2025-06-17"),
        ("fr", "Lundi, il a dit non.", "2025-06-30"),
        ("fr", "dans la nuit de samedi à dimanche", "2025-06-28/2025-06-29"),
        ("fr", "d’ici novembre", "[..2025-11]"),
        ("de", "Am 4. Juni 2025 lag es dort.", "2025-06-04"),
        ("de", "Er kam am 17. des Vormonats.", "2025-06-17"),
        ("de", "in der Nacht zum Sonntag", "2025-06-28/2025-06-29"),
        ("de", "vor zwei Wochen", "[2025-06-16..2025-06-22]"),
        ("de", "am Mittwoch, den 2. Juli", "2025-07-02"),
        ("ru", "17-го числа прошлого месяца", "2025-06-17"),
        ("ru", "18 мая прошлого года", "2024-05-18"),
        ("ru", "с 3 по 9 августа 2024 года", "2024-08-03/2024-08-09"),
        ("ru", "В ночь на воскресенье", "2025-06-28/2025-06-29"),
        ("uk", "17 числа минулого місяця", "2025-06-17"),
        ("uk", "у п’ятницю", "2025-06-27"),
        ("uk", "Торік у травні", "2024-05"),
        ("ko", "지난달 17일 만났다.", "2025-06-17"),
        ("ko", "작년 5월 18일 촬영됐다.", "2024-05-18"),
        ("ko", "지난 2일(현지시간) 보도했다.", "2025-07-02"),
        ("ko", "이르면 7월이나 8월", "[2025-07,2025-08]"),
        ("ko", "2025년 9월 중순", "[2025-09-11..2025-09-20]"),
        ("ko", "2022년부터", "2022/.."),
        ("ko", "6월 4일 열렸다. 이날 밤 폭발이 있었다.", "2025-06-04"),
        ("ko", "오전 10시 30분에 2일 열렸다.", "2025-07-02"),
        ("de", "vom 1. Januar 2024 bis 31. Dezember 2026", "2024-01-01/2026-12-31"),
        ("de", "In der Nacht zum 3. Juli", "2025-07-02/2025-07-03"),
        ("ru", "В ночь на 3 июля", "2025-07-02/2025-07-03"),
        ("ru", "Через неделю состоится встреча.", "[2025-07-07..2025-07-13]"),
        ("fr", "dans les prochains mois", "2025-07-03/.."),
        ("es", "Esta mañana llegó.", "2025-07-03"),
        ("es", "Mañana por la noche llegará.", "2025-07-04"),
    ],
)
def test_other_languages_have_their_own_words_and_order(language, text, edtf):
    """Reports of a war come in the languages of its countries."""
    phrase = find_dates(text, published=PUBLISHED, language=language)[-1]

    assert phrase.edtf == edtf


def test_a_month_alone_takes_the_year_that_its_sentence_gave():
    """A report that looks back speaks of that year's May."""
    year, month = find_dates("In 2019 they built it, and in May it fell.", published=PUBLISHED)

    assert (year.edtf, month.edtf, month.sure) == ("2019", "2019-05", False)


def test_offsets_count_code_points_of_the_text():
    """The passage is marked in the article by them, whatever script and signs stand before it."""
    text = "🚢 «Łódź»\r\n\r\nOn 4 June 2025 — it sank."

    phrase = only(text)

    assert text[phrase.start : phrase.end] == phrase.text == "4 June 2025"


def test_decomposed_accents_are_read_as_composed_ones():
    """A text copied from a PDF often has its accents apart."""
    assert only("le 1er aou\u0302t 2025", language="fr").edtf == "2025-08-01"


def test_a_phrase_does_not_run_over_a_paragraph():
    """A heading that ends in a month and a text that begins with a number are two things."""
    assert [phrase.text for phrase in find_dates("News of June\n\n4 ships sank.", published=PUBLISHED)] == ["June"]


def test_a_published_day_that_is_no_date_is_refused():
    """A misspelt day would date every phrase wrongly."""
    with pytest.raises(DateError):
        find_dates("yesterday", published="3 July")


@pytest.mark.parametrize(
    ("edtf", "relation", "bounded"),
    [
        ("2025-11", "by", "[..2025-11]"),
        ("[2025-06-23..2025-06-29]", "until", "../2025-06-29"),
        ("2010", "after", "2011/.."),
        ("2025-01", "before", "[..2024-12]"),
        ("2025-06-17", "after", "2025-06-17/.."),
        ("", "by", ""),
    ],
)
def test_a_word_before_a_date_bounds_it(edtf, relation, bounded):
    """An event "by November" is on any day up to its end."""
    assert bound(edtf, relation) == bounded


@given(st.text(alphabet="0123456789-/.,: 'MayJunestohlfd일월년\n", max_size=80), st.sampled_from(["en", "de", "ko"]))
def test_no_text_breaks_it_and_every_date_is_edtf(text, language):
    """One hostile line must not stop the reading of a thousand reports, nor bring in what is no date."""
    for phrase in find_dates(text, published=PUBLISHED, language=language):
        assert text[phrase.start : phrase.end] == phrase.text
        if phrase.edtf:
            parse_edtf(phrase.edtf)


FODDER = {
    "articles": "the ",
    "numbers": "1 ",
    "dotted numbers": "1.",
    "years": "2000-",
    "relatives": "last ",
    "parts": "mid-",
    "dates": "On 3 May 2024 and last week, ",
    "long words": "up to ",
    "months": "May ",
    "line ends": "\n ",
    "accents": "a\u0301",
    "one word": "x",
}


@pytest.mark.parametrize("piece", FODDER.values(), ids=FODDER)
def test_twice_the_text_takes_about_twice_the_time(piece):
    """A reader is stopped by no text, also by one that was written to stop it."""
    times = []
    for size in (20_000, 40_000):
        text = piece * (size // len(piece))
        best = min(_seconds(text) for _ in range(3))
        times.append(best)

    assert times[1] < 3.5 * times[0] + 0.05


def _seconds(text: str) -> float:
    begin = time.process_time()
    find_dates(text, published=PUBLISHED)
    return time.process_time() - begin


def test_a_line_of_a_million_characters_is_read():
    """Some files have no line end at all."""
    text = "x" * 500_000 + " on 4 June 2025 " + "y " * 250_000

    assert only(text).edtf == "2025-06-04"


def test_dates_are_found_in_every_block_of_a_long_text():
    """A long text is looked at block by block: none is lost at the seams."""
    text = "They met on 4 June 2025, and left. " * 8_000

    assert len(find_dates(text, published=PUBLISHED)) == 8_000


@pytest.mark.parametrize(
    ("text", "edtf"),
    [
        ("They met at 2 p.m. April 4.", "2025-04-04T14:00"),
        ("They met at 10:30 p.m. on Saturday, March 29.", "2025-03-29T22:30"),
        ("They met on Sunday night, March 30.", "2025-03-30"),
        ("They met last Tuesday, July 1.", "2025-07-01"),
        ("They were sent home until 15:00 GMT Wednesday.", "../2025-07-02T15:00Z"),
        ("It is due to be held in May.", "2026-05"),
        ("It was shut due to snow on Monday.", "2025-06-30"),
        ("A 2009 analysis was made.", "2009"),
        ("Within the next week they will go.", "[2025-07-03..2025-07-10]"),
        ("It burned on the evening of 2 July.", "2025-07-02"),
        ("It fell two days after 4 June 2025.", "2025-06-06"),
        ("It fell five days before 4 June 2025.", "2025-05-30"),
        ("It fell in the first week of June 2025.", "[2025-06-01..2025-06-07]"),
        ("It fell in the last week of June.", "[2025-06-24..2025-06-30]"),
        ("It fell on the last weekend of May 2025.", "[2025-05-31..2025-06-01]"),
        ("It fell over the weekend.", "[2025-06-28..2025-06-29]"),
        ("It fell on 4, 5 and 6 June 2025.", "{2025-06-04,2025-06-05,2025-06-06}"),
        ("It fell on June 2, 3 or 5.", "[2025-06-02,2025-06-03,2025-06-05]"),
        ("It fell two and a half years ago.", "2023-01"),
        ("It rose in Q3 2024.", "2024-35"),
        ("It was stamped 2025-06-04T10:00Z.", "2025-06-04"),
        ("It began at 0600 GMT.", "2025-07-03T06:00Z"),
        ("It will start no earlier than July.", "2025-07/.."),
        ("It has been shut from 2022 onwards.", "2022/.."),
        ("It is to last until at least September.", "../2025-09"),
        ("It fell the week before last.", "[2025-06-16..2025-06-22]"),
    ],
)
def test_what_stands_beside_a_date_is_one_phrase_with_it(text, edtf):
    """Two phrases would be two dates, and one of them a week off."""
    assert only(text).edtf == edtf


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("the first day that they came", []),
        ("on Sunday that nobody came", ["Sunday"]),
        ("the 8th Regiment", []),
        ("a quarter of the votes", []),
        ("Monday through Friday", ["Monday through Friday"]),
        ("the first time in 125 years that people can see it", ["125 years"]),
    ],
)
def test_words_that_belong_to_others_are_left_to_them(text, found):
    """A word taken too many makes a week of a day, or a date of a regiment."""
    assert [phrase.text for phrase in find_dates(text, published=PUBLISHED)] == found


def test_a_rate_is_a_set():
    """Twenty-four hours a week: how often, not how long."""
    hours, week = find_dates("They work 24 hours a week.", published=PUBLISHED)

    assert (hours.kind, week.kind, week.length) == ("duration", "set", "P1W")


_EN = read_lexicon("en")
_WORDS = sorted({*_EN.words, *(" ".join((first, *rest)) for first, all_ in _EN.longer.items() for rest, _ in all_)})
_PIECES = st.one_of(
    st.sampled_from(_WORDS),
    st.sampled_from([*",.-/:'(", "\n\n", "1", "4", "12", "30", "31", "99", "2024", "1000", "0600"]),
)


@given(st.lists(_PIECES, max_size=30), st.sampled_from(["2025-07-03", "2024-02-29", "2025-07", "0001-01-01", ""]))
def test_no_row_of_words_of_dates_breaks_it(pieces, published):
    """The words that it knows, in any order: what it makes of them is a date or nothing."""
    text = " ".join(pieces)

    for phrase in find_dates(text, published=published):
        assert text[phrase.start : phrase.end] == phrase.text
        if phrase.edtf:
            parse_edtf(phrase.edtf)
