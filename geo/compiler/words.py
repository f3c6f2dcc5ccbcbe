"""Build the words that stand for a place without being its name: of its people, and short for it."""

from __future__ import annotations

from collections import defaultdict

from geo.compiler.draft import read_table, split_cell
from geo.compiler.scratch import Scratch
from geo.names import fold_name

Words = dict[str, dict[str, list[int]]]


def build_words(scratch: Scratch) -> Words:
    """
    Give the words by their sort, and the numbers that each stands for.

    Returns
    -------
    words
        ``demonyms`` by folded key ("peruvian"), ``abbreviations`` as they are written ("Calif.", "NSW").

    Raises
    ------
    ValueError
        If a table names something that the gazetteer has no entry for, though it has entries about it.
    """
    demonyms: dict[str, list[int]] = defaultdict(list)
    for row in read_table("demonyms.csv"):
        for target in split_cell(row, "of"):
            number = scratch.find_target(target)
            if number is not None:
                for word in split_cell(row, "words"):
                    demonyms[fold_name(word)].append(number)
    shorts: dict[str, list[int]] = defaultdict(list)
    for row in read_table("abbreviations.csv"):
        number = scratch.find_target(row["code"])
        if number is not None:
            for word in split_cell(row, "also"):
                shorts[word].append(number)
    return {"demonyms": dict(demonyms), "abbreviations": dict(shorts)}
