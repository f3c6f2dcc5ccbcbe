"""Exact areas for a case: from the files that others publish, each in its country, and from no hostile one."""

from __future__ import annotations

import json
import math
import zipfile
from pathlib import Path

import numpy as np
import pytest
import shapely

from geo.coverage import simplify_together
from geo.gazetteer import Gazetteer, open_gazetteer
from layers.areas import file as area_file
from layers.areas.case_areas import read_areas
from layers.areas.file import AreaFileError, open_area_file
from layers.case import read_case
from layers.frame import build_frame
from layers.geocoding.service import CACHE_VARIABLE
from layers.places import place_events
from layers.publishing.release import list_inputs
from maps.credits import build_credits
from tests import areafiles
from tests.conftest import an_event
from tests.conftest import run_command as run
from tests.services import run_service, send

EVENTS = [
    an_event("kursk", place="Kursk region, Russia"),
    an_event("again", place="Kursk Oblast"),
    an_event("belgorod", place="Belgorod Oblast, Russia"),
    an_event("malta", place="Malta", precision="region"),
]


@pytest.fixture
def case(make_case):
    """Make a case of two neighbouring regions, one of them under two names, and a country."""
    return make_case(layers={"sightings": EVENTS})


@pytest.fixture(scope="module")
def shelf(tmp_path_factory):
    """Return a file of `areafiles`, made once for all tests: they read it and no more."""
    folder = tmp_path_factory.mktemp("shelf")
    made = {}

    def find(make):
        if make not in made:
            made[make] = make(folder)
        return made[make]

    return find


def frame_of(case):
    """Return the layer frame of a case by event."""
    whole = read_case(case)
    return build_frame(whole, place_events(whole)).set_index("id")


@pytest.mark.parametrize(
    ("make", "words", "source_id", "credit"),
    [
        (areafiles.natural_earth, [], "RU-KRS", "Natural Earth"),
        (areafiles.geoboundaries, ["--attribution", "geoBoundaries, CC BY 4.0"], "RU-KRS", "geoBoundaries, CC BY 4.0"),
        (areafiles.geopackage, ["--attribution", "Somebody", "--license", "CC0"], "7", "Somebody"),
        (areafiles.osm_extract, [], "RU-KRS", "© OpenStreetMap contributors, ODbL 1.0"),
    ],
)
def test_a_region_is_found_in_the_files_of_others(case, shelf, make, words, source_id, credit):
    """By ISO code or by its name in another script, whatever the columns are called; the map says whose it is."""
    code, _, err = run("areas", "import", case, shelf(make), *words)

    assert code == 0, err
    [kursk] = [area for area in read_areas(case)[0] if "Kursk Oblast" in area.places]
    assert kursk.places == ("Kursk Oblast", "Kursk region, Russia")
    assert (kursk.source_id, kursk.attribution, kursk.country) == (source_id, credit, "RU")
    assert shapely.from_geojson(json.dumps(kursk.geometry)).symmetric_difference(areafiles.KURSK).area < 1e-4
    frame = frame_of(case)
    assert list(frame.loc[["kursk", "again"], "area_exact"]) == [True, True]
    assert credit in frame.loc["kursk", "area_note"]
    whole = read_case(case)
    assert any(line.startswith("Areas: ") and credit in line for line in build_credits(whole, place_events(whole)))


@pytest.mark.parametrize(
    "fields", [{"iso_3166_2": "RU-KRS"}, {"shapeISO": "RU-KRS"}, {"gn_id": 538555}, {"gn_a1_code": "RU.41"}]
)
def test_a_code_is_enough(case, tmp_path, fields):
    """A file may name its areas in no script that the gazetteer knows, or not at all."""
    other = areafiles.feature({"iso_3166_2": "RU-XXX"}, areafiles.BELGOROD)
    file = areafiles.write_geojson(tmp_path / "codes.geojson", [other, areafiles.feature(fields, areafiles.KURSK)])

    code, out, _ = run("areas", "import", case, file, "--attribution", "x")

    assert code == 0
    assert "Kursk Oblast  is " in out
    assert "Belgorod Oblast, Russia  stays approximate" in out


