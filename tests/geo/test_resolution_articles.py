"""The mentions of an article are taken for the places that its writer meant, all of them together."""

import pytest

from geo.gazetteer import Gazetteer
from geo.place import Mention
from geo.resolution.article import Resolution, resolve_mentions

# The places of the first case with their traps, in an invented report.
PORT = (
    "SEOUL — A freighter of the class that carried soldiers last autumn was moored at the Dunai military port near "
    "Vladivostok, Russia, on Monday, pictures show. Two heavy transport planes stood at Pyongyang’s Sunan "
    "International Airport. Jenny Town of an institute in the United States said the cargo was bound for Russia’s "
    "Kursk region, and that North Korea had sent engineers before. The minister flew from Pyongyang to Kursk and went "
    "on to Primorye. The quay at Dunai has no crane, Ukrainian officials in Kyiv said."
)


def find(text: str, *names: str) -> list[Mention]:
    """Give a mention for each name, the next of its kind in the text each time."""
    after: dict[str, int] = {}
    mentions = []
    for name in names:
        start = text.index(name, after.get(name, 0))
        after[name] = start + 1
        mentions.append(Mention(start, start + len(name), name))
    return mentions


def resolve(gazetteer: Gazetteer, text: str, *names: str, home: str = "") -> list[Resolution]:
    return resolve_mentions(text, find(text, *names), gazetteer=gazetteer, home=home)


def list_ids(resolutions: list[Resolution]) -> list[str]:
    return [r.place.gazetteer_id if r.place else "" for r in resolutions]


def test_the_traps_of_the_first_case_are_seen_through(gazetteer: Gazetteer) -> None:
    """
    Sunan is also an airport of Wuxi and a town of Gansu, Dunai a village of
    Ukraine, Kursk a city beside its region, and Town a person.
    """
    names = [
        "SEOUL", "Dunai", "Vladivostok", "Russia", "Pyongyang", "Sunan International Airport", "United States",
        "Kursk region", "North Korea", "Primorye", "Dunai", "Ukrainian", "Kyiv",
    ]  # fmt: skip

    resolutions = resolve(gazetteer, PORT, *names)

    assert dict(zip(names, list_ids(resolutions), strict=True)) == {
        "SEOUL": "1835848",
        "Dunai": "2024800",
        "Vladivostok": "2013348",
        "Russia": "2017370",
        "Pyongyang": "1871859",
        "Sunan International Airport": "ZKPY",
        "United States": "6252001",
        "Kursk region": "RU.41",
        "North Korea": "1873107",
        "Primorye": "RU.59",
        "Ukrainian": "690791",
        "Kyiv": "703448",
    }


def test_a_city_and_its_region_are_told_apart_by_the_word_beside_them(gazetteer: Gazetteer) -> None:
    """A point in a city must not stand for a region of 300 km, nor the other way round."""
    text = "Shells fell on Kursk at dawn. Villages of the Kursk region lost power."
    city, region = (Mention(i, i + 5, "Kursk") for i in (text.index("Kursk"), text.rindex("Kursk")))

    resolutions = resolve_mentions(text, [city, region], gazetteer=gazetteer)

    assert list_ids(resolutions) == ["538560", "RU.41"]


@pytest.mark.parametrize(
    ("text", "names", "ids"),
    [
        ("Engineers help in Russia's Kursk region.", ["Kursk"], ["RU.41"]),
        ("Engineers help in Russia's Kursk region.\nA ministry spoke.", ["Kursk"], ["RU.41"]),
        ("Engineers help in the region of Kursk.", ["Kursk"], ["RU.41"]),
        ("Shells fell on the Kursk and Belgorod oblasts.", ["Kursk", "Belgorod"], ["RU.41", "RU.09"]),
        (
            "Shells fell on the Kursk, Belgorod and Bryansk regions.",
            ["Kursk", "Belgorod", "Bryansk"],
            ["RU.41", "RU.09", "RU.10"],
        ),
        ("Clark and Wayne counties, Ohio, burned.", ["Clark", "Wayne"], ["4508810", "5175898"]),
        ("Strikes hit Engels airbase in Saratov province.", ["Engels", "Saratov"], ["XWSG", "RU.67"]),
        ("They left the port of Vladivostok.", ["Vladivostok"], ["2013348"]),
        ("Planes land at Sunan airport in Pyongyang.", ["Sunan", "Pyongyang"], ["ZKPY", "1871859"]),
    ],
)
def test_a_word_beside_the_name_says_what_kind_of_place_it_is(
    gazetteer: Gazetteer, text: str, names: list[str], ids: list[str]
) -> None:
    """The finder marks "Kursk" alone; the word may stand behind it, before it, or at the end of a list."""
    resolutions = resolve(gazetteer, text, *names)

    assert list_ids(resolutions) == ids


