"""Reports of all kinds of files: what is read of them, and what is said where they cannot be read."""

from __future__ import annotations

import io
import json
import subprocess
import sys
import time
import tracemalloc
import zipfile
from pathlib import Path

import pytest

from geo.finding.language import guess_language
from layers.intake import document
from layers.intake.report import BYTES_MOST, Report, UnreadReport
from layers.report import read_reports

ARTICLE = (
    "<p>A ferry ran aground off the pier on Tuesday, the harbour master said, and all on board were brought ashore.</p>"
)
HEADER = (
    "publisher: Harbour Post\ntitle: Ferry aground\nurl: https://www.harbour-post.example/ferry\n"
    "published: 2025-07-03\n\n"
)


@pytest.fixture
def save(tmp_path):
    """Return a function that saves a file and reads it."""

    def save_and_read(name, content, **options):
        path = tmp_path / name
        path.write_bytes(content if isinstance(content, bytes) else content.encode())
        return list(read_reports([str(path)], **options))

    return save_and_read


def page(head="", body=ARTICLE):
    """Return a page with an article."""
    return (
        f"<!doctype html><html lang='en'><head><title>Ferry aground</title>{head}</head><body>"
        f"<nav><a href='/'>Home</a></nav><article>{body}</article></body></html>"
    )


def test_a_text_keeps_every_character_behind_its_header(save):
    """Offsets of places and quotes count in it: a line end that changes shifts them all."""
    body = "Ferry aground\r\n\r\nIt ran aground\ton Tuesday. 🚢\n"

    [report] = save("a.txt", HEADER + body)

    assert report.text == body
    assert (report.publisher, report.title, report.published) == ("Harbour Post", "Ferry aground", "2025-07-03")
    assert (report.host, report.notices) == ("harbour-post.example", ())


def test_a_text_without_a_day_says_so(save):
    """Nothing is taken to be of today in silence."""
    [report] = save("a.txt", "A ferry ran aground on the 4th of last month.\n")

    assert report.published == ""
    assert "gives no day of publication" in report.notices[-1]
    assert "--published" in report.notices[-1]


def test_a_line_that_is_only_a_date_is_named_and_not_taken(save):
    """It may be the day of the report, or of the photograph above it."""
    [report] = save("a.txt", "Ferry aground\nJuly 3, 2025\n\nA ferry ran aground.\n")

    assert report.published == ""
    assert "its line 2 reads 'July 3, 2025'" in report.notices[0]
    assert "--published 2025-07-03" in report.notices[0]


def test_the_day_that_the_caller_gives_wins_and_a_difference_is_said(save):
    """Whoever saved the report knows best, and should hear that the file says otherwise."""
    [report] = save("a.txt", HEADER + "A ferry ran aground.\n", published="2025-07-04")

    assert report.published == "2025-07-04"
    assert "2025-07-03" in report.notices[0]


def test_a_digest_is_known_as_one(save):
    """Its words are ours: it must not be quoted."""
    [report] = save("a.txt", "kind: digest\n\nA ferry ran aground.\n")

    assert report.kind == "digest"


def test_markdown_may_carry_its_header_between_lines(save):
    """Notes are often kept so."""
    [report] = save(
        "a.md", "---\ntitle: 'Ferry aground'\ndate: 3 July 2025\n---\n# Another heading\n\nIt ran aground.\n"
    )

    assert (report.title, report.published) == ("Ferry aground", "2025-07-03")
    assert report.text.startswith("# Another heading")


def test_a_page_gives_its_main_text_and_what_it_says_of_itself(save):
    """Menus and notes at its foot are no part of the report."""
    block = {"@type": "NewsArticle", "headline": "Ferry aground", "datePublished": "2025-07-03T08:00:00+09:00"}
    block |= {"author": [{"name": "A. Writer"}, {"name": "B. Reporter"}], "publisher": {"name": "Harbour Post"}}
    head = f'<script type="application/ld+json">{json.dumps({"@graph": [{"@type": "WebSite"}, block]})}</script>'
    head += '<link rel="canonical" href="https://harbour-post.example/ferry">'

    [report] = save("a.html", page(head))

    assert "Home" not in report.text
    assert "ran aground off the pier on Tuesday" in report.text
    assert (report.title, report.publisher, report.author) == (
        "Ferry aground",
        "Harbour Post",
        "A. Writer, B. Reporter",
    )
    assert (report.published, report.host, report.language) == ("2025-07-03", "harbour-post.example", "en")
    assert report.notices == ()


