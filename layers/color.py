"""The seven colours of layers, which remain apart for colour-blind eyes (after Okabe and Ito)."""

from __future__ import annotations

import re

COLORS = {
    "blue": "#0072b2",
    "vermilion": "#d55e00",
    "green": "#009e73",
    "purple": "#cc79a7",
    "orange": "#e69f00",
    "sky": "#56b4e9",
    "black": "#000000",
}


def find_color(text: str) -> str:
    """
    Return the name of the colour that a text gives: one of the names, or the nearest to ``#rrggbb``.

    Empty where the text is neither.

    Examples
    --------
    >>> find_color("#0072B2"), find_color("#ff0000"), find_color("red")
    ('blue', 'vermilion', '')
    """
    folded = text.casefold()
    if folded in COLORS:
        return folded
    if not re.fullmatch(r"#[0-9a-f]{6}", folded):
        return ""
    wanted = _parts(folded)
    return min(COLORS, key=lambda name: sum((a - b) ** 2 for a, b in zip(_parts(COLORS[name]), wanted, strict=True)))


def _parts(color: str) -> tuple[int, int, int]:
    return int(color[1:3], 16), int(color[3:5], 16), int(color[5:7], 16)
