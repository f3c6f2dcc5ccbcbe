"""Where sources disagree, and how many voices they are."""

from __future__ import annotations

import pytest

from layers.conflicts import find_conflicts
from layers.source import Source
from layers.voices import count_origins

SOURCES = {name: Source(name, name.title()) for name in ("agency", "gazette", "relay", "echo")}


def test_two_sources_with_different_dates_are_a_conflict(an_event, a_claim):
    """
    A reader must see that the relay and the agency disagree, not our choice
    between them.
    """
    event = an_event(claims=[a_claim(date="2025-05-18"), a_claim(date="2024-05-18")])

    [conflict] = find_conflicts(event)

    assert conflict.field == "date"
    assert conflict.values == {"2025-05-18", "2024-05-18"}
    assert conflict.chosen == ""


def test_a_claim_without_its_own_date_agrees_with_the_event(an_event, a_claim):
    """Editors write the date once, and only what differs beside a claim."""
    event = an_event(
        date="2025-05-18", date_reason="The caption says so.", claims=[a_claim(), a_claim(date="2024-05-18")]
    )

    [conflict] = find_conflicts(event)

    assert [(side.value, side.claims) for side in conflict.sides] == [("2025-05-18", (0,)), ("2024-05-18", (1,))]
    assert (conflict.chosen, conflict.reason) == ("2025-05-18", "The caption says so.")


def test_a_date_of_ours_that_no_source_gives_is_a_conflict(an_event, a_claim):
    """We must not put a date on the map that the only report contradicts, without saying so."""
    event = an_event(date="2025-05-18", claims=[a_claim(date="2024-05-18")])

    [conflict] = find_conflicts(event)

    assert conflict.sides[0].claims == ()


def test_a_vague_report_does_not_hide_that_another_contradicts_us(an_event, a_claim):
    """A report "by November 2025" leaves room for everybody; the report of May still is not what we say."""
    event = an_event(date="2024-02-29", claims=[a_claim(date="2025-05-18"), a_claim(date="[..2025-11]")])

    [conflict] = find_conflicts(event)

    assert conflict.values == {"2024-02-29", "2025-05-18"}


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("2025-05", "2025-05-18"),
        ("2025-05-18", "2025-05-18~"),
        ("[2025-05, 2025-06]", "2025-06"),
        ("[..2025-11]", "2025-06-01"),
        ("2025", "2025-05/2025-06"),
    ],
)
def test_a_coarser_date_is_no_conflict(an_event, a_claim, one, other):
    """That it was in May does not deny that it was on 18 May; crying conflict would teach readers to ignore it."""
    assert find_conflicts(an_event(claims=[a_claim(date=one), a_claim(date=other)])) == ()
    assert find_conflicts(an_event(claims=[a_claim(date=other), a_claim(date=one)])) == ()


def test_a_coarser_date_is_no_rival_of_its_own(an_event, a_claim):
    """Two sides are at odds here, not three."""
    event = an_event(claims=[a_claim(date="2025-05-18"), a_claim(date="2024-05-18"), a_claim(date="2025-05")])

    [conflict] = find_conflicts(event)

    assert conflict.values == {"2025-05-18", "2024-05-18"}


def test_a_set_that_covers_the_rivals_is_an_answer_and_not_a_side(an_event, a_claim):
    """The editor may keep both months; the sides are still October and November."""
    event = an_event(
        date="[2024-10,2024-11]",
        date_reason="Both are told.",
        claims=[a_claim(date="2024-10"), a_claim(date="2024-11")],
    )

    [conflict] = find_conflicts(event)

    assert conflict.values == {"2024-10", "2024-11"}
    assert conflict.chosen == "[2024-10,2024-11]"


def test_places_conflict_unless_one_holds_the_other(an_event, a_claim):
    """A report that names only the region agrees with one that names the town in it."""
    agreeing = an_event(
        place="Dunai, Primorsky Krai, Russia", claims=[a_claim(), a_claim(place="primorsky krai, Russia")]
    )
    arabic = an_event(place="الفاشر، السودان", claims=[a_claim(), a_claim(place="السودان")])
    differing = an_event(place="Dunai, Russia", claims=[a_claim(), a_claim(place="Rason, North Korea")])

    assert find_conflicts(agreeing) == find_conflicts(arabic) == ()
    assert [conflict.field for conflict in find_conflicts(differing)] == ["place"]


def test_values_are_compared_key_by_key(an_event, a_claim):
    """A claim that counts ships says nothing of crews; one that counts nothing agrees with all."""
    event = an_event(
        values={"ships": "1", "crew": "11,000"},
        value_reasons={"ships": "The picture shows one."},
        claims=[a_claim(), a_claim(values={"ships": "several"}), a_claim(values={"crew": "11 000"})],
    )

    [conflict] = find_conflicts(event)

    assert (conflict.field, conflict.key, conflict.reason) == ("value", "ships", "The picture shows one.")
    assert [(side.value, side.claims) for side in conflict.sides] == [("1", (0,)), ("several", (1,))]


def test_a_denial_does_not_vouch_for_the_date(an_event, a_claim):
    """Who says that nothing happened does not say when it did."""
    event = an_event(date="2025-05-18", claims=[a_claim(denies=True), a_claim(date="2024-05-18")])

    [conflict] = find_conflicts(event)

    assert conflict.sides[0].claims == ()


def test_a_relay_that_contradicts_the_source_it_cites_is_named(an_event, a_claim):
    """It is not a second opinion but most likely a slip, and the reader is told so."""
    event = an_event(
        date="2025-05-18",
        claims=[
            a_claim("agency"),
            a_claim("relay", date="2024-05-18", citing=("AGENCY",)),
            a_claim("echo", citing=("agency",)),
        ],
    )

    [conflict] = find_conflicts(event, SOURCES)

    assert [(relay.claim, relay.cites) for relay in conflict.relays] == [(1, "Agency")]


def test_reports_that_repeat_one_report_are_one_origin(an_event, a_claim):
    """Three newspapers with one agency behind them are one witness."""
    event = an_event(
        claims=[
            a_claim("agency", citing=("satellite image",)),
            a_claim("relay", citing=("Agency",)),
            a_claim("echo", citing=("Relay", "agency")),
        ]
    )

    assert count_origins(event, SOURCES) == (3, 1)


def test_a_relay_of_two_voices_does_not_make_them_one(an_event, a_claim):
    """Two agencies stay two although one paper carries both."""
    event = an_event(
        claims=[
            a_claim("agency"),
            a_claim("gazette"),
            a_claim("relay", citing=("agency",)),
            a_claim("relay", citing=("gazette",)),
        ]
    )

    assert count_origins(event, SOURCES) == (3, 2)


def test_independent_reports_are_counted_each(an_event, a_claim):
    """What two saw for themselves weighs more than what one repeated."""
    assert count_origins(an_event(claims=[a_claim("agency"), a_claim("gazette")]), SOURCES) == (2, 2)
    assert count_origins(an_event(claims=[a_claim("agency"), a_claim("agency")]), SOURCES) == (1, 1)
