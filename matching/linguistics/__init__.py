"""What a grammar model and lemma tables of the user's say about finds; everything works without either."""

from matching.linguistics.asking import Linguistics, what_is_missing
from matching.linguistics.lemmas import lemma_languages, with_forms
from matching.linguistics.models import GrammarModel, LinguisticsError
from matching.linguistics.parsing import ParsedWindows, load_linguistics
from matching.linguistics.remarks import Relation, Remark

__all__ = [
    "GrammarModel",
    "Linguistics",
    "LinguisticsError",
    "ParsedWindows",
    "Relation",
    "Remark",
    "lemma_languages",
    "load_linguistics",
    "what_is_missing",
    "with_forms",
]
