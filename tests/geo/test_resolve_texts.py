"""A place text is taken for the place that its writer meant, or for none, with the reason."""

import pytest

from geo.gazetteer import Gazetteer
from geo.place import Place, Unresolved
from geo.resolve import candidate_json, rank_candidates, resolve_place, resolve_places

DUNAI, SUNAN, KURSK, KURSK_OBLAST, PYONGYANG = "2024800", "ZKPY", "538560", "RU.41", "1871859"


@pytest.mark.parametrize(
    ("text", "gazetteer_id", "precision"),
    [
        ("Dunai, Primorsky Krai, Russia", DUNAI, "settlement"),
        ("Дунай, Приморский край", DUNAI, "settlement"),
        ("Приморский край, Дунай", DUNAI, "settlement"),
        ("Dunai (Primorye)", DUNAI, "settlement"),
        ("Dunai military port near Vladivostok", DUNAI, "settlement"),
        ("Sunan International Airport, Pyongyang", SUNAN, "site"),
        ("Sunan International Airport", SUNAN, "site"),
        ("Pyongyang's Sunan International Airport", SUNAN, "site"),
        ("Sunan International Airport in Pyongyang", SUNAN, "site"),
        ("평양 순안국제공항", SUNAN, "site"),
        ("Sunan airport, Wuxi", "ZSWX", "site"),
        ("Sunan, Gansu", "1281029", "settlement"),
        ("Kursk region, Russia", KURSK_OBLAST, "region"),
        ("Kursk Oblast", KURSK_OBLAST, "region"),
        ("Курская область", KURSK_OBLAST, "region"),
        ("Russia's Kursk region", KURSK_OBLAST, "region"),
        ("Donbas, Ukraine", "region:donbas", "region"),
        ("Sea of Azov, Russia", "sea:sea-of-azov", "region"),
        ("Black Sea, Turkey", "sea:black-sea", "region"),
        ("Kashmir, Pakistan", "disputed region:kashmir", "region"),
        ("Kursk", KURSK, "settlement"),
        ("Quebec", "CA.10", "region"),
        ("Quebec, Canada", "CA.10", "region"),
        ("Quebec City", "6325494", "settlement"),
        ("Kursk, Kursk Oblast", KURSK, "settlement"),
        ("Russia, Kursk", KURSK, "settlement"),
        ("Pyongyang", PYONGYANG, "settlement"),
        ("평양", PYONGYANG, "settlement"),
        ("평양시", PYONGYANG, "settlement"),
        ("Pyongyang, North Korea", PYONGYANG, "settlement"),
        ("조선민주주의인민공화국 평양시", PYONGYANG, "settlement"),
        ("Vladivostok", "2013348", "settlement"),
        ("Seoul", "1835848", "settlement"),
        ("Moscow", "524901", "settlement"),
        ("Moscow, Idaho", "5601538", "settlement"),
        ("Moscow Vnukovo Airport", "UUWW", "site"),
        ("Engels air base", "XWSG", "site"),
        ("Heathrow", "EGLL", "site"),
        ("JFK", "KJFK", "site"),
        ("Washington", "4140963", "settlement"),
        ("Washington, D.C.", "4140963", "settlement"),
        ("Washington state", "US.WA", "region"),
        ("Bakhmut, Donetsk Oblast, Ukraine", "713174", "settlement"),
        ("Ras al-Ayn, Syria", "165509", "settlement"),
        ("São Paulo", "3448439", "settlement"),
        ("Paris, Texas", "4717560", "settlement"),
        ("Paris", "2988507", "settlement"),
        ("London, Ontario", "6058560", "settlement"),
        ("Cambridge, Massachusetts", "4931972", "settlement"),
        ("Springfield, Illinois", "4250542", "settlement"),
        ("New York", "5128581", "settlement"),
        ("Georgia, United States", "US.GA", "region"),
        ("Tbilisi, Georgia", "611717", "settlement"),
        ("Atlanta, Georgia", "4180439", "settlement"),
        ("Singapore", "1880252", "settlement"),
        ("Mexico", "3996063", "country"),
        ("Russia", "2017370", "country"),
        ("DPRK", "1873107", "country"),
        ("Republic of Korea", "1835841", "country"),
        ("Crimea", "UA.11", "region"),
        ("Sevastopol, Crimea", "694423", "settlement"),
        ("Kyiv Oblast", "UA.13", "region"),
        ("Kiev region", "UA.13", "region"),
        ("Moscow Oblast", "RU.47", "region"),
        ("Bucha, Kyiv region", "711350", "settlement"),
        ("Donbas", "region:donbas", "region"),
        ("East Sea", "sea:sea-of-japan", "region"),
        ("the Gaza Strip", "PS.GZ", "region"),
        ("Sudzha district, Kursk Oblast", "486813", "district"),
    ],
)
def test_a_text_is_taken_for_the_place_its_writer_meant(
    gazetteer: Gazetteer, text: str, gazetteer_id: str, precision: str
) -> None:
    """A wrong place on the map is worse than none: these are read one way only."""
    place = resolve_place(text, gazetteer=gazetteer)

    assert isinstance(place, Place), place.reason
    assert (place.gazetteer_id, place.precision) == (gazetteer_id, precision)


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("Springfield", "Springfield, Missouri, the United States (population"),
        ("Georgia", "Georgia (country) or Georgia, the United States (state)"),
        ("Korea", "South Korea (country) or North Korea (country)"),
        ("Cambridge", "Cambridge, Ontario"),
        ("Punjab", "Punjab, Pakistan"),
        ("Ras al-Ayn", "Syria"),
        ("Moscow airport", "Sheremetyevo"),
        ("Ivanovka, Ukraine", "write more of what holds it"),
        ("Al-Nada Hospital", "The gazetteer has no “Al-Nada Hospital”"),
        ("Bilibino nuclear power plant", "The gazetteer has no “Bilibino nuclear power plant”"),
        ("Al-Nada Hospital, Gaza City", "The gazetteer has no “Al-Nada Hospital”"),
        ("Xyzzyx", "The gazetteer has no “Xyzzyx”"),
        ("Dunai, Peru", "knows no “Dunai” in Peru"),
        ("Springfield, Nowhereland", "not “Nowhereland”"),
        ("eastern Ukraine", "only a part of Ukraine"),
        ("occupied parts of Ukraine", "only a part of Ukraine"),
        ("Vladivostak", "The gazetteer has no “Vladivostak”"),
        ("", "empty"),
        (" , ,", "empty"),
    ],
)
def test_a_doubtful_text_is_not_guessed_and_the_reason_helps(gazetteer: Gazetteer, text: str, told: str) -> None:
    """The event goes to "Not on the map" with this sentence, which must say what to write instead."""
    unresolved = resolve_place(text, gazetteer=gazetteer)

    assert isinstance(unresolved, Unresolved)
    assert told in unresolved.reason
    assert unresolved.reason.endswith(".")


