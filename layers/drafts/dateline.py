"""The dateline of a sentence: "MOSCOW, July 3 (Reuters) - …"."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from layers.drafts.tokens import Token

_WITHIN: Final = 16
_DASHES: Final = frozenset("—–-")


def find_dateline_end(tokens: Sequence[Token]) -> int:
    """
    Return the position behind the dash that ends a dateline; 0 where the sentence has none.

    A dateline begins with a name in capitals or a toponym, and holds no verb;
    its hyphen stands free.
    """
    if not tokens or not (tokens[0].kind == "place" or tokens[0].text[:3].isupper()):
        return 0
    for at, token in enumerate(tokens[1:_WITHIN], start=1):
        if token.kind == "mark" and token.text in _DASHES:
            following = at + 1
            while following < len(tokens) and tokens[following].text in _DASHES:
                following += 1
            free = token.start > tokens[at - 1].end and following < len(tokens)
            if free and tokens[following].start > tokens[following - 1].end:
                return following
        if token.verb or token.text in (";", ":", "“", '"'):
            return 0
    return 0
