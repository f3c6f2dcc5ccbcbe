"""What leaves the page: its address, its frame, its picture, its events as files, paper."""

from __future__ import annotations

import csv
import io
import json
import re
import xml.etree.ElementTree as ET
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Locator, Page, expect
from shapely.geometry import shape

from tests.conftest import a_claim, an_event
from tests.maps.conftest import PHONE
from tests.maps.first import FIRST, ON_THE_MAP, card_of, visible
from tests.maps.pointer import DUNAI, show_near

OpenMap = Callable[..., Page]
SVG = "{http://www.w3.org/2000/svg}"
GROUPS = ["background", "title", "basemap", "areas", "labels", "points", "numbers", "credit", "scale", "legend", "key"]
NASTY = '=cmd|"x"!A1 <script>alert(1)</script> ]]> & "q" \'a\' {{7*7}} é 한국 🚢'


def open_share(page: Page) -> Locator:
    page.get_by_role("button", name="Share and export").click()
    dialog = page.get_by_role("dialog", name="Share and export")
    expect(dialog).to_be_visible()
    return dialog


def save(page: Page, kind: str) -> tuple[str, bytes]:
    """Save one of the files, and return its name and content."""
    dialog = page.get_by_role("dialog", name="Share and export")
    if not dialog.is_visible():
        open_share(page)
    with page.expect_download() as waiting:
        dialog.get_by_role("button", name=f"Save {kind}", exact=True).click()
    expect(dialog.get_by_role("status")).to_contain_text("Saved ")
    return waiting.value.suggested_filename, Path(waiting.value.path()).read_bytes()


def shared_hash(page: Page) -> str:
    dialog = open_share(page)
    address = dialog.get_by_role("textbox", name="Link to what is shown").input_value()
    page.keyboard.press("Escape")
    return address.partition("#")[2]


def words_of(group: ET.Element | None) -> list[str]:
    assert group is not None
    return [element.text or "" for element in group.iter(f"{SVG}text")]


@pytest.fixture
def nasty(make_case: Callable[..., Path], draw_case: Callable[..., str], open_map: OpenMap, tmp_path: Path) -> Page:
    """Return the page of a case whose texts a spreadsheet or a parser would take for its own."""
    events = [
        an_event("one", title=NASTY, summary="two\nlines, with a comma", claim=[a_claim(text=NASTY)]),
        an_event("off", title="-1+1", place=None),
    ]
    path = tmp_path / "map.html"
    path.write_text(draw_case(make_case(layers={"sightings": events}, head={"title": NASTY})), "utf-8", newline="")
    return open_map(path)


def test_the_link_restores_all_that_was_chosen(page: Page, open_map: OpenMap, first_map: Path):
    """Whoever opens the link must see what the sender speaks of, filters and all."""
    page.get_by_role("button", name="Filters").click()
    for name in ("Expected", "Sources disagree"):
        page.get_by_role("checkbox", name=re.compile(rf"^{name} \d+$")).check()
    page.get_by_role("button", name="By layer").click()
    page.evaluate("window.dateline.setRange('2024-06-01', null)")
    page.evaluate("window.dateline.setLayers(['deployments'])")
    assert visible(page) == {"kursk-6000"}
    page.evaluate("window.dateline.open('kursk-6000')")
    card_of(page, ON_THE_MAP["kursk-6000"][0])
    show_near(page, (36.0, 51.0), 5)
    page.get_by_role("button", name="Close").first.click()

    again = open_map(first_map, at=shared_hash(page))

    sent, opened = (one.evaluate("window.dateline.state()") for one in (page, again))
    assert opened.pop("view") == pytest.approx(sent.pop("view"), abs=1e-3)
    assert opened == sent
    assert visible(again) == {"kursk-6000"}
    expect(again.get_by_role("button", name="By layer")).to_have_attribute("aria-pressed", "true")


