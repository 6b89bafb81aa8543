"""The committed tables are those that the tool makes."""

import importlib.util
import unicodedata
from importlib import resources
from pathlib import Path

import pytest
from termscan.reference import tables

TOOL = Path(__file__).parents[2] / "termscan" / "tools" / "make_tables.py"
VERSION = resources.files("termscan").joinpath("tables").joinpath("UNICODE").read_text(encoding="ascii").strip()


@pytest.mark.slow
@pytest.mark.skipif(
    unicodedata.unidata_version != VERSION,
    reason=f"the tables are of Unicode {VERSION}, this Python knows {unicodedata.unidata_version}",
)
def test_the_tool_makes_the_committed_tables(tmp_path: Path) -> None:
    spec = importlib.util.spec_from_file_location("make_tables", TOOL)
    assert spec is not None
    assert spec.loader is not None
    tool = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(tool)
    tool.make_tables(tmp_path)
    for name in ("fold.bin", "letters.bin"):
        assert (tmp_path / name).read_bytes() == tables.content(name), f"{name} is not what make_tables.py makes"


@pytest.mark.parametrize(
    ("letter", "stands_for"),
    [
        ("l", "i"),
        ("0", "o"),
        ("$", "s"),
        ("о", "o"),
        ("в", "b"),
        ("й", "и"),
        ("и", "и"),
        ("ї", "i"),
        ("ω", "w"),
        ("ք", "f"),
        ("象", "象"),
    ],
)
def test_look_alikes_share_a_class(letter: str, stands_for: str) -> None:
    assert tables.letter(letter).stands_for == stands_for


def test_rows_of_text_tables_are_whole() -> None:
    for language, ending, fewest, replacements in tables.rows("inflections.tsv"):
        assert language.isalpha()
        assert ending
        assert fewest.isdigit()
        assert all(replacements.split(" "))
    for script, letters, before, sounds in tables.rows("phonetics.tsv"):
        assert script in ("latin", "greek", "cyrillic")
        assert 1 <= len(letters) <= 4
        assert before
        assert all(sounds.split(" "))
