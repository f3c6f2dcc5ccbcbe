"""Reports whose toponyms and dates are given, so that the drafting of events is tested by itself."""

from __future__ import annotations

import re

import pytest

from geo.gazetteer import open_gazetteer
from geo.place import Mention, Place
from geo.resolution.article import Resolution
from layers.drafts.builder import build_drafts
from layers.phrases import DatePhrase

PLACES = {
    "Orlec": ("settlement", 16.3, 45.4, "HR"),
    "Brodna": ("settlement", 16.1, 45.6, "HR"),
    "Sveti Rok": ("settlement", 16.6, 45.2, "HR"),
    "Lipa Airport": ("site", 16.2, 45.5, "HR"),
    "Zagora region": ("region", 16.5, 45.0, "HR"),
    "Croatia": ("country", 16.4, 45.1, "HR"),
    "Croatian": ("country", 16.4, 45.1, "HR"),
    "Hungary": ("country", 19.5, 47.1, "HU"),
    "Hungarian": ("country", 19.5, 47.1, "HU"),
    "Орлец": ("settlement", 16.3, 45.4, "HR"),
    "오를레츠": ("settlement", 16.3, 45.4, "HR"),
}
DATES = {
    "on Tuesday": "2025-07-01",
    "On the 3rd of last month": "2025-06-03",
    "on 4 June": "2025-06-04",
    "last October": "2024-10",
    "by November": "[..2025-11]",
    "2 июня": "2025-06-02",
    "1 июля": "2025-07-01",
    "1 липня": "2025-07-01",
    "Dienstag": "2025-07-01",
    "martes": "2025-07-01",
    "mardi": "2025-07-01",
    "6월 2일": "2025-06-02",
}


@pytest.fixture
def draft():
    """Draft the events of a text in which the places and dates above are known."""

    def draft_text(text, *, language="en"):
        names = re.compile("|".join(sorted(map(re.escape, PLACES), key=len, reverse=True)))
        when = re.compile("|".join(map(re.escape, DATES)))
        resolutions = []
        for found in names.finditer(text):
            precision, lon, lat, country = PLACES[found[0]]
            cues = {"demonym": 1.0} if found[0].endswith("ian") else {}
            place = Place(found[0], lon, lat, precision, 2000, country, gazetteer="test", gazetteer_id=found[0])
            mention = Mention(found.start(), found.end(), found[0], 1.0, cues)
            resolutions.append(Resolution(mention, place, (), 1.0, {}, f"“{found[0]}” is known."))
        dates = [
            DatePhrase(found.start(), found.end(), found[0], DATES[found[0]], "2025-07-03", "rule", True, "date")
            for found in when.finditer(text)
        ]
        with open_gazetteer() as gazetteer:
            return build_drafts(text, resolutions, dates=dates, gazetteer=gazetteer, language=language)

    return draft_text
