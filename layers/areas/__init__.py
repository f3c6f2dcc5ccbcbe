"""The exact outlines of a case's regions, and where they are taken from."""
