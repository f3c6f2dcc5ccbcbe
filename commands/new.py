"""`dateline new`: a new case folder, ready to build."""

from __future__ import annotations

import shlex
from pathlib import Path

import click

from commands.arguments import JSON, name_folder
from commands.output import WRONG_USAGE, print_json, say, stop
from layers.files.text import find_unwanted
from layers.starter import TakenError, create_case


@click.command()
@click.argument("case", metavar="CASE", callback=name_folder)
@click.option("--title", help="Title of the case; without it, the name of the folder.")
@JSON
def new(case: Path, title: str | None, as_json: bool) -> None:
    """Make a new case, ready to build."""
    name = case.resolve().name.replace("-", " ").replace("_", " ").capitalize()
    unwanted = find_unwanted(title or name)
    if unwanted:
        stop(f"--title: holds the control character {unwanted}; delete it", WRONG_USAGE)
    try:
        files = create_case(case, title=(title or name).strip() or "Case")
    except TakenError as taken:
        stop(str(taken), WRONG_USAGE)
    if as_json:
        print_json({"case": case.as_posix(), "files": [path.as_posix() for path in files]})
    # A name that begins with a dash would be taken for an option.
    words = shlex.join([*(["--"] if case.as_posix().startswith("-") else []), case.as_posix()])
    say(f"Made {case.as_posix()}. Edit its files, then: dateline build {words}")
