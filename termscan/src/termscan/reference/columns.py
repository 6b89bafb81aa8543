"""Columns in and out: lists of strings, and Arrow where pyarrow is at hand."""

from collections.abc import Iterable
from typing import Any

from termscan.types import Find


class ArrowMissingError(ImportError):
    """An Arrow column meets the pure-Python engine, which needs pyarrow to read and write it."""

    def __init__(self) -> None:
        super().__init__(
            "The pure-Python engine of termscan needs pyarrow for Arrow columns. Install pyarrow, or give it a list."
        )


def texts_of(column: Any) -> Iterable[str | None]:
    """Return the texts of a column; a bad byte becomes a lone surrogate, which folds to one separator."""
    if not any(hasattr(column, name) for name in ("__arrow_c_stream__", "__arrow_c_array__")):
        return list(column)
    arrow = _pyarrow()
    made = arrow.chunked_array(column) if hasattr(column, "__arrow_c_stream__") else arrow.array(column)
    if arrow.types.is_dictionary(made.type):
        made = made.cast(made.type.value_type)
    if not any(
        check(made.type) for check in (arrow.types.is_string, arrow.types.is_large_string, arrow.types.is_string_view)
    ):
        raise TypeError(f"A column of texts is needed, this is one of {made.type}.")
    wide = arrow.large_binary() if made.type == arrow.large_string() else arrow.binary()
    return [None if data is None else data.decode("utf-8", "surrogateescape") for data in made.cast(wide).to_pylist()]


class FindList(list[Find]):
    """Finds that can also be had as an Arrow struct array."""

    def _arrow(self) -> Any:
        arrow = _pyarrow()
        columns = list(zip(*self, strict=True)) or [()] * 7
        kinds = (arrow.uint32(),) * 4 + (arrow.uint8(), arrow.uint16(), arrow.uint8())
        arrays = [arrow.array(map(int, column), kind) for column, kind in zip(columns, kinds, strict=True)]
        return arrow.StructArray.from_arrays(arrays, names=Find._fields)

    def __arrow_c_schema__(self) -> object:
        return self._arrow().type.__arrow_c_schema__()

    def __arrow_c_array__(self, requested_schema: object | None = None) -> object:
        return self._arrow().__arrow_c_array__(requested_schema)


def _pyarrow() -> Any:
    try:
        import pyarrow
    except ImportError as error:
        raise ArrowMissingError from error
    return pyarrow
