"""Our own tables name what there is, and what they add is found."""

import pytest

from geo.compiler.draft import read_table, split_cell
from geo.gazetteer import Gazetteer, distance_km
from geo.names import fold_name


@pytest.fixture(scope="module")
def known(gazetteer: Gazetteer) -> set[str]:
    """All that the tables may point to."""
    found = set()
    for number in range(gazetteer.starts[4]):
        entry = gazetteer.read_entry(number)
        names = {"country": entry.country, "place": f"place:{entry.id}", "region": f"region:{entry.id.split(':')[-1]}"}
        found.add(names.get(entry.kind, entry.id))
    return found


@pytest.mark.parametrize(
    ("table", "column"),
    [("demonyms.csv", "of"), ("abbreviations.csv", "code"), ("points.csv", "code"), ("regions.csv", "members")],
)
def test_a_table_points_only_to_what_there_is(known: set[str], table: str, column: str) -> None:
    """A code that was mistyped would drop its words in silence."""
    missing = [target for row in read_table(table) for target in split_cell(row, column) if target not in known]

    assert missing == []


def test_a_region_is_named_once_and_lies_on_earth() -> None:
    """Two rows of one name would be two candidates for it."""
    rows = read_table("regions.csv")

    assert len({fold_name(row["name"]) for row in rows}) == len(rows)
    assert all(
        abs(float(row["lon"])) <= 180 and abs(float(row["lat"])) <= 90 and float(row["radius_km"]) > 0 for row in rows
    )


@pytest.mark.parametrize(
    ("word", "names"),
    [
        ("Peruvian", {"Peru"}),
        ("Kurdish", {"Kurdistan"}),
        ("Scottish", {"Scotland"}),
        ("Georgians", {"Georgia"}),
        ("Congolese", {"Democratic Republic of the Congo", "Republic of the Congo"}),
        ("Londoners", {"London"}),
        ("European", {"Europe"}),
    ],
)  # fmt: skip
def test_a_demonym_stands_for_a_place_and_is_no_name_of_it(gazetteer: Gazetteer, word: str, names: set[str]) -> None:
    """In "the Peruvian minister" nothing happens in Peru; who reads must be able to tell the two apart."""
    found = gazetteer.find_demonyms(fold_name(word))

    assert {gazetteer.read_name(number) for number in found} == names
    assert not set(found) & set(gazetteer.find_numbers(fold_name(word)))


@pytest.mark.parametrize(
    ("short", "name"),
    [
        ("Ala.", "Alabama"),
        ("Calif.", "California"),
        ("N.S.W.", "New South Wales"),
        ("NSW", "New South Wales"),
        ("Ont.", "Ontario"),
        ("W.Va.", "West Virginia"),
    ],
)
def test_an_abbreviation_is_a_name_and_known_as_short(gazetteer: Gazetteer, short: str, name: str) -> None:
    """Newspapers write "Mobile, Ala."; a text that has "ala" in it does not mean the state."""
    assert [gazetteer.read_name(number) for number in gazetteer.abbreviations[short]] == [name]
    assert name in {entry.name for entry in gazetteer.find_entries(short)}


@pytest.mark.parametrize(
    ("text", "name", "geonames_id"),
    [
        ("Brown County", "Brown County", "5246898"),
        ("Bakhmut Raion", "Bakhmut Raion", "713172"),
        ("Бахмутський район", "Bakhmut Raion", "713172"),
        ("Worcestershire", "Worcestershire", "2633560"),
        ("Rapides Parish", "Rapides Parish", "4338356"),
    ],
)
def test_a_second_order_division_is_found_by_its_whole_name(
    gazetteer: Gazetteer, text: str, name: str, geonames_id: str
) -> None:
    """Half of the names in regional news are counties and districts."""
    found = {(entry.kind, entry.name, entry.geonames_id) for entry in gazetteer.find_entries(text)}

    assert ("admin2", name, geonames_id) in found


def test_a_town_knows_its_county(gazetteer: Gazetteer) -> None:
    """What holds a town is what tells it from its namesakes."""
    [green_bay] = [entry for entry in gazetteer.find_entries("Green Bay") if entry.id == "5254962"]

    assert (green_bay.admin1, green_bay.admin2) == ("Wisconsin", "Brown County")


@pytest.mark.parametrize(
    ("name", "lon", "lat"),
    [
        ("Russia", 100, 60),
        ("Canada", -96, 60),
        ("Brazil", -55, -10),
        ("Ontario", -84.5, 49.3),
        ("Ohio", -83, 40.3),
        ("Kansas", -98.5, 38.5),
    ],
)
def test_the_point_of_a_wide_area_is_the_middle_of_its_land(
    gazetteer: Gazetteer, name: str, lon: float, lat: float
) -> None:
    """The mean of its towns would lie where people crowd."""
    [entry] = [
        entry for entry in gazetteer.find_entries(name) if entry.kind in ("country", "admin1") and entry.name == name
    ]

    assert distance_km((entry.lon, entry.lat), (lon, lat)) < 50


def test_a_raion_without_settlements_lies_at_its_seat(gazetteer: Gazetteer) -> None:
    """GeoNames puts no village of Kursk Oblast into a raion; reports speak of little else."""
    for name in ("Sudzhanskiy Rayon", "Суджанский район", "Sudzha district"):
        found = {entry.id: entry for entry in gazetteer.find_entries(name)}
        assert distance_km((found["486813"].lon, found["486813"].lat), (35.27, 51.19)) < 2


def test_a_borough_keeps_its_name_for_itself(gazetteer: Gazetteer) -> None:
    """GeoNames lists "Manhattan" among the names of New York City, and "Brooklyn" among those of others about it."""
    towns = [entry for entry in gazetteer.find_entries("Manhattan") if entry.kind == "place"]

    assert [entry.name for entry in towns if entry.admin1 == "New York"] == ["Manhattan"]
