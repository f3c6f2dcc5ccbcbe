"""
The patterns of date phrases, over the letters of marks.

One pattern serves all languages: it allows every order that one of them uses.
The first that fits at a place counts, so the longer stand before the shorter.
The letters are those of `lexicon`; besides, d is a number that may be a day, D a
day marked as one, y a year, n another number, C a decade.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import cache

from layers.phrase_rules import absolute, counted, lengths, periods, ranges, relative
from layers.phrase_rules.anchors import Found, Reading

Rule = Callable[[Found], Reading | None]

_DAY = r"(?:D|d\.?|O)"
_MONTH = "[Mm]"
_WEEKDAY = "(?:R?WP?,?i?T?)?"
_YEAR = r"(?:[,(]?o?T?y(?:U|o)?)"
_RELATIVE_YEAR = r"(?:,?o?T?(?:RH?U|UR|j))"
_PERIOD = r"(?:T?E-?o?T?)"
_COUNT = r"(?:Z{0,2}T?Z{0,2}(?:N(?:-?N)?½?|d(?:-?N)?½?|d\.d|n|V|Ao?|AV)o?)"
_NIGHT_DAY = rf"(?:D|d\.?){_MONTH}"
_CLOCK = r"(?:[dn]:[dn]a?|d\.[dn]a|da)"
_JOINT = r"(?:[->&|]|B)"

RULES: tuple[tuple[str, str, Rule], ...] = (
    (
        "days_list",
        rf"(?:{_DAY}(?:,{_DAY})+,?[&|]{_DAY}o?{_MONTH}|{_MONTH}(?:D|d)(?:,(?:D|d))+,?[&|](?:D|d)){_YEAR}?",
        ranges.read_days_list,
    ),
    ("iso", r"y-d-d|y/d/d|y\.d\.d\.?", absolute.read_iso),
    ("numeric", r"d/d/[ydn]|d\.d\.[ydn]|d-d-y", absolute.read_numeric),
    ("days_dm_dm", rf"F?b?T?{_DAY}o?{_MONTH}{_JOINT}T?{_DAY}o?{_MONTH}(?:{_YEAR}|{_RELATIVE_YEAR})?", ranges.read_days),
    ("days_md_md", rf"F?b?{_MONTH}(?:D|d){_JOINT}{_MONTH}(?:D|d)(?:,?y)?", ranges.read_days),
    ("days_dm", rf"[Fob]?T?{_DAY}{_JOINT}T?{_DAY}o?{_MONTH}(?:{_YEAR}|{_RELATIVE_YEAR})?", ranges.read_days),
    ("days_md", rf"F?b?{_MONTH}T?(?:D|d){_JOINT}(?:D|d)(?:,?y)?(?!\.?[uN%])", ranges.read_days),
    ("months", rf"F?b?(?:{_MONTH}|d(?=-M)){_JOINT}{_MONTH}(?:{_YEAR}|{_RELATIVE_YEAR})?(?![dD])", ranges.read_months),
    ("years", r"F?b?y(?:[->]y|(?<=by)&y|-[dn])(?:U|o)?", ranges.read_years),
    ("weekdays", r"(?:T?Po)?F?b?T?W(?:[->]|(?<=bW)&|(?<=bTW)&|(?<=FW)B)T?W", ranges.read_weekdays),
    ("marked_days", r"DQDQ|D-DQ?", ranges.read_marked_days),
    (
        "night_into",
        rf"v[>io]?[>io]?[>io]?T?(?:W|{_NIGHT_DAY}|{_MONTH}(?:D|d))|T?P>T?(?:W|{_NIGHT_DAY})|(?<=i)P[i>]T?(?:W|{_NIGHT_DAY})",
        relative.read_night_into,
    ),
    ("week_of_month", rf"T?(?:O|R|D)Uo?T?{_MONTH}(?:{_YEAR}|{_RELATIVE_YEAR})?(?![dD])", ranges.read_week_of_month),
    ("ymd", rf"y(?:U|o)?{_MONTH}(?:D|d)", absolute.read_day_month_year),
    ("ym", rf"y(?:U|o)?{_MONTH}E?", absolute.read_month_year),
    ("dmy", rf"{_WEEKDAY}T?{_DAY}o?{_MONTH}{_YEAR}", absolute.read_day_month_year),
    ("mdy", rf"{_WEEKDAY}{_MONTH}T?(?:D|d),?o?y", absolute.read_day_month_year),
    ("dm_relative", rf"{_WEEKDAY}T?{_DAY}o?{_MONTH}{_RELATIVE_YEAR}", absolute.read_day_month_of_year),
    ("md_relative", rf"{_WEEKDAY}{_MONTH}T?(?:D|d){_RELATIVE_YEAR}", absolute.read_day_month_of_year),
    ("jmd", rf"(?:j|RU){_MONTH}(?:D|d)", absolute.read_day_month_of_year),
    ("jm", rf"(?:j|RU)i?{_MONTH}E?(?![dD])", absolute.read_month_of_year),
    (
        "clock_date",
        rf"{_CLOCK}z?,?i?{_WEEKDAY}(?:{_MONTH}(?:D|d)(?:,?y)?|(?:D|d)o?{_MONTH}{_YEAR}?)(?![:a])",
        relative.read_clock,
    ),
    ("clock", rf"{_CLOCK}z?(?:,?i?[WY]P?)?|[yn]z", relative.read_clock),
    ("dm", rf"{_WEEKDAY}(?:T?R)?T?{_DAY}o?{_MONTH}(?!\.?T?[yC])", absolute.read_day_month),
    ("md", rf"{_WEEKDAY}{_MONTH}T?(?:D|d)(?![uUN:%])", absolute.read_day_month),
    ("day_of_month", rf"{_WEEKDAY}T?{_DAY}o?T?(?:RU|UR|j)", absolute.read_day_of_month),
    ("jd", r"(?:j|RU)(?:D|d)(?!U|u)", absolute.read_day_of_month),
    ("my", rf"{_PERIOD}?{_MONTH}{_YEAR}", absolute.read_month_year),
    ("month_of_year", rf"{_PERIOD}?{_MONTH}{_RELATIVE_YEAR}", absolute.read_month_of_year),
    ("relative_month", rf"{_PERIOD}?T?(?:R{_PERIOD}?{_MONTH}|[Mm]R)(?![dD])", absolute.read_relative_month),
    ("period_month", rf"{_PERIOD}{_MONTH}(?![dD])|ME(?=Q|x|o|[,.!¶])", absolute.read_month),
    (
        "season",
        rf"{_PERIOD}?T?(?:RS|SR|S,?o?T?(?:y(?:[-/][dn])?|RU|UR|j))|{_PERIOD}S|(?<=[iB])T?S(?!-)",
        periods.read_season,
    ),
    ("quarter_code", r"hd(?:,?o?y|,?o?T?RU)?", periods.read_quarter_code),
    ("quarter", r"T?(?:O|D|d\.?)-?U(?:,?o?T?(?:y(?:U|o)?|RH?U|UR|j))?", periods.read_quarter),
    ("decade", rf"{_PERIOD}?T?C", periods.read_decade),
    ("relative_weekday", r"E?T?(?:RWP?|WR)", relative.read_weekday),
    ("the_unit", r"TRU(?!G|B)", counted.read_rolling_unit),
    ("stretch", rf"T?R{_COUNT}[uU]|{_COUNT}Ru|T?Ru|uR", counted.read_past_units),
    ("set", r"e(?:O|N|d)?(?:[UuPY]|WP?|S)|w|q|tAU", lengths.read_set),
    ("relative_part", r"T?RP|TPR", relative.read_this_part),
    ("relative_unit", rf"jE|{_PERIOD}?T?(?:RH?U|UR|j)", relative.read_relative_unit),
    ("after_which", r"X", relative.read_after_which),
    ("ago_before", rf"g{_COUNT}?[Uu]|I{_COUNT}?[Uu]", counted.read_nearby_day),
    ("ago", rf"{_COUNT}?-?[Uu]½?(?:G|B)", counted.read_nearby_day),
    ("nearby", r"T?U(?:G|B)", counted.read_nearby_day),
    ("within", rf"K(?:T?R?)?{_COUNT}?[Uu]", counted.read_within),
    ("the_past", r"TR(?=[,.!¶x])", relative.read_the_past),
    ("length_range", r"b?(?:N|d|n)(?:[->&|])(?:N|d|n)-?[uU]", lengths.read_length_range),
    ("length", rf"{_COUNT}-?[Uu]½?|Z{{0,2}}u", lengths.read_length),
    ("end_of_unit", r"T?Eo?T?U", relative.read_end_of_unit),
    ("day_word", r"[YP][iT]{0,4}P|Y", relative.read_day_word),
    ("overnight", r"v", relative.read_overnight),
    ("nth", r"(?<=[iFB])TD|(?<=i)D|(?<=i)d\.(?=[xfpT])|R[Dd](?![uU])|D", absolute.read_nth),
    ("weekday", r"E?T?WP?", relative.read_weekday),
    ("month", r"M(?![dD])|(?<=[iFBbo>])m(?![dD])|(?<=T)m(?=x)", absolute.read_month),
    ("year", rf"yE(?!o?[TMm])|{_PERIOD}?y(?:U|o)?", periods.read_year),
    ("weekend", r"(?<=i)TU", relative.read_weekend),
    ("vague", r"k", relative.read_vague_word),
)
"""Name, pattern and meaning of each rule: None where the words mean something else, and a later rule may fit."""

MEANINGS = {name: rule for name, _, rule in RULES}
CORE = re.compile("[MmWwUuRYPSEjqvkXCDydOthz]")
"""Each phrase holds one of these."""


@cache
def pattern_after(name: str) -> re.Pattern[str]:
    """Compile the rules behind one, or all for an empty name; the group that matched bears the name of its rule."""
    first = next((number for number, rule in enumerate(RULES, start=1) if rule[0] == name), 0)
    return re.compile("|".join(f"(?P<{rule}>{pattern})" for rule, pattern, _ in RULES[first:]) or "(?!)")
