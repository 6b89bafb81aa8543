"""The words of a listing that may become ordinary."""

import re

from domain.listing import Listing
from matching.scripts import is_unspaced, script_of
from termscan import fold

SHORTEST, LONGEST = 3, 24
WORD = re.compile(r"[^\W\d_]+")
_MIXABLE = ("LATIN", "CYRILLIC", "GREEK", "ARMENIAN", "CHEROKEE")
"""Scripts whose letters look alike."""


def listing_words(listing: Listing) -> set[str]:
    """Return the words of the title and the description in honest letters, without those that are disguised.

    A word with digits is a model or a disguise, one of two scripts is a disguise: neither is ever ordinary.
    """
    honest = fold(f"{listing.title}\n{listing.description}").text
    return {word for word in _alone(honest) if SHORTEST <= len(word) <= LONGEST and _is_honest(word)}


def _alone(text: str) -> list[str]:
    """Return the runs of letters that no digit is glued to."""
    return [run for run in re.findall(r"\w+", text) if WORD.fullmatch(run)]


def _is_honest(word: str) -> bool:
    if word.isascii():
        return True
    if is_unspaced(word):
        return False
    return len({script for script in map(script_of, word) if script in _MIXABLE}) <= 1
