"""A dump of GeoNames becomes a gazetteer of the installed one's form; what is wrong in it is counted and named."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from geo.compiler.compile_dump import Compiled, compile_dump
from geo.compiler.dump import find_dump
from geo.compiler.rows import DumpError
from geo.gazetteer import Gazetteer, open_gazetteer
from geo.resolve import resolve_place
from tests.geo.dumps import FEATURES, compile_base, feature, write_dump


def compile_rows(folder: Path, base: Gazetteer, features: str) -> Compiled:
    """Compile the dump with these rows in its main table."""
    return compile_dump(find_dump(write_dump(folder, features=features)), folder / "out.sqlite", base=base)


@pytest.fixture(scope="module")
def base(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Gazetteer]:
    """A small installed gazetteer."""
    with open_gazetteer(compile_base(tmp_path_factory.mktemp("base"))) as opened:
        yield opened


@pytest.fixture(scope="module")
def quexland(tmp_path_factory: pytest.TempPathFactory, base: Gazetteer) -> Iterator[Gazetteer]:
    """The small dump, compiled."""
    folder = tmp_path_factory.mktemp("dump")
    compile_dump(find_dump(write_dump(folder)), folder / "quexland.sqlite", base=base)
    with open_gazetteer(folder / "quexland.sqlite") as opened:
        yield opened


def test_a_settlement_of_a_dump_is_found_with_its_divisions(quexland: Gazetteer) -> None:
    """Who compiles a dump wants more names, in the form that everything reads."""
    [town] = quexland.find_entries("Quexburg")

    assert (town.kind, town.id, town.population, town.admin1, town.admin2) == (
        "place", "910", 50_000, "Northmark", "Lower Quex County",
    )  # fmt: skip
    assert (town.lon, town.lat) == (20.11, 51.12)
    assert [city.name for city in quexland.find_capitals()] == ["Quexburg"]


@pytest.mark.parametrize("name", ["Квексбург", "Old Quexburg", "Quexbourg"])
def test_further_names_are_found(quexland: Gazetteer, name: str) -> None:
    """Names in other scripts and of other times are what the big table is for."""
    assert [entry.id for entry in quexland.find_entries(name)] == ["910"]


def test_addresses_are_no_names(quexland: Gazetteer) -> None:
    """GeoNames keeps links and codes among the names."""
    assert quexland.find_entries("https://example.org/Quexburg") == []


def test_divisions_and_countries_lie_where_the_dump_says(quexland: Gazetteer) -> None:
    """The dump knows the middle of the land; the mean of its towns is second best."""
    found = {
        entry.kind: entry
        for name in ("Quexland", "Northmark", "Lower Quex County")
        for entry in quexland.find_entries(name)
    }

    assert (found["country"].lon, found["country"].lat) == (20.5, 50.5)
    assert (found["admin1"].lon, found["admin1"].geonames_id) == (20.0, "901")
    assert (found["admin2"].lon, found["admin2"].id, found["admin2"].admin1) == (20.1, "903", "Northmark")
    assert {entry.id for entry in quexland.find_entries("Нортмарк")} == {"QX.01"}
    assert {entry.id for entry in quexland.find_entries("Kreis Nieder-Quex")} == {"903"}


def test_the_hierarchy_tells_what_the_codes_leave_open(quexland: Gazetteer) -> None:
    """Some rows carry no code of their division."""
    [astray] = quexland.find_entries("Astray")

    assert astray.admin1 == "Northmark"


def test_a_lake_of_many_names_is_taken_and_one_of_none_is_not(quexland: Gazetteer) -> None:
    """A dump has thousands of Mud Lakes; each would make every one of them doubtful."""
    [lake] = quexland.find_entries("Spiegelsee")

    assert (lake.kind, lake.id, lake.geonames_id, lake.gazetteer) == ("region", "lake:920", "920", "geonames")
    assert lake.population == 0
    assert quexland.find_entries("Mud Lake") == []
    assert [entry.kind for entry in quexland.find_entries("Quex Sea")] == ["region"]


def test_airports_and_our_own_tables_are_taken_over(quexland: Gazetteer) -> None:
    """A dump has no such airports, and no word of what a sea is called in Korean."""
    [airport] = quexland.find_entries("QXB")

    assert (airport.kind, airport.id, airport.admin1) == ("airport", "QXQX", "Northmark")
    assert {entry.name for entry in quexland.find_entries("흑해")} == {"Black Sea"}


def test_a_place_text_resolves_in_a_compiled_dump(quexland: Gazetteer) -> None:
    """The whole way, as `dateline locate` goes it."""
    place = resolve_place("St. Fenna, Fen Raion, Quexland", gazetteer=quexland)

    assert getattr(place, "gazetteer_id", place) == "911"


def test_archives_give_the_same_gazetteer_as_texts(tmp_path: Path, base: Gazetteer) -> None:
    """Nobody should have to unpack two gigabytes."""
    files = []
    for zipped in (False, True):
        dump = find_dump(write_dump(tmp_path / str(zipped), zipped=zipped))
        compile_dump(dump, tmp_path / f"{zipped}.sqlite", base=base)
        with open_gazetteer(tmp_path / f"{zipped}.sqlite") as opened:
            files.append([opened.read_entry(number) for number in range(opened.range_of("admin2")[1])])

    assert files[0] == files[1]


def test_bad_rows_are_counted_and_named_and_the_rest_goes_in(tmp_path: Path, base: Gazetteer) -> None:
    """One torn line among twelve million must cost that line only."""
    rows = [
        feature("x", "No id", lon=1, lat=1),
        feature(930, "No coordinates", lon="east", lat=1),
        feature(931, "Off the earth", lon=1, lat=95),
        feature(932, "Nobody counted", lon=1, lat=1, people="many"),
        feature(933, "Bad\x07name", lon=1, lat=1),
        feature(934, "", lon=1, lat=1),
        feature(935, "Longland", lon=1, lat=1, country="LONG"),
        feature(936, "NaN", lon="nan", lat=1),
        feature(2_000_000_000, "Beyond all ids", lon=1, lat=1),
        feature("9" * 6000, "Endless id", lon=1, lat=1),
        "937\ttoo few\n",
        "\n",
    ]

    compiled = compile_rows(tmp_path, base, "".join((*rows, *FEATURES)))

    assert compiled.features == len(FEATURES)
    assert sum(compiled.bad.counts.values()) == 11
    assert "fewer than 19 columns; allCountries.txt:11 ('937')" in "\n".join(compiled.bad.say())
    with open_gazetteer(tmp_path / "out.sqlite") as opened:
        assert [entry.id for entry in opened.find_entries("Quexburg")] == ["910"]


def test_bytes_that_are_no_text_and_endless_lines_are_left_out(tmp_path: Path, base: Gazetteer) -> None:
    """A file that was saved in another encoding, or a disk's garbage, must neither stop nor fill the memory."""
    write_dump(tmp_path)
    path = tmp_path / "allCountries.txt"
    path.write_bytes(b"940\tM\xfcnster\t" + b"\t" * 17 + b"\n" + b"y" * 3_000_000 + b"\n" + path.read_bytes())

    compiled = compile_dump(find_dump(tmp_path), tmp_path / "out.sqlite", base=base)

    assert compiled.features == len(FEATURES)
    assert dict(compiled.bad.counts) == {"not UTF-8": 1, "longer than 1,000,000 bytes": 1}


