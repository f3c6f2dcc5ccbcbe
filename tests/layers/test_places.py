"""The lock of all geocoding, and where events stand by it."""

from __future__ import annotations

import pytest

from geo.gazetteer import open_gazetteer
from geo.place import Place, Unresolved
from layers.case import read_case
from layers.files.storage import StorageError
from layers.folder.place_rows import COLUMNS, PlaceRow
from layers.places import place_events, read_places, write_places

HEADER = ",".join(COLUMNS) + "\n"
VALLETTA = '"Valletta, Malta",14.5,35.9,settlement,2000,MT,geonames,2562305,{by},Because.,,,\n'


def locked(by: str) -> str:
    """Return a places.csv with one row, which lies a little off so that it can be told."""
    return HEADER + VALLETTA.format(by=by)


def layer_with(lines: str) -> str:
    """Return a layer of one event with the fields given."""
    return f'[[event]]\nid = "lena"\ntitle = "x"\n{lines}\n[[event.claim]]\nsource = "gazette"\n'


@pytest.mark.parametrize("by", ["program", "person", "service"])
def test_a_text_in_the_lock_is_taken_as_it_stands(write_case, by):
    """A rebuild must not move a point because a gazetteer changed."""
    case = read_case(write_case({"places.csv": locked(by)}))

    placements = place_events(case)

    spot = placements.by_event["lena"]
    assert isinstance(spot, Place)
    assert (spot.lon, spot.lat, spot.chosen_by, spot.reason) == (14.5, 35.9, by, "Because.")
    assert placements.new_rows == ()


def test_a_person_may_leave_a_text_unknown(write_case):
    """Some names must not be guessed, however sure the program is."""
    row = '"Valletta, Malta",,,unknown,,,,,person,The report is not sure.,,,\n'

    spot = place_events(read_case(write_case({"places.csv": HEADER + row}))).by_event["lena"]

    assert isinstance(spot, Unresolved)
    assert spot.reason == "The report is not sure."


def test_a_new_place_is_returned_just_as_it_will_be_read_back(write_case):
    """The second build must give the same map as the first."""
    folder = write_case()
    first = place_events(read_case(folder))

    written = write_places(folder, first.new_rows)
    second = place_events(read_case(folder))

    assert written == 1
    assert second.new_rows == ()
    assert dict(second.by_event) == dict(first.by_event)


def test_refresh_asks_again_but_never_for_a_persons_choice(write_case):
    """A person's row wins for ever."""
    by_program = read_case(write_case({"places.csv": locked("program")}))
    changed = place_events(by_program, refresh=True)
    by_person = read_case(write_case({"places.csv": locked("person")}))
    kept = place_events(by_person, refresh=True)

    assert [row.text for row in changed.new_rows] == ["Valletta, Malta"]
    assert kept.new_rows == ()
    assert kept.by_event["lena"].lon == 14.5


def test_writing_keeps_the_rows_and_the_order_of_a_person(write_case):
    """places.csv is edited by hand; the program adds to it and mends only its own rows."""
    kept = '\ufeffprecision,place,lon,lat,chosen_by,reason\r\nsite,Pier,1.5,2.5,person,"a\r\nb"\r\n'
    old = kept + "settlement,Quay,1,2,program,x\r\n"
    folder = write_case({"places.csv": old})
    place = Place("Quay", 3.0, 4.0, "site", 50, reason="New.")

    write_places(
        folder,
        [PlaceRow("Quay", place, reason="New."), PlaceRow("Pier", place), PlaceRow("A, b", place, reason="Also.")],
    )

    assert (folder / "places.csv").read_bytes().decode() == (
        kept + 'site,Quay,3.0,4.0,program,New.\r\nsite,"A, b",3.0,4.0,program,Also.\r\n'
    )


def test_a_missing_line_end_does_not_join_two_rows(write_case):
    """Editors often leave the last line open."""
    folder = write_case({"places.csv": locked("person").rstrip("\n")})

    write_places(folder, [PlaceRow("Quay", Place("Quay", 3.0, 4.0, "site", 50))])
    rows, faults = read_places(folder)

    assert list(rows) == ["Valletta, Malta", "Quay"]
    assert faults == ()


@pytest.mark.parametrize(
    ("row", "told"),
    [
        ("Pier,200,1,site,,,,,person,,,,", "2: lon: lon 200 is not within"),
        ("Pier,42,132,site,,,,,person,,,,", "2: lat: lat 132 is not within -90 to 90; lon and lat look swapped"),
        ("Pier,x,1,site,,,,,person,,,,", "2: lon: 'x' is not a number; write degrees such as 132.335"),
        ("Pier,1,,site,,,,,person,,,,", "2: lat: is missing; write degrees such as 42.885, or unknown into precision"),
        (
            'Pier,"14,5",1,site,,,,,person,,,,',
            "2: lon: '14,5' is not a number; write degrees such as 132.335 with a point",
        ),
        ("Pier,1,1,site,2 km,,,,person,,,,", "2: radius_m: '2 km' is not a whole number; write metres such as 2000"),
        ("Pier,1,1,town,,,,,person,,,,", "2: precision: 'town' is not known"),
        ("Pier,1,1,site,,,,,persn,,,,", "2: chosen_by: 'persn' is not known (did you mean 'person'?)"),
        (",1,1,site,,,,,person,,,,", "2: place: is missing"),
        ("Pier,1,1,site,,,,,person,,,,\nPier,1,1,site,,,,,person,,,,", "3: place: 'Pier' is on line 2 too"),
        ("Pier,1,1,site,,,,,person,,,,,,", "2: place: the row has 2 cells more"),
        ('"Pier', " not CSV"),
    ],
)
def test_a_wrong_row_is_named_with_its_line(write_case, row, told):
    """A slip in the lock must not move a point in silence."""
    _, faults = read_places(write_case({"places.csv": HEADER + row + "\n"}))

    assert [fault.text.partition("places.csv:")[2].startswith(told) for fault in faults] == [True], faults


