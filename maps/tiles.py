"""Online backgrounds that a case may offer, each with the credit it requires. None is ever the default."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from layers.fault import Fault

if TYPE_CHECKING:
    from layers.case import Case


class TilesError(ValueError):
    """A case names a background that is not known, or one that needs a key of its own."""


@dataclass(frozen=True, slots=True)
class Tiles:
    """One online background."""

    name: str
    title: str
    url: str
    attribution: str
    """Plain text, as the provider asks to be credited."""
    hosts: tuple[str, ...]
    """Sources for the page's policy, such as ``https://tile.openstreetmap.org``."""
    provider: Any


_SHORT = {"OpenStreetMap": "OpenStreetMap.Mapnik", "Esri": "Esri.WorldImagery"}


def find_tile_faults(case: Case) -> tuple[Fault, ...]:
    """Return a fault for every online background of a case that cannot be had."""
    found = []
    for name in case.tiles:
        try:
            find_tiles(name)
        except TilesError as wrong:
            found.append(Fault("fault", (case.folder / "case.toml").as_posix(), 0, "map.tiles", str(wrong)))
    return tuple(found)


def find_tiles(name: str) -> Tiles:
    """
    Find an online background by its name in xyzservices.

    Parameters
    ----------
    name
        Such as ``"OpenStreetMap"`` or ``"Esri.WorldImagery"``.

    Raises
    ------
    TilesError
        If it is unknown, needs a key, or is not served over https.
    """
    import xyzservices

    try:
        provider = xyzservices.providers.query_name(_SHORT.get(name, name))
    except ValueError:
        raise TilesError(
            f"{name!r} is not a background that xyzservices knows; write OpenStreetMap, Esri.WorldImagery, "
            "or another name of its list"
        ) from None
    if provider.requires_token():
        raise TilesError(f"{name!r} needs a key; choose a background that needs none")
    url = str(provider.url)
    if not url.startswith("https://"):
        raise TilesError(f"{name!r} is not served over https; choose another")
    origin = re.match(r"https://[^/]+", url)
    assert origin is not None
    hosts = (
        [origin[0].replace("{s}", part) for part in str(provider.get("subdomains", "abc"))]
        if "{s}" in origin[0]
        else [origin[0]]
    )
    return Tiles(
        name=name,
        title=str(provider.name).replace(".", " "),
        url=url,
        attribution=str(provider.attribution).replace("(C)", "©"),
        hosts=tuple(dict.fromkeys(hosts)),
        provider=provider,
    )
