"""
Dates of every kind that EDTF knows, with the words that Python finds for them.

The page words dates a second time, for its other languages; both are held to
the table that this writes: ``python -m tests.maps.datecases``.
"""

from __future__ import annotations

import itertools
import json
from pathlib import Path

from layers.edtf import parse_edtf

TABLE = Path(__file__).parents[2] / "maps" / "web" / "test" / "datewords.json"

_DAYS = ("2025-06-04", "2025-06-17", "2025-06-30", "2025-07-01", "2024-12-28", "0079-08-24", "-0043-03-15")
_MONTHS = ("2025-06", "2025-07", "2024-10", "0079-08", "-0043-03")
_YEARS = ("2025", "2026", "0999", "0000", "-0043")
_PARTS = tuple(f"{year}-{number}" for year in ("2025", "1999", "0079", "-0043") for number in range(21, 42))
_OPEN = (
    "202X", "19XX", "1XXX", "XXXX", "-004X", "009X", "2025-XX", "2025-06-XX", "202X-12-25", "15XX-12", "XXXX-12-25",
    "XXXX-12", "2025-XX-25", "2025-06-2X", "2025-1X", "2025-0X-3X", "202X-02-29", "XXXX-02-29", "20XX-XX-3X",
    "202X-1X", "2025-XX-XX", "-00X3-02-2X", "15XX-12-XX",
)  # fmt: skip
_LONG = ("Y170000002", "Y-17E7", "Y17E8", "Y12345", "1953S3", "1950S2", "Y3388E2S3", "Y171010000S3", "-0043S2")
_TIMES = ("2025-06-04T14:30", "2025-06-04T14:30:15Z", "2025-06-04T23:59-03:00", "2025-06-05T16:00+09")
_INSIDE = ("2025-07-~03", "2025?-07-03", "~2025-07", "2025-%07-03", "2025-06~-30")
_MEMBERS = ("2025-06", "2025-07", "2025-06-17", "2025-06-18", "2024", "2025-08?", "2024-05-18", "202X", "2025-24")


def date_texts() -> list[str]:
    """List the texts, each once, in the same order every time."""
    plain = [*_DAYS, *_MONTHS, *_YEARS, *_PARTS]
    texts = [*plain, *_OPEN, *_LONG, *_TIMES, *_INSIDE]
    texts += [text + mark for text in (*_DAYS, *_MONTHS, *_YEARS, "2025-21") for mark in "?~%"]
    ends = (*_DAYS, *_MONTHS, *_YEARS, "2025-06-17~", "2025-06-30~", "2025-08~", "2025-22", "202X", *_TIMES, "2025-1X")
    texts += [f"{first}/{last}" for first, last in itertools.product(ends, ends)]
    forms = ("{}/..", "{}/", "../{}", "/{}", "[..{}]", "[{}..]")
    texts += [form.format(end) for form in forms for end in (*plain, *ends)]
    texts += [f"{{..{end}}}" for end in ends] + [f"{{2024,{end}..}}" for end in ends]
    sets = [",".join(members) for members in itertools.combinations(_MEMBERS, 3)]
    sets += [joint.join(members) for joint in (",", "..") for members in itertools.permutations(_MEMBERS, 2)]
    texts += [text for inside in sets for text in (f"[{inside}]", f"{{{inside}}}")]
    texts += ["[2025-06, 2025-07, 2025-10]", "[1667,1668,1670..1672]", "{2024,2025-06..}"]
    return list(dict.fromkeys(texts))


def date_cases() -> dict[str, str]:
    """Return the words of each text that is an EDTF date."""
    cases = {}
    for text in date_texts():
        try:
            cases[text] = parse_edtf(text).words
        except ValueError:
            continue
    return cases


def write_table() -> None:
    """Write the table for the page's tests."""
    TABLE.write_text(json.dumps(date_cases(), ensure_ascii=False, indent=2) + "\n", "utf-8", newline="")


if __name__ == "__main__":
    write_table()
