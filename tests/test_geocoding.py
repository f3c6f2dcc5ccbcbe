"""Geocoding by a service, from the command: off until set, few requests, and a failure that breaks nothing."""

from __future__ import annotations

import csv
import json
import subprocess
import sys
import threading
import time
from itertools import pairwise
from pathlib import Path

import pytest
from click.testing import CliRunner

from dateline import main
from layers.case import read_case
from layers.folder.place_rows import read_places
from layers.geocoding.service import CACHE_VARIABLE, CONFIG_VARIABLE, find_config
from tests.conftest import an_event
from tests.services import KNOWN, PIER, run_service, send
from tests.terminal import type_to

ROOT = Path(__file__).parents[1]
PIER_EVENT = an_event("pier", place="Qortin Pier, Malta")
TOWN_EVENT = an_event("town", place="Valletta, Malta")


@pytest.fixture(autouse=True)
def _own_folders(tmp_path, monkeypatch):
    """Keep the configuration and the answers of whoever runs the tests out of them."""
    monkeypatch.setenv("NO_PROXY", "127.0.0.1")
    monkeypatch.setenv(CACHE_VARIABLE, str(tmp_path / "cache"))
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path / "config"))
    monkeypatch.delenv(CONFIG_VARIABLE, raising=False)


@pytest.fixture
def service():
    with run_service("nominatim") as running:
        yield running


def run(*words, typed=""):
    """Run the command; return exit code, standard output and standard error."""
    ended = CliRunner().invoke(main, [str(word) for word in words], input=typed)
    if ended.exception is not None and not isinstance(ended.exception, SystemExit):
        raise ended.exception
    return ended.exit_code, ended.stdout, ended.stderr


def table(service, **more):
    """Return the table [geocoder] that sets a service on loopback."""
    return {"service": service.form, "url": service.url, "contact": "desk@gazette.example", "pace_s": 0, **more}


@pytest.fixture
def case(make_case, service):
    """Make a case with a town that the gazetteer knows and a pier that only the service knows."""
    return make_case(layers={"sightings": [TOWN_EVENT, PIER_EVENT]}, head={"geocoder": table(service)})


def rows(case):
    """Return the rows of places.csv by text."""
    with (case / "places.csv").open(encoding="utf-8", newline="") as file:
        return {row["place"]: row for row in csv.DictReader(file)}


def test_without_a_service_nobody_is_asked(make_case, service):
    """Off until somebody sets a service and a contact: where an analyst looks is nobody's business."""
    case = make_case(layers={"sightings": [PIER_EVENT]})

    code, _, err = run("build", case)

    assert code == 0
    assert service.seen == []
    assert "Asked" not in err


def test_without_a_contact_nobody_is_asked(make_case, service):
    """A service must be able to write to whoever asks too much."""
    settings = {name: value for name, value in table(service).items() if name != "contact"}
    case = make_case(layers={"sightings": [PIER_EVENT]}, head={"geocoder": settings})

    code, _, err = run("build", case)

    assert code == 0
    assert service.seen == []
    assert "nominatim is set but no contact" in err


@pytest.mark.parametrize("form", ["nominatim", "photon", "pelias"])
def test_a_build_asks_for_what_the_gazetteer_does_not_know(make_case, form):
    """The town comes from the gazetteer, the pier from the service, each row says so, and the map credits it."""
    with run_service(form) as service:
        case = make_case(layers={"sightings": [TOWN_EVENT, PIER_EVENT]}, head={"geocoder": table(service)})
        code, _, err = run("build", case)

    assert code == 0
    assert "for 1 place text (1 request)" in err
    assert [seen.query.get("q", seen.query.get("text")) for seen in service.seen] == ["Qortin Pier, Malta"]
    row = rows(case)["Qortin Pier, Malta"]
    assert (row["lon"], row["lat"], row["precision"], row["radius_m"]) == ("14.5112", "35.9021", "site", "200")
    assert (row["country"], row["gazetteer"], row["gazetteer_id"]) == ("MT", "openstreetmap", "way/901")
    assert (row["chosen_by"], row["service"], row["query"]) == ("service", form, "Qortin Pier, Malta")
    assert row["day"] == time.strftime("%Y-%m-%d", time.gmtime())
    assert rows(case)["Valletta, Malta"]["chosen_by"] == "program"
    assert "© OpenStreetMap contributors, ODbL 1.0" in (case / "map.html").read_text("utf-8")


