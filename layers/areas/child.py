"""Read a file of areas from outside in a process of its own with limits: run by `layers.areas.file`, never imported."""

# Nothing of ours is imported here: whatever a hostile file does to GDAL, it does to a process that knows nothing.

from __future__ import annotations

import json
import sys
from typing import Any

GIB = 1024**3
FEATURES_MOST = 500_000
TEXT_MOST = 500
COORDINATES_MOST = 20_000_000
POLYGONS = ("Polygon", "MultiPolygon")


class Refused(Exception):  # noqa: N818 - what is refused is said in one sentence, and is no error of the program
    """The file is not what was wanted; the message says why."""


def main() -> None:
    """Read what standard input asks for, and print it as JSON."""
    set_limits()
    asked = json.load(sys.stdin)
    try:
        read = read_json if asked["form"] == "geojson" else read_gdal
        print(json.dumps(read(asked)))
    except Refused as why:
        fail(str(why))
    except MemoryError:
        fail("it needs more memory than a file of areas may")
    except Exception as failure:  # GDAL's errors are of many kinds; its words are the best there are
        fail(" ".join(str(failure).split()) or type(failure).__name__)


def fail(why: str) -> None:
    """End with a sentence on standard error."""
    print(why[:500], file=sys.stderr)
    sys.exit(1)


def set_limits() -> None:
    """Limit memory, time and files; where the system has no limits, the parent's clock remains."""
    try:
        import resource
    except ImportError:
        return
    limits = {
        resource.RLIMIT_AS: 4 * GIB,
        resource.RLIMIT_CPU: 240,
        resource.RLIMIT_FSIZE: GIB,
        resource.RLIMIT_NOFILE: 256,
        resource.RLIMIT_CORE: 0,
    }
    for name, most in limits.items():
        hard = resource.getrlimit(name)[1]
        value = most if hard == resource.RLIM_INFINITY else min(most, hard)
        resource.setrlimit(name, (value, value))


def read_json(asked: dict[str, Any]) -> Any:
    """Read GeoJSON without GDAL."""
    import shapely

    with open(asked["path"], encoding="utf-8-sig") as file:  # noqa: PTH123 - a plain path of the parent's
        try:
            whole = json.load(file)
        except RecursionError:
            raise Refused("it is nested too deep") from None
        except UnicodeDecodeError:
            raise Refused("it is not UTF-8") from None
        except ValueError as wrong:
            raise Refused(f"it is not JSON: {wrong}") from None
    if not isinstance(whole, dict) or whole.get("type") != "FeatureCollection":
        kind = whole.get("type") if isinstance(whole, dict) else type(whole).__name__
        raise Refused(f"it is a {str(kind)[:40]!r}, and a FeatureCollection was wanted")
    features = whole.get("features")
    if not isinstance(features, list):
        raise Refused("its features are no list")
    check_count(len(features))
    crs = json.dumps(whole.get("crs")) if whole.get("crs") else ""
    if crs and not any(name in crs for name in ("CRS84", "EPSG::4326", "EPSG:4326")):
        raise Refused(f"its crs is {crs[:80]}; save it in degrees, EPSG:4326")
    good = [
        (number, feature)
        for number, feature in enumerate(features)
        if isinstance(feature, dict)
        and isinstance(feature.get("geometry"), dict)
        and feature["geometry"].get("type") in POLYGONS
    ]
    wanted = asked.get("wanted")
    if wanted is None:
        rows = []
        for number, feature in good:
            table = feature.get("properties")
            texts = keep_texts(table if isinstance(table, dict) else {})
            if isinstance(feature.get("id"), (str, int)):
                texts.setdefault("id", str(feature["id"])[:TEXT_MOST])
            rows.append({"layer": "", "fid": number, "fields": texts})
        return rows
    shapes = {}
    count = 0
    numbers = {fid for _, fid in wanted}
    for number, feature in good:
        if number in numbers:
            shape = shapely.from_geojson(json.dumps(feature["geometry"]))
            count = check_coordinates(count + int(shapely.get_num_coordinates(shape)))
            shapes[f"/{number}"] = shape.wkb_hex
    return shapes


