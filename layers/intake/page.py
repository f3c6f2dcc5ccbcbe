"""Read a report from a saved HTML page: its main text, and what its metadata say of it."""

from __future__ import annotations

import codecs
import re
import warnings
from typing import Any

from layers.intake.page_words import PageWords, read_page_words
from layers.intake.plain import decode_report, find_notices
from layers.intake.published import Stated, choose_day
from layers.intake.report import Report, UnreadableError

PAGE_BYTES_MOST = 8 * 1024 * 1024
"""Size of a page; text is a small part of one, and what takes it out is not made for larger."""

NESTING_MOST = 200_000
"""Tags that a page may have."""

_CHARSET = re.compile(rb"""<meta[^>]{0,200}?charset\s*=\s*["']?\s*([\w:.-]{1,40})""", re.IGNORECASE)
_DECLARED = re.compile(rb"""<\?xml[^>]{0,200}?encoding\s*=\s*["']([\w:.-]{1,40})""", re.IGNORECASE)
_EMBEDDED = re.compile(r"data:[^\"'\s<>]{200,}")
_LONG_TAG = re.compile(r"<([a-zA-Z][\w:-]{0,40})[^<>]{4000,}(?:>|(?=<)|$)")
_LEAST_TEXT = 25
_CONTROLS = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f]")


def read_page(file: str, raw: bytes, *, encoding: str | None = None) -> Report:
    """
    Read a page: the main text as trafilatura finds it, paragraphs parted by an empty line.

    Nothing is fetched and no script is run. Offsets count in the text that was
    taken out, since the page's own hold its markup.

    Raises
    ------
    UnreadableError
        If it is too large, in an unknown encoding, or holds no text.
    """
    if len(raw) > PAGE_BYTES_MOST:
        raise UnreadableError(
            f"is a page of {len(raw):,} bytes; at most {PAGE_BYTES_MOST:,} are read: save its text instead"
        )
    html = _decode(raw, encoding)
    if html.count("<") > NESTING_MOST:
        raise UnreadableError(f"is a page of more than {NESTING_MOST:,} tags; save its text instead")
    # Pictures inside a page, and tags of more attributes than a person writes: the parser compares each with each.
    tree = _parse(_LONG_TAG.sub(r"<\1>", _EMBEDDED.sub("data:,", html)))
    if tree is None:
        raise UnreadableError("is an empty page")
    words = read_page_words(tree)
    text, notices = _read_main_text(tree)
    published, said = choose_day(words.published)
    if not published and words.seen:
        day, _ = choose_day([Stated("time", stamp) for stamp in words.seen])
        if day and not day.startswith("["):
            published = day
            said = [f"its metadata give no day of publication; {day} is that of the only <time> on the page"]
        else:
            said.append("its metadata give no day of publication, and its text shows several days or none")
    return _report(file, text, words, published, [*notices, *said, *find_notices(text)])


def _report(file: str, text: str, words: PageWords, published: str, notices: list[str]) -> Report:
    return Report(
        file,
        text,
        title=words.title,
        publisher=words.publisher,
        author=words.author,
        url=words.url,
        language=words.language,
        published=published,
        notices=tuple(notices),
    )


def _decode(raw: bytes, encoding: str | None) -> str:
    """Decode a page by its mark, the caller's word, or the encoding that it declares; else as UTF-8."""
    for mark, name in ((codecs.BOM_UTF16_LE, "utf-16"), (codecs.BOM_UTF16_BE, "utf-16")):
        if raw.startswith(mark):
            return decode_report(raw, encoding=name)
    if encoding is None and not raw.startswith(codecs.BOM_UTF8):
        found = _CHARSET.search(raw, 0, 4096) or _DECLARED.match(raw)
        if found:
            encoding = _known(found[1].decode("ascii"))
    return decode_report(raw, encoding=encoding)


def _known(name: str) -> str | None:
    """Return an encoding that Python knows under a name of the web; None for UTF-8 and the unknown."""
    web = {"iso-8859-1": "cp1252", "latin1": "cp1252", "ks_c_5601-1987": "cp949", "euc-kr": "cp949"}
    name = web.get(name.lower(), name)
    try:
        known = codecs.lookup(name).name
    except LookupError:
        return None
    return None if known in ("utf-8", "ascii", "utf-16", "utf-16-le", "utf-16-be") else known


def _parse(html: str) -> Any:
    """Parse a page; None where nothing is in it. The parser resolves no entity of its own and asks no network."""
    from lxml import etree
    from lxml import html as lxml_html

    parser = lxml_html.HTMLParser(encoding="utf-8", no_network=True, huge_tree=False, remove_comments=True)
    try:
        return lxml_html.document_fromstring(_CONTROLS.sub(" ", html).encode(), parser=parser)
    except (etree.ParserError, etree.XMLSyntaxError):
        return None


def _read_main_text(tree: Any) -> tuple[str, list[str]]:
    """Take the main text out of a page, or all its text where no main part is found."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # of its dependencies, on their own future
        import trafilatura

        try:
            text = trafilatura.extract(
                tree, include_comments=False, include_tables=True, with_metadata=False, output_format="txt"
            )
        except RecursionError:
            raise UnreadableError("is a page nested too deeply; save its text instead") from None
        if text and len(text) >= _LEAST_TEXT:
            return _paragraphs(text), []
        text = trafilatura.html2txt(tree)
    if not text or not text.strip():
        raise UnreadableError("is a page without text (one that scripts fill is saved empty; copy its text instead)")
    return _paragraphs(text), ["its main text could not be told from the rest; all the text of the page is read"]


def _paragraphs(text: str) -> str:
    return "\n\n".join(line.strip() for line in text.splitlines() if line.strip()) + "\n"
