"""The guard of the local editor: who may ask it what. Everything that is not plainly its own page is refused."""

from __future__ import annotations

import hmac
import secrets
from collections.abc import Awaitable, Callable, Iterable, Mapping, MutableMapping
from dataclasses import dataclass, field
from http.cookies import CookieError, SimpleCookie
from typing import Any

Scope = MutableMapping[str, Any]
Message = MutableMapping[str, Any]
Receive = Callable[[], Awaitable[Message]]
Send = Callable[[Message], Awaitable[None]]
App = Callable[[Scope, Receive, Send], Awaitable[None]]

BODY_BYTES_MOST = 1_000_000
TOKEN_HEADER = b"x-dateline-token"

# What every answer carries, so that no other page can frame, read or keep it.
HEADERS = (
    (b"x-content-type-options", b"nosniff"),
    (b"cross-origin-resource-policy", b"same-origin"),
    (b"cross-origin-opener-policy", b"same-origin"),
    (b"cache-control", b"no-store"),
)


@dataclass(frozen=True, slots=True)
class Keys:
    """The secrets of one run: one opens the page, another lets it write. They end with the process."""

    read: str = field(default_factory=lambda: secrets.token_urlsafe(32))
    write: str = field(default_factory=lambda: secrets.token_urlsafe(32))


class Refused(Exception):  # noqa: N818 - a refusal is an answer, not an error of ours
    """Why a request is not answered, with the status that says so."""

    def __init__(self, status: int, reason: str) -> None:
        super().__init__(reason)
        self.status = status
        self.reason = reason


