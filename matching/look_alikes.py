"""Letters that look like another: the table, read once from `look_alikes.tsv`."""

from functools import lru_cache
from importlib import resources


@lru_cache(maxsize=1)
def look_alikes() -> dict[str, str]:
    """Return the table from a character to the lower-case ASCII letter or digit that it looks like."""
    text = resources.files("matching").joinpath("look_alikes.tsv").read_text(encoding="utf-8")
    rows = (line.split("\t") for line in text.splitlines() if line and not line.startswith("#"))
    return {character: ascii_letter.lower() for _, character, ascii_letter in rows}


@lru_cache(maxsize=1)
def cyrillic_look_alikes() -> dict[str, str]:
    """Return the table from a lower-case ASCII letter to the Cyrillic letter that it stands in for."""
    table = {"a": "а", "b": "в", "c": "с", "e": "е", "h": "н", "k": "к", "m": "м", "o": "о"}
    return table | {"p": "р", "t": "т", "x": "х", "y": "у", "i": "і", "r": "г", "n": "п", "u": "и"}
