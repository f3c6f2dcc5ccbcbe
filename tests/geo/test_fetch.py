"""A service is asked politely, whatever it answers."""

from __future__ import annotations

import json
import subprocess
import sys
import threading
from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path

import pytest

from geo.fetch import AnswerError, Fetcher, RefusedError, UnreachableError
from tests.services import LoopbackService, run_service, send

ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture
def service() -> Iterator[LoopbackService]:
    with run_service("nominatim") as running:
        yield running


class Clock:
    """A clock that only sleeping moves."""

    def __init__(self) -> None:
        self.now = 1_764_154_800.0
        self.slept: list[float] = []

    def __call__(self) -> float:
        return self.now

    def sleep(self, seconds: float) -> None:
        self.slept.append(seconds)
        self.now += seconds


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def fetcher(tmp_path: Path, clock: Clock, monkeypatch: pytest.MonkeyPatch) -> Fetcher:
    monkeypatch.setenv("NO_PROXY", "127.0.0.1")
    return Fetcher(
        tmp_path / "cache", agent="Dateline/1 (contact: desk@gazette.example)", deadline_s=30.0, clock=clock,
        sleep=clock.sleep,
    )  # fmt: skip


def ask(fetcher: Fetcher, service: LoopbackService, text: str = "Qortin Pier", *, again: bool = False):
    return fetcher.fetch_json(f"{service.url}/search", {"q": text}, check=lambda value: value, again=again)


def test_a_service_learns_who_asks(fetcher, service):
    """Policies ask for a name and a contact, and ban those that send that of a library."""
    ask(fetcher, service)

    assert service.seen[0].headers["User-Agent"] == "Dateline/1 (contact: desk@gazette.example)"


def test_no_answer_is_asked_for_twice(fetcher, service, tmp_path, clock):
    """The next build, and the next process, finds it where this one kept it."""
    first = ask(fetcher, service)
    second = ask(fetcher, service)
    other = Fetcher(tmp_path / "cache", agent="x", clock=clock, sleep=clock.sleep)
    third = ask(other, service)

    assert len(service.seen) == 1
    assert (first.kept, second.kept, third.kept) == (False, True, True)
    assert first.value == second.value == third.value
    assert first.day == "2025-11-26"


def test_asking_again_replaces_what_was_kept(fetcher, service):
    """A refresh is for a service that has learned since."""
    ask(fetcher, service)
    service.known = {}

    again = ask(fetcher, service, again=True)
    later = ask(fetcher, service)

    assert len(service.seen) == 2
    assert again.value == later.value == []


def test_two_requests_are_a_second_apart(fetcher, service, clock):
    """Counted from the end of one to the start of the next."""
    ask(fetcher, service, "a")
    clock.now += 0.4
    ask(fetcher, service, "b")

    assert clock.slept == [pytest.approx(0.6, abs=0.01)]


def test_several_processes_keep_the_pace_together(service, tmp_path):
    """Two builds side by side must not ask twice as often; the first question is asked once by all."""
    code = """
import sys
from pathlib import Path
from geo.fetch import Fetcher
fetcher = Fetcher(Path(sys.argv[1]), agent="x", pace_s=0.25)
for text in ("same", *sys.argv[3:]):
    fetcher.fetch_json(sys.argv[2] + "/search", {"q": text}, check=lambda value: value)
"""
    words = [["a", "b"], ["c", "d"], ["e", "f"]]
    runs = [
        subprocess.Popen([sys.executable, "-c", code, str(tmp_path / "cache"), service.url, *few], cwd=ROOT)
        for few in words
    ]
    ended = [run.wait(120) for run in runs]

    assert ended == [0, 0, 0]
    assert sorted(seen.query["q"] for seen in service.seen) == ["a", "b", "c", "d", "e", "f", "same"]
    gaps = [later.at - earlier.at for earlier, later in pairwise(service.seen)]
    assert min(gaps) >= 0.25


