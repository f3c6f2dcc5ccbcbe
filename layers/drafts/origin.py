"""The source of a report that is read into a case, and its text saved beside it."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from layers.article import Article
from layers.case import Case, read_case
from layers.editing.case_events import check_folder, hold_case, put_files
from layers.editing.change import EditError, FileChange
from layers.editing.sources import find_source, prepare_source, prepare_source_change
from layers.fault import Fault
from layers.source import Source

if TYPE_CHECKING:
    from layers.intake.report import Report

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
        wanted = given.get("source", "")
        address = wanted if "://" in wanted else ""
        known = find_report_source(case, report, given=given)
        if known is not None:
            source = known.id
            _refuse_other_text(find_saved(case, source, report.kind), report)
            when = given.get("published") or report.published
            if when and known.published is None:
                _, dated = prepare_source_change(case, source, fields={"published": when})
                files += [dated] if dated is not None else []
        else:
            url = given.get("url") or report.url or address
            fields = {
                "id": "" if address else wanted,
                "publisher": given.get("publisher") or report.publisher or (urlsplit(url).hostname or ""),
                "title": given.get("title") or report.title,
                "url": url,
                "published": given.get("published") or report.published,
                "author": report.author,
                "language": report.language,
                "sha256": _digest(report.text),
            }
            if not fields["publisher"]:
                message = f"{report.file} does not say who published it; give --publisher"
                raise EditError((Fault("fault", "", 0, "publisher", message),))
            new, change = prepare_source(case, {key: value for key, value in fields.items() if value})
            source = new.id
            files.append(change)
        path = folder / "articles" / f"{source}.txt"
        if not path.exists() and find_saved(case, source, report.kind) is None:
            path.parent.mkdir(exist_ok=True)
            files.append(FileChange(path.as_posix(), None, _write_article(source, report)))
        put_files(tuple(files))
    return source, known is None


def find_report_source(case: Case, report: Report, *, given: Mapping[str, str]) -> Source | None:
    """
    Return the source of a case whose report this is; None where it is a new one.

    A text that the case has saved is the report of its source, whatever source
    the caller names: only who says that another published it too makes it
    another source, though no other voice.

    Parameters
    ----------
    case
        As read.
    report
        As read.
    given
        As for `shelve_report`.
    """
    for article in case.articles:
        if article.source and Path(article.file).resolve() == Path(report.file).resolve():
            return case.sources.get(article.source)
    texts = {article.source: article.text for article in case.articles if article.kind == report.kind}
    digest, words = _digest(report.text), report.text.split()
    publisher = (given.get("publisher") or report.publisher).casefold()
    same = [
        source
        for source in case.sources.values()
        if publisher in ("", source.publisher.casefold())
        and (source.sha256 == digest or _is_same(texts.get(source.id, ""), report.text, words))
    ]
    names = (given.get("source", ""), given.get("url") or report.url)
    named = next(filter(None, (find_source(case, name) for name in names if name)), None)
    return named if named is not None and (named in same or not same) else same[0] if same else None


def find_saved(case: Case, source: str, kind: str) -> Article | None:
    """Return the text that a case has saved of a source; None where it has none of that kind."""
    return next((article for article in case.articles if article.source == source and article.kind == kind), None)


def _refuse_other_text(saved: Article | None, report: Report) -> None:
    """Refuse a text of a source that has another one saved, against which its quotes would be held in vain."""
    if saved is None or report.kind != "text" or Path(saved.file).resolve() == Path(report.file).resolve():
        return
    if not _is_same(saved.text, report.text, report.text.split()):
        message = (
            f"{report.file} is another text than {saved.file}, which the case has of {saved.source}; give it a source "
            "of its own, or delete that file and read again, if it is out of date"
        )
        raise EditError((Fault("fault", "", 0, "source", message),))


def _is_same(saved: str, text: str, words: list[str]) -> bool:
    """Whether a saved text is this one, whatever its line ends and the white space between its words."""
    return saved == text != "" or (abs(len(saved) - len(text)) < len(text) / 10 and saved.split() == words)


def _digest(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()


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
