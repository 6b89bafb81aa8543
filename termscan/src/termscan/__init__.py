"""Finds terms in texts, however they are disguised or mistyped, and says how. It knows nothing of what the terms mean.

`compile` makes an `Index` of terms; `Index.scan` asks a column of texts, `Index.find` one. Two engines do this with
equal results: a compiled core, and a pure-Python reference where the core could not be built; `engine` says which one
is at hand.
"""

from termscan.finds import Finds
from termscan.index import CompiledEngineMissingError, Index, compile, engine, fold  # noqa: A004  # see `compile`
from termscan.types import Boundary, Disguise, Find, Folded, Options, Term

__all__ = [
    "Boundary",
    "CompiledEngineMissingError",
    "Disguise",
    "Find",
    "Finds",
    "Folded",
    "Index",
    "Options",
    "Term",
    "compile",
    "engine",
    "fold",
]
