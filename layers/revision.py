"""A case as it stood at a revision of git, laid out in a folder of its own to be read."""

from __future__ import annotations

import contextlib
import re
import subprocess
import tempfile
from collections.abc import Iterator
from pathlib import Path, PurePosixPath

FILES = ("case.toml", "sources.toml", "places.csv")
FOLDERS = {"layers": (".toml", ".csv", ".geojson"), "articles": (".txt",)}
BYTES_MOST = 1024 * 1024 * 1024
_TIMEOUT_S = 120


class RevisionError(ValueError):
    """A revision, or the case in it, is not there; the message says which and what was wanted."""


class GitError(OSError):
    """git is missing or failed; a second try helps once that is mended."""


def split_revision(text: str) -> tuple[str, Path] | None:
    """
    Split ``REV:CASE`` into a revision and a folder; None where the text names a folder as it stands.

    Examples
    --------
    >>> split_revision("HEAD~2:no/such/case")
    ('HEAD~2', PosixPath('no/such/case'))
    """
    revision, colon, folder = text.partition(":")
    if not colon or Path(text).exists() or not revision or re.fullmatch(r"[A-Za-z]", revision):
        return None
    return revision, Path(folder or ".")


@contextlib.contextmanager
def open_revision(folder: Path, revision: str) -> Iterator[Path]:
    """
    Lay out a case as it stood at a revision, in a folder that goes again afterwards.

    Only the files of a case are taken, and only plain ones: no link, no
    program, nothing of the working tree.

    Parameters
    ----------
    folder
        The case folder; it need not be there any more.
    revision
        A commit, tag or branch.

    Raises
    ------
    RevisionError
        If there is no such revision, or no case in that folder at it.
    GitError
        If git is missing or fails.
    """
    base = folder if folder.is_dir() else next(part for part in folder.absolute().parents if part.is_dir())
    below = "." if folder.is_dir() else folder.absolute().relative_to(base).as_posix()
    if _git(base, "rev-parse", "--is-inside-work-tree", check=False).strip() != b"true":
        raise RevisionError(f"{folder.as_posix()}: is not in a git repository, so it has no revisions")
    found = _git(base, "rev-parse", "--verify", "--quiet", "--end-of-options", f"{revision}^{{commit}}", check=False)
    commit = found.decode().strip()
    if not commit:
        raise RevisionError(f"{revision!r} is no revision of the repository; write a commit, tag or branch")
    blobs = _list_blobs(base, commit, below)
    if "case.toml" not in blobs:
        raise RevisionError(f"{folder.as_posix()}: is not a case at {revision}; there is no case.toml")
    with tempfile.TemporaryDirectory(prefix="dateline-") as scratch:
        # The case is known by the name of its folder, so it keeps it.
        target = Path(scratch) / (folder.absolute().name or "case")
        left = BYTES_MOST
        for name, blob in blobs.items():
            content = _git(base, "cat-file", "blob", blob)
            left -= len(content)
            if left < 0:
                raise RevisionError(f"{folder.as_posix()}: holds more than {BYTES_MOST:,} bytes at {revision}")
            path = target / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(content)
        yield target


def _list_blobs(base: Path, commit: str, below: str) -> dict[str, str]:
    """Return the plain files of a case at a commit: path within the case to object."""
    listing = _git(base, "ls-tree", "-r", "-z", commit, "--", below)
    blobs = {}
    prefix = "" if below == "." else f"{below}/"
    for entry in listing.split(b"\0"):
        found = re.fullmatch(rb"100(?:644|755) blob ([0-9a-f]+)\t(.+)", entry, re.DOTALL)
        if not found:
            continue
        name = found[2].decode("utf-8", "replace").removeprefix(prefix)
        path = PurePosixPath(name)
        if name in FILES or (len(path.parts) == 2 and path.suffix in FOLDERS.get(path.parts[0], ())):
            blobs[name] = found[1].decode()
    return blobs


def _git(base: Path, *words: str, check: bool = True) -> bytes:
    try:
        ended = subprocess.run(
            ["git", "-C", str(base), "--literal-pathspecs", *words],
            capture_output=True,
            check=False,
            timeout=_TIMEOUT_S,
        )
    except FileNotFoundError:
        raise GitError("git is not installed; compare two folders instead") from None
    except subprocess.TimeoutExpired:
        raise GitError(f"git took more than {_TIMEOUT_S} s") from None
    if ended.returncode and check:
        said = ended.stderr.decode("utf-8", "replace").strip().splitlines()
        raise GitError(f"git failed: {said[-1] if said else ended.returncode}")
    return ended.stdout
