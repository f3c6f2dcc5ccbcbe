"""A date in words, as a reader would say it."""

from __future__ import annotations


def date_words(text: str) -> str:
    """Put an EDTF date into words; so far just as it was written."""
    return text
