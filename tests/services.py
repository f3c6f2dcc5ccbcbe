"""A geocoding service on loopback that speaks the real forms of three, counts, and misbehaves on request."""

from __future__ import annotations

import json
import threading
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import parse_qsl, urlsplit

# What the service knows: an invented pier in Malta, and a town that stands twice in the world.
PIER: Mapping[str, Any] = {
    "name": "Qortin Pier",
    "names": {"name": "Il-Mina tal-Qortin", "name:en": "Qortin Pier", "name:ru": "Причал Кортин"},
    "lon": 14.5112,
    "lat": 35.9021,
    "box": (14.5101, 35.9011, 14.5123, 35.9031),
    "osm": ("way", 901),
    "category": ("man_made", "pier"),
    "state": "South Eastern Region",
    "city": "Valletta",
    "country": ("Malta", "mt", "MLT"),
}
HAMLETS: tuple[Mapping[str, Any], ...] = tuple(
    {
        "name": "Zebbuntara",
        "names": {"name": "Zebbuntara"},
        "lon": lon,
        "lat": lat,
        "box": (lon - 0.02, lat - 0.02, lon + 0.02, lat + 0.02),
        "osm": ("node", number),
        "category": ("place", "hamlet"),
        "state": state,
        "city": "",
        "country": ("Spain", "es", "ESP"),
    }
    for number, (lon, lat, state) in enumerate(((-3.7, 40.5, "Madrid"), (-0.5, 39.4, "Valencia")), start=77)
)
KNOWN: Mapping[str, tuple[Mapping[str, Any], ...]] = {"qortin pier": (PIER,), "zebbuntara": HAMLETS}


def nominatim(places: tuple[Mapping[str, Any], ...]) -> Any:
    """Give an answer of /search?format=jsonv2&addressdetails=1&namedetails=1."""
    return [
        {
            "place_id": 1000 + number,
            "licence": "Data © OpenStreetMap contributors, ODbL 1.0. http://osm.org/copyright",
            "osm_type": one["osm"][0],
            "osm_id": one["osm"][1],
            "lat": str(one["lat"]),
            "lon": str(one["lon"]),
            "category": one["category"][0],
            "type": one["category"][1],
            "place_rank": 30,
            "importance": 0.08,
            "addresstype": one["category"][1] if one["category"][0] == "place" else one["category"][0],
            "name": one["name"],
            "display_name": ", ".join(filter(None, (one["name"], one["city"], one["state"], one["country"][0]))),
            "address": {
                one["category"][0]: one["name"],
                "city": one["city"],
                "state": one["state"],
                "ISO3166-2-lvl4": "MT-00",
                "country": one["country"][0],
                "country_code": one["country"][1],
            },
            "namedetails": one["names"],
            "boundingbox": [str(one["box"][side]) for side in (1, 3, 0, 2)],
        }
        for number, one in enumerate(places)
    ]


def photon(places: tuple[Mapping[str, Any], ...]) -> Any:
    """Give an answer of /api."""
    return {
        "type": "FeatureCollection",
        "features": [
            {
                "type": "Feature",
                "geometry": {"type": "Point", "coordinates": [one["lon"], one["lat"]]},
                "properties": {
                    "osm_type": one["osm"][0][0].upper(),
                    "osm_id": one["osm"][1],
                    "osm_key": one["category"][0],
                    "osm_value": one["category"][1],
                    "type": "house" if one["category"][0] == "man_made" else "city",
                    "countrycode": one["country"][1].upper(),
                    "name": one["name"],
                    "city": one["city"],
                    "state": one["state"],
                    "country": one["country"][0],
                    "extent": [one["box"][side] for side in (0, 3, 2, 1)],
                },
            }
            for one in places
        ],
    }


