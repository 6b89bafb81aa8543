"""The forms that a term may take in its language: plurals and cases, by the rules of `inflections.tsv`."""

from collections.abc import Iterator
from functools import lru_cache
from importlib import resources
from typing import NamedTuple

from matching.fold import fold_term

_SPELLED_OUT = {"ä": "ae", "ö": "oe", "ü": "ue"}


class _Rule(NamedTuple):
    ending: str
    fewest_letters: int
    replacements: tuple[str, ...]


@lru_cache(maxsize=1)
def _rules() -> dict[str, tuple[_Rule, ...]]:
    text = resources.files("matching").joinpath("inflections.tsv").read_text(encoding="utf-8")
    rules: dict[str, list[_Rule]] = {}
    for line in text.splitlines():
        if line and not line.startswith("#"):
            language, ending, fewest, endings = line.split("\t")
            rule = _Rule(fold_term(ending), int(fewest), tuple(fold_term(endings).split()))
            rules.setdefault(language, []).append(rule)
    return {language: tuple(found) for language, found in rules.items()}


def forms_of(word: str, language: str) -> Iterator[str]:
    """Yield a folded word and the forms that it may take in a language."""
    yield word
    for rule in _rules().get(language, ()):
        if len(word) < rule.fewest_letters or not word[-1].isalpha():
            continue
        if rule.ending == "+":
            yield from (prefix + word for prefix in rule.replacements)
        elif rule.ending == "-":
            yield from (word + ending for ending in rule.replacements)
        elif word.endswith(rule.ending):
            stem = word[: -len(rule.ending)]
            yield from (stem + ending for ending in rule.replacements)


def spellings_of(text: str, language: str) -> tuple[str, ...]:
    """Return a text folded, and for German also with its umlauts spelled out (`haeute` beside `haute`)."""
    folded = fold_term(text)
    if language != "de":
        return (folded,)
    spelled = text.casefold()
    for umlaut, letters in _SPELLED_OUT.items():
        spelled = spelled.replace(umlaut, letters)
    return tuple(dict.fromkeys((folded, fold_term(spelled))))
