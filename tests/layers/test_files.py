"""Files are written whole or not at all."""

from __future__ import annotations

import os

import pytest

from layers.files.storage import StorageError, lock_case, sweep_leftovers, write_whole


def test_a_written_file_keeps_its_mode(tmp_path):
    """A map that the whole desk may read must stay so."""
    path = tmp_path / "map.html"
    path.write_bytes(b"old")
    path.chmod(0o640)

    write_whole(path, b"new")

    assert path.read_bytes() == b"new"
    assert path.stat().st_mode & 0o777 == 0o640
    assert [p.name for p in tmp_path.iterdir()] == ["map.html"]


def test_a_new_file_can_be_read_by_those_whom_the_system_lets(tmp_path):
    """Temporary files are for their owner alone; a map is not."""
    mask = os.umask(0o022)
    try:
        write_whole(tmp_path / "map.html", b"x")
    finally:
        os.umask(mask)

    assert (tmp_path / "map.html").stat().st_mode & 0o777 == 0o644


@pytest.mark.parametrize("name", ["missing/map.html", "folder", "link.html"])
def test_a_target_that_cannot_be_written_is_told_in_one_sentence(tmp_path, name):
    """The old map must stay whole, and no part of the new one be left behind."""
    (tmp_path / "folder").mkdir()
    (tmp_path / "kept.html").write_bytes(b"kept")
    (tmp_path / "link.html").symlink_to(tmp_path / "kept.html")
    before = sorted(tmp_path.iterdir())

    with pytest.raises(StorageError) as caught:
        write_whole(tmp_path / name, b"x")

    assert str(caught.value).startswith((tmp_path / name).as_posix())
    assert "\n" not in str(caught.value)
    assert (tmp_path / "kept.html").read_bytes() == b"kept"
    assert sorted(tmp_path.iterdir()) == before


def test_a_name_too_long_for_the_disk_is_told(tmp_path):
    """Whatever the system says, the sentence names the path."""
    with pytest.raises(StorageError, match="cannot be written"):
        write_whole(tmp_path / ("x" * 300), b"x")


def test_leftovers_are_swept_by_whoever_holds_the_lock(tmp_path):
    """A run that lost its power leaves a part behind; it must not stay for ever, nor any other file go."""
    (tmp_path / ".map.html.abc.dateline.tmp").write_bytes(b"part")
    (tmp_path / ".other.tmp").write_bytes(b"not ours")

    with lock_case(tmp_path):
        names = {path.name for path in tmp_path.iterdir()}

    assert names - {".dateline.lock"} == {".other.tmp"}


def test_young_leftovers_are_spared_without_the_lock(tmp_path):
    """They may be what a run beside this one is just writing."""
    young, old = tmp_path / ".a.dateline.tmp", tmp_path / ".b.dateline.tmp"
    young.write_bytes(b"")
    old.write_bytes(b"")
    os.utime(old, (0, 0))

    sweep_leftovers(tmp_path)

    assert young.exists()
    assert not old.exists()
