"""Part a text into paragraphs and sentences, each with its offsets."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final, NamedTuple

# An abbreviation before a name ends no sentence, nor does an initial ("J. Smith") or "U.S.".
_ABBREVIATED: Final = re.compile(
    r"(?:^|[\s(\"“])(?:Mr|Mrs|Ms|Dr|Prof|Gen|Lt|Col|Maj|Capt|Sgt|Cpl|Adm|Cmdr|Brig|Sen|Rep|Gov|Rev|Hon|Pres|St|Ste|Mt|Ft|No|Nos|vs|cf|approx"
    r"|Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sept?|Oct|Nov|Dec|Inc|Ltd|Co|Corp|[^\W\d_]|(?:[^\W\d_]\.)+[^\W\d_])$"
)
# The German ordinal of a date: "am 1. Juli", "vom 3. bis 5. August".
_ORDINAL: Final = re.compile(r"\b(?i:am|vom|zum|bis|der|den|dem|des|ab|seit|und|nach|vor)\s\d{1,2}$")
_MONTH: Final = re.compile(
    r"\s(?:Januar|Jänner|Februar|März|April|Mai|Juni|Juli|August|September|Oktober|November|Dezember)\b"
)
_END: Final = re.compile(r"[.!?…]+[\"”»’')\]]*(?=\s)|[。！？]+[」』”’]*|[\"”](?=\s+[A-ZÀ-ÞА-ЯІЇЄҐ])")
_BREAK: Final = re.compile(r"[ \t\r\f\v]*\n[ \t\r\f\v]*(?:\n[ \t\r\f\v]*)*")
# A sentence that is longer is none that a person wrote, and is cut at a space.
_LONGEST: Final = 2000
_STARTS_SENTENCE: Final = re.compile(r"\s*[\"“‘«'(\[]*[^\Wa-zà-ÿа-яіїєґ_]")
# A text none of whose lines is longer was wrapped by a mailer or editor; a line of it at least so long that ends
# without a stop runs on in the next.
_WIDEST: Final = 100
_WRAPPED_AT: Final = 50
_STOPS: Final = tuple(".!?…:;\"”»’')]。！？」』")


class Sentence(NamedTuple):
    """A sentence of a text: offsets in code points, end exclusive, without the white space round it."""

    start: int
    end: int
    paragraph: int
    """Number of its paragraph, from 0."""


def find_sentences(text: str) -> list[Sentence]:
    r"""
    Part a text into sentences.

    A line end parts sentences, but for one inside a wrapped paragraph. Time
    is linear in the length of the text.

    Examples
    --------
    >>> text = "Gen. Orlov flew to Minsk. He stayed.\nA headline"
    >>> [text[s.start : s.end] for s in find_sentences(text)]
    ['Gen. Orlov flew to Minsk.', 'He stayed.', 'A headline']
    """
    found: list[Sentence] = []
    for number, (start, end) in enumerate(_find_paragraphs(text)):
        at = start
        for stop in _END.finditer(text, start, end):
            if not _ends_sentence(text, stop, end):
                continue
            found += _trim(text, at, stop.end(), number)
            at = stop.end()
        found += _trim(text, at, end, number)
    return found


def _find_paragraphs(text: str) -> Iterator[tuple[int, int]]:
    wrapping = all(len(line) <= _WIDEST for line in text.split("\n"))
    at = line = 0
    for gap in _BREAK.finditer(text):
        wrapped = (
            text.count("\n", gap.start(), gap.end()) == 1
            and not text[gap.start() - 1 : gap.start()].endswith(_STOPS)
            and (text[gap.end() : gap.end() + 1].islower() or (wrapping and gap.start() - line >= _WRAPPED_AT))
        )
        line = gap.end()
        if wrapped:
            continue
        if gap.start() > at:
            yield at, gap.start()
        at = gap.end()
    if len(text) > at:
        yield at, len(text)


def _ends_sentence(text: str, stop: re.Match[str], end: int) -> bool:
    if stop.end() >= end or stop[0][0] in "。！？":
        return True
    if not _STARTS_SENTENCE.match(text, stop.end(), end):
        return False
    if (
        stop[0] == "."
        and _MONTH.match(text, stop.end(), end)
        and _ORDINAL.search(text, max(0, stop.start() - 12), stop.start())
    ):
        return False
    if stop[0][0] in '"”':
        # A quotation ends a sentence where its own stop stands before the mark.
        return text[stop.start() - 1 : stop.start()] in {".", "!", "?", "…"}
    return not (stop[0].startswith(".") and _ABBREVIATED.search(text, max(0, stop.start() - 12), stop.start()))


def _trim(text: str, start: int, end: int, paragraph: int) -> Iterator[Sentence]:
    """Give a sentence without the white space round it, in pieces where it is too long to be one; none where empty."""
    while start < end:
        stop = end
        if end - start > _LONGEST:
            space = text.rfind(" ", start + _LONGEST // 2, start + _LONGEST)
            stop = space if space > 0 else start + _LONGEST
        first, last = start, stop
        while first < last and text[first].isspace():
            first += 1
        while first < last and text[last - 1].isspace():
            last -= 1
        if first < last:
            yield Sentence(first, last, paragraph)
        start = stop
