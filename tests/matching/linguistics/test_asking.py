import sys
from dataclasses import replace

import pytest

from domain.keyword_list import KeywordList
from matching import Matcher
from matching.linguistics import Relation, Remark, what_is_missing
from matching.linguistics.hearing import with_grammar
from matching.linguistics.remarks import WEIGHTS
from tests.factories import make_list, make_listing, make_term
from tests.matching.linguistics.finding import Listener, asked_about

ASKS = replace(make_term("ivory"), parse=True)


@pytest.mark.parametrize(
    ("found", "told"),
    [
        (make_list(make_term("ivory")), False),
        (make_list(ASKS), False),
        (make_list(replace(ASKS, language="fr")), True),
        (make_list(replace(ASKS, language="und")), False),
    ],
    ids=["asks for nothing", "has a model", "has no model", "in any language of the list"],
)
def test_a_list_that_asks_in_vain_is_told(found: KeywordList, told: bool) -> None:
    assert bool(what_is_missing([found], Listener())) is told


def test_without_any_model_the_way_out_is_told() -> None:
    (told,) = what_is_missing([make_list(ASKS, make_term("tusk"))], None)
    assert told.startswith("test-list: 1 terms ask for a grammar model (parse: true), and none is named for en.")
    assert "[linguistics.models.en]" in told


def test_grammar_is_asked_only_for_terms_that_want_it_and_only_where_it_can_matter() -> None:
    tusk = make_term("tusk")
    weak = replace(ASKS, text="coral", unless=("reef",))
    assert [found.term.text for found in asked_about("ivory tusk, coral reef", ASKS, tusk, weak)] == ["ivory"]
    assert [found.term.text for found in asked_about("no ivory", ASKS)] == ["ivory"]


@pytest.mark.parametrize(
    ("relation", "denial", "heard"),
    [
        (Relation.DENIED, "", True),
        (Relation.DENIED, "said not to be there", False),
        (Relation.DENIAL_OF_ANOTHER, "", False),
        (Relation.DENIAL_OF_ANOTHER, "said not to be there", True),
        (Relation.WORKED, "said not to be there", False),
    ],
)
def test_grammar_may_lift_the_excuse_of_a_denial_and_no_other(relation: Relation, denial: str, heard: bool) -> None:
    assert Remark(relation, "box", "model 1").answers(denial) is heard


@pytest.mark.parametrize(
    ("weight", "grammar", "left"), [(0.8, 0.0, 0.8), (0.8, -0.5, 0.4), (0.8, 0.2, 0.84), (1.0, 0.2, 1.0)]
)
def test_grammar_takes_its_share_or_adds_one(weight: float, grammar: float, left: float) -> None:
    assert with_grammar(weight, grammar) == pytest.approx(left)


def test_each_relation_has_a_weight_and_a_sentence_that_tells_it() -> None:
    assert set(WEIGHTS) == set(Relation)
    for relation, weight in WEIGHTS.items():
        sentence = Remark(relation, "box", "model 1").sentence
        assert "“box”" in sentence
        assert sentence.endswith(f"as model 1 reads the sentence ({'+' if weight > 0 else '−'}{abs(weight):.2f})")


def test_no_list_needs_spacy_to_be_judged(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in [name for name in sys.modules if name.partition(".")[0] == "spacy"]:
        monkeypatch.delitem(sys.modules, name)
    assert asked_about("old ivory netsuke", ASKS)
    assert "spacy" not in sys.modules


def test_an_alert_says_that_grammar_was_not_asked_where_no_model_is_named() -> None:
    lists = [make_list(ASKS, make_term("tusk"))]
    (ivory, tusk) = Matcher(lists).assess(make_listing("old ivory figurine, tusk")).matches
    assert ivory.reason.endswith("grammar was not asked: no model is named for en")
    assert "grammar" not in tusk.reason
    (ivory, _) = Matcher(lists, linguistics=Listener()).assess(make_listing("old ivory figurine, tusk")).matches
    assert "grammar" not in ivory.reason
