import time

import pytest

import termscan
from matching.ordinary import LANGUAGES, ordinary_words


@pytest.mark.parametrize(
    ("language", "ordinary", "not_ordinary"),
    [
        ("en", "hoodie channel leather watches weather", "rollex guccii chanell louboutn viagara"),
        ("de", "handtasche schuhe gutschein bohrmaschine fur", "rollex addidas handtache"),
        ("fr", "chaussures montre ivoire argent", "rollex chausures"),
        ("es", "zapatos reloj bolso cuero", "rollex zapattos"),
        ("it", "scarpe borsa trapano orologio", "rollex scarrpe"),
        ("nl", "schoenen horloge tas leer", "rollex schoennen"),
        ("pl", "zegarek buty skora torebka", "rollex zegareek"),
        ("pt", "sapatos relogio bolsa couro", "rollex sapattos"),
        ("ru", "часы сумка кожаная обувь", "часыы rollex"),
        ("sv", "klocka skor vaska lader", "rollex klockka"),
        ("cs", "hodinky boty kabelka", "hodinkyy"),
        ("uk", "годинник сумка взуття", "годинникк"),
        ("tr", "saat canta ayakkabi", "ayakkabbi"),
        ("el", "ρολοι παπουτσια τσαντα", "ρολοιι"),
        ("he", "שעון תיק נעליים", "שעעון"),
    ],
)
def test_words_of_the_market_are_ordinary_and_misspelt_ones_are_not(
    language: str, ordinary: str, not_ordinary: str
) -> None:
    words = ordinary_words([language])
    assert [word for word in ordinary.split() if word not in words] == []
    assert [word for word in not_ordinary.split() if word in words] == []


def test_every_language_that_is_named_is_shipped_and_all_of_them_are_the_default() -> None:
    each = {language: ordinary_words([language]) for language in LANGUAGES}
    assert min(map(len, each.values())) > 20_000
    assert ordinary_words() == frozenset().union(*each.values())


def test_a_language_without_words_adds_none() -> None:
    assert ordinary_words(["xx"]) == frozenset()
    assert ordinary_words([]) == frozenset()
    assert ordinary_words(["pt", "xx"]) == ordinary_words(["pt"])


def test_languages_may_be_told_one_by_one() -> None:
    assert ordinary_words(code for code in ("pt", "de")) == ordinary_words(["de", "pt"])


def test_words_are_folded_as_texts_are() -> None:
    words = sorted(ordinary_words())
    assert [word for word in words[::50] if termscan.fold(word).text != word or not word.isalpha()] == []


def test_all_languages_load_in_a_moment() -> None:
    started = time.process_time()
    ordinary_words()
    assert time.process_time() - started < 1.0
