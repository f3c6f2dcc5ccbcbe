"""What the words just before and just after a name say of it."""

from __future__ import annotations

from collections.abc import Collection
from typing import Final

from geo.finding.lexicon import Language
from geo.finding.span import Span, fold_word, is_capital, is_small
from geo.finding.tokens import Tokens

Cues = dict[str, float]
"""By name, how much of each there is: 1 where it is there, or a grade."""

DASHES: Final = frozenset("-–—―")
_ENDS: Final = frozenset(".!?…:;\n|•·*—–")
_OPENS: Final = frozenset("\"“”„«»‘'(-[{’")
_POSSESSIVE: Final = frozenset("'’")
_REACH: Final = 4
_SHARED: Final = 9


def measure_before(span: Span, tokens: Tokens, language: Language, spans: Collection[int], cues: Cues) -> None:
    """Add what stands before: a preposition, a title, a given name, a mark. `spans` are the edges of other names."""
    words, lists = tokens.words, language.lists
    p = span.first - 1
    if p < 0:
        cues["sentence start"] = 1.0
        return
    word = words[p]
    if word in _ENDS or word in _OPENS:
        _measure_mark_before(span, p, tokens, language, spans, cues)
        return
    key = fold_word(word)
    tight = tokens.ends[p] == span.start and word[-1] not in _POSSESSIVE
    if word == ",":
        cues["after comma place" if p - 1 in spans else "after comma"] = 1.0
        return
    if word[0].isdigit():
        cues["after number"] = 1.0
        return
    if tight:
        return
    if is_capital(word) and key not in lists["places_of"] and not is_small(tokens.words[span.last]):
        _measure_capital_before(p, key, tokens, language, spans, cues)
    elif key in lists["titles"]:
        cues["title before"] = 1.0
    elif key in lists["organisations_of"]:
        cues["organisation before"] = 1.0
    if key in lists["near"]:
        cues["near"] = 1.0
    elif key in lists["toward"]:
        cues["toward"] = 1.0
    elif key in lists["loose"]:
        cues["loose"] = 1.0
    elif key in lists["speakers_before"]:
        cues["spoken to"] = 1.0
    elif key in lists["the"]:
        cues["the"] = 1.0
    if key in lists["roads_before"]:
        cues["road before"] = 1.0
    elif not lists["of"] and key in lists["places_of"]:
        cues["place of"] = 1.0
    elif key in lists["of"] and p:
        of = fold_word(words[p - 1])
        if of in lists["roads_before"]:
            cues["road before"] = 1.0
        elif of in lists["organisations_of"] and is_capital(words[p - 1]):
            cues["organisation of"] = 1.0
        elif of in lists["places_of"]:
            cues["place of"] = 1.0


def _measure_mark_before(
    span: Span, p: int, tokens: Tokens, language: Language, spans: Collection[int], cues: Cues
) -> None:
    words = tokens.words
    word = words[p]
    if word == "." and p and tokens.ends[p - 1] == tokens.starts[p]:
        before = fold_word(words[p - 1])
        if before in language.lists["titles_dotted"]:
            cues["title before"] = 1.0
            return
        if len(words[p - 1]) == 1 and is_capital(words[p - 1]):
            cues["initial before"] = 1.0
            return
    if word in DASHES and p and tokens.ends[p] == span.start and tokens.ends[p - 1] == tokens.starts[p]:
        # "Russia-Ukraine" are two names, "Petion-Ville" is one that is not known.
        part = is_capital(words[p - 1]) and p - 1 not in spans and len(words[p - 1]) > 1
        cues["part after hyphen" if part else "after hyphen"] = 1.0
        return
    if word in _POSSESSIVE:
        return
    cues["line start" if word in "\n|•·*" else "in brackets" if word in "([" else "sentence start"] = 1.0


def _measure_capital_before(
    p: int, key: str, tokens: Tokens, language: Language, spans: Collection[int], cues: Cues
) -> None:
    """A word with a capital just before: a title, a given name, a direction, another name."""
    lists = language.lists
    if key in lists["titles"]:
        cues["title before"] = 1.0
    elif key in lists["directions"]:
        cues["direction before"] = 1.0
    elif key in lists["organisations_of"]:
        cues["organisation before"] = 1.0
    elif key in lists["stop"]:
        cues["sentence start"] = 0.5
    elif p in spans:
        cues["name before"] = 1.0
        if key in language.given:
            cues["given name before"] = language.given[key] / 2
    elif key in language.given:
        cues["given name before"] = 0.5 + language.given[key] / 2
    elif key in language.words or key in lists["features"]:
        cues["usual capital before"] = 1.0
    elif len(tokens.words[p]) == 1 or tokens.words[p][-1] == ".":
        cues["initial before"] = 1.0
    else:
        cues["capital before"] = 1.0


