from pathlib import Path

import pytest


@pytest.fixture(scope="session")
def model_folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A tiny grammar model, as a user would name it; without spaCy the tests that need it skip."""
    pytest.importorskip(
        "spacy", reason="the extra `linguistics` is not installed: pip install 'marketsweep[linguistics]'"
    )
    from tests.matching.linguistics.fixture_model import build_model

    return build_model(tmp_path_factory.mktemp("models") / "fixture")
