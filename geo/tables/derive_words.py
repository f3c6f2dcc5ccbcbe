"""
Derive the tables of ordinary words and of people's names that the finder of toponyms reads.

    python geo/tables/derive_words.py WORDS FREQUENCIES NAMES

WORDS is a list of English words in their usual case, one a line (Debian's wamerican, from SCOWL). FREQUENCIES has a word
and its count a line (symspellpy's frequency_dictionary_en_82_765.txt, from Google Books Ngrams, CC BY 3.0). NAMES is the
folder of the package `names` 0.3.0: given and family names of the census of the United States of 1990, public domain.

Not run by the build: its results are kept in geo/languages. A class is twice the decimal logarithm of the count over a million
(words), or 1 to 3 for how many bear the name.
"""

from __future__ import annotations

import csv
import math
import re
import sys
from collections import defaultdict
from pathlib import Path

LANGUAGES = Path(__file__).parents[1] / "languages"
COMMON = 1_000_000


def main(words: Path, frequencies: Path, names: Path) -> None:
    """Write en_words.csv and person_names.csv."""
    usual = {line.strip() for line in words.read_text(encoding="utf-8").splitlines()}
    lower = {word for word in usual if re.fullmatch("[a-z]+", word)}
    counts = {}
    for line in frequencies.read_text(encoding="utf-8-sig").splitlines():
        word, count = line.split()
        if word in lower and int(count) > COMMON:
            # Counts do not tell "oxford" from "Oxford": a word that is a name as well counts for less.
            level = round(2 * math.log10(int(count) / COMMON)) - (2 if word.capitalize() in usual else 0)
            if level > 0 or word.capitalize() not in usual:
                counts[word] = max(1, level)
    write(LANGUAGES / "en_words.csv", [("word", counts)])
    given = read_names(names / "dist.male.first", least=0.004)
    for name, share in read_names(names / "dist.female.first", least=0.004).items():
        given[name] = max(share, given.get(name, 0))
    family = read_names(names / "dist.all.last", least=0.003)
    write(LANGUAGES / "person_names.csv", [("given", classify(given)), ("family", classify(family))])


def read_names(path: Path, *, least: float) -> dict[str, float]:
    """Give the names borne by at least so many in a hundred."""
    rows = (line.split() for line in path.read_text(encoding="ascii").splitlines())
    return {row[0].lower(): float(row[1]) for row in rows if float(row[1]) >= least}


def classify(shares: dict[str, float]) -> dict[str, int]:
    """Give 3 for more than one in a thousand, 2 for more than one in six thousand, else 1."""
    return {name: 3 if share >= 0.1 else 2 if share >= 0.016 else 1 for name, share in shares.items()}


def write(path: Path, kinds: list[tuple[str, dict[str, int]]]) -> None:
    """Write one row for each kind and class, its words in order."""
    with path.open("w", encoding="utf-8", newline="") as file:
        table = csv.writer(file, lineterminator="\n")
        table.writerow(["kind", "class", "words"])
        for kind, classes in kinds:
            rows = defaultdict(list)
            for word, level in classes.items():
                rows[level].append(word)
            for level in sorted(rows, reverse=True):
                table.writerow([kind, level, " ".join(sorted(rows[level]))])


if __name__ == "__main__":
    main(*map(Path, sys.argv[1:4]))
