"""Split a text into words, numbers and marks, each with its offset."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final, NamedTuple

# All that is no letter: spaces, digits, and the marks of ASCII, Latin-1, general punctuation, arrows, CJK and full
# width. What is left are letters of every script with their marks, which Python's \w would cut off.
_NOT: Final = (
    r"\s\d!-/:-@\[-`{-~\x00-\x1f\x7f-\xa9\xab-\xb4\xb6-\xb9\xbb-\xbf\xd7\xf7"
    r"\u02c6-\u02ff\u05be\u05c0\u05c3\u05f3\u05f4\u060c\u061b\u061f\u066a-\u066d\u06d4\u0964\u0965"
    r"\u200b\u200e-\u206f\u20a0-\u20cf\u2100-\u2bff\u2e00-\u2e7f\u3000-\u3004\u3007-\u303f\u30fb\uff00-\uff20"
    r"\uff3b-\uff40\uff5b-\uff65\ufe10-\ufe6f\ufffc-\uffff"
)
_LETTER: Final = f"[^{_NOT}]"
_TOKEN: Final = re.compile(
    r"(?:[A-Z]\.){2,}(?:[A-Z][a-z]{1,3}\.)?"  # U.S., N.W.T., W.Va. with its second letter
    r"|[A-Z]\.[A-Z][a-z]{1,4}\."  # W.Va., N.Dak.
    rf"|{_LETTER}+(?:['’ʼ](?![sS](?!{_LETTER})){_LETTER}+)*"
    r"|\d+(?:[.,:]\d+)*"
    r"|\n|[^\s]"
)
_ELIDED: Final = re.compile(r"(?:qu|jusqu|lorsqu|puisqu|presqu|dell|all|nell|sull|dall|[cdjlmnst])['’]", re.IGNORECASE)
# A piece has so many characters at least; it ends at a line's end, else at a space, else where it is.
PIECE: Final = 200_000
_REACH: Final = 20_000


class Tokens(NamedTuple):
    """The tokens of a text, in order. A line's end is a token; a hyphen inside a word stands between two."""

    text: str
    words: list[str]
    starts: list[int]
    ends: list[int]

    def gap(self, i: int) -> str:
        """Give what stands between a token and the next."""
        return self.text[self.ends[i] : self.starts[i + 1]] if i + 1 < len(self.words) else ""


def split_tokens(text: str, *, elisions: bool = False) -> Tokens:
    """
    Split a text into tokens.

    Parameters
    ----------
    text
        Any text; time and memory are linear in its length.
    elisions
        Part "l'Ukraine" and "dell'Ucraina" after the apostrophe.

    Examples
    --------
    >>> split_tokens("Ust-Kut’s O’Hare, W.Va.").words
    ['Ust', '-', 'Kut', '’', 's', 'O’Hare', ',', 'W.Va.']
    """
    found = [(m[0], m.start()) for m in _TOKEN.finditer(text)]
    if elisions:
        found = list(_part_elided(found))
    words = [word for word, _ in found]
    starts = [start for _, start in found]
    return Tokens(text, words, starts, [start + len(word) for word, start in found])


def _part_elided(found: list[tuple[str, int]]) -> Iterator[tuple[str, int]]:
    for word, start in found:
        part = _ELIDED.match(word) if len(word) > 2 else None
        if part is None or part.end() == len(word):
            yield word, start
        else:
            yield part[0], start
            yield word[part.end() :], start + part.end()


def split_pieces(text: str) -> Iterator[tuple[int, str]]:
    """Cut a long text into pieces, each with its offset, so that memory does not grow with the text."""
    start = 0
    while len(text) - start > PIECE + _REACH:
        end = text.find("\n", start + PIECE, start + PIECE + _REACH) + 1
        if not end:
            end = text.find(" ", start + PIECE, start + PIECE + _REACH) + 1 or start + PIECE
        yield start, text[start:end]
        start = end
    yield start, text[start:]
