"""What days a date stands for, and what is refused."""

from __future__ import annotations

import datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from layers.edtf import MEMBER_LIMIT, TEXT_LIMIT, DateError, day_from_iso, day_iso, parse_edtf


def four_days(text: str) -> tuple[str, ...]:
    """Read a date as its four days in ISO form, with ``-`` where open."""
    date = parse_edtf(text)
    days = (date.earliest, date.begin_latest, date.end_earliest, date.latest)
    return tuple("-" if day is None else day_iso(day) for day in days)


def in_range(text: str, first: str, last: str) -> str:
    """Say whether a date is certainly, possibly or not in a range of days."""
    date, a, b = parse_edtf(text), day_from_iso(first), day_from_iso(last)
    if date.certainly_in(a, b):
        assert date.possibly_in(a, b), "what is certain is possible"
        return "certainly"
    return "possibly" if date.possibly_in(a, b) else "no"


@pytest.mark.parametrize(
    ("text", "kind", "days"),
    [
        ("2025-06-04", "day", ("2025-06-04",) * 4),
        ("2025-06-04T14:30", "day", ("2025-06-04",) * 4),
        ("2025-06", "within", ("2025-06-01", "2025-06-30", "2025-06-01", "2025-06-30")),
        ("2024-02", "within", ("2024-02-01", "2024-02-29", "2024-02-01", "2024-02-29")),
        ("202X", "within", ("2020-01-01", "2029-12-31", "2020-01-01", "2029-12-31")),
        ("2025-22", "within", ("2025-06-01", "2025-08-31", "2025-06-01", "2025-08-31")),
        ("2025-24", "within", ("2025-12-01", "2026-02-28", "2025-12-01", "2026-02-28")),
        ("2025-30", "within", ("2025-12-01", "2026-02-28", "2025-12-01", "2026-02-28")),
        ("2025-41", "within", ("2025-07-01", "2025-12-31", "2025-07-01", "2025-12-31")),
        ("20XX-02-29", "within", ("2000-02-29", "2096-02-29", "2000-02-29", "2096-02-29")),
        ("-01XX", "within", ("-0199-01-01", "-0100-12-31", "-0199-01-01", "-0100-12-31")),
        ("2025-06/2025-08", "span", ("2025-06-01", "2025-06-30", "2025-08-01", "2025-08-31")),
        ("2025-06/2025-06-15", "span", ("2025-06-01", "2025-06-15", "2025-06-15", "2025-06-15")),
        ("2025-06-17/..", "span", ("2025-06-17", "2025-06-17", "-", "-")),
        ("2025-06-17/", "span", ("2025-06-17", "2025-06-17", "2025-06-17", "-")),
        ("../2025-06-30", "span", ("-", "-", "2025-06-30", "2025-06-30")),
        ("/2025-06-30", "span", ("-", "2025-06-30", "2025-06-30", "2025-06-30")),
        ("[2025-06..2025-08]", "one_of", ("2025-06-01", "2025-08-31", "2025-06-01", "2025-08-31")),
        ("[..2025-11]", "one_of", ("-", "2025-11-30", "-", "2025-11-30")),
        ("[2025-06-17..]", "one_of", ("2025-06-17", "-", "2025-06-17", "-")),
        ("[2024-05-18, 2025-05]", "one_of", ("2024-05-18", "2025-05-31", "2024-05-18", "2025-05-31")),
        ("{2024,2025-06-04}", "all_of", ("2024-01-01", "2024-12-31", "2025-06-04", "2025-06-04")),
        ("Y17E7", "within", ("+170000000-01-01", "+170000000-12-31") * 2),
        ("1953S2", "within", ("1900-01-01", "1999-12-31") * 2),
    ],
)
def test_a_date_has_a_kind_and_four_days(text: str, kind: str, days: tuple[str, ...]):
    """Filters, ticks and bars rest on these days: a lasting June to August is not one unknown day of these months."""
    assert parse_edtf(text).kind == kind
    assert four_days(text) == days


