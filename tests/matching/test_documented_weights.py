from pathlib import Path

from domain.keyword_list import Strength
from matching.context.words import Role
from matching.scoring import RED_FLAGS, SUPPORTED, WEIGHTS

ROOT = Path(__file__).parents[2]
DOCUMENT = (ROOT / "docs" / "matching.md").read_text(encoding="utf-8")


def listed(weights: list[float]) -> str:
    return " / ".join(f"{weight:.2f}" for weight in weights)


def test_the_document_tells_the_weights_that_are_used() -> None:
    for strength in Strength:
        assert listed(list(WEIGHTS[strength].values())) in DOCUMENT
    assert listed(list(SUPPORTED)) in DOCUMENT
    assert all(name in DOCUMENT and f"{weight:.2f}" in DOCUMENT for name, weight in RED_FLAGS.items())


def test_each_role_of_a_context_word_is_told() -> None:
    readme = (ROOT / "matching" / "context" / "README.md").read_text(encoding="utf-8")
    assert all(f"`{role}`" in readme for role in Role)
