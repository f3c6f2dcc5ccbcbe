"""The local editor: the case in the browser, on this machine only, drawn anew at every change."""

from __future__ import annotations

import socket
import sys
from collections.abc import Callable
from pathlib import Path

from starlette.applications import Starlette

from maps.desk import Desk
from maps.editor import Editor
from maps.guard import App, Guard, Keys


def build_app(folder: Path, *, port: int, keys: Keys) -> App:
    """
    Build the server of a case, with its guard before it.

    Parameters
    ----------
    folder
        The case folder.
    port
        The port that will be bound.
    keys
        The secrets of this run.

    Raises
    ------
    StaticError
        If the editor's bundle is missing.
    """
    return _guard(Editor(Desk(folder), keys), port)


def _guard(editor: Editor, port: int) -> App:
    return Guard(Starlette(routes=editor.routes(), lifespan=editor.live), port=port, keys=editor.keys)


def bind_loopback(port: int) -> socket.socket:
    """
    Return a socket bound to this machine alone; port 0 takes a free one.

    Raises
    ------
    OSError
        If the port is taken.
    """
    bound = socket.socket(socket.AF_INET, socket.SOCK_STREAM)
    try:
        if sys.platform != "win32":  # there it would let another program take the port over
            bound.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        bound.bind(("127.0.0.1", port))
        bound.listen(256)
    except OSError:
        bound.close()
        raise
    return bound


def run_server(folder: Path, *, bound: socket.socket, keys: Keys, ready: Callable[[], None] | None = None) -> None:
    """Serve a case until Ctrl-C; `ready` is called once the first map is there."""
    import uvicorn

    editor = Editor(Desk(folder), keys)
    app = _guard(editor, bound.getsockname()[1])
    config = uvicorn.Config(
        app,
        log_level="warning",
        access_log=False,
        ws="none",
        lifespan="on",
        server_header=False,
        proxy_headers=False,
        timeout_keep_alive=30,
        timeout_graceful_shutdown=3,
        h11_max_incomplete_event_size=16_384,
    )

    class Server(uvicorn.Server):
        async def startup(self, sockets: list[socket.socket] | None = None) -> None:
            await super().startup(sockets)
            if ready is not None and not self.should_exit:
                ready()

        async def shutdown(self, sockets: list[socket.socket] | None = None) -> None:
            editor.end_streams()  # else the server would wait for pages that only listen
            await super().shutdown(sockets)

    Server(config).run(sockets=[bound])