def test_a_map_without_such_a_place_owes_no_such_credit(make_case):
    """A credit that is not due says something wrong about where the points came from."""
    case = make_case(layers={"sightings": [TOWN_EVENT]})
    run("build", case)

    assert '"Places: © OpenStreetMap' not in (case / "map.html").read_text("utf-8")


def test_a_rebuild_asks_nobody_and_gives_the_same_bytes(case, service):
    """places.csv is the lock of all geocoding."""
    run("build", case)
    first = (case / "map.html").read_bytes()
    service.known = {"qortin pier": ({**PIER, "lon": 14.6},)}
    (case / "map.html").unlink()

    code, _, _ = run("build", case)

    assert code == 0
    assert (case / "map.html").read_bytes() == first
    assert len(service.seen) == 1


def test_an_answer_that_told_nothing_is_not_asked_for_again(make_case, service):
    """An unknown name is looked up at every build; the service hears of it once."""
    case = make_case(
        layers={"sightings": [an_event("a", place="Nowherequay, Malta")]}, head={"geocoder": table(service)}
    )

    first = run("build", case)[2]
    second = run("build", case)[2]

    assert len(service.seen) == 1
    assert "1 request" in first
    assert "request" not in second
    assert not (case / "places.csv").exists()


@pytest.mark.parametrize("command", [["check"], ["places"], ["places", "--json"], ["build", "--offline"]])
def test_who_does_not_ask_to_geocode_calls_nobody(case, service, command):
    """Checking a case must not tell a stranger what is in it."""
    code, _, _ = run(command[0], case, *command[1:])

    assert code == 0
    assert service.seen == []


def test_places_geocodes_when_told_to(case, service):
    """Places can be looked over before a map is built."""
    code, out, err = run("places", case, "--geocode", "--json")

    assert code == 0
    assert len(service.seen) == 1
    assert "(1 request)" in err
    chosen = {json.loads(line)["event"]: json.loads(line)["chosen"] for line in out.splitlines()}
    assert chosen["pier"]["chosen_by"] == "service"
    assert rows(case)["Qortin Pier, Malta"]["service"] == "nominatim"


def test_geocode_without_a_service_says_where_to_set_one(make_case):
    """Nothing would happen, and nobody would know why."""
    code, _, err = run("places", make_case(layers={"sightings": [PIER_EVENT]}), "--geocode")

    assert code == 2
    assert find_config().as_posix() in err
    assert "--offline" not in err


def test_refresh_asks_again_for_what_no_person_chose(case, service):
    """A person's row wins for good; a service's row follows the service."""
    run("build", case)
    service.known = {"qortin pier": ({**PIER, "lon": 14.52},)}
    run("places", case, "--refresh")
    moved = rows(case)["Qortin Pier, Malta"]["lon"]
    text = (case / "places.csv").read_text("utf-8").replace("way/901,service,", "way/901,person,")
    (case / "places.csv").write_text(text, "utf-8")
    service.known = {"qortin pier": ({**PIER, "lon": 14.53},)}
    run("places", case, "--refresh")

    assert moved == "14.52"
    assert rows(case)["Qortin Pier, Malta"]["lon"] == "14.52"
    assert len(service.seen) == 2


def test_a_row_of_a_service_is_read_back_as_it_was_taken(case):
    """The second build must give the same map as the first."""
    run("build", case)

    found, faults = read_places(case)

    assert faults == ()
    assert found["Qortin Pier, Malta"].place.chosen_by == "service"


