"""What is drafted of a sentence: where, when, whether it happened, and who says so."""

from __future__ import annotations

import pytest

from layers.drafts.sentence import find_sentences


def only(drafts):
    """Return the one draft."""
    [draft] = drafts
    return draft


def where(drafts):
    """Return the names of the places of drafts."""
    return [draft.place.name if draft.place else None for draft in drafts]


def test_a_plain_sentence_gives_place_date_and_words(draft):
    """The editor who opens the draft finds all that the sentence says, and the sentence."""
    event = only(draft("Three people were killed in Orlec on Tuesday."))

    assert event.place.name == "Orlec"
    assert (event.role, event.date, event.date_as_written) == ("where", "2025-07-01", "on Tuesday")
    assert (event.occurrence, event.status) == ("occurred", "reported")
    assert event.title == "Three people were killed in Orlec"
    assert event.quote == "Three people were killed in Orlec on Tuesday."


def test_what_a_place_is_near_to_is_no_place_of_the_event(draft):
    """A pin on the big town near by would be seen by more people, and would be wrong."""
    text = "Barges were seen at the Sveti Rok naval pier near Brodna, Croatia, on 4 June."

    event = only(draft(text))

    assert event.place.name == "Sveti Rok"
    assert event.others == {"Brodna": "reference", "Croatia": "holder"}


def test_the_owner_of_a_place_is_no_place_of_the_event(draft):
    """The words "Brodna's Lipa Airport" name one place, and it is the airport."""
    event = only(draft("Two cargo planes were spotted at Brodna's Lipa Airport on 4 June."))

    assert event.place.name == "Lipa Airport"
    assert event.place_as_written == "Brodna's Lipa Airport"


@pytest.mark.parametrize(
    "text",
    [
        "Officials in Brodna said nothing of it.",
        "Brodna believes that nothing has changed.",
        "An analyst at a school in Hungary, stated that the figures are too high.",
        "The minister told reporters in Brodna that he was well.",
        "On the 3rd of last month, the Croatian ministry said that it would answer.",
    ],
)
def test_whoever_speaks_makes_no_event_where_they_sit(draft, text):
    """A map of capitals from which people spoke is the usual failure of maps made from the news."""
    assert draft(text) == []


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("en", "The foreign minister condemned the attack in Brodna."),
        ("en", "Ministers condemned the attack in Brodna on Tuesday."),
        ("en", "Brodna condemned the strike on Orlec on Tuesday."),
        ("en", "The attack in Brodna was condemned by ministers on Tuesday."),
        ("en", "The president praised the troops in Orlec on Tuesday."),
        ("en", "The envoy demanded the withdrawal of troops from Orlec on Tuesday."),
        ("en", "The envoy called for an end to the fighting in Orlec."),
        ("en", "The mayor urged residents to evacuate Orlec on Tuesday."),
        ("de", "Der Minister verurteilte den Angriff in Orlec am Dienstag."),
        ("es", "El ministro condenó el ataque en Orlec el martes."),
        ("fr", "Le ministre a condamné l'attaque à Orlec mardi."),
        ("ru", "Министр осудил атаку в Орлец 1 июля."),
        ("uk", "Міністр засудив атаку в Орлец 1 липня."),
    ],
)
def test_whoever_takes_a_stand_makes_no_event_of_it(draft, language, text):
    """A condemnation is no second attack, and its day is not that of the first."""
    assert draft(text, language=language) == []


@pytest.mark.parametrize(
    "text",
    [
        "The plant is located in Orlec.",
        "An activist based in Orlec has a large family.",
        "Prices are high in Orlec compared to other towns.",
        "The president was briefed by his aides in Orlec.",
    ],
)
def test_a_state_is_no_event(draft, text):
    """Where something lies, and who is at home where, has no day and is no news."""
    assert draft(text) == []


