"""What the rest of a text says of a name: where else it stands, who is called so, which places hold it."""

from __future__ import annotations

import itertools
import math
from collections import Counter, defaultdict
from collections.abc import Sequence
from typing import Final

from geo.finding.known import NameBook
from geo.finding.lexicon import Language
from geo.finding.span import Span, fold_word, is_capital
from geo.finding.tokens import Tokens
from geo.gazetteer import Area

_CLIP: Final = 4.0
_LARGE: Final = 5.5
_TELLING: Final = ("country", "admin1")


def find_persons(tokens: Tokens, *, language: Language) -> Counter[str]:
    """
    Count the folded family names of the people that a text names in full or with a title.

    A title or a given name, then one to three words with capitals: the last of
    them is a family name ("Mayor Ann B. Lincoln" tells of a Lincoln).
    """
    words, lists = tokens.words, language.lists
    persons: Counter[str] = Counter()
    for i, word in enumerate(words):
        if not word[0].isalpha():
            continue
        key = fold_word(word)
        titled = key in lists["titles"]
        if not titled and not (key in language.given and is_capital(word)):
            continue
        last, k = None, i + 1
        while k < len(words) and k < i + 6:
            following = words[k]
            if following == "." and (len(words[k - 1]) == 1 or (k == i + 1 and key in lists["titles_dotted"])):
                k += 1
                continue
            if not is_capital(following) or tokens.starts[k] - tokens.ends[k - 1] > 1:
                break
            folded = fold_word(following)
            if folded in lists["organisations"] or folded in lists["stop"] or folded in lists["roads"]:
                last = None
                break
            last = folded
            k += 1
        if last is not None and len(last) > 1:
            persons[last] += 1
    return persons


def measure_discourse(spans: Sequence[Span], *, tokens: Tokens, book: NameBook, language: Language) -> None:
    """
    Add to each span's cues what the rest of the text says of it.

    Asks for their scores by local cues. Linear in the number of spans.
    """
    persons = find_persons(tokens, language=language)
    by_key: dict[str, list[Span]] = defaultdict(list)
    for span in spans:
        by_key[span.key].append(span)
    named = _find_areas(spans, book)
    for key, same in by_key.items():
        total = sum(max(-_CLIP, min(_CLIP, span.score)) for span in same)
        called = persons.get(key, 0)
        held = _measure_holders(same[0], named, book)
        for span in same:
            span.cues.update(held)
            if len(same) > 1:
                own = max(-_CLIP, min(_CLIP, span.score))
                span.cues["elsewhere"] = (total - own) / (len(same) - 1)
                span.cues["repeated"] = math.log2(len(same))
            if called and span.first == span.last and span.sort == "name":
                span.cues["person elsewhere"] = min(3.0, 1 + math.log2(called))
    _measure_containers(spans, tokens, book)


def _find_areas(spans: Sequence[Span], book: NameBook) -> dict[Area, set[str]]:
    """Give the countries and divisions that the text surely names, each with the keys that name it."""
    named: dict[Area, set[str]] = defaultdict(set)
    for span in spans:
        if span.score <= 0:
            continue
        if span.sort == "demonym":
            for number in book.gazetteer.find_demonyms(span.key):
                named[book.gazetteer.area_of(number)].add(span.key)
        elif span.known is not None and span.known.kind in _TELLING:
            named[book.gazetteer.area_of(span.known.numbers[0])].add(span.key)
        elif span.known is not None and span.known.kind == "place" and span.known.size > _LARGE and span.score > 2:
            # A large city tells of its division as well.
            named[book.gazetteer.area_of(span.known.numbers[0])].add(span.key)
    named.pop(("", ""), None)
    return named


def _measure_holders(span: Span, named: dict[Area, set[str]], book: NameBook) -> dict[str, float]:
    """Tell whether the text names a country or division that a place of this name lies in."""
    known = span.known
    if known is None or known.kind in ("country", "region") or span.sort not in ("name", "joined") or not named:
        return {}
    best = 0.0
    for area in book.areas_of(known):
        if any(key != span.key for key in named.get(area, ())):
            best = max(best, 1.0 if area[1] else 0.4)
    return {"held": best} if best else {"held by none": 1.0}


def _measure_containers(spans: Sequence[Span], tokens: Tokens, book: NameBook) -> None:
    """See "Paris, Texas": a comma, then what holds the place."""
    for span, following in itertools.pairwise(spans):
        if following.first != span.last + 2 or tokens.words[span.last + 1] != ",":
            continue
        if span.known is None or following.known is None or following.known.kind not in ("country", "admin1", "admin2"):
            continue
        holder = book.gazetteer.area_of(following.known.numbers[0])
        if holder in book.areas_of(span.known) and span.key != following.key:
            span.cues["in the next"] = 1.0
            following.cues["holds the last"] = 1.0
