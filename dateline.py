"""The command; `python dateline.py` does the same as `dateline`."""

from __future__ import annotations

from commands.group import main

__all__ = ["main"]

if __name__ == "__main__":
    main(prog_name="dateline")
