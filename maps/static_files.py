"""The files that the build makes for the page."""

from __future__ import annotations

from importlib.resources import files
from importlib.resources.abc import Traversable


class StaticError(RuntimeError):
    """The bundle that the build makes is missing: the package was not built, or only in part."""


def read_static(name: str) -> Traversable:
    """
    Return a built file of maps/static.

    Raises
    ------
    StaticError
        If it is not there.
    """
    found = files("maps") / "static" / name
    if not found.is_file():
        raise StaticError(f"maps/static/{name} is missing; run 'make assets' in a checkout, or install the wheel again")
    return found
