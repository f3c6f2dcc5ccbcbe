"""Three services, each in its own form, say the same of the same place."""

from __future__ import annotations

from pathlib import Path

import pytest

from geo.fetching.reply import AnswerError
from geo.gazetteer import Gazetteer
from geo.geocoder import SERVICES, Service, open_fetcher, open_geocoder
from geo.place import Place, Unresolved
from geo.resolve import resolve_place
from geo.services.outside import choose_found, is_askable, weigh_found
from layers.geocoding.service import SERVICE_NAMES
from tests.services import HAMLETS, KNOWN, PATHS, PIER, run_service


@pytest.fixture
def find(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    """Ask a service on loopback for a text."""
    monkeypatch.setenv("NO_PROXY", "127.0.0.1")

    def ask(form, text, *, known=KNOWN, mood=None, key=""):
        with run_service(form) as running:
            running.known, running.mood = known, mood
            service = Service(form, running.url, "desk@gazette.example", key=key, pace_s=0)
            fetcher = open_fetcher(service, folder=tmp_path / "cache", version="1")
            answer = open_geocoder(service, fetcher=fetcher, language="en").geocode(text)
        assert answer is not None
        return answer, running.seen

    return ask


def test_cases_name_the_services_that_there_are():
    """A case is read without the modules that ask, so the names stand twice."""
    assert SERVICE_NAMES == SERVICES == tuple(PATHS)


@pytest.mark.parametrize("form", SERVICES)
def test_a_service_is_read_in_its_own_form(find, form):
    """Name, degrees, precision, radius, country, division, id and collection all come from its answer."""
    answer, seen = find(form, "Qortin Pier, Malta")

    [found] = answer.found
    place = found.place
    assert (place.name, place.lon, place.lat, place.precision) == ("Qortin Pier", 14.5112, 35.9021, "site")
    assert place.radius_m == 200  # the box is smaller than anybody knows the point
    assert place.admin1 == "South Eastern Region"
    assert (place.gazetteer, place.gazetteer_id, place.chosen_by) == ("openstreetmap", "way/901", "service")
    assert (place.country, found.country_name) == ("", "MLT") if form == "pelias" else ("MT", "Malta")
    assert "Valletta" in found.holders
    assert seen[0].path == PATHS[form]


def test_each_service_is_asked_in_its_own_words(find):
    """Photon fails on a language that it does not speak; a key goes only to Pelias."""
    [nominatim] = find("nominatim", "Qortin Pier")[1]
    [photon] = find("photon", "Qortin Pier")[1]
    [pelias] = find("pelias", "Qortin Pier", key="k")[1]

    assert nominatim.query == {
        "q": "Qortin Pier", "format": "jsonv2", "limit": "10", "addressdetails": "1", "namedetails": "1",
        "accept-language": "en",
    }  # fmt: skip
    assert photon.query == {"q": "Qortin Pier", "limit": "10", "lang": "en"}
    assert pelias.query == {"text": "Qortin Pier", "size": "10", "lang": "en", "api_key": "k"}


@pytest.mark.parametrize(
    ("text", "kept"),
    [
        ("Qortin Pier, Malta", True),
        ("Qortin Pier, Valletta", True),
        ("Причал Кортин, Malta", True),
        ("Qortin Pier, Tunisia", False),
        ("Borgo Quay, Malta", False),
    ],
)
def test_what_is_found_goes_through_the_scoring(find, gazetteer: Gazetteer, text, kept):
    """The first hit of a service is a guess like any other: name and containers must agree."""
    known = {text.partition(",")[0].casefold(): (PIER,)}
    answer, _ = find("nominatim", text, known=known)
    doubt = resolve_place(text, gazetteer=gazetteer)
    assert isinstance(doubt, Unresolved)

    chosen = choose_found(text, answer.found, doubt=doubt, gazetteer=gazetteer, service="Nominatim")

    assert isinstance(chosen, Place) is kept, chosen
    assert "Nominatim" in chosen.reason
    assert "Qortin Pier" in chosen.reason
    for candidate in weigh_found(text, answer.found, gazetteer=gazetteer):
        assert candidate.score == pytest.approx(sum(candidate.reasons.values()))


def test_two_places_of_a_name_stay_unresolved(find, gazetteer: Gazetteer):
    """A service that ranks one first does not make it right."""
    answer, _ = find("photon", "Zebbuntara, Spain")
    doubt = Unresolved("Zebbuntara, Spain", "The gazetteer has no “Zebbuntara”.")

    both = choose_found("Zebbuntara, Spain", answer.found, doubt=doubt, gazetteer=gazetteer, service="Photon")
    one = choose_found("Zebbuntara, Valencia", answer.found, doubt=doubt, gazetteer=gazetteer, service="Photon")

    assert isinstance(both, Unresolved)
    assert "could be Zebbuntara, Madrid, Spain or Zebbuntara, Valencia, Spain" in both.reason
    assert len(both.candidates) == 2
    assert isinstance(one, Place)
    assert one.admin1 == "Valencia"


def test_a_service_does_not_overrule_an_ambiguous_name(find, gazetteer: Gazetteer):
    """Springfield has many meanings, whichever one a service likes best."""
    town = {**HAMLETS[0], "name": "Springfield", "names": {"name": "Springfield"}}
    answer, _ = find("nominatim", "Springfield", known={"springfield": (town,)})
    doubt = resolve_place("Springfield", gazetteer=gazetteer)
    assert isinstance(doubt, Unresolved)

    chosen = choose_found("Springfield", answer.found, doubt=doubt, gazetteer=gazetteer, service="Nominatim")

    assert isinstance(chosen, Unresolved)


@pytest.mark.parametrize("form", SERVICES)
def test_markup_in_a_name_stays_text_and_controls_go(find, form):
    """What a stranger wrote into a public map goes into files, terminals and pages of ours."""
    name = "<b onmouseover=alert(1)>Pier</b>\x1b[2J\u202e {{x}}"
    nasty = {**PIER, "name": name, "names": {"name": name}}
    answer, _ = find(form, "Qortin Pier", known={"qortin pier": (nasty,)})

    [found] = answer.found
    assert found.place.name == "<b onmouseover=alert(1)>Pier</b>[2J {{x}}"
    assert all(text.isprintable() for text in (*found.names, *found.holders, found.place.gazetteer_id))


@pytest.mark.parametrize("form", SERVICES)
@pytest.mark.parametrize(
    "value",
    ['{"error": {"code": 500, "message": "x"}}', '"text"', "[[]]", '[{"lat": 1}]', '{"features": {}}',
     '{"features": [{"geometry": {"coordinates": ["x", 95]}, "properties": {"name": 5}}]}', "null"],
)  # fmt: skip
def test_another_form_is_an_error_and_not_kept(tmp_path, monkeypatch, form, value):
    """A wrong address under url must not read as "no such place", today or from what was kept."""
    monkeypatch.setenv("NO_PROXY", "127.0.0.1")
    with run_service(form) as running:
        running.answer = lambda _: __import__("json").loads(value)  # type: ignore[method-assign]
        service = Service(form, running.url, "x@y.example", pace_s=0)
        fetcher = open_fetcher(service, folder=tmp_path, version="1")
        geocoder = open_geocoder(service, fetcher=fetcher)

        with pytest.raises(AnswerError, match="another form"):
            geocoder.geocode("Qortin Pier")
        assert geocoder.geocode("Qortin Pier", ask="kept") is None


def test_public_servers_are_never_asked_faster_than_they_allow(tmp_path):
    """A pace of zero is for a server of one's own."""
    hasty = Service("nominatim", "https://nominatim.openstreetmap.org", "x@y.example", pace_s=0)
    own = Service("nominatim", "https://maps.example", "x@y.example", pace_s=0)

    assert open_fetcher(hasty, folder=tmp_path, version="1").pace_s == 1.0
    assert open_fetcher(own, folder=tmp_path, version="1").pace_s == 0


@pytest.mark.parametrize(
    ("text", "asked"), [("", False), (" , ", False), ("northern Malta", False), ("…", False), ("Pier", True)]
)
def test_nothing_is_asked_that_has_no_answer(text, asked):
    """A service finds something for everything."""
    assert is_askable(text) is asked


@pytest.mark.parametrize(("rank", "precision"), [(4, "country"), (8, "region"), (12, "district"), (16, "settlement")])
def test_an_older_server_tells_the_kind_by_its_rank(rank, precision):
    """It calls everything from a village to a country "administrative", and holders stand only in the name shown."""
    from geo.services.nominatim import read_place

    found = read_place(
        {"lat": "62", "lon": "160", "class": "boundary", "type": "administrative", "place_rank": rank,
         "display_name": "Somewhere, Chukotka, Russia", "boundingbox": ["60", "64", "-180", "180"]}
    )  # fmt: skip

    assert found is not None
    assert found.place.precision == precision
    assert found.holders == ("Chukotka", "Russia")
    # A box across the antimeridian spans the world; only its height says anything.
    assert found.place.radius_m == pytest.approx(222_390, rel=0.01)


@pytest.mark.parametrize(
    ("kind", "precision"),
    [
        ("country", "country"),
        ("state", "region"),
        ("county", "district"),
        ("village", "settlement"),
        ("aeroway", "site"),
    ],
)
def test_precision_comes_from_the_kind(kind, precision):
    """A county is no dot."""
    from geo.services.nominatim import read_place

    found = read_place(
        {"name": "X", "lat": "1", "lon": "2", "addresstype": kind, "boundingbox": ["0.9", "1.1", "1.9", "2.1"]}
    )

    assert found is not None
    # The farthest corner of the box is some 16 km away.
    assert found.place.precision == ("district" if kind == "aeroway" else precision)
    assert found.place.radius_m == pytest.approx(15_725, rel=0.01)
