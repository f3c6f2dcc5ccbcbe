"""What the words round a name say for and against its being a toponym: named cues, each a number."""

from __future__ import annotations

from collections.abc import Collection
from typing import Final

from geo.lexicon import Language
from geo.spans import Span, fold_word, is_capital, is_small
from geo.tokens import Tokens

Cues = dict[str, float]

_ENDS: Final = frozenset(".!?…:;\n|•·*—–")
_OPENS: Final = frozenset("\"“”„«»‘'(-[{’")
_POSSESSIVE: Final = frozenset("'’")
_DASHES: Final = frozenset("-–—―")
_AROUND: Final = 4
_HIGHEST: Final = 7.0
# Before the s of a plural: "Russians", "Iraqis", but not "Swiss".
_PLURAL: Final = frozenset("naiktedgrlxfmph")
_REACH: Final = 4
_SHARED: Final = 9


def measure_cues(span: Span, tokens: Tokens, *, language: Language, spans: Collection[int]) -> Cues:
    """
    Measure what speaks for and against a stretch of text being a toponym.

    Parameters
    ----------
    span, tokens
        The stretch, and all tokens of its text.
    language
        Whose words tell.
    spans
        The first and last tokens of all stretches that may be toponyms.

    Returns
    -------
    cues
        By name, how much of each there is: 1 where it is there, or a grade.
        `geo.odds` says what they count for.
    """
    cues: Cues = {}
    if span.sort == "demonym":
        _measure_demonym(span, tokens, language, cues)
        return cues
    if span.sort == "seat":
        cues["seat"] = 1.0
        return cues
    _measure_name(span, tokens, language, cues)
    _measure_word(span, tokens, language, cues)
    _measure_before(span, tokens, language, spans, cues)
    _measure_after(span, tokens, language, spans, cues)
    _measure_line(span, tokens, language, cues)
    return cues


def _measure_name(span: Span, tokens: Tokens, language: Language, cues: Cues) -> None:
    """What the gazetteer says of the name."""
    known, sort = span.known, span.sort
    if sort != "name":
        cues[sort] = 1.0
        if sort == "joined":
            cues["joined known" if known is not None else "joined unknown"] = 1.0
        return
    assert known is not None
    if known.kind == "place":
        cues["place"] = 1.0
        cues["people"] = min(_HIGHEST, known.size) - 3.5
        if not known.own and span.key.isascii():
            # A name in another script is never the one that the gazetteer calls a place by.
            cues["other name"] = 1.0
    else:
        cues[known.kind] = 1.0
        if known.kind == "admin1" and known.town > 5:
            cues["town too"] = known.town - 5
    if is_small(tokens.words[span.last]):
        cues["feature inside"] = 1.0
    if span.last > span.first:
        ends = fold_word(tokens.words[span.first]), fold_word(tokens.words[span.last])
        if ends[1] in language.lists["joined_after"] or ends[0] in language.lists["joined_before"]:
            cues["feature inside"] = 1.0
        cues["several words"] = 1.0
    elif len(span.key) <= 3 and (span.key.isascii() or known.kind == "place"):
        cues["short own name" if known.own and not tokens.words[span.first].isupper() else "short name"] = 1.0
    if span.name:
        cues["in a case"] = 1.0
    first = fold_word(tokens.words[span.first])
    if first in language.lists["saints"]:
        cues["saint"] = 1.0
    elif span.last > span.first and first in language.lists["titles"]:
        cues["title inside"] = 1.0


def _measure_demonym(span: Span, tokens: Tokens, language: Language, cues: Cues) -> None:
    """The people, the language or the adjective of a place."""
    words, lists = tokens.words, language.lists
    cues["demonym"] = 1.0
    if span.key[-1:] == "s" and tokens.words[span.last][-2:-1] in _PLURAL:
        cues["people of"] = 1.0
    n, p = span.last + 1, span.first - 1
    if n < len(words) and words[n][0].isalpha() and tokens.starts[n] > span.end:
        key = fold_word(words[n])
        if not is_capital(words[n]):
            cues["demonym and noun"] = 1.0
        elif key in lists["titles"]:
            cues["demonym and title"] = 1.0
        elif _finds_organisation(n, tokens, language):
            cues["demonym and organisation"] = 1.0
        else:
            cues["demonym and capital"] = 1.0
    elif n < len(words) and words[n] in _DASHES:
        cues["demonym and hyphen"] = 1.0
    if p >= 0:
        key = fold_word(words[p])
        if key in lists["near"]:
            cues["language"] = 1.0
        elif key in lists["directions"] or (is_capital(words[p]) and tokens.starts[p + 1] - tokens.ends[p] == 1):
            cues["demonym after capital"] = 1.0


