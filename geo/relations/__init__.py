"""Places described by other places: what the words say, where that is, and whether it is so."""
