"""The passage behind each claim: its words found in the saved articles of its source, by what stands around them."""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from layers.article import Article
from layers.event import Claim, Event
from layers.fault import Fault

# Signs that one writer types and another sets: they do not make other words.
_PLAIN = {
    **dict.fromkeys("‘’‚‛ʼ′", "'"),
    **dict.fromkeys("“”„‟«»″", '"'),
    **dict.fromkeys("‐‑‒–—−", "-"),
    **dict.fromkeys("\u00ad\u200b\u200c\u200d\u2060\ufeff", ""),
    "…": "...",
}
_MARKS = "[\u0300-\u036f\u0483-\u0487\u0591-\u05bd\u064b-\u065f\u1160-\u11ff\u3099\u309a]"
_UNLIKE = re.compile(rf"\s+|[{re.escape(''.join(_PLAIN))}]|.{_MARKS}+", re.DOTALL)
_LAST_SPACED_LETTER = "\u052f"  # Latin, Greek, Cyrillic: scripts that part words by spaces
_SHOWN_CHARACTERS = 60


@dataclass(frozen=True, slots=True)
class Passage:
    """Where an article says what a claim says; `start` and `end` count code points of its text, end exclusive."""

    event: str
    claim: int
    """Number of the claim among those of its event, from 0."""
    article: str
    start: int
    end: int


class Folded:
    r"""
    A text with its white space, quotation marks, dashes and accents written in one way.

    Examples
    --------
    >>> Folded("The\n“Lena”  lay  there").find('the "Lena" lay', prefix="", suffix="")
    []
    >>> Folded("The\n“Lena”  lay  there").find('The "Lena" lay', prefix="", suffix="")
    [(0, 15)]
    """

    def __init__(self, text: str) -> None:
        parts: list[str] = []
        self._folded: list[int] = [0]
        self._plain: list[int] = [0]
        at = length = 0
        for found in _UNLIKE.finditer(text):
            start, end = found.span()
            part = found[0]
            new = " " if part.isspace() else _PLAIN.get(part)
            if new is None:
                new = unicodedata.normalize("NFC", part)
            parts += (text[at:start], new)
            length += start - at
            for place, source in ((length, start), (length + len(new), end)):
                self._folded.append(place)
                self._plain.append(source)
            length += len(new)
            at = end
        parts.append(text[at:])
        self.text = "".join(parts)

    def find(self, words: str, *, prefix: str, suffix: str) -> list[tuple[int, int]]:
        """Return where the words stand in the text as it was given, after `prefix` and before `suffix`."""
        wanted, before, after = (Folded(part).text.strip() for part in (words, prefix, suffix))
        if not wanted:
            return []
        return [
            (self._source(start), self._source(end, last=True))
            for start, end in self._spans(wanted)
            if self._stands_before(start, before) and self._stands_after(end, after)
        ]

    def _stands_before(self, place: int, words: str) -> bool:
        return self.text[max(0, place - len(words) - 2) : place].rstrip().endswith(words)

    def _stands_after(self, place: int, words: str) -> bool:
        return self.text[place : place + len(words) + 2].lstrip().startswith(words)

    def _spans(self, wanted: str) -> Iterator[tuple[int, int]]:
        at = self.text.find(wanted)
        while at >= 0:
            end = at + len(wanted)
            if not _splits_word(self.text, at) and not _splits_word(self.text, end):
                yield at, end
            at = self.text.find(wanted, at + 1)

    def _source(self, place: int, *, last: bool = False) -> int:
        """Return the place in the given text; at a fold, of what it begins or, with `last`, of what it ends."""
        at = bisect_right(self._folded, place) - 1
        if last:
            while at > 0 and self._folded[at] == place and self._folded[at - 1] == place:
                at -= 1
        return self._plain[at] + place - self._folded[at]


def find_passages(
    events: Sequence[Event], articles: Sequence[Article]
) -> tuple[tuple[Passage, ...], tuple[Fault, ...]]:
    """
    Find the passage of every claim in the articles of its source.

    A text as published anchors quotes, a digest the texts of claims: its words
    are ours, so it never holds a quote. A claim whose words stand more than
    once is not anchored, since a wrong passage is worse than none.

    Parameters
    ----------
    events
        Events without faults.
    articles
        Saved reports; one whose header names no source anchors nothing.

    Returns
    -------
    passages
        In the order of events and claims.
    faults
        A fault for each quote that a saved text of its source does not hold,
        a warning for words that stand in it more than once.
    """
    shelf: dict[str, list[tuple[Article, Folded]]] = {}
    used = {claim.source for event in events for claim in event.claims} if articles else set()
    for article in articles:
        if article.source in used:
            shelf.setdefault(article.source, []).append((article, Folded(article.text)))
    passages: list[Passage] = []
    faults: list[Fault] = []
    if not shelf:
        return (), ()
    for event in events:
        for number, claim in enumerate(event.claims):
            _find_claim(event, number, claim, shelf.get(claim.source, ()), passages, faults)
    return tuple(passages), tuple(faults)


def _find_claim(
    event: Event,
    number: int,
    claim: Claim,
    shelf: Sequence[tuple[Article, Folded]],
    passages: list[Passage],
    faults: list[Fault],
) -> None:
    missed: list[str] = []
    elsewhere = False
    found = False
    for article, folded in shelf:
        key, words = ("quote", claim.quote) if article.kind == "text" else ("text", claim.text)
        if not words:
            continue
        spans = folded.find(words, prefix=claim.prefix, suffix=claim.suffix)
        if len(spans) == 1:
            passages.append(Passage(event.id, number, article.name, *spans[0]))
        elif spans:
            message = f"{_show(words)} stands {len(spans)} times in {article.file}; give its prefix or suffix"
            faults.append(Fault("warning", event.file, claim.line or event.line, f"claim.{key}", message, event.id))
        elif article.kind == "text":
            missed.append(article.file)
            elsewhere = elsewhere or bool(folded.find(words, prefix="", suffix=""))
        found = found or (bool(spans) and article.kind == "text")
    if missed and not found:
        message = f"{_show(claim.quote)} is not in {missed[0]}, the text of its source; quote it word for word"
        if elsewhere:
            message = (
                f"{_show(claim.quote)} stands in {missed[0]}, but not after its prefix and before its suffix; "
                "write those as they stand there"
            )
        faults.append(Fault("fault", event.file, claim.line or event.line, "claim.quote", message, event.id))


def _splits_word(text: str, at: int) -> bool:
    """Tell whether a place lies inside a word; scripts without spaces have no such place."""
    if at <= 0 or at >= len(text):
        return False
    before, after = text[at - 1], text[at]
    return before.isalnum() and after.isalnum() and max(before, after) <= _LAST_SPACED_LETTER


def _show(words: str) -> str:
    return repr(words if len(words) <= _SHOWN_CHARACTERS else f"{words[: _SHOWN_CHARACTERS - 1]}…")
