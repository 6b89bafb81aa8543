"""Which languages a listing seems to be written in, by its commonest words: short words of the context depend on it."""

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from functools import lru_cache

from domain.listing import Listing
from matching.context.words import common_words
from matching.languages import language_of
from matching.passage import Passage

_READ = 400
"""Characters of a field that are read for it."""
_SURE = 2
"""Common words of another language that outweigh what a marketplace says of the language."""
_WORD = re.compile(r"[^\W\d_]+")
_LETTERS = (
    (re.compile("[іїєґ]"), ("uk",)),
    (re.compile("[ыэё]"), ("ru",)),
    (re.compile("[\u0430-\u044f]"), ("ru", "uk")),
    (re.compile("[ß]"), ("de",)),
    (re.compile("[łąęśźż]"), ("pl",)),
    (re.compile("[řěů]"), ("cs",)),
    (re.compile("[ğış]"), ("tr",)),
    (re.compile("[å]"), ("sv",)),
    (re.compile("[ñ¿¡]"), ("es",)),
    (re.compile("[ãõ]"), ("pt",)),
    (re.compile("[\u05d0-\u05ea]"), ("he",)),
    (re.compile("[\u0621-\u064a]"), ("ar",)),
    (re.compile("[\u03b1-\u03c9]"), ("el",)),
    (re.compile("[\u3041-\u30ff]"), ("ja",)),
    (re.compile("[\u4e00-\u9fff]"), ("zh", "ja")),
    (re.compile("[\u0e01-\u0e5b]"), ("th",)),
)
"""Letters that only some of our languages have; a title of look-alikes has them too, and then little is lost."""


def languages_around(listing: Listing, passages: Sequence[Passage]) -> frozenset[str]:
    """Return the language that the marketplace says, and those that the words say."""
    text = " ".join(passage.folded.original[:_READ] for passage in passages)
    told = language_of(listing)
    counted = dict(_counted(text.lower()))
    most = max(counted.values(), default=0)
    if told is not None and most < max(_SURE, counted.get(told, 0) + 1):
        return frozenset({told})
    guessed = {language for language, count in counted.items() if count == most}
    return frozenset(guessed | ({told} if told else set()))


@lru_cache(maxsize=8192)
def _counted(text: str) -> tuple[tuple[str, int], ...]:
    counts: Counter[str] = Counter()
    for word in set(_WORD.findall(text)):
        counts.update(common_words().get(word, ()))
    counts.update(_by_letters(text))
    return tuple(counts.items())


def _by_letters(text: str) -> Iterable[str]:
    if text.isascii():
        return ()
    return [language for letters, languages in _LETTERS if letters.search(text) for language in languages]
