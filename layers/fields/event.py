"""One event of a layer file: its fields read and held against each other."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Collection, Mapping
from typing import Any

from layers.coordinates import explain_coordinates, explain_geometry, lies_at_zero, plain_geometry
from layers.event import OCCURRENCES, STATUSES, Claim, Correction, Event
from layers.fault import find_nearest
from layers.fields.table import Fields

PRECISIONS = ("exact", "site", "settlement", "district", "region")
CLAIMS_MOST = 1_000

CLAIM_KEYS = frozenset(Claim.__dataclass_fields__) - {"line"}
EVENT_KEYS = frozenset({*Event.__dataclass_fields__, "claim"} - {"layer", "claims", "file", "line"})
MEDIA_KEYS = frozenset({"url", "alt", "caption", "credit", "license"})
CORRECTION_KEYS = frozenset({"date", "text"})

_NOT_WORD = re.compile(r"[^\w]+")


def read_event(fields: Fields, *, layer: str, sources: Collection[str] | None) -> Event:
    """
    Read one event.

    Parameters
    ----------
    fields
        The table of the event. `fields.wrong` counts the faults found; an event
        with any must not be used.
    layer
        Name of its layer.
    sources
        The ids that a claim may name; None when sources.toml could not be read,
        so that not every claim is at fault for it.

    Returns
    -------
    event
        Its id is empty when the file gives none.
    """
    table = fields.table
    shown = table.get("id") or table.get("title")
    fields.event = shown.strip() if isinstance(shown, str) else ""
    fields.check_keys(EVENT_KEYS)
    status = fields.choice("status", STATUSES, default="reported")
    lon, lat, geometry = _read_spot(fields)
    event = Event(
        id=fields.identifier("id"),
        layer=layer,
        title=fields.text("title", needed=True),
        claims=_read_claims(fields, sources),
        label=fields.text("label"),
        summary=fields.text("summary"),
        place=_one_line(fields, "place"),
        lon=lon,
        lat=lat,
        precision=fields.choice("precision", PRECISIONS, default=""),
        radius_m=fields.count("radius_m"),
        geometry=geometry,
        origin=_one_line(fields, "origin"),
        destination=_one_line(fields, "destination"),
        date=fields.date("date"),
        occurrence=fields.choice("occurrence", OCCURRENCES, default="occurred"),  # type: ignore[arg-type]
        status=status,  # type: ignore[arg-type]
        confirmed_by=fields.text("confirmed_by"),
        method=fields.text("method"),
        retracted=fields.date("retracted"),
        retracted_reason=fields.text("retracted_reason"),
        values=fields.mapping("values"),
        tags=fields.texts("tags"),
        media=_read_media(fields),
        date_reason=fields.text("date_reason"),
        place_reason=fields.text("place_reason"),
        value_reasons=fields.mapping("value_reasons"),
        unplaced_reason=fields.text("unplaced_reason"),
        publish_radius_m=fields.count("publish_radius_m"),
        corrections=_read_corrections(fields),
        note=fields.text("note"),
        file=fields.faults.file,
        line=fields.line(),
    )
    _check_status(fields, status)
    _check_reasons(fields, event)
    return event


def build_id(title: str, taken: Collection[str]) -> str:
    """
    Make an id from a title that is not among those taken.

    Examples
    --------
    >>> build_id("Ship at the Dunai pier", {"ship-at-the-dunai-pier"})
    'ship-at-the-dunai-pier-2'
    """
    plain = "".join(c for c in unicodedata.normalize("NFKD", title.casefold()) if not unicodedata.combining(c))
    stem = _NOT_WORD.sub("-", unicodedata.normalize("NFC", plain)).strip("-_")[:60].rstrip("-_") or "event"
    found, number = stem, 1
    while found in taken:
        number += 1
        found = f"{stem}-{number}"
    return found


def _one_line(fields: Fields, key: str) -> str:
    text = fields.text(key)
    if "\n" in text:
        fields.fault(key, "goes over more than one line; write a place on one line, its containers after commas")
        return ""
    return text


def _read_spot(fields: Fields) -> tuple[float | None, float | None, Mapping[str, Any] | None]:
    lon, lat = fields.number("lon"), fields.number("lat")
    if fields.given("lon") != fields.given("lat"):
        missing = "lat" if fields.given("lon") else "lon"
        fields.fault(missing, "is missing; write both lon and lat, or the name of the place")
        lon = lat = None
    if lon is not None and lat is not None:
        wrong = explain_coordinates(lon, lat)
        if wrong:
            fields.fault("lat" if wrong.startswith("lat") else "lon", wrong)
            lon = lat = None
    geometry = fields.table.get("geometry")
    if geometry is None or geometry == "":
        return lon, lat, None
    wrong = explain_geometry(geometry)
    if wrong:
        if not isinstance(geometry, Mapping):
            shape = '{"type": "Polygon", "coordinates": [[[lon, lat], …]]}'
            wrong += "; write " + fields.say(
                toml='{ type = "Polygon", coordinates = [[[lon, lat], …]] }', json=shape, csv=shape
            )
        fields.fault("geometry", wrong)
        return lon, lat, None
    assert isinstance(geometry, Mapping)
    if lies_at_zero(geometry):
        fields.fault(
            "geometry", "lies wholly at (0, 0), which mostly stands for a missing value; look it over", kind="warning"
        )
    if fields.given("lon"):
        fields.fault("geometry", "stands beside lon and lat; give one of them")
        return lon, lat, None
    plain = plain_geometry(geometry)
    if plain["type"] == "Point":
        return plain["coordinates"][0], plain["coordinates"][1], None
    return None, None, plain


def _read_claims(fields: Fields, sources: Collection[str] | None) -> tuple[Claim, ...]:
    tables = fields.table.get("claim")
    if not tables:
        advice = fields.say(
            toml="write [[event.claim]] and its source below",
            json='write "claims": [{"source": "…"}] into its properties',
            csv="fill the column claim.source",
            unwritten="say who reports it",
        )
        fields.fault("claim", f"is missing; an event needs at least one claim with its source, so {advice}")
        return ()
    if not isinstance(tables, list) or not all(isinstance(table, Mapping) for table in tables):
        advice = fields.say(
            toml="write [[event.claim]] before each claim",
            json='write "claims": [{"source": "…", "text": "…"}]',
            csv="name the columns claim.source, claim.text and so on",
        )
        fields.fault("claim", f"is not a list of tables; {advice}")
        return ()
    if len(tables) > CLAIMS_MOST:
        fields.fault("claim", f"has {len(tables):,} claims; write at most {CLAIMS_MOST:,}")
        return ()
    claims = []
    for number, table in enumerate(tables):
        inner = fields.sub("claim", table, number)
        claims.append(_read_claim(inner, sources))
        fields.wrong += inner.wrong
    return tuple(claims)


def _read_claim(fields: Fields, sources: Collection[str] | None) -> Claim:
    fields.check_keys(CLAIM_KEYS)
    source = fields.text("source", needed=True)
    if source and sources is not None and source not in sources:
        fields.fault(
            "source", f"{source!r} is not a source of sources.toml{find_nearest(source, sources)}; name one by its id"
        )
    return Claim(
        source=source,
        text=fields.text("text"),
        quote=fields.quote("quote"),
        prefix=fields.text("prefix"),
        suffix=fields.text("suffix"),
        date=fields.date("date"),
        place=_one_line(fields, "place"),
        values=fields.mapping("values"),
        date_as_written=fields.text("date_as_written"),
        place_as_written=fields.text("place_as_written"),
        citing=fields.texts("citing"),
        denies=fields.flag("denies"),
        line=next((fields.line(key) for key in ("quote", "text") if fields.given(key)), 0),
    )


def _read_media(fields: Fields) -> tuple[Mapping[str, str], ...]:
    media = []
    toml = 'media = [{ url = "https://…", caption = "…" }]'
    for inner in _read_tables(fields, "media", toml=toml, json='[{"url": "https://…", "caption": "…"}]'):
        inner.check_keys(MEDIA_KEYS)
        if not inner.given("url"):
            inner.fault("url", "is missing; write the address of the picture or film, https://…")
        texts = {key: inner.link(key) if key == "url" else inner.text(key) for key in inner.table if key in MEDIA_KEYS}
        media.append({key: text for key, text in texts.items() if text})
        fields.wrong += inner.wrong
    return tuple(media)


def _read_corrections(fields: Fields) -> tuple[Correction, ...]:
    corrections = []
    toml = 'corrections = [{ date = "2025-07-09", text = "…" }]'
    json = '[{"date": "2025-07-09", "text": "…"}]'
    for inner in _read_tables(fields, "corrections", toml=toml, json=json):
        inner.check_keys(CORRECTION_KEYS)
        date, text = inner.date("date"), inner.text("text")
        for key in ("date", "text"):
            if not inner.given(key):
                inner.fault(key, "is missing; a correction has the day on which it was made, and what was put right")
        if date is not None and text:
            corrections.append(Correction(date, text))
        fields.wrong += inner.wrong
    return tuple(corrections)


def _read_tables(fields: Fields, key: str, *, toml: str, json: str) -> list[Fields]:
    """Return the fields of each table of a list, or none and a fault where it is not one."""
    tables = fields.table.get(key)
    if not tables:
        return []
    if not isinstance(tables, list) or not all(isinstance(table, Mapping) for table in tables):
        advice = fields.say(toml=toml, json=f'"{key}": {json}', csv=json)
        fields.fault(key, f"is not a list of tables; write {advice}")
        return []
    return [fields.sub(key, table, number) for number, table in enumerate(tables)]


def _check_status(fields: Fields, status: str) -> None:
    needed = {"confirmed": ("confirmed_by", "method"), "retracted": ("retracted", "retracted_reason")}
    for key in needed.get(status, ()):
        if not fields.given(key):
            fields.fault(key, f"is missing; an event with status {status!r} needs {' and '.join(needed[status])}")
    for other, keys in needed.items():
        for key in keys:
            if other != status and fields.given(key):
                fields.fault(key, f"stands with status {status!r}; it belongs to status {other!r}")


def _check_reasons(fields: Fields, event: Event) -> None:
    known = set(event.values).union(*(claim.values for claim in event.claims))
    for key in event.value_reasons:
        if key not in known:
            fields.fault("value_reasons", f"{key!r} is not among the values{find_nearest(key, known)}")
    if (event.origin and not event.destination) or (event.destination and not event.origin):
        fields.fault(
            "destination" if event.origin else "origin", "is missing; a movement needs both origin and destination"
        )
