"""Fetch JSON politely: who asks, how often, how long, how much; and every answer kept."""

from __future__ import annotations

import contextlib
import datetime
import email.utils
import re
import threading
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final, NamedTuple
from urllib.parse import urlencode, urlsplit

from geo.fetching.answers import Answers, Kept
from geo.fetching.pace import Pace, PaceError, say_time
from geo.fetching.reply import (
    AnswerError,
    FetchError,
    RefusedError,
    Reply,
    SlowError,
    UnreachableError,
    read_json,
    refuse_status,
)

__all__ = ["AnswerError", "FetchError", "Fetched", "Fetcher", "RefusedError", "UnreachableError"]

if TYPE_CHECKING:
    import requests

_CHUNK: Final = 65_536
_CONNECT_S: Final = 10.0
# Rest after a refusal that names no time, and after a ban.
_REST_S, _BAN_S = 600.0, 3600.0
_REFUSALS: Final = {403: "refuses us", 429: "says that it was asked too often"}


class Fetched(NamedTuple):
    """A JSON answer, whether it was kept from before, and the day (UTC) on which it came."""

    value: Any
    kept: bool
    day: str


@dataclass(slots=True)
class Fetcher:
    """
    Asks hosts within their policies.

    Every request says who asks, waits for its turn over all processes, ends
    within `deadline_s` and `most_bytes`, and is tried at most `tries` times.
    """

    folder: Path
    """Where answers and turns are kept."""
    agent: str
    """Name, version and contact: the User-Agent."""
    pace_s: float = 1.0
    deadline_s: float = 20.0
    """For one request as a whole, however slowly bytes trickle in."""
    most_bytes: int = 4_000_000
    tries: int = 3
    clock: Callable[[], float] = time.time
    sleep: Callable[[float], None] = time.sleep
    requests_sent: int = 0
    """How many requests went out, those of further tries too."""
    _session: requests.Session | None = field(default=None, repr=False)

    def find_kept(self, url: str, params: Mapping[str, str]) -> Fetched | None:
        """Give the answer that came to this query before, None where it was never asked. Asks nobody."""
        kept = Answers(self.folder).find(name_host(url), _query(url, params))
        with contextlib.suppress(AnswerError):  # of a torn file: as if it had never been asked
            return Fetched(read_json(kept.body.encode(), name_host(url)), True, kept.day) if kept else None
        return None

    def fetch_json(
        self,
        url: str,
        params: Mapping[str, str],
        *,
        check: Callable[[Any], object],
        secret: Mapping[str, str] | None = None,
        again: bool = False,
    ) -> Fetched:
        """
        Give the JSON that a service answers, from before or fresh.

        Parameters
        ----------
        url
            Address without query.
        params
            Its query.
        check
            Reads the value, and raises AnswerError where it has not the form that was wanted.
        secret
            Further parts of the query that are neither kept nor said, such as a key.
        again
            Ask also where an answer is kept, and keep the new one.

        Raises
        ------
        RefusedError, UnreachableError, AnswerError
            As their own texts say. Nothing is kept then.
        """
        if not again and (kept := self.find_kept(url, params)):
            return kept
        self.folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        pace = Pace(self.folder, host=name_host(url), pace_s=self.pace_s, clock=self.clock, sleep=self.sleep)
        try:
            with pace.take_turn():
                # Another process may have asked the same while we stood in line.
                if not again and (kept := self.find_kept(url, params)):
                    return kept
                body = self._ask(url, {**params, **(secret or {})}, pace)
        except PaceError as rest:
            raise RefusedError(str(rest)) from None
        value = read_json(body, name_host(url))
        check(value)
        day = datetime.datetime.fromtimestamp(self.clock(), datetime.UTC).date().isoformat()
        Answers(self.folder).keep(name_host(url), _query(url, params), Kept(body.decode("utf-8-sig"), day))
        return Fetched(value, False, day)

    def _ask(self, url: str, params: Mapping[str, str], pace: Pace) -> bytes:
        host = name_host(url)
        for turn in range(1, self.tries + 1):
            if turn > 1:
                pace.wait()
            self.requests_sent += 1
            try:
                reply = _within(self.deadline_s, lambda: self._get(url, params), host)
            except UnreachableError as wrong:
                self._session = None  # its connection may still be held by the request that was left behind
                if turn == self.tries or isinstance(wrong, SlowError):
                    raise
                pace.rest(self.pace_s * 2**turn)
                continue
            if reply.status == 200:
                return reply.body
            after = self._read_retry_after(reply.headers.get("Retry-After", ""))
            if reply.status == 401:
                raise RefusedError(f"{host} wants a key, or another one (status 401); write it into your configuration")
            if reply.status in _REFUSALS:
                until = pace.rest(after if after is not None else _BAN_S if reply.status == 403 else _REST_S)
                raise RefusedError(
                    f"{host} {_REFUSALS[reply.status]} (status {reply.status}); "
                    f"nothing more is asked before {say_time(until)}"
                )
            if reply.status < 500:
                refuse_status(reply, host)
            pace.rest(after if after is not None else self.pace_s * 2**turn)
            if turn == self.tries:
                raise UnreachableError(f"{host} is out of order (status {reply.status}), also at try {turn}")
        raise AssertionError  # the last try returns or raises

    def _get(self, url: str, params: Mapping[str, str]) -> Reply:
        import requests

        host = name_host(url)
        if self._session is None:
            self._session = requests.Session()
            # Without this requests would send a password that ~/.netrc holds for the host.
            self._session.auth = _add_nothing
        try:
            with self._session.get(
                url,
                params=dict(params),
                headers={"User-Agent": self.agent, "Accept": "application/json", "Accept-Encoding": "identity"},
                timeout=(min(_CONNECT_S, self.deadline_s), self.deadline_s),
                stream=True,
                allow_redirects=False,
            ) as reply:
                if reply.headers.get("Content-Encoding", "identity").casefold() != "identity":
                    raise AnswerError(f"{host} packed its answer, though asked not to")
                body = self._read_body(reply, host)
                return Reply(reply.status_code, dict(reply.headers), body)
        except requests.Timeout:
            raise SlowError(f"{host} did not answer within {self.deadline_s:g} s") from None
        except requests.exceptions.InvalidURL as wrong:
            raise AnswerError(f"{url}: {wrong}") from None
        except requests.RequestException as wrong:
            raise UnreachableError(f"{host} cannot be reached ({_first_cause(wrong)})") from None

    def _read_body(self, reply: requests.Response, host: str) -> bytes:
        """Read at most so many bytes; the rest of a gigabyte is never taken in."""
        body = bytearray()
        for chunk in reply.iter_content(_CHUNK):
            body += chunk
            if len(body) > self.most_bytes:
                raise AnswerError(f"{host} answers with more than {self.most_bytes:,} bytes; it was cut off there")
        return bytes(body)

    def _read_retry_after(self, text: str) -> float | None:
        """Read seconds or an HTTP date; None where there is neither."""
        text = text.strip()
        if re.fullmatch(r"\d{1,9}", text):
            return float(text)
        try:
            return max(0.0, email.utils.parsedate_to_datetime(text).timestamp() - self.clock())
        except (ValueError, TypeError, OverflowError):
            return None