def test_what_stands_beside_a_stand_is_told(draft):
    """The words round a condemnation are often the report."""
    strike = only(draft("The president condemned the strike that destroyed a school in Orlec on Tuesday."))
    visit = only(draft("The president, who visited Orlec on Tuesday, condemned the attack in Brodna."))
    hit = only(draft("Shells struck Orlec on Tuesday, and the mayor condemned the attack."))

    assert (strike.title, strike.place.name) == ("Strike destroyed a school in Orlec", "Orlec")
    assert (visit.title, visit.place.name) == ("President visited Orlec", "Orlec")
    assert (hit.title, hit.date) == ("Shells struck Orlec", "2025-07-01")


@pytest.mark.parametrize(
    ("language", "text", "title"),
    [
        ("en", "Orlec was shelled on Tuesday.", "Orlec was shelled"),
        ("en", "The town of Orlec was captured by troops on Tuesday.", "Town of Orlec was captured by troops"),
        ("de", "Orlec wurde am Dienstag beschossen.", ""),
        ("es", "Orlec fue atacada el martes.", "Orlec fue atacada"),
        ("fr", "Orlec a été bombardée mardi.", "Orlec a été bombardée"),
        ("ru", "Орлец был обстрелян 1 июля.", "Орлец был обстрелян"),
        ("uk", "Орлец було обстріляно 1 липня.", "Орлец було обстріляно"),
    ],
)
def test_what_is_struck_in_the_passive_is_where_it_happened(draft, language, text, title):
    """Half of all reports of a strike are told of the town and not of the shells."""
    event = only(draft(text, language=language))

    assert (event.place.country, event.role, event.date) == ("HR", "where", "2025-07-01")
    assert event.title == title or not title


def test_who_struck_is_not_where_it_happened(draft):
    """Before the same word, "has" and "was" say the opposite."""
    event = only(draft("Croatia has attacked Orlec on Tuesday."))

    assert event.place.name == "Orlec"


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("uk", "Ракета влучила в будинок у Орлец."),
        ("uk", "У Орлец пошкоджено три будинки."),
        ("uk", "У Орлец пролунало кілька вибухів."),
        ("uk", "Уночі було атаковано Орлец."),
        ("ru", "Ракета попала в дом в Орлец."),
        ("ru", "В Орлец повреждено здание."),
        ("ru", "Над Орлец сбито десять беспилотников."),
        ("ru", "В Орлец прогремело несколько взрывов."),
    ],
)
def test_what_nobody_is_said_to_have_done_happened_too(draft, language, text):
    """Reports of a night of strikes name no subject: "three houses damaged", "ten drones shot down"."""
    event = only(draft(text, language=language))

    assert (event.place.name, event.role) == ("Орлец", "where")


def test_a_korean_title_begins_with_no_particle_and_keeps_its_verb(draft):
    """A particle belongs to the word before it; the verb, which stands last, is the event."""
    event = only(draft("6월 2일에는 오를레츠에서 미사일을 발사했다.", language="ko"))

    assert event.title == "오를레츠에서 미사일을 발사했다"


@pytest.mark.parametrize(
    ("language", "text", "title"),
    [
        (
            "ko",
            "6월 2일 오를레츠에서 산사태가 발생해 주민 20명이 대피했다.",
            "오를레츠에서 산사태가 발생해 주민 20명이 대피했다",
        ),
        ("ko", "당국은 6월 2일 오를레츠에서 도로가 침수됐다고 밝혔다.", "당국은 6월 2일 오를레츠에서 도로가 침수됐다"),
        (
            "ko",
            "6월 2일 오를레츠에서 어선이 전복돼 선원 3명이 구조됐다.",
            "오를레츠에서 어선이 전복돼 선원 3명이 구조됐다",
        ),
        ("fr", "L'armée a bombardé Orlec mardi.", "L'armée a bombardé Orlec"),
        ("fr", "Trois personnes sont mortes mardi à Orlec.", "Trois personnes sont mortes à Orlec"),
        ("es", "Las lluvias inundaron Orlec el 2 de junio.", "Lluvias inundaron Orlec"),
        ("en", "Explosions rocked Orlec on Tuesday.", "Explosions rocked Orlec"),
        ("en", "Heavy rain flooded the market of Orlec on Tuesday.", "Heavy rain flooded the market of Orlec"),
        ("en", "A fire destroyed the port of Orlec on Tuesday.", "Fire destroyed the port of Orlec"),
    ],
)
def test_floods_and_accidents_are_events_with_a_whole_title(draft, language, text, title):
    """What newsrooms of every language report most must not read as nothing, nor its title as torn."""
    assert only(draft(text, language=language)).title == title


