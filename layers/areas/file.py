"""Files of areas from outside (GeoPackage, GeoJSON, shapefile, OSM extract, or a zip), read by a child process."""

from __future__ import annotations

import contextlib
import json
import os
import subprocess
import sys
import tempfile
import zipfile
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

CHILD: Final = Path(__file__).with_name("child.py")
_TIMEOUT_S: Final = 300.0
_ANSWER_BYTES_MOST: Final = 800_000_000
UNPACKED_BYTES_MOST: Final = 2_000_000_000
MEMBERS_MOST: Final = 1000
_CHUNK: Final = 1 << 20
_HEAD: Final = 4096
_SIDE_FILES: Final = (".shp", ".shx", ".dbf", ".prj", ".cpg")
_READ: Final = (".gpkg", ".geojson", ".json", ".shp", ".osm", ".pbf")
# Drivers that follow addresses or commands within a file. GDAL asks them too when it opens one.
_SKIPPED_DRIVERS: Final = (
    "GDALG OGR_VRT HTTP WFS OAPIF OGCAPI CSW EEDA Elasticsearch Carto AmigoCloud PLSCENES NGW ADBC LVBAG"
)


class AreaFileError(ValueError):
    """The file cannot be read as areas. A retry does not help; the message says what came and what was wanted."""


@dataclass(frozen=True, slots=True)
class Feature:
    """An area of a file, without its shape: layer and number within the file, and its fields as texts."""

    layer: str
    fid: int
    fields: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class AreaFile:
    """A file that can be read: its path (unpacked, where it came in an archive), its form and the layer to read."""

    path: Path
    form: str
    layer: str = ""

    def list_features(self) -> list[Feature]:
        """
        List the areas of the file with their fields.

        Raises
        ------
        AreaFileError
            If it is broken, not what its name says, or beyond the limits.
        """
        rows = self._read({})
        return [Feature(str(row["layer"]), int(row["fid"]), row["fields"]) for row in rows]

    def read_shapes(self, features: Sequence[Feature]) -> list[Any]:
        """Read the shapes of some of them: shapely polygons in degrees, in the order given."""
        import shapely

        found = self._read({"wanted": [[feature.layer, feature.fid] for feature in features]})
        try:
            return [shapely.from_wkb(found[f"{feature.layer}/{feature.fid}"]) for feature in features]
        except (KeyError, shapely.errors.GEOSException):
            raise AreaFileError(f"{self.path.name}: an area in it has no shape that can be read") from None

    def _read(self, asked: Mapping[str, Any]) -> Any:
        question = json.dumps({"path": str(self.path.resolve()), "form": self.form, "layer": self.layer, **asked})
        # A minimum of the surroundings: no proxy, no credentials, no settings of GDAL's.
        kept = {name: os.environ[name] for name in ("PATH", "SYSTEMROOT", "TEMP", "TMP", "LANG") if name in os.environ}
        extra = {
            "OGR_SKIP": _SKIPPED_DRIVERS.replace(" ", ","),
            "GDAL_SKIP": _SKIPPED_DRIVERS,
            "OPENBLAS_NUM_THREADS": "1",
            # Extracts need not be sorted.
            "OSM_USE_CUSTOM_INDEXING": "NO",
        }
        with tempfile.TemporaryDirectory(prefix="dateline-") as folder, (Path(folder) / "answer").open("w+b") as answer:
            try:
                run = subprocess.run(
                    [sys.executable, "-I", str(CHILD)],
                    input=question.encode(), stdout=answer, stderr=subprocess.PIPE, cwd=folder, timeout=_TIMEOUT_S,
                    env={**kept, **extra, "CPL_TMPDIR": folder}, check=False,
                )  # fmt: skip
            except subprocess.TimeoutExpired:
                raise AreaFileError(f"{self.path.name}: reading it took more than {_TIMEOUT_S:.0f} s") from None
            if run.returncode:
                # The reader's own sentence is the last; before it stand warnings of GDAL's.
                lines = run.stderr.decode("utf-8", "replace").strip().splitlines()
                said = (lines[-1] if lines else "").replace(str(self.path.parent) + os.sep, "")
                why = "".join(char for char in said if char.isprintable())[:300]
                if run.returncode < 0 or not why:
                    why = "its reader was stopped, which happens beyond 4 GB of memory or 4 minutes"
                raise AreaFileError(f"{self.path.name}: cannot be read as {_FORMS[self.form]}: {why}")
            if answer.seek(0, os.SEEK_END) > _ANSWER_BYTES_MOST:
                raise AreaFileError(f"{self.path.name}: holds more than can be taken in")
            answer.seek(0)
            return json.load(answer)


_FORMS: Final = {"gpkg": "a GeoPackage", "geojson": "GeoJSON", "shp": "a shapefile", "osm": "an OSM extract"}


