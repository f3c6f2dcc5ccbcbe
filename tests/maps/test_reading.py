"""A reader opens the first map in a browser and does what a reader does."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.conftest import an_event
from tests.maps.pointer import DUNAI, KURSK, PYONGYANG, SUNAN, click_mark, pixels_of, show_near

FIRST = {
    "dunai-ship", "sunan-aircraft", "shoigu-kim-meeting", "ceremony-broadcast", "remains-ceremony",
    "kursk-6000", "first-deployment", "further-troops", "nis-forecast", "occupied-areas",
}  # fmt: skip
ON_THE_MAP = {
    "dunai-ship": ("Ship at the Dunai pier", ["Word Korean", "CNN", "KBS World"]),
    "sunan-aircraft": ("Aircraft, taken for Il-76s, at Sunan airport", ["Word Korean"]),
    "shoigu-kim-meeting": ("Shoigu meets Kim Jong-un", ["Word Korean"]),
    "ceremony-broadcast": ("State TV airs ceremony footage", ["Word Korean"]),
    "kursk-6000": ("6,000 for the Kursk region", ["Word Korean"]),
}
SPOTS = {"dunai-ship": DUNAI, "sunan-aircraft": SUNAN, "shoigu-kim-meeting": PYONGYANG, "ceremony-broadcast": PYONGYANG}


def visible(page: Page) -> set[str]:
    return set(page.evaluate("window.dateline.visible()"))


def card_of(page: Page, title: str) -> Locator:
    card = page.get_by_role("dialog", name=title, exact=True)
    expect(card).to_be_visible()
    return card


def rows(page: Page) -> Locator:
    return page.get_by_role("list", name="Events in order of date").get_by_role("button")


def test_the_page_offers_its_contract(page: Page):
    """Other programs steer a map by window.dateline; its names are a promise."""
    assert page.evaluate("window.dateline.count()") == 10
    assert visible(page) == FIRST
    assert re.fullmatch(r"\d+\.\d+\.\d+\S*", page.evaluate("window.dateline.version"))
    assert page.evaluate("window.dateline.open('no-such-event')") is False
    assert page.evaluate("window.dateline.open('dunai-ship')") is True
    assert page.evaluate("window.dateline.state().open") == "dunai-ship"

    page.evaluate("window.dateline.setLayers(['deployments'])")
    assert visible(page) == {"kursk-6000", "first-deployment", "further-troops", "nis-forecast", "occupied-areas"}
    page.evaluate("window.dateline.setLayers(null)")
    page.evaluate("window.dateline.setRange('2025-06-17', '2025-06-17')")
    assert {"shoigu-kim-meeting", "kursk-6000"} <= visible(page)
    assert not {"dunai-ship", "ceremony-broadcast"} & visible(page)
    page.evaluate("window.dateline.setRange(null, null)")
    assert visible(page) == FIRST


def test_a_day_that_is_none_is_refused(page: Page):
    """A program that mistypes a day must hear of it, not get an empty map."""
    said = page.evaluate(
        "(() => { try { window.dateline.setRange('18.5.2025', null) } catch (error) { return String(error) } })()"
    )

    assert "18.5.2025" in said
    assert "YYYY-MM-DD" in said
    assert visible(page) == FIRST


@pytest.mark.parametrize("event", ON_THE_MAP)
def test_every_event_on_the_map_opens_with_its_sources(page: Page, event: str):
    """The point of the map: behind every mark stand the reports that say so, one click away."""
    title, publishers = ON_THE_MAP[event]
    rows(page).filter(has_text=title).click()
    card = card_of(page, title)

    for publisher in publishers:
        link = card.get_by_role("link", name=f"Report by {publisher}, opens in a new tab").first
        expect(link).to_have_attribute("href", re.compile(r"^https://"))
        expect(link).to_have_attribute("rel", "noopener noreferrer")
    expect(page.get_by_role("button", name=title).first).to_have_attribute("aria-current", "true")
    assert page.evaluate("window.dateline.state().open") == event


def test_the_card_says_things_in_the_order_a_reader_needs(page: Page):
    """What, how sure, when, where, who differs, who says so: whoever stops half way has the half that counts."""
    page.evaluate("window.dateline.open('dunai-ship')")
    card = card_of(page, "Ship at the Dunai pier")
    said = card.inner_text()
    parts = [
        "Ship at the Dunai pier",
        "Reported · not confirmed by us",
        "18 May 2025",
        "sources disagree",
        "Dunai, Primorsky Krai",
        "settlement, within about 2 km",
        "Sources differ on the date.",
        "18 May 2024: Word Korean, which cites CNN",
        "And on ships.",
        "Sources: 3 reports, 1 known origin",
        "How we dated it",
        "How we placed it",
        "Copy link",
        "Report an error",
    ]

    assert [said.find(part) for part in parts] == sorted(said.find(part) for part in parts)
    assert all(part in said for part in parts)
    assert "2024800" not in said


def test_how_a_date_was_found_unfolds(page: Page):
    """The wording of the report, the day it is read from, and our reason: a reader can follow each step."""
    page.evaluate("window.dateline.open('dunai-ship')")
    card = card_of(page, "Ship at the Dunai pier")
    expect(card.get_by_text("May 18 of last year").last).to_be_hidden()

    card.get_by_role("button", name="How we dated it").click()
    expect(card.get_by_text("May 18 of last year").last).to_be_visible()
    expect(card.get_by_text("In May 2024 no troops had been sent yet").last).to_be_visible()
    card.get_by_role("button", name="How we placed it").click()
    expect(card.get_by_text("the Dunai military port near Vladivostok, Russia")).to_be_visible()


@pytest.mark.parametrize(
    ("at", "zoom", "title"),
    [
        (DUNAI, 6, "Ship at the Dunai pier"),
        (SUNAN, 9, "Aircraft, taken for Il-76s, at Sunan airport"),
        (KURSK, 7, "6,000 for the Kursk region"),
    ],
    ids=["ring", "dot", "area"],
)
def test_a_click_on_a_mark_opens_its_event(page: Page, at: tuple[float, float], zoom: float, title: str):
    """Most readers will click on the map and nowhere else."""
    click_mark(page, at, zoom)

    card_of(page, title)
    page.keyboard.press("Escape")
    expect(page.get_by_role("dialog")).to_have_count(0)


def test_both_events_at_one_place_can_be_reached(page: Page):
    """Two events in Pyongyang share one point; the one below must not be lost."""
    click_mark(page, PYONGYANG, 8)
    card = page.get_by_role("dialog")
    expect(card.get_by_text("1 of 2 at this place")).to_be_visible()
    first = card.get_by_role("heading", level=2).inner_text()

    card.get_by_role("button", name="Next event at this place").click()
    expect(card.get_by_text("2 of 2 at this place")).to_be_visible()
    second = card.get_by_role("heading", level=2).inner_text()
    assert {first, second} == {"Shoigu meets Kim Jong-un", "State TV airs ceremony footage"}
    card.get_by_role("button", name="Previous event at this place").click()
    expect(card.get_by_text("1 of 2 at this place")).to_be_visible()


def test_a_click_on_a_bubble_of_several_places_opens_it_up(page: Page):
    """From far away marks run together; a click goes closer until they stand apart."""
    before = 3
    middle = ((PYONGYANG[0] + 125.67) / 2, (PYONGYANG[1] + 39.2241) / 2)
    click_mark(page, middle, before)

    page.wait_for_function("zoom => map.getZoom() > zoom", arg=before)
    assert page.get_by_role("dialog").count() == 0


def test_the_card_does_not_cover_its_mark(page: Page):
    """A card over its own mark would hide the place that it speaks of."""
    for event, at in SPOTS.items():
        page.evaluate("id => window.dateline.open(id)", event)
        card = card_of(page, ON_THE_MAP[event][0])
        page.wait_for_function("() => !map._animatingZoom && !map._panAnim?._inProgress")
        x, y = pixels_of(page, at)
        box = card.bounding_box()
        assert box is not None
        assert not (box["x"] < x < box["x"] + box["width"] and box["y"] < y < box["y"] + box["height"]), event


def test_the_ship_is_found_under_both_of_its_dates(page: Page):
    """Two reports give two years; a reader who looks under either must find it, and not between them."""
    found = {}
    for day in ("2024-05-18", "2024-12-15", "2025-05-18"):
        page.evaluate("day => window.dateline.setRange(day, day)", day)
        row = rows(page).filter(has_text="Ship at the Dunai pier")
        found[day] = "dunai-ship" in visible(page)
        expect(row).to_have_count(1 if found[day] else 0)

    assert found == {"2024-05-18": True, "2024-12-15": False, "2025-05-18": True}


def test_what_has_no_date_stays_whatever_the_range(page: Page):
    """Nothing says that an undated event lies outside; to drop it would be to claim that it does."""
    page.evaluate("window.dateline.setRange('2024-05-18', '2024-05-18')")

    assert "remains-ceremony" in visible(page)
    expect(page.get_by_text("Date unknown (1)")).to_be_visible()


def test_show_all_dates_restores(page: Page):
    """A narrowed range must never be a trap."""
    all_dates = page.get_by_role("button", name="Show all dates")
    expect(all_dates).to_be_disabled()
    page.evaluate("window.dateline.setRange('2025-06-01', '2025-06-20')")
    expect(all_dates).to_be_enabled()
    expect(page.locator("#time")).to_contain_text("1 – 20 June 2025")

    all_dates.click()
    expect(all_dates).to_be_disabled()
    assert visible(page) == FIRST
    expect(page.locator("#time")).to_contain_text("10 of 10 events")


def test_layers_go_off_and_on_by_their_boxes(page: Page):
    """A reader who follows one thread must be able to put the others aside, and see that they are."""
    box = page.get_by_role("checkbox", name="Meetings and broadcasts")

    box.uncheck()
    expect(rows(page).filter(has_text="Shoigu meets Kim")).to_have_count(0)
    expect(page.locator("#time")).to_contain_text("7 of 10 events")
    expect(page.locator("#shown-count")).to_have_text("7 of 10 events")

    box.check()
    expect(rows(page).filter(has_text="Shoigu meets Kim")).to_have_count(1)
    expect(page.locator("#shown-count")).to_have_text("10 of 10 events")


def test_an_open_card_closes_when_its_event_is_filtered_away(page: Page):
    """A card whose mark is gone would speak of nothing on the map."""
    page.evaluate("window.dateline.open('shoigu-kim-meeting')")
    card_of(page, "Shoigu meets Kim Jong-un")

    page.get_by_role("checkbox", name="Meetings and broadcasts").uncheck()
    expect(page.get_by_role("dialog")).to_have_count(0)
    assert page.evaluate("window.dateline.state().open") is None


def test_the_list_can_be_arranged_by_layer(page: Page):
    """Some read by time, some by theme."""
    page.get_by_role("button", name="By layer").click()

    meetings = page.get_by_role("list", name="Meetings and broadcasts")
    expect(meetings.get_by_role("button")).to_have_count(2)
    expect(page.get_by_role("list", name="Transport sightings").get_by_role("button")).to_have_count(2)
    page.get_by_role("button", name="By date").click()
    expect(rows(page)).to_have_count(5)
    titles = [row.splitlines()[0] for row in rows(page).all_inner_texts()]
    assert len(titles) == 5


def test_the_list_runs_by_date(page: Page):
    """A chronicle out of order misleads."""
    expect(rows(page)).to_have_count(5)
    order = [next(title for title, _ in ON_THE_MAP.values() if title in row) for row in rows(page).all_inner_texts()]

    assert order[:2] == ["Ship at the Dunai pier", "Aircraft, taken for Il-76s, at Sunan airport"]
    assert set(order[2:4]) == {"Shoigu meets Kim Jong-un", "6,000 for the Kursk region"}
    assert order[4] == "State TV airs ceremony footage"


def test_what_is_not_on_the_map_is_listed_with_its_reason(page: Page):
    """Nothing that was read is dropped in silence."""
    tray = page.locator("details", has_text="Not on the map (4)")
    tray.get_by_text("Not on the map (4)").click()
    for title in (
        "First deployment: over 11,000",
        "25,000–30,000 more planned",
        "Fighting in occupied areas of Ukraine",
    ):
        expect(tray.get_by_role("button", name=title)).to_be_visible()
    expect(tray.get_by_text("a country is not a point").first).to_be_visible()
    expect(tray.get_by_text("a point on the country would claim to know where")).to_be_visible()

    tray.get_by_role("button", name="25,000–30,000 more planned").click()
    card = card_of(page, "25,000–30,000 more planned")
    expect(card.get_by_text("by November 2025", exact=False).first).to_be_visible()
    expect(card.get_by_text("not on the map", exact=False).first).to_be_visible()


def test_what_has_no_date_is_listed_with_its_reason(page: Page):
    """An event without a date is not an event without a report."""
    fold = page.locator("details", has_text="Date unknown (1)")
    fold.get_by_text("Date unknown (1)").click()
    row = fold.get_by_role("button", name="Ceremony for the returned remains")
    expect(row).to_contain_text("no report names the day")

    row.click()
    card_of(page, "Ceremony for the returned remains")


def test_a_search_finds_events_by_the_words_of_their_reports(page: Page):
    """Not every reader knows the title; many know a name."""
    page.get_by_role("button", name="Search").click()
    field = page.get_by_role("searchbox", name="Search the events")
    expect(field).to_be_focused()
    field.fill("il-76")
    expect(rows(page)).to_have_count(1)
    expect(rows(page)).to_contain_text("Aircraft, taken for Il-76s")

    field.fill("")
    expect(rows(page)).to_have_count(5)


def test_sources_are_listed_with_what_rests_on_them(page: Page):
    """A reader may start from a source and ask what it says."""
    fold = page.locator("details", has_text="Sources (12)")
    fold.get_by_text("Sources (12)").click()

    first = fold.get_by_role("listitem").filter(has_text="Word Korean")
    expect(first.get_by_role("link")).to_have_attribute("href", "https://wordkorean.com/?p=49336")
    expect(first).to_contain_text("10 events")


def test_about_tells_scope_method_and_who_to_write_to(page: Page):
    """A map without its terms is a claim without a source."""
    page.get_by_role("button", name="About this map").first.click()
    about = page.get_by_role("dialog", name="About this map")

    for words in ("4 July 2025", "asks no other computer", "GeoNames", "Natural Earth", "do not imply endorsement"):
        expect(about.get_by_text(words, exact=False).first).to_be_visible()
    expect(about.get_by_role("link", name="Report an error")).to_have_attribute("href", re.compile("^mailto:maps@"))
    about.get_by_role("button", name="Close").last.click()
    expect(about).to_be_hidden()


def test_the_credit_is_always_in_sight(page: Page):
    """What is owed to those whose work the map shows."""
    for name in ("Natural Earth", "GeoNames", "Leaflet"):
        expect(page.locator("#credit")).to_contain_text(name)


def test_the_scale_is_absent_where_it_would_lie(page: Page):
    """Far out, a kilometre at the top of the map is not a kilometre at its foot."""
    show_near(page, DUNAI, 3)
    expect(page.locator(".scale")).to_be_hidden()

    show_near(page, DUNAI, 8)
    expect(page.locator(".scale")).to_contain_text("km")


def test_an_expected_event_whose_day_has_passed_says_so(
    make_case: Callable[..., Path], draw_case: Callable[..., str], open_map: Callable[..., Page], tmp_path: Path
):
    """A forecast that nobody followed up must not read as if it had come true."""
    event = an_event("plan", title="A plan", date="[..2025-01-20]", occurrence="expected")
    path = tmp_path / "map.html"
    path.write_text(draw_case(make_case(layers={"plans": [event]})), "utf-8", newline="")
    page = open_map(path)
    page.get_by_role("button", name="A plan").click()

    expect(card_of(page, "A plan")).to_contain_text(
        "Expected by 20 January 2025. This map has no report of the outcome."
    )


def sample_colours(page: Page) -> dict[str, int]:
    """Count the colours of the lower canvas, every so many pixels."""
    return page.evaluate(
        """() => {
          const canvas = document.querySelector("canvas");
          const { data } = canvas.getContext("2d").getImageData(0, 0, canvas.width, canvas.height);
          const counts = {};
          for (let i = 0; i < data.length; i += 4 * 97) {
            const key = data.slice(i, i + 4).join();
            counts[key] = (counts[key] ?? 0) + 1;
          }
          return counts;
        }"""
    )


def luminance(colour: str) -> float:
    red, green, blue, _ = (int(part) for part in colour.split(","))
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_land_and_sea_are_drawn_in_either_scheme(open_map: Callable[..., Page], first_map: Path, scheme: str):
    """An empty canvas would pass every test of the list and show a reader nothing."""
    page = open_map(first_map, color_scheme=scheme)

    counts = sample_colours(page)
    [(land, most), (sea, less)] = sorted(counts.items(), key=lambda one: -one[1])[:2]
    assert less > 300
    assert most > less
    assert (luminance(land) < 110) == (luminance(sea) < 110) == (scheme == "dark")


def test_marks_are_drawn_on_the_upper_canvas(page: Page):
    """The list may be right and the map still empty."""
    painted = """() => {
      const canvas = [...document.querySelectorAll("canvas")].at(-1);
      const { data } = canvas.getContext("2d").getImageData(0, 0, canvas.width, canvas.height);
      let painted = 0;
      for (let i = 3; i < data.length; i += 4) if (data[i] > 0) painted += 1;
      return painted;
    }"""
    with_marks = page.evaluate(painted)
    page.evaluate("window.dateline.setLayers([])")
    page.wait_for_function(f"before => ({painted})() < before", arg=with_marks)

    assert with_marks > 2000


def test_the_link_of_a_card_opens_the_same_event(page: Page, open_map: Callable[..., Page], first_map: Path):
    """A link in a report must lead to the very event, not to the map as a whole."""
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    page.evaluate("window.dateline.open('sunan-aircraft')")
    card = card_of(page, ON_THE_MAP["sunan-aircraft"][0])
    card.get_by_role("button", name="Copy link").click()
    field = card.get_by_role("textbox", name="Copy this address:")
    expect(card.get_by_text("Link copied").or_(field)).to_be_visible()
    link = field.input_value() if field.count() else page.evaluate("navigator.clipboard.readText()")
    address, _, hash_ = link.partition("#")
    assert address == first_map.as_uri()

    again = open_map(first_map, at=hash_)
    card_of(again, ON_THE_MAP["sunan-aircraft"][0])


def test_an_address_restores_what_was_shown(open_map: Callable[..., Page], first_map: Path):
    """Two readers who speak of a map must be able to see the same one."""
    page = open_map(first_map, at="map=7/42.88/132.33&from=2025-05-01&to=2025-05-31&layers=transport-sightings")

    assert visible(page) == {"dunai-ship"}
    assert page.evaluate("map.getZoom()") == 7
    expect(page.get_by_role("checkbox", name="Deployments")).not_to_be_checked()


@pytest.mark.parametrize(
    "nonsense",
    ["map=1e99/x/y&from=2025-02-30&event=%3Cimg%20src=x%3E", "layers=__proto__,nowhere&from=&to=never", "%E0%A4%A&=#"],
)
def test_nonsense_in_the_address_is_ignored(open_map: Callable[..., Page], first_map: Path, nonsense: str):
    """Addresses get cut, wrapped and mangled on their way through mails; the map must open all the same."""
    page = open_map(first_map, at=nonsense)

    assert visible(page) == FIRST
    assert page.get_by_role("dialog").count() == 0
    expect(page.locator("#panel h1")).to_contain_text("North Korean troops")
