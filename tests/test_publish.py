"""`dateline publish`, run as a person or a script runs it, and what its map and its record hold."""

from __future__ import annotations

import hashlib
import json
import shutil
import tomllib
from pathlib import Path

import pytest

from layers.files.storage import StorageError
from layers.publishing.release import Release, list_inputs, write_release
from tests.conftest import a_claim, an_event
from tests.maps.blocks import read_blocks, read_raw_blocks

SOURCES = (
    {"id": "gazette", "publisher": "The Gazette", "url": "https://gazette.eu/1", "archive": "https://archive.ph/a"},
    {"id": "herald", "publisher": "The Herald", "archive_reason": "quokka-reason", "note": "quagga-source"},
)
TRUE = {"a": (14.512345, 35.912345), "b": (31.612347, 46.212348), "c": (-70.123459, -33.456781)}
SECRETS = ("quagga-source", "quokka-reason", "okapi-note", "numbat-draft", "axolotl-article", "kakapo-reviewer")


@pytest.fixture
def finished(make_case):
    """Make a case that may be published, full of what may not: notes, drafts, articles, true points."""
    events = [
        an_event("a", lon=TRUE["a"][0], lat=TRUE["a"][1], precision="exact", note="okapi-note"),
        an_event("b", lon=TRUE["b"][0], lat=TRUE["b"][1], claim=[a_claim(), a_claim(source="herald")]),
    ]
    shape = {"type": "Polygon", "coordinates": [[[-70.123459, -33.456781], [-70.0, -33.4], [-70.1, -33.3],
                                                 [-70.123459, -33.456781]]]}  # fmt: skip
    folder = make_case(
        layers={"ships": events, "areas": [an_event("c", geometry=shape, publish_radius_m=20_000)]},
        sources=SOURCES,
        head={"scope": "Ships", "privacy": {"publish_radius_m": 5_000}},
    )
    (folder / "drafts").mkdir()
    (folder / "drafts" / "read.toml").write_text('[[event]]\ntitle = "numbat-draft"\nby = "kakapo-reviewer"\n', "utf-8")
    (folder / "articles").mkdir()
    (folder / "articles" / "one.txt").write_text("kind: text\nsource: gazette\n\naxolotl-article.\n", "utf-8")
    return folder


def publish(run, folder, *more):
    """Publish a finished case."""
    return run("publish", folder, "--released-by", "A. Editor", "--today", "2025-03-01", "--leave-drafts", *more)


def outputs(folder):
    """Return the bytes of everything that a release wrote, with every packed block of the map inflated."""
    page = (folder / "map.html").read_text("utf-8")
    return b"\n".join([page.encode(), *read_raw_blocks(page).values(), (folder / "releases.toml").read_bytes()])


def test_a_source_on_which_nothing_rests_is_told(run, finished):
    """A report that was read, and whose drafts were left lying, is named on the map all the same."""
    with (finished / "sources.toml").open("a", encoding="utf-8") as file:
        file.write('\n[[source]]\nid = "unused"\npublisher = "Another Paper"\narchive_reason = "none"\n')

    code, _, err = publish(run, finished)

    assert code == 0
    assert "no event rests on unused (Another Paper)" in err
    assert "no event rests on herald" not in err


def test_a_release_writes_the_map_and_its_record(run, finished):
    """Later questions are: who let this out, when, made from what? And is the file the one that was released?"""
    code, _, err = publish(run, finished)

    page = (finished / "map.html").read_bytes()
    record = tomllib.loads((finished / "releases.toml").read_text("utf-8"))
    [release] = record["release"]
    assert code == 0
    assert (release["day"], release["released_by"], release["events"]) == ("2025-03-01", "A. Editor", 3)
    assert release["sha256"] == hashlib.sha256(page).hexdigest()
    assert release["allowed"] == ["drafts"]
    assert release["files"]["case.toml"] == hashlib.sha256((finished / "case.toml").read_bytes()).hexdigest()
    assert set(release["files"]) == {
        "case.toml", "sources.toml", "layers/areas.toml", "layers/ships.toml", "articles/one.txt",
    }  # fmt: skip
    assert "Released by A. Editor on 2025-03-01" in err