def test_levels_of_one_file_are_kept_apart(case, shelf):
    """GADM names the oblast in every one of its districts, and has a city of that name."""
    code, out, _ = run("areas", "import", case, shelf(areafiles.gadm), "--attribution", "GADM")

    assert code == 0
    assert {area.source_id for area in read_areas(case)[0]} == {"RUS.1_1", "RUS.2_1", "RUS"} - {"RUS"}
    assert "Kursk Oblast  is Kursk (RUS.1_1)" in out


def test_without_an_outline_a_region_says_that_it_is_approximate(case):
    """Nobody should take towns and villages for a border."""
    frame = frame_of(case)

    assert not frame["area_exact"].any()
    assert "Approximate" in frame.loc["kursk", "area_note"]
    assert "Approximate" in frame.loc["malta", "area_note"]
    assert frame.loc["malta"].geometry.geom_type in ("Polygon", "MultiPolygon")


def test_a_country_has_its_outline_too(case, shelf):
    """Drawn where an event asks for it by precision; a country is found by its code, not among divisions."""
    run("areas", "import", case, shelf(areafiles.countries))

    frame = frame_of(case)

    assert frame.loc["malta", "area_exact"]
    assert not frame.loc["kursk", "area_exact"]  # Russia is not Kursk, though it holds it
    assert frame.loc["malta"].geometry.symmetric_difference(areafiles.MALTA).area < 1e-4


def test_without_precision_a_country_stays_off_the_map(make_case, shelf):
    """An outline in the case changes nothing about where an event stands."""
    case = make_case(layers={"sightings": [an_event("m", place="Malta")]})
    run("areas", "import", case, shelf(areafiles.countries))

    assert frame_of(case).loc["m"].geometry is None


def test_neighbours_share_their_border_after_simplifying(case, shelf):
    """Slivers between two regions look like a strip of land that belongs to neither."""
    run("areas", "import", case, shelf(areafiles.geoboundaries), "--attribution", "x")
    frame = frame_of(case)
    kursk, belgorod = frame.loc["kursk"].geometry, frame.loc["belgorod"].geometry
    few, more = simplify_together([areafiles.KURSK, areafiles.BELGOROD], mean=60)

    for one, other in ((kursk, belgorod), (few, more)):
        assert one.intersection(other).area < 1e-9
        gap = areafiles.KURSK.union(areafiles.BELGOROD).difference(shapely.union_all([one, other]))
        assert gap.area < 1e-6
        assert shapely.coverage_is_valid([one, other])
    assert shapely.get_num_coordinates([few, more]).sum() <= 120 < shapely.get_num_coordinates(areafiles.KURSK)


@pytest.mark.parametrize("seed", range(4))
def test_many_regions_that_fill_a_country_still_fill_it(seed):
    """Whatever the regions look like: no sliver, no overlap, none lost."""
    rng = np.random.default_rng(seed)
    cells = shapely.get_parts(shapely.voronoi_polygons(shapely.MultiPoint(rng.uniform(0, 10, (60, 2)))))

    def bend(points):
        x, y = points[:, 0], points[:, 1]
        return np.round(np.column_stack((x + 0.03 * np.sin(17 * y), y + 0.03 * np.sin(19 * x))), 9)

    regions = [shapely.transform(cell, bend) for cell in shapely.segmentize(cells, 0.05)]
    assert shapely.coverage_is_valid(regions)

    simple = simplify_together(regions, mean=25)

    assert all(shape.is_valid and not shape.is_empty for shape in simple)
    assert shapely.coverage_is_valid(simple)
    assert sum(shapely.get_num_coordinates(simple)) <= 25 * len(simple) < sum(shapely.get_num_coordinates(regions))
    whole = shapely.union_all(simple)
    assert whole.area == pytest.approx(sum(shape.area for shape in simple), rel=1e-9)
    assert sum(len(part.interiors) for part in shapely.get_parts(whole)) == 0
    assert whole.area == pytest.approx(shapely.union_all(regions).area, rel=0.02)


