"""Say in a sentence for what a mention was taken, and on which grounds, or why for nothing."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Final

from geo.candidates.rank import Attempt, Ranked
from geo.candidates.reasons import build_place, name_candidate
from geo.entry import Entry
from geo.gazetteer import Gazetteer
from geo.resolution.senses import Name, Sense

# A part of the score below this is not worth a reader's time.
_TELLING: Final = 0.5
_MOST_GROUNDS: Final = 2


def rank_sense(sense: Sense, score: float, reasons: dict[str, float], *, name: Name, gazetteer: Gazetteer) -> Ranked:
    """Give a sense as the entry of a place text's answer, with its score."""
    entry = gazetteer.read_entry(sense.number)
    return Ranked(entry, score, reasons, key=name.key, named=sense.own, agrees=True)


def build_attempt(text: str, name: Name) -> Attempt:
    """Give the reading of a mention as that of a place text."""
    return Attempt(text, asked=name.asked, word=name.word, namesakes=len(name.senses))


def say_choice(text: str, ranked: Ranked, *, attempt: Attempt, rivals: bool, gazetteer: Gazetteer) -> str:
    """
    Say for what a name was taken and what spoke for it, in one or two sentences without scores.

    Parameters
    ----------
    rivals
        Whether other places of that name were weighed at all.
    """
    what = build_place(ranked, attempt=attempt, gazetteer=gazetteer).reason
    # What a place text says of namesakes is of the bare name; an article gives grounds of its own.
    what = what.partition(" No other town of that name")[0]
    if not rivals:
        return what
    grounds = _list_grounds(ranked.reasons, ranked.entry, gazetteer)
    if not grounds:
        return f"{what} It is the best known place of that name, and the article says nothing else."
    return f"{what} Of several so called it is the one that fits: {'; '.join(grounds)}."


def _list_grounds(reasons: Mapping[str, float], entry: Entry, gazetteer: Gazetteer) -> list[str]:
    number = gazetteer.find_country(entry.country) if entry.country else None
    country = gazetteer.read_name(number) if number is not None else ""
    said = {
        "country": f"the article names other places in {country}",
        "country named": f"the article names {country}",
        "division": f"the article names other places in {entry.admin1}",
        "division named": f"the article names {entry.admin1}",
        "district": f"the article names other places in {entry.admin2}",
        "district named": f"the article names {entry.admin2}",
        "near": "other places of the article are near",
        "company": "other names of the article stand for places close to it",
        "style": f"it speaks of the affairs of {country}",
        "manner": f"it is written as in {country}",
    }
    telling = sorted((-part, name) for name, part in reasons.items() if part >= _TELLING)
    beside = {
        "within ": "the article places it in",
        "by ": "the article places it by",
        "holds ": "the article names it for",
    }
    grounds = [
        f"{words} {name.removeprefix(start)}"
        for _, name in telling
        for start, words in beside.items()
        if name.startswith(start)
    ]
    grounds += [said[name] for _, name in telling if name in said]
    return grounds[:_MOST_GROUNDS]


def say_doubt(text: str, ranked: Sequence[Ranked], *, gazetteer: Gazetteer) -> str:
    """Say why a name was taken for nothing: unknown, or which places it could be."""
    if not ranked:
        return f"The gazetteer has no “{text}”."
    names = list(dict.fromkeys(name_candidate(r.entry, gazetteer) for r in ranked))
    if len(names) == 1:
        return f"“{text}” is known only as {names[0]}, which the article hardly means."
    return f"“{text}” could be {', '.join(names[:-1])} or {names[-1]}; the article does not say which."
