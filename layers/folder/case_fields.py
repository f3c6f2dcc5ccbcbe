"""The files case.toml and sources.toml, field by field."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field

from layers.color import find_color
from layers.edtf import EdtfDate
from layers.fields.table import Fields
from layers.geocoding.service import NO_SERVICE, ServiceTable, read_service_table
from layers.source import Source

CASE_KEYS = frozenset(
    {
        "title",
        "short_title",
        "summary",
        "scope",
        "language",
        "as_of",
        "contact",
        "method",
        "credits",
        "layers",
        "map",
        "privacy",
        "geocoder",
        "embargo_until",
    }
)
LAYER_KEYS = frozenset({"title", "label", "color", "publish_radius_m"})
MAP_KEYS = frozenset({"tiles", "names", "view"})
PRIVACY_KEYS = frozenset({"publish_text", "license", "publish_radius_m"})
SOURCE_KEYS = frozenset(Source.__dataclass_fields__) - {"line"}
SOURCES_MOST = 100_000

_LANGUAGE = re.compile(r"[A-Za-z]{2,8}(?:-[A-Za-z0-9]{1,8})*")


@dataclass(frozen=True, slots=True)
class LayerHead:
    """What a case, or a layer file, says of a layer as a whole; empty where it says nothing."""

    title: str = ""
    label: str = ""
    color: str = ""
    publish_radius_m: int | None = None


@dataclass(frozen=True, slots=True)
class CaseHead:
    """What case.toml says."""

    title: str = ""
    short_title: str = ""
    summary: str = ""
    scope: str = ""
    language: str = "en"
    as_of: EdtfDate | None = None
    contact: str = ""
    method: str = ""
    credits: tuple[str, ...] = ()
    layers: Mapping[str, LayerHead] = field(default_factory=dict)
    tiles: tuple[str, ...] = ()
    names: Mapping[str, str] = field(default_factory=dict)
    view: tuple[float, float, float, float] | None = None
    privacy: Mapping[str, object] = field(default_factory=dict)
    geocoder: ServiceTable = NO_SERVICE
    embargo_until: EdtfDate | None = None


def read_case_head(fields: Fields) -> CaseHead:
    """Read the table of case.toml."""
    fields.check_keys(CASE_KEYS)
    title = fields.text("title", needed=True)
    language = fields.text("language") or "en"
    if not _LANGUAGE.fullmatch(language):
        fields.fault("language", f"{language!r} is not a language tag; write one such as en, ko or pt-BR")
        language = "en"
    layers = _table(fields, "layers")
    heads = {}
    for name, table in (layers.table if layers else {}).items():
        if not isinstance(table, Mapping):
            fields.fault("layers", f"{name!r} is not a table; write [layers.{name}] with its title and color")
            continue
        assert layers is not None
        heads[name] = read_layer_head(layers.sub(name, table), known=LAYER_KEYS)
    shown = _table(fields, "map", MAP_KEYS)
    privacy = _table(fields, "privacy", PRIVACY_KEYS)
    geocoder = _table(fields, "geocoder")
    return CaseHead(
        title=title,
        short_title=fields.text("short_title") or title,
        summary=fields.text("summary"),
        scope=fields.text("scope"),
        language=language,
        as_of=fields.date("as_of"),
        contact=fields.link("contact", mail=True),
        method=fields.text("method"),
        credits=fields.texts("credits"),
        layers=heads,
        tiles=shown.texts("tiles") if shown else (),
        names=shown.mapping("names") if shown else {},
        view=_read_view(shown) if shown else None,
        privacy=_read_privacy(privacy) if privacy else {},
        geocoder=read_service_table(geocoder) if geocoder else NO_SERVICE,
        embargo_until=_read_embargo(fields),
    )


def read_layer_head(fields: Fields, *, known: frozenset[str]) -> LayerHead:
    """Read title, short label and colour of a layer."""
    fields.check_keys(known)
    written = fields.text("color")
    color = find_color(written)
    if written and not color:
        fields.fault(
            "color",
            f"{written!r} is not a colour; write #rrggbb or blue, vermilion, green, purple, orange, sky or black",
        )
    radius_m = fields.count("publish_radius_m")
    return LayerHead(title=fields.text("title"), label=fields.text("label"), color=color, publish_radius_m=radius_m)


def read_sources(tables: list[Mapping[str, object]], root: Fields) -> dict[str, Source]:
    """
    Read the tables of sources.toml.

    A source with a wrong field stays in, without that field, so that the
    claims that name it are not at fault too.
    """
    sources: dict[str, Source] = {}
    if len(tables) > SOURCES_MOST:
        root.fault("source", f"has {len(tables):,} sources; write at most {SOURCES_MOST:,}")
        return sources
    for number, table in enumerate(tables):
        fields = root.sub("source", table, number)
        fields.prefix = ""
        fields.check_keys(SOURCE_KEYS)
        name = fields.identifier("id")
        if not name:
            if not fields.given("id"):
                fields.fault("id", "is missing; claims name a source by its id")
            continue
        if name in sources:
            fields.fault("id", f"{name!r} is the id of the source on line {sources[name].line} too; each needs its own")
            continue
        sha256 = fields.text("sha256")
        if sha256 and not re.fullmatch(r"[0-9a-fA-F]{64}", sha256):
            fields.fault("sha256", f"{sha256[:20]!r} is not a SHA-256; write its 64 hexadecimal digits")
        sources[name] = Source(
            id=name,
            publisher=fields.text("publisher", needed=True) or name,
            title=fields.text("title"),
            url=fields.link("url"),
            published=fields.date("published"),
            retrieved=fields.date("retrieved"),
            archive=fields.link("archive"),
            author=fields.text("author"),
            language=fields.text("language"),
            sha256=sha256,
            archive_reason=fields.text("archive_reason"),
            note=fields.text("note"),
            line=fields.line(),
        )
    return sources


def _table(fields: Fields, key: str, known: frozenset[str] | None = None) -> Fields | None:
    table = fields.table.get(key)
    if table is None:
        return None
    if not isinstance(table, Mapping):
        fields.fault(key, f"is not a table; write [{key}] and its fields on the lines below")
        return None
    inner = fields.sub(key, table)
    if known is not None:
        inner.check_keys(known)
    return inner


def _read_view(fields: Fields) -> tuple[float, float, float, float] | None:
    view = fields.table.get("view")
    if view is None:
        return None
    good = (
        isinstance(view, list)
        and len(view) == 4
        and all(isinstance(n, (int, float)) and not isinstance(n, bool) for n in view)
    )
    if good:
        assert isinstance(view, list)
        west, south, east, north = (float(n) for n in view)
        if -180 <= west < east <= 540 and -90 <= south < north <= 90:
            return west, south, east, north
    fields.fault("view", "is not a box of degrees; write [west, south, east, north]")
    return None


def _read_embargo(fields: Fields) -> EdtfDate | None:
    embargo = fields.date("embargo_until")
    if embargo is not None and (embargo.kind != "day" or embargo.time or embargo.approximate or embargo.uncertain):
        message = f"{embargo.text!r} is not one day; write the first day on which the case may be published, YYYY-MM-DD"
        fields.fault("embargo_until", message)
    return embargo


def _read_privacy(fields: Fields) -> dict[str, object]:
    privacy: dict[str, object] = {
        "publish_text": fields.flag("publish_text"),
        "license": fields.text("license"),
        "publish_radius_m": fields.count("publish_radius_m") or 0,
    }
    if privacy["publish_text"] and not privacy["license"]:
        fields.fault(
            "publish_text",
            "is true without a license; texts of others are published only under one, so name it in 'license'",
        )
        privacy["publish_text"] = False
    return privacy
