"""Write docs/cli.md from the help texts of the command; with --check, say whether it is up to date."""

from __future__ import annotations

import sys
from pathlib import Path

import click

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))

from dateline import main  # noqa: E402 - importable only once the folder above is on the path

PAGE = ROOT / "docs" / "cli.md"
WIDTH = 100
HEAD = """\
# The command line

Made from the help texts by `docs/make_cli.py`; change those, not this page.

With `--json`, a command prints one JSON object a line to standard output; messages go to standard error.

Exit codes, the same in all commands:

| code | |
|---|---|
| 0 | done |
| 1 | a fault in what a file says, named with file and line; also a file that a case lacks, such as its `sources.toml` |
| 2 | wrong usage: an option, name or value that cannot be; also a file or folder that is to be read and is not there, named on the command line or in `DATELINE_CONFIG` or `DATELINE_GAZETTEER` |
| 3 | the surroundings failed: disk, rights, network, a missing program; also a file that cannot be written, as in a folder that is not there |

Of several reports, those that can be read are read; a fault in one (1) then outweighs one that is not there (2).
"""  # noqa: E501 - a row of a table is one line

JSON = """
## What `--json` prints

| command | object |
|---|---|
| `new` | `case`, `files` |
| `add` | `event` (its id), `layer`, `file`, `line`, `source` (its id), `written`, `changes` (`field`, `before`, `after`), `place` (`text`, `chosen`, `reason`) |
| `edit`, `move`, `retract` | the same without `source` |
| `table` | `output`, `rows`, `events`, `ids` (those written into the layer) |
| `diff` | one for each event and kind: `kind` (`added`, `removed`, `retracted`, `moved`, `redated`, `retitled`, `re-sourced`, `status`, `corrected`, `changed`), `event`, `title`, `layer`, `distance_m` (null where it did not move), `changes` (`field`, `before`, `after`) |
| `apply` | one for each event that changes: `event`, `rows`, `new`, `changes` (`field`, `before`, `after`) |
| `read` | one for each report: `file`, `published`, `mentions` (`start`, `end`, `text`, `score`, `cues`, `place` or null, `candidates`, `margin`, `reasons`, `why`), `dates` (`start`, `end`, `text`, `edtf`, `anchor`, `rule`, `kind`, `sure`), `described` (places told by other places), `contradictions`, `events` (`title`, `quote`, `start`, `end`, `place`, `role`, `date`, `date_as_written`, `occurrence`, `status`, `citing`, `place_as_written`, `origin`, `destination`, `reasons`, `others`, `notices`), `notices`; offsets in code points, end exclusive; with `--case` also `source`, `drafts`, `added`, `known` |
| `review --list` | one for each draft: `key`, `file`, `line`, the fields of the event, `draft` (its reasons) |
| `publish` | one for each text, picture and coordinate that becomes public: `kind`, `of`, `field`, `value`; last the release |
| `serve` | `address`, `port` |
| `gazetteer` | what the gazetteer holds: counts by kind, its file, size and sources |
| `check` | one for each finding: `kind` (`fault`, `warning`, `conflict`, `undated`, `unplaced`, `lapsed`), `file`, `line`, `event`, `field`, `message`, `values` |
| `build` | `output`, `events`, `layers`, `bytes`, `seconds`, `conflicts`, `undated`, `unplaced` |
| `locate` | `name`, `candidates`, best first: `id`, `name`, `lon`, `lat`, `precision`, `radius_m`, `country`, `admin1`, `score`, `reasons` (the parts of the score) |
| `places` | one for each event: `event`, `place` (the text), `chosen` (null when not on the map), `reason`, `candidates`; with `--review`, one for each doubtful text, the least sure first: `place`, `events`, `margin` (how far the choice is ahead of the next; 0 where none was made), `chosen`, `reason`, `candidates`, each also with `nearest`, `nearest_km` (the nearest other place of the case) and `middle_km` |
| `areas import`, `areas fetch` | one for each region: `place`, `taken`, `name`, `source_id`, `attribution`, `reason` |
| `areas list` | one for each region: `place`, `texts` (all that mean it), `id`, `exact`, `name`, `attribution`, `license`, `source`, `source_id` |
"""  # noqa: E501 - a row of a table is one line


def write_page() -> str:
    """Return the whole page."""
    context = main.make_context("dateline", [], resilient_parsing=True, max_content_width=WIDTH, terminal_width=WIDTH)
    parts = [HEAD, "\n## `dateline`\n\n", _block(main.get_help(context))]
    parts += _write_commands(main, context)
    return "".join([*parts, JSON])


def _write_commands(group: click.Group, context: click.Context) -> list[str]:
    """Return a section for each sub-command, those of a group after it."""
    parts = []
    for name in group.list_commands(context):
        command = group.get_command(context, name)
        assert command is not None
        inner = click.Context(command, info_name=name, parent=context, max_content_width=WIDTH, terminal_width=WIDTH)
        parts += [f"\n## `{inner.command_path}`\n\n", _block(command.get_help(inner))]
        if isinstance(command, click.Group):
            parts += _write_commands(command, inner)
    return parts


def _block(text: str) -> str:
    lines = [line.rstrip() for line in text.splitlines()]
    return "```text\n" + "\n".join(lines) + "\n```\n"


if __name__ == "__main__":
    if sys.argv[1:] == ["--check"]:
        if not PAGE.exists() or PAGE.read_text(encoding="utf-8") != write_page():
            sys.exit("docs/cli.md differs from the help texts; run: python docs/make_cli.py")
    else:
        PAGE.write_text(write_page(), encoding="utf-8", newline="\n")
