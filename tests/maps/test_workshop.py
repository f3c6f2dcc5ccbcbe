"""A case built again and again: what is kept must never show in the page."""

from __future__ import annotations

import random
import subprocess
import sys
import threading
from collections.abc import Callable
from pathlib import Path

import pytest

from layers.case import read_case
from layers.files.text import TextError
from layers.formats.raw import RawLayer
from layers.formats.toml import read_layer
from layers.formats.toml_blocks import read_kept_layer
from layers.kept import Kept
from layers.publishing.release import list_inputs
from layers.syntax.toml_text import write_block
from maps.workshop import Workshop, is_input
from tests.conftest import ROOT, a_claim, an_event


def write_layer(path: Path, events: list[dict[str, object]]) -> None:
    """Write a layer as `dateline add` does: a heading of its own for each event and claim."""
    text = 'title = "Ships"\n\n'
    for event in events:
        fields = dict(event)
        claims = fields.pop("claim")
        text += write_block("[[event]]", fields) + "\n"
        text += "\n".join(write_block("[[event.claim]]", claim) for claim in claims) + "\n"  # type: ignore[attr-defined]
    path.write_text(text, "utf-8")


@pytest.fixture
def ships(make_case: Callable[..., Path]) -> Path:
    """Make a case of a hundred events in two layers, some with rival dates, one undated, and an article."""
    folder = make_case(
        layers={"ships": [], "areas": [an_event(f"area-{n}", lon=10 + n, lat=50.0) for n in range(5)]},
        head={"privacy": {"publish_text": True, "license": "CC0"}},
    )
    events = [an_event(f"ship-{n}", lon=14.0 + n / 7, lat=35.0 + n / 9, date=f"2025-01-{1 + n % 28:02}")
              for n in range(95)]  # fmt: skip
    events[3]["claim"] = [a_claim(date="2025-01-04"), a_claim(source="herald", date="2025-02-04")]
    events[4].pop("date")
    events[5]["claim"] = [a_claim(text="A ship lay there")]
    write_layer(folder / "layers" / "ships.toml", events)
    (folder / "articles").mkdir()
    (folder / "articles" / "one.txt").write_text("kind: digest\nsource: gazette\n\nA ship lay there.\n", "utf-8")
    return folder


