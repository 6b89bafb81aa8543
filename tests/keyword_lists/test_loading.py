import hashlib
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.concern import Concern
from domain.keyword_list import Confidentiality, Requirement, Strength, Term, TermKind
from keyword_lists import load_folder, load_list
from keyword_lists.homographs import share_context
from keyword_lists.yaml_tree import read_yaml
from tests.factories import make_term
from tests.keyword_lists.writing import write, write_terms


def test_the_head_of_a_list_is_read(tmp_path: Path) -> None:
    path = write_terms(tmp_path, "valid_from: 2026-01-01", "unless: [toy]", "terms: [ivory]")
    found = load_list(path)
    assert (found.list_id, found.version, found.concern) == ("test-list", "1", Concern.WILDLIFE)
    assert (found.confidentiality, found.languages) == (Confidentiality.CLEAR, ("en",))
    assert (found.valid_from, found.unless) == (date(2026, 1, 1), ("toy",))
    assert found.digest == hashlib.sha256(path.read_bytes()).hexdigest()


def test_a_bare_text_takes_all_else_from_the_defaults(tmp_path: Path) -> None:
    found = load_list(write_terms(tmp_path, "terms: [ivory]"))
    assert found.terms == (make_term("ivory"),)


def test_a_term_comes_before_its_group_and_the_group_before_the_defaults(tmp_path: Path) -> None:
    path = write_terms(
        tmp_path,
        "groups:",
        "  - about: Ivory",
        "    strength: weak",
        "    severity: 3",
        "    unless: [soap]",
        "    requires: {words: [carved]}",
        "    terms:",
        "      - ivory",
        "      - {text: Elfenbein, language: de, severity: 1, unless: [Farbe], requires: {price_below: 9, within: 4}}",
    )
    ivory, elfenbein = load_list(path).terms
    assert ivory == Term(
        text="ivory",
        language="en",
        kind=TermKind.MATERIAL,
        strength=Strength.WEAK,
        severity=3,
        unless=("soap",),
        requires=Requirement(words=("carved",)),
    )
    assert (elfenbein.language, elfenbein.severity) == ("de", 1)
    assert elfenbein.unless == ("Farbe", "soap"), "exceptions add up"
    assert elfenbein.requires == Requirement(price_below=9, within=4), "a requirement replaces that of the group"


def test_a_term_meets_the_words_of_its_language_and_of_english(tmp_path: Path) -> None:
    (tmp_path / "word_sets").mkdir()
    write(tmp_path / "word_sets", "en: [white]\nde: [weiß]\nfr: [blanc]\n", "colours.yaml")
    path = write_terms(
        tmp_path,
        "terms:",
        "  - {text: Elfenbein, language: de, unless_sets: [colours]}",
        "  - {text: Loxodonta, language: und, requires: {words: [skull], word_sets: [colours]}}",
    )
    german, anywhere = load_list(path).terms
    assert german.unless == ("weiß", "white")
    assert anywhere.requires.words == ("skull", "white", "weiß", "blanc")


def test_the_digest_covers_the_word_sets_that_a_list_uses(tmp_path: Path) -> None:
    (tmp_path / "word_sets").mkdir()
    path = write_terms(tmp_path, "unless_sets: [colours]", "terms: [ivory]")
    write(tmp_path / "word_sets", "en: [white]\n", "colours.yaml")
    before = load_list(path)
    write(tmp_path / "word_sets", "en: [white, cream]\n", "colours.yaml")
    after = load_list(path)
    assert before.digest != after.digest
    assert after.unless == ("white", "cream")


def test_a_byte_order_mark_and_windows_line_ends_are_no_fault(tmp_path: Path) -> None:
    path = write_terms(tmp_path, "terms: [ivory]")
    path.write_bytes(b"\xef\xbb\xbf" + path.read_bytes().replace(b"\n", b"\r\n"))
    assert [term.text for term in load_list(path).terms] == ["ivory"]


def test_a_folder_is_read_in_the_order_of_its_files(tmp_path: Path) -> None:
    for name in ("b", "a"):
        path = write_terms(tmp_path, "terms: [ivory]", name=f"{name}.yaml")
        path.write_text(path.read_text(encoding="utf-8").replace("test-list", name), encoding="utf-8")
    write(tmp_path, "not a list", "notes.txt")
    assert [found.list_id for found in load_folder(tmp_path)] == ["a", "b"]


@pytest.mark.parametrize(
    ("other", "shared"),
    [
        (Term(text="Crocodile", language="fr", kind=TermKind.MATERIAL, requires=Requirement(words=("sac",))), True),
        (Term(text="crocodile", language="fr", kind=TermKind.SPECIES, requires=Requirement(words=("sac",))), False),
        (Term(text="crocodile", language="fr", kind=TermKind.MATERIAL), False),
        (Term(text="cocodrilo", language="es", kind=TermKind.MATERIAL, requires=Requirement(words=("sac",))), False),
    ],
)
def test_terms_spelled_alike_share_what_they_require(other: Term, shared: bool) -> None:
    english = Term(text="crocodile", language="en", kind=TermKind.MATERIAL, requires=Requirement(words=("bag",)))
    first, _ = share_context((english, other))
    assert first.requires.words == (("bag", "sac") if shared else ("bag",))


WORDS = st.text(st.characters(categories=["L"]), min_size=3, max_size=20)


@given(st.lists(WORDS, min_size=1, max_size=8, unique_by=str.casefold))
def test_whatever_words_are_written_in_quotes_come_back(words: list[str]) -> None:
    text = "terms:\n" + "".join(f'  - {{text: "{word}"}}\n' for word in words)
    tree, faults = read_yaml(text.encode(), "x.yaml")
    assert tree is not None
    assert not faults
    assert [term["text"] for term in tree.value["terms"]] == words
    assert [tree.place(("terms", place, "text"))[0] for place in range(len(words))] == list(range(2, len(words) + 2))


@given(st.binary(max_size=200))
def test_no_bytes_make_the_reader_fall(content: bytes) -> None:
    tree, faults = read_yaml(content, "x.yaml")
    assert tree is not None or faults
