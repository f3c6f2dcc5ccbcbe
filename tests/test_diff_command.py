"""`diff`: two states of a case, in the words of events."""

from __future__ import annotations

import json
import shutil
import subprocess
from pathlib import Path

import pytest

from tests.conftest import a_claim, an_event, write_case

OLD = [
    an_event("lena", place="Valletta, Malta"),
    an_event("olga", status="reported"),
    an_event("rita", claim=[a_claim(), a_claim(source="herald", text="Two")]),
    an_event("gone"),
    an_event("same"),
]
NEW = [
    an_event("lena", place="Sliema, Malta", date="2025-01", title="The Lena"),
    an_event("olga", status="retracted", retracted="2025-02-01", retracted_reason="It was another."),
    an_event("rita", lon=14.6, claim=[a_claim(text="It was heard")], summary="More", status="disputed"),
    an_event("same"),
    an_event("new", place="Valletta, Malta", corrections=[{"date": "2025-02-02", "text": "x"}]),
]


@pytest.fixture
def cases(run):
    """Write an old and a new state of a case."""
    write_case(Path("old"), layers={"sightings": OLD})
    write_case(Path("new"), layers={"sightings": NEW})


def git(*words):
    """Run git as somebody, in the case's repository."""
    who = ["-c", "user.name=Desk", "-c", "user.email=desk@example.org", "-c", "commit.gpgsign=false"]
    subprocess.run(["git", *who, *words], check=True, capture_output=True)


def found(out):
    """Return kind and event of each line of JSON."""
    return [(change["kind"], change["event"]) for change in map(json.loads, out.splitlines())]


def test_two_cases_are_compared_in_terms_of_events(run, cases):
    """An editor asks what is new since June, not which lines differ."""
    code, out, err = run("diff", "old", "new", "--json")

    changes = {(change["kind"], change["event"]): change for change in map(json.loads, out.splitlines())}
    assert code == 0
    assert list(changes) == [
        ("moved", "lena"),
        ("redated", "lena"),
        ("retitled", "lena"),
        ("retracted", "olga"),
        ("moved", "rita"),
        ("re-sourced", "rita"),
        ("status", "rita"),
        ("changed", "rita"),
        ("added", "new"),
        ("removed", "gone"),
    ]
    assert 1_000 < changes["moved", "lena"]["distance_m"] < 4_000
    assert changes["moved", "rita"]["distance_m"] == pytest.approx(9_010, abs=20)
    assert changes["re-sourced", "rita"]["changes"] == [
        {"field": "gazette.text", "before": "It was seen", "after": "It was heard"},
        {"field": "herald", "before": "Two", "after": None},
    ]
    assert "5 events differ: 1 added, 1 removed, 1 retracted, 2 moved" in err


def test_the_text_says_it_in_words(run, cases):
    """Pasted into a mail, it needs no explanation."""
    _, out, _ = run("diff", "old", "new")

    assert "redated     lena  The Lena\n            date: 15 January 2025 → January 2025\n" in out
    assert "retracted   olga" in out
    assert "retracted: 1 February 2025 is new" in out
    assert "by 9 km" in out
    assert "An event that was published is retracted rather than removed" in out
    assert "added       new  Event new\n            15 January 2025 · Valletta, Malta · reported · gazette\n" in out


def test_a_case_is_equal_to_itself(run, cases):
    """No news is said in a sentence."""
    assert run("diff", "old", "old", "--json")[1:] == ("", "No event differs.\n")


def test_an_event_that_becomes_known_has_no_distance(run):
    """It did not move: it was nowhere before."""
    write_case(Path("old"), layers={"l": [an_event("a", place="Nowhere at all")]})
    write_case(Path("new"), layers={"l": [an_event("a", place="Valletta, Malta")]})

    [change] = map(json.loads, run("diff", "old", "new", "--json")[1].splitlines())

    assert (change["kind"], change["distance_m"]) == ("moved", None)
    assert {one["field"] for one in change["changes"]} == {"place", "coordinates"}


@pytest.fixture
def repository(run, tmp_path):
    """Return a repository in which a case has an old revision, tagged v1, and the new one, not committed yet."""
    git("init", "-q", ".")
    write_case(tmp_path / "cases" / "harbour", layers={"sightings": OLD})
    git("add", ".")
    git("commit", "-qm", "First")
    git("tag", "v1")
    shutil.rmtree("cases")
    write_case(tmp_path / "cases" / "harbour", layers={"sightings": NEW})
    return run


@pytest.mark.parametrize(
    "words",
    [
        ("cases/harbour", "--from", "v1"),
        ("v1:cases/harbour", "cases/harbour"),
        ("cases/harbour", "--from", "v1", "--to", "HEAD"),
    ],
)
def test_revisions_of_git_are_compared(repository, words):
    """A case is kept in git so that one can ask it this."""
    git("add", ".")
    git("commit", "-qm", "Second")

    code, out, err = repository("diff", *words, "--json")

    assert code == 0, err
    assert ("retracted", "olga") in found(out)
    assert len(found(out)) == 10


def test_a_case_that_is_gone_is_still_at_its_revision(repository, tmp_path):
    """The folder was renamed since."""
    (tmp_path / "cases" / "harbour").rename(tmp_path / "elsewhere")

    code, out, _ = repository("diff", "v1:cases/harbour", "elsewhere", "--json")

    assert (code, len(found(out))) == (0, 10)


def test_a_link_in_a_revision_is_not_followed(repository, tmp_path):
    """A repository from outside must not read files of this machine."""
    path = tmp_path / "cases" / "harbour" / "places.csv"
    path.symlink_to(tmp_path / "secret.csv")
    git("add", ".")
    git("commit", "-qm", "A link")

    code, _, _ = repository("diff", "HEAD:cases/harbour", "v1:cases/harbour")

    assert code == 0


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (("old",), "give two cases, or one case and --from REV"),
        (("old", "new", "--from", "v1"), "give two cases"),
        (("old", "new", "--to", "v1"), "--to: needs --from"),
        (("old", "missing"), "missing: is not a folder"),
        (("old", "--from", "v1"), "is not in a git repository"),
    ],
)
def test_wrong_words_are_told(run, cases, words, told):
    """The sentence says what was wanted."""
    code, _, err = run("diff", *words)

    assert code == 2
    assert told in err


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (("cases/harbour", "--from", "v9"), "'v9' is no revision of the repository"),
        (("cases/harbour", "--from", "--output=x"), "is no revision of the repository"),
        (("v1:cases", "cases/harbour"), "is not a case at v1"),
        (("v1:no/such", "cases/harbour"), "is not a case at v1"),
    ],
)
def test_a_revision_that_is_not_there_is_told(repository, words, told):
    """A slip in a tag must not compare something else."""
    code, _, err = repository("diff", *words)

    assert code == 2
    assert told in err


def test_events_at_fault_are_named_and_not_compared(run, cases):
    """They are neither there nor gone."""
    path = Path("new/layers/sightings.toml")
    path.write_text(path.read_text(encoding="utf-8").replace('"2025-01"', '"January"'), encoding="utf-8")

    _, out, err = run("diff", "old", "new", "--json")

    assert "not compared: The Lena (new): date: 'January' is not an EDTF date" in err
    assert ("removed", "lena") not in found(out)