def test_the_link_restores_every_filter_the_search_and_the_timeline(
    make_case: Callable[..., Path], draw_case: Callable[..., str], open_map: OpenMap, tmp_path: Path
):
    """A colleague who sees other events than the sender argues about another map."""
    events = [
        an_event("quay", title="Crane at the quay", tags=["sea, by night"], lon=14.0, lat=35.0, precision="site"),
        an_event("yard", title="Crane in the yard", tags=["land"], lon=14.1, lat=35.1, precision="site"),
        an_event("rumour", title="Crane told of", status="claimed", tags=["sea, by night"], lon=14.2, lat=35.2),
    ]
    path = tmp_path / "map.html"
    path.write_text(draw_case(make_case(layers={"sightings": events})), "utf-8", newline="")
    page = open_map(path)
    page.get_by_role("button", name="Filters", exact=True).click()
    filters = page.get_by_role("group", name="Filters", exact=True)
    for name in ("Reported", "Site", "sea, by night", "The Gazette"):
        filters.get_by_role("checkbox", name=re.compile(rf"^{name}.* \d+$")).check()
    filters.get_by_role("checkbox", name="Only what is certainly in the range").check()
    page.get_by_role("button", name="Search", exact=True).click()
    page.get_by_role("searchbox").fill("CRÂNE")
    page.get_by_role("button", name="Published").click()
    page.get_by_role("button", name="Closer in time").click()
    page.wait_for_function("() => window.dateline.visible().length === 1")

    again = open_map(path, at=shared_hash(page))

    sent, opened = (one.evaluate("window.dateline.state()") for one in (page, again))
    assert opened.pop("view") == pytest.approx(sent.pop("view"), abs=0.02)  # a pixel
    assert opened == sent
    assert opened["query"] == "CRÂNE"
    assert opened["stretch"] is not None
    assert visible(again) == {"quay"}
    expect(again.get_by_role("searchbox")).to_have_value("CRÂNE")
    expect(again.get_by_role("button", name="Published")).to_have_attribute("aria-pressed", "true")
    expect(again.locator(".lanes.published")).to_be_visible()
    used = again.get_by_role("group", name="Filters in use")
    for words in ("Status: Reported", "Tag: sea, by night", "Source: The Gazette", "Search: “CRÂNE”"):
        expect(used).to_contain_text(words)
    expect(again.locator(".notice")).to_be_hidden()


def test_what_an_address_says_in_vain_is_named(open_map: OpenMap, first_map: Path):
    """A mangled link that silently shows something else would mislead; the rest of it still holds."""
    page = open_map(first_map, at="from=2025-02-30&hide=expected&event=gone&layers=deployments,nowhere&tag=old&lang=xx")
    notice = page.locator(".notice")

    for words in ("from=2025-02-30", "layers=deployments,nowhere", "tag=old", "lang=xx", "no event “gone”"):
        expect(notice).to_contain_text(words)
    expect(notice).not_to_contain_text("hide=")
    assert visible(page) == {"first-deployment"}
    notice.get_by_role("button", name="Close").click()
    expect(notice).to_be_hidden()


def test_a_good_address_is_not_complained_of(open_map: OpenMap, first_map: Path):
    """A warning that always shows is read by nobody."""
    page = open_map(first_map, at="map=5/40/120&from=2025-01-01&group=layer&conflicts=1")

    expect(page.locator(".notice")).to_be_hidden()


def test_a_changed_address_is_followed_and_its_nonsense_named(page: Page):
    """People edit addresses by hand, and go back and forth."""
    page.evaluate("location.hash = 'hide=occurred&from=never'")

    expect(page.locator(".notice")).to_contain_text("from=never")
    assert visible(page) == {"further-troops", "kursk-6000", "nis-forecast", "occupied-areas"}
    page.evaluate("location.hash = 'conflicts=1'")
    expect(page.locator(".notice")).to_be_hidden()
    assert visible(page) == {"dunai-ship", "kursk-6000", "first-deployment"}


def test_the_picture_is_svg_in_named_groups(page: Page):
    """A graphics desk takes it apart in Inkscape or Illustrator: groups by name, nothing only a browser knows."""
    show_near(page, DUNAI, 5)
    name, content = save(page, "SVG")
    root = ET.fromstring(content)
    groups = {str(group.get("id")): group for group in root.findall(f"{SVG}g")}

    assert name == "north-korean-troops-and-transport-for-russia-s-war.svg"
    assert (root.tag, root.get("version")) == (f"{SVG}svg", "1.1")
    assert [group for group in groups if group != "areas"] == [group for group in GROUPS if group != "areas"]
    assert "As of 4 July 2025" in " ".join(words_of(groups["credit"]))
    assert "GeoNames" in " ".join(words_of(groups["credit"]))
    assert re.fullmatch(r"\d+ km", words_of(groups["scale"])[0])
    assert "1" in words_of(groups["numbers"])
    key = words_of(groups["key"])
    assert key[key.index("1") + 1] == "Ship at the Dunai pier"
    assert any("events shown in the list, but not in this view" in line for line in key)
    for element in root.iter():
        assert {"style", "class"}.isdisjoint(element.keys())
        for attribute in ("fill", "stroke"):
            assert re.fullmatch(r"none|#[0-9a-f]{6}", element.get(attribute, "none"))
        if element.tag == f"{SVG}text":
            assert str(element.get("font-family")).startswith("'Noto Sans'")
    assert b"NaN" not in content
    assert b"Infinity" not in content


