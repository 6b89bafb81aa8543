import logging
from pathlib import Path

import pytest

from marketsweep.matchers import KEPT, matcher_of, matcher_of_files
from marketsweep.settings import Settings
from tests.factories import make_list, make_listing, make_term
from tests.marketsweep.small_lists import SMALL_LISTS

LIST = """\
id: shells
version: "1"
title: Shells
concern: wildlife
legal_ground: A regulation
owner: The tests
languages: [en]
confidentiality: TLP:CLEAR
licence: CC0-1.0
source: written for the test
terms:
  - {text: nautilus, language: en, kind: species}
"""


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    (tmp_path / "matchers").mkdir()
    return Settings(matchers_dir=tmp_path / "matchers")


def stored(settings: Settings) -> dict[str, int]:
    """Return what is stored, each with the number of the folder on disk, which a new one would not have."""
    return {path.name: path.stat().st_ino for path in settings.matchers_dir.iterdir()}


def test_a_matcher_is_compiled_once_and_opened_from_then_on(settings: Settings) -> None:
    compiled = matcher_of(SMALL_LISTS, settings)
    kept = stored(settings)
    opened = matcher_of(SMALL_LISTS, settings)
    assert stored(settings) == kept
    assert len(kept) == 1
    assert opened.digest == compiled.digest
    listing = make_listing("Carved ivory figure")
    assert opened.assess(listing) == compiled.assess(listing)


def test_other_lists_or_other_ordinary_words_are_another_matcher(settings: Settings) -> None:
    lists = [make_list(make_term("pangolin"))]
    misspelt = make_listing("panggolin")
    assert matcher_of(lists, settings).assess(misspelt).matches
    assert not matcher_of(lists, settings, ordinary=["panggolin"]).assess(misspelt).matches
    assert not matcher_of([make_list(make_term("tusk"))], settings).assess(misspelt).matches
    assert len(stored(settings)) == 3


def test_a_list_that_was_changed_is_read_again(settings: Settings, tmp_path: Path) -> None:
    file = tmp_path / "shells.yaml"
    file.write_text(LIST, encoding="utf-8")
    first = matcher_of_files([file], settings)
    assert matcher_of_files([file], settings).digest == first.digest
    assert len(stored(settings)) == 1
    file.write_text(LIST.replace("nautilus", "triton"), encoding="utf-8")
    changed = matcher_of_files([file], settings)
    assert changed.digest != first.digest
    assert changed.assess(make_listing("triton")).matches


@pytest.mark.parametrize("file", ["index", "terms"])
@pytest.mark.parametrize("damage", [b"", b"garbage", None], ids=["emptied", "overwritten", "altered"])
def test_a_damaged_one_is_compiled_again_and_the_log_says_so(
    settings: Settings, caplog: pytest.LogCaptureFixture, file: str, damage: bytes | None
) -> None:
    digest = matcher_of(SMALL_LISTS, settings).digest
    (folder,) = settings.matchers_dir.iterdir()
    content = (folder / file).read_bytes()
    (folder / file).unlink()
    (folder / file).write_bytes(content[:-1] + bytes([content[-1] ^ 1]) if damage is None else damage)
    with caplog.at_level(logging.WARNING):
        assert matcher_of(SMALL_LISTS, settings).digest == digest
    assert "compiled again" in caplog.text
    assert (folder / file).read_bytes() == content


def test_without_the_folder_nothing_is_kept(settings: Settings) -> None:
    settings.matchers_dir.rmdir()
    assert matcher_of(SMALL_LISTS, settings).assess(make_listing("ivory")).matches
    assert not settings.matchers_dir.exists()


def test_only_the_newest_are_kept(settings: Settings) -> None:
    for number in range(KEPT + 2):
        matcher_of([make_list(make_term("ivory"), version=str(number))], settings)
    assert len(stored(settings)) == KEPT
