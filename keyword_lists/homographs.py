"""Words that several languages of a list spell alike: who reads *crocodile* cannot tell English from French."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import replace

from domain.keyword_list import Term


def share_context(terms: Sequence[Term]) -> tuple[Term, ...]:
    """Give terms that are spelled alike the required words and the exceptions of all their languages.

    A title seldom says its language, and `sac en crocodile` must not fail for want of an English bag. Only terms of
    the same kind and strength share, and only required words with required words.
    """
    alike: dict[tuple[object, ...], list[Term]] = defaultdict(list)
    for term in terms:
        alike[_key(term)].append(term)
    return tuple(_shared(term, alike[_key(term)]) for term in terms)


def _key(term: Term) -> tuple[object, ...]:
    return term.text.casefold(), term.kind, term.strength, bool(term.requires.words)


def _shared(term: Term, alike: Sequence[Term]) -> Term:
    if len(alike) == 1:
        return term
    words = _union(term.requires.words, (other.requires.words for other in alike))
    unless = _union(term.unless, (other.unless for other in alike))
    return replace(term, requires=replace(term.requires, words=words), unless=unless)


def _union(own: Sequence[str], others: Iterable[Sequence[str]]) -> tuple[str, ...]:
    return tuple(dict.fromkeys((*own, *(word for words in others for word in words))))
