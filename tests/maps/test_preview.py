"""A preview with drafts in it: nobody can take it, or a part of it, for the map."""

from __future__ import annotations

import shutil

import pytest
from click.testing import CliRunner

from dateline import main
from geo.place import Place
from layers.drafts.draft import Draft
from layers.drafts.shelf import write_drafts
from tests.maps.conftest import DESKTOP, PHONE

WORDS = "DRAFT – NOT FOR PUBLICATION"


@pytest.fixture
def case(first_case, tmp_path):
    """Copy the first case and put a draft on its shelf."""
    folder = tmp_path / "case"
    shutil.copytree(first_case, folder, ignore=shutil.ignore_patterns("*.html"))
    port = Place("Vladivostok", 131.87, 43.1, "settlement", 4000, "RU", gazetteer="geonames", gazetteer_id="2013348")
    draft = Draft(
        title="Barges arriving at Vladivostok",
        start=0,
        end=40,
        quote="barges arriving at Vladivostok on the 15th",
        place=port,
        place_as_written="Vladivostok",
        role="where",
        date="2025-06-15",
        date_as_written="on the 15th",
        occurrence="occurred",
        status="reported",
        citing=("Meridian",),
    )
    write_drafts(folder, "cnn-2025-07-02", [draft], places={0: "Vladivostok, Russia"})
    return folder


@pytest.fixture
def preview(case):
    """Build the preview as a person does."""
    done = CliRunner().invoke(main, ["build", str(case), "--drafts"])
    assert done.exit_code == 0, done.output
    assert not (case / "map.html").exists()
    return case / "draft.html"


@pytest.mark.parametrize(
    ("screen", "at"),
    [(DESKTOP, ""), (PHONE, ""), ({"viewport": {"width": 320, "height": 480}}, "embed=1")],
    ids=["desk", "phone", "frame"],
)
def test_the_banner_stands_on_every_screen(open_map, preview, screen, at):
    """A screenshot of the preview, also from a phone or a frame, still says what it is."""
    page = open_map(preview, at=at, screen=screen)
    # Over the map, under what is to be read on it.
    assert page.evaluate("getComputedStyle(document.getElementById('map-frame'), '::after').zIndex") == "0"

    banner = page.get_by_role("note").filter(has_text=WORDS)
    box = banner.bounding_box()
    assert box is not None
    assert (round(box["y"]), round(box["width"])) == (0, screen["viewport"]["width"])
    assert page.title().startswith(WORDS)
    assert page.evaluate("document.documentElement.scrollHeight <= innerHeight + 1")


def test_paper_says_it_too(open_map, preview):
    """What is printed is passed on by hand, without the address that says draft.html."""
    page = open_map(preview, color_scheme="light")  # a window of its own: the shared one must not stay paper

    page.emulate_media(media="print")

    assert page.get_by_role("note").filter(has_text=WORDS).is_visible()


def test_the_map_itself_has_no_drafts(case):
    """Without --drafts nothing of the shelf may enter the page."""
    done = CliRunner().invoke(main, ["build", str(case), "--json"])

    assert '"events": 10' in done.output
    assert not (case / "draft.html").exists()


def test_a_preview_locks_no_place_and_is_not_written_over_the_map(case):
    """places.csv holds what a person let in; map.html is what the public sees."""
    before = (case / "places.csv").read_bytes()
    assert CliRunner().invoke(main, ["build", str(case), "--drafts"]).exit_code == 0

    refused = CliRunner().invoke(main, ["build", str(case), "--drafts", "-o", str(case / "map.html")])

    assert (case / "places.csv").read_bytes() == before
    assert refused.exit_code == 2
    assert "a preview with drafts goes elsewhere" in refused.output
