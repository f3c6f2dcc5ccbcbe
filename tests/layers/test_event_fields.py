"""Whatever stands in a field, reading it ends in an event and its faults, never in an error."""

from __future__ import annotations

import datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from layers.fields.event import CLAIM_KEYS, EVENT_KEYS, build_id, read_event
from layers.fields.faultlist import FaultList
from layers.fields.table import Fields
from layers.folder.case_fields import CASE_KEYS, SOURCE_KEYS, read_case_head, read_sources

odd = (
    st.none()
    | st.booleans()
    | st.integers()
    | st.floats()
    | st.text(max_size=6)
    | st.sampled_from(
        ["2024-03", "https://a.example", "[..2024]", "12,5", "NaN", "1e999", 10**400, "https://[", "mailto:a@b"]
    )
    | st.sampled_from([datetime.date(2024, 3, 7), datetime.time(3, 4), datetime.datetime(2024, 3, 7, 5, 6)])
)
values = st.recursive(
    odd, lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=3), inner, max_size=3)
)
geometries = st.fixed_dictionaries(
    {"type": st.sampled_from(["Point", "Polygon", "LineString", "MultiPolygon", "x"]), "coordinates": values}
)


def fields_of(table):
    """Return the fields of a table that stands on line 1 of some file."""
    return Fields(table, path=(), find_line=lambda _: 1, faults=FaultList("some.toml", []))


@given(
    st.dictionaries(st.sampled_from(sorted(EVENT_KEYS)), values | geometries, max_size=6),
    st.lists(st.dictionaries(st.sampled_from(sorted(CLAIM_KEYS)), values, max_size=4), max_size=2),
)
def test_no_value_of_a_field_ends_in_an_error(table, claims):
    """A file from someone else may hold anything; a check must still list what is wrong with it."""
    fields = fields_of({"claim": claims, **table})

    event = read_event(fields, layer="ships", sources={"gazette"})

    faults = [fault for fault in fields.faults.faults if fault.kind == "fault"]
    assert fields.wrong == len(faults)
    assert fields.wrong or (event.title and event.claims)


@given(
    st.dictionaries(st.sampled_from(sorted(CASE_KEYS)), values, max_size=5),
    st.lists(st.dictionaries(st.sampled_from(sorted(SOURCE_KEYS)), values, max_size=5), max_size=3),
)
def test_no_head_and_no_source_ends_in_an_error(head, sources):
    """The same holds for the two files that every case has."""
    read_case_head(fields_of(head))

    found = read_sources(sources, fields_of({}))

    assert all(name == source.id for name, source in found.items())


@given(st.text(max_size=200), st.integers(1, 3))
def test_an_id_made_from_any_title_is_an_id(title, times):
    """Titles come in every script, and with every mark."""
    taken: set[str] = set()
    for _ in range(times):
        made = build_id(title, taken)
        assert made not in taken
        taken.add(made)

    for made in taken:
        assert fields_of({"id": made}).identifier("id") == made


@pytest.mark.parametrize(
    ("corrections", "field"),
    [
        ("yes", "corrections"),
        ([{"text": "x"}], "corrections.date"),
        ([{"date": "2025-07-09"}], "corrections.text"),
        ([{"date": "9 July", "text": "x"}], "corrections.date"),
        ([{"date": "2025-07-09", "text": "x", "by": "y"}], "corrections.by"),
    ],
)
def test_a_correction_has_a_day_and_a_text(corrections, field):
    """A reader must learn what was put right, and when."""
    fields = fields_of({"title": "x", "claim": [{"source": "a"}], "corrections": corrections})

    read_event(fields, layer="l", sources={"a"})

    assert [fault.field for fault in fields.faults.faults] == [field]
