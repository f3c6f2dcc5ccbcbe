"""`dateline table`: a layer as a spreadsheet."""

from __future__ import annotations

from pathlib import Path

import click

from commands.arguments import CASE, JSON
from commands.output import DATA_FAULT, WRONG_USAGE, print_json, say, say_count, stop
from layers.editing.change import EditError
from layers.files.storage import sweep_leftovers, write_whole


@click.command()
@CASE
@click.argument("layer")
@click.option(
    "-o", "--output", required=True, metavar="FILE", type=click.Path(path_type=Path), help="Ends in .xlsx or .csv."
)
@JSON
def table(case: Path, layer: str, output: Path, as_json: bool) -> None:
    """
    Write a layer as a spreadsheet, to be changed by others and brought back by 'dateline apply'.

    One row a claim, with the columns of a CSV layer. Ids that the layer lacks are written into its file first, so
    that they last. A hidden column holds what each row was, so that 'apply' knows what has been changed; leave it
    alone. Cells are text, so that a program makes no numbers of dates; a text that begins like a formula is quoted.
    Notes and true places are in it: it is for colleagues, not for the public.
    """
    from layers.sheets.export import export_layer

    ending = output.suffix.casefold()
    if ending not in (".xlsx", ".csv"):
        stop(f"-o: {output.as_posix()!r} is no spreadsheet; write a name that ends in .xlsx or .csv", WRONG_USAGE)
    if output.resolve().is_relative_to((case / "layers").resolve()):
        stop(f"-o: {output.as_posix()!r} lies in layers/, where it would be read as a layer; write it elsewhere", 2)
    try:
        exported = export_layer(case, layer)
    except EditError as wrong:
        stop(str(wrong), DATA_FAULT if any(fault.file for fault in wrong.faults) else WRONG_USAGE)
    # Imported here, since a layer in CSV needs no library for workbooks.
    if ending == ".csv":
        from layers.sheets.csv import write_csv

        content = write_csv(exported.columns, exported.rows)
    else:
        from layers.sheets.sheet import SheetError
        from layers.sheets.xlsx import check_archive, write_xlsx

        content = write_xlsx(exported.columns, exported.rows)
        try:
            check_archive(content)
        except SheetError:
            stop(f"{layer} is too large for a workbook that 'apply' would read again; write it as .csv", DATA_FAULT)
    sweep_leftovers(output.parent)
    write_whole(output, content)
    if exported.named:
        say(f"{say_count(len(exported.named), 'id')} written into the layer: {', '.join(exported.named)}")
    for sentence in exported.left_out:
        say(sentence)
    if as_json:
        events = len({row["id"] for row in exported.rows})
        print_json(
            {"output": output.as_posix(), "rows": len(exported.rows), "events": events, "ids": list(exported.named)}
        )
    say(f"Wrote {output.as_posix()}: {say_count(len(exported.rows), 'row')}.")
