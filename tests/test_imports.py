"""Imports point down, and the quick commands import nothing that is slow."""

from __future__ import annotations

import ast
import posixpath
import re
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
ORDER = ["geo", "layers", "maps", "commands", "dateline"]
VALUES = {"geo/place.py": set(), "layers/source.py": {"layers.edtf"}, "layers/event.py": {"layers.edtf"}}
ROOMS = {
    "geo": [
        *("place", "names", "sphere", "sheet", "entry", "gazetteer", "areas", "coverage", "division_codes"),
        *("compiler", "compile", "finding", "mentions", "relations", "candidates", "resolve", "resolution"),
        *("fetching", "fetch", "services", "geocoder"),
    ],
    "layers": [
        *("fault", "kept", "color", "coordinates", "schema", "dates", "edtf", "source", "event", "voices", "conflicts"),
        *("phrase_rules", "phrases", "files", "syntax", "starter", "article", "fields", "formats", "geocoding"),
        *("areas", "folder", "case", "coarse", "places", "frame", "revision", "checks", "editing", "edit", "diff"),
        *("intake", "report", "drafts", "syndication", "reading", "sheets", "publishing"),
    ],
}
"""The modules and sub-packages of a package, each above what it may import."""
PAGE = ["common", "words", "case", "map", "time", "panel", "share", ""]
"""Folders of the page's TypeScript, each above what it may import; what starts the page stands on top, in none."""
SLOW = ("geopandas", "pandas", "numpy", "shapely", "folium", "xyzservices", "requests")


def modules():
    """Return the Python files of the packages and the command."""
    files = [path for package in ORDER[:4] for path in sorted((ROOT / package).rglob("*.py"))]
    return [path.relative_to(ROOT) for path in files if "tables" not in path.parts and "web" not in path.parts] + [
        Path("dateline.py")
    ]


def imported(path):
    """Return the names of our modules that a file imports, wherever in it."""
    found = set()
    for node in ast.walk(ast.parse((ROOT / path).read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            found |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{path}: write imports in full"
            found.add(node.module or "")
    return {name for name in found if name.split(".")[0] in ORDER}


@pytest.mark.parametrize("path", modules(), ids=str)
def test_imports_point_down(path):
    """A package can be read, and tested, without those above it."""
    own = ORDER.index(path.parts[0].removesuffix(".py"))

    above = {name for name in imported(path) if ORDER.index(name.split(".")[0]) > own}

    assert above == set()


def rooms_of(package):
    """Return the files of a package, each with its name and the name of its room."""
    for path in modules():
        if path.parts[0] == package and path != Path(package, "__init__.py"):
            yield path, ".".join(path.with_suffix("").parts), Path(path.parts[1]).stem


@pytest.mark.parametrize("package", ROOMS)
def test_every_room_has_its_place_in_the_order(package):
    """Whoever adds a module says what it stands on; most belong into a sub-package."""
    assert {room for _, _, room in rooms_of(package)} == set(ROOMS[package])


@pytest.mark.parametrize("package", ROOMS)
def test_rooms_import_only_what_is_below_them(package):
    """Finding names in a text can be changed without a look at how places are chosen."""
    order = ROOMS[package]
    above = [
        (name, other)
        for path, name, room in rooms_of(package)
        for other in imported(path)
        if other.startswith(f"{package}.") and order.index(other.split(".")[1]) > order.index(room)
    ]

    assert above == []


@pytest.mark.parametrize("package", ROOMS)
def test_a_room_imports_nothing_by_being_named(package):
    """One module of a sub-package is imported without its neighbours."""
    inits = [path for path, _, _ in rooms_of(package) if path.name == "__init__.py"]

    assert inits
    assert [path for path in inits if len(ast.parse((ROOT / path).read_text(encoding="utf-8")).body) != 1] == []


def page_modules():
    """Return the page's TypeScript, each with the folder it stands in; the editor is a page of its own."""
    source = ROOT / "maps" / "web" / "src"
    found = [path.relative_to(source) for path in sorted(source.rglob("*.ts"))]
    return [(path, path.parts[0] if len(path.parts) > 1 else "") for path in found]


def test_the_page_has_no_folder_without_a_place_in_the_order():
    """A new folder must say what it may import."""
    assert {folder for _, folder in page_modules()} - {"editor"} == set(PAGE)


@pytest.mark.parametrize(("path", "folder"), page_modules(), ids=str)
def test_the_page_imports_only_what_is_below(path, folder):
    """The map can be read without the panel, the words without either."""
    text = (ROOT / "maps" / "web" / "src" / path).read_text("utf-8")
    wanted = re.findall(r"""(?:from|import) ["'](\.[^"']+)["']""", text)
    folders = {posixpath.normpath(f"{path.parent.as_posix()}/{one}").rpartition("/")[0].split("/")[0] for one in wanted}
    most = len(PAGE) - 1 if folder == "editor" else PAGE.index(folder)

    assert folders - {"editor", "styles", *PAGE[: most + 1]} == set()
    assert folder == "editor" or "editor" not in folders


@pytest.mark.parametrize(("path", "allowed"), VALUES.items())
def test_values_import_nothing_but_values(path, allowed):
    """Values are the words that all rooms share."""
    assert imported(path) <= allowed


@pytest.mark.parametrize(
    "command",
    [["check", "CASE"], ["places", "CASE"], ["locate", "Valletta"], ["--help"], ["add", "CASE"], ["edit", "CASE"]],
)
def test_quick_commands_import_nothing_slow(command, tmp_path):
    """Whoever checks a case after every edit does not wait a second for pandas."""
    from layers.starter import create_case

    create_case(tmp_path / "case", title="x")
    words = [str(tmp_path / "case") if word == "CASE" else word for word in command]
    if command[0] == "add":
        words += ["--layer", "sightings", "--title", "x", "--source", "example-gazette-2025-01-16"]
    if command[0] == "edit":
        words += ["sample-ship-valletta", "--title", "x"]
    code = f"""
import sys, dateline
try:
    dateline.main({words!r}, prog_name="dateline")
except SystemExit as end:
    assert not end.code, end.code
print(sorted(set({SLOW!r}) & set(sys.modules)))
"""
    run = subprocess.run(
        [sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=True, encoding="utf-8"
    )

    assert run.stdout.splitlines()[-1] == "[]"
