"""Read a report from a PDF or DOCX file, in a process of its own with limits: such files may be made to harm."""

from __future__ import annotations

import importlib.util
import json
import os
import subprocess
import sys
from pathlib import Path

from layers.intake.plain import find_notices
from layers.intake.report import Report, UnreadableError

SECONDS_MOST = 60
MEMORY_MOST = 1536 * 1024 * 1024
"""Bytes of memory for the reading of one document."""

_PACKAGES = {"pdf": ("pypdf", "a PDF"), "docx": ("docx", "a Word document")}


def read_document(file: str, raw: bytes, kind: str) -> Report:
    """
    Read the text of a document.

    Parameters
    ----------
    kind
        ``pdf`` or ``docx``.

    Raises
    ------
    UnreadableError
        If the package for it is not installed (then with the name of the
        extra), or the document is broken, locked, without text, or asks for
        more time or memory than one report may.
    """
    package, name = _PACKAGES[kind]
    if importlib.util.find_spec(package) is None:
        raise UnreadableError(
            f'is {name}, which needs a package that is not installed: pip install "dateline[{kind}]"', extra=kind
        )
    read = _run(raw, kind, name)
    if "fault" in read:
        raise UnreadableError(f"is {name} that {read['fault']}")
    text = read["text"]
    notices = find_notices(text)
    return Report(file, text, title=read["title"], author=read["author"], notices=tuple(notices))


def _run(raw: bytes, kind: str, name: str) -> dict[str, str]:
    """Read the document in another process, which is ended when it takes too long."""
    root = str(Path(__file__).parents[2])
    paths = os.pathsep.join(filter(None, (root, os.environ.get("PYTHONPATH", ""))))
    try:
        run = subprocess.run(
            [sys.executable, "-m", "layers.intake.document_text", kind, str(SECONDS_MOST), str(MEMORY_MOST)],
            input=raw,
            capture_output=True,
            timeout=SECONDS_MOST,
            env={**os.environ, "PYTHONPATH": paths},
            check=False,
        )
    except subprocess.TimeoutExpired:
        raise UnreadableError(f"is {name} that takes more than {SECONDS_MOST} s to read; save its text") from None
    try:
        read = json.loads(run.stdout)
    except ValueError:
        raise UnreadableError(
            f"is {name} that cannot be read: it is broken, or needs more than {MEMORY_MOST // 2**20} MiB"
        ) from None
    return {key: str(value) for key, value in read.items()}
