"""What the shipped lists say of titles as people write them; all of them made up."""

from pathlib import Path

import pytest
from _pytest.mark.structures import ParameterSet

from keyword_lists import shipped_lists
from matching import Matcher
from tests.factories import make_listing

MATCHER = Matcher(shipped_lists())
TITLES = Path(__file__).parent / "titles.txt"


def cases() -> list[ParameterSet]:
    lines = TITLES.read_text(encoding="utf-8").splitlines()
    return [case(line) for line in lines if line and not line.startswith("#")]


def case(line: str) -> ParameterSet:
    expected, _, title = line.partition(" | ")
    known_miss = pytest.mark.xfail(strict=True, reason="known miss") if expected.startswith("miss ") else ()
    return pytest.param(expected.removeprefix("miss "), title, marks=known_miss)


@pytest.mark.parametrize(("expected", "title"), cases())
def test_a_title_is_judged_as_a_person_would(expected: str, title: str) -> None:
    found = MATCHER.assess(make_listing(title, price=None, currency=None, language=None))
    concerns = {concern.value for concern in found.concerns}
    assert expected in concerns if expected != "clean" else not concerns, [match.reason for match in found.matches]
