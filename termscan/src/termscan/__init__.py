"""Finds terms in texts, however they are disguised or mistyped, and says how. It knows nothing of what the terms mean.

`compile` makes an `Index` of terms; `Index.scan` asks a column of texts, `Index.find` one. Two engines do this with
equal results: a compiled core, and a pure-Python reference where the core could not be built; `engine` says which one
is at hand.
"""

from importlib.metadata import version

from termscan.at_hand import CompiledEngineMissingError, engine
from termscan.finds import Finds
from termscan.index import Index, compile  # noqa: A004  # see `compile`
from termscan.ordinary import OrdinaryWords
from termscan.reference.canonical import ForeignIndexError
from termscan.types import Boundary, Disguise, Find, Folded, Options, Term
from termscan.writing import classes, fold, forms, spellings

__all__ = [
    "Boundary",
    "CompiledEngineMissingError",
    "Disguise",
    "Find",
    "Finds",
    "Folded",
    "ForeignIndexError",
    "Index",
    "Options",
    "OrdinaryWords",
    "Term",
    "__version__",
    "classes",
    "compile",
    "engine",
    "fold",
    "forms",
    "spellings",
]

__version__ = version("termscan")
