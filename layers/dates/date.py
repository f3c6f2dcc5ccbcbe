"""The value of a date: the days that it may begin and end on."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from layers.dates.words import date_words

Kind = Literal["day", "within", "span", "one_of", "all_of"]


@dataclass(frozen=True, slots=True)
class EdtfDate:
    """
    A date as it was written, and the days it stands for.

    All days are numbers of days since 1970-01-01, both ends inclusive, in the
    proleptic Gregorian calendar and without a time zone: a date is the local
    date at the place, and never shifts.

    Kinds
        ``day``: one known day. ``within``: one unknown day of a month, year,
        season or the like. ``span``: it lasts from a first to a last day
        (``2025-06/2025-08``). ``one_of``: one unknown day of a set
        (``[2025-06..2025-08]``, ``[..2025-11]``). ``all_of``: each member of a set.

    Days
        `earliest` and `begin_latest` bound the day on which it begins,
        `end_earliest` and `latest` the day on which it ends. One unknown day
        begins and ends on the same day, so that there `begin_latest` equals
        `latest` and `end_earliest` equals `earliest`.

    None
        `earliest` None: no first day is given; `latest` None: no last day.
        `begin_latest` None in a span: it had begun before any day that one may
        ask for (``../2025-06-30``); `end_earliest` None in a span: it lasts on
        (``2025-06-17/..``). An end that is *unknown* (``2025-06-17/``) is not
        before its beginning, but may be on any day after: `end_earliest` is then
        the beginning. In every other kind None means that it is not known.
    """

    text: str
    kind: Kind
    earliest: int | None
    begin_latest: int | None
    end_earliest: int | None
    latest: int | None
    members: tuple[EdtfDate, ...] = ()
    approximate: bool = False
    """Written with ``~`` or ``%``, anywhere in it. Does not widen the days: how far off is an editor's judgement."""
    uncertain: bool = False
    """Written with ``?`` or ``%``, anywhere in it."""
    time: str = ""
    """Time of day, ``HH:MM[:SS][zone]``, kept to show and to order events of one day; empty where not given."""

    @property
    def words(self) -> str:
        """The date as a reader would say it, in English: "by November 2025"."""
        return date_words(self.text)

    def possibly_in(self, first: int | None, last: int | None) -> bool:
        """
        Tell whether it may fall in the range of days from `first` to `last`.

        Both ends count; None leaves an end open. A span falls in a range when
        they share a day. A set counts through its members: one that may is enough.
        """
        if self.members:
            return any(member.possibly_in(first, last) for member in self.members)
        return (self.earliest is None or last is None or self.earliest <= last) and (
            self.latest is None or first is None or self.latest >= first
        )

    def certainly_in(self, first: int | None, last: int | None) -> bool:
        """
        Tell whether it falls in the range of days from `first` to `last` whatever its true days are.

        Both ends count; None leaves an end open. It is certain when the latest
        possible beginning is not after the range and the earliest possible end
        not before it. For one unknown day these are the last and the first day
        of all that it may be, so it is certain only when all of them are in the
        range: "June 2025" is certainly in the summer, but only possibly in the
        first week of June, since any other day of June would fit it as well. A
        span needs to share one day with the range: "June to August" is certain
        over any week of July. One of a set is certain when every member is; all
        of a set, when one member is.
        """
        if self.kind == "one_of":
            return all(member.certainly_in(first, last) for member in self.members)
        if self.kind == "all_of":
            return any(member.certainly_in(first, last) for member in self.members)
        lasting = self.kind == "span"
        begun = last is None or (lasting if self.begin_latest is None else self.begin_latest <= last)
        reached = first is None or (lasting if self.end_earliest is None else self.end_earliest >= first)
        return begun and reached
