"""Who judges: ours, and what one would use instead."""

from collections.abc import Callable, Iterator, Sequence

from rapidfuzz import fuzz, process

from domain.assessment import Assessment, Level
from domain.keyword_list import KeywordList, Strength, Term
from domain.listing import Listing
from matching import Matcher

Judge = Callable[[Listing], dict[str, Level]]
"""From a listing to the level of each concern that reached at least review."""


def ours(lists: Sequence[KeywordList]) -> Judge:
    matcher = Matcher(lists)
    return lambda listing: levels(matcher.assess(listing))


def levels(assessment: Assessment) -> dict[str, Level]:
    return {score.concern.value: score.level for score in assessment.scores}


def plain_search(lists: Sequence[KeywordList], *, strong_only: bool = False) -> Judge:
    """Case-folded whole-word search for the same terms: what a shell script would do."""
    terms = {
        f" {plain(term.text)} ": found.concern.value
        for found, term in terms_of(lists)
        if not strong_only or term.strength is Strength.STRONG
    }

    def judge(listing: Listing) -> dict[str, Level]:
        text = f" {plain(listing.title)} {plain(listing.description)} "
        return {concern: Level.ALERT for term, concern in terms.items() if term in text}

    return judge


def partial_ratio(lists: Sequence[KeywordList]) -> Judge:
    """Rapidfuzz's partial_ratio of at least 90: what a notebook would do."""
    terms = [(plain(term.text), found.concern.value) for found, term in terms_of(lists)]
    texts = [text for text, _ in terms]

    def judge(listing: Listing) -> dict[str, Level]:
        text = plain(f"{listing.title} {listing.description}")
        found = process.extract(text, texts, scorer=fuzz.partial_ratio, score_cutoff=90, limit=None)
        return {terms[place][1]: Level.ALERT for _, _, place in found}

    return judge


def terms_of(lists: Sequence[KeywordList]) -> Iterator[tuple[KeywordList, Term]]:
    for found in lists:
        yield from ((found, term) for term in found.terms if term.strength is not Strength.NEGATIVE)


def plain(text: str) -> str:
    return " ".join("".join(c if c.isalnum() else " " for c in text.casefold()).split())
