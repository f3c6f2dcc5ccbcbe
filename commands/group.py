"""The command and its sub-commands, each in a module of its own that is read when it is called."""

# Only light modules are imported at the top of a command. geopandas and folium take a second to import, and
# `add`, `check`, `locate` and `places` need neither: `build` imports them when it runs.

from __future__ import annotations

import atexit
import errno
import gc
import importlib
from typing import Any

import click

from commands.output import SURROUNDINGS, WRONG_USAGE, stop
from maps import __version__

# In the order of the help; each name is a module of this package that holds a click command of that name.
NAMES = (
    "new",
    "read",
    "review",
    "add",
    "edit",
    "move",
    "retract",
    "table",
    "apply",
    "diff",
    "locate",
    "places",
    "areas",
    "check",
    "build",
    "serve",
    "publish",
    "gazetteer",
)


class Commands(click.Group):
    """The sub-commands, with the exit code for surroundings that fail."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        """Name the sub-commands in the order of a case's life."""
        return list(NAMES)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """Read the module of a sub-command; None where there is no such command."""
        if cmd_name not in NAMES:
            return None
        command = getattr(importlib.import_module(f"commands.{cmd_name}"), cmd_name.replace("-", "_"))
        assert isinstance(command, click.Command)
        return command

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        """Find the command that is meant; one that there is not is refused with the nearest."""
        if args and args[0] not in NAMES and not args[0].startswith("-"):
            from layers.fault import find_nearest

            near = find_nearest(args[0], NAMES) or "; 'dateline --help' lists them"
            ctx.fail(f"there is no command {args[0][:80]!r}{near}")
        return super().resolve_command(ctx, args)

    def invoke(self, ctx: click.Context) -> Any:
        """Run a sub-command; what fails round it ends with a sentence and exit code 3."""
        from geo.gazetteer import GazetteerError, NoGazetteerError
        from layers.files.storage import StorageError
        from maps.static_files import StaticError

        # One short run makes many values and hardly a cycle: looking for cycles takes half the time of a large case.
        gc.disable()
        atexit.register(gc.freeze)  # nor need it look through all modules once more while Python ends
        try:
            return super().invoke(ctx)
        except NoGazetteerError as failure:
            stop(str(failure), WRONG_USAGE)
        except (StorageError, GazetteerError, StaticError) as failure:
            stop(str(failure), SURROUNDINGS)
        except OSError as failure:
            if failure.errno == errno.EPIPE:  # whoever reads our output has had enough; click ends quietly
                raise
            stop(f"{failure.filename or 'the disk'}: {failure.strerror or failure}", SURROUNDINGS)
        finally:
            gc.enable()


@click.group(cls=Commands, context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100})
@click.version_option(__version__, prog_name="dateline")
def main() -> None:
    """
    Dateline turns reports into a map: every event at its place and date, and behind it the sources that say so.

    \b
    A case is a folder of text files. To make one, add to it, and draw its map:
      dateline new my-case
      dateline add my-case --layer sightings --title "A ship is seen" \\
          --place "Valletta, Malta" --date 2025-01-15 --source https://example.org/report \\
          --publisher "Example Gazette"
      dateline check my-case
      dateline build my-case

    Then open my-case/map.html by double click. It needs no network.

    Exit codes: 0 done, 1 a fault in a file, 2 wrong usage, also the name of a file that is not there,
    3 the surroundings failed (disk, network, a missing program).
    """  # noqa: D301 - click's mark against wrapping is the character that \b stands for
