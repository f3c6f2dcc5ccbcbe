"""What the editor changes in the files of a case, by the code of the commands, and what it tells of it."""

from __future__ import annotations

import http.client
import json
import signal
import subprocess
import sys
import threading
from collections.abc import Callable

import pytest

from layers.case import read_case
from layers.edit import edit_event
from tests.conftest import ROOT
from tests.serve.conftest import Served, write_draft


def event_of(served: Served, event_id: str) -> dict:
    """Return an event as the page gets it."""
    answer = served.get(f"/api/event?id={event_id}")
    assert answer.status == 200
    return answer.json


def ships(served: Served) -> str:
    """Return the text of the layer."""
    return (served.folder / "layers" / "ships.toml").read_text("utf-8")


def test_a_title_is_changed_and_nothing_else(serve: Callable[..., Served]):
    """Whoever edits in the browser must not find their file written anew."""
    served = serve()
    before = ships(served)
    told = event_of(served, "pinta")

    answer = served.post("/api/edit", {"id": "pinta", "fields": {"title": "The Pinta sails"}, "base": told["table"]})

    assert answer.status == 200
    assert answer.json["file"] == "layers/ships.toml"
    assert ships(served) == before.replace("The Pinta is seen", "The Pinta sails")
    assert answer.json["case"]["version"] == 2
    assert "The Pinta sails" in str(event_of(served, "pinta"))


def test_an_event_is_added_with_a_new_source(serve: Callable[..., Served]):
    """A report comes in with its event; to write its source by hand first would be a detour."""
    served = serve()
    event = {"title": "A buoy drifts", "lon": 14.6, "lat": 35.8, "date": "2025-01-22",
             "claim": [{"text": "A buoy was seen"}]}  # fmt: skip

    answer = served.post("/api/add", {"layer": "ships", "event": event,
                                      "source": {"publisher": "The Courier", "published": "2025-01-23"}})  # fmt: skip

    assert answer.status == 200
    case = read_case(served.folder)
    added = next(one for one in case.events if one.id == answer.json["event"])
    assert (added.title, added.claims[0].source) == ("A buoy drifts", "the-courier-2025-01-23")


def test_a_point_is_moved(serve: Callable[..., Served]):
    """A drag says where it is, and leaves what the file says besides."""
    served = serve()
    told = event_of(served, "pinta")

    answer = served.post("/api/move", {"id": "pinta", "spot": {"lon": 15.5, "lat": 36.5}, "base": told["table"]})

    assert answer.status == 200
    moved = event_of(served, "pinta")
    assert (moved["table"]["lon"], moved["table"]["lat"]) == (15.5, 36.5)
    assert (moved["placed"]["lon"], moved["placed"]["lat"]) == (15.5, 36.5)


def test_an_event_is_retracted_and_stays(serve: Callable[..., Served]):
    """Its link must still open, and say why it was taken back."""
    served = serve()
    told = event_of(served, "pinta")
    body = {"id": "pinta", "day": "2025-02-02", "reason": "It was another ship.", "base": told["table"]}

    assert served.post("/api/retract", body).status == 200
    event = next(one for one in read_case(served.folder).events if one.id == "pinta")
    assert (event.status, event.retracted_reason) == ("retracted", "It was another ship.")


def test_a_source_is_changed_and_put_back(serve: Callable[..., Served]):
    """Also what is no event can be undone."""
    served = serve()
    before = (served.folder / "sources.toml").read_bytes()
    body = {"id": "herald", "fields": {"title": "Ships in the bay"}, "base": {"publisher": "The Herald"}}

    assert served.post("/api/source", body).status == 200
    assert b"Ships in the bay" in (served.folder / "sources.toml").read_bytes()
    assert served.post("/api/undo", {}).status == 200
    assert (served.folder / "sources.toml").read_bytes() == before


def test_undo_and_redo_give_the_bytes_back(serve: Callable[..., Served]):
    """A slip costs one key, and leaves no trace in the file."""
    served = serve()
    texts = [ships(served)]
    for number in range(4):
        table = event_of(served, "lena")["table"]
        served.post("/api/edit", {"id": "lena", "fields": {"title": f"Title {number}"}, "base": table})
        texts.append(ships(served))

    for wanted in reversed(texts[:-1]):
        assert served.post("/api/undo", {}).status == 200
        assert ships(served) == wanted
    assert served.post("/api/undo", {}).status == 422
    for wanted in texts[1:]:
        assert served.post("/api/redo", {}).status == 200
        assert ships(served) == wanted
    assert served.get("/api/case").json["undo"] == 4


