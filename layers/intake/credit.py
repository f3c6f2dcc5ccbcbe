"""The news agency that a report credits for its text: in its dateline, its byline, or at its end."""

from __future__ import annotations

import re
import tomllib
from functools import cache
from pathlib import Path
from typing import NamedTuple

_HEAD = 1_200
_TAIL = 600
_SIGNS = r"[-‐‑–—―/|:]"


class Agencies(NamedTuple):
    """The agencies that are known, and the patterns of their credit lines."""

    names: dict[str, str]
    """The name of an agency by each spelling of it."""
    hosts: dict[str, str]
    head: re.Pattern[str]
    tail: re.Pattern[str]


@cache
def read_agencies() -> Agencies:
    """Read the table of agencies and compile the patterns of their credit lines."""
    with Path(__file__).with_name("agencies.toml").open("rb") as file:
        table = tomllib.load(file)["agency"]
    names = {credit: agency["name"] for agency in table for credit in agency["credits"]}
    hosts = {host: agency["name"] for agency in table for host in agency["hosts"]}
    one = "|".join(re.escape(credit) for credit in sorted(names, key=len, reverse=True))
    # "SEOUL, July 3 (Reuters) -", "(서울=연합뉴스)", "МОСКВА, 3 июл - РИА Новости.", "/ТАСС/", "By AP"
    head = re.compile(
        rf"(?m)^[^\n]{{0,120}}?(?:[(=] ?(?P<a>{one}) ?\)(?=[ \t]*(?:{_SIGNS}|\n|[A-ZА-ЯІЇЄ가-힣]|$))"
        rf"|/ ?(?P<slashed>{one}) ?/(?=[ \t]*[.\n]|[ \t]*{_SIGNS}))"
        rf"|^(?:[Bb]y |BY |[Vv]on |[Pp]ar |[Pp]or )?(?:\w[\w .'’-]{{0,60}}, )?(?P<b>{one})[ \t]*$"
        rf"|^[^\n]{{3,60}}? {_SIGNS} (?P<c>{one})\."
    )
    # "(Reporting by A; editing by B)" is how Reuters signs; "© 2025 AFP", "Source: Xinhua", "(Yonhap)".
    tail = re.compile(
        rf"(?m)(?:©|[Cc]opyright|\(c\)) ?(?:\d{{4}} )?(?P<a>{one})\b"
        rf"|^[\s({_SIGNS[1:-1]}]*(?:[Ss]ource|SOURCE|[Qq]uelle|[Ff]uente|Источник|Джерело|출처)\s?:\s?(?P<b>{one})\b"
        rf"|[(/{_SIGNS[1:-1]}] ?(?P<c>{one}) ?[)/]?\s*$"
        rf"|^\(?(?P<d>Reporting by [^\n]{{3,200}}?[;,] ?[Ee]diting by )"
    )
    return Agencies(names, hosts, head, tail)


def find_credit(text: str) -> str:
    """
    Find the agency that a report credits for its text; empty where it credits none.

    Only its beginning and end are looked at: a credit in the middle is that of a
    picture or of one sentence, and an agency named in a sentence is a source
    of it.

    Examples
    --------
    >>> find_credit("SEOUL, July 3 (Reuters) - A ferry ran aground."), find_credit("The ministry told Reuters.")
    ('Reuters', '')
    """
    agencies = read_agencies()
    found = agencies.head.search(text[:_HEAD])
    if found is None:
        found = agencies.tail.search(text[-_TAIL:].rstrip())
    if found is None:
        return ""
    credit = next(value for value in found.groups() if value)
    return agencies.names.get(credit, "Reuters")


def agency_of(publisher: str, host: str) -> str:
    """Return the agency that a publisher is, by its name or host; empty where it is none."""
    agencies = read_agencies()
    if publisher.strip() in agencies.names:
        return agencies.names[publisher.strip()]
    parts = host.lower().split(".")
    return next(
        (agencies.hosts[".".join(parts[at:])] for at in range(len(parts)) if ".".join(parts[at:]) in agencies.hosts), ""
    )
