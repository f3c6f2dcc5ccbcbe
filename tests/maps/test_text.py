"""Text of a case stays text: no template, no parser and no browser takes it for anything else."""

from __future__ import annotations

import html
import re
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from tests.conftest import a_claim, an_event, write_case
from tests.maps.blocks import drop_blocks, read_blocks

# What each reader on the way might take for its own: HTML, Jinja, JavaScript, our own places, JSON, writing direction.
MARKUP = (
    'a</script></title></style><img src=x onerror=alert(1)><b>7*7</b><script>alert(2)</script>'
    "{{7*7}}{% raw %}{%-endraw-%}{#c#}${7*7}`<!--dateline:texts--><!--dateline:head--><!-- ]]>"
    "\\ \\u003c \\n \\1 \\g<0> %s %(x)s {0} \"'`"
    "\u2028\u2029\u0085\u200f\u061c\ufeff\u200d é سفينة 한국 🚢z"
)  # fmt: skip
QUOTE = MARKUP.replace(" ", "_")
LINES = f"{MARKUP}\n\tsecond line {MARKUP}"
PLAIN = "innocent"

EVENTS = ("placed", "unplaced", "undated", "confirmed", "withdrawn", "moved", "disputed")


def write_texts(folder: Path, text: str, lines: str, quote: str) -> Path:
    """Write a case that holds a text in every field that takes one; its shape is the same for every text."""
    claim = a_claim(
        text=lines, quote=quote, prefix=text, suffix=text, date_as_written=text, place_as_written=text, citing=[text],
        values={text: text},
    )  # fmt: skip
    rival = a_claim(source="herald", text=text, date="2024-01-15", values={text: f"other {text}"}, citing=[text])
    common = {
        "title": text, "label": text, "summary": lines, "date_reason": text, "place_reason": text, "note": text,
        "tags": [text], "values": {text: text}, "value_reasons": {text: text}, "claim": [claim, rival],
    }  # fmt: skip
    events = [
        an_event("placed", **common, media=[{"url": "https://media.example/a.jpg", "caption": text, "credit": text}]),
        an_event("unplaced", **common, place=text, unplaced_reason=text),
        an_event("undated", **{**common, "claim": [a_claim(text=text)], "value_reasons": None}, date=None),
        an_event("confirmed", **common, status="confirmed", confirmed_by=text, method=text),
        an_event("withdrawn", **common, status="retracted", retracted="2025-01-20", retracted_reason=text),
        an_event("moved", **common, origin=text, destination=text),
        an_event("disputed", **{**common, "date_reason": None, "value_reasons": None}, occurrence="denied"),
    ]
    address = "https://host.example/" + ("x" if text == PLAIN else "\"><script>alert(3)</script>{{7*7}}'#`<img>")
    sources = [
        {
            "id": name, "publisher": text, "title": text, "author": text, "language": text, "note": text,
            "url": address, "archive": address,
        }
        for name in ("gazette", "herald")
    ]  # fmt: skip
    name = "layer" if text == PLAIN else "layer<b>{{7*7}}'\"&"
    head = {
        "title": text, "short_title": text, "summary": lines, "scope": text, "method": lines, "credits": [text],
        "contact": "mailto:x@y.example" if text == PLAIN else "mailto:\"><script>alert(4)</script>{{7*7}}@y.example",
        "layers": {name: {"title": text, "label": text}}, "map": {"names": {"Pyongyang": text}},
    }  # fmt: skip
    return write_case(folder, layers={name: events}, sources=sources, head=head)


@pytest.fixture(scope="module")
def pages(tmp_path_factory: pytest.TempPathFactory, draw_case: Callable[..., str]) -> dict[str, str]:
    """Return the page of a case full of markup, and of one of the same shape that holds nothing but a word."""
    base = tmp_path_factory.mktemp("texts")
    marked = write_texts(base / "case<b>{{7*7}}", MARKUP, LINES, QUOTE)
    plain = write_texts(base / "case", PLAIN, PLAIN, PLAIN)
    return {
        "marked": draw_case(marked, skipped=[(MARKUP, MARKUP)]),
        "plain": draw_case(plain, skipped=[(PLAIN, PLAIN)]),
    }


def test_no_data_passes_through_a_template(pages: dict[str, str]):
    """What folium draws must be the same whatever a case says, byte for byte; else a text could become a script."""
    assert drop_blocks(pages["marked"]) == drop_blocks(pages["plain"])


def test_the_title_is_the_title(pages: dict[str, str]):
    """The only text of a case outside the blocks; it must neither end its element nor be read as anything else."""
    [title] = re.findall(r"<title>(.*?)</title>", pages["marked"], flags=re.DOTALL)

    assert html.unescape(title) == MARKUP


def _strings(value: Any) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    for inner in value.values() if isinstance(value, dict) else value if isinstance(value, list) else ():
        yield from _strings(inner)


