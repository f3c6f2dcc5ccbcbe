"""What becomes of an event that several people change, and how a change is taken back."""

from __future__ import annotations

from dataclasses import replace

import pytest

from geo.place import Place
from layers.case import read_case
from layers.edit import (
    ConflictError,
    EditError,
    add_event,
    edit_event,
    edit_source,
    find_written,
    move_event,
    retract_event,
    take_back,
)
from layers.editing.event_table import CLAIM_ORDER, FIELD_ORDER
from layers.fields.event import CLAIM_KEYS, EVENT_KEYS
from layers.places import PlaceRow, write_places
from tests.layers.conftest import SHIPS

SHEET = "id,title,place,date,claim.source,claim.text\nolga,The Olga,Valletta,2024-03-09,gazette,A ship\n"
POINTS = (
    '{"type": "FeatureCollection", "features": [{"type": "Feature", "properties": {"id": "p", "title": "A point", '
    '"claims": [{"source": "gazette"}]}, "geometry": {"type": "Point", "coordinates": [14.51, 35.9]}}]}'
)


@pytest.fixture
def folder(write_case):
    """Write a case with a layer of each format."""
    return write_case({"layers/sheet.csv": SHEET, "layers/points.geojson": POINTS})


def test_two_people_who_change_one_field_see_both_versions(folder):
    """Whoever saves second must not undo the first in silence."""
    mine = find_written(folder, "lena").table
    edit_event(folder, "lena", fields={"title": "The Lena is towed"})
    before = (folder / "layers" / "ships.toml").read_bytes()

    with pytest.raises(ConflictError) as caught:
        edit_event(folder, "lena", fields={"title": "The Lena sinks"}, base=mine)

    [rival] = caught.value.rivals
    assert (rival.base, rival.now, rival.wanted) == ("The Lena is seen", "The Lena is towed", "The Lena sinks")
    assert "The Lena is towed" in str(caught.value)
    assert "The Lena sinks" in str(caught.value)
    assert (folder / "layers" / "ships.toml").read_bytes() == before


def test_two_people_who_change_two_fields_both_keep_their_work(folder):
    """A conflict is of fields, not of files."""
    mine = find_written(folder, "lena").table
    edit_event(folder, "lena", fields={"title": "The Lena is towed", "values": {"ships": "1"}})

    edit_event(folder, "lena", fields={"date": "2024-03-08", "values": {"crew": "9"}}, base=mine)

    after = find_written(folder, "lena").table
    assert (after["title"], after["date"]) == ("The Lena is towed", "2024-03-08")
    assert after["values"] == {"ships": "1", "crew": "9"}


def test_two_people_who_change_the_words_of_one_claim_see_both(folder):
    """What a source said is the heart of an event."""
    mine = find_written(folder, "lena").table
    [claim] = mine["claim"]
    edit_event(folder, "lena", fields={"claim": [{**claim, "text": "A barge lay there"}]})

    edit_event(folder, "lena", fields={"claim": [{**claim, "quote": "a ship"}]}, base=mine)
    with pytest.raises(ConflictError) as caught:
        edit_event(folder, "lena", fields={"claim": [{**claim, "text": "Nothing lay there"}]}, base=mine)

    assert [rival.field for rival in caught.value.rivals] == ["claim.1.text"]
    [now] = find_written(folder, "lena").table["claim"]
    assert (now["text"], now["quote"]) == ("A barge lay there", "a ship")


def test_the_same_wish_of_two_people_is_no_conflict(folder):
    """Both mended the same slip."""
    mine = find_written(folder, "lena").table
    edit_event(folder, "lena", fields={"title": "The Lena lies still"})

    change = edit_event(folder, "lena", fields={"title": "The Lena lies still"}, base=mine)

    assert not change.written


@pytest.mark.parametrize("event_id", ["lena", "olga", "p"])
def test_a_change_is_taken_back_and_done_again_to_the_byte(folder, event_id):
    """Undo that leaves a trace is no undo."""
    path = folder / find_written(folder, event_id).file.removeprefix(folder.as_posix() + "/")
    old = path.read_bytes()
    change = edit_event(folder, event_id, fields={"title": "Another title", "summary": "A word on it."})
    new = path.read_bytes()

    back = take_back(folder, change)
    assert path.read_bytes() == old
    again = take_back(folder, back)

    assert path.read_bytes() == new
    assert again.event.title == "Another title"
    assert [field.field for field in change.fields] == ["title", "summary"]


@pytest.mark.parametrize("layer", ["ships", "sheet", "points"])
def test_a_change_is_taken_back_where_the_file_has_moved_on(folder, layer):
    """Between a slip and its undo somebody else has added an event."""
    [event] = [event for event in read_case(folder).events if event.layer == layer]
    change = edit_event(folder, event.id, fields={"title": "A slip"})
    other = add_event(folder, layer, event={"title": "Another", "claim": [{"source": "gazette"}]})

    take_back(folder, change)
    titles = [event.title for event in read_case(folder).events if event.layer == layer]
    take_back(folder, other)

    assert titles == [event.title, "Another"]
    assert [event.title for event in read_case(folder).events if event.layer == layer] == [event.title]


