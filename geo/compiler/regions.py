"""Build the entries of our own tables: seas, regions and sites, and the words that stand for a people."""

from __future__ import annotations

from geo.compiler.draft import Draft, fold_names, read_table, split_cell
from geo.names import fold_name


def build_regions() -> list[Draft]:
    """Build the entries of ``regions.csv``."""
    return [
        Draft(
            kind="region",
            gid=name_region(row),
            name=row["name"],
            lon=float(row["lon"]),
            lat=float(row["lat"]),
            size=1,
            country=row["countries"],
            code=row["members"],
            radius_m=round(float(row["radius_km"]) * 1000),
            geonames_id=row["geonames"],
            keys=fold_names((row["name"], *split_cell(row, "also"))),
        )
        for row in read_table("regions.csv")
    ]


def name_region(row: dict[str, str]) -> str:
    """Give the outside id of a region: its kind and name."""
    return f"{row['kind']}:{fold_name(row['name']).replace(' ', '-')}"
