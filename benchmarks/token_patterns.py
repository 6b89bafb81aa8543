"""The same questions asked with spaCy's token patterns on a blank pipeline with lookup lemmas: no model, no grammar."""

import time
from collections.abc import Iterator, Sequence
from pathlib import Path

import spacy
from spacy.language import Language
from spacy.matcher import Matcher as Patterns

from benchmarks.labelled import read_rows
from matching.candidate import Candidate
from matching.context.words import Role, context_words
from matching.linguistics import Relation, Remark
from matching.linguistics.windows import window_of

_TERM = "xterm"
_FILLERS = ["any", "real", "genuine", "trace", "amount", "of", "other", "the", "this", "a", "an", "such", "added"]
_CONTAINS = ["contain", "include", "use", "have", "sell", "make", "of", "from", "with", "be"]
_GOODS = [
    "armchair",
    "sofa",
    "dress",
    "jumper",
    "cushion",
    "shoe",
    "cardigan",
    "curtain",
    "wallpaper",
    "scarf",
    "frame",
]


def _pipeline(*, lemmas: bool) -> Language:
    nlp = spacy.blank("en")
    if lemmas:
        nlp.add_pipe("lemmatizer", config={"mode": "lookup"})
        nlp.initialize()
    return nlp


class TokenPatterns:
    """A hand-written set for English: denials with what may stand between, denials of something else, colours."""

    languages = frozenset({"en"})
    identity = "token patterns"

    def __init__(self) -> None:
        self._nlp = _pipeline(lemmas=True)
        self._patterns = Patterns(self._nlp.vocab)
        denies = {"LOWER": {"IN": ["no", "not", "without", "never", "neither", "nor", "non", "zero", "n't"]}}
        between = {"LEMMA": {"IN": _FILLERS}, "OP": "*"}
        term = {"LOWER": _TERM}
        self._patterns.add(
            Relation.DENIED.value,
            [
                [denies, between, term],
                [denies, {"LEMMA": {"IN": _CONTAINS}, "OP": "+"}, between, term],
                [{"LOWER": "free"}, {"LOWER": {"IN": ["of", "from"]}}, between, term],
                [term, {"ORTH": "-", "OP": "?"}, {"LOWER": "free"}],
            ],
        )
        other = {"LEMMA": {"NOT_IN": [*_FILLERS, *_CONTAINS, _TERM]}, "IS_PUNCT": False}
        self._patterns.add(
            Relation.DENIAL_OF_ANOTHER.value,
            [[denies, other, {"IS_PUNCT": True, "OP": "?"}, {"LOWER": {"NOT_IN": [_TERM]}, "OP": "{0,3}"}, term]],
        )
        self._patterns.add(
            Relation.COLOUR.value,
            [[term, {"OP": "?"}, {"LEMMA": {"IN": _GOODS}}], [{"LEMMA": {"IN": _GOODS}}, {"LOWER": "in"}, term]],
        )

    def remarks(self, candidates: Sequence[Candidate], language: str | None) -> Sequence[Remark | None]:
        if (language or "en") != "en":
            return [None] * len(candidates)
        windows = [window_of(candidate, "en") for candidate in candidates]
        texts = [found.text[: found.start] + _TERM + found.text[found.end :] for found in windows]
        docs = self._nlp.pipe(texts)
        return [self._remark(doc, candidate) for doc, candidate in zip(docs, candidates, strict=True)]

    def _remark(self, doc: spacy.tokens.Doc, candidate: Candidate) -> Remark | None:
        found = {self._nlp.vocab.strings[key]: doc[start:end].text for key, start, end in self._patterns(doc)}
        for relation in (Relation.DENIED, Relation.DENIAL_OF_ANOTHER, Relation.COLOUR):
            is_colour = candidate.term.text.casefold() in context_words("en")[Role.COLOUR_NAMES]
            if relation in found and (relation is not Relation.COLOUR or is_colour):
                return Remark(relation, found[relation], "patterns")
        return None


def blank_costs(*paths: Path) -> Iterator[tuple[str, str]]:
    """Yield what spaCy takes for whole listings, without any model."""
    for path in paths:
        texts = [f"{row.listing.title} {row.listing.description}".strip() for row in read_rows(path)]
        for name, lemmas in (("words", False), ("words and lookup lemmas", True)):
            nlp = _pipeline(lemmas=lemmas)
            list(nlp.pipe(texts))
            start = time.process_time()
            list(nlp.pipe(texts))
            yield f"{name}, {path.name}", f"{(time.process_time() - start) / len(texts) * 1e6:,.0f}"
