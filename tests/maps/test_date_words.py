"""The page words dates in its reader's language; in English it says what Python says."""

from __future__ import annotations

import json

from tests.maps.datecases import TABLE, date_cases


def test_the_page_is_held_to_the_words_that_python_finds():
    """Two programs word the same date; were the table old, they could drift apart and no test would see it."""
    cases = date_cases()

    assert len(cases) > 1000
    assert json.loads(TABLE.read_text("utf-8")) == cases, "run: python -m tests.maps.datecases"
