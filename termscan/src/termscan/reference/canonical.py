"""The canonical input of the terms of an index: bytes that name them, and from which they can be compiled again."""

import re
import struct
from collections.abc import Sequence

from termscan.reference import tables
from termscan.types import Options, Term

SEMANTICS = b"termscan semantics 5\n"
"""Grows whenever the same input may give other finds."""
_SURROGATE = re.compile("[\ud800-\udfff]")
"""Each lone surrogate is written as the byte 255: to termscan they are all one separator."""
_NO_EDITS_TOLD = 255
_DISGUISES, _GLUED = 1, 2


class ForeignIndexError(ValueError):
    """Stored bytes are no index of this version of termscan and its tables."""

    def __init__(self, reason: str) -> None:
        super().__init__(f"This is no index that this termscan can open: {reason}. Compile the terms again.")


def canonical_input(terms: Sequence[Term], options: Options) -> bytes:
    """Return the canonical bytes of the terms; the ordinary words have their own."""
    parts = [SEMANTICS, tables.digest()]
    parts.append(struct.pack("<2I3B", *_numbers(options)))
    parts.append(struct.pack("<I", len(terms)))
    for term in terms:
        edits = _NO_EDITS_TOLD if term.edits is None else max(0, min(2, term.edits))
        flags = _DISGUISES * term.disguises | _GLUED * term.glued
        parts += [counted(term.text), counted(term.language), struct.pack("<2B", edits, flags)]
    return b"".join(parts)


def _numbers(options: Options) -> tuple[int, int, bool, bool, bool]:
    limits = options.one_edit_from, options.two_edits_from
    return *limits, options.inflect, options.ordinary_rule, options.plausible


def counted(text: str) -> bytes:
    """Return a text in UTF-8 behind its size."""
    data = _SURROGATE.sub("\udcff", text).encode("utf-8", "surrogateescape")
    return struct.pack("<I", len(data)) + data


class _Bytes:
    """Canonical bytes that are read from front to back."""

    def __init__(self, data: bytes) -> None:
        self._data = data
        self._place = 0

    def take(self, size: int) -> bytes:
        part = self._data[self._place : self._place + size]
        if len(part) != size:
            raise ForeignIndexError("it is cut short")
        self._place += size
        return part

    def number(self) -> int:
        return int.from_bytes(self.take(4), "little")

    def text(self) -> str:
        return self.take(self.number()).decode("utf-8", "surrogateescape")


def from_canonical(data: bytes) -> tuple[list[Term], Options]:
    """Return the terms and options that canonical bytes and those of the ordinary words behind them were made from."""
    source = _Bytes(data)
    if source.take(len(SEMANTICS)) != SEMANTICS:
        raise ForeignIndexError("its semantics are of another version")
    if source.take(32) != tables.digest():
        raise ForeignIndexError("it was made with other tables")
    one, two, inflect, rule, plausible = struct.unpack("<2I3B", source.take(11))
    terms = [_term(source) for _ in range(source.number())]
    ordinary = tuple(source.text() for _ in range(source.number()))
    return terms, Options(one, two, ordinary, bool(inflect), bool(rule), bool(plausible))


def _term(source: _Bytes) -> Term:
    text, language = source.text(), source.text()
    edits, flags = source.take(2)
    told = None if edits == _NO_EDITS_TOLD else edits
    return Term(text, language, told, bool(flags & _DISGUISES), bool(flags & _GLUED))
