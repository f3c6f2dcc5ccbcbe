"""Layers to one page: the map that opens by double click."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from maps.notebook import draw_map as draw_map

__version__ = "0.1.0"


def __getattr__(name: str) -> Any:
    """Import `draw_map` when it is asked for: folium takes a second, which the quick commands do not have."""
    if name == "draw_map":
        from maps.notebook import draw_map

        return draw_map
    raise AttributeError(f"module 'maps' has no attribute {name!r}")