def pelias(places: tuple[Mapping[str, Any], ...]) -> Any:
    """Give an answer of /v1/search."""
    return {
        "geocoding": {
            "version": "0.2",
            "attribution": "http://maps.example/attribution",
            "query": {"text": "x", "size": 10, "private": False},
            "engine": {"name": "Pelias", "author": "Mapzen", "version": "1.0"},
            "timestamp": 1764154800000,
        },
        "type": "FeatureCollection",
        "features": [
            {
                "type": "Feature",
                "geometry": {"type": "Point", "coordinates": [one["lon"], one["lat"]]},
                "properties": {
                    "id": f"{one['osm'][0]}/{one['osm'][1]}",
                    "gid": f"openstreetmap:venue:{one['osm'][0]}/{one['osm'][1]}",
                    "layer": "venue" if one["category"][0] == "man_made" else "locality",
                    "source": "openstreetmap",
                    "source_id": f"{one['osm'][0]}/{one['osm'][1]}",
                    "name": one["name"],
                    "confidence": 1,
                    "match_type": "exact",
                    "accuracy": "point",
                    "country": one["country"][0],
                    "country_gid": "whosonfirst:country:1",
                    "country_a": one["country"][2],
                    "region": one["state"],
                    "locality": one["city"],
                    "label": f"{one['name']}, {one['city']}, {one['country'][0]}",
                },
                "bbox": list(one["box"]),
            }
            for one in places
        ],
        "bbox": [0, 0, 1, 1],
    }


FORMS: Mapping[str, Callable[[tuple[Mapping[str, Any], ...]], Any]] = {
    "nominatim": nominatim,
    "photon": photon,
    "pelias": pelias,
}
PATHS = {"nominatim": "/search", "photon": "/api/", "pelias": "/v1/search"}


@dataclass
class Seen:
    """A request as it came."""

    at: float
    path: str
    query: dict[str, str]
    headers: Mapping[str, str]


@dataclass
class LoopbackService:
    """What the server does, to be changed while it runs, and what it has seen."""

    form: str
    url: str = ""
    mood: Callable[[BaseHTTPRequestHandler, Seen], bool] | None = None
    """Answers in its own way; False leaves the answer to the server."""
    known: Mapping[str, tuple[Mapping[str, Any], ...]] = field(default_factory=lambda: dict(KNOWN))
    seen: list[Seen] = field(default_factory=list)

    def answer(self, text: str) -> Any:
        """Give what the service answers to a text, in its form."""
        return FORMS[self.form](self.known.get(text.partition(",")[0].strip().casefold(), ()))


@contextmanager
def run_service(form: str) -> Iterator[LoopbackService]:
    """Run a service on loopback until the block ends."""
    service = LoopbackService(form)

    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.0"

        def do_GET(self) -> None:
            parts = urlsplit(self.path)
            seen = Seen(time.monotonic(), parts.path, dict(parse_qsl(parts.query)), dict(self.headers.items()))
            service.seen.append(seen)
            try:
                if service.mood is not None and service.mood(self, seen):
                    return
                if parts.path != PATHS[service.form]:
                    send(self, 404, b"{}")
                    return
                text = seen.query.get("text" if service.form == "pelias" else "q", "")
                send(self, 200, json.dumps(service.answer(text)).encode())
            except (BrokenPipeError, ConnectionResetError):
                pass  # the asker has had enough

        def log_message(self, *_: object) -> None:
            """Say nothing."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    server.daemon_threads = True
    service.url = f"http://127.0.0.1:{server.server_address[1]}"
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True)
    thread.start()
    try:
        yield service
    finally:
        server.shutdown()
        server.server_close()


def send(
    handler: BaseHTTPRequestHandler,
    status: int,
    body: bytes,
    *,
    kind: str = "application/json",
    headers: Mapping[str, str] | None = None,
) -> bool:
    """Send an answer; always True, so that a mood can return it."""
    handler.send_response(status)
    for name, value in {"Content-Type": kind, **(headers or {})}.items():
        handler.send_header(name, value)
    handler.end_headers()
    handler.wfile.write(body)
    return True
