"""Ordinary words as a value of their own: made once, told to any index of either engine."""

import pickle

import pytest
from hypothesis import given
from hypothesis import strategies as st
from termscan.reference import fold as reference_fold
from termscan.reference import letters
from termscan.reference.ordinary import OrdinaryWords as ReferenceWords

import termscan
from termscan import Options, OrdinaryWords
from tests.termscan.seeing import Engine

WRITTEN = st.lists(st.text("aáАaｂ Ivory\0\u0301\ud800象", max_size=4), max_size=12)


def test_they_are_folded_and_each_is_there_once() -> None:
    words = OrdinaryWords(["Zebra", "árbol", "ARBOL", "", "\u200b"])
    assert list(words) == ["arbol", "zebra"]
    assert len(words) == 2
    assert "Árbol" in words
    assert "tree" not in words


@given(WRITTEN)
def test_both_engines_hold_the_same_words_under_the_same_digest(written: list[str]) -> None:
    words, reference = OrdinaryWords(written), ReferenceWords(written)
    assert tuple(words) == reference.words
    assert words.digest == reference.digest
    assert all(word in words for word in reference.words)


@given(WRITTEN, WRITTEN)
def test_more_words_are_the_same_as_all_at_once(some: list[str], more: list[str]) -> None:
    assert OrdinaryWords(some) | more == OrdinaryWords([*some, *more])


def test_the_order_in_which_they_are_told_does_not_matter() -> None:
    assert OrdinaryWords(["b", "a"]) == OrdinaryWords(("A", "b", "b"))
    assert hash(OrdinaryWords(["b", "a"])) == hash(OrdinaryWords(["a", "b"]))
    assert OrdinaryWords(["ab"]) != OrdinaryWords(["a", "b"])


def test_pickled_they_are_the_same() -> None:
    words = OrdinaryWords(["lamp", "слон"])
    assert pickle.loads(pickle.dumps(words)) == words


def test_an_index_is_the_same_whether_it_is_told_words_or_ordinary_words(engine: Engine) -> None:
    told = termscan.compile(["Rolex"], Options(ordinary=["Rolez", "lamp"]), engine=engine)
    made = termscan.compile(["Rolex"], Options(ordinary=OrdinaryWords(["lamp", "rolez"])), engine=engine)
    later = termscan.compile(["Rolex"], engine=engine).with_ordinary(OrdinaryWords(["lamp"])).with_ordinary(["rolez"])
    assert told.digest == made.digest == later.digest
    for index in (told, made, later):
        assert index.find("a rolez") == []
        assert index.find("a rolec") != []


def test_one_value_serves_indexes_of_both_engines() -> None:
    words = OrdinaryWords(["rolez"])
    compiled, python = (
        termscan.compile(["Rolex"], Options(ordinary=words), engine=each) for each in (termscan.engine, "python")
    )
    assert compiled.digest == python.digest
    assert compiled.find("rolez") == python.find("rolez") == []


def test_a_word_must_be_a_string() -> None:
    with pytest.raises(TypeError):
        OrdinaryWords([1])  # type: ignore[list-item]  # what is refused


@given(st.text() | st.text("aÁиИ\u0306\u0301\u200bﷺＲ象\ud800İßﬃ", max_size=40))
def test_a_text_is_folded_and_classed_alike_by_both_engines(text: str) -> None:
    folded = termscan.fold(text)
    assert folded == reference_fold.fold(text)
    assert termscan.classes(folded.text) == letters.class_of(folded.text)


def test_forms_and_spellings_are_folded_and_begin_with_the_word_itself() -> None:
    assert termscan.forms("Ivory", "en")[0] == "ivory"
    assert "слоновои" not in termscan.forms("кость", "ru")
    assert "кости" in termscan.forms("Кость", "ru")
    assert termscan.forms("", "en") == ()
    assert termscan.forms("Rolex", "xx") == ("rolex",)
    assert termscan.spellings("Häute", "de") == ("haute", "haeute")
    assert termscan.spellings("Häute", "en") == ("haute",)