def test_nothing_internal_is_in_any_byte(run, finished):
    """What is out cannot be taken back: notes, drafts, reviewers, articles and true points are in no byte written."""
    assert publish(run, finished)[0] == 0

    everything = outputs(finished)
    assert [secret for secret in SECRETS if secret.encode() in everything] == []
    for lon, lat in TRUE.values():
        for degrees in (lon, lat):
            for digits in (6, 5, 4):
                assert f"{abs(degrees):.{digits}f}".encode() not in everything
            assert f"{abs(degrees):.6f}".split(".")[1].encode() not in everything
            assert str(round(degrees * 1e5)).encode() not in everything


def test_no_column_or_shape_holds_a_true_point(run, finished):
    """Numbers are packed in the page, so a search for digits is not enough."""
    publish(run, finished)

    blocks = read_blocks((finished / "map.html").read_text("utf-8"))
    shown = [(lon / 1e5, lat / 1e5) for lon, lat in zip(blocks.columns["lon"], blocks.columns["lat"], strict=True)]
    for area in blocks.context["areas"]:
        for ring in area["rings"]:
            lon = lat = 0
            for at in range(0, len(ring), 2):
                lon, lat = lon + ring[at], lat + ring[at + 1]
                shown.append((lon / 1e4, lat / 1e4))
    for true_lon, true_lat in TRUE.values():
        assert min(abs(lon - true_lon) + abs(lat - true_lat) for lon, lat in shown) > 1e-3
    assert sorted(blocks.columns["radius"]) == [5_000, 5_000, 20_000]


def test_everything_that_becomes_public_was_printed(run, finished):
    """Whoever puts a name to a release must have been shown all of it."""
    _, out, _ = publish(run, finished, "--json")

    lines = [json.loads(line) for line in out.splitlines()]
    told = {line["value"] for line in lines[:-1]}
    blocks = read_blocks((finished / "map.html").read_text("utf-8"))

    def texts(value):
        if isinstance(value, str):
            return {value} if value else set()
        parts = value.values() if isinstance(value, dict) else value if isinstance(value, list) else ()
        return set().union(*(texts(part) for part in parts))

    ours = {"0.1.0", *(layer["color"] for layer in blocks.head["layers"]), "ships", "areas"}
    assert texts([blocks.texts, blocks.sources, dict(blocks.head)]) - ours - told == set()
    points = {line["value"] for line in lines if line["kind"] == "coordinate" and line["field"] == "point"}
    assert {f"{lon / 1e5:.5f} {lat / 1e5:.5f}" for lon, lat, event in zip(
        blocks.columns["lon"], blocks.columns["lat"], blocks.ids, strict=True) if event != "c"} == points  # fmt: skip
    assert lines[-1]["kind"] == "release"


def test_the_map_is_the_same_whoever_releases_it_and_when(run, finished):
    """Anybody can build a released map again and compare; so nothing of the release may be in it."""
    publish(run, finished)
    first = (finished / "map.html").read_bytes()
    run("publish", finished, "--released-by", "Somebody Else", "--today", "2025-03-05", "--leave-drafts")

    assert (finished / "map.html").read_bytes() == first
    run("build", finished, "-o", finished.parent / "built.html")
    assert (finished.parent / "built.html").read_bytes() == first
    assert len(tomllib.loads((finished / "releases.toml").read_text("utf-8"))["release"]) == 2


def test_without_a_name_nothing_is_published(run, finished):
    """A release that nobody answers for must not happen by a script's default."""
    code, out, err = run("publish", finished, "--today", "2025-03-01", "--leave-drafts")

    assert code == 2
    assert "--released-by: is missing" in err
    assert "text title: An invented case" in out
    assert not (finished / "map.html").exists()
    assert not (finished / "releases.toml").exists()


@pytest.mark.parametrize("name", ["", "  ", "a\x07b", "a" * 201, "x\u202ey"])
def test_a_name_is_a_name(run, finished, name):
    """The record is read by people; a control character or an empty name is no answer to "who"."""
    code, _, err = run("publish", finished, "--released-by", name)

    assert code == 2
    assert "--released-by" in err


