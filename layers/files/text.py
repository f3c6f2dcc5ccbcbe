"""Read a text file of a case: strict UTF-8, in bounds, inside the case."""

from __future__ import annotations

import re
import stat
from pathlib import Path

FILE_BYTES_MOST = 256 * 1024 * 1024

# Written by chr() so that no control character stands in this file.
_CONTROLS = "".join(chr(code) for code in (*range(0x20), 0x7F) if chr(code) not in "\t\n\r")
# Overrides, embeddings and isolates make a text read otherwise than it is written, up to the end of its line.
_TURNS = "\u202a-\u202e\u2066-\u2069"
_UNWANTED = re.compile(f"[{re.escape(_CONTROLS)}{_TURNS}\ud800-\udfff]")
_PREVIEW_CHARACTERS = 60


class TextError(ValueError):
    """
    A file that cannot be read as text.

    `message` says what came and what was wanted; `line` is 0 where the file as
    a whole is at fault.
    """

    def __init__(self, message: str, line: int = 0) -> None:
        super().__init__(message)
        self.message = message
        self.line = line


def read_text(path: Path, *, encoding: str | None = None, wanted: str = "a text file was wanted") -> str:
    """
    Read a file as strict UTF-8, with or without a byte order mark.

    Parameters
    ----------
    path
        A regular file; a symbolic link is refused, since it may lead out of the case.
    encoding
        Read a file that is not UTF-8 in this encoding instead of refusing it.
    wanted
        What the file should hold, told where it is missing.

    Returns
    -------
    text
        The text without its byte order mark, line ends as they stand in the file.

    Raises
    ------
    TextError
        If the file is missing, a link, not a regular file, too large, or not
        UTF-8 (then with the encoding it seems to have, and a preview).
    """
    return decode_text(_read_bytes(path, wanted), encoding=encoding)


def decode_text(raw: bytes, *, encoding: str | None = None) -> str:
    """
    Decode the bytes of a text as strict UTF-8, with or without a byte order mark.

    Parameters
    ----------
    encoding
        Read bytes that are not UTF-8 in this encoding instead of refusing them.

    Raises
    ------
    TextError
        If they are not UTF-8 (then with the encoding they seem to have, and a
        preview), nor in `encoding` where one is given.
    """
    try:
        return raw.decode("utf-8-sig")
    except UnicodeDecodeError as broken:
        if encoding is not None:
            return _decode(raw, encoding)
        line = raw.count(b"\n", 0, broken.start) + 1
        from layers.files.encoding import guess_encoding  # a text that is UTF-8 does without

        guess = guess_encoding(raw)
        if not guess:
            raise TextError("not UTF-8 text; save the file as UTF-8", line) from None
        preview = _preview(raw, guess, broken.start)
        raise TextError(
            f"not UTF-8; as {guess} it reads {preview!r}; save the file as UTF-8, or give --encoding {guess}",
            line,
        ) from None


def find_unwanted(text: str) -> str:
    """
    Return the name of the first character that no text of a case may hold, or an empty text.

    Refused are control characters other than tab and line end, lone
    surrogates, which no UTF-8 file can carry, and those that override the
    direction of writing (U+202A to U+202E, U+2066 to U+2069). Mere marks of
    direction (U+200E, U+200F, U+061C) are text and stay.
    """
    found = _UNWANTED.search(text)
    if not found:
        return ""
    code = ord(found.group())
    return f"U+{code:04X}" + (", which makes text read otherwise than written" if 0x2000 < code < 0x2100 else "")


def _read_bytes(path: Path, wanted: str) -> bytes:
    try:
        about = path.lstat()
        if stat.S_ISLNK(about.st_mode):
            raise TextError("is a symbolic link; put the file itself into the case")
        if not stat.S_ISREG(about.st_mode):
            raise TextError("is not a file; a text file was wanted")
        if about.st_size > FILE_BYTES_MOST:
            raise TextError(
                f"holds {about.st_size:,} bytes; at most {FILE_BYTES_MOST:,} are read, so split it into several layers"
            )
        return path.read_bytes()
    except FileNotFoundError:
        raise TextError(f"is missing; {wanted}") from None
    except OSError as failure:
        raise TextError(f"cannot be read: {failure.strerror}") from None


def _decode(raw: bytes, encoding: str) -> str:
    try:
        return raw.decode(encoding).removeprefix("\ufeff")
    except LookupError:
        raise TextError(
            f"{encoding!r} is not an encoding that Python knows; write one such as cp1251 or utf-16"
        ) from None
    except UnicodeDecodeError as broken:
        line = raw.count(b"\n", 0, broken.start) + 1
        raise TextError(f"neither UTF-8 nor {encoding}; save the file as UTF-8", line) from None


def _preview(raw: bytes, encoding: str, at: int) -> str:
    try:
        text = raw.decode(encoding)
    except (UnicodeDecodeError, LookupError):
        return ""
    start = text.rfind("\n", 0, min(at, len(text))) + 1
    return text[start : start + _PREVIEW_CHARACTERS].strip().removeprefix("\ufeff")