def test_above_the_ceiling_nothing_is_asked_unasked(make_case, service):
    """A slip that makes a thousand names unknown must not become a thousand requests."""
    events = [an_event(f"e{number}", place=f"Qortin Pier {number}, Malta") for number in range(5)]
    case = make_case(layers={"sightings": [*events, TOWN_EVENT]}, head={"geocoder": table(service, most_requests=3)})

    code, _, err = run("build", case)

    assert code == 2
    assert service.seen == []
    assert "5 place texts would be asked of 127.0.0.1" in err
    assert "--most-requests 5" in err
    assert (
        "1 place text would be asked"
        in run(
            "build", make_case(layers={"sightings": [PIER_EVENT]}, head={"geocoder": table(service, most_requests=0)})
        )[2]
    )
    assert not (case / "places.csv").exists()
    assert run("build", case, "--most-requests", 5)[0] == 0
    assert len(service.seen) == 5


@pytest.mark.parametrize(("answer", "code", "sent"), [("y\n", 0, 4), ("n\n", 2, 0)])
def test_above_the_ceiling_a_person_is_asked(make_case, service, answer, code, sent):
    """With how many requests, to whom, and about how long; no is no."""
    events = [an_event(f"e{number}", place=f"Qortin Pier {number}, Malta") for number in range(4)]
    case = make_case(layers={"sightings": events}, head={"geocoder": table(service, most_requests=3)})

    ended, seen = type_to(["places", str(case), "--geocode"], [("Ask them all? [y/N]:", answer)])

    assert ended == code, seen
    assert "4 place texts would be asked of 127.0.0.1" in seen
    assert "a minute or less" in seen
    assert ("\rAsking 127.0.0.1" in seen) is (sent > 0)
    assert len(service.seen) == sent


MOODS = {
    "html": lambda handler, _: send(handler, 200, b"<html><title>Log in</title>", kind="text/html"),
    "broken": lambda handler, _: send(handler, 200, b'{"features": ['),
    "wrong": lambda handler, _: send(handler, 200, b'{"ok": true}'),
    "giant": lambda handler, _: send(handler, 200, b"[" + b" " * 5_000_000),
    "refuses": lambda handler, _: send(handler, 429, b""),
    "bans": lambda handler, _: send(handler, 403, b""),
    "hangs up": lambda handler, _: True,
}


@pytest.mark.parametrize("mood", MOODS)
def test_a_service_that_fails_breaks_nothing(case, service, mood):
    """The error is said, the rest of the map is written, and the text is not locked as anything."""
    service.mood = MOODS[mood]

    code, _, err = run("build", case)

    assert code == 3
    assert "'Qortin Pier, Malta': 127.0.0.1" in err
    assert "The geocoding service failed for 1 place text." in err
    assert list(rows(case)) == ["Valletta, Malta"]
    assert (case / "map.html").stat().st_size > 100_000
    service.mood = None
    if mood not in ("refuses", "bans"):
        assert run("build", case)[0] == 0
        assert "Qortin Pier, Malta" in rows(case)


def test_a_slow_service_is_given_up_and_not_tried_again(case, service):
    """Asking again at once adds to what it is at."""
    done = threading.Event()
    service.mood = lambda handler, _: done.wait(30)
    text = (case / "case.toml").read_text("utf-8").replace('"pace_s" = 0', '"pace_s" = 0, "timeout_s" = 1')
    (case / "case.toml").write_text(text, "utf-8")

    code, _, err = run("build", case)
    done.set()

    assert code == 3
    assert "did not answer within 1 s" in err
    assert len(service.seen) == 1
    assert list(rows(case)) == ["Valletta, Malta"]


