"""The command: one thin function per sub-command."""

# Only light modules are imported here. geopandas and folium take a second to import, and
# `add`, `check`, `locate` and `places` need neither: `build` imports them when it runs.

from __future__ import annotations

import atexit
import errno
import gc
import json
import re
import shlex
import sys
import time
from collections import Counter
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any, NoReturn

import click

from geo.place import Place, Unresolved
from layers.case import Case, read_case
from layers.edit import EditError, add_event, find_source
from layers.edtf import DateError, parse_edtf
from layers.event import OCCURRENCES, STATUSES
from layers.far import find_far
from layers.fault import Fault, fault_json, find_nearest
from layers.files import StorageError, sweep_leftovers, write_whole
from layers.notices import find_notices, find_unexplained, name_candidate
from layers.places import Placements, PlaceRow, place_events, write_places
from layers.starter import TakenError, create_case
from layers.textfile import find_unwanted
from maps import __version__

DONE, DATA_FAULT, WRONG_USAGE, SURROUNDINGS = 0, 1, 2, 3


def _name_folder(_: click.Context, __: click.Parameter, name: str) -> Path:
    """Read the name of a folder, which an empty text is not."""
    if not name.strip():
        raise click.BadParameter("the name of the case is empty; name a folder")
    return Path(name)


def _name_case(ctx: click.Context, param: click.Parameter, name: str) -> Path:
    """Read the name of a folder that holds a case."""
    folder = _name_folder(ctx, param, name)
    if not folder.is_dir():
        raise click.BadParameter(f"{folder.as_posix()}: is not a folder; name a case, or make one with 'dateline new'")
    if not (folder / "case.toml").exists():
        raise click.BadParameter(f"{folder.as_posix()}: is not a case; name a folder that holds case.toml")
    return folder


def _read_encoding(_: click.Context, __: click.Parameter, name: str | None) -> str | None:
    """Refuse an encoding that Python does not know before any file is read."""
    if name is None:
        return None
    try:
        "a".encode(name)
    except (LookupError, UnicodeError, ValueError):
        raise click.BadParameter(f"{name!r} is not an encoding; write one such as cp1251 or utf-16") from None
    return name


_CASE = click.argument("case", metavar="CASE", callback=_name_case)
_JSON = click.option("--json", "as_json", is_flag=True, help="Print one JSON object a line to standard output.")
_ENCODING = click.option(
    "--encoding", metavar="NAME", callback=_read_encoding, help="Read files that are not UTF-8 in this encoding."
)
_NAME_CHARACTERS_MOST = 200
# An id may hold a colon; what these begin with is an address, and none that a reader can follow.
_OTHER_ADDRESS = re.compile(
    r"(?!https?://)(?:[a-z][a-z0-9+.-]*://|(?:javascript|data|file|mailto|ftp|blob|tel):)", re.I
)


class _Commands(click.Group):
    """The sub-commands, with the exit code for surroundings that fail."""

    def invoke(self, ctx: click.Context) -> Any:
        from geo.gazetteer import GazetteerError

        # One short run makes many values and hardly a cycle: looking for cycles takes half the time of a large case.
        gc.disable()
        atexit.register(gc.freeze)  # nor need it look through all modules once more while Python ends
        try:
            return super().invoke(ctx)
        except (StorageError, GazetteerError) as failure:
            _stop(str(failure), SURROUNDINGS)
        except OSError as failure:
            if failure.errno == errno.EPIPE:  # whoever reads our output has had enough; click ends quietly
                raise
            _stop(f"{failure.filename or 'the disk'}: {failure.strerror or failure}", SURROUNDINGS)
        finally:
            gc.enable()

    def list_commands(self, ctx: click.Context) -> list[str]:
        return list(self.commands)


@click.group(cls=_Commands, context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100})
@click.version_option(__version__, prog_name="dateline")
def main() -> None:
    """
    Dateline turns reports into a map: every event at its place and date, and behind it the sources that say so.

    \b
    A case is a folder of text files. To make one, add to it, and draw its map:
      dateline new my-case
      dateline add my-case --layer sightings --title "A ship is seen" \\
          --place "Valletta, Malta" --date 2025-01-15 --source https://example.org/report \\
          --publisher "Example Gazette"
      dateline check my-case
      dateline build my-case

    Then open my-case/map.html by double click. It needs no network.

    Exit codes: 0 done, 1 a fault in the files of the case, 2 wrong usage, 3 the surroundings failed
    (disk, network, a missing program).
    """  # noqa: D301 - click's mark against wrapping is the character that \b stands for


