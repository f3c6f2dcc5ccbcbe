"""The gate before the public sees a case: every obstacle told at once, with its place and its cure."""

from __future__ import annotations

import pytest

from layers.case import read_case
from layers.edtf import parse_edtf
from layers.places import place_events
from layers.publishing.gate import check_gate, explain_dead
from layers.starter import create_case
from tests.conftest import a_claim, an_event

SOURCES = (
    {"id": "gazette", "publisher": "The Gazette", "url": "https://gazette.eu/1", "archive": "https://archive.ph/abc"},
    {"id": "herald", "publisher": "The Herald", "archive_reason": "A printed paper"},
)
HEAD = {"scope": "Ships, and nothing else"}


@pytest.fixture
def gate(make_case):
    """Return a function that makes a case fit to be published, but for what is said, and asks the gate."""

    def ask(*, head=None, event=None, sources=SOURCES, today="2025-03-01", drafts=None, **options):
        folder = make_case(
            layers={"ships": [an_event("a", **(event or {}))]}, sources=sources, head={**HEAD, **(head or {})}
        )
        if drafts is not None:
            (folder / "drafts").mkdir()
            (folder / "drafts" / "read.toml").write_text(drafts, "utf-8")
        case = read_case(folder)
        return check_gate(case, place_events(case), today=parse_edtf(today).earliest, **options)

    return ask


def test_a_finished_case_passes(gate):
    """A gate that stops everything would be stepped over."""
    passed = gate()

    assert passed.obstacles == ()
    assert passed.lapsed == ()


@pytest.mark.parametrize("field", ["contact", "scope", "as_of"])
def test_a_case_says_who_answers_for_it(gate, field):
    """A reader who finds an error must know whom to tell, and what and which day the map speaks of."""
    [obstacle] = gate(head={field: None}).obstacles

    assert obstacle.field == field
    assert "is missing" in obstacle.message


@pytest.mark.parametrize(("today", "stops"), [("2025-02-28", True), ("2025-03-01", False), ("2025-03-02", False)])
def test_an_embargo_ends_on_its_day(gate, today, stops):
    """One day too early breaks a promise; on the day itself the case is free."""
    obstacles = gate(head={"embargo_until": "2025-03-01"}, today=today).obstacles

    assert [one.field for one in obstacles] == (["embargo_until"] if stops else [])


@pytest.mark.parametrize("embargo", ["2025-03", "2025-03-01~", "2025-03-01T06:00", "soon", "2025-03-01/2025-03-04"])
def test_an_embargo_is_one_day(gate, embargo):
    """An embargo that nobody can read must hold, not lapse."""
    obstacles = gate(head={"embargo_until": embargo}, today="2026-01-01").obstacles

    assert "embargo_until" in [one.field for one in obstacles]


def test_drafts_stop_it_until_somebody_says_so(gate):
    """A draft that waits is an event that a reader may miss; to leave it out must be meant."""
    text = '[[event]]\nid = "x"\ntitle = "Proposed"\n'

    [obstacle] = gate(drafts=text).obstacles
    assert "1 draft waits" in obstacle.message
    assert gate(drafts=text, leave_drafts=True).obstacles == ()
    assert gate(drafts="").obstacles == ()
    assert "cannot be read" in gate(drafts="[[event").obstacles[0].message


def test_a_conflict_needs_a_reason(gate):
    """Readers may be shown a choice only together with why it was made."""
    claims = [a_claim(date="2025-01-15"), a_claim(source="herald", date="2025-01-17")]

    [obstacle] = gate(event={"claim": claims}).obstacles
    assert (obstacle.field, obstacle.event) == ("date_reason", "a")
    assert "15 January 2025" in obstacle.message
    assert gate(event={"claim": claims, "date_reason": "The Gazette was there."}).obstacles == ()


def test_confirmed_needs_who_and_how(gate):
    """The strongest word on the map is worth only as much as whoever gave it."""
    fields = [one.field for one in gate(event={"status": "confirmed"}).obstacles]

    assert {"confirmed_by", "method"} <= set(fields)


