"""The same text from several publishers is one voice: find near-duplicates among reports, and whose text it is."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from layers.intake.credit import agency_of, find_credit

if TYPE_CHECKING:
    from rensa import RMinHash

    from layers.case import Case
    from layers.intake.report import Report

SHINGLE = 5
"""Words that are compared together."""

SHARED_LEAST = 0.6
"""Share of the shorter text that stands in the longer one too, at least, for the two to be one text."""

_WORDS_LEAST = 25
_PERMUTATIONS = 128
_BANDS = 64
_SEED = 1
_WORDS_MOST = 20_000
_WORD = re.compile(r"[^\W_]+")
_DAY = re.compile(r"\d{4}-\d\d-\d\d")


@dataclass(frozen=True, slots=True)
class Syndicated:
    """Whose text a report is, and which others have it."""

    file: str
    twins: tuple[str, ...]
    """The other files with the text, in the order in which they came; empty where no other has it."""
    origin: str
    """Whose text it is: an agency, else a publisher; empty where it is nobody else's."""
    why: str
    """
    What says so: ``agency`` (one of them is the agency's own), ``credit`` (a credit line), ``earliest`` (published
    before the others), ``first`` (nothing but that it was read before them); empty with an empty origin.
    """
    citing: tuple[str, ...]
    """What its claims lean on: the origin; empty for the origin's own report."""
    shared: float
    """Share of the text, estimated, that it has in common with its nearest twin; 0 without one."""

    @property
    def notice(self) -> str:
        """What an editor should know, as one line; empty where there is nothing."""
        if not self.twins:
            return ""
        same = f"has {self.shared:.0%} of its text in common with {', '.join(self.twins[:3])}"
        if len(self.twins) > 3:
            same += f" and {len(self.twins) - 3} more"
        reasons = {
            "agency": "its own report is among them",
            "credit": "by the credit line",
            "earliest": "which published first",
            "first": "which was read first: look whose text it is",
        }
        return f"{same}; its events cite {self.origin}, {reasons[self.why]}" if self.citing else same


@dataclass(slots=True)
class _Shelved:
    file: str
    publisher: str
    published: str
    agency: str
    credit: str
    signature: RMinHash | None
    size: int
    shared: float


