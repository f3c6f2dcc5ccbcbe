"""What one reading of a case leaves for the next, so that only what changed is done anew."""

from __future__ import annotations

from collections.abc import Callable, Hashable
from typing import Any, TypeVar, cast

T = TypeVar("T")


class Kept:
    """
    Results by name, each with what it was made from.

    Nothing is ever taken on trust: a result is used again only when all that
    it was made from is equal to what is there now. What a reading did not use
    is dropped at the next, so that memory follows the case and not the hours.
    Values are shared between readings, so nobody may change one.
    """

    def __init__(self) -> None:
        self._before: dict[Hashable, tuple[object, Any]] = {}
        self._now: dict[Hashable, tuple[object, Any]] = {}

    def turn(self) -> None:
        """Begin a new reading; call it before each."""
        self._before, self._now = self._now, {}

    def recall(self, name: Hashable, basis: object, make: Callable[[], T]) -> T:
        """
        Return what was made of an equal basis under this name before, else make it now.

        Parameters
        ----------
        name
            What it is, such as ``("text", event.id)``.
        basis
            All that the result depends on. Compared by ``==``, for which parts that are the same object cost nothing.
        make
            Makes the result; called with nothing.
        """
        found = self._now.get(name) or self._before.get(name)
        if found is None or found[0] != basis:
            found = (basis, make())
        self._now[name] = found
        return cast(T, found[1])


def recall(kept: Kept | None, name: Hashable, basis: object, make: Callable[[], T]) -> T:
    """Recall from what is kept, or make it where nothing is."""
    return make() if kept is None else kept.recall(name, basis, make)
