"""The editor answers its own page in a browser of this machine, and refuses everybody else."""

from __future__ import annotations

import contextlib
import socket
from pathlib import Path

import pytest

from tests.serve.conftest import Served

BODY = b"{}"
READS = ("/", "/map", "/editor.js", "/editor.css", "/api/case", "/api/event?id=lena", "/api/date?text=2025",
         "/api/places?name=Valletta", "/api/drafts", "/api/changes")  # fmt: skip
WRITES = ("/api/add", "/api/edit", "/api/move", "/api/retract", "/api/source", "/api/undo", "/api/redo",
          "/api/accept", "/api/drop")  # fmt: skip


def files_of(served: Served) -> dict[str, bytes]:
    """Return the bytes of all files of the case, which no refused request may change."""
    paths = sorted(path for path in served.folder.rglob("*") if path.is_file() and path.name != ".dateline.lock")
    return {path.relative_to(served.folder).as_posix(): path.read_bytes() for path in paths}


def write_headers(served: Served, **changed: str | None) -> list[tuple[str, str]]:
    """Return the headers of a request that writes, some changed or left out (None)."""
    whole = {
        "Host": served.host,
        "Cookie": served.cookie[1],
        "Origin": f"http://{served.host}",
        "Sec-Fetch-Site": "same-origin",
        "Content-Type": "application/json",
        "X-Dateline-Token": served.token,
        "Content-Length": str(len(BODY)),
    }
    given = {name.replace("_", "-"): value for name, value in changed.items()}
    assert given.keys() <= whole.keys()
    return [(name, value) for name, value in {**whole, **given}.items() if value is not None]


@pytest.mark.parametrize("path", READS)
def test_its_own_page_may_read(served: Served, path: str):
    """A guard that refuses everybody would pass all tests below."""
    assert served.get(path).status == 200


def test_its_own_page_may_write(served: Served):
    """As above: the plain request gets through to the editor, which finds nothing to undo."""
    answer = served.send("POST", "/api/undo", write_headers(served), BODY)

    assert answer.status == 422
    assert "nothing to be undone" in answer.json["faults"][0]["message"]


@pytest.mark.parametrize("path", [*READS, "/?key=wrong", "/?key=", "/?other=1"])
def test_without_the_key_nothing_is_read(served: Served, path: str):
    """Other users of this machine reach the port too; a case may be about them."""
    answer = served.send("GET", path, [("Host", served.host)])

    assert answer.status == 403
    assert b"Lena" not in answer.body
    assert served.token.encode() not in answer.body


@pytest.mark.parametrize("cookie", ["", "dateline=x", "dateline-{port}=", "dateline-{port}=wrong", "dateline-1={key}",
                                    "dateline-{port}={token}", "=\x7f;;", "dateline-{port}={key}x"])  # fmt: skip
def test_a_wrong_key_is_none(served: Served, cookie: str):
    """Keys are held against the whole of what comes, and that of writing does not open the page."""
    value = cookie.format(port=served.port, key=served.key, token=served.token)

    assert served.send("GET", "/api/case", [("Host", served.host), ("Cookie", value)]).status == 403


@pytest.mark.parametrize(
    "host",
    [
        "evil.example:{port}",
        "127.0.0.1.evil.example:{port}",
        "127.0.0.1.nip.io:{port}",
        "localhost.:{port}",
        "localhost.evil.example",
        "127.0.0.1",
        "localhost",
        "127.0.0.1:1",
        "[::1]:{port}",
        "0.0.0.0:{port}",
        "127.0.0.2:{port}",
        "2130706433:{port}",
        "127.1:{port}",
        "user@127.0.0.1:{port}",
        "",
    ],
)
@pytest.mark.parametrize("method", ["GET", "POST"])
def test_it_answers_under_its_own_address_alone(served: Served, host: str, method: str):
    """A page elsewhere can let its own name lead to this machine; its Host header then gives it away."""
    before = files_of(served)
    headers = write_headers(served, Host=host.format(port=served.port), Origin=None, Sec_Fetch_Site=None)

    answer = served.send(method, "/api/undo" if method == "POST" else "/api/case", headers, BODY)

    assert answer.status in (400, 421)
    assert files_of(served) == before


@pytest.mark.parametrize("hosts", [[], ["{host}", "evil.example"], ["{host}", "{host}"]])
def test_one_host_and_no_other(served: Served, hosts: list[str]):
    """Two Host headers let two programs on the way read two different requests."""
    headers = [("Host", host.format(host=served.host)) for host in hosts]

    assert served.send("GET", "/api/case", [*headers, served.cookie]).status in (400, 421)


