"""Fields changed within one table of a TOML file; comments, order, indentation and line ends stay."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import NamedTuple

from layers.editing.event_table import CLAIM_ORDER, FIELD_ORDER, Table, order_claim
from layers.syntax.splice import SpliceError, Splices, find_ending, find_indent, find_line_end, find_line_start
from layers.syntax.toml_arrays import change_value, pair_up, write_like
from layers.syntax.toml_text import write_block, write_key, write_value
from layers.syntax.toml_tree import Heading, Pair, Section, find_headings, read_section


class Block(NamedTuple):
    """The sections of one entry of a list of tables, its own first, and the offsets they stand between."""

    sections: tuple[Section, ...]
    start: int
    end: int


def find_block(text: str, key: str, number: int, *, headings: Sequence[Heading] | None = None) -> Block:
    """
    Find an entry of a list of tables, such as an event, in a TOML text.

    Parameters
    ----------
    text
        A valid TOML document without a byte order mark.
    key
        Name of the list, such as ``event``.
    number
        Which entry, counted from 0.
    headings
        What `find_headings` finds in the text, where it is known already; it
        may be of the text before something behind the entry was changed.

    Returns
    -------
    block
        From the first letter of its heading to the end of the line of its last field.

    Raises
    ------
    SpliceError
        If the entry is not written below a heading of its own.
    """
    if headings is None:
        headings = find_headings(text)
    starts = [at for at, heading in enumerate(headings) if heading.path == (key,) and heading.listed]
    if number >= len(starts):
        raise SpliceError(f"its {key}s are written inline as '{key} = [...]'; write [[{key}]] before each")
    first = starts[number]
    last = starts[number + 1] if number + 1 < len(starts) else len(headings)
    own = [heading for heading in headings[first:last] if heading.path[0] == key]
    sections = tuple(read_section(text, heading) for heading in own)
    return Block(sections, sections[0].start, find_line_end(text, sections[-1].end))


def change_block(text: str, block: Block, *, before: Table, after: Table) -> str:
    """
    Return the text with the fields changed in which two tables differ.

    Parameters
    ----------
    text, block
        The text, and the entry in it as `find_block` gives it.
    before, after
        The table of the entry in its plain form, as it stands and as it is to be.

    Raises
    ------
    SpliceError
        If a field is written in a way that cannot be changed by itself.
    """
    editor = _Editor(Splices(text), find_ending(text))
    editor.change_table(block.sections, 1, before, after, order=FIELD_ORDER)
    return editor.splices.make()


def write_entry(header: str, table: Table) -> str:
    r"""Return the text of a new block, claims in blocks of their own, lines ended by ``\n``."""
    claims = table.get("claim", [])
    block = write_block(header, {key: value for key, value in table.items() if key != "claim"})
    assert isinstance(claims, list)
    for claim in claims:
        block += "\n" + write_block(f"{header[:-2]}.claim]]", order_claim(claim))
    return block


class _Editor:
    """The changes to one file, gathered field by field."""

    def __init__(self, splices: Splices, ending: str) -> None:
        self.splices = splices
        self.text = splices.text
        self.ending = ending

    def change_table(
        self, sections: Sequence[Section], depth: int, before: Table, after: Table, *, order: Sequence[str]
    ) -> None:
        """Change the fields of a table whose own section stands first; `depth` is the length of its path."""
        new: dict[str, object] = {}
        for key in dict.fromkeys((*before, *after)):
            old, wanted = before.get(key), after.get(key)
            if old == wanted:
                continue
            pairs = [pair for pair in sections[0].pairs if pair.key[0] == key]
            below = [part for part in sections[1:] if len(part.path) > depth and part.path[depth] == key]
            if not pairs and not below:
                new[key] = wanted
            elif wanted is None:
                for pair in pairs:
                    self.delete_lines(pair.start, pair.end)
                self.delete_sections(below)
            elif pairs and below:
                raise SpliceError(f"{key} is written in two ways; write it in one")
            elif pairs:
                self.change_pairs(pairs, old, wanted)
            else:
                self.change_below(below, depth, old, wanted)
        claims = new.pop("claim", None)
        if claims is not None:
            assert isinstance(claims, list)
            self.add_sections(sections[-1], ("event", "claim"), claims, like=None)
        if new:
            self.insert_pairs(sections[0], new, order)

    def change_pairs(self, pairs: list[Pair], old: object, wanted: object) -> None:
        """Change a field that stands on lines of its own, as one value or under dotted names."""
        if len(pairs[0].key) == 1:
            change_value(self.splices, pairs[0].value, old, wanted, ending=self.ending)
            return
        if not isinstance(old, Mapping) or not isinstance(wanted, Mapping) or any(len(pair.key) > 2 for pair in pairs):
            raise SpliceError(f"{'.'.join(pairs[0].key)} is written under dotted names; write it as one table")
        prefix = self.text[pairs[-1].start : pairs[-1].value.start].partition("=")[0].rpartition(".")[0]
        self.change_leaves({pair.key[1]: pair for pair in pairs}, wanted, prefix=f"{prefix}.")

    def change_below(self, below: list[Section], depth: int, old: object, wanted: object) -> None:
        """Change a field that is written in sections of its own."""
        if not below[0].listed:
            if not isinstance(wanted, Mapping) or len(below) > 1 or len(below[0].path) > depth + 1:
                raise SpliceError(f"[{'.'.join(below[0].path)}] is nested too deep; write it as one table")
            leaves = {".".join(pair.key): pair for pair in below[0].pairs}
            if not leaves:
                self.insert_pairs(below[0], dict(wanted), ())
            else:
                self.change_leaves(leaves, wanted, prefix="")
            return
        assert isinstance(old, list)
        assert isinstance(wanted, list)
        groups: list[list[Section]] = []
        for section in below:
            if section.path == below[0].path and section.listed:
                groups.append([section])
            else:
                groups[-1].append(section)
        if len(groups) != len(old):
            raise SpliceError(f"{'.'.join(below[0].path)} is written in two ways; write it in one")
        behind = groups[0][0]
        waiting: list[object] = []
        for at, entry in pair_up(old, wanted):
            if at is None:
                waiting.append(entry)
                continue
            if waiting:
                self.add_before(groups[at], below[0].path, waiting)
                waiting = []
            if entry is None:
                self.delete_sections(groups[at])
                continue
            behind = groups[at][-1]
            if isinstance(entry, Mapping) and isinstance(old[at], Mapping):
                order = CLAIM_ORDER if below[0].path[-1] == "claim" else ()
                self.change_table(groups[at], depth + 1, old[at], entry, order=order)
        if waiting:
            self.add_sections(behind, below[0].path, waiting, like=groups[-1][0])

    def change_leaves(self, leaves: Mapping[str, Pair], wanted: Table, *, prefix: str) -> None:
        last = list(leaves.values())[-1]
        for name, pair in leaves.items():
            if name not in wanted:
                self.delete_lines(pair.start, pair.end)
            else:
                held = write_like(self.text[pair.value.start : pair.value.end], wanted[name], ending=self.ending)
                if held is not None:
                    self.splices.replace(pair.value.start, pair.value.end, held)
        for name, value in wanted.items():
            if name not in leaves:
                self.insert_line(last.start, last.end, f"{prefix}{write_key(name)} = {write_value(value)}")

    def insert_pairs(self, section: Section, new: Table, order: Sequence[str]) -> None:
        """Write new fields, each behind the last one that comes before it in the usual order."""
        rank = {key: number for number, key in enumerate(order)}
        for key in sorted(new, key=lambda key: rank.get(key, len(rank))):
            before = [pair for pair in section.pairs if rank.get(pair.key[0], len(rank)) < rank.get(key, len(rank) + 1)]
            after = before[-1] if before else None
            line = f"{write_key(key)} = {write_value(new[key])}"
            if after is not None:
                self.insert_line(after.start, after.end, line)
            else:
                indent = find_indent(self.text, section.pairs[0].start) if section.pairs else None
                self.insert_line(section.start, section.heading_end, line, indent=indent)

    def insert_line(self, start: int, end: int, line: str, *, indent: str | None = None) -> None:
        """Write a line behind that on which `end` stands, indented as that on which `start` stands."""
        indent = find_indent(self.text, start) if indent is None else indent
        at = find_line_end(self.text, end)
        before = "" if self.text.endswith("\n", 0, at) else self.ending
        behind = self.ending if not before else ""
        self.splices.insert(at, f"{before}{indent}{line}{behind}")

    def delete_lines(self, start: int, end: int) -> None:
        """Take out the lines from `start` to `end`, with the comment at the end of the last."""
        self.splices.delete(find_line_start(self.text, start), find_line_end(self.text, end))

    def delete_sections(self, sections: Sequence[Section]) -> None:
        for section in sections:
            start = find_line_start(self.text, section.start)
            # Their comments stay: only lines of the section itself, and the empty line before it, go.
            above = find_line_start(self.text, start - 1) if start else 0
            if start and not self.text[above:start].strip():
                start = above
            held = [(section.start, section.heading_end), *((pair.start, pair.end) for pair in section.pairs)]
            for number, (first, last) in enumerate(held):
                begin = start if number == 0 else find_line_start(self.text, first)
                self.splices.delete(begin, find_line_end(self.text, last))

    def add_sections(
        self, behind: Section, path: tuple[str, ...], new: Sequence[object], *, like: Section | None
    ) -> None:
        """Write new entries of a list of tables behind a section."""
        at = find_line_end(self.text, behind.end)
        text = "".join(f"\n{self.write_section(path, entry, like)}" for entry in new).replace("\n", self.ending)
        if not self.text.endswith("\n", 0, at):
            text = self.ending + text.removesuffix(self.ending)
        self.splices.insert(at, text)

    def add_before(self, group: Sequence[Section], path: tuple[str, ...], new: Sequence[object]) -> None:
        at = find_line_start(self.text, group[0].start)
        text = "".join(f"{self.write_section(path, entry, group[0])}\n" for entry in new).replace("\n", self.ending)
        self.splices.insert(at, text)

    def write_section(self, path: tuple[str, ...], entry: object, like: Section | None) -> str:
        assert isinstance(entry, Mapping)
        ordered = order_claim(entry) if path[-1] == "claim" else entry
        block = write_block(f"[[{'.'.join(write_key(part) for part in path)}]]", ordered)
        if like is None:
            return block
        heading, indent = find_indent(self.text, like.start), ""
        if like.pairs:
            indent = find_indent(self.text, like.pairs[0].start)
        lines = block.splitlines(keepends=True)
        return heading + lines[0] + "".join(indent + line for line in lines[1:])