@pytest.mark.parametrize(("status", "said"), [(429, "asked too often"), (403, "refuses us")])
def test_a_refusal_ends_all_asking(fetcher, service, status, said, tmp_path, clock):
    """Whoever goes on after a ban is banned for longer; another process holds to it too."""
    service.mood = lambda handler, _: send(handler, status, b"no", headers={"Retry-After": "120"})
    with pytest.raises(RefusedError, match=said):
        ask(fetcher, service)
    other = Fetcher(tmp_path / "cache", agent="x", clock=clock, sleep=clock.sleep)
    service.mood = None

    with pytest.raises(RefusedError, match="left alone until 2025-11-26 11:02 UTC"):
        ask(other, service)
    assert len(service.seen) == 1
    clock.now += 121
    assert not ask(other, service).kept


def test_a_missing_key_can_be_given_at_once(fetcher, service):
    """Whoever mends the configuration need not wait for a rest to end."""
    service.mood = lambda handler, _: send(handler, 401, b"no")
    with pytest.raises(RefusedError, match="wants a key"):
        ask(fetcher, service)
    service.mood = None

    assert len(ask(fetcher, service).value) == 1


def test_retry_after_is_obeyed(fetcher, service, clock):
    """The service knows best when it can answer again."""

    def overloaded(handler, _):
        return len(service.seen) == 1 and send(handler, 503, b"", headers={"Retry-After": "7"})

    service.mood = overloaded
    answer = ask(fetcher, service)

    assert len(answer.value) == 1
    assert sum(clock.slept) == pytest.approx(7, abs=0.1)
    assert fetcher.requests_sent == 2


def test_retry_after_may_be_a_date(fetcher, service, clock):
    """HTTP allows both."""
    service.mood = lambda handler, _: (
        len(service.seen) == 1 and send(handler, 503, b"", headers={"Retry-After": "Wed, 26 Nov 2025 11:00:10 GMT"})
    )
    ask(fetcher, service)

    assert sum(clock.slept) == pytest.approx(10, abs=0.1)


def test_a_long_rest_is_not_waited_for(fetcher, service):
    """A build that hangs for an hour looks broken; it says when to come again."""
    service.mood = lambda handler, _: send(handler, 503, b"", headers={"Retry-After": "3600"})

    with pytest.raises(RefusedError, match="left alone until"):
        ask(fetcher, service)
    assert len(service.seen) == 1


def test_tries_are_few(fetcher, service):
    """A service that is down is not hammered."""
    service.mood = lambda handler, _: send(handler, 500, b"")

    with pytest.raises(UnreachableError, match=r"out of order \(status 500\)"):
        ask(fetcher, service)
    assert len(service.seen) == 3


@pytest.mark.parametrize(
    ("status", "kind", "body", "told"),
    [
        (200, "text/html", b"<!doctype html><title>Sign in &amp; pay</title>", "HTML page, titled 'Sign in & pay'"),
        (200, "application/json", b"<html>", "an HTML page, not with JSON"),
        (200, "application/json", b'[{"lat": ', "not JSON"),
        (200, "application/json", b"", "it is empty"),
        (200, "application/json", b'[{"lat": NaN}]', "finite"),
        (200, "application/json", b"\xff\xfe[]", "not UTF-8"),
        (200, "application/json", b"[" * 100_000, "nested too deep"),
        (200, "application/json", b"[" * 500 + b"]" * 500, "nested too deep"),
        (400, "application/json", b'{"error": {"code": 400, "message": "no \\u001b[2J q"}}', "status 400"),
        (404, "text/html", b"<html>not here</html>", "status 404"),
        (302, "text/html", b"", "sends on to 'https://elsewhere.example/'"),
    ],
)
def test_what_is_no_answer_is_named(fetcher, service, status, kind, body, told):
    """A login page of a hotel's network must not be taken for "no such place"."""
    service.mood = lambda handler, _: send(
        handler, status, body, kind=kind, headers={"Location": "https://elsewhere.example/"}
    )

    with pytest.raises(AnswerError, match=r"127\.0\.0\.1") as told_error:
        ask(fetcher, service)
    assert told in str(told_error.value)
    assert str(told_error.value).isprintable()
    service.mood = None
    assert not ask(fetcher, service).kept


