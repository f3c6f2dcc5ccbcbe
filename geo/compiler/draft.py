"""One entry of a gazetteer in the making, and the reading of our own tables."""

from __future__ import annotations

import csv
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final

from geo.names import Kind, fold_name

TABLES: Final = Path(__file__).resolve().parents[1] / "tables"


@dataclass(slots=True)
class Draft:
    """An entry as it goes into the file; `keys` are all folded spellings, its own name's among them."""

    kind: Kind
    gid: str
    name: str
    lon: float
    lat: float
    size: int = 0
    country: str = ""
    """ISO code; of a region all countries, with | between."""
    code: str = ""
    """Of its first-order division; of a region its members, with | between."""
    code2: str = ""
    """Of its second-order division."""
    radius_m: int = 0
    geonames_id: str = ""
    """The number of GeoNames, where `gid` is not that."""
    keys: set[str] = field(default_factory=set)

    def texts(self) -> str:
        """Give what the file keeps of it as text, see `geo.compiler.writing`."""
        texts = [self.gid, self.name]
        if self.kind in ("country", "admin1", "admin2", "region", "airport"):
            texts.append(str(self.radius_m))
        if self.kind == "region":
            texts += [self.country, self.code, self.geonames_id]
        if self.kind in ("admin1", "admin2"):
            texts += [self.geonames_id or self.gid, self.code2]
        return "\t".join(text.replace("\t", " ") for text in texts)


def read_table(name: str) -> list[dict[str, str]]:
    """Read one of our own tables, a dict for each row."""
    with (TABLES / name).open(encoding="utf-8", newline="") as lines:
        return list(csv.DictReader(lines))


def split_cell(row: Mapping[str, str], column: str) -> list[str]:
    """Give the spellings that a cell holds, none for an empty one."""
    return [text for text in (row[column] or "").split("|") if text]


def fold_names(names: Iterable[str]) -> set[str]:
    """Fold many spellings; what folds to nothing is left out."""
    return {key for key in map(fold_name, names) if key}


def read_points() -> dict[tuple[str, str, str], tuple[float, float]]:
    """Give the middle of the land of wide areas, (lon, lat) by country and codes of the divisions."""
    return {
        (*row["code"].partition(".")[::2], ""): (float(row["lon"]), float(row["lat"]))
        for row in read_table("points.csv")
    }


def list_town_names() -> dict[str, list[str]]:
    """Give what else a town is called, by its GeoNames id; short forms too."""
    found = {row["id"]: split_cell(row, "also") for row in read_table("towns.csv")}
    for row in read_table("abbreviations.csv"):
        sort, _, gid = row["code"].rpartition(":")
        if sort == "place":
            found.setdefault(gid, []).extend(split_cell(row, "also"))
    return found