def read_gdal(asked: dict[str, Any]) -> Any:
    """Read a GeoPackage, shapefile or OSM extract by GDAL."""
    import pyogrio
    import pyogrio.raw
    import shapely

    options = {"IMMUTABLE": "YES"} if asked["form"] == "gpkg" else {}
    layers = [str(name) for name, kind in pyogrio.list_layers(asked["path"]) if kind and "Polygon" in str(kind)]
    if asked["form"] == "gpkg":
        layers = layers or [str(name) for name, kind in pyogrio.list_layers(asked["path"]) if kind]
    if asked.get("layer"):
        if asked["layer"] not in layers:
            raise Refused(f"it has no layer {asked['layer']!r} of areas; it has {', '.join(layers)[:200] or 'none'}")
        layers = [asked["layer"]]
    if not layers:
        raise Refused("it has no layer of areas (polygons)")
    where = "boundary = 'administrative'" if asked["form"] == "osm" else None
    wanted = asked.get("wanted")
    if wanted is None:
        rows: list[dict[str, Any]] = []
        for layer in layers:
            meta, fids, _, columns = pyogrio.raw.read(
                asked["path"], layer=layer, read_geometry=False, return_fids=True, where=where,
                max_features=FEATURES_MOST + 1, **options,
            )  # fmt: skip
            check_count(len(rows) + len(fids))
            names = [str(name) for name in meta["fields"]]
            for at, fid in enumerate(fids):
                fields = keep_texts({name: column[at] for name, column in zip(names, columns, strict=True)})
                rows.append({"layer": layer, "fid": int(fid), "fields": fields})
        return rows
    shapes = {}
    count = 0
    for layer in dict.fromkeys(name for name, _ in wanted):
        numbers = [fid for name, fid in wanted if name == layer]
        # The features of an extract can only be read from its start on.
        by_number = {"where": where, "return_fids": True} if asked["form"] == "osm" else {"fids": numbers}
        meta, fids, geometries, _ = pyogrio.raw.read(asked["path"], layer=layer, columns=[], **by_number, **options)
        found = dict(zip(fids if asked["form"] == "osm" else numbers, geometries, strict=True))
        for number in numbers:
            shape = shapely.from_wkb(found[number])
            if shape is None:
                continue
            count = check_coordinates(count + int(shapely.get_num_coordinates(shape)))
            shapes[f"{layer}/{number}"] = to_degrees(shape, meta.get("crs")).wkb_hex
    return shapes


def to_degrees(shape: Any, crs: str | None) -> Any:
    """Bring a shape from its own coordinate system to longitude and latitude."""
    import shapely

    if not crs or crs in ("EPSG:4326", "OGC:CRS84"):
        west, south, east, north = shape.bounds
        if not crs and (west < -360 or east > 360 or south < -90 or north > 90):
            raise Refused("it names no coordinate system, and its coordinates are no degrees")
        return shape
    import pyproj

    turn = pyproj.Transformer.from_crs(crs, "EPSG:4326", always_xy=True)

    def move(points: Any) -> Any:
        import numpy as np

        return np.column_stack(turn.transform(points[:, 0], points[:, 1]))

    return shapely.transform(shapely.force_2d(shape), move)


def keep_texts(table: dict[str, Any]) -> dict[str, str]:
    """Keep the texts and whole numbers of a feature, at most so long."""
    kept = {}
    for name, value in table.items():
        plain = value.item() if hasattr(value, "item") else value
        if isinstance(plain, float) and plain.is_integer():
            plain = int(plain)
        if isinstance(plain, bool) or not isinstance(plain, (str, int)):
            continue
        most = 8 * TEXT_MOST if name == "other_tags" else TEXT_MOST
        if str(plain).strip():
            kept[str(name)[:100]] = str(plain)[:most]
    return kept


def check_count(count: int) -> None:
    """Refuse a file with more features than areas of the world."""
    if count > FEATURES_MOST:
        raise Refused(f"it has more than {FEATURES_MOST:,} features")


def check_coordinates(count: int) -> int:
    """Refuse areas with more vertices than memory is for."""
    if count > COORDINATES_MOST:
        raise Refused(f"the areas wanted have more than {COORDINATES_MOST:,} vertices")
    return count


if __name__ == "__main__":
    main()
