"""What a service answers for a text, and how the asking is the same for all of them."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any, Final, Literal

from geo.fetch import Fetcher
from geo.fetching.reply import AnswerError
from geo.services.found import Found

CANDIDATES_MOST: Final = 10

Ask = Literal["kept", "once", "again"]
"""Take only an answer that came before; ask where there is none; ask in any case."""


@dataclass(frozen=True, slots=True)
class Answer:
    """What a service found for a text, its own order; `day` (UTC) is when it was asked."""

    found: tuple[Found, ...]
    day: str


def ask_service(
    fetcher: Fetcher,
    url: str,
    params: Mapping[str, str],
    *,
    ask: Ask,
    read: Callable[[Any], tuple[Found, ...]],
    secret: Mapping[str, str] | None = None,
) -> Answer | None:
    """Give the answer to a query as `ask` wants it, kept or asked for; an answer that `read` refuses is not kept."""
    if ask == "kept":
        reply = fetcher.find_kept(url, params)
    else:
        reply = fetcher.fetch_json(url, params, check=read, secret=secret, again=ask == "again")
    return None if reply is None else Answer(read(reply.value), reply.day)


def join_path(url: str, path: str) -> str:
    """
    Give the address of a path of a service, also where the url names it already.

    >>> join_path("https://maps.example/geo/", "/search"), join_path("https://maps.example/search", "/search")
    ('https://maps.example/geo/search', 'https://maps.example/search')
    """
    base = url.rstrip("/")
    return base if base.endswith(path.rstrip("/")) else base + path


def read_features(value: Any, *, host: str, form: str) -> list[Any]:
    """
    Give the features of a GeoJSON answer.

    Raises
    ------
    AnswerError
        If it is not a FeatureCollection.
    """
    features = value.get("features") if isinstance(value, dict) else None
    if not isinstance(features, list):
        raise AnswerError(f"{host} answers in another form than {form}; a FeatureCollection was wanted")
    return features


def keep_readable(found: list[Found | None], *, host: str, form: str) -> tuple[Found, ...]:
    """
    Leave out what could not be read.

    Raises
    ------
    AnswerError
        If something was found, and none of it could be read: then the service speaks another form.
    """
    good = tuple(one for one in found if one is not None)
    if found and not good:
        raise AnswerError(f"{host} answers in another form than {form}: no place in it has a name and coordinates")
    return good[:CANDIDATES_MOST]