class Guard:
    """
    Let only requests through that the editor's own page, in a browser of this machine, may make.

    In this order: the address it was asked by (a page elsewhere whose name
    leads here is refused), where the request comes from, the key to read, and
    for whatever writes the key to write, the kind of the body and its size.

    Parameters
    ----------
    app
        What answers the requests let through.
    port
        The port bound, which the Host header must name.
    keys
        The secrets of this run.
    """

    def __init__(self, app: App, *, port: int, keys: Keys) -> None:
        self._app = app
        self._hosts = (f"127.0.0.1:{port}".encode(), f"localhost:{port}".encode())
        self._origins = tuple(b"http://" + host for host in self._hosts)
        self._keys = keys
        self.cookie = f"dateline-{port}"

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer one request, or refuse it."""
        if scope["type"] == "lifespan":
            await self._app(scope, receive, send)
            return
        if scope["type"] != "http":
            await send({"type": "websocket.close", "code": 1008})
            return
        try:
            granted = self._check(scope)
        except Refused as refused:
            await _refuse(send, refused)
            return
        if granted:
            await _open(send, self.cookie, self._keys.read)
            return

        async def send_guarded(message: Message) -> None:
            if message["type"] == "http.response.start":
                message["headers"] = [*message.get("headers", []), *HEADERS]
            await send(message)

        try:
            await self._app(scope, _limit(receive), send_guarded)
        except Refused as refused:
            await _refuse(send, refused)

    def _check(self, scope: Scope) -> bool:
        """Return whether the request brings the key of the printed address; raise Refused where it is not ours."""
        headers = _read_headers(scope["headers"])
        method = scope["method"]
        client = scope.get("client")
        if client is not None and not client[0].startswith("127."):
            raise Refused(403, "This editor answers only the machine that it runs on.")
        hosts = headers.get(b"host", [])
        if len(hosts) != 1 or hosts[0].lower() not in self._hosts:
            raise Refused(421, "This editor answers only under the address that it printed.")
        if method not in ("GET", "HEAD", "POST"):
            raise Refused(405, f"{method[:20]} is not asked here.")
        for origin in headers.get(b"origin", []):
            if origin not in self._origins:
                raise Refused(403, "Another page may not ask this editor.")
        site = headers.get(b"sec-fetch-site", [b"none"])
        if site not in ([b"same-origin"], [b"none"]):
            raise Refused(403, "Another page may not ask this editor.")
        if scope.get("root_path") or b"\\" in scope["raw_path"] or b"%" in scope["raw_path"]:
            raise Refused(404, "There is no such page.")
        query = scope["query_string"]
        if method == "GET" and scope["path"] == "/" and query.startswith(b"key="):
            if not _equals(query.removeprefix(b"key="), self._keys.read):
                raise Refused(403, "The key is not that of this run; open the address that the command printed.")
            return True
        if not _equals(_find_cookie(headers, self.cookie), self._keys.read):
            raise Refused(403, "Open the address that the command printed.")
        if method == "POST":
            self._check_write(headers)
        return False

    def _check_write(self, headers: Mapping[bytes, list[bytes]]) -> None:
        tokens = headers.get(TOKEN_HEADER, [])
        if len(tokens) != 1 or not _equals(tokens[0], self._keys.write):
            raise Refused(403, "What writes must carry the token of this run.")
        kinds = headers.get(b"content-type", [])
        kind = kinds[0].lower().replace(b" ", b"") if len(kinds) == 1 else b""
        if kind not in (b"application/json", b"application/json;charset=utf-8"):
            raise Refused(415, "What writes must be JSON.")
        if b"transfer-encoding" in headers:
            raise Refused(411, "The size of what comes must be told.")
        lengths = headers.get(b"content-length", [])
        if len(lengths) != 1 or not lengths[0].isdigit():
            raise Refused(411, "The size of what comes must be told.")
        if len(lengths[0]) > 12 or int(lengths[0]) > BODY_BYTES_MOST:
            raise Refused(413, f"At most {BODY_BYTES_MOST:,} bytes are taken.")


def _read_headers(pairs: Iterable[tuple[bytes, bytes]]) -> dict[bytes, list[bytes]]:
    headers: dict[bytes, list[bytes]] = {}
    for name, value in pairs:
        headers.setdefault(name.lower(), []).append(value)
    return headers


def _find_cookie(headers: Mapping[bytes, list[bytes]], name: str) -> bytes:
    lines = headers.get(b"cookie", [])
    if len(lines) != 1:
        return b""
    try:
        found = SimpleCookie(lines[0].decode("ascii")).get(name)
    except (CookieError, UnicodeDecodeError):
        return b""
    return found.value.encode() if found is not None else b""


def _equals(given: bytes, wanted: str) -> bool:
    return hmac.compare_digest(given, wanted.encode())


def _limit(receive: Receive) -> Receive:
    """Return a `receive` that ends a request which brings more than it may."""
    taken = 0

    async def limited() -> Message:
        nonlocal taken
        message = await receive()
        taken += len(message.get("body", b""))
        if taken > BODY_BYTES_MOST:
            raise Refused(413, f"At most {BODY_BYTES_MOST:,} bytes are taken.")
        return message

    return limited


async def _refuse(send: Send, refused: Refused) -> None:
    await _answer(send, refused.status, refused.reason.encode(), [(b"content-type", b"text/plain; charset=utf-8")])


async def _open(send: Send, cookie: str, key: str) -> None:
    """Keep the key in a cookie that no other site can send, and lead to the page, so that the address holds no key."""
    kept = f"{cookie}={key}; HttpOnly; SameSite=Strict; Path=/"
    await _answer(send, 303, b"", [(b"location", b"/"), (b"set-cookie", kept.encode())])


async def _answer(send: Send, status: int, body: bytes, headers: list[tuple[bytes, bytes]]) -> None:
    length = [(b"content-length", str(len(body)).encode())]
    sandbox = [(b"content-security-policy", b"default-src 'none'; frame-ancestors 'none'")]
    start = {"type": "http.response.start", "status": status, "headers": [*headers, *length, *sandbox, *HEADERS]}
    await send(start)
    await send({"type": "http.response.body", "body": body})
