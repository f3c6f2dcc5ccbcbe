"""What reports describe by other places gets the right point and an honest radius."""

import pytest

from geo.gazetteer import Gazetteer, distance_km
from geo.place import Mention, Place, Unresolved
from geo.relations.related import measure_way
from geo.relations.relation import read_relation
from geo.resolution.article import resolve_mentions
from geo.resolution.statements import Statement, find_contradictions, find_statements
from geo.resolve import resolve_place

KURSK, KYIV, ZHYTOMYR, VLADIVOSTOK = (
    (36.18457, 51.72689),
    (30.5238, 50.45466),
    (28.65867, 50.26487),
    (131.87353, 43.10562),
)


def place(gazetteer: Gazetteer, text: str) -> Place:
    found = resolve_place(text, gazetteer=gazetteer)
    assert isinstance(found, Place), found.reason
    return found


@pytest.mark.parametrize(
    ("text", "bearing", "distance_m"),
    [
        ("30 km north of Kursk", 0.0, 30_000),
        ("about 30 kilometres to the north of Kursk, Russia", 0.0, 30_000),
        ("some 20 miles (32 km) south-east of Kursk", 135.0, 32_187),
        ("12.5 km WSW of Kursk", 247.5, 12_500),
        ("1,200 km east of Kursk", 90.0, 1_200_000),
        ("ten kilometers west of the city of Kursk", 270.0, 10_000),
    ],
)
def test_a_distance_and_direction_give_the_point_on_the_ellipsoid(
    gazetteer: Gazetteer, text: str, bearing: float, distance_m: float
) -> None:
    """An analyst measures again on the map; the point must stand the test within its radius."""
    found = place(gazetteer, text)
    turn, away = measure_way(KURSK, (found.lon, found.lat))

    assert away == pytest.approx(distance_m, rel=0.001)
    assert (turn - bearing + 180) % 360 - 180 == pytest.approx(0, abs=0.1)
    assert found.radius_m >= 0.3 * distance_m
    assert found.gazetteer_id == ""


@pytest.mark.parametrize(
    ("text", "most_m"),
    [("near Vladivostok", 40_000), ("in the vicinity of Vladivostok", 40_000), ("20 km from Vladivostok", 35_000)],
)
def test_without_a_direction_the_name_stands_for_the_place_with_a_wide_radius(
    gazetteer: Gazetteer, text: str, most_m: int
) -> None:
    """Nobody knows on which side it lies: the ring must hold all of them."""
    found = place(gazetteer, text)

    assert (found.lon, found.lat) == VLADIVOSTOK
    assert 20_000 <= found.radius_m <= most_m


@pytest.mark.parametrize(
    "text", ["between Kyiv and Zhytomyr", "the Kyiv–Zhytomyr road", "the road from Kyiv to Zhytomyr"]
)
def test_between_two_places_lies_their_middle_and_reaches_both(gazetteer: Gazetteer, text: str) -> None:
    """The event may be at either end."""
    found = place(gazetteer, text)
    ends = [distance_km((found.lon, found.lat), end) for end in (KYIV, ZHYTOMYR)]

    assert ends[0] == pytest.approx(ends[1], rel=0.03)
    assert found.radius_m / 1000 >= ends[0]


@pytest.mark.parametrize(
    ("text", "lon", "lat", "within_km"),
    [
        ("the border of Poland and Belarus", 23.6, 52.6, 80),
        ("the Polish-Belarusian border", 23.6, 52.6, 80),
        ("Turkey's border with Syria", 39.0, 36.8, 80),
        ("the border between Kursk Oblast and Sumy Oblast", 34.8, 51.3, 80),
        ("the North Korea-China border", 126.8, 41.7, 80),
    ],
)
def test_a_border_is_found_where_the_two_sides_meet(
    gazetteer: Gazetteer, text: str, lon: float, lat: float, within_km: float
) -> None:
    """The middle of two countries is often in a third; the border is not."""
    found = place(gazetteer, text)

    assert distance_km((found.lon, found.lat), (lon, lat)) < within_km
    assert found.precision == "region"


@pytest.mark.parametrize(
    ("text", "bearing"), [("off Odesa", 120.0), ("off the coast of Mumbai", 240.0), ("10 km off Haifa", 290.0)]
)
def test_off_a_coast_lies_at_sea(gazetteer: Gazetteer, text: str, bearing: float) -> None:
    """A ship on land would be laughed at."""
    found = place(gazetteer, text)
    town = place(gazetteer, text.rpartition(" ")[2])
    turn, away = measure_way((town.lon, town.lat), (found.lon, found.lat))

    assert away > 5_000
    assert abs((turn - bearing + 180) % 360 - 180) < 60


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("north of Ukraine", "is no point"),
        ("the border of Poland and Mexico", "have no border"),
        ("30 km north of Springfield", "“Springfield” could be"),
        ("between Kyiv and Xyzzyx", "The gazetteer has no “Xyzzyx”"),
        ("the border of Kursk and Vladivostok", "have no border"),
        ("between Kyiv and Kiev", "the same place twice"),
    ],
)
def test_what_cannot_be_drawn_is_said(gazetteer: Gazetteer, text: str, told: str) -> None:
    """A guess would look as sure as the rest."""
    found = resolve_place(text, gazetteer=gazetteer)

    assert isinstance(found, Unresolved)
    assert told in found.reason


