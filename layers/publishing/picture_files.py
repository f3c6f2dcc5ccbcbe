"""What a picture file says of where and by whom it was taken (EXIF, XMP), found without opening the image."""

from __future__ import annotations

import struct
from collections.abc import Iterator
from pathlib import Path

from layers.case import Case
from layers.fault import Fault

ENDINGS = (".jpg", ".jpeg", ".png", ".webp", ".tif", ".tiff", ".heic", ".heif", ".avif")
PICTURES_MOST = 2_000
_HEAD_BYTES = 4 * 1024 * 1024
_GPS_TAG = 0x8825
_HEAVY = (".tif", ".tiff", ".heic", ".heif", ".avif")


def find_picture_faults(case: Case) -> tuple[Fault, ...]:
    """
    Warn of every picture in the case folder that carries EXIF or XMP, and say so where it carries a position.

    Whoever hosts the folder publishes its pictures too, and a position in a
    file is a home address that nobody sees in the picture.
    """
    found = []
    for path in _list_pictures(case.folder):
        try:
            with path.open("rb") as file:
                head = file.read(_HEAD_BYTES)
        except OSError as failure:
            message = f"cannot be read ({failure.strerror}), so what it tells is not known"
            found.append(Fault("warning", path.as_posix(), 0, "", message))
            continue
        told = describe_metadata(head, path.suffix.casefold())
        if told:
            message = f"carries {told}; save it again without, before it is hosted or sent"
            found.append(Fault("warning", path.as_posix(), 0, "", message))
    return tuple(found)


def describe_metadata(head: bytes, ending: str) -> str:
    """
    Return what a picture tells besides its pixels; empty where it tells nothing.

    Parameters
    ----------
    head
        The first bytes of the file; metadata stand at its beginning in JPEG, anywhere in others.
    ending
        Ending of the file's name, in small letters, with its point.
    """
    blocks = list(_find_blocks(head, ending))
    if any(kind == "EXIF" and _has_position(block) for kind, block in blocks):
        return "EXIF with the position at which it was taken"
    if any(kind == "XMP" and b"GPSLatitude" in block for kind, block in blocks):
        return "XMP with the position at which it was taken"
    kinds = sorted({kind for kind, _ in blocks})
    return f"{' and '.join(kinds)}: camera, time or maker" if kinds else ""


def _list_pictures(folder: Path) -> list[Path]:
    # The folder itself and one level below: where people put pictures beside a map.
    places = [folder, *(path for path in sorted(folder.iterdir()) if path.is_dir() and not path.name.startswith("."))]
    paths = [
        path
        for place in places
        for path in sorted(place.iterdir())
        if path.suffix.casefold() in ENDINGS and path.is_file() and not path.is_symlink()
    ]
    return paths[:PICTURES_MOST]


def _find_blocks(head: bytes, ending: str) -> Iterator[tuple[str, bytes]]:
    """Yield kind and bytes of each block of metadata."""
    if head.startswith(b"\xff\xd8"):
        yield from _jpeg_blocks(head)
    elif head.startswith(b"\x89PNG\r\n\x1a\n"):
        yield from _png_blocks(head)
    elif head[:4] == b"RIFF" and head[8:12] == b"WEBP":
        yield from _webp_blocks(head)
    elif head[:4] in (b"II*\0", b"MM\0*"):
        yield "EXIF", head
    elif ending in _HEAVY:
        at = head.find(b"Exif\0\0")
        if at >= 0:
            yield "EXIF", head[at + 6 :]
        at = head.find(b"<x:xmpmeta")
        if at >= 0:
            yield "XMP", head[at:]


def _jpeg_blocks(head: bytes) -> Iterator[tuple[str, bytes]]:
    at = 2
    while at + 4 <= len(head) and head[at] == 0xFF and head[at + 1] != 0xDA:
        size = int.from_bytes(head[at + 2 : at + 4], "big")
        block = head[at + 4 : at + 2 + size]
        if head[at + 1] == 0xE1 and block.startswith(b"Exif\0"):
            yield "EXIF", block[6:]
        elif head[at + 1] == 0xE1 and b"adobe.com/xap" in block[:40]:
            yield "XMP", block
        elif head[at + 1] == 0xED and block.startswith(b"Photoshop"):
            yield "IPTC", block
        at += 2 + max(size, 2)


def _png_blocks(head: bytes) -> Iterator[tuple[str, bytes]]:
    at = 8
    while at + 8 <= len(head):
        size, kind = int.from_bytes(head[at : at + 4], "big"), head[at + 4 : at + 8]
        block = head[at + 8 : at + 8 + size]
        if kind == b"eXIf":
            yield "EXIF", block
        elif kind in (b"tEXt", b"iTXt", b"zTXt") and (b"xmp" in block[:40].lower() or b"exif" in block[:40].lower()):
            yield "XMP", block
        at += size + 12


def _webp_blocks(head: bytes) -> Iterator[tuple[str, bytes]]:
    at = 12
    while at + 8 <= len(head):
        kind, size = head[at : at + 4], int.from_bytes(head[at + 4 : at + 8], "little")
        block = head[at + 8 : at + 8 + size]
        if kind == b"EXIF":
            yield "EXIF", block.removeprefix(b"Exif\0\0")
        elif kind == b"XMP ":
            yield "XMP", block
        at += 8 + size + size % 2


def _has_position(block: bytes) -> bool:
    """Tell whether the first directory of an EXIF block names one for the position (TIFF 6.0; tag 0x8825)."""
    order = {b"II*\0": "<", b"MM\0*": ">"}.get(block[:4])
    if order is None:
        return False
    try:
        (start,) = struct.unpack_from(f"{order}I", block, 4)
        (count,) = struct.unpack_from(f"{order}H", block, start)
        return any(
            struct.unpack_from(f"{order}H", block, start + 2 + 12 * number)[0] == _GPS_TAG for number in range(count)
        )
    except struct.error:
        return False
