import re
from pathlib import Path

import keyword_lists
from domain.keyword_list import Strength
from keyword_lists import lint_file, load_list
from keyword_lists.contract import ListFields, RequiresFields, TermFields
from tests.keyword_lists.writing import write

README = (Path(keyword_lists.__file__).parent / "README.md").read_text(encoding="utf-8")


def test_the_example_is_a_list_without_fault_or_doubt(tmp_path: Path) -> None:
    (example,) = re.findall(r"```yaml\n(.*?)```", README, re.DOTALL)
    path = write(tmp_path, example)
    assert [(term.text, term.strength) for term in load_list(path).terms] == [
        ("elephant tusk", Strength.STRONG),
        ("Elefantenstoßzahn", Strength.STRONG),
        ("ivory", Strength.WEAK),
        ("Elfenbein", Strength.WEAK),
    ]
    assert [fault.message for fault in lint_file(path)] == []


def test_every_field_of_the_contract_is_explained() -> None:
    fields = {*ListFields.model_fields, *TermFields.model_fields, *RequiresFields.model_fields}
    assert {field for field in fields if f"`{field}`" not in README} == set()
