"""`dateline read`: the places, dates and events of reports."""

from __future__ import annotations

import sys
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from commands.arguments import ENCODING, JSON, name_case
from commands.event_options import name_source
from commands.output import DATA_FAULT, DONE, SURROUNDINGS, WRONG_USAGE, follow_count, print_json, say, say_count, stop
from layers.editing.sources import find_source
from layers.fields.date import read_date

if TYPE_CHECKING:
    from geo.gazetteer import Gazetteer
    from layers.case import Case
    from layers.drafts.draft import Draft
    from layers.reading import Reading
    from layers.report import Report, UnreadReport
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
    tag = _read_language(options["language"])
    for name in ("source", "url", "title"):
        if options[name] and len(files) > 1:
            stop(f"--{name}: goes with one file, and {len(files)} are given", WRONG_USAGE)
    if options["source"] is not None and case is None:
        stop("--source: names a source of a case; give --case too", WRONG_USAGE)
    given = {name: value for name, value in options.items() if value and name != "language"}
    failed: list[UnreadReport] = []
    refused: list[int] = []
    count = 0
    whole = _open_case(case, options["source"], given.get("publisher")) if case is not None else None
    syndication = _begin_comparison(whole)
    with open_gazetteer() as gazetteer:
        reports = read_reports(files, published=published, language=tag, encoding=encoding)
        for report in follow_count(reports, "Reports"):
            if isinstance(report, UnreadReport):
                say(report.text)
                failed.append(report)
                continue
            count += 1
            refused.append(_read_one(report, whole, given, gazetteer, syndication, as_json=as_json))
    if count + len(failed) > 1:
        say(f"{say_count(count, 'report')} read" + (f", {len(failed)} could not be." if failed else "."))
    codes = {SURROUNDINGS if one.extra else WRONG_USAGE if one.absent else DATA_FAULT for one in failed} | set(refused)
    # A file at fault weighs most, then one that is not there.
    sys.exit(min(codes - {DONE}, default=DONE))


def _read_published(text: str | None) -> str | None:
    if text is None:
        return None
    if wrong := read_date(text)[1]:
        stop(f"--published: {wrong}", WRONG_USAGE)
    return text


def _read_language(tag: str | None) -> str | None:
    if tag is None:
        return None
    from geo.finding.lexicon import find_languages

    known = find_languages()
    tag = tag.replace("_", "-")
    if tag.partition("-")[0].casefold() not in known:
        message = f"--language: {tag!r} is none that reports are read in; known are {', '.join(known)}"
        stop(f"{message}; without it, the language is guessed", WRONG_USAGE)
    return tag


def _open_case(folder: Path, source: str | None, publisher: str | None) -> Case:
    """Read the case that drafts go to; end where it cannot be read, or --source names none that it has."""
    from layers.case import read_case
    from layers.editing.case_events import check_folder
    from layers.editing.change import EditError

    try:
        case = read_case(check_folder(folder))
    except EditError as wrong:
        for fault in wrong.faults:
            say(fault.text)
        sys.exit(DATA_FAULT)
    if source is not None:
        # Of an address, the page or its host says who published it.
        name_source(case, source, told=publisher or "://" in source)
    return case


def _begin_comparison(case: Case | None) -> Syndication:
    """Begin the comparison of texts, with those that the case has saved."""
    from layers.syndication import Syndication, compare_with_case

    return Syndication() if case is None else compare_with_case(case)


