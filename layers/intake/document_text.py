"""
Print the text of a document from standard input as JSON; run by `layers.intake.document` in a process of its own.

    python -m layers.intake.document_text pdf|docx SECONDS BYTES
"""

from __future__ import annotations

import contextlib
import io
import json
import logging
import re
import sys
import zipfile

PAGES_MOST = 2_000
UNPACKED_MOST = 256 * 1024 * 1024
"""Bytes that may come out of the archive that a DOCX file is."""

_HYPHEN = re.compile(r"([^\W\d_])[-\u00ad]\n([^\W\d_])")
_LINE_END = re.compile(r"[ \t]+\n")
_CONTROLS = re.compile("[\x00-\x08\x0b\x0e-\x1f\x7f\ud800-\udfff]")
_WORD_MOST = 500


class DocumentError(Exception):
    """A document without a text to give; the message goes on after "is a PDF that"."""


def read_pdf(raw: bytes) -> dict[str, str]:
    """Read the pages of a PDF, parted by an empty line; words cut at a line end are joined."""
    from pypdf import PdfReader
    from pypdf.errors import PyPdfError

    try:
        reader = PdfReader(io.BytesIO(raw))
        if reader.is_encrypted and not reader.decrypt(""):
            raise DocumentError("is locked with a password; save a copy without one")
        if len(reader.pages) > PAGES_MOST:
            raise DocumentError(f"has {len(reader.pages):,} pages; at most {PAGES_MOST:,} are read")
        pages = [page.extract_text() for page in reader.pages]
        about = reader.metadata
    except (PyPdfError, ValueError, KeyError, TypeError, AttributeError, IndexError, RecursionError) as broken:
        raise DocumentError(f"is broken ({type(broken).__name__}: {str(broken)[:100]})") from None
    text = "\n\n".join(page.strip() for page in pages if page.strip())
    if not text:
        raise DocumentError("holds no text, only pictures of it; recognise its text (OCR) first")
    text = _HYPHEN.sub(r"\1\2", _LINE_END.sub("\n", text))
    return {"text": text + "\n", "title": _said(about, "title"), "author": _said(about, "author")}


def read_docx(raw: bytes) -> dict[str, str]:
    """Read the paragraphs and table cells of a Word document in order, parted by an empty line."""
    _check_archive(raw)
    from docx import Document
    from docx.table import Table

    try:
        document = Document(io.BytesIO(raw))
        parts = []
        for block in document.iter_inner_content():
            if isinstance(block, Table):
                parts += [" | ".join(cell.text.strip() for cell in row.cells) for row in block.rows]
            else:
                parts.append(block.text)
        about = document.core_properties
    except Exception as broken:
        # python-docx lets the errors of lxml, zipfile and its own through, without a common base.
        raise DocumentError(f"is broken ({type(broken).__name__}: {str(broken)[:100]})") from None
    text = "\n\n".join(part.strip() for part in parts if part.strip())
    if not text:
        raise DocumentError("holds no text")
    return {"text": text + "\n", "title": _said(about, "title"), "author": _said(about, "author")}


def _check_archive(raw: bytes) -> None:
    """Unpack an archive for its bytes only, counted as they come out, and refuse parts that declare entities."""
    total = 0
    try:
        with zipfile.ZipFile(io.BytesIO(raw)) as archive:
            if "word/document.xml" not in archive.namelist():
                raise DocumentError("is no Word document but another archive")
            for name in archive.namelist()[:10_000]:
                with archive.open(name) as member:
                    first = True
                    while chunk := member.read(1 << 16):
                        total += len(chunk)
                        if total > UNPACKED_MOST:
                            raise DocumentError(f"unpacks to more than {UNPACKED_MOST // 2**20} MiB")
                        if first and name.endswith((".xml", ".rels")) and b"<!" in chunk[:2048].replace(b"<!--", b""):
                            raise DocumentError("declares entities in its XML, which no Word document does")
                        first = False
    except (zipfile.BadZipFile, zipfile.LargeZipFile, NotImplementedError, EOFError, RuntimeError) as broken:
        raise DocumentError(f"is broken ({str(broken)[:100]})") from None


def _said(about: object, name: str) -> str:
    value = getattr(about, name, None)
    return " ".join(value.split())[:_WORD_MOST] if isinstance(value, str) else ""


def _limit(seconds: int, memory: int) -> None:
    """Bound the time and memory of this process, where the system can."""
    with contextlib.suppress(ImportError, ValueError, OSError):
        import resource

        resource.setrlimit(resource.RLIMIT_CPU, (seconds, seconds))
        resource.setrlimit(resource.RLIMIT_AS, (memory, memory))


def main(arguments: list[str]) -> int:
    """Read the document and print one JSON object: text, title and author, or its fault."""
    kind, seconds, memory = arguments[0], int(arguments[1]), int(arguments[2])
    logging.disable(logging.CRITICAL)
    raw = sys.stdin.buffer.read()
    _limit(seconds, memory)
    try:
        read = read_pdf(raw) if kind == "pdf" else read_docx(raw)
        answer = {key: _CONTROLS.sub(" ", value) for key, value in read.items()}
    except DocumentError as failure:
        answer = {"fault": str(failure)}
    except MemoryError:
        answer = {"fault": f"needs more than {memory // 2**20} MiB to read"}
    sys.stdout.write(json.dumps(answer))
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
