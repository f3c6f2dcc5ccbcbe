"""The lines of a TOML file on which its keys stand, since tomllib does not tell them."""

from __future__ import annotations

import re
import tomllib

KeyPath = tuple[str | int, ...]

_GAP = re.compile(r"(?:[ \t\n]++|#[^\n]*+)*+")
_SPACE = re.compile(r"[ \t]*+")
_BARE = re.compile(r"[A-Za-z0-9_-]++")
_STRING = re.compile(
    r'"""(?:[^"\\]++|\\.|""?(?!"))*+"{3,5}'
    r"|'''(?:[^']++|''?(?!'))*+'{3,5}"
    r'|"(?:[^"\\\n]++|\\.)*+"'
    r"|'[^'\n]*+'",
    re.DOTALL,
)
_SCALAR = re.compile(r"[^,#\]}\n]++")


def find_lines(text: str) -> dict[KeyPath, int]:
    r"""
    Map every key path of a TOML text to its line.

    Linear in the length of `text`. Call it only with a text that tomllib has
    accepted: it looks for keys and checks nothing.

    Parameters
    ----------
    text
        A valid TOML document.

    Returns
    -------
    lines
        Lines counted from 1, by path. A path holds keys, and the index for an
        entry of an array. Numbers and arrays within arrays have no entry of
        their own: look for the key that holds them.

    Examples
    --------
    >>> find_lines('[[event]]\nid = "a"\n[[event.claim]]\nsource = "x"')[("event", 0, "claim", 0, "source")]
    4
    """
    return _Scan(text.replace("\r\n", "\n")).run()


class _Scan:
    """One pass over a text: a place in it, the line there, and what was found so far."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.at = 0
        self.counted_to = 0
        self.line = 1
        self.lines: dict[KeyPath, int] = {}
        self.lengths: dict[KeyPath, int] = {}

    def run(self) -> dict[KeyPath, int]:
        table: KeyPath = ()
        while True:
            self.skip(_GAP)
            if self.at >= len(self.text):
                return self.lines
            if self.text.startswith("[", self.at):
                table = self.header()
            else:
                self.pair(table)

    def skip(self, pattern: re.Pattern[str]) -> None:
        found = pattern.match(self.text, self.at)
        if found is not None:
            self.at = found.end()

    def note(self, path: KeyPath, at: int) -> None:
        self.line += self.text.count("\n", self.counted_to, at)
        self.counted_to = max(self.counted_to, at)
        self.lines.setdefault(path, self.line)

    def key(self) -> list[str]:
        parts: list[str] = []
        while True:
            self.skip(_SPACE)
            found = _BARE.match(self.text, self.at) or _STRING.match(self.text, self.at)
            if found is None:
                raise ValueError(f"no key at offset {self.at}; the text must be valid TOML")
            self.at = found.end()
            word = found.group()
            parts.append(_unquote(word) if word[0] in "\"'" else word)
            self.skip(_SPACE)
            if not self.text.startswith(".", self.at):
                return parts
            self.at += 1

    def header(self) -> KeyPath:
        start = self.at
        brackets = 2 if self.text.startswith("[[", self.at) else 1
        self.at += brackets
        parts = self.key()
        self.at += brackets
        path: KeyPath = ()
        for number, part in enumerate(parts, start=1):
            path = (*path, part)
            if number == len(parts) and brackets == 2:
                self.note(path, start)
                self.lengths[path] = self.lengths.get(path, 0) + 1
            if path in self.lengths:
                path = (*path, self.lengths[path] - 1)
            self.note(path, start)
        return path

    def pair(self, table: KeyPath) -> None:
        self.skip(_SPACE)
        start = self.at
        path = table
        for part in self.key():
            path = (*path, part)
            self.note(path, start)
        self.at += 1  # the equals sign
        self.skip(_SPACE)
        self.value(path)

    def value(self, path: KeyPath) -> None:
        first = self.text[self.at]
        if first == "[":
            self.array(path)
        elif first == "{":
            self.inline_table(path)
        else:
            self.skip(_STRING if first in "\"'" else _SCALAR)

    def array(self, path: KeyPath) -> None:
        self.at += 1
        number = 0
        while True:
            self.skip(_GAP)
            first = self.text[self.at]
            if first == "]":
                self.at += 1
                return
            if first == ",":
                self.at += 1
                continue
            if first in "{\"'":
                self.note((*path, number), self.at)
            self.value((*path, number))
            number += 1

    def inline_table(self, path: KeyPath) -> None:
        self.at += 1
        while True:
            self.skip(_GAP)
            first = self.text[self.at]
            if first == "}":
                self.at += 1
                return
            if first == ",":
                self.at += 1
                continue
            self.pair(path)


def _unquote(word: str) -> str:
    return str(tomllib.loads(f"k = {word}")["k"]) if "\\" in word else word[1:-1]