def test_a_torn_archive_is_refused_and_the_old_file_stays(tmp_path: Path, base: Gazetteer) -> None:
    """What is cut off must not become a smaller world."""
    dump = find_dump(write_dump(tmp_path, zipped=True))
    target = tmp_path / "out.sqlite"
    compile_dump(dump, target, base=base)
    before = target.read_bytes()
    archive = tmp_path / "allCountries.zip"
    whole = archive.read_bytes()

    for torn in (whole[:-30], whole[:60] + bytes([whole[60] ^ 255]) + whole[61:], b"PK\x03\x04"):
        archive.write_bytes(torn)
        with pytest.raises(DumpError, match=r"allCountries\.zip: cannot be"):
            compile_dump(dump, target, base=base)

    assert target.read_bytes() == before
    assert not [path for path in tmp_path.iterdir() if path.name.startswith(".gazetteer")]


def test_another_archive_under_the_name_is_refused(tmp_path: Path, base: Gazetteer) -> None:
    """Renamed files happen."""
    write_dump(tmp_path, zipped=True)
    (tmp_path / "hierarchy.zip").replace(tmp_path / "allCountries.zip")

    with pytest.raises(DumpError, match=r"holds no allCountries\.txt"):
        compile_dump(find_dump(tmp_path), tmp_path / "out.sqlite", base=base)


def test_missing_tables_are_all_named(tmp_path: Path) -> None:
    """Whoever fetched the big file only should hear of all three at once."""
    write_dump(tmp_path)
    (tmp_path / "admin2Codes.txt").unlink()
    (tmp_path / "countryInfo.txt").unlink()

    with pytest.raises(DumpError, match=r"no admin2Codes\.txt and no countryInfo\.txt"):
        find_dump(tmp_path)
    with pytest.raises(DumpError, match="is not a folder"):
        find_dump(tmp_path / "nowhere")


@pytest.mark.parametrize("name", ["allCountries", "countryInfo", "admin1CodesASCII"])
def test_a_table_of_something_else_is_refused(tmp_path: Path, base: Gazetteer, name: str) -> None:
    """A web page saved under the name holds no row that fits."""
    write_dump(tmp_path)
    for other in [name] if name != "admin1CodesASCII" else [name, "admin2Codes"]:
        (tmp_path / f"{other}.txt").write_text("<!doctype html>\n<title>Not found</title>\n", encoding="utf-8")

    with pytest.raises(DumpError, match=r"no (dump|files) of GeoNames"):
        compile_dump(find_dump(tmp_path), tmp_path / "out.sqlite", base=base)


def test_bad_rows_of_the_other_tables_are_counted_too(tmp_path: Path, base: Gazetteer) -> None:
    """Every table of the dump comes from outside."""
    write_dump(tmp_path)
    for name, row in {
        "alternateNamesV2": f"7\t{'1' * 5000}\ten\tX\t\t\t\t\t\t\n",
        "hierarchy": f"x\t{'1' * 5000}\t\n",
        "admin2Codes": "QX.01.Z\tNo id\tNo id\t\n",
        "countryInfo": "\t".join(["TOOLONG"] + ["1"] * 18) + "\n",
    }.items():
        with (tmp_path / f"{name}.txt").open("a", encoding="utf-8") as rows:
            rows.write(row)

    compiled = compile_dump(find_dump(tmp_path), tmp_path / "out.sqlite", base=base)

    assert compiled.features == len(FEATURES)
    assert sorted(compiled.bad.counts.values()) == [1, 1, 1, 1]
