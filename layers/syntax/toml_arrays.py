"""Lists and inline tables of a TOML file changed entry by entry, so that remarks between the entries stay."""

from __future__ import annotations

import difflib
import json
import tomllib
from collections.abc import Iterator, Mapping, Sequence

from layers.syntax.splice import SpliceError, Splices, find_indent, find_line_end, find_line_start
from layers.syntax.toml_text import write_key, write_value
from layers.syntax.toml_tree import Pair, Value


def pair_up(old: Sequence[object], new: Sequence[object]) -> Iterator[tuple[int | None, object]]:
    """
    Match the entries of two versions of a list.

    Yields
    ------
    at, entry
        In the order of the new list: the place of an old entry and what it
        becomes (None: it goes), or None and an entry that is new.

    Examples
    --------
    >>> list(pair_up(["a", "b"], ["a", "c", "b"]))
    [(0, 'a'), (None, 'c'), (1, 'b')]
    """
    if len(old) == len(new):
        yield from enumerate(new)
        return
    words = [[json.dumps(entry, sort_keys=True, default=str) for entry in part] for part in (old, new)]
    matcher = difflib.SequenceMatcher(None, words[0], words[1], autojunk=False)
    for _, a, b, c, d in matcher.get_opcodes():
        common = min(b - a, d - c)
        for step in range(common):
            yield a + step, new[c + step]
        for at in range(a + common, b):
            yield at, None
        for at in range(c + common, d):
            yield None, new[at]


def write_like(old: str, value: object, *, ending: str) -> str | None:
    """
    Write a value with the quotes that the old one has, where they can hold it.

    Returns
    -------
    text
        None where the old text means the value already.
    """
    held = tomllib.loads(f"k = {old}")["k"]
    if type(held) is type(value) and held == value:
        return None
    if not isinstance(value, str):
        return write_value(value)
    plain = all(" " <= letter != "\x7f" for letter in value)
    if old.startswith(('"""', "'''")) and "\n" in value:
        lines = (json.dumps(line, ensure_ascii=False)[1:-1].replace("\x7f", "\\u007F") for line in value.split("\n"))
        return f'"""{ending}{ending.join(lines)}"""'
    if old.startswith("'") and plain and "'" not in value:
        return f"'{value}'"
    return write_value(value)


def change_array(
    splices: Splices, array: Value, old: Sequence[object], wanted: Sequence[object], *, ending: str
) -> None:
    """Change the entries of an array one by one."""
    if len(array.entries) != len(old) or not old or not wanted:
        splices.replace(array.start, array.end, write_value(wanted))
        return
    behind: int | None = None
    waiting: list[object] = []
    gone: list[int] = []
    for at, entry in pair_up(old, wanted):
        if at is None:
            waiting.append(entry)
            continue
        if waiting:
            _insert_entries(splices, array, behind, waiting, ending=ending)
            waiting = []
        if entry is None:
            gone.append(at)
            continue
        behind = at
        if entry != old[at]:
            change_value(splices, array.entries[at], old[at], entry, ending=ending)
    if waiting:
        _insert_entries(splices, array, behind, waiting, ending=ending)
    _delete_entries(splices, [(part.start, part.end) for part in array.entries], gone)


def change_inline(splices: Splices, table: Value, wanted: Mapping[str, object], *, ending: str) -> None:
    """Change the fields of an inline table one by one."""
    if any(len(pair.key) > 1 for pair in table.pairs):
        raise SpliceError("an inline table holds dotted names; write them as tables")
    held: dict[str, Pair] = {pair.key[0]: pair for pair in table.pairs}
    new = {key: value for key, value in wanted.items() if key not in held}
    if not any(key in wanted for key in held):
        splices.replace(table.start, table.end, write_value(wanted))
        return
    gone = [number for number, pair in enumerate(table.pairs) if pair.key[0] not in wanted]
    for key, pair in held.items():
        if key in wanted:
            value = wanted[key]
            before = tomllib.loads(f"k = {splices.text[pair.value.start : pair.value.end]}")["k"]
            change_value(splices, pair.value, before, value, ending=ending)
    spans = [(pair.start, pair.end) for pair in table.pairs]
    _delete_entries(splices, spans, gone)
    if new:
        last = max(number for number in range(len(spans)) if number not in gone)
        words = "".join(f", {write_key(key)} = {write_value(value)}" for key, value in new.items())
        splices.insert(spans[last][1], words)


def change_value(splices: Splices, value: Value, old: object, wanted: object, *, ending: str) -> None:
    """Change a value in place: entry by entry where it is a list or an inline table, else as a whole."""
    if value.kind == "table" and isinstance(wanted, Mapping):
        change_inline(splices, value, wanted, ending=ending)
    elif (
        value.kind == "array" and isinstance(old, list) and isinstance(wanted, list) and len(old) == len(value.entries)
    ):
        change_array(splices, value, old, wanted, ending=ending)
    else:
        text = write_like(splices.text[value.start : value.end], wanted, ending=ending)
        if text is not None:
            splices.replace(value.start, value.end, text)


def _stands_alone(text: str, start: int, end: int) -> bool:
    """Tell whether an entry has its lines to itself, but for a comma and a comment."""
    rest = text[end : find_line_end(text, end)].lstrip(" \t").removeprefix(",").strip()
    return not text[find_line_start(text, start) : start].strip() and (not rest or rest.startswith("#"))


def _insert_entries(splices: Splices, array: Value, behind: int | None, new: Sequence[object], *, ending: str) -> None:
    text = splices.text
    if behind is None:
        first = array.entries[0]
        if _stands_alone(text, first.start, first.end):
            indent = find_indent(text, first.start)
            lines = "".join(f"{indent}{write_value(entry)},{ending}" for entry in new)
            splices.insert(find_line_start(text, first.start), lines)
        else:
            splices.insert(first.start, "".join(f"{write_value(entry)}, " for entry in new))
        return
    entry = array.entries[behind]
    if not _stands_alone(text, entry.start, entry.end):
        splices.insert(entry.end, "".join(f", {write_value(value)}" for value in new))
        return
    if not text[entry.end :].lstrip(" \t").startswith(","):
        splices.insert(entry.end, ",")
    indent = find_indent(text, entry.start)
    splices.insert(find_line_end(text, entry.end), "".join(f"{indent}{write_value(value)},{ending}" for value in new))


def _delete_entries(splices: Splices, spans: Sequence[tuple[int, int]], gone: Sequence[int]) -> None:
    """Take out entries with their commas; one that has its line to itself goes with the line."""
    text = splices.text
    kept = [number for number in range(len(spans)) if number not in gone]
    for at in gone:
        start, end = spans[at]
        if _stands_alone(text, start, end):
            splices.delete(find_line_start(text, start), find_line_end(text, end))
        elif at < kept[-1]:
            splices.delete(start, spans[at + 1][0])
        else:  # behind the last that stays, whose comma goes too
            splices.delete(spans[at - 1][1], end)