def test_the_first_case_lies_where_it_happened(gazetteer: Gazetteer) -> None:
    """The figures are checked against two references for each place."""
    dunai = resolve_place("Dunai, Primorsky Krai, Russia", gazetteer=gazetteer)
    sunan = resolve_place("Sunan International Airport, Pyongyang", gazetteer=gazetteer)

    assert isinstance(dunai, Place)
    assert (dunai.lat, dunai.lon, dunai.radius_m) == (42.87879, 132.33542, 2000)
    assert dunai.reason == "“Dunai” is a spelling of Dunay in GeoNames; it lies in Primorsky Krai, Russia."
    assert isinstance(sunan, Place)
    assert (sunan.lat, sunan.lon, sunan.radius_m) == (39.2241, 125.67, 2000)


def test_what_is_near_decides_between_namesakes(gazetteer: Gazetteer) -> None:
    """An analyst knows the surroundings of a village before its district."""
    place = resolve_place("Dunai", gazetteer=gazetteer, near="Vladivostok")

    assert isinstance(place, Place)
    assert place.gazetteer_id == DUNAI


@pytest.mark.parametrize("country", ["RU", "ru", "Russia", "Россия"])
def test_a_country_decides_between_namesakes(gazetteer: Gazetteer, country: str) -> None:
    """A code and a name say the same."""
    place = resolve_place("Dunai", gazetteer=gazetteer, country=country)

    assert isinstance(place, Place)
    assert place.gazetteer_id == DUNAI


def test_the_parts_of_a_score_add_up_to_it(gazetteer: Gazetteer) -> None:
    """A score that cannot be taken apart cannot be argued with."""
    for text in ("Springfield, Illinois", "Dunai, Primorsky Krai, Russia", "Sunan airport, Pyongyang", "Georgia"):
        candidates = rank_candidates(text, gazetteer=gazetteer, near="Moscow", country="US")

        assert candidates
        for candidate in candidates:
            assert candidate.score == pytest.approx(sum(candidate.reasons.values()))