def test_a_small_island_keeps_its_form_beside_a_large_country():
    """What makes a large outline small enough would leave of an island a triangle."""
    coast = shapely.Polygon([(30 + step / 50, 60 + math.sin(step)) for step in range(5000)] + [(130, 40), (30, 40)])

    island, large = simplify_together([areafiles.MALTA, coast], mean=500)

    assert island.equals(areafiles.MALTA)
    assert shapely.get_num_coordinates(large) <= 500


def test_a_region_and_its_country_are_simplified_apart():
    """One in the other is no coverage; together they would be cut up."""
    country, region = areafiles.KURSK.union(areafiles.BELGOROD), areafiles.KURSK

    whole, part = simplify_together([country, region], mean=100)

    assert whole.is_valid
    assert part.is_valid
    assert part.area == pytest.approx(region.area, rel=0.02)
    assert whole.area == pytest.approx(country.area, rel=0.02)


def test_the_same_name_elsewhere_is_not_taken(case, tmp_path):
    """A Kursk in another country, or one that lies where the gazetteer has none, is another place."""
    other = areafiles.feature({"name": "Kursk", "iso_a2": "US", "iso_3166_2": "US-KU"}, areafiles.KURSK)
    far = areafiles.feature({"name": "Belgorod"}, areafiles.FAR_KURSK)
    file = areafiles.write_geojson(tmp_path / "x.geojson", [other, far])

    code, out, err = run("areas", "import", case, file, "--attribution", "x")

    assert code == 1
    assert "Kursk Oblast  stays approximate: no area of the file has its id or name" in out
    assert "km from where the gazetteer has Belgorod" in out
    assert "nothing was changed" in err
    assert not (case / "areas.geojson").exists()


def test_of_several_that_fit_the_one_round_the_place_is_taken(case, tmp_path):
    """The city district "Kursk" and the oblast bear one name; where the shapes cannot tell, a person must."""
    aside = shapely.box(38.6, 51.0, 38.7, 51.1)
    features = [
        areafiles.feature({"name": "Kursk", "id": at}, shape) for at, shape in (("a", areafiles.KURSK), ("b", aside))
    ]
    apart = areafiles.write_geojson(tmp_path / "apart.geojson", features)
    features[1] = areafiles.feature({"name": "Kursk", "id": "b"}, shapely.box(34.0, 51.2, 38.5, 52.0))
    both = areafiles.write_geojson(tmp_path / "both.geojson", features)

    told = run("areas", "import", case, both, "--attribution", "x")
    assert told[0] == 1
    assert "several areas of the file fit: Kursk (a), Kursk (b); name one by --take" in told[1]
    assert run("areas", "import", case, apart, "--attribution", "x")[0] == 0
    assert read_areas(case)[0][0].source_id == "a"
    assert run("areas", "import", case, both, "--attribution", "x", "--take", "Kursk Oblast=b")[0] == 0
    assert [area.source_id for area in read_areas(case)[0]] == ["b"]


def test_a_region_of_several_divisions_is_their_union(make_case, tmp_path, gazetteer: Gazetteer):
    """Donbas is Donetsk and Luhansk oblasts together, and none of it while one is missing."""
    case = make_case(layers={"sightings": [an_event("d", place="Donbas")]})
    names = {
        "Donetsk Oblast": shapely.box(36.5, 46.8, 39.0, 49.2),
        "Luhansk Oblast": shapely.box(38.0, 47.8, 40.2, 50.1),
    }
    features = [areafiles.feature({"name": name, "iso_a2": "UA"}, shape) for name, shape in names.items()]
    one = areafiles.write_geojson(tmp_path / "one.geojson", features[:1])
    two = areafiles.write_geojson(tmp_path / "two.geojson", features)

    half = run("areas", "import", case, one, "--attribution", "x")
    code, _, _ = run("areas", "import", case, two, "--attribution", "x")

    assert half[0] == 1
    assert "is not in the file" in half[1]
    assert code == 0
    [area] = read_areas(case)[0]
    whole = shapely.from_geojson(json.dumps(area.geometry))
    assert whole.area == pytest.approx(shapely.union_all(list(names.values())).area)
    assert "Donetsk Oblast, Luhansk Oblast" in area.name


