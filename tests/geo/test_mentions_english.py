"""Toponyms in English reports: what is found, what is not, and why."""

from __future__ import annotations

import pytest

from geo.mentions import find_mentions


@pytest.fixture
def find(gazetteer):
    return lambda text: find_mentions(text, gazetteer=gazetteer)


def texts(mentions):
    return [mention.text for mention in mentions]


REPORT = """SEOUL (Reuters) — Two freighters tied up at the Dunai military port near Vladivostok, Russia, on Monday.
A transport plane stood at Pyongyang's Sunan International Airport, and North Korean crews were seen
in Russia's Kursk region.
Kyiv said the cargo was meant for the front. Moscow has repeatedly denied it.
"""


def test_offsets_are_those_of_the_text(find):
    """Every later step cuts the sentence of a mention out of the text by them."""
    mentions = find("Ärger in Łódź 😀 und near Kyiv’s river port: " + REPORT)

    assert mentions
    assert all(
        mention.text == ("Ärger in Łódź 😀 und near Kyiv’s river port: " + REPORT)[mention.start : mention.end]
        for mention in mentions
    )
    assert [m.start for m in mentions] == sorted(m.start for m in mentions)


def test_score_is_the_sum_of_its_cues(find):
    """An editor who asks why a name was taken gets an account that adds up."""
    for mention in find(REPORT):
        assert mention.score == pytest.approx(sum(mention.cues.values()), abs=1e-6)


def test_a_report_of_ports_and_airports(find):
    """The names of the first case's kind of report, none more and none less."""
    assert texts(find(REPORT)) == [
        "SEOUL", "Dunai", "Vladivostok", "Russia", "Pyongyang", "Sunan International Airport", "North Korean",
        "Russia", "Kursk", "Kyiv", "Moscow",
    ]  # fmt: skip


def test_a_lower_case_feature_word_speaks_for_a_small_place(find):
    """A rare name ("Dunai") says little by itself; what kind of place it is stands beside it."""
    [dunai] = [mention for mention in find(REPORT) if mention.text == "Dunai"]

    assert dunai.cues["feature after"] > 0


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Kyiv said the depot was empty.", "Kyiv"),
        ("Washington believes the ships are old.", "Washington"),
        ("Moscow has repeatedly denied the charge.", "Moscow"),
        ("North Korea announced a parade.", "North Korea"),
    ],
)
def test_a_government_that_speaks_is_no_place_of_events(find, text, name):
    """Else the map shows a point in Washington for a ship at Dunai."""
    [mention] = find(text)

    assert mention.text == name
    assert "speaker" in mention.cues


def test_a_place_where_something_happened_is_no_speaker(find):
    """The mark must not stick to a name wherever it stands."""
    [mention] = find("A depot burned in Kyiv on Monday.")

    assert "speaker" not in mention.cues


def test_demonyms_are_told_apart(find):
    """“Turkish officials” tells of Türkiye, and of no spot in it."""
    [mention] = find("The crates were opened by Turkish officials.")

    assert mention.text == "Turkish"
    assert "demonym" in mention.cues


@pytest.mark.parametrize(
    "text",
    [
        "Mr. London thanked the clerk.",
        "The prize went to Mayor Ann Lincoln for her garden.",
        "Peter Madison, 45, told the court that he had slept.",
        "He read it in the Reading Eagle and on Orange Street.",
        "Reading is fun, and nothing else matters.",
        "In May the polls open, and in March they close.",
        "They met at the White House on Tuesday.",
        "It was a mobile phone, a china cup and a turkey.",
        "She drove a Toyota to the sale.",
        "West Nile virus and Rift Valley fever are spread by mosquitoes.",
    ],
)
def test_names_of_people_streets_and_things_are_no_toponyms(find, text):
    """One false point costs more trust than ten right ones earn."""
    assert find(text) == []


def test_a_person_in_one_sentence_is_one_in_the_next(find):
    """Reports give the full name once and the family name after that."""
    text = "Carla Houston won the race. Later Houston spoke of her knee. The fans of Houston sang."

    assert find(text) == []