@pytest.mark.parametrize(
    ("text", "role"),
    [
        ("유조선은 6월 2일 오를레츠항에 도착했다.", "to"),
        ("유조선은 6월 2일 오를레츠 항에 도착했다.", "to"),
        ("군은 6월 2일 오를레츠를 공격했다.", "where"),
        ("당국은 6월 2일 오를레츠에서 폭발이 발생했다고 밝혔다.", "where"),
    ],
)
def test_korean_particles_tell_the_role_behind_what_hangs_on_a_name(draft, text, role):
    """A ship that came to the port of a town came to the town."""
    assert only(draft(text, language="ko")).role == role


def test_the_chain_of_those_who_say_so_is_kept(draft):
    """A relay that cites an agency that cites a ministry is one voice, and the reader may see whose."""
    text = (
        "The Daily Star reported, citing an assessment by Hungarian military intelligence, that "
        "trucks had crossed into Croatia on Tuesday."
    )

    event = only(draft(text))

    assert event.citing == ("Daily Star", "Hungarian military intelligence")


def test_pictures_are_the_end_of_a_chain(draft):
    """What was seen, and who showed it, is what a reader weighs first."""
    text = "Satellite images obtained by Meridian showed barges arriving at Sveti Rok on 4 June."

    event = only(draft(text))

    assert event.citing == ("Meridian", "satellite images")
    assert event.title.startswith("Barges arriving at Sveti Rok")


def test_a_sentence_that_goes_on_leans_on_the_same_source(draft):
    """A sentence with "additionally" hangs on who was named a sentence before, as a reader takes it to."""
    text = (
        "Satellite images obtained by Meridian showed barges arriving at Sveti Rok on 4 June. "
        "Additionally, tents were spotted in Orlec on Tuesday."
    )

    assert [event.citing for event in draft(text)] == [("Meridian", "satellite images")] * 2


@pytest.mark.parametrize(
    ("text", "occurrence", "status"),
    [
        ("Troops will arrive in Orlec by November.", "expected", "reported"),
        ("Hungary expects that troops will arrive in Orlec by November.", "expected", "claimed"),
        ("Troops could arrive in Orlec by November.", "expected", "claimed"),
        ("The army is set to deploy to Orlec by November.", "expected", "reported"),
        ("Croatia denied that its jets had struck a school in Orlec on Tuesday.", "denied", "disputed"),
        ("No shells were fired at Orlec, but Hungary claimed that a house was hit in Brodna.", "occurred", "claimed"),
        ("There are rumors that generals trained men in Orlec last October.", "occurred", "claimed"),
    ],
)
def test_what_is_to_come_denied_or_claimed_is_told_apart(draft, text, occurrence, status):
    """A forecast drawn as a fact is the worst thing a map can do."""
    event = draft(text)[-1]

    assert (event.occurrence, event.status) == (occurrence, status)


def test_after_which_dates_what_follows(draft):
    """The announcement came after the meeting: what it announces begins then, and nobody says when it ends."""
    text = (
        "On the 3rd of last month, the general met the minister in Brodna, after which Hungary announced "
        "it would send 600 builders to help in the Zagora region."
    )

    meeting, sending = draft(text)

    assert (meeting.place.name, meeting.date, meeting.occurrence) == ("Brodna", "2025-06-03", "occurred")
    assert (sending.place.name, sending.date, sending.occurrence) == ("Zagora region", "2025-06-03/..", "expected")
    assert sending.citing == ("Hungary",)
    assert sending.title.startswith("Hungary would send 600 builders")


