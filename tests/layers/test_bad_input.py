"""Every bad input that the format speaks of gets a clear answer, with file and line."""

from __future__ import annotations

from pathlib import Path

import pytest

from layers.case import read_case


def event_with(line: str) -> str:
    """Return a layer whose event holds one more field, on line 5."""
    return f"""[[event]]
id = "lena"
title = "The Lena is seen"
date = "2024-03-07"
{line}

[[event.claim]]
source = "gazette"
"""


def claim_with(line: str) -> str:
    """Return a layer whose claim holds one more field, on line 6."""
    return f"""[[event]]
id = "lena"
title = "The Lena is seen"
[[event.claim]]
source = "gazette"
{line}
"""


@pytest.mark.parametrize(
    ("line", "told"),
    [
        ('titel = "x"', "ships.toml:5: titel: unknown field (did you mean 'title'?)"),
        ("lon = 200\nlat = 10", "ships.toml:5: lon: lon 200 is not within -180 to 180; write -160"),
        ("lon = -190\nlat = 10", "ships.toml:5: lon: lon -190 is not within -180 to 180; write 170"),
        (
            'geometry = { type = "LineString", coordinates = [[179, 2], [181, 3]] }',
            "ships.toml:5: geometry: lon 181 is not within -180 to 180; a shape across the antimeridian is cut",
        ),
        (
            'geometry = { type = "Point", coordinates = [0, 0] }',
            "ships.toml:5: geometry: (0, 0) is a point in the sea that stands for a missing value",
        ),
        (
            'geometry = { type = "LineString", coordinates = [[0, 0], [0.001, 0]] }',
            "ships.toml:5: warning: geometry: lies wholly at (0, 0)",
        ),
        ("radius_m = inf", "ships.toml:5: radius_m: inf is not a whole number of metres"),
        (f"radius_m = {'9' * 400}", "ships.toml:5: radius_m: 9999"),
        ('summary = "a\\u202Eb"', "ships.toml:5: summary: holds the control character U+202E, which makes text read"),
        ('summary = "a\\u2066b"', "ships.toml:5: summary: holds the control character U+2066, which makes text read"),
        ("lon = 42.9\nlat = 132.3", "ships.toml:6: lat: lat 132.3 is not within -90 to 90; lon and lat look swapped"),
        ("lon = 0\nlat = 0.0", "ships.toml:5: lon: (0, 0) is a point in the sea"),
        ("lon = 4321000\nlat = 3210000", "ships.toml:5: lon: (4321000, 3210000) looks projected"),
        ("lon = nan\nlat = 1", "ships.toml:5: lon: (nan, 1) is not finite"),
        ("lon = inf\nlat = 1", "ships.toml:5: lon: (inf, 1) is not finite"),
        ('lon = "132,3"\nlat = 1', "ships.toml:5: lon: '132,3' is not a number; write the decimals after a point"),
        ("lon = true\nlat = 1", "ships.toml:5: lon: True is not a number"),
        ("lon = 132.3", "ships.toml:1: lat: is missing; write both lon and lat"),
        ('geometry = { type = "Circle" }', "ships.toml:5: geometry: type 'Circle' is not known"),
        (
            'geometry = { type = "Polygon", coordinates = [[[1, 2], [3, 4], [5, 6], [1, 3]]] }',
            "ships.toml:5: geometry: a ring of the Polygon is not closed",
        ),
        (
            'geometry = { type = "LineString", coordinates = [[1, 2], [3, 95]] }',
            "ships.toml:5: geometry: lat 95 is not within -90 to 90",
        ),
        (
            'geometry = { type = "Point", coordinates = [] }',
            "ships.toml:5: geometry: coordinates are not those of a Point",
        ),
        ('occurrence = "occured"', "ships.toml:5: occurrence: 'occured' is not known (did you mean 'occurred'?)"),
        ('status = "true"', "ships.toml:5: status: 'true' is not known; write one of reported"),
        ('precision = "country"', "ships.toml:5: precision: 'country' is not known"),
        ("radius_m = -1", "ships.toml:5: radius_m: -1 is not a whole number"),
        ('status = "confirmed"', "ships.toml:1: confirmed_by: is missing; an event with status 'confirmed' needs"),
        ('status = "retracted"', "ships.toml:1: retracted: is missing; an event with status 'retracted' needs"),
        ('confirmed_by = "Desk"', "ships.toml:5: confirmed_by: stands with status 'reported'; it belongs to"),
        ('summary = "a\\u0000b"', "ships.toml:5: summary: holds the control character U+0000; delete it"),
        ('summary = "a\\u001Bb"', "ships.toml:5: summary: holds the control character U+001B; delete it"),
        ("summary = ['x']", "ships.toml:5: summary: ['x'] is not a text; write it in quotes"),
        ('values = "ships"', "ships.toml:5: values: 'ships' is not a table"),
        ('value_reasons = { ship = "x" }', "ships.toml:5: value_reasons: 'ship' is not among the values"),
        ("tags = ['a;b']", "ships.toml:5: tags: 'a;b' holds ';'"),
        ("tags = 4", "ships.toml:5: tags: 4 is not a list"),
        (
            "media = [{ url = 'javascript:x' }]",
            "ships.toml:5: media.url: 'javascript:x' is not a link that can be followed",
        ),
        ('origin = "Valletta, Malta"', "ships.toml:1: destination: is missing; a movement needs both"),
        ('place = "a\\nb"', "ships.toml:5: place: goes over more than one line"),
    ],
)
def test_a_wrong_field_of_an_event_is_named_with_its_line(faults_of, line, told):
    """An editor must find the place to mend without searching."""
    faults = faults_of(event_with(line))

    assert [fault for fault in faults if fault.startswith(told)], faults


