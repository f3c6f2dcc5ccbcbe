"""Which geocoding service a case or its user has set, if any: without one, and a contact, nobody is asked."""

from __future__ import annotations

import os
import re
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Final, cast
from urllib.parse import urlsplit

from layers.fault import Fault
from layers.fields.faultlist import FaultList
from layers.fields.table import Fields
from layers.files.text import TextError, read_text
from layers.formats.toml import parse_toml

if TYPE_CHECKING:
    from geo.geocoder import Service, ServiceName

CONFIG_VARIABLE: Final = "DATELINE_CONFIG"
CACHE_VARIABLE: Final = "DATELINE_CACHE"
_CONFIG_NAME: Final = "config.toml"
_KEYS: Final = frozenset({"service", "url", "contact", "pace_s", "timeout_s", "most_requests"})
# Kept here too, so that a case is read without the modules that ask; a test holds both together.
SERVICE_NAMES: Final = ("nominatim", "photon", "pelias")
_PACE_MOST_S: Final = 3600
_TIMEOUT_MOST_S: Final = 300
_REQUESTS_LIMIT: Final = 100_000


@dataclass(frozen=True, slots=True)
class ServiceTable:
    """The table ``[geocoder]`` of a case or of the user's configuration; empty where it says nothing."""

    service: str = ""
    url: str = ""
    contact: str = ""
    key: str = ""
    pace_s: float | None = None
    timeout_s: float | None = None
    requests_most: int | None = None


NO_SERVICE: Final = ServiceTable()


def read_service_table(fields: Fields, *, of_user: bool = False) -> ServiceTable:
    """Read a table ``[geocoder]``; only the user's own may hold a key, since cases are passed on."""
    if fields.given("key") and not of_user:
        fields.fault("key", "stands in a case, which is passed on; write it into your own configuration")
    fields.check_keys(_KEYS | {"key"})
    url = fields.link("url")
    if url and urlsplit(url).username is not None:
        fields.fault("url", "holds a name or password; write the address alone")
        url = ""
    if url and (urlsplit(url).query or urlsplit(url).fragment):
        fields.fault("url", "holds a query; write only the address of the service, such as https://maps.example.org")
        url = ""
    return ServiceTable(
        service=fields.choice("service", SERVICE_NAMES, default=""),
        url=url,
        contact=_read_contact(fields),
        key=fields.text("key") if of_user else "",
        pace_s=_read_number(fields, "pace_s", _PACE_MOST_S, "seconds between two requests"),
        timeout_s=_read_number(fields, "timeout_s", _TIMEOUT_MOST_S, "seconds to wait for an answer", least=1),
        requests_most=_read_count(fields),
    )


def find_config() -> Path:
    """Give the path of the user's configuration; it need not exist."""
    named = os.environ.get(CONFIG_VARIABLE)
    if named:
        return Path(named)
    from platformdirs import user_config_path

    return user_config_path("dateline", appauthor=False) / _CONFIG_NAME


def find_cache() -> Path:
    """Give the folder in which answers of services and turns at them are kept; it need not exist."""
    named = os.environ.get(CACHE_VARIABLE)
    if named:
        return Path(named)
    from platformdirs import user_cache_path

    return user_cache_path("dateline", appauthor=False)


def read_user_service() -> tuple[ServiceTable, tuple[Fault, ...]]:
    """Read the table ``[geocoder]`` of the user's configuration; a missing file is an empty table."""
    path = find_config()
    found = FaultList(path.as_posix(), [])
    if not path.exists():
        if os.environ.get(CONFIG_VARIABLE):
            found.add(f"there is no such file; {CONFIG_VARIABLE} names it")
        return NO_SERVICE, tuple(found.faults)
    try:
        table, find_line = parse_toml(read_text(path))
    except TextError as wrong:
        found.add(wrong.message, line=wrong.line)
        return NO_SERVICE, tuple(found.faults)
    fields = Fields(table, path=(), find_line=find_line, faults=found)
    fields.check_keys(frozenset({"geocoder"}))
    inner = table.get("geocoder")
    if inner is None:
        return NO_SERVICE, tuple(found.faults)
    if not isinstance(inner, dict):
        fields.fault("geocoder", "is not a table; write [geocoder] and its fields on the lines below")
        return NO_SERVICE, tuple(found.faults)
    return read_service_table(fields.sub("geocoder", inner), of_user=True), tuple(found.faults)


def join_service(of_case: ServiceTable, of_user: ServiceTable) -> tuple[Service | None, str]:
    """
    Give the service to ask, from the case first and then from the user.

    Whoever names the service names its address and pace too. The user's key
    and contact go only to a server that the user knows: their own, or for the
    contact a public one.

    Returns
    -------
    service
        None where there is none to ask.
    reason
        Why not, where one is named but something is missing; else empty.
    """
    from geo.geocoder import PUBLIC_PACE_S, REQUESTS_MOST, TIMEOUT_S, URLS, Service

    own = of_case if of_case.service else of_user
    if not own.service:
        return None, ""
    name = cast("ServiceName", own.service)
    # A case from a stranger must collect neither keys nor addresses of those who build it.
    trusted = own is of_user or not of_case.url or of_case.url == of_user.url
    contact = own.contact or (of_user.contact if trusted else "")
    url = own.url or URLS.get(name, "")
    if not url:
        return None, f"{name} has no public server; write its address into url under [geocoder]"
    if not contact:
        return None, f"{name} is set but no contact; write one under [geocoder], so that the service knows who asks"
    most = of_case.requests_most if of_case.requests_most is not None else of_user.requests_most
    key = of_user.key if of_user.service == name and (own is of_user or of_user.url == url) else ""
    pace_s = own.pace_s if own.pace_s is not None else PUBLIC_PACE_S
    return Service(
        name,
        url,
        contact,
        key=key,
        pace_s=pace_s,
        timeout_s=own.timeout_s if own.timeout_s is not None else TIMEOUT_S,
        requests_most=REQUESTS_MOST if most is None else most,
    ), ""


def _read_contact(fields: Fields) -> str:
    contact = fields.text("contact")
    plain = contact.removeprefix("mailto:")
    if contact and not (
        contact.isascii()
        and re.fullmatch(r"[^\s@()]+@[^\s@()]+\.[^\s@()]+|https?://[^\s()]+", plain)
        and len(plain) <= 200
    ):
        fields.fault(
            "contact", f"{contact[:60]!r} is no contact; write name@host or an address that begins with https://"
        )
        return ""
    return plain


def _read_number(fields: Fields, key: str, most: float, what: str, *, least: float = 0) -> float | None:
    value = fields.number(key)
    if value is not None and not least <= value <= most:
        fields.fault(key, f"{value:g} is not within {least:g} to {most:,}; write the {what}")
        return None
    return value


def _read_count(fields: Fields) -> int | None:
    value = _read_number(fields, "most_requests", _REQUESTS_LIMIT, "requests that a run may send unasked")
    if value is not None and value != int(value):
        fields.fault("most_requests", f"{value:g} is not a whole number")
        return None
    return None if value is None else int(value)
