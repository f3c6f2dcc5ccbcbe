"""What the build packs, read again by the layout that the page relies on."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import shapely
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from geo.place import PRECISIONS, Place, Unresolved
from layers.case import Case, Layer
from layers.edtf import EdtfDate, parse_edtf
from layers.event import OCCURRENCES, STATUSES, Claim, Event
from layers.frame import build_frame
from layers.places import Placements
from layers.source import Source
from maps.payload import CHUNK, Area, _add_area, build_payload
from tests.conftest import a_claim, an_event
from tests.maps.blocks import NONE, Blocks, read_blocks, read_columns

DATES = (
    "2025-05-18", "2024-02-29", "2025-05-18T08:30Z", "-0044-03-15", "9999-12-31", "2025-05-18?", "2025-05", "2025",
    "199X", "2025-21", "../2025-01-31", "2025-06-17/..", "2025-06-17/", "/2025-06", "2025-06/2025-08",
    "[2024-10,2024-11]", "[..2025-11]", "{2024-10-01,2024-12}", "[2025-06..2025-08]", "Y17001",
)  # fmt: skip
LAYERS = tuple(Layer(name, name.title(), name, color, "") for name, color in (("a", "blue"), ("b", "green")))
SOURCES = {name: Source(name, name.upper()) for name in ("one", "two")}

dates = st.sampled_from(DATES).map(parse_edtf)
degrees = st.tuples(
    st.floats(-180, 180, allow_nan=False) | st.sampled_from([-180.0, 180.0, 179.999999]),
    st.floats(-90, 90, allow_nan=False) | st.sampled_from([-90.0, 90.0]),
)
points = degrees.map(lambda at: Place("P", at[0], at[1], "settlement", 2000, country="MT"))
roughly = st.sampled_from(["exact", "site", "settlement", "district"])
claims = st.builds(Claim, source=st.sampled_from(["one", "two"]), text=st.text(max_size=8), date=st.none() | dates)
parts = st.tuples(
    st.none() | dates,
    st.lists(claims, min_size=1, max_size=3).map(tuple),
    st.none() | points,
    st.sampled_from(OCCURRENCES),
    st.sampled_from(STATUSES),
    st.sampled_from(["a", "b"]),
    st.sampled_from(["", "Because it is so."]),
)


def pack(events: list[Event], placements: Placements) -> Blocks:
    """Pack events and read them again."""
    case = Case(folder=Path(), name="case", title="Case", layers=LAYERS, sources=SOURCES, events=tuple(events))
    payload = build_payload(
        case, build_frame(case, placements), placements=placements, credits=(), tiles=(), version="0"
    )
    head = payload.head
    columns = read_columns(payload.columns, count=head["count"], days=head["days"], intervals=head["intervals"])
    texts = [text for chunk in payload.texts for text in chunk]
    return Blocks(head, columns, {}, list(payload.sources), list(payload.ids), texts)


def days(date: EdtfDate) -> list[tuple[float, float]]:
    """Return first and last possible day of each member of a date, infinite where open."""
    return [
        (
            float("-inf") if one.earliest is None else float(one.earliest),
            float("inf") if one.latest is None else float(one.latest),
        )
        for one in (date.members or (date,))
    ]


@settings(max_examples=100, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.lists(parts, max_size=7))
def test_every_event_comes_back_from_its_columns(drawn: list):
    """A mark in the wrong place, layer or year is worse than none; the columns carry no names to notice it by."""
    events = [
        Event(f"e{n}", layer, f"T{n}", said, date=date, occurrence=occurrence, status=status, date_reason=reason)
        for n, (date, said, _, occurrence, status, layer, reason) in enumerate(drawn)
    ]
    spots = {f"e{n}": part[2] or Unresolved("", f"No place {n}.") for n, part in enumerate(drawn)}

    blocks = pack(events, Placements(spots))
    columns = blocks.columns
    assert sorted(blocks.ids) == sorted(event.id for event in events)
    assert [text["id"] for text in blocks.texts] == blocks.ids
    for event in events:
        at = blocks.ids.index(event.id)
        spot = spots[event.id]
        if isinstance(spot, Place):
            assert (columns["lon"][at], columns["lat"][at]) == (round(spot.lon * 1e5), round(spot.lat * 1e5))
            assert PRECISIONS[columns["precision"][at]] == spot.precision
            assert blocks.texts[at]["unplaced"] == ""
        else:
            assert columns["lon"][at] == columns["lat"][at] == NONE
            assert blocks.texts[at]["unplaced"] == spot.reason
        assert columns["area"][at] == -1
        assert LAYERS[columns["layer"][at]].name == event.layer
        assert OCCURRENCES[columns["occurrence"][at]] == event.occurrence
        assert STATUSES[columns["status"][at]] == event.status
        check_intervals(event, blocks.intervals(at))
        assert bool(columns["conflict"][at] & 7) == bool(blocks.texts[at]["conflicts"])
    single = blocks.head["sorted"]
    firsts = [blocks.intervals(at)[0][0] for at in range(single)]
    assert firsts == sorted(firsts)


def check_intervals(event: Event, intervals: list[tuple[float, float, float, float, bool, bool]]) -> None:
    """Hold the intervals of an event against its dates: all of ours, every rival that cannot be ours, nothing else."""
    own = days(event.date) if event.date else []
    said = [span for claim in event.claims if claim.date for span in days(claim.date)]
    found = [(earliest, latest) for earliest, _, _, latest, _, _ in intervals]

    assert found[: len(own)] == own
    assert set(found) <= {*own, *said}
    for first, last in said if own else []:
        apart = all(last < earliest or first > latest for earliest, latest in own)
        assert not apart or (first, last) in found
    for earliest, begin_latest, end_earliest, latest, chosen, lasts in intervals:
        assert earliest <= latest
        assert earliest <= begin_latest
        assert end_earliest <= latest
        assert not chosen or (earliest, latest) in own
        if not lasts:  # one unknown day begins and ends on it
            assert (begin_latest, end_earliest) == (latest, earliest)


def test_a_case_without_events_is_a_page_too(make_case: Callable[..., Path], draw_case: Callable[..., str]):
    """A new case, or one whose only layer is still empty, must open instead of failing."""
    blocks = read_blocks(draw_case(make_case(layers={"sightings": []})))

    assert (blocks.head["count"], blocks.head["sorted"], blocks.head["days"], blocks.ids) == (0, 0, 0, [])
    assert [layer["name"] for layer in blocks.head["layers"]] == ["sightings"]


def test_events_on_both_sides_of_the_antimeridian_stay_where_they_are(
    make_case: Callable[..., Path], draw_case: Callable[..., str]
):
    """Longitudes must not be folded, clipped or averaged on the way."""
    wanted = {"fiji": (179.99, -16.5), "taveuni": (-179.99, -16.5), "pole": (0.5, -90.0)}
    events = [an_event(name, lon=lon, lat=lat) for name, (lon, lat) in wanted.items()]

    blocks = read_blocks(draw_case(make_case(layers={"sightings": events})))
    found = {
        name: (blocks.columns["lon"][at] / 1e5, blocks.columns["lat"][at] / 1e5) for at, name in enumerate(blocks.ids)
    }
    assert found == wanted


def test_texts_come_in_chunks_of_the_size_that_the_page_counts_on(
    make_case: Callable[..., Path], draw_case: Callable[..., str]
):
    """A card opens the chunk that its number points to; one event more in a chunk, and each card after it is wrong."""
    events = [an_event(f"e{n:04}", date=f"20{n % 25:02}-03-{n % 28 + 1:02}") for n in range(CHUNK + 3)]

    blocks = read_blocks(draw_case(make_case(layers={"sightings": events})))
    assert blocks.head["count"] == len(blocks.texts) == CHUNK + 3
    assert [text["id"] for text in blocks.texts] == blocks.ids
    firsts = [blocks.intervals(at)[0][0] for at in range(blocks.head["sorted"])]
    assert firsts == sorted(firsts)


def test_rival_dates_stand_beside_ours_and_ours_comes_first(
    make_case: Callable[..., Path], draw_case: Callable[..., str]
):
    """The filter looks at all of them, the tick at the first."""
    event = an_event(
        "ship", date="2025-05-18", date_reason="The caption gives 2025.",
        claim=[a_claim(), a_claim(date="2024-05-18"), a_claim(source="herald", date="2025-05")],
    )  # fmt: skip
    blocks = read_blocks(draw_case(make_case(layers={"sightings": [event]})))

    assert [(one[0], one[4]) for one in blocks.intervals(0)] == [(20226.0, True), (19861.0, False)]
    assert blocks.columns["conflict"][0] == 1


def test_an_area_is_drawn_once_for_all_its_events(make_case: Callable[..., Path], draw_case: Callable[..., str]):
    """A region with a thousand events must not carry its outline a thousand times."""
    square = {
        "type": "Polygon",
        "coordinates": [[[14.0, 35.0], [15.0, 35.0], [15.0, 36.0], [14.0, 36.0], [14.0, 35.0]]],
    }
    events = [an_event(name, geometry=square) for name in ("a", "b")] + [an_event("c")]

    blocks = read_blocks(draw_case(make_case(layers={"sightings": events})))
    areas = {name: int(blocks.columns["area"][at]) for at, name in enumerate(blocks.ids)}
    assert areas == {"a": 0, "b": 0, "c": -1}
    [area] = blocks.context["areas"]
    assert area["exact"] is True
    ring = area["rings"][0]
    lons = [sum(ring[0 : 2 * n + 1 : 2]) / 1e4 for n in range(len(ring) // 2)]
    assert (min(lons), max(lons)) == (14.0, 15.0)


def test_a_date_beyond_every_calendar_is_shown_at_its_edge():
    """A geologist's date is read as it is written; it must not keep the map from being built."""
    events = [
        Event(f"e{n}", "a", "T", (Claim("one"),), date=parse_edtf(text)) for n, text in enumerate(("Y-17E7", "Y17E7"))
    ]

    packed = pack(events, Placements({event.id: Unresolved("", "") for event in events}))

    assert packed.head["count"] == 2
    assert min(packed.columns["earliest"]) == -50_000_000
    assert max(packed.columns["latest"]) == 50_000_000


def test_a_movement_across_the_antimeridian_takes_the_short_way():
    """Fiji and Samoa are neighbours; a line round the world would say otherwise."""
    line = shapely.LineString([(178.4, -18.1), (-171.8, -13.8)])
    shapes: list[Area] = []

    _add_area(line, False, {}, shapes)

    assert shapes[0].rings == (((178.4, -18.1), (188.2, -13.8)),)


def test_an_area_that_was_cut_at_the_antimeridian_has_no_seam():
    """A dashed line through the sea at 180° would look like a border."""
    shape = shapely.MultiPolygon([shapely.box(170, 0, 180, 10), shapely.box(-180, 0, -170, 10)])
    shapes: list[Area] = []

    _add_area(shape, True, {}, shapes)

    [ring] = shapes[0].rings
    assert {lon for lon, _ in ring} <= {170.0, 180.0, 190.0}
    assert shapely.Polygon(ring).bounds == (170.0, 0.0, 190.0, 10.0)
    assert shapely.Polygon(ring).is_valid
