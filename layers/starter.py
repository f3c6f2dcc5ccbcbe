"""A new case: a folder with one sample event, ready to build and to write over."""

from __future__ import annotations

from pathlib import Path

from layers.event import Event
from layers.files.storage import StorageError, write_whole
from layers.syntax.toml_text import write_value

SAMPLE_ID = "sample-ship-valletta"
"""Id of the invented event of a new case; `check` warns as long as it is there."""
SAMPLE_TITLE = "Sample event: delete me"
SAMPLE_SUMMARY = (
    "Invented by 'dateline new' to show how an event is written. It never happened: delete it, and its source."
)
TEMPLATE_HEAD = {
    "summary": "What this map shows, in a sentence or two.",
    "scope": "What is on the map, and what is left out on purpose.",
    "method": "How reports were read, dated and placed.",
}
"""Texts of the head of a new case that say what to write there; published, they would say nothing."""

_CASE = """\
# The case as a whole. Everything here may be changed; docs/case-format.md names every field.
title = {title}
short_title = {title}
summary = {summary}
scope = {scope}
language = "en"
# The day this case speaks of, if it stands still at one. Take the # away and write it: 'dateline check' then lists
# expected events past it, and warns of what is dated after it.
# as_of = "2025-01-31"
# Where readers report an error: "mailto:you@example.org" or a web address.
contact = ""
method = {method}

# Layers in their order. The name is that of the file in layers/.
[layers.sightings]
title = "Sightings"
color = "blue"
"""

_SOURCES = """\
# The reports that claims rest on. A claim names one by its id.

[[source]]
id = "example-gazette-2025-01-16"
publisher = "Example Gazette"
title = "Sample report: delete me"
url = "https://example.org/report"
published = "2025-01-16"
"""

_LAYER = """\
# One [[event]] for each thing that happened, then one [[event.claim]] for each source that says so.
# Dates are EDTF: 2025-01-15, 2025-01, [..2025-11] (by November), 2025-06/2025-08 (lasting).
# Add by hand here, or with 'dateline add'.

[[event]]
id = {sample_id}
title = {title}
place = "Valletta, Malta"
date = "2025-01-15"
summary = {summary}

[[event.claim]]
source = "example-gazette-2025-01-16"
text = "A ship lay in the harbour on the 15th"
"""


class TakenError(StorageError):
    """Something stands where a new case was to be made; nothing was changed. A second try helps with another name."""


def find_template_field(event: Event) -> str:
    """
    Return the field by which an event is the invented sample of a new case, under whatever id; empty where it is not.

    Examples
    --------
    >>> find_template_field(Event("mine", "ships", "Sample event: delete me", claims=()))
    'title'
    """
    if event.id == SAMPLE_ID:
        return "id"
    if _is_same(event.title, SAMPLE_TITLE):
        return "title"
    return "summary" if _is_same(event.summary, SAMPLE_SUMMARY) else ""


def is_template(key: str, text: str) -> bool:
    """Tell whether a text of the head of a case is still what `dateline new` wrote there."""
    return key in TEMPLATE_HEAD and _is_same(text, TEMPLATE_HEAD[key])


def _is_same(text: str, template: str) -> bool:
    """Tell whether two texts are the same but for blanks and capitals."""
    return " ".join(text.split()).casefold() == template.casefold()


def create_case(folder: Path, *, title: str) -> tuple[Path, ...]:
    """
    Make a case folder that builds, with a sample event to write over.

    Parameters
    ----------
    folder
        A path at which nothing stands, or an empty folder.
    title
        Title of the case.

    Returns
    -------
    files
        The files written, in the order in which to open them.

    Raises
    ------
    TakenError
        If something stands there already.
    StorageError
        If the folder cannot be written.
    """
    try:
        if folder.is_symlink() or (folder.exists() and (not folder.is_dir() or any(folder.iterdir()))):
            raise TakenError(
                f"{folder.as_posix()}: exists already; name a folder that does not, so that nothing is overwritten"
            )
        (folder / "layers").mkdir(parents=True, exist_ok=True)
    except StorageError:
        raise
    except OSError as failure:
        raise StorageError(f"{folder.as_posix()}: cannot be made ({failure.strerror})") from None
    texts = {
        folder / "case.toml": _CASE.format(
            title=write_value(title), **{key: write_value(text) for key, text in TEMPLATE_HEAD.items()}
        ),
        folder / "sources.toml": _SOURCES,
        folder / "layers" / "sightings.toml": _LAYER.format(
            sample_id=write_value(SAMPLE_ID), title=write_value(SAMPLE_TITLE), summary=write_value(SAMPLE_SUMMARY)
        ),
    }
    for path, text in texts.items():
        write_whole(path, text.encode())
    return tuple(texts)
