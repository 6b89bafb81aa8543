"""What a list is allowed to say but had better not: warnings beyond the faults that keep it from loading."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from functools import lru_cache
from pathlib import Path

from domain.keyword_list import KeywordList, Strength, Term, TermKind
from keyword_lists.faults import Fault
from keyword_lists.languages import UNDETERMINED
from keyword_lists.loading import read_list
from keyword_lists.word_sets import read_word_set

_ORDINARY_WORDS = Path(__file__).parent / "ordinary_words.yaml"

Places = Mapping[tuple[str, str], tuple[int, int]]
"""Line and column of each term, by casefolded text and language."""


def lint(
    keyword_list: KeywordList,
    *,
    path: str = "",
    places: Places | None = None,
    today: date | None = None,
) -> tuple[Fault, ...]:
    """Return what had better be mended in a list that loads; expired terms only if told the day."""
    found = [*_about_list(keyword_list)]
    for term in keyword_list.terms:
        place = (places or {}).get((term.text.casefold(), term.language), (0, 0))
        found.extend((place, message, cure) for message, cure in _about_term(term, keyword_list, today))
    name = path or keyword_list.list_id
    return tuple(
        sorted(
            Fault(path=name, line=line, column=column, message=message, cure=cure)
            for (line, column), message, cure in found
        )
    )


def lint_file(path: Path, *, today: date | None = None) -> tuple[Fault, ...]:
    """Read a list and lint it, with the lines of its terms; raise `ListFaultsError` if it does not load."""
    loaded = read_list(path)
    return lint(loaded.keyword_list, path=str(path), places=loaded.places, today=today)


_Finding = tuple[tuple[int, int], str, str]


def _about_list(keyword_list: KeywordList) -> Iterator[_Finding]:
    head = (1, 1)
    used = {term.language for term in keyword_list.terms}
    for language in keyword_list.languages:
        if language not in used:
            cure = f"Add terms in {language}, or take it from `languages:`."
            yield head, f"the list declares {language} but has no term in it.", cure
    for language in sorted(used - set(keyword_list.languages) - {UNDETERMINED}):
        yield head, f"the list has terms in {language} but does not declare it.", "Add it to `languages:`."
    for language in keyword_list.languages:
        terms = [term for term in keyword_list.terms if term.language == language]
        if any(map(_is_bare, terms)) and not keyword_list.unless and not any(term.unless for term in terms):
            cure = "Add `unless:` or a word set with `unless_sets:`."
            yield head, f"no term in {language} has an exception.", cure


def _is_bare(term: Term) -> bool:
    return term.kind in {TermKind.MATERIAL, TermKind.SPECIES, TermKind.BRAND} and not term.requires


def _about_term(term: Term, keyword_list: KeywordList, today: date | None) -> Iterator[tuple[str, str]]:
    name = f'"{term.text}" ({term.language})'
    if _is_ordinary(term) and term.strength is Strength.STRONG and not term.requires:
        cure = "Make it weak, and say with `requires:` what must stand near it."
        yield f"{name} is an ordinary word and counts on its own.", cure
    if term.strength is Strength.NEGATIVE and term.requires:
        yield f"{name} speaks against, yet requires something.", "Remove `requires:`."
    if today is not None and term.valid_to is not None and term.valid_to < today:
        yield f"{name} expired on {term.valid_to}.", "Renew `valid_to:` or remove the term."
    yield from _idle_phrases(term, name, (*term.unless, *keyword_list.unless))


def _idle_phrases(term: Term, name: str, unless: Sequence[str]) -> Iterator[tuple[str, str]]:
    """Yield what can never apply: an exception that is the term itself excuses every find of it."""
    for phrase in unless:
        if phrase.casefold() == term.text.casefold():
            yield f'{name} is excused by "{phrase}", which is the term itself.', "Remove that exception."
    for word in term.requires.words:
        if word.casefold() == term.text.casefold():
            yield f'{name} requires "{word}", which is the term itself.', "Remove that word."
    both = {word.casefold() for word in term.requires.words} & {phrase.casefold() for phrase in unless}
    for word in sorted(both):
        yield f'{name} both requires "{word}" and is excused by it.', "Keep it on one side."


def _is_ordinary(term: Term) -> bool:
    return term.text.casefold() in _ordinary(term.language)


@lru_cache
def _ordinary(language: str) -> frozenset[str]:
    word_set = read_word_set(_ORDINARY_WORDS)
    words = word_set.for_language(language) if language == UNDETERMINED else word_set.words.get(language, ())
    return frozenset(word.casefold() for word in words)
