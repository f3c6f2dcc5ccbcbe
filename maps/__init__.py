"""Layers to one page: the map that opens by double click."""

__version__ = "0.1.0"
