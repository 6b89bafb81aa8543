"""What only resembles a term by chance is not found, and what hides one is: both sides of each rule."""

import pytest

import termscan
from termscan import Options, Term
from tests.termscan.seeing import ORDINARY, Engine, index_of, seen

TERMS: list[Term | str] = [
    "Li-Ning", "S-Mart", "New Man", "Levi's", "Philips", "Generali", "Practical", "Rolex", "Maxi", "TMT", "Audi",
    "o-sialic acid", "protein s", "n acetyl l cysteine", "Cartier", "tincture of iodine", "Tom Deere",
    Term("медвеж желчью", "ru"),
]  # fmt: skip
KNOWN = [
    *ORDINARY, "lining", "smart", "newman", "philip", "general", "i", "s", "practical", "rolex", "my", "max", "protein",
    "oe", "tom", "cartier",
]  # fmt: skip


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("coat with lining", []),
        ("a smart watch", []),
        ("shirt by Newman", ["Newman"]),
        ("old Levis", ["Levis"]),
        ("Philip's shoes", []),
        ("the general i saw", []),
        ("Phil.ips radio", ["Phil.ips"]),
        ("Nekrpractical", []),
        ("mycartier and cartierstyle", ["cartier", "cartier"]),
        ("cartierschnitzerei", ["cartier"]),
        ("#buyrolexnow", ["rolex"]),
        ("to the max!", []),
        ("new Aud! car", ["Aud!"]),
        ("TMMT toner", []),
        ("rolllex", ["rolllex"]),
        ("0-sialic acid", ["0-sialic acid"]),
        ("protein 5 kg", []),
        ("n acetyl 1 cysteine", ["n acetyl 1 cysteine"]),
        ("Car713r ring", ["Car713r"]),
        ("Car 713 r", []),
        ("tinctυre oe iodine", ["tinctυre oe iodine"]),
        ("Tom Leeke", []),
        ("Настойка с медвеж. желчью", ["медвеж. желчью"]),
        ("Лапа медвеж. Желчью", []),
        ("Лапа медвеж! желчью", []),
    ],
)
def test_ordinary_writing_is_told_from_what_hides_a_term(engine: Engine, text: str, found: list[str]) -> None:
    assert seen(index_of(TERMS, engine, ordinary=KNOWN), text) == found


@pytest.mark.parametrize(
    ("term", "text", "by_length", "told", "any_error"),
    [
        ("rolex", "rulex", False, True, True),
        ("rolex", "eolex", False, True, True),
        ("rolex", "rokex", True, True, True),
        ("hublot", "hubsot", False, True, True),
        ("montblanc", "mompblanc", False, True, True),
        ("montblanc", "montbkanx", True, True, True),
        ("nike", "nikt", False, True, False),
    ],
)
def test_an_error_must_be_plausible_unless_the_term_sets_its_own_limit_or_nobody_asks(
    engine: Engine, term: str, text: str, by_length: bool, told: bool, any_error: bool
) -> None:
    edits = 2 if len(term) > 8 else 1
    assert bool(index_of([term], engine).find(text)) is by_length
    assert bool(index_of([Term(term, edits=edits)], engine).find(text)) is told
    asked = termscan.compile([term], Options(ordinary=ORDINARY, plausible=False), engine=engine)
    assert bool(asked.find(text)) is any_error


def test_plausibility_is_part_of_the_digest(engine: Engine) -> None:
    one, other = (termscan.compile(["rolex"], Options(plausible=asked), engine=engine) for asked in (True, False))
    assert one.digest != other.digest