@pytest.mark.parametrize(
    ("text", "first", "last", "answer"),
    [
        ("2025-06-04", "2025-06-04", "2025-06-04", "certainly"),
        ("2025-06-04", "2025-06-05", "2025-06-30", "no"),
        ("2025-06", "2025-06-01", "2025-06-30", "certainly"),
        ("2025-06", "2025-06-01", "2025-06-07", "possibly"),
        ("2025-06/2025-08", "2025-07-07", "2025-07-13", "certainly"),
        ("2025-06/2025-08", "2025-06-07", "2025-06-13", "possibly"),
        ("[2025-06..2025-08]", "2025-07-07", "2025-07-13", "possibly"),
        ("[..2025-11]", "2020-01-01", "2025-11-30", "possibly"),
        ("[..2025-11]", "2025-12-01", "2025-12-31", "no"),
        ("2025-06-17/..", "2025-06-01", "2025-06-30", "certainly"),
        ("2025-06-17/..", "2031-01-01", "2031-01-31", "certainly"),
        ("2025-06-17/", "2025-06-01", "2025-06-30", "certainly"),
        ("2025-06-17/", "2031-01-01", "2031-01-31", "possibly"),
        ("../2025-06-30", "2020-01-01", "2020-01-31", "certainly"),
        ("/2025-06-30", "2020-01-01", "2020-01-31", "possibly"),
        ("/2025-06-30", "2025-06-30", "2025-07-31", "certainly"),
        ("[2024-05-18,2025-05-18]", "2024-06-01", "2025-04-30", "no"),
        ("[2024-05-18,2025-05-18]", "2024-05-01", "2024-05-31", "possibly"),
        ("[2024-05-18,2025-05-18]", "2024-05-01", "2025-05-31", "certainly"),
        ("{2024-05-18,2025-05-18}", "2024-05-01", "2024-05-31", "certainly"),
        ("{2024-05-18,2025-05-18}", "2024-06-01", "2025-04-30", "no"),
        ("{2025-06-17..2025-06-20}", "2025-06-18", "2025-06-18", "certainly"),
        ("{2025-06..2025-08}", "2025-07-10", "2025-07-12", "possibly"),
        ("{2025-06..2025-08}", "2025-07-01", "2025-07-31", "certainly"),
    ],
)
def test_a_range_holds_a_date_certainly_possibly_or_not(text: str, first: str, last: str, answer: str):
    """A reader who narrows the time must neither lose an event that may be there nor be told that it surely is."""
    assert in_range(text, first, last) == answer


def test_a_range_open_on_both_sides_holds_every_date():
    """Without a filter, nothing is filtered, however little is known of a date."""
    for text in ("2025-06-04", "[..2025-11]", "[2025-06-17..]", "/2025", "{2024,2025}", "XXXX"):
        assert parse_edtf(text).certainly_in(None, None)


@pytest.mark.parametrize(
    "text",
    [
        "2023-02-29",
        "2023-02-30",
        "2025-04-31",
        "2025-06-00",
        "2025-00-04",
        "1900-02-29",
        "2025-02-3X",
        "X100-02-29",
        "2025-13",
        "2025-00",
        "2025-42",
        "2025-24-01",
        "2025-06-04/2025-06-31",
        "[2025-06-31]",
        "{2025-02-29..2025-03}",
    ],
)
def test_a_day_that_does_not_exist_is_refused(text: str):
    """A slip of the keyboard must not become a day next to the one that was meant."""
    with pytest.raises(DateError, match="does not exist"):
        parse_edtf(text)


@pytest.mark.parametrize(
    "text",
    [
        "2025-08/2025-06",
        "2025/2024",
        "2025-06-05/2025-06-04",
        "-0044/-0100",
        "[2025-08..2025-06]",
        "{2025..2024}",
        "2025-06-04T15:00/2025-06-04T14:30",
        "2025-06-04T10:00+09:00/2025-06-04T00:30Z",
    ],
)
def test_a_reversed_interval_is_refused(text: str):
    """Turned round in silence, it would hide which of the two dates was mistyped."""
    with pytest.raises(DateError, match="before it begins"):
        parse_edtf(text)


@pytest.mark.parametrize(
    "text",
    ["2025-06/2025-06-01", "2025-06-30/2025-06", "2025-06-04/2025-06-04", "2025-06-04T10:00+09:00/2025-06-04T02:00Z"],
)
def test_an_interval_that_may_run_forward_is_read(text: str):
    """A month that holds the other end is not later than it."""
    assert parse_edtf(text).kind == "span"


