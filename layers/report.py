"""Read reports from files of many kinds, one at a time, each with what it says of itself."""

from __future__ import annotations

import io
import re
import sys
from collections.abc import Iterable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import BinaryIO

from layers.edtf import parse_edtf
from layers.intake.report import BYTES_MOST, Report, UnreadableError, UnreadReport, host_of

__all__ = ["STANDARD_INPUT", "Report", "UnreadReport", "read_reports"]

STANDARD_INPUT = "-"

_ENDINGS = {
    ".htm": "page",
    ".html": "page",
    ".xhtml": "page",
    ".pdf": "pdf",
    ".docx": "docx",
    ".jsonl": "lines",
    ".ndjson": "lines",
}
_UNREAD = {
    ".doc": "an old Word document",
    ".rtf": "a document in RTF",
    ".odt": "an OpenDocument text",
    ".epub": "a book in EPUB",
    ".zip": "an archive",
    ".mht": "a page saved as one MHTML file",
    ".mhtml": "a page saved as one MHTML file",
    ".webarchive": "a web archive",
}
_SNIFFED = 2048
_OBJECT = re.compile(rb'\{\s*"')


def read_reports(
    files: Iterable[str],
    *,
    published: str | None = None,
    language: str | None = None,
    encoding: str | None = None,
) -> Iterator[Report | UnreadReport]:
    """
    Read reports one after the other; a file is opened when it is its turn, a .jsonl file line by line.

    Parameters
    ----------
    files
        Paths; ``-`` is standard input. The ending tells the kind, at standard
        input and without one the first bytes do.
    published, language
        EDTF date and language tag of all of them; they win over what a report says.
    encoding
        Encoding of texts and pages that are not UTF-8 and do not say theirs.

    Yields
    ------
    report
        In the order of the files. A file, or a line, that cannot be read gives
        an `UnreadReport`.

    Raises
    ------
    DateError
        If `published` is not EDTF.
    """
    if published:
        parse_edtf(published)
    for file in files:
        try:
            for report in _read_file(file, encoding):
                yield report if isinstance(report, UnreadReport) else _complete(report, published, language)
        except UnreadableError as failure:
            yield UnreadReport(file, str(failure), failure.extra, failure.absent)
        except OSError as failure:
            yield UnreadReport(file, f"cannot be read: {failure.strerror or failure}")


def _read_file(file: str, encoding: str | None) -> Iterator[Report | UnreadReport]:
    from layers.intake.lines import read_lines

    if file == STANDARD_INPUT:
        stream = sys.stdin.buffer
        if not isinstance(stream, io.BufferedReader):
            stream = io.BufferedReader(stream)
        start = stream.peek(_SNIFFED)[:_SNIFFED]
        kind = _sniff_kind(start)
        if kind == "lines":
            yield from read_lines(stream, file)
        else:
            yield _read_raw(file, _read_most(stream), kind, encoding)
        return
    path = Path(file)
    if file.startswith(("http://", "https://")) and not path.exists():
        raise UnreadableError("is an address, and nothing is fetched; save the page, and give --url", absent=True)
    if path.is_dir():
        raise UnreadableError("is a folder; name the files in it", absent=True)
    ending = path.suffix.lower()
    if ending in _UNREAD:
        raise UnreadableError(f"is {_UNREAD[ending]}, which is not read; save it as text, HTML, DOCX or PDF")
    try:
        stream = path.open("rb")
    except FileNotFoundError:
        raise UnreadableError("there is no such file", absent=True) from None
    with stream:
        kind = _ENDINGS.get(ending, "")
        if kind == "lines":
            yield from read_lines(stream, file)
            return
        raw = _read_most(stream)
    yield _read_raw(file, raw, kind or _sniff_kind(raw[:_SNIFFED], lines=False), encoding)


def _read_most(stream: BinaryIO) -> bytes:
    raw = stream.read(BYTES_MOST + 1)
    if len(raw) > BYTES_MOST:
        raise UnreadableError(f"holds more than {BYTES_MOST // 2**20} MiB; split it into its reports")
    return raw


def _sniff_kind(start: bytes, *, lines: bool = True) -> str:
    """Tell the kind of a file without a telling name by how it begins."""
    if start.startswith(b"%PDF-"):
        return "pdf"
    if start.startswith(b"PK\x03\x04"):
        return "docx"
    head = start.lstrip(b"\xef\xbb\xbf \t\r\n")[:1024].lower()
    if head.startswith((b"<!doctype html", b"<html")) or (head.startswith((b"<?xml", b"<!--")) and b"<html" in head):
        return "page"
    if lines and _OBJECT.match(head):
        return "lines"
    return "text"


def _read_raw(file: str, raw: bytes, kind: str, encoding: str | None) -> Report:
    """Read one report from its bytes by its kind."""
    if not raw.strip():
        raise UnreadableError("is empty; a report was wanted, as text, Markdown, saved page, PDF or DOCX")
    if kind == "page":
        from layers.intake.page import read_page

        return read_page(file, raw, encoding=encoding)
    if kind in ("pdf", "docx"):
        from layers.intake.document import read_document

        return read_document(file, raw, kind)
    from layers.intake.plain import read_plain

    return read_plain(file, raw, encoding=encoding, markdown=file.lower().endswith((".md", ".markdown")))


def _complete(report: Report, published: str | None, language: str | None) -> Report:
    """Let what the caller says win, fill in host and language, and say what is missing."""
    # What the caller gave is no longer asked for.
    notices = [notice for notice in report.notices if not (published and "give --published" in notice)]
    if published and report.published and published != report.published:
        notices.append(f"says it was published {report.published}; {published}, as given, counts")
    when = published or report.published
    if not when:
        notices.append(
            'gives no day of publication, so that phrases such as "last month" stay undated; give --published'
        )
    tongue = language or report.language
    if not tongue:
        from geo.finding.language import guess_language

        tongue = guess_language(report.text)
    return replace(
        report,
        published=when,
        language=tongue,
        host=report.host or host_of(report.url),
        notices=tuple(notices),
    )