def _read_one(
    report: Report,
    case: Case | None,
    given: dict[str, str],
    gazetteer: Gazetteer,
    syndication: Syndication,
    *,
    as_json: bool,
) -> int:
    """Read one report, print it, and put its events on the shelf of the case; return an exit code."""
    from layers.drafts.origin import find_report_source, find_saved
    from layers.editing.change import EditError
    from layers.files.text import TextError
    from layers.reading import cite_origin, read_report, reading_json

    known = find_report_source(case, report, given=given) if case is not None else None
    said = replace(
        report,
        publisher=given.get("publisher") or report.publisher or (known.publisher if known else ""),
        url=given.get("url") or report.url or (known.url if known else ""),
        title=given.get("title") or report.title,
    )
    if known is not None and known.published and not said.published:
        # Read again, a report is dated as it was the first time.
        notices = tuple(notice for notice in said.notices if "give --published" not in notice)
        said = replace(said, published=known.published.text, notices=notices)
    saved = find_saved(case, known.id, report.kind) if case is not None and known is not None else None
    told = syndication.tell(saved.file) if saved is not None else None
    if told is None:
        told = syndication.add(said.file, said.text, publisher=said.publisher, host=said.host, published=said.published)
    reading = cite_origin(read_report(said, gazetteer=gazetteer), told)
    for notice in reading.report.notices:
        say(f"{report.file}: {notice}")
    if not reading.drafts and report.mentions is None:
        _tell_language(said)
    try:
        drafted, is_new = _write_drafts(case.folder, reading, given, gazetteer) if case is not None else ({}, False)
    except EditError as wrong:
        for fault in wrong.faults:
            say(fault.text if fault.file else f"--{fault.field}: {fault.message}")
        return DATA_FAULT if any(fault.file for fault in wrong.faults) else WRONG_USAGE
    except TextError as wrong:
        say(wrong.message)
        return DATA_FAULT
    if as_json:
        print_json(reading_json(reading) | drafted)
    else:
        _print_reading(reading)
    if case is not None:
        _say_drafted(report.file, case, drafted, given.get("source", ""), is_new=is_new)
    return DONE


def _tell_language(report: Report) -> None:
    """Say where the language may be why no event was found."""
    from layers.drafts.grammar import list_languages

    drafted = list_languages()
    tongue = report.language.replace("_", "-").partition("-")[0].casefold()
    if tongue in drafted:
        return
    what = f"seems to be in {tongue}" if tongue else "is in a language that cannot be told"
    give = "" if tongue else "; where it is one of these, give --language"
    say(f"{report.file}: {what}, and events are drafted in {', '.join(drafted)}{give}")


def _say_drafted(file: str, case: Case, drafted: dict[str, Any], wanted: str, *, is_new: bool) -> None:
    """Say what came into the case, and as the report of which source."""
    source = drafted["source"]
    if source is None:
        say(f"{file}: tells of no event with a place or a date, so that nothing was added.")
        return
    if is_new:
        say(f"Added the source {source} to {(case.folder / 'sources.toml').as_posix()}.")
    elif wanted and (named := find_source(case, wanted)) != case.sources.get(source, named):
        say(
            f"--source: {file} is the text that the case has of {source}, so it was not read as {wanted!r}; "
            "if another published it too, say who with --publisher"
        )
    known = f", {drafted['known']} known already" if drafted["known"] else ""
    say(f"{file}: {say_count(drafted['added'], 'draft')} added to {drafted['drafts']}{known}.")


def _write_drafts(
    case: Path, reading: Reading, given: dict[str, str], gazetteer: Gazetteer
) -> tuple[dict[str, Any], bool]:
    """Put the events of a reading on the shelf; return what came of it, and whether the source is new."""
    from layers.drafts.origin import shelve_report
    from layers.drafts.place_text import write_place_texts
    from layers.drafts.shelf import FOLDER, write_drafts

    if not reading.drafts:
        return {"source": None, "drafts": None, "added": 0, "known": 0}, False
    source, is_new = shelve_report(case, reading.report, given=given)
    texts = write_place_texts(list(reading.drafts), gazetteer=gazetteer)
    added, known = write_drafts(case, source, reading.drafts, places=texts, digest=reading.report.kind == "digest")
    drafts = f"{case.as_posix()}/{FOLDER}/{source}.toml"
    return {"source": source, "drafts": drafts, "added": added, "known": known}, is_new


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
