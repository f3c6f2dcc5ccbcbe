"""Writing under fire: many at once, and a run cut off in the middle. The bench `writes` does the same at full size."""

from __future__ import annotations

import signal
import subprocess
import sys

import pytest

from layers.edit import edit_event
from layers.files.storage import StorageError, write_files
from tests.bench.bench_writes import ROOT, WRITER, race, read_files, write_case

# Counts what the process asks of the disk once it begins to write, and ends it there as a loss of power would.
KILLER = """
import os, signal, sys
asked, begun = 0, False
def watch(event, args):
    global asked, begun
    begun = begun or event == "tempfile.mkstemp"
    if begun and event.partition(".")[0] in ("open", "os", "tempfile", "shutil", "fcntl"):
        asked += 1
        if asked == AT:
            os.kill(os.getpid(), signal.SIGKILL)
sys.addaudithook(watch)
"""


def test_events_added_at_once_all_come_in(tmp_path):
    """A desk of four, each with a script of her own, and one who edits meanwhile."""
    figures = race(tmp_path / "case", processes=4, each=5)

    assert figures["kept"] == figures["told"] == figures["wanted"] == 20
    assert (figures["torn"], figures["edits lost"], figures["editor fell"]) == (0, 0, False)


@pytest.mark.skipif(sys.platform == "win32", reason="there is no SIGKILL")
@pytest.mark.parametrize("operation", ["add", "csv"])
def test_a_run_that_is_cut_off_leaves_the_old_or_the_new_and_nothing_behind(tmp_path, operation):
    """At every step of a write the power may go."""
    folder = write_case(tmp_path / "case")
    before = read_files(folder)
    words = [sys.executable, "-c", "", str(folder), operation]
    seen = set()

    for at in range(1, 60):
        write_case(folder)
        words[2] = KILLER.replace("AT", str(at)) + WRITER
        code = subprocess.run(words, cwd=ROOT, check=False, capture_output=True).returncode
        now = read_files(folder)
        came = tuple(name for name in now if now[name] != before.get(name))
        seen.add(came)
        edit_event(folder, "first", fields={"title": "The next run"})

        assert not list(folder.rglob("*.dateline.tmp"))
        if code == 0:
            break
        assert code == -signal.SIGKILL

    new = {"add": ("layers/ships.toml", "sources.toml"), "csv": ("layers/sheet.csv",)}[operation]
    assert code == 0
    assert at > 5
    assert seen <= {(), new, ("sources.toml",)}
    assert {(), new} <= seen


def test_a_set_of_files_is_written_as_one(tmp_path):
    """An event must not come in without its source."""
    first, second, kept = tmp_path / "a", tmp_path / "b", tmp_path / "kept"
    first.write_bytes(b"old")
    kept.write_bytes(b"kept")
    second.symlink_to(kept)  # never written through

    with pytest.raises(StorageError, match="is a symbolic link"):
        write_files([(first, b"new"), (second, b"new")])

    assert first.read_bytes() == b"old"
    assert kept.read_bytes() == b"kept"
    assert sorted(path.name for path in tmp_path.iterdir()) == ["a", "b", "kept"]
