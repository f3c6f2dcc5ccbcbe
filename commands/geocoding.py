"""Asking a geocoding service from a command: whether, how often, and what came of it."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable
from typing import TYPE_CHECKING

import click

from commands.output import SURROUNDINGS, WRONG_USAGE, follow_progress, say, say_count, stop, stop_on
from layers.case import Case
from layers.places import Placements, place_events

if TYPE_CHECKING:
    from layers.geocoding.asking import Asking

OFFLINE = click.option("--offline", is_flag=True, help="Ask no geocoding service, also where one is set.")
MOST_REQUESTS = click.option(
    "--most-requests",
    metavar="N",
    type=click.IntRange(0, 100_000),
    help="Send up to so many requests to a geocoding service unasked; without it, what the configuration says, or 100.",
)


def open_asking(case: Case, most_requests: int | None, *, offline: bool = False) -> Asking | None:
    """
    Open the service that the case or the user sets; None where neither does, or with `offline`.

    A fault in the user's configuration ends the command, also where nobody is
    to be asked: whoever names a file must not learn at the next run that it
    was never read. A service that lacks something is said and not asked.
    """
    from dataclasses import replace

    from layers.geocoding.service import CONFIG_VARIABLE, find_cache, find_config, join_service, read_user_service

    named = os.environ.get(CONFIG_VARIABLE)
    if named and not find_config().is_file():
        stop(f"{CONFIG_VARIABLE}: {named}: there is no such file; name another, or unset it", WRONG_USAGE)
    of_user, faults = read_user_service()
    stop_on(faults)
    if offline:
        return None
    service, lacking = join_service(case.geocoder, of_user)
    if lacking:
        say(f"No service is asked for places: {lacking}.")
    if service is None:
        return None
    from geo.geocoder import open_fetcher, open_geocoder
    from layers.geocoding.asking import Asking
    from maps import __version__

    if most_requests is not None:
        service = replace(service, requests_most=most_requests)
    fetcher = open_fetcher(service, folder=find_cache(), version=__version__)
    geocoder = open_geocoder(service, fetcher=fetcher, language=case.language)

    def allow(count: int) -> bool:
        if not (sys.stdin.isatty() and sys.stderr.isatty()):
            return False
        minutes = round(count * fetcher.pace_s / 60)
        long = f"about {minutes} minutes" if minutes > 1 else "a minute or less"
        return click.confirm(
            f"{say_count(count, 'place text')} would be asked of {service.host}, "
            f"more than the {service.requests_most:,} that a run may send unasked; that takes {long}. "
            "Ask them all?",
            err=True,
        )

    return Asking(service, geocoder, allow, lambda: fetcher.requests_sent, _follow_asking(service.host))


def _follow_asking(host: str) -> Callable[[int, int], None] | None:
    """Return a function that shows each request, which takes a second; None where nobody watches."""
    if not sys.stderr.isatty():
        return None
    return lambda done, total: click.echo(f"\rAsking {host}: {done:,} of {total:,}", err=True, nl=done == total)


def place_case(case: Case, *, refresh: bool, asking: Asking | None) -> Placements:
    """Place the events of a case; with `asking`, say how many requests went out, and stop above the ceiling."""
    follow = follow_progress("Places")
    if asking is None:
        return place_events(case, refresh=refresh, follow=follow)
    from geo.fetching.answers import AnswersError
    from layers.geocoding.asking import CeilingError

    try:
        placements = place_events(case, refresh=refresh, asking=asking, follow=follow)
    except CeilingError as ceiling:
        stop(
            f"{ceiling}. Nothing was asked and nothing written. "
            f"Allow it with --most-requests {ceiling.count}, or ask nobody with --offline.",
            WRONG_USAGE,
        )
    except AnswersError as broken:
        stop(str(broken), SURROUNDINGS)
    asked = placements.asked
    if asked is not None and asked.left and asking.follow is not None:
        click.echo(err=True)  # the line that shows how far it is
    if asked is not None and asked.requests:
        say(
            f"Asked {asking.service.host} for {say_count(asked.texts, 'place text')} "
            f"({say_count(asked.requests, 'request')})."
        )
    return placements


def stop_on_troubles(placements: Placements) -> None:
    """End with exit code 3 where a service could not be asked for all; what could be told was written before."""
    asked = placements.asked
    if asked is None or not asked.troubles:
        return
    for trouble in asked.troubles:
        say(trouble)
    rest = (
        f" {say_count(asked.left, 'text')} more {'was' if asked.left == 1 else 'were'} not asked." if asked.left else ""
    )
    say(
        f"The geocoding service failed for {say_count(len(asked.troubles), 'place text')}.{rest} All else is written; "
        "run the command again later, or give the places yourself."
    )
    sys.exit(SURROUNDINGS)
