"""A layer as TOML: its own fields, then ``[[event]]`` with ``[[event.claim]]``."""

from __future__ import annotations

import contextlib
import re
import tomllib
from collections.abc import Callable
from typing import Any

from layers.files.text import TextError
from layers.formats.plain import explain_toml
from layers.formats.raw import KeyPath, RawEvent, RawLayer
from layers.syntax.toml_lines import find_lines

_TYPESET = re.compile(r"=\s*\[?\s*[“”„«»‘’]")
_AT = re.compile(r" \(at (?:line (\d+), column \d+|end of document)\)$")


def parse_toml(text: str) -> tuple[dict[str, Any], Callable[[KeyPath], int]]:
    """
    Parse a TOML file of a case.

    Returns
    -------
    table
        What tomllib reads.
    find_line
        Line of a key path, or of the nearest table that holds it. The file is
        scanned for lines on the first call only.

    Raises
    ------
    TextError
        If the text is not TOML, with the line that tomllib names.
    """
    try:
        table = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        message = str(error)
        found = _AT.search(message)
        line = int(found[1]) if found and found[1] else text.rstrip().count("\n") + 1
        written = text.splitlines()[line - 1 : line]
        if written and _TYPESET.search(written[0]):
            raise TextError('not TOML: typographic quotes stand round a text; write straight ones, "…"', line) from None
        raise TextError(f"not TOML: {explain_toml(message)}", line) from None
    except RecursionError:
        raise TextError("nested too deep; write tables and arrays of a few levels only") from None
    except (ValueError, OverflowError) as error:
        # A date that no calendar has, or a number without end.
        raise TextError(f"not TOML: a date that no calendar has, or a number too long ({error})") from None

    return table, find_lines_later(text)


def find_lines_later(text: str) -> Callable[[KeyPath], int]:
    """Return a function that finds the line of a key path; it scans the text at its first call."""
    lines: dict[KeyPath, int] = {}

    def find_line(path: KeyPath) -> int:
        if not lines:
            lines[()] = 1
            with contextlib.suppress(RecursionError):  # nested as deep as tomllib just allows: no lines, but the fault
                lines.update(find_lines(text))
        while path not in lines:
            path = path[:-1]
        return lines[path] if path else 0

    return find_line


def read_layer(text: str) -> RawLayer:
    """Read a TOML layer; raise TextError where it is not one."""
    table, find_line = parse_toml(text)
    tables = table.pop("event", [])
    if not isinstance(tables, list) or not all(isinstance(entry, dict) for entry in tables):
        raise TextError("'event' is not a list of tables; write [[event]] before each event", find_line(("event",)))
    return RawLayer([RawEvent(entry) for entry in tables], find_line, table)
