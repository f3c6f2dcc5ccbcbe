"""Adding to the files of a case: not a byte before it touched, whole or not at all."""

from __future__ import annotations

import tomllib

import pytest
from hypothesis import given
from hypothesis import strategies as st

from layers.case import read_case
from layers.edit import EditError, add_event
from layers.editing.layer_text import append_block
from layers.files.storage import StorageError, lock_case
from layers.syntax.toml_text import write_block

EVENT = {"title": "The Olga is seen", "date": "2024-03-09", "claim": [{"source": "relay", "text": "She lay there"}]}


def test_an_added_event_is_read_back_and_nothing_before_it_has_changed(write_case):
    """Comments and order are the editor's; an added event must not cost them."""
    folder = write_case()
    path = folder / "layers" / "ships.toml"
    before = path.read_bytes()

    added = add_event(folder, "ships", event=EVENT)

    case = read_case(folder)
    assert path.read_bytes().startswith(before)
    assert case.faults == ()
    assert case.events[-1] == added.event
    assert added.event.id == "the-olga-is-seen"


def test_an_id_is_made_that_no_other_event_has(write_case):
    """Two sightings of one ship have one title."""
    folder = write_case()

    ids = [add_event(folder, "ships", event=EVENT).event.id for _ in range(3)]

    assert ids == ["the-olga-is-seen", "the-olga-is-seen-2", "the-olga-is-seen-3"]


@pytest.mark.parametrize("old", ["title = 'x'\r\n", "\ufefftitle = 'x'", "title = 'x' # end", "title = 'x'\n\n\n", ""])
def test_line_ends_and_byte_order_marks_stay(write_case, old):
    """A file from Windows must not end up with two kinds of line ends."""
    folder = write_case({"layers/ships.toml": old.encode()})
    path = folder / "layers" / "ships.toml"

    add_event(folder, "ships", event=EVENT)

    after = path.read_bytes()
    assert after.startswith(old.encode())
    assert after.count(b"\n") == after.count(b"\r\n") or "\r\n" not in old
    assert len(read_case(folder).events) == 1


def test_a_new_source_comes_in_with_its_event(write_case):
    """An analyst has the report open and wants to write both at once."""
    folder = write_case()
    before = (folder / "sources.toml").read_bytes()

    added = add_event(
        folder,
        "ships",
        event={**EVENT, "claim": [{"text": "x"}]},
        source={"publisher": "Harbour Post", "url": "https://post.example/2", "published": "2024-03-10"},
    )

    assert added.source is not None
    assert added.source.id == "harbour-post-2024-03-10"
    assert added.event.claims[0].source == added.source.id
    assert (folder / "sources.toml").read_bytes().startswith(before)
    assert read_case(folder).faults == ()


@pytest.mark.parametrize(
    ("layer", "text"),
    [
        ("event = [{ id = 'a', title = 'b', claim = [{ source = 'gazette' }] }]\n", "written inline"),
        ("title = 'x\n", "not TOML"),
        (b"title = '\xff'\n", "not UTF-8"),
    ],
)
def test_a_file_that_cannot_take_an_event_is_refused_with_advice(write_case, layer, text):
    """Better no event than a file that can no longer be read."""
    folder = write_case({"layers/ships.toml": layer})
    before = (folder / "layers" / "ships.toml").read_bytes()

    with pytest.raises(EditError, match=text):
        add_event(folder, "ships", event=EVENT)

    assert (folder / "layers" / "ships.toml").read_bytes() == before


@pytest.mark.parametrize(
    ("change", "field"),
    [
        ({"date": "2023-02-29"}, "date"),
        ({"lon": 1.0}, "lat"),
        ({"id": "lena"}, "id"),
        ({"id": "a b"}, "id"),
        ({"title": ""}, "title"),
        ({"claim": [{"source": "rely"}]}, "claim.source"),
        ({"summary": "a\x00b"}, "summary"),
        ({"status": "confirmed"}, "confirmed_by"),
    ],
)
def test_a_wrong_event_changes_nothing(write_case, change, field):
    """Every mistake is told before a byte is written."""
    folder = write_case()
    before = (folder / "layers" / "ships.toml").read_bytes()

    with pytest.raises(EditError) as caught:
        add_event(folder, "ships", event=EVENT | change)

    assert caught.value.faults[0].field == field
    assert (folder / "layers" / "ships.toml").read_bytes() == before


def test_a_quote_that_its_saved_source_does_not_hold_changes_nothing(write_case):
    """What `check` would refuse must not be written first."""
    report = "kind: text\nsource: gazette\n\nA ship lay in the harbour.\n"
    folder = write_case({"articles/one.txt": report})
    before = (folder / "layers" / "ships.toml").read_bytes()
    event = {
        "title": "Another ship",
        "date": "2024-03-08",
        "claim": [{"source": "gazette", "quote": "lay in the port"}],
    }

    with pytest.raises(EditError) as caught:
        add_event(folder, "ships", event=event)

    assert [fault.field for fault in caught.value.faults] == ["claim.quote"]
    assert (folder / "layers" / "ships.toml").read_bytes() == before
    add_event(folder, "ships", event={**event, "claim": [{"source": "gazette", "quote": "lay in the harbour"}]})


def test_a_source_without_a_good_event_does_not_come_in(write_case):
    """Whole or not at all holds over both files."""
    folder = write_case()
    before = (folder / "sources.toml").read_bytes()

    with pytest.raises(EditError):
        add_event(folder, "ships", event=EVENT | {"date": "2023-13"}, source={"publisher": "Post"})

    assert (folder / "sources.toml").read_bytes() == before


def test_an_unknown_layer_is_refused_with_the_nearest_name(write_case):
    """A slip must not make a new layer."""
    with pytest.raises(EditError, match="did you mean 'ships'"):
        add_event(write_case(), "ship", event=EVENT)


def test_a_case_that_another_run_holds_is_left_alone(write_case, monkeypatch):
    """Two runs at once must not lose an event."""
    folder = write_case()
    monkeypatch.setattr("layers.files.storage.LOCK_TIMEOUT_S", 0.0)

    with lock_case(folder), pytest.raises(StorageError, match="another run of dateline"):
        add_event(folder, "ships", event=EVENT)

    assert len(read_case(folder).events) == 1


bare = st.characters(exclude_categories=["Cs", "Cc"])
comments = st.text(bare, max_size=12).map(lambda text: f"# {text}")
names = st.text("abcdefgh", min_size=1, max_size=4)
tables = st.dictionaries(names, st.text(bare, max_size=8) | st.integers(), max_size=3)
blocks = tables.map(lambda table: write_block("[[event]]", table).rstrip("\n"))


@given(
    st.lists(comments | blocks | st.just(""), max_size=6),
    st.sampled_from(["\n", "\r\n"]),
    st.sampled_from(["", "\n", "\n\n", " "]),
    tables,
)
def test_a_block_joins_any_file_without_touching_what_is_there(
    parts: list[str], ending: str, last: str, table: dict[str, object]
):
    """Whatever stands in a file, the events before stay as they are, and just one comes behind them."""
    old = ("\n".join(parts) + last).replace("\n", ending)

    new = append_block(old, write_block("[[event]]", table))

    assert new.startswith(old)
    before = tomllib.loads(old).get("event", [])
    after = tomllib.loads(new)["event"]
    assert after[:-1] == before
    assert after[-1] == {key: value for key, value in table.items() if value != ""}
