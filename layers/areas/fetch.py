"""Ask Nominatim for the outlines of a case's regions."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from geo.fetching.reply import AnswerError, FetchError, RefusedError
from geo.place import Place
from geo.services.answer import Ask
from geo.services.nominatim import Nominatim, Outline
from geo.services.outside import weigh_found
from layers.areas.case_areas import AREA_PRECISIONS
from layers.areas.match import Region
from layers.areas.outlines import OPENSTREETMAP, Taken, build_taken
from layers.geocoding.asking import Asking, CeilingError

if TYPE_CHECKING:
    from geo.gazetteer import Gazetteer

_FAILURES_MOST: Final = 2


@dataclass(frozen=True, slots=True)
class FetchedAreas:
    """What came of asking: an area or a reason for each region that was asked for, and what went wrong."""

    taken: tuple[Taken, ...]
    requests: int
    troubles: tuple[str, ...]


def fetch_areas(
    regions: Sequence[Region], asking: Asking, *, gazetteer: Gazetteer, again: bool = False
) -> FetchedAreas:
    """
    Ask for the outline of each region, a region made of several divisions by its own name.

    Raises
    ------
    CeilingError
        If more requests would be sent than allowed.
    """
    geocoder = asking.geocoder
    assert isinstance(geocoder, Nominatim)
    new = [one for one in regions if again or not _is_kept(geocoder, one.text)]
    if len(new) > asking.service.requests_most and not asking.allow(len(new)):
        raise CeilingError(len(new), asking.service)
    before = asking.count()
    ask: Ask = "again" if again else "once"
    taken: list[Taken] = []
    troubles: list[str] = []
    failures = 0
    for number, region in enumerate(regions, start=1):
        try:
            outlines = geocoder.find_outlines(region.text, ask=ask) or ()
        except FetchError as wrong:
            troubles.append(f"{region.text!r}: {wrong}")
            failures += 1
            if isinstance(wrong, RefusedError) or failures >= _FAILURES_MOST:
                break
            continue
        failures = 0
        asking.tell(number, len(regions))
        taken.append(_take(region, outlines, asking.service.host, gazetteer))
    return FetchedAreas(tuple(taken), asking.count() - before, tuple(troubles))


def _is_kept(geocoder: Nominatim, text: str) -> bool:
    try:
        return geocoder.find_outlines(text, ask="kept") is not None
    except AnswerError:
        return False


def _take(region: Region, outlines: Sequence[Outline], host: str, gazetteer: Gazetteer) -> Taken:
    """Take the best outline whose name and containers agree and that is an area of the right kind."""
    by_place = {outline.found.place.gazetteer_id: outline for outline in outlines if _fits(region.place, outline)}
    weighed = weigh_found(region.text, [outline.found for outline in by_place.values()], gazetteer=gazetteer)
    reason = f"{host} has no outline for it"
    for candidate in weighed:
        if any(part < 0 for name, part in candidate.reasons.items() if name not in ("prior", "kind")):
            continue
        outline = by_place[candidate.place.gazetteer_id]
        one = build_taken(
            region,
            outline.geometry,
            credit=OPENSTREETMAP,
            source=host,
            source_id=candidate.place.gazetteer_id,
            name=candidate.place.name,
            day=outline.day,
        )
        if one.area is not None:
            return one
        reason = one.reason
    return Taken(region, None, reason)


def _fits(place: Place, outline: Outline) -> bool:
    found = outline.found.place
    same_country = not place.country or not found.country or place.country == found.country
    return same_country and (found.precision in AREA_PRECISIONS or found.precision == "district")
