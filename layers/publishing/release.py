"""The record of who released a case, when, and what: written with the map, or not at all."""

from __future__ import annotations

import hashlib
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from layers.case import Case
from layers.files.storage import StorageError, lock_case, sweep_leftovers, write_whole
from layers.files.text import TextError, read_text
from layers.folder.layer_files import list_layer_files
from layers.syntax.toml_text import write_block

RECORD_NAME = "releases.toml"

_HEAD = "# Who released this case, when, and what. Written by 'dateline publish'; it is not part of the map.\n"


@dataclass(frozen=True, slots=True)
class Release:
    """Who lets a case out, and when."""

    day: str
    """ISO 8601, the local day of whoever releases it."""
    released_by: str
    allowed: tuple[str, ...] = ()
    """What was said to be meant, such as ``unarchived``."""
    lapsed: tuple[str, ...] = ()
    """Ids of the forecasts that were past their day."""


def list_inputs(folder: Path, *, drafts: bool = False) -> dict[str, str]:
    """Return the SHA-256 of every file that a map, or with `drafts` a preview, is made of, by its path in the case."""
    shelf = folder / "articles"
    articles = sorted(shelf.glob("*.txt")) if shelf.is_dir() else []
    paths = [
        folder / "case.toml",
        folder / "sources.toml",
        folder / "places.csv",
        folder / "areas.geojson",
        *list_layer_files(folder),
        *articles,
    ]
    if drafts:
        paths += sorted((folder / "drafts").glob("*.toml"))
    return {
        path.relative_to(folder).as_posix(): hashlib.sha256(path.read_bytes()).hexdigest()
        for path in paths
        if path.is_file()
    }


def write_release(case: Case, page: bytes, *, target: Path, release: Release, inputs: Mapping[str, str]) -> Path:
    """
    Write a map and the record of its release: both, or neither.

    The map holds nothing of the release, so that anybody can build it again
    from the same files and compare its digest with the record.

    Parameters
    ----------
    case
        The case that the page was drawn from.
    page
        The map.
    target
        Where it goes.
    release
        Who releases it, and when.
    inputs
        Digests of the files as they were when the page was drawn, by `list_inputs`.

    Returns
    -------
    record
        Path of the record.

    Raises
    ------
    StorageError
        If a file cannot be written, or the case has changed since: what was
        shown to whoever releases it is then not what would be published.
    """
    record = case.folder / RECORD_NAME
    with lock_case(case.folder):
        changed = [name for name, digest in list_inputs(case.folder).items() if inputs.get(name) != digest]
        if changed or len(inputs) != len(list_inputs(case.folder)):
            what = changed[0] if changed else "a file of the case"
            raise StorageError(f"{what} was changed since the list above was made; nothing was published, run it again")
        before = _read_record(record)
        block = write_block(
            "[[release]]",
            {
                "day": release.day,
                "released_by": release.released_by,
                "map": target.name,
                "sha256": hashlib.sha256(page).hexdigest(),
                "bytes": len(page),
                "events": len(case.events),
                "as_of": case.as_of.text if case.as_of else "",
                "allowed": list(release.allowed),
                "lapsed": list(release.lapsed),
                "files": dict(inputs),
            },
        )
        # The record first: a map without one must never stand there.
        write_whole(record, (before or _HEAD.encode()) + b"\n" + block.encode())
        try:
            sweep_leftovers(target.parent)
            write_whole(target, page)
        except StorageError:
            if before:
                write_whole(record, before)
            else:
                record.unlink(missing_ok=True)
            raise
    return record


def _read_record(path: Path) -> bytes:
    """Return the record so far; a file that is not one is refused, so that nothing is lost."""
    if not path.exists() and not path.is_symlink():
        return b""
    try:
        text = read_text(path)
        tomllib.loads(text)
    except (TextError, tomllib.TOMLDecodeError) as wrong:
        raise StorageError(f"{path.as_posix()}: is not a record of releases ({wrong}); mend or move it") from None
    return path.read_bytes()
