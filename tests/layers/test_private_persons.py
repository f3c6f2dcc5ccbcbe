"""What `check` finds that may be private: homes, telephone numbers, addresses, accounts, and what pictures tell."""

from __future__ import annotations

import struct

import pytest

from layers.case import read_case
from layers.places import place_events
from layers.publishing.picture_files import describe_metadata, find_picture_faults
from layers.publishing.private import describe_private, find_private
from tests.conftest import a_claim, an_event


def ask(folder):
    """Return what is found private in a case folder."""
    case = read_case(folder)
    assert case.broken == ()
    return find_private(case, place_events(case))


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("Call +44 20 7946 0018 for the crew", "telephone"),
        ("Ring 020 7946 0018", "telephone"),
        ("Звоните 8 (495) 123-45-67", "telephone"),
        ("(212) 555-0143", "telephone"),
        ("Telephone: 5550143", "telephone"),
        ("010-1234-5678 로 연락", "telephone"),
        ("write to anna.lee@mail.example.org", "e-mail"),
        ("as @anna_lee_1990 posted", "account"),
        ("the channel t.me/annalee", "account"),
        ("vk.com/id123456", "account"),
    ],
)
def test_what_is_private_is_found(text, kind):
    """A number once printed on a map rings for years."""
    assert kind in describe_private(text)


@pytest.mark.parametrize(
    "text",
    [
        "From 2025-06-04 to 2025-06-30",
        "between 10 000 and 12 000 troops",
        "+3 000 000 tonnes",
        "the 2023-2024-2025 seasons",
        "132.3350 42.9430",
        "ISBN 978-3-16-148410-0",
        "at 0800-1200 hours",
        "5 @ 20 tonnes each",
        "An Il-62M, tail RA-86572",
    ],
)
def test_what_is_not_private_passes(text):
    """Warnings that are mostly wrong are read by nobody."""
    assert describe_private(text) == ""


def test_every_text_that_a_reader_sees_is_looked_at(make_case):
    """A number hides in any field, not in the summary alone."""
    number = "+44 20 7946 0018"
    event = an_event("a", summary=number, values={"by": number}, tags=[number], date_reason=number,
                     claim=[a_claim(text=number, quote=number, place_as_written=number)])  # fmt: skip
    folder = make_case(layers={"ships": [event]}, head={"method": number},
                       sources=[{"id": "gazette", "publisher": "G", "author": "@annalee"}])  # fmt: skip

    fields = [fault.field for fault in ask(folder)]

    assert fields == ["method", "author", "summary", "date_reason", "values.by", "tags", "claim.text", "claim.quote",
                      "claim.place_as_written"]  # fmt: skip


@pytest.mark.parametrize("words", ["The home of the mayor is hit", "A family house burns", "Он жил здесь", "자택 앞"])
def test_an_exact_home_is_warned_of(make_case, words):
    """A pin on a private door can bring somebody to it."""
    event = an_event("a", title=words, precision="exact")

    [fault] = ask(make_case(layers={"ships": [event]}))

    assert fault.field == "publish_radius_m"
    assert "speak of a home" in fault.message


@pytest.mark.parametrize(
    "fields",
    [
        {"title": "The home of the mayor is hit", "precision": "settlement"},
        {"title": "The home of the mayor is hit", "precision": "exact", "publish_radius_m": 3000},
        {"title": "A warehouse burns near the White House", "precision": "exact"},
    ],
)
def test_homes_that_nobody_can_find_pass(make_case, fields):
    """A town is not a door, nor is a warehouse a home."""
    assert ask(make_case(layers={"ships": [an_event("a", **fields)]})) == ()


def test_one_place_told_twice_gives_itself_away(make_case):
    """An event that is hidden roughly and shown exactly beside it is not hidden."""
    events = [an_event("a", publish_radius_m=5000), an_event("b")]

    [fault] = ask(make_case(layers={"ships": events}))

    assert fault.event == "b"
    assert "gives the others away" in fault.message


