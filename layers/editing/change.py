"""A change of one event, and why one cannot be made."""

from __future__ import annotations

import difflib
from collections.abc import Mapping
from dataclasses import dataclass, field
from types import NoneType

from layers.editing.event_table import Table, plain_field, plain_table, show_value
from layers.event import Event
from layers.fault import Fault
from layers.source import Source


class EditError(ValueError):
    """
    What was to be changed cannot be; nothing was changed.

    `faults` holds one entry for each thing wrong. A fault with a line stands
    in the files of the case, one without in what was to come in (its `field`
    names the part). A second try helps only with other words.
    """

    def __init__(self, faults: tuple[Fault, ...]) -> None:
        super().__init__("\n".join(fault.text for fault in faults))
        self.faults = faults


@dataclass(frozen=True, slots=True)
class Rival:
    """Two versions of one field: `now` stands in the file, `wanted` was to come in, `base` is what both began from."""

    field: str
    base: object
    now: object
    wanted: object

    @property
    def text(self) -> str:
        """Both versions in a sentence."""
        return (
            f"somebody else has changed it since it was read: it was {show_value(self.base)}, "
            f"it now is {show_value(self.now)}, and {show_value(self.wanted)} was to take its place"
        )


class ConflictError(EditError):
    """
    Somebody else has changed the same fields since they were read; nothing was changed.

    `rivals` holds both versions of each. A second try helps with the new
    version as its base, once a person has looked at it.
    """

    def __init__(self, rivals: tuple[Rival, ...], *, event: str, file: str, line: int) -> None:
        super().__init__(tuple(Fault("fault", file, line, rival.field, rival.text, event) for rival in rivals))
        self.rivals = rivals


@dataclass(frozen=True, slots=True)
class FieldChange:
    """One field before and after; None where it was, or is, absent."""

    field: str
    before: object
    after: object

    @property
    def text(self) -> str:
        """
        The change as one line.

        Examples
        --------
        >>> FieldChange("title", "A ship", None).text
        "title: 'A ship' is removed"
        """
        if self.before is None:
            return f"{self.field}: {show_value(self.after)} is new"
        if self.after is None:
            return f"{self.field}: {show_value(self.before)} is removed"
        return f"{self.field}: {show_value(self.before)} becomes {show_value(self.after)}"


@dataclass(frozen=True, slots=True)
class FileChange:
    """A file before and after, as it was written."""

    path: str
    old: bytes | None
    """None where the file is new."""
    new: bytes | None
    """None where the file goes again."""

    @property
    def diff(self) -> str:
        """The change as a unified diff; a byte order mark is not shown."""
        old, new = (_split_lines(content) for content in (self.old, self.new))
        out = []
        for line in difflib.unified_diff(old, new, fromfile=self.path, tofile=self.path):
            bare = line.rstrip("\r\n")
            out.append(bare if line.endswith("\n") else f"{bare}\n\\ no line end at the end of the file")
        return "\n".join(out) + "\n" if out else ""


@dataclass(frozen=True, slots=True)
class Change:
    """
    What a call changed, and all that is needed to take it back.

    `before` and `after` are the event's table in its plain form (as in a TOML
    layer, claims under ``claim``); None where the event was not, or is no
    longer, there.
    """

    event_id: str
    layer: str
    file: str
    line: int
    before: Mapping[str, object] | None
    after: Mapping[str, object] | None
    event: Event | None = None
    """The event as it now is."""
    source: Source | None = None
    """The new source, where one came in with the event."""
    old_text: str = ""
    """The text of the event in its file before; empty where it was not there."""
    new_text: str = ""
    """Its text after, with what was written round it."""
    files: tuple[FileChange, ...] = field(default=(), compare=False, repr=False)
    written: bool = True
    """False after a dry run, and where there was nothing to change."""

    @property
    def fields(self) -> tuple[FieldChange, ...]:
        """The fields that differ; those of claims and tables by dotted names, claims counted from 1."""
        return compare_tables(self.before or {}, self.after or {})

    @property
    def diff(self) -> str:
        """The change of all files as a unified diff."""
        return "".join(file.diff for file in self.files)


def _split_lines(content: bytes | None) -> list[str]:
    return (content or b"").decode("utf-8-sig", "replace").splitlines(keepends=True)


def compare_tables(before: Table, after: Table) -> tuple[FieldChange, ...]:
    """Return the fields in which two tables of an event, in their plain form, differ."""
    old, new = flatten_table(before), flatten_table(after)
    names = [*old, *(name for name in new if name not in old)]
    return tuple(FieldChange(name, old.get(name), new.get(name)) for name in names if old.get(name) != new.get(name))


