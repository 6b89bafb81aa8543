"""The finds of a scan, made into Python objects only where they are asked for."""

from collections.abc import Iterator, Sequence
from typing import Any, overload

from termscan.types import Boundary, Disguise, Find


class Finds(Sequence[Find]):
    """Finds in a column of texts, in order of row, start, end and term.

    A sequence of `Find`, and an Arrow struct array for all who take the Arrow C data interface (polars, pyarrow,
    DuckDB): row, term, start and end as unsigned integers, distance, disguises and boundary as small ones.
    """

    __slots__ = ("_found",)

    def __init__(self, found: Any) -> None:
        self._found = found
        """A sequence of tuples; that of the compiled core also has `__arrow_c_array__`."""

    def __len__(self) -> int:
        return len(self._found)

    @overload
    def __getitem__(self, place: int) -> Find: ...
    @overload
    def __getitem__(self, place: slice) -> Sequence[Find]: ...
    def __getitem__(self, place: int | slice) -> Find | Sequence[Find]:
        if isinstance(place, slice):
            return [self[at] for at in range(*place.indices(len(self)))]
        return _find(self._found[place])

    def __iter__(self) -> Iterator[Find]:
        return map(_find, self._found)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Finds) and list(self) == list(other)

    __hash__ = None  # type: ignore[assignment]  # equal by content, as lists are

    def __repr__(self) -> str:
        return f"Finds({len(self)})"

    def __arrow_c_schema__(self) -> object:
        """Return the Arrow type as a capsule."""
        return self._found.__arrow_c_schema__()

    def __arrow_c_array__(self, requested_schema: object | None = None) -> tuple[object, object]:
        """Return the finds as two capsules, without a copy."""
        schema, array = self._found.__arrow_c_array__(requested_schema)
        return schema, array


def _find(found: tuple[int, int, int, int, int, int, int]) -> Find:
    row, term, start, end, distance, disguises, boundary = found
    return Find(row, term, start, end, distance, Disguise(disguises), Boundary(boundary))
