"""Our reading of dates beside that of the PyPI package `edtf`."""

from __future__ import annotations

from pathlib import Path

import pytest
from edtf.parser.edtf_exceptions import EDTFParseException
from edtf.parser.grammar import parse_edtf as parse_peer

from layers.edtf import DateError, day_iso, parse_edtf

DOCS = Path(__file__).parents[2] / "docs"

READ = """
2001-02-03 | 2008-12 | 2008 | -0999 | 0000 | 2001-02-03T09:30:01 | 2004-01-01T10:10:10Z | 2004-01-01T10:10:10+05:00
1985-04-12T23:20:30 | 2005-09-24T10:00:00 | 1964/2008 | 2004-06/2006-08 | 2004-02-01/2005-02-08 | 2004-02-01/2005-02
2004-02-01/2005 | 2005/2006-02 | -2005/-1999-02 | 1984? | 2004-06-11? | 2004-06? | 1984~ | 1984% | 199X | 19XX
1999-XX | 1999-01-XX | 1999-XX-XX | -01XX | -0275~ | -0001~ | 0000~ | 16XX~ | 16XX% | 1XXX | 1XXX~ | 156X~ | -01XX~
/2006 | 2004-06-01/ | ../2006 | 2004-01-01/.. | 1984~/2004-06 | 1984/2004-06~ | 1984?/2004% | 1984~/2004~
1984-06?/2004-08? | 1984-06-02?/2004-08-08~ | 1984-06-02?/ | Y170000002 | Y-170000002 | 2001-21 | 2003-22 | 2000-23
2010-24 | 2004-06-11% | 2004?-06-11 | 2004-06~-11 | 2004-06-~11 | 2004-%06 | 2004-?06-?11 | 2004?-06-~11 | ?2004-%06
2004?-%06 | 2004?-~06-~04 | 2011-~06-~04 | 156X-12-25 | 15XX-12-25 | 1560-XX-25 | 15XX-12-XX | XXXX-XX-23
[1667, 1668, 1670..1672] | [..1760-12-03] | [1760-12..] | [1760-01, 1760-02, 1760-12..] | [1667, 1760-12]
[1774-11..1774-12] | [1785-07-30..1785-08-06] | [1667, 1912-03..1912-05] | {1667,1668, 1670..1672} | {1960, 1961-12}
{1912-03..1912-05} | 196X | 2004-06-~01/2004-06-~20 | 2004-06-XX/2004-07-03 | Y17E7 | Y-17E7 | 1950S2 | 1953S2 | 1953S3
Y17101E4S3 | Y3388E2S3 | Y171010000S3 | 2001-29 | 2001-34 | 2004 | 2006-06-11 | 2004?-06-04 | ?1945/1959 | ?1945
?1945-01 | ?1945-01-01 | ~1945/1959 | ~1945 | ~1945-01 | ~1945-01-01 | %1945/1959 | %1945 | %1945-01 | %1945-01-01
1979-08~ | 1979-09-16 | 1979-08-16
"""
"""Every string that the package's own tests (release 5.0.2) read."""

REFUSED = """
 | not a edtf string | Y17E7-12-26 | 2016-13-08 | 2016-02-39 | -0000-01-01 | 2004-(06)?-11 | 2004-06-(11)~ | 2004-(06)%
2004-(06-11)? | 2004?-06-(11)~ | (2004-(06)~)? | (2004)?-06-04~ | (2011)-06-04~ | 2011-(06-04)~
2004-06-(01)~/2004-06-(20)~ | 2005-09-24T10:00:00 SNORT | foo
"""
"""Every string that the package's own tests refuse."""

OTHER_DAYS = {
    "/2006": ("-", "2006-12-31"),
    "2004-06-01/": ("2004-06-01", "-"),
    "1984-06-02?/": ("1984-06-02", "-"),
    "2010-24": ("2010-12-01", "2011-02-28"),
    "1950S2": ("1900-01-01", "1999-12-31"),
    "1953S2": ("1900-01-01", "1999-12-31"),
    "1953S3": ("1950-01-01", "1959-12-31"),
    "Y17101E4S3": ("+171000000-01-01", "+171999999-12-31"),
    "Y3388E2S3": ("+338000-01-01", "+338999-12-31"),
    "Y171010000S3": ("+171000000-01-01", "+171999999-12-31"),
}
"""What we read otherwise on purpose; docs/ gives each with its reason."""


def split_strings(table: str) -> list[str]:
    return [text.strip() for line in table.strip("\n").splitlines() for text in line.split("|")]


def peer_days(text: str) -> tuple[str, str]:
    """First and last day as the package gives them, in our ISO form."""
    peer = parse_peer(text)
    days = []
    for struct in (peer.lower_strict(), peer.upper_strict()):
        if isinstance(struct, float):
            days.append("-")
            continue
        year, month, day = struct[:3]
        sign = "-" if year < 0 else "+" if year > 9999 else ""
        days.append(f"{sign}{abs(year):04}-{month:02}-{day:02}")
    return days[0], days[1]


def our_days(text: str) -> tuple[str, str]:
    date = parse_edtf(text)
    first, last = ("-" if day is None else day_iso(day) for day in (date.earliest, date.latest))
    return first, last


@pytest.mark.parametrize("text", [text for text in split_strings(READ) if text not in OTHER_DAYS])
def test_the_package_reads_the_same_days(text: str):
    """Two readers written apart agree: so cases made with other tools mean the same here."""
    assert our_days(text) == peer_days(text)


@pytest.mark.parametrize("text", OTHER_DAYS)
def test_where_we_differ_is_known_and_written_down(text: str):
    """A user who comes from the package finds each difference in the docs, and none that is gone."""
    assert our_days(text) == OTHER_DAYS[text]
    assert peer_days(text) != OTHER_DAYS[text]
    assert any(f"`{text}`" in page.read_text(encoding="utf-8") for page in DOCS.glob("*.md"))


@pytest.mark.parametrize("text", [text for text in split_strings(READ) if "/" not in text and text[0] not in "[{"])
def test_the_package_sees_the_same_doubt(text: str):
    """A qualifier that one reader overlooks would turn a guess into a fact."""
    date, peer = parse_edtf(text), parse_peer(text)
    both = bool(peer.is_uncertain_and_approximate)

    assert date.approximate == bool(peer.is_approximate or both)
    assert date.uncertain == bool(peer.is_uncertain or both)


@pytest.mark.parametrize("text", split_strings(REFUSED))
def test_what_the_package_refuses_is_refused(text: str):
    """The brackets of the old draft of EDTF must not be half understood."""
    with pytest.raises(DateError):
        parse_edtf(text)
    with pytest.raises(EDTFParseException):
        parse_peer(text)


def test_days_that_the_package_lets_pass_are_refused():
    """The reason for a reader of our own: 29 February 2023 and reversed intervals must not reach a map."""
    for text in ("2023-02-29", "2025-06-04/2025-06-03"):
        parse_peer(text)
        with pytest.raises(DateError):
            parse_edtf(text)
