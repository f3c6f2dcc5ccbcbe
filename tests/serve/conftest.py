"""A running editor on a case of a few events, asked as a browser or as anybody else would."""

from __future__ import annotations

import http.client
import json
import re
import subprocess
import sys
import threading
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest

from maps.guard import Keys
from maps.serve import bind_loopback, make_server
from tests.conftest import ROOT, a_claim, an_event, write_case

STARTS_WITHIN_S = 60

Headers = Sequence[tuple[str, str]]


@dataclass(frozen=True)
class Answer:
    """What the server said."""

    status: int
    headers: dict[str, str]
    body: bytes

    @property
    def json(self) -> Any:
        """The body read as JSON."""
        return json.loads(self.body)


@dataclass
class Served:
    """A running `dateline serve`, and the secrets of its run."""

    folder: Path
    port: int
    key: str
    token: str = ""
    process: subprocess.Popen[str] | None = None
    """Its process, where it has one of its own."""
    end: Callable[[], None] = lambda: None

    @property
    def host(self) -> str:
        """The address that it answers under."""
        return f"127.0.0.1:{self.port}"

    @property
    def address(self) -> str:
        """What the command printed."""
        return f"http://{self.host}/?key={self.key}"

    @property
    def cookie(self) -> tuple[str, str]:
        """The header of a browser that has opened the printed address."""
        return ("Cookie", f"dateline-{self.port}={self.key}")

    def send(self, method: str, path: str, headers: Headers, body: bytes | None = None) -> Answer:
        """Send just these headers, and return the answer."""
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=10)
        try:
            connection.putrequest(method, path, skip_host=True, skip_accept_encoding=True)
            for name, value in headers:
                connection.putheader(name, value)
            connection.endheaders(body)
            response = connection.getresponse()
            streams = response.headers.get_content_type() == "text/event-stream"
            told = response.fp.readline() if streams else response.read()
            return Answer(response.status, {k.lower(): v for k, v in response.getheaders()}, told)
        finally:
            connection.close()

    def get(self, path: str) -> Answer:
        """Read as the editor's page does."""
        return self.send("GET", path, [("Host", self.host), self.cookie, ("Sec-Fetch-Site", "same-origin")])

    def post(self, path: str, value: object, *more: tuple[str, str]) -> Answer:
        """Write as the editor's page does."""
        body = json.dumps(value).encode()
        headers = [("Host", self.host), self.cookie, ("Origin", f"http://{self.host}"), *more]
        headers += [("Content-Type", "application/json"), ("X-Dateline-Token", self.token)]
        return self.send("POST", path, [*headers, ("Content-Length", str(len(body)))], body)


def start_server(folder: Path) -> Served:
    """Start the editor of a case on a free port, in a thread of this process: it then need not import all anew."""
    bound, keys, ready = bind_loopback(0), Keys(), threading.Event()
    server = make_server(folder, bound=bound, keys=keys, ready=ready.set)
    running = threading.Thread(target=server.run, kwargs={"sockets": [bound]}, daemon=True)
    running.start()
    assert ready.wait(STARTS_WITHIN_S)

    def end() -> None:
        server.should_exit = True
        running.join(STARTS_WITHIN_S)
        bound.close()

    return _find_token(Served(folder, bound.getsockname()[1], keys.read, end=end))


def start_process(folder: Path) -> Served:
    """Start `dateline serve` on a free port as a process of its own."""
    command = [sys.executable, "dateline.py", "serve", str(folder), "--port", "0", "--json"]
    process = subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)
    guard = threading.Timer(STARTS_WITHIN_S, process.kill)
    guard.start()
    assert process.stdout is not None
    line = process.stdout.readline()
    guard.cancel()
    assert line, process.stderr.read() if process.stderr else ""
    told = json.loads(line)
    key = parse_qs(urlsplit(told["address"]).query)["key"][0]

    def end() -> None:
        process.terminate()
        process.communicate(timeout=15)

    return _find_token(Served(folder, told["port"], key, process=process, end=end))


def _find_token(served: Served) -> Served:
    """Read the token of a run off its page."""
    found = re.search(rb'name="dateline-token" content="([^"]+)"', served.get("/").body)
    assert found is not None
    served.token = found[1].decode()
    return served


def write_ships(folder: Path) -> Path:
    """Write a case of three ships and an article."""
    events = [
        an_event("lena", title="The Lena is seen", place=None),
        an_event("pinta", title="The Pinta is seen", lon=15.2, lat=36.2, date="2025-01-20"),
        an_event("nina", title="The Nina is seen", place="Valletta, Malta", date="2025-01", claim=[
            a_claim(), a_claim(source="herald", text="It was there")]),
    ]  # fmt: skip
    return write_case(folder, layers={"ships": events, "areas": []}, head={"scope": "Ships"})


DRAFT = """
[[event]]
id = "draft-0123456789ab"
title = "A tanker anchors"
place = "Valletta, Malta"
date = "2025-01-28"

[event.draft]
key = "0123456789ab"
start = 4
end = 39
place_reason = "The report names Valletta."
date_reason = "Tuesday before the report."

[[event.claim]]
source = "gazette"
text = "tanker anchored on Tuesday off Valletta"
"""


def write_draft(folder: Path) -> None:
    """Put an article and a draft that was read in it into a case."""
    (folder / "articles").mkdir()
    text = "The tanker anchored on Tuesday off Valletta. It left later."
    (folder / "articles" / "gazette.txt").write_text(f"kind: digest\nsource: gazette\n\n{text}\n", "utf-8")
    (folder / "drafts").mkdir()
    (folder / "drafts" / "gazette.toml").write_text(DRAFT, "utf-8")


@pytest.fixture(scope="module")
def served(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    """Return a running editor that the tests of a module share."""
    running = start_server(write_ships(tmp_path_factory.mktemp("served") / "case"))
    yield running
    running.end()


@pytest.fixture
def serve(tmp_path: Path) -> Iterator[Callable[..., Served]]:
    """Return a function that starts an editor of the test's own on a folder, a new case without one."""
    running: list[Served] = []

    def start(folder: Path | None = None, *, apart: bool = False) -> Served:
        begin = start_process if apart else start_server
        running.append(begin(folder or write_ships(tmp_path / f"case-{len(running)}")))
        return running[-1]

    yield start
    for one in running:
        one.end()