def test_every_text_comes_back_as_it_was_written(pages: dict[str, str]):
    """Escaping twice, or dropping a sign, would put words into a source's mouth."""
    blocks = read_blocks(pages["marked"])
    event = blocks.text("placed")

    assert blocks.head["case"]["title"] == blocks.head["case"]["shortTitle"] == MARKUP
    assert blocks.head["case"]["summary"] == blocks.head["case"]["method"] == LINES
    assert MARKUP in blocks.head["credits"]
    assert blocks.head["skipped"] == [{"title": MARKUP, "reason": MARKUP}]
    assert blocks.head["names"] == {"Pyongyang": MARKUP}
    assert blocks.sources[0]["publisher"] == blocks.sources[0]["author"] == MARKUP
    assert event["title"] == event["label"] == event["dateReason"] == event["placeReason"] == MARKUP
    assert event["summary"] == event["claims"][0]["text"] == LINES
    assert event["claims"][0]["quote"] == QUOTE
    assert event["claims"][0]["citing"] == event["tags"] == [MARKUP]
    assert blocks.text("unplaced")["place"] == blocks.text("unplaced")["unplaced"] == MARKUP
    assert blocks.text("confirmed")["confirmedBy"] == blocks.text("confirmed")["method"] == MARKUP
    assert blocks.text("withdrawn")["retractedReason"] == MARKUP
    assert blocks.text("moved")["origin"] == blocks.text("moved")["destination"] == MARKUP
    for text in _strings([blocks.head, blocks.texts, blocks.sources]):
        assert "&lt;" not in text


def show_everything(page: Page) -> None:
    """Open what a reader can open: every card with its folds, every fold of the panel, the dialog."""
    page.evaluate("for (const fold of document.querySelectorAll('details')) fold.open = true")
    for name in EVENTS:
        assert page.evaluate("id => window.dateline.open(id)", name)
        card = page.locator(f".card[data-event={name}]")
        expect(card).to_be_visible()
        folded = card.locator("button[aria-expanded=false]")
        while folded.count() > 0:
            folded.first.click()
        check_elements(page)
    page.keyboard.press("Escape")
    page.get_by_role("button", name="By layer").click()
    page.get_by_role("button", name="About this map").first.click()
    expect(page.get_by_role("dialog", name="About this map")).to_be_visible()
    check_elements(page)


def check_elements(page: Page) -> None:
    """Fail when some text has become an element, a handler or a link that leads elsewhere than to a report."""
    made = page.evaluate(
        """() => {
          const all = (selector) => [...document.querySelectorAll(selector)];
          const foreign = "img, iframe, object, embed, image, base, link, form, meta[http-equiv=refresh]";
          const names = all("*").flatMap((one) => one.getAttributeNames());
          return {
            elements: all(foreign).length,
            scripts: [...document.scripts].filter((one) => !one.id).length,
            handlers: names.filter((name) => /^on|[<{]/.test(name)),
            schemes: [...new Set(all("a[href], area[href]").map((one) => new URL(one.href).protocol))],
            relations: [...new Set([...document.links].map((one) => `${one.rel} ${one.target}`))],
          };
        }"""
    )
    assert made["elements"] == 0
    assert made["scripts"] == 2
    assert made["handlers"] == []
    assert set(made["schemes"]) <= {"https:", "mailto:"}
    assert made["relations"] in ([], ["noopener noreferrer _blank"])


@pytest.fixture
def marked_page(pages: dict[str, str], tmp_path: Path, open_map: Callable[..., Page]) -> Iterator[Page]:
    path = tmp_path / "map.html"
    path.write_text(pages["marked"], "utf-8", newline="")
    page = open_map(path)
    dialogs: list[str] = []

    def note(dialog: Any) -> None:
        dialogs.append(dialog.message)
        dialog.dismiss()

    page.on("dialog", note)
    yield page
    page.remove_listener("dialog", note)
    assert dialogs == []


def test_text_stays_text_in_the_browser(marked_page: Page):
    """A hostile spreadsheet must run no code in a reader's browser, in whatever part of the page its text stands."""
    show_everything(marked_page)


def test_a_reader_sees_the_very_text(marked_page: Page):
    """Nothing may be swallowed on the way: what a source is said to say is what the case says."""
    assert marked_page.evaluate("window.dateline.open('placed')")
    card = marked_page.locator(".card")

    expect(card).to_be_visible()
    assert marked_page.locator("#card-title").evaluate("one => one.textContent") == MARKUP
    assert LINES in card.evaluate("one => one.textContent")
    assert QUOTE in card.evaluate("one => one.textContent")


def test_a_text_keeps_its_writing_direction_to_itself(marked_page: Page):
    """A text that runs from right to left, or a mark that turns it round, must not turn the words beside it."""
    assert marked_page.evaluate("window.dateline.open('placed')")
    expect(marked_page.locator(".card")).to_be_visible()
    loose = marked_page.evaluate(
        """() => {
          const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
          const loose = [];
          for (let node = walker.nextNode(); node; node = walker.nextNode()) {
            const around = node.parentElement;
            if (around.closest("script, svg") || !node.data.includes("{{7*7}}")) continue;
            if (!around.closest("[dir=auto], bdi")) loose.push(`${around.tagName}.${around.className}`);
          }
          return loose;
        }"""
    )

    assert loose == []
