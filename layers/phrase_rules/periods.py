"""Longer stretches by name: years, decades, centuries, seasons, quarters."""

from __future__ import annotations

from layers.phrase_rules.absolute import base_unit, in_period, is_plain_year, read_period, relative_base
from layers.phrase_rules.anchors import Found, Reading
from layers.phrase_rules.days import When, third_edtf

_CURRENCY = "$£€¥₩₽#№"


def read_season(found: Found) -> Reading | None:
    """Last summer, the spring of 2024, this winter, summer."""
    season, year, period = found.number("S"), found.number("y"), read_period(found)
    anchor, sure = "", True
    if not year:
        published, anchor = found.anchors.published, found.anchors.published_name
        if published is None:
            return Reading("", "season", anchor, False)
        if base_unit(found) == "Y":
            base, anchor, sure = relative_base(found)
            year = base.year if base else published.year
        else:
            year, sure = _season_year(season, found.relative, published, found)
    if period:
        return Reading(When(year, season).edtf, "season", anchor, False)
    return Reading(When(year, season).edtf, "season", anchor, sure)


def _season_year(season: int, relative: str, published: When, found: Found) -> tuple[int, bool]:
    begin = {21: 3, 22: 6, 23: 9, 24: 12}[season]
    passed = (published.year * 12 + published.month) - (published.year * 12 + begin)
    now = 0 <= passed <= 2 or (season == 24 and published.month <= 2)
    this_year = published.year - (season == 24 and published.month <= 2)
    if relative == "last":
        return (this_year - 1 if now or passed < 0 else this_year), True
    if relative == "next":
        return (this_year + 1 if now or passed > 2 else this_year), True
    if now or relative == "this":
        return this_year, True
    way = found.direction
    if way > 0:
        return published.year + (passed > 2), True
    return published.year - (passed < 0), way < 0


def read_quarter(found: Found) -> Reading | None:
    """The third quarter, second half of 2024, the 20th century, erstes Quartal."""
    unit = str((found.values("U") or [""])[0])
    count = found.number("ODd")
    if unit == "CE" and 10 <= count <= 30:
        return Reading(f"{count - 1:02}XX", "century")
    if unit == "Q" and 1 <= count <= 4:
        code = 32 + count
    elif unit == "H" and 1 <= count <= 2:
        code = 39 + count
    else:
        return None
    year, anchor, sure = found.number("y"), "", True
    if not year:
        published, anchor = found.anchors.published, found.anchors.published_name
        if len(found.values("U")) > 1 or found.values("j"):
            base, anchor, sure = relative_base(found)
            if base is None or base_unit(found) != "Y":
                return Reading("", "quarter", anchor, False) if base is None else None
            year = base.year
        elif unit == "H":
            return None  # "the second half" of a match, of a talk
        elif published is None:
            return Reading("", "quarter", anchor, False)
        else:
            behind = (published.month - 1) // 3 + 1 < count
            way = found.direction
            year, sure = published.year - (behind and way < 0), False
            year += way > 0 and (published.month - 1) // 3 + 1 > count
    return Reading(When(year, code).edtf, "quarter", anchor, sure)


def read_quarter_code(found: Found) -> Reading | None:
    """Q3 2025, H1 of last year, Q2: the last one where nothing gives the year."""
    letter, count = found.marks.word(found.first).upper(), found.number("d")
    if not found.marks.adjacent(found.first) or count > (4 if letter == "Q" else 2):
        return None
    published, year, anchor = found.anchors.published, found.number("y"), ""
    sure = True
    if not year and base_unit(found) == "Y":
        base, anchor, sure = relative_base(found)
        year = base.year if base else 0
    elif not year and letter == "H":
        return None
    elif not year:
        anchor, sure = found.anchors.published_name, False
        behind = published is not None and (published.month - 1) // 3 + 1 < count and found.direction <= 0
        year = published.year - behind if published else 0
    if not year:
        return Reading("", "quarter", anchor, False)
    return Reading(When(year, (32 if letter == "Q" else 39) + count).edtf, "quarter", anchor, sure)


def read_decade(found: Found) -> Reading | None:
    """The 1990s, early 1990s."""
    year, period = found.number("C"), read_period(found)
    if period:
        return Reading(third_edtf(When(year, 1, 1), When(year + 9, 12, 31), period), "decade", sure=False)
    return Reading(f"{year // 10:03}X", "decade")


def read_year(found: Found) -> Reading | None:
    """2024, early 2011, the end of 2024: where the sentence shows that it is a year and not a count."""
    if not is_plain_year(found) or not _is_year(found):
        return None
    if found.kinds == "yE" and not found.lexicon.markers:
        return None
    year, period = found.number("y"), read_period(found)
    found.anchors.year = year
    if found.anchors.narrative is None or found.anchors.narrative.year != year:
        found.anchors.note(When(year))
    return Reading(in_period(When(year).edtf, period, When(year, 1, 1), When(year, 12, 31)), "year", sure=not period)


def _is_year(found: Found) -> bool:
    marks = found.marks
    at = found.places("y")[0]
    before, behind = found.before(), found.after()
    sign_before = marks.text[max(0, marks.starts[at] - 1) : marks.starts[at]]
    sign_behind = marks.text[marks.ends[at] : marks.ends[at] + 1]
    if sign_before and (sign_before in _CURRENCY or (sign_before in "-/.:_" and before in "-/.:x")):
        return False
    if (sign_behind and sign_behind in "%°_/") or (behind == ":" and found.after(1) in "dn"):
        return False
    if "E" in found.kinds or "U" in found.kinds:
        return True
    if before in ".," and before == marks.kinds[at - 1] and marks.ends[at - 1] == marks.starts[at]:
        return False
    if behind in "uN" or (behind == "-" and marks.adjacent(found.last - 1) and found.after(1) not in "dy"):
        return False
    year = found.number("y")
    word = found.after_word() if behind == "x" else ""
    plural = word.islower() and word.endswith(("s", "people", "men", "women")) and len(word) > 3
    if before in "iFBboe>&|T":
        return year >= 1500 and not (plural and before in "oe>&|B")
    if before in "As":  # "a 2009 analysis", "his 2007 campaign"
        return 1900 <= year < 2100 and behind == "x"
    return 1800 <= year < 2100 and not word.islower()