def test_an_added_event_goes_again(serve: Callable[..., Served]):
    """To undo an addition is to take it out, source and all."""
    served = serve()
    before = ships(served)
    event = {"title": "A slip", "claim": [{"source": "gazette", "text": "x"}]}
    served.post("/api/add", {"layer": "ships", "event": event})

    assert served.post("/api/undo", {}).status == 200
    assert ships(served) == before


def test_two_people_who_change_one_field_are_both_heard(serve: Callable[..., Served]):
    """Neither may win by having been slower: both versions are shown, and none is overwritten."""
    served = serve()
    base = event_of(served, "pinta")["table"]
    edit_event(served.folder, "pinta", fields={"title": "By another hand"})
    before = ships(served)

    answer = served.post("/api/edit", {"id": "pinta", "fields": {"title": "By mine"}, "base": base})

    assert answer.status == 409
    [rival] = answer.json["rivals"]
    assert rival == {"field": "title", "base": "The Pinta is seen", "now": "By another hand", "wanted": "By mine"}
    assert ships(served) == before


def test_two_people_who_change_two_fields_both_win(serve: Callable[..., Served]):
    """What does not contradict is simply both done."""
    served = serve()
    base = event_of(served, "pinta")["table"]
    edit_event(served.folder, "pinta", fields={"summary": "By another hand"})

    assert served.post("/api/edit", {"id": "pinta", "fields": {"title": "By mine"}, "base": base}).status == 200
    table = event_of(served, "pinta")["table"]
    assert (table["title"], table["summary"]) == ("By mine", "By another hand")


def test_undo_does_not_take_back_what_others_did(serve: Callable[..., Served]):
    """My slip is mine to undo; what somebody wrote over it is not."""
    served = serve()
    base = event_of(served, "pinta")["table"]
    served.post("/api/edit", {"id": "pinta", "fields": {"title": "By mine"}, "base": base})
    edit_event(served.folder, "pinta", fields={"title": "By another hand"})
    before = ships(served)

    assert served.post("/api/undo", {}).status == 409
    assert ships(served) == before


@pytest.mark.parametrize(
    ("fields", "field"),
    [
        ({"title": ""}, "title"),
        ({"date": "20/01/2025"}, "date"),
        ({"lon": 999}, "lon"),
        ({"status": "confirmed"}, "confirmed_by"),
        ({"claim": [{"source": "nobody", "text": "x"}]}, "claim.source"),
        ({"claim": []}, "claim"),
        ({"id": "another"}, "id"),
        ({"colour": "red"}, "colour"),
        ({"title": {"a": {"b": 1}}}, "title"),
    ],
)
def test_a_fault_is_told_by_its_field(served: Served, fields: dict, field: str):
    """The page can only mark a field that is named; and what is at fault is not written."""
    before = ships(served)
    base = event_of(served, "pinta")["table"]

    answer = served.post("/api/edit", {"id": "pinta", "fields": fields, "base": base})

    assert answer.status == 422
    assert field in [fault["field"] for fault in answer.json["faults"]]
    assert ships(served) == before


@pytest.mark.parametrize(
    ("text", "words"),
    [("2025-05-18", "18 May 2025"), ("[..2025-11]", "by November 2025"), ("", "Undated"),
     ("2025-06/2025-08", "June to August 2025")],
)  # fmt: skip
def test_a_date_is_said_in_words(served: Served, text: str, words: str):
    """Nobody should have to know EDTF by heart to see what they wrote."""
    assert served.get(f"/api/date?text={text}").json["words"] == words


def test_a_date_that_is_none_says_why(served: Served):
    """Said while it is typed, not after the save."""
    assert "is not an EDTF date" in served.get("/api/date?text=18.5.2025").json["fault"]


def test_a_place_is_looked_up(served: Served):
    """A name is easier than degrees; the choice among namesakes is a person's."""
    candidates = served.get("/api/places?name=Valletta,+Malta").json["candidates"]

    assert candidates[0]["text"].startswith("Valletta")
    assert round(candidates[0]["lat"]) == 36
    assert served.get("/api/places?name=").json["candidates"] == []
    assert served.get("/api/places?name=" + "x" * 3000).json["candidates"] == []


def test_an_event_that_is_not_there_is_told(served: Served):
    """A link to an event of another case must not end in a blank form."""
    answer = served.get("/api/event?id=santa-maria")

    assert answer.status == 422
    assert "santa-maria" in answer.json["faults"][0]["message"]


