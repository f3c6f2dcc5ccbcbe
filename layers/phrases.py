"""Find the date phrases of a report and turn them into EDTF, each with its anchor and its rule."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from typing import Literal

from layers.edtf import day_iso, parse_edtf
from layers.phrase_rules.anchors import Anchors, Found, Reading
from layers.phrase_rules.days import When, when_of
from layers.phrase_rules.grammar import CORE, MEANINGS, pattern_after
from layers.phrase_rules.lexicon import Lexicon, read_lexicon
from layers.phrase_rules.marks import Marks, read_blocks, read_marks

PhraseKind = Literal["date", "duration", "set"]

_LEAD = 8
"""Marks before the word that makes a phrase one, at most."""
_SIMPLE = re.compile(r"\d{4}(?:-\d\d){0,2}")
_TIMED = re.compile(r"\d{4}-\d\d-\d\dT[\d:]+Z?")
_ENDS = re.compile("[!¶.]")
_WALLS = "xfp!¶"
_BEHIND = "Q"
_BEHIND_NOUN = re.compile("[UuWMmS]R(?!H?[Uu])")


@dataclass(frozen=True, slots=True)
class DatePhrase:
    """
    A phrase of a text that gives a date, a length of time, or a time that comes again.

    Offsets count code points, `end` exclusive.
    """

    start: int
    end: int
    text: str
    edtf: str
    """EDTF; empty for lengths and sets, where the anchor is missing, and where the words give no date ("now")."""
    anchor: str
    """
    What it is counted from, with the day: ``published 2025-07-03``, ``narrative 2025-06-17`` (the last date that the
    text gave), ``event`` (what the sentence tells); ``published missing`` or ``narrative missing`` where there is
    none. Empty where it needs no anchor.
    """
    rule: str
    """Name of the rule that read it."""
    sure: bool
    """False where the words allow another date as well, or a habit of reports was followed."""
    kind: PhraseKind
    length: str = ""
    """Length or interval as ISO 8601 writes durations (``P2W``; ``PXM`` for "months"); empty where it gives none."""
    part: str = ""
    """Part of the day: morning, noon, afternoon, evening, night, midnight; else empty."""


def find_dates(text: str, *, published: str | None, language: str = "en") -> list[DatePhrase]:
    """
    Find the date phrases of a text, in order, in time linear in its length.

    Phrases without a full date are counted from the day of publication, or from
    the last date that the text gave where their words say so ("the day before").
    A weekday, a day or a month without a year is the last that is over, unless
    its sentence speaks of what is to come. Without a published day, what needs
    it has no date.

    Parameters
    ----------
    text
        A text in any script; a phrase does not run over an empty line.
    published
        EDTF date of the report. Where it is not one day, phrases are resolved only
        as far as every day that it allows gives the same.
    language
        Tag of the language whose words are used (en, es, fr, de, uk, ru, ko); of another language,
        the English ones.

    Raises
    ------
    DateError
        If `published` is not EDTF.

    Examples
    --------
    >>> [phrase] = find_dates("Two ships lay there on the 4th of last month.", published="2025-07-03")
    >>> phrase.text, phrase.edtf, phrase.anchor, phrase.rule, phrase.sure
    ('the 4th of last month', '2025-06-04', 'published 2025-07-03', 'day-of-month', True)
    """
    lexicon = read_lexicon(language)
    if not published:
        return _find(text, None, lexicon)
    date = parse_edtf(published)
    if date.earliest is None or date.latest is None:
        return _find(text, None, lexicon)
    first = _find(text, when_of(date.earliest), lexicon)
    if date.earliest == date.latest:
        return first
    return _agree(first, _find(text, when_of(date.latest), lexicon), published)


def _agree(first: list[DatePhrase], last: list[DatePhrase], published: str) -> list[DatePhrase]:
    """Keep the dates that are the same for the first and the last day on which the report may be published."""
    other = {(phrase.start, phrase.end): phrase for phrase in last}
    agreed = []
    for phrase in first:
        twin = other.get((phrase.start, phrase.end))
        if not phrase.anchor.startswith("published ") and twin is not None and twin.edtf == phrase.edtf:
            agreed.append(phrase)
            continue
        same = twin is not None and twin.edtf == phrase.edtf
        anchor = f"published {published}" if same else "published missing"
        agreed.append(replace(phrase, edtf=phrase.edtf if same else "", anchor=anchor, sure=phrase.sure and same))
    return agreed


def _find(text: str, published: When | None, lexicon: Lexicon) -> list[DatePhrase]:
    anchors = Anchors(published)
    phrases: list[DatePhrase] = []
    for start, end in read_blocks(text):
        marks = read_marks(text, lexicon, start=start, end=end)
        _find_in_block(marks, anchors, lexicon, phrases)
    return phrases


def _find_in_block(marks: Marks, anchors: Anchors, lexicon: Lexicon, phrases: list[DatePhrase]) -> None:
    kinds = marks.kinds
    done = tried = seen = 0  # marks before `done` belong to phrases, those before `tried` begin none
    joined_at = -1  # where the last phrase ended, if a date may be joined to it
    for core in CORE.finditer(kinds):
        at = core.start()
        if at < done:
            continue
        begin = at
        while begin > tried and at - begin < _LEAD and kinds[begin - 1] not in _WALLS:
            begin -= 1
        if _ENDS.search(kinds, seen, at):
            anchors.end_sentence()
        seen = at
        for place in range(begin, at + 1):
            read = _read_at(marks, place, anchors, lexicon)
            if read is None:
                tried = place + 1
                continue
            reading, last = read
            first, last, edtf, relation = _related(kinds, marks, place, last, reading, joined_at, done, lexicon)
            phrase = _phrase(marks, first, last, reading, edtf)
            plain = phrase.kind == "date" and not relation
            joined = _join(phrases[-1], phrase, kinds[first - 1]) if plain and 0 < joined_at == first - 1 else None
            if joined:
                phrases[-1] = replace(joined, text=marks.text[joined.start : joined.end])
            else:
                phrases.append(phrase)
            joined_at = last if plain and not joined else -1
            done = tried = last
            break


def _read_at(marks: Marks, place: int, anchors: Anchors, lexicon: Lexicon) -> tuple[Reading, int] | None:
    """Read the phrase that begins at a mark by the first rule that fits and has a meaning for it."""
    name = ""
    while True:
        match = pattern_after(name).match(marks.kinds, place)
        if match is None or match.lastgroup is None:
            return None
        name, end = match.lastgroup, match.end()
        if not lexicon.relative_behind and _BEHIND_NOUN.search(marks.kinds, place, end):
            continue  # "the day that", "Sunday following"
        relation = marks.values[place - 1] if place and marks.kinds[place - 1] == "B" else ""
        if end < len(marks.kinds) and marks.kinds[end] == _BEHIND:
            relation = marks.values[end]
        reading = MEANINGS[name](Found(marks, place, end, anchors, lexicon, relation))
        if reading is not None:
            return reading, end


def _related(
    kinds: str, marks: Marks, first: int, last: int, reading: Reading, joined_at: int, done: int, lexicon: Lexicon
) -> tuple[int, int, str, str]:
    """Take in the word before or behind a date that bounds it: by, since, until, before, after."""
    edtf = reading.edtf
    if reading.kind != "date" or reading.rule.startswith(("vague", "after-that")):
        return first, last, edtf, ""
    relation, begin, end = "", first, last
    if last < len(kinds) and kinds[last] == _BEHIND:
        relation, end = str(marks.values[last]), last + 1
    elif joined_at == first - 1 and kinds[first - 1] == "B" and marks.values[first - 1] == "until":
        pass  # "from 1 January until 5 March" is one phrase
    elif first > done and kinds[first - 1] == "B" and not (last < len(kinds) and kinds[last] == "'"):
        relation, begin = str(marks.values[first - 1]), first - 1
    elif first > done and kinds[first - 1] == "F" and lexicon.from_is_since:
        relation, begin = "since", first - 1
    elif (
        first > done
        and kinds[first - 1] == ">"
        and joined_at != first - 1
        and marks.word(first - 1).lower() == "through"
    ):
        relation, begin = "until", first - 1
    if not relation:
        return first, last, edtf, ""
    return begin, end, bound(edtf, relation), relation


def bound(edtf: str, relation: str) -> str:
    """
    Turn a date into what a word before it makes of it.

    Examples
    --------
    >>> bound("2025-11", "by"), bound("2025-06-17", "since"), bound("2010", "before"), bound("2025-11", "until")
    ('[..2025-11]', '2025-06-17/..', '[..2009]', '../2025-11')
    """
    if not edtf:
        return ""
    date = parse_edtf(edtf)
    simple = _SIMPLE.fullmatch(edtf) or _TIMED.fullmatch(edtf)
    first = edtf if simple else day_iso(date.earliest) if date.earliest is not None else ""
    last = edtf if simple else day_iso(date.latest) if date.latest is not None else ""
    if relation in ("by", "until", "before"):
        if relation == "before" and simple:
            last = _neighbour(edtf, -1)
        return "" if not last else f"../{last}" if relation == "until" else f"[..{last}]"
    if relation == "after" and simple:
        first = _neighbour(edtf, 1)
    return f"{first}/.." if first else ""


def _neighbour(edtf: str, step: int) -> str:
    """Give the year or month before or after; a day stays, since "after Friday" may still be on it."""
    if "T" in edtf:
        return edtf
    parts = [int(part) for part in edtf.split("-")]
    if len(parts) == 3 or (len(parts) == 2 and parts[1] > 12):
        return edtf
    if len(parts) == 1:
        return When(parts[0] + step).edtf
    number = parts[0] * 12 + parts[1] - 1 + step
    return When(number // 12, number % 12 + 1).edtf


def _phrase(marks: Marks, first: int, last: int, reading: Reading, edtf: str) -> DatePhrase:
    start, end = marks.starts[first], marks.ends[last - 1]
    return DatePhrase(
        start,
        end,
        marks.text[start:end],
        edtf,
        reading.anchor,
        reading.rule,
        reading.sure,
        "duration" if reading.kind == "duration" else "set" if reading.kind == "set" else "date",
        reading.length,
        reading.part,
    )


def _join(before: DatePhrase, after: DatePhrase, sign: str) -> DatePhrase | None:
    """Join two dates with "to", a dash or "or" between them; None where they do not fit."""
    if sign not in "->|B" or not (_SIMPLE.fullmatch(before.edtf) and _SIMPLE.fullmatch(after.edtf)):
        return None
    begin, end = parse_edtf(before.edtf), parse_edtf(after.edtf)
    if begin.earliest is None or end.earliest is None or begin.earliest >= end.earliest:
        return None
    return DatePhrase(
        before.start,
        after.end,
        "",
        f"[{before.edtf},{after.edtf}]" if sign == "|" else f"{before.edtf}/{after.edtf}",
        before.anchor or after.anchor,
        "joined",
        before.sure and after.sure,
        "date",
    )
