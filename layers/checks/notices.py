"""What an editor should look at in a case that has no fault: conflicts, gaps and forecasts past their day."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from geo.place import Candidate, Unresolved
from layers.case import Case
from layers.conflicts import Conflict, Side, find_conflicts
from layers.edtf import day_iso
from layers.event import Event
from layers.fault import Fault, FaultKind
from layers.places import Placements
from layers.source import Source
from layers.starter import find_template_field


def find_notices(case: Case, placements: Placements, *, today: int | None = None) -> tuple[Fault, ...]:
    """
    List what an editor should look at, in the order of the events: conflicts, gaps, forecasts past their day, slips.

    Parameters
    ----------
    case, placements
        A case as read, and where its events stand.
    today
        Day (since 1970-01-01) against which forecasts are held; None takes the
        day that the case speaks of, and without one no forecast lapses. The
        clock is never asked, so that a check says the same tomorrow.
    """
    if today is None and case.as_of is not None:
        today = case.as_of.latest
    found: list[Fault] = [*find_empty_layers(case), *_late_sources(case)]
    for event in case.events:
        sample = find_template_field(event)
        if sample:
            found.append(
                _notice("warning", event, sample, "is the invented sample of 'dateline new'; delete this event")
            )
        if event.status == "retracted":
            continue
        found += _late_event(event, case)
        found += _foreseen_event(event, case.sources)
        found += [_conflict_notice(event, conflict, case.sources) for conflict in find_conflicts(event, case.sources)]
        if event.date is None:
            found.append(
                _notice("undated", event, "date", event.date_reason or "has no date, nor date_reason to say why")
            )
        spot = placements.by_event.get(event.id)
        if isinstance(spot, Unresolved) and event.id not in placements.ends:  # a movement is drawn as a line
            names = tuple(name_candidate(candidate) for candidate in spot.candidates)
            keys = {event.place: "place", event.origin: "origin", event.destination: "destination", "": ""}
            key = "place" if event.place else keys.get(spot.text, "origin")
            found.append(_notice("unplaced", event, key, spot.reason, names))
        if is_lapsed(event, today):
            assert event.date is not None
            assert today is not None
            message = (
                f"expected {event.date.words}, and it is past that as of {day_iso(today)}; "
                "tell the outcome, or say why it is open"
            )
            found.append(_notice("lapsed", event, "occurrence", message, (event.date.text,)))
    return tuple(found)


def find_unexplained(case: Case) -> tuple[tuple[Event, Conflict], ...]:
    """Return the conflicts for which the editor gave no reason."""
    return tuple(
        (event, conflict)
        for event in case.events
        if event.status != "retracted"
        for conflict in find_conflicts(event, case.sources)
        if not conflict.reason
    )


def find_empty_layers(case: Case) -> tuple[Fault, ...]:
    """Warn of the layers that hold no event, not even one at fault: perhaps a file was emptied by a slip."""
    filled = {event.layer for event in case.events} | {skipped.layer for skipped in case.skipped}
    message = "holds no event, so the map shows nothing of this layer; bring its events back, or delete the file"
    return tuple(Fault("warning", layer.file, 0, "", message) for layer in case.layers if layer.name not in filled)


def is_lapsed(event: Event, today: int | None) -> bool:
    """Tell whether an expected event should have come about before a day; never where either has no end."""
    if event.occurrence != "expected" or event.date is None or event.date.latest is None or today is None:
        return False
    return event.date.latest < today


def name_candidate(candidate: Candidate) -> str:
    """Name a candidate so that it can be told from its namesakes, as a place text would."""
    place = candidate.place
    parts = [place.name, place.admin1, place.country]
    return ", ".join(part for number, part in enumerate(parts) if part and part not in parts[:number])


def _late_sources(case: Case) -> list[Fault]:
    """Warn of the sources published after the day that the case speaks of."""
    if case.as_of is None or case.as_of.latest is None:
        return []
    file = (case.folder / "sources.toml").as_posix()
    message = f"lies after {day_iso(case.as_of.latest)}, the as_of of case.toml; mend one of them"
    return [
        Fault("warning", file, source.line, "published", f"{source.published.text} {message}")
        for source in case.sources.values()
        if source.published and source.published.earliest is not None and source.published.earliest > case.as_of.latest
    ]


def _late_event(event: Event, case: Case) -> list[Fault]:
    """Warn of an event said to have occurred wholly after the day that the case speaks of."""
    if event.occurrence != "occurred" or event.date is None or event.date.earliest is None:
        return []
    if case.as_of is None or case.as_of.latest is None or event.date.earliest <= case.as_of.latest:
        return []
    message = f"{event.date.text} lies after {day_iso(case.as_of.latest)}, the as_of of case.toml"
    return [_notice("warning", event, "date", f'{message}; mend one of them, or write occurrence = "expected"')]


def _foreseen_event(event: Event, sources: Mapping[str, Source]) -> list[Fault]:
    """Warn of an event said to have occurred wholly after all that reports it was published, and retrieved."""
    if event.occurrence != "occurred" or event.date is None or event.date.earliest is None:
        return []
    last: list[int] = []
    for claim in event.claims:
        source = sources.get(claim.source)
        dates = [date for date in (source.published, source.retrieved) if date is not None] if source else []
        days = [date.latest for date in dates if date.latest is not None]
        if not days or len(days) < len(dates):  # it may have been written at any time
            return []
        last.append(max(days))
    if not last or event.date.earliest <= max(last):
        return []
    message = (
        f"{event.date.text} lies after every source that reports it (the last is of {day_iso(max(last))}); "
        'mend the date or that of a source, or write occurrence = "expected"'
    )
    return [_notice("warning", event, "date", message)]


def _conflict_notice(event: Event, conflict: Conflict, sources: Mapping[str, Source]) -> Fault:
    sides = "; ".join(f"{side.words}: {_name_sides(event, side, sources)}" for side in conflict.sides)
    key = f"values.{conflict.key}" if conflict.field == "value" else conflict.field
    reason = f"value_reasons.{conflict.key}" if conflict.field == "value" else f"{conflict.field}_reason"
    answer = (
        f"explained: {conflict.reason}"
        if conflict.reason
        else f"unresolved; give your choice and its reason in {reason}"
    )
    return _notice(
        "conflict", event, key, f"sources differ ({sides}); {answer}", tuple(side.value for side in conflict.sides)
    )


def _name_sides(event: Event, side: Side, sources: Mapping[str, Source]) -> str:
    names = [sources[event.claims[n].source].publisher for n in side.claims if event.claims[n].source in sources]
    return ", ".join(dict.fromkeys(names)) or "this file"


def _notice(kind: FaultKind, event: Event, field: str, message: str, values: Sequence[str] = ()) -> Fault:
    return Fault(kind, event.file, event.line, field, message, event.id, tuple(values))
