"""
Events: the report that the first case maps, read and held against what a careful reader takes from it.

Needs the folder ``seed`` (``article.txt`` and ``events.json``) beside the corpora, by default ``../shared/seed``;
``DATELINE_SEED`` names another. Without it nothing is measured.
"""

from __future__ import annotations

import json
import os
import time
from pathlib import Path

from geo.gazetteer import distance_km, open_gazetteer
from geo.place import Place
from layers.drafts.draft import Draft
from layers.reading import Reading, read_report
from layers.report import Report

ROOT = Path(__file__).resolve().parents[2]
PUBLISHED = "2025-07-03"
# How far a drafted place may lie from where the reader puts it, by what the reader draws.
NEAR_KM = {"point": 3.0, "area": 60.0}
NEVER = {"Vladivostok": (131.87353, 43.10562), "Seoul": (126.9784, 37.566), "Washington": (-77.03637, 38.89511)}
LEAST_KB_A_SECOND = 300


def find_seed() -> Path | None:
    """Give the folder of the report and its events; None where there is none."""
    folder = Path(os.environ.get("DATELINE_SEED", ROOT.parent / "shared" / "seed"))
    return folder if (folder / "article.txt").is_file() and (folder / "events.json").is_file() else None


def read_seed(folder: Path) -> Reading:
    """Read the report as `dateline read --published` does."""
    text = (folder / "article.txt").read_text(encoding="utf-8")
    report = Report(file="article.txt", text=text, published=PUBLISHED, language="en")
    with open_gazetteer() as gazetteer:
        return read_report(report, gazetteer=gazetteer)


def find_match(draft: Draft, event: dict[str, object]) -> list[str]:
    """Give what of place, date and chain is wrong in a draft of an event; empty where all is right."""
    wrong = []
    if draft.place is None or not _is_near(draft.place, event):
        wrong.append("place")
    if draft.date != event["edtf_literal"]:
        wrong.append(f"date {draft.date or 'none'}")
    chain = [str(name) for name in event["attribution_chain"][1:] if not str(name).startswith("(unattributed")]  # type: ignore[index]
    named = next((name for name in chain if "(other sources)" not in name), "")
    said = named.partition(" (")[0]
    if said and not any(said.casefold() in name.casefold() for name in draft.citing):
        wrong.append(f"chain {draft.citing}")
    return wrong


def _is_near(place: Place, event: dict[str, object]) -> bool:
    shape = str(event["geometry"])
    away = distance_km((place.lon, place.lat), (float(str(event["lon"])), float(str(event["lat"]))))
    return away <= NEAR_KM[shape] and (place.precision == "region") == (shape == "area")


def main() -> int | None:
    """Print the figures; 1 when a target is missed, None where the seed is not there."""
    folder = find_seed()
    if folder is None:
        print("no seed folder: set DATELINE_SEED to one with article.txt and events.json; nothing measured")
        return None
    events = [e for e in json.loads((folder / "events.json").read_text(encoding="utf-8"))["events"] if e["map_pin"]]
    reading = read_seed(folder)
    right = 0
    for event in events:
        tried = [find_match(draft, event) for draft in reading.drafts]
        best = min(tried, key=len, default=["nothing drafted"])
        right += not best
        print(f"{event['id']}: {'right' if not best else 'wrong: ' + ', '.join(best)}  ({event['summary']})")
    wrong = [
        draft
        for draft in reading.drafts
        if draft.place is not None
        and any(distance_km((draft.place.lon, draft.place.lat), spot) < 15 for spot in NEVER.values())
    ]
    print(f"mapped events right: {right} of {len(events)} (target: all)")
    print(f"points where somebody only speaks or a town is only near: {len(wrong)} (target: 0)")
    rate = _time_reading(folder)
    print(f"reading, end to end: {rate:,.0f} kB for each second of one core (target: at least {LEAST_KB_A_SECOND})")
    return int(right < len(events) or bool(wrong) or rate < LEAST_KB_A_SECOND)


def _time_reading(folder: Path) -> float:
    text = (folder / "article.txt").read_text(encoding="utf-8")
    reports = [Report(file=str(n), text=text, published=PUBLISHED, language="en") for n in range(60)]
    with open_gazetteer() as gazetteer:
        read_report(reports[0], gazetteer=gazetteer)
        started = time.process_time()
        for report in reports:
            read_report(report, gazetteer=gazetteer)
        return sum(len(report.text.encode()) for report in reports) / 1000 / (time.process_time() - started)


if __name__ == "__main__":
    raise SystemExit(main())
