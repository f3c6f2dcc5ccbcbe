"""Score date phrases against a folder of TimeML documents (TempEval-3), and count the text that is read in a second."""

from __future__ import annotations

import argparse
import os
import re
import sys
import time
import tomllib
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import NamedTuple
from xml.etree import ElementTree

sys.path.insert(0, str(Path(__file__).parents[2]))

from layers.edtf import day_iso, parse_edtf
from layers.phrases import DatePhrase, find_dates

ROOT = Path(__file__).parents[2]
KEY = Path(__file__).with_name("te3_values.toml")
FLOOR, GOAL = {"relaxed": 0.90, "value": 0.76}, {"relaxed": 0.93, "value": 0.82}
SPEED_TARGET = 1_000_000
"""Characters a second."""

_PARTS = {
    "morning": "MO",
    "afternoon": "AF",
    "evening": "EV",
    "night": "NI",
    "noon": "12:00",
    "midnight": "24:00",
}
_SEASONS = {21: "SP", 22: "SU", 23: "FA", 24: "WI"}
_DAY = re.compile(r"\d{4}-\d\d-\d\d")


class Timex(NamedTuple):
    """A time expression of a document; `value` as TIMEX3 writes it, empty where it is not given."""

    start: int
    end: int
    value: str


class Document(NamedTuple):
    """A text with its day and the time expressions that people marked in it."""

    name: str
    text: str
    day: str
    marked: list[Timex]


def timex_value(phrase: DatePhrase) -> str:
    """
    Write what a phrase means as a TIMEX3 value.

    A length or a set is its ISO duration; a date with a length as well ("the
    past two years") is marked by its length in TimeML; a week is counted as
    ISO 8601 does; a window within a month or year ("mid-September") is that
    month or year; a bound ("by November") is the date it names.
    """
    if phrase.rule.startswith("vague"):
        return {"present": "PRESENT_REF", "past": "PAST_REF", "future": "FUTURE_REF"}[phrase.rule.split("-")[1]]
    if phrase.kind == "set" and phrase.part:
        return f"XXXX-XX-XXT{_PARTS[phrase.part]}"
    if "decade" in phrase.text.lower() and phrase.length:
        return re.sub(r"P(\d*)0Y", r"P\1DE", phrase.length)
    if phrase.kind != "date" or (phrase.length and not phrase.edtf.startswith(("1", "2"))):
        return phrase.length
    if phrase.length and phrase.rule.startswith(("stretch", "within", "coming")):
        return phrase.length
    value = _date_value(phrase.edtf)
    if phrase.part and _DAY.fullmatch(value):
        return f"{value}T{_PARTS[phrase.part]}"
    return value


def _date_value(edtf: str) -> str:
    if not edtf:
        return ""
    text = edtf.strip("[]{}~?%").removesuffix("/..").removeprefix("../").removeprefix("..").removesuffix("..")
    if ".." in text:
        return _window_value(*text.split("..", 1))
    if re.fullmatch(r"\d{4}-\d\d", text) and int(text[5:]) > 12:
        code = int(text[5:])
        return f"{text[:5]}{_SEASONS.get(code) or (f'Q{code - 32}' if code < 40 else f'H{code - 39}')}"
    return text.replace("X", "").removesuffix("Z") if "T" not in text else text.removesuffix("Z")


def _window_value(first: str, last: str) -> str:
    """Write a window of days: an ISO week, a weekend, else the month or year that holds it."""
    begin, end = parse_edtf(first).earliest, parse_edtf(last).latest
    assert begin is not None
    assert end is not None
    if end - begin <= 6 and _DAY.fullmatch(first):
        import datetime

        year, week, weekday = datetime.date.fromisoformat(day_iso(begin)).isocalendar()
        if (weekday, end - begin) == (6, 1):
            return f"{year}-W{week:02}-WE"
        if end - begin == 6 or (weekday + end - begin <= 7 and end - begin < 6):
            return f"{year}-W{week:02}"
    begin_day, end_day = day_iso(begin), day_iso(end)
    return next((begin_day[:size] for size in (7, 4, 3) if begin_day[:size] == end_day[:size]), "")


def split_ends(phrase: DatePhrase) -> list[Timex]:
    """TIMEX3 marks the two ends of a range apart: so is a span scored."""
    ends = re.split(r"[/,]|\.\.", phrase.edtf.strip("[]{}")) if phrase.kind == "date" else phrase.length.split("/")
    cut = re.search(r"\s*(?:[-–—/]|\bto\b|\bor\b|\band\b|\bthrough\b)\s*", phrase.text)
    ranged = phrase.rule in ("joined", "years", "months", "days", "weekdays", "length-range")
    if not (ranged and cut and len(ends) == 2 and ".." not in ends):
        return [Timex(phrase.start, phrase.end, timex_value(phrase))]
    return [
        Timex(phrase.start, phrase.start + cut.start(), ends[0]),
        Timex(phrase.start + cut.end(), phrase.end, ends[1]),
    ]


