"""Tables written as TOML text, for blocks that are appended to a file."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping, Sequence

_BARE = re.compile(r"[A-Za-z0-9_-]+")
_CODES = {code: f"\\u{code:04X}" for code in (*range(0x20), 0x7F) if chr(code) not in "\t\n\r\b\f"}


def write_block(header: str, table: Mapping[str, object]) -> str:
    r"""
    Write one table with its header, one field a line, lines ended by ``\n``.

    Empty fields are left out. Texts, numbers, booleans, lists of texts and
    tables of texts are known.

    Examples
    --------
    >>> print(write_block("[[event]]", {"title": 'The "Lena"', "tags": ["ship"], "note": ""}), end="")
    [[event]]
    title = "The \"Lena\""
    tags = ["ship"]
    """
    lines = [
        f"{write_key(key)} = {write_value(value)}" for key, value in table.items() if value not in ("", None, [], {})
    ]
    return "\n".join([header, *lines]) + "\n"


def write_value(value: object) -> str:
    """Write a value as TOML on one line."""
    if isinstance(value, str):
        # JSON's escapes are TOML's too; only DEL must be escaped besides.
        return json.dumps(value, ensure_ascii=False).translate(_CODES)
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, (int, float)):
        return repr(value)
    if isinstance(value, Mapping):
        return "{ " + ", ".join(f"{write_key(str(key))} = {write_value(entry)}" for key, entry in value.items()) + " }"
    if isinstance(value, Sequence):
        return "[" + ", ".join(write_value(entry) for entry in value) + "]"
    raise TypeError(f"{type(value).__name__} cannot be written as TOML")


def write_key(key: str) -> str:
    """Write a key, in quotes where it needs them."""
    return key if _BARE.fullmatch(key) else write_value(key)
