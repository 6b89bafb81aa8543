import pytest

from domain.concern import Concern
from domain.keyword_list import TermKind
from matching import assess
from tests.factories import make_list, make_listing, make_term

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
