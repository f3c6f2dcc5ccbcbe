"""Lead a name in one of its cases back to the form that the gazetteer has: "Курской области" to "Курская область"."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import islice, product
from typing import Final

from geo.finding.known import Known, NameBook
from geo.finding.lexicon import Language

# Of the forms of one word, and of a name of several.
_FORMS: Final = 8
_TRIED: Final = 40
_STEM: Final = 2
_WORDS: Final = 3
_CACHED: Final = 20_000


def find_nominative(words: Sequence[str], *, book: NameBook, language: Language) -> tuple[str, Known] | None:
    """
    Give the best known name that some folded words may be a case of, None where there is none.

    Parameters
    ----------
    words
        Each folded, as in ``["курскои", "области"]``; the name itself is not tried.
    """
    if len(words) > _WORDS:
        return None
    asked = language.code, " ".join(words)
    if asked in book.nominatives:
        return book.nominatives[asked]
    if len(book.nominatives) >= _CACHED:
        book.nominatives.clear()
    best: tuple[str, Known] | None = None
    forms = [list(islice(_list_forms(word, language), _FORMS)) for word in words]
    for tried in islice(product(*forms), 1, _TRIED):
        key = " ".join(tried)
        known = book.find(key)
        if known is not None and (best is None or rank_known(known) > rank_known(best[1])):
            best = key, known
    book.nominatives[asked] = best
    return best


def _list_forms(word: str, language: Language) -> Iterator[str]:
    """Give the word itself, then what it may be in the nominative, by the longest endings first."""
    yield word
    seen = {word}
    for ending, replacements in language.endings:
        if len(word) - len(ending) >= _STEM and word.endswith(ending):
            stem = word[: len(word) - len(ending)]
            for replacement in replacements:
                if stem + replacement not in seen:
                    seen.add(stem + replacement)
                    yield stem + replacement


def rank_known(known: Known) -> float:
    """Weigh what a name may mean by how well it is known."""
    if known.kind == "admin2":
        return 4.0
    return known.size if known.kind == "place" else 9.0 if known.kind == "country" else 7.0
