"""The index of terms: one interface over both engines."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from termscan.at_hand import CompiledEngineMissingError, Engine, chosen, core
from termscan.finds import Finds
from termscan.given import check_several, check_text, check_threads, column_of
from termscan.ordinary import OrdinaryWords
from termscan.reference import tables
from termscan.reference.canonical import ForeignIndexError
from termscan.reference.index import Index as ReferenceIndex
from termscan.types import Boundary, Disguise, Find, Options, Term

if TYPE_CHECKING:
    from os import PathLike

_CORE_MAGIC, _REFERENCE_MAGIC = b"TSINDEX1", b"TSPYIDX1"
"""How the files of the engines begin."""
_MOST_THREADS = 1024


class Index:
    """Terms, ready to be looked for: immutable, picklable, and the same on every machine (see `digest`)."""

    __slots__ = ("_made",)

    def __init__(self, made: Any) -> None:
        """Take an index of an engine; `compile` and `Index.open` are the ways to one."""
        self._made = made

    @property
    def engine(self) -> Engine:
        """The engine that looks for the terms."""
        return "python" if isinstance(self._made, ReferenceIndex) else "compiled"

    @property
    def digest(self) -> str:
        """SHA-256 (hexadecimal) of all that shapes results: terms, options, ordinary words, tables, semantics."""
        return str(self._made.digest)

    @property
    def memory(self) -> int:
        """Bytes of the index (compiled), or of what it was made from (Python)."""
        return int(self._made.memory)

    def __len__(self) -> int:
        return len(self._made)

    def find(self, text: str) -> list[Find]:
        """Return the finds in one text, in order of start, end and term; their row is 0."""
        if not isinstance(text, str):
            check_text(text, "A text to look in")
        return [
            Find(row, term, start, end, distance, Disguise(disguises), Boundary(boundary))
            for row, term, start, end, distance, disguises, boundary in self._made.find(text)
        ]

    def scan(self, column: Any, *, threads: int | None = None) -> Finds:
        """Return the finds in a column of texts.

        The column is a sequence of `str | None`, or anything with `__arrow_c_stream__` or `__arrow_c_array__` (polars,
        pyarrow, pandas, DuckDB) of strings; a null gives nothing. `threads`: how many share the rows, None for one per
        core; results never depend on it. Raises TypeError for a column of something else.
        """
        check_threads(threads)
        texts = column_of(column)
        if isinstance(self._made, ReferenceIndex):
            return Finds(self._made.scan(texts))
        try:
            return Finds(self._made.scan(texts, min(threads or 0, _MOST_THREADS)))
        except core.CoreError as error:
            reason = str(error)
            raise TypeError(f"{reason[:1].upper()}{reason[1:]}.") from error

    def with_ordinary(self, words: Iterable[str]) -> Index:
        """Return an index of the same terms that knows more ordinary words; cheap, the terms are not compiled again."""
        more = OrdinaryWords.of(words)
        is_reference = isinstance(self._made, ReferenceIndex)
        return Index(self._made.with_ordinary(more.for_reference() if is_reference else more.for_core()))

    def save(self, path: str | PathLike[str]) -> None:
        """Store the index in a file, which must end up whole before it is opened."""
        self._made.save(str(path))

    @classmethod
    def open(cls, path: str | PathLike[str]) -> Index:
        """Return a stored index; the compiled core maps the file instead of reading it.

        It is of the engine that stored it. Raises ForeignIndexError, which says what is wrong, for a file that is no
        index, is damaged, is of another version, or was stored by the compiled core where that is not installed.
        """
        with Path(path).open("rb") as file:
            begin = file.read(8)
        if core is None and begin == _CORE_MAGIC:
            raise ForeignIndexError(f"{path} was stored by the compiled engine, which is not installed here")
        if core is None or begin == _REFERENCE_MAGIC:
            return cls(ReferenceIndex.open(Path(path)))
        try:
            return cls(core.Index.open(str(path)))
        except core.CoreError as error:
            raise ForeignIndexError(str(error).removesuffix("; compile the terms again")) from error

    def __reduce__(self) -> tuple[Any, ...]:
        if isinstance(self._made, ReferenceIndex):
            return Index, (self._made,)
        return _from_bytes, (self._made.to_bytes(),)

    def __repr__(self) -> str:
        return f"<termscan.Index of {len(self)} terms, {self.engine}, {self.digest[:12]}>"


def compile(  # noqa: A001  # the name that `re` gives to the same deed
    terms: Iterable[Term | str], options: Options | None = None, *, engine: Engine | None = None
) -> Index:
    """Return an index of terms; `engine` None takes the compiled core where it is installed.

    Typing errors are found by deletion neighbourhoods (Garbe's SymSpell) and counted as optimal string alignment: a
    substitution, insertion, deletion, or swap of neighbours each count one, and no part of a word is edited twice.
    """
    listed, told = _terms(terms), Options() if options is None else options
    if not isinstance(told, Options):
        raise TypeError(f"The options must be termscan.Options or None, not of the type {type(told).__name__}.")
    if chosen(engine) == "python":
        return Index(ReferenceIndex(listed, replace(told, ordinary=OrdinaryWords.of(told.ordinary).for_reference())))
    return Index(_compiled(listed, told))


def _terms(given: Iterable[Term | str]) -> list[Term]:
    check_several(given, "Terms")
    terms = [Term(each) if isinstance(each, str) else each for each in given]
    for place, term in enumerate(terms):
        if not isinstance(term, Term):
            raise TypeError(f"Term {place} must be a str or a termscan.Term, not of the type {type(term).__name__}.")
    return terms


def _compiled(terms: Sequence[Term], options: Options) -> Any:
    numbers = (options.one_edit_from, options.two_edits_from, options.inflect, options.ordinary_rule, options.plausible)
    given = tuple(tables.content(name) for name in tables.NAMES)
    return core.compile(terms, numbers, OrdinaryWords.of(options.ordinary).for_core(), given, tables.digest())


def _from_bytes(data: bytes) -> Index:
    if core is None:
        raise CompiledEngineMissingError
    return Index(core.Index.from_bytes(data))