@pytest.mark.parametrize(
    "origin",
    [
        "https://evil.example",
        "http://evil.example",
        "null",
        "https://127.0.0.1:{port}",
        "http://127.0.0.1:1",
        "http://127.0.0.1",
        "http://localhost.evil.example:{port}",
        "http://127.0.0.1:{port}.evil.example",
        "file://",
        "http://127.0.0.1:{port}/",
        "",
    ],
)
@pytest.mark.parametrize("path", ["/api/edit", "/api/case", "/api/changes", "/map"])
def test_no_page_from_elsewhere_may_ask(served: Served, origin: str, path: str):
    """A browser says which page a request comes from; one from elsewhere may neither write, read nor listen."""
    origin = origin.format(port=served.port)
    method = "POST" if path == "/api/edit" else "GET"
    headers = write_headers(served, Origin=origin, Sec_Fetch_Site=None)

    assert served.send(method, path, headers, BODY).status == 403


@pytest.mark.parametrize("site", ["cross-site", "same-site", "Same-Origin", "", "unknown"])
@pytest.mark.parametrize("path", ["/api/undo", "/api/case", "/api/changes", "/", "/map"])
def test_no_site_but_its_own_may_ask(served: Served, site: str, path: str):
    """Without an Origin, as for a picture, a frame or a link, a browser still says that it comes from elsewhere."""
    method = "POST" if path == "/api/undo" else "GET"
    headers = write_headers(served, Origin=None, Sec_Fetch_Site=site)

    assert served.send(method, path, headers, BODY).status == 403


@pytest.mark.parametrize("path", WRITES)
@pytest.mark.parametrize("token", [None, "", "wrong", "{key}", "{token}x", "{token} "])
def test_what_writes_carries_the_token(served: Served, path: str, token: str | None):
    """The key to read travels by itself in a cookie; the token only where the page itself puts it."""
    before = files_of(served)
    given = token.format(key=served.key, token=served.token) if token is not None else None
    if given is not None and given.strip() == served.token:
        given = f"{served.token}, {served.token}"  # blanks round a value are not part of it; two values are

    assert served.send("POST", path, write_headers(served, X_Dateline_Token=given), BODY).status == 403
    assert files_of(served) == before


@pytest.mark.parametrize(
    "kind",
    [
        None,
        "",
        "text/plain",
        "application/x-www-form-urlencoded",
        "multipart/form-data; boundary=x",
        "application/json; charset=utf-16",
        "application/json-patch+json",
        "text/json",
        "application/json, text/plain",
    ],
)
def test_a_form_of_another_site_cannot_write(served: Served, kind: str | None):
    """These are what a form, or a script without leave, can send across sites; JSON needs leave first."""
    before = files_of(served)

    assert served.send("POST", "/api/undo", write_headers(served, Content_Type=kind), BODY).status == 415
    assert files_of(served) == before


@pytest.mark.parametrize("path", WRITES)
@pytest.mark.parametrize("method", ["GET", "HEAD"])
def test_reading_never_writes(served: Served, path: str, method: str):
    """A picture, a link or a preload asks by GET, whoever wrote it."""
    before = files_of(served)

    answer = served.send(method, f"{path}?id=lena&fields=x", [*write_headers(served)][:-1])

    assert answer.status == 405
    assert files_of(served) == before


@pytest.mark.parametrize("method", ["PUT", "DELETE", "PATCH", "OPTIONS", "TRACE", "CONNECT", "POSTS"])
@pytest.mark.parametrize("path", ["/api/edit", "/api/case"])
def test_other_methods_are_refused(served: Served, method: str, path: str):
    """Above all OPTIONS: to answer it would be to give another site leave."""
    answer = served.send(method, path, write_headers(served), BODY)

    assert answer.status in (400, 405)
    assert not any(name.startswith("access-control") for name in answer.headers)


@pytest.mark.parametrize("path", ["/", "/map", "/api/case", "/editor.js"])
def test_writing_to_what_only_reads_is_refused(served: Served, path: str):
    """What only reads has nothing to take in."""
    assert served.send("POST", path, write_headers(served), BODY).status == 405


@pytest.mark.parametrize(
    "path",
    [
        "/../case.toml",
        "/..%2fcase.toml",
        "/%2e%2e/case.toml",
        "/map/../../case.toml",
        "/editor.js/../../sources.toml",
        "//etc/passwd",
        "/..\\case.toml",
        "/%5c..%5ccase.toml",
        "/static/../../../etc/passwd",
        "/case.toml",
        "/layers/ships.toml",
        "/.dateline.lock",
        "/api/../case.toml",
        "/%00",
        "/editor.js%00.toml",
        "/api/case/",
        "http://evil.example/api/case",
    ],
)
def test_no_path_leads_to_a_file(served: Served, path: str):
    """Nothing is served by its path, so that no path can lead out of the case, or into it."""
    answer = served.get(path)

    assert answer.status in (307, 400, 404)
    assert b"[[event]]" not in answer.body
    assert b"title =" not in answer.body
    assert b"root:" not in answer.body


