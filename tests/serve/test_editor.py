"""The editor as a person uses it: in a real browser, with a pointer or with keys alone."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, Frame, Page, expect

from layers.case import read_case
from layers.edit import edit_event
from tests.serve.conftest import Served, write_draft

DESKTOP = {"viewport": {"width": 1440, "height": 900}}
PHONE = {"viewport": {"width": 390, "height": 844}, "has_touch": True, "is_mobile": True}
AXE = Path(__file__).parents[2] / "node_modules" / "axe-core" / "axe.min.js"

OpenEditor = Callable[..., Page]


@pytest.fixture
def open_editor(browser: Browser) -> Iterator[OpenEditor]:
    """Return a function that opens the editor of a running server; what the page complains of fails the test."""
    contexts = []
    complaints: list[str] = []

    def open_page(served: Served, screen: dict[str, Any] = DESKTOP, **options: Any) -> Page:
        context = browser.new_context(**screen, **options)
        contexts.append(context)
        context.set_default_timeout(15_000)
        context.on("console", lambda said: complaints.append(said.text) if said.type == "error" else None)
        context.on("weberror", lambda error: complaints.append(str(error.error)))
        page = context.new_page()
        page.goto(served.address)
        ready(page, 1)
        return page

    yield open_page
    for context in contexts:
        context.close()
    # A refused save is an answer with a status, which the browser reports as if the page had erred.
    assert [one for one in complaints if "status of 4" not in one] == []


def ready(page: Page, version: int) -> Frame:
    """Wait until the map of a version is shown, and return its frame."""
    frame = page.locator(f"iframe:not(.coming)[src^='/map?v={version}']")
    expect(frame).to_have_count(1)
    expect(page.locator("iframe")).to_have_count(1)
    inside = frame.element_handle().content_frame()
    assert inside is not None
    inside.evaluate("window.dateline.ready")
    return inside


def choose(page: Page, event: str, version: int = 1) -> None:
    """Open an event in the page of the map, as a click on its mark does."""
    ready(page, version).evaluate("id => window.dateline.open(id)", event)
    expect(page.get_by_role("form", name="Event")).to_be_visible()


def field(page: Page, label: str) -> Any:
    """Return a field of the event by its label."""
    return page.get_by_label(label, exact=True)


def event_of(served: Served, event_id: str) -> Any:
    """Return an event as the files of the case now say it."""
    return next(one for one in read_case(served.folder).events if one.id == event_id)


def test_an_event_is_edited_and_the_map_redrawn(serve: Callable[..., Served], open_editor: OpenEditor):
    """The way of every day: choose, change, save, and see it on the map."""
    served = serve()
    page = open_editor(served)
    choose(page, "pinta")
    expect(page.get_by_role("button", name="Save")).to_be_disabled()

    field(page, "Title").fill("The Pinta sails")
    page.get_by_role("button", name="Save").click()

    inside = ready(page, 2)
    expect(page.get_by_role("status").filter(has_text="Saved to layers/ships.toml")).to_be_visible()
    assert event_of(served, "pinta").title == "The Pinta sails"
    assert "The Pinta sails" in inside.locator(".card").inner_text()


def test_a_date_is_explained_as_it_is_typed(served: Served, open_editor: OpenEditor):
    """Who writes [..2025-11] must see that it reads "by November 2025", before anything is saved."""
    page = open_editor(served)
    choose(page, "lena")
    date = field(page, "Date (EDTF)")

    date.fill("[..2025-11]")
    expect(page.get_by_text("by November 2025", exact=True)).to_be_visible()
    date.fill("11/2025")
    expect(page.get_by_text("is not an EDTF date", exact=False)).to_be_visible()
    expect(date).to_have_attribute("aria-invalid", "true")
    date.fill("2025-06/2025-08")
    expect(page.get_by_text("June to August 2025", exact=True)).to_be_visible()
    expect(date).not_to_have_attribute("aria-invalid", "true")


def test_a_click_on_the_map_adds_an_event(serve: Callable[..., Served], open_editor: OpenEditor):
    """Where it came about is pointed at; who says so is written beside it."""
    served = serve()
    page = open_editor(served)
    inside = ready(page, 1)
    inside.evaluate("map.setView([36, 15], 7, { animate: false })")
    page.get_by_role("button", name="Add an event").click()
    box = inside.locator("#map").bounding_box()
    assert box is not None
    page.mouse.click(box["x"] + box["width"] / 2, box["y"] + box["height"] / 2)

    form = page.get_by_role("form", name="Event")
    expect(form).to_be_visible()
    assert float(field(page, "Longitude").input_value()) == pytest.approx(15, abs=0.1)
    assert float(field(page, "Latitude").input_value()) == pytest.approx(36, abs=0.1)
    field(page, "Title").fill("A buoy drifts")
    field(page, "Date (EDTF)").fill("2025-01-22")
    form.get_by_role("group", name="Claim 1").get_by_label("Source", exact=True).fill("gazette")
    form.get_by_label("What it says, in your words").fill("A buoy was seen")
    page.get_by_role("button", name="Save").click()

    ready(page, 2)
    event = event_of(served, "a-buoy-drifts")
    assert (round(event.lon), round(event.lat)) == (15, 36)
    assert (event.precision, event.radius_m) == ("district", 12000)
    assert event.claims[0].source == "gazette"


def test_a_place_is_searched_and_an_event_added_there(serve: Callable[..., Served], open_editor: OpenEditor):
    """A name is the quicker way to a place, and the only one without a pointer."""
    served = serve()
    page = open_editor(served)
    page.get_by_label("Or search for a place").fill("Valletta, Malta")
    page.get_by_label("Or search for a place").press("Enter")
    page.get_by_role("button", name="Valletta").first.click()

    expect(field(page, "Place, with what holds it")).to_have_value("Valletta, Il-Belt Valletta, MT")
    field(page, "Title").fill("A ship is moored")
    page.get_by_label("Source", exact=True).fill("herald")
    page.keyboard.press("Control+s")

    ready(page, 2)
    assert event_of(served, "a-ship-is-moored").precision == "settlement"


def test_a_point_is_dragged(serve: Callable[..., Served], open_editor: OpenEditor):
    """A point that is off by a street is put right by hand, not by reading degrees off a map."""
    served = serve()
    page = open_editor(served)
    choose(page, "pinta")
    ready(page, 1).evaluate("map.setView([36.2, 15.2], 6, { animate: false })")
    ready(page, 1).get_by_role("button", name="Close").first.click()
    handle = page.get_by_role("button", name="Point of the event")
    expect(handle).to_be_visible()
    box = handle.bounding_box()
    assert box is not None
    x, y = box["x"] + box["width"] / 2, box["y"] + box["height"] / 2
    page.mouse.move(x, y)
    page.mouse.down()
    page.mouse.move(x + 30, y - 20, steps=4)
    page.mouse.up()

    ready(page, 2)
    event = event_of(served, "pinta")
    assert event.lon > 15.3
    assert event.lat > 36.25
    assert event.title == "The Pinta is seen"


def test_a_place_that_is_dragged_is_known_no_better(serve: Callable[..., Served], open_editor: OpenEditor):
    """A town put right by hand is a town, not a pin on a roof; also where the drag waits for other changes."""
    served = serve()
    page = open_editor(served)
    choose(page, "nina")
    ready(page, 1).get_by_role("button", name="Close").first.click()
    handle = page.get_by_role("button", name="Point of the event")
    handle.focus()
    page.keyboard.press("Shift+ArrowRight")
    page.keyboard.press("Enter")

    expect(page.get_by_text("The place is now known as: settlement, within 2 km.", exact=False)).to_be_visible()
    event = event_of(served, "nina")
    assert (event.precision, event.radius_m) == ("settlement", 2000)
    page.get_by_role("button", name="Undo").click()
    ready(page, 3)
    field(page, "Title").fill("The Nina anchors")
    handle.focus()
    page.keyboard.press("Shift+ArrowRight")
    page.keyboard.press("Enter")
    page.get_by_role("button", name="Save").click()
    ready(page, 4)
    event = event_of(served, "nina")
    assert event.lon is not None
    assert (event.precision, event.radius_m) == ("settlement", 2000)


def test_a_point_is_moved_with_the_keys(serve: Callable[..., Served], open_editor: OpenEditor):
    """Whoever cannot drag can still put a point right."""
    served = serve()
    page = open_editor(served)
    choose(page, "pinta")
    ready(page, 1).get_by_role("button", name="Close").first.click()
    handle = page.get_by_role("button", name="Point of the event")
    handle.focus()
    for _ in range(3):
        page.keyboard.press("Shift+ArrowRight")
    page.keyboard.press("Enter")

    ready(page, 2)
    assert event_of(served, "pinta").lon > 15.2


def test_typed_coordinates_are_known_as_well_as_their_digits_tell(
    serve: Callable[..., Served], open_editor: OpenEditor
):
    """14.5 is no exact spot; who knows better chooses, and is not overruled by the next digit."""
    served = serve()
    page = open_editor(served)
    choose(page, "pinta")
    field(page, "Longitude").fill("14.5")
    field(page, "Latitude").fill("35.9")

    expect(field(page, "How sure is the point?")).to_have_value("district")
    expect(field(page, "Within metres")).to_have_value("5600")
    expect(page.get_by_text("The place is now known as: district, within 5.6 km.")).to_be_visible()
    field(page, "Longitude").fill("14.512")
    expect(field(page, "How sure is the point?")).to_have_value("exact")
    expect(field(page, "Within metres")).to_have_value("")
    field(page, "How sure is the point?").select_option("site")
    field(page, "Longitude").fill("14.5")
    expect(field(page, "How sure is the point?")).to_have_value("site")


def test_undo_and_redo(serve: Callable[..., Served], open_editor: OpenEditor):
    """A slip costs one key."""
    served = serve()
    page = open_editor(served)
    choose(page, "pinta")
    field(page, "Title").fill("A slip")
    page.get_by_role("button", name="Save").click()
    ready(page, 2)

    page.get_by_role("button", name="Undo").click()
    ready(page, 3)
    expect(field(page, "Title")).to_have_value("The Pinta is seen")
    page.get_by_role("heading", name="The Pinta is seen", level=2).focus()
    page.keyboard.press("Control+Shift+Z")
    ready(page, 4)
    expect(field(page, "Title")).to_have_value("A slip")
    assert event_of(served, "pinta").title == "A slip"


def test_keys_pressed_faster_than_files_are_written_all_count(serve: Callable[..., Served], open_editor: OpenEditor):
    """Who presses three times wants three steps back, not one."""
    served = serve()
    page = open_editor(served)
    choose(page, "pinta")
    for number, title in enumerate(("One", "Two", "Three"), start=2):
        field(page, "Title").fill(title)
        page.get_by_role("button", name="Save").click()
        ready(page, number)
        expect(page.get_by_role("button", name="Undo")).to_be_enabled()
    page.get_by_role("heading", name="Three", level=2).focus()
    for _ in range(3):
        page.keyboard.press("Control+z")

    ready(page, 7)
    expect(field(page, "Title")).to_have_value("The Pinta is seen")
    assert event_of(served, "pinta").title == "The Pinta is seen"


def test_a_change_underneath_shows_both_versions(serve: Callable[..., Served], open_editor: OpenEditor):
    """Two people on one event: neither may lose a word, and whoever saves later decides knowingly."""
    served = serve()
    page = open_editor(served)
    choose(page, "pinta")
    field(page, "Title").fill("By mine")
    edit_event(served.folder, "pinta", fields={"title": "By another hand", "summary": "Theirs"})

    box = page.get_by_role("alert", name="Two versions")
    expect(box).to_contain_text("By another hand")
    expect(box).to_contain_text("By mine")
    expect(field(page, "Summary")).to_have_value("Theirs")
    assert event_of(served, "pinta").title == "By another hand"
    box.get_by_role("button", name="Keep mine").click()
    page.get_by_role("button", name="Save").click()
    ready(page, 3)
    event = event_of(served, "pinta")
    assert (event.title, event.summary) == ("By mine", "Theirs")


def test_a_change_underneath_of_another_field_comes_in(serve: Callable[..., Served], open_editor: OpenEditor):
    """What does not contradict needs no question."""
    served = serve()
    page = open_editor(served)
    choose(page, "pinta")
    field(page, "Title").fill("By mine")
    edit_event(served.folder, "pinta", fields={"summary": "Theirs"})

    expect(field(page, "Summary")).to_have_value("Theirs")
    expect(field(page, "Title")).to_have_value("By mine")
    expect(page.get_by_role("alert", name="Two versions")).to_have_count(0)


def test_faults_are_marked_at_their_fields(served: Served, open_editor: OpenEditor):
    """A fault that is told far from its field is hunted for."""
    page = open_editor(served)
    choose(page, "pinta")
    field(page, "Longitude").fill("999")
    field(page, "How well is it known?").select_option("confirmed")
    page.get_by_role("button", name="Save").click()

    expect(field(page, "Longitude")).to_have_attribute("aria-invalid", "true")
    expect(field(page, "Confirmed by whom")).to_have_attribute("aria-invalid", "true")
    expect(field(page, "Confirmed by whom")).to_be_visible()
    page.get_by_role("button", name="Discard").click()
    expect(field(page, "Longitude")).to_have_value("15.2")


def test_claims_are_added_and_removed(serve: Callable[..., Served], open_editor: OpenEditor):
    """A second report on the same event is a claim more, with a source that may be new."""
    served = serve()
    page = open_editor(served)
    choose(page, "nina")
    page.get_by_role("button", name="Add a claim").click()
    third = page.get_by_role("group", name="Claim 3")
    third.get_by_label("What it says, in your words").fill("It was at anchor")
    page.get_by_text("A source that is not in the list").click()
    page.get_by_label("Publisher of a new source").fill("The Courier")
    page.get_by_role("group", name="Claim 1").get_by_role("button", name="Remove this claim").click()
    page.get_by_role("button", name="Save").click()

    ready(page, 2)
    event = event_of(served, "nina")
    assert [claim.source for claim in event.claims] == ["herald", "the-courier"]


def test_a_faulty_file_shows_its_faults_and_the_last_good_map(serve: Callable[..., Served], open_editor: OpenEditor):
    """Half a line typed elsewhere must not take the map away."""
    served = serve()
    page = open_editor(served)
    path = served.folder / "layers" / "ships.toml"
    whole = path.read_text("utf-8")
    path.write_text(whole.replace("2025-01-20", "20.1.2025"), "utf-8")

    faults = page.get_by_role("alert", name="Faults")
    expect(faults).to_contain_text("layers/ships.toml:")
    expect(faults).to_contain_text("is not an EDTF date")
    assert ready(page, 1).evaluate("window.dateline.count()") == 3
    path.write_text(whole, "utf-8")
    expect(faults).to_be_hidden()


def test_unsaved_changes_are_not_lost_to_a_click(served: Served, open_editor: OpenEditor):
    """A click beside must not throw away what was written."""
    page = open_editor(served)
    choose(page, "pinta")
    field(page, "Title").fill("Not saved yet")
    ready(page, 1).evaluate("window.dateline.open('nina')")

    expect(page.get_by_text("Save or discard your changes first", exact=False)).to_be_visible()
    expect(field(page, "Title")).to_have_value("Not saved yet")


def test_the_view_stays_where_it_was(serve: Callable[..., Served], open_editor: OpenEditor):
    """Whoever edits twenty events of one harbour does not want to find it again twenty times."""
    served = serve()
    page = open_editor(served)
    choose(page, "pinta")
    inside = ready(page, 1)
    inside.evaluate("window.dateline.setRange('2025-01-10', '2025-01-31')")
    inside.evaluate("map.setView([36.1, 15.1], 8, { animate: false })")
    field(page, "Summary").fill("Seen twice")
    page.get_by_role("button", name="Save").click()

    inside = ready(page, 2)
    state = inside.evaluate("window.dateline.state()")
    assert state["view"][2] == pytest.approx(8, abs=0.3)
    assert state["open"] == "pinta"
    assert state["from"] is not None


@pytest.mark.parametrize("screen", [DESKTOP, PHONE], ids=["desktop", "phone"])
@pytest.mark.parametrize("theme", ["light", "dark"])
def test_axe_finds_nothing(served: Served, open_editor: OpenEditor, screen: dict[str, Any], theme: str):
    """The rules that a machine can check, in the states that a person sees."""
    page = open_editor(served, screen, color_scheme=theme, bypass_csp=True)
    page.add_script_tag(path=AXE)

    def check() -> None:
        rules = {"runOnly": ["wcag2a", "wcag2aa", "wcag21aa", "wcag22aa", "best-practice"], "iframes": False}
        found = page.evaluate("options => axe.run(document, options)", rules)
        assert [(one["id"], one["nodes"][0]["html"][:120]) for one in found["violations"]] == []

    check()
    if screen is PHONE:
        page.get_by_role("button", name="Edit", exact=True).click()
        check()
    ready(page, 1).evaluate("window.dateline.open('nina')")
    expect(page.get_by_role("form", name="Event")).to_be_visible()
    page.get_by_text("More", exact=True).click()
    field(page, "Date (EDTF)").fill("11/2025")
    expect(field(page, "Date (EDTF)")).to_have_attribute("aria-invalid", "true")
    check()


def test_on_a_phone_the_panel_comes_and_goes(serve: Callable[..., Served], open_editor: OpenEditor):
    """A phone in a harbour: the map whole, the form whole, and one press between them."""
    served = serve()
    page = open_editor(served, PHONE)
    choose_by = ready(page, 1)
    for covered in ("Show all events", "Share and export"):
        page.frame_locator("iframe").get_by_role("button", name=covered).click(trial=True)
    choose_by.evaluate("window.dateline.open('pinta')")
    page.get_by_role("button", name="Edit", exact=True).click()
    field(page, "Title").fill("From the quay")
    page.get_by_role("button", name="Save").click()
    ready(page, 2)
    page.get_by_role("button", name="Back to the map").click()

    expect(page.get_by_role("form", name="Event")).to_be_hidden()
    assert event_of(served, "pinta").title == "From the quay"


def test_a_draft_is_accepted_with_its_article_beside(serve: Callable[..., Served], open_editor: OpenEditor):
    """A draft is judged by the words it rests on; they must be in sight."""
    served = serve()
    write_draft(served.folder)
    page = open_editor(served)
    page.get_by_role("region", name="Drafts").get_by_role("button", name="A tanker anchors").click()

    expect(page.get_by_role("region", name="Article").locator("mark")).to_have_text(
        "tanker anchored on Tuesday off Vall"
    )
    field(page, "Title").fill("A tanker lies at anchor")
    page.get_by_role("button", name="Accept").click()
    expect(page.get_by_role("heading", name="A tanker lies at anchor", level=2)).to_be_visible()
    # Until the map has come too, the editor takes no other step.
    expect(page.get_by_role("status").filter(has_text="Saved to")).to_be_visible()
    event = event_of(served, "a-tanker-lies-at-anchor")
    assert event.layer in ("ships", "areas")
    page.get_by_role("button", name="Undo").click()
    expect(page.get_by_role("region", name="Drafts").get_by_role("button", name="A tanker anchors")).to_be_visible()
