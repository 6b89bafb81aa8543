"""The letters of a text and of a word, as terms are found by them: folded, by class, inflected, spelled out."""

from functools import lru_cache

from termscan.at_hand import folder
from termscan.given import check_text
from termscan.reference import fold as by_reference
from termscan.reference import inflection, letters
from termscan.types import Folded


def fold(text: str) -> Folded:
    """Return a text in honest letters: no case, accents, unusual widths, invisible characters; with their sources."""
    if not isinstance(text, str):
        check_text(text, "A text to fold")
    if text.isascii():
        return Folded(text, text.lower())
    made = folder()
    return by_reference.fold(text) if made is None else Folded(text, *made.fold(text))


def classes(text: str) -> str:
    """Return honest letters as classes, one for one: each as the letter in which all its look-alikes meet."""
    made = folder()
    return letters.class_of(text) if made is None else str(made.classes(text))


@lru_cache(maxsize=65536)
def forms(word: str, language: str) -> tuple[str, ...]:
    """Return a word folded and the forms that it may take in a language, by which an index finds it as well."""
    honest = fold(word).text
    return tuple(dict.fromkeys((honest, *inflection.forms_of(honest, language)))) if honest else ()


def spellings(text: str, language: str) -> tuple[str, ...]:
    """Return a text folded, and with its umlauts spelled out where its language does so (`haeute` beside `haute`)."""
    return tuple(dict.fromkeys(fold(each).text for each in inflection.spellings_of(text, language)))
