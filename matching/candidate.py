"""A find with the passage that it stands in: what the context is asked about."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from domain.keyword_list import KeywordList, Strength, Term
from domain.listing import Listing
from domain.match import Boundary, Disguise
from matching.find import Find
from matching.languages import language_of
from matching.passage import Passage
from matching.similarity import similarity


@dataclass(frozen=True, slots=True)
class Candidate:
    """A find in its passage, not yet judged."""

    find: Find
    passage: Passage

    @property
    def term(self) -> Term:
        """The term that was found."""
        return self.find.entry.term

    @property
    def source(self) -> KeywordList:
        """The list that it comes from."""
        return self.find.entry.source

    @property
    def span(self) -> tuple[int, int]:
        """The span in the original text."""
        return self.find.span

    @property
    def disguises(self) -> frozenset[Disguise]:
        """How it was hidden, or at least not written as it is listed."""
        return self.find.disguises

    @property
    def similarity(self) -> float:
        """1.0 for the term itself; each edit takes away its weighted share of the letters."""
        return similarity(self.find.weighted_distance, self.find.letters)

    @property
    def boundary(self) -> Boundary:
        """How it stands among the words around it."""
        return self.find.boundary

    @property
    def distance(self) -> int:
        """Letters that are wrong, missing, too many or swapped."""
        return self.find.edits

    @property
    def weighted_distance(self) -> float:
        """The same, each weighed by how easily it is made or hides."""
        return self.find.weighted_distance

    @property
    def rarity(self) -> float:
        """The share of the term's letters that stand in words which are not ordinary."""
        return self.find.entry.rarity


def choose(candidates: Iterable[Candidate], listing: Listing) -> list[Candidate]:
    """Keep, of finds of one list on the same words, the one that says most; in order of their places."""
    kept: dict[tuple[str, str, int], list[Candidate]] = {}
    chosen = []
    for candidate in sorted(candidates, key=lambda candidate: _rank(candidate, listing)):
        words = [
            (candidate.passage.where, candidate.source.list_id, word)
            for word in range(candidate.find.first, candidate.find.last + 1)
        ]
        rivals = (rival for word in words for rival in kept.get(word, ()))
        if _is_valid(candidate, listing) and not any(_covers(rival, candidate) for rival in rivals):
            chosen.append(candidate)
            for word in words:
                kept.setdefault(word, []).append(candidate)
    return sorted(chosen, key=_place)


def _rank(candidate: Candidate, listing: Listing) -> tuple[int, int, bool, int, int, str]:
    find, term = candidate.find, candidate.term
    languages = (language_of(listing), "und", "en")
    by_language = languages.index(term.language) if term.language in languages else len(languages)
    return (
        find.edits, find.start - find.end, term.strength is not Strength.STRONG, by_language, -term.severity, term.text,
    )  # fmt: skip


def _covers(rival: Candidate, candidate: Candidate) -> bool:
    """Tell whether a find makes another one on (some of) the same words say nothing new."""
    if (rival.term.strength is Strength.NEGATIVE) != (candidate.term.strength is Strength.NEGATIVE):
        return False
    if rival.term.strength is Strength.WEAK and candidate.term.strength is Strength.STRONG:
        return False
    if candidate.find.edits:
        return rival.find.start < candidate.find.end and candidate.find.start < rival.find.end
    return rival.find.start <= candidate.find.start and candidate.find.end <= rival.find.end


def _is_valid(candidate: Candidate, listing: Listing) -> bool:
    """Tell whether a term was in force when the listing was seen, and whether its errors are of a language at hand."""
    language = language_of(listing)
    at_hand = (language, "en", "und")
    if candidate.find.edits and language and candidate.term.language not in at_hand:
        return False
    day = listing.seen_at.date()
    for thing in (candidate.term, candidate.source):
        if thing.valid_from is not None and day < thing.valid_from:
            return False
        if thing.valid_to is not None and day > thing.valid_to:
            return False
    return True


def _place(candidate: Candidate) -> tuple[Sequence[str], int, int, str, str]:
    fields = {"title": "0", "description": "1", "brand": "2"}
    find = candidate.find
    return [fields[candidate.passage.where]], find.start, find.end, candidate.source.list_id, candidate.term.text
