"""The scanner that finds the lines of keys, held against tomllib."""

from __future__ import annotations

import tomllib
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from layers.syntax.toml_lines import find_lines
from layers.syntax.toml_text import write_block, write_value


def key_paths(value: Any, path: tuple[str | int, ...] = ()) -> set[tuple[str | int, ...]]:
    """Return the path of every key in a parsed document."""
    found: set[tuple[str | int, ...]] = set()
    if isinstance(value, dict):
        for key, inner in value.items():
            found |= {(*path, key)} | key_paths(inner, (*path, key))
    elif isinstance(value, list):
        for number, inner in enumerate(value):
            found |= key_paths(inner, (*path, number))
    return found


def test_every_way_to_write_a_key_is_found_on_its_line():
    """A fault must name the line on which the editor wrote the key, however it was written."""
    text = '''# a comment with [brackets] and "quotes"
title = """
two lines, "quotes", a = 1
[not.a.table]"""
'quoted key' = 1
"esc\\u0061ped".inner = 'x'   # = 2
a.b.c = { d = "}", "e" = [1,
  2, { f = "]" }] }

[table."with dot.s"]
when = 1979-05-27 07:32:00
[[event]]
tags = [ # why
  "a", 'b', """c
d""",
]
[[event.claim]]
source = "x"
[event.values]
ships = 1
[[event]]
[[event.claim]]
[[event.claim]]
source = "y"
'''
    lines = find_lines(text)

    assert key_paths(tomllib.loads(text)) <= set(lines)
    assert lines["title",] == 2
    assert lines["quoted key",] == 5
    assert lines["escaped", "inner"] == 6
    assert lines["a", "b", "c", "e", 2, "f"] == 8
    assert lines["table", "with dot.s", "when"] == 11
    assert lines["event", 0, "tags", 2] == 14
    assert lines["event", 0, "claim", 0, "source"] == 18
    assert lines["event", 0, "values", "ships"] == 20
    assert lines["event", 1, "claim", 1, "source"] == 24


def test_windows_line_ends_count_once():
    """A file from Windows must not show every line number doubled."""
    assert find_lines("a = 1\r\n\r\nb = '''\r\nx'''\r\nc = 2\r\n")["c",] == 5


texts = st.text(st.characters(exclude_categories=["Cs", "Cc"]), max_size=8) | st.sampled_from(
    ['"', "'''", "a\nb", "\\", "#[", "\t"]
)
scalars = texts | st.integers(-9, 9) | st.booleans() | st.floats(allow_nan=False, allow_infinity=False)
inner_tables = st.dictionaries(texts, scalars, max_size=3)
values = st.recursive(
    scalars, lambda inner: st.lists(inner, max_size=3) | st.dictionaries(texts, inner, max_size=3), max_leaves=6
)


@given(st.lists(st.dictionaries(texts, values, max_size=4), max_size=4), st.sampled_from(["\n", "\r\n"]))
def test_located_keys_are_those_that_tomllib_reads(tables: list[dict[str, object]], ending: str):
    """Whatever a person writes, no key may lack a line, and no line may be out of the file."""
    text = "\n".join(write_block("[[event]]", table) for table in tables).replace("\n", ending)

    lines = find_lines(text)

    assert key_paths(tomllib.loads(text)) <= set(lines)
    assert all(1 <= line <= text.count("\n") + 1 for line in lines.values())
    assert [lines["event", number] for number in range(len(tables))] == [
        number for number, line in enumerate(text.split("\n"), start=1) if line.strip() == "[[event]]"
    ]


@given(values)
def test_what_is_written_as_toml_is_read_back_as_it_was(value: object):
    """`add` must not change a single character of what a person typed."""
    assert tomllib.loads(f"k = {write_value(value)}")["k"] == value
