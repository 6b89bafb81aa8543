"""Which words are ordinary: those of the market's languages, and those learnt from what is crawled. Pure."""

from matching.ordinary.corpus_words import CorpusWords, DamagedCorpusError
from matching.ordinary.guard import GuardedTerm, ordinary_in_corpus
from matching.ordinary.language_words import LANGUAGES, ordinary_words
from matching.ordinary.written_words import written_words

__all__ = [
    "LANGUAGES",
    "CorpusWords",
    "DamagedCorpusError",
    "GuardedTerm",
    "ordinary_in_corpus",
    "ordinary_words",
    "written_words",
]
