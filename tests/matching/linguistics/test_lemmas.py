from dataclasses import replace

import pytest

from domain.keyword_list import Requirement
from matching.linguistics import LinguisticsError, lemma_languages, with_forms
from matching.linguistics.lemmas import forms_known
from tests.factories import make_list, make_term


@pytest.fixture
def _tables() -> None:
    pytest.importorskip("spacy_lookups_data", reason="the extra `linguistics` is not installed")


@pytest.mark.usefixtures("_tables")
@pytest.mark.parametrize(
    ("language", "word", "form"),
    [("cs", "kniha", "knih"), ("nl", "aap", "aapjes"), ("en", "antenna", "antennae")],
)
def test_the_tables_know_forms_that_the_rules_do_not_make(language: str, word: str, form: str) -> None:
    assert form in forms_known([word], language)[word]


@pytest.mark.usefixtures("_tables")
@pytest.mark.parametrize(
    ("language", "word", "form"), [("en", "bear", "born"), ("en", "a", "an"), ("en", "18", "eighteenth")]
)
def test_what_does_not_look_like_its_word_is_no_form_of_it(language: str, word: str, form: str) -> None:
    assert form not in forms_known([word], language).get(word, ())


@pytest.mark.usefixtures("_tables")
def test_forms_are_written_into_terms_requirements_and_exceptions() -> None:
    term = replace(
        make_term("antenna", language="en"), requires=Requirement(words=("old antenna",)), unless=("antenna",)
    )
    (found,) = with_forms([make_list(term, make_term("antenna", language="und"))], ["en"])
    english, undetermined = found.terms
    assert "antennae" in english.spellings
    assert "old antennae" in english.requires.words
    assert "antennae" in english.unless
    assert undetermined.spellings == ()


@pytest.mark.usefixtures("_tables")
def test_a_language_that_is_not_wanted_or_has_no_table_stays_as_it_is() -> None:
    lists = (make_list(make_term("antenna"), make_term("象牙", language="zh")),)
    assert with_forms(lists, ["de", "zh"]) == lists
    assert "zh" not in lemma_languages()


def test_without_tables_the_way_out_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(__import__("sys").modules, "spacy_lookups_data", None)
    assert lemma_languages() == frozenset()
    with pytest.raises(LinguisticsError, match="spacy-lookups-data is not installed"):
        with_forms([make_list(make_term("ivory"))])
