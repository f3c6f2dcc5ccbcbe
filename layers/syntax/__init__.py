"""TOML, CSV and JSON texts as parts with the spans they stand in, and changes by span."""
