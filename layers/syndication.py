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

    from layers.report import Report

SHINGLE = 5
"""Words that are compared together."""

SHARED_LEAST = 0.6
"""Share of the shorter text that stands in the longer one too, at least, for the two to be one text."""

UNNAMED = "unnamed common source"
"""Stands in `citing` for whoever wrote a text that several publishers have and none credits."""

_WORDS_LEAST = 25
_PERMUTATIONS = 128
_BANDS = 64
_SEED = 1
_WORDS_MOST = 20_000
_WORD = re.compile(r"[^\W_]+")


@dataclass(frozen=True, slots=True)
class Syndicated:
    """A report whose text stands in others as well."""

    file: str
    twins: tuple[str, ...]
    """The other files with the text, in the order in which they came."""
    origin: str
    """Whose text it is: an agency, else a publisher; empty where nothing says it."""
    why: str
    """
    What says so: ``credit`` (a credit line in one of them), ``agency`` (one of them is the agency's own), ``earliest``
    (published before the others); empty with an empty origin.
    """
    citing: tuple[str, ...]
    """
    What its claims lean on: the origin, or `UNNAMED`, which makes one voice of them; empty for the origin's own report
    and where all are of one publisher.
    """
    shared: float
    """Share of the text, estimated, that it has in common with its nearest twin, from `SHARED_LEAST` to 1."""


@dataclass(slots=True)
class _Shelved:
    file: str
    publisher: str
    published: str
    agency: str
    credit: str
    words: str
    """The text itself where it is too short for shingles, else empty."""
    signature: RMinHash | None
    size: int
    group: int
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
        self._parents: list[int] = []

    def add(self, file: str, text: str, *, publisher: str = "", host: str = "", published: str = "") -> None:
        """
        Add a report.

        Parameters
        ----------
        file
            Its name, for `find`.
        text
            As read. Of a very long one, the first 20,000 words are compared.
        publisher, host, published
            As in `layers.report.Report`; empty where not known.
        """
        words = fold_words(text)
        number = len(self._shelf)
        agency = agency_of(publisher, host)
        shelved = _Shelved(
            file, publisher or host, published, agency, find_credit(text), "", None, len(words), number, 0.0
        )
        self._shelf.append(shelved)
        self._parents.append(number)
        if len(words) < _WORDS_LEAST:
            shelved.words = " ".join(words)
            twin = self._short.setdefault(shelved.words, number)
            if twin != number and words:
                self._join(twin, number, 1.0)
            return
        self._compare(shelved, number, words)

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
        first, second = sorted((self._find(one), self._find(other)))
        self._parents[second] = first
        for number in (one, other):
            self._shelf[number].shared = max(self._shelf[number].shared, shared)

    def _find(self, number: int) -> int:
        while self._parents[number] != number:
            self._parents[number] = self._parents[self._parents[number]]
            number = self._parents[number]
        return number

    def find(self) -> dict[str, Syndicated]:
        """Return the reports added so far whose text stands in another, by file, in the order in which they came."""
        groups: dict[int, list[_Shelved]] = {}
        for number, shelved in enumerate(self._shelf):
            groups.setdefault(self._find(number), []).append(shelved)
        found = {}
        for group in groups.values():
            if len(group) < 2:
                continue
            origin, why = _find_origin(group)
            several = len({one.publisher for one in group}) > 1 or not group[0].publisher
            for one in group:
                own = origin in (one.agency, one.publisher) if origin else not several
                found[one.file] = Syndicated(
                    one.file,
                    tuple(twin.file for twin in group if twin is not one),
                    origin,
                    why,
                    () if own else (origin or UNNAMED,),
                    one.shared,
                )
        order = {shelved.file: number for number, shelved in enumerate(self._shelf)}
        return dict(sorted(found.items(), key=lambda pair: order[pair[0]]))


def _find_origin(group: list[_Shelved]) -> tuple[str, str]:
    """Tell whose text a group shares, and what says so; credit lines that differ say nothing."""
    own = {one.agency for one in group if one.agency}
    if len(own) == 1:
        return own.pop(), "agency"
    credits = [one.credit for one in group if one.credit]
    if credits:
        most = max(sorted(set(credits)), key=credits.count)
        if 2 * credits.count(most) > len(credits):
            return most, "credit"
        return "", ""
    dated = sorted(
        (one.published[:10], one.publisher) for one in group if one.publisher and one.published[:1].isdigit()
    )
    publishers = {one.publisher for one in group}
    if len(dated) == len(group) > 1 and len(publishers) > 1:
        (first, name), (second, _) = dated[:2]
        if first < second and len(first) == len(second) == 10:
            return name, "earliest"
    return "", ""


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