@pytest.mark.parametrize(
    ("text", "name", "gazetteer_id"),
    [
        ("A barn burned near Paris, Texas, on Monday.", "Paris", "4717560"),
        ("A barn burned near Paris (Texas) on Monday.", "Paris", "4717560"),
        ("Moscow is a city in Latah County, Idaho, United States.", "Moscow", "5601538"),
        ("The Ontario city of London lost power.", "London", "6058560"),
        ("The Jordanian city of Irbid is north of Amman.", "Irbid", "248946"),
        ("CAMBRIDGE, Mass. — The college said nothing.", "CAMBRIDGE", "4931972"),
        ("Police in Tripoli said the road to Misrata and Benghazi was cut.", "Tripoli", "2210247"),
        ("Police in Tripoli said the road to Beirut and Sidon in Lebanon was cut.", "Tripoli", "266826"),
        ("Police in Valencia said that Caracas and Maracay were without power.", "Valencia", "3625549"),
        ("Police in Valencia said that Madrid and Alicante were without power.", "Valencia", "2509954"),
        ("In Hyderabad, in the Pakistani province of Sindh, and in Karachi trains stood.", "Hyderabad", "1176734"),
        ("Officials in Cordoba said that Rosario and Buenos Aires were calm.", "Cordoba", "3860259"),
        ("Officials in Cordoba said that Seville and Granada were calm.", "Cordoba", "2519240"),
    ],
)
def test_what_stands_round_a_name_decides_between_namesakes(
    gazetteer: Gazetteer, text: str, name: str, gazetteer_id: str
) -> None:
    """A reader knows which Tripoli is meant by the other towns of the report, and so must the map."""
    [resolution] = resolve(gazetteer, text, name)

    assert list_ids([resolution]) == [gazetteer_id], resolution.why


def test_a_name_keeps_its_sense_through_an_article(gazetteer: Gazetteer) -> None:
    """The second time nobody writes the state again."""
    text = "A fire in Paris, Texas, killed two. Firefighters of Paris and volunteers came."

    resolutions = resolve(gazetteer, text, "Paris", "Paris")

    assert list_ids(resolutions) == ["4717560", "4717560"]


def test_two_senses_of_a_name_in_one_article_stay_apart(gazetteer: Gazetteer) -> None:
    """An article may speak of both on purpose."""
    text = "He moved from Paris, Texas, to Paris, France, in May."

    resolutions = resolve(gazetteer, text, "Paris", "Paris")

    assert list_ids(resolutions) == ["4717560", "2988507"]


def test_a_list_of_states_is_not_read_as_containers(gazetteer: Gazetteer) -> None:
    """A village Georgia in Alabama would otherwise win over the state in every list."""
    text = "Storms crossed Georgia, Alabama and Tennessee in the United States."

    resolutions = resolve(gazetteer, text, "Georgia", "Alabama", "Tennessee")

    assert list_ids(resolutions) == ["US.GA", "US.AL", "US.TN"]


def test_a_bare_name_falls_to_the_best_known_place(gazetteer: Gazetteer) -> None:
    """Without context the reader thinks of the big one as well."""
    [resolution] = resolve(gazetteer, "He never saw Paris again.", "Paris")

    assert list_ids([resolution]) == ["2988507"]


@pytest.mark.parametrize(
    "text", ["Танкер прибыл во Владивосток.", "Корабль стоял у пирса: Владивосток.", "배가 블라디보스토크에 도착했다."]
)
def test_a_bare_name_is_the_town_and_not_the_airport_called_after_it(gazetteer: Gazetteer, text: str) -> None:
    """A tanker does not call at an airport; the dot would lie 30 km inland."""
    name = "블라디보스토크" if "블" in text else "Владивосток"

    assert list_ids(resolve(gazetteer, text, name)) == ["2013348"]


@pytest.mark.parametrize(
    ("text", "name", "code"),
    [
        ("A fire closed Heathrow for a day.", "Heathrow", "EGLL"),
        ("Рейсы задержали: Шереметьево.", "Шереметьево", "UUEE"),
        ("Planes left Vladivostok airport empty.", "Vladivostok airport", "UHWW"),
    ],
)
def test_an_airport_stays_possible_where_no_town_bears_its_name_or_a_word_says_so(
    gazetteer: Gazetteer, text: str, name: str, code: str
) -> None:
    """Nobody writes "Heathrow airport" each time, and a hangar is not the town."""
    assert list_ids(resolve(gazetteer, text, name)) == [code]


