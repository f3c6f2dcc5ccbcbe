"""TOML, CSV and GeoJSON layers are read into the same events."""

from __future__ import annotations

import csv
import io
import json
import tomllib
from dataclasses import replace

import pytest

from layers.case import read_case

TOML = """
[[event]]
id = "lena"
title = 'The "Lena", seen; {x}'
summary = "Two\\nlines"
lon = 14.5
lat = 35.9
precision = "site"
date = "2024-03-07"
values = { ships = "1", "crew, in all" = "20" }
value_reasons = { ships = "One is in the picture." }
tags = ["ship", "war"]
media = [{ url = "https://gazette.example/p.jpg", caption = "The pier" }]

[[event.claim]]
source = "gazette"
text = "A ship, at the pier"
citing = ["Agency", "picture"]

[[event.claim]]
source = "relay"
date = "2023-03-07"
values = { ships = "several" }
denies = true

[[event]]
id = "area"
title = "Sea closed"
occurrence = "expected"
geometry = { type = "Polygon", coordinates = [[[14, 35], [15, 35], [15, 36], [14, 35]]] }

[[event.claim]]
source = "gazette"
quote = "closed to ships"

[[event]]
id = "named"
title = "Порт עברית"
place = "Valletta, Malta"
note = "internal"

[[event.claim]]
source = "relay"
"""
TABLES = tomllib.loads(TOML)["event"]


def as_csv(tables, delimiter=","):
    """Write the events as a spreadsheet would: event fields on the first row only."""
    rows = []
    for event in tables:
        for number, claim in enumerate(event["claim"]):
            row = (
                flatten({key: value for key, value in event.items() if key != "claim"})
                if not number
                else {"id": event["id"]}
            )
            rows.append(row | flatten(claim, "claim."))
    columns = list(dict.fromkeys(key for row in rows for key in row))
    out = io.StringIO()
    writer = csv.DictWriter(out, columns, delimiter=delimiter)
    writer.writeheader()
    writer.writerows(rows)
    return out.getvalue()


def flatten(table, prefix=""):
    """Return the fields of a table as cells."""
    cells = {}
    for key, value in table.items():
        if key in ("values", "value_reasons"):
            cells |= {f"{prefix}{key}.{name}": text for name, text in value.items()}
        elif key in ("geometry", "media"):
            cells[prefix + key] = json.dumps(value)
        elif isinstance(value, list):
            cells[prefix + key] = "; ".join(value)
        else:
            cells[prefix + key] = str(value).lower() if isinstance(value, bool) else str(value)
    return cells


def as_geojson(tables, *, as_text):
    """Write the events as QGIS would: tables and lists as objects, or all as text."""
    features = []
    for event in tables:
        event = dict(event)
        geometry = event.pop("geometry", None)
        if "lon" in event:
            geometry = {"type": "Point", "coordinates": [event.pop("lon"), event.pop("lat")]}
        properties = {"fid": 7, "empty": None} | {
            ("claims" if key == "claim" else key): value for key, value in event.items()
        }
        del properties["empty"]
        if as_text:
            properties = {
                key: json.dumps(value) if isinstance(value, (dict, list)) else value
                for key, value in properties.items()
            }
        features.append({"type": "Feature", "properties": properties | {"label": None}, "geometry": geometry})
    return json.dumps({"type": "FeatureCollection", "name": "x", "features": features}, indent=1)


@pytest.mark.parametrize(
    ("ending", "text"),
    [
        ("csv", as_csv(TABLES)),
        ("csv", as_csv(TABLES, ";")),
        ("csv", as_csv(TABLES, "\t")),
        ("geojson", as_geojson(TABLES, as_text=True)),
        ("geojson", as_geojson(TABLES, as_text=False)),
    ],
)
def test_equal_content_gives_equal_events_in_every_format(write_case, ending, text):
    """A layer may move to a spreadsheet or to QGIS and back without a change on the map."""
    folder = write_case({"layers/ships.toml": TOML})
    from_toml = read_case(folder)
    (folder / "layers/ships.toml").unlink()
    (folder / f"layers/ships.{ending}").write_text(text, encoding="utf-8", newline="")

    case = read_case(folder)

    assert [fault.text for fault in (*from_toml.faults, *case.faults)] == []
    assert [replace(e, file="", line=0) for e in case.events] == [replace(e, file="", line=0) for e in from_toml.events]


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("", ":1: has no header"),
        ("id,titel\n", ":1: unknown column 'titel' (did you mean 'title'?)"),
        ("id,title,id\n", ":1: column 'id' stands twice"),
        ("id,values\n", ":1: unknown column 'values' (counts stand in columns such as values.ships)"),
        ('id,title,claim.source\na,"b,gazette\n', ":2: not CSV: a cell in quotes is not closed"),
        ('id,title,claim.source\na,"b"c,gazette\n', ":2: not CSV: something follows a closing quote"),
        ("id,title,claim.source\na,b,gazette,more,more\n", ":2: the row has 2 cells more than columns"),
        ("id,title\na,b\n", ":2: claim: is missing; an event needs at least one claim with its source, so fill the"),
        ("id,title,claim.source\na,b,gazette,more\n", ":2: the row has 1 cell more than columns; put texts"),
        ("id,title,claim.source\na,b,gazette\na,c,relay\n", ":3: title: 'c' differs from line 2 of the same event"),
        ("id,title,claim.source,claim.date\na,b,gazette,\na,,relay,2023-02-29\n", ":3: claim.date: '2023-02-29' names"),
        ('id,title,claim.source,lon,lat\na,b,gazette,"1,5",2\n', ":2: lon: '1,5' is not a number; write the decimals"),
        ("id,title,claim.source,geometry\na,b,gazette,POINT(1 2)\n", ":2: geometry: 'POINT(1 2)' is not JSON"),
        ("id,title\na,b\n", ":2: claim: is missing"),
        ("id,title,claim.source\na,b," + "x" * 140_000, ":2: a cell holds more than 131,072 characters"),
    ],
)
def test_a_wrong_row_of_a_spreadsheet_is_named_with_its_line(write_case, text, told):
    """Whoever works in a spreadsheet finds a row by its number."""
    folder = write_case({"layers/ships.csv": text})
    (folder / "layers/ships.toml").unlink()

    faults = [fault.text.partition("ships.csv")[2] for fault in read_case(folder).faults]

    assert [fault for fault in faults if fault.startswith(told)], faults


