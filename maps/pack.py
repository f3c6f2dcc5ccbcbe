"""Numbers and texts as the page carries them: byte planes, steps, deflate in base64."""

from __future__ import annotations

import base64
import json
import zlib
from collections.abc import Sequence
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import numpy as np
    import numpy.typing as npt


def pack_json(value: object) -> str:
    """Return a value as base64 of deflated JSON: text that needs no escaping in a page."""
    return deflate(json.dumps(value, ensure_ascii=False, separators=(",", ":")).encode())


def deflate(raw: bytes) -> str:
    """Return bytes as base64 of a raw deflate stream."""
    packer = zlib.compressobj(9, zlib.DEFLATED, -15)
    return base64.b64encode(packer.compress(raw) + packer.flush()).decode("ascii")


def pack_line(line: Sequence[tuple[float, float]]) -> list[int]:
    """Return a line of (lon, lat) degrees as steps of degrees × 1e4, longitude and latitude in turn."""
    steps: list[int] = []
    last_lon = last_lat = 0
    for lon, lat in line:
        x, y = round(lon * 1e4), round(lat * 1e4)
        steps += (x - last_lon, y - last_lat)
        last_lon, last_lat = x, y
    return steps


def pack_planes(values: npt.NDArray[np.int32]) -> bytes:
    """Return int32 as four byte planes, which deflate to half of what whole words do."""
    import numpy as np

    return np.ascontiguousarray(values.view("u1").reshape(-1, 4).T).tobytes()
