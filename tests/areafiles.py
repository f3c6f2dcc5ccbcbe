"""Files of areas as others publish them, with invented outlines round real regions."""

from __future__ import annotations

import json
import math
import zipfile
from pathlib import Path
from typing import Any

import geopandas as gpd
import shapely

# Where the border of Kursk and Belgorod runs in these files: a wiggly line, the same for both.
BORDER = [(34.0 + step * 0.02, 51.05 + 0.05 * math.sin(step)) for step in range(226)]
KURSK = shapely.Polygon([(34.0, 52.4), *BORDER, (38.5, 52.4)])
BELGOROD = shapely.Polygon([(34.0, 49.5), *BORDER, (38.5, 49.5)])
MALTA = shapely.Point(14.42, 35.9).buffer(0.2, quad_segs=100)
RUSSIA = shapely.box(28.0, 45.0, 175.0, 75.0)
FAR_KURSK = shapely.box(-100.0, 40.0, -99.0, 41.0)


def natural_earth(folder: Path) -> Path:
    """Write a zip with a shapefile of divisions, with the columns of Natural Earth's."""
    frame = gpd.GeoDataFrame(
        {
            "featurecla": ["Admin-1 states provinces"] * 4,
            "adm1_code": ["RUS-2362", "RUS-2334", "USA-1", "RUS-9"],
            "iso_3166_2": ["RU-KRS", "RU-BEL", "US-XX", "-99"],
            "iso_a2": ["RU", "RU", "US", "RU"],
            "name": ["Kursk", "Belgorod", "Kursk", "Nameless"],
            "name_en": ["Kursk Oblast", "Belgorod Oblast", "Kursk", ""],
            "name_ru": ["Курская область", "Белгородская область", "", ""],
            "gn_a1_code": ["RU.41", "", "US.XX", ""],
            "admin": ["Russia", "Russia", "United States of America", "Russia"],
        },
        geometry=[KURSK, BELGOROD, FAR_KURSK, shapely.box(100, 60, 101, 61)],
        crs="EPSG:4326",
    )
    frame["gn_a1_code"] = ["", "", "", ""]
    inner = folder / "ne_10m_admin_1.shp"
    frame.to_file(inner, encoding="UTF-8")
    target = folder / "ne_10m_admin_1.zip"
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("ne_10m_admin_1.README.html", "<p>about</p>")
        for path in sorted(folder.glob("ne_10m_admin_1.*")):
            if path.suffix != ".zip":
                archive.write(path, path.name)
    return target


def geoboundaries(folder: Path) -> Path:
    """Write GeoJSON with the columns of geoBoundaries."""
    rows = [
        ("Kursk Oblast", "RU-KRS", "B1", KURSK),
        ("Belgorod Oblast", "RU-BEL", "B2", BELGOROD),
    ]
    features = [
        feature(
            {"shapeName": name, "shapeISO": iso, "shapeID": number, "shapeGroup": "RUS", "shapeType": "ADM1"}, shape
        )
        for name, iso, number, shape in rows
    ]
    return write_geojson(folder / "geoBoundaries-RUS-ADM1.geojson", features)


def geopackage(folder: Path) -> Path:
    """Write a GeoPackage in metres, with columns as anybody names them, and a layer of points beside it."""
    target = folder / "areas.gpkg"
    frame = gpd.GeoDataFrame(
        {"id": [7, 8], "NAME": ["Курская область", "Белгородская область"], "country": ["Russia", "Russia"]},
        geometry=[KURSK, BELGOROD],
        crs="EPSG:4326",
    )
    frame.to_crs("EPSG:3857").to_file(target, layer="regions")
    gpd.GeoDataFrame({"x": [1]}, geometry=[shapely.Point(1, 1)], crs="EPSG:4326").to_file(target, layer="points")
    return target


def gadm(folder: Path) -> Path:
    """Write a GeoPackage with a layer for each level, with the columns of GADM's."""
    target = folder / "gadm41_RUS.gpkg"
    top = {"GID_0": ["RUS"] * 2, "COUNTRY": ["Russia"] * 2}
    first = {
        **top, "GID_1": ["RUS.1_1", "RUS.2_1"], "NAME_1": ["Kursk", "Belgorod"], "VARNAME_1": ["Kurskaya Oblast", ""],
        "NL_NAME_1": ["Курская область", ""], "HASC_1": ["RU.KS", "RU.BL"], "ISO_1": ["RU-KRS", "NA"],
    }  # fmt: skip
    city, fields = shapely.Point(36.19, 51.73).buffer(0.1), shapely.box(35.0, 51.5, 36.0, 52.0)
    second = {
        **{name: [values[0]] * 2 for name, values in first.items()},
        "GID_2": ["RUS.1.1_1", "RUS.1.2_1"], "NAME_2": ["Kursk", "Lgovskiy"], "TYPE_2": ["Gorsovet", "Rayon"],
    }  # fmt: skip
    gpd.GeoDataFrame({"GID_0": ["RUS"], "COUNTRY": ["Russia"]}, geometry=[RUSSIA], crs="EPSG:4326").to_file(
        target, layer="ADM_ADM_0"
    )
    gpd.GeoDataFrame(first, geometry=[KURSK, BELGOROD], crs="EPSG:4326").to_file(target, layer="ADM_ADM_1")
    gpd.GeoDataFrame(second, geometry=[city, fields], crs="EPSG:4326").to_file(target, layer="ADM_ADM_2")
    return target


def osm_extract(folder: Path) -> Path:
    """Write an OSM extract with the relation of one region, as XML."""
    ring = list(KURSK.exterior.coords)[:-1]
    nodes = "".join(
        f'<node id="{at}" lon="{lon:.7f}" lat="{lat:.7f}" version="1"/>' for at, (lon, lat) in enumerate(ring, 1)
    )
    refs = "".join(f'<nd ref="{at}"/>' for at in [*range(1, len(ring) + 1), 1])
    tags = {
        "type": "boundary", "boundary": "administrative", "admin_level": "4", "name": "Курская область",
        "name:en": "Kursk Oblast", "ISO3166-2": "RU-KRS",
    }  # fmt: skip
    words = "".join(f'<tag k="{key}" v="{value}"/>' for key, value in tags.items())
    target = folder / "kursk.osm"
    target.write_text(
        f'<?xml version="1.0" encoding="UTF-8"?>\n<osm version="0.6">{nodes}<way id="1" version="1">{refs}</way>'
        f'<relation id="72223" version="1"><member type="way" ref="1" role="outer"/>{words}</relation></osm>',
        "utf-8",
    )
    return target


def countries(folder: Path) -> Path:
    """Write GeoJSON of countries, with the columns of Natural Earth's."""
    rows = [("Malta", "MT", "MLT", MALTA), ("Russia", "RU", "RUS", RUSSIA)]
    features = [
        feature(
            {"featurecla": "Admin-0 country", "NAME": name, "ISO_A2": "-99", "ISO_A2_EH": two, "ADM0_A3": three}, shape
        )
        for name, two, three, shape in rows
    ]
    return write_geojson(folder / "countries.geojson", features)


def feature(properties: dict[str, Any], shape: Any) -> dict[str, Any]:
    """Return a GeoJSON feature."""
    return {"type": "Feature", "properties": properties, "geometry": json.loads(shapely.to_geojson(shape))}


def write_geojson(path: Path, features: list[dict[str, Any]]) -> Path:
    """Write features as a collection."""
    path.write_text(json.dumps({"type": "FeatureCollection", "features": features}), "utf-8")
    return path
