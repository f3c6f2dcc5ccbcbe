"""Which sources and tags each event has, as numbers: what the page filters by before any text is opened."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from layers.event import Event
from layers.source import Source


def build_facets(events: Sequence[Event], sources: Mapping[str, Source]) -> dict[str, object]:
    """
    Return the sources and tags of the events, in their order, as the page's filters read them.

    Returns
    -------
    facets
        ``tags``: every tag once, sorted. ``sourcesOf``, ``tagsOf``: numbers for each event. ``published``: for each
        source the day from which it could be read, in days since 1970-01-01 (the first possible); None when unknown.
    """
    numbers = {name: number for number, name in enumerate(sources)}
    tags = sorted({tag for event in events for tag in event.tags})
    tag_numbers = {tag: number for number, tag in enumerate(tags)}
    return {
        "tags": tags,
        "sourcesOf": [sorted({numbers[claim.source] for claim in event.claims}) for event in events],
        "tagsOf": [sorted({tag_numbers[tag] for tag in event.tags}) for event in events],
        "published": [source.published.earliest if source.published else None for source in sources.values()],
    }