def measure_after(span: Span, tokens: Tokens, language: Language, spans: Collection[int], cues: Cues) -> None:
    """Add what stands after: a feature word, an organisation, a verb of speech, a comma and another name."""
    words, lists = tokens.words, language.lists
    n, count = span.last + 1, len(words)
    if n >= count:
        return
    word = words[n]
    tight = tokens.starts[n] == span.end
    if word in _POSSESSIVE and tight:
        if n + 1 < count and words[n + 1] in ("s", "S") and tokens.ends[n] == tokens.starts[n + 1]:
            cues["possessive"] = 1.0
            _measure_feature_after(n + 2, tokens, language, cues)
        return
    if word in DASHES and tight and n + 1 < count and tokens.ends[n] == tokens.starts[n + 1]:
        follows = fold_word(words[n + 1])
        cues["based" if follows in lists["based"] else "before hyphen"] = 1.0
        return
    if word == "," and n + 1 < count:
        _measure_comma_after(n + 1, tokens, language, spans, cues)
        _measure_shared(n, tokens, language, cues)
        return
    if word in (")", "]"):
        cues["in brackets"] = 1.0
        return
    if not word[0].isalpha():
        return
    key = fold_word(word)
    if is_capital(word) and not tight:
        _measure_capital_after(n, key, tokens, language, spans, cues)
    elif key in lists["and"]:
        _measure_shared(n, tokens, language, cues)
    elif key in lists["things_after"]:
        cues["thing after"] = 1.0
    elif key in lists["persons_do"]:
        cues["person does"] = 1.0
    elif not _measure_speech(span, n, tokens, language, cues):
        _measure_feature_after(n, tokens, language, cues)
        if span.known is not None and span.known.kind == "airport" and "feature after" in cues:
            cues["feature inside"] = 1.0


def _measure_speech(span: Span, n: int, tokens: Tokens, language: Language, cues: Cues) -> bool:
    """See "Kyiv said" and "Beijing has repeatedly warned": a government by its place, or a person by a name."""
    words, lists = tokens.words, language.lists
    for k in range(n, min(n + 3, len(words))):
        key = fold_word(words[k]) if words[k][0].isalpha() else ""
        if key in lists["speaks"]:
            governs = span.governs or span.key in lists["seats"]
            cues["speaker" if governs else "person speaks"] = 1.0
            return True
        if key not in lists["auxiliaries"]:
            return False
    return False


def _measure_shared(n: int, tokens: Tokens, language: Language, cues: Cues) -> None:
    """See the last word of "Barrow, Jackson and Madison counties", which holds for all three."""
    words, lists = tokens.words, language.lists
    linked = False
    for k in range(n, min(n + _SHARED, len(words))):
        word = words[k]
        if word == ",":
            continue
        if not word[0].isalpha():
            return
        key = fold_word(word)
        if key in lists["and"]:
            linked = True
        elif not is_capital(word):
            if linked and key in lists["shared"]:
                cues["shared feature"] = 1.0
            elif linked and key in lists["roads"]:
                cues["shared road"] = 1.0
            return


def _measure_feature_after(n: int, tokens: Tokens, language: Language, cues: Cues) -> None:
    """Look for "military port" or "region", in lower case, from a token on."""
    words, lists = tokens.words, language.lists
    for k in range(n, min(n + 3, len(words))):
        key = fold_word(words[k])
        if key in lists["features"]:
            cues["feature after"] = 1.0
            return
        if key not in lists["feature_adjectives"]:
            return


def _measure_comma_after(n: int, tokens: Tokens, language: Language, spans: Collection[int], cues: Cues) -> None:
    word = tokens.words[n]
    if n in spans:
        cues["comma and name"] = 1.0
    elif word[0].isdigit():
        # "Adams, 34, of": an age.
        aged = len(word) == 2 and n + 1 < len(tokens.words) and tokens.words[n + 1] == ","
        cues["comma and age" if aged else "comma and number"] = 1.0
    elif is_capital(word):
        cues["comma and capital"] = 1.0
    elif fold_word(word) in ("who", "whose"):
        cues["who"] = 1.0


def _measure_capital_after(
    n: int, key: str, tokens: Tokens, language: Language, spans: Collection[int], cues: Cues
) -> None:
    lists = language.lists
    if key in lists["roads"] and tokens.words[n] not in language.codes:
        cues["road after"] = 1.0
    elif key in lists["media"]:
        cues["paper after"] = 1.0
    elif key in lists["organisations"]:
        cues["organisation after"] = 1.0
    elif finds_organisation(n, tokens, language):
        cues["organisation later"] = 1.0
    elif key in lists["joined_after"] or key in lists["features"]:
        cues["feature capital after"] = 1.0
    elif key in lists["titles"]:
        cues["title after"] = 1.0
    elif key in lists["stop"]:
        pass
    elif n in spans:
        cues["name after"] = 1.0
    elif key in language.family and key not in language.words:
        cues["family name after"] = 1.0
    elif key in language.words:
        cues["usual capital after"] = 1.0
    else:
        cues["capital after"] = 1.0


def finds_organisation(n: int, tokens: Tokens, language: Language) -> bool:
    """Whether words with capitals go on to one for an organisation: "Superior Court", "Volunteer Fire Department"."""
    words, organisations = tokens.words, language.lists["organisations"]
    for k in range(n, min(n + _REACH, len(words))):
        if not is_capital(words[k]) or (k > n and tokens.starts[k] - tokens.ends[k - 1] != 1):
            return False
        if fold_word(words[k]) in organisations:
            return True
    return False