@main.command()
@click.argument("case", metavar="CASE", callback=_name_folder)
@click.option("--title", help="Title of the case; without it, the name of the folder.")
@_JSON
def new(case: Path, title: str | None, as_json: bool) -> None:
    """Make a new case, ready to build."""
    name = case.resolve().name.replace("-", " ").replace("_", " ").capitalize()
    unwanted = find_unwanted(title or name)
    if unwanted:
        _stop(f"--title: holds the control character {unwanted}; delete it", WRONG_USAGE)
    try:
        files = create_case(case, title=(title or name).strip() or "Case")
    except TakenError as taken:
        _stop(str(taken), WRONG_USAGE)
    if as_json:
        _print_json({"case": case.as_posix(), "files": [path.as_posix() for path in files]})
    # A name that begins with a dash would be taken for an option.
    words = shlex.join([*(["--"] if case.as_posix().startswith("-") else []), case.as_posix()])
    _say(f"Made {case.as_posix()}. Edit its files, then: dateline build {words}")


@main.command()
@_CASE
@click.option("--layer", required=True, help="Name of the layer: its file name without the ending.")
@click.option("--title", required=True, help="What happened, in a few words.")
@click.option(
    "--source",
    required=True,
    metavar="ID|URL",
    help="Who says so: the id or address of a source, or the address of a new one.",
)
@click.option("--date", help="When, as EDTF: 2025-01-15, 2025-01, [..2025-11], 2025-06/2025-08. Without it: undated.")
@click.option("--place", help='Where, with what holds it: "Valletta, Malta".')
@click.option("--lon", type=float, help="Longitude in degrees, east is positive. Needs --lat.")
@click.option("--lat", type=float, help="Latitude in degrees, north is positive. Needs --lon.")
@click.option("--text", help="What the source says, in your own words.")
@click.option("--quote", help="What it says exactly, at most 15 words.")
@click.option("--claim-date", help="The source's own date (EDTF), where it differs from --date.")
@click.option("--claim-place", help="The source's own place, where it differs from --place.")
@click.option("--date-as-written", help='The words of the source: "May 18 of last year".')
@click.option("--place-as-written", help="The words of the source for the place.")
@click.option("--citing", multiple=True, metavar="NAME", help="Whom the source leans on; repeat it, outermost first.")
@click.option("--summary", help="A sentence or two for the reader.")
@click.option("--label", help="A shorter title for the map.")
@click.option("--occurrence", type=click.Choice(OCCURRENCES), help="Did it happen? (occurred)")
@click.option("--status", type=click.Choice(STATUSES), help="How well is it known? (reported)")
@click.option("--confirmed-by", help="Who confirmed it; needed for the status confirmed.")
@click.option("--method", help="How it was confirmed; needed for the status confirmed.")
@click.option("--retracted", metavar="DATE", help="Day of the retraction (EDTF); needed for the status retracted.")
@click.option("--retracted-reason", help="Why it was retracted; needed for the status retracted.")
@click.option(
    "--value", "values", multiple=True, metavar="KEY=VALUE", help="A count or the like, such as ships=1; may repeat."
)
@click.option("--tag", "tags", multiple=True, help="A tag; may repeat.")
@click.option("--date-reason", help="One public sentence: why this date.")
@click.option("--place-reason", help="One public sentence: why this place.")
@click.option("--id", "event_id", help="Id of the event; without it, one is made from the title.")
@click.option("--publisher", help="Publisher of a new source.")
@click.option("--url", help="Address of a new source, where --source gives its id.")
@click.option("--published", help="Day on which a new source was published (EDTF).")
@click.option("--source-title", help="Title of a new source.")
@_JSON
def add(case: Path, layer: str, source: str, as_json: bool, **options: Any) -> None:
    """
    Add one event to a TOML layer of a case.

    The block goes to the end of the file; nothing before it is touched.
    A source that the case does not know yet comes in with --publisher.
    """
    event, claim = _gather_event(options)
    source_id, new_source = _gather_source(read_case(case), source, options)
    if source_id:
        claim = {"source": source_id, **claim}
    try:
        added = add_event(case, layer, event={**event, "claim": [claim]}, source=new_source)
    except EditError as wrong:
        in_files = [fault for fault in wrong.faults if fault.file]
        for fault in wrong.faults:
            option = fault.field.removeprefix("claim.").replace("_", "-")
            _say(fault.text if fault.file or not option else f"--{option}: {fault.message}")
        sys.exit(DATA_FAULT if in_files else WRONG_USAGE)
    if as_json:
        written = {"event": added.event.id, "layer": layer, "file": added.event.file, "line": added.event.line}
        _print_json({**written, "source": added.event.claims[0].source})
    _say(f"Added {added.event.id} to {added.event.file}, line {added.event.line}.")
    if added.source is not None:
        _say(f"Added the source {added.source.id} to {(case / 'sources.toml').as_posix()}.")