@pytest.mark.parametrize(
    ("name", "number"),
    [
        ("Курск", "538560"), ("Koursk", "538560"), ("쿠르스크", "538560"), ("Миколаїв", "700569"),
        ("Николаев", "700569"), ("Харьков", "706483"), ("Charkiw", "706483"), ("平壤", "1871859"),
    ],
)  # fmt: skip
def test_a_big_town_is_known_by_its_name_in_other_scripts_and_languages(
    gazetteer: Gazetteer, name: str, number: str
) -> None:
    """The gazetteer writes its own names in English; a reporter from there does not."""
    assert list_ids(resolve(gazetteer, f"{name}.", name)) == [number]


@pytest.mark.parametrize(
    ("name", "number"),
    [
        ("Київ", "703448"), ("Москва", "524901"), ("Beyrouth", "276781"), ("بيروت", "276781"), ("東京", "1850147"),
        ("서울", "1835848"), ("Odessa", "698740"), ("Одесса", "698740"), ("Nikolaev", "700569"),
        ("키이우", "703448"), ("두나이", "2024800"),
    ],
)  # fmt: skip
def test_a_bare_name_in_another_language_is_the_town_and_not_its_division(
    gazetteer: Gazetteer, name: str, number: str
) -> None:
    """What happened in Moscow must not be spread over an oblast of 300 km, which is called otherwise."""
    assert list_ids(resolve(gazetteer, f"{name}.", name)) == [number]


@pytest.mark.parametrize(
    ("name", "number"),
    [
        ("Bahia", "BR.05"),
        ("Texas", "US.TX"),
        ("Quebec", "CA.10"),
        ("Guanajuato", "MX.11"),
        ("Сингапур", "1880251"),
        ("Грузия", "614540"),
    ],
)
def test_a_division_or_country_that_bears_the_name_keeps_it(gazetteer: Gazetteer, name: str, number: str) -> None:
    """Salvador was once called Bahia; a town with a twentieth of the people of its province is Quebec City."""
    assert list_ids(resolve(gazetteer, f"{name}.", name)) == [number]


@pytest.mark.parametrize(("name", "wrong"), [("Hamas", "Hamm"), ("Google", "Topeka"), ("Cancun", "Changchun")])
def test_an_odd_spelling_of_a_big_town_does_not_make_it_the_one_meant(
    gazetteer: Gazetteer, name: str, wrong: str
) -> None:
    """GeoNames lists whatever anyone ever called a town; no report of an armed group belongs on the Ruhr."""
    [resolution] = resolve(gazetteer, f"{name} was named again.", name)

    assert resolution.place is None or resolution.place.name != wrong


def test_context_still_finds_the_small_namesake_of_a_big_town(gazetteer: Gazetteer) -> None:
    """The Odessa of a paper in Texas is not the port."""
    text = "Deputies in Odessa and Midland, Texas, said the county road was closed."

    assert list_ids(resolve(gazetteer, text, "Odessa", "Midland", "Texas"))[0] == "5527554"


@pytest.mark.parametrize("name", ["Springfield", "Cambridge", "San José"])
def test_a_bare_name_that_nobody_could_place_is_left_open(gazetteer: Gazetteer, name: str) -> None:
    """A wrong place on the map is worse than none; the editor gets the candidates."""
    [resolution] = resolve(gazetteer, f"They met in {name}.", name)

    assert resolution.margin < 1.5
    if resolution.place is None:
        assert len(resolution.candidates) > 1
        assert "could be" in resolution.why


def test_the_home_of_the_paper_speaks_for_what_lies_there(gazetteer: Gazetteer) -> None:
    """A local paper never writes its own state."""
    text = "A man from Lewisville was found dead, deputies said."

    away = resolve(gazetteer, text, "Lewisville")
    at_home = resolve(gazetteer, text, "Lewisville", home="Texarkana, Arkansas")

    assert list_ids(away) == ["4706057"]
    assert list_ids(at_home) == ["4118755"]


def test_an_unknown_name_is_left_open_with_a_reason(gazetteer: Gazetteer) -> None:
    """Nothing may be dropped in silence."""
    [resolution] = resolve(gazetteer, "They met at Xyzzyx.", "Xyzzyx")

    assert resolution.place is None
    assert resolution.candidates == ()
    assert resolution.why == "The gazetteer has no “Xyzzyx”."


