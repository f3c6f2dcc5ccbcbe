"""Toponyms in other languages and scripts than English, in reports of our own."""

from __future__ import annotations

import pytest

from geo.finding.language import guess_language
from geo.finding.lexicon import LanguageError, build_language, find_languages, read_language
from geo.mentions import find_mentions

REPORTS = {
    "es": (
        "Dos cargueros llegaron a Vladivostok, informó la radio. En Kiev, el ministro Carlos Toledo dijo que la carga "
        "iba a Siria. Moscú lo niega. En la aldea de Quelvarón hubo tres heridos. La Universidad no abrió.",
        ["Vladivostok", "Kiev", "Siria", "Moscú", "Quelvarón"],
    ),
    "fr": (
        "Deux cargos ont quitté le port d'Odessa pour l'Ukraine et l'Iran. Moscou a démenti. Emmanuel Paris est allé à "
        "Berlin. Dans le village de Quervalon, trois blessés.",
        ["Odessa", "Ukraine", "Iran", "Moscou", "Berlin", "Quervalon"],
    ),
    "de": (
        "Zwei Frachter lagen im Hafen von Wladiwostok. Kiew erklärte, die Ladung sei für die Front. Das Essen war gut, "
        "die Waren teuer. Herr Halle reiste nach Warschau. Im Dorf Querfelden brannte ein Haus. In Syrien starb ein "
        "Mann.",
        ["Wladiwostok", "Kiew", "Warschau", "Querfelden", "Syrien"],
    ),
    "it": (
        "Due navi cargo sono arrivate a Vladivostok, ha detto la radio. Mosca nega. Il ministro Carlo Roma ha parlato "
        "dell'Ucraina. Nel villaggio di Quarvelosco tre feriti. Giuseppe Parma vive a Genova, in via Milano.",
        ["Vladivostok", "Mosca", "Ucraina", "Quarvelosco", "Genova"],
    ),
    "pt": (
        "Dois cargueiros chegaram a Vladivostok, disse a rádio. Em Kiev, o ministro Carlos Porto disse que a carga ia "
        "para a Síria. Moscou nega. Na aldeia de Quarvelosco houve três feridos. O Irã não respondeu.",
        ["Vladivostok", "Kiev", "Síria", "Moscou", "Quarvelosco", "Irã"],
    ),
    "ru": (
        "Два корабля видели во Владивостоке. Взрывы прогремели в Курской области и в Белгороде. Киев обвинил Пхеньян. "
        "В селе Кварелово сгорел дом. Учения идут в Чёрном море.",
        ["Владивостоке", "Курской области", "Белгороде", "Киев", "Пхеньян", "Кварелово", "Чёрном море"],
    ),
    "uk": (
        "У Харкові та Одесі пролунали вибухи. Кораблі стоять у Севастополі. З Києва до Варшави їхав потяг. Бої "
        "тривають у Донецькій області та біля Миколаєва.",
        ["Харкові", "Одесі", "Севастополі", "Києва", "Варшави", "Донецькій області", "Миколаєва"],
    ),
    "ko": (
        "화물선 두 척이 블라디보스토크에 도착했다. 수송기는 평양에서 출발해 러시아로 갔다. 서울의 관리는 부인했다.",
        ["블라디보스토크", "평양", "러시아", "서울"],
    ),
    "zh": (
        "两艘货船抵达符拉迪沃斯托克。飞机从平壤飞往俄罗斯。上海市政府没有表态。",
        ["符拉迪沃斯托克", "平壤", "俄罗斯", "上海市"],
    ),
    "ar": (
        "وصلت السفن إلى ميناء فلاديفوستوك في روسيا، ثم غادرت إلى سوريا.",
        ["فلاديفوستوك", "روسيا", "سوريا"],
    ),
}


@pytest.mark.parametrize("language", REPORTS)
def test_a_report_in_another_language(gazetteer, language):
    """Reports from where it happens are rarely in English."""
    text, names = REPORTS[language]

    mentions = [m for m in find_mentions(text, gazetteer=gazetteer, language=language) if "demonym" not in m.cues]

    assert [mention.text for mention in mentions] == names


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Пожар в Курской области.", "курская область"),
        ("Он живёт во Владивостоке.", "владивосток"),
        ("Поезд идёт из Москвы.", "москва"),
        ("Сбиты над Белгородской областью.", "белгородская область"),
        ("Самолёт летит в Сирию.", "сирия"),
    ],
)
def test_a_name_in_a_case_is_led_back_to_the_first(gazetteer, text, name):
    """No gazetteer has "Курской области"."""
    [mention] = find_mentions(text, gazetteer=gazetteer, language="ru")

    assert mention.name == name
    assert gazetteer.find_entries(mention.name)


