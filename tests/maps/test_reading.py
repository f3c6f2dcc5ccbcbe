"""A reader opens the first map in a browser, narrows it, and reads its lists."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path

from playwright.sync_api import Page, expect

from tests.conftest import an_event
from tests.maps.first import FIRST, ON_THE_MAP, card_of, rows, visible
from tests.maps.pointer import DUNAI, show_near


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
    name = re.compile(r"^Sources \(\d+\)$")
    fold = page.locator("details").filter(has=page.get_by_text(name))
    fold.get_by_text(name).click()

    first = fold.get_by_role("listitem").filter(has_text="Word Korean")
    expect(first.get_by_role("link")).to_have_attribute("href", "https://wordkorean.com/?p=49336")
    expect(first).to_contain_text("10 events")


def test_about_tells_scope_method_and_who_to_write_to(page: Page):
    """A map without its terms is a claim without a source."""
    page.get_by_role("button", name="About this map").first.click()
    about = page.get_by_role("dialog", name="About this map")

    assert about.inner_text().count("A mark says what was reported, not what we have confirmed.") == 1
    for words in ("4 July 2025", "asks no other computer", "GeoNames", "Natural Earth", "do not imply endorsement"):
        expect(about.get_by_text(words, exact=False).first).to_be_visible()
    expect(about.get_by_role("link", name="Report an error")).to_have_attribute("href", re.compile("^mailto:maps@"))
    about.get_by_role("button", name="Close").last.click()
    expect(about).to_be_hidden()


def test_the_credit_is_always_in_sight(page: Page):
    """What is owed to those whose work the map shows."""
    for name in ("Natural Earth", "GeoNames", "Leaflet"):
        expect(page.locator("#credit")).to_contain_text(name)


def test_what_the_credit_saves_a_line_by_is_one_step_away(page: Page):
    """A second line for one word is paid for by the map."""
    credit = page.locator("#credit")
    assert credit.evaluate("one => one.getBoundingClientRect().height") < 32
    credit.get_by_role("button", name="More").click()
    expect(page.get_by_role("dialog", name="About this map")).to_contain_text("do not imply endorsement")


def test_no_dot_dangles_where_a_line_of_the_list_breaks(page: Page):
    """“3 sources ·” at the end of a line promises more that does not come."""
    line = page.get_by_role("button", name="Ship at the Dunai pier").locator(".parts")
    assert line.inner_text().split("\n")[0].strip() == "Reported · 3 sources"
    # The dot stands before what follows it, and at the start of a line it lies outside of what is seen.
    for width, below in (("100px", True), ("500px", False)):
        line.evaluate("(one, width) => (one.style.width = width)", width)
        broken, hidden = line.evaluate(
            """(one) => {
              const [words, differs] = [...one.children].map((part) => part.getBoundingClientRect());
              const at = parseFloat(getComputedStyle(one.children[1], "::before").insetInlineStart);
              const begin = one.closest(".meta").getBoundingClientRect().left;
              return [differs.top > words.bottom - 4, differs.left + at + 4 <= begin];
            }"""
        )
        assert (broken, hidden) == (below, below)


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
