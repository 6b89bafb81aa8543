"""Ordinary words of the market's languages: an edit may not be spent on one of them."""

from functools import lru_cache
from importlib import resources

from matching.fold import fold_term
from matching.inflection import forms_of


@lru_cache(maxsize=1)
def ordinary_words() -> frozenset[str]:
    """Return the ordinary words of all languages, folded, with their forms."""
    text = resources.files("matching").joinpath("ordinary_words.txt").read_text(encoding="utf-8")
    words: set[str] = set()
    for line in text.splitlines():
        if line and not line.startswith("#"):
            language, _, listed = line.partition(":")
            for word in listed.split():
                words.update(forms_of(fold_term(word), language.strip()))
    return frozenset(words)
