from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from domain.keyword_list import KeywordList, Requirement, Strength, Term, TermKind
from keyword_lists import lint, lint_file
from tests.factories import make_list, make_term
from tests.keyword_lists.writing import HEAD_LINES, write_terms

FINE = replace(make_term("ivory tusk"), unless=("faux",))
TODAY = date(2026, 3, 2)


def messages(keyword_list: KeywordList) -> list[str]:
    return [fault.message for fault in lint(keyword_list, today=TODAY)]


@pytest.mark.parametrize(
    ("term", "message"),
    [
        (FINE, None),
        (replace(make_term("ivory"), unless=("soap",)), '"ivory" (en) is an ordinary word and counts on its own.'),
        (replace(make_term("ivory"), unless=("soap",), requires=Requirement(words=("tusk",))), None),
        (replace(FINE, valid_to=date(2026, 3, 1)), '"ivory tusk" (en) expired on 2026-03-01.'),
        (replace(FINE, valid_to=TODAY), None),
        (
            replace(FINE, unless=("Ivory Tusk",)),
            '"ivory tusk" (en) is excused by "Ivory Tusk", which is the term itself.',
        ),
        (
            replace(FINE, requires=Requirement(words=("Ivory tusk",))),
            '"ivory tusk" (en) requires "Ivory tusk", which is the term itself.',
        ),
        (
            replace(FINE, requires=Requirement(words=("carved",)), unless=("carved",)),
            '"ivory tusk" (en) both requires "carved" and is excused by it.',
        ),
        (
            replace(FINE, strength=Strength.NEGATIVE, requires=Requirement(kinds=(TermKind.BRAND,))),
            '"ivory tusk" (en) speaks against, yet requires something.',
        ),
        (make_term("ivory tusk"), "no term in en has an exception."),
    ],
)
def test_a_doubtful_term_is_told(term: Term, message: str | None) -> None:
    assert messages(make_list(term)) == ([message] if message else [])


def test_a_declared_language_needs_a_term_and_a_used_one_a_declaration() -> None:
    french = replace(FINE, text="défense", language="fr")
    assert messages(replace(make_list(FINE, french), languages=("en", "de"))) == [
        "the list declares de but has no term in it.",
        "the list has terms in fr but does not declare it.",
    ]


def test_the_line_of_a_doubtful_term_is_told(tmp_path: Path) -> None:
    path = write_terms(tmp_path, "unless: [soap]", "terms:", "  - tusk of a walrus", "  - ivory")
    (fault,) = lint_file(path)
    assert (fault.path, fault.line) == (str(path), HEAD_LINES + 4)