@pytest.mark.parametrize(
    "text",
    [
        "Port of Spain",
        "Isle of Wight",
        "Gulf of Aden",
        "West Bank",
        "Stoke-on-Trent",
        "Near",
        "",
        "of",
        "South Ossetia",
    ],
)
def test_names_that_look_like_descriptions_are_names(text: str) -> None:
    """They have places of their own."""
    assert read_relation(text) is None


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("Dunai, 300 km north of Vladivostok", "45 km south-east of Vladivostok, and not 300 km from"),
        ("Dunai, 45 km north of Vladivostok", "45 km south-east of Vladivostok, and not north of"),
    ],
)
def test_a_place_text_that_contradicts_itself_is_refused(gazetteer: Gazetteer, text: str, told: str) -> None:
    """One of the two is wrong, and only the editor can tell which."""
    found = resolve_place(text, gazetteer=gazetteer)

    assert isinstance(found, Unresolved)
    assert told in found.reason


def test_a_place_text_may_say_where_its_place_lies(gazetteer: Gazetteer) -> None:
    """As reports do with villages nobody knows."""
    assert place(gazetteer, "Dunai, 45 km south-east of Vladivostok").gazetteer_id == "2024800"


def read(gazetteer: Gazetteer, text: str, *names: str) -> tuple[list[Statement], list[str]]:
    """Give the statements of a text, and the sentences on its contradictions."""
    mentions = [Mention(text.index(name), text.index(name) + len(name), name) for name in names]
    resolutions = resolve_mentions(text, mentions, gazetteer=gazetteer)
    statements = find_statements(text, resolutions, gazetteer=gazetteer)
    return statements, [c.why for c in find_contradictions(statements, resolutions)]


def test_descriptions_in_an_article_become_places(gazetteer: Gazetteer) -> None:
    """The event lies north of Kursk, not in Kursk."""
    text = (
        "A drone fell 30 km north of Kursk on Monday. Between Kyiv and Zhytomyr a train stood. A ship burned off Odesa."
        " The border between Poland and Belarus stayed shut."
    )

    statements, contradictions = read(gazetteer, text, "Kursk", "Kyiv", "Zhytomyr", "Odesa", "Poland", "Belarus")

    assert [(s.text, s.relation.kind) for s in statements] == [
        ("30 km north of Kursk", "offset"),
        ("Between Kyiv and Zhytomyr", "between"),
        ("off Odesa", "off"),
        ("The border between Poland and Belarus", "border"),
    ]
    assert all(isinstance(s.place, Place) and text[s.start : s.end] == s.text for s in statements)
    assert contradictions == []


def test_what_is_said_of_a_name_helps_to_place_it(gazetteer: Gazetteer) -> None:
    """There is a Dunai in Latvia too."""
    text = "Trucks left Latvia. Dunai, a village some 45 km south-east of Vladivostok, slept."

    [statement], contradictions = read(gazetteer, text, "Latvia", "Dunai", "Vladivostok")

    assert (statement.head, statement.anchors, statement.place) == (1, (2,), None)
    assert contradictions == []


def test_a_stated_distance_that_is_wrong_is_reported(gazetteer: Gazetteer) -> None:
    """Reports mistake miles for kilometres and north for south; the editor must hear of it."""
    text = "Dunai, a port 300 km north of Vladivostok, Russia, was quiet."

    _, [why] = read(gazetteer, text, "Dunai", "Vladivostok", "Russia")

    assert why == "Dunay lies 45 km south-east of Vladivostok, and not 300 km from Vladivostok, as the text says."


def test_only_words_right_before_a_name_describe(gazetteer: Gazetteer) -> None:
    """Soldiers "from Kursk" are no place near Kursk."""
    text = "Soldiers from Kursk met the mayor of Odesa. The road was long, and Kyiv far."

    statements, _ = read(gazetteer, text, "Kursk", "Odesa", "Kyiv")

    assert statements == []


@pytest.mark.parametrize(
    "text",
    [
        "x " + "near " * 3000 + "Paris",
        "between " * 3000 + "Paris and Rome",
        "5 " * 5000 + "km north of Paris",
        "A-" * 5000 + "B border",
    ],
)
def test_no_heap_of_words_breaks_the_reading(gazetteer: Gazetteer, text: str) -> None:
    """A spreadsheet may hold anything, and the other rows still have places."""
    assert isinstance(resolve_place(text, gazetteer=gazetteer), Unresolved)