@pytest.mark.parametrize(
    ("line", "told"),
    [
        ('sorce = "relay"', "ships.toml:6: claim.sorce: unknown field (did you mean 'source'?)"),
        ('date = "2023-02-29"', "ships.toml:6: claim.date: '2023-02-29' names a day that does not exist"),
        (f'quote = "{"word " * 16}"', "ships.toml:6: claim.quote: has 16 words; quote at most 15"),
        (f'quote = "{"言" * 40}"', "ships.toml:6: claim.quote: has 20 words; quote at most 15"),
        ("denies = 'maybe'", "ships.toml:6: claim.denies: 'maybe' is neither true nor false"),
        ("citing = [['CNN']]", "ships.toml:6: claim.citing: ['CNN'] is not a text"),
    ],
)
def test_a_wrong_field_of_a_claim_is_named_with_its_line(faults_of, line, told):
    """A claim stands apart from its event, so its own line is named."""
    faults = faults_of(claim_with(line))

    assert [fault for fault in faults if fault.startswith(told)], faults


def test_a_day_that_does_not_exist_is_refused(faults_of):
    """A map that shows 29 February 2023 would show what cannot have been."""
    [fault] = faults_of(event_with("").replace("2024-03-07", "2023-02-29"))

    assert (
        fault == "ships.toml:4: date: '2023-02-29' names a day that does not exist; write YYYY, YYYY-MM or YYYY-MM-DD"
    )


def test_a_claim_that_names_no_known_source_is_refused(faults_of):
    """A claim without a source is a rumour; the nearest id helps with a slip of the hand."""
    [fault] = faults_of(event_with("").replace('"gazette"', '"gazete"'))

    assert fault.startswith(
        "ships.toml:8: claim.source: 'gazete' is not a source of sources.toml (did you mean 'gazette'?)"
    )


def test_an_event_without_a_claim_is_refused(faults_of):
    """Every point must rest on at least one report."""
    [fault] = faults_of('[[event]]\nid = "lena"\ntitle = "x"\n')

    assert fault.startswith("ships.toml:1: claim: is missing")


def test_an_id_used_twice_names_both_places(write_case, faults_of):
    """Links to an event would lead to either of two."""
    faults = faults_of(event_with("") + event_with(""))

    assert len(faults) == 1
    assert faults[0].startswith("ships.toml:10: id: 'lena' is the id of the event at ")
    assert "ships.toml:1 too" in faults[0]


def test_an_id_is_unique_over_all_layers(write_case):
    """The address of a page names an event by its id alone."""
    folder = write_case({"layers/planes.toml": event_with("")})

    case = read_case(folder)

    assert [fault.field for fault in case.broken] == ["id"]
    assert len(case.events) == 1


def test_all_faults_are_found_in_one_run(faults_of):
    """Mending one fault a run would take an editor all day."""
    faults = faults_of(event_with("lon = 300\nlat = 1\nstatus = 'sure'\nradius = 4"))

    assert [fault.split(": ")[1] for fault in faults] == ["lon", "status", "radius"]


def test_an_event_at_fault_is_left_out_and_named(read_ships):
    """Nothing read may be dropped in silence."""
    case = read_ships(event_with("lon = 300\nlat = 1"))

    assert case.events == ()
    assert [(left_out.id, left_out.title, left_out.line) for left_out in case.skipped] == [
        ("lena", "The Lena is seen", 5)
    ]


def test_a_missing_folder_is_one_clear_fault(tmp_path):
    """A wrong path must not end in a page of Python."""
    case = read_case(tmp_path / "nowhere")

    assert [fault.message for fault in case.faults] == [
        "is not a folder; name a case folder, or make one with 'dateline new'"
    ]