def flatten_table(table: Table, prefix: str = "") -> dict[str, object]:
    """
    Return the fields of a table by dotted names.

    Examples
    --------
    >>> flatten_table({"title": "A ship", "values": {"ships": "1"}, "claim": [{"source": "gazette"}]})
    {'title': 'A ship', 'values.ships': '1', 'claim.1.source': 'gazette'}
    """
    flat: dict[str, object] = {}
    for key, value in table.items():
        if isinstance(value, Mapping) and key in ("values", "value_reasons"):
            flat |= {f"{prefix}{key}.{name}": text for name, text in value.items()}
        elif key == "claim" and isinstance(value, list):
            for number, claim in enumerate(value, start=1):
                if isinstance(claim, Mapping):
                    flat |= flatten_table(claim, f"{prefix}claim.{number}.")
        else:
            flat[prefix + key] = value
    return flat


def merge_fields(
    now: Table, wanted: Table, *, base: Table | None = None
) -> tuple[dict[str, object], tuple[Rival, ...]]:
    """
    Bring wanted fields into the table of an event.

    Parameters
    ----------
    now
        The table as it stands in the file.
    wanted
        The fields to set; one that is None or empty is to go. Tables
        (``values``) and the list ``claim`` come as wholes.
    base
        The table as it was when the wish arose; None to set the fields whatever they now are.

    Returns
    -------
    after
        The new table in its plain form.
    rivals
        Fields that are no longer as in `base` and are wanted otherwise than they now are.
    """
    current = plain_table(now)
    began = plain_table(base) if base is not None else None
    after = dict(current)
    rivals: list[Rival] = []
    for key, value in wanted.items():
        new = plain_field(key, value)
        held = current.get(key)
        if began is not None and held != began.get(key) and held != new:
            new, found = _merge_field(key, began.get(key), held, new)
            rivals += found
        if new is None:
            after.pop(key, None)
        else:
            after[key] = new
    return after, tuple(rivals)


def _merge_field(key: str, base: object, now: object, wanted: object) -> tuple[object, list[Rival]]:
    """Merge a field that others have changed: tables name by name, claims one by one where they are the same ones."""
    if base == wanted:
        return now, []
    if key in ("values", "value_reasons"):
        tables = [table if isinstance(table, Mapping) else {} for table in (base, now, wanted)]
        merged, rivals = _merge_table(f"{key}.", *tables)
        return merged or None, rivals
    if key == "claim" and all(isinstance(part, (list, NoneType)) for part in (base, now, wanted)):
        merged_claims = _merge_claims(_as_list(base), _as_list(now), _as_list(wanted))
        if merged_claims is not None:
            return merged_claims
    return now, [Rival(key, base, now, wanted)]


def _merge_claims(
    base: list[object], now: list[object], wanted: list[object]
) -> tuple[list[object], list[Rival]] | None:
    """
    Merge lists of claims, one by one as far as both began from; new ones of both sides stay.

    None where one side has taken claims out or put them in another order.
    """
    count = len(base)
    sources = [[claim.get("source") if isinstance(claim, Mapping) else None for claim in base]]
    sources += [
        [claim.get("source") if isinstance(claim, Mapping) else None for claim in part[:count]]
        for part in (now, wanted)
    ]
    if not sources[0] == sources[1] == sources[2] or None in sources[0]:
        return None
    claims: list[object] = []
    rivals: list[Rival] = []
    for number, parts in enumerate(zip(base, now, wanted, strict=False), start=1):
        was, held, new = (part if isinstance(part, Mapping) else {} for part in parts)
        claim, found = _merge_table(f"claim.{number}.", was, held, new)
        claims.append(claim)
        rivals += found
    others = now[count:]
    return [*claims, *others, *(claim for claim in wanted[count:] if claim not in others)], rivals


def _as_list(value: object) -> list[object]:
    return value if isinstance(value, list) else []


def _merge_table(prefix: str, base: Table, now: Table, wanted: Table) -> tuple[dict[str, object], list[Rival]]:
    merged = dict(now)
    rivals = []
    for name in dict.fromkeys((*base, *now, *wanted)):
        old, held, new = base.get(name), now.get(name), wanted.get(name)
        if new in (old, held):
            continue
        if held != old:
            rivals.append(Rival(prefix + name, old, held, new))
        elif new is None:
            merged.pop(name, None)
        else:
            merged[name] = new
    return merged, rivals