def test_a_picture_in_arabic_reads_from_right_to_left(open_map: OpenMap, first_map: Path):
    """A day torn apart ("2025 مايو 18") is a wrong day; drawing programs know the direction by its attribute alone."""
    page = open_map(first_map, at="lang=ar")
    page.locator(".share").click()
    with page.expect_download() as waiting:
        page.get_by_role("button", name="حفظ SVG").click()
    root = ET.fromstring(Path(waiting.value.path()).read_bytes())
    groups = {group.get("id"): group for group in root.findall(f"{SVG}g")}
    width = float(str(root.get("width")))

    arabic = [element for element in root.iter(f"{SVG}text") if re.match(r"[\d\s]*[\u0620-\u064a]", element.text or "")]
    assert len(arabic) > 12
    assert {element.get("direction") for element in arabic} == {"rtl"}
    title = next(groups["title"].iter(f"{SVG}text"))
    assert (title.get("direction"), title.get("x"), title.get("text-anchor")) == (None, f"{width - 20:g}", "end")
    key = next(groups["key"].iter(f"{SVG}text"))
    assert (key.get("direction"), key.get("x"), key.get("text-anchor")) == ("rtl", f"{width - 20:g}", None)


def test_the_picture_says_what_is_expected(page: Page):
    """Cropped from a picture, a forecast must not look like a report of what happened."""
    root = ET.fromstring(save(page, "SVG")[1])
    groups = {group.get("id"): group for group in root.findall(f"{SVG}g")}

    assert any(words.startswith("expected, ") for words in words_of(groups["labels"]))
    assert "dashed: expected" in words_of(groups["credit"])[0]
    assert len(words_of(groups["numbers"])) == 3  # a region, a ship, and three events within one bubble
    assert {"1", "2", "3", "4", "5"} <= set(words_of(groups["key"]))


def test_the_picture_as_png_is_as_large_as_the_svg_twice_over(page: Page):
    """A screen's pixels are too coarse for print."""
    root = ET.fromstring(save(page, "SVG")[1])
    name, content = save(page, "PNG")

    assert name.endswith(".png")
    assert content[:8] == b"\x89PNG\r\n\x1a\n"
    size = (int.from_bytes(content[16:20]), int.from_bytes(content[20:24]))
    assert size == tuple(round(2 * float(str(root.get(side)))) for side in ("width", "height"))


def test_a_picture_opens_in_a_browser_and_asks_for_nothing(page: Page, open_map: OpenMap, tmp_path: Path):
    """The saved file is drawn as it stands, on whatever machine it is sent to."""
    path = tmp_path / "picture.svg"
    path.write_bytes(save(page, "SVG")[1])
    page.goto(path.as_uri())

    drawn = page.evaluate(
        """() => [...document.querySelectorAll("#points > *")].filter((mark) => mark.getBBox().width > 0).length"""
    )
    assert drawn > 5
    assert page.evaluate("document.querySelector('title').textContent").startswith("North Korean troops")


def test_the_events_shown_are_saved_as_csv(page: Page):
    """What passes the filters, no more and no less, with its sources; a spreadsheet opens it by double click."""
    page.evaluate("window.dateline.setLayers(['transport-sightings', 'deployments'])")
    name, content = save(page, "CSV")
    rows = list(csv.DictReader(io.StringIO(content.decode("utf-8-sig"), newline=""), strict=True))

    assert name.endswith(".csv")
    assert content.count(b"\r\n") == content.count(b"\n")
    assert {row["id"] for row in rows} == visible(page)
    assert set(FIRST) - {row["id"] for row in rows}
    ship = next(row for row in rows if row["id"] == "dunai-ship")
    assert (ship["date"], ship["occurrence"], ship["precision"]) == ("2025-05-18", "occurred", "settlement")
    assert (float(ship["lon"]), float(ship["lat"])) == pytest.approx(DUNAI, abs=1e-4)
    assert "CNN, 2 July 2025" in ship["sources"]
    region = next(row for row in rows if row["id"] == "kursk-6000")
    assert (region["lon"], region["precision"]) == ("", "region")


