"""Build the entries of countries and of their divisions."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any, Final

from geo.compiler.draft import Draft, fold_names, read_table, split_cell
from geo.compiler.extent import AreaKey, Extent
from geo.compiler.packages import Division
from geo.names import fold_name, split_feature

# The few settlements that are known of a district hardly reach its borders.
_LEAST_M: Final = 15_000


def build_countries(
    countries: Iterable[dict[str, Any]], *, extents: Mapping[AreaKey, Extent], names: Mapping[str, list[str]]
) -> list[Draft]:
    """Build the entries of the countries that have settlements; `names` is what else they are called, by ISO code."""
    ours = {row["code"]: split_cell(row, "also") for row in read_table("countries.csv")}
    abroad = {row["code"]: split_cell(row, "also") for row in read_table("country_names.csv")}
    built = []
    for country in countries:
        iso = country["iso"]
        extent = extents.get((iso, "", ""))
        if extent is None:
            continue
        also = [country["name"], iso, country["iso3"], *ours.get(iso, ()), *abroad.get(iso, ()), *names.get(iso, ())]
        built.append(
            Draft(
                kind="country",
                gid=str(country["geonameid"]),
                name=country["name"],
                lon=extent.lon,
                lat=extent.lat,
                size=country["population"],
                country=iso,
                radius_m=extent.radius_m,
                keys=fold_names(also),
            )
        )
    return built


def build_divisions(
    divisions: Iterable[Division], *, extents: Mapping[AreaKey, Extent], titles: Mapping[AreaKey, str]
) -> list[Draft]:
    """
    Build the entries of the divisions that have settlements.

    Parameters
    ----------
    divisions
        Of both orders.
    extents
        Of all areas.
    titles
        The name of the settlement that is called as its division is, which has kept its marks ("São Paulo").
    """
    divisions = list(divisions)
    spellings, ids = _collect_names(divisions, extents)
    shorts = {row["code"]: split_cell(row, "also") for row in read_table("abbreviations.csv")}
    built = []
    for area, names in sorted(spellings.items()):
        country, code, _ = area
        extent = extents[area]
        name = names[0] if len(names) > 1 else titles.get(area, names[0])
        keys = fold_names(names)
        if split_feature(fold_name(names[0])).asked == "admin1":
            # "Kiev region" is the oblast and not the city of Kyiv, which is a division too.
            stems = {feature.stem for feature in map(split_feature, keys) if feature.asked in ("admin1", "")}
            keys |= {f"{stem} {word}" for stem in stems if stem.isascii() for word in ("region", "oblast", "province")}
        keys |= _find_stems(keys) | fold_names(shorts.get(f"{country}.{code}", ()))
        built.append(
            Draft(
                kind="admin1",
                gid=f"{country}.{code}",
                name=name,
                lon=extent.lon,
                lat=extent.lat,
                size=extent.people,
                country=country,
                code=code,
                radius_m=extent.radius_m,
                geonames_id=ids.get(area, ""),
                keys=keys,
            )
        )
    known = {(country, code) for country, code, _ in spellings}
    for division in divisions:
        area = division.country, division.code, division.code2
        if not division.code2 or area not in extents or area[:2] not in known:
            continue
        extent = extents[area]
        keys = fold_names((division.name, *division.also))
        # Papers write "Platte Co." for the county.
        keys |= {f"{key.removesuffix(' county')} co" for key in keys if key.endswith(" county")}
        built.append(
            Draft(
                kind="admin2",
                gid=division.geonames_id,
                name=division.name,
                lon=extent.lon,
                lat=extent.lat,
                size=extent.people,
                country=division.country,
                code=division.code,
                code2=division.code2,
                radius_m=max(extent.radius_m, _LEAST_M),
                keys={key for key in keys | _find_stems(keys) if len(key) > 1},
            )
        )
    return built


def _collect_names(
    divisions: Iterable[Division], extents: Mapping[AreaKey, Extent]
) -> tuple[dict[AreaKey, list[str]], dict[AreaKey, str]]:
    """Give the spellings of the first-order divisions, the one to show first, and their GeoNames ids."""
    named = {(d.country, d.code, ""): d for d in divisions if not d.code2}
    derived = {(row["country"], row["code"], ""): row["name"] for row in read_table("admin1.csv")}
    ours = {(row["country"], row["code"], ""): row for row in read_table("admin1_names.csv")}
    spellings: dict[AreaKey, list[str]] = {}
    for area in {*named, *derived, *ours} & set(extents):
        names = [ours[area]["name"], *split_cell(ours[area], "also")] if area in ours else []
        names += [derived[area]] if area in derived else []
        if area in named:
            division = named[area]
            names += [division.name, *division.also]
        spellings[area] = list(dict.fromkeys(names))
    return spellings, {area: division.geonames_id for area, division in named.items()}


def _find_stems(keys: set[str]) -> set[str]:
    """Give the names without the words that say what kind of division they name."""
    features = map(split_feature, keys)
    return {feature.stem for feature in features if feature.asked in ("admin1", "district", "place")}
