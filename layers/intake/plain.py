"""Read a report from a plain text or Markdown file, with or without a header."""

from __future__ import annotations

import re

from layers.article import read_article
from layers.files.text import TextError, decode_text, find_unwanted
from layers.intake.published import Stated, choose_day, read_day
from layers.intake.report import Report, UnreadableError

_FENCE = re.compile(r"---[ \t]*\r?\n")
_FENCED_LINE = re.compile(r"([A-Za-z_][\w-]*)[ \t]*:[ \t]*(.*)")
_HEADING = re.compile(r"\s*#[ \t]+(\S[^\n]{0,299})")
_SIGNS_OF_BINARY = re.compile("[\x00-\x08\x0e-\x1a\x1c-\x1f\x7f]")
_BINARY_SHARE = 0.01
_FIRST_LINES = 6
_TITLE_MOST = 200


def read_plain(file: str, raw: bytes, *, encoding: str | None = None, markdown: bool = False) -> Report:
    """
    Read a text: a header of ``key: value`` lines or, in Markdown, one between ``---``, then the report.

    Raises
    ------
    UnreadableError
        If the bytes are no text, not in the encoding, or nothing stands behind the header.
    """
    text = decode_report(raw, encoding=encoding)
    header, body = _part_header(text, markdown=markdown)
    if not body.strip():
        raise UnreadableError(
            "holds a header and no text; write the report below an empty line"
            if header
            else "is empty; the text of a report was wanted"
        )
    stated = [Stated(f"header, {key}", header[key]) for key in ("published", "date") if header.get(key)]
    published, notices = choose_day(stated[:1])
    notices += find_notices(body)
    if not published:
        notices += _dated_line(body)
    return Report(
        file,
        body,
        title=header.get("title") or _find_title(body, markdown=markdown),
        publisher=header.get("publisher", ""),
        author=header.get("author", ""),
        url=header.get("url", ""),
        language=header.get("language", ""),
        published=published,
        kind="digest" if header.get("kind") == "digest" else "text",
        notices=tuple(notices),
    )


def decode_report(raw: bytes, *, encoding: str | None = None) -> str:
    """
    Decode a text, or say that it is none.

    Raises
    ------
    UnreadableError
        If it is binary, or not in UTF-8 nor in `encoding`.
    """
    wide = raw.startswith((b"\xff\xfe", b"\xfe\xff")) or encoding is not None
    if not wide and b"\x00" in raw:
        raise UnreadableError(f"is binary, not text (a NUL byte stands at {raw.index(bytes(1))})")
    try:
        text = decode_text(raw, encoding=encoding)
    except TextError as failure:
        line = f"line {failure.line}: " if failure.line > 1 else ""
        raise UnreadableError(f"{line}{failure.message}") from None
    sample = text[:100_000]
    if len(_SIGNS_OF_BINARY.findall(sample)) > _BINARY_SHARE * len(sample):
        raise UnreadableError("is binary, not text (it is full of control characters)")
    return text


def find_notices(text: str) -> list[str]:
    """Say what may mislead whoever reads a text."""
    found = find_unwanted(text)
    return [f"holds {found}"] if found else []


def _part_header(text: str, *, markdown: bool) -> tuple[dict[str, str], str]:
    """Part a text from its header; one that is no header belongs to the text."""
    fence = _FENCE.match(text) if markdown else None
    if fence is None:
        try:
            article = read_article("", text)
        except TextError as failure:
            raise UnreadableError(f"line {failure.line}: {failure.message}") from None
        return dict(article.header), article.text
    header: dict[str, str] = {}
    at = fence.end()
    for line in text[at : at + 20_000].splitlines(keepends=True):
        at += len(line)
        if line.rstrip() == "---":
            return header, text[at:]
        found = _FENCED_LINE.fullmatch(line.strip())
        if found:
            header[found[1].lower()] = found[2].strip().strip("\"'")
    return {}, text


def _find_title(text: str, *, markdown: bool) -> str:
    """Take the heading of a text: its first line, where that stands by itself and ends like one."""
    if markdown and (heading := _HEADING.match(text)):
        return heading[1].strip()
    first, sign, _ = text.lstrip()[: 2 * _TITLE_MOST].partition("\n")
    first = first.strip()
    if not sign or not 3 <= len(first) <= _TITLE_MOST or first[-1] in ".!?:;,。":
        return ""
    return first


def _dated_line(text: str) -> list[str]:
    """Name a line near the beginning that is nothing but a date: it may be the day of publication."""
    for number, line in enumerate(text[:2000].splitlines()[:_FIRST_LINES], start=1):
        bare = re.sub(r"^(?:published|updated|posted|date)\b[ :]*(?:on\b)?", "", line.strip(), flags=re.IGNORECASE)
        if 6 <= len(bare) <= 40 and (day := read_day(bare)):
            return [f"its line {number} reads {line.strip()!r}; if it was published then, give --published {day}"]
    return []
