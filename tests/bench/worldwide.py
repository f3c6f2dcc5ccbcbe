"""Draw short articles about ambiguous names from all over the world out of the gazetteer, with a fixed seed."""

from __future__ import annotations

import random
from collections import defaultdict

from geo.gazetteer import Gazetteer
from geo.names import fold_name
from tests.bench.corpora import GoldArticle, GoldToponym

_FORMS = (
    "{name} is a {kind} in {division}, {country}. It lies some kilometres from {near}. The people of {name} voted.",
    "Flooding cut the road to {name}, {division}, on Tuesday. Officials in {near} said that {name} was without power.",
    "Two people died in {name}, a {kind} in {country}, the police said. They were brought to {near}.",
    "The market of {name} burned down. Fire engines came from {near}, {division}. The mayor of {name} thanked them.",
    "{near} — A bus left the road near {name} on Friday, officials of {division} said.",
    "{name}, {country} — The dam above {name} holds, engineers said after a visit from {near}.",
)
_KINDS = ("town", "village", "municipality", "city")


def draw_articles(gazetteer: Gazetteer, *, count: int, seed: int) -> list[GoldArticle]:
    """
    Write `count` articles of two or three sentences, each about a settlement that shares its name.

    Only the mentions of the name are toponyms; its division, country and a
    bigger neighbour stand in the text. Countries are drawn evenly, so that no
    one of them sets the tone.
    """
    chance = random.Random(seed)
    first, last = gazetteer.starts[3], gazetteer.starts[4]
    by_country: dict[str, list[int]] = defaultdict(list)
    for number in range(first, last):
        by_country[gazetteer.area_of(number)[0]].append(number)
    countries = sorted(code for code, towns in by_country.items() if len(towns) > 40)
    articles: list[GoldArticle] = []
    while len(articles) < count:
        country = chance.choice(countries)
        number = chance.choice(by_country[country])
        entry = gazetteer.read_entry(number)
        if not entry.name.replace(" ", "").isalpha() or not entry.admin1:
            continue
        namesakes = [n for n in gazetteer.find_numbers(fold_name(entry.name)) if gazetteer.kind_of(n) == "place"]
        if len(namesakes) < 2:
            continue
        around = gazetteer.find_near("place", lon=entry.lon, lat=entry.lat, within_km=60)
        bigger = [n for away, n in around if away > 3 and gazetteer.sizes[n] > max(2000, gazetteer.sizes[number])]
        if not bigger:
            continue
        holder = gazetteer.find_country(country)
        assert holder is not None
        text = chance.choice(_FORMS).format(
            name=entry.name,
            kind=chance.choice(_KINDS),
            division=entry.admin1,
            country=gazetteer.read_name(holder),
            near=gazetteer.read_name(bigger[0]),
        )
        toponyms = []
        start = text.find(entry.name)
        while start >= 0:
            end = start + len(entry.name)
            toponyms.append(GoldToponym(start, end, entry.name, (entry.lon, entry.lat), "PPL", entry.id))
            start = text.find(entry.name, end)
        articles.append(GoldArticle(str(len(articles) + 1), "", "", "", text, tuple(toponyms)))
    return articles
