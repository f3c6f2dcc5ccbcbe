"""Read a .jsonl file: one report a line, as ``{"text", "published"?, "mentions"?: [[start, end], …]}``."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any, BinaryIO

from layers.formats.plain import explain_json
from layers.intake.plain import find_notices
from layers.intake.published import Stated, choose_day
from layers.intake.report import BYTES_MOST, Report, UnreadableError, UnreadReport

HEADER_KEYS = ("title", "publisher", "author", "url", "language")


def read_lines(stream: BinaryIO, file: str) -> Iterator[Report | UnreadReport]:
    """
    Read reports line by line, so that memory holds one line at a time.

    Empty lines are passed over. A line that is no report is named with its
    number, and the next is read.

    Raises
    ------
    UnreadableError
        If the file holds no report at all.
    """
    empty = True
    number = 0
    while line := stream.readline(BYTES_MOST + 1):
        number += 1
        name = f"{file}:{number}"
        if len(line) > BYTES_MOST:
            empty = False
            yield UnreadReport(name, f"holds more than {BYTES_MOST // 2**20} MiB in one line")
            while line and not line.endswith(b"\n"):
                line = stream.readline(BYTES_MOST)
            continue
        if not line.strip():
            continue
        empty = False
        try:
            yield _read_line(line, name)
        except UnreadableError as failure:
            yield UnreadReport(name, str(failure))
    if empty:
        raise UnreadableError('is empty; lines such as {"text": "…"} were wanted')


def _read_line(line: bytes, name: str) -> Report:
    try:
        fields = json.loads(line.decode("utf-8-sig"))
    except UnicodeDecodeError:
        raise UnreadableError("is not UTF-8") from None
    except RecursionError:
        raise UnreadableError("is nested too deeply for a report") from None
    except ValueError as wrong:
        why = explain_json(wrong.msg) if isinstance(wrong, json.JSONDecodeError) else str(wrong)
        raise UnreadableError(f'is not JSON: {why}; one object a line was wanted, {{"text": "…"}}') from None
    if not isinstance(fields, dict):
        raise UnreadableError(f'is {_kind(fields)}; an object was wanted, {{"text": "…"}}')
    text = fields.get("text")
    if not isinstance(text, str):
        came = _kind(text) if "text" in fields else "missing"
        raise UnreadableError(f"text: is {came}; the report's text was wanted")
    if not text.strip():
        raise UnreadableError("text: is empty")
    for key in ("published", *HEADER_KEYS):
        if not isinstance(fields.get(key, ""), str | None):
            raise UnreadableError(f"{key}: is {_kind(fields[key])}; text was wanted")
    said: dict[str, str] = {key: fields.get(key) or "" for key in HEADER_KEYS}
    if any("\ud800" <= character <= "\udfff" for part in (text, *said.values()) for character in set(part)):
        raise UnreadableError("holds half of a surrogate pair, which no text can hold")
    stated = [Stated("published", fields["published"])] if fields.get("published") else []
    published, notices = choose_day(stated)
    return Report(
        name,
        text,
        title=said["title"],
        publisher=said["publisher"],
        author=said["author"],
        url=said["url"],
        language=said["language"],
        published=published,
        notices=tuple(notices + find_notices(text)),
        mentions=_read_mentions(fields.get("mentions"), len(text)),
    )


def _read_mentions(value: Any, length: int) -> tuple[tuple[int, int], ...] | None:
    if value is None:
        return None
    if not isinstance(value, list):
        raise UnreadableError(f"mentions: is {_kind(value)}; a list of [start, end] was wanted")
    mentions = []
    for number, span in enumerate(value):
        whole = isinstance(span, list) and len(span) == 2 and all(type(place) is int for place in span)
        if not whole or not 0 <= span[0] < span[1] <= length:
            shown = json.dumps(span, ensure_ascii=False)[:60]
            raise UnreadableError(
                f"mentions: number {number} is {shown}; [start, end] was wanted, code points of a text of {length:,}"
            )
        mentions.append((span[0], span[1]))
    return tuple(mentions)


def _kind(value: Any) -> str:
    """Name a JSON value as its writer would."""
    if value is None:
        return "null"
    if isinstance(value, bool):
        return "true or false"
    names = {str: "text", int: "a number", float: "a number", list: "a list", dict: "an object"}
    return names.get(type(value), "something else")
