"""Asking a service for places: which one is set, and what may be asked of it."""