class Syndication:
    """
    Reports compared with those before, each kept as a signature of half a kilobyte and never as its text.

    MinHash of the shingles of a text estimates how much two have in common
    (Broder 1997); bands of the signature find what to compare with.
    """

    def __init__(self) -> None:
        from rensa import RMinHashLSH

        self._shelf: list[_Shelved] = []
        self._index = RMinHashLSH(threshold=0.1, num_perm=_PERMUTATIONS, num_bands=_BANDS)
        self._short: dict[str, int] = {}
        self._groups: list[list[int]] = []

    def add(self, file: str, text: str, *, publisher: str = "", host: str = "", published: str = "") -> Syndicated:
        """
        Add a report and compare it with those before.

        Parameters
        ----------
        file
            Its name.
        text
            As read. Of a very long one, the first 20,000 words are compared.
        publisher, host, published
            As in `layers.report.Report`; empty where not known.
        """
        words = fold_words(text)
        number = len(self._shelf)
        agency = agency_of(publisher, host)
        shelved = _Shelved(file, publisher or host, published, agency, find_credit(text), None, len(words), 0.0)
        self._shelf.append(shelved)
        self._groups.append([number])
        if len(words) < _WORDS_LEAST:
            twin = self._short.setdefault(" ".join(words), number)
            if twin != number and words:
                self._join(twin, number, 1.0)
        else:
            self._compare(shelved, number, words)
        return self._told(number)

    def _compare(self, shelved: _Shelved, number: int, words: list[str]) -> None:
        from rensa import RMinHash

        shingles = {" ".join(words[at : at + SHINGLE]) for at in range(len(words) - SHINGLE + 1)}
        signature = RMinHash(num_perm=_PERMUTATIONS, seed=_SEED)
        signature.update(sorted(shingles))
        shelved.signature, shelved.size = signature, len(shingles)
        for near in sorted(self._index.query(signature)):
            other = self._shelf[near]
            assert other.signature is not None
            alike = signature.jaccard(other.signature)
            common = alike * (shelved.size + other.size) / (1 + alike)
            shared = min(1.0, common / min(shelved.size, other.size))
            if shared >= SHARED_LEAST:
                self._join(near, number, shared)
        self._index.insert(number, signature)

    def _join(self, one: int, other: int, shared: float) -> None:
        for number in (one, other):
            self._shelf[number].shared = max(self._shelf[number].shared, shared)
        first, second = self._groups[one], self._groups[other]
        if first is second:
            return
        first += second
        first.sort()
        for number in second:
            self._groups[number] = first

    def _told(self, number: int) -> Syndicated:
        """Tell whose text a report is, by what was read so far."""
        one = self._shelf[number]
        group = [self._shelf[near] for near in self._groups[number]]
        origin, why = _find_origin(group)
        own = origin in (one.agency, one.publisher)
        return Syndicated(
            one.file,
            tuple(twin.file for twin in group if twin is not one),
            origin,
            why,
            () if own or not origin else (origin,),
            one.shared,
        )

    def tell(self, file: str) -> Syndicated | None:
        """Tell of a report by the name under which it was added; None where none was."""
        number = next((number for number, one in enumerate(self._shelf) if one.file == file), None)
        return None if number is None else self._told(number)

    def find(self) -> dict[str, Syndicated]:
        """Return the reports added so far whose text stands in another, by file, in the order in which they came."""
        told = [self._told(number) for number in range(len(self._shelf)) if len(self._groups[number]) > 1]
        return {one.file: one for one in told}


def _find_origin(group: list[_Shelved]) -> tuple[str, str]:
    """Tell whose text a group shares, and what says so."""
    own = {one.agency for one in group if one.agency}
    if len(own) == 1:
        return own.pop(), "agency"
    credits = [one.credit for one in group if one.credit]
    most = max(sorted(set(credits)), key=credits.count, default="")
    if most and 2 * credits.count(most) > len(credits):
        return most, "credit"
    publishers = [one.publisher for one in group if one.publisher]
    if len(group) == 1 or not publishers:
        return "", ""
    dated = sorted((one.published, one.publisher) for one in group if one.publisher and _DAY.fullmatch(one.published))
    if len(dated) == len(group) and dated[0][0] < dated[1][0]:
        return dated[0][1], "earliest"
    return publishers[0], "first"


def fold_words(text: str) -> list[str]:
    """
    Return the words of a text without case, accents and signs, which each publisher sets in its own way.

    Examples
    --------
    >>> fold_words("“Łeba” — the Ferry, aground…")
    ['łeba', 'the', 'ferry', 'aground']
    """
    plain = unicodedata.normalize("NFKC", text[: 16 * _WORDS_MOST]).casefold()
    return _WORD.findall(plain)[:_WORDS_MOST]


def compare_with_case(case: Case) -> Syndication:
    """Begin a comparison with the texts as published that a case has saved, in the order of its sources."""
    from layers.intake.report import host_of

    syndication = Syndication()
    texts = {article.source: article for article in case.articles if article.kind == "text" and article.source}
    for source in case.sources.values():
        article = texts.get(source.id)
        if article is not None:
            syndication.add(
                article.file,
                article.text,
                publisher=source.publisher,
                host=host_of(source.url),
                published=source.published.text if source.published else "",
            )
    return syndication


def find_syndicated(reports: Iterable[Report]) -> dict[str, Syndicated]:
    """
    Find the reports that share a text with another, by file.

    Parameters
    ----------
    reports
        Read one after the other; their texts are not kept.
    """
    syndication = Syndication()
    for report in reports:
        syndication.add(
            report.file, report.text, publisher=report.publisher, host=report.host, published=report.published
        )
    return syndication.find()