@pytest.mark.parametrize(
    ("headers", "status"),
    [
        ({"Content_Length": "1000001"}, 413),
        ({"Content_Length": "99999999999999999999"}, 413),
        ({"Content_Length": None}, 411),
        ({"Content_Length": "-1"}, 400),
        ({"Content_Length": "two"}, 400),
    ],
)
def test_what_comes_has_a_size(served: Served, headers: dict[str, str | None], status: int):
    """A body without end would fill the memory of whoever edits."""
    assert served.send("POST", "/api/undo", write_headers(served, **headers)).status in (status, 400)


def test_a_body_in_pieces_is_refused(served: Served):
    """Pieces without a size told before are how a body without end comes."""
    headers = [*write_headers(served, Content_Length=None), ("Transfer-Encoding", "chunked")]

    assert served.send("POST", "/api/undo", headers, b"2\r\n{}\r\n0\r\n\r\n").status == 411


def test_a_header_without_end_is_refused(served: Served):
    """So would a header."""
    headers = [("Host", served.host), ("X-Long", "x" * 3_000_000)]

    try:
        status = served.send("GET", "/", headers).status
    except (ConnectionError, OSError):
        status = 400  # the server closed the line while we were still speaking
    assert status == 400
    assert served.get("/api/case").status == 200


@pytest.mark.parametrize(
    "body", [b"", b"[]", b"null", b'{"id": 1}', b"{", b"\xff\xfe", b"[" * 50_000, b'{"id": "lena"}']
)
@pytest.mark.parametrize("path", ["/api/edit", "/api/add", "/api/move", "/api/source"])
def test_a_body_that_is_none_is_told(served: Served, body: bytes, path: str):
    """A slip in the page, or a hand-made request, gets a sentence and leaves the editor running."""
    before = files_of(served)

    answer = served.send("POST", path, write_headers(served, Content_Length=str(len(body))), body)

    assert answer.status == 400
    assert answer.json["faults"][0]["message"]
    assert files_of(served) == before


def test_it_listens_on_this_machine_alone(served: Served):
    """Bound to loopback, no other machine can even knock."""
    addresses = {info[4][0] for info in _own_addresses()} - {"127.0.0.1", "::1"}

    for address in [*addresses, "::1"]:
        family = socket.AF_INET6 if ":" in address else socket.AF_INET
        with contextlib.suppress(PermissionError), socket.socket(family, socket.SOCK_STREAM) as knocking:
            knocking.settimeout(2)
            assert knocking.connect_ex((address, served.port)) != 0
    assert _listening_on(served.port) in ({"0100007F"}, set())


def _own_addresses() -> list[tuple]:
    with contextlib.suppress(OSError, PermissionError):
        return socket.getaddrinfo(socket.gethostname(), None)
    return []


def _listening_on(port: int) -> set[str]:
    """Return the addresses, in the system's own writing, on which a port listens; none where it does not tell."""
    found = set()
    for table in ("tcp", "tcp6"):
        with contextlib.suppress(OSError):
            for line in Path(f"/proc/net/{table}").read_text().splitlines()[1:]:
                local, state = line.split()[1], line.split()[3]
                if state == "0A" and local.endswith(f":{port:04X}"):
                    found.add(local.split(":")[0])
    return found


def test_every_answer_keeps_others_out(served: Served):
    """What one page may not ask, another may not frame, sniff or keep."""
    for path in READS:
        headers = served.get(path).headers
        assert headers["x-content-type-options"] == "nosniff"
        assert headers["cross-origin-resource-policy"] == "same-origin"
        assert headers["cache-control"] == "no-store"
        assert not any(name.startswith("access-control") for name in headers)
    shell = served.get("/").headers["content-security-policy"]
    assert "default-src 'none'" in shell
    assert "connect-src 'self'" in shell
    assert "frame-ancestors 'none'" in shell
    assert "unsafe" not in shell
    assert served.get("/map").headers["content-security-policy"] == "frame-ancestors 'self'"


def test_the_key_leaves_the_address_bar(served: Served):
    """An address is copied, shown and kept in a history; the key must not stay in it."""
    answer = served.send("GET", f"/?key={served.key}", [("Host", served.host)])

    assert answer.status == 303
    assert answer.headers["location"] == "/"
    cookie = answer.headers["set-cookie"]
    assert "HttpOnly" in cookie
    assert "SameSite=Strict" in cookie


def test_no_socket_of_another_kind_is_opened(served: Served):
    """A web socket is not bound by the rule of one origin; there is none."""
    upgrade = [("Upgrade", "websocket"), ("Connection", "Upgrade"), ("Sec-WebSocket-Version", "13"),
               ("Sec-WebSocket-Key", "dGhlIHNhbXBsZSBub25jZQ==")]  # fmt: skip

    assert served.send("GET", "/api/changes2", [("Host", served.host), served.cookie, *upgrade]).status in (400, 404)


def test_the_published_page_holds_nothing_of_the_editor(served: Served):
    """The map in the frame is the map as built: no token, no editor, no address of this server."""
    page = served.get("/map").body

    for word in (served.token, served.key, "x-dateline-token", "/api/", "editor.js", "127.0.0.1"):
        assert word.encode() not in page
