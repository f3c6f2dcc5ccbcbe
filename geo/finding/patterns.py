"""Names by their pattern: "Laurel County", "Lake Chad", "the village of …", where the gazetteer has no such name."""

from __future__ import annotations

from typing import Final

from geo.finding.known import Known, NameBook
from geo.finding.lexicon import Language
from geo.finding.span import Span, fold_word, is_capital
from geo.finding.tokens import Tokens

Run = list[tuple[int, str]]
"""The words from a capital on that may be one name: number of the token and folded word."""

_LONG: Final = 5
_NO_PLACES: Final = ("brands", "page", "agencies", "organisations", "media", "languages")


def join_feature(
    i: int, best: Span | None, run: Run, tokens: Tokens, *, book: NameBook, language: Language
) -> Span | None:
    """Take "County" into "Laurel County", and "Lake" into "Lake Erie", where the gazetteer has no such name."""
    if best is not None and best.sort not in ("name", "demonym"):
        return best
    lists = language.lists
    words = tokens.words
    capitals = next((n for n, (j, _) in enumerate(run) if not is_capital(words[j])), len(run))
    stem = 1 if best is None else next((n + 1 for n, (j, _) in enumerate(run) if j == best.last), capitals)
    for n in range(stem, capitals):
        for size in (3, 2, 1):
            feature = " ".join(key for _, key in run[n : n + size])
            if n + size > capitals or feature not in lists["joined_after" if size == 1 else "phrases_after"]:
                continue
            if best is None and ((size == 1 and feature not in lists["joined_unknown"]) or run[0][1] in lists["stop"]):
                continue
            key = " ".join(key for _, key in run[: n + size])
            known = best.known if best is not None else book.find(" ".join(key for _, key in run[:n]))
            return _joined(i, run[n + size - 1][0], key=key, known=known, feature=feature)
        if best is not None:
            break
    usual = all(key in language.words for _, key in run[: max(1, capitals)])
    if best is None and run[0][1] not in lists["stop"] and not usual:
        best = _find_unknown(i, run, capitals, tokens, language)
    if (best is None or best.sort == "unknown") and capitals > 1 and run[0][1] in lists["joined_before"]:
        known = book.find(run[1][1])
        return _joined(i, run[1][0], key=f"{run[0][1]} {run[1][1]}", known=known, feature=run[0][1])
    return best


def _find_unknown(i: int, run: Run, capitals: int, tokens: Tokens, language: Language) -> Span | None:
    """Take a name that the gazetteer does not know where the words round it say that it is one of a place."""
    words, lists = tokens.words, language.lists
    last = run[capitals - 1][0] if capitals else i
    if last - i > 2 or (i and is_capital(words[i - 1]) and fold_word(words[i - 1]) not in lists["unknown_of"]):
        return None
    of = i - 1 if i > 1 and fold_word(words[i - 1]) in lists["of"] else i
    before = of > 0 and fold_word(words[of - 1]) in lists["unknown_of"] and (of < i or not lists["of"])
    k = last + 1
    while k < len(words) and k < last + 3 and fold_word(words[k]) in lists["feature_adjectives"]:
        k += 1
    wanted = lists["unknown_after"] if k == last + 1 else lists["features"]
    after = k < len(words) and fold_word(words[k]) in wanted
    if not before and not after and not (last == i and _stands_in(i, tokens, language)):
        return None
    return Span(i, last, key=" ".join(key for _, key in run[:capitals]), known=None, sort="unknown")


def _stands_in(i: int, tokens: Tokens, language: Language) -> bool:
    """Whether one unknown word stands where a place does: "in Godapitiya", but not "in Chaudhry's house"."""
    words, lists = tokens.words, language.lists
    word, key = words[i], fold_word(words[i])
    if not i or fold_word(words[i - 1]) not in lists["near"] or word.isupper() or len(word) < _LONG:
        return False
    if key in language.family or key in language.given or any(key in lists[kind] for kind in _NO_PLACES):
        return False
    following = words[i + 1] if i + 1 < len(words) else ""
    return following not in ("'", "’", "-") and not (following[:1].isalpha() and is_capital(following))


def _joined(first: int, last: int, *, key: str, known: Known | None, feature: str) -> Span:
    span = Span(first, last, key=key, known=known, sort="joined")
    span.joined = feature
    return span
