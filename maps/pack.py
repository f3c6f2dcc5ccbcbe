"""Numbers and texts as the page carries them: byte planes, steps, deflate in base64."""

from __future__ import annotations

import base64
import json
import zlib
from typing import TYPE_CHECKING, cast

from layers.kept import Kept, recall

if TYPE_CHECKING:
    import numpy as np
    import numpy.typing as npt


def pack_json(value: object, *, name: str = "", kept: Kept | None = None) -> str:
    """
    Return a value as base64 of deflated JSON: text that needs no escaping in a page.

    Parameters
    ----------
    value
        What json can write.
    name, kept
        What the block is called in what was kept of the last page; an equal value is not packed again, so
        that it must not be changed afterwards.
    """

    def pack() -> str:
        return deflate(json.dumps(value, ensure_ascii=False, separators=(",", ":")).encode())

    return recall(kept, ("packed", name), value, pack)


def deflate(raw: bytes) -> str:
    """Return bytes as base64 of a raw deflate stream."""
    packer = zlib.compressobj(9, zlib.DEFLATED, -15)
    return base64.b64encode(packer.compress(raw) + packer.flush()).decode("ascii")


def pack_line(line: object, *, turn: float = 0.0) -> list[int]:
    """
    Return a line as steps of degrees × 1e4, longitude and latitude in turn, without steps of nothing.

    Parameters
    ----------
    line
        A shapely line or ring, or pairs of (lon, lat) degrees.
    turn
        Degrees of longitude to take off, for a line in another copy of the world.
    """
    import numpy as np
    import shapely

    pairs = shapely.get_coordinates(line) if isinstance(line, shapely.Geometry) else np.asarray(line, dtype=float)
    points = np.rint((pairs[:, :2] - (turn, 0.0)) * 1e4).astype(np.int64)
    steps = np.diff(points, axis=0, prepend=[(0, 0)])
    moving = np.concatenate([[True], steps[1:].any(axis=1)])
    return cast(list[int], steps[moving].ravel().tolist())


def pack_planes(values: npt.NDArray[np.int32]) -> bytes:
    """Return int32 as four byte planes, which deflate to half of what whole words do."""
    import numpy as np

    return np.ascontiguousarray(values.view("u1").reshape(-1, 4).T).tobytes()
