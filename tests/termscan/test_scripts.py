"""Scripts stay honest: whole words in each, look-alikes only as such, and writing by sound both ways."""

import pytest

from termscan import Boundary, Disguise, Term
from tests.termscan.seeing import Engine, index_of, only, seen


@pytest.mark.parametrize(
    ("term", "language", "text", "found"),
    [
        ("слоновая кость", "ru", "изделие из слоновой кости", ["слоновой кости"]),
        ("кость", "ru", "гордость и костюм", []),
        ("мех", "ru", "смех, меха и механика", ["меха"]),
        ("שנהב", "he", "פסל משנהב עתיק", ["משנהב"]),
        ("חיה", "he", "תחיהם", []),
        ("عاج", "ar", "تمثال من العاج", ["العاج"]),
        ("عاج", "ar", "معاجم", []),
        ("ελεφαντόδοντο", "el", "Κουτί από ΕΛΕΦΑΝΤΟΔΟΝΤΟ", ["ΕΛΕΦΑΝΤΟΔΟΝΤΟ"]),
        ("чёрный", "ru", "Черный и че\u0308рный", ["Черный", "че\u0308рный"]),
        ("йод", "ru", "и\u0306од и йод", ["и\u0306од", "йод"]),
        ("롤렉스", "ko", "롤렉스를 팔아요", ["롤렉스를"]),
        ("хром", "ru", "xpом", ["xpом"]),
    ],
)
def test_words_are_whole_in_their_script(engine: Engine, term: str, language: str, text: str, found: list[str]) -> None:
    assert seen(index_of([Term(term, language)], engine), text) == found


@pytest.mark.parametrize(
    ("term", "text", "found"),
    [
        ("象牙", "古董象牙雕刻", "象牙"),
        ("象牙", "象 牙", "象 牙"),
        ("象牙", "象・牙", "象・牙"),
        ("ロレックス", "本物ﾛﾚｯｸｽ時計", "ﾛﾚｯｸｽ"),
        ("グッチ", "新品ｸﾞｯﾁ財布", "ｸﾞｯﾁ"),
        ("งาช้าง", "ขายงาช้างแท้", "งาช้าง"),
    ],
)
def test_scripts_without_spaces_match_by_position(engine: Engine, term: str, text: str, found: str) -> None:
    find = only(index_of([term], engine), text)
    assert text[find.start : find.end] == found
    assert find.boundary is Boundary.POSITION


@pytest.mark.parametrize("text", ["象的牙", "象  牙", "牙象", "象\n牙"])
def test_what_stands_between_unspaced_letters_parts_them(engine: Engine, text: str) -> None:
    assert seen(index_of(["象牙"], engine), text) == []


@pytest.mark.parametrize(
    ("term", "text", "found"),
    [
        ("coper", "сорег", []),  # с, о, р, е look the same, but г does not
        ("cope", "соре", ["соре"]),  # wholly Cyrillic, each letter the same to the eye
        ("MAC", "МАС", []),  # too short to tell
        ("MAC Cosmetics", "МАС Cosmetics", ["МАС Cosmetics"]),  # its neighbour tells
        ("Bosch", "Воsсh", ["Воsсh"]),
        ("рог", "por", []),
        ("сорока", "copoka", ["copoka"]),
    ],
)
def test_a_word_in_another_script_must_look_the_same_throughout(
    engine: Engine, term: str, text: str, found: list[str]
) -> None:
    assert seen(index_of([term], engine), text) == found


@pytest.mark.parametrize(
    ("term", "text"),
    [
        ("Rolex", "Ролекс"),
        ("mercury", "меркури"),
        ("Gucci", "гуччи"),
        ("Chanel", "Шанель"),
        ("Cialis", "сиалис"),
        ("Patek Philippe", "Патек Пхилиппе"),
        ("Samsung", "Σαμσουνγ"),
        ("ivermectin", "ивермектин"),
        ("Калашников", "Kalashnikov"),
        ("ценник", "tsennik"),
        ("Ολυμπος", "Olibos"),
    ],
)
def test_terms_are_read_as_they_sound_in_another_script(engine: Engine, term: str, text: str) -> None:
    find = only(index_of([term], engine), text)
    assert (find.distance, find.disguises) == (0, Disguise.TRANSLITERATED)
    assert (find.start, find.end) == (0, len(text))


@pytest.mark.parametrize(("term", "text"), [("Bose", "босс"), ("Bosch", "бош"), ("Rolex", "ролик"), ("bank", "банк")])
def test_short_or_ordinary_words_are_not_read_by_sound(engine: Engine, term: str, text: str) -> None:
    assert seen(index_of([term], engine, ordinary=["банк"]), text) == []


@pytest.mark.parametrize(
    ("term", "language", "text"),
    [
        ("Häute", "de", "Haeute"),
        ("Häute", "de", "Haute"),
        ("ivory tusk", "en", "ivory tusks"),
        ("tooth", "en", "teeth"),
        ("défense", "fr", "defenses"),
        ("avorio", "it", "avori"),
        ("черепаха", "ru", "черепахи"),
    ],
)
def test_words_are_found_in_the_forms_of_their_language(engine: Engine, term: str, language: str, text: str) -> None:
    assert seen(index_of([Term(term, language)], engine), text) == [text]
