"""The tables of `termscan/tables`, as both engines read them."""

import hashlib
import struct
from functools import cache
from importlib import resources
from typing import NamedTuple

NAMES = ("fold.bin", "inflections.tsv", "letters.bin", "phonetics.tsv")
"""Tables that shape results, in the order of their digest."""
WIDTH, ZERO_WIDTH, ACCENT, REGIONAL = 1, 2, 4, 8
OTHER, LETTER, DIGIT, SIGN, UNSPACED, SPACE, LINE_BREAK = range(7)
LATIN, GREEK, CYRILLIC = 1, 2, 3
_ITSELF = 15


class DamagedTableError(ValueError):
    """A table of the installed package is not what it should be."""

    def __init__(self, name: str) -> None:
        super().__init__(f"The table {name} of termscan is damaged. Install termscan again.")


class Letter(NamedTuple):
    """What is known of an honest letter."""

    stands_for: str
    """Its class: the letter in which it meets its look-alikes."""
    kind: int
    script: int
    is_perfect: bool
    """Whether it looks the same as its class."""
    is_marked: bool
    """Whether it is a letter of its own by its mark (й ї ў ґ)."""


def content(name: str) -> bytes:
    """Return the bytes of a table."""
    return resources.files("termscan").joinpath("tables").joinpath(name).read_bytes()


@cache
def digest() -> bytes:
    """Return the SHA-256 of all tables that shape results."""
    whole = hashlib.sha256()
    for name in NAMES:
        table = content(name)
        whole.update(name.encode() + b"\0" + struct.pack("<Q", len(table)) + table)
    return whole.digest()


class _Table:
    """A table from code point to entry, in two stages."""

    def __init__(self, name: str, magic: bytes, entry_size: int) -> None:
        self._data = content(name)
        if self._data[:8] != magic:
            raise DamagedTableError(name)
        first, second, entries, pool = struct.unpack_from("<4I", self._data, 8)
        self._second = 24 + 2 * first
        self._entries = self._second + 2 * second
        self._pool = self._entries + entry_size * entries
        self._entry_size = entry_size
        if len(self._data) != self._pool + 4 * pool:
            raise DamagedTableError(name)

    def entry(self, point: int, layout: str) -> tuple[int, ...]:
        """Return the entry of a code point."""
        block = struct.unpack_from("<H", self._data, 24 + 2 * (point >> 8))[0]
        number = struct.unpack_from("<H", self._data, self._second + 2 * (block << 8 | point & 255))[0]
        return struct.unpack_from(layout, self._data, self._entries + self._entry_size * number)

    def pooled(self, start: int, count: int) -> str:
        """Return letters of the pool."""
        return "".join(map(chr, struct.unpack_from(f"<{count}I", self._data, self._pool + 4 * start)))


@cache
def _folds() -> _Table:
    return _Table("fold.bin", b"TSFOLD01", 4)


@cache
def _letters() -> _Table:
    return _Table("letters.bin", b"TSLETR01", 8)


@cache
def fold_of(character: str) -> tuple[str, int]:
    """Return the honest letters of a code point and the trace that folding leaves."""
    (entry,) = _folds().entry(ord(character), "<I")
    count = entry >> 4 & 15
    return (character if count == _ITSELF else _folds().pooled(entry >> 8, count)), entry & 15


@cache
def letter(honest: str) -> Letter:
    """Return what is known of an honest letter."""
    code, kind, script, flags, _ = _letters().entry(ord(honest), "<I4B")
    return Letter(chr(code) if code else honest, kind, script, bool(flags & 1), bool(flags & 2))


def rows(name: str) -> list[list[str]]:
    """Return the rows of a table that is text."""
    lines = content(name).decode().split("\n")
    return [line.split("\t") for line in lines if line and not line.startswith("#")]