def test_both_ends_of_a_movement_are_kept(draft):
    """A convoy is a line on the map, and stands nowhere."""
    event = only(draft("A convoy left Orlec for Brodna on Tuesday."))

    assert (event.origin.name, event.destination.name, event.role) == ("Orlec", "Brodna", "to")


def test_places_side_by_side_are_an_event_each(draft):
    """Two towns that were hit are two marks."""
    assert where(draft("Rockets hit Orlec and Brodna on Tuesday, officials said.")) == ["Orlec", "Brodna"]


def test_the_day_of_saying_is_not_the_day_of_the_event(draft):
    """The words "officials said on Tuesday" tell when they spoke; the shelling may have been any day before."""
    event = only(draft("Shells fell in Orlec, officials said on Tuesday."))

    assert event.date == ""


def test_a_broadcast_takes_place_at_the_seat_of_the_state_that_broadcasts(draft):
    """State television has no address in the report; its country's capital stands for it, and the draft says so."""
    event = only(draft("On the 3rd of last month, Hungarian state television MTQ aired footage of the minister."))

    assert event.place.name == "Budapest"
    assert event.citing == ("MTQ",)
    assert "seat" in event.place_reason


def test_a_headline_gives_no_second_event(draft):
    """Headlines say again what the text says, shorter and without its dates."""
    text = "Shells Fall in Orlec\n\nShells fell in Orlec on Tuesday."

    assert [event.date for event in draft(text)] == ["2025-07-01"]


def test_an_event_without_a_place_is_kept_when_it_has_a_date(draft):
    """It goes to the list of what is not on the map, where an editor finds it; dropped, nobody would."""
    event = only(draft("The change follows the deployment of 1,100 soldiers last October."))

    assert (event.place, event.date) == (None, "2024-10")
    assert event.title == "Deployment of 1,100 soldiers"


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("ru", "2 июня российская колонна прибыла в Орлец, сообщил губернатор."),
        ("ru", "2 июня в Орлец вошла колонна. Как сообщил мэр, никто не пострадал."),
        ("ko", "6월 2일 대표단이 오를레츠에 도착했다."),
    ],
)
def test_other_languages_are_drafted_by_their_words(draft, language, text):
    """A report in the language of the place is often the first one."""
    event = only(draft(text, language=language))

    assert event.place is not None
    assert event.date == "2025-06-02"


def test_quotes_hold_at_most_fifteen_words_of_the_report(draft):
    """A quote is exact, and short enough to be one."""
    text = (
        "After a night in which nobody slept and the lights went out again and again in every street, "
        "a shed burned down in Orlec on Tuesday while the band played on and on until the morning came."
    )

    event = only(draft(text))

    assert len(event.quote.split()) <= 15
    assert event.quote in text
    assert "Orlec" in event.quote


def test_here_is_the_dateline_and_only_where_it_is_said(draft):
    """A report from Orlec tells of many places; what it puts "here" is in Orlec, and nothing else is by default."""
    text = "ORLEC, Croatia (Meridian) — Two sheds burned down here on Tuesday. A bridge collapsed on 4 June."

    burned, collapsed = draft(text.replace("ORLEC", "Orlec"))

    assert burned.place.name == "Orlec"
    assert "datelined" in burned.place_reason
    assert collapsed.place is None


@pytest.mark.parametrize(
    ("text", "title", "citing"),
    [
        (
            "According to the mayor, three houses burned in Orlec on Tuesday.",
            "Three houses burned in Orlec",
            ("mayor",),
        ),
        ("In Orlec three houses burned on Tuesday, the mayor said.", "Three houses burned in Orlec", ("mayor",)),
    ],
)
def test_who_says_so_does_not_stand_in_the_title(draft, text, title, citing):
    """The title names what happened; who says so has a place of its own."""
    event = only(draft(text))

    assert (event.title, event.citing) == (title, citing)


