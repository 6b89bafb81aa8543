"""Inflected forms out of lemma tables (spacy-lookups-data), written into lists before they are compiled.

A table says of each form which word it is of. Asked the other way round, once, it costs nothing at all per listing.
"""

import gzip
import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from importlib.resources import files
from importlib.resources.abc import Traversable

import termscan
from domain.keyword_list import KeywordList, Term
from matching.linguistics.models import LinguisticsError
from matching.ordinary import written_words
from matching.tokens import words_of
from termscan import fold

_TABLES = ("lemma_lookup", "lemma_lookup_noun", "lemma_lookup_adj")
_NAMES = {"no": "nb"}
"""Languages that the tables call otherwise."""
_FEWEST_LETTERS = 3
_FEWEST_SHARED = 3
"""Letters at the beginning that a form shares with its word: a *bear* is not *born*."""
_MOST_FORMS = 24
"""Forms of one word; some tables hold hundreds of diminutives."""

Forms = Mapping[str, tuple[str, ...]]
"""Word, folded, to the forms that the rules of inflection do not know."""


def lemma_languages() -> frozenset[str]:
    """Return the languages with lemma tables on this machine; none if the tables are not installed."""
    names = {file.name for file in _folder().iterdir()} if _has_tables() else set()
    found = {name.partition("_")[0] for name in names if name.partition("_")[2].removesuffix(".json.gz") in _TABLES}
    return frozenset(found | {language for language, other in _NAMES.items() if other in found})


def with_forms(lists: Sequence[KeywordList], languages: Iterable[str] | None = None) -> tuple[KeywordList, ...]:
    """Return lists whose terms, requirements and exceptions also hold the forms that the tables know of their words."""
    if not _has_tables():
        raise LinguisticsError(
            "Lemma tables are asked for, but spacy-lookups-data is not installed. "
            "Install Marketsweep with its extra: pip install 'marketsweep[linguistics]'."
        )
    wanted = lemma_languages() if languages is None else frozenset(languages) & lemma_languages()
    used = {term.language for found in lists for term in found.terms} & wanted
    forms = {language: forms_known(_words_in(lists, language), language) for language in sorted(used)}
    return tuple(
        replace(found, terms=tuple(_inflected(term, forms.get(term.language, {})) for term in found.terms))
        for found in lists
    )


def forms_known(words: Iterable[str], language: str) -> Forms:
    """Return, for each folded word, the forms in the tables that its language's rules of inflection do not make."""
    wanted = {word for word in words if len(word) >= _FEWEST_LETTERS and word.isalpha()}
    entries = [(fold(form).text, lemma) for form, lemma in _entries(language)]
    lemmas: dict[str, set[str]] = {}
    for form, lemma in entries:
        if form in wanted:
            lemmas.setdefault(fold(lemma).text, set()).add(form)
    for word in wanted:
        lemmas.setdefault(word, set()).add(word)
    forms: dict[str, set[str]] = {}
    for form, lemma in entries:
        for word in lemmas.get(fold(lemma).text, ()):
            forms.setdefault(word, set()).update((form, fold(lemma).text))
    return {word: found for word in sorted(wanted) if (found := _fitting(word, forms.get(word, ()), language))}


def _fitting(word: str, forms: Iterable[str], language: str) -> tuple[str, ...]:
    """Return the forms that look like their word and are not words of their own."""
    made = set(termscan.forms(word, language))
    shared = max(_FEWEST_SHARED, len(word) // 2)
    fitting = [
        form
        for form in sorted(forms, key=lambda form: (abs(len(form) - len(word)), form))
        if form not in made
        and form.isalpha()
        and len(form) > _FEWEST_LETTERS
        and form.startswith(word[:shared])
        and form not in written_words()
    ]
    return tuple(fitting[:_MOST_FORMS])


def _inflected(term: Term, forms: Forms) -> Term:
    if not forms:
        return term
    known = {fold(spelling).text for spelling in (term.text, *term.spellings)}
    spellings = [form for form in _phrases_of(term.text, forms) if form not in known]
    requires = replace(term.requires, words=_with_phrases(term.requires.words, forms))
    return replace(
        term,
        spellings=(*term.spellings, *spellings),
        requires=requires,
        unless=_with_phrases(term.unless, forms),
    )


def _with_phrases(phrases: Sequence[str], forms: Forms) -> tuple[str, ...]:
    added = (form for phrase in phrases for form in _phrases_of(phrase, forms))
    return tuple(dict.fromkeys((*phrases, *added)))


def _phrases_of(phrase: str, forms: Forms) -> Iterator[str]:
    """Yield a phrase with one of its words in another form; the rules inflect the others."""
    words = list(words_of(fold(phrase).text))
    for place, word in enumerate(words):
        for form in forms.get(word, ()):
            yield " ".join((*words[:place], form, *words[place + 1 :]))


def _words_in(lists: Sequence[KeywordList], language: str) -> frozenset[str]:
    phrases = {
        phrase
        for found in lists
        for term in found.terms
        if term.language == language
        for phrase in (term.text, *term.requires.words, *term.unless)
    }
    return frozenset(word for phrase in phrases for word in words_of(fold(phrase).text))


def _has_tables() -> bool:
    try:
        return _folder().is_dir()
    except ModuleNotFoundError:
        return False


def _folder() -> Traversable:
    return files("spacy_lookups_data").joinpath("data")


def _entries(language: str) -> Iterator[tuple[str, str]]:
    """Yield form and lemma; where a form is of several words, each of them."""
    for table in _TABLES:
        file = _folder().joinpath(f"{_NAMES.get(language, language)}_{table}.json.gz")
        if file.is_file():
            for form, lemma in json.loads(gzip.decompress(file.read_bytes())).items():
                for one in lemma if isinstance(lemma, list) else (lemma,):
                    yield form, one
