"""The gazetteer compiles to the same bytes from the same inputs, whole or not at all."""

import json
from pathlib import Path

import pytest

from geo.compile import compile_gazetteer
from geo.compiler.packages import Inputs, read_values
from geo.gazetteer import open_gazetteer

CITY = {
    "geonameid": 2024800, "name": "Dunay", "latitude": 42.87879, "longitude": 132.33542, "countrycode": "RU",
    "population": 6967, "timezone": "Asia/Vladivostok", "admin1code": "59", "alternatenames": ["Dunai", "Дунай", "KVO"],
}  # fmt: skip
COUNTRY = {"geonameid": 2017370, "name": "Russia", "iso": "RU", "iso3": "RUS", "capital": "Moscow", "population": 1}
AIRPORTS = (
    "icao,iata,name,city,subd,country,elevation,lat,lon,tz,lid\n"
    "UHWW,VVO,Vladivostok International Airport,Vladivostok,Primorskiy,RU,46,43.399,132.148,Asia/Vladivostok,\n"
    "UHKV,KVO,Nowhere Airport,Dunay,,RU,0,42.9,132.3,Asia/Vladivostok,\n"
)


@pytest.fixture
def inputs(tmp_path: Path) -> dict[str, Path]:
    cities, airports, countries = tmp_path / "cities.json", tmp_path / "airports.csv", tmp_path / "countries.json"
    cities.write_text(json.dumps({"2024800": CITY}), encoding="utf-8")
    countries.write_text(json.dumps({"RU": COUNTRY}), encoding="utf-8")
    airports.write_text(AIRPORTS, encoding="utf-8")
    return {"cities": cities, "airports": airports, "countries": countries}


def test_the_same_inputs_give_the_same_bytes(tmp_path: Path, inputs: dict[str, Path]) -> None:
    """A wheel built twice must be one wheel."""
    compile_gazetteer(tmp_path / "one.sqlite", Inputs(**inputs))
    compile_gazetteer(tmp_path / "two.sqlite", Inputs(**inputs))

    assert (tmp_path / "one.sqlite").read_bytes() == (tmp_path / "two.sqlite").read_bytes()


def test_a_compiled_place_is_found_again(tmp_path: Path, inputs: dict[str, Path]) -> None:
    """What goes in comes out, with the names of our tables."""
    compile_gazetteer(tmp_path / "new" / "small.sqlite", Inputs(**inputs))

    with open_gazetteer(tmp_path / "new" / "small.sqlite") as small:
        [dunay] = small.find_entries("Дунай")
    assert (dunay.kind, dunay.id, dunay.population, dunay.admin1) == ("place", "2024800", 6967, "Primorsky Krai")


def test_an_airport_code_among_the_names_of_a_town_means_the_airport(tmp_path: Path, inputs: dict[str, Path]) -> None:
    """GeoNames lists "FNJ" as a name of Pyongyang; 22 km off is another place."""
    compile_gazetteer(tmp_path / "small.sqlite", Inputs(**inputs))

    with open_gazetteer(tmp_path / "small.sqlite") as small:
        assert [entry.id for entry in small.find_entries("KVO")] == ["UHKV"]


def test_a_failed_compilation_leaves_the_old_file(tmp_path: Path, inputs: dict[str, Path]) -> None:
    """A broken download must not cost the gazetteer that works."""
    target = tmp_path / "small.sqlite"
    compile_gazetteer(target, Inputs(**inputs))
    before = target.read_bytes()
    inputs["airports"].write_text(AIRPORTS.replace("132.148", "far"), encoding="utf-8")

    with pytest.raises(ValueError, match="far"):
        compile_gazetteer(target, Inputs(**inputs))

    assert target.read_bytes() == before
    assert not list(tmp_path.glob(".gazetteer-*"))


@pytest.mark.parametrize(
    ("name", "content", "told"),
    [
        ("cities", '{"1": {"geonameid": 1, "name": "Cut', r"cities\.json: the file ends within a value"),
        ("cities", "[1, 2]", r"cities\.json: not a JSON object"),
        ("cities", '{"1": 7}', r"cities\.json: an object was wanted, here is 7"),
        ("cities", "", r"cities\.json: not a JSON object"),
        ("airports", "a,b\n1,2\n", r"airports\.csv: has no column 'icao'"),
        (
            "airports",
            AIRPORTS.replace("132.148", "far"),
            r"airports\.csv:2: lon 'far' and lat '43\.399' are no coordinates",
        ),
        ("airports", AIRPORTS.replace("43.399", "143.4"), r"airports\.csv:2: lon"),
    ],
)
def test_a_broken_input_is_named(tmp_path: Path, inputs: dict[str, Path], name: str, content: str, told: str) -> None:
    """Who installs must hear which file is wrong, and where."""
    inputs[name].write_text(content, encoding="utf-8")

    with pytest.raises(ValueError, match=told):
        compile_gazetteer(tmp_path / "small.sqlite", Inputs(**inputs))


def test_a_table_of_divisions_with_too_few_columns_is_named(tmp_path: Path, inputs: dict[str, Path]) -> None:
    """A later version of the package may lay its tables out anew; that must not go by in silence."""
    table = tmp_path / "subdivisions.tsv"
    table.write_text("Primorye\tRU-PRI\tRU.59\n", encoding="utf-8")

    with pytest.raises(ValueError, match=r"subdivisions\.tsv:1: 9 columns were wanted, here are 3"):
        compile_gazetteer(tmp_path / "small.sqlite", Inputs(**inputs, divisions=table))


def test_a_big_file_is_read_in_pieces(tmp_path: Path, inputs: dict[str, Path]) -> None:
    """A value that lies across two pieces of the file must come out as one, whatever stands between."""
    cities = {
        str(n): {**CITY, "geonameid": n, "name": f"Dunay {n}", "alternatenames": ["Дунай " * 30]}
        for n in range(1, 2500)
    }
    inputs["cities"].write_text(json.dumps(cities, ensure_ascii=False, indent=1), encoding="utf-8")

    found = list(read_values(inputs["cities"]))

    assert inputs["cities"].stat().st_size > 600_000
    assert found == list(cities.values())
