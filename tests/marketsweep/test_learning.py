from dataclasses import replace
from pathlib import Path

import pytest
from sqlalchemy import Engine

from domain.concern import Concern
from domain.keyword_list import Confidentiality, KeywordList, Strength, Term, TermKind
from domain.listing import Listing
from domain.seller import Seller
from marketsweep.learning import learn_anew, learn_words, learnt_words, what_is_known
from marketsweep.settings import Settings
from marketsweep.workspace import Workspace
from matching import Matcher
from storage.database import write
from storage.evidence import EvidenceStore
from storage.listings import append_observations
from storage.runs import start_run
from tests.factories import NOON, make_listing


def make_list(*terms: tuple[str, Strength]) -> KeywordList:
    return KeywordList(
        list_id="small",
        version="1",
        title="Small",
        concern=Concern.COUNTERFEIT,
        legal_ground="",
        owner="desk",
        licence="CC0-1.0",
        source="made up",
        languages=("en",),
        confidentiality=Confidentiality.CLEAR,
        terms=tuple(
            Term(text=text, language="und", kind=TermKind.BRAND, strength=strength) for text, strength in terms
        ),
    )


LISTS = (make_list(("Rolex", Strength.STRONG), ("Solaris", Strength.WEAK), ("handbag", Strength.NEGATIVE)),)


@pytest.fixture
def workspace(engine: Engine, tmp_path: Path) -> Workspace:
    return Workspace(
        settings=Settings(database_url="sqlite://", evidence_dir=tmp_path),
        engine=engine,
        evidence=EvidenceStore(tmp_path),
        lists=LISTS,
        recipes=(),
        told=NOON,
    )


def offers(title: str, count: int = 12, *, first: int = 0) -> list[Listing]:
    return [
        make_listing(title, listing_id=str(number), seller=Seller(marketplace="bazaar", seller_id=f"seller {number}"))
        for number in range(first, first + count)
    ]


def see(workspace: Workspace, listings: list[Listing], *, sweep: str = "seen") -> None:
    with write(workspace.engine) as connection:
        append_observations(connection, start_run(connection, sweep, due_at=NOON, started_at=NOON).run_id, listings)


def test_what_many_sellers_write_becomes_ordinary_and_disguises_do_not(workspace: Workspace) -> None:
    assert learnt_words(workspace, LISTS) == frozenset()
    see(workspace, offers("Zorblax rollex handbagg"))
    assert learn_words(workspace) == 12
    assert learnt_words(workspace, LISTS) == {"zorblax", "handbagg"}  # near a word that speaks against, nothing is lost


def test_a_listing_is_learnt_once_however_often_it_is_seen(workspace: Workspace) -> None:
    see(workspace, offers("Zorblax"))
    assert learn_words(workspace) == 12
    see(workspace, [*offers("Zorblax wumple"), *offers("Zorblax", 1, first=50)], sweep="again")
    assert learn_words(workspace) == 1
    assert learn_words(workspace) == 0
    known = what_is_known(workspace)
    assert (known.listings, known.words, known.frequent, known.ordinary) == (13, 1, 1, 1)


def test_learning_anew_comes_to_the_same(workspace: Workspace) -> None:
    see(workspace, offers("Zorblax"))
    see(workspace, offers("Wumple", first=20), sweep="again")
    learn_words(workspace)
    before = what_is_known(workspace)
    assert learn_anew(workspace) == 24
    assert what_is_known(workspace) == before


def test_a_matcher_that_was_told_what_is_ordinary_says_so_by_its_digest(workspace: Workspace) -> None:
    see(workspace, offers("Solarix panel"))
    strong = (make_list(("Solaris", Strength.STRONG)),)
    assert Matcher(LISTS).assess(make_listing("Solarix lamp")).matches
    assert Matcher(LISTS).digest == Matcher(LISTS, ordinary=learnt_words(workspace, LISTS)).digest
    see(workspace, offers("Solarix panel", 150, first=100), sweep="again")
    learn_words(workspace)
    told = Matcher(LISTS, ordinary=learnt_words(workspace, LISTS))
    assert not told.assess(make_listing("Solarix lamp")).matches
    assert told.digest != Matcher(LISTS).digest
    assert (
        Matcher(strong, ordinary=learnt_words(replace(workspace, lists=strong), strong))
        .assess(make_listing("Solarix lamp"))
        .matches
    )
