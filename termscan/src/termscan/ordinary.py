"""Ordinary words: folded, put in order and hashed once, and shared by all indexes that are told them."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from typing import Any

from termscan.at_hand import core, folder
from termscan.given import words_of
from termscan.reference.ordinary import OrdinaryWords as ReferenceWords
from termscan.writing import fold


class OrdinaryWords(Collection[str]):
    """Words that are what they seem: nothing is read into them. Immutable, in honest letters, each once.

    Made once, it costs an index nothing: a million words take half a second, and indexes share what was made of them.
    """

    __slots__ = ("_by_reference", "_made")

    def __init__(self, words: Iterable[str] = ()) -> None:
        """Fold words; what folds to nothing is left out."""
        listed = words_of(words)
        fold_tables = folder()
        self._made: Any = ReferenceWords(listed) if fold_tables is None else fold_tables.ordinary(listed)
        self._by_reference: ReferenceWords | None = self._made if fold_tables is None else None

    @classmethod
    def of(cls, words: Iterable[str]) -> OrdinaryWords:
        """Return words as they are if they are ordinary words already, else made so."""
        return words if isinstance(words, cls) else cls(words)

    @classmethod
    def _of_engine(cls, made: Any) -> OrdinaryWords:
        words = cls.__new__(cls)
        words._made = made
        words._by_reference = made if isinstance(made, ReferenceWords) else None
        return words

    @property
    def digest(self) -> str:
        """SHA-256 (hexadecimal) of the words: the same for the same words, in whatever order they were told."""
        return str(self._made.digest)

    def __len__(self) -> int:
        return len(self._made)

    def __contains__(self, word: object) -> bool:
        return isinstance(word, str) and fold(word).text in self._made

    def __iter__(self) -> Iterator[str]:
        return iter(self._made)

    def __or__(self, more: Iterable[str]) -> OrdinaryWords:
        """Return these words and more."""
        other = OrdinaryWords.of(more)
        if not other or not self:
            return self or other
        if core is None or isinstance(self._made, ReferenceWords) or isinstance(other._made, ReferenceWords):
            return OrdinaryWords._of_engine(self.for_reference() | other.for_reference())
        return OrdinaryWords._of_engine(self._made | other._made)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, OrdinaryWords) and self.digest == other.digest

    def __hash__(self) -> int:
        return hash(self.digest)

    def __reduce__(self) -> tuple[Any, ...]:
        return OrdinaryWords, (tuple(self),)

    def __repr__(self) -> str:
        return f"<termscan.OrdinaryWords: {len(self)}, {self.digest[:12]}>"

    def for_core(self) -> Any:
        """Return them as the compiled core holds them."""
        return folder().ordinary(list(self)) if isinstance(self._made, ReferenceWords) else self._made

    def for_reference(self) -> ReferenceWords:
        """Return them as the pure-Python engine holds them."""
        if self._by_reference is None:
            self._by_reference = ReferenceWords(self)
        return self._by_reference
