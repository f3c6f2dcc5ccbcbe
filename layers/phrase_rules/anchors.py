"""What a phrase is counted from: the day of publication, or the last date that the narrative gave."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import NamedTuple

from layers.phrase_rules.days import When, shift, when_of
from layers.phrase_rules.lexicon import Lexicon
from layers.phrase_rules.marks import Marks

_LOOK_BEHIND = 14
_LOOK_AHEAD = 8
_STOPS = "!.¶"


class Reading(NamedTuple):
    """What a phrase means; the fields are those of `layers.phrases.DatePhrase`."""

    edtf: str
    rule: str
    anchor: str = ""
    sure: bool = True
    kind: str = "date"
    length: str = ""
    part: str = ""


@dataclass(slots=True)
class Anchors:
    """The days that relative phrases are counted from, as the reading of a text goes on."""

    published: When | None
    narrative: When | None = None
    """The last date that the text gave, to the day where it did."""
    year: int = 0
    """Year of the last full date of the sentence; 0 where it gave none."""
    here: bool = False
    """Whether the narrative's last date stands in the same sentence."""

    @property
    def published_name(self) -> str:
        """How a phrase counted from the day of publication says so."""
        return f"published {self.published.edtf}" if self.published else "published missing"

    @property
    def narrative_name(self) -> str:
        """How a phrase counted from the narrative's last date says so."""
        return f"narrative {self.narrative.edtf}" if self.narrative else "narrative missing"

    def note(self, when: When) -> None:
        """Take a date that the text gave as the narrative's last."""
        self.narrative = when
        self.here = True

    def end_sentence(self) -> None:
        """Forget what holds for one sentence only."""
        self.year, self.here = 0, False


@dataclass(slots=True)
class Found:
    """A run of marks that a pattern fits: from `first` to before `last`."""

    marks: Marks
    first: int
    last: int
    anchors: Anchors
    lexicon: Lexicon
    relation: str = ""
    """The word before it, where it is one of by, since, until, before, after."""
    _kinds: str = field(default="")

    @property
    def kinds(self) -> str:
        """The letters of its marks."""
        if not self._kinds:
            self._kinds = self.marks.kinds[self.first : self.last]
        return self._kinds

    def places(self, kinds: str) -> list[int]:
        """Return the numbers of its marks of some kinds, in order."""
        return [self.first + at for at, kind in enumerate(self.kinds) if kind in kinds]

    def values(self, kinds: str) -> list[object]:
        """Return the values of its marks of some kinds, in order."""
        return [self.marks.values[at] for at in self.places(kinds)]

    def number(self, kinds: str, at: int = 0) -> int:
        """Return the number of one of its marks of some kinds; 0 where there is none."""
        found = self.values(kinds)
        value = found[at] if -len(found) <= at < len(found) else 0
        return value if isinstance(value, int) else 0

    def text(self, kinds: str) -> str:
        """Return the value of its first mark of some kinds; empty where there is none."""
        found = self.values(kinds)
        return found[0] if found and isinstance(found[0], str) else ""

    @property
    def relative(self) -> str:
        """Its word for last, this, next, previous, following, same or recent; "past" is "last" here."""
        word = self.text("R")
        return "last" if word == "past" else word

    def before(self, steps: int = 1) -> str:
        """Return the kind of the mark so many steps before it; ¶ at the beginning."""
        at = self.first - steps
        return self.marks.kinds[at] if at >= 0 else "¶"

    def before_word(self, steps: int = 1) -> str:
        """Return the word so many marks before it; empty at the beginning."""
        at = self.first - steps
        return self.marks.word(at) if at >= 0 else ""

    def after(self, steps: int = 0) -> str:
        """Return the kind of the mark so many steps behind it; ¶ at the end."""
        at = self.last + steps
        return self.marks.kinds[at] if at < len(self.marks.kinds) else "¶"

    def after_word(self) -> str:
        """Return the word behind it; empty where a sign or the end is."""
        return self.marks.word(self.last) if self.last < len(self.marks.kinds) else ""

    @property
    def direction(self) -> int:
        """Which way a date without a direction of its own points: -1 past, 1 to come, 0 not said."""
        if self.relation == "by":
            return 1
        if self.leads_on:
            return max(self.told_way, 0)
        if self.relation == "since":
            return -1
        return self.told_way

    @property
    def leads_on(self) -> bool:
        """Whether "until" or "through" stands before it: then a date to come is as likely as one that is over."""
        return self.relation == "until" or self.before() == ">"

    @property
    def told_way(self) -> int:
        """Which way the nearest verb of its sentence points, the one before it first."""
        if way := self.told_behind:
            return way
        kinds = self.marks.kinds
        for at in range(self.last, min(len(kinds), self.last + _LOOK_AHEAD)):
            if kinds[at] in _STOPS:
                break
            if way := self._way(at):
                return way
        return 0

    @property
    def told_behind(self) -> int:
        """Which way the nearest verb before it in its sentence points; 0 where there is none."""
        kinds = self.marks.kinds
        for at in range(self.first - 1, max(-1, self.first - 1 - _LOOK_BEHIND), -1):
            if kinds[at] in _STOPS:
                break
            if way := self._way(at):
                return way
        return 0

    def _follows_be(self, at: int) -> bool:
        """Tell whether "be" stands before a participle, so that the word before that tells the way."""
        return bool(at) and self.marks.word(at - 1).split()[-1:] == ["be"]

    def _way(self, at: int) -> int:
        kind = self.marks.kinds[at]
        if kind == "f":
            return 1
        if kind == "p":
            return 0 if self._follows_be(at) else -1  # "could be sent"
        if kind == "x" and self.lexicon.past_endings:
            word = self.marks.word(at)
            if len(word) > 4 and word.endswith(self.lexicon.past_endings) and word.islower():
                return 0 if self._follows_be(at) else -1
        return 0


