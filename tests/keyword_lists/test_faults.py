import re
from pathlib import Path

import pytest

from keyword_lists import Fault, ListFaultsError, load_folder, load_list
from keyword_lists.yaml_tree import MOST_BYTES
from tests.keyword_lists.writing import HEAD, HEAD_LINES, write, write_terms


def faults_of(path: Path) -> tuple[Fault, ...]:
    with pytest.raises(ListFaultsError) as caught:
        load_list(path)
    return caught.value.faults


def said(path: Path) -> list[str]:
    return [f"{fault.line} {fault.message} {fault.cure}" for fault in faults_of(path)]


IN_TERMS: list[tuple[str, list[str], str]] = [
    ("kind outside the list of kinds", ["terms:", "  - {text: ivory, kind: materiel}"],
     '2 terms[1].kind: "materiel" is not a kind of term. Write one of: brand, .* Did you mean material?'),
    ("unknown field", ["terms:", "  - {text: ivory, languge: en}"],
     r"2 terms[1].languge: is not a field of the contract. Remove it or correct its spelling. Did you mean language?"),
    ("no text", ["terms:", "  - {language: en}"], "2 terms[1].text: is missing. .*"),
    ("text that is a number", ["terms:", "  - {text: 357}"],
     '2 terms[1].text: 357 is read as a number, not as a text. Put it into quotes: "357".'),
    ("text that is a truth value", ["terms:", "  - {text: on}"],
     "2 terms[1].text: a bare no, yes, on, off, true or false is read as True, not as a word. Put it into quotes: .*"),
    ("Norway", ["terms:", "  - {text: elfenben, language: no}"],
     '2 terms[1].language: a bare no is read as False, not as a word. Put it into quotes: "no".'),
    ("three letters for a language", ["terms:", "  - {text: Elfenbein, language: ger}"],
     '2 terms[1].language: "ger" is not the code of a language. .* Did you mean de?'),
    ("the same term twice", ["terms:", "  - ivory", "  - {text: tusk}", "  - {text: Ivory, language: en}"],
     '4 terms[3].text: "Ivory" (en) stands here a second time; the first is on line {first}. Keep one of the two.'),
    ("empty term", ["terms:", "  - {text: ' '}"], "2 terms[1].text: is empty. Write something, or remove it."),
    ("term of two letters", ["terms:", "  - S4"],
     '2 terms[1].text: "S4" is too short to count on its own. Add `requires:` .*'),
    ("day that does not exist", ["terms:", "  - {text: ivory, valid_from: 2026-02-30}"],
     '2 terms[1].valid_from: "2026-02-30" is not a date of the calendar. Write year-month-day, such as 2026-03-31.'),
    ("end before the beginning", ["terms:", "  - {text: ivory, valid_from: 2026-05-01, valid_to: 2026-04-01}"],
     "2 terms[1].valid_to: 2026-04-01 lies before valid_from, 2026-05-01. Correct one of the two dates."),
    ("text where a list is expected", ["terms:", "  - {text: ivory, unless: ivory white}"],
     r"2 terms[1].unless: 'ivory white' does not belong here. Write a list in brackets, [like, this]."),
    ("unknown word set", ["terms:", "  - {text: ivory, unless_sets: [coulours]}"],
     '2 terms[1].unless_sets: there is no word set "coulours". Write one of: .*'),
    ("field twice", ["terms:", "  - {text: ivory, language: en, text: tusk}"],
     '2 "text" stands here a second time; the first is on line {second}. Keep one of the two.'),
    ("group without terms", ["groups:", "  - about: Nothing"], "2 groups[1].terms: is missing. .*"),
    ("group without its sentence", ["groups:", "  - terms: [ivory]"], "2 groups[1].about: is missing. .*"),
    ("terms that are no list", ["terms: ivory"], "1 terms: terms are expected. Write one term per line: .*"),
    ("alias", ["terms:", "  - &a {text: ivory}", "  - *a"], r"3 \*a repeats another part. .*"),
    ("object tag", ["terms:", "  - !!python/object:os.system {}"], "2 the tag tag:yaml.org,.* is not allowed. .*"),
    ("tab", ["terms:", "\t- ivory"], "2 a tab stands where the line is indented. Indent with spaces."),
    ("bracket left open", ["terms:", "  - {text: ivory"], ".* this is not YAML: .*"),
    ("second document", ["terms: [ivory]", "---", "id: other"], "2 a second document begins. Remove the line `---`."),
    ("no terms", [""], ".*the list has no terms. .*"),
    ("price that is no number", ["terms:", "  - {text: ivory, requires: {price_below: cheap}}"],
     "2 terms[1].requires.price_below: 'cheap' does not belong here. Write a whole number."),
    ("severity out of range", ["terms:", "  - {text: ivory, severity: 9}"],
     "2 terms[1].severity: 9 cannot be used: .*"),
]  # fmt: skip