def test_the_parts_of_a_score_add_up_to_it(gazetteer: Gazetteer) -> None:
    """A score that cannot be taken apart cannot be argued with."""
    for resolution in resolve(gazetteer, PORT, "Dunai", "Kursk region", "Pyongyang", "Sunan International Airport"):
        assert resolution.candidates[0].place == resolution.place
        assert resolution.reasons == resolution.candidates[0].reasons
        for candidate in resolution.candidates:
            assert candidate.score == pytest.approx(sum(candidate.reasons.values()))


def test_candidates_come_best_first_with_the_margin_between_places(gazetteer: Gazetteer) -> None:
    """The review walks through the doubtful ones by margin."""
    [resolution] = resolve(gazetteer, "Police in Tripoli said the road to Misrata was cut.", "Tripoli")
    scores = [candidate.score for candidate in resolution.candidates]

    assert scores == sorted(scores, reverse=True)
    assert resolution.margin > 0


def test_the_sentence_for_readers_names_the_grounds_without_scores(gazetteer: Gazetteer) -> None:
    """The page shows it as it stands."""
    for resolution in resolve(gazetteer, PORT, "Dunai", "Kursk region", "Pyongyang", "Vladivostok"):
        assert resolution.place is not None
        assert resolution.place.reason == resolution.why
        assert resolution.why.endswith(".")
        assert not any(character.isdigit() for character in resolution.why)


def test_offsets_outside_the_text_are_an_error(gazetteer: Gazetteer) -> None:
    """Mentions of another text would be resolved by the wrong words."""
    with pytest.raises(ValueError, match="offsets 90 to 95 do not lie in a text of 5 characters"):
        resolve_mentions("Kursk", [Mention(90, 95, "Kursk")], gazetteer=gazetteer)


@pytest.mark.parametrize("name", ["", " ", "\x00\x1b", "x" * 10_000, "A" + ", B" * 3000, "\u202e" * 50, "😀"])
def test_no_name_breaks_the_rest(gazetteer: Gazetteer, name: str) -> None:
    """One odd name in a file of thousands must not stop the others."""
    text = f"{name} and Kursk"

    odd, kursk = resolve_mentions(text, [Mention(0, len(name), name), *find(text, "Kursk")], gazetteer=gazetteer)

    assert odd.place is None
    assert list_ids([kursk]) == ["538560"]


def test_a_mention_may_say_under_which_name_to_look_it_up(gazetteer: Gazetteer) -> None:
    """An inflected name is known in its base form only."""
    text = "Взрывы в Курской области."
    mention = Mention(9, 24, text[9:24], name="Курская область")

    [resolution] = resolve_mentions(text, [mention], gazetteer=gazetteer)

    assert list_ids([resolution]) == ["RU.41"]
    assert "Курской области" in resolution.why


@pytest.mark.parametrize(
    ("text", "names", "ids"),
    [
        ("Lima is a city in and the county seat of Allen County, Ohio, United States.", ["Lima"], ["5160783"]),
        ("Buenos Aires, a village in Panama, was flooded.", ["Buenos Aires"], ["3713678"]),
        ("Santa Cruz is a municipality in the province of Zambales.", ["Santa Cruz"], ["1688232"]),
        ("Newport is a resort and the county town of the Isle of Wight.", ["Newport"], ["2641599"]),
        (
            "Cases rose in Oregon, Washington and California; New Jersey, New York and Georgia followed.",
            ["Georgia"],
            ["US.GA"],
        ),
        ("Drones hit Russia's Black Sea port of Novorossiysk, Moscow said.", ["Novorossiysk"], ["518255"]),
        ("Talks in Armenia, Azerbaijan and Georgia failed.", ["Georgia"], ["614540"]),
    ],
)
def test_what_the_text_says_a_place_is_or_lists_it_with_counts(
    gazetteer: Gazetteer, text: str, names: list[str], ids: list[str]
) -> None:
    """Small places bear the names of big ones all over the world, and say so."""
    every = [
        *names,
        *(n for n in ("Oregon", "California", "New Jersey", "New York", "Armenia", "Azerbaijan") if n in text),
    ]

    resolutions = resolve(gazetteer, text, *sorted(every, key=text.index))

    assert [r.place.gazetteer_id for r in resolutions if r.place and r.mention.text in names] == ids
