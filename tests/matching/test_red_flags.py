from dataclasses import replace

import pytest

from domain.concern import Concern
from domain.keyword_list import TermKind
from domain.match import TextField
from matching import assess
from tests.factories import make_list, make_listing, make_seller, make_term

UNSAFE = make_list(make_term("Selank", kind=TermKind.SUBSTANCE), concern=Concern.UNSAFE)
COUNTERFEIT = make_list(make_term("Rolex", kind=TermKind.BRAND), concern=Concern.COUNTERFEIT)


@pytest.mark.parametrize(
    ("title", "names"),
    [
        ("Selank 10mg*10vials", {"doses and packs", "vials for injection"}),
        ("Selank 250 mg/ml 10ml vial", {"doses and packs", "vials for injection"}),
        ("Selank 10mg 100 tabs", {"doses and packs"}),
        ("Selank 10mg x 100 tablets", {"doses and packs"}),
        ("Селанк Selank 5мг №50, 5мг/мл", {"doses and packs"}),
        ("Selank 100g", set()),
        ("Vitamin 10mg*10vials", set()),
    ],
)
def test_doses_and_packs_are_red_flags_next_to_a_term(title: str, names: set[str]) -> None:
    assert {flag.name for flag in assess(make_listing(title), [UNSAFE]).indicators} == names


@pytest.mark.parametrize(("price", "flagged"), [("20", True), ("290", False), (None, False)])
def test_a_price_far_below_the_stated_one_is_a_red_flag(price: str | None, flagged: bool) -> None:
    listing = make_listing("Rolex watch, retail price: $300", price=price)
    assert bool(assess(listing, [COUNTERFEIT]).indicators) is flagged


@pytest.mark.parametrize(
    ("title", "flagged"),
    [
        ("Rоlex watch", True),
        ("Ro\u200blex watch", True),
        ("R0lex watch", True),
        ("r.o.l.e.x watch", True),
        ("Rôlex watch", False),
        ("Roiex watch", False),
        ("Rolex watch", False),
    ],
)
def test_a_way_of_writing_that_hides_a_term_is_a_red_flag(title: str, flagged: bool) -> None:
    names = [flag.name for flag in assess(make_listing(title), [COUNTERFEIT]).indicators]
    assert names == (["evasive spelling"] if flagged else [])


def test_the_flag_of_a_hidden_term_says_where_it_stands() -> None:
    flag = assess(make_listing("A R0lex watch"), [COUNTERFEIT]).indicators[0]
    assert flag.span == (TextField.TITLE, 2, 7)


@pytest.mark.parametrize(
    ("is_trader", "details", "flagged"),
    [(True, "", True), (True, "Clocks Ltd, 1 High Street", False), (None, "", False), (False, "", False)],
)
def test_a_trader_without_details_is_a_small_flag_and_none_alone(
    is_trader: bool | None, details: str, flagged: bool
) -> None:
    seller = replace(make_seller(), is_trader=is_trader, trader_details=details)
    found = assess(make_listing("Rolex watch", seller=seller), [COUNTERFEIT])
    assert [flag.weight for flag in found.indicators] == ([0.1] if flagged else [])
    assert not assess(make_listing("A watch", seller=seller), [COUNTERFEIT]).indicators


@pytest.mark.parametrize(
    ("title", "language"),
    [
        ("Selank spray no rx", "en"),
        ("Selank rezeptfrei", "de"),
        ("Selank sans ordonnance", "fr"),
        ("Selank bez recepty", "pl"),
        ("Селанк Selank без рецепта", "ru"),
        ("Selank reçetesiz", "tr"),
    ],
)
def test_an_offer_without_prescription_is_a_red_flag(title: str, language: str) -> None:
    found = assess(make_listing(title, language=language), [UNSAFE])
    assert "without prescription" in {flag.name for flag in found.indicators}