def _finds_organisation(n: int, tokens: Tokens, language: Language) -> bool:
    """Whether words with capitals go on to one for an organisation: "Superior Court", "Volunteer Fire Department"."""
    words, organisations = tokens.words, language.lists["organisations"]
    for k in range(n, min(n + _REACH, len(words))):
        if not is_capital(words[k]) or (k > n and tokens.starts[k] - tokens.ends[k - 1] != 1):
            return False
        if fold_word(words[k]) in organisations:
            return True
    return False


def _measure_word(span: Span, tokens: Tokens, language: Language, cues: Cues) -> None:
    """What else the word may be."""
    raw = tokens.words[span.first]
    major = span.known is not None and span.known.major
    if span.first == span.last and span.sort == "name":
        usual = language.words.get(span.key, 0)
        if usual:
            cues["usual word"] = usual / 4
        given, family = language.given.get(span.key, 0), language.family.get(span.key, 0)
        if given:
            cues["given name"] = given / 2
        if family and not major:
            cues["family name"] = family / 2
        if span.key in language.lists["brands"] or span.key in language.lists["agencies"]:
            cues["brand"] = 1.0
        if raw.isupper() and 1 < len(raw) < 5:
            cues["acronym"] = 1.0
    elif span.sort == "name" and all(
        fold_word(tokens.words[i]) in language.words for i in range(span.first, span.last + 1)
    ):
        cues["usual words"] = 1.0
    if len(raw) > 3 and raw.isupper():
        cues["all capitals"] = 1.0


def _measure_before(span: Span, tokens: Tokens, language: Language, spans: Collection[int], cues: Cues) -> None:
    words, lists = tokens.words, language.lists
    p = span.first - 1
    if p < 0:
        cues["sentence start"] = 1.0
        return
    word = words[p]
    if word in _ENDS or word in _OPENS:
        _measure_mark_before(span, p, tokens, language, cues)
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
    if not lists["of"] and key in lists["places_of"]:
        cues["place of"] = 1.0
    elif key in lists["of"] and p:
        of = fold_word(words[p - 1])
        if of in lists["organisations_of"] and is_capital(words[p - 1]):
            cues["organisation of"] = 1.0
        elif of in lists["places_of"]:
            cues["place of"] = 1.0


def _measure_mark_before(span: Span, p: int, tokens: Tokens, language: Language, cues: Cues) -> None:
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
    if word in _DASHES and p and tokens.ends[p] == span.start and tokens.ends[p - 1] == tokens.starts[p]:
        cues["after hyphen"] = 1.0
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


def _measure_after(span: Span, tokens: Tokens, language: Language, spans: Collection[int], cues: Cues) -> None:
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
    if word in _DASHES and tight and n + 1 < count and tokens.ends[n] == tokens.starts[n + 1]:
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
    elif key in lists["persons_do"]:
        cues["person does"] = 1.0
    elif not _measure_speech(span, n, tokens, language, cues):
        _measure_feature_after(n, tokens, language, cues)


def _measure_speech(span: Span, n: int, tokens: Tokens, language: Language, cues: Cues) -> bool:
    """See "Kyiv said" and "Beijing has repeatedly warned": a government by its place, or a person by a name."""
    words, lists = tokens.words, language.lists
    for k in range(n, min(n + 3, len(words))):
        key = fold_word(words[k]) if words[k][0].isalpha() else ""
        if key in lists["speaks"]:
            cues["speaker" if span.governs else "person speaks"] = 1.0
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
    elif _finds_organisation(n, tokens, language):
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


def _measure_line(span: Span, tokens: Tokens, language: Language, cues: Cues) -> None:
    """Headlines, where all words have capitals, and datelines."""
    words = tokens.words
    capital = other = 0
    for k in (*range(max(0, span.first - _AROUND), span.first), *range(span.last + 1, span.last + 1 + _AROUND)):
        if k < len(words) and len(words[k]) > 3 and words[k][0].isalpha():
            if is_capital(words[k]):
                capital += 1
            else:
                other += 1
    if capital > 2 and capital > 2 * other:
        cues["headline"] = 1.0
    if _is_dateline(span, tokens, language):
        cues["dateline"] = 1.0


def _is_dateline(span: Span, tokens: Tokens, language: Language) -> bool:
    """Whether "SEOUL (Reuters) —" or "Paris, 3 May –" begins a line with this name."""
    words = tokens.words
    if span.first and words[span.first - 1] not in "\n|•·.!?":
        return False
    comma = False
    for k in range(span.last + 1, min(span.last + 10, len(words))):
        word = words[k]
        if word in "—–―-" and (tokens.gap(k) or word != "-") and tokens.starts[k] > tokens.ends[k - 1]:
            return True
        if word == "(" and k + 1 < len(words) and fold_word(words[k + 1]) in language.lists["agencies"]:
            return True
        if word == ",":
            comma = True
        elif not (word[0].isdigit() or word in "().," or (comma and is_capital(word))):
            return False
    return False
