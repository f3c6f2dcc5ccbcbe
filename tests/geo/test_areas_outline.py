"""The outline of a region lies where the region is, and says that it is approximate."""

import pytest
import shapely

from geo.areas import build_area
from geo.gazetteer import Gazetteer
from geo.place import Place
from geo.resolve import resolve_place


def _area(text: str, gazetteer: Gazetteer):
    place = resolve_place(text, gazetteer=gazetteer)
    assert isinstance(place, Place)
    return build_area(place, gazetteer=gazetteer)


def test_kursk_oblast_looks_like_kursk_oblast(gazetteer: Gazetteer) -> None:
    """The real one reaches from 34.1 to 38.5 degrees east and 50.9 to 52.4 north, over 30,000 square kilometres."""
    area = _area("Kursk region, Russia", gazetteer)

    assert area is not None
    assert not area.exact
    assert "Approximate" in area.note
    west, south, east, north = area.geometry.bounds
    assert west == pytest.approx(34.1, abs=0.4)
    assert south == pytest.approx(50.9, abs=0.3)
    assert east == pytest.approx(38.5, abs=0.4)
    assert north == pytest.approx(52.4, abs=0.3)
    assert area.geometry.geom_type == "Polygon"
    assert area.geometry.area * 111.2**2 * 0.62 == pytest.approx(30_000, rel=0.15)
    for lon, lat, inside in ((36.18, 51.73, True), (35.27, 51.19, True), (36.59, 50.6, False), (36.08, 52.97, False)):
        # Kursk and Sudzha; Belgorod and Oryol.
        assert area.geometry.contains(shapely.Point(lon, lat)) is inside


@pytest.mark.parametrize(
    "text",
    ["Kursk Oblast", "Primorsky Krai", "Crimea", "Donbas", "Sakha", "Texas, United States", "Gaza Strip", "Chukotka"],
)
def test_outlines_are_valid_small_and_without_holes(gazetteer: Gazetteer, text: str) -> None:
    """A page carries them and a browser draws them."""
    area = _area(text, gazetteer)

    assert area is not None
    assert area.geometry.is_valid
    assert shapely.get_num_coordinates(area.geometry) <= 200
    assert all(len(part.interiors) == 0 for part in shapely.get_parts(area.geometry))
    west, south, east, north = area.geometry.bounds
    assert -180 <= west < east <= 180
    assert -90 <= south < north <= 90


def test_neighbours_hardly_overlap(gazetteer: Gazetteer) -> None:
    """A border halfway between the places of two divisions is the same border from both sides."""
    kursk, belgorod = _area("Kursk Oblast", gazetteer), _area("Belgorod Oblast", gazetteer)

    assert kursk is not None
    assert belgorod is not None
    assert kursk.geometry.intersection(belgorod.geometry).area < 0.05 * kursk.geometry.area


def test_a_region_over_the_antimeridian_is_split_there(gazetteer: Gazetteer) -> None:
    """A polygon from 170 to -170 drawn as one would span the whole world."""
    area = _area("Chukotka", gazetteer)

    assert area is not None
    assert all(part.bounds[2] - part.bounds[0] < 60 for part in shapely.get_parts(area.geometry))


def test_a_sea_is_a_circle_that_says_so(gazetteer: Gazetteer) -> None:
    """Nobody should take it for a coast."""
    area = _area("Sea of Azov", gazetteer)

    assert area is not None
    assert "circle" in area.note
    assert area.geometry.contains(shapely.Point(36.7, 46.1))


@pytest.mark.parametrize("text", ["Malta", "Ukraine", "Russia", "United States", "Fiji", "Japan"])
def test_a_country_has_an_approximate_extent(gazetteer: Gazetteer, text: str) -> None:
    """Drawn where an event says that no more is known than the country, and that it is to be drawn all the same."""
    area = _area(text, gazetteer)

    assert area is not None
    assert area.geometry.is_valid
    assert "Approximate" in area.note
    assert shapely.get_num_coordinates(area.geometry) <= 400, text
    assert all(part.bounds[2] - part.bounds[0] < 250 for part in shapely.get_parts(area.geometry))


@pytest.mark.parametrize("text", ["Dunai, Russia", "Sunan International Airport"])
def test_points_have_no_area(gazetteer: Gazetteer, text: str) -> None:
    """A town is a ring."""
    assert _area(text, gazetteer) is None
