"""Refuses what was given by mistake, in the same words whichever engine would have met it."""

from collections.abc import Iterable, Sequence
from typing import Any

MOST_EDITS = 2
_MOST_LETTERS = 2**32 - 1


def check_text(text: object, what: str) -> None:
    """Raise TypeError for a text that is none."""
    if not isinstance(text, str):
        way_out = "; decode it first" if isinstance(text, bytes | bytearray) else ""
        raise TypeError(f"{what} must be a str, not {_named(text)}{way_out}.")


def check_several(several: object, what: str) -> None:
    """Raise TypeError for one text where several are wanted, and for what cannot be gone through."""
    if isinstance(several, str):
        raise TypeError(f"{what} must be several, not one str; put it in a list: [{several[:40]!r}].")
    if isinstance(several, bytes | bytearray) or not isinstance(several, Iterable):
        raise TypeError(f"{what} must be several, such as a list, not {_named(several)}.")


def words_of(words: Iterable[str]) -> Sequence[str]:
    """Return ordinary words as a list; raise TypeError where they are none."""
    check_several(words, "Ordinary words")
    listed = list(words)
    for place, word in enumerate(listed):
        if not isinstance(word, str):
            check_text(word, f"Ordinary word {place}")
    return listed


def check_edits(edits: object) -> None:
    """Raise TypeError or ValueError for typing errors that no term may forgive."""
    if edits is None:
        return
    if not isinstance(edits, int):
        raise TypeError(f"The edits of a term must be an int or None (by length), not {_named(edits)}.")
    if not 0 <= edits <= MOST_EDITS:
        raise ValueError(f"The edits of a term must be 0 to {MOST_EDITS}, or None (by length), not {edits}.")


def check_letters(letters: object, name: str) -> None:
    """Raise TypeError or ValueError for an option that is no number of letters."""
    if not isinstance(letters, int):
        raise TypeError(f"The option {name} must be an int, not {_named(letters)}.")
    if not 0 <= letters <= _MOST_LETTERS:
        raise ValueError(f"The option {name} must be 0 to {_MOST_LETTERS}, not {letters}.")


def check_threads(threads: object) -> None:
    """Raise TypeError or ValueError for a number of threads that cannot share rows."""
    if threads is None:
        return
    if not isinstance(threads, int):
        raise TypeError(f"The threads of a scan must be an int or None (one per core), not {_named(threads)}.")
    if threads < 1:
        raise ValueError(f"The threads of a scan must be 1 or more, or None (one per core), not {threads}.")


def column_of(column: Any) -> Any:
    """Return an Arrow column as it is and any other as a list; raise TypeError for what is no column of texts."""
    if is_arrow(column):
        return column
    if isinstance(column, str):
        raise TypeError("A scan takes a column of texts, not one str; use find for a single text.")
    if isinstance(column, bytes | bytearray) or not isinstance(column, Iterable):
        raise TypeError(f"A scan takes a column of texts, such as a list, not {_named(column)}.")
    listed = column if isinstance(column, list | tuple) else list(column)
    for row, text in enumerate(listed):
        if text is not None and not isinstance(text, str):
            raise TypeError(f"A column of texts may hold str and None only; row {row} is {_named(text)}.")
    return listed


def is_arrow(column: object) -> bool:
    """Return whether a column can be had by the Arrow C data interface."""
    return hasattr(column, "__arrow_c_stream__") or hasattr(column, "__arrow_c_array__")


def _named(given: object) -> str:
    return "None" if given is None else f"of the type {type(given).__name__}"