def test_what_it_is_near_is_asked_in_other_words(make_case, service):
    """A service knows no "near"; the lock says with which words it was asked."""
    case = make_case(
        layers={"sightings": [an_event("a", place="Qortin Pier near Valletta")]}, head={"geocoder": table(service)}
    )

    run("build", case)

    assert service.seen[0].query["q"] == "Qortin Pier, Valletta"
    assert rows(case)["Qortin Pier near Valletta"]["query"] == "Qortin Pier, Valletta"


def test_after_a_refusal_the_rest_is_not_asked(make_case, service):
    """Stop on 403 and 429."""
    events = [an_event(f"e{number}", place=f"Qortin Pier {number}, Malta") for number in range(5)]
    case = make_case(layers={"sightings": events}, head={"geocoder": table(service)})
    service.mood = MOODS["refuses"]

    code, _, err = run("build", case)

    assert code == 3
    assert len(service.seen) == 1
    assert "4 texts more were not asked" in err


def test_one_bad_answer_does_not_stop_the_rest(make_case, service):
    """A single odd answer is that text's trouble."""
    events = [an_event("bad", place="Aqortin Pier, Malta"), PIER_EVENT]
    case = make_case(layers={"sightings": events}, head={"geocoder": table(service)})
    service.mood = lambda handler, seen: seen.query["q"].startswith("Aq") and send(handler, 200, b"<html>")

    code, _, err = run("build", case)

    assert code == 3
    assert "HTML page" in err
    assert list(rows(case)) == ["Qortin Pier, Malta"]


def test_markup_in_a_name_is_text_in_the_map(make_case, service):
    """A name from a public map may hold anything."""
    name = "Qortin Pier<img src=x onerror=alert(1)>"
    service.known = {"qortin pier": ({**PIER, "names": {"name": "Qortin Pier", "name:en": name}, "name": name},)}
    case = make_case(layers={"sightings": [PIER_EVENT]}, head={"geocoder": table(service)})

    code, _, _ = run("build", case)

    assert code == 0
    assert "onerror=alert" in rows(case)["Qortin Pier, Malta"]["reason"]
    assert "<img src=x" not in (case / "map.html").read_text("utf-8")


def test_two_builds_at_once_keep_one_pace(make_case, service):
    """The policy counts requests of a person, not of a process."""
    cases = [
        make_case(
            layers={"sightings": [an_event(f"e{n}", place=f"Qortin Pier {letter}{n}, Malta") for n in range(3)]},
            head={"geocoder": table(service, pace_s=0.3)},
        )
        for letter in "ab"
    ]
    runs = [
        subprocess.Popen([sys.executable, "dateline.py", "places", str(case), "--geocode"], cwd=ROOT) for case in cases
    ]
    ended = [one.wait(120) for one in runs]

    assert ended == [0, 0]
    assert len(service.seen) == 6
    times = sorted(seen.at for seen in service.seen)
    assert min(later - earlier for earlier, later in pairwise(times)) >= 0.3


def test_the_user_may_set_the_service_for_all_cases(make_case, service, tmp_path, monkeypatch):
    """A desk has one service; a key of it never stands in a case."""
    config = tmp_path / "mine.toml"
    config.write_text(
        f'[geocoder]\nservice = "pelias"\nurl = "{service.url}"\ncontact = "mailto:desk@gazette.example"\n'
        'key = "hush-hush"\npace_s = 0\n',
        "utf-8",
    )
    monkeypatch.setenv(CONFIG_VARIABLE, str(config))
    service.form = "pelias"
    case = make_case(layers={"sightings": [PIER_EVENT]})

    code, _, err = run("build", case)

    assert code == 0, err
    assert service.seen[0].query["api_key"] == "hush-hush"
    assert "contact: desk@gazette.example" in service.seen[0].headers["User-Agent"]
    assert not any(b"hush-hush" in path.read_bytes() for path in case.rglob("*") if path.is_file())


