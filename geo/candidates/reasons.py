"""Say in a sentence why a place was taken for a name, and how near the truth its point is."""

from __future__ import annotations

from typing import Final

from geo.candidates.rank import Attempt, Ranked
from geo.gazetteer import Entry, Gazetteer
from geo.place import Place, Precision

_SITE_M: Final = 2000
_DISTRICT_M: Final = 25_000
_SETTLEMENTS: Final = ((10_000, 2_000), (100_000, 4_000), (1_000_000, 8_000))
_GREATEST_M: Final = 15_000
_WITH_ARTICLE: Final = (
    "United ", "Philippines", "Maldives", "Comoros", "Democratic Republic", "Republic of", "Palestinian",
    "Marshall", "Solomon", "Cayman", "Central African", "Faroe", "Cook", "Northern Mariana", "British", "U.S.",
)  # fmt: skip
# Of our own table's kinds, those that are no wide areas.
_REGION_PRECISIONS: Final[dict[str, Precision]] = {"site": "site", "settlement": "settlement"}
_DIVISIONS: Final = ("county", "parish", "borough", "raion", "district", "municipality", "province", "prefecture")
_CREDITS: Final = {"geonames": "GeoNames", "airportsdata": "the list of airports", "dateline": "the gazetteer"}


def build_place(ranked: Ranked, *, attempt: Attempt, gazetteer: Gazetteer, say: bool = True) -> Place:
    """Give the place of an entry; with `say`, the sentence that tells a reader why it stands for the name."""
    entry = ranked.entry
    precision, radius_m = _measure(entry, attempt)
    return Place(
        name=entry.name,
        lon=entry.lon,
        lat=entry.lat,
        precision=precision,
        radius_m=radius_m,
        country=entry.country or (entry.countries[0] if len(entry.countries) == 1 else ""),
        admin1=entry.admin1,
        admin1_code=entry.admin1_code,
        gazetteer=entry.gazetteer,
        gazetteer_id=entry.id,
        reason=_say(ranked, attempt, gazetteer) if say else "",
    )


def name_candidate(entry: Entry, gazetteer: Gazetteer) -> str:
    """Name an entry so that an editor can tell it from its namesakes."""
    holders = _holders(entry, gazetteer)
    text = ", ".join((entry.name, *holders))
    if entry.kind == "country":
        return f"{text} (country)"
    if entry.kind in ("admin1", "admin2"):
        return f"{text} ({_division_word(entry)})"
    if entry.kind == "place" and entry.population:
        return f"{text} (population {entry.population:,})"
    return text


def _measure(entry: Entry, attempt: Attempt) -> tuple[Precision, int]:
    if entry.kind == "country":
        return "country", entry.radius_m
    if entry.kind == "airport":
        return "site", _SITE_M
    if entry.kind == "region":
        return _REGION_PRECISIONS.get(entry.id.partition(":")[0], "region"), entry.radius_m
    if entry.kind == "admin1":
        return "region", entry.radius_m
    if entry.kind == "admin2":
        return "district", entry.radius_m
    if attempt.asked == "district":
        return "district", _DISTRICT_M
    radius_m = next((radius for people, radius in _SETTLEMENTS if entry.population < people), _GREATEST_M)
    return "settlement", radius_m


def _say(ranked: Ranked, attempt: Attempt, gazetteer: Gazetteer) -> str:
    entry, head = ranked.entry, attempt.head
    holders = ", ".join(_holders(entry, gazetteer))
    lies = f"it lies in {holders}" if holders else ""
    if attempt.asked in ("port", "airbase", "district") and entry.kind == "place" and not ranked.named:
        what = "district" if attempt.asked == "district" else "site"
        return (
            f"The {what} “{head}” is not in the gazetteer; {entry.name} in {holders or 'GeoNames'}, "
            "the settlement that it is named after, stands for it."
        )
    if entry.kind == "airport" and not ranked.key:
        return f"“{head}” is not in the list of airports; {entry.name} is the only one with scheduled flights there."
    if attempt.close:
        where = f" in {holders}" if holders else ""
        return f"“{head}” itself is not in the gazetteer; it is taken for a spelling of {entry.name}{where}."
    if not ranked.named and entry.number in gazetteer.find_demonyms(ranked.key):
        return f"“{head}” stands for {entry.name}{f'; {lies}' if lies else ''}."
    if entry.kind in ("admin1", "admin2"):
        taken = "is" if ranked.named else f"is taken for {entry.name},"
        return f"“{head}” {taken} a {_division_word(entry)}{f' of {holders}' if holders else ''}."
    if ranked.named:
        sentence = f"“{head}” is {_what(entry)}{f' in {holders}' if holders else ''}."
    else:
        way = "spelling" if entry.kind == "place" else "name"
        sentence = f"“{head}” is a {way} of {entry.name} in {_CREDITS[entry.gazetteer]}{f'; {lies}' if lies else ''}."
    if attempt.namesakes > 1 and not attempt.context and entry.kind == "place" and not attempt.asked:
        sentence += " No other town of that name is nearly as populous or well known."
    return sentence


def _what(entry: Entry) -> str:
    if entry.kind == "region":
        return _article(entry.id.partition(":")[0])
    if entry.kind == "place":
        return "a city" if entry.population >= 100_000 else "a settlement"
    return _article(entry.kind)


def _article(word: str) -> str:
    return f"{'an' if word[0] in 'aeiou' else 'a'} {word}"


def _division_word(entry: Entry) -> str:
    if entry.kind == "admin2":
        word = entry.name.rpartition(" ")[2].casefold()
        return word if word in _DIVISIONS else "district"
    return "state" if entry.country in ("US", "AU", "IN", "BR", "MX", "DE", "NG", "MY") else "region"


def _holders(entry: Entry, gazetteer: Gazetteer) -> list[str]:
    names: list[str] = []
    if entry.kind in ("place", "airport", "admin2") and entry.admin1 and entry.admin1 != entry.name:
        names.append(entry.admin1)
    country_code = entry.country or (entry.countries[0] if len(entry.countries) == 1 else "")
    number = gazetteer.find_country(country_code) if entry.kind != "country" and country_code else None
    if number is not None:
        country = gazetteer.read_name(number)
        if country != entry.name:
            names.append(f"the {country}" if country.startswith(_WITH_ARTICLE) else country)
    return names