@pytest.mark.parametrize(
    "lead",
    [
        "Orlec, 3 July (Meridian) - ",
        "Orlec, Croatia, on 4 June — ",
        "Orlec (Meridian) -- ",
        "Orlec, on 4 June (Meridian) – ",
    ],
)
def test_a_dateline_gives_neither_the_subject_nor_the_day(draft, lead):
    """Wire copy opens with where and when it was written, which is not where and when the thing happened."""
    event = only(draft(f"{lead}A tanker arrived in Brodna on Tuesday."))

    assert (event.place.name, event.date, event.title) == ("Brodna", "2025-07-01", "Tanker arrived in Brodna")
    assert event.quote.startswith("A tanker")


def test_the_day_of_saying_is_told_apart_also_behind_a_place(draft):
    """The spokesman spoke on Tuesday; the depot burned on 4 June."""
    text = "A spokesman told reporters in Brodna on Tuesday that a depot burned in Orlec, Croatia, on 4 June."

    event = only(draft(text))

    assert (event.place.name, event.date) == ("Orlec", "2025-06-04")


def test_near_a_town_is_finer_than_in_a_region(draft):
    """A region of 300 km must not stand for what the words put near one town of it."""
    event = only(draft("A drone struck a depot near Orlec, in Croatia's Zagora region, on Tuesday."))

    assert event.place.name == "Orlec"


@pytest.mark.parametrize(
    ("text", "citing"),
    [
        ("A depot burned in Orlec on Tuesday, a ministry official in Brodna said.", ("ministry official",)),
        (
            "The Daily Star, citing satellite images by Meridian Labs, reported that a depot burned in Orlec.",
            ("Daily Star", "Meridian Labs", "satellite images"),
        ),
        ("Satellite images analysed by Meridian show barges arriving at Orlec.", ("Meridian", "satellite images")),
        ("Gleb Orlov, speaking in Brodna, denied that a depot had burned in Orlec.", ("Gleb Orlov",)),
    ],
)
def test_chains_hold_who_says_it_and_not_what_stands_beside(draft, text, citing):
    """A wrong name in the chain makes a voice of somebody who said nothing."""
    assert only(draft(text)).citing == citing


def test_what_is_expected_is_so_also_where_its_noun_comes_first(draft):
    """Repairs that are expected have not taken place."""
    event = only(draft("Repairs in Orlec are expected to be completed by November."))

    assert event.occurrence == "expected"


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        ("Am 1. Juli trafen Drohnen den Hafen. Es brannte.", 2),
        ("Vom 3. bis zum 5. August lag das Schiff dort.", 1),
        ("The trial ends on May 3. August brought rain.", 2),
        ("The score was 2 to 1. March was cold.", 2),
    ],
)
def test_the_stop_of_a_german_date_ends_no_sentence(text, parts):
    """Cut in two, "Am 1. | Juli trafen Drohnen …" loses its date, and the event with it."""
    assert len(find_sentences(text)) == parts


@pytest.mark.parametrize("text", ["Дроны ударили по порту Орлец 2 июня.", "Дроны ударили ночью по Орлец 2 июня."])
def test_what_is_struck_is_where_it_happened(draft, text):
    """Russian and Ukrainian put a preposition between the blow and the town; the dot belongs on the town."""
    event = only(draft(text, language="ru"))

    assert event.place.name == "Орлец"
    assert event.title == text.removesuffix(" 2 июня.")


def test_talks_on_a_country_are_not_held_in_it(draft):
    """The same preposition says what is talked about."""
    assert where(draft("Министр провёл переговоры по Орлец 2 июня.", language="ru")) in ([], [None])