@pytest.mark.parametrize(
    "text",
    [
        "",
        " ",
        "2025-06-04 ",
        " 2025",
        "2025-06-04\n",
        "04.06.2025",
        "07/03/2024",
        "2025-6-4",
        "20250604",
        "25",
        "June",
        "٢٠٢٥-٠٦-٠٤",
        "2025–06",
        "2025-06-04t10:00",
        "2025-06-04T10",
        "2025-06-04T10:00~",
        "202u",
        "202x",
        "2025-06?~",
        "/",
        "..",
        "../..",
        "/..",
        "2025/2026/2027",
        "[]",
        "[",
        "{",
        "]",
        "[2025",
        "{2025]",
        "[2025,]",
        "[..]",
        "[[2025]]",
        "[2025/2026]",
        "[2025..2026..2027]",
        "Y2025",
        "Y017000",
        "Y17E7-12-26",
        "-0000",
        "-0000-01-01",
        "1950S5",
        "1950S0",
        "2025-06-04T24:00",
        "2025-06-04T10:60",
        "2025-06-04T10:00+99",
        "X025-21",
        "Y1E99999999999",
        "Y" + "9" * 5000,
        "{0001..9999}",
        "{2025-06..2026}",
        "{2025-21..2025-22}",
        "[" + "2025," * TEXT_LIMIT + "2025]",
        "9" * 100000,
    ],
)
def test_what_is_not_a_date_is_refused(text: str):
    """What only looks like a date is a question to the editor, not to be guessed."""
    with pytest.raises(DateError):
        parse_edtf(text)


def test_an_error_says_what_came_and_what_was_wanted():
    """An analyst mends the date from the message alone."""
    with pytest.raises(DateError) as caught:
        parse_edtf("2023-02-30")

    assert str(caught.value) == "'2023-02-30' names a day that does not exist; write YYYY, YYYY-MM or YYYY-MM-DD"


def test_an_error_in_one_end_names_the_whole_date():
    """With two dates in one text, one must see which of them is wrong."""
    with pytest.raises(DateError, match=r"'2025-06-31' names .* \(in '2025-06-04/2025-06-31'\)"):
        parse_edtf("2025-06-04/2025-06-31")


def test_an_error_repeats_only_the_start_of_a_long_text():
    """A pasted paragraph must not flood the list of faults."""
    with pytest.raises(DateError) as caught:
        parse_edtf("June " * 1000)

    assert len(str(caught.value)) < 200


def test_a_date_without_quotes_in_toml_is_refused_with_advice():
    """TOML has dates of its own; unquoted, one arrives as no text at all."""
    with pytest.raises(DateError, match="in quotes"):
        parse_edtf(datetime.date(2025, 6, 4))  # type: ignore[arg-type]


def test_a_range_of_months_in_an_all_of_set_is_counted_out_up_to_a_limit():
    """Each month has its own unknown day; a short text must not unfold without bound."""
    assert [member.text for member in parse_edtf("{2024-12..2025-02}").members] == ["2024-12", "2025-01", "2025-02"]
    assert len(parse_edtf(f"{{0001..{MEMBER_LIMIT:04}}}").members) == MEMBER_LIMIT
    assert [member.text for member in parse_edtf("{-0001..0001}").members] == ["-0001", "0000", "0001"]


@pytest.mark.parametrize(
    ("text", "approximate", "uncertain"),
    [
        ("2025-06", False, False),
        ("2025-06~", True, False),
        ("2025-06?", False, True),
        ("2025-06%", True, True),
        ("?2025-06", False, True),
        ("2025~-06-04", True, False),
        ("2025-06-~04", True, False),
        ("2025?-06-~04", True, True),
        ("2025-06~/2025-08", True, False),
        ("2025-06/2025-08?", False, True),
        ("[2025-06,2025-08%]", True, True),
    ],
)
def test_a_qualifier_anywhere_marks_the_whole_date(text: str, approximate: bool, uncertain: bool):
    """A reader must see the doubt, whichever part of the date it stands at; it moves no day."""
    date = parse_edtf(text)
    plain = parse_edtf(text.translate(str.maketrans("", "", "?~%")))

    assert (date.approximate, date.uncertain) == (approximate, uncertain)
    assert (date.earliest, date.latest) == (plain.earliest, plain.latest)