@pytest.mark.parametrize("today", ["2025-03", "tomorrow", "2025-02-30", "2025-01-01/2025-02-01"])
def test_today_is_one_day(run, finished, today):
    """An embargo held against a month would end early or late."""
    assert run("publish", finished, "--released-by", "A", "--today", today)[0] == 2


def test_obstacles_stop_it_with_file_and_line(run, finished):
    """Nothing may be half published: the old map stays, and each obstacle says where it stands."""
    (finished / "map.html").write_text("old")

    code, out, err = run("publish", finished, "--released-by", "A. Editor", "--today", "2025-03-01")

    assert code == 1
    assert "drafts/read.toml" in err
    assert "1 obstacle; nothing was published." in err
    assert out == ""
    assert (finished / "map.html").read_text() == "old"


def test_a_faulty_case_is_not_published(run, finished):
    """What is left out for a fault would be missing without a word."""
    path = finished / "layers" / "ships.toml"
    path.write_text(path.read_text("utf-8").replace("2025-01-15", "15/01/2025"), "utf-8")

    code, _, err = publish(run, finished)

    assert code == 1
    assert "is not an EDTF date" in err


def test_private_things_and_lapsed_forecasts_are_told_before_the_name(run, finished):
    """They stop nothing, but whoever releases the case should know."""
    with (finished / "layers" / "areas.toml").open("a") as file:
        file.write(
            '\n[[event]]\nid = "d"\ntitle = "Call +44 20 7946 0018"\nlon = 3\nlat = 50\ndate = "2025-02-10"\n'
            'occurrence = "expected"\n[[event.claim]]\nsource = "gazette"\ntext = "x"\n'
        )

    code, _, err = publish(run, finished)

    assert code == 0
    assert "telephone number" in err
    assert "lapsed: d: occurrence: expected 10 February 2025" in err
    record = tomllib.loads((finished / "releases.toml").read_text("utf-8"))
    assert record["release"][0]["lapsed"] == ["d"]


def test_a_case_that_changed_since_it_was_shown_is_not_published(finished):
    """What was approved and what goes out must be the same."""
    from layers.case import read_case

    inputs = list_inputs(finished)
    with (finished / "case.toml").open("a") as file:
        file.write("# another hand\n")

    with pytest.raises(StorageError, match=r"case\.toml was changed since"):
        write_release(read_case(finished), b"page", target=finished / "map.html",
                      release=Release("2025-03-01", "A"), inputs=inputs)  # fmt: skip
    assert not (finished / "map.html").exists()
    assert not (finished / "releases.toml").exists()


@pytest.mark.parametrize("before", [None, '# kept\n[[release]]\nday = "2025-01-01"\n'])
def test_a_map_that_cannot_be_written_leaves_no_record(run, finished, before):
    """A record of a release that never came about is a false statement about a person."""
    if before is not None:
        (finished / "releases.toml").write_text(before)
    (finished / "map.html").mkdir()

    code, _, err = publish(run, finished)

    assert code == 3
    assert "map.html: cannot be written" in err
    kept = (finished / "releases.toml").read_text() if (finished / "releases.toml").exists() else None
    assert kept == before


def test_a_record_that_is_none_is_not_written_over(run, finished):
    """Somebody's own file of that name, or a torn one, must not lose a byte."""
    (finished / "releases.toml").write_text("[[release")

    code, _, err = publish(run, finished)

    assert code == 3
    assert "is not a record of releases" in err
    assert (finished / "releases.toml").read_text() == "[[release"


def test_the_first_case_can_be_released(run, first_case, tmp_path):
    """The case that we show as an example must pass its own gate."""
    folder = tmp_path / "case"
    shutil.copytree(first_case, folder)

    code, _, err = run("publish", folder, "--released-by", "A. Editor", "--today", "2025-07-05", "--allow-unarchived")

    assert code == 0
    assert Path(folder / "map.html").stat().st_size > 500_000
    assert "no picture" in err
