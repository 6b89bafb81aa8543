"""Ordinary words in pure Python."""

import hashlib
import struct
from collections.abc import Iterable, Iterator
from functools import cached_property

from termscan.reference.canonical import counted
from termscan.reference.fold import fold_text


class OrdinaryWords:
    """Ordinary words in honest letters, each once, in the order of their code points."""

    def __init__(self, words: Iterable[str] = ()) -> None:
        self.words = tuple(sorted({fold_text(word).text for word in words} - {""}))
        self.known = frozenset(self.words)

    def __len__(self) -> int:
        return len(self.words)

    def __iter__(self) -> Iterator[str]:
        return iter(self.words)

    def __contains__(self, honest: str) -> bool:
        return honest in self.known

    def __or__(self, more: "OrdinaryWords") -> "OrdinaryWords":
        return OrdinaryWords((*self.words, *more.words))

    @cached_property
    def canonical(self) -> bytes:
        """The number of words, and each word behind its size."""
        return struct.pack("<I", len(self.words)) + b"".join(map(counted, self.words))

    @cached_property
    def digest(self) -> str:
        """SHA-256, hexadecimal."""
        return hashlib.sha256(self.canonical).hexdigest()
