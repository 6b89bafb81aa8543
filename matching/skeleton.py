"""What is left of a word when leet digits and signs, or repeated letters, no longer tell."""

import re

_LEET = str.maketrans(
    {
        "0": "o", "1": "i", "l": "i", "3": "e", "4": "a", "5": "s", "7": "t", "8": "b", "9": "g", "6": "g",
        "@": "a", "$": "s", "!": "i", "|": "i", "€": "e", "£": "i", "+": "t", "§": "s",
    }
)  # fmt: skip
_AMOUNT = re.compile(r"\d{2,}[.,]?\d*[a-z]{1,4}\d*|\d[a-z]{1,3}|[a-z]{1,3}\d{2,}[a-z]?|\d+x?\d+[a-z]{0,3}")
"""`250mg`, `5ml`, `a4`, `mk677`, `2x500g`: amounts, sizes and model codes, which hide no word."""
_NUMBER_AT_THE_END = re.compile(r".*\d{3}")
_REPEATED = re.compile(r"(.)\1+")
_REPEATED_OFTEN = re.compile(r"(.)\1\1")


def skeleton(word: str) -> str:
    """Return a word with each leet digit or sign, and each letter that one stands for, written in one way."""
    return word.translate(_LEET)


def may_be_leet(word: str) -> bool:
    """Tell whether digits or signs in a word may stand for letters."""
    letters = sum(letter.isalpha() for letter in word)
    if letters == len(word) or letters < 2 or len(word) < 4 or "*" in word:
        return False
    return _NUMBER_AT_THE_END.fullmatch(word) is None and _AMOUNT.fullmatch(word) is None


def collapsed(word: str) -> str:
    """Return a word in which each run of one letter is a single letter."""
    return _REPEATED.sub(r"\1", word)


def is_repeating(word: str) -> bool:
    """Tell whether a letter stands three times in a row."""
    return _REPEATED_OFTEN.search(word) is not None
