import logging
from dataclasses import replace
from pathlib import Path

import pytest

from marketsweep.grammar import grammar_of
from marketsweep.settings import load_settings
from matching.linguistics import LinguisticsError
from tests.factories import make_list, make_term

ASKS = make_list(replace(make_term("ivory"), parse=True))


@pytest.fixture(autouse=True)
def _own_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)


def test_no_model_is_named_by_default_and_a_list_that_asks_for_one_is_told(caplog: pytest.LogCaptureFixture) -> None:
    with caplog.at_level(logging.WARNING):
        assert grammar_of(load_settings(), [ASKS]) is None
    assert "test-list: 1 terms ask for a grammar model" in caplog.text


def test_a_list_that_asks_for_nothing_is_told_nothing(caplog: pytest.LogCaptureFixture) -> None:
    with caplog.at_level(logging.WARNING):
        assert grammar_of(load_settings(), [make_list(make_term("ivory"))]) is None
    assert caplog.text == ""


def test_a_model_that_is_named_and_not_there_is_told_before_anything_is_judged(tmp_path: Path) -> None:
    (tmp_path / "marketsweep.toml").write_text('[linguistics.models.en]\nname = "no_such_grammar"\n', encoding="utf-8")
    with pytest.raises(LinguisticsError, match=r"no_such_grammar.*guesses no names"):
        grammar_of(load_settings())
