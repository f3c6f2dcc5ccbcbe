"""What every test stands on: no network, and cases made in a moment."""

from __future__ import annotations

import ipaddress
import json
import shutil
import socket
from collections.abc import Callable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from tests.browser import BrowserError, launch_browser

if TYPE_CHECKING:
    from playwright.sync_api import Browser

ROOT = Path(__file__).resolve().parents[1]
FIRST_CASE = ROOT / "data" / "dprk-russia-2025"

Table = Mapping[str, Any]

PLAIN_SOURCES: tuple[Table, ...] = (
    {"id": "gazette", "publisher": "The Gazette", "url": "https://gazette.example/1", "published": "2025-01-16"},
    {"id": "herald", "publisher": "The Herald", "published": "2025-01-17"},
)


@pytest.fixture(autouse=True, scope="session")
def _installed_gazetteer() -> Iterator[None]:
    """Use the gazetteer of this checkout, not one that whoever runs the tests compiled from a dump."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("DATELINE_GAZETTEER", str(ROOT / "geo" / "compiled" / "gazetteer.sqlite"))
        yield


@pytest.fixture(autouse=True, scope="session")
def _no_network() -> Iterator[None]:
    """Refuse every connection but loopback: a test that needs the network would fail on a reader's train."""
    with pytest.MonkeyPatch.context() as patch:
        for name in ("connect", "connect_ex"):
            patch.setattr(socket.socket, name, _only_loopback(getattr(socket.socket, name)))
        patch.setattr(socket, "getaddrinfo", _only_own_names(socket.getaddrinfo))
        yield


def _only_loopback(connect: Callable[[socket.socket, Any], Any]) -> Callable[[socket.socket, Any], Any]:
    def guarded(self: socket.socket, address: Any) -> Any:
        if self.family in (socket.AF_INET, socket.AF_INET6) and not _is_loopback(address[0]):
            raise PermissionError(f"a test tried to connect to {address[0]}:{address[1]}; tests use no network")
        return connect(self, address)

    return guarded


def _only_own_names(resolve: Callable[..., Any]) -> Callable[..., Any]:
    def guarded(host: Any, *rest: Any, **options: Any) -> Any:
        if host and not _is_loopback(host.decode() if isinstance(host, bytes) else host):
            raise PermissionError(f"a test tried to look up {host!r}; tests use no network")
        return resolve(host, *rest, **options)

    return guarded


def _is_loopback(host: str) -> bool:
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return host == "localhost"


def a_claim(**fields: Any) -> dict[str, Any]:
    """Return a claim as a layer file holds it."""
    return {"source": "gazette", "text": "It was seen", **fields}


def an_event(event_id: str, **fields: Any) -> dict[str, Any]:
    """Return an event as a layer file holds it: placed, dated, with one claim, unless the fields say otherwise."""
    plain = {"id": event_id, "title": f"Event {event_id}", "lon": 14.5, "lat": 35.9, "date": "2025-01-15"}
    if {"place", "geometry", "origin", "unplaced_reason"} & fields.keys():
        del plain["lon"], plain["lat"]
    event = {**plain, "claim": [a_claim()], **fields}
    return {name: value for name, value in event.items() if value is not None}


def write_case(
    folder: Path,
    *,
    layers: Mapping[str, Sequence[Table]],
    sources: Sequence[Table] = PLAIN_SOURCES,
    head: Table | None = None,
) -> Path:
    """Write a case in TOML: `layers` holds the events of each layer by its name; a field of None is left out."""
    (folder / "layers").mkdir(parents=True)
    case = {"title": "An invented case", "as_of": "2025-02-01", "contact": "mailto:desk@example.org", **(head or {})}
    lines = [f"{name} = {_toml(value)}" for name, value in case.items() if value is not None]
    (folder / "case.toml").write_text("\n".join(lines) + "\n", "utf-8")
    (folder / "sources.toml").write_text("".join(f"[[source]]\n{_rows(source)}" for source in sources), "utf-8")
    for name, events in layers.items():
        (folder / "layers" / f"{name}.toml").write_text(
            "".join(f"[[event]]\n{_rows(event)}" for event in events), "utf-8"
        )
    return folder


def _rows(table: Table) -> str:
    return "".join(f"{_toml_key(name)} = {_toml(value)}\n" for name, value in table.items())


def _toml(value: Any) -> str:
    if isinstance(value, Mapping):
        return "{ " + ", ".join(f"{_toml_key(name)} = {_toml(inner)}" for name, inner in value.items()) + " }"
    if isinstance(value, (list, tuple)):
        return "[" + ", ".join(_toml(inner) for inner in value) + "]"
    # A JSON text is a TOML text: both escape quotes, backslashes and control characters alike.
    return json.dumps(value, ensure_ascii=False)


def _toml_key(name: str) -> str:
    return json.dumps(name, ensure_ascii=False)


def run_command(*words: object, typed: str = "") -> tuple[int, str, str]:
    """Run the command; return exit code, standard output and standard error."""
    from click.testing import CliRunner

    from dateline import main

    ended = CliRunner().invoke(main, [str(word) for word in words], input=typed)
    if ended.exception is not None and not isinstance(ended.exception, SystemExit):
        raise ended.exception
    return ended.exit_code, ended.stdout, ended.stderr


@pytest.fixture
def run(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Callable[..., tuple[int, str, str]]:
    """Return what runs the command, in an empty folder."""
    monkeypatch.chdir(tmp_path)
    return run_command


@pytest.fixture
def make_case(tmp_path: Path) -> Callable[..., Path]:
    """Return `write_case` for a new folder in the test's own: ``make_case(layers={"sightings": [an_event("a")]})``."""
    made: list[Path] = []

    def make(**parts: Any) -> Path:
        made.append(tmp_path / f"case-{len(made)}")
        return write_case(made[-1], **parts)

    return make


@pytest.fixture(scope="session")
def first_case(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a copy of the first case, so that no test writes into data/."""
    folder = tmp_path_factory.mktemp("first") / FIRST_CASE.name
    shutil.copytree(FIRST_CASE, folder, ignore=shutil.ignore_patterns("map.html", "*.lock", "*.tmp"))
    return folder


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """Return one browser for all tests; without any, the run ends: a page that nobody opened is not tested."""
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        try:
            launched = launch_browser(playwright)
        except BrowserError as failure:
            pytest.exit(str(failure), returncode=3)
        yield launched
        launched.close()
