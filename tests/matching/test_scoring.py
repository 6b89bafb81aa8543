import pytest

from domain.assessment import Level
from domain.concern import Concern
from domain.keyword_list import Requirement, Strength, Term, TermKind
from domain.match import Boundary, Match, TextField
from matching import assess
from matching.rules import rules
from matching.scoring import weight_of
from tests.factories import make_list, make_listing, make_term


def weak(text: str) -> Term:
    return Term(text=text, language="en", kind=TermKind.MATERIAL, strength=Strength.WEAK)


@pytest.mark.parametrize(
    ("title", "level"),
    [
        ("ivory", Level.ALERT),
        ("tusk", Level.NONE),
        ("tusk and horn", Level.REVIEW),
        ("tusk, horn and bile", Level.ALERT),
        ("tusk, tusk and tusk", Level.NONE),
        ("t.u.s.k", Level.REVIEW),
        ("chair", Level.NONE),
    ],
)
def test_strong_terms_alert_and_weak_ones_add_up(title: str, level: Level) -> None:
    found = make_list(make_term("ivory"), weak("tusk"), weak("horn"), weak("bile"))
    assert assess(make_listing(title), [found]).level is level


def test_a_negative_term_takes_its_share_away() -> None:
    papers = Term(text="antique certificate", language="en", kind=TermKind.CLAIM, strength=Strength.NEGATIVE)
    found = make_list(make_term("ivory"), papers)
    with_papers = assess(make_listing("ivory with antique certificate"), [found])
    assert with_papers.score == pytest.approx(0.48)
    assert with_papers.level is Level.REVIEW


def test_each_part_of_a_score_is_told() -> None:
    assessment = assess(make_listing("Rоlex"), [make_list(make_term("Rolex"), concern=Concern.COUNTERFEIT)])
    assert assessment.scores[0].reasons == (
        "Rоlex: Cyrillic “о” in a Latin word (+0.80)",
        "“Rоlex” is spelled so that simple filters miss it (+0.35)",
    )


def test_each_concern_has_its_own_score_the_highest_first() -> None:
    wildlife = make_list(weak("tusk"), weak("horn"))
    unsafe = make_list(make_term("ephedra", kind=TermKind.SUBSTANCE), concern=Concern.UNSAFE, list_id="other")
    assessment = assess(make_listing("tusk, horn, ephedra"), [wildlife, unsafe])
    assert assessment.concerns == (Concern.UNSAFE, Concern.WILDLIFE)
    assert assessment.score == assessment.scores[0].score == 0.8
    assert assessment.list_versions == (("test-list", "1"), ("other", "1"))


@pytest.mark.parametrize("concern", Concern)
def test_weights_grow_with_severity_and_levels_fall(concern: Concern) -> None:
    rule = rules()[concern]
    assert all(weights == tuple(sorted(weights)) for weights in (*rule.terms.values(), rule.supported))
    assert [rule.level_of(lowest) for lowest, _ in rule.levels] == [Level.ALERT, Level.REVIEW]
    assert rule.level_of(0.0) is Level.NONE


def match(**fields: object) -> Match:
    whole = {
        "term": make_term("sibutramine", kind=TermKind.SUBSTANCE),
        "list_id": "test-list",
        "list_version": "1",
        "field": TextField.TITLE,
        "start": 0,
        "end": 10,
        "text": "sibutramin",
        "similarity": 1.0,
    }
    return Match(**(whole | fields))  # type: ignore[arg-type]  # a test says only what it is about


def test_a_misspelled_rare_word_says_more_than_one_near_an_ordinary_word() -> None:
    rule = rules()[Concern.UNSAFE]
    rare = weight_of(rule, match(distance=1, similarity=0.9, rarity=1.0))
    ordinary = weight_of(rule, match(distance=1, similarity=0.9, rarity=0.0))
    assert weight_of(rule, match()) > rare == pytest.approx(0.72)
    assert ordinary == pytest.approx(rare * rule.ordinary)


def test_a_term_glued_to_other_letters_says_less_but_still_alerts() -> None:
    rule = rules()[Concern.WILDLIFE]
    glued = weight_of(rule, match(boundary=Boundary.GLUED_AFTER))
    assert rule.levels[0][0] <= glued < weight_of(rule, match())


def test_one_price_makes_no_two_signs() -> None:
    requires = Requirement(price_below=65)
    brands = [
        Term(text=text, language="und", kind=TermKind.BRAND, strength=Strength.WEAK, requires=requires)
        for text in ("Nike", "Air Jordan", "Travis Scott")
    ]
    found = assess(make_listing("Nike Air Jordan Travis Scott", price="60"), [make_list(*brands)])
    assert len([match for match in found.matches if match.counts]) == 3
    assert (found.score, found.level) == (0.65, Level.REVIEW)


@pytest.mark.parametrize(
    ("title", "price", "level"),
    [
        ("Rolex watch", "1100", Level.REVIEW),
        ("Rolex watch", "600", Level.ALERT),
        ("Rolex", "600", Level.REVIEW),
        ("Rolex", "200", Level.ALERT),
        ("Rolex link", "40", Level.REVIEW),
        ("Rolex watch strap", "40", Level.REVIEW),
        ("A fine old watch, Rolex", "1300", Level.NONE),
        ("Rolex watch, used", "600", Level.NONE),
    ],
)
def test_the_price_is_weighed_against_what_such_goods_cost(title: str, price: str, level: Level) -> None:
    requires = Requirement(price_below=1200, reference_price=3000)
    brand = Term(text="Rolex", language="und", kind=TermKind.BRAND, strength=Strength.WEAK, requires=requires)
    found = make_list(brand, concern=Concern.COUNTERFEIT)
    assert assess(make_listing(title, price=price), [found]).level is level
