"""The plants of the matching benchmark: what it hides, it hides where it says."""

import random

import pytest

from benchmarks.matching_workload.disguises import KINDS, Kind, disguise
from benchmarks.matching_workload.listings import draw, put
from benchmarks.matching_workload.terms import half_of

KIND = {kind.name: kind for kind in KINDS}


def test_there_are_21_kinds_of_disguise() -> None:
    assert len(KIND) == len(KINDS) == 21


@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.name)
def test_every_kind_hides_a_term_of_two_words_and_the_same_way_for_the_same_seed(kind: Kind) -> None:
    hidden = [disguise("Panthera tigris", kind, random.Random(seed)) for seed in range(20)]
    assert hidden == [disguise("Panthera tigris", kind, random.Random(seed)) for seed in range(20)]
    assert {text == "Panthera tigris" for text in hidden if text} == {kind.name == "exact"}


@pytest.mark.parametrize(
    ("kind", "term", "hidden"),
    [
        ("joined words", "Panthera tigris", "Pantheratigris"),
        ("joined words", "Rolex", None),
        ("spaced letters", "New Era", "N e w   E r a"),
        ("in Cyrillic", "Michael Kors", "Мичаел Корс"),
        ("in Cyrillic", "Off-White", None),
        ("two edits", "Rolex", None),
        ("leet", "象牙", None),
        ("diacritics", "слоновая кость", None),
    ],
)
def test_a_term_is_hidden_where_the_kind_suits_it(kind: str, term: str, hidden: str | None) -> None:
    assert disguise(term, KIND[kind], random.Random(1)) == hidden


@pytest.mark.parametrize("kind", ["substitution", "insertion", "deletion", "transposition"])
def test_a_typo_is_one_edit(kind: str) -> None:
    from rapidfuzz.distance import OSA

    for seed in range(50):
        hidden = disguise("Audemars Piguet", KIND[kind], random.Random(seed))
        assert hidden is not None
        assert OSA.distance("Audemars Piguet", hidden) == 1


def test_a_plant_stands_where_it_is_said_to_stand() -> None:
    chance = random.Random(5)
    for _ in range(100):
        text, start = put("R0lex", "Gold watch for men\nAs good as new. With box", chance)
        assert text[start : start + 5] == "R0lex"
        assert text.split() == [*text[:start].split(), "R0lex", *text[start + 5 :].split()]


def test_a_kind_that_suits_no_term_is_planted_nowhere() -> None:
    assert draw(KIND["two edits"], (["Rolex"], ["象牙"]), random.Random(1)) is None


def test_the_halves_of_the_terms_are_about_even_and_stay() -> None:
    halves = [half_of(f"term {number}") for number in range(400)]
    assert 160 < halves.count("tuning") < 240
    assert halves == [half_of(f"term {number}") for number in range(400)]