def test_a_table_runs_nothing_where_it_is_opened(nasty: Page):
    """A title may begin with a sign that a spreadsheet takes for a formula."""
    text = save(nasty, "CSV")[1].decode("utf-8-sig")
    rows = {row["id"]: row for row in csv.DictReader(io.StringIO(text, newline=""), strict=True)}

    assert rows["one"]["title"] == f"'{NASTY}"
    assert rows["off"]["title"] == "'-1+1"
    assert rows["one"]["summary"] == "two\nlines, with a comma"


def test_a_picture_holds_any_text_as_text(nasty: Page):
    """Marks of XML in a title must neither break the file nor become part of it."""
    root = ET.fromstring(save(nasty, "SVG")[1])

    assert [element.tag for element in root.iter() if "script" in element.tag] == []
    assert str(root.findtext(f"{SVG}title")) == NASTY
    assert json.loads(save(nasty, "GeoJSON")[1])["dateline"]["title"] == NASTY


def test_the_events_shown_are_saved_as_geojson(page: Page):
    """A GIS draws the areas that the map draws, and lists what has no place."""
    made = json.loads(save(page, "GeoJSON")[1])
    features = {feature["id"]: feature for feature in made["features"]}

    assert set(features) == FIRST
    assert features["dunai-ship"]["geometry"]["coordinates"] == pytest.approx(DUNAI, abs=1e-4)
    assert features["nis-forecast"]["geometry"] is None
    area = shape(features["kursk-6000"]["geometry"])
    assert area.is_valid
    assert area.contains(shape({"type": "Point", "coordinates": [36.2, 51.7]}))
    assert made["dateline"]["as_of"] == "2025-07-04"
    assert features["dunai-ship"]["properties"]["claims"][0]["publisher"] == "CNN"
    # In words as the page says them, and as programs read them whatever its language.
    cnn = features["dunai-ship"]["properties"]["claims"][0]
    assert (cnn["published"], cnn["published_edtf"]) == ("2 July 2025", "2025-07-02")
    assert (cnn["date"], cnn["date_edtf"]) == ("18 May 2025", "2025-05-18")


def test_a_card_offers_its_citation(page: Page):
    """Who cites an event must name the reports behind it, not only the map."""
    page.evaluate("window.dateline.open('sunan-aircraft')")
    card = card_of(page, ON_THE_MAP["sunan-aircraft"][0])
    card.get_by_role("button", name="Cite", exact=True).click()
    cited = card.locator("#card-citation")

    for words in ("4 June 2025", "not confirmed by us", "as of 4 July 2025", "Word Korean", "https://wordkorean.com/"):
        expect(cited).to_contain_text(words)
    expect(cited).not_to_contain_text("file:")


def test_the_code_for_a_frame_opens_the_map_in_a_frame(page: Page, open_map: OpenMap, tmp_path: Path):
    """The code is pasted into an article's page; there the map must open, without the timeline and the wheel's grip."""
    dialog = open_share(page)
    code = dialog.get_by_role("textbox", name="Embed in a page").input_value()
    assert 'title="North Korean troops and transport for Russia’s war"' in code
    host = tmp_path / "article.html"
    host.write_text(f"<!DOCTYPE html><meta charset=utf-8><p>Before</p>{code}<p>After</p>", "utf-8")
    page.goto(host.as_uri())
    frame = page.frame_locator("iframe")

    expect(frame.get_by_role("link", name="Open the whole map")).to_be_visible()
    expect(frame.locator("#time")).to_be_hidden()
    expect(frame.locator("#credit")).to_contain_text("As of 4 July 2025")


def test_a_frame_opens_the_map_to_its_own_size_unless_a_view_was_chosen(page: Page):
    """A desktop's view of two continents shows a column of 320 pixels the empty land between the events."""
    address = r"#(\S*)embed=1"
    code = open_share(page).get_by_role("textbox", name="Embed in a page").input_value()
    assert "map=" not in str(re.search(address, code))
    page.keyboard.press("Escape")

    show_near(page, DUNAI, 6)
    code = open_share(page).get_by_role("textbox", name="Embed in a page").input_value()
    assert "map=6/" in str(re.search(address, code))


