"""A text in honest letters, as termscan folds it, with the way back to the original."""

from bisect import bisect_left
from dataclasses import dataclass

import termscan


@dataclass(frozen=True, slots=True)
class Folded:
    """A folded text: case, accents, width and invisible characters are gone, scripts stay as they are."""

    original: str
    text: str
    starts: list[int] | None = None
    """Code point of the original that each letter comes from; None where the offsets are the same."""
    ends: list[int] | None = None

    def span(self, start: int, end: int) -> tuple[int, int]:
        """Return the span in the original of the folded characters from `start` up to `end`."""
        if self.starts is None or self.ends is None:
            return start, end
        return self.starts[start], self.ends[end - 1]

    def place(self, start: int, end: int) -> tuple[int, int]:
        """Return the folded characters that come from a span of the original."""
        if self.starts is None:
            return start, end
        return bisect_left(self.starts, start), bisect_left(self.starts, end)


def fold(text: str) -> Folded:
    """Fold a text for reading its context; takes time in proportion to its length."""
    folded = termscan.fold(text)
    return Folded(text, folded.text, folded.starts, folded.ends)


def fold_term(text: str) -> str:
    """Fold a term or a context word in the same way as the texts that it is looked for in."""
    return termscan.fold(text).text
