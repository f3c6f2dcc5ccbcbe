"""What a service answers: JSON, or something else that is named as such."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from html import unescape
from typing import Any, Final, NamedTuple, NoReturn

_DEPTH_MOST: Final = 100


class FetchError(RuntimeError):
    """A service was asked in vain. The base of what follows; the message names the host."""


class RefusedError(FetchError):
    """The service does not want to be asked (401, 403, 429, or a long Retry-After): it is asked nothing more."""


class UnreachableError(FetchError):
    """No answer came, or only ones that say that the service is down. A retry may help, later."""


class SlowError(UnreachableError):
    """No answer came in time. It is not asked again at once: that would only add to what it is at."""


class AnswerError(FetchError):
    """What came is no answer: HTML, broken JSON, too much, another form. A retry does not help."""


class Reply(NamedTuple):
    """An answer as it came."""

    status: int
    headers: Mapping[str, str]
    body: bytes


def read_json(body: bytes, host: str) -> Any:
    """
    Read the body of an answer as JSON.

    Raises
    ------
    AnswerError
        If it is HTML, not UTF-8, not JSON, or nested too deep; the message says which.
    """
    try:
        text = body.decode("utf-8-sig")
    except UnicodeDecodeError:
        raise AnswerError(f"{host} answers with bytes that are not UTF-8") from None
    start = text.lstrip()[:200]
    if start.startswith("<"):
        title = re.search(r"<title[^>]*>([^<]{1,200})", text[:20_000], re.IGNORECASE)
        said = f", titled {show(unescape(title[1]))}" if title else ""
        raise AnswerError(f"{host} answers with an HTML page{said}, not with JSON")
    try:
        value = json.loads(text, parse_constant=_refuse_constant)
    except RecursionError:
        raise AnswerError(f"{host} answers with JSON nested too deep") from None
    except ValueError as wrong:
        said = f"it begins with {show(start)}" if start else "it is empty"
        raise AnswerError(f"{host} answers with what is not JSON ({str(wrong)[:80]}); {said}") from None
    if _is_deep(value, _DEPTH_MOST):
        raise AnswerError(f"{host} answers with JSON nested too deep")
    return value


def _is_deep(value: Any, most: int) -> bool:
    if isinstance(value, (dict, list)):
        inner = value.values() if isinstance(value, dict) else value
        return most == 0 or any(_is_deep(part, most - 1) for part in inner)
    return False


def refuse_status(reply: Reply, host: str) -> NoReturn:
    """Say why an answer with a status other than 200 is none; words of the service go along, made harmless."""
    if 300 <= reply.status < 400:
        there = show(reply.headers.get("Location", ""))
        raise AnswerError(f"{host} sends on to {there}; write that address into url if it is the service")
    said = ""
    words = reply.body[:5000].decode("utf-8", "replace")
    with_text = re.search(r'"(?:message|error|errors)"\s*:\s*\[?\s*"([^"]{1,200})', words)
    if with_text:
        said = f": {show(with_text[1])}"
    raise AnswerError(f"{host} does not understand the query (status {reply.status}){said}")


def show(text: str) -> str:
    r"""
    Give a text from outside in quotes, short, and without what a terminal would obey.

    >>> show("Go\x1b[2Jne \n away")
    "'Go[2Jne away'"
    """
    clean = "".join(char for char in " ".join(text.split()) if char.isprintable())
    return repr(clean if len(clean) <= 60 else f"{clean[:59]}…")


def _refuse_constant(name: str) -> NoReturn:
    raise ValueError(f"a number must be finite, not {name}")
