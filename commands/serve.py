"""`dateline serve`: a case in the browser, to look at and to edit."""

from __future__ import annotations

import contextlib
from pathlib import Path

import click

from commands.arguments import CASE, JSON
from commands.output import SURROUNDINGS, WRONG_USAGE, print_json, say, stop


@click.command()
@CASE
@click.option(
    "--port",
    type=click.IntRange(0, 65535),
    default=8737,
    show_default=True,
    help="Port on this machine; 0 takes a free one.",
)
@click.option("--open", "open_browser", is_flag=True, help="Open the address in the browser.")
@JSON
def serve(case: Path, port: int, open_browser: bool, as_json: bool) -> None:
    """
    Show and edit a case in the browser.

    The map as 'build' draws it, redrawn at every change of a file, with an editor beside it: add an event at a
    click or by a name, drag a point, change dates, claims and sources, undo and redo. What you save goes into the
    files of the case, as by 'add' and 'edit'; nothing else in them is touched.

    It answers this machine alone, under the address that it prints, which holds a key for this run. Ctrl-C ends it.
    """
    from maps.guard import Keys
    from maps.serve import bind_loopback, make_server

    try:
        bound = bind_loopback(port)
    except OSError as failure:
        code = WRONG_USAGE if isinstance(failure, PermissionError) else SURROUNDINGS
        stop(f"--port: {port} cannot be had ({failure.strerror}); give another, or 0 for a free one", code)
    keys = Keys()
    address = f"http://127.0.0.1:{bound.getsockname()[1]}/?key={keys.read}"

    def ready() -> None:
        if as_json:
            print_json({"address": address, "port": bound.getsockname()[1]})
        say(f"Open {address}\nCtrl-C ends.")
        if open_browser:
            click.launch(address)

    with contextlib.suppress(KeyboardInterrupt):  # Ctrl-C is how it ends
        make_server(case, bound=bound, keys=keys, ready=ready).run(sockets=[bound])
