"""The forms that a word may take in its language, by the rules of `inflections.tsv`."""

from collections.abc import Iterator
from functools import cache
from typing import NamedTuple

from termscan.reference import tables
from termscan.reference.fold import fold_text


class _Rule(NamedTuple):
    ending: str
    fewest_letters: int
    replacements: tuple[str, ...]


@cache
def _rules() -> dict[str, tuple[_Rule, ...]]:
    rules: dict[str, list[_Rule]] = {}
    for language, ending, fewest, replacements in tables.rows("inflections.tsv"):
        fold = ending != "~"
        folded = (fold_text(text).text if fold else text for text in replacements.split(" "))
        rules.setdefault(language, []).append(_Rule(fold_text(ending).text, int(fewest), tuple(folded)))
    return {language: tuple(found) for language, found in rules.items()}


def forms_of(word: str, language: str) -> Iterator[str]:
    """Yield the forms of an honest word, itself not among them; some may come twice."""
    if tables.letter(word[-1]).kind != tables.LETTER:
        return
    for ending, fewest, replacements in _rules().get(language, ()):
        if ending == "~" or len(word) < fewest:
            continue
        if ending == "+":
            yield from (prefix + word for prefix in replacements)
        elif ending == "-":
            yield from (word + suffix for suffix in replacements)
        elif word.endswith(ending):
            stem = word.removesuffix(ending)
            yield from (stem + suffix for suffix in replacements)


def spellings_of(text: str, language: str) -> tuple[str, ...]:
    """Return a term as written and, where its language spells letters out (Haeute), also so."""
    spelled = text
    for ending, _, replacements in _rules().get(language, ()):
        if ending == "~":
            for replacement in replacements:
                letter, _, letters = replacement.partition("=")
                spelled = spelled.replace(letter, letters)
    return (text,) if spelled == text else (text, spelled)