def test_a_second_import_replaces_and_keeps_the_rest(case, shelf, tmp_path):
    """A finer file for one region leaves the others as they are."""
    run("areas", "import", case, shelf(areafiles.geoboundaries), "--attribution", "coarse")
    fine = areafiles.write_geojson(tmp_path / "fine.geojson", [areafiles.feature({"name": "Kursk"}, areafiles.KURSK)])
    run("areas", "import", case, fine, "--attribution", "fine")

    areas = {area.name: area.attribution for area in read_areas(case)[0]}

    assert areas == {"Kursk": "fine", "Belgorod Oblast": "coarse"}


def test_a_file_that_names_no_owner_needs_one(case, shelf):
    """A map must not show an outline that nobody is credited for."""
    code, _, err = run("areas", "import", case, shelf(areafiles.geoboundaries))

    assert code == 2
    assert "--attribution" in err
    assert not (case / "areas.geojson").exists()


def test_list_says_which_is_exact(case, tmp_path):
    """So that nobody looks for the reason in the map."""
    one = areafiles.write_geojson(tmp_path / "one.geojson", [areafiles.feature({"name": "Kursk"}, areafiles.KURSK)])
    run("areas", "import", case, one, "--attribution", "x")

    code, out, _ = run("areas", "list", case, "--json")

    listed = {one["id"]: one for one in map(json.loads, out.splitlines())}
    assert code == 0
    assert [one["exact"] for one in listed.values()].count(True) == 1
    assert any(one["exact"] and one["source"] == "one.geojson" for one in listed.values())
    assert "approximate" in run("areas", "list", case)[1]


def test_a_place_made_public_only_roughly_has_no_exact_outline(make_case, shelf):
    """The outline would say where it is."""
    case = make_case(layers={"sightings": EVENTS}, head={"privacy": {"publish_radius_m": 50_000}})
    run("areas", "import", case, shelf(areafiles.geoboundaries), "--attribution", "x")
    whole = read_case(case)
    placements = place_events(whole)

    assert not build_frame(whole, placements)["area_exact"].any()
    assert not any(line.startswith("Areas") for line in build_credits(whole, placements))


def test_a_build_draws_them_and_a_release_records_them(case, shelf):
    """Whoever checks a release builds it from the same files."""
    run("areas", "import", case, shelf(areafiles.geoboundaries), "--attribution", "x")
    first = run("build", case)[0], (case / "map.html").read_bytes()
    again = run("build", case)[0], (case / "map.html").read_bytes()

    assert first == again
    assert first[0] == 0
    assert b"Areas: x." in first[1]
    assert "areas.geojson" in list_inputs(case)


SQUARE = {"type": "Polygon", "coordinates": [[[1, 1], [2, 1], [2, 2], [1, 1]]]}
OUT_OF_RANGE = {"type": "Polygon", "coordinates": [[[1, 95], [2, 1], [2, 2], [1, 95]]]}
LINE = {"type": "LineString", "coordinates": [[1, 1], [2, 2]]}


def an_area(geometry, **properties):
    """Return the text of areas.geojson with one area."""
    feature = {"type": "Feature", "properties": properties, "geometry": geometry}
    return json.dumps({"type": "FeatureCollection", "features": [feature]})


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("{", "not JSON"),
        ('{"type": "Feature"}', "is not 'FeatureCollection'"),
        (an_area(None, places=["x"], attribution="a"), "is no area"),
        (an_area(LINE, places=["x"], attribution="a"), "is no area"),
        (an_area(SQUARE, places=["x"]), "attribution: is missing"),
        (an_area(SQUARE, attribution="a"), "places: is missing"),
        (an_area(SQUARE, places=["x"], attribution="a", colour="red"), "colour: unknown field"),
        (an_area(OUT_OF_RANGE, places=["x"], attribution="a"), "lat 95"),
    ],
)
def test_a_slip_in_the_areas_of_a_case_is_a_fault(case, text, told, shelf):
    """The file may be drawn by hand in QGIS."""
    (case / "areas.geojson").write_text(text, "utf-8")

    code, out, _ = run("check", case)

    assert code == 1
    assert told in out
    assert "areas.geojson:" in out
    assert run("areas", "import", case, shelf(areafiles.geoboundaries), "--attribution", "x")[0] == 1


