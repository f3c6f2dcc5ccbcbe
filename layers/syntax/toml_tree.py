"""A TOML text as its sections, fields and values, each with the span it stands in, which tomllib does not tell."""

from __future__ import annotations

import re
import tomllib
from functools import lru_cache
from typing import Literal, NamedTuple

from layers.syntax.splice import find_line_start

_STRING = (
    r'"""(?:[^"\\]++|\\.|""?(?!"))*+"{3,5}'
    r"|'''(?:[^']++|''?(?!'))*+'{3,5}"
    r'|"(?:[^"\\\n]++|\\.)*+"'
    r"|'[^'\n]*+'"
)
_TOKEN = re.compile(rf"{_STRING}|#[^\n]*+|[\[\]{{}}\n]", re.DOTALL)
_TEXT = re.compile(_STRING, re.DOTALL)
_GAP = re.compile(r"(?:[ \t\r\n]++|#[^\n]*+)*+")
_BLANK = re.compile(r"[ \t]*+")
_BARE = re.compile(r"[A-Za-z0-9_-]++")
_PLAIN = re.compile(r"[^,#\]}\r\n]++")


class Value(NamedTuple):
    """A value from `start` to `end`: a plain one, an array of `entries`, or an inline table of `pairs`."""

    kind: Literal["plain", "array", "table"]
    start: int
    end: int
    entries: tuple[Value, ...] = ()
    pairs: tuple[Pair, ...] = ()


class Pair(NamedTuple):
    """A field: its key (more than one part where it is dotted), from the key's first letter to the value's last."""

    key: tuple[str, ...]
    start: int
    value: Value

    @property
    def end(self) -> int:
        """The offset behind its value."""
        return self.value.end


class Section(NamedTuple):
    """A heading in brackets and the fields below it; what stands before the first heading has an empty path."""

    path: tuple[str, ...]
    listed: bool
    """Whether it stands in double brackets, and so begins one more entry of a list."""
    start: int
    heading_end: int
    pairs: tuple[Pair, ...] = ()

    @property
    def end(self) -> int:
        """The offset behind its last field, or behind its heading where it has none."""
        return self.pairs[-1].end if self.pairs else self.heading_end


class Heading(NamedTuple):
    """Where a heading stands, before anything below it is read."""

    path: tuple[str, ...]
    listed: bool
    start: int
    end: int


@lru_cache(maxsize=2)  # asked again of the same text while an event in it is found, changed and told of
def find_headings(text: str) -> tuple[Heading, ...]:
    r"""
    Find the headings of a TOML text, in one quick pass that reads no fields.

    Parameters
    ----------
    text
        A valid TOML document, without a byte order mark, line ends as they
        stand in the file.

    Examples
    --------
    >>> find_headings("a = '''\n[[no]]'''\n[[event]]\nid = 'x'\n")
    (Heading(path=('event',), listed=True, start=18, end=27),)
    """
    headings = []
    paths: dict[str, tuple[str, ...]] = {}
    depth = 0
    fresh = True
    opened = 0
    for found in _TOKEN.finditer(text):
        mark = text[found.start()]
        if mark == "\n":
            fresh = fresh or not depth
            continue
        if mark in "[{":
            if (
                fresh
                and not depth
                and mark == "["
                and not text[find_line_start(text, found.start()) : found.start()].strip()
            ):
                opened = found.start()
            elif not depth:
                opened = -1
            depth += 1
        elif mark in "]}":
            depth -= 1
            if not depth and opened >= 0:
                words = text[opened : found.end()]
                if words not in paths:
                    paths[words] = _Scan(words, 2 if words.startswith("[[") else 1).read_key()
                headings.append(Heading(paths[words], words.startswith("[["), opened, found.end()))
                opened = -1
        fresh = False
    return tuple(headings)


def read_section(text: str, heading: Heading | None) -> Section:
    """
    Read the fields below a heading, or, where it is None, those before the first.

    Parameters
    ----------
    text
        The text that `find_headings` was given.
    """
    scan = _Scan(text, heading.end if heading else 0)
    pairs = scan.read_pairs()
    if heading is None:
        return Section((), False, 0, 0, pairs)
    return Section(heading.path, heading.listed, heading.start, heading.end, pairs)


class _Scan:
    """A place in a valid text that moves on as its parts are read."""

    def __init__(self, text: str, at: int) -> None:
        self.text = text
        self.at = at

    def skip(self, pattern: re.Pattern[str]) -> None:
        found = pattern.match(self.text, self.at)
        if found is not None:
            self.at = found.end()

    def read_pairs(self) -> tuple[Pair, ...]:
        pairs = []
        self.skip(_GAP)
        while self.at < len(self.text) and self.text[self.at] != "[":
            pairs.append(self.read_pair())
            self.skip(_GAP)
        return tuple(pairs)

    def read_key(self) -> tuple[str, ...]:
        parts: list[str] = []
        while True:
            self.skip(_BLANK)
            found = _BARE.match(self.text, self.at) or _TEXT.match(self.text, self.at)
            if found is None:
                raise ValueError(f"no key at offset {self.at}; the text must be valid TOML")
            self.at = found.end()
            word = found.group()
            parts.append(str(tomllib.loads(f"k = {word}")["k"]) if word[0] in "\"'" else word)
            self.skip(_BLANK)
            if not self.text.startswith(".", self.at):
                return tuple(parts)
            self.at += 1

    def read_pair(self) -> Pair:
        start = self.at
        key = self.read_key()
        self.at += 1  # the equals sign
        self.skip(_BLANK)
        return Pair(key, start, self.read_value())

    def read_value(self) -> Value:
        first = self.text[self.at]
        if first == "[":
            return self.read_array()
        if first == "{":
            return self.read_table()
        start = self.at
        self.skip(_TEXT if first in "\"'" else _PLAIN)
        return Value("plain", start, start + len(self.text[start : self.at].rstrip(" \t")))

    def read_array(self) -> Value:
        start = self.at
        entries: list[Value] = []
        self.at += 1
        while True:
            self.skip(_GAP)
            if self.text[self.at] == "]":
                self.at += 1
                return Value("array", start, self.at, entries=tuple(entries))
            if self.text[self.at] == ",":
                self.at += 1
            else:
                entries.append(self.read_value())

    def read_table(self) -> Value:
        start = self.at
        pairs: list[Pair] = []
        self.at += 1
        while True:
            self.skip(_GAP)
            if self.text[self.at] == "}":
                self.at += 1
                return Value("table", start, self.at, pairs=tuple(pairs))
            if self.text[self.at] == ",":
                self.at += 1
            else:
                pairs.append(self.read_pair())