@main.command()
@click.argument("name")
@click.option("--near", metavar="NAME", help="Prefer candidates near this place.")
@click.option("--country", metavar="CC", help="Only in this country: two letters, or its name.")
@click.option("--limit", default=10, show_default=True, type=click.IntRange(1, 100), help="At most so many.")
@_JSON
def locate(name: str, near: str | None, country: str | None, limit: int, as_json: bool) -> None:
    """
    Show the places that NAME may mean.

    Best first, each with the reasons of its score; then what a case would take the name for, or why nothing.
    """
    from geo.context import read_countries
    from geo.gazetteer import open_gazetteer
    from geo.resolve import candidate_json, rank_candidates, resolve_place

    for option, text in {"NAME": name, "--near": near, "--country": country}.items():
        if text is not None and not text.strip():
            _stop(f"{option}: is empty; write the name of a place, such as 'Valletta, Malta'", WRONG_USAGE)
        if text is not None and len(text) > _NAME_CHARACTERS_MOST:
            shown = f"{text[:40]!r}… holds {len(text):,} characters"
            _stop(f"{option}: {shown}; the name of a place has at most {_NAME_CHARACTERS_MOST}", WRONG_USAGE)
    with open_gazetteer() as gazetteer:
        if country and not read_countries(country, gazetteer):
            _stop(f"--country: {country!r} is no country known; write two letters such as MT, or its name", WRONG_USAGE)
        if near and not rank_candidates(near, gazetteer=gazetteer, limit=1):
            _stop(f"--near: the gazetteer has no {near!r}; write the name of a town, division or country", WRONG_USAGE)
        candidates = rank_candidates(name, gazetteer=gazetteer, near=near, country=country, limit=limit)
        choice = resolve_place(name, gazetteer=gazetteer, near=near, country=country)
    if as_json:
        _print_json({"name": name, "candidates": [candidate_json(candidate) for candidate in candidates]})
    else:
        for candidate in candidates:
            place = candidate.place
            reasons = ", ".join(f"{key} {part:+.2f}" for key, part in candidate.reasons.items())
            where = f"{place.lon:.5f} {place.lat:.5f}  {place.precision}, within {_metres(place.radius_m)}"
            click.echo(f"{candidate.score:5.2f}  {name_candidate(candidate)}  {where}\n       {reasons}")
    _say(choice.reason)


@main.command()
@_CASE
@click.option("--review", is_flag=True, help="Walk through the texts that could not be told, and choose.")
@click.option(
    "--refresh", is_flag=True, help="Ask the gazetteer again for what no person chose, and write the answers."
)
@_ENCODING
@_JSON
def places(case: Path, review: bool, refresh: bool, encoding: str | None, as_json: bool) -> None:
    """
    List the places of a case.

    Each with what it was taken for, and why. Reads only, but for --review and --refresh, which write places.csv.
    To mend a place by hand, edit its row there and write "person" into chosen_by; to leave a text off the map,
    write "unknown" into precision.
    """
    whole = read_case(case, encoding=encoding)
    _stop_unreadable(whole)
    placements = place_events(whole, refresh=refresh, follow=_progress("Places"))
    if refresh:
        _say(f"{_count(write_places(case, placements.new_rows), 'row')} of places.csv written.")
    if review:
        _review(whole, placements)
        placements = place_events(read_case(case, encoding=encoding))
    for event in whole.events:
        spot = placements.by_event[event.id]
        if as_json:
            _print_json(_place_json(event.id, event.place, spot))
        else:
            words = f"{spot.lon:.5f} {spot.lat:.5f}  {spot.precision}" if isinstance(spot, Place) else "not on the map"
            ends = placements.ends.get(event.id)
            if ends and isinstance(spot, Unresolved):
                words = "to ".join(f"{end.lon:.5f} {end.lat:.5f} " for end in ends) + " a line"
            text = event.place or (f"{event.origin} to {event.destination}" if event.origin else "(no place text)")
            click.echo(f"{text}  {words}\n       {event.id}: {spot.reason}")
    _stop_on(placements.faults)