def test_neither_key_nor_contact_goes_to_a_server_that_a_case_names(make_case, service, tmp_path, monkeypatch):
    """Else a case from a stranger could collect them from all who build it."""
    config = tmp_path / "mine.toml"
    config.write_text(
        '[geocoder]\nservice = "pelias"\nurl = "https://maps.example"\ncontact = "desk@gazette.example"\n'
        'key = "hush"\n',
        "utf-8",
    )
    monkeypatch.setenv(CONFIG_VARIABLE, str(config))
    service.form = "pelias"
    theirs = {"service": "pelias", "url": service.url, "pace_s": 0}
    silent = make_case(layers={"sightings": [PIER_EVENT]}, head={"geocoder": theirs})
    signed = make_case(
        layers={"sightings": [PIER_EVENT]}, head={"geocoder": {**theirs, "contact": "their@own.example"}}
    )

    refused = run("build", silent)[2]
    run("build", signed)

    assert "no contact" in refused
    assert "api_key" not in service.seen[0].query
    assert "their@own.example" in service.seen[0].headers["User-Agent"]
    assert len(service.seen) == 1


def test_a_name_of_ten_thousand_characters_is_not_asked_for(make_case, service):
    """It names nothing; and no address is that long."""
    case = make_case(layers={"sightings": [an_event("a", place="x" * 10_000)]}, head={"geocoder": table(service)})

    code, _, err = run("build", case)

    assert (code, service.seen) == (0, [])
    assert len(err) < 1000


@pytest.mark.parametrize(
    ("settings", "told"),
    [
        ({"service": "google"}, "geocoder.service: 'google' is not known"),
        ({"service": "nominatim", "contact": "me"}, "geocoder.contact: 'me' is no contact"),
        ({"service": "nominatim", "contact": "a@b.example\\r\\nX: y"}, "geocoder.contact:"),
        ({"url": "file:///etc/passwd"}, "geocoder.url:"),
        ({"url": "https://me:pw@maps.example"}, "geocoder.url: holds a name or password"),
        ({"url": "https://maps.example?key=1"}, "geocoder.url: holds a query"),
        ({"key": "hush"}, "geocoder.key: stands in a case, which is passed on"),
        ({"pace_s": -1}, "geocoder.pace_s: -1 is not within 0 to 3,600"),
        ({"timeout_s": 0}, "geocoder.timeout_s: 0 is not within 1 to 300"),
        ({"most_requests": 1.5}, "geocoder.most_requests: 1.5 is not a whole number"),
        ({"speed": 1}, "geocoder.speed: unknown field"),
    ],
)
def test_a_wrong_setting_is_a_fault_with_its_line(make_case, settings, told):
    """A slip must not switch anything on, or off, in silence."""
    case = read_case(make_case(layers={"sightings": [TOWN_EVENT]}, head={"geocoder": settings}))

    assert any(told in fault.text and "case.toml:" in fault.text for fault in case.faults), case.faults


def test_a_fault_in_the_users_configuration_is_said(make_case, tmp_path, monkeypatch):
    """It is a file of a person, too."""
    config = tmp_path / "mine.toml"
    config.write_text('[geocoder]\nservice = "photon\n', "utf-8")
    monkeypatch.setenv(CONFIG_VARIABLE, str(config))
    case = make_case(layers={"sightings": [PIER_EVENT]})

    torn = [run("build", case, *words) for words in ([], ["--offline"], ["--drafts"])]
    config.unlink()
    missing = [run("build", case, *words) for words in ([], ["--offline"])]
    missing.append(run("places", case, "--offline"))

    assert [code for code, *_ in torn] == [1, 1, 1]
    assert all("mine.toml:2:" in err for *_, err in torn)
    assert [code for code, *_ in missing] == [2, 2, 2]
    assert all(f"{CONFIG_VARIABLE}: {config}: there is no such file" in err for *_, err in missing)
    assert not (case / "map.html").exists()


def test_known_names_are_a_closed_world():
    """The tests ask for nothing that the service on loopback does not hold."""
    assert set(KNOWN) == {"qortin pier", "zebbuntara"}