def test_two_days_on_a_page_are_both_said(save):
    """Which of them is the day of the report, nobody can tell from the page; dates are read as far as both agree."""
    head = '<meta property="article:published_time" content="2025-07-03"><meta name="date" content="2025-06-28">'

    [report] = save("a.html", page(head))

    assert report.published == "[2025-06-28,2025-07-03]"
    assert "2025-06-28 (meta date) and 2025-07-03 (meta article:published_time)" in report.notices[0]

    [report] = save("a.html", page(head), published="2025-07-03")

    assert report.published == "2025-07-03"
    assert not any("give --published" in notice for notice in report.notices)


def test_one_moment_in_two_time_zones_is_one_day(save):
    """A date never shifts: the day is that of the place, not of Greenwich."""
    head = (
        '<meta property="article:published_time" content="2025-07-02T23:00:00Z">'
        '<meta name="pubdate" content="2025-07-03T08:00:00+09:00">'
    )

    [report] = save("a.html", page(head))

    assert (report.published, report.notices) == ("2025-07-03", ())


def test_a_day_that_only_the_text_of_a_page_shows_is_said_to_be_that(save):
    """A time element may belong to the report, or to another that the page lists."""
    [report] = save("a.html", page(body=f'<time datetime="2025-07-03">3 July</time>{ARTICLE}'))

    assert report.published == "2025-07-03"
    assert "the only <time>" in report.notices[0]


def test_a_page_may_declare_its_encoding(save):
    """Old pages are not in UTF-8, and say so."""
    text = page(
        "<meta charset='windows-1251'>",
        "<p>Паром сел на мель у причала во вторник, сообщил начальник порта в среду.</p>",
    )

    [report] = save("a.html", text.encode("cp1251"))

    assert "Паром сел на мель" in report.text


def test_a_page_that_scripts_fill_says_so(save):
    """Whoever saved it sees nothing wrong in the browser."""
    [unread] = save("a.html", "<html><head><title>x</title></head><body><script>fill()</script></body></html>")

    assert "page without text" in unread.text


def test_lines_are_reports_of_their_own(save):
    """A thousand reports come in one file; one bad line must not cost the others."""
    lines = [
        json.dumps({"text": "A ferry ran aground at Łeba.", "published": "2025-07-03", "mentions": [[23, 27]]}),
        "{not json}",
        "",
        json.dumps({"text": "A crane fell.", "mentions": [[5, 99]]}),
        json.dumps(["A crane fell."]),
        json.dumps({"published": "2025-07-03"}),
        '{"text": "half \\ud800"}',
        json.dumps({"text": "A crane fell.", "published": None, "publisher": "Harbour Post"}),
    ]

    reports = save("a.jsonl", "\n".join(lines))

    assert [report.file.rsplit(":", 1)[1] for report in reports] == ["1", "2", "4", "5", "6", "7", "8"]
    assert [type(report) for report in reports] == [Report, *[UnreadReport] * 5, Report]
    assert reports[0].text[slice(*reports[0].mentions[0])] == "Łeba"
    assert reports[-1].mentions is None
    assert "mentions: number 0 is [5, 99]" in reports[2].text
    assert "text: is missing" in reports[4].text


