"""What is not for the public is in no byte of the page."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from tests.conftest import PLAIN_SOURCES, a_claim, an_event
from tests.maps.blocks import read_blocks, read_raw_blocks
from tests.maps.test_sharing import save

if TYPE_CHECKING:
    from playwright.sync_api import Page

SECRETS = ("quagga-source", "okapi-event", "numbat-draft", "axolotl-article", "tapir-claim-note", "kakapo-candidate")


@pytest.fixture
def everything(make_case: Callable[..., Path], draw_case: Callable[..., str]) -> bytes:
    """Return all bytes of a page, its blocks inflated too, of a case that holds secrets wherever it may."""
    sources = [{**PLAIN_SOURCES[0], "note": "quagga-source"}, PLAIN_SOURCES[1]]
    events = [
        an_event("a", note="okapi-event", summary="a public-gnu summary", claim=[a_claim(text="a public-emu claim")]),
        # Two places of this name: the candidates are for the editor, not for the reader.
        an_event("b", place="Springfield"),
        an_event("c", place="Dunai, Primorsky Krai, Russia"),
    ]
    folder = make_case(layers={"sightings": events}, sources=sources)
    (folder / "drafts").mkdir()
    (folder / "drafts" / "read.toml").write_text('[[event]]\nid = "x"\ntitle = "numbat-draft"\n', "utf-8")
    (folder / "articles").mkdir()
    (folder / "articles" / "one.txt").write_text(
        "kind: text\nsource: gazette\n\nThe article says axolotl-article.\n", "utf-8"
    )
    page = draw_case(folder)
    return b"\n".join([page.encode(), *read_raw_blocks(page).values()])


def test_notes_drafts_and_articles_stay_at_home(everything: bytes):
    """An internal note or a source's whole text, once published, cannot be taken back."""
    assert [secret for secret in SECRETS if secret.encode() in everything] == []
    assert b"public-gnu" in everything
    assert b"public-emu" in everything


def test_the_workings_of_the_gazetteer_stay_at_home(everything: bytes):
    """Scores and ids mean nothing to a reader, and candidates would name places that no report names."""
    for working in (b"2024800", b"geonames_id", b"gazetteer_id", b"candidates", b"chosen_by", b'"score"'):
        assert working not in everything


def test_a_place_published_roughly_is_nowhere_exact(make_case: Callable[..., Path], draw_case: Callable[..., str]):
    """Who asks that places be coarse protects somebody; the exact degrees must not be in the file at all."""
    lon, lat = 14.51234, 35.91234
    event = an_event("a", lon=lon, lat=lat, precision="exact")
    folder = make_case(layers={"sightings": [event]}, head={"privacy": {"publish_radius_m": 10_000}})

    page = draw_case(folder)
    everything = b"\n".join([page.encode(), *read_raw_blocks(page).values()])
    blocks = read_blocks(page)
    assert b"51234" not in everything
    assert b"91234" not in everything
    assert int(blocks.columns["lon"][0]) != round(lon * 1e5)
    assert int(blocks.columns["lat"][0]) != round(lat * 1e5)
    assert int(blocks.columns["radius"][0]) >= 10_000
    for west, south, east, north in (window["bbox"] for window in blocks.context["fine"]):
        assert abs((west + east) / 2 - lon) > 1e-4 or abs((south + north) / 2 - lat) > 1e-4


def test_what_a_reader_exports_knows_no_more_than_the_page(
    make_case: Callable[..., Path], draw_case: Callable[..., str], open_map: Callable[..., Page], tmp_path: Path
):
    """Files saved from the page travel further than the page; none may hold a true point or a note."""
    events = [
        an_event("a", lon=14.51234, lat=35.91234, publish_radius_m=10_000, note="okapi-event"),
        an_event("b", lon=31.61237, lat=46.21238, publish_radius_m=20_000, precision="exact"),
    ]
    path = tmp_path / "map.html"
    path.write_text(draw_case(make_case(layers={"sightings": events})), "utf-8", newline="")
    page = open_map(path)

    for kind in ("CSV", "GeoJSON", "SVG"):
        name, content = save(page, kind)
        for secret in (b"51234", b"91234", b"61237", b"21238", b"okapi"):
            assert secret not in content, (kind, secret)
            assert secret.decode() not in name