@pytest.mark.parametrize(("lines", "expected"), [case[1:] for case in IN_TERMS], ids=[case[0] for case in IN_TERMS])
def test_a_fault_is_told_with_its_line_and_its_cure(tmp_path: Path, lines: list[str], expected: str) -> None:
    found = said(write_terms(tmp_path, *lines))
    expected = expected.replace("{first}", str(HEAD_LINES + 2)).replace("{second}", str(HEAD_LINES + 2))
    number, _, rest = expected.partition(" ")
    if number.isdigit():
        expected = f"{int(number) + HEAD_LINES} {rest}"
    pattern = ".*".join(re.escape(part.replace("\\*", "*")) for part in expected.split(".*"))
    assert len(found) == 1, found
    assert re.fullmatch(pattern, found[0]), found[0]


def test_every_fault_is_told_at_once(tmp_path: Path) -> None:
    head = HEAD.replace('"1"', "2026.1").replace("wildlife", "wildlive").replace("[en]", "[en, no]")
    terms = "terms:\n  - {text: ivory, kind: x}\n  - {text: tusk, langage: en}\n  - {text: horn}\n  - {text: Horn}\n"
    found = faults_of(write(tmp_path, head + terms))
    lines = [fault.line for fault in found]
    assert lines == [2, 4, 7, HEAD_LINES + 2, HEAD_LINES + 3, HEAD_LINES + 5]


def test_the_message_names_file_line_and_field(tmp_path: Path) -> None:
    path = write_terms(tmp_path, "terms:", "  - {text: DNP caps, kind: substanse}")
    (fault,) = faults_of(path)
    assert str(fault).startswith(
        f'{path}:{HEAD_LINES + 2}: terms[1].kind: "substanse" is not a kind of term. Write one of'
    )
    assert "Did you mean substance?" in str(fault)


@pytest.mark.parametrize(
    ("content", "line", "message"),
    [
        (b"", 1, "the file is empty."),
        (b"- ivory\n", 0, "a list begins with fields such as `id: ivory`."),
        (b"id: a\ntitle: \xe9\n", 2, "the byte 0xE9 is not UTF-8."),
        (b"#" * (MOST_BYTES + 1), 0, f"the file has {MOST_BYTES + 1:,} bytes; a list may have {MOST_BYTES:,}."),
        (b"[" * 20, 1, "this is nested more than 8 levels deep."),
        (b"a: &a [x]\nb: &b [*a,*a,*a,*a]\nc: [*b,*b,*b,*b]\n", 2, "*a repeats another part."),
    ],
)
def test_a_file_that_is_no_list_is_refused(tmp_path: Path, content: bytes, line: int, message: str) -> None:
    path = tmp_path / "list.yaml"
    path.write_bytes(content)
    first = faults_of(path)[0]
    assert (first.line, first.message) == (line, message)


def test_a_file_that_is_not_there_is_a_fault(tmp_path: Path) -> None:
    (fault,) = faults_of(tmp_path / "missing.yaml")
    assert fault.message == "the file cannot be read: No such file or directory."


def test_a_folder_tells_the_faults_of_all_its_lists(tmp_path: Path) -> None:
    write_terms(tmp_path, "terms: [{text: a}]", name="a.yaml")
    write_terms(tmp_path, "terms: [{text: b}]", name="b.yml")
    with pytest.raises(ListFaultsError, match="2 faults in the keyword lists"):
        load_folder(tmp_path)


def test_two_lists_of_a_folder_may_not_share_an_id(tmp_path: Path) -> None:
    write_terms(tmp_path, "terms: [ivory]", name="a.yaml")
    write_terms(tmp_path, "terms: [tusk]", name="b.yaml")
    with pytest.raises(ListFaultsError, match=r'id: "test-list" is also the id of a.yaml'):
        load_folder(tmp_path)


def test_a_folder_that_is_not_there_is_a_fault(tmp_path: Path) -> None:
    with pytest.raises(ListFaultsError, match="there is no such folder"):
        load_folder(tmp_path / "missing")


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("ger: [a]", '"ger" is not the code of a language.'),
        ("de: a", "de: words are expected."),
        ("de: [a, no]", "de: words are expected."),
        ("[a]", "this is no word set."),
    ],
)
def test_the_faults_of_a_word_set_are_told_with_its_file(tmp_path: Path, text: str, message: str) -> None:
    (tmp_path / "word_sets").mkdir()
    words = write(tmp_path / "word_sets", text, "own.yaml")
    (fault,) = faults_of(write_terms(tmp_path, "terms: [{text: ivory, unless_sets: [own]}]"))
    assert (fault.path, fault.line, fault.message) == (str(words), 1, message)
