"""`dateline apply`: the changes of a spreadsheet brought back into its layer."""

from __future__ import annotations

import sys
from collections import Counter
from pathlib import Path

import click

from commands.arguments import CASE, ENCODING, JSON, name_file
from commands.output import DATA_FAULT, WRONG_USAGE, print_json, say, say_count, stop
from commands.questions import is_answered
from layers.editing.change import EditError
from layers.fault import Fault
from layers.files.text import TextError, read_text
from layers.sheets.plan import Plan, plan_sheet, take_sheet
from layers.sheets.sheet import BASE, Sheet, SheetError, read_base


@click.command()
@CASE
@click.argument("file", type=click.Path(path_type=Path), callback=name_file)
@click.option("--layer", help="The layer to change; without it, the one that the sheet was made of.")
@click.option("--yes", is_flag=True, help="Take what is shown, without a question.")
@click.option("--skip-faults", is_flag=True, help="Take the good rows, and leave out those at fault.")
@click.option("--dry-run", is_flag=True, help="Only show what would change.")
@ENCODING
@JSON
def apply(
    case: Path,
    file: Path,
    layer: str | None,
    yes: bool,
    skip_faults: bool,
    dry_run: bool,
    encoding: str | None,
    as_json: bool,
) -> None:
    """
    Bring a spreadsheet made by 'dateline table' back into its layer.

    FILE ends in .xlsx or .csv. Each change is shown, row by row, before it is taken: at a terminal after a question,
    else with --yes. What the sheet was exported with is held against what it says and against the layer: only what
    was changed in the sheet is changed in the layer, and where both were changed, both are shown and neither is
    taken. Nothing is taken while a row is at fault, unless --skip-faults leaves those rows out. Events that are not in
    the sheet stay. Taking a sheet twice is the same as once.
    """
    sheet = _read_sheet(file, encoding)
    name = layer or _find_layer(case, sheet)
    try:
        plan = plan_sheet(case, name, sheet)
        _show(plan, as_json=as_json)
        broken = [fault for fault in plan.faults if fault.kind == "fault"]
        if broken and not skip_faults:
            say(f"{say_count(len(broken), 'fault')}; nothing was written. --skip-faults takes the other rows.")
            sys.exit(DATA_FAULT)
        if dry_run:
            say("Nothing was written.")
            return
        if not plan.changes:
            say("The layer is as the sheet says; nothing was changed.")
            return
        if not yes and not (is_answered() and click.confirm("Take these changes?", err=True)):
            stop("Nothing was written; give --yes to take the changes.", WRONG_USAGE)
        taken = take_sheet(case, name, sheet, expected=plan)
    except EditError as wrong:
        stop(str(wrong), DATA_FAULT if any(fault.file for fault in wrong.faults) else WRONG_USAGE)
    if not taken.files:
        stop("The layer has changed while you looked; nothing was written. Run it again.", DATA_FAULT)
    say(f"Changed {taken.files[0].path}: {say_count(len(taken.changes), 'event')}.")


def _read_sheet(file: Path, encoding: str | None) -> Sheet:
    try:
        if file.suffix.casefold() == ".csv":
            from layers.sheets.csv import read_csv

            return read_csv(read_text(file, encoding=encoding), file=file.as_posix())
        from layers.sheets.xlsx import read_xlsx

        return read_xlsx(file.read_bytes(), file=file.as_posix())
    except TextError as wrong:
        stop(Fault("fault", file.as_posix(), wrong.line, "", wrong.message).text, DATA_FAULT)
    except SheetError as wrong:
        stop(f"{file.as_posix()}: {wrong}", DATA_FAULT)


def _find_layer(case: Path, sheet: Sheet) -> str:
    """Return the layer that most rows of the sheet were made of."""
    count: Counter[str] = Counter()
    for row in sheet.rows:
        try:
            base = read_base(str(row.cells[BASE]))
        except (KeyError, ValueError, RecursionError):
            continue
        count[base.layer] += 1
    if not count:
        stop("--layer: no row says which layer it was made of; name it", WRONG_USAGE)
    return count.most_common(1)[0][0]


def _show(plan: Plan, *, as_json: bool) -> None:
    for fault in plan.faults:
        say(fault.text)
    for change in plan.changes:
        rows = f"{'row' if len(change.rows) == 1 else 'rows'} {', '.join(str(row) for row in change.rows)}"
        say(f"{rows}: {change.event_id}{' is new' if change.before is None else ''}")
        for field in change.fields:
            say(f"  {field.text}")
        if as_json:
            fields = [{"field": one.field, "before": one.before, "after": one.after} for one in change.fields]
            new = change.before is None
            print_json({"event": change.event_id, "rows": list(change.rows), "new": new, "changes": fields})
    if plan.absent:
        say(f"{say_count(len(plan.absent), 'event')} of the layer not in the sheet; they stay.")