def test_an_undo_overwrites_nobody(folder):
    """The title that would be put back has been changed by somebody else."""
    change = edit_event(folder, "lena", fields={"title": "A slip", "summary": "Mine"})
    edit_event(folder, "lena", fields={"title": "Mended by another"})

    with pytest.raises(ConflictError, match="Mended by another"):
        take_back(folder, change)

    assert find_written(folder, "lena").table["title"] == "Mended by another"


def test_an_undo_keeps_what_others_changed_elsewhere_in_the_event(folder):
    """Only my change goes back."""
    change = edit_event(folder, "lena", fields={"title": "A slip"})
    edit_event(folder, "lena", fields={"date": "2024-03-08"})

    take_back(folder, change)

    after = find_written(folder, "lena").table
    assert (after["title"], after["date"]) == ("The Lena is seen", "2024-03-08")


def test_an_added_event_that_another_has_changed_is_not_taken_out(folder):
    """It is no longer mine alone."""
    added = add_event(folder, "ships", event={"title": "Another", "claim": [{"source": "gazette"}]})
    edit_event(folder, "another", fields={"summary": "More is known."})

    with pytest.raises(ConflictError, match="More is known"):
        take_back(folder, added)


def test_a_retracted_event_stays_with_date_and_reason(folder):
    """A link to it in an article must still open, and say what became of it."""
    edit_event(folder, "lena", fields={"status": "confirmed", "confirmed_by": "The desk", "method": "Two pictures"})

    change = retract_event(folder, "lena", day="2024-03-20", reason="The picture was an old one.")

    event = next(event for event in read_case(folder).events if event.id == "lena")
    assert (event.status, event.retracted.text) == ("retracted", "2024-03-20")
    assert {field.field for field in change.fields} >= {"status", "retracted", "confirmed_by", "method"}


def test_a_place_goes_with_what_was_said_of_it(folder):
    """The radius of the old point would be a lie at the new place."""
    fields = {"lon": 14.5, "lat": 35.9, "radius_m": 50, "precision": "exact", "place_reason": "The crane."}
    edit_event(folder, "lena", fields=fields)

    dragged = move_event(folder, "lena", spot={"lon": 14.6, "lat": 35.8})
    named = move_event(folder, "lena", spot={"place": "Sliema, Malta"})

    assert (dragged.event.lon, dragged.event.radius_m, dragged.event.place) == (14.6, 50, "Valletta, Malta")
    assert (named.event.place, named.event.lon, named.event.radius_m) == ("Sliema, Malta", None, None)
    assert (named.event.precision, named.event.place_reason) == ("", "")


@pytest.mark.parametrize(
    ("fields", "kept"),
    [
        ({"place": "Sicily, Italy"}, ("region", 272000)),
        ({"place": "Sicily, Italy", "radius_m": 90000}, ("region", 90000)),
        ({"place": "Valletta, Malta", "precision": "site"}, ("site", 2000)),
        ({"place": "Mali"}, ("region", 1140000)),
        ({"place": "Valletta, Malta", "unplaced_reason": "Two towns fit."}, ("settlement", 2000)),
    ],
)
def test_an_event_moved_by_coordinates_is_known_no_better_than_before(folder, fields, kept):
    """A region that became an exact pin at a click would pretend what no source says."""
    edit_event(folder, "lena", fields=fields)

    moved = move_event(folder, "lena", spot={"lon": 14.2, "lat": 37.4})

    assert (moved.event.lon, moved.event.precision, moved.event.radius_m) == (14.2, *kept)
    assert moved.event.unplaced_reason == ""


def test_a_row_of_places_csv_says_how_well_a_place_is_known(folder):
    """What a person locked goes before the gazetteer."""
    row = PlaceRow("Valletta", Place("Valletta", 14.51, 35.9, "district", 7000, country="MT"), "", "person")
    write_places(folder, (row,))
    edit_event(folder, "lena", fields={"place": "Valletta"})

    moved = move_event(folder, "lena", spot={"lon": 14.6, "lat": 35.8})

    assert (moved.event.precision, moved.event.radius_m) == ("district", 7000)


def test_who_knows_a_spot_better_may_say_so(folder):
    """Precision and radius given with the coordinates win."""
    edit_event(folder, "lena", fields={"place": "Sicily, Italy"})

    moved = move_event(folder, "lena", spot={"lon": 14.2, "lat": 37.4, "precision": "exact", "radius_m": 20})

    assert (moved.event.precision, moved.event.radius_m) == ("exact", 20)


