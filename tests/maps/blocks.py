"""Read a built page again in Python: its blocks, inflated, and its columns, decoded by their own layout."""

from __future__ import annotations

import base64
import json
import re
import zlib
from collections.abc import Mapping
from dataclasses import dataclass
from html.parser import HTMLParser
from typing import Any

import numpy as np

NONE = 0x7FFFFFFF
OPEN_START = -0x80000000


class _Scripts(HTMLParser):
    """Texts of the script elements by id; those that run have none."""

    def __init__(self) -> None:
        super().__init__()
        self.by_id: dict[str, str] = {}
        self._open: str | None = None

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        name = dict(attrs).get("id")
        if tag == "script" and name:
            self._open = name
            self.by_id[name] = ""

    def handle_data(self, data: str) -> None:
        if self._open:
            self.by_id[self._open] += data

    def handle_endtag(self, tag: str) -> None:
        self._open = None


def read_raw_blocks(page: str) -> dict[str, bytes]:
    """Return the bytes of every block of a page, inflated where it is packed."""
    scripts = _Scripts()
    scripts.feed(page)
    scripts.close()
    return {name: text.encode() if name == "dl-head" else inflate(text) for name, text in scripts.by_id.items()}


def inflate(text: str) -> bytes:
    """Return what a base64 text of raw deflate holds."""
    return zlib.decompress(base64.b64decode(text.strip(), validate=True), -15)


def drop_blocks(page: str) -> str:
    """Return a page without what its blocks, its title and its policy hold: what must not depend on the case."""
    page = re.sub(r'(<script type="[a-z/]+" id="dl-[a-z0-9-]+">).*?(</script>)', r"\1\2", page, flags=re.DOTALL)
    return re.sub(r"<title>.*?</title>", "<title></title>", page, count=1, flags=re.DOTALL)


@dataclass(frozen=True, slots=True)
class Blocks:
    """The blocks of a page as values."""

    head: Mapping[str, Any]
    columns: Mapping[str, Any]
    context: Mapping[str, Any]
    sources: list[Mapping[str, Any]]
    ids: list[str]
    texts: list[Mapping[str, Any]]

    def text(self, event: str) -> Mapping[str, Any]:
        """Return the texts of an event by its id."""
        return self.texts[self.ids.index(event)]

    def intervals(self, index: int) -> list[tuple[float, float, float, float, bool, bool]]:
        """Return the claimed intervals of an event: four days, chosen, lasts; infinite where open."""
        columns, single = self.columns, self.head["sorted"]
        if index < single:
            start = columns["start"]
            day = float(self.head["firstDay"] + int(np.searchsorted(start, index, side="right")) - 1)
            return [(day, day, day, day, True, False)]
        found = []
        for at in np.flatnonzero(columns["owner"] == index):
            days = [_open(int(columns[name][at])) for name in ("earliest", "begin_latest", "end_earliest", "latest")]
            flags = int(columns["flags"][at])
            found.append((days[0], days[1], days[2], days[3], bool(flags & 1), bool(flags & 2)))
        return found


def _open(day: int) -> float:
    if day == NONE:
        return float("inf")
    return float("-inf") if day == OPEN_START else float(day)


def read_blocks(page: str) -> Blocks:
    """Decode a whole page."""
    raw = read_raw_blocks(page)
    head = json.loads(raw["dl-head"])
    texts = []
    for number in range(-(-head["count"] // head["chunk"])):
        texts += json.loads(raw[f"dl-text-{number}"])
    return Blocks(
        head=head,
        columns=read_columns(raw["dl-columns"], count=head["count"], days=head["days"], intervals=head["intervals"]),
        context=json.loads(raw["dl-context"]),
        sources=json.loads(raw["dl-sources"]),
        ids=json.loads(raw["dl-ids"]),
        texts=texts,
    )


def read_columns(raw: bytes, *, count: int, days: int, intervals: int) -> dict[str, Any]:
    """Decode the columns; every byte must belong to one."""
    sizes = [("lon", count), ("lat", count), ("start", days + 1), ("area", count), ("radius", count)]
    sizes += [(name, intervals) for name in ("owner", "earliest", "begin_latest", "end_earliest", "latest")]
    columns: dict[str, Any] = {}
    at = 0
    for name, size in sizes:
        planes = np.frombuffer(raw[at : at + 4 * size], dtype="u1").reshape(4, size)
        columns[name] = np.ascontiguousarray(planes.T).view("<i4").reshape(size)
        at += 4 * size
    for name in ("layer", "occurrence", "status", "precision", "conflict"):
        columns[name] = np.frombuffer(raw[at : at + count], dtype="u1")
        at += count
    columns["flags"] = np.frombuffer(raw[at : at + intervals], dtype="u1")
    at += intervals
    assert at == len(raw)
    return columns