VRT = (
    '<OGRVRTDataSource><OGRVRTLayer name="x"><SrcDataSource>/etc/hosts</SrcDataSource></OGRVRTLayer></OGRVRTDataSource>'
)


@pytest.mark.parametrize(
    ("name", "content", "told"),
    [
        ("a.gpkg", VRT, "are not those of a GeoPackage"),
        ("a.vrt", VRT, "is no file of areas that is read"),
        ("a.geojson", VRT, "are not those of GeoJSON"),
        ("a.geojson", '{"type": "gdal_streamed_alg", "command_line": "gdal vector"}', "FeatureCollection was wanted"),
        ("a.geojson", '{"type": "FeatureCollection", "features": [', "is not JSON"),
        ("a.geojson", "[" * 100_000, "are not those of GeoJSON"),
        ("a.geojson", '{"a":' * 100_000, "nested too deep"),
        ("a.geojson", '{"type": "FeatureCollection", "features": 5}', "features are no list"),
        ("a.geojson", '{"type":"FeatureCollection","crs":{"name":"EPSG:3857"},"features":[]}', "save it in degrees"),
        ("a.gpkg", "SQLite format 3\0" + "x" * 5000, "cannot be read as a GeoPackage"),
        ("a.shp", "\0\0\x27\x0a" + "x" * 200, "lacks a.dbf"),
        ("a.osm", '<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a "b">]><osm/>', "declares a document type"),
        ("a.osm.pbf", "\0\0\0\x0dOSMHeader" + "x" * 300, "cannot be read as an OSM extract"),
        ("a.zip", "PK\x03\x04 and no more", "cannot be unpacked"),
        ("a.gpkg", "", "it is empty"),
        ("a.txt", "hello", "is no file of areas that is read"),
    ],
)  # fmt: skip
def test_a_hostile_or_broken_file_is_named_and_changes_nothing(case, tmp_path, name, content, told):
    """A file from a stranger leads GDAL to no other file, host or command, and takes neither memory nor the case."""
    (tmp_path / name).write_bytes(content.encode("latin-1"))

    code, _, err = run("areas", "import", case, tmp_path / name, "--attribution", "x")

    assert code == 1, err
    assert told in err
    assert "nothing was changed" in err
    assert len(err) < 1000
    assert not (case / "areas.geojson").exists()


def test_a_missing_file_is_said(case):
    """A slip in the path."""
    code, _, err = run("areas", "import", case, "nowhere.gpkg")

    assert code == 2
    assert "there is no such file" in err


def test_a_truncated_geopackage_is_said(case, tmp_path):
    """A download that broke off."""
    file = areafiles.geopackage(tmp_path)
    file.write_bytes(file.read_bytes()[:20_000])

    assert "cannot be read" in run("areas", "import", case, file, "--attribution", "x")[2]


