"""What a case might tell of private persons: homes, telephone numbers, addresses, names of accounts."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from geo.place import Place
from layers.article import Article
from layers.case import Case
from layers.event import Event
from layers.fault import Fault
from layers.folder.place_rows import read_places
from layers.places import Placements

_MAIL = re.compile(r"[\w.+-]+@[\w-]+(?:\.[\w-]+)*\.[^\W\d_]{2,}")
_HANDLE = re.compile(r"(?<![\w@./+-])@[A-Za-z_][\w.]{1,30}\b(?!@)|\bt\.me/\w{3,}|\bvk\.com/id\d+")
_PHONE = re.compile(
    r"(?<![\w.+/=-])(?:"
    r"\+\d[\d ().\-–]{6,20}\d"  # +44 20 7946 0018
    r"|\(?0\d{1,4}\)?[ /\-–]\d{2,5}(?:[ \-–]\d{2,5}){1,3}"  # 020 7946 0018
    r"|8[ -]?\(\d{3,5}\)[ -]?\d{1,3}[ -]?\d{2}[ -]?\d{2}"  # 8 (495) 123-45-67
    r"|(?:\(\d{3}\) ?|\d{3}-)\d{3}-\d{4}"  # (212) 555-0143
    r"|\d{3}-\d{4}-\d{4}"  # 010-1234-5678
    r"|(?:tel|(?:tele)?phone|телефон|тел|whatsapp|전화)[.: ]{1,3}\d[\d ().-]{4,18}\d"
    r")(?![\w/-])",
    re.IGNORECASE,
)
_DIGITS_LEAST, _DIGITS_MOST = 7, 15
# Words of a dwelling in the languages that cases come in; whole words, so that "warehouse" and "White House" pass.
_HOME = re.compile(
    r"\b(?:(?:family |private |parents['’] |his |her |their |['’]s )(?:home|house|flat|residence)"
    r"|(?:home|house|residence|flat|apartment) of|home address|apartment|residential (?:address|house)|dwelling"
    r"|lives (?:at|in)|lived (?:at|in)|resides (?:at|in)"
    r"|(?:жил|живёт|живет|проживает|квартир\w*|дом семьи|домашний адрес)"
    r"|(?:мешкає|проживає|помешкання|домашня адреса)"
    r"|(?:domicile|résidence de|maison de|habite)|(?:wohnhaus|wohnung|wohnt)|(?:vivienda|domicilio)"
    r"|(?:منزل|بيت|شقة))\b"
    r"|자택|거주지",
    re.IGNORECASE,
)
_PRECISE = ("exact", "site")


class PublicText(NamedTuple):
    """One text of a case that a reader will see: the field it stands in, and the event it is of."""

    field: str
    text: str
    event: Event | None = None


def find_private(case: Case, placements: Placements) -> tuple[Fault, ...]:
    """
    Warn of what a reader should not be told of private persons.

    Exact homes, telephone numbers, e-mail addresses and names of accounts in
    the texts that a map shows, and coordinates that are made approximate while
    something else still tells where it was. Words are looked for, not
    understood: a warning asks a person to look.
    """
    found = []
    for told in list_public_texts(case):
        kind = describe_private(told.text)
        if kind:
            found.append(_warn(case, told, f"{kind}; take it out unless it is meant for the public"))
    found += [_warn_home(event) for event in case.events if _is_home(event, placements)]
    return (*found, *_find_contradicted(case, placements), *_find_private_articles(case.published_articles))


def describe_private(text: str) -> str:
    """
    Return what a text tells that may be private, with the words found; empty where it tells nothing.

    Examples
    --------
    >>> describe_private("Call +44 20 7946 0018 for the crew")
    "holds what looks like a telephone number, '+44 20 7946 0018'"
    """
    if "@" in text:
        mail = _MAIL.search(text)
        if mail:
            return f"holds an e-mail address, {mail.group()!r}"
    if "@" in text or "/" in text:
        handle = _HANDLE.search(text)
        if handle:
            return f"holds the name of an account, {handle.group()!r}"
    for phone in _PHONE.finditer(text):
        digits = sum(character.isdecimal() for character in phone.group())
        # A round number is a count: "+3 000 000".
        if _DIGITS_LEAST <= digits <= _DIGITS_MOST and not phone.group().endswith("000"):
            return f"holds what looks like a telephone number, {phone.group()!r}"
    return ""


def list_public_texts(case: Case) -> Iterator[PublicText]:
    """Yield every text of a case that people wrote and a map shows, articles and addresses apart."""
    for key in ("title", "summary", "scope", "method"):
        yield PublicText(key, getattr(case, key))
    for credit in case.credits:
        yield PublicText("credits", credit)
    for source in case.sources.values():
        for key in ("publisher", "title", "author"):
            yield PublicText(f"source {source.id}: {key}", getattr(source, key))
    for event in case.events:
        for key in ("title", "label", "summary", "place", "origin", "destination", "date_reason", "place_reason"):
            yield PublicText(key, getattr(event, key), event)
        for key in ("confirmed_by", "method", "retracted_reason", "unplaced_reason"):
            yield PublicText(key, getattr(event, key), event)
        for name, value in (*event.values.items(), *event.value_reasons.items()):
            yield PublicText(f"values.{name}", value, event)
        for tag in event.tags:
            yield PublicText("tags", tag, event)
        for claim in event.claims:
            for key in ("text", "quote", "place", "date_as_written", "place_as_written"):
                yield PublicText(f"claim.{key}", getattr(claim, key), event)
            for name in claim.citing:
                yield PublicText("claim.citing", name, event)


def _is_home(event: Event, placements: Placements) -> bool:
    spot = placements.by_event.get(event.id)
    if not isinstance(spot, Place) or spot.precision not in _PRECISE or event.id in placements.coarse:
        return False
    texts = [event.title, event.summary, event.place, event.place_reason]
    texts += [text for claim in event.claims for text in (claim.text, claim.quote, claim.place_as_written)]
    return any(_HOME.search(text) for text in texts if text)


def _warn_home(event: Event) -> Fault:
    message = (
        "its words speak of a home and its place is exact; "
        "give publish_radius_m, or a wider place, unless the home is publicly known"
    )
    return Fault("warning", event.file, event.line, "publish_radius_m", message, event.id)


def _find_contradicted(case: Case, placements: Placements) -> Iterator[Fault]:
    """Yield a warning for each approximate place that another event, or its own name, gives away."""
    radii: dict[tuple[float, float] | str, list[tuple[int, Event]]] = {}
    rows, _ = read_places(case.folder) if placements.coarse else ({}, ())
    for event in case.events if placements.coarse else ():
        spot = placements.by_event.get(event.id)
        if not isinstance(spot, Place):
            continue
        key = (event.lon, event.lat) if event.lon is not None and event.lat is not None else event.place
        radius_m = spot.radius_m if event.id in placements.coarse else 0
        radii.setdefault(key, []).append((radius_m, event))
        row = rows.get(event.place)
        if radius_m and row is not None and row.place is not None and row.place.radius_m < radius_m:
            message = f"{event.place[:80]!r} still names the place that publish_radius_m hides; name a wider one"
            yield Fault("warning", event.file, event.line, "place", message, event.id)
    for together in radii.values():
        sizes = sorted({radius_m for radius_m, _ in together})
        if len(sizes) > 1:
            first = next(event for radius_m, event in together if radius_m == sizes[0])
            others = ", ".join(event.id for radius_m, event in together if radius_m != sizes[0])
            message = (
                f"stands at one place with {others} but is published more exactly, which gives the others away; "
                "give all of them one publish_radius_m"
            )
            yield Fault("warning", first.file, first.line, "publish_radius_m", message, first.id)


def _find_private_articles(articles: tuple[Article, ...]) -> Iterator[Fault]:
    for article in articles:
        for number, line in enumerate(article.text.splitlines(), start=1):
            kind = describe_private(line)
            if kind:
                message = f"line {number} of its text {kind}; take it out, or keep the article back with publish: no"
                yield Fault("warning", article.file, 0, "", message)


def _warn(case: Case, told: PublicText, message: str) -> Fault:
    if told.event is not None:
        return Fault("warning", told.event.file, told.event.line, told.field, message, told.event.id)
    if told.field.startswith("source "):
        name, _, key = told.field.removeprefix("source ").partition(": ")
        return Fault("warning", (case.folder / "sources.toml").as_posix(), case.sources[name].line, key, message)
    return Fault("warning", (case.folder / "case.toml").as_posix(), 0, told.field, message)
