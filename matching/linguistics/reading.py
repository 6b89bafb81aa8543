"""What a parsed sentence says about a find: is it denied, which noun does it describe."""

from dataclasses import dataclass
from typing import TYPE_CHECKING

from domain.keyword_list import Term, TermKind
from matching.context.words import ContextWords, Role, context_words
from matching.linguistics.remarks import Relation
from matching.linguistics.sentence import carriers, first_of_row, governor_of, noun_phrase, preposition_of
from matching.phrases import PhraseSet, phrase_set
from termscan import fold

if TYPE_CHECKING:
    from spacy.tokens import Doc, Span, Token

_NEAR = 6
"""Words before a find in which a denial of something else could be taken for one of it."""
_CLIPPED = frozenset({"n't", "n’t"})
"""What tokenizers leave of *isn't* and *doesn't*."""
_PARTITIVE = frozenset({"of", "von", "de", "d'", "di", "van"})
_CLAD_IN = frozenset({"in", "en", "em", "w", "i", "в"})
"""Prepositions before the colour of goods: a dress *in* ivory."""
_THINGS = frozenset({TermKind.MATERIAL, TermKind.SPECIES})


@dataclass(frozen=True, slots=True)
class Question:
    """What is asked about a find: its term, and the words of the context in its language."""

    term: Term
    words: ContextWords
    required: PhraseSet

    @property
    def is_thing(self) -> bool:
        """Whether it matters which noun the term describes."""
        return self.term.kind in _THINGS

    @property
    def is_colour_name(self) -> bool:
        """Whether the name of the term is also one of a colour."""
        return any(word in self.words[Role.COLOUR_NAMES] for word in fold(self.term.text).text.split())


def question_about(term: Term, language: str) -> Question:
    """Return what is asked about a term in a sentence of some language."""
    return Question(term, context_words(language), phrase_set(term.requires.words, term.language))


def relation_of(doc: "Doc", start: int, end: int, question: Question) -> tuple[Relation, str] | None:
    """Return how the find between two code points stands in its sentence, with the word that says so."""
    span = doc.char_span(start, end, alignment_mode="expand")
    if span is None:
        return None
    denied = _denial(span, question.words)
    if denied and denied[0] is Relation.DENIED:
        return denied
    described = _description(span, question) if question.is_thing else None
    return described or denied


def _denial(span: "Span", words: ContextWords) -> tuple[Relation, str] | None:
    """Return the denial of a find, or what another denial near it is about."""
    phrase = noun_phrase(span.root)
    holders = [*phrase, *noun_phrase(first_of_row(phrase[-1]))]
    another = None
    for word in span.doc:
        if span.start <= word.i < span.end or not _denies(word, words):
            continue
        if _is_about(word, holders):
            return Relation.DENIED, word.text
        noun = _denied_by(word)
        if noun is not None and noun.i not in {holder.i for holder in holders} and 0 < span.start - word.i <= _NEAR:
            another = Relation.DENIAL_OF_ANOTHER, noun.text
    return another


def _denies(word: "Token", words: ContextWords) -> bool:
    """Tell whether a word denies: the lists of words say so, a parser that errs is asked only what it is about."""
    folded = fold(word.text).text
    return folded in _CLIPPED or folded in words[Role.ABSENT_BEFORE] or folded in words[Role.ABSENT_AFTER]


def _is_about(denial: "Token", holders: list["Token"]) -> bool:
    """Tell whether a denial is about a noun phrase: it hangs on it, stands above it, or denies the verb above it."""
    places = {holder.i for holder in holders}
    above = [word for holder in (holders[-1], holders[0]) for word in carriers(holder)]
    if denial.i in {word.i for word in above}:
        return True
    if _leads_to(denial) is not None or denial.head.i == denial.i:
        return False
    if denial.head.i in places:
        return True
    if denial.dep_ != "det":
        return denial.head.i in {word.i for word in above}
    part = governor_of(holders[-1])
    return part is not None and part.i == denial.head.i and _is_partitive(holders[-1])


def _leads_to(denial: "Token") -> "Token | None":
    """Return the noun that a preposition such as *without* denies."""
    return next((child for child in denial.children if child.i > denial.i and child.dep_ in ("pobj", "nk")), None)


def _is_partitive(noun: "Token") -> bool:
    """Tell whether a noun says of what something is a part: no traces *of ephedra*."""
    preposition = preposition_of(noun)
    return preposition is not None and preposition.text.lower() in _PARTITIVE


def _denied_by(denial: "Token") -> "Token | None":
    """Return the noun that a denial is about: its head, or what a *without* leads to."""
    led_to = _leads_to(denial)
    if led_to is not None:
        return led_to
    return denial.head if denial.dep_ in ("det", "case", "amod", "nk", "advmod") and denial.head.i > denial.i else None


def _description(span: "Span", question: Question) -> tuple[Relation, str] | None:
    """Return which noun a find describes, and what that makes of it."""
    words = question.words
    phrase = noun_phrase(span.root)
    if len(phrase) > 1:
        return _by_noun(phrase[-1], question)
    governor, preposition = governor_of(span.root), preposition_of(span.root)
    if governor is not None and preposition is not None:
        is_colour = question.is_colour_name and preposition.text.lower() in _CLAD_IN
        named = _named(governor, question)
        return named if named and (named[0] is not Relation.COLOUR or is_colour) else None
    for child in span.root.children:
        if question.is_colour_name and fold(child.text).text in words[Role.COLOUR_WORDS]:
            return Relation.COLOUR, child.text
    return None


def _by_noun(noun: "Token", question: Question) -> tuple[Relation, str] | None:
    named = _named(noun, question)
    if named is None and question.term.requires.words:
        return Relation.OTHER_GOODS, noun.text
    return named


def _named(noun: "Token", question: Question) -> tuple[Relation, str] | None:
    """Return what a noun makes of a find that describes it, if any list names that noun."""
    words, folded = question.words, fold(noun.text).text
    if question.is_colour_name and folded in words[Role.COLOURED_GOODS] and folded not in words[Role.WORKED]:
        return Relation.COLOUR, noun.text
    if folded in question.required or (question.is_colour_name and folded in words[Role.WORKED]):
        return Relation.WORKED, noun.text
    if question.term.kind is TermKind.SPECIES and folded in words[Role.DEPICTIONS]:
        return Relation.SHOWN, noun.text
    return None
