"""Lengths of time and times that come again: two weeks, a few hours, daily, every morning."""

from __future__ import annotations

from layers.phrase_rules.anchors import Found, Reading
from layers.phrase_rules.days import unit_edtf

_CLOCK_UNITS = {"s": "S", "m": "M", "h": "H"}


def count_of(found: Found) -> float | None:
    """
    Return how many units a phrase counts; None where it says several, a few, or none.

    "A" and "an" count as one, also where nothing counts ("the day before").
    """
    numbers = [value for value in found.values("Ndn") if isinstance(value, int | float)]
    if "½" in found.kinds and len(numbers) <= 1 and "V" not in found.kinds:
        return (numbers[0] if numbers else 1) + 0.5
    if len(numbers) == 2 and numbers[0] >= 20 and numbers[0] % 10 == 0 and numbers[1] < 10:
        return numbers[0] + numbers[1]
    if len(numbers) == 2 and numbers[1] >= 100:
        return numbers[0] * numbers[1]
    if len(numbers) == 2 and "." in found.kinds and 0 <= numbers[1] < 10:
        return float(f"{numbers[0]}.{numbers[1]}")
    if numbers:
        return numbers[0]
    if "V" in found.kinds:
        return None
    return 1 if "U" in found.kinds or "A" in found.kinds else None


def length_of(count: float | None, unit: str) -> str:
    """
    Write a length as ISO 8601 does, with X for a number that is not told.

    Examples
    --------
    >>> length_of(2, "W"), length_of(None, "M"), length_of(1.5, "h"), length_of(1, "DE")
    ('P2W', 'PXM', 'PT1.5H', 'P10Y')
    """
    shown = "X" if count is None else f"{count:g}"
    if unit in _CLOCK_UNITS:
        return f"PT{shown}{_CLOCK_UNITS[unit]}"
    if unit in ("DE", "CE"):
        return f"P{shown}{unit}" if count is None else f"P{count * (10 if unit == 'DE' else 100):g}Y"
    if unit in ("Q", "H"):
        return f"P{shown}{unit}" if count is None else f"P{count * (3 if unit == 'Q' else 6):g}M"
    if unit == "F":
        return "PXW" if count is None else f"P{count * 2:g}W"
    if unit == "WE":
        return f"P{shown}WE"
    return f"P{shown}{unit}"


def read_length(found: Found) -> Reading | None:
    """Two weeks, several months, 90 days, a four-week (pause), weeks."""
    units = found.values("Uu")
    unit = str(units[-1])
    if found.after() == "c" or (found.after() == "-" and found.after(1) == "c"):
        return None  # an age
    counted = any(kind in "NdnAV" for kind in found.kinds)
    if not counted and found.before() in "OnDdy%-":
        return None
    if found.before() == "-" and found.marks.adjacent(found.first - 1):
        return None  # "a sub-five-minute mile"
    if "U" in found.kinds and "A" not in found.kinds and "-" not in found.kinds:
        numbers = [value for value in found.values("Ndn") if isinstance(value, int | float)]
        if not numbers or (numbers[0] != 1 and not _bare_plural(found)):
            return None
    if unit in ("H", "Q") and ("A" in found.kinds or count_of(found) == 1 or found.after() == "o"):
        return None  # "a quarter of the votes"
    if found.kinds == "AU" and (found.before() in "un" or found.before_word()[-1:].isdigit()):
        return Reading("", "rate", kind="set", length=length_of(1, unit))  # "24 hours a week", "$9 an hour"
    if unit == "H" or (unit == "s" and not counted):
        return None
    count = count_of(found) if counted else None
    if counted and found.before() == "i" and found.marks.word(found.first - 1).lower() in ("in", "en"):
        coming = read_coming(found, count, unit)
        if coming is not None:
            return coming
    if count is not None and not 0 < count < 100_000:
        return None
    return Reading("", "length", kind="duration", length=length_of(count, unit))


def read_coming(found: Found, count: float | None, unit: str) -> Reading | None:
    """Read "in two weeks" in a sentence about what is to come; None elsewhere, where it is how long something took."""
    published = found.anchors.published
    if (
        found.told_behind <= 0
        or found.before_word(2) == "time"
        or published is None
        or count is None
        or unit in _CLOCK_UNITS
        or count != int(count)
    ):
        return None
    edtf = unit_edtf(published, int(count), "Y" if unit in ("DE", "CE") else unit)
    return Reading(edtf, "coming", found.anchors.published_name, False, length=length_of(count, unit))


def _bare_plural(found: Found) -> bool:
    """Tell whether the language has words that count without a plural (Korean) or with another case (Russian)."""
    return found.lexicon.stems or found.lexicon.language in ("ru", "uk")


def read_length_range(found: Found) -> Reading | None:
    """Between 12 and 18 months, two to three weeks."""
    numbers = [value for value in found.values("Ndn") if isinstance(value, int | float)]
    unit = str(found.values("Uu")[-1])
    if len(numbers) != 2 or unit == "H" or not 0 < numbers[0] < numbers[1] < 100_000:
        return None
    length = f"{length_of(numbers[0], unit)}/{length_of(numbers[1], unit)}"
    return Reading("", "length-range", kind="duration", length=length)


def read_set(found: Found) -> Reading | None:
    """Every morning, each week, every two years, daily, Mondays."""
    part = found.text("P")
    if found.values("wW"):
        return Reading("", "set", kind="set", length="P1W", part=part)
    if part:
        return Reading("", "set", kind="set", length="P1D", part=part)
    if found.values("S"):
        return Reading("", "set", kind="set", length="P1Y")
    unit = found.text("q") or str((found.values("Uu") or ["D"])[-1])
    if unit in ("H", "s"):
        return None
    numbers = [value for value in found.values("NOdn") if isinstance(value, int | float)]
    return Reading("", "set", kind="set", length=length_of(numbers[0] if numbers else 1, unit))
