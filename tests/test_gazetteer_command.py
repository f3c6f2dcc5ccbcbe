"""`dateline gazetteer`: what is in it, another one from a dump, and a file that is none."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest
from click.testing import CliRunner

from dateline import main
from geo.fetching.download import FILES
from geo.sheet import VARIABLE, find_own_file
from tests.geo.dumps import write_dump
from tests.geo.file_server import run_file_server

ROOT = Path(__file__).parents[1]


@pytest.fixture(autouse=True)
def _own_folders(tmp_path, monkeypatch):
    """Keep the user's own gazetteer out of it, and ours out of theirs."""
    monkeypatch.delenv(VARIABLE)
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path / "data"))
    monkeypatch.setenv("DATELINE_CACHE", str(tmp_path / "cache"))
    monkeypatch.setenv("NO_PROXY", "127.0.0.1")


def run(*words):
    """Run the command; return exit code, standard output and standard error."""
    ended = CliRunner().invoke(main, [str(word) for word in words])
    if ended.exception is not None and not isinstance(ended.exception, SystemExit):
        raise ended.exception
    return ended.exit_code, ended.stdout, ended.stderr


def test_it_shows_what_is_in_the_gazetteer_and_whose_it_is():
    """Who prints a map must be able to tell whose names stand on it."""
    code, out, _ = run("gazetteer")

    assert code == 0
    assert "234,908  settlements" in out
    assert "GeoNames (https://www.geonames.org), CC BY 4.0" in out
    assert "airportsdata 20260905" in out
    assert str(ROOT / "geo" / "compiled" / "gazetteer.sqlite") in out


def test_as_json_it_is_one_object():
    """For a script that keeps account of what a map was made with."""
    code, out, _ = run("gazetteer", "--json")

    facts = json.loads(out)
    assert code == 0
    assert out.count("\n") == 1
    assert facts["entries"]["country"] == 246
    assert facts["names"] > 1_000_000
    assert facts["kind"] == "installed"
    assert facts["bytes"] == Path(facts["path"]).stat().st_size


def test_a_compiled_dump_is_used_by_all_commands_until_it_is_removed(tmp_path):
    """That is what it was compiled for."""
    code, out, err = run("gazetteer", "--compile", write_dump(tmp_path / "dump"))
    assert code == 0
    assert "Read 11 features, wrote " in err
    assert "compiled from a dump of GeoNames" in out
    assert str(find_own_file()) in out
    assert find_own_file().is_relative_to(tmp_path)

    assert "Low Haven" in run("locate", "Low Haven")[1]
    find_own_file().unlink()
    assert "Low Haven" not in run("locate", "Low Haven")[1]


def test_a_gazetteer_can_be_written_elsewhere_and_named_for_once(tmp_path, monkeypatch):
    """Two editions side by side, each case with its own."""
    edition = tmp_path / "edition.sqlite"
    assert run("gazetteer", "--compile", write_dump(tmp_path / "dump"), "-o", edition)[0] == 0
    assert not find_own_file().exists()

    monkeypatch.setenv(VARIABLE, str(edition))

    assert "Quexburg" in run("locate", "Quexburg, Quexland")[1]


def test_a_dump_is_downloaded_over_a_broken_line_and_compiled(tmp_path):
    """The whole of it, as one command."""
    folder = write_dump(tmp_path / "dump", zipped=True)
    with run_file_server({name: (folder / name).read_bytes() for name in FILES}) as server:
        server.cuts = [10**9] * 5 + [200]
        code, out, err = run("gazetteer", "--download", "--from", server.url)

    assert code == 0, err
    assert "compiled from a dump of GeoNames" in out
    assert [name for name, _ in server.asked][:5] == list(FILES)[:5]
    assert all(headers["User-Agent"].startswith("Dateline/") for _, headers in server.asked)
    assert "Quexburg" in run("locate", "Quexburg")[1]


def test_a_server_that_has_no_dump_leaves_all_as_it_was(tmp_path):
    """A wrong address costs one request."""
    with run_file_server({}) as server:
        code, _, err = run("gazetteer", "--download", "--from", server.url)

    assert code == 3
    assert "404 Not Found" in err
    assert len(server.asked) == 1
    assert not find_own_file().exists()


def test_bad_rows_are_said_and_the_rest_is_compiled(tmp_path):
    """A dump of twelve million rows always has some."""
    folder = write_dump(tmp_path / "dump")
    with (folder / "allCountries.txt").open("a", encoding="utf-8") as rows:
        rows.write("what is this\n")

    code, _, err = run("gazetteer", "--compile", folder)

    assert code == 0
    assert "1 row left out: fewer than 19 columns; allCountries.txt:12 ('what is this')" in err


@pytest.mark.parametrize("content", [b"", b"no gazetteer", b"SQLite format 3\0" + bytes(4096)])
def test_a_file_that_is_no_gazetteer_is_an_error_of_the_surroundings(tmp_path, monkeypatch, content):
    """Every command says which file and what to do, and ends with 3."""
    foreign = tmp_path / "foreign.sqlite"
    foreign.write_bytes(content)
    monkeypatch.setenv(VARIABLE, str(foreign))

    for words in (("gazetteer",), ("locate", "Kursk")):
        code, _, err = run(*words)
        assert code == 3
        assert "foreign.sqlite: not a compiled gazetteer" in err
        assert VARIABLE in err


def test_a_folder_without_a_dump_is_told_what_is_missing(tmp_path):
    """With the address where to get it."""
    code, _, err = run("gazetteer", "--compile", tmp_path)

    assert code == 3
    assert "allCountries.txt" in err
    assert "https://download.geonames.org/export/dump/" in err
    assert "Nothing was written" in err


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (("--from", "https://example.org/"), "give --download too"),
        (("-o", "x.sqlite"), "give --compile or --download"),
        (("--download", "--from", "ftp://example.org"), "is no address"),
        (("--compile", ".", "-o", "."), "is a folder"),
    ],
)
def test_wrong_usage_is_named(words, told):
    """Before anything is fetched or read."""
    code, _, err = run("gazetteer", *words)

    assert code == 2
    assert told in err


def test_it_starts_without_the_heavy_libraries():
    """It must answer at once."""
    script = (
        "import sys; sys.argv = ['dateline', 'gazetteer']; import dateline\n"
        "try: dateline.main()\nexcept SystemExit: pass\n"
        "print(sorted({'numpy', 'pandas', 'geopandas', 'shapely', 'folium', 'requests'} & set(sys.modules)))"
    )
    done = subprocess.run([sys.executable, "-c", script], cwd=ROOT, capture_output=True, text=True, check=True)

    assert done.stdout.splitlines()[-1] == "[]"
