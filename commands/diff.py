"""`dateline diff`: two cases, or two revisions of one, compared in terms of events."""

from __future__ import annotations

import contextlib
from collections import Counter
from pathlib import Path

import click

from commands.arguments import ENCODING, JSON, name_case
from commands.output import SURROUNDINGS, WRONG_USAGE, print_json, say, say_count, say_metres, stop
from layers.case import Case, read_case
from layers.dates.words import date_words
from layers.diff import KINDS, EventChange, compare_cases
from layers.editing.event_table import show_value
from layers.revision import GitError, RevisionError, open_revision, split_revision


@click.command()
@click.argument("old")
@click.argument("new", required=False)
@click.option("--from", "start", metavar="REV", help="With one case: the git revision to compare from.")
@click.option("--to", "end", metavar="REV", help="The revision to compare with; without it, the files as they stand.")
@ENCODING
@JSON
def diff(old: str, new: str | None, start: str | None, end: str | None, encoding: str | None, as_json: bool) -> None:
    """
    Compare two cases in terms of events: which came, went, moved, and who says so now.

    OLD and NEW are case folders, or REV:CASE for a case at a revision of git (a commit, tag or branch):

    \b
      dateline diff harbour-june harbour-july
      dateline diff v1.0:harbour harbour
      dateline diff harbour --from HEAD~3 --to HEAD

    Places are compared as they are known, so the distances may tell more than a map that publishes them roughly.
    """  # noqa: D301 - click's mark against wrapping is the character that \b stands for
    if (new is None) == (start is None):
        stop("give two cases, or one case and --from REV", WRONG_USAGE)
    if end is not None and start is None:
        stop("--to: needs --from", WRONG_USAGE)
    sides = [f"{start}:{old}", f"{end}:{old}" if end else old] if start is not None else [old, new or ""]
    with contextlib.ExitStack() as stack:
        before, after = (_open(stack, side, encoding) for side in sides)
        changes = compare_cases(before, after)
        for side, case in zip(sides, (before, after), strict=True):
            for skipped in case.skipped:
                say(f"not compared: {skipped.title} ({side}): {skipped.reason}")
    for change in changes:
        if as_json:
            fields = [{"field": one.field, "before": one.before, "after": one.after} for one in change.fields]
            about = {"kind": change.kind, "event": change.event_id, "title": change.title, "layer": change.layer}
            print_json({**about, "distance_m": change.distance_m, "changes": fields})
        else:
            click.echo(f"{change.kind:<10}  {change.event_id}  {change.title}")
            for line in _say_lines(change):
                click.echo(f"            {line}")
    count = Counter(change.kind for change in changes)
    told = ", ".join(f"{count[kind]:,} {kind}" for kind in KINDS if count[kind])
    events = len({change.event_id for change in changes})
    say(f"{say_count(events, 'event')} differ{'s' if events == 1 else ''}: {told}." if told else "No event differs.")


def _open(stack: contextlib.ExitStack, text: str, encoding: str | None) -> Case:
    at_revision = split_revision(text)
    try:
        if at_revision is None:
            folder = name_case(click.get_current_context(), click.Argument(["case"]), text)
        else:
            folder = stack.enter_context(open_revision(at_revision[1], at_revision[0]))
    except RevisionError as wrong:
        stop(str(wrong), WRONG_USAGE)
    except GitError as failure:
        stop(str(failure), SURROUNDINGS)
    return read_case(Path(folder), encoding=encoding)


def _say_lines(change: EventChange) -> list[str]:
    """Say what differs, a line a field."""
    if change.kind in ("added", "removed"):
        values = {one.field: one.after if change.kind == "added" else one.before for one in change.fields}
        parts = [
            date_words(str(values["date"])) if values["date"] else "undated",
            str(values["place"]) if values["place"] else "",
            str(values["status"]),
            ", ".join(map(str, values["sources"])) if isinstance(values["sources"], list) else "",
        ]
        lines = [" · ".join(part for part in parts if part)]
        if change.kind == "removed":
            lines.append("An event that was published is retracted rather than removed: its link no longer opens.")
        return lines
    lines = [f"by {say_metres(change.distance_m)}"] if change.distance_m is not None else []
    for one in change.fields:
        before, after = (_show(one.field, value) for value in (one.before, one.after))
        if one.before is None:
            lines.append(f"{one.field}: {after} is new")
        elif one.after is None:
            lines.append(f"{one.field}: {before} is gone")
        else:
            lines.append(f"{one.field}: {before} → {after}")
    return lines


def _show(name: str, value: object) -> str:
    if name in ("date", "retracted") and isinstance(value, str):
        return date_words(value)
    return show_value(value)
