"""`dateline add`: one event more in a layer."""

from __future__ import annotations

import re
import sys
from pathlib import Path
from typing import Any

import click

from commands.arguments import CASE, JSON
from commands.output import DATA_FAULT, WRONG_USAGE, print_json, say, stop
from layers.case import Case, read_case
from layers.edit import EditError, add_event, find_source
from layers.event import OCCURRENCES, STATUSES
from layers.fault import find_nearest

# An id may hold a colon; what these begin with is an address, and none that a reader can follow.
_OTHER_ADDRESS = re.compile(
    r"(?!https?://)(?:[a-z][a-z0-9+.-]*://|(?:javascript|data|file|mailto|ftp|blob|tel):)", re.I
)


@click.command()
@CASE
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
@click.option("--new-layer", is_flag=True, help="Make the layer, which must not be there yet.")
@click.option("--id", "event_id", help="Id of the event; without it, one is made from the title.")
@click.option("--publisher", help="Publisher of a new source.")
@click.option("--url", help="Address of a new source, where --source gives its id.")
@click.option("--published", help="Day on which a new source was published (EDTF).")
@click.option("--source-title", help="Title of a new source.")
@JSON
def add(case: Path, layer: str, source: str, new_layer: bool, as_json: bool, **options: Any) -> None:
    """
    Add one event to a layer of a case.

    It goes to the end of the file; nothing before it is touched.
    A source that the case does not know yet comes in with --publisher.
    """
    event, claim = _gather_event(options)
    source_id, new_source = _gather_source(read_case(case), source, options)
    if source_id:
        claim = {"source": source_id, **claim}
    try:
        added = add_event(case, layer, event={**event, "claim": [claim]}, source=new_source, new_layer=new_layer)
    except EditError as wrong:
        in_files = [fault for fault in wrong.faults if fault.file]
        for fault in wrong.faults:
            option = fault.field.removeprefix("claim.").replace("_", "-")
            say(fault.text if fault.file or not option else f"--{option}: {fault.message}")
        sys.exit(DATA_FAULT if in_files else WRONG_USAGE)
    if as_json:
        written = {"event": added.event_id, "layer": layer, "file": added.file, "line": added.line}
        print_json({**written, "source": claim.get("source") or (added.source.id if added.source else "")})
    say(f"Added {added.event_id} to {added.file}, line {added.line}.")
    if added.source is not None:
        say(f"Added the source {added.source.id} to {(case / 'sources.toml').as_posix()}.")


def _gather_event(options: dict[str, Any]) -> tuple[dict[str, object], dict[str, object]]:
    """Return the fields of the event and of its claim from the options of `add`."""
    values: dict[str, str] = {}
    for pair in options["values"]:
        key, equals, value = pair.partition("=")
        if not equals or not key.strip() or not value.strip():
            stop(f"--value: {pair!r} has no key and value; write KEY=VALUE, such as ships=1", WRONG_USAGE)
        if key.strip() in values:
            stop(f"--value: {key.strip()!r} is given twice; an event has one value for each key", WRONG_USAGE)
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
        stop("--source: is empty; write the id or address of a source", WRONG_USAGE)
    known = find_source(case, text)
    if known is not None:
        return known.id, None
    if _OTHER_ADDRESS.match(text):
        stop(
            f"--source: {text[:80]!r} is not http or https; begin an address with https://, or name an id", WRONG_USAGE
        )
    if "://" not in text and ("/" in text or text.casefold().startswith("www.")):
        stop(f"--source: {text[:80]!r} looks like an address; begin it with https://", WRONG_USAGE)
    address = text if "://" in text else options["url"]
    if not options["publisher"]:
        near = find_nearest(text, case.sources) or "; for a new one, give --publisher too"
        stop(f"--source: {text[:80]!r} is not a source of the case{near}", WRONG_USAGE)
    new = {
        "publisher": options["publisher"],
        "title": options["source_title"],
        "url": address,
        "published": options["published"],
    }
    return "", _without_empty({"id": "" if "://" in text else text, **new})


def _without_empty(table: dict[str, object]) -> dict[str, object]:
    return {key: value for key, value in table.items() if value not in (None, "", [], {}, ())}