@pytest.mark.parametrize("time", ["14:30", "14:30:05", "14:30Z", "14:30:05+09:00", "23:59-03:30", "00:00+09"])
def test_a_time_of_day_is_kept_and_shifts_no_day(time: str):
    """A date is the local date at the place: half past midnight in Seoul stays that day."""
    date = parse_edtf(f"2025-06-04T{time}")

    assert date.time == time
    assert date.earliest == date.latest == day_from_iso("2025-06-04")


@given(st.dates())
def test_day_numbers_agree_with_the_calendar_of_python(day: datetime.date):
    """The own arithmetic, made for years that `datetime` lacks, must agree on those that it has."""
    number = (day - datetime.date(1970, 1, 1)).days

    assert day_from_iso(day.isoformat()) == number
    assert day_iso(number) == day.isoformat()
    assert parse_edtf(day.isoformat()).earliest == number


@given(st.integers(-(10**15), 10**15))
def test_every_day_is_written_and_read_back(number: int):
    """Days long before and after our time go through the page unchanged as well."""
    assert day_from_iso(day_iso(number)) == number


def test_the_last_day_that_can_be_written_fits_the_layer_frame():
    """The frame counts in seconds of 64 bits; a date that is read must not fail there."""
    for text in ("Y100000000000", "Y-1E11", "Y-100000000000S1"):
        date = parse_edtf(text)
        assert date.earliest is not None
        assert date.latest is not None
        assert max(-date.earliest, date.latest) * 86_400 < 2**63
    with pytest.raises(DateError, match="beyond"):
        parse_edtf("Y100000000001")


@given(st.integers(-(10**9), 10**9))
def test_day_numbers_repeat_after_four_hundred_years(number: int):
    """The calendar repeats after 146,097 days: month and day are the same, 400 years on."""
    later = day_iso(number + 146_097)
    assert later[-6:] == day_iso(number)[-6:]


_YEARS = st.integers(-9999, 9999).filter(bool).map(lambda year: f"{'-' if year < 0 else ''}{abs(year):04}")
_MONTHS = st.builds("{}-{:02}".format, _YEARS, st.integers(1, 12) | st.integers(21, 41))
_DAYS = st.dates().map(datetime.date.isoformat)
_UNITS = st.builds("{}{}".format, _YEARS | _MONTHS | _DAYS, st.sampled_from(["", "", "?", "~", "%"]))
_SPANS = st.builds("{}/{}".format, _UNITS | st.sampled_from(["", ".."]), _UNITS | st.sampled_from(["", ".."]))
_RANGES = st.builds("{}..{}".format, _UNITS | st.just(""), _UNITS | st.just(""))
_MEMBERS = st.lists(_UNITS | _RANGES, min_size=1, max_size=5).map(",".join)
_SETS = st.builds("[{}]".format, _MEMBERS) | st.builds("{{{}}}".format, _MEMBERS)
_NOISE = st.text(st.sampled_from("0129XYESTZ-/.,[]{}?~%: +\n"), max_size=30)


@given(_UNITS | _SPANS | _SETS | _NOISE | st.text(max_size=20))
def test_any_text_is_read_unchanged_or_refused_as_a_date(text: str):
    """Whatever stands in a spreadsheet, the answer is a date or one kind of error, and never another text."""
    try:
        date = parse_edtf(text)
    except DateError:
        return

    assert date.text == text
    assert date.words
    known = [day for day in (date.earliest, date.latest) if day is not None]
    assert known == sorted(known)


@given(_UNITS | _SPANS | _SETS, st.integers(-4_000_000, 3_000_000), st.integers(0, 10_000))
def test_what_is_certain_is_possible_and_stays_so_in_a_wider_range(text: str, first: int, length: int):
    """Widening the time range may never make an event leave it."""
    try:
        date = parse_edtf(text)
    except DateError:
        return
    last = first + length

    if date.certainly_in(first, last):
        assert date.possibly_in(first, last)
        assert date.certainly_in(first - 1, last + 1)
    if date.possibly_in(first, last):
        assert date.possibly_in(first - 1, last + 1)
        assert date.possibly_in(None, None)
