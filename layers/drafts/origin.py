"""The source of a report that is read into a case, and its text saved beside it."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from layers.case import Case, read_case
from layers.case_events import check_folder, hold_case, put_files
from layers.change import EditError, FileChange
from layers.fault import Fault
from layers.source_edit import find_source, prepare_source

if TYPE_CHECKING:
    from layers.report import Report

_LINE = re.compile(r"\s+")


def shelve_report(folder: Path, report: Report, *, given: Mapping[str, str]) -> tuple[str, bool]:
    """
    Find the source of a report in a case, or add it, and save the report's text.

    The text goes to ``articles/`` under the id of the source, with ``publish:
    no`` in its header: it is there so that quotes can be held against it and
    drafts be reviewed beside it, and enters no page.

    Parameters
    ----------
    folder
        The case folder.
    report
        As read.
    given
        What the caller says of the source: ``source`` (id or address),
        ``publisher``, ``url``, ``title``, ``published``; it wins over the report.

    Returns
    -------
    source, added
        The id, and whether it is new.

    Raises
    ------
    EditError
        If the source is new and nobody says who published it.
    StorageError
        If a file cannot be written.
    """
    with hold_case(folder, dry_run=False):
        case = read_case(check_folder(folder))
        files: list[FileChange] = []
        url = given.get("url") or report.url
        digest = hashlib.sha256(report.text.encode()).hexdigest()
        publisher = given.get("publisher") or report.publisher or (urlsplit(url).hostname or "")
        known = _find_known(case, report, given.get("source", ""), url, (digest, publisher))
        if known:
            source = known
        else:
            fields = {
                "id": given.get("source", "") if "://" not in given.get("source", "") else "",
                "publisher": publisher,
                "title": given.get("title") or report.title,
                "url": url or (given["source"] if "://" in given.get("source", "") else ""),
                "published": given.get("published") or report.published,
                "author": report.author,
                "language": report.language,
                "sha256": digest,
            }
            if not fields["publisher"]:
                message = f"{report.file} does not say who published it; give --publisher"
                raise EditError((Fault("fault", "", 0, "publisher", message),))
            new, change = prepare_source(case, {key: value for key, value in fields.items() if value})
            source = new.id
            files.append(change)
        path = folder / "articles" / f"{source}.txt"
        if not path.exists() and not any(
            article.source == source and article.kind == report.kind for article in case.articles
        ):
            path.parent.mkdir(exist_ok=True)
            files.append(FileChange(path.as_posix(), None, _write_article(source, report)))
        put_files(tuple(files))
    return source, not known


def _find_known(case: Case, report: Report, wanted: str, url: str, text: tuple[str, str]) -> str:
    """
    Return the id of the source that the caller names, or whose address, or text and publisher, it is; empty where new.

    The same text of another publisher is another source, though no other voice.
    """
    own = next(
        (a.source for a in case.articles if a.source and Path(a.file).resolve() == Path(report.file).resolve()), ""
    )
    if own:
        return own
    for address in (wanted, url):
        found = find_source(case, address) if address else None
        if found is not None:
            return found.id
    digest, publisher = text
    return next(
        (s.id for s in case.sources.values() if s.sha256 == digest and publisher in ("", s.publisher)),
        "",
    )


def _write_article(source: str, report: Report) -> bytes:
    header = {
        "source": source,
        "kind": report.kind,
        "publish": "no",
        "title": report.title,
        "published": report.published,
    }
    lines = [f"{key}: {_LINE.sub(' ', value).strip()}" for key, value in header.items() if value]
    return ("\n".join(lines) + "\n\n" + report.text).encode()