def resolve_month(month: int, found: Found) -> tuple[When | None, str, bool]:
    """
    Give a month without a year its year.

    Returns
    -------
    when
        None where nothing gives the year.
    anchor, sure
        What it was counted from, and whether the sentence says which way.
    """
    anchors, way = found.anchors, found.direction
    day = anchors.published
    if day is None:
        return _from_narrative(month, 0, anchors)
    if anchors.year and anchors.year < day.year and way <= 0:
        return When(anchors.year, month), f"narrative {anchors.year:04}", False
    ahead = month - day.month
    sure = bool(found.relation or found.told_behind)
    if way > 0:
        return When(day.year + (ahead < 0), month), anchors.published_name, sure
    if way < 0:
        return When(day.year - (ahead > 0), month), anchors.published_name, sure
    return When(day.year - (ahead > (5 if found.leads_on else 2)), month), anchors.published_name, ahead == 0


def resolve_day(month: int, day: int, found: Found, *, weekday: int = 0) -> tuple[When | None, str, bool]:
    """Give a day and month without a year their year; the weekday, where given, must fit. See `resolve_month`."""
    anchors, way = found.anchors, found.direction
    published = anchors.published
    if published is None:
        return _from_narrative(month, day, anchors)
    if anchors.year and anchors.year < published.year and way <= 0 and not weekday:
        return When(anchors.year, month, day), f"narrative {anchors.year:04}", False
    near = [When(published.year + step, month, day) for step in range(-5, 5)]
    near = [when for when in near if when.exists]
    if weekday:
        fitting = [when for when in near if when.weekday == weekday]
        closest = min(fitting, key=lambda when: abs(when.number - published.number), default=None)
        if closest is not None and abs(closest.number - published.number) <= 366:
            return closest, anchors.published_name, abs(closest.number - published.number) <= 183
    past = [when for when in near if when.number <= published.number]
    coming = [when for when in near if when.number >= published.number]
    sure = bool(found.relation or found.told_behind)
    if way > 0:
        return (coming[0] if coming else None), anchors.published_name, sure
    if way < 0:
        return (past[-1] if past else None), anchors.published_name, sure
    if coming and coming[0].number - published.number <= (150 if found.leads_on else 60):
        return coming[0], anchors.published_name, coming[0] == published
    return (past[-1] if past else None), anchors.published_name, False


def _from_narrative(month: int, day: int, anchors: Anchors) -> tuple[When | None, str, bool]:
    if anchors.narrative is None:
        return None, "published missing", False
    return When(anchors.narrative.year, month, day), f"narrative {anchors.narrative.year:04}", False


def resolve_day_of_month(day: int, found: Found) -> tuple[When | None, str, bool]:
    """Give a day without a month ("on the 2nd") its month: the last that is over, or the next where it is to come."""
    published = found.anchors.published
    if published is None:
        return None, "published missing", False
    way = found.direction
    for step in (0, 1, 2) if way > 0 else (0, -1, -2):
        first, _ = shift(published, step, "M")
        when = When(first.year, first.month, day)
        if when.exists and (when.number >= published.number if way > 0 else when.number <= published.number):
            return when, found.anchors.published_name, True
    return None, found.anchors.published_name, False


def resolve_weekday(weekday: int, found: Found, *, way: int | None = None) -> tuple[When | None, str, bool]:
    """Give a weekday its day: the last one, the day of publication counting; the next where it is to come."""
    published = found.anchors.published
    if published is None:
        return None, "published missing", False
    told = found.direction if way is None else way
    back = (published.weekday - weekday) % 7
    if told > 0:
        return when_of(published.number + (weekday - published.weekday) % 7), found.anchors.published_name, True
    return when_of(published.number - back), found.anchors.published_name, True
