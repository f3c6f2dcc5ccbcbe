"""`dateline read`: the places, dates and events of reports."""

from __future__ import annotations

import sys
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import TYPE_CHECKING

import click

from commands.arguments import ENCODING, JSON, name_case
from commands.output import DATA_FAULT, DONE, SURROUNDINGS, WRONG_USAGE, follow_count, print_json, say, say_count, stop
from layers.edtf import DateError, parse_edtf

if TYPE_CHECKING:
    from geo.gazetteer import Gazetteer
    from layers.drafts.draft import Draft
    from layers.reading import Reading
    from layers.report import Report, UnreadReport
    from layers.syndication import Syndicated, Syndication


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
    from layers.report import UnreadReport as Unread
    from layers.report import read_reports

    published = _read_published(options["published"])
    for name in ("source", "url", "title"):
        if options[name] and len(files) > 1:
            stop(f"--{name}: goes with one file, and {len(files)} are given", WRONG_USAGE)
    given = {name: value for name, value in options.items() if value and name != "language"}
    failed: list[UnreadReport] = []
    with open_gazetteer() as gazetteer:
        run = _Run(case, given, gazetteer, as_json=as_json)
        for report in follow_count(
            read_reports(files, published=published, language=options["language"], encoding=encoding), "Reports"
        ):
            if isinstance(report, Unread):
                say(report.text)
                failed.append(report)
            else:
                run.read(report)
        run.finish()
    if run.count + len(failed) > 1:
        say(f"{say_count(run.count, 'report')} read" + (f", {len(failed)} could not be." if failed else "."))
    if run.refused:
        sys.exit(run.refused)
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


@dataclass(slots=True)
class _Run:
    """One call of the command: what holds for all its reports, and what is to be done once all are read."""

    case: Path | None
    given: dict[str, str]
    gazetteer: Gazetteer
    as_json: bool
    count: int = 0
    refused: int = 0
    """Exit code of what could not be written into the case; 0 where nothing was refused."""
    held: list[tuple[str, str, tuple[Draft, ...], bool]] = field(default_factory=list)
    """File, source, drafts, and whether it is a digest, of each report that goes into the case."""
    syndication: Syndication | None = None
    saved: set[tuple[str, str]] = field(default_factory=set)
    """Publishers and texts that the case holds already."""

    def read(self, report: Report) -> None:
        """Read one report, print it, and put it into the case."""
        from layers.reading import read_report, reading_json

        said = replace(
            report,
            publisher=self.given.get("publisher", report.publisher),
            url=self.given.get("url", report.url),
            title=self.given.get("title", report.title),
        )
        reading = read_report(said, gazetteer=self.gazetteer)
        self.count += 1
        for notice in report.notices:
            say(f"{report.file}: {notice}")
        if self.as_json:
            print_json(reading_json(reading))
        else:
            _print_reading(reading)
        if report.mentions is None:
            self._compare(said)
        if self.case is not None and reading.drafts:
            self._shelve(self.case, reading)

    def finish(self) -> None:
        """Say which reports carry one text, and write the drafts, each leaning on whose text it is."""
        same = self.syndication.find() if self.syndication is not None else {}
        for one in same.values():
            if one.file < min(one.twins):  # each group once
                say(_say_twins(one))
        for file, source, drafts, digest in self.held:
            assert self.case is not None
            from layers.drafts.place_text import write_place_texts
            from layers.drafts.shelf import FOLDER, write_drafts

            lean = same[file].citing if file in same else ()
            told = [
                replace(draft, citing=tuple(dict.fromkeys((*lean, *draft.citing)))) if lean else draft
                for draft in drafts
            ]
            texts = write_place_texts(told, gazetteer=self.gazetteer)
            added, known = write_drafts(self.case, source, told, places=texts, digest=digest)
            again = f", {known} known already" if known else ""
            say(f"{file}: {say_count(added, 'draft')} added to {self.case.as_posix()}/{FOLDER}/{source}.toml{again}.")

    def _compare(self, report: Report) -> None:
        """Hold a report against those before it, and against the saved texts of the case."""
        if self.syndication is None:
            from layers.syndication import Syndication

            self.syndication = Syndication()
            if self.case is not None:
                self._add_saved(self.case, self.syndication)
        if (report.publisher, report.text) not in self.saved:  # read again, it is no other voice than it was
            self.syndication.add(
                report.file, report.text, publisher=report.publisher, host=report.host, published=report.published
            )

    def _add_saved(self, folder: Path, syndication: Syndication) -> None:
        from layers.case import read_case

        case = read_case(folder)
        for article in case.articles:
            source = case.sources.get(article.source)
            if source is not None and article.kind == "text":
                day = source.published.text if source.published else ""
                syndication.add(article.file, article.text, publisher=source.publisher, published=day)
                self.saved.add((source.publisher, article.text))

    def _shelve(self, case: Path, reading: Reading) -> None:
        """Put the source and the text of a report into the case; where it cannot go in, say why and read on."""
        from layers.change import EditError
        from layers.drafts.origin import shelve_report

        try:
            source, _ = shelve_report(case, reading.report, given=self.given)
        except EditError as wrong:
            for fault in wrong.faults:
                say(fault.text if fault.file else f"--{fault.field}: {fault.message}")
            self.refused = DATA_FAULT if any(fault.file for fault in wrong.faults) else WRONG_USAGE
            return
        self.held.append((reading.report.file, source, reading.drafts, reading.report.kind == "digest"))


def _say_twins(one: Syndicated) -> str:
    whose = {"credit": "credited to", "agency": "that of", "earliest": "first published by"}.get(one.why, "")
    origin = f", {whose} {one.origin}" if one.origin else ", and nothing says whose it is"
    return f"{', '.join((one.file, *one.twins))} carry one text{origin}; they count as one voice."


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
