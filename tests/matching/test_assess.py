import pytest

from domain.assessment import Level
from domain.keyword_list import TermKind
from matching import Matcher, assess
from tests.factories import make_list, make_listing, make_term

WILDLIFE = make_list(
    make_term("ivory"),
    make_term("rhino horn"),
    make_term("Elfenbein", language="de"),
    make_term("слоновая кость", language="ru"),
    make_term("象牙", language="zh"),
    make_term("שנהב", language="he"),
    make_term("shark teeth"),
    make_term("stingray"),
    make_term("sibutramine", kind=TermKind.SUBSTANCE),
    make_term("DNP", kind=TermKind.SUBSTANCE),
    make_term("Rolex", language="und", kind=TermKind.BRAND),
)


@pytest.mark.parametrize(
    ("title", "found"),
    [
        ("Antique ivory bangle", ["ivory"]),
        ("Savoury rice", []),
        ("Two rhino horns", ["rhino horns"]),
        ("rhino-horn cup", ["rhino-horn"]),
        ("rhinohorn cup", ["rhinohorn"]),
        ("rhi no horn cup", ["rhi no horn"]),
        ("A rhino. Horn of plenty", []),
        ("si-butra-mine", ["si-butra-mine"]),
        ("Sting-ray wallet", ["Sting-ray"]),
        ("A sting ray gun", ["sting ray"]),
        ("Guaranteed 1:1", []),
        ("iv0ry", ["iv0ry"]),
        ("i v o r y fan", ["i v o r y"]),
        ("r.o.l.e.x", ["r.o.l.e.x"]),
        ("ivoryyyy", ["ivoryyyy"]),
        ("d-n-p", ["d-n-p"]),
        ("shark t**th", ["shark t**th"]),
        ("S!butr@mine", ["S!butr@mine"]),
        ("sibutrmaine", ["sibutrmaine"]),
        ("250mg A4 5ml 2x500g", []),
        ("Rоlex", ["Rоlex"]),
        ("ro\u200blex", ["ro\u200blex"]),
        ("ＲＯＬＥＸ", ["ＲＯＬＥＸ"]),
        ("из слоновой кости", ["слоновой кости"]),
        ("Слоновая cлоновая kocть", ["cлоновая kocть"]),
        ("古董象牙雕刻", ["象牙"]),
        ("象 牙", ["象 牙"]),
        ("תכשיט השנהב", ["השנהב"]),
        ("Elfenbeinschnitzerei", ["Elfenbein"]),
        ("Relax chair", []),
    ],
)
def test_terms_are_found_as_whole_words_however_they_are_disguised(title: str, found: list[str]) -> None:
    matches = assess(make_listing(title), [WILDLIFE]).matches
    assert [match.text for match in matches] == found


def test_an_innocent_listing_gets_an_empty_assessment() -> None:
    assessment = Matcher([WILDLIFE]).assess(make_listing("Garden chair"))
    assert assessment.level is Level.NONE
    assert assessment.matches == ()
    assert assessment.list_versions == (("test-list", "1"),)