def test_a_gigabyte_is_cut_off(fetcher, service):
    """Neither memory nor the afternoon goes to a broken service."""
    sent = 0

    def flood(handler, _):
        nonlocal sent
        send(handler, 200, b"[")
        for _ in range(1000):
            handler.wfile.write(b" " * 1_000_000)
            sent += 1_000_000
        return True

    service.mood = flood

    with pytest.raises(AnswerError, match="more than 4,000,000 bytes; it was cut off there"):
        ask(fetcher, service)
    assert sent < 50_000_000


def test_a_trickle_ends_at_the_deadline(fetcher, service):
    """A byte now and then keeps a plain timeout from ever striking, in the body and in the headers alike."""
    fetcher.deadline_s = 0.5
    fetcher.tries = 1
    done = threading.Event()

    def trickle(handler, _):
        handler.wfile.write(b"HTTP/1.0 200 OK\r\n")
        while not done.wait(0.05):
            handler.wfile.write(b"X")
            handler.wfile.flush()
        return True

    service.mood = trickle
    try:
        with pytest.raises(UnreachableError, match="did not answer within"):
            ask(fetcher, service)
    finally:
        done.set()


def test_nobody_there_is_said(fetcher):
    """As on a train."""
    with run_service("nominatim") as gone:
        pass

    with pytest.raises(UnreachableError, match="connection refused"):
        ask(fetcher, gone)


def test_packed_answers_are_refused(fetcher, service):
    """A small packed answer may unfold to a large one."""
    service.mood = lambda handler, _: send(handler, 200, b"\x1f\x8b", headers={"Content-Encoding": "gzip"})

    with pytest.raises(AnswerError, match="packed"):
        ask(fetcher, service)


def test_a_key_is_neither_kept_nor_said(fetcher, service, tmp_path):
    """The answers may be passed on, messages are pasted into chats."""
    fetcher.fetch_json(f"{service.url}/search", {"q": "a"}, check=lambda value: value, secret={"api_key": "hush-hush"})
    service.mood = lambda handler, _: send(handler, 400, b"")
    with pytest.raises(AnswerError) as told:
        fetcher.fetch_json(
            f"{service.url}/search", {"q": "b"}, check=lambda value: value, secret={"api_key": "hush-hush"}
        )

    assert service.seen[0].query["api_key"] == "hush-hush"
    assert "hush-hush" not in str(told.value)
    assert not any(b"hush-hush" in path.read_bytes() for path in (tmp_path / "cache").iterdir())


def test_answers_are_kept_as_json(fetcher, service, tmp_path):
    """Anybody can look into them."""
    import sqlite3

    ask(fetcher, service)
    db = sqlite3.connect(tmp_path / "cache" / "answers.sqlite")
    [(query, body)] = db.execute("SELECT query, body FROM answer")
    db.close()

    assert query == "/search?q=Qortin+Pier"
    assert json.loads(body)[0]["name"] == "Qortin Pier"


def test_a_torn_stamp_counts_as_just_now(fetcher, service, tmp_path, clock):
    """A crash in the middle of writing it must neither block the service for ever nor lift the pace."""
    ask(fetcher, service, "a")
    clock.now += 100
    [stamp] = (tmp_path / "cache").glob("*.next")
    stamp.write_text("17641", "ascii")
    ask(fetcher, service, "b")
    stamp.write_text("not a number", "ascii")
    ask(fetcher, service, "c")

    assert clock.slept == [pytest.approx(1.0, abs=0.01)]