def test_a_row_at_fault_does_not_give_way_to_a_guess(write_case):
    """A person meant something by it; the event waits off the map until the row is mended."""
    folder = write_case({"places.csv": HEADER + '"Valletta, Malta",14.5\n'})

    placements = place_events(read_case(folder))

    spot = placements.by_event["lena"]
    assert isinstance(spot, Unresolved)
    assert spot.reason == "Its row in places.csv is at fault."
    assert placements.new_rows == ()
    assert [fault.field for fault in placements.faults] == ["precision"]


def test_nothing_is_added_to_a_lock_that_cannot_be_read(write_case):
    """Rows appended to a broken file would be lost with it."""
    folder = write_case({"places.csv": "place,where\n"})

    with pytest.raises(StorageError, match="mend it first"):
        write_places(folder, [PlaceRow("Quay", Place("Quay", 3.0, 4.0, "site", 50))])

    assert (folder / "places.csv").read_text(encoding="utf-8") == "place,where\n"


def test_an_ambiguous_name_is_not_guessed_and_not_locked(write_case):
    """A guess that looks like knowledge is the worst kind of point."""
    folder = write_case({"layers/ships.toml": layer_with('place = "Springfield"')})

    placements = place_events(read_case(folder))

    spot = placements.by_event["lena"]
    assert isinstance(spot, Unresolved)
    assert len(spot.candidates) > 1
    assert placements.new_rows == ()


@pytest.mark.parametrize(
    ("lines", "told"),
    [
        ('place = "Malta"', "Malta"),
        ("", "No place is given."),
        ('place = "Valletta, Malta"\nunplaced_reason = "Only its owner sits there."', "Only its owner sits there."),
        (
            'origin = "Valletta, Malta"\ndestination = "Tunis, Tunisia"',
            "It moved from Valletta, Malta to Tunis, Tunisia",
        ),
    ],
)
def test_an_event_off_the_map_says_why(write_case, lines, told):
    """The tray "Not on the map" gives a reason for every event."""
    placements = place_events(read_case(write_case({"layers/ships.toml": layer_with(lines)})))

    spot = placements.by_event["lena"]
    assert isinstance(spot, Unresolved)
    assert told in spot.reason


def test_a_movement_knows_both_its_ends(write_case):
    """A line can be drawn only between two known places."""
    layer = layer_with('origin = "Valletta, Malta"\ndestination = "Tunis, Tunisia"')

    start, end = place_events(read_case(write_case({"layers/ships.toml": layer}))).ends["lena"]

    assert (start.country, end.country) == ("MT", "TN")


def test_own_coordinates_ask_nobody(write_case):
    """An editor who gives a point needs no gazetteer, nor a row in the lock."""
    layer = layer_with('place = "Some pier"\nlon = 14.5\nlat = 35.9\nprecision = "site"\nradius_m = 100')

    placements = place_events(read_case(write_case({"layers/ships.toml": layer})))

    spot = placements.by_event["lena"]
    assert isinstance(spot, Place)
    assert (spot.lon, spot.lat, spot.precision, spot.radius_m) == (14.5, 35.9, "site", 100)
    assert placements.new_rows == ()


def test_a_region_from_the_lock_still_knows_its_division(write_case):
    """Its area must be drawn alike in the first build and in the next."""
    folder = write_case({"layers/ships.toml": layer_with('place = "Kursk region, Russia"')})

    with open_gazetteer() as gazetteer:
        write_places(folder, place_events(read_case(folder), gazetteer=gazetteer).new_rows)
    spot = place_events(read_case(folder)).by_event["lena"]

    assert isinstance(spot, Place)
    assert (spot.precision, spot.country, spot.admin1_code) == ("region", "RU", "41")


def test_a_case_can_keep_the_true_points_to_itself(write_case):
    """The point of a shelter must not be published, nor be found by averaging over events or builds."""
    head = 'title = "x"\n[privacy]\npublish_radius_m = 5000\n'
    near = layer_with("lon = 14.501\nlat = 35.901")
    folder = write_case(
        {"case.toml": head, "places.csv": locked("person"), "layers/near.toml": near.replace("lena", "near")}
    )

    one, other = place_events(read_case(folder)).by_event.values()

    assert isinstance(one, Place)
    assert isinstance(other, Place)
    assert (one.lon, one.lat) == (other.lon, other.lat)
    assert (one.lon, one.lat) not in ((14.5, 35.9), (14.501, 35.901))
    assert min(one.radius_m, other.radius_m) >= 5000
    assert abs(one.lat - 35.9) * 111_195 <= 5000
    assert "deliberately approximate" in other.reason
