"""Ask a service for the place texts that the gazetteer cannot tell, within its policy and under a ceiling."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from geo.fetching.reply import AnswerError, FetchError, RefusedError
from geo.geocoder import Geocoder, Service
from geo.place import Place, Unresolved
from geo.services.answer import Answer
from geo.services.outside import choose_found, is_askable, phrase_query

if TYPE_CHECKING:
    from geo.gazetteer import Gazetteer

TEXT_CHARACTERS_MOST: Final = 300
"""A longer text names no place that a service could know."""
# After so many failures one after the other the service is taken for broken.
_FAILURES_MOST: Final = 2


class CeilingError(RuntimeError):
    """More requests would be sent than anybody allowed. Nothing was asked."""

    def __init__(self, count: int, service: Service) -> None:
        texts = "1 place text" if count == 1 else f"{count:,} place texts"
        super().__init__(
            f"{texts} would be asked of {service.host}, more than the {service.requests_most:,} "
            "that a run may send unasked"
        )
        self.count = count


@dataclass(frozen=True, slots=True)
class Asking:
    """A service to ask, and who allows more requests than its ceiling."""

    service: Service
    geocoder: Geocoder
    allow: Callable[[int], bool]
    """Called with the number of requests when it passes the ceiling."""
    count: Callable[[], int]
    """Gives how many requests have been sent so far, further tries included."""
    follow: Callable[[int, int], None] | None = None
    """Called with the number of texts asked and the number in all."""

    def tell(self, done: int, total: int) -> None:
        """Tell whoever follows how many texts of how many have been asked for."""
        if self.follow is not None:
            self.follow(done, total)


@dataclass(frozen=True, slots=True)
class Asked:
    """What came of asking: the places chosen or why none was, and the days of the answers, by text."""

    taken: Mapping[str, Place | Unresolved]
    days: Mapping[str, str]
    texts: int = 0
    """How many texts were asked now, and not answered from before."""
    requests: int = 0
    troubles: tuple[str, ...] = ()
    """What went wrong, a sentence each."""
    left: int = 0
    """How many texts were not asked because of that."""


def ask_places(
    doubts: Mapping[str, Unresolved],
    asking: Asking,
    *,
    gazetteer: Gazetteer,
    again: bool = False,
) -> Asked:
    """
    Ask a service for texts that the gazetteer cannot tell.

    What was answered before is not asked again, unless `again`. Where the
    service refuses, or fails twice in a row, the rest is left.

    Parameters
    ----------
    doubts
        The texts, each with why the gazetteer cannot tell it.
    again
        Ask also for what was answered before.

    Raises
    ------
    CeilingError
        If more requests would be sent than allowed.
    """
    answers: dict[str, Answer] = {}
    texts = [text for text in doubts if len(text) <= TEXT_CHARACTERS_MOST and is_askable(text)]
    troubles: list[str] = []
    new = list(texts)
    if not again:
        for text in texts:
            kept = _find_kept(text, asking)
            if kept is not None:
                answers[text] = kept
        new = [text for text in texts if text not in answers]
    if len(new) > asking.service.requests_most and not asking.allow(len(new)):
        raise CeilingError(len(new), asking.service)
    before = asking.count()
    failures = done = 0
    for text in new:
        try:
            answer = asking.geocoder.geocode(phrase_query(text), ask="again" if again else "once")
        except FetchError as wrong:
            troubles.append(f"{text!r}: {wrong}")
            failures += 1
            done += 1
            asking.tell(done, len(new))
            if isinstance(wrong, RefusedError) or failures >= _FAILURES_MOST:
                break
            continue
        failures = 0
        done += 1
        if answer is not None:
            answers[text] = answer
        asking.tell(done, len(new))
    taken = {
        text: choose_found(
            text, answer.found, doubt=doubts[text], gazetteer=gazetteer, service=asking.service.name.capitalize()
        )
        for text, answer in answers.items()
    }
    return Asked(
        taken,
        {text: answer.day for text, answer in answers.items()},
        texts=done,
        requests=asking.count() - before,
        troubles=tuple(troubles),
        left=len(new) - done,
    )


def _find_kept(text: str, asking: Asking) -> Answer | None:
    """Give the answer of before; one in a form that is no longer read counts as none."""
    try:
        return asking.geocoder.geocode(phrase_query(text), ask="kept")
    except AnswerError:
        return None
