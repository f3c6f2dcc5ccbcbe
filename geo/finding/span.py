"""A stretch of a text that may be a toponym, and how its words are looked at."""

from __future__ import annotations

from functools import lru_cache

from geo.finding.known import Known
from geo.names import fold_name

# A longer word is in no list; a hostile text must not fill the memory with such.
_WORD = 100
_fold = lru_cache(maxsize=65536)(fold_name)


def fold_word(word: str) -> str:
    """Fold one word as `fold_name` does, but remember it, since texts repeat their words."""
    return _fold(word) if len(word) < _WORD else ""


class Span:
    """A stretch of tokens that may be a toponym, and as what it is known."""

    # fmt: off
    __slots__ = (
        "cues", "end", "first", "governs", "joined", "key", "known", "last", "lead", "listed", "name", "rest", "score",
        "sort", "start",
    )
    # fmt: on

    def __init__(self, first: int, last: int, *, key: str, known: Known | None, sort: str, name: str = "") -> None:
        self.first = first
        self.last = last
        self.key = key
        self.known = known
        self.sort = sort
        """name, demonym, abbreviation, code, short, joined (a name and its feature word) or unknown."""
        self.name = name
        self.start = self.end = 0
        self.joined = ""
        self.listed = False
        """Whether the language itself lists it as a place."""
        self.governs = known is not None and known.governs
        """Whether a government is called by it: a country or a capital."""
        self.lead = self.rest = ""
        """In scripts without spaces, letters before and after the name in its word: particles, or other words."""
        self.score = 0.0
        self.cues: dict[str, float] = {}


def is_capital(word: str) -> bool:
    """Whether a word begins with a capital (a title-case letter of Croatian counts)."""
    return word[0].isupper() or word[0].istitle()


def is_small(word: str) -> bool:
    """Whether a word is written without a capital in a script that has them."""
    return word[0].islower()
