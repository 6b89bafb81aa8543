"""How alike two listings are, and why."""

from dataclasses import dataclass

from matching.near_duplicates.fingerprint import Fingerprint
from matching.near_duplicates.sketch import overlap
from matching.near_duplicates.titles import compare_words

SAME_OFFER = 0.75
"""The similarity from which two listings are near-duplicates; measured in docs/near-duplicates.md."""

REPLACED = 4.0
"""What a replaced word weighs against a kept one's 1: with another word it is most often another product."""
ADDED = 0.25
"""What an added word weighs: sellers append words and drop sentences."""
TITLE = 0.75
"""The title's share of the similarity; the description, often a seller's set phrases, has the rest."""
ENOUGH = 5
"""Shared words of the titles, and tenths of shared pairs of the descriptions, from which a likeness tells something."""
_OTHER_NUMBERS = 0.5
"""The most that listings reach whose titles bear different numbers."""
_FEWEST_PAIRS = 8
"""Pairs of words from which a description is compared."""
_PAIRS_FOR_A_WORD = 10


@dataclass(frozen=True, slots=True, kw_only=True)
class Likeness:
    """How alike two listings are, 0 to 1, with the sentence that says why."""

    similarity: float
    reason: str

    @property
    def is_same_offer(self) -> bool:
        """Whether the two are near-duplicates."""
        return self.similarity >= SAME_OFFER


def similarity(left: Fingerprint, right: Fingerprint) -> float:
    """Return how alike two listings are, 0 to 1."""
    return likeness(left, right).similarity


def likeness(left: Fingerprint, right: Fingerprint) -> Likeness:
    """Return how alike two listings are; the same either way round."""
    if other_numbers(left, right):
        both = f"{', '.join(left.numbers)} and {', '.join(right.numbers)}"
        return Likeness(similarity=round(_OTHER_NUMBERS * _title(left, right)[0], 4), reason=f"other numbers: {both}")
    alike, shared = _title(left, right)
    said = f"title {alike:.2f} alike"
    if min(left.description.count, right.description.count) >= _FEWEST_PAIRS:
        pairs = overlap(left.description, right.description)
        text = share(pairs.shared, pairs.only_left, pairs.only_right)
        said += f", description {text:.2f} alike"
        alike = TITLE * alike + (1 - TITLE) * text
        shared += pairs.shared / _PAIRS_FOR_A_WORD
    if shared < ENOUGH:
        alike *= shared / ENOUGH
        said += ", but too short to tell"
    return Likeness(similarity=round(alike, 4), reason=said)


def share(shared: float, only_left: float, only_right: float) -> float:
    """Return what is shared of all, 0 to 1; what is replaced and what is only added weigh differently.

    Where the one side has nothing of its own, the rest of the other was added; else it was replaced. A symmetric
    Tversky index: Jimenez, Becerra, Gelbukh, Soft cardinality, *SEM 2013.
    """
    few, many = sorted((only_left, only_right))
    weight = shared + few * REPLACED + (many - few) * ADDED
    return shared / weight if weight else 0.0


def _title(left: Fingerprint, right: Fingerprint) -> tuple[float, float]:
    """Return how alike two titles are, and how many words they share, numbers among them."""
    shared, only_left, only_right = compare_words(left.words, right.words)
    numbers = len(set(left.numbers) & set(right.numbers))
    more = abs(len(left.numbers) - len(right.numbers))
    shared += numbers
    if only_left <= only_right:
        only_right += more
    else:
        only_left += more
    return share(shared, only_left, only_right), shared


def other_numbers(left: Fingerprint, right: Fingerprint) -> bool:
    """Tell whether each title bears a number that the other does not: then they are two products."""
    ours, theirs = set(left.numbers), set(right.numbers)
    return not (ours <= theirs or theirs <= ours)
