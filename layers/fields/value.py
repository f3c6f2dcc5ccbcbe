"""One value of a field: what it says, or what is wrong with it."""

from __future__ import annotations

import datetime
import re
from urllib.parse import urlsplit

# Scripts that write no spaces between words; two characters count as one word.
_UNSPACED = re.compile("[\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3040-\u30ff\u3400-\u9fff]")
_FLAGS = {"true": True, "yes": True, "1": True, "false": False, "no": False, "0": False, "": False}


def read_number(value: object) -> tuple[float | None, str]:
    """
    Give a number, or None and what is wrong; None alone where the field is absent.

    Examples
    --------
    >>> read_number(" 132.335 "), read_number("")
    ((132.335, ''), (None, ''))
    >>> read_number("132,335")[1]
    "'132,335' is not a number; write the decimals after a point"
    """
    if value is None or value == "":
        return None, ""
    if isinstance(value, str):
        try:
            return float(value.strip()), ""
        except ValueError:
            comma = re.fullmatch(r"\s*[-+]?\d+,\d+\s*", value)
            advice = "write the decimals after a point" if comma else "write degrees such as 132.335"
            return None, f"{show_value(value)} is not a number; {advice}"
    if isinstance(value, bool) or not isinstance(value, (int, float)):
        return None, f"{show_value(value)} is not a number"
    try:
        return float(value), ""
    except OverflowError:
        return None, f"{show_value(value)} is not a finite number"


def read_flag(value: object) -> tuple[bool, str]:
    """Give yes or no, or no and what is wrong; no alone where the field is absent."""
    if isinstance(value, str):
        value = _FLAGS.get(value.strip().casefold(), value)
    if value is None:
        return False, ""
    return (value, "") if isinstance(value, bool) else (False, f"{show_value(value)} is neither true nor false")


def write_date(value: object) -> tuple[str, str]:
    """Give the text of a date that TOML itself knows, or what is wrong; both empty for any other value."""
    if isinstance(value, (datetime.datetime, datetime.date)):
        return value.isoformat(), ""
    if isinstance(value, datetime.time):
        shown = show_value(value.isoformat())
        return "", f"{shown} is a time without a day; write an EDTF date such as 2025-05-18"
    return "", ""


def explain_link(text: str, *, mail: bool = False) -> str:
    """
    Say why a text is no address that a reader can follow; empty where it is one.

    Examples
    --------
    >>> explain_link("https://a.example/1"), explain_link("mailto:desk@a.example", mail=True)
    ('', '')
    >>> explain_link("www.a.example")
    "'www.a.example' is not a link that can be followed; write an address that begins with https:// or http://"
    """
    if mail and re.fullmatch(r"mailto:[^\s@]+@[^\s@]+", text):
        return ""
    try:
        parts = urlsplit(text)
        good = parts.scheme in ("http", "https") and bool(parts.hostname)
    except ValueError:
        good = False
    if good and not re.search(r"[\s\\]", text):
        return ""
    advice = (
        "mailto:name@host or an address that begins with https://"
        if mail
        else "an address that begins with https:// or http://"
    )
    return f"{show_value(text)} is not a link that can be followed; write {advice}"


def count_words(text: str) -> int:
    """
    Count the words of a quote; where a script writes no spaces, two characters count as a word.

    Examples
    --------
    >>> count_words("May 18 of last year")
    5
    """
    unspaced = len(_UNSPACED.findall(text))
    return len(_UNSPACED.sub(" ", text).split()) + (unspaced + 1) // 2


def show_value(value: object) -> str:
    """Return a value as a message shows it, cut where it is long."""
    try:
        text = repr(value)
    except RecursionError:
        return "a value nested too deep"
    except ValueError:  # Python prints no whole number of more than some thousand digits
        return "a number of thousands of digits"
    return text if len(text) <= 80 else f"{text[:77]}..."
