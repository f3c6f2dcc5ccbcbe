"""What each cue counts for, in the logarithm of odds: a table that a fit gave and that people can read and change."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from functools import lru_cache
from pathlib import Path
from typing import Final, NamedTuple

from geo.finding.lexicon import Language

TABLE: Final = Path(__file__).parents[1] / "tables" / "odds.toml"


class Weights(NamedTuple):
    """Weights by the name of the cue: those of the words round a name, and those of the rest of the text."""

    local: Mapping[str, float]
    discourse: Mapping[str, float]


@lru_cache(maxsize=1)
def _read_table() -> Weights:
    tables = tomllib.loads(TABLE.read_text(encoding="utf-8"))
    return Weights(tables["local"], tables["discourse"])


def read_weights(language: Language) -> Weights:
    """Give the weights for a language: the common ones, but where its file has its own."""
    common = _read_table()
    own = language.weights
    if not own:
        return common
    return Weights({**common.local, **own}, {**common.discourse, **own})


def weigh(cues: Mapping[str, float], weights: Mapping[str, float]) -> dict[str, float]:
    """Give what each cue adds to the score; a cue without a weight adds nothing and is kept."""
    return {name: weights.get(name, 0.0) * grade for name, grade in cues.items()}
