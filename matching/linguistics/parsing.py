"""The layer itself: windows of finds through the parser, many at a time."""

import threading
from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING

from matching.candidate import Candidate
from matching.linguistics.models import GrammarModel, InstalledModel, check, pipeline_of
from matching.linguistics.reading import question_about, relation_of
from matching.linguistics.remarks import Relation, Remark
from matching.linguistics.windows import Window, window_of

if TYPE_CHECKING:
    from spacy.language import Language

_BATCH = 128
REMEMBERED = 4096
"""Windows whose answers are kept: sellers paste the same sentence into hundreds of listings."""

_Answer = tuple[Relation, str] | None
_Key = tuple[Window, tuple[object, ...]]


class ParsedWindows:
    """Asks grammar models about finds, on a few words around each."""

    def __init__(self, models: Iterable[InstalledModel], *, remembered: int = REMEMBERED) -> None:
        self._remembered = remembered
        self._models = {model.language: model for model in models}
        self._answers: dict[_Key, _Answer] = {}
        self._pipelines: dict[str, Language] = {}
        self._lock = threading.Lock()

    def __reduce__(self) -> tuple[object, ...]:
        """Another process loads the very same files again, or none."""
        return _again, (tuple(model.source for model in self._models.values()), self._remembered)

    @property
    def languages(self) -> frozenset[str]:
        """The languages that it reads."""
        return frozenset(self._models)

    @property
    def identity(self) -> str:
        """The digests of its models: what its answers depend on."""
        return " ".join(f"{language}:{model.digest}" for language, model in sorted(self._models.items()))

    def remarks(self, candidates: Sequence[Candidate], language: str | None) -> list[Remark | None]:
        """Return what the grammar says of each find whose term asks for it."""
        asked = [self._key(candidate, language) if candidate.term.parse else None for candidate in candidates]
        if not any(asked):
            return [None] * len(candidates)
        with self._lock:
            self._read([(key, candidate) for key, candidate in zip(asked, candidates, strict=True) if key])
            return [self._remark(key) if key else None for key in asked]

    def _key(self, candidate: Candidate, language: str | None) -> _Key | None:
        """Return the window of a find, if there is a model for the language of the listing or else of the term."""
        language = language or candidate.term.language
        if language not in self._models:
            return None
        term = candidate.term
        return window_of(candidate, language), (term.text, term.kind, term.language, term.requires.words)

    def _read(self, asked: Sequence[tuple[_Key, Candidate]]) -> None:
        new = {key: candidate for key, candidate in asked if key not in self._answers}
        if len(self._answers) + len(new) > self._remembered:
            self._answers = {key: self._answers[key] for key, _ in asked if key in self._answers}
        for language in {key[0].language for key in new}:
            keys = [key for key in new if key[0].language == language]
            docs = self._pipeline(language).pipe([key[0].text for key in keys], batch_size=_BATCH)
            for key, doc in zip(keys, docs, strict=True):
                question = question_about(new[key].term, language)
                self._answers[key] = relation_of(doc, key[0].start, key[0].end, question)

    def _pipeline(self, language: str) -> "Language":
        if language not in self._pipelines:
            self._pipelines[language] = pipeline_of(self._models[language])
        return self._pipelines[language]

    def _remark(self, key: _Key) -> Remark | None:
        answer = self._answers[key]
        return Remark(*answer, model=self._models[key[0].language].title) if answer else None


def _again(models: Sequence[GrammarModel], remembered: int) -> ParsedWindows:
    return ParsedWindows((check(model) for model in models), remembered=remembered)


def load_linguistics(models: Sequence[GrammarModel]) -> ParsedWindows | None:
    """Find the models that are named; None if none is. Raises `LinguisticsError` if one is not what it should be."""
    return ParsedWindows(map(check, models)) if models else None