def test_a_container_after_a_comma_speaks_for_a_place(find):
    """Small towns are written with their state, and the state in short."""
    mentions = find("He was born in Jackson, Miss., and raised in Paris, Texas.")

    assert [(m.text, m.name) for m in mentions] == [
        ("Jackson", ""), ("Miss.", "Mississippi"), ("Paris", ""), ("Texas", ""),
    ]  # fmt: skip
    assert mentions[2].cues["in the next"] > 0


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("U.S. troops landed.", "United States"),
        ("The UAE opened a bank.", "United Arab Emirates"),
        ("He left Gary, Ind., at noon.", "Indiana"),
        ("She left Washington, D.C. by train.", "Washington, D.C."),
    ],
)
def test_short_forms_are_looked_up_by_the_long_one(find, text, name):
    """The letters alone may be a hundred things."""
    assert name in [mention.name for mention in find(text)]


def test_a_dateline_is_found_and_said(find):
    """The place of a dateline is where the report was written."""
    [seoul, *_] = find("SEOUL (Reuters) — Two ships left port on Monday.")

    assert seoul.text == "SEOUL"
    assert seoul.cues["dateline"] > 0


def test_a_headline_in_capitals(find):
    """All words have capitals, so that they tell nothing; the names still do."""
    assert texts(find("GUNMEN STRIKE DEPOT NEAR KURSK\n\nThree men came at night.")) == ["KURSK"]


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Rain fell over Rostov-on-Don.", "Rostov-on-Don"),
        ("It happened in St. Petersburg.", "St. Petersburg"),
        ("Ferries cross the Strait of Hormuz again.", "Strait of Hormuz"),
        ("Police in Laurel County made two arrests.", "Laurel County"),
        ("The boat sank in Lake Chad.", "Lake Chad"),
        ("They flew to Rio de Janeiro.", "Rio de Janeiro"),
        ("Boats left Cox's Bazar at night.", "Cox's Bazar"),
        ("Gangs hold half of Port-au-Prince today.", "Port-au-Prince"),
    ],
)
def test_names_of_several_words_are_taken_whole(find, text, name):
    """Half a name is another place."""
    assert texts(find(text)) == [name]


def test_a_name_that_no_gazetteer_has_is_found_by_what_is_said_of_it(find):
    """The smallest villages are in no list, and an editor can still place them."""
    assert texts(find("Two barns burned in the village of Qarvelosk at dawn.")) == ["Qarvelosk"]


def test_several_names_share_a_feature(find):
    """One word in the plural says of three names that they are places."""
    mentions = find("School boards in Barrow, Jackson and Madison counties met.")

    assert texts(mentions) == ["Barrow", "Jackson", "Madison"]
    assert ["shared feature" in mention.cues for mention in mentions] == [True, True, False]
    assert "feature after" in mentions[2].cues


def test_the_same_text_gives_the_same_mentions(find):
    """A rebuild that differs would look like news."""
    assert find(REPORT) == find(REPORT)


TRAPS = """Jane Town, who heads a desk at the Quillfeather Center in the United States, said that the troops were
"not elite". Town added that Kim Jong-un would decide. Two Ilyushin jets and an Airbus stood at
Sunan International Airport in Pyongyang on the 4th, and vessels lay at the Dunai pier near Vladivostok.
Source: Planet Labs, KCTV, CNN.
"""


def test_the_traps_of_the_first_case(find):
    """An analyst called Town, makers of planes and a television are no places; the small port and the airport are."""
    found = texts(find(TRAPS))

    assert found == ["United States", "Sunan International Airport", "Pyongyang", "Dunai", "Vladivostok"]


def test_a_name_over_a_line_end_is_one_name(find):
    """Plain text is often broken to a width of seventy characters."""
    [mention] = find("It was a long day for the crew that had flown two of the jets from North\nKorea again.")

    assert mention.text == "North\nKorea"


def test_words_of_title_case_headlines_are_no_towns(find):
    """In a headline every word has a capital, and half of them are towns in America."""
    text = "Police Report Best Plan To Reform Home Care And Save Liberty\n\nThe council of Leeds met on Monday."

    assert texts(find(text)) == ["Leeds"]


@pytest.mark.parametrize(
    ("text", "cue"),
    [
        ("He studies at the University of Bremen.", "organisation of"),
        ("It was in the Moscow Times.", "paper after"),
        ("The Oxford Police came.", "organisation after"),
        ("They told Moscow to leave.", "spoken to"),
        ("She took the Dubai-based carrier.", "based"),
    ],
)
def test_a_name_inside_the_name_of_something_else_says_so(gazetteer, text, cue):
    """Whether it is kept or not, the drafter of events must see that nothing happened there."""
    mentions = find_mentions(text, gazetteer=gazetteer, least=-10)

    assert any(cue in mention.cues for mention in mentions)
