"""The local editor: the case in the browser, on this machine only, drawn anew at every change."""

from __future__ import annotations

import socket
import sys
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from starlette.applications import Starlette

from maps.desk import Desk
from maps.editor import Editor
from maps.guard import Guard, Keys

if TYPE_CHECKING:
    import uvicorn


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


def make_server(
    folder: Path, *, bound: socket.socket, keys: Keys, ready: Callable[[], None] | None = None
) -> uvicorn.Server:
    """
    Make the server of a case; ``run(sockets=[bound])`` serves until Ctrl-C, or until its `should_exit` is set.

    Parameters
    ----------
    folder
        The case folder.
    bound
        A socket of this machine, by `bind_loopback`.
    keys
        The secrets of this run.
    ready
        Called once the first map is there.

    Raises
    ------
    StaticError
        If the editor's bundle is missing.
    """
    import uvicorn

    editor = Editor(Desk(folder), keys)
    served = Starlette(routes=editor.routes(), lifespan=editor.live)
    app = Guard(served, port=bound.getsockname()[1], keys=keys)
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

    return Server(config)