def test_a_name_that_tells_the_hidden_place_is_warned_of(make_case):
    """To hide the point and print the village's name is to hide nothing."""
    folder = make_case(layers={"ships": [an_event("a", place="Dunai, Russia", publish_radius_m=50_000)]})
    (folder / "places.csv").write_text(
        'place,lon,lat,precision,radius_m\n"Dunai, Russia",132.3,42.9,settlement,2000\n', "utf-8"
    )

    [fault] = ask(folder)

    assert fault.field == "place"


def test_an_article_that_is_published_is_looked_at(make_case):
    """A saved report prints numbers that its own site may have taken down."""
    folder = make_case(layers={"ships": [an_event("a")]}, head={"privacy": {"publish_text": True, "license": "CC0"}})
    (folder / "articles").mkdir()
    (folder / "articles" / "one.txt").write_text("kind: digest\nsource: gazette\n\nHe answers at a@b.example.org.\n")

    [fault] = ask(folder)

    assert "line 1 of its text" in fault.message


def exif(*, position):
    """Return an EXIF block of one directory, with or without a position."""
    tag = 0x8825 if position else 0x010F
    return b"II*\0" + struct.pack("<IHHHII", 8, 1, tag, 4, 1, 26) + bytes(8)


def jpeg(*blocks):
    """Return the beginning of a JPEG file with blocks of metadata."""
    parts = [b"\xff\xd8"]
    parts += [b"\xff" + marker + (len(block) + 2).to_bytes(2, "big") + block for marker, block in blocks]
    return b"".join(parts) + b"\xff\xda\x00\x02"


def png(kind, block):
    """Return the beginning of a PNG file with one chunk."""
    return b"\x89PNG\r\n\x1a\n" + len(block).to_bytes(4, "big") + kind + block + bytes(4)


@pytest.mark.parametrize(
    ("head", "ending", "told"),
    [
        (jpeg((b"\xe1", b"Exif\0\0" + exif(position=True))), ".jpg", "EXIF with the position"),
        (jpeg((b"\xe1", b"Exif\0\0" + exif(position=False))), ".jpg", "EXIF: camera"),
        (jpeg((b"\xe1", b"http://ns.adobe.com/xap/1.0/\0<exif:GPSLatitude>")), ".jpg", "XMP with the position"),
        (jpeg((b"\xed", b"Photoshop 3.0\0")), ".jpg", "IPTC"),
        (jpeg((b"\xe0", b"JFIF\0")), ".jpg", ""),
        (png(b"eXIf", exif(position=True)), ".png", "EXIF with the position"),
        (png(b"iTXt", b"XML:com.adobe.xmp\0<x/>"), ".png", "XMP"),
        (png(b"IDAT", b"x"), ".png", ""),
        (b"RIFF\x40\0\0\0WEBPEXIF" + struct.pack("<I", 34) + exif(position=True), ".webp", "EXIF with the position"),
        (exif(position=True), ".tif", "EXIF with the position"),
        (b"....ftypheic....Exif\0\0" + exif(position=True), ".heic", "EXIF with the position"),
        (b"\xff\xd8\xff", ".jpg", ""),
        (b"", ".jpg", ""),
        (b"\xff\xd8\xff\xe1\xff\xffExif\0\0II*\0\xff\xff\xff\xff", ".jpg", "EXIF: camera"),
    ],
)
def test_what_a_picture_tells_is_read(head, ending, told):
    """A position in a file is an address that nobody sees in the picture; a broken file must not stop a check."""
    assert describe_metadata(head, ending).startswith(told)
    assert bool(describe_metadata(head, ending)) == bool(told)


def test_pictures_beside_a_map_are_found(make_case):
    """Whoever hosts the folder hosts its pictures too."""
    folder = make_case(layers={"ships": [an_event("a")]})
    (folder / "media").mkdir()
    (folder / "media" / "pier.JPG").write_bytes(jpeg((b"\xe1", b"Exif\0\0" + exif(position=True))))
    (folder / "plain.png").write_bytes(png(b"IDAT", b"x"))

    [fault] = find_picture_faults(read_case(folder))

    assert fault.file.endswith("media/pier.JPG")
    assert fault.kind == "warning"