def change(path: Path, old: str, new: str) -> None:
    """Change one text of a file."""
    text = path.read_text("utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), "utf-8")


CHANGES: dict[str, tuple[str, str, str]] = {
    "a title": ("layers/ships.toml", "Event ship-50", "Another title"),
    "a line more": ("layers/ships.toml", '[[event]]\nid = "ship-7"', '# a remark\n\n[[event]]\nid = "ship-7"'),
    "a date": ("layers/ships.toml", "2025-01-10", "2025-02"),
    "a place": ("layers/ships.toml", "lon = 14.0\n", "lon = 20.5\n"),
    "an event less": ("layers/areas.toml", '"area-4"', '"area-9"'),
    "a source": ("sources.toml", "The Gazette", "The Evening Gazette"),
    "a rival explained": (
        "layers/ships.toml",
        'id = "ship-3"',
        'id = "ship-3"\ndate_reason = "The Gazette was there."',
    ),
    "the head": ("case.toml", "An invented case", "A case by another name"),
    "an article": ("articles/one.txt", "A ship lay there.", "Now: A ship lay there, and went."),
    "a coarse layer": ("layers/ships.toml", 'title = "Ships"', 'title = "Ships"\npublish_radius_m = 4000'),
}


@pytest.mark.parametrize("name", CHANGES)
def test_a_rebuild_gives_the_bytes_of_a_full_build(ships: Path, name: str):
    """A map that depends on what was built before it would be evidence of nothing."""
    workshop = Workshop(ships)
    first = workshop.build().drawing
    file, old, new = CHANGES[name]
    change(ships / file, old, new)

    again, whole = workshop.build().drawing, Workshop(ships).build().drawing

    assert first is not None
    assert again is not None
    assert whole is not None
    assert again.page == whole.page
    assert again.page != first.page or name == "a line more"


def test_many_changes_after_one_another_leave_no_trace(ships: Path):
    """Whoever works a day in one window must publish what stands in the files, not what stood there at noon."""
    workshop = Workshop(ships)
    workshop.build()
    chance = random.Random(11)
    names = list(CHANGES)
    chance.shuffle(names)
    for name in names:
        file, old, new = CHANGES[name]
        change(ships / file, old, new)
        again, whole = workshop.build().drawing, Workshop(ships).build().drawing
        assert again is not None
        assert whole is not None
        assert again.page == whole.page, name


def test_faults_name_the_lines_of_now(ships: Path):
    """A fault on the line where an event stood an hour ago sends a person to the wrong event."""
    workshop = Workshop(ships)
    workshop.build()
    change(ships / "layers" / "ships.toml", "2025-01-20", "20/01/2025")
    change(ships / "layers" / "ships.toml", 'id = "ship-2"', '# one\n# two\nid = "ship-2"')
    change(ships / "layers" / "ships.toml", 'id = "ship-40"', 'id = "ship-41"')

    built = workshop.build()

    assert built.drawing is None
    assert built.faults == Workshop(ships).build().faults
    assert built.case.faults == read_case(ships).faults
    assert len(built.faults) == 2


def test_a_fault_mended_gives_the_map_back(ships: Path):
    """The last good map stays while a file is half written; the next build takes up from there."""
    workshop = Workshop(ships)
    first = workshop.build().drawing
    path = ships / "layers" / "ships.toml"
    whole = path.read_text("utf-8")
    path.write_text(whole[: len(whole) // 2] + '\nid = "unclosed', "utf-8")
    assert workshop.build().drawing is None
    path.write_text(whole, "utf-8")

    again = workshop.build().drawing

    assert first is not None
    assert again is not None
    assert again.page == first.page


@pytest.mark.parametrize("name", ["case.toml", "sources.toml", "places.csv", "areas.geojson", "layers/ships.toml",
                                  "layers/more.csv", "layers/more.geojson", "articles/one.txt"])  # fmt: skip
def test_every_file_that_a_map_is_made_of_is_looked_at(ships: Path, name: str):
    """A kind of file that is forgotten here leaves an old map on the screen, and is not in the record of a release."""
    (ships / name).touch()

    assert is_input(ships / name, ships)
    assert name in list_inputs(ships)


def test_nothing_is_built_where_nothing_changed(ships: Path):
    """An editor's own save comes back as a change of the file; it must not cost a second build."""
    workshop = Workshop(ships)

    assert workshop.build() is workshop.build()


def test_what_is_no_longer_used_is_forgotten(ships: Path):
    """Memory follows the case, not the hours that its window is open."""
    workshop = Workshop(ships)
    for number in range(6):
        change(ships / "layers" / "ships.toml", "Event ship-50" if not number else f"Title {number - 1}",
               f"Title {number}")  # fmt: skip
        workshop.build()

    kept = workshop.kept
    assert len(kept._now) <= len(kept._before) + 5
    assert not any("Title 3" in str(name) for name in kept._now)


ODD_LAYERS = {
    "a heading within a text": '[[event]]\nid = "a"\ntitle = """\n[[event]]\nid = "b"\n"""\n[[event.claim]]\n',
    "a literal text": "[[event]]\nid = 'a'\nnote = '''\n[[event]]\n'''\n",
    "another table": '[[event]]\nid = "a"\n[other]\nx = 1\n[[event]]\nid = "b"\n',
    "indented": '  [[event]]\n  id = "a"\n[[event]]\nid = "b"\n   [[event]]\nid = "c"\n',
    "spaced": '[[ event ]]\nid = "a"\n[["event"]]\nid = "b"\n[[event]]\nid = "c"\n',
    "inline": 'event = [{ id = "a" }]\n',
    "both": 'event = [{ id = "a" }]\n[[event]]\nid = "b"\n',
    "a table before": '[event]\nid = "a"\n[[event]]\nid = "b"\n',
    "none": 'title = "x"\n',
    "empty": "",
    "no end of line": '[[event]]\nid = "a"\n[[event]]\nid = "b"',
    "windows": '[[event]]\r\nid = "a"\r\n\r\n[[event]]\r\nid = "b"\r\n',
    "an array over lines": '[[event]]\ntags = [\n"a",\n[[event]]\n]\n',
    "broken": '[[event]]\nid = \n[[event]]\nid = "b"\n',
    "twice the same key": '[[event]]\nid = "a"\nid = "b"\n[[event]]\nid = "c"\n',
    "a sub-table": '[[event]]\nid = "a"\n[event.values]\nships = "1"\n[[event.claim]]\n[[event]]\nid = "b"\n',
    "heading with a remark": '[[event]] # first\nid = "a"\n[[event]]# second\nid = "b"\n',
    "a longer heading": '[[events]]\nid = "a"\n[[event]]\nid = "b"\n',
    "title after": '[[event]]\nid = "a"\n[[event]]\nid = "b"\n[[layer]]\nx = 1\n',
    "bare carriage return": '[[event]]\nid = "a"\r[[event]]\n',
}


@pytest.mark.parametrize("name", ODD_LAYERS)
def test_block_by_block_reads_what_the_whole_file_says(name: str):
    """However a person writes TOML, a faster reading may not be another reading."""
    text = ODD_LAYERS[name]
    kept = Kept()
    for _ in range(2):
        kept.turn()
        assert _tell(lambda: read_kept_layer(text, kept)) == _tell(lambda: read_layer(text))


def _tell(read: Callable[[], RawLayer]) -> object:
    """Return all that a reading gives: tables, header, lines; or what it refuses, and where."""
    try:
        layer = read()
    except TextError as wrong:
        return wrong.message, wrong.line
    lines = [layer.find_line(("event", number, "id")) for number in range(len(layer.events))]
    return [event.table for event in layer.events], layer.header, lines


def test_build_watch_writes_the_map_anew_at_each_change(ships: Path):
    """A person with an editor on the left and a browser on the right waits for nothing and presses nothing."""
    command = [sys.executable, "dateline.py", "build", str(ships), "--watch", "--json"]
    with subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True) as run:
        guard = threading.Timer(60, run.kill)  # a watch that misses a change would let the test wait for ever
        guard.start()
        assert run.stdout is not None
        assert run.stderr is not None
        assert '"events": 100' in run.stdout.readline()
        assert run.stderr.readline().startswith("Wrote ")
        assert run.stderr.readline().startswith("Watching ")
        change(ships / "layers" / "areas.toml", "Event area-1", "Event area-one")
        assert '"events": 100' in run.stdout.readline()
        page = (ships / "map.html").read_bytes()
        assert run.stderr.readline().startswith("Wrote ")
        change(ships / "layers" / "areas.toml", "Event area-one", '"Event area-one')
        assert "areas.toml" in run.stderr.readline()
        assert "nothing was written" in run.stderr.readline()
        assert (ships / "map.html").read_bytes() == page
        run.terminate()
        guard.cancel()
    whole = Workshop(ships)
    change(ships / "layers" / "areas.toml", '"Event area-one', "Event area-one")
    built = whole.build().drawing
    assert built is not None
    assert built.page == page