@pytest.mark.parametrize(("name", "wanted"), [("case.toml", 'a line title = "…"'), ("sources.toml", "a [[source]]")])
def test_a_missing_file_is_named(write_case, name, wanted):
    """Without it nothing can be told, so only this is said."""
    folder = write_case()
    (folder / name).unlink()

    [fault] = [fault.text for fault in read_case(folder).faults]

    assert fault.startswith(f"{folder.as_posix()}/{name}: is missing; a case needs it, with {wanted}")


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ('title = "a\n', "ships.toml:1: not TOML: a text in quotes is not closed"),
        ("title = 'a\n", "ships.toml:1: not TOML: a text in quotes is not closed"),
        ('title = """a\n', "ships.toml:1: not TOML: a text in quotes is not closed"),
        ("a = 1\nb = [1,\n\n", "ships.toml:2: not TOML: a list is not closed"),
        ("a = [1 2]\n", "ships.toml:1: not TOML: a list is not closed, or a comma is missing"),
        ("a = 1\na = 2\n", "ships.toml:2: not TOML: a field or table is given twice"),
        ("[a]\n[a]\n", "ships.toml:2: not TOML: a field or table is given twice"),
        ("[[event]\nid = 'x'\n", "ships.toml:1: not TOML: a heading is not closed"),
        ("title Ships\n", "ships.toml:1: not TOML: a name without '=' and a value"),
        ("title = Ships\n", "ships.toml:1: not TOML: the value is not one of TOML; write texts in quotes"),
        ("title = 'Ships' 'x'\n", "ships.toml:1: not TOML: something follows the value"),
        ("= 4\n", "ships.toml:1: not TOML: "),
        ('title = "C:\\new\\x"\n', "ships.toml:1: not TOML: a backslash stands in a text"),
        ("a = { b = 1\n", "ships.toml:1: not TOML: a table in braces is not closed"),
        ("title = " + "[" * 300 + "]" * 300, "ships.toml:1: title: "),
        ("event = 1\n", "ships.toml:1: 'event' is not a list of tables"),
        ("a = " + "[" * 100_000, "ships.toml: nested too deep"),
        ("[event]\ntitle = 'x'\n", "ships.toml:1: 'event' is not a list of tables; write [[event]]"),
    ],
)
def test_a_broken_layer_file_is_named_with_its_line(faults_of, text, told):
    """A lost quote must be found at once."""
    faults = faults_of(text)

    assert len(faults) == 1
    assert faults[0].startswith(told)


def test_a_file_in_another_encoding_is_refused_with_a_guess_and_a_preview(write_case):
    """Old spreadsheets write old encodings; guessing in silence would garble names."""
    text = event_with('place = "Порт Владивосток, Приморский край, Россия: причал"')
    folder = write_case({"layers/ships.toml": text.encode("cp1251")})

    [fault] = read_case(folder).faults
    read_on_request = read_case(folder, encoding="cp1251")

    assert fault.line == 5
    assert "not UTF-8" in fault.message
    assert "--encoding " in fault.message
    assert read_on_request.faults == ()
    assert read_on_request.events[0].place.startswith("Порт Владивосток")


def test_utf_16_is_named_as_such(write_case):
    """Spreadsheets call it "Unicode", which says nothing."""
    folder = write_case({"layers/ships.toml": event_with("").encode("utf-16")})

    [fault] = read_case(folder).faults

    assert "--encoding utf-16" in fault.message


def test_an_encoding_that_does_not_exist_is_refused(write_case):
    """A misspelt name must not fall back on a guess."""
    folder = write_case({"layers/ships.toml": b"title = '\xff'"})

    [fault] = read_case(folder, encoding="utf-99").faults

    assert fault.message.startswith("'utf-99' is not an encoding that Python knows")


def test_a_byte_order_mark_is_no_fault(write_case):
    """Editors on Windows write one."""
    folder = write_case({"layers/ships.toml": "\ufeff" + event_with("")})

    assert read_case(folder).faults == ()


def test_symbolic_links_are_refused(write_case, tmp_path):
    """A case from someone else must not read files beside it."""
    outside = tmp_path / "outside.toml"
    outside.write_text(event_with(""), encoding="utf-8")
    folder = write_case()
    (folder / "layers" / "linked.toml").symlink_to(outside)

    [fault] = read_case(folder).faults

    assert fault.file.endswith("linked.toml")
    assert fault.message.startswith("is a symbolic link")


def test_a_linked_layer_folder_is_refused(write_case, tmp_path):
    """The same holds for a whole folder."""
    folder = write_case()
    (folder / "layers").rename(tmp_path / "elsewhere")
    (folder / "layers").symlink_to(tmp_path / "elsewhere")

    case = read_case(folder)

    assert case.events == ()
    assert any("symbolic link" in fault.message for fault in case.faults)


