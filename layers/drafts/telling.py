"""What a clause tells: the event, its place and date, who says so, and the words."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Final

from geo.place import PRECISIONS, Place
from layers.drafts.citing import Saying, find_saying
from layers.drafts.clause import Clause, find_head, find_stand, is_noun
from layers.drafts.dateline import find_dateline_end
from layers.drafts.draft import Draft
from layers.drafts.grammar import Grammar
from layers.drafts.occurrence import find_occurrence
from layers.drafts.role import Role
from layers.drafts.seat import find_capital
from layers.drafts.speech import SAYING
from layers.drafts.title import find_first, write_title
from layers.drafts.tokens import Token
from layers.drafts.words import cut_quote, read_place_words

if TYPE_CHECKING:
    from geo.gazetteer import Gazetteer
    from geo.resolution.article import Resolution
    from geo.resolution.statements import Statement
    from layers.phrases import DatePhrase

_RANK: Final[dict[Role, int]] = {"where": 0, "near": 0, "to": 1, "from": 3}


@dataclass(frozen=True, slots=True)
class Ground:
    """What holds for a whole report: its text, what was found in it, and what is known of its language."""

    text: str
    resolutions: Sequence[Resolution]
    dates: Sequence[DatePhrase]
    gazetteer: Gazetteer | None
    grammar: Grammar
    described: Mapping[int, Statement] = field(default_factory=dict)
    """Number of a toponym → the words that place something by it ("30 km north of X"), where they give a place."""
    notices: Mapping[int, tuple[str, ...]] = field(default_factory=dict)
    """Number of a toponym → what the text states of it and is not so of its place."""


@dataclass(frozen=True, slots=True)
class Telling:
    """One clause with all that is known round it, and the events that it tells of."""

    ground: Ground
    tokens: Sequence[Token]
    clause: Clause
    saying: Saying
    roles: Mapping[int, Role]
    dateline: Place | None
    """Where the report says that it was written; None where it does not."""

    def find_earlier(self) -> str:
        """Return the date of the clause, to which one that begins "after which" refers."""
        at = self._find_date(None)
        return self.ground.dates[self.tokens[at].number].edtf if at is not None else ""

    def read(self, *, earlier: str) -> Iterator[Draft]:
        """Give the events of the clause: one, or one for each of several places that stand side by side."""
        tokens, clause = self.tokens, self.clause
        spots = [p for p in range(clause.first, clause.last) if tokens[p].kind == "place"]
        chosen = self._choose_place(spots)
        head = find_head(tokens, clause, near=chosen, grammar=self.ground.grammar)
        on = self._find_date(head if head is not None else chosen)
        if chosen is None and head is not None and on is not None and "broadcast" not in tokens[head].verb:
            head = find_head(tokens, clause, near=on, grammar=self.ground.grammar)
        if head is None or (chosen is None and on is None):
            return
        seat = self._find_seat(head) if chosen is None else None
        here = self._find_here() if chosen is None and seat is None else None
        there = seat or here
        chain, begin, saying_words = self._find_chain(head)
        stand = find_stand(tokens, clause, grammar=self.ground.grammar)
        if stand is not None and begin <= stand < head:
            begin = stand + 1  # "condemned the strike that hit X" tells of the strike
        words = tokens[begin : clause.last]
        told = find_occurrence(words, head=head - begin, noun=is_noun(tokens[head]), saying=saying_words)
        start, end = tokens[clause.first].start, tokens[clause.last - 1].end
        date, date_reason = self._say_date(on)
        if not date and clause.after and earlier:
            date = f"{earlier}/.." if told.occurrence == "expected" else f"[{earlier}..]"
            date_reason = "The clause tells what came after the day named before it."
        if chosen is None and there is None and not date:
            return  # neither a place nor a date: nothing that a map or a timeline could hold
        ends = self._find_ends(spots)
        draft = Draft(
            title=write_title(
                self.ground.text,
                words,
                head=head - begin,
                place=chosen - begin if chosen is not None and chosen >= begin else None,
                grammar=self.ground.grammar,
                speaker=chain[-1] if chain else "",
            ),
            start=start,
            end=end,
            quote=cut_quote(
                self.ground.text,
                tokens[begin + find_first(words, self.ground.grammar, dateline=True)].start,
                end,
                around=tokens[chosen if chosen is not None else head],
            ),
            place=self._place_at(chosen) if chosen is not None else there,
            place_as_written=self._read_place_text(chosen) if chosen is not None else "",
            role=self.roles[tokens[chosen].number] if chosen is not None else "where" if there else None,
            date=date,
            date_as_written=tokens[on].text if on is not None and date else "",
            occurrence=told.occurrence,
            status=told.status,
            citing=chain,
            origin=ends[0] if ends else None,
            destination=ends[1] if ends else None,
            place_reason=self._say_place(chosen, seat, here),
            date_reason=date_reason,
            cue=told.cue,
            notices=self.ground.notices.get(tokens[chosen].number, ()) if chosen is not None else (),
            others={tokens[p].text: self.roles[tokens[p].number] for p in spots if p != chosen},
        )
        if "broadcast" in tokens[head].verb:
            draft = replace(draft, citing=tuple(dict.fromkeys((*chain, *self._find_station(begin, head)))))
        yield draft
        for peer in self._find_peers(chosen, spots) if not ends else ():
            yield replace(
                draft,
                title=_rename(draft.title, tokens[chosen or 0].text, tokens[peer].text),
                place=self._place_at(peer),
                place_as_written=self._read_place_text(peer),
                place_reason=self._say_place(peer),
                notices=self.ground.notices.get(tokens[peer].number, ()),
                others={tokens[p].text: self.roles[tokens[p].number] for p in spots if p != peer},
            )

    def _place_at(self, at: int) -> Place | None:
        number = self.tokens[at].number
        described = self.ground.described.get(number)
        if described is not None and isinstance(described.place, Place):
            return described.place
        return self.ground.resolutions[number].place

    def _find_chain(self, head: int) -> tuple[tuple[str, ...], int, list[Token]]:
        """Return who says so, where what they say begins, and the words that introduce it."""
        tokens, clause, saying = self.tokens, self.clause, self.saying
        if clause.first <= saying.verb < clause.last or not clause.first:
            begin = saying.end if clause.first < saying.end <= head else clause.first
            introducing = (
                tokens[clause.first : begin] if begin > clause.first else tokens[saying.verb : saying.verb + 1]
            )
            return saying.chain, begin, [t for t in introducing if t.verb & SAYING] if saying.verb >= 0 else []
        words = tokens[clause.first : clause.last]
        own = find_saying(self.ground.text, words, grammar=self.ground.grammar)
        begin = clause.first + own.end if own.end and clause.first + own.end <= head else clause.first
        introducing = tokens[clause.first : begin] if own.chain else tokens[: saying.end]
        chain = own.chain or (() if clause.after else saying.chain)
        return chain, begin, [t for t in introducing if t.verb & SAYING]

    def _choose_place(self, spots: Sequence[int]) -> int | None:
        """Return the toponym where the event took place: by role, then the finest, then the first."""

        def key(at: int) -> tuple[int, int, int]:
            place = self._place_at(at)
            rank = _RANK[self.roles[self.tokens[at].number]]
            return rank, PRECISIONS.index(place.precision) if place else len(PRECISIONS), at

        return min((at for at in spots if self.roles[self.tokens[at].number] in _RANK), key=key, default=None)

    def _find_peers(self, chosen: int | None, spots: Sequence[int]) -> list[int]:
        """Return the toponyms that share a role with the chosen one, side by side: "attacked Odesa and Sumy"."""
        if chosen is None:
            return []
        tokens, found, last = self.tokens, [], chosen
        for at in (p for p in spots if p > chosen):
            between = tokens[last + 1 : at]
            if self.roles[tokens[at].number] != self.roles[tokens[chosen].number] or len(between) > 3:
                break
            if any(t.low not in self.ground.grammar.lists["joints"] for t in between):
                break
            found.append(at)
            last = at
        return found

    def _find_ends(self, spots: Sequence[int]) -> tuple[Place, Place] | None:
        """Return both ends of a movement; None where it is told in part, or something happened at one place."""
        by_role = {self.roles[self.tokens[at].number]: self._place_at(at) for at in reversed(spots)}
        origin, destination = by_role.get("from"), by_role.get("to")
        if origin is None or destination is None or "where" in by_role:
            return None
        return origin, destination

    def _find_date(self, near: int | None) -> int | None:
        """Return the date of an event: the nearest to its head that is not the day on which it was said."""
        tokens = self.tokens
        positions = [
            p
            for p in range(max(self.clause.first, find_dateline_end(tokens)), self.clause.last)
            if tokens[p].kind == "date"
            and self.ground.dates[tokens[p].number].kind == "date"
            and not _dates_saying(tokens, p)
        ]
        known = [p for p in positions if self.ground.dates[tokens[p].number].edtf] or positions
        if not known:
            return None
        return known[0] if near is None else min(known, key=lambda p: (abs(p - near), p))

    def _say_date(self, on: int | None) -> tuple[str, str]:
        if on is None:
            return "", ""
        phrase = self.ground.dates[self.tokens[on].number]
        if not phrase.edtf:
            return "", f"“{phrase.text}” needs {phrase.anchor or 'a day to count from'}; give --published."
        anchor = f", counted from {phrase.anchor}" if phrase.anchor else ""
        return phrase.edtf, f"“{phrase.text}”{anchor} ({phrase.rule})."

    def _find_station(self, begin: int, head: int) -> list[str]:
        """Return the name of the station before a verb of broadcasting, its abbreviation where it has one."""
        names = [t for t in self.tokens[begin:head] if t.kind == "word" and t.text[:1].isupper()]
        short = [t.text for t in names if len(t.text) > 1 and t.text.isupper()]
        if short:
            return short[-1:]
        return [self.ground.text[names[0].start : names[-1].end]] if names else []

    def _find_seat(self, head: int) -> Place | None:
        """Return the capital where a state's broadcaster has its seat, for a broadcast that names no place."""
        tokens, clause = self.tokens, self.clause
        broadcasters = self.ground.grammar.phrases.get("state")
        if "broadcast" not in tokens[head].verb or self.ground.gazetteer is None or broadcasters is None:
            return None
        named = broadcasters.search(self.ground.text, tokens[clause.first].start, tokens[head].start)
        if named is None:
            return None
        for position in range(head - 1, clause.first - 1, -1):
            if tokens[position].kind == "place" and tokens[position].end <= named.end():
                place = self._place_at(position)
                if place is not None and place.country:
                    return find_capital(place.country, gazetteer=self.ground.gazetteer)
        return None

    def _find_here(self) -> Place | None:
        """Return the place of the report's dateline where the clause says "here"; it is never guessed without."""
        here = self.ground.grammar.lists["here"]
        inside = self.tokens[self.clause.first : self.clause.last]
        return self.dateline if self.dateline and any(t.kind == "word" and t.low in here for t in inside) else None

    def _say_place(self, chosen: int | None, seat: Place | None = None, here: Place | None = None) -> str:
        if chosen is not None:
            number = self.tokens[chosen].number
            described = self.ground.described.get(number)
            if described is not None and isinstance(described.place, Place):
                return described.place.reason
            resolution = self.ground.resolutions[number]
            return resolution.why or (resolution.place.reason if resolution.place else "")
        if seat is not None:
            return f"The station’s seat, {seat.name}, stands for the broadcast."
        if here is not None:
            return f"The clause says “here”, and the report is datelined {here.name}."
        return "The report names no place."

    def _read_place_text(self, at: int) -> str:
        described = self.ground.described.get(self.tokens[at].number)
        return described.text if described else read_place_words(self.ground.text, self.tokens, at, roles=self.roles)


def _rename(title: str, old: str, new: str) -> str:
    """Name another place in a title, where the first stands as a word of its own."""
    return re.sub(rf"(?<!\w){re.escape(old)}(?!\w)", lambda _: new, title)


def _dates_saying(tokens: Sequence[Token], at: int) -> bool:
    """Whether a date tells when something was said: "officials said on Tuesday", "On the 2nd, CNN reported"."""
    for position in range(at - 1, max(-1, at - 8), -1):
        token = tokens[position]
        if token.verb & SAYING and not token.verb & {"event", "seen"}:
            return True
        if token.kind in ("mark", "date") or token.verb or token.word & {"event_nouns", "motion_nouns"}:
            break
    if any(t.verb for t in tokens[:at]):
        return False
    first = next((t for t in tokens[at + 1 :] if t.verb), None)
    return first is not None and bool(first.verb & SAYING) and not first.verb & {"event", "seen", "broadcast"}
