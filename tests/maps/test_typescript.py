"""The logic of the page has tests of its own, in its own language."""

from __future__ import annotations

from tests.node import TESTS, run_node


def test_the_logic_of_the_page_holds():
    """Ranges, dates, columns and addresses are worked out in the browser; Python cannot reach them."""
    outcome = run_node(TESTS)

    assert outcome.passed, outcome.said