@pytest.mark.parametrize("width", [390, 640, 1024, 1500])
@pytest.mark.parametrize("language", ["en", "ko", "ar"])
def test_in_a_frame_of_any_width_nothing_lies_over_the_way_out(
    open_map: OpenMap, first_map: Path, width: int, language: str
):
    """The link to the whole map lay under the credit on wide screens, and under the buttons from right to left."""
    page = open_map(first_map, at=f"embed=1&lang={language}", screen={"viewport": {"width": width, "height": 600}})
    covering = page.evaluate(
        """() => {
          const bar = document.querySelector(".frame-bar").getBoundingClientRect();
          const meets = (box) => box.width > 0 && box.left < bar.right && box.right > bar.left
            && box.top < bar.bottom && box.bottom > bar.top;
          const others = ".legend, .credit, .scale, .zoom, .date-chip, .edge-chip, .icon-button.drawer";
          return [...document.querySelectorAll(others)]
            .filter((part) => meets(part.getBoundingClientRect())).map((part) => part.className);
        }"""
    )
    assert covering == []


@pytest.mark.parametrize("screen", [{"viewport": {"width": 320, "height": 480}}, PHONE], ids=["320", "phone"])
def test_a_narrow_frame_reads_well(open_map: OpenMap, first_map: Path, screen: dict[str, Any]):
    """320 px is a phone's article; nothing may stick out, and every control must keep clear of the others."""
    page = open_map(first_map, at="embed", screen=screen)

    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    link = page.get_by_role("link", name="Open the whole map")
    expect(link).to_be_visible()
    assert "embed" not in str(link.get_attribute("href"))
    boxes = [
        box for selector in (".frame-bar", ".date-chip", ".zoom", ".credit")
        if (box := page.locator(selector).bounding_box()) is not None
    ]  # fmt: skip
    assert len(boxes) == 4
    for at, one in enumerate(boxes):
        for other in boxes[at + 1 :]:
            apart = (
                one["x"] + one["width"] <= other["x"] or other["x"] + other["width"] <= one["x"]
                or one["y"] + one["height"] <= other["y"] or other["y"] + other["height"] <= one["y"]
            )  # fmt: skip
            assert apart, (one, other)
    assert page.evaluate("window.dateline.state()")["embed"] is True


def test_paper_shows_the_map_and_every_event_by_number(page: Page):
    """On paper nothing can be clicked: the list must say which mark is which, and what is not on the map."""
    page.evaluate("() => { window.printed = 0; window.print = () => { window.printed += 1 } }")
    open_share(page).get_by_role("button", name="Print").click()
    page.wait_for_function("() => window.printed === 1")
    page.emulate_media(media="print")
    page.evaluate("dispatchEvent(new Event('beforeprint'))")
    sheet = page.locator(".sheet")

    expect(sheet.locator("svg")).to_be_visible()
    expect(sheet.locator("#credit, [id=credit]").first).to_contain_text("As of 4 July 2025")
    entries = sheet.locator(".sheet-list > li")
    assert entries.count() == len(FIRST)
    # As they are looked up from the map; then what is not on it.
    numbers = sheet.locator(".sheet-number").all_text_contents()
    assert numbers == ["1", "2", "3", "4", "5"] + ["–"] * 5
    assert sheet.locator("h2").all_text_contents() == ["Events", "Not on the map"]
    assert sheet.locator(".meta").first.text_content().startswith("Sources: CNN, 2 July 2025, https://")
    ship = entries.filter(has_text="Ship at the Dunai pier")
    assert ship.locator(".sheet-number").text_content() == "1"
    assert entries.filter(has_text="Ceremony for the returned remains").locator(".sheet-number").text_content() == "–"
    expect(page.locator(".app")).to_be_hidden()

    page.evaluate("dispatchEvent(new Event('afterprint'))")
    page.emulate_media(media="screen")
    expect(sheet).to_be_hidden()
    expect(page.locator(".app")).to_be_visible()


def test_a_word_wider_than_paper_is_broken_not_cut(
    make_case: Callable[..., Path], draw_case: Callable[..., str], open_map: OpenMap, tmp_path: Path
):
    """What runs over the edge of paper is lost; there is no scrolling there."""
    path = tmp_path / "map.html"
    event = an_event("a", title="W" * 2000)
    path.write_text(draw_case(make_case(layers={"sightings": [event]}, head={"language": "ar"})), "utf-8", newline="")
    page = open_map(path)
    page.evaluate("window.print = () => document.body.dataset.printed = ''")
    page.locator(".share").click()
    page.get_by_role("button", name="طباعة").click()
    page.wait_for_function("() => 'printed' in document.body.dataset")
    page.emulate_media(media="print")
    page.evaluate("dispatchEvent(new Event('beforeprint'))")

    title = page.locator(".sheet-list b").last.bounding_box()
    assert title is not None
    assert title["x"] >= 0
    assert title["x"] + title["width"] <= page.evaluate("innerWidth")
    # The day keeps its order beside a name in Latin letters.
    expect(page.locator(".sheet-list bdi").first).to_contain_text("The Gazette، \u206816 يناير 2025\u2069")