@pytest.mark.parametrize(
    "text",
    [
        "<script>alert(1)</script>",
        "{{ braces }} {% raw %} ${x}",
        "C:\\temp\\new",
        "שלום \u200fabc\u200e עולם \u061c سفينة",
        "=HYPERLINK()",
        "zero\u200bwidth 🚢",
    ],
)
def test_odd_text_stays_the_text_it_is(read_ships, text):
    """What looks like code in some other place is only text here, and reaches the reader as such."""
    layer = event_with(f"summary = '''{text}'''")

    case = read_ships(layer)

    assert case.faults == ()
    assert case.events[0].summary == text


@pytest.mark.parametrize(
    "link", ["javascript:alert(1)", "ftp://host/x", "www.example.org", "https://", "https://a b", "https:\\\\x"]
)
def test_a_link_that_is_not_http_is_refused(write_case, link):
    """A reader must be able to follow it, and nothing else must happen."""
    folder = write_case({"sources.toml": f"[[source]]\nid = 'gazette'\npublisher = 'Gazette'\nurl = '{link}'\n"})

    [fault] = read_case(folder).faults

    assert (fault.line, fault.field) == (4, "url")
    assert "is not a link that can be followed" in fault.message


def test_a_source_at_fault_does_not_put_its_claims_at_fault(write_case):
    """One slip must not hide the others behind a hundred messages."""
    folder = write_case({"sources.toml": "[[source]]\nid = 'gazette'\npublisher = 'Gazette'\nurl = 'x'\n"})

    case = read_case(folder)

    assert len(case.broken) == 1
    assert [event.id for event in case.events] == ["lena"]
    assert case.sources["gazette"].url == ""


def test_case_fields_are_checked_too(write_case):
    """The head of the case is written by hand like the rest."""
    text = """title = "x"
sumary = "x"
as_of = "2024-13"
contact = "desk@gazette.example"
language = "English language"
[layers.ship]
color = "red"
[map]
view = [10, 20, 5, 30]
[privacy]
publish_text = true
"""
    folder = write_case({"case.toml": text})

    told = {(fault.line, fault.field) for fault in read_case(folder).broken}

    assert told == {
        (2, "sumary"),
        (3, "as_of"),
        (4, "contact"),
        (5, "language"),
        (7, "layers.ship.color"),
        (0, "layers.ship"),
        (9, "map.view"),
        (11, "privacy.publish_text"),
    }


def test_more_layers_than_colours_is_refused(write_case):
    """An eighth colour could not be told from the others by everyone."""
    more = {f"layers/more{number}.toml": "" for number in range(7)}

    [fault] = read_case(write_case(more)).faults

    assert "one layer more than the 7" in fault.message


def test_a_missing_id_is_made_from_the_title_with_a_warning(read_ships):
    """The event can be shown, but a link to it would break with a new title."""
    case = read_ships(event_with("").replace('id = "lena"\n', ""))

    assert [event.id for event in case.events] == ["the-lena-is-seen"]
    assert [fault.kind for fault in case.faults] == ["warning"]
    assert "write it down" in case.faults[0].message


def test_a_control_character_in_a_raw_file_is_not_toml(write_case):
    """TOML itself refuses it, with the line."""
    folder = write_case({"layers/ships.toml": event_with("summary = 'a\x07b'")})

    [fault] = read_case(folder).faults

    assert fault.line == 5


@pytest.mark.parametrize("code", [*range(0x202A, 0x202F), *range(0x2066, 0x206A)])
def test_no_text_may_turn_its_own_reading_round(faults_of, code):
    """A reader must see the letters in the order in which an editor checked them."""
    [fault] = faults_of(event_with(f"summary = 'a{chr(code)}b'"))

    assert f"U+{code:04X}" in fault


def test_a_shape_may_pass_through_the_zero_of_both_degrees(faults_of):
    """There the Gulf of Guinea is, and an area drawn round it is no missing value."""
    shape = '{ type = "Polygon", coordinates = [[[0, 0], [5, 0], [5, 5], [0, 0]]] }'

    assert faults_of(event_with(f"geometry = {shape}")) == []


def test_what_is_missing_is_said_in_words(faults_of):
    """That it "must be given" leaves a newcomer as wise as before."""
    [title] = faults_of(event_with("").replace('title = "The Lena is seen"\n', ""))
    [source] = faults_of(event_with("").replace('source = "gazette"', 'text = "x"'))

    assert "title: is missing; say in a few words what it is" in title
    assert "claim.source: is missing; name a source of sources.toml by its id" in source


def test_a_name_used_by_two_files_is_refused(write_case):
    """Which of the two were the layer?"""
    folder = write_case({"layers/ships.csv": "id,title,claim.source\na,b,gazette\n"})

    faults = read_case(folder).broken

    assert [Path(fault.file).name for fault in faults] == ["ships.toml"]
    assert "has the same name as ships.csv" in faults[0].message
