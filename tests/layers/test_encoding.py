"""The encoding that a refusal proposes: a wrong one costs its reader more than none."""

from __future__ import annotations

import pytest

from layers.files.encoding import guess_encoding
from layers.files.text import TextError, decode_text


@pytest.mark.parametrize(
    ("text", "encoding"),
    [
        ("Паром сел на мель у причала.", "cp1251"),
        ("Паром сел на мель у причала.", "koi8-r"),
        ("Паром сел на мель у причала.", "cp866"),
        ("Паром сел на мель у причала.", "iso8859-5"),
        ("Паром сел на мель у причала.", "mac-cyrillic"),
        ("ВЗРЫВ В ПОРТУ", "cp1251"),
        ("Щука", "cp1251"),
        ("Вибух у порту", "cp1251"),
        ("Кораблі", "cp1251"),
        ("Кораблі", "koi8-u"),
        ("Évacuation à Sète", "cp1252"),
        ("l’Île-de-Ré", "cp1252"),
        ("Großes Feuer in Köln – „zwei Tote“", "cp1252"),
        ("España", "cp1252"),
        ("The “Lena” lay off the port – for days.", "cp1252"),
        ("Łódź", "cp1250"),
        ("Żołnierze w Świnoujściu", "iso8859-2"),
        ("Loď připlula do Děčína", "cp1250"),
        ("Gemi İstanbul limanına ulaştı", "cp1254"),
        ("Το πλοίο έφτασε στον Πειραιά", "cp1253"),
        ("הספינה הגיעה לחיפה", "cp1255"),
        ("وصلت السفينة إلى ميناء بيروت", "cp1256"),
        ("배가 부산항에 도착했다", "cp949"),
        ("船が横浜港に到着した", "cp932"),
        ("船抵达上海港口", "gb18030"),
    ],
)
def test_a_short_text_is_read_in_the_encoding_of_its_language(text, encoding):
    """One line of Cyrillic is not Chinese, and a Polish word no UTF-16: the advice must lead to the text."""
    raw = f"{text}\n".encode(encoding)

    assert raw.decode(guess_encoding(raw)).strip() == text


def test_a_refusal_shows_how_the_guess_reads():
    """Whoever knows the language sees at once whether it is right."""
    with pytest.raises(TextError, match=r"as cp1251 it reads 'Кораблі у порту'; .* or give --encoding cp1251"):
        decode_text("Title\nКораблі у порту\n".encode("cp1251"))


@pytest.mark.parametrize("raw", [bytes(range(128, 256)), b"\xff", b"\x80\x81\x82" * 9])
def test_bytes_that_are_no_text_make_no_noise(raw):
    """A guess may be empty, but never an error of the guesser's."""
    assert isinstance(guess_encoding(raw), str)