@pytest.mark.parametrize(
    ("name", "content", "reason"),
    [
        ("a.txt", b"", "is empty"),
        ("a.txt", b" \n\n ", "is empty"),
        ("a.txt", b"title: x\n\n\n", "holds a header and no text"),
        ("a.txt", b"\x7fELF\x02\x01\x01\x00\x00", "is binary"),
        ("a.bin", bytes(range(1, 32)) * 40, "is binary"),
        ("a.txt", "Паром сел на мель у причала.".encode("cp1251"), "give --encoding"),
        ("a.txt", "\ufeffA ferry".encode("utf-16-le"), "give --encoding utf-16"),
        ("a.html", b"<html></html>", "without text"),
        ("a.jsonl", b"\n\n", "is empty"),
        ("a.rtf", b"{\\rtf1}", "save it as text"),
        ("a.pdf", b"%PDF-1.7 broken", "is a PDF that"),
        ("a.docx", b"PK\x03\x04 broken", "is a Word document that"),
    ],
)
def test_what_cannot_be_read_is_named_with_its_reason(save, name, content, reason):
    """The person at the keyboard must know what to do next."""
    [unread] = save(name, content)

    assert isinstance(unread, UnreadReport)
    assert reason in unread.text


def test_the_other_files_are_still_read(tmp_path):
    """A folder of saved reports always holds one that is broken."""
    good = tmp_path / "good.txt"
    good.write_text("A ferry ran aground.\n", encoding="utf-8")

    reports = list(read_reports([str(tmp_path / "missing.txt"), str(tmp_path), str(good)]))

    assert [type(report) for report in reports] == [UnreadReport, UnreadReport, Report]
    assert "there is no such file" in reports[0].text
    assert "is a folder" in reports[1].text


def test_an_encoding_may_be_given(save):
    """The refusal names it; then it must work."""
    [report] = save("a.txt", "Паром сел на мель у причала.".encode("cp1251"), encoding="cp1251")

    assert report.text == "Паром сел на мель у причала."


def a_pdf(text):
    """Return the smallest PDF with a line of text."""
    stream = f"BT /F1 12 Tf 72 720 Td ({text}) Tj ET".encode()
    objects = [
        b"<< /Type /Catalog /Pages 2 0 R >>",
        b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 612 792] /Contents 4 0 R "
        b"/Resources << /Font << /F1 5 0 R >> >> >>",
        b"<< /Length %d >>\nstream\n%s\nendstream" % (len(stream), stream),
        b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>",
    ]
    out, places = io.BytesIO(), []
    out.write(b"%PDF-1.4\n")
    for number, content in enumerate(objects, start=1):
        places.append(out.tell())
        out.write(b"%d 0 obj\n%s\nendobj\n" % (number, content))
    start = out.tell()
    out.write(b"xref\n0 6\n0000000000 65535 f \n" + b"".join(b"%010d 00000 n \n" % place for place in places))
    out.write(b"trailer\n<< /Size 6 /Root 1 0 R >>\nstartxref\n%d\n%%%%EOF" % start)
    return out.getvalue()


def test_a_pdf_gives_its_text(save):
    """Many reports of agencies are PDFs; the kind is told by the first bytes where the name does not."""
    [report] = save("a.pdf", a_pdf("A ferry ran aground on Tuesday."))
    [same] = save("a", a_pdf("A ferry ran aground on Tuesday."))

    assert report.text == same.text == "A ferry ran aground on Tuesday.\n"


