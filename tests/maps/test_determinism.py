"""The same case gives the same bytes, on any machine, at any hour."""

from __future__ import annotations

import hashlib
import os
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from geo.gazetteer import Gazetteer
from layers.case import read_case
from layers.places import place_events, write_places
from tests.conftest import ROOT

# In a process of its own, since hash seed, locale and time zone are fixed when Python starts.
_BUILD = """
import hashlib, sys
from pathlib import Path
from geo.gazetteer import open_gazetteer
from layers.case import read_case
from layers.frame import build_frame
from layers.places import place_events
from maps.page import draw_page

case = read_case(Path(sys.argv[1]))
assert not case.broken, case.broken
with open_gazetteer() as gazetteer:
    placements = place_events(case, gazetteer=gazetteer)
    frame = build_frame(case, placements, gazetteer=gazetteer)
    page = draw_page(case, frame, placements=placements, gazetteer=gazetteer)
print(hashlib.sha256(page.encode()).hexdigest())
"""


def build_elsewhere(folder: Path, **environment: str) -> str:
    """Return the digest of the page that a process of its own builds."""
    done = subprocess.run(
        [sys.executable, "-c", _BUILD, str(folder)],
        cwd=ROOT,
        env={**os.environ, "PYTHONPATH": str(ROOT), **environment},
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    return done.stdout.strip()


@pytest.fixture(scope="module")
def wanted(first_page: str) -> str:
    return hashlib.sha256(first_page.encode()).hexdigest()


@pytest.mark.parametrize(
    "environment",
    [
        {"PYTHONHASHSEED": "1", "TZ": "Pacific/Kiritimati", "LC_ALL": "C.UTF-8"},
        # An ASCII locale: a file opened without its encoding would fail here, or read otherwise.
        {"PYTHONHASHSEED": "2", "TZ": "America/Adak", "LC_ALL": "C", "PYTHONUTF8": "0", "PYTHONCOERCECLOCALE": "0"},
    ],
    ids=["east", "west-ascii"],
)
def test_neither_zone_nor_locale_nor_seed_shows(first_case: Path, wanted: str, environment: dict[str, str]):
    """Who rebuilds a published map must be able to compare it byte for byte."""
    assert build_elsewhere(first_case, **environment) == wanted


def test_the_order_of_files_on_disk_does_not_show(
    first_case: Path, wanted: str, tmp_path: Path, draw_case: Callable[[Path], str]
):
    """A copy, an archive and a checkout list their files in different orders."""
    copy = tmp_path / first_case.name
    copy.mkdir()
    for path in sorted((path for path in first_case.rglob("*") if path.is_file()), reverse=True):
        target = copy / path.relative_to(first_case)
        target.parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(path, target)

    assert hashlib.sha256(draw_case(copy).encode()).hexdigest() == wanted


def test_the_lock_of_places_does_not_show(
    first_case: Path, wanted: str, tmp_path: Path, gazetteer: Gazetteer, draw_case: Callable[[Path], str]
):
    """The first build resolves the places, all later ones read them; a reader must see no difference."""
    copy = tmp_path / first_case.name
    shutil.copytree(first_case, copy)
    (copy / "places.csv").unlink(missing_ok=True)
    unlocked = hashlib.sha256(draw_case(copy).encode()).hexdigest()

    assert write_places(copy, place_events(read_case(copy), gazetteer=gazetteer).new_rows) > 0
    locked = hashlib.sha256(draw_case(copy).encode()).hexdigest()
    assert unlocked == locked == wanted
