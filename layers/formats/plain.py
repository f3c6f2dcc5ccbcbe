"""What parsers of TOML, JSON and CSV say, in words that name the slip and its cure."""

from __future__ import annotations

import re

_QUOTE = "a text in quotes is not closed; end it on its line with the quote it began with"
_TOML = (
    (r"illegal character '\\n'|unterminated string|expected \"'+\"|expected '\"+'", _QUOTE),
    (r"illegal character", "a control character stands here; delete it"),
    (r"unescaped '\\'", "a backslash stands in a text; write it twice, or put the text in single quotes"),
    (r"expected '=' after", "a name without '=' and a value; write NAME = \"text\""),
    (r"invalid value \(at end", "a list is not closed, or a value is missing; end a list with ]"),
    (r"unclosed array", "a list is not closed, or a comma is missing in it; end it with ]"),
    (r"unclosed inline table|inline table", "a table in braces is not closed, or names a field twice; end it with }"),
    (r"at the end of a table declaration|expected '\]", "a heading is not closed; write [name] or [[name]]"),
    (r"initial character for a key", "no name stands before '='; write NAME = \"text\""),
    (r"expected newline or end of document", "something follows the value; write one field a line, texts in quotes"),
    (r"invalid statement", 'this is no field and no heading; write NAME = "text", or # before a remark'),
    (r"invalid value", "the value is not one of TOML; write texts in quotes"),
    (r"overwrite|declare|redefine|mutate|duplicate", "a field or table is given twice; keep one"),
    (r"invalid date", "a date or time that no calendar has; write it in quotes as EDTF"),
)
_JSON = (
    (r"unterminated string", "a text in quotes is not closed; end it with a double quote"),
    (r"control character", "a line end or control character stands in a text; write \\n for a line end"),
    (r"property name|a name in quotes", "a name in double quotes was wanted here, or a comma is one too many"),
    (r"delimiter", "a comma, colon or closing bracket is missing here"),
    (r"escape", "a backslash stands in a text; write it twice"),
    (r"expecting value", "a value is missing here, or a word stands without quotes"),
    (r"expecting '\{'", "a GeoJSON file begins with {"),
)
_CSV = (
    (r"unexpected end", 'a cell in quotes is not closed; look for a single " before here'),
    (r"expected after", 'something follows a closing quote; write " within a cell as ""'),
)


def explain_toml(message: str) -> str:
    """Return what is wrong with a TOML text, from what tomllib says."""
    return _explain(message, _TOML)


def explain_json(message: str) -> str:
    """Return what is wrong with a JSON text, from what the json module says."""
    return _explain(message, _JSON)


def explain_csv(message: str) -> str:
    """Return what is wrong with a CSV text, from what the csv module says."""
    return _explain(message, _CSV)


def _explain(message: str, known: tuple[tuple[str, str], ...]) -> str:
    folded = message.casefold()
    return next((words for pattern, words in known if re.search(pattern, folded)), folded[:1] + message[1:])