def read_document(path: Path) -> Document:
    """Read one TimeML document; its values are empty where they only repeat the day of the document."""
    root = ElementTree.fromstring(path.read_text(encoding="utf-8", errors="replace"))
    stamp = root.find(".//DCT/TIMEX3")
    assert stamp is not None
    day = _document_day(stamp.get("value", ""))
    body = root.find("TEXT")
    assert body is not None
    parts: list[str] = []
    marked: list[Timex] = []
    length = 0

    def walk(element: ElementTree.Element) -> None:
        nonlocal length
        start = length
        for piece in (element.text or "",):
            parts.append(piece)
            length += len(piece)
        for child in element:
            walk(child)
            parts.append(child.tail or "")
            length += len(child.tail or "")
        if element.tag == "TIMEX3":
            value = element.get("value", "")
            marked.append(Timex(start, length, "" if _document_day(value) == day and value != day else value))

    walk(body)
    repeated = bool(marked) and all(_document_day(one.value) == day or not one.value for one in marked)
    if repeated and len(marked) > 1:
        marked = [one._replace(value="") for one in marked]
    return Document(path.stem, "".join(parts), day, marked)


def _document_day(value: str) -> str:
    if _DAY.match(value):
        return value[:10]
    found = find_dates(value, published=None)
    return found[0].edtf if found else value


def overlaps(one: Timex, other: Timex) -> bool:
    """Tell whether two spans share a character."""
    return one.start < other.end and other.start < one.end


def score(
    documents: Sequence[Document], key: dict[str, dict[str, str]], *, differences: list[str] | None = None
) -> dict[str, float]:
    """
    Score as TempEval-3 does.

    Relaxed: spans that share a character count as found, one for one. Value:
    relaxed F1 times the share of the found whose value is the same, strictly.
    """
    marked = ours = found = right = valued = exact = 0
    told = [] if differences is None else differences
    for document in documents:
        values = key.get(document.name, {})
        phrases = [end for phrase in find_dates(document.text, published=document.day) for end in split_ends(phrase)]
        marked += len(document.marked)
        ours += len(phrases)
        used: set[int] = set()
        for number, timex in enumerate(document.marked, start=1):
            hit = next((at for at, one in enumerate(phrases) if at not in used and overlaps(one, timex)), None)
            if hit is None:
                told.append(_difference("missed", document, timex, ""))
                continue
            used.add(hit)
            found += 1
            exact += (phrases[hit].start, phrases[hit].end) == (timex.start, timex.end)
            wanted = timex.value or values.get(str(number), "")
            if wanted:
                valued += 1
                right += phrases[hit].value == wanted
                if phrases[hit].value != wanted:
                    told.append(_difference("value", document, timex, f"{wanted} <> {phrases[hit].value}"))
        told += [_difference("extra", document, one, one.value) for at, one in enumerate(phrases) if at not in used]
    relaxed = 2 * found / (marked + ours) if marked + ours else 0.0
    return {
        "documents": len(documents),
        "marked": marked,
        "ours": ours,
        "precision": found / ours if ours else 0.0,
        "recall": found / marked if marked else 0.0,
        "relaxed": relaxed,
        "exact": 2 * exact / (marked + ours) if marked + ours else 0.0,
        "valued": valued,
        "accuracy": right / valued if valued else 0.0,
        "value": relaxed * right / valued if valued else 0.0,
    }


def _difference(kind: str, document: Document, timex: Timex, note: str) -> str:
    around = document.text[max(0, timex.start - 40) : timex.end + 25].replace("\n", " ")
    return f"  {kind:7}{document.text[timex.start : timex.end]!r} {note}   … {around}"


def measure_rate(text: str, day: str) -> float:
    """Give the characters read in a second of processor time: the best of five, so that a busy machine counts less."""
    best = 0.0
    for _ in range(5):
        begin = time.process_time()
        find_dates(text, published=day)
        best = max(best, len(text) / (time.process_time() - begin))
    return best


def main(arguments: Iterable[str] = ()) -> int | None:
    """Print the figures; 1 when a floor or the speed is missed."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--folder", type=Path, help="TimeML documents; also DATELINE_TE3")
    parser.add_argument("--verbose", action="store_true", help="print each difference")
    options = parser.parse_args(list(arguments))
    folder = options.folder or Path(os.environ.get("DATELINE_TE3", ROOT.parent / "shared/corpora/te3-platinum"))
    paths = sorted(folder.glob("*.tml"))
    if not paths:
        print(f"dates: no TimeML documents (*.tml) in {folder}; give --folder or DATELINE_TE3. Nothing was scored.")
        return None
    documents = [read_document(path) for path in paths]
    own = not any(timex.value for document in documents for timex in document.marked)
    differences: list[str] = []
    key = tomllib.loads(KEY.read_text(encoding="utf-8")) if own else {}
    figures = score(documents, key, differences=differences)
    if options.verbose:
        print("\n".join(differences))
    print(
        f"dates, {figures['documents']:.0f} documents, {figures['marked']:.0f} marked, {figures['ours']:.0f} found: "
        f"relaxed P {figures['precision']:.3f} R {figures['recall']:.3f} F1 {figures['relaxed']:.3f} "
        f"(floor {FLOOR['relaxed']}, goal {GOAL['relaxed']}), exact F1 {figures['exact']:.3f}"
    )
    whose = "our own values, since the documents give none" if own else "the values of the documents"
    print(
        f"dates, value F1 {figures['value']:.3f} (floor {FLOOR['value']}, goal {GOAL['value']}), "
        f"{figures['accuracy']:.3f} of {figures['valued']:.0f} compared, against {whose}"
    )
    news = "\n\n".join(document.text for document in documents)
    rate = measure_rate(news * (1_000_000 // len(news) + 1), documents[0].day)
    print(f"dates: {rate:,.0f} characters a second (target {SPEED_TARGET:,})")
    return 0 if all(figures[name] >= floor for name, floor in FLOOR.items()) and rate >= SPEED_TARGET else 1


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
