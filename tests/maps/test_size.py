"""How much code a page carries."""

from __future__ import annotations

import gzip

from maps.static_files import read_static

CODE_MOST = 130_000


def test_the_code_of_a_page_stays_small():
    """It is copied into every map, and read by every phone that opens one."""
    sizes = {name: len(gzip.compress(read_static(name).read_bytes(), 9)) for name in ("app.js", "app.css")}

    assert sum(sizes.values()) <= CODE_MOST, sizes
