"""The forms that a word may take in its language, by the rules that terms are found with."""

from collections.abc import Iterator

from termscan.reference import inflection

from matching.fold import fold_term


def forms_of(word: str, language: str) -> Iterator[str]:
    """Yield a folded word and the forms that it may take in a language."""
    yield word
    yield from inflection.forms_of(word, language)


def spellings_of(text: str, language: str) -> tuple[str, ...]:
    """Return a text folded, and with its umlauts spelled out where its language does so (`haeute` beside `haute`)."""
    return tuple(dict.fromkeys(map(fold_term, inflection.spellings_of(text, language))))
