"""The gate before the public sees a case: what still stands in the way."""

from __future__ import annotations

import ipaddress
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from urllib.parse import urlsplit

from layers.case import Case
from layers.checks.notices import find_notices, find_unexplained
from layers.edtf import day_iso
from layers.event import Event
from layers.fault import Fault
from layers.files.text import TextError, read_text
from layers.places import Placements
from layers.source import Source
from layers.starter import TEMPLATE_HEAD, find_template_field, is_template

# Reserved names (RFC 2606, RFC 6761) and services that are gone or point elsewhere tomorrow.
_RESERVED = (
    "example",
    "invalid",
    "test",
    "localhost",
    "local",
    "internal",
    "example.com",
    "example.org",
    "example.net",
)
_FLEETING = {
    "webcache.googleusercontent.com": "a search engine's copy, which is gone after days",
    "cdn.discordapp.com": "a file address that expires after a day",
    "goo.gl": "a shortened address whose service has ended",
    "bit.ly": "a shortened address, which may lead elsewhere tomorrow",
    "t.co": "a shortened address, which may lead elsewhere tomorrow",
    "tinyurl.com": "a shortened address, which may lead elsewhere tomorrow",
    "is.gd": "a shortened address, which may lead elsewhere tomorrow",
    "ow.ly": "a shortened address, which may lead elsewhere tomorrow",
}


@dataclass(frozen=True, slots=True)
class Gate:
    """What stands between a case and the public."""

    obstacles: tuple[Fault, ...]
    """Each must be mended, or said to be meant, before the case is published."""
    lapsed: tuple[Fault, ...]
    """Forecasts past their day; told, but no obstacle: the page says so itself."""


def check_gate(
    case: Case, placements: Placements, *, today: int, allow_unarchived: bool = False, leave_drafts: bool = False
) -> Gate:
    """
    Find what must be mended before a case is published.

    Parameters
    ----------
    case, placements
        A case as read, and where its events stand.
    today
        The day of the release, in days since 1970-01-01: for the embargo and for forecasts.
    allow_unarchived
        Let sources pass that have no archived copy, or an address that looks dead.
    leave_drafts
        Let drafts lie that nobody has accepted or dropped. They are never published.
    """
    found = [fault for fault in (*case.faults, *placements.faults) if fault.kind == "fault"]
    found += _check_head(case, today)
    if not leave_drafts:
        found += _check_drafts(case)
    if not allow_unarchived:
        found += [fault for source in case.sources.values() for fault in _check_source(case, source)]
    for event, conflict in find_unexplained(case):
        key = f"value_reasons.{conflict.key}" if conflict.field == "value" else f"{conflict.field}_reason"
        sides = "; ".join(side.words for side in conflict.sides)
        found.append(
            _obstacle(event, key, f"sources differ ({sides}) and no reason is given; say which you use and why")
        )
    for event in case.events:
        found += _check_event(event)
    lapsed = (fault for fault in find_notices(case, placements, today=today) if fault.kind == "lapsed")
    return Gate(tuple(found), tuple(lapsed))


def explain_dead(url: str) -> str:
    """
    Return why an address looks as if it led nowhere; empty where it does not. Nothing is asked of the network.

    Examples
    --------
    >>> explain_dead("https://example.org/report")
    'example.org is a name kept for examples'
    >>> explain_dead("https://www.bbc.com/news/1")
    ''
    """
    host = (urlsplit(url).hostname or "").rstrip(".")
    if not host:
        return "no address is given"
    if host.removeprefix("www.") in _FLEETING:
        return f"{host} is {_FLEETING[host.removeprefix('www.')]}"
    if any(host == name or host.endswith(f".{name}") for name in _RESERVED):
        return f"{host} is a name kept for examples"
    try:
        address = ipaddress.ip_address(host)
    except ValueError:
        return "" if "." in host else f"{host} is a name of a local network"
    return "" if address.is_global else f"{host} is an address of a local network"


def _check_head(case: Case, today: int) -> Iterator[Fault]:
    file = (case.folder / "case.toml").as_posix()
    wanted = {
        "contact": "say where readers report an error",
        "scope": "say what is on the map, and what is left out on purpose",
    }
    for key, advice in wanted.items():
        if not getattr(case, key):
            yield Fault("fault", file, 0, key, f"is missing; {advice}")
    for key in TEMPLATE_HEAD:
        text = getattr(case, key)
        if is_template(key, text):
            message = f"{text!r} is the sentence that 'dateline new' wrote; say it of this case, or take it out"
            yield Fault("fault", file, 0, key, message)
    if case.as_of is None:
        yield Fault("fault", file, 0, "as_of", "is missing; say of which day the case speaks")
    if case.embargo_until is not None and case.embargo_until.earliest is not None:
        first = case.embargo_until.earliest
        if today < first:
            message = f"the embargo runs until {day_iso(first)}, and it is {day_iso(today)}"
            yield Fault("fault", file, 0, "embargo_until", f"{message}; publish on that day, or lift it here")


def _check_drafts(case: Case) -> Iterator[Fault]:
    folder = case.folder / "drafts"
    if not folder.is_dir():
        return
    for path in sorted(folder.glob("*.toml")):
        try:
            table = tomllib.loads(read_text(path))
            count = sum(len(entry) for entry in table.values() if isinstance(entry, list))
        except (TextError, tomllib.TOMLDecodeError):
            yield Fault("fault", path.as_posix(), 0, "", "cannot be read, so what waits in it is not known")
            continue
        if count:
            waiting = "1 draft waits" if count == 1 else f"{count} drafts wait"
            yield Fault("fault", path.as_posix(), 0, "", f"{waiting}; accept or drop, or give --leave-drafts")


def _check_source(case: Case, source: Source) -> Iterator[Fault]:
    if source.archive_reason:
        return
    file = (case.folder / "sources.toml").as_posix()
    advice = "give an archived copy in 'archive', say why in 'archive_reason', or give --allow-unarchived"
    if source.archive:
        dead = explain_dead(source.archive)
        if dead:
            yield Fault("fault", file, source.line, "archive", f"of {source.id} looks dead: {dead}; {advice}")
        return
    dead = explain_dead(source.url)
    why = f"looks dead: {dead}" if dead else "has no archived copy, so what it says may change or go"
    yield Fault("fault", file, source.line, "archive", f"the source {source.id} {why}; {advice}")


def _check_event(event: Event) -> Iterator[Fault]:
    sample = find_template_field(event)
    if sample:
        yield _obstacle(event, sample, "is the invented sample of 'dateline new'; delete this event")
    if event.status == "confirmed" and not (event.confirmed_by and event.method):
        yield _obstacle(event, "confirmed_by", "is confirmed without who and how; give confirmed_by and method")
    for picture in event.media:
        if not picture.get("alt"):
            message = f"{picture.get('url', '')!r} has no 'alt'; say in a sentence what it shows, for who cannot see it"
            yield _obstacle(event, "media.alt", message)


def _obstacle(event: Event, field: str, message: str) -> Fault:
    return Fault("fault", event.file, event.line, field, message, event.id)
