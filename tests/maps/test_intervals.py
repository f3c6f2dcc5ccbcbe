"""What the page can tell from the intervals of an event alone: whether a date lies in a range certainly."""

from __future__ import annotations

from collections.abc import Sequence

import pytest
from hypothesis import given
from hypothesis import strategies as st

from layers.edtf import parse_edtf
from layers.event import Claim, Event
from layers.source import Source
from maps.facets import build_facets
from maps.intervals import Interval, build_intervals

DATES = (
    "2025-05-18", "2025-05-18?", "2025-05~", "2025", "199X", "2025-21", "../2025-01-31", "2025-06-17/..",
    "2025-06-17/", "/2025-06", "2025-06/2025-08", "[2024-10,2024-11]", "[..2025-11]", "{2024-10-01,2024-12}",
    "[2025-06..2025-08]", "{2025-01-05,2025-07}",
)  # fmt: skip
days = st.none() | st.integers(19_600, 20_500)  # August 2023 to February 2026


def is_certain(intervals: Sequence[Interval], first: int | None, last: int | None) -> bool:
    """Tell it as maps/web/src/case/filter.ts does: each claimed date, one of a date that names several days."""
    groups: list[list[Interval]] = []
    for one in intervals:
        if one.first or not one.any_of:
            groups.append([])
        groups[-1].append(one)

    def holds(one: Interval) -> bool:
        begun = last is None or (one.lasts if one.begin_latest is None else one.begin_latest <= last)
        return begun and (first is None or (one.lasts if one.end_earliest is None else one.end_earliest >= first))

    return all(any(holds(one) for one in group) for group in groups)


def a_claim(source: str = "one", date: str = "") -> Claim:
    """Return a claim of a source."""
    return Claim(source=source, text="x", date=parse_edtf(date) if date else None)


def with_dates(date: str, *rivals: str) -> Event:
    """Return an event with a date of ours and claims of other dates."""
    claims = tuple(a_claim(date=rival) for rival in rivals)
    return Event(id="a", layer="a", title="A", date=parse_edtf(date), claims=claims or (a_claim(),))


@given(st.sampled_from(DATES), days, days)
def test_the_intervals_of_one_date_are_certain_where_the_date_is(date: str, first: int | None, last: int | None):
    """The page has four days and flags, no dates: they must tell the same as the date itself, sets included."""
    event = with_dates(date)
    assert is_certain(build_intervals(event, ()), first, last) == parse_edtf(date).certainly_in(first, last)


@given(st.sampled_from(DATES), st.sampled_from(DATES), days, days)
def test_a_rival_date_makes_certain_only_what_all_claims_agree_on(
    ours: str, rival: str, first: int | None, last: int | None
):
    """“Certainly in range” with a source that says otherwise would promise more than is known."""
    own, other = parse_edtf(ours), parse_edtf(rival)
    intervals = build_intervals(with_dates(ours, rival), ())
    counted = any(not one.chosen for one in intervals)
    wanted = own.certainly_in(first, last) and (not counted or other.certainly_in(first, last))
    assert is_certain(intervals, first, last) == wanted


@pytest.mark.parametrize(("date", "vague"), [("2025-05-18", False), ("2025-05-18?", True), ("2025-05~", True)])
def test_a_date_written_as_uncertain_is_known_as_such(date: str, vague: bool):
    """The timeline fades what a source itself marks as uncertain or approximate."""
    assert [one.vague for one in build_intervals(with_dates(date), ())] == [vague]


def test_facets_name_each_source_and_tag_once():
    """The filters count events, not claims: two claims of one source are one."""
    sources = {"one": Source("one", "ONE"), "two": Source("two", "TWO", published=parse_edtf("2025-07"))}
    events = [
        Event(id="a", layer="a", title="A", tags=("sea", "air"), claims=tuple(map(a_claim, ("two", "one", "two")))),
        Event(id="b", layer="a", title="B", tags=("sea", "sea"), claims=(a_claim("one"),)),
    ]

    assert build_facets(events, sources) == {
        "tags": ["air", "sea"],
        "sourcesOf": [[0, 1], [0]],
        "tagsOf": [[0, 1], [1]],
        "published": [None, parse_edtf("2025-07").earliest],
    }
