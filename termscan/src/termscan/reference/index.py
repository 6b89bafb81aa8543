"""An index of terms in pure Python."""

import hashlib
from collections.abc import Iterable, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

from termscan.reference.canonical import ForeignIndexError, canonical_input, from_canonical
from termscan.reference.columns import FindList, texts_of
from termscan.reference.ordinary import OrdinaryWords
from termscan.reference.reading import Reader
from termscan.reference.scan import Scan
from termscan.reference.vocabulary import Vocabulary
from termscan.types import Find, Options, Term

_MAGIC = b"TSPYIDX1"


class Index:
    """Terms, ready to be looked for. It never changes."""

    engine = "python"

    def __init__(self, terms: Iterable[Term | str], options: Options | None = None) -> None:
        self._terms = [Term(term) if isinstance(term, str) else term for term in terms]
        self._options = options or Options()
        told = self._options.ordinary
        self.ordinary = told if isinstance(told, OrdinaryWords) else OrdinaryWords(told)
        self._canonical = canonical_input(self._terms, self._options)
        self._vocabulary = Vocabulary(self._terms, self._options, self.ordinary.known)
        self._reader = Reader(self._vocabulary)

    def __len__(self) -> int:
        return len(self._terms)

    @property
    def digest(self) -> str:
        """The SHA-256 of the digests of terms and ordinary words, the same for each engine and on every machine."""
        terms = hashlib.sha256(self._canonical).digest()
        return hashlib.sha256(terms + bytes.fromhex(self.ordinary.digest)).hexdigest()

    @property
    def memory(self) -> int:
        """Bytes of the canonical input; what Python keeps beside it cannot be told."""
        return len(self._stored)

    def find(self, text: str) -> list[Find]:
        """Return the finds in one text."""
        return Scan(self._vocabulary, self._reader, text).finds(0)

    def scan(self, column: Any, *, threads: int | None = None) -> FindList:
        """Return the finds in a column of texts, row by row; there is one thread, whatever is asked for."""
        found = FindList()
        for row, text in enumerate(texts_of(column)):
            if text:
                found.extend(Scan(self._vocabulary, self._reader, text).finds(row))
        return found

    def with_ordinary(self, words: OrdinaryWords) -> "Index":
        """Return an index of the same terms that knows more ordinary words."""
        return Index(self._terms, replace(self._options, ordinary=self.ordinary | words))

    @property
    def _stored(self) -> bytes:
        return self._canonical + self.ordinary.canonical

    def save(self, path: Path | str) -> None:
        """Store the index."""
        stored = self._stored
        Path(path).write_bytes(_MAGIC + hashlib.sha256(stored).digest() + stored)

    @classmethod
    def open(cls, path: Path | str) -> "Index":
        """Return a stored index; it is compiled again."""
        data = Path(path).read_bytes()
        if data[:8] != _MAGIC:
            raise ForeignIndexError(f"{path} does not begin as one")
        if hashlib.sha256(data[40:]).digest() != data[8:40]:
            raise ForeignIndexError(f"{path} is damaged")
        return cls(*from_canonical(data[40:]))

    def __reduce__(self) -> tuple[type["Index"], tuple[Sequence[Term], Options]]:
        return Index, (tuple(self._terms), replace(self._options, ordinary=self.ordinary))
