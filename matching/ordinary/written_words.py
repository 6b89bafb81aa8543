"""The small list written by hand: words that brands are named after, and that no form of a term may be taken for."""

from functools import lru_cache
from importlib import resources

from termscan import fold, forms


@lru_cache(maxsize=1)
def written_words() -> frozenset[str]:
    """Return the words of all its languages, folded, with their forms; the words of the languages hold them, too."""
    text = resources.files("matching").joinpath("ordinary", "written.txt").read_text(encoding="utf-8")
    words: set[str] = set()
    for line in text.splitlines():
        if line and not line.startswith("#"):
            language, _, listed = line.partition(":")
            for word in listed.split():
                words.update(forms(fold(word).text, language.strip()))
    return frozenset(words)