def test_an_archive_is_counted_by_what_comes_out(tmp_path, monkeypatch):
    """Its directory may lie about the size."""
    monkeypatch.setattr(area_file, "UNPACKED_BYTES_MOST", 1_000_000)
    with zipfile.ZipFile(tmp_path / "bomb.zip", "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("areas.geojson", "{" + " " * 3_000_000)

    with (
        pytest.raises(AreaFileError, match="more than 1,000,000 bytes come out of it"),
        open_area_file(tmp_path / "bomb.zip"),
    ):
        pass
    assert (tmp_path / "bomb.zip").stat().st_size < 10_000


def test_names_in_an_archive_lead_nowhere(tmp_path, shelf):
    """A member called ../../x is the file x, in a folder of its own."""
    text = shelf(areafiles.geoboundaries).read_text("utf-8")
    with zipfile.ZipFile(tmp_path / "up.zip", "w") as archive:
        archive.writestr("../../../escaped.geojson", text)

    with open_area_file(tmp_path / "up.zip") as opened:
        listed = opened.list_features()
        where = opened.path

    assert len(listed) == 2
    assert where.name == "escaped.geojson"
    assert not where.exists()
    assert not (tmp_path.parent.parent / "escaped.geojson").exists()


@pytest.mark.parametrize(
    ("members", "told"),
    [
        (["a.geojson", "b.geojson"], "several files of areas (a.geojson, b.geojson); name one by --layer"),
        (["readme.txt"], "no file of areas"),
        ([f"{number}.txt" for number in range(1001)], "holds 1,001 files"),
    ],
)
def test_an_archive_of_other_things_is_said(tmp_path, members, told):
    """A person can then name the right one."""
    with zipfile.ZipFile(tmp_path / "x.zip", "w") as archive:
        for name in members:
            archive.writestr(name, "{}")

    with pytest.raises(AreaFileError) as wrong, open_area_file(tmp_path / "x.zip"):
        pass
    assert told in str(wrong.value)


def test_one_file_of_an_archive_can_be_named(tmp_path, case, shelf):
    """Natural Earth publishes many in one."""
    text = shelf(areafiles.geoboundaries).read_text("utf-8")
    with zipfile.ZipFile(tmp_path / "two.zip", "w") as archive:
        archive.writestr("in/areas.geojson", text)
        archive.writestr("other.geojson", "{}")

    code, _, err = run("areas", "import", case, tmp_path / "two.zip", "--layer", "areas", "--attribution", "x")

    assert code == 0, err


def test_a_reader_that_hangs_is_ended(tmp_path, monkeypatch, shelf):
    """No file keeps a command for ever."""
    child = tmp_path / "child.py"
    child.write_text("import time\nwhile True: time.sleep(1)\n", "utf-8")
    monkeypatch.setattr(area_file, "CHILD", child)
    monkeypatch.setattr(area_file, "_TIMEOUT_S", 0.5)
    file = shelf(areafiles.geoboundaries)

    with pytest.raises(AreaFileError, match="took more than"), open_area_file(file) as opened:
        opened.list_features()


def test_a_reader_that_is_stopped_says_why(tmp_path, monkeypatch, shelf):
    """Beyond its limits the system ends it without a word."""
    child = tmp_path / "child.py"
    child.write_text("import os\nos.kill(os.getpid(), 9)\n", "utf-8")
    monkeypatch.setattr(area_file, "CHILD", child)
    file = shelf(areafiles.geoboundaries)

    with pytest.raises(AreaFileError, match="beyond 4 GB of memory or 4 minutes"), open_area_file(file) as opened:
        opened.list_features()


def test_the_reader_limits_itself(tmp_path):
    """Memory, time, size of files: else a file of a few bytes could ask for all there is."""
    import subprocess
    import sys

    resource = pytest.importorskip("resource", reason="this system has no limits for processes")
    code = (
        "import runpy, resource, json; child = runpy.run_path(__import__('sys').argv[1], run_name='child'); "
        "child['set_limits'](); print(json.dumps([resource.getrlimit(n)[0] for n in (resource.RLIMIT_AS, "
        "resource.RLIMIT_CPU, resource.RLIMIT_FSIZE, resource.RLIMIT_CORE)]))"
    )
    run_ = subprocess.run(
        [sys.executable, "-I", "-c", code, str(area_file.CHILD)], capture_output=True, text=True, check=True
    )

    limits = json.loads(run_.stdout)
    assert limits[0] <= 4 * 1024**3
    assert limits[1] <= 240
    assert limits[2] <= 1024**3
    assert limits[3] == 0
    assert resource.getrlimit(resource.RLIMIT_CPU)[0] != 240  # only the child is limited


@pytest.mark.parametrize("word", ["Kursk region, Russia", "=RU-KRS", "Kursk region, Russia=", "Paris=FR"])
def test_a_wrong_take_is_wrong_usage(case, shelf, word):
    """Nothing is taken for a place that the case does not have."""
    assert run("areas", "import", case, shelf(areafiles.natural_earth), "--take", word)[0] == 2


@pytest.fixture
def service(monkeypatch, tmp_path):
    """Run a Nominatim on loopback that knows an outline for Kursk."""
    monkeypatch.setenv("NO_PROXY", "127.0.0.1")
    monkeypatch.setenv(CACHE_VARIABLE, str(tmp_path / "cache"))
    kursk = {
        "osm_type": "relation", "osm_id": 72223, "lat": "51.6", "lon": "36.2", "category": "boundary",
        "type": "administrative", "addresstype": "state", "name": "Kursk Oblast", "importance": 0.5,
        "display_name": "Kursk Oblast, Russia",
        "address": {"state": "Kursk Oblast", "country": "Russia", "country_code": "ru"},
        "namedetails": {"name": "Курская область", "name:en": "Kursk Oblast"},
        "boundingbox": ["50.9", "52.4", "34.0", "38.5"], "geojson": json.loads(shapely.to_geojson(areafiles.KURSK)),
    }  # fmt: skip
    with run_service("nominatim") as running:
        running.answer = lambda text: [kursk] if text.startswith("Kursk") else []
        yield running


def test_outlines_come_from_the_service_where_one_is_set(make_case, service):
    """One request a region, credited to OpenStreetMap; what the service does not have stays approximate."""
    settings = {"service": "nominatim", "url": service.url, "contact": "desk@gazette.example", "pace_s": 0}
    case = make_case(layers={"sightings": EVENTS}, head={"geocoder": settings})

    code, out, err = run("areas", "fetch", case)

    assert code == 0, err
    assert [seen.query["polygon_geojson"] for seen in service.seen] == ["1"] * 3
    assert "(3 requests)" in err
    assert "Malta  stays approximate: 127.0.0.1" in out
    [area] = read_areas(case)[0]
    assert (area.source_id, area.attribution) == ("relation/72223", "© OpenStreetMap contributors, ODbL 1.0")
    assert frame_of(case).loc["again", "area_exact"]
    run("areas", "fetch", case)
    assert len(service.seen) == 3


def test_outlines_are_not_asked_of_a_service_that_has_none(case, service):
    """Nor of any without a contact."""
    code, _, err = run("areas", "fetch", case)

    assert code == 2
    assert "needs Nominatim" in err
    assert service.seen == []


def test_a_service_that_fails_leaves_the_areas_as_they_are(make_case, service):
    """The error is said, and the exit code tells a script."""
    service.mood = lambda handler, _: send(handler, 429, b"")
    settings = {"service": "nominatim", "url": service.url, "contact": "desk@gazette.example", "pace_s": 0}
    case = make_case(layers={"sightings": EVENTS}, head={"geocoder": settings})

    code, _, err = run("areas", "fetch", case)

    assert code == 3
    assert "asked too often" in err
    assert len(service.seen) == 1
    assert not (case / "areas.geojson").exists()


@pytest.fixture(scope="module")
def gazetteer():
    with open_gazetteer() as opened:
        yield opened


def find_sample(name):
    """Return a file that pyogrio brings along for its own tests; skips where an installation left it out."""
    import pyogrio

    path = Path(pyogrio.__file__).parent / "tests" / "fixtures" / name
    if not path.exists():
        pytest.skip(f"pyogrio came without {name}")
    return path


def test_a_real_file_of_natural_earth_is_read(make_case):
    """The world at a small scale: codes that are missing there are made up for by names."""
    places = ["Ukraine", "Russia", "Fiji", "France", "North Korea", "Democratic Republic of the Congo", "Taiwan"]
    case = make_case(
        layers={"sightings": [an_event(f"e{n}", place=p, precision="region") for n, p in enumerate(places)]}
    )
    file = find_sample("naturalearth_lowres/naturalearth_lowres.shp")

    code, _, err = run("areas", "import", case, file, "--attribution", "Natural Earth")
    frame = frame_of(case)

    assert code == 0
    assert "7 outlines written" in err
    assert read_areas(case)[1] == ()
    assert frame["area_exact"].all()
    shapes = list(frame.geometry)
    assert all(shape.is_valid for shape in shapes)
    overlap = max(one.intersection(other).area for at, one in enumerate(shapes) for other in shapes[at + 1 :])
    assert overlap < 1e-9


def test_a_real_extract_of_openstreetmap_is_read():
    """In the packed form that is published; what it holds is no boundary, so nothing is listed."""
    with open_area_file(find_sample("sample.osm.pbf")) as opened:
        assert opened.form == "osm"
        assert opened.list_features() == []