@contextlib.contextmanager
def open_area_file(path: Path, *, layer: str = "") -> Iterator[AreaFile]:
    """
    Open a file of areas; an archive is unpacked for as long as the block lasts.

    Parameters
    ----------
    path
        A GeoPackage, GeoJSON, shapefile, OSM extract (.osm, .osm.pbf), or a zip with one of them.
    layer
        The layer of a GeoPackage to read, or the name of the file within an
        archive that holds several; without it, all layers or the only file.

    Raises
    ------
    AreaFileError
        If it is none of these; what its first bytes say counts, not only its name.
    """
    if not path.is_file():
        raise AreaFileError(f"{path.as_posix()}: there is no such file")
    with _open(path) as file:
        packed = file.read(4) == b"PK\x03\x04"
    if not packed:
        yield AreaFile(path, _find_form(path), layer)
        return
    with tempfile.TemporaryDirectory(prefix="dateline-") as folder:
        inner = _unpack(path, Path(folder), layer)
        yield AreaFile(inner, _find_form(inner), "" if layer and layer.casefold() == inner.stem.casefold() else layer)


def _find_form(path: Path) -> str:
    with _open(path) as file:
        head = file.read(_HEAD)
    suffix = path.suffix.casefold()
    text = head.removeprefix(b"\xef\xbb\xbf").lstrip()
    if head.startswith(b"SQLite format 3\0") and suffix == ".gpkg":
        return "gpkg"
    if head.startswith(b"\x00\x00\x27\x0a") and suffix == ".shp":
        if not path.with_suffix(".dbf").exists() and not path.with_suffix(".DBF").exists():
            raise AreaFileError(f"{path.name}: lacks {path.stem}.dbf beside it, which holds the names")
        return "shp"
    if text.startswith(b"{") and suffix in (".geojson", ".json"):
        return "geojson"
    if suffix == ".pbf" and b"OSMHeader" in head[:64]:
        return "osm"
    if suffix == ".osm" and text.startswith((b"<?xml", b"<osm")):
        _refuse_entities(path)
        return "osm"
    if suffix in _READ:
        raise AreaFileError(f"{path.name}: its first bytes are not those of {_describe(suffix)}; {_show(head)}")
    raise AreaFileError(
        f"{path.name}: is no file of areas that is read; wanted is a GeoPackage (.gpkg), GeoJSON (.geojson), shapefile "
        "(.shp, or zipped), or OSM extract (.osm, .osm.pbf)"
    )


def _describe(suffix: str) -> str:
    forms = {".gpkg": "gpkg", ".shp": "shp", ".osm": "osm", ".pbf": "osm"}
    return _FORMS[forms.get(suffix, "geojson")]


def _show(head: bytes) -> str:
    return f"it begins with {head[:16]!r}" if head else "it is empty"


def _refuse_entities(path: Path) -> None:
    """Refuse XML that declares anything: OSM's never does, and entities can grow without end."""
    rest = b""
    with _open(path) as file:
        while chunk := file.read(_CHUNK):
            if b"<!" in (block := rest + chunk) and (b"<!DOCTYPE" in block or b"<!ENTITY" in block):
                raise AreaFileError(
                    f"{path.name}: declares a document type or entities, which an OSM extract never does"
                )
            rest = chunk[-16:]


def _unpack(path: Path, folder: Path, layer: str) -> Path:
    """Unpack the one file of areas of a zip, counting the bytes that come out; names within it lead nowhere."""
    try:
        with zipfile.ZipFile(path) as archive:
            members = archive.infolist()
            if len(members) > MEMBERS_MOST:
                raise AreaFileError(
                    f"{path.name}: holds {len(members):,} files; at most {MEMBERS_MOST:,} are looked through"
                )
            named = {member.filename: Path(member.filename.replace("\\", "/")).name for member in members}
            found = sorted(
                full for full, name in named.items() if Path(name).suffix.casefold() in _READ and name[0] != "."
            )
            if layer and len(found) > 1:
                found = [
                    full
                    for full in found
                    if layer.casefold() in (named[full].casefold(), Path(named[full]).stem.casefold())
                ]
            if len(found) != 1:
                there = ", ".join(sorted({named[full] for full in found})[:8])
                what = f"several files of areas ({there}); name one by --layer" if found else "no file of areas"
                raise AreaFileError(f"{path.name}: holds {what}")
            stem = Path(named[found[0]]).stem
            parts = found
            if named[found[0]].casefold().endswith(".shp"):
                base = found[0][: -len(Path(found[0]).suffix)]
                parts = [
                    m.filename
                    for m in members
                    if m.filename[: len(base)] == base and Path(m.filename).suffix.casefold() in _SIDE_FILES
                ]
            left = UNPACKED_BYTES_MOST
            for full in parts:
                target = folder / f"{stem}{Path(full).suffix.casefold()}"
                left = _copy_member(archive, full, target, left, path.name)
            return folder / f"{stem}{Path(found[0]).suffix.casefold()}"
    except (zipfile.BadZipFile, RuntimeError, NotImplementedError, EOFError, OSError) as wrong:
        if isinstance(wrong, OSError) and wrong.errno is not None:
            raise
        raise AreaFileError(f"{path.name}: cannot be unpacked ({wrong})") from None


def _copy_member(archive: zipfile.ZipFile, full: str, target: Path, left: int, name: str) -> int:
    with archive.open(full) as source, target.open("wb") as out:
        while chunk := source.read(_CHUNK):
            left -= len(chunk)
            if left < 0:
                raise AreaFileError(f"{name}: more than {UNPACKED_BYTES_MOST:,} bytes come out of it")
            out.write(chunk)
    return left


def _open(path: Path) -> Any:
    try:
        return path.open("rb")
    except OSError as failure:
        raise AreaFileError(f"{path.as_posix()}: cannot be read ({failure.strerror})") from None
