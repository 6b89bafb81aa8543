"""Our own engine, termscan: one call per column."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from typing import Any, ClassVar

import numpy as np
import numpy.typing as npt

from benchmarks.matching_engines.base import MissingPackageError

Numbers = npt.NDArray[np.int64]
QUIET = ("ACCENT", "WIDTH", "INFLECTED")
"""Disguises that honest writers use, too."""
PLAIN_BOUNDARIES = ("WHOLE", "POSITION")


@dataclass(frozen=True, slots=True)
class Columns:
    """Finds as columns, in the order of rows."""

    row: Numbers
    term: Numbers
    start: Numbers
    end: Numbers
    distance: Numbers
    disguises: Numbers
    boundary: Numbers

    def fuzzy(self) -> npt.NDArray[np.bool_]:
        """Which finds spend an edit."""
        return self.distance > 0

    def disguised(self) -> npt.NDArray[np.bool_]:
        """Which finds spend no edit but are more than case, marks, width and inflection of whole words."""
        import termscan

        loud = sum(int(kind) for kind in termscan.Disguise if kind.name not in QUIET)
        plain = [int(termscan.Boundary[name]) for name in PLAIN_BOUNDARIES]
        return (self.distance == 0) & (((self.disguises & loud) > 0) | ~np.isin(self.boundary, plain))


class Termscan:
    """termscan: two edits, all disguises, the ordinary-word rule."""

    key: ClassVar[str] = "termscan"
    name: ClassVar[str] = "termscan"
    package: ClassVar[str] = "termscan"
    largest: ClassVar[int] = 10**9

    def build(self, terms: Sequence[str], ordinary: Collection[str], *, ordinary_rule: bool = True) -> None:
        try:
            import termscan
        except ImportError as error:
            raise MissingPackageError(self.package) from error
        options = termscan.Options(ordinary=frozenset(ordinary), ordinary_rule=ordinary_rule)
        self.index: Any = termscan.compile(terms, options)

    def with_ordinary(self, ordinary: Collection[str]) -> "Termscan":
        """Return the same, knowing these ordinary words as well."""
        other = Termscan()
        other.index = self.index.with_ordinary(ordinary)
        return other

    def prepare(self, texts: Sequence[str]) -> Sequence[str]:
        return texts

    def scan(self, prepared: Sequence[str]) -> Any:
        self._rows = len(prepared)
        return self.index.scan(prepared, threads=1)

    def reported(self, scanned: Any) -> list[set[int]]:
        terms: list[set[int]] = [set() for _ in range(self._rows)]
        for find in scanned:
            terms[find.row].add(find.term)
        return terms

    def columns(self, scanned: Any) -> Columns:
        """Return the finds as columns: through the Arrow interface, or one by one where the reference found them."""
        names = Columns.__dataclass_fields__
        if self.index.engine == "compiled":
            import pyarrow

            table = pyarrow.array(scanned)
            return Columns(*(table.field(name).to_numpy().astype(np.int64) for name in names))
        rows = np.array([tuple(map(int, find)) for find in scanned], dtype=np.int64).reshape(-1, len(names))
        return Columns(*rows.T)


def engine_kind() -> str:
    """Return on which engine termscan runs here: compiled or python."""
    try:
        from termscan import engine
    except ImportError:
        return "absent"
    return str(engine)


def is_compiled() -> bool:
    return engine_kind() == "compiled"
