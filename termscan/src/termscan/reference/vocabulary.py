"""What an index knows: the words of its terms, the rows of words that are terms, and the ways to look them up."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from functools import reduce
from itertools import pairwise
from operator import or_
from typing import NamedTuple

from termscan.reference import tables
from termscan.reference.distance import Neighbourhood
from termscan.reference.fold import Honest, fold_text
from termscan.reference.inflection import forms_of, spellings_of
from termscan.reference.letters import class_of, is_of_letters, scripts_of
from termscan.reference.phonetics import skeletons
from termscan.reference.words import LONGEST_WORD, Word, kinds_of, parts_of, words_of
from termscan.types import Options, Term

PHONETIC_SCRIPTS = (tables.LATIN, tables.GREEK, tables.CYRILLIC)
_JOINED_FROM = 6
_COMPOUND_FROM = 3
_JOINED_WITH_EDIT_FROM = 9
_JOINED_BY_SIGNS_FROM = 4
_GLUED_FROM = 6
_GLUED_IN_TAG_FROM = 5
_SPELLED_FROM = 3


class Listed(NamedTuple):
    """A word of a term in a language; the same word of several terms is one."""

    text: str
    """In honest letters."""
    language: str


class Goal(NamedTuple):
    """A term that is reached when all its words are read."""

    term: int
    edits: int
    """Most typing errors forgiven in the whole."""
    letters: int
    is_joined: bool
    literal: str
    """How it must be written, if it has no letters and its signs tell what it is."""
    traces: int
    """Traces of its own writing, which disguise nothing."""
    any_edit: bool
    """Whether typing errors need not be plausible."""
    is_compound: bool
    """Whether it may be written as one word even if that is an ordinary one."""


@dataclass(slots=True)
class Node:
    """A place in the tree of rows of words."""

    following: dict[Listed, "Node"] = field(default_factory=dict)
    goals: list[Goal] = field(default_factory=list)
    edits: int = 0
    """Most typing errors of any goal from here on."""


def collapsed(word: str) -> str:
    """Return a word in class letters in which each run of one letter is a single letter."""
    return "".join(letter for place, letter in enumerate(word) if place == 0 or word[place - 1] != letter)


def edits_in_word(length: int) -> int:
    """Return the most typing errors forgiven in a word of that many letters."""
    return 0 if length < 2 else 1 if length < 4 else 2


class Vocabulary:
    """The words of an index and the ways to look them up."""

    def __init__(self, terms: Sequence[Term], options: Options, ordinary: frozenset[str]) -> None:
        self.terms = terms
        self.options = options
        self.ordinary = ordinary
        self.root = Node()
        self.listed: set[str] = set()
        """Honest forms of all words."""
        self.forms: dict[str, dict[tuple[str, Listed], bool]] = {}
        """Class to honest forms of words, and whether each is an inflected one."""
        self.collapsed: dict[str, list[Listed]] = {}
        self.phonetic: dict[str, list[Listed]] = {}
        self.scripts: set[int] = set()
        """Scripts of words with a phonetic skeleton."""
        self.glued: dict[str, list[Listed]] = {}
        """Class to words that are terms by themselves and may stand glued to other letters."""
        self.glued_starts: set[str] = set()
        self.firsts: dict[str, list[Listed]] = {}
        """Class to first words of terms of several words, which other letters may stand glued before."""
        self.missing: dict[tuple[Listed | None, Listed | None, Listed | None], dict[Listed, None]] = {}
        """First words of terms with None for the one that may have a typing error, to what stands there: second word
        known; second and third known; first and third known."""
        self.by_class: dict[str, list[Listed]] = {}
        """Class to words that have letters only, for typing errors."""
        self.spelled: dict[str, list[tuple[str, Goal]]] = {}
        """Class of all letters of a term to those letters and the term."""
        self._edits: dict[str, int] = {}
        for number, term in enumerate(terms):
            for text in spellings_of(term.text, term.language):
                self._add(number, term, fold_text(text))
        self.spelled_lengths = sorted(set(map(len, self.spelled)))
        self.near = Neighbourhood(sorted(self._edits.items()))

    def _add(self, number: int, term: Term, honest: Honest) -> None:
        kinds = kinds_of(honest)
        words = [part for word in words_of(honest, kinds) for part in _parts(word, kinds)]
        if not words:
            return
        texts = [word.text for word in words]
        whole = "".join(texts)
        is_unspaced = "U" in kinds
        has_letters = is_unspaced or any(tables.letter(letter).kind == tables.LETTER for letter in whole)
        literal = "" if has_letters else honest.text[words[0].start : words[-1].end]
        edits = 0 if literal or is_unspaced else self._edits_of(term, len(whole))
        traces = reduce(or_, honest.traces or (), 0)
        any_edit = term.edits is not None or not self.options.plausible
        goal = Goal(number, edits, len(whole), False, literal, traces, any_edit, _is_compound(kinds, words))
        self._add_row(texts, term, goal)
        if literal or is_unspaced:
            return
        if len(texts) > 1 and self._may_be_joined(kinds, words, whole):
            edits = min(goal.edits, int(len(whole) >= _JOINED_WITH_EDIT_FROM))
            self._add_row([whole], term, goal._replace(is_joined=True, edits=edits))
        if term.disguises and _SPELLED_FROM <= len(whole) <= LONGEST_WORD:
            self.spelled.setdefault(class_of(whole), []).append((whole, goal))

    def _edits_of(self, term: Term, letters: int) -> int:
        if not term.disguises:
            return 0
        if term.edits is not None:
            return max(0, min(2, term.edits))
        return (letters >= self.options.one_edit_from) + (letters >= self.options.two_edits_from)

    @staticmethod
    def _may_be_joined(kinds: str, words: Sequence[Word], whole: str) -> bool:
        by_signs = not any("W" in kinds[word.end : after.start] for word, after in pairwise(words))
        return (_JOINED_BY_SIGNS_FROM if by_signs else _JOINED_FROM) <= len(whole) <= LONGEST_WORD

    def _add_row(self, texts: Sequence[str], term: Term, goal: Goal) -> None:
        node = self.root
        node.edits = max(node.edits, goal.edits)
        for text in texts:
            word = Listed(text, term.language)
            node = node.following.setdefault(word, Node())
            node.edits = max(node.edits, goal.edits)
            self._add_word(word, goal.edits)
        if goal not in node.goals:
            node.goals.append(goal)
        if len(texts) > 1 and goal.edits:
            self._add_missing(*(Listed(text, term.language) for text in texts[:3]))
        if term.glued and not goal.literal:
            self._add_glued(texts, term.language)

    def _add_missing(self, first: Listed, second: Listed, third: Listed | None = None) -> None:
        self.missing.setdefault((None, second, None), {})[first] = None
        if third is not None:
            self.missing.setdefault((None, second, third), {})[first] = None
            self.missing.setdefault((first, None, third), {})[second] = None

    def _add_glued(self, texts: Sequence[str], language: str) -> None:
        word = Listed(texts[0], language)
        if scripts_of(word.text) != {tables.LATIN}:
            return
        key = class_of(word.text)
        if len(texts) > 1:
            _append(self.firsts, key, word)
        elif len(key) >= _GLUED_IN_TAG_FROM:
            _append(self.glued, key, word)
            self.glued_starts.add(key[:_GLUED_IN_TAG_FROM])

    def _add_word(self, word: Listed, edits: int) -> None:
        key = class_of(word.text)
        plain = is_of_letters(word.text)
        edits = min(edits, edits_in_word(len(word.text))) if plain else 0
        if edits:
            self._edits[key] = max(edits, self._edits.get(key, 0))
        forms = self.forms.setdefault(key, {})
        if forms.get((word.text, word)) is False:
            return
        forms[word.text, word] = False
        self.listed.add(word.text)
        self.collapsed.setdefault(collapsed(key), []).append(word)
        if plain:
            self.by_class.setdefault(key, []).append(word)
            self._add_sounds(word)
        if self.options.inflect:
            for form in forms_of(word.text, word.language):
                self.forms.setdefault(class_of(form), {}).setdefault((form, word), True)
                self.listed.add(form)

    def _add_sounds(self, word: Listed) -> None:
        scripts = scripts_of(word.text)
        for script in PHONETIC_SCRIPTS:
            if scripts == {script}:
                for skeleton in skeletons(word.text, script):
                    self.phonetic.setdefault(skeleton, []).append(word)
                    self.scripts.add(script)


def _parts(word: Word, kinds: str) -> Iterator[Word]:
    """Yield the words of a term: what is written together without signs."""
    if kinds[word.start] in "UR":
        yield word
    else:
        yield from parts_of(word, kinds)


def _is_compound(kinds: str, words: Sequence[Word]) -> bool:
    """Tell whether words of a term are long enough, and set apart by spaces only, to be known when written as one."""
    if any(len(word.text) < _COMPOUND_FROM for word in words):
        return False
    return all(set(kinds[word.end : after.start]) == {"W"} for word, after in pairwise(words))


def _append(table: dict[str, list[Listed]], key: str, word: Listed) -> None:
    words = table.setdefault(key, [])
    if word not in words:
        words.append(word)
