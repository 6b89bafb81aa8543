"""What the shipped lists say of titles as people write them; all of them made up."""

from pathlib import Path

import pytest

from keyword_lists import shipped_lists
from matching import Matcher
from tests.factories import make_listing

MATCHER = Matcher(shipped_lists())
TITLES = Path(__file__).parent / "titles.txt"


def cases() -> list[tuple[str, str]]:
    lines = TITLES.read_text(encoding="utf-8").splitlines()
    written = [line for line in lines if line and not line.startswith("#")]
    return [(expected, title) for expected, _, title in (line.partition(" | ") for line in written)]


@pytest.mark.parametrize(("expected", "title"), cases())
def test_a_title_is_judged_as_a_person_would(expected: str, title: str) -> None:
    found = MATCHER.assess(make_listing(title, price=None, currency=None, language=None))
    concerns = {concern.value for concern in found.concerns}
    assert expected in concerns if expected != "clean" else not concerns, [match.reason for match in found.matches]
