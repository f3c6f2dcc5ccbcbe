"""Places made approximate on purpose: nobody can get the true point back."""

from __future__ import annotations

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from geo.place import Place
from layers.case import read_case
from layers.coarse import coarsen_place
from layers.places import place_events
from tests.conftest import an_event

lons = st.floats(-180, 180)
lats = st.floats(-85, 85)
radii = st.integers(100, 200_000)


def metres_between(one, other):
    """Return the great-circle distance of two places in metres."""
    a, b = math.radians(one.lat), math.radians(other.lat)
    turn = math.radians(one.lon - other.lon)
    inner = math.sin((a - b) / 2) ** 2 + math.cos(a) * math.cos(b) * math.sin(turn / 2) ** 2
    return 2 * 6_371_009 * math.asin(min(1.0, math.sqrt(inner)))


@given(lons, lats, radii)
def test_the_true_point_lies_in_the_ring(lon, lat, radius_m):
    """The ring on the map says "within about": it must be true, or the map lies."""
    true = Place("", lon, lat, "exact", 10)

    told = coarsen_place(true, radius_m)

    assert metres_between(true, told) <= told.radius_m * 1.005 + 2
    assert told.radius_m >= radius_m
    assert told.precision == "settlement"


@given(lons, lats, radii, st.floats(-0.49, 0.49), st.floats(-0.49, 0.49))
def test_all_points_of_a_cell_are_told_alike(lon, lat, radius_m, across, up):
    """What is told must not depend on where in its cell the true point lies: then nothing can be got back from it."""
    middle = coarsen_place(Place("", lon, lat, "exact", 10), radius_m)
    step = radius_m / 111_195.0
    # Rounded to a metre, a middle may lie on another copy of the world; stay away from the seam and its short cell.
    if abs(middle.lon) > 180 - 2 * step / math.cos(math.radians(middle.lat)) or abs(middle.lat) > 84:
        return
    near = Place(
        "", middle.lon + across * step / math.cos(math.radians(middle.lat)), middle.lat + up * step, "exact", 5
    )

    again = coarsen_place(near, radius_m)

    assert (again.lon, again.lat, again.radius_m) == (middle.lon, middle.lat, radius_m)


def test_the_nearest_word_decides(make_case):
    """A shelter in a case of public places needs a radius of its own, and so does a layer of them."""
    folder = make_case(
        layers={
            "shelters": [an_event("a"), an_event("b", publish_radius_m=20_000), an_event("c", publish_radius_m=0)],
            "ships": [an_event("d")],
        },
        head={"privacy": {"publish_radius_m": 3_000}, "layers": {"shelters": {"publish_radius_m": 9_000}}},
    )

    placements = place_events(read_case(folder))

    radii = {name: place.radius_m for name, place in placements.by_event.items() if isinstance(place, Place)}
    assert radii == {"a": 9_000, "b": 20_000, "c": 0, "d": 3_000}
    assert placements.coarse == {"a", "b", "d"}


def test_a_layer_file_says_it_of_itself(make_case):
    """A layer that travels from case to case takes its caution along."""
    folder = make_case(layers={"shelters": [an_event("a")]})
    path = folder / "layers" / "shelters.toml"
    path.write_text("publish_radius_m = 4000\n" + path.read_text("utf-8"), "utf-8")

    [place] = place_events(read_case(folder)).by_event.values()

    assert isinstance(place, Place)
    assert place.radius_m == 4000


def test_an_outline_gives_way_to_a_ring_that_holds_it(make_case):
    """A ring smaller than the shape that it hides would point at its middle."""
    square = {
        "type": "Polygon",
        "coordinates": [[[14.0, 35.0], [14.4, 35.0], [14.4, 35.4], [14.0, 35.4], [14.0, 35.0]]],
    }
    folder = make_case(layers={"areas": [an_event("a", geometry=square, publish_radius_m=2000)]})

    [place] = place_events(read_case(folder)).by_event.values()

    assert isinstance(place, Place)
    assert place.radius_m == 30_000


@pytest.mark.parametrize("radius", ["far", -1, 30_000_000, 2.5])
def test_a_radius_that_is_none_is_a_fault(make_case, radius):
    """A slip in the field that protects somebody must not read as "exact"."""
    case = read_case(make_case(layers={"ships": [an_event("a", publish_radius_m=radius)]}))

    [fault] = case.broken
    assert fault.field == "publish_radius_m"
    assert case.events == ()