def test_candidates_come_best_first_and_begin_with_the_choice(gazetteer: Gazetteer) -> None:
    """`locate` must not recommend another place than `build` takes."""
    for text in (
        "Kursk",
        "Dunai, Russia",
        "New York",
        "평양",
        "Sunan, North Korea",
        "Luxembourg",
        "Владивосток, Россия",
    ):
        place = resolve_place(text, gazetteer=gazetteer)
        candidates = rank_candidates(text, gazetteer=gazetteer, limit=4)

        assert isinstance(place, Place)
        assert candidates[0].place == place
        assert len(candidates) <= 4
        assert rank_candidates(text, gazetteer=gazetteer, limit=1) == candidates[:1]


@pytest.mark.parametrize("text", ["강원도", "Springfield", "Fooville", "north of Russia"])
def test_the_reason_that_readers_see_tells_them_to_write_nothing(text: str, gazetteer: Gazetteer) -> None:
    """What an editor should write is of no use under a published map."""
    place = resolve_place(text, gazetteer=gazetteer)

    assert isinstance(place, Unresolved)
    assert "write" in place.reason
    assert "write" not in place.told
    assert place.told.endswith((".", ")."))
    assert not place.told.endswith("..")


def test_a_candidate_prints_the_keys_of_the_contract(gazetteer: Gazetteer) -> None:
    """Other programs read `locate --json`."""
    printed = candidate_json(rank_candidates("Dunai, Russia", gazetteer=gazetteer)[0])

    assert list(printed) == [
        "id", "name", "lon", "lat", "precision", "radius_m", "country", "admin1", "score", "reasons",
    ]  # fmt: skip
    assert printed["id"] == DUNAI


def test_sentences_for_readers_show_no_ids_or_scores(gazetteer: Gazetteer) -> None:
    """The page shows the reason as it stands."""
    for text in ("Dunai, Russia", "Kursk region", "Donbas", "Russia", "Seoul", "Heathrow airport", "Sea of Azov"):
        place = resolve_place(text, gazetteer=gazetteer)

        assert isinstance(place, Place)
        assert place.reason.endswith(".")
        assert place.gazetteer_id not in place.reason
        assert not any(character.isdigit() for character in place.reason)


def test_bigger_settlements_are_less_exact(gazetteer: Gazetteer) -> None:
    """What happened "in Moscow" may be fifteen kilometres from its centre; "in Dunai" it may not."""
    texts = ["Dunai, Russia", "Bakhmut", "Kursk", "Moscow"]
    places = [place for place in resolve_places(texts, gazetteer=gazetteer) if isinstance(place, Place)]

    assert [place.radius_m for place in places] == [2000, 4000, 8000, 15000]


def test_a_lone_unknown_airport_is_found_by_its_town(gazetteer: Gazetteer) -> None:
    """Airports are renamed more often than lists of them."""
    place = resolve_place("Wiley Rogers Xyzzy Airport, Samjiyon", gazetteer=gazetteer)

    assert isinstance(place, Place)
    assert place.gazetteer_id == "ZKSE"
    assert "only one with scheduled flights" in place.reason


@pytest.mark.parametrize(
    ("text", "name", "precision", "told"),
    [
        ("Brown County, Wisconsin", "Brown County", "district", "a county of Wisconsin"),
        ("Rapides Parish, Louisiana", "Rapides Parish", "district", "a parish of Louisiana"),
        ("Bakhmut Raion", "Bakhmut Raion", "district", "a raion of Donetsk Oblast"),
        ("Mobile, Ala.", "Mobile", "settlement", "a city in Alabama"),
        ("Peruvian", "Peru", "country", "“Peruvian” stands for Peru"),
        ("Mt. Vernon, Ohio", "Mount Vernon", "settlement", "Ohio"),
        ("Volga", "Volga", "region", "a river"),
        ("the Kremlin", "Kremlin", "site", "Kremlin"),
    ],
)
def test_counties_short_forms_and_demonyms_are_read(
    gazetteer: Gazetteer, text: str, name: str, precision: str, told: str
) -> None:
    """Regional papers write so; the sentence must say what was taken for what."""
    place = resolve_place(text, gazetteer=gazetteer)

    assert isinstance(place, Place)
    assert (place.name, place.precision) == (name, precision)
    assert told in place.reason