def test_a_picture_needs_its_words(gate):
    """Whoever cannot see a picture is told by its alt text alone."""
    picture = {"url": "https://gazette.eu/1.jpg", "caption": "The ship"}

    [obstacle] = gate(event={"media": [picture]}).obstacles
    assert obstacle.field == "media.alt"
    assert gate(event={"media": [{**picture, "alt": "A grey ship at a pier"}]}).obstacles == ()


def test_a_source_is_archived_or_says_why_not(gate):
    """A report that has been taken down is no evidence any more."""
    bare = ({"id": "gazette", "publisher": "The Gazette", "url": "https://gazette.eu/1"},)

    [obstacle] = gate(sources=bare).obstacles
    assert (obstacle.field, obstacle.line) == ("archive", 1)
    assert "gazette has no archived copy" in obstacle.message
    assert gate(sources=bare, allow_unarchived=True).obstacles == ()
    assert gate(sources=({**bare[0], "archive_reason": "Its editor asked not to"},)).obstacles == ()


@pytest.mark.parametrize(
    "url",
    [
        "",
        "https://example.org/report",
        "http://localhost:8000/a",
        "http://192.168.0.7/a",
        "http://intranet/report",
        "https://bit.ly/3xYz",
        "https://webcache.googleusercontent.com/search?q=cache:x",
        "https://paper.test/1",
        "http://[::1]/a",
    ],
)
def test_addresses_that_lead_nowhere_look_dead(url):
    """Nothing is asked of the network, yet some addresses cannot lead a reader anywhere."""
    assert explain_dead(url)


@pytest.mark.parametrize("url", ["https://www.bbc.com/news/1", "http://8.8.8.8/x", "https://examples.org/a"])
def test_other_addresses_do_not(url):
    """A gate that cries wolf is stepped over."""
    assert explain_dead(url) == ""


def test_a_dead_looking_archive_is_no_archive(gate):
    """An archive that nobody can open keeps nothing."""
    sources = ({**SOURCES[0], "archive": "https://archive.test/1"},)

    [obstacle] = gate(sources=sources).obstacles
    assert "archive.test" in obstacle.message


def test_the_invented_sample_stays_in(gate):
    """'dateline new' invents an event; published, it would be a false report."""
    [obstacle] = gate(event={"id": "sample-ship-valletta"}).obstacles

    assert obstacle.field == "id"


@pytest.mark.parametrize("field", ["title", "summary"])
def test_the_invented_sample_stays_in_under_any_id(gate, tmp_path, field):
    """A new id makes no report of an invention."""
    create_case(tmp_path / "new", title="New")
    [sample] = read_case(tmp_path / "new").events

    [obstacle] = gate(event={field: getattr(sample, field)}).obstacles

    assert (obstacle.field, obstacle.event) == (field, "a")


@pytest.mark.parametrize("field", ["scope", "summary", "method"])
def test_the_words_of_the_template_say_nothing(gate, tmp_path, field):
    """A gate that asks for a scope must not be passed by the sentence that asks for it."""
    create_case(tmp_path / "new", title="New")
    text = getattr(read_case(tmp_path / "new"), field)

    [obstacle] = gate(head={field: text}).obstacles

    assert obstacle.field == field
    assert "'dateline new' wrote" in obstacle.message
    assert gate(head={field: f"{text} These ships."}).obstacles == ()


def test_forecasts_past_their_day_are_told_and_pass(gate):
    """The page says itself that it has no report of the outcome; the editor should know before."""
    asked = gate(event={"date": "2025-01-20", "occurrence": "expected"})

    assert asked.obstacles == ()
    assert [fault.event for fault in asked.lapsed] == ["a"]


def test_all_obstacles_are_told_at_once(gate):
    """Whoever mends a case before a deadline should not find the next obstacle at each try."""
    fields = {one.field for one in gate(head={"contact": None, "as_of": None}, event={"media": [{"url": "https://a.eu/b"}]},
                                        sources=({"id": "gazette", "publisher": "G"},)).obstacles}  # fmt: skip

    assert fields == {"contact", "as_of", "media.alt", "archive"}
