"""How a date reads to people."""

from __future__ import annotations

from dataclasses import replace

import pytest

from layers.dates.wording import ENGLISH
from layers.dates.words import date_words
from layers.edtf import parse_edtf


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("2025-06-04", "4 June 2025"),
        ("2024-10", "October 2024"),
        ("2025", "2025"),
        ("2025-06-04T14:30", "4 June 2025, 14:30"),
        ("2025-06-04T14:30Z", "4 June 2025, 14:30 UTC"),
        ("2025-06-04T14:30-03:00", "4 June 2025, 14:30 UTC−03:00"),
        ("2025-21", "spring 2025"),
        ("2025-24", "winter 2025–26"),
        ("2025-31", "southern autumn 2025"),
        ("2025-34", "the second quarter of 2025"),
        ("2025-40", "the first half of 2025"),
        ("202X", "the 2020s"),
        ("19XX", "between 1900 and 1999"),
        ("XXXX", "an unknown year"),
        ("2025-XX", "2025"),
        ("2025-06-XX", "June 2025"),
        ("202X-12-25", "25 December in the 2020s"),
        ("15XX-12", "December, between 1500 and 1599"),
        ("XXXX-12-25", "25 December of an unknown year"),
        ("2025-XX-25", "day 25 of an unknown month in 2025"),
        ("2025-06-2X", "between 20 and 29 June 2025"),
        ("2025-1X", "between 1 October and 31 December 2025"),
        ("-0043-03-15", "15 March 44 BCE"),
        ("0000", "1 BCE"),
        ("0079-08-24", "24 August 79 CE"),
        ("Y170000002", "170,000,002"),
        ("1953S3", "between 1950 and 1959, perhaps 1953"),
    ],
)
def test_one_date_reads_as_people_say_it(text: str, words: str):
    """No reader should have to know EDTF."""
    assert parse_edtf(text).words == words


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("2025-07-03~", "about 3 July 2025"),
        ("2025-07-03?", "possibly 3 July 2025"),
        ("2025-07-03%", "possibly about 3 July 2025"),
        ("2025-07-~03", "about 3 July 2025"),
        ("2025-06~/2025-08~", "about June to August 2025"),
        ("2025-06/2025-08~", "June 2025 to about August 2025"),
        ("[2025-06,2025-08?]", "June 2025 or possibly August 2025"),
    ],
)
def test_doubt_is_said_where_it_belongs(text: str, words: str):
    """An approximate end must not make the beginning look approximate."""
    assert parse_edtf(text).words == words


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("2025-06/2025-08", "June to August 2025"),
        ("2025-06-17/2025-06-30", "17 to 30 June 2025"),
        ("2025-06-28/2025-07-03", "28 June to 3 July 2025"),
        ("2024-12-28/2025-01-03", "28 December 2024 to 3 January 2025"),
        ("2024/2025", "2024 to 2025"),
        ("2024/2025-02", "2024 to February 2025"),
        ("2025-06-04/2025-06-04", "4 June 2025"),
        ("2025-06/2025-06", "a time within June 2025"),
        ("2025-06-04T14:30/2025-06-04T16:00", "4 June 2025, 14:30 to 16:00"),
        ("2025-06-17/..", "from 17 June 2025"),
        ("2025-06-17/", "from 17 June 2025, end unknown"),
        ("../2025-06-30", "until 30 June 2025"),
        ("/2025-06-30", "until 30 June 2025, beginning unknown"),
    ],
)
def test_what_lasts_reads_as_lasting(text: str, words: str):
    """A span says from when to when; what both ends share is said once."""
    assert parse_edtf(text).words == words


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("[2025-07,2025-08]", "July or August 2025"),
        ("[2025-06, 2025-07, 2025-10]", "June, July or October 2025"),
        ("[2024-10,2025-01]", "October 2024 or January 2025"),
        ("[2024-05-18,2025-05-18]", "18 May 2024 or 18 May 2025"),
        ("[2025-06-17,2025-06-18]", "17 or 18 June 2025"),
        ("[2025-06-30,2025-07-01]", "30 June or 1 July 2025"),
        ("[2025-06..2025-08]", "between June and August 2025"),
        ("[2025-07..2025-08]", "July or August 2025"),
        ("[2024..2025-02]", "between 2024 and February 2025"),
        ("[..2025-11]", "by November 2025"),
        ("[2025-06-17..]", "not before 17 June 2025"),
        ("[1667,1668,1670..1672]", "1667, 1668 or between 1670 and 1672"),
        ("{2025-06,2025-08}", "June and August 2025"),
        ("{2025-06..2025-08}", "all of June to August 2025"),
        ("{2024,2025-06..}", "2024 and from June 2025"),
    ],
)
def test_one_of_several_days_never_reads_as_lasting(text: str, words: str):
    """`2025-06/2025-08` and `[2025-06..2025-08]` are different statements: three months, or one unknown day."""
    assert parse_edtf(text).words == words


def test_another_language_is_another_table_of_phrases():
    """A case in Spanish needs a table, not a second program."""
    spanish = replace(
        ENGLISH,
        months=(
            "enero",
            "febrero",
            "marzo",
            "abril",
            "mayo",
            "junio",
            "julio",
            "agosto",
            "septiembre",
            "octubre",
            "noviembre",
            "diciembre",
        ),
        day="{day} de {month} de {year}",
        month="{month} de {year}",
        same_year="{months} de {year}",
        or_=" o ",
    )

    assert date_words("2025-06-04", spanish) == "4 de junio de 2025"
    assert date_words("[2025-07,2025-08]", spanish) == "julio o agosto de 2025"
