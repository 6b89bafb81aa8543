from pathlib import Path

import pytest

from domain.concern import Concern
from domain.keyword_list import Strength
from domain.match import Boundary, Disguise
from matching.context.words import Role
from matching.rules import Rule, rules

ROOT = Path(__file__).parents[2]
DOCUMENT = (ROOT / "docs" / "matching.md").read_text(encoding="utf-8")


def documented() -> dict[str, dict[Concern, str]]:
    """Return the rows of the table of parts: what the document says of each part, by concern."""
    lines = DOCUMENT[DOCUMENT.index("| part | counterfeit") :].split("\n\n")[0].splitlines()
    rows = [[cell.strip() for cell in line.strip("|").split("|")] for line in lines]
    concerns = [Concern(name) for name in rows[0][1:]]
    return {name: dict(zip(concerns, cells, strict=True)) for name, *cells in rows[2:]}


def listed(weights: list[float]) -> str:
    return " / ".join(f"{weight:.2f}" for weight in weights)


def used(rule: Rule) -> dict[str, str]:
    parts = {
        "alert / review from": listed([lowest for lowest, _ in rule.levels]),
        "strong term, severity 1 / 2 / 3": listed([*rule.terms[Strength.STRONG]]),
        "weak term alone, severity 1 / 2 / 3": listed([*rule.terms[Strength.WEAK]]),
        "weak term with one / two / three things it requires": listed([*rule.supported]),
        "negative term takes away": listed([*rule.terms[Strength.NEGATIVE]]),
        "misspelled, all its letters in ordinary words": f"× {rule.ordinary:.2f}",
        "price far below: under this share of what such goods cost": f"{rule.far_below:.2f}",
        "price low for goods named in the title: under this share of `price_below`": f"{rule.less_than_half:.2f}",
    }
    parts |= {f"hidden: {disguise}": f"{weight:.2f}" for disguise, weight in rule.disguises.items()}
    parts |= {name: f"{weight:.2f}" for name, weight in rule.red_flags.items()}
    parts |= {f"{boundary}: left of the term": f"× {share:.2f}" for boundary, share in rule.boundary.items()}
    return parts


@pytest.mark.parametrize("concern", Concern)
def test_the_document_tells_the_weights_that_are_used(concern: Concern) -> None:
    said = {name: cells[concern] for name, cells in documented().items() if cells[concern] != "–"}
    assert said == used(rules()[concern])


@pytest.mark.parametrize("concern", Concern)
def test_a_rule_says_something_of_each_way_of_hiding_and_standing(concern: Concern) -> None:
    innocent = {"accent", "joined", "edited", "transliterated", "inflected"}
    assert {disguise.value for disguise in {*Disguise} - {*rules()[concern].disguises}} <= innocent
    glued = {Boundary.GLUED_BEFORE, Boundary.GLUED_AFTER, Boundary.GLUED_INSIDE}
    assert {*rules()[concern].boundary} == glued


def test_each_role_of_a_context_word_is_told() -> None:
    readme = (ROOT / "matching" / "context" / "README.md").read_text(encoding="utf-8")
    assert [role for role in Role if f"`{role}`" not in readme] == []


def test_each_language_says_how_sure_its_words_are() -> None:
    files = sorted((ROOT / "matching" / "context").glob("*.yaml"))
    assert len(files) >= 18
    assert all(
        file.read_text(encoding="utf-8").startswith(("# Sure", "# Fairly", "# Less", "# Least")) for file in files
    )
