"""Columns in and out: lists of strings, and Arrow where pyarrow is at hand."""

from collections.abc import Iterable
from typing import Any

from termscan.given import is_arrow
from termscan.types import Find

_KINDS = ("string", "large_string", "string_view", "binary", "large_binary", "binary_view")


class ArrowMissingError(ImportError):
    """An Arrow column meets the pure-Python engine, which needs pyarrow to read and write it."""

    def __init__(self) -> None:
        super().__init__(
            "The pure-Python engine of termscan needs pyarrow for Arrow columns. Install pyarrow, or give it a list."
        )


def texts_of(column: Any) -> Iterable[str | None]:
    """Return the texts of a column; a bad byte becomes a lone surrogate, which folds to one separator."""
    if not is_arrow(column):
        return list(column)
    arrow = _pyarrow()
    made = arrow.chunked_array(column) if hasattr(column, "__arrow_c_stream__") else arrow.array(column)
    if arrow.types.is_dictionary(made.type):
        made = made.cast(made.type.value_type)
    if arrow.types.is_null(made.type):
        return [None] * len(made)
    if not any(getattr(arrow.types, f"is_{kind}")(made.type) for kind in _KINDS):
        raise TypeError(f"A column of strings is needed, this one has the Arrow type {made.type}.")
    wide = arrow.large_binary() if made.type in (arrow.large_string(), arrow.large_binary()) else arrow.binary()
    return [None if data is None else data.decode("utf-8", "surrogateescape") for data in made.cast(wide).to_pylist()]


class FindList(list[Find]):
    """Finds that can also be had as an Arrow struct array."""

    def _arrow(self) -> Any:
        arrow = _pyarrow()
        columns = list(zip(*self, strict=True)) or [()] * 7
        kinds = (arrow.uint32(),) * 4 + (arrow.uint8(), arrow.uint16(), arrow.uint8())
        arrays = [arrow.array(map(int, column), kind) for column, kind in zip(columns, kinds, strict=True)]
        fields = [arrow.field(name, kind, nullable=False) for name, kind in zip(Find._fields, kinds, strict=True)]
        return arrow.StructArray.from_arrays(arrays, fields=fields)

    def __arrow_c_schema__(self) -> object:
        return _pyarrow().field("", self._arrow().type, nullable=False).__arrow_c_schema__()

    def __arrow_c_array__(self, requested_schema: object | None = None) -> tuple[object, object]:
        """Return the finds as they are, whatever schema is asked for, as the compiled core does."""
        _, array = self._arrow().__arrow_c_array__()
        return self.__arrow_c_schema__(), array


def _pyarrow() -> Any:
    try:
        import pyarrow
    except ImportError as error:
        raise ArrowMissingError from error
    return pyarrow
