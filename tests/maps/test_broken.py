"""A file that broke off, or a browser that may not run it: a plain sentence, never a blank page."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

Show = Callable[..., Page]


@pytest.fixture
def show(browser: Browser, first_page: str, tmp_path: Path) -> Show:
    """Return a function that opens the first page up to some place in it; what breaks there is not watched."""

    def opened(*, until: str | None = None, back: int = 0, **options: bool) -> Page:
        path = tmp_path / "map.html"
        text = first_page if until is None else first_page[: first_page.index(until) - back]
        path.write_text(text, "utf-8", newline="")
        page = browser.new_context(offline=True, **options).new_page()
        page.goto(path.as_uri())
        return page

    return opened


def test_without_scripts_the_page_says_that_it_needs_them(show: Show):
    """A blank page looks like a broken link; the reader can mend what the page names."""
    seen = show(java_script_enabled=False).inner_text("body")

    for words in ("Allow them, and it opens", "스크립트를 허용하면", "اسمح بها"):
        assert words in seen


def test_a_file_that_breaks_off_before_its_start_says_so(show: Show):
    """A download that stopped half way leaves the program, but not what it would show."""
    page = show(until='id="dl-text-0"')

    expect(page.get_by_role("alert")).to_have_text(
        "Part of this file is missing or damaged. Download or copy it again."
    )


def test_a_file_that_breaks_off_near_its_end_opens_and_says_what_it_lacks(show: Show):
    """Marks and list are there, the sources are not: a card that never opens would be a riddle."""
    page = show(until='id="dl-facets"', back=200)
    page.evaluate("window.dateline.ready")
    page.get_by_role("button", name="Ship at the Dunai pier").first.click()

    expect(page.locator(".notice")).to_contain_text("Part of this file is missing or damaged")
