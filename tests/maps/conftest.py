"""Pages drawn from cases, and a browser with the network closed that opens them."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from geo.gazetteer import Gazetteer, open_gazetteer
from layers.case import read_case
from layers.frame import build_frame
from layers.places import place_events
from maps.page import draw_page

if TYPE_CHECKING:
    from playwright.sync_api import Browser, BrowserContext, Page

DESKTOP = {"viewport": {"width": 1440, "height": 900}}
PHONE = {
    "viewport": {"width": 390, "height": 844},
    "device_scale_factor": 2,
    "has_touch": True,
    "is_mobile": True,
}
TABLET = {"viewport": {"width": 820, "height": 1100}, "has_touch": True}

# Written to the console, where a fault of the page is looked for.
_WATCH_POLICY = """
document.addEventListener("securitypolicyviolation", (event) =>
  console.error(`policy: ${event.violatedDirective} refused ${event.blockedURI} ${event.sample}`));
"""


@pytest.fixture(scope="session")
def gazetteer() -> Iterator[Gazetteer]:
    """Return the compiled gazetteer, opened once."""
    with open_gazetteer() as opened:
        yield opened


@pytest.fixture(scope="session")
def draw_case(gazetteer: Gazetteer) -> Callable[[Path], str]:
    """Return a function that draws a case folder without faults as a page."""

    def draw(folder: Path, **options: Any) -> str:
        case = read_case(folder)
        assert [str(fault) for fault in case.broken] == []
        placements = place_events(case, gazetteer=gazetteer)
        frame = build_frame(case, placements, gazetteer=gazetteer)
        return draw_page(case, frame, placements=placements, gazetteer=gazetteer, **options)

    return draw


@pytest.fixture(scope="session")
def first_page(first_case: Path, draw_case: Callable[[Path], str]) -> str:
    """Return the page of the first case."""
    return draw_case(first_case)


@pytest.fixture(scope="session")
def first_map(first_page: str, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return the page of the first case as a file."""
    path = tmp_path_factory.mktemp("page") / "map.html"
    path.write_text(first_page, "utf-8", newline="")
    return path


@dataclass
class Watch:
    """What a browser context complained of, and every address it asked for."""

    complaints: list[str] = field(default_factory=list)
    asked: list[str] = field(default_factory=list)

    def foreign(self) -> list[str]:
        """Return the addresses that lead out of the page's own file."""
        return [address for address in self.asked if not address.startswith(("file:", "data:", "blob:"))]

    def attach(self, context: BrowserContext) -> None:
        """Listen to all that happens in a context."""
        context.set_default_timeout(15_000)
        context.add_init_script(_WATCH_POLICY)
        context.on("request", lambda request: self.asked.append(request.url))
        context.on("console", lambda said: self.complaints.append(said.text) if said.type == "error" else None)
        context.on("weberror", lambda error: self.complaints.append(f"page error: {error.error}"))

    def check(self) -> None:
        """Fail when the page erred, broke its policy, or asked for anything but itself."""
        assert self.complaints == []
        assert self.foreign() == []


OpenMap = Callable[..., "Page"]


@pytest.fixture(scope="session")
def _desk(browser: Browser) -> Iterator[tuple[Page, Watch]]:
    """Return one window that all tests share: to make a new one takes longer than most of them."""
    context = browser.new_context(offline=True, **DESKTOP)
    watch = Watch()
    watch.attach(context)
    yield context.new_page(), watch
    context.close()


@pytest.fixture
def watch(_desk: tuple[Page, Watch]) -> Watch:
    """Return what this test's pages complained of and asked for, so far."""
    page, watch = _desk
    page.goto("about:blank")  # the test before may have left a page that is still at work
    page.emulate_media(media="null")  # or a window that prints
    watch.complaints.clear()
    watch.asked.clear()
    return watch


@pytest.fixture
def open_map(browser: Browser, _desk: tuple[Page, Watch], watch: Watch) -> Iterator[OpenMap]:
    """
    Return a function that opens a page from its file, as a double click does, with the network closed.

    When the test is over, a request that left, an error of the page or a
    violation of its policy fails it.
    """
    contexts: list[BrowserContext] = []
    spare = [_desk[0]]

    def open_file(path: Path, *, at: str = "", screen: dict[str, Any] = DESKTOP, **options: Any) -> Page:
        if screen is DESKTOP and not options and spare:
            return _visit(spare.pop(), path, at)
        context = browser.new_context(offline=True, **{**screen, **options})
        contexts.append(context)
        watch.attach(context)
        return _visit(context.new_page(), path, at)

    yield open_file
    for context in contexts:
        context.close()
    watch.check()


@pytest.fixture
def page(open_map: OpenMap, first_map: Path) -> Page:
    """Return the first map, opened on a desktop's screen."""
    return open_map(first_map)


def _visit(page: Page, path: Path, at: str) -> Page:
    page.goto(path.as_uri() + (f"#{at}" if at else ""))
    page.evaluate("window.dateline.ready")
    return page
