"""Find the capital of each country among the settlements."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from geo.compiler.draft import Draft
from geo.names import fold_name


class Capitals:
    """The draft of each country's capital, found while the towns come by."""

    def __init__(self, countries: Iterable[dict[str, Any]]) -> None:
        self._wanted = {c["iso"]: fold_name(c["capital"]) for c in countries if c["capital"]}
        self._best: dict[str, tuple[tuple[bool, int, str], int]] = {}

    def see(self, town: Draft, number: int) -> None:
        """Take a town for the capital where it bears its name; the most populous one whose own name it is first."""
        wanted = self._wanted.get(town.country)
        if wanted in town.keys:
            rank = fold_name(town.name) != wanted, -town.size, town.gid
            if town.country not in self._best or rank < self._best[town.country][0]:
                self._best[town.country] = rank, number

    def list_drafts(self) -> list[int]:
        """Give the drafts found."""
        return [number for _, number in self._best.values()]
