"""Invented events by the thousand, for the benches: the same every time, spread like reports of a conflict."""

from __future__ import annotations

import csv
import datetime
import random
from collections.abc import Iterator
from pathlib import Path
from typing import Any, NamedTuple

CENTRES = (
    (36.2, 50.0),
    (30.5, 50.4),
    (24.0, 49.8),
    (125.7, 39.0),
    (132.3, 42.9),
    (34.4, 31.4),
    (32.5, 15.6),
    (74.8, 34.1),
)
LAYERS = ("strikes", "movements", "statements")
THINGS = ("Explosion", "Convoy", "Drone", "Ship at the pier", "Statement", "Fire at a depot", "Aircraft")
TAGS = ("night", "port", "rail", "air", "sea", "border")
FIRST_DAY = datetime.date(2022, 2, 1)
DAYS = 1200
SOURCES = 400


class Report(NamedTuple):
    """One invented event with one or two claims."""

    id: str
    layer: str
    title: str
    lon: float
    lat: float
    date: str
    occurrence: str
    status: str
    precision: str
    tags: tuple[str, ...]
    claims: tuple[tuple[str, str, str], ...]
    """Source, text and its own date, or ""."""


def invent_reports(count: int) -> Iterator[Report]:
    """Yield events: 85 in 100 on one day, the others over some weeks, open or undated; 5 in 100 with rival dates."""
    chance = random.Random(7)
    for number in range(count):
        west, south = CENTRES[chance.randrange(len(CENTRES))]
        day = FIRST_DAY + datetime.timedelta(days=chance.randrange(DAYS))
        kind = chance.random()
        until = day + datetime.timedelta(days=chance.randrange(3, 40))
        date = "" if kind < 0.01 else f"{day}/.." if kind < 0.03 else f"{day}/{until}" if kind < 0.15 else str(day)
        thing = chance.choice(THINGS)
        text = f"{thing} reported by residents; officials had not commented by the evening of the {day.day}th"
        claims = [(f"s{chance.randrange(SOURCES)}", text, "")]
        if chance.random() < 0.05:
            claims.append((f"s{chance.randrange(SOURCES)}", f"The same, dated otherwise: {thing.lower()}", str(until)))
        yield Report(
            id=f"e{number}", layer=LAYERS[number % len(LAYERS)], title=f"{thing} near the river, report {number}",
            lon=round(west + chance.gauss(0, 1.2), 5), lat=round(south + chance.gauss(0, 0.8), 5), date=date,
            occurrence=chance.choices(("occurred", "expected", "denied"), (90, 8, 2))[0],
            status=chance.choices(("reported", "claimed", "disputed"), (80, 15, 5))[0],
            precision=chance.choice(("exact", "site", "settlement", "district")),
            tags=tuple(chance.sample(TAGS, chance.randrange(3))), claims=tuple(claims),
        )  # fmt: skip


def write_reports(folder: Path, reports: list[Report]) -> Path:
    """Write them as a case, with one CSV file a layer."""
    (folder / "layers").mkdir(parents=True)
    head = 'title = "Invented reports"\nas_of = "2025-05-01"\ncontact = "mailto:desk@example.org"\n'
    (folder / "case.toml").write_text(head, "utf-8")
    sources = (
        f'[[source]]\nid = "s{n}"\npublisher = "Paper {n}"\nurl = "https://paper{n}.example/"\n'
        f'published = "{FIRST_DAY + datetime.timedelta(days=3 * n)}"\n'
        for n in range(SOURCES)
    )
    (folder / "sources.toml").write_text("".join(sources), "utf-8")
    for layer in LAYERS:
        with (folder / "layers" / f"{layer}.csv").open("w", encoding="utf-8", newline="") as file:
            rows = csv.writer(file)
            rows.writerow(_COLUMNS)
            rows.writerows(row for report in reports if report.layer == layer for row in _rows(report))
    return folder


_COLUMNS = (
    "id", "title", "lon", "lat", "date", "occurrence", "status", "precision", "tags", "claim.source", "claim.text",
    "claim.date",
)  # fmt: skip


def _rows(report: Report) -> Iterator[list[Any]]:
    for source, text, date in report.claims:
        yield [
            report.id, report.title, report.lon, report.lat, report.date, report.occurrence, report.status,
            report.precision, "; ".join(report.tags), source, text, date,
        ]  # fmt: skip
