"""Ask a service for the places that a text may mean: one Protocol, one method."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Final, Literal, Protocol

from geo.fetch import Fetcher, name_host
from geo.services.answer import Answer, Ask

ServiceName = Literal["nominatim", "photon", "pelias"]
SERVICES: Final[tuple[ServiceName, ...]] = ("nominatim", "photon", "pelias")
URLS: Final[Mapping[ServiceName, str]] = {
    "nominatim": "https://nominatim.openstreetmap.org",
    "photon": "https://photon.komoot.io",
}
"""Where a service is asked that names no url; for Pelias there is no such place."""
# Run for all; the first one's policy asks for at most one request a second.
_PUBLIC_HOSTS: Final = ("nominatim.openstreetmap.org", "photon.komoot.io", "api.geocode.earth")
PUBLIC_PACE_S: Final = 1.0
REQUESTS_MOST: Final = 100
TIMEOUT_S: Final = 20.0


@dataclass(frozen=True, slots=True)
class Service:
    """A service to ask, and who asks it."""

    name: ServiceName
    url: str
    contact: str
    key: str = ""
    pace_s: float = PUBLIC_PACE_S
    """Seconds between two requests; those to a public host are never closer than its policy allows."""
    timeout_s: float = TIMEOUT_S
    """Seconds after which a request is given up, however much of its answer has come."""
    requests_most: int = REQUESTS_MOST
    """How many requests a run may send before a person is asked."""

    @property
    def host(self) -> str:
        """The host that is asked."""
        return name_host(self.url)


class Geocoder(Protocol):
    """A service that names places for a text."""

    def geocode(self, text: str, *, ask: Ask = "once") -> Answer | None:
        """
        Give the places that a text may mean.

        Returns
        -------
        answer
            None only with ``ask="kept"``, where no answer came before.

        Raises
        ------
        FetchError
            If the service could not be asked, or its answer not be read.
        """
        ...


def open_fetcher(service: Service, *, folder: Path, version: str) -> Fetcher:
    """
    Give what asks a service within its policy.

    Parameters
    ----------
    service
        Which one, where, and who asks.
    folder
        Where answers and turns are kept, shared by all processes.
    version
        Of this program, for the User-Agent.
    """
    public = service.host in _PUBLIC_HOSTS
    return Fetcher(
        folder,
        agent=f"Dateline/{version} (geocoding of reported places; contact: {service.contact})",
        pace_s=max(service.pace_s, PUBLIC_PACE_S) if public else service.pace_s,
        deadline_s=service.timeout_s,
    )


def open_geocoder(service: Service, *, fetcher: Fetcher, language: str = "en") -> Geocoder:
    """Give the geocoder for a service; `language` is the tag of the one in which names are wanted."""
    from geo.services.nominatim import Nominatim
    from geo.services.pelias import Pelias
    from geo.services.photon import Photon

    made: Mapping[ServiceName, Callable[[], Geocoder]] = {
        "nominatim": lambda: Nominatim(fetcher, url=service.url, language=language),
        "photon": lambda: Photon(fetcher, url=service.url, language=language),
        "pelias": lambda: Pelias(fetcher, url=service.url, language=language, key=service.key),
    }
    return made[service.name]()
