"""A server on loopback that hands out files as GeoNames does, with Range, and misbehaves on request."""

from __future__ import annotations

import re
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from hashlib import sha256
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer


@dataclass
class FileServer:
    """What it hands out, how it misbehaves, and what it was asked."""

    files: dict[str, bytes]
    url: str = ""
    cuts: list[int] = field(default_factory=list)
    """For each answer in turn: cut the connection after so many bytes of the body."""
    ranges: bool = True
    """Whether it knows Range; else every answer is whole."""
    statuses: list[tuple[int, dict[str, str]]] = field(default_factory=list)
    """For each answer in turn: refuse with this status and these headers."""
    headers: dict[str, str] = field(default_factory=dict)
    """Sent along with each file."""
    told: int | None = None
    """A Content-Length that is not true."""
    asked: list[tuple[str, dict[str, str]]] = field(default_factory=list)


@contextmanager
def run_file_server(files: dict[str, bytes]) -> Iterator[FileServer]:
    """Serve the files until the block ends."""
    state = FileServer(dict(files))

    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def do_GET(self) -> None:
            name = self.path.rpartition("/")[2]
            state.asked.append((name, dict(self.headers)))
            if state.statuses:
                status, headers = state.statuses.pop(0)
                self.send_response(status)
                for key, value in {"Content-Length": "0", **headers}.items():
                    self.send_header(key, value)
                self.end_headers()
                return
            body = state.files.get(name)
            if body is None:
                self.send_error(404)
                return
            etag = f'"{sha256(body).hexdigest()[:16]}"'
            if self.headers.get("If-None-Match") == etag:
                self.send_response(304)
                self.end_headers()
                return
            first = 0
            asked = re.fullmatch(r"bytes=(\d+)-", self.headers.get("Range", ""))
            if state.ranges and asked and self.headers.get("If-Range") in (None, etag):
                first = int(asked[1])
                if first >= len(body):
                    self.send_response(416)
                    self.send_header("Content-Length", "0")
                    self.end_headers()
                    return
            self.send_response(206 if first else 200)
            if first:
                self.send_header("Content-Range", f"bytes {first}-{len(body) - 1}/{len(body)}")
            self.send_header("Content-Length", str(len(body) - first if state.told is None else state.told))
            for key, value in {"ETag": etag, "Content-Type": "application/octet-stream", **state.headers}.items():
                self.send_header(key, value)
            self.end_headers()
            rest = body[first:]
            if state.cuts:
                self.wfile.write(rest[: state.cuts.pop(0)])
                self.close_connection = True
                return
            self.wfile.write(rest)

        def log_message(self, *_: object) -> None:
            """Say nothing."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    server.daemon_threads = True
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
    thread.start()
    state.url = f"http://127.0.0.1:{server.server_port}/export/dump/"
    try:
        yield state
    finally:
        server.shutdown()
        thread.join()
        server.server_close()