@main.command()
@_CASE
@click.option("--strict", is_flag=True, help="Exit 1 also for a conflict without a reason.")
@click.option("--today", metavar="DATE", help="Hold forecasts against this day instead of the case's as_of.")
@_ENCODING
@_JSON
def check(case: Path, strict: bool, today: str | None, encoding: str | None, as_json: bool) -> None:
    """
    List what is wrong or open in a case.

    Every fault, warning (also of a place that the map would draw in the sea), conflict, undated and unplaced event,
    and forecast past its day, each with file and line.
    """
    whole = read_case(case, encoding=encoding)
    placements = place_events(whole, follow=_progress("Places"))
    faults = (*whole.faults, *_check_tiles(whole), *placements.faults, *_check_land(whole, placements))
    notices = (*find_far(whole), *find_notices(whole, placements, today=_read_day(today)))
    for fault in (*faults, *notices):
        if as_json:
            _print_json(fault_json(fault))
        else:
            click.echo(
                fault.text
                + (f" (candidates: {'; '.join(fault.values)})" if fault.kind == "unplaced" and fault.values else "")
            )
    count = Counter(fault.kind for fault in (*faults, *notices))
    unexplained = len(find_unexplained(whole))
    _say(
        f"{_count(len(whole.events), 'event')}: {_count(count['fault'], 'fault')}, "
        f"{_count(count['warning'], 'warning')}, {_count(count['conflict'], 'conflict')} ({unexplained} unresolved), "
        f"{count['undated']} undated, {count['unplaced']} not on the map, "
        f"{_count(count['lapsed'], 'forecast')} past {'its' if count['lapsed'] == 1 else 'their'} day."
    )
    if count["fault"] or (strict and unexplained):
        sys.exit(DATA_FAULT)


@main.command()
@_CASE
@click.option(
    "-o", "--output", metavar="FILE", type=click.Path(path_type=Path), help="Where to write; without it, CASE/map.html."
)
@click.option("--skip-faults", is_flag=True, help="Leave out what is at fault, and name it in the page.")
@click.option("--refresh", is_flag=True, help="Ask the gazetteer again for every place that no person chose.")
@_ENCODING
@_JSON
def build(
    case: Path, output: Path | None, skip_faults: bool, refresh: bool, encoding: str | None, as_json: bool
) -> None:
    """
    Check a case and write its map.

    The map is one HTML file that needs no network. Places found for the first time are written to places.csv,
    so that the next build gives the same map.
    """
    started = time.perf_counter()
    target = output or case / "map.html"
    if target.suffix.casefold() not in (".html", ".htm"):
        _stop(f"-o: {target.as_posix()!r} is not the name of a page; write one that ends in .html", WRONG_USAGE)
    for part in ("layers", "articles", "drafts"):
        if target.resolve().is_relative_to((case / part).resolve()):
            _stop(f"-o: {target.as_posix()!r} lies in {part}/, which holds the case; write it elsewhere", WRONG_USAGE)
    _stage("Reading the case")
    whole = read_case(case, encoding=encoding)
    _stop_unreadable(whole)
    _stop_on([*(whole.faults if not skip_faults else ()), *_check_tiles(whole)])
    _stage("Finding its places")
    placements = place_events(whole, refresh=refresh, follow=_progress("Places"))
    _stop_on([fault for fault in placements.faults if not (skip_faults and fault.field)])
    skipped = [(left_out.title, left_out.reason) for left_out in whole.skipped]
    skipped += [(f"places.csv, line {fault.line}", fault.message) for fault in placements.faults]
    _stage("Drawing the map")
    page = _draw(whole, placements, skipped)
    # The places first: a map must never show what the lock does not hold.
    written = write_places(case, placements.new_rows)
    sweep_leftovers(target.parent)
    write_whole(target, page)
    notices = find_notices(whole, placements)
    if as_json:
        count = Counter(notice.kind for notice in notices)
        _print_json(
            {
                "output": target.as_posix(),
                "events": len(whole.events),
                "layers": len(whole.layers),
                "bytes": len(page),
                "seconds": round(time.perf_counter() - started, 3),
                "conflicts": count["conflict"],
                "undated": count["undated"],
                "unplaced": count["unplaced"],
            }
        )
    for title, reason in skipped:
        _say(f"left out: {title}: {reason}")
    if written:
        new = "1 place is new" if written == 1 else f"{written} places are new"
        _say(f"{new} in {(case / 'places.csv').as_posix()}; look {'it' if written == 1 else 'them'} over.")
    _say(f"Wrote {target.as_posix()}: {_count(len(whole.events), 'event')}, {len(page):,} bytes.")