def test_a_shape_moved_to_a_point_stays_a_region(folder):
    """The outline goes, the extent stays."""
    ring = [[14.0, 35.0], [15.0, 35.0], [15.0, 36.0], [14.0, 35.0]]
    edit_event(folder, "lena", fields={"place": None, "geometry": {"type": "Polygon", "coordinates": [ring]}})

    moved = move_event(folder, "lena", spot={"lon": 14.2, "lat": 37.4})

    assert (moved.event.geometry, moved.event.precision, moved.event.radius_m) == (None, "region", 80000)


def test_a_point_of_a_geojson_layer_moves_in_its_geometry(folder):
    """QGIS draws the geometry, not a property."""
    move_event(folder, "p", spot={"lon": 14.6, "lat": 35.8})

    text = (folder / "layers" / "points.geojson").read_text(encoding="utf-8")
    assert text == POINTS.replace("[14.51, 35.9]", "[14.6, 35.8]")


def test_a_fault_can_be_mended_by_an_edit(write_case):
    """The tool must not refuse the file that it is to mend."""
    folder = write_case({"layers/ships.toml": SHIPS.replace("2024-03-07", "07/03/2024").replace("gazette", "gazet")})

    mended = edit_event(folder, "lena", fields={"date": "2024-03-07"})
    with pytest.raises(EditError, match="not an EDTF date"):
        edit_event(folder, "lena", fields={"date": "08/03/2024"})

    assert mended.event is None  # its source is still unknown
    assert [fault.field for fault in read_case(folder).broken] == ["claim.source"]


def test_an_event_without_an_id_is_given_the_one_that_links_hold(write_case):
    """The first change is the time to write the id down, before a new title makes another."""
    folder = write_case({"layers/ships.toml": SHIPS.replace('id = "lena"\n', "")})

    edit_event(folder, "the-lena-is-seen", fields={"title": "Another title"})

    assert [event.id for event in read_case(folder).events] == ["the-lena-is-seen"]


@pytest.mark.parametrize(
    ("fields", "told"),
    [
        ({"id": "other"}, "never changes"),
        ({"date": "2024-13"}, "date"),
        ({"titel": "x"}, "unknown field"),
        ({"claim": []}, "needs at least one claim"),
        ({"claim": [{"source": "nobody"}]}, "not a source"),
        ({"lon": 14.5, "geometry": {"type": "Point", "coordinates": [1, 2]}}, "lat"),
    ],
)
def test_a_wrong_edit_changes_nothing(folder, fields, told):
    """Every mistake is told before a byte is written."""
    before = (folder / "layers" / "ships.toml").read_bytes()

    with pytest.raises(EditError, match=told):
        edit_event(folder, "lena", fields=fields)

    assert (folder / "layers" / "ships.toml").read_bytes() == before


def test_a_dry_run_writes_not_even_a_lock(folder):
    """A trial on a folder that may only be read."""
    before = sorted(path.name for path in folder.rglob("*"))

    change = edit_event(folder, "lena", fields={"title": "Another"}, dry_run=True)

    assert sorted(path.name for path in folder.rglob("*")) == before
    assert '-title = "The Lena is seen"\n+title = "Another"' in change.diff


def test_a_source_is_changed_in_place_and_guarded_alike(folder):
    """The archive of a report is found later than the report."""
    path = folder / "sources.toml"
    old = path.read_text(encoding="utf-8")

    edit_source(folder, "relay", fields={"archive": "https://archive.example/1"}, base={})

    assert path.read_text(encoding="utf-8") == old + 'archive = "https://archive.example/1"\n'
    with pytest.raises(ConflictError, match=r"archive\.example/1"):
        edit_source(folder, "relay", fields={"archive": "https://archive.example/2"}, base={"id": "relay"})


def test_a_new_layer_is_made_only_when_asked_for(folder):
    """A slip in a layer's name must not make another layer."""
    event = {"title": "A plane", "claim": [{"source": "gazette"}]}
    with pytest.raises(EditError, match="not a layer of this case"):
        add_event(folder, "planes", event=event)

    added = add_event(folder, "planes", event=event, new_layer=True)

    assert (folder / "layers" / "planes.toml").read_text(encoding="utf-8").startswith('title = "Planes"\n\n[[event]]\n')
    take_back(folder, added)
    assert not (folder / "layers" / "planes.toml").exists()


def test_a_change_that_holds_no_bytes_is_taken_back_field_by_field(folder):
    """A change kept on disk for the day after holds what it changed, not whole files."""
    change = edit_event(folder, "lena", fields={"title": "A slip", "summary": "More"})

    back = take_back(folder, replace(change, files=()))

    assert find_written(folder, "lena").table["title"] == "The Lena is seen"
    assert "summary" not in (back.after or {})
    assert read_case(folder).events[0].title == "The Lena is seen"


def test_every_field_of_the_format_has_its_place_in_the_order_of_writing():
    """A field that is new to the format must not be forgotten by what writes it."""
    assert set(FIELD_ORDER) >= EVENT_KEYS - {"claim"}
    assert set(CLAIM_ORDER) == CLAIM_KEYS
