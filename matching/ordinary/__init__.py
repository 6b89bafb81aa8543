"""Which words are ordinary: those of the market's languages, and those learnt from what is crawled. Pure."""

from matching.ordinary.language_words import LANGUAGES, ordinary_words

__all__ = ["LANGUAGES", "ordinary_words"]
