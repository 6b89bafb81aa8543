from pathlib import Path

import pytest

from domain.concern import Concern
from domain.keyword_list import KeywordList, Term, TermKind
from keyword_lists import lint_file, shipped_lists
from keyword_lists.loading import SHIPPED_LISTS
from keyword_lists.word_sets import SHIPPED, read_word_set

LISTS = shipped_lists()
FILES = sorted(SHIPPED_LISTS.glob("*.yaml"))


def terms_of(concern: Concern) -> list[Term]:
    return [term for each in LISTS if each.concern is concern for term in each.terms]


def texts(concern: Concern) -> set[str]:
    return {term.text.casefold() for term in terms_of(concern)}


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_a_shipped_list_lints_clean(path: Path) -> None:
    assert [str(fault) for fault in lint_file(path)] == []


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_a_shipped_list_opens_with_what_it_is_for_and_what_it_must_not_catch(path: Path) -> None:
    opening = path.read_text(encoding="utf-8").partition("\nid:")[0]
    assert all(line.startswith("#") for line in opening.splitlines())
    assert "Who vouches:" in opening
    assert "Must NOT catch:" in opening


@pytest.mark.parametrize("found", LISTS, ids=lambda found: found.list_id)
def test_a_shipped_list_speaks_english_german_and_french_with_exceptions(found: KeywordList) -> None:
    assert {"en", "de", "fr"} <= set(found.languages)
    assert set(found.languages) <= {term.language for term in found.terms}
    for language in ("en", "de", "fr"):
        assert found.unless or any(term.unless for term in found.terms if term.language == language)


@pytest.mark.parametrize(
    ("concern", "names"),
    [
        (Concern.UNSAFE, {"dnp", "ostarine", "ephedra", "sibutramine", "yohimbe", "kratom"}),
        (Concern.UNSAFE, {"agmatine", "acacia rigidula", "epimedium grandiflorum", "hoodia gordonii"}),
        (Concern.WILDLIFE, {"ivory", "elfenbein", "ivoire", "rhino horn", "pangolin scales", "bear bile"}),
        (Concern.WILDLIFE, {"tortoiseshell", "shagreen", "coral", "python leather", "crocodile leather", "parrot"}),
        (Concern.COUNTERFEIT, {"replica", "replik", "réplique", "superclone", "高仿", "louis vuitton", "rolex"}),
    ],
)
def test_the_shipped_lists_hold_what_they_promise(concern: Concern, names: set[str]) -> None:
    assert names <= texts(concern)


def test_a_brand_never_counts_on_its_own() -> None:
    brands = [term for term in terms_of(Concern.COUNTERFEIT) if term.kind is TermKind.BRAND]
    assert len(brands) > 100
    assert [term.text for term in brands if not term.requires and term.text != "lepin"] == []


def test_every_shipped_word_set_is_used_and_opens_with_what_it_is_for() -> None:
    written = "".join(path.read_text(encoding="utf-8") for path in FILES)
    for path in SHIPPED.glob("*.yaml"):
        assert path.read_text(encoding="utf-8").startswith("# ")
        assert {"en", "de", "fr"} <= set(read_word_set(path).words)
        assert path.stem in written