def _within(deadline_s: float, work: Callable[[], Reply], host: str) -> Reply:
    """Run a request, and leave it behind when its time is over: a server that trickles never times out by itself."""
    outcome: list[Reply | BaseException] = []

    def run() -> None:
        try:
            outcome.append(work())
        except BaseException as failure:  # handed on to whoever waits
            outcome.append(failure)

    thread = threading.Thread(target=run, daemon=True)
    thread.start()
    thread.join(deadline_s)
    if not outcome:
        raise SlowError(f"{host} did not answer within {deadline_s:g} s")
    if isinstance(outcome[0], BaseException):
        raise outcome[0]
    return outcome[0]


def _first_cause(wrong: BaseException) -> str:
    """Give the innermost reason of a failed connection, which is the one that a person understands."""
    text = str(wrong)
    for words in ("Name or service not known", "Connection refused", "Connection reset", "certificate verify failed"):
        if words.casefold() in text.casefold():
            return words[0].lower() + words[1:]
    if "resolve" in text:
        return "no such host"
    return "the connection broke off" if "abort" in text or "incomplete" in text.casefold() else type(wrong).__name__


def name_host(url: str) -> str:
    """Give the host of an address, with its port."""
    return urlsplit(url).netloc.rpartition("@")[2].casefold()


def _query(url: str, params: Mapping[str, str]) -> str:
    return f"{urlsplit(url).path}?{urlencode(sorted(params.items()))}"


def _add_nothing(request: requests.PreparedRequest) -> requests.PreparedRequest:
    return request
