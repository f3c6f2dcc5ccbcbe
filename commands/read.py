"""`dateline read`: the places, dates and events of reports."""

from __future__ import annotations

import sys
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from commands.arguments import ENCODING, JSON, name_case
from commands.output import DATA_FAULT, DONE, SURROUNDINGS, WRONG_USAGE, follow_count, print_json, say, say_count, stop
from layers.edtf import DateError, parse_edtf

if TYPE_CHECKING:
    from geo.gazetteer import Gazetteer
    from layers.drafts.draft import Draft
    from layers.reading import Reading
    from layers.report import Report
    from layers.syndication import Syndication


@click.command()
@click.argument("files", metavar="FILE...", nargs=-1, required=True)
@click.option("--published", metavar="DATE", help="Day on which the reports came out (EDTF); wins over what they say.")
@click.option("--language", metavar="TAG", help="Language of the reports, such as en or ru; without it, it is guessed.")
@click.option(
    "--case",
    callback=lambda ctx, param, name: None if name is None else name_case(ctx, param, name),
    metavar="CASE",
    help="Write the events as drafts into this case, for `dateline review`.",
)
@click.option("--source", metavar="ID|URL", help="The source in the case whose report it is; with one file.")
@click.option("--publisher", help="Who published the reports; wins over what they say.")
@click.option("--url", help="Address of the report; with one file.")
@click.option("--title", help="Title of the report; with one file.")
@ENCODING
@JSON
def read(files: tuple[str, ...], case: Path | None, encoding: str | None, as_json: bool, **options: str | None) -> None:
    """
    Find the places, dates and events of reports.

    FILE is a text, Markdown, saved HTML page, PDF or DOCX, a .jsonl file with one report a line
    ({"text", "published"?, "mentions"?: [[start, end], …]}), or - for standard input. Nothing is asked of the network.

    With --case, the events become drafts in CASE/drafts: nothing is on the map until `dateline review` accepts it.
    Reading the same report again adds nothing twice.
    """
    from geo.gazetteer import open_gazetteer
    from layers.report import UnreadReport, read_reports

    published = _read_published(options["published"])
    for name in ("source", "url", "title"):
        if options[name] and len(files) > 1:
            stop(f"--{name}: goes with one file, and {len(files)} are given", WRONG_USAGE)
    given = {name: value for name, value in options.items() if value and name != "language"}
    failed: list[UnreadReport] = []
    count = 0
    syndication = _begin_comparison(case)
    with open_gazetteer() as gazetteer:
        reports = read_reports(files, published=published, language=options["language"], encoding=encoding)
        for report in follow_count(reports, "Reports"):
            if isinstance(report, UnreadReport):
                say(report.text)
                failed.append(report)
                continue
            count += 1
            _read_one(report, case, given, gazetteer, syndication, as_json=as_json)
    if count + len(failed) > 1:
        say(f"{say_count(count, 'report')} read" + (f", {len(failed)} could not be." if failed else "."))
    if failed and all(report.extra for report in failed):
        sys.exit(SURROUNDINGS)
    sys.exit(DATA_FAULT if failed else DONE)


def _read_published(text: str | None) -> str | None:
    if text is None:
        return None
    try:
        parse_edtf(text)
    except DateError as wrong:
        stop(f"--published: {wrong}", WRONG_USAGE)
    return text


def _begin_comparison(case: Path | None) -> Syndication:
    """Begin the comparison of texts, with those that the case has saved."""
    from layers.syndication import Syndication, compare_with_case

    if case is None:
        return Syndication()
    from layers.case import read_case
    from layers.case_events import check_folder
    from layers.change import EditError

    try:
        return compare_with_case(read_case(check_folder(case)))
    except EditError as wrong:
        for fault in wrong.faults:
            say(fault.text)
        sys.exit(DATA_FAULT)


def _read_one(
    report: Report,
    case: Path | None,
    given: dict[str, str],
    gazetteer: Gazetteer,
    syndication: Syndication,
    *,
    as_json: bool,
) -> None:
    """Read one report, print it, and put its events on the shelf of the case."""
    from layers.reading import cite_origin, read_report, reading_json

    said = replace(
        report,
        publisher=given.get("publisher", report.publisher),
        url=given.get("url", report.url),
        title=given.get("title", report.title),
    )
    told = syndication.add(said.file, said.text, publisher=said.publisher, host=said.host, published=said.published)
    reading = cite_origin(read_report(said, gazetteer=gazetteer), told)
    for notice in reading.report.notices:
        say(f"{report.file}: {notice}")
    drafted = _write_drafts(case, reading, given, gazetteer) if case is not None else {}
    if as_json:
        print_json(reading_json(reading) | drafted)
    else:
        _print_reading(reading)
    if drafted:
        known = f", {drafted['known']} known already" if drafted["known"] else ""
        say(f"{report.file}: {say_count(drafted['added'], 'draft')} added to {drafted['drafts']}{known}.")


def _write_drafts(case: Path, reading: Reading, given: dict[str, str], gazetteer: Gazetteer) -> dict[str, Any]:
    from layers.change import EditError
    from layers.drafts.origin import shelve_report
    from layers.drafts.place_text import write_place_texts
    from layers.drafts.shelf import FOLDER, write_drafts

    if not reading.drafts:
        return {"source": None, "drafts": None, "added": 0, "known": 0}
    try:
        source, _ = shelve_report(case, reading.report, given=given)
    except EditError as wrong:
        for fault in wrong.faults:
            say(fault.text if fault.file else f"--{fault.field}: {fault.message}")
        sys.exit(DATA_FAULT if any(fault.file for fault in wrong.faults) else WRONG_USAGE)
    texts = write_place_texts(list(reading.drafts), gazetteer=gazetteer)
    added, known = write_drafts(case, source, reading.drafts, places=texts, digest=reading.report.kind == "digest")
    return {"source": source, "drafts": f"{case.as_posix()}/{FOLDER}/{source}.toml", "added": added, "known": known}


def _print_reading(reading: Reading) -> None:
    """Print a reading for a person: its events, then what stayed open."""
    report = reading.report
    when = f", published {report.published}" if report.published else ", no day of publication"
    click.echo(
        f"{report.file}{when}: {say_count(len(reading.resolutions), 'place')} named, "
        f"{say_count(len(reading.dates), 'date')}, {say_count(len(reading.drafts), 'event')}"
    )
    for draft in reading.drafts:
        click.echo(f"  {_say_draft(draft)}")
    unread = list(dict.fromkeys(r.mention.text for r in reading.resolutions if r.place is None))
    if unread:
        click.echo(f"  not placed: {', '.join(unread)}")


def _say_draft(draft: Draft) -> str:
    where = draft.place.name if draft.place else "no place"
    if draft.origin and draft.destination:
        where = f"{draft.origin.name} to {draft.destination.name}"
    words = [draft.title, draft.date or "undated", where, f"{draft.occurrence}, {draft.status}"]
    if draft.citing:
        words.append(f"citing {', '.join(draft.citing)}")
    return " · ".join(words)