def listen(served: Served, heard: Callable[[dict], bool], act: Callable[[], None]) -> dict:
    """Open the stream of changes, act once it is open, and return the first news that is waited for."""
    connection = http.client.HTTPConnection("127.0.0.1", served.port, timeout=20)
    connection.request("GET", "/api/changes", headers={"Host": served.host, "Cookie": served.cookie[1]})
    response = connection.getresponse()
    started = False
    try:
        while True:
            line = response.fp.readline().decode()
            if not line.startswith("data: "):
                continue
            news = json.loads(line.removeprefix("data: "))
            if heard(news):
                return news
            if not started:
                started = True
                threading.Thread(target=act).start()
    finally:
        connection.close()


def test_a_change_of_the_file_is_heard(serve: Callable[..., Served]):
    """A colleague's save, or one's own in a text editor, is on the map without a key pressed."""
    served = serve()

    def change() -> None:
        edit_event(served.folder, "pinta", fields={"title": "By another hand"})

    listen(served, lambda news: news["version"] == 2, change)

    assert "By another hand" in str(event_of(served, "pinta"))


def test_a_faulty_file_is_told_and_the_last_good_map_stays(serve: Callable[..., Served]):
    """A file is faulty for as long as somebody types in it; the map must not go blank meanwhile."""
    served = serve()
    page = served.get("/map").body
    path = served.folder / "layers" / "ships.toml"
    whole = path.read_text("utf-8")

    news = listen(served, lambda news: bool(news["faults"]),
                  lambda: path.write_text(whole.replace("2025-01-20", "20.1.2025"), "utf-8") and None)  # fmt: skip

    assert news["version"] == 1
    assert news["faults"][0]["file"] == "layers/ships.toml"
    assert "is not an EDTF date" in news["faults"][0]["message"]
    assert served.get("/map").body == page
    table = event_of(served, "pinta")["table"]
    mended = served.post("/api/edit", {"id": "pinta", "fields": {"date": "2025-01-20"}, "base": table})
    assert mended.status == 200
    assert mended.json["case"]["faults"] == []


def test_a_case_at_fault_from_the_start_is_served(serve: Callable[..., Served], tmp_path):
    """The editor is where faults are mended; it must not refuse a case that has one."""
    from tests.serve.conftest import write_ships

    folder = write_ships(tmp_path / "faulty")
    (folder / "case.toml").write_text("title = \n", "utf-8")
    served = serve(folder)

    assert served.get("/map").status == 404
    case = served.get("/api/case").json
    assert case["faults"][0]["file"] == "case.toml"
    news = listen(served, lambda news: news["version"] == 1,
                  lambda: (folder / "case.toml").write_text('title = "Mended"\n', "utf-8") and None)  # fmt: skip
    assert news["faults"] == []


def test_the_map_is_the_one_that_build_writes(serve: Callable[..., Served]):
    """What is seen while editing must be what is published."""
    from maps.workshop import Workshop

    served = serve()
    built = Workshop(served.folder).build().drawing

    assert built is not None
    assert served.get("/map").body == built.page


def test_a_taken_port_is_said(served: Served):
    """Two editors on one port is the first thing that goes wrong."""
    command = [sys.executable, "dateline.py", "serve", str(served.folder), "--port", str(served.port)]
    run = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, timeout=60)

    assert run.returncode == 3
    assert f"--port: {served.port} cannot be had" in run.stderr


def test_a_draft_is_accepted_and_taken_back(serve: Callable[..., Served]):
    """What a reading proposes becomes an event at a person's word, and is a draft again when that is taken back."""
    served = serve()
    write_draft(served.folder)
    before = ships(served)
    [draft] = served.get("/api/drafts").json["drafts"]
    assert (draft["when"], draft["where"]) == ("28 January 2025", "Valletta, Malta")
    event = {**draft["table"], "title": "A tanker lies at anchor", "date": None}

    answer = served.post("/api/accept", {"key": draft["key"], "layer": "ships", "event": event})

    assert answer.status == 200
    accepted = next(one for one in read_case(served.folder).events if one.title == "A tanker lies at anchor")
    assert (accepted.date, accepted.claims[0].source) == (None, "gazette")
    assert served.get("/api/drafts").json["drafts"] == []
    assert served.post("/api/undo", {}).status == 200
    assert ships(served).rstrip() == before.rstrip()
    assert [one["key"] for one in served.get("/api/drafts").json["drafts"]] == [draft["key"]]
    assert served.post("/api/redo", {}).status == 200
    [again] = [one for one in read_case(served.folder).events if one.title == "A tanker lies at anchor"]
    assert (again.id, again.date) == (accepted.id, None)
    assert served.get("/api/drafts").json["drafts"] == []
    assert served.post("/api/undo", {}).status == 200
    assert len(served.get("/api/drafts").json["drafts"]) == 1


