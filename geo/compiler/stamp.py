"""The stamp of a compilation: digests of what it was made from, so that it is made once."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from pathlib import Path

from geo.compiler.draft import TABLES
from geo.sheet import FORM


def make_stamp(inputs: Iterable[str]) -> str:
    """Return digests of our own code and tables, and of what else it was made from."""
    ours = hashlib.sha256(str(FORM).encode())
    here = Path(__file__).parent
    code = [*here.glob("*.py"), *(here.parent / name for name in ("compile.py", "names.py", "sphere.py"))]
    for path in sorted((*code, *TABLES.glob("*.csv")), key=lambda p: (p.parent.name, p.name)):
        ours.update(path.name.encode() + b"\0" + path.read_bytes() + b"\0")
    theirs = hashlib.sha256("\0".join(inputs).encode())
    return f"{ours.hexdigest()} {theirs.hexdigest()}"