@pytest.mark.parametrize(
    ("language", "text", "mention", "name"),
    [
        ("fr", "La flotte a quitté la mer Noire.", "mer Noire", "Black Sea"),
        ("fr", "La Côte d'Ivoire a voté.", "Côte d'Ivoire", ""),
        ("es", "Un barco cruzó el estrecho de Ormuz.", "estrecho de Ormuz", "Strait of Hormuz"),
        ("de", "Die Flotte lag im Schwarzen Meer.", "Schwarzen Meer", "Black Sea"),
        ("ko", "가자지구에서 교전이 있었다.", "가자지구", "Gaza Strip"),
    ],
)
def test_what_a_language_calls_a_sea_or_region(gazetteer, language, text, mention, name):
    """Seas and regions have a name of their own in each language."""
    [found] = find_mentions(text, gazetteer=gazetteer, language=language)

    assert (found.text, found.name) == (mention, name)


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("fr", "Elle habite une rue de Nantes, dit Jean Tours."),
        ("es", "La calle de Toledo es larga, dijo María Paz."),
        ("ru", "Дом стоит на улице Ленина, сказал Иван Киров."),
        ("de", "Der Zug hatte Verspätung, das Essen war kalt, der Wagen stand im Hof."),
    ],
)
def test_streets_people_and_things_of_other_languages(gazetteer, language, text):
    """Nouns have capitals in German, and streets stand before their names in French."""
    assert find_mentions(text, gazetteer=gazetteer, language=language) == []


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Bei einem Angriff auf Charkiw starben zwei Männer.", "Charkiw"),
        ("Die Armee zog sich aus Awdijiwka zurück.", "Awdijiwka"),
        ("Rund um Bachmut wird gekämpft.", "Bachmut"),
        ("Im Raum Pokrowsk wird gekämpft.", "Pokrowsk"),
    ],
)
def test_german_prepositions_tell_where_capitals_cannot(gazetteer, text, name):
    """Each noun has a capital in German, so that what stands before a name must tell."""
    assert [mention.text for mention in find_mentions(text, gazetteer=gazetteer, language="de")] == [name]


@pytest.mark.parametrize("word", ["평양에서", "평양에", "평양의", "평양까지", "평양으로"])
def test_a_korean_particle_is_no_part_of_the_name(gazetteer, word):
    """A mention is marked in the text: the particle is not the place."""
    [mention] = find_mentions(f"화물은 {word} 출발했다.", gazetteer=gazetteer, language="ko")

    assert mention.text == "평양"


def test_names_in_other_scripts_are_found_in_an_english_report(gazetteer):
    """Writers put the local name in brackets."""
    text = "The train left Pyongyang (평양) for Vladivostok (Владивосток) and Beijing (北京)."

    found = [mention.text for mention in find_mentions(text, gazetteer=gazetteer)]

    assert found == ["Pyongyang", "평양", "Vladivostok", "Владивосток", "Beijing", "北京"]


def test_a_language_without_a_file_is_read_by_names_and_capitals(gazetteer):
    """A Danish report must not be refused."""
    found = find_mentions("Skibene kom til Vladivostok fra Pyongyang.", gazetteer=gazetteer, language="da")

    assert [mention.text for mention in found] == ["Vladivostok", "Pyongyang"]


@pytest.mark.parametrize("language", REPORTS)
def test_the_language_of_a_report_is_guessed(language):
    """Whoever reads a folder of reports does not sort them first."""
    text, _ = REPORTS[language]

    assert guess_language(text) == language


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("Взрыв произошёл в Курске 1 июля.", "ru"), ("В порту на востоке города пожар.", "ru"),
        ("Дрони вдарили по порту Миколаєва.", "uk"), ("Drohnen trafen am 1. Juli ein Depot in Kursk.", "de"),
    ],
)  # fmt: skip
def test_one_sentence_is_enough_to_tell_neighbouring_languages_apart(text, language):
    """A headline has no words but small ones that both have, and names are led back by the endings of its language."""
    assert guess_language(text) == language


@pytest.mark.parametrize("text", ["", "2025-07-03", "Kyiv Odesa Lviv", "!?"])
def test_no_language_is_guessed_from_nothing(text):
    """A guess that is no better than a coin must not look like knowledge."""
    assert guess_language(text) == ""


@pytest.mark.parametrize("code", find_languages())
def test_the_file_of_each_language_is_read(code):
    """A language is added by a file alone, so the file must be sound."""
    assert read_language(code).code == code


def test_a_list_that_is_not_known_is_said():
    """A misspelt list would be silent, and its cue with it."""
    with pytest.raises(LanguageError, match=r"xx.toml: 'neer' is not known; there are .*near"):
        build_language("xx", {"lists": {"neer": "in"}})
