"""What was put right in a case after it had been published: its events' own corrections, and what was retracted."""

from __future__ import annotations

from collections.abc import Sequence

from layers.edtf import EdtfDate
from layers.event import Event


def list_corrections(events: Sequence[Event]) -> list[dict[str, object]]:
    """
    Return the corrections of a case, newest first.

    Parameters
    ----------
    events
        In the order of the page: a correction names its event by its number there.
    """
    found: list[tuple[float, dict[str, object]]] = []
    for number, event in enumerate(events):
        if event.status == "retracted" and event.retracted is not None:
            found.append(_build(number, event, event.retracted, event.retracted_reason, retracted=True))
        found += [_build(number, event, one.date, one.text) for one in event.corrections]
    return [built for _, built in sorted(found, key=lambda pair: -pair[0])]


def _build(
    number: int, event: Event, date: EdtfDate, text: str, *, retracted: bool = False
) -> tuple[float, dict[str, object]]:
    day = date.latest if date.latest is not None else date.earliest
    built: dict[str, object] = {"event": number, "title": event.title, "date": date.words, "dateEdtf": date.text}
    return float("inf") if day is None else day, {**built, "text": text, **({"retracted": True} if retracted else {})}
