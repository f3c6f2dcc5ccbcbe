"""Whether a clause tells of what occurred, is expected or is denied, and how well it is known."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from layers.drafts.tokens import Token
from layers.event import Occurrence, Status


class Told(NamedTuple):
    """How a clause tells of its event."""

    occurrence: Occurrence
    status: Status
    cue: str
    """The word that decided, as written; empty where nothing but the past tense did."""


def find_occurrence(
    clause: Sequence[Token], *, head: int | None, noun: bool = False, saying: Sequence[Token] = ()
) -> Told:
    """
    Tell how a clause speaks of its event.

    Parameters
    ----------
    clause
        The tokens of the clause, without the words that say who says so.
    head
        Position of the word that names the event in it; None where there is
        none.
    noun
        Whether that word is a noun: a verb elsewhere in the clause then tells
        less of it.
    saying
        The verbs that introduce the clause ("expects that").

    Returns
    -------
    told
        ``expected`` for what is to come or only may, ``denied`` where somebody
        says that it is not so; ``claimed`` where the words keep a distance.
        Never ``confirmed``: who confirmed it is for a person to say.
    """
    denial = next((t for t in (*saying, *clause) if "denial" in t.verb), None)
    hedge = next((t for t in (*saying, *clause) if "hedge" in t.word or "claim" in t.verb), None)
    status: Status = "claimed" if hedge else "reported"
    if denial is not None:
        return Told("denied", "disputed", denial.text)
    near = clause[max(0, head - 5) : head + 1] if head is not None else clause
    if noun and head is not None:
        near = clause[head : head + 6]
    elif any("not" in t.word for t in near[-4:]):
        return Told("denied", status, next(t.text for t in near[-4:] if "not" in t.word))
    modal = next((t for t in reversed(near) if t.word & {"will", "may"} or "future" in t.verb), None)
    forecast = next((t for t in (*saying, *near) if "forecast" in t.verb), None)
    if (modal or forecast) and not _is_past(clause, head):
        doubtful = forecast is not None or hedge is not None or (modal is not None and "may" in modal.word)
        return Told("expected", "claimed" if doubtful else "reported", (modal or forecast or near[0]).text)
    return Told("occurred", status, hedge.text if hedge else "")


def _is_past(clause: Sequence[Token], head: int | None) -> bool:
    """Whether the verb of an event is a plain past ("met"), which no forecast elsewhere makes future."""
    if head is None or not clause[head].verb:
        return False
    before = clause[max(0, head - 4) : head]
    if any(t.word & {"will", "may"} or t.low == "to" or "forecast" in t.verb for t in before):
        return False
    return "past" in clause[head].verb or clause[head].verb == {"other"}
