import pytest

from domain.assessment import Level
from domain.concern import Concern
from domain.keyword_list import Strength, Term, TermKind
from matching import assess
from matching.scoring import THRESHOLDS, WEIGHTS, level_of
from tests.factories import make_list, make_listing, make_term


def weak(text: str) -> Term:
    return Term(text=text, language="en", kind=TermKind.MATERIAL, strength=Strength.WEAK)


@pytest.mark.parametrize(
    ("title", "level"),
    [
        ("ivory", Level.ALERT),
        ("tusk", Level.NONE),
        ("tusk and horn", Level.REVIEW),
        ("tusk, tusk and tusk", Level.NONE),
        ("t.u.s.k", Level.REVIEW),
        ("cheeta", Level.REVIEW),
        ("chair", Level.NONE),
    ],
)
def test_strong_terms_alert_and_weak_ones_add_up(title: str, level: Level) -> None:
    found = make_list(make_term("ivory"), make_term("cheetah"), weak("tusk"), weak("horn"))
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
        "Rоlex: Cyrillic “о” in a Latin word (+0.78)",
        "“Rоlex” is spelled so that simple filters miss it (+0.35)",
    )


def test_each_concern_has_its_own_score_the_highest_first() -> None:
    wildlife = make_list(weak("tusk"), weak("horn"))
    unsafe = make_list(make_term("ephedra", kind=TermKind.SUBSTANCE), concern=Concern.UNSAFE, list_id="other")
    assessment = assess(make_listing("tusk, horn, ephedra"), [wildlife, unsafe])
    assert assessment.concerns == (Concern.UNSAFE, Concern.WILDLIFE)
    assert assessment.score == assessment.scores[0].score == 0.8
    assert assessment.list_versions == (("test-list", "1"), ("other", "1"))


def test_weights_grow_with_severity_and_thresholds_fall() -> None:
    assert all(weights[1] < weights[2] < weights[3] for weights in WEIGHTS.values())
    assert [level_of(lowest) for lowest, _ in THRESHOLDS] == [level for _, level in THRESHOLDS]
