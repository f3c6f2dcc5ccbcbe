"""Read annotated news corpora in the XML form of LGL and TR-News; none of them stands in the repository."""

from __future__ import annotations

import os
from dataclasses import dataclass
from pathlib import Path

from defusedxml.ElementTree import parse

CORPORA = Path(__file__).resolve().parents[3] / "shared" / "corpora"
NAMES = ("lgl.xml", "TR-News.xml")
_FAR = 60


@dataclass(frozen=True, slots=True)
class Toponym:
    """A name as annotated: offsets in code points (end exclusive), degrees, and the GeoNames id where one is given."""

    start: int
    end: int
    text: str
    lon: float
    lat: float
    geonames_id: str
    kind: str
    """Feature class and code of GeoNames ("P.PPL"), empty where not given."""


@dataclass(frozen=True, slots=True)
class Annotated:
    """An article with those of its toponyms that have coordinates, in the order of the text."""

    number: int
    """Counted from 1 in the order of the file."""
    title: str
    host: str
    published: str
    text: str
    toponyms: tuple[Toponym, ...]
    unlocated: tuple[tuple[int, int], ...]
    """Offsets of the toponyms that the corpus gives no coordinates."""


def find_folder() -> Path:
    """Give the folder of the corpora: ``DATELINE_CORPORA``, else ``../shared/corpora`` beside the checkout."""
    named = os.environ.get("DATELINE_CORPORA")
    return Path(named) if named else CORPORA


def read_corpus(path: Path) -> list[Annotated]:
    """
    Read a corpus: ``article`` elements with ``title``, ``domain``, ``dltime``, ``text`` and ``toponyms``.

    Offsets in these files may be off by some characters: where the text at
    them is not the phrase, the nearest place where it stands is taken, and a
    toponym whose phrase stands nowhere about is an error.

    Raises
    ------
    ValueError
        If a toponym's phrase does not stand in its article.
    """
    articles = []
    for number, article in enumerate(parse(path).getroot().iter("article"), 1):
        text = article.findtext("text") or ""
        toponyms, unlocated = [], []
        for toponym in article.iter("toponym"):
            phrase = toponym.findtext("phrase") or ""
            start = _align(text, phrase, int(toponym.findtext("start") or 0))
            if start < 0:
                raise ValueError(f"{path.name}: article {number}: no {phrase!r} at {toponym.findtext('start')}")
            tag = toponym.find("gaztag")
            lon, lat = (tag.findtext("lon"), tag.findtext("lat")) if tag is not None else (None, None)
            if tag is None or not lon or not lat:
                unlocated.append((start, start + len(phrase)))
                continue
            kind = f"{tag.findtext('fclass') or ''}.{tag.findtext('fcode') or ''}"
            toponyms.append(
                Toponym(
                    start=start,
                    end=start + len(phrase),
                    text=phrase,
                    lon=float(lon),
                    lat=float(lat),
                    geonames_id=tag.get("geonameid") or "",
                    kind=kind.strip("."),
                )
            )
        articles.append(
            Annotated(
                number=number,
                title=" ".join((article.findtext("title") or "").split()),
                host=(article.findtext("domain") or "").strip(),
                published=(article.findtext("dltime") or "").strip()[:10],
                text=text,
                toponyms=tuple(sorted(toponyms, key=lambda t: (t.start, t.end))),
                unlocated=tuple(unlocated),
            )
        )
    return articles


def _align(text: str, phrase: str, start: int) -> int:
    """Give the offset of the phrase nearest to where it is said to stand, -1 where it stands nowhere about."""
    if text.startswith(phrase, start):
        return start
    before = text.rfind(phrase, max(0, start - _FAR), start + len(phrase))
    after = text.find(phrase, start, start + _FAR + len(phrase))
    near = [place for place in (before, after) if place >= 0]
    return min(near, key=lambda place: abs(place - start), default=-1)
