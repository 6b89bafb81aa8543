import pickle
import shutil
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

import pytest

from domain.assessment import Level
from domain.keyword_list import KeywordList, Requirement, Strength, TermKind
from matching import Matcher
from matching.linguistics import GrammarModel, LinguisticsError, ParsedWindows, Relation, load_linguistics
from matching.linguistics.models import check
from tests.factories import make_list, make_listing, make_term
from tests.matching.linguistics.finding import asked_about

CARVED = Requirement(words=("carved", "netsuke", "tusk", "figurine", "handle"))
IVORY = replace(make_term("ivory"), strength=Strength.WEAK, severity=3, requires=CARVED, parse=True)
CLENBUTEROL = replace(make_term("clenbuterol", kind=TermKind.SUBSTANCE), severity=3, parse=True)
LISTS = [make_list(IVORY, CLENBUTEROL)]


@pytest.fixture(scope="session")
def linguistics(model_folder: Path) -> ParsedWindows:
    loaded = load_linguistics([GrammarModel(language="en", name=str(model_folder))])
    assert loaded is not None
    return loaded


def levels(title: str, linguistics: ParsedWindows, lists: Sequence[KeywordList] = LISTS) -> tuple[Level, Level]:
    """Return the level of a title without and with grammar."""
    listing = make_listing(title)
    return Matcher(lists).assess(listing).level, Matcher(lists, linguistics=linguistics).assess(listing).level


@pytest.mark.parametrize(
    ("title", "without", "with_grammar"),
    [
        ("ivory cardigan with carved pocket", Level.ALERT, Level.NONE),
        ("ivory barometer with carved case", Level.ALERT, Level.REVIEW),
        ("Supplement not containing clenbuterol, clenbuterol", Level.NONE, Level.NONE),
        ("carved figurine in ivory", Level.ALERT, Level.ALERT),
        ("Carved Ivory Figurine With Stand", Level.ALERT, Level.ALERT),
        ("no damage, clenbuterol tablets", Level.ALERT, Level.ALERT),
        ("no jitters clenbuterol tablets", Level.NONE, Level.REVIEW),
        ("no clenbuterol in this product", Level.NONE, Level.NONE),
        ("clenbuterol capsules without prescription", Level.ALERT, Level.ALERT),
    ],
)
def test_grammar_takes_away_or_gives_back_what_the_words_alone_got_wrong(
    linguistics: ParsedWindows, title: str, without: Level, with_grammar: Level
) -> None:
    assert levels(title, linguistics) == (without, with_grammar)


def test_what_grammar_says_is_told_with_its_weight(linguistics: ParsedWindows) -> None:
    assessment = Matcher(LISTS, linguistics=linguistics).assess(make_listing("ivory barometer with carved case"))
    (match,) = assessment.matches
    assert match.grammar == -0.3
    assert match.reason.endswith(
        "it describes “barometer”, which the list does not ask for, as fixture 1.0.0 reads the sentence (−0.30)"
    )


def test_a_term_that_does_not_ask_is_judged_as_before(linguistics: ParsedWindows) -> None:
    lists = [make_list(replace(IVORY, parse=False))]
    assert levels("ivory barometer with carved case", linguistics, lists) == (Level.ALERT, Level.ALERT)


def test_what_is_denied_supports_nothing_else(linguistics: ParsedWindows) -> None:
    replica = replace(make_term("replica", kind=TermKind.REPLICA_WORDING), strength=Strength.WEAK, parse=True)
    wording = Requirement(kinds=(TermKind.REPLICA_WORDING,))
    brand = replace(make_term("rolex", kind=TermKind.BRAND), strength=Strength.WEAK, requires=wording)
    lists = [make_list(replica, brand)]
    assert levels("no replica, rolex watch", linguistics, lists) == (Level.ALERT, Level.NONE)
    assert levels("no box, replica rolex watch", linguistics, lists) == (Level.ALERT, Level.ALERT)


def test_a_language_without_a_model_is_not_read(linguistics: ParsedWindows) -> None:
    candidates = asked_about("ivory barometer with carved case", IVORY)
    assert linguistics.remarks(candidates, "de") == [None]
    (remark,) = linguistics.remarks(candidates, None)
    assert remark is not None
    assert remark.relation is Relation.OTHER_GOODS


def test_windows_are_read_together_and_each_once(linguistics: ParsedWindows) -> None:
    titles = ["ivory barometer with carved case", "ivory sofa with carved legs", "carved ivory figurine"]
    together = [found for title in titles for found in asked_about(title, IVORY)]
    one_by_one = [remark for found in together for remark in linguistics.remarks([found], "en")]
    assert linguistics.remarks([*together, *together], "en") == one_by_one * 2


def test_the_memory_of_windows_is_bounded(model_folder: Path) -> None:
    linguistics = ParsedWindows([check(GrammarModel(language="en", name=str(model_folder)))], remembered=2)
    for number in range(5):
        candidates = asked_about(f"ivory barometer with carved case a{number}b", IVORY)
        assert linguistics.remarks(candidates, "en") != []
    assert len(linguistics._answers) <= 2


def test_its_answers_depend_on_the_files_of_its_models(linguistics: ParsedWindows) -> None:
    assert linguistics.identity.startswith("en:")
    assert len(linguistics.identity) == 3 + 64


def test_a_model_is_part_of_the_digest_of_what_was_asked(linguistics: ParsedWindows) -> None:
    without, with_model = Matcher(LISTS), Matcher(LISTS, linguistics=linguistics)
    assert without.digest != with_model.digest
    assert with_model.assess(make_listing("Garden chair")).index_digest == with_model.digest


def test_another_process_reads_with_the_very_same_model(linguistics: ParsedWindows) -> None:
    matcher = Matcher(LISTS, linguistics=linguistics)
    listing = make_listing("ivory barometer with carved case")
    copy = pickle.loads(pickle.dumps(matcher))
    assert copy.assess(listing) == matcher.assess(listing)


def test_another_process_refuses_a_model_that_has_changed(model_folder: Path, tmp_path: Path) -> None:
    folder = tmp_path / "model"
    shutil.copytree(model_folder, folder)
    packed = pickle.dumps(load_linguistics([GrammarModel(language="en", name=str(folder))]))
    (folder / "vocab" / "strings.json").write_text("[]", encoding="utf-8")
    with pytest.raises(LinguisticsError, match="not the model that was checked"):
        pickle.loads(packed)
