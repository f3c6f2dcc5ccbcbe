"""Files written whole or not at all, and locked while one is read, changed and written back."""

from __future__ import annotations

import contextlib
import os
import stat
import tempfile
import time
from collections.abc import Iterator, Sequence
from pathlib import Path

LOCK_NAME = ".dateline.lock"
# Sixteen runs that add to one case at once wait some seconds for each other; who is locked out for minutes is told.
LOCK_TIMEOUT_S = 120.0
# Short, so that a run that writes again and again does not always come first.
_LOCK_POLL_S = 0.01
_LEFTOVER_AGE_S = 600.0
_LEFTOVER_ENDING = ".dateline.tmp"


class StorageError(OSError):
    """
    The disk or its rights stand in the way, not the people's texts.

    The message names the path and says that nothing was changed. A second try
    helps when the disk was full or another run held the lock.
    """


class UnconfirmedError(StorageError):
    """A file is in its place, but the disk did not confirm that it will be there after a loss of power."""

    def __init__(self, path: Path, failure: OSError) -> None:
        self.why = failure.strerror or str(failure)
        super().__init__(f"{path.as_posix()}: was written, but the disk did not confirm it ({self.why})")


def write_whole(path: Path, content: bytes) -> None:
    """
    Write a file so that a reader finds the old content or the new one, never a part.

    The content goes to a temporary file beside it, reaches the disk, and then
    takes the place of the old file, whose mode it keeps.

    Parameters
    ----------
    path
        Where to write. Its folder must exist; a symbolic link is refused.
    content
        All of it.

    Raises
    ------
    StorageError
        If it cannot be written; the old file stays as it was, unless it is an `UnconfirmedError`.
    """
    temporary = None
    try:
        refuse_link(path)
        mode = stat.S_IMODE(path.stat().st_mode) if path.exists() else None
        if path.is_dir():
            raise IsADirectoryError(21, "is a folder")
        handle, name = tempfile.mkstemp(prefix=f".{path.name}.", suffix=_LEFTOVER_ENDING, dir=path.parent)
        temporary = Path(name)
        with os.fdopen(handle, "wb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        temporary.chmod(mode if mode is not None else 0o666 & ~_umask())
        temporary.replace(path)
        temporary = None
        try:
            _sync_folder(path.parent)
        except OSError as failure:
            raise UnconfirmedError(path, failure) from None
    except StorageError:
        raise
    except OSError as failure:
        raise StorageError(
            f"{path.as_posix()}: cannot be written ({failure.strerror or failure}); nothing was changed"
        ) from None
    finally:
        if temporary is not None:
            with contextlib.suppress(OSError):
                temporary.unlink()


def write_files(files: Sequence[tuple[Path, bytes | None]]) -> None:
    """
    Write several files, or none: when a later one fails, those before get their old bytes back.

    A file whose content is None goes.

    Raises
    ------
    StorageError
        If one cannot be written.
    """
    # Read before anything is written, so that a disk that cannot be read stops it in time.
    old = [(path, _read_old(path)) for path, _ in files]
    for number, (path, content) in enumerate(files):
        try:
            _put(path, content)
        except StorageError as failure:
            # This one too: it may be in its place although the disk did not confirm it.
            for written, before in reversed(old[: number + 1]):
                with contextlib.suppress(OSError):
                    if _read_old(written) != before:
                        _put(written, before)
            if isinstance(failure, UnconfirmedError):
                why = failure.why
                raise StorageError(f"{path.as_posix()}: cannot be written ({why}); nothing was changed") from None
            raise


def _read_old(path: Path) -> bytes | None:
    """Return what a file holds; None where there is none."""
    try:
        return path.read_bytes()
    except FileNotFoundError:
        return None
    except OSError as failure:
        raise StorageError(f"{path.as_posix()}: cannot be read ({failure.strerror}); nothing was changed") from None


def _put(path: Path, content: bytes | None) -> None:
    if content is not None:
        write_whole(path, content)
        return
    try:
        path.unlink(missing_ok=True)
        _sync_folder(path.parent)
    except OSError as failure:
        raise StorageError(f"{path.as_posix()}: cannot be deleted ({failure.strerror}); nothing was changed") from None


@contextlib.contextmanager
def lock_case(folder: Path) -> Iterator[None]:
    """
    Hold the lock of a case round reading, changing and writing back.

    Leftovers of runs that were cut off are swept first: whoever holds the lock
    knows that no one else is writing here.

    Raises
    ------
    StorageError
        If the lock cannot be had: another run holds it, or the folder cannot be written.
    """
    # Imported here, since only commands that write need it.
    from filelock import FileLock, Timeout

    lock = FileLock(folder / LOCK_NAME)
    try:
        refuse_link(folder / LOCK_NAME)
        lock.acquire(timeout=LOCK_TIMEOUT_S, poll_interval=_LOCK_POLL_S)
    except Timeout:
        raise StorageError(
            f"{folder.as_posix()}: another run of dateline is writing here; wait for it and try again"
        ) from None
    except OSError as failure:
        if isinstance(failure, StorageError):
            raise
        raise StorageError(
            f"{folder.as_posix()}: cannot be written ({failure.strerror}); nothing was changed"
        ) from None
    try:
        for part in (folder, folder / "layers"):
            sweep_leftovers(part, older_than_s=0.0)
        yield
    finally:
        # What was to be written is written, or said not to be, by now; the system frees the lock in any case.
        with contextlib.suppress(OSError):
            lock.release()


def sweep_leftovers(folder: Path, *, older_than_s: float = _LEFTOVER_AGE_S) -> None:
    """
    Delete the temporary files of runs that were cut off.

    Parameters
    ----------
    folder
        Where they lie; a missing one is no matter.
    older_than_s
        Spare younger ones, which a run beside this one may be writing.
    """
    with contextlib.suppress(OSError):
        for path in folder.iterdir():
            if path.name.startswith(".") and path.name.endswith(_LEFTOVER_ENDING):
                with contextlib.suppress(OSError):
                    if path.lstat().st_mtime <= time.time() - older_than_s:
                        path.unlink()


def refuse_link(path: Path) -> None:
    """Raise StorageError where a path to be written is a symbolic link, which may lead anywhere."""
    if path.is_symlink():
        raise StorageError(f"{path.as_posix()}: is a symbolic link; name the file itself")


def _umask() -> int:
    # There is no way to read it but to set it; Dateline writes from one thread.
    mask = os.umask(0o022)
    os.umask(mask)
    return mask


def _sync_folder(folder: Path) -> None:
    if os.name == "nt":
        return
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
