"""The members of a JSON object with the spans they stand in, changed one by one."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from typing import NamedTuple

from layers.syntax.splice import Splices

_SPACE = re.compile(r"[ \t\r\n]*")
_DECODER = json.JSONDecoder()


class Member(NamedTuple):
    """One member of an object: from the first quote of its name to the end of its value."""

    name: str
    start: int
    value_start: int
    end: int


def read_members(text: str, start: int) -> list[Member]:
    """Return the members of the object that begins at an offset of a valid JSON text."""
    members = []
    at = _skip(text, start + 1)
    while text[at] != "}":
        first = at
        name, at = _DECODER.raw_decode(text, at)
        value_start = _skip(text, _skip(text, at) + 1)
        _, at = _DECODER.raw_decode(text, value_start)
        members.append(Member(name, first, value_start, at))
        at = _skip(text, at)
        if text[at] == ",":
            at = _skip(text, at + 1)
    return members


def change_members(splices: Splices, start: int, wanted: Mapping[str, object]) -> None:
    """
    Set members of the object that begins at an offset; one that is None goes.

    A new member comes behind the last, parted from it as the members before are.
    """
    text = splices.text
    members = read_members(text, start)
    named = {member.name: member for member in members}
    kept = [member for member in members if not (member.name in wanted and wanted[member.name] is None)]
    for at, member in enumerate(members):
        if member.name not in wanted:
            continue
        if wanted[member.name] is not None:
            value = write_json(wanted[member.name], like=text[member.value_start : member.end])
            splices.replace(member.value_start, member.end, value)
        elif kept and member.start > kept[-1].start:  # behind the last that stays: its comma goes too
            splices.delete(members[at - 1].end, member.end)
        else:
            splices.delete(member.start, members[at + 1].start if at + 1 < len(members) else member.end)
    new = {name: value for name, value in wanted.items() if name not in named and value is not None}
    if not new:
        return
    between = ", " if len(members) < 2 else text[members[0].end : members[1].start]
    if len(members) == 1:
        between = "," + (text[start + 1 : members[0].start] or " ")
    colon = ": " if not members else text[members[0].start : members[0].value_start]
    colon = ": " if not members else colon[len(colon.rstrip(" \t\r\n:")) :]
    parts = [
        f"{json.dumps(name, ensure_ascii=False)}{colon}{write_json(value, like='')}" for name, value in new.items()
    ]
    if kept:
        splices.insert(kept[-1].end, "".join(between + part for part in parts))
    else:
        splices.insert(start + 1, between.join(parts))


def write_json(value: object, *, like: str) -> str:
    """Write a value as JSON; on one line, as JSON text within a text where the old value was that."""
    if isinstance(value, (list, dict)) and like.startswith('"'):
        value = json.dumps(value, ensure_ascii=False)
    return json.dumps(value, ensure_ascii=False)


def _skip(text: str, at: int) -> int:
    found = _SPACE.match(text, at)
    return found.end() if found else at
