"""Which engine is at hand: the compiled core, or the pure-Python reference where it was not built."""

from functools import cache
from importlib import import_module
from typing import Any, Literal, get_args

from termscan.reference import tables

Engine = Literal["compiled", "python"]


def _import_core() -> Any:
    """Return the compiled core, or None where it was not built: then the reference stands in."""
    try:
        return import_module("termscan._core")
    except ImportError:
        return None


core = _import_core()
engine: Engine = "python" if core is None else "compiled"
"""The engine that `compile` takes unless told otherwise."""


class CompiledEngineMissingError(ImportError):
    """The compiled core was asked for where it was not built."""

    def __init__(self) -> None:
        super().__init__(
            "The compiled core of termscan is not installed. "
            "Install termscan with a C++ compiler at hand, or ask for engine='python'."
        )


def chosen(asked: Engine | None) -> Engine:
    """Return the engine that is asked for, None for the one at hand; raise where there is no such one."""
    if asked is None:
        return engine
    if asked not in get_args(Engine):
        raise ValueError(f"There is no engine {asked!r}; take 'compiled', 'python', or None for the one at hand.")
    if asked == "compiled" and core is None:
        raise CompiledEngineMissingError
    return asked


@cache
def folder() -> Any:
    """Return the fold of the compiled core, or None where it was not built."""
    return None if core is None else core.Folder(tables.content("fold.bin"), tables.content("letters.bin"))
