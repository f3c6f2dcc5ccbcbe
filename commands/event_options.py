"""The options that describe an event, a claim and a source, and the fields that they give."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from typing import Any, TypeVar

import click

from commands.arguments import LAT, LON, read_place
from commands.output import WRONG_USAGE, stop
from layers.case import Case
from layers.editing.sources import find_source
from layers.event import OCCURRENCES, STATUSES
from layers.fault import find_nearest
from layers.fields.event import PRECISIONS
from layers.source import Source

Command = TypeVar("Command", bound=Callable[..., Any])

# An id may hold a colon; what these begin with is an address, and none that a reader can follow.
_OTHER_ADDRESS = re.compile(
    r"(?!https?://)(?:[a-z][a-z0-9+.-]*://|(?:javascript|data|file|mailto|ftp|blob|tel):)", re.I
)

_SOURCES_SHOWN = 8

WHEN_AND_WHERE = (
    click.option("--date", help="When, as EDTF: 2025-01-15, 2025-01, [..2025-11], 2025-06/2025-08."),
    click.option("--place", callback=read_place, help='Where, with what holds it: "Valletta, Malta".'),
    LON,
    LAT,
    click.option("--precision", type=click.Choice(PRECISIONS), help="How sure the point is."),
    click.option("--radius-m", type=click.IntRange(0), metavar="METRES", help="Within how many metres it lies."),
    click.option("--origin", help="Where a movement began, in place of --place. Needs --destination."),
    click.option("--destination", help="Where it ended. Needs --origin."),
)
CLAIM = (
    click.option("--text", help="What the source says, in your own words."),
    click.option("--quote", help="What it says exactly, at most 15 words."),
    click.option("--claim-date", help="The source's own date (EDTF), where it differs from --date."),
    click.option("--claim-place", help="The source's own place, where it differs from --place."),
    click.option("--date-as-written", help='The words of the source: "May 18 of last year".'),
    click.option("--place-as-written", help="The words of the source for the place."),
    click.option("--citing", multiple=True, metavar="NAME", help="Whom the source leans on, outermost first; repeat."),
)
WORDS = (
    click.option("--summary", help="A sentence or two for the reader."),
    click.option("--label", help="A shorter title for the map."),
    click.option("--occurrence", type=click.Choice(OCCURRENCES), help="Did it happen? (occurred)"),
    click.option("--status", type=click.Choice(STATUSES), help="How well is it known? (reported)"),
    click.option("--confirmed-by", help="Who confirmed it; needed for the status confirmed."),
    click.option("--method", help="How it was confirmed; needed for the status confirmed."),
    click.option("--retracted", metavar="DATE", help="Day of the retraction (EDTF); needed for the status retracted."),
    click.option("--retracted-reason", help="Why it was retracted; needed for the status retracted."),
    click.option(
        "--value", "values", multiple=True, metavar="KEY=VALUE", help="A count or the like, such as ships=1; repeat."
    ),
    click.option("--tag", "tags", multiple=True, help="A tag; repeat."),
    click.option("--date-reason", help="One public sentence: why this date."),
    click.option("--place-reason", help="One public sentence: why this place."),
    click.option("--unplaced-reason", help="Keep it off the map, and say why."),
    click.option("--note", help="Internal, never published."),
)
SOURCE = (
    click.option("--publisher", help="Publisher of a new source."),
    click.option("--url", help="Address of a new source, where --source gives its id."),
    click.option("--published", help="Day on which a new source was published (EDTF)."),
    click.option("--source-title", help="Title of a new source."),
)
PLAIN = (
    *("title", "label", "summary", "place", "lon", "lat", "precision", "radius_m", "origin", "destination", "date"),
    *("occurrence", "status", "confirmed_by", "method", "retracted", "retracted_reason"),
    *("date_reason", "place_reason", "unplaced_reason", "note"),
)


def describe(*groups: Sequence[Callable[[Command], Command]]) -> Callable[[Command], Command]:
    """Return a decorator that gives a command the options of some groups, in their order."""

    def decorate(command: Command) -> Command:
        for option in reversed([option for group in groups for option in group]):
            command = option(command)
        return command

    return decorate


def gather_event(options: Mapping[str, Any]) -> dict[str, object]:
    """Return the fields of an event that its options give."""
    event = {key: options[key] for key in PLAIN} | {
        "values": gather_pairs("--value", options["values"]),
        "tags": list(options["tags"]),
    }
    return without_empty(event)


def gather_claim(options: Mapping[str, Any]) -> dict[str, object]:
    """Return the fields of a claim that its options give, but for its source."""
    claim = {key: options[key] for key in ("text", "quote", "date_as_written", "place_as_written")}
    claim |= {"date": options["claim_date"], "place": options["claim_place"], "citing": list(options["citing"])}
    return without_empty(claim)


def gather_pairs(option: str, pairs: Sequence[str], *, empty: bool = False) -> dict[str, str]:
    """Return the keys and values of KEY=VALUE; an empty value is wrong usage unless `empty` allows it."""
    values: dict[str, str] = {}
    for pair in pairs:
        key, equals, value = pair.partition("=")
        if not equals or not key.strip() or not (value.strip() or empty):
            stop(f"{option}: {pair!r} has no key and value; write KEY=VALUE, such as ships=1", WRONG_USAGE)
        if key.strip() in values:
            stop(f"{option}: {key.strip()!r} is given twice; an event has one value for each key", WRONG_USAGE)
        values[key.strip()] = value.strip()
    return values


def name_source(case: Case, text: str, *, told: object) -> Source | None:
    """
    Return the source of a case that --source names; None for a new one, where it may be one.

    `told` is whatever says who published a new one; without it, a name that the case does not know is a slip.
    """
    if "\n" in text or not text.strip():
        stop("--source: is empty; write the id or address of a source", WRONG_USAGE)
    known = find_source(case, text)
    if known is not None:
        return known
    if _OTHER_ADDRESS.match(text):
        stop(
            f"--source: {text[:80]!r} is not http or https; begin an address with https://, or name an id", WRONG_USAGE
        )
    if "://" not in text and ("/" in text or text.casefold().startswith("www.")):
        stop(f"--source: {text[:80]!r} looks like an address; begin it with https://", WRONG_USAGE)
    if not told:
        few = f"; it has {', '.join(case.sources)}" if 0 < len(case.sources) <= _SOURCES_SHOWN else ""
        near = find_nearest(text, case.sources) or few
        stop(
            f"--source: {text[:80]!r} is not a source of the case{near}; for a new one, give --publisher too",
            WRONG_USAGE,
        )
    return None


def gather_source(case: Case, text: str, options: Mapping[str, Any]) -> tuple[str, dict[str, object] | None]:
    """Return the id of a source that the case knows, or the fields of a new one."""
    known = name_source(case, text, told=options["publisher"])
    if known is not None:
        return known.id, None
    address = text if "://" in text else options["url"]
    new = {
        "publisher": options["publisher"],
        "title": options["source_title"],
        "url": address,
        "published": options["published"],
    }
    return "", without_empty({"id": "" if "://" in text else text, **new})


def without_empty(table: Mapping[str, object]) -> dict[str, object]:
    """Return a table without its empty fields."""
    return {key: value for key, value in table.items() if value not in (None, "", [], {}, ())}
