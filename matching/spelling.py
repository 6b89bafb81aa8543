"""Which ways of writing a term hide it on purpose."""

from collections.abc import Set

from domain.match import Disguise

_SIGNS = frozenset("@$!|€£*+§0123456789")
_HIDING = frozenset({Disguise.LOOK_ALIKE, Disguise.ZERO_WIDTH, Disguise.LEET, Disguise.MASKED})


def telling(disguises: Set[Disguise], written: str) -> Set[Disguise]:
    """Return the disguises that say something by themselves: an l for an i in plain letters may well be a slip."""
    if written.isascii() and not _SIGNS & set(written):
        return disguises - {Disguise.LOOK_ALIKE, Disguise.LEET}
    return disguises


def is_hidden(disguises: Set[Disguise], written: str) -> bool:
    """Tell whether letters were swapped, blotted out or stuffed, as nobody does by chance."""
    return bool(telling(disguises, written) & _HIDING)
