"""The compiled gazetteer answers by name and by view, and says plainly when it is missing."""

import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from geo.gazetteer import Gazetteer, GazetteerError, distance_km, open_gazetteer


def test_a_missing_gazetteer_names_what_to_run(tmp_path: Path) -> None:
    """A newcomer must be told the one command that helps."""
    with pytest.raises(GazetteerError, match=r"nowhere\.sqlite: .*`dateline gazetteer --download`"):
        open_gazetteer(tmp_path / "nowhere.sqlite")


@pytest.mark.parametrize(
    ("content", "told"),
    [
        (b"", "not a compiled gazetteer"),
        (b"name,lon,lat\nDunay,132.3,42.9\n", "not a compiled gazetteer"),
        (b"SQLite format 3\0" + b"x" * 400, "not a compiled gazetteer"),
    ],
)
def test_a_foreign_file_is_refused(tmp_path: Path, content: bytes, told: str) -> None:
    """A wrong path in the environment must not read as a world without names."""
    foreign = tmp_path / "foreign.sqlite"
    foreign.write_bytes(content)

    with pytest.raises(GazetteerError, match=told):
        open_gazetteer(foreign)


def test_a_database_of_another_program_is_refused(tmp_path: Path) -> None:
    """A browser's history is SQLite too."""
    path = tmp_path / "history.sqlite"
    with closing(sqlite3.connect(path)) as db:
        db.execute("CREATE TABLE note (key, text)")

    with pytest.raises(GazetteerError, match="not a compiled gazetteer"):
        open_gazetteer(path)


@pytest.mark.parametrize("kept", [0.999, 0.5, 0.01])
def test_half_a_gazetteer_is_refused_at_once(tmp_path: Path, gazetteer: Gazetteer, kept: float) -> None:
    """A copy that broke off must not answer as if names were unknown."""
    cut = tmp_path / "cut.sqlite"
    whole = gazetteer.path.read_bytes()
    cut.write_bytes(whole[: int(len(whole) * kept)])

    with pytest.raises(GazetteerError, match=r"cut off, or not whole: [\d,]+ bytes of [\d,]+"):
        open_gazetteer(cut)


def test_a_gazetteer_of_another_version_is_refused(tmp_path: Path, gazetteer: Gazetteer) -> None:
    """An update must not read the user's own old file as if it were of its own form."""
    old = tmp_path / "old.sqlite"
    old.write_bytes(gazetteer.path.read_bytes())
    with closing(sqlite3.connect(old)) as db:
        db.execute("PRAGMA user_version = 1")

    with pytest.raises(GazetteerError, match=r"another version of Dateline \(form 1"):
        open_gazetteer(old)


def test_a_gazetteer_with_torn_pages_says_so_and_answers_nothing_wrong(tmp_path: Path, gazetteer: Gazetteer) -> None:
    """What a bad disk tore is an error that names the file, not an unknown name."""
    torn = tmp_path / "torn.sqlite"
    whole = bytearray(gazetteer.path.read_bytes())
    whole[8192 : len(whole) - 8192] = bytes(len(whole) - 16384)
    torn.write_bytes(whole)

    with open_gazetteer(torn) as opened, pytest.raises(GazetteerError, match=r"torn\.sqlite: broken"):
        opened.find_entries("Pyongyang")


@pytest.mark.parametrize(
    "name", ["", " ", "\0", "\x1b[31mKursk", "\ud800", "x" * 10_000, "é" * 10_000, "-" * 10_000, "가" * 10_000]
)
def test_a_bad_name_finds_nothing_in_bounded_time(gazetteer: Gazetteer, name: str) -> None:
    """Names come from files of strangers."""
    assert gazetteer.find_entries(name) == []
    assert gazetteer.find_demonyms(name) == ()


def test_a_name_is_found_in_any_script(gazetteer: Gazetteer) -> None:
    """Reports name one place in many scripts."""
    for name in ("Dunay", "Dunai", "Дунай"):
        assert "2024800" in {entry.id for entry in gazetteer.find_entries(name)}
    for name in ("Pyongyang", "평양", "Пхеньян", "平壤"):
        assert "1871859" in {entry.id for entry in gazetteer.find_entries(name)}


def test_an_entry_carries_what_a_reader_is_shown(gazetteer: Gazetteer) -> None:
    """The names of country and division are what tell namesakes apart."""
    [dunay] = [entry for entry in gazetteer.find_entries("Дунай") if entry.id == "2024800"]

    assert (dunay.lon, dunay.lat) == (132.33542, 42.87879)
    assert (dunay.country, dunay.admin1, dunay.admin1_code) == ("RU", "Primorsky Krai", "59")


def test_unknown_names_find_nothing(gazetteer: Gazetteer) -> None:
    """No name is made up."""
    assert gazetteer.find_entries("Xyzzyx") == []
    assert gazetteer.find_entries("") == []
    assert gazetteer.find_entries("'; DROP TABLE name; --") == []


def test_cities_of_a_view_come_by_population_with_capitals_marked(gazetteer: Gazetteer) -> None:
    """The map labels the few cities by which readers find their way."""
    cities = gazetteer.find_cities((124.0, 37.0, 133.0, 44.0), limit=12)

    assert len(cities) == 12
    assert [city.population for city in cities] == sorted((city.population for city in cities), reverse=True)
    assert {"Seoul", "Pyongyang"} <= {city.name for city in cities if city.capital}
    assert all(124 <= city.lon <= 133 and 37 <= city.lat <= 44 for city in cities)


def test_a_view_across_the_antimeridian_has_cities_on_both_sides(gazetteer: Gazetteer) -> None:
    """Fiji and Samoa lie on one map."""
    cities = gazetteer.find_cities((175.0, -20.0, -170.0, -10.0), limit=60)

    assert {"FJ", "WS"} <= {city.country for city in cities}


def test_every_country_with_towns_has_at_most_one_capital(gazetteer: Gazetteer) -> None:
    """Two stars in one country would be wrong in every map."""
    capitals = gazetteer.find_capitals()

    assert len({city.country for city in capitals}) == len(capitals) > 200
    assert {"Moscow", "Kyiv", "Pyongyang", "Seoul", "New Delhi", "Washington"} <= {city.name for city in capitals}


def test_nearest_airports_cross_the_antimeridian(gazetteer: Gazetteer) -> None:
    """The search by squares must not end at 180 degrees."""
    found = gazetteer.find_near("airport", lon=179.99, lat=-16.7, within_km=120)

    assert any(gazetteer.point_of(number)[0] < 0 for _, number in found)
    assert any(gazetteer.point_of(number)[0] > 0 for _, number in found)
    assert found == sorted(found)


def test_distances_are_great_circles() -> None:
    """Pyongyang's centre lies 22 km from its airport, which a trap of the first case turns on."""
    assert distance_km((125.75432, 39.03385), (125.67, 39.2241)) == pytest.approx(22.4, abs=0.3)
    assert distance_km((179.9, 0.0), (-179.9, 0.0)) == pytest.approx(22.2, abs=0.1)
