"""Read a report: its toponyms resolved, its dates, and the events that it tells of."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

from geo.names import fold_name
from geo.place import Mention, Place
from layers.drafts.builder import build_drafts
from layers.drafts.draft import Draft
from layers.intake.credit import agency_of, find_credit

if TYPE_CHECKING:
    from geo.gazetteer import Gazetteer
    from geo.relations.stated import Contradiction
    from geo.resolution.article import Resolution
    from geo.resolution.statements import Statement
    from layers.intake.report import Report
    from layers.phrases import DatePhrase
    from layers.syndication import Syndicated

_CANDIDATES_MOST = 5


@dataclass(frozen=True, slots=True)
class Reading:
    """What was read in a report. All offsets are code points of its text, end exclusive."""

    report: Report
    resolutions: tuple[Resolution, ...]
    dates: tuple[DatePhrase, ...]
    drafts: tuple[Draft, ...]
    statements: tuple[Statement, ...] = ()
    contradictions: tuple[Contradiction, ...] = ()


def read_report(report: Report, *, gazetteer: Gazetteer) -> Reading:
    """
    Find and resolve the toponyms of a report, find its dates, and draft its events.

    Where the report came with mentions, just those are resolved, and nothing
    else is looked for. The same report gives the same reading.

    Parameters
    ----------
    report
        From `layers.report.read_reports`.
    gazetteer
        From `open_gazetteer`.
    """
    from geo.mentions import find_mentions
    from geo.resolution.article import resolve_mentions
    from geo.resolution.statements import find_contradictions, find_statements
    from layers.phrases import find_dates

    language = report.language or "en"
    home = " ".join(filter(None, (report.publisher, report.host)))
    if report.mentions is not None:
        given = [Mention(start, end, report.text[start:end]) for start, end in report.mentions]
        resolved = resolve_mentions(report.text, given, gazetteer=gazetteer, home=home, title=report.title)
        return Reading(report, tuple(resolved), (), ())
    found = find_mentions(report.text, gazetteer=gazetteer, language=language)
    resolved = resolve_mentions(report.text, found, gazetteer=gazetteer, home=home, title=report.title)
    dates = find_dates(report.text, published=report.published or None, language=language)
    statements = find_statements(report.text, resolved, gazetteer=gazetteer)
    contradictions = find_contradictions(statements, resolved)
    drafts = build_drafts(
        report.text,
        resolved,
        dates=dates,
        gazetteer=gazetteer,
        language=language,
        statements=statements,
        contradictions=contradictions,
    )
    # A paper that names itself leans on nobody; one that credits an agency leans on it in all that it says.
    own = {_fold(report.publisher), _fold(agency_of(report.publisher, report.host))}
    credit = [find_credit(report.text)]
    kept = [
        replace(draft, citing=tuple(_list_once(name for name in (*credit, *draft.citing) if _fold(name) not in own)))
        for draft in drafts
    ]
    return Reading(report, tuple(resolved), tuple(dates), tuple(kept), tuple(statements), tuple(contradictions))


def cite_origin(reading: Reading, syndicated: Syndicated) -> Reading:
    """Let the events of a report whose text is another's lean on that first, and say which reports share the text."""
    report, drafts = reading.report, reading.drafts
    if syndicated.notice:
        report = replace(report, notices=(*report.notices, syndicated.notice))
    for name in syndicated.citing:
        drafts = tuple(
            replace(draft, citing=(name, *(other for other in draft.citing if _fold(other) != _fold(name))))
            for draft in drafts
        )
    return replace(reading, report=report, drafts=drafts)


def _list_once(names: Iterable[str]) -> list[str]:
    """Give each name once, the first as it is spelled."""
    return list({_fold(name): name for name in reversed(list(names)) if name}.values())[::-1]


def _fold(name: str) -> str:
    return fold_name(name).removeprefix("the ")


def reading_json(reading: Reading) -> dict[str, Any]:
    """Give a reading as ``read --json`` prints it."""
    return {
        "file": reading.report.file,
        "published": reading.report.published or None,
        "mentions": [_mention_json(resolution) for resolution in reading.resolutions],
        "dates": [
            {
                "start": phrase.start,
                "end": phrase.end,
                "text": phrase.text,
                "edtf": phrase.edtf or None,
                "anchor": phrase.anchor,
                "rule": phrase.rule,
                "kind": phrase.kind,
                "sure": phrase.sure,
            }
            for phrase in reading.dates
        ],
        "described": [
            {
                "start": statement.start,
                "end": statement.end,
                "text": statement.text,
                "relation": statement.relation.kind,
                "place": _place_json(statement.place if isinstance(statement.place, Place) else None),
            }
            for statement in reading.statements
        ],
        "contradictions": [
            {"mention": one.mention, "kind": one.kind, "stated": one.stated, "found": one.found, "why": one.why}
            for one in reading.contradictions
        ],
        "events": [_draft_json(draft) for draft in reading.drafts],
        "notices": list(reading.report.notices),
    }


def _mention_json(resolution: Resolution) -> dict[str, Any]:
    from geo.resolve import candidate_json

    mention = resolution.mention
    return {
        "start": mention.start,
        "end": mention.end,
        "text": mention.text,
        "score": round(mention.score, 3),
        "cues": {name: round(part, 3) for name, part in mention.cues.items()},
        "place": _place_json(resolution.place),
        "candidates": [
            {**candidate_json(candidate), "id": _find_id(candidate.place)}
            for candidate in resolution.candidates[:_CANDIDATES_MOST]
        ],
        "margin": round(resolution.margin, 3),
        "reasons": {name: round(part, 3) for name, part in resolution.reasons.items()},
        "why": resolution.why,
    }


def _place_json(place: Place | None) -> dict[str, Any] | None:
    if place is None:
        return None
    return {
        "id": _find_id(place),
        "name": place.name,
        "lon": place.lon,
        "lat": place.lat,
        "precision": place.precision,
        "country": place.country,
        "radius_m": place.radius_m,
    }


def _find_id(place: Place) -> str:
    """Give the number of GeoNames where one is known, by which other programs compare places; else our gazetteer's."""
    return place.geonames_id or place.gazetteer_id


def _draft_json(draft: Draft) -> dict[str, Any]:
    return {
        "title": draft.title,
        "quote": draft.quote,
        "start": draft.start,
        "end": draft.end,
        "place": _place_json(draft.place),
        "role": draft.role,
        "date": draft.date or None,
        "date_as_written": draft.date_as_written or None,
        "occurrence": draft.occurrence,
        "status": draft.status,
        "citing": list(draft.citing),
        "place_as_written": draft.place_as_written or None,
        "origin": _place_json(draft.origin),
        "destination": _place_json(draft.destination),
        "reasons": {"place": draft.place_reason, "date": draft.date_reason, "status": draft.cue},
        "others": dict(draft.others),
        "notices": list(draft.notices),
    }
