"""How many reports an event rests on, and how many of them are voices of their own."""

from __future__ import annotations

from collections.abc import Mapping

from layers.event import Event
from layers.source import Source


def count_origins(event: Event, sources: Mapping[str, Source] | None = None) -> tuple[int, int]:
    """
    Count the reports of an event and the known origins behind them.

    A report that only repeats others (its claim is `citing` them) is no voice
    of its own: it stands for those it cites. Names that cite one another, or
    are cited together in one chain, are one origin. Publishers are compared by
    name without regard to case.

    Parameters
    ----------
    event
        Any event.
    sources
        Sources by id; without them a source id stands for its publisher.

    Returns
    -------
    reports
        Number of different sources.
    origins
        Number of independent voices, at least 1 where there is a claim.
    """
    chains: list[tuple[str, list[str]]] = []
    for claim in event.claims:
        source = sources.get(claim.source) if sources else None
        publisher = _fold(source.publisher if source else claim.source)
        chains.append((publisher, [_fold(name) for name in claim.citing]))
    cited = {name for publisher, citing in chains for name in citing if name != publisher}

    parent: dict[str, str] = {}

    def find(name: str) -> str:
        while parent.setdefault(name, name) != name:
            parent[name] = parent[parent[name]]
            name = parent[name]
        return name

    voices = []
    for publisher, citing in chains:
        # A publisher that someone else cites is linked to what it leans on itself.
        # A mere relay is not: two chains through one relay may be two voices.
        names = [publisher, *citing] if not citing or publisher in cited else citing
        for name in names[1:]:
            parent[find(name)] = find(names[0])
        voices.append(names[0])
    return len({claim.source for claim in event.claims}), len({find(name) for name in voices})


def _fold(name: str) -> str:
    return " ".join(name.casefold().split())
