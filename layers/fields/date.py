"""A date as a field gives it: the date, or how its words are written in EDTF."""

from __future__ import annotations

import re
from functools import lru_cache

from layers.dates.slip import suggest_date
from layers.dates.words import date_words
from layers.edtf import DateError, EdtfDate, parse_edtf

_WORDS_MOST = 60
"""Characters of words that are tried; nobody writes a date in more."""
_ABOUT = re.compile(r"(?:about|around|approximately|circa|ca?\.?|~)\s*", re.IGNORECASE)
_NONE = frozenset(("unknown", "undated", "none", "n/a", "na", "?", "-", "–", "—", "tbd"))


def read_date(text: str) -> tuple[EdtfDate | None, str]:
    """
    Give an EDTF date, or None and what is wrong.

    Words that a report might use are not taken, since an editor decides what they
    mean; but the message says how `dateline read` would write them.

    Examples
    --------
    >>> read_date("early May 2024")[1]
    "'early May 2024' is not an EDTF date; write [2024-05-01..2024-05-10] (between 1 and 10 May 2024)"
    >>> read_date("5 may 2025")[1]
    "'5 may 2025' is not an EDTF date; write 2025-05-05 (5 May 2025)"
    >>> read_date("unknown")[1]
    "'unknown' is not an EDTF date; leave the date out where none is known"
    """
    try:
        return parse_edtf(text), ""
    except DateError as error:
        if suggest_date(text):
            return None, str(error)
        if text.strip().casefold() in _NONE:
            return None, f"{text!r} is not an EDTF date; leave the date out where none is known"
        meant = _read_words(text)
        if not meant:
            return None, str(error)
        return None, f"{text!r} is not an EDTF date; write {meant} ({date_words(meant)})"


@lru_cache(maxsize=1024)
def _read_words(text: str) -> str:
    """Return the EDTF of words that are nothing but a date, in the first language that reads them; else no text."""
    if len(text) > _WORDS_MOST:
        return ""
    from layers.phrase_rules.lexicon import LANGUAGES
    from layers.phrases import find_dates

    about = _ABOUT.match(text)
    words = text[about.end() if about else 0 :].strip()
    for language in ("en", *LANGUAGES):
        for tried in dict.fromkeys((words, words.title())):  # "5 may 2025": in a report, a small may is no month
            phrases = find_dates(tried, published=None, language=language)
            if len(phrases) == 1 and phrases[0].edtf and phrases[0].text == tried:
                edtf = phrases[0].edtf
                return edtf if not about else f"{edtf}~" if edtf.replace("-", "").isdigit() else ""
    return ""
