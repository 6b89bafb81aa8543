import json
import re
import shutil
import sys
from pathlib import Path

import pytest

from matching.linguistics import GrammarModel, LinguisticsError, load_linguistics
from matching.linguistics.models import check, digest_of, pipeline_of


def test_no_model_is_named_and_none_is_loaded() -> None:
    assert load_linguistics([]) is None


@pytest.mark.parametrize("name", ["en_core_web_sm", "no/such/folder", "json", "en-model", "", "a.b"])
def test_a_model_that_is_not_there_is_never_looked_for_elsewhere(name: str) -> None:
    with pytest.raises(LinguisticsError, match="downloads none and guesses no names"):
        check(GrammarModel(language="en", name=name))


def test_a_folder_is_a_model_as_a_user_would_name_it(model_folder: Path) -> None:
    found = check(GrammarModel(language="en", name=str(model_folder), version="1.0.0", sha256=digest_of(model_folder)))
    assert found.title == "fixture 1.0.0"
    assert pipeline_of(found).pipe_names == ["tok2vec", "parser"]


def test_a_package_is_found_by_its_name_and_its_code_does_not_run(
    model_folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    package = tmp_path / "my_grammar"
    package.mkdir()
    (package / "__init__.py").write_text("raise SystemExit('the code of a model ran')", encoding="utf-8")
    shutil.copytree(model_folder, package / "my_grammar-1.0.0")
    monkeypatch.syspath_prepend(str(tmp_path))
    found = check(GrammarModel(language="en", name="my_grammar"))
    assert found.title == "my_grammar 1.0.0"
    assert pipeline_of(found).lang == "en"
    assert "my_grammar" not in sys.modules


@pytest.mark.parametrize(
    ("told", "complaint"),
    [
        ({"language": "de"}, "reads en, not de"),
        ({"version": "3.8.0"}, "has version 1.0.0; the settings expect 3.8.0"),
        ({"sha256": "0" * 64}, "the settings expect 0{64}.* not the model that was checked"),
    ],
)
def test_a_model_that_is_not_what_was_expected_is_not_loaded(
    model_folder: Path, told: dict[str, str], complaint: str
) -> None:
    with pytest.raises(LinguisticsError, match=complaint):
        check(GrammarModel(**{"language": "en", "name": str(model_folder), **told}))


def test_a_changed_file_changes_the_digest(model_folder: Path, tmp_path: Path) -> None:
    copy = tmp_path / "copy"
    shutil.copytree(model_folder, copy)
    assert digest_of(copy) == digest_of(model_folder)
    (copy / "parser" / "moves").write_bytes((copy / "parser" / "moves").read_bytes() + b"\0")
    assert digest_of(copy) != digest_of(model_folder)


def test_a_model_without_a_parser_is_told_from_one_with_it(tmp_path: Path) -> None:
    spacy = pytest.importorskip("spacy", reason="the extra `linguistics` is not installed")
    spacy.blank("en").to_disk(tmp_path / "words")
    with pytest.raises(LinguisticsError, match="has no parser"):
        check(GrammarModel(language="en", name=str(tmp_path / "words")))


def test_a_broken_model_is_told_with_its_name(model_folder: Path, tmp_path: Path) -> None:
    copy = tmp_path / "broken"
    shutil.copytree(model_folder, copy)
    (copy / "config.cfg").write_text("[nlp]\nlang = en\npipeline = [", encoding="utf-8")
    found = check(GrammarModel(language="en", name=str(copy)))
    with pytest.raises(LinguisticsError, match=re.escape(str(copy))):
        pipeline_of(found)


def test_without_spacy_a_named_model_says_what_to_install(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "meta.json").write_text(json.dumps({"lang": "en", "pipeline": ["parser"]}), encoding="utf-8")
    (tmp_path / "config.cfg").touch()
    monkeypatch.setattr("matching.linguistics.models.find_spec", lambda name: None)
    with pytest.raises(LinguisticsError, match=re.escape("pip install 'marketsweep[linguistics]'")):
        check(GrammarModel(language="en", name=str(tmp_path)))