def _draw(case: Case, placements: Placements, skipped: Sequence[tuple[str, str]]) -> bytes:
    """Draw the page; a missing part of the installation is a fault of the surroundings."""
    from geo.gazetteer import open_gazetteer
    from layers.frame import build_frame
    from maps.basemap import StaticError
    from maps.page import draw_page

    try:
        with open_gazetteer() as gazetteer:
            frame = build_frame(case, placements, gazetteer=gazetteer)
            page = draw_page(case, frame, placements=placements, gazetteer=gazetteer, skipped=skipped)
    except StaticError as failure:
        _stop(str(failure), SURROUNDINGS)
    return page.encode()


def _check_tiles(case: Case) -> tuple[Fault, ...]:
    """Return a fault for every online background that cannot be had."""
    if not case.tiles:
        return ()
    from maps.tiles import TilesError, find_tiles

    found = []
    for name in case.tiles:
        try:
            find_tiles(name)
        except TilesError as wrong:
            found.append(Fault("fault", (case.folder / "case.toml").as_posix(), 0, "map.tiles", str(wrong)))
    return tuple(found)


def _check_land(case: Case, placements: Placements) -> tuple[Fault, ...]:
    """Return a warning for every mark that would stand in the sea."""
    from maps.basemap import StaticError
    from maps.land import find_offshore

    try:
        return find_offshore(case, placements)
    except StaticError as failure:
        _stop(str(failure), SURROUNDINGS)


def _gather_event(options: dict[str, Any]) -> tuple[dict[str, object], dict[str, object]]:
    """Return the fields of the event and of its claim from the options of `add`."""
    values: dict[str, str] = {}
    for pair in options["values"]:
        key, equals, value = pair.partition("=")
        if not equals or not key.strip() or not value.strip():
            _stop(f"--value: {pair!r} has no key and value; write KEY=VALUE, such as ships=1", WRONG_USAGE)
        if key.strip() in values:
            _stop(f"--value: {key.strip()!r} is given twice; an event has one value for each key", WRONG_USAGE)
        values[key.strip()] = value.strip()
    plain = (
        "title",
        "label",
        "summary",
        "place",
        "lon",
        "lat",
        "date",
        "occurrence",
        "status",
        "confirmed_by",
        "method",
        "retracted",
        "retracted_reason",
    )
    event: dict[str, object] = {"id": options["event_id"] or "", **{key: options[key] for key in plain}}
    event |= {"values": values, "tags": list(options["tags"])}
    event |= {key: options[key] for key in ("date_reason", "place_reason")}
    claim: dict[str, object] = {key: options[key] for key in ("text", "quote", "date_as_written", "place_as_written")}
    claim |= {"date": options["claim_date"], "place": options["claim_place"], "citing": list(options["citing"])}
    return _without_empty(event), _without_empty(claim)


def _gather_source(case: Case, text: str, options: dict[str, Any]) -> tuple[str, dict[str, object] | None]:
    """Return the id of a source that the case knows, or the fields of a new one."""
    if "\n" in text or not text.strip():
        _stop("--source: is empty; write the id or address of a source", WRONG_USAGE)
    known = find_source(case, text)
    if known is not None:
        return known.id, None
    if _OTHER_ADDRESS.match(text):
        _stop(
            f"--source: {text[:80]!r} is not http or https; begin an address with https://, or name an id", WRONG_USAGE
        )
    if "://" not in text and ("/" in text or text.casefold().startswith("www.")):
        _stop(f"--source: {text[:80]!r} looks like an address; begin it with https://", WRONG_USAGE)
    address = text if "://" in text else options["url"]
    if not options["publisher"]:
        near = find_nearest(text, case.sources) or "; for a new one, give --publisher too"
        _stop(f"--source: {text[:80]!r} is not a source of the case{near}", WRONG_USAGE)
    new = {
        "publisher": options["publisher"],
        "title": options["source_title"],
        "url": address,
        "published": options["published"],
    }
    return "", _without_empty({"id": "" if "://" in text else text, **new})


