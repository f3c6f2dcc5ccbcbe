"""The page's own policy: nothing runs that the build did not put there, and nothing is asked of another host."""

from __future__ import annotations

import base64
import hashlib
import re
from collections.abc import Callable
from pathlib import Path

from playwright.sync_api import Page, expect

from maps.page import find_addresses
from tests.conftest import an_event
from tests.maps.conftest import Watch


def read_policy(page: str) -> dict[str, list[str]]:
    [content] = re.findall(r'<meta http-equiv="Content-Security-Policy" content="([^"]*)">', page)
    return {part.split()[0]: part.split()[1:] for part in content.split(";")}


def digests(page: str, tag: str) -> set[str]:
    texts = re.findall(rf"<{tag}>(.*?)</{tag}>", page, flags=re.DOTALL)
    return {f"'sha256-{base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()}'" for text in texts}


def test_nothing_may_load_or_run_but_what_is_named(first_page: str):
    """A reader on a watched line opens this file; whatever slips into it must reach nobody."""
    policy = read_policy(first_page)

    assert policy["default-src"] == ["'none'"]
    assert policy["base-uri"] == policy["form-action"] == ["'none'"]
    assert policy["img-src"] == ["data:"]
    assert set(policy) == {"default-src", "script-src", "style-src", "img-src", "base-uri", "form-action"}
    assert "unsafe" not in str(policy)


def test_the_hashes_are_those_of_the_scripts_and_styles(first_page: str):
    """One byte off, and no browser would run the page; one too many, and something else could run."""
    policy = read_policy(first_page)

    assert set(policy["script-src"]) == digests(first_page, "script")
    assert set(policy["style-src"]) == digests(first_page, "style")
    assert len(policy["script-src"]) == 2


def test_the_policy_stands_before_all_that_it_governs(first_page: str):
    """A policy in the page holds only for what comes after it."""
    at = first_page.index("Content-Security-Policy")

    assert at < first_page.index("<style>")
    assert at < first_page.index("<script")
    assert at < 400


def test_the_policy_bites(open_map: Callable[..., Page], first_map: Path, watch: Watch):
    """The text of a policy proves nothing: the browser itself must refuse what is not named."""
    page = open_map(first_map)
    assert watch.complaints == []
    failures: list[str | None] = []
    page.on("requestfailed", lambda request: failures.append(request.failure))
    page.evaluate(
        """async () => {
          const script = document.createElement("script");
          script.textContent = "window.slipped = true";
          const style = document.createElement("style");
          style.textContent = "body { outline: 1px solid }";
          const image = new Image();
          image.src = "https://elsewhere.example/pixel.png";
          document.body.append(script, style, image);
          await fetch("https://elsewhere.example/").catch(() => undefined);
        }"""
    )
    expect(page.locator("body")).to_be_visible()

    assert page.evaluate("window.slipped") is None
    refused = " ".join(watch.complaints)
    for directive in ("script-src", "style-src", "img-src", "connect-src"):
        assert directive in refused
    assert set(failures) == {"csp"}  # refused by the policy, not by the closed network
    watch.complaints.clear()
    watch.asked.clear()


def test_only_the_chosen_backgrounds_may_be_asked(make_case: Callable[..., Path], draw_case: Callable[..., str]):
    """A case that offers one background opens the page to that host and to no other."""
    folder = make_case(layers={"sightings": [an_event("a")]}, head={"map": {"tiles": ["OpenStreetMap"]}})

    policy = read_policy(draw_case(folder))
    assert policy["img-src"] == ["data:", "https://tile.openstreetmap.org"]
    assert policy["default-src"] == ["'none'"]


def test_the_page_has_no_address_to_load(first_page: str):
    """The finished page is scanned; only links that a reader clicks may lead out."""
    assert [address for address in find_addresses(first_page) if not address.startswith("data:")] == []


def test_the_scan_finds_whatever_would_load():
    """A scan that knows only script and img would let the rest through."""
    page = """
      <link rel="stylesheet" href="https://a.example/x.css"><script src=https://b.example/x.js></script>
      <img srcset="https://c.example/x.png 2x"><video poster='https://d.example/x.png'></video>
      <object data="https://e.example/x"></object><form action="https://f.example/"></form>
      <svg><image href="https://g.example/x.png"/><use href="https://h.example/x.svg#a"/></svg>
      <base href="https://i.example/"><a href="https://fine.example/" ping="https://j.example/">a link</a>
      <p onclick="x()" style="color: red">text</p>
    """

    found = " ".join(find_addresses(page))
    for letter in "abcdefghij":
        assert f"https://{letter}.example/" in found
    assert "onclick=" in found
    assert "style=" in found
    assert "fine.example" not in found
