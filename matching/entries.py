"""Terms with the lists that they come from, kept as rows of bytes that are read only when a term is found."""

from array import array
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache

from pydantic import TypeAdapter

from domain.keyword_list import KeywordList, Requirement, Term

Context = tuple[Requirement, tuple[str, ...]]
"""What a term requires and what excuses it: many terms of a list share them."""

_NO_CONTEXT = Requirement()


@dataclass(frozen=True, slots=True, eq=False)
class Entry:
    """A term with the list that it comes from."""

    term: Term
    source: KeywordList
    """Without its terms."""
    rarity: float
    """The share of the term's letters that stand in words which are not ordinary, 0 to 1."""


@dataclass(frozen=True, slots=True)
class Rows:
    """Pieces of bytes that lie one after the other."""

    ends: memoryview
    """Where each ends: 64 bits each."""
    content: memoryview

    def __len__(self) -> int:
        return len(self.ends)

    def __getitem__(self, number: int) -> bytes:
        start = self.ends[number - 1] if number else 0
        return bytes(self.content[start : self.ends[number]])


def rows_of(pieces: Iterable[bytes]) -> Rows:
    """Return pieces of bytes as rows."""
    kept = list(pieces)
    ends = array("Q")
    end = 0
    for piece in kept:
        end += len(piece)
        ends.append(end)
    return Rows(memoryview(ends), memoryview(b"".join(kept)))


class Entries:
    """The terms of all lists by their numbers; each is read when it is first asked for."""

    def __init__(self, heads: Sequence[KeywordList], parts: Mapping[str, memoryview]) -> None:
        self._heads = heads
        self._lists = parts["lists"].cast("H")
        self._rarities = parts["rarities"]
        self._terms = Rows(parts["term ends"].cast("Q"), parts["terms"])
        self._contexts = Rows(parts["context ends"].cast("Q"), parts["contexts"])
        self._read: dict[int, Entry] = {}
        self._contexts_read: dict[int, Context] = {}

    def __len__(self) -> int:
        return len(self._lists)

    def __getitem__(self, number: int) -> Entry:
        entry = self._read.get(number)
        if entry is None:
            entry = self._read[number] = self._entry(number)
        return entry

    def _entry(self, number: int) -> Entry:
        context, _, row = self._terms[number].partition(b" ")
        requires, unless = self._context(int(context))
        term = replace(_terms().validate_json(row), requires=requires, unless=unless)
        return Entry(term, self._heads[self._lists[number]], self._rarities[number] / 100)

    def _context(self, number: int) -> Context:
        context = self._contexts_read.get(number)
        if context is None:
            context = self._contexts_read[number] = _contexts().validate_json(self._contexts[number])
        return context


def parts_of(lists: Sequence[KeywordList], rarities: Iterable[float]) -> dict[str, memoryview]:
    """Return the terms of lists as `Entries` reads them."""
    contexts: dict[Context, int] = {}
    terms: list[bytes] = []
    owners = array("H")
    for place, source in enumerate(lists):
        for term in source.terms:
            context = contexts.setdefault((term.requires, term.unless), len(contexts))
            bare = replace(term, requires=_NO_CONTEXT, unless=())
            terms.append(b"%d %b" % (context, _terms().dump_json(bare, exclude_defaults=True)))
            owners.append(place)
    term_rows = rows_of(terms)
    context_rows = rows_of(_contexts().dump_json(context) for context in contexts)
    return {
        "lists": memoryview(owners).cast("B"),
        "rarities": memoryview(bytes(round(100 * rarity) for rarity in rarities)),
        "term ends": term_rows.ends.cast("B"),
        "terms": term_rows.content,
        "context ends": context_rows.ends.cast("B"),
        "contexts": context_rows.content,
    }


@lru_cache(maxsize=1)
def _terms() -> TypeAdapter[Term]:
    return TypeAdapter(Term)


@lru_cache(maxsize=1)
def _contexts() -> TypeAdapter[Context]:
    return TypeAdapter(Context)
