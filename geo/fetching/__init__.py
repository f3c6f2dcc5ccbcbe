"""Asking other hosts politely: turns, answers kept, and downloads that go on where they broke."""
