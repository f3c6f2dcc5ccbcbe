"""Find the date phrases of a report and turn them into EDTF, each with its anchor and its rule."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from typing import Literal

from layers.edtf import parse_edtf
from layers.phrase_rules.anchors import Anchors, Found, Reading
from layers.phrase_rules.days import When, when_of
from layers.phrase_rules.grammar import CORE, MEANINGS, pattern_after
from layers.phrase_rules.joints import Neighbours, bound_by_neighbours, count_from, join_dates, part_before, relation_of
from layers.phrase_rules.lexicon import Lexicon, read_lexicon
from layers.phrase_rules.marks import Marks, read_blocks, read_marks

PhraseKind = Literal["date", "duration", "set"]

_LEAD = 8
"""Marks before the word that makes a phrase one, at most."""
_ENDS = re.compile("[!¶.]")
_WALLS = "xfp!¶"
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
    if date.earliest is None or date.latest is None or not all(_is_modern(day) for day in (date.earliest, date.latest)):
        return _find(text, None, lexicon)
    first = _find(text, when_of(date.earliest), lexicon)
    if date.earliest == date.latest:
        return first
    return _agree(first, _find(text, when_of(date.latest), lexicon), published)


def _is_modern(day: int) -> bool:
    """Tell whether a report may be of a day: what it counts from there must stay within years of four digits."""
    return 1000 <= when_of(day).year <= 3000


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
            near = Neighbours(marks, place, last, done, joined_at, lexicon)
            first, last, edtf, relation = bound_by_neighbours(near, reading)
            first, part = (first, reading.part) if relation else part_before(near, reading)
            phrase = _phrase(marks, first, last, reading._replace(part=part), edtf)
            plain = phrase.kind == "date" and not relation
            joined = ""
            if plain and 0 < joined_at == first - 1:
                joined = join_dates(phrases[-1].edtf, edtf, kinds[first - 1])
            counted = count_from(phrases[-1], marks, first, edtf) if plain and phrases and first == done else ""
            if joined or counted:
                phrases[-1] = _joined(phrases[-1], phrase, joined or counted, marks)
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
        reading = MEANINGS[name](Found(marks, place, end, anchors, lexicon, relation_of(marks, place, end)))
        if reading is not None:
            return reading, end


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


def _joined(before: DatePhrase, after: DatePhrase, edtf: str, marks: Marks) -> DatePhrase:
    """Make one phrase of two."""
    return replace(
        after,
        start=before.start,
        text=marks.text[before.start : after.end],
        edtf=edtf,
        anchor=(before.anchor if before.anchor != "event" else "") or after.anchor,
        rule="joined",
        sure=before.sure and after.sure,
        part=after.part if after.part == before.part else "",
    )
