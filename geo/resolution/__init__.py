"""Choosing the places of all mentions of an article together."""
