"""A text in honest letters, as termscan folds it."""

from termscan import Folded, fold

__all__ = ["Folded", "fold", "fold_term"]


def fold_term(text: str) -> str:
    """Fold a term or a context word in the same way as the texts that it is looked for in."""
    return fold(text).text
