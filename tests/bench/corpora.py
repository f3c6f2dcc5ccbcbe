"""Read the corpora of the reading benches, which stay outside the repository."""

from __future__ import annotations

import os
import xml.etree.ElementTree as ElementTree
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).parents[2]
VARIABLE = "DATELINE_CORPORA"
# An offset of the corpora may be off by so much where their text was changed after it was annotated.
_OFF = 40


@dataclass(frozen=True)
class GoldToponym:
    """A toponym as annotated: offsets in code points, (lon, lat) in degrees or None where it was given none."""

    start: int
    end: int
    text: str
    lonlat: tuple[float, float] | None
    sort: str
    geonames_id: str = ""


@dataclass(frozen=True)
class GoldArticle:
    """An annotated article."""

    id: str
    title: str
    domain: str
    published: str
    text: str
    toponyms: tuple[GoldToponym, ...]

    @property
    def placed(self) -> list[GoldToponym]:
        """The toponyms with coordinates: what is counted."""
        return [toponym for toponym in self.toponyms if toponym.lonlat is not None]


def find_corpora(argument: str = "") -> Path | None:
    """Give the folder of the corpora: named, by the variable, or beside the checkout; None where there is none."""
    places = [argument, os.environ.get(VARIABLE, ""), str(ROOT.parent / "shared" / "corpora")]
    return next((Path(place) for place in places if place and Path(place).is_dir()), None)


def read_articles(path: Path) -> list[GoldArticle]:
    """
    Read LGL, TR-News or another corpus of that form; offsets are put right by the phrase that they name.

    Raises
    ------
    ValueError
        If a phrase stands nowhere about its offsets.
    """
    articles = []
    for node in ElementTree.parse(path).getroot():
        text = node.findtext("text") or ""
        toponyms = [_read_toponym(child, text) for child in node.iter("toponym")]
        articles.append(
            GoldArticle(
                id=node.get("docid", ""),
                title=(node.findtext("title") or "").strip(),
                domain=(node.findtext("domain") or "").strip(),
                published=(node.findtext("dltime") or "").strip()[:10],
                text=text,
                toponyms=tuple(sorted(toponyms, key=lambda t: t.start)),
            )
        )
    return articles


def _read_toponym(node: ElementTree.Element, text: str) -> GoldToponym:
    start, end, phrase = int(node.findtext("start") or 0), int(node.findtext("end") or 0), node.findtext("phrase") or ""
    if text[start:end] != phrase:
        near = (at for off in range(_OFF) for at in (start - off, start + off))
        found = next((at for at in near if at >= 0 and text.startswith(phrase, at)), None)
        if found is None:
            raise ValueError(f"no {phrase!r} at {start} in an article that begins {text[:40]!r}")
        start, end = found, found + len(phrase)
    tag = node.find("gaztag")
    lat, lon = (tag.findtext("lat"), tag.findtext("lon")) if tag is not None else (None, None)
    return GoldToponym(
        start=start,
        end=end,
        text=phrase,
        lonlat=(float(lon), float(lat)) if lat and lon else None,
        sort=(tag.findtext("fcode") or "") if tag is not None else "",
        geonames_id=tag.get("geonameid", "") if tag is not None else "",
    )