def a_docx(**parts):
    """Return a Word document with two paragraphs and a table; `parts` are more members of its archive."""
    from docx import Document

    document = Document()
    document.core_properties.title = "Ferry aground"
    document.add_paragraph("A ferry ran aground.")
    table = document.add_table(rows=1, cols=2)
    table.cell(0, 0).text, table.cell(0, 1).text = "Tuesday", "Łeba"
    document.add_paragraph("All were brought ashore.")
    file = io.BytesIO()
    document.save(file)
    with zipfile.ZipFile(file, "a", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            archive.writestr(name.replace("__", "/") + ".xml", content)
    return file.getvalue()


def test_a_word_document_gives_paragraphs_and_tables_in_order(save):
    """What stands between two paragraphs belongs between them."""
    [report] = save("a.docx", a_docx())

    assert report.text == "A ferry ran aground.\n\nTuesday | Łeba\n\nAll were brought ashore.\n"
    assert report.title == "Ferry aground"


@pytest.mark.parametrize(
    ("parts", "reason"),
    [
        ({"word__bomb": bytes(300 * 1024 * 1024)}, "unpacks to more than 256 MiB"),
        ({"word__entities": b'<!DOCTYPE x [<!ENTITY a "b">]><x>&a;</x>'}, "declares entities"),
    ],
)
def test_an_archive_that_would_burst_is_refused(save, parts, reason):
    """A small file from outside must not fill the memory."""
    [unread] = save("a.docx", a_docx(**parts))

    assert reason in unread.text


def test_a_package_that_is_missing_is_named(save, monkeypatch):
    """The sentence says what to type, and the caller can tell that the surroundings failed, not the file."""
    monkeypatch.setattr(document.importlib.util, "find_spec", lambda name: None)

    [unread] = save("a.pdf", a_pdf("x"))

    assert 'pip install "dateline[pdf]"' in unread.text
    assert unread.extra == "pdf"


@pytest.mark.parametrize("content", ["A ferry ran aground.\n", page(), '{"text": "A ferry ran aground."}\n'])
def test_standard_input_is_told_by_how_it_begins(content):
    """A report is piped in from a browser, a clipboard or another program."""
    code = "from layers.report import read_reports; print([r.text.strip()[:7] for r in read_reports(['-'])])"
    run = subprocess.run(
        [sys.executable, "-c", code],
        input=content.encode(),
        capture_output=True,
        check=True,
        cwd=Path(__file__).parents[2],
    )

    assert run.stdout.decode().strip() == "['A ferry']"


@pytest.mark.parametrize(
    "piece",
    ["<div>", '<a href="x">read on</a>', "<", "<li>", "<tr><td>a</td></tr>"],
)
def test_a_page_made_to_stop_the_reader_takes_time_by_its_length_only(save, piece):
    """Tags within tags, links without text, brackets without end: twice the page is about twice the time."""
    times = []
    for count in (4_000, 8_000):
        content = "<html><body>" + piece * count + ARTICLE
        begin = time.process_time()
        [_] = save("a.html", content)
        times.append(time.process_time() - begin)

    assert times[1] < 4 * times[0] + 0.5


def test_a_tag_of_too_many_attributes_loses_them(save):
    """The parser compares each attribute with each: a tag of 200,000 would hold it for minutes."""
    [report] = save("a.html", "<html><body><p " + " ".join(f'a{n}="x"' for n in range(100_000)) + ">" + ARTICLE)

    assert "ran aground" in report.text


def test_many_lines_are_read_in_constant_memory(tmp_path):
    """A file of reports is larger than the memory of the machine that reads it."""
    path = tmp_path / "a.jsonl"
    line = json.dumps({"text": "A ferry ran aground. " * 1_000}) + "\n"
    path.write_text(line * 100, encoding="utf-8")

    tracemalloc.start()
    count = sum(len(report.text) for report in read_reports([str(path)]))
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()

    assert count == 100 * 21_000
    assert peak < 5 * len(line) + 2_000_000


def test_a_file_past_the_limit_is_refused_before_it_fills_the_memory(tmp_path):
    """It is most likely no report."""
    path = tmp_path / "a.txt"
    with path.open("wb") as file:
        file.truncate(BYTES_MOST + 1)

    [unread] = read_reports([str(path)])

    assert "holds more than 64 MiB" in unread.text


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("The ferry was brought to the harbour of the town and has not left it.", "en"),
        ("El barco fue llevado al puerto de la ciudad y no se ha movido de los muelles.", "es"),
        ("Le navire a été conduit dans le port de la ville et ne l’a pas quitté depuis, que dire.", "fr"),
        ("Die Fähre wurde in den Hafen der Stadt gebracht und ist nicht mehr von dort gefahren.", "de"),
        ("Паром доставили в порт города, и он больше не выходил; были пострадавшие.", "ru"),
        ("Пором доставили до порту міста, і він більше не виходив; є постраждалі.", "uk"),
        ("여객선은 항구로 옮겨졌고 그 뒤로 떠나지 않았다.", "ko"),
        ("渡轮被拖到港口。", "zh"),
    ],
)
def test_the_language_is_guessed_where_nothing_says_it(text, language):
    """Words of dates and prepositions are those of the language."""
    assert guess_language(text) == language
