"""What the judge asks of whatever understands grammar."""

import hashlib
from collections.abc import Collection, Sequence
from typing import Protocol

from domain.keyword_list import KeywordList, Term
from matching.candidate import Candidate
from matching.linguistics.remarks import Remark


class Linguistics(Protocol):
    """Says how finds stand in their sentences, for terms that ask for it."""

    @property
    def languages(self) -> Collection[str]:
        """The languages that it reads."""

    @property
    def identity(self) -> str:
        """What its answers depend on, as text: it belongs into the digest of whatever was asked."""

    def remarks(self, candidates: Sequence[Candidate], language: str | None) -> Sequence[Remark | None]:
        """Return what the grammar says of each find, None where it says nothing or is not asked."""


def digest_with(digest: str, linguistics: Linguistics | None) -> str:
    """Return a digest of all that was asked, with what grammar depends on; the same digest where none is asked."""
    if linguistics is None:
        return digest
    return hashlib.sha256(f"{digest}\n{linguistics.identity}".encode()).hexdigest()


def unasked(term: Term, linguistics: Linguistics | None, language: str | None) -> str:
    """Return why grammar is not asked about a term that wants it; nothing if it is asked, or if the term does not."""
    language = language or term.language
    if not term.parse or (linguistics is not None and language in linguistics.languages):
        return ""
    return f"grammar was not asked: no model is named for {language}"


def what_is_missing(lists: Sequence[KeywordList], linguistics: Linguistics | None) -> tuple[str, ...]:
    """Return one sentence for each list that asks for a grammar model which is not there, with the way out."""
    there = frozenset(linguistics.languages) if linguistics else frozenset()
    told = []
    for found in lists:
        asked = [term for term in found.terms if term.parse]
        languages = {term.language for term in asked} - {"und"}
        if any(term.language == "und" for term in asked):
            languages |= set(found.languages)
        missing = sorted(languages - there)
        if missing:
            told.append(
                f"{found.list_id}: {len(asked)} terms ask for a grammar model (parse: true), and none is named for "
                f"{', '.join(missing)}. They are judged without. Install spaCy and a model of your choice, then "
                f"name it in the settings: [linguistics.models.{missing[0]}] name = …"
            )
    return tuple(told)