@pytest.mark.parametrize(("width", "height"), [(1123, 794), (794, 1123)])
def test_the_map_is_whole_on_one_side_of_paper(open_map: OpenMap, first_map: Path, width: int, height: int):
    """Across the fold of two pages nobody reads a map; on paper that lies, its foot fell on the second."""
    page = open_map(first_map, at="lang=ar&theme=dark", screen={"viewport": {"width": width, "height": height}})
    page.emulate_media(media="print")
    page.evaluate("dispatchEvent(new Event('beforeprint'))")
    drawn = page.locator(".sheet > svg")
    expect(drawn).to_be_visible()
    assert drawn.evaluate("one => one.getBoundingClientRect().height") <= 0.95 * height
    assert drawn.evaluate("one => getComputedStyle(one).direction") == "ltr"
    assert page.evaluate("getComputedStyle(document.documentElement).colorScheme") == "light only"
    page.evaluate("dispatchEvent(new Event('afterprint'))")
    page.emulate_media(media="screen")


def test_paper_is_light_in_the_dark(open_map: OpenMap, first_map: Path):
    """Nobody wants a page of black ink; the page itself stays as the reader has it."""
    page = open_map(first_map, color_scheme="dark")
    page.evaluate("() => { window.print = () => dispatchEvent(new Event('beforeprint')) }")
    open_share(page).get_by_role("button", name="Print").click()
    page.wait_for_function("() => document.querySelector('.sheet #background path') !== null")

    assert page.evaluate("document.querySelector('.sheet #background path').getAttribute('fill')") == "#ffffff"
    assert page.evaluate("document.documentElement.hasAttribute('data-theme')") is False
    page.evaluate("dispatchEvent(new Event('afterprint'))")


def test_a_cropped_map_still_tells_its_day_and_whose_it_is(page: Page):
    """Screenshots travel without their page."""
    expect(page.locator("#map-frame > #credit")).to_contain_text("As of 4 July 2025 · dashed: expected · Map:")


ODD = {
    "nothing": [],
    "undated": [an_event("a", date=None)],
    "antimeridian": [
        an_event("a", place=None, lon=179.9, lat=-17.0),
        an_event("b", place=None, lon=-179.9, lat=-17.0, occurrence="expected"),
        an_event("c", place=None, origin="Suva, Fiji", destination="Apia, Samoa"),
    ],
    "pole": [an_event("a", place=None, lon=0.0, lat=89.99)],
    "many": [
        an_event(
            f"e{n}", title=f"Event {n} " + "long " * 380, place=None, lon=20 + n % 40 * 0.1, lat=10 + n // 40 * 0.1
        )
        for n in range(150)
    ],
}


@pytest.mark.parametrize("name", ODD)
def test_an_odd_case_leaves_the_page_whole(
    make_case: Callable[..., Path], draw_case: Callable[..., str], open_map: OpenMap, tmp_path: Path, name: str
):
    """No event, a hundred and fifty with titles of 1,900 signs, the edge of the map, the pole: each file is a file."""
    path = tmp_path / "map.html"
    path.write_text(draw_case(make_case(layers={"sightings": ODD[name]})), "utf-8", newline="")
    page = open_map(path)

    root = ET.fromstring(save(page, "SVG")[1])
    key = words_of(next(group for group in root.findall(f"{SVG}g") if group.get("id") == "key"))
    features = json.loads(save(page, "GeoJSON")[1])["features"]
    rows = list(csv.DictReader(io.StringIO(save(page, "CSV")[1].decode("utf-8-sig"), newline="")))

    assert save(page, "PNG")[1].startswith(b"\x89PNG")
    assert (
        {row["id"] for row in rows} == {feature["id"] for feature in features} == {event["id"] for event in ODD[name]}
    )
    assert all(shape(feature["geometry"]).is_valid for feature in features if feature["geometry"])
    if name == "nothing":
        assert "No event is in this view." in key
    if name == "many":
        assert "and 50 more events in view" in key
    if name == "antimeridian":
        line = shape(next(feature["geometry"] for feature in features if feature["id"] == "c"))
        assert line.length < 30  # round the world would be more than 300 degrees