def test_a_draft_is_dropped_and_taken_back(serve: Callable[..., Served]):
    """What is no event goes off the shelf, and comes back when that was a slip."""
    served = serve()
    write_draft(served.folder)
    key = served.get("/api/drafts").json["drafts"][0]["key"]

    assert served.post("/api/drop", {"key": key}).status == 200
    assert served.get("/api/drafts").json["drafts"] == []
    assert served.post("/api/drop", {"key": key}).status == 422
    assert served.post("/api/undo", {}).status == 200
    assert len(served.get("/api/drafts").json["drafts"]) == 1
    assert served.post("/api/redo", {}).status == 200
    assert served.get("/api/drafts").json["drafts"] == []
    assert served.post("/api/redo", {}).status == 422


def test_an_event_that_nobody_reports_is_refused_in_the_words_of_the_form(serve: Callable[..., Served]):
    """Who fills in a form knows no blocks of TOML."""
    served = serve()

    answer = served.post("/api/add", {"layer": "ships", "event": {"title": "A buoy drifts", "claim": []}})

    assert answer.status == 422
    [fault] = [one for one in answer.json["faults"] if one["field"] == "claim"]
    assert fault["message"] == "is missing; an event needs at least one claim with its source, so say who reports it"


@pytest.mark.parametrize("words", [["serve", "--port", "0"], ["build", "--watch"]])
def test_ctrl_c_ends_it_quietly(served: Served, words: list[str], tmp_path):
    """Ctrl-C is the way to end them: no trace of Python, no word of an abort, at once also while a page listens."""
    command = [sys.executable, "dateline.py", words[0], str(served.folder), *words[1:]]
    if words[0] == "build":
        command += ["-o", str(tmp_path / "map.html")]
    # Where the tests run behind a job of a shell, Ctrl-C is ignored, and so it would be in what they start.
    with subprocess.Popen(
        command,
        cwd=ROOT,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        preexec_fn=lambda: signal.signal(signal.SIGINT, signal.SIG_DFL),
    ) as run:
        guard = threading.Timer(60, run.kill)
        guard.start()
        assert run.stderr is not None
        told = ""
        while "Ctrl-C ends" not in told:
            told = run.stderr.readline()
            assert told
        run.send_signal(signal.SIGINT)
        rest = run.communicate(timeout=15)[1]
        guard.cancel()

    assert rest == ""
    assert run.returncode == 0


def test_it_ends_at_once_while_a_page_listens(serve: Callable[..., Served]):
    """A browser tab left open must not hold up the end."""
    served = serve(apart=True)
    assert served.process is not None
    connection = http.client.HTTPConnection("127.0.0.1", served.port, timeout=20)
    connection.request("GET", "/api/changes", headers={"Host": served.host, "Cookie": served.cookie[1]})
    response = connection.getresponse()
    assert response.readline().startswith(b"data: ")
    served.process.send_signal(signal.SIGINT)

    _, said = served.process.communicate(timeout=15)
    response.close()
    connection.close()
    assert served.process.returncode == 0
    assert "Cancel" not in said


ADD = """
import sys
from pathlib import Path
from layers.edit import add_event
for number in range(int(sys.argv[3])):
    title = f"Ship {sys.argv[2]} {number}"
    add_event(Path(sys.argv[1]), "ships", event={"title": title, "claim": [{"source": "gazette", "text": "x"}]})
"""


def test_others_add_while_the_editor_saves(serve: Callable[..., Served]):
    """A newsroom adds from scripts while somebody edits: nothing may be lost on either side."""
    served = serve()
    others = [
        subprocess.Popen([sys.executable, "-c", ADD, str(served.folder), str(n), "10"], cwd=ROOT) for n in range(4)
    ]
    saved = 0
    while any(one.poll() is None for one in others) or saved < 5:
        base = event_of(served, "pinta")["table"]
        answer = served.post("/api/edit", {"id": "pinta", "fields": {"summary": f"Save {saved}"}, "base": base})
        assert answer.status == 200, answer.body
        saved += 1
    assert [one.wait() for one in others] == [0] * 4

    case = read_case(served.folder)
    assert case.broken == ()
    assert sum(one.title.startswith("Ship ") for one in case.events) == 40
    assert next(one for one in case.events if one.id == "pinta").summary == f"Save {saved - 1}"