def _review(case: Case, placements: Placements) -> None:
    """Ask a person about each text that could not be told, and write each answer at once."""
    for text in dict.fromkeys(event.place for event in case.events if event.place):
        spot = next(placements.by_event[event.id] for event in case.events if event.place == text)
        if not isinstance(spot, Unresolved) or not spot.candidates:
            continue
        _say(f"\n{text}: {spot.reason}")
        for number, candidate in enumerate(spot.candidates, start=1):
            _say(f"  {number}  {name_candidate(candidate)}  {candidate.place.lon:.4f} {candidate.place.lat:.4f}")
        answer = click.prompt("Number, u to leave it unknown, or s to skip", default="s", err=True).strip().casefold()
        if answer == "u":
            row = PlaceRow(text, None, reason="A person left the place unknown.", chosen_by="person")
        elif answer.isdecimal() and 1 <= int(answer) <= len(spot.candidates):
            place = spot.candidates[int(answer) - 1].place
            row = PlaceRow(
                text,
                place,
                reason=f"A person chose {name_candidate(spot.candidates[int(answer) - 1])}.",
                chosen_by="person",
            )
        else:
            continue
        write_places(case.folder, [row])


def _place_json(event: str, text: str, spot: Place | Unresolved) -> dict[str, object]:
    from geo.resolve import candidate_json

    if isinstance(spot, Unresolved):
        candidates = [candidate_json(candidate) for candidate in spot.candidates]
        return {"event": event, "place": text, "chosen": None, "reason": spot.reason, "candidates": candidates}
    names = ("lon", "lat", "precision", "radius_m", "country", "gazetteer", "gazetteer_id", "chosen_by")
    chosen = {name: getattr(spot, name) for name in names}
    return {"event": event, "place": text, "chosen": chosen, "reason": spot.reason, "candidates": []}


def _read_day(text: str | None) -> int | None:
    if text is None:
        return None
    try:
        date = parse_edtf(text)
    except DateError as wrong:
        _stop(f"--today: {wrong}", WRONG_USAGE)
    if date.kind != "day":
        _stop(f"--today: {text!r} is not one day; write YYYY-MM-DD", WRONG_USAGE)
    return date.earliest


def _progress(what: str) -> Callable[[int, int], None] | None:
    """Return a function that shows how far long work is, or None where nobody watches."""
    if not sys.stderr.isatty():
        return None

    def follow(done: int, total: int) -> None:
        if total >= 100 and (done % 50 == 0 or done == total):
            click.echo(f"\r{what}: {done:,} of {total:,}", err=True, nl=done == total)

    return follow


def _stage(words: str) -> None:
    """Say what a long build is at, where somebody watches."""
    if sys.stderr.isatty():
        _say(f"{words} …")


def _stop_unreadable(case: Case) -> None:
    """Stop where case.toml or sources.toml cannot be read at all: nothing useful would be left."""
    if not case.title or (case.events and not case.sources):
        _stop_on(case.faults)


def _stop_on(faults: Sequence[Fault]) -> None:
    broken = [fault for fault in faults if fault.kind == "fault"]
    for fault in broken:
        _say(fault.text)
    if broken:
        _say(f"{_count(len(broken), 'fault')}; nothing was written.")
        sys.exit(DATA_FAULT)


def _stop(message: str, code: int) -> NoReturn:
    _say(message)
    sys.exit(code)


def _without_empty(table: dict[str, object]) -> dict[str, object]:
    return {key: value for key, value in table.items() if value not in (None, "", [], {}, ())}


def _count(number: int, word: str) -> str:
    return f"{number:,} {word}" if number == 1 else f"{number:,} {word}s"


def _metres(radius_m: int) -> str:
    return f"{radius_m / 1000:.0f} km" if radius_m >= 1000 else f"{radius_m} m"


def _print_json(value: dict[str, Any]) -> None:
    click.echo(json.dumps(value, ensure_ascii=False))


def _say(message: str) -> None:
    click.echo(message, err=True)


if __name__ == "__main__":
    main(prog_name="dateline")