def test_rows_without_an_id_go_on_with_the_event_above(write_case):
    """People leave repeated cells blank."""
    text = "id,title,date,claim.source,claim.text\n,One,2024-03-07,gazette,a\n,,,relay,b\n\n,Two,,relay,c\n"
    folder = write_case({"layers/ships.csv": text})
    (folder / "layers/ships.toml").unlink()

    case = read_case(folder)

    assert [(event.id, len(event.claims), event.line) for event in case.events] == [("one", 2, 2), ("two", 1, 5)]
    assert {fault.kind for fault in case.faults} == {"warning"}


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("{", ":1: not JSON: the file breaks off here"),
        (" \n", ": is empty; a GeoJSON FeatureCollection was wanted"),
        (
            '{"type": "FeatureCollection", "features": [\n{"type": "Feature", "prop',
            ":2: not JSON: the file breaks off here",
        ),
        (
            '{"type": "FeatureCollection", "features": [\n{"type": "Feature"}, \n',
            ":2: not JSON: the file breaks off here",
        ),
        ('{"type": "FeatureCollection"}', ":1: has no list of features"),
        ("{}", ":1: has no type; a FeatureCollection of features was wanted"),
        ('{"type": "FeatureCollection", "features": [{"type": Feature}]}', ":1: not JSON: a value is missing here, or"),
        ('{"type": "FeatureCollection" "features": []}', ":1: not JSON: "),
        (
            '{"type": "FeatureCollection", "features": [{"type": "Feature", "properties": {"id": "a", "title": "b"}}]}',
            ':1: claim: is missing; an event needs at least one claim with its source, so write "claims": [{',
        ),
        (
            '{"type": "FeatureCollection", "features": [{"type": "Feature", "properties": '
            '{"id": "a", "title": "b", "claims": "gazette"}}]}',
            ':1: claim: is not a list of tables; write "claims": [{',
        ),
        ('{"type": "FeatureCollection",\n "features": [\n}', ":3: not JSON"),
        ('{"type": "Feature"}', ":1: type 'Feature' is not 'FeatureCollection'"),
        ('{"type": "FeatureCollection", "features": [1]}', ":1: is not a GeoJSON feature"),
        ('{"type": "FeatureCollection", "features": []} x', ":1: not JSON"),
        ('{"type": "FeatureCollection", "features": [{"a": NaN}]}', ":1: not JSON: a number must be finite, not NaN"),
        (
            '{"type": "FeatureCollection", "crs": {"properties": {"name": "EPSG:3857"}}, "features": []}',
            ":1: its crs is 'EPSG:3857'; save it in degrees",
        ),
        ('{"type": "FeatureCollection", "features": ' + "[" * 100_000, ": nested too deep"),
        (
            '{"type": "FeatureCollection", "features": [\n'
            '{"type": "Feature", "geometry": null,\n "properties": {"id": "a", "title": "b",\n  "date": "2023-02-29",'
            ' "claims": "[{\\"source\\": \\"gazette\\"}]"}}]}',
            ":4: date: '2023-02-29' names a day that does not exist",
        ),
        (
            '{"type": "FeatureCollection", "features": [\n{"type": "Feature", "geometry": '
            '{"type": "Point", "coordinates": [42, 132]}, "properties": {"id": "a", "title": "b", "claims": "[{"}}]}',
            ":2: geometry: lat 132 is not within -90 to 90; lon and lat look swapped",
        ),
    ],
)
def test_a_wrong_feature_is_named_with_its_line(write_case, text, told):
    """QGIS writes one feature a line, so the line is the feature."""
    folder = write_case({"layers/ships.geojson": text})
    (folder / "layers/ships.toml").unlink()

    faults = [fault.text.partition("ships.geojson")[2] for fault in read_case(folder).faults]

    assert [fault for fault in faults if fault.startswith(told)], faults
