"""The phrases that dates are put into, one table a language."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Wording:
    """
    The phrases of one language; a second language is a second value of this class.

    Each is a template for `str.format`. A range of two dates within one month or
    year says what they share only once, in the shape of `same_month` and `same_year`.
    """

    months: tuple[str, ...]
    parts: Mapping[int, str]
    """Seasons, quarters and the like by their EDTF number, with ``{year}``."""
    day: str
    month: str
    day_of_month: str
    """A day whose year stands elsewhere."""
    before_era: str
    early_year: str
    """A year from 1 to 999."""
    winter_year: str
    """The year of a season that runs into the next one."""
    decade: str
    in_decade: str
    in_years: str
    any_year: str
    of_any_year: str
    any_month: str
    estimate: str
    about: str
    possibly: str
    possibly_about: str
    at_time: str
    utc: str
    zone: str
    until: str
    until_from_unknown: str
    since: str
    since_to_unknown: str
    lasting: str
    during: str
    between: str
    by: str
    not_before: str
    all_of: str
    comma: str
    or_: str
    and_: str
    same_month: str
    same_year: str


ENGLISH = Wording(
    months=(
        "January",
        "February",
        "March",
        "April",
        "May",
        "June",
        "July",
        "August",
        "September",
        "October",
        "November",
        "December",
    ),
    parts={
        **{21 + at: f"{name} {{year}}" for at, name in enumerate(("spring", "summer", "autumn", "winter"))},
        **{25 + at: f"northern {name} {{year}}" for at, name in enumerate(("spring", "summer", "autumn", "winter"))},
        **{29 + at: f"southern {name} {{year}}" for at, name in enumerate(("spring", "summer", "autumn", "winter"))},
        **{
            33 + at: f"the {name} quarter of {{year}}" for at, name in enumerate(("first", "second", "third", "fourth"))
        },
        **{37 + at: f"the {name} third of {{year}}" for at, name in enumerate(("first", "second", "last"))},
        **{40 + at: f"the {name} half of {{year}}" for at, name in enumerate(("first", "second"))},
    },
    day="{day} {month} {year}",
    month="{month} {year}",
    day_of_month="{day} {month}",
    before_era="{year} BCE",
    early_year="{year} CE",
    winter_year="{year}–{next:02}",
    decade="the {year}s",
    in_decade="{date} in {years}",
    in_years="{date}, {years}",
    any_year="an unknown year",
    of_any_year="{date} of an unknown year",
    any_month="day {day} of an unknown month in {year}",
    estimate="{years}, perhaps {year}",
    about="about {date}",
    possibly="possibly {date}",
    possibly_about="possibly about {date}",
    at_time="{date}, {time}",
    utc="{time} UTC",
    zone="{time} UTC{zone}",
    until="until {end}",
    until_from_unknown="until {end}, beginning unknown",
    since="from {start}",
    since_to_unknown="from {start}, end unknown",
    lasting="{start} to {end}",
    during="a time within {start}",
    between="between {start} and {end}",
    by="by {end}",
    not_before="not before {start}",
    all_of="all of {range}",
    comma=", ",
    or_=" or ",
    and_=" and ",
    same_month="{days} {month} {year}",
    same_year="{months} {year}",
)
