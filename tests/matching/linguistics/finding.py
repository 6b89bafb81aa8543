"""From a title to the finds that grammar is asked about, so that a test says only title and terms."""

from collections.abc import Sequence

from domain.keyword_list import Term
from matching import Matcher
from matching.candidate import Candidate
from matching.linguistics import Remark
from tests.factories import make_list, make_listing


class Listener:
    """Notes what it is asked, and says nothing."""

    languages = frozenset({"en", "de"})
    identity = "listener"

    def __init__(self) -> None:
        self.asked: list[Candidate] = []

    def remarks(self, candidates: Sequence[Candidate], language: str | None) -> Sequence[Remark | None]:
        self.asked.extend(candidates)
        return [None] * len(candidates)


def asked_about(title: str, *terms: Term, language: str = "en") -> list[Candidate]:
    listener = Listener()
    Matcher([make_list(*terms)], linguistics=listener).assess(make_listing(title, language=language))
    return listener.asked
