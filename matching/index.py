"""Lists of terms, compiled once for finding: the forms of words, the phrases that they build, and their shortcuts."""

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field

from domain.keyword_list import KeywordList, Strength, Term
from matching.fold import Folded, fold
from matching.inflection import forms_of, spellings_of
from matching.scripts import is_unspaced
from matching.skeleton import collapsed, skeleton
from matching.tokens import plain_parts, tokens_of

LONGEST_WORD = 64
"""Longer words are no words."""


@dataclass(frozen=True, slots=True, eq=False)
class Entry:
    """A term with the list that it comes from."""

    term: Term
    source: KeywordList

    @property
    def order(self) -> tuple[str, str, str]:
        """What entries are sorted by, so that the same lists always give the same answer."""
        return self.source.list_id, self.term.text, self.term.language


@dataclass(slots=True)
class Phrase:
    """One or more words in a row, and the terms that are written so."""

    words: tuple[str, ...]
    joined: bool
    """Whether it is written as one word although the term has several."""
    literal: str = ""
    """How it must be written, if it has no letters and its signs tell what it is: `1:1`."""
    entries: list[Entry] = field(default_factory=list)


@dataclass(slots=True)
class Index:
    """What the finder asks. A *word* is the base form of a word of a term; it stands for all its forms."""

    forms: dict[str, tuple[str, ...]] = field(default_factory=dict)
    """Form to the words that it may be a form of."""
    phrases: dict[str, list[Phrase]] = field(default_factory=dict)
    """First word to phrases, the longest first."""
    skeletons: dict[str, tuple[str, ...]] = field(default_factory=dict)
    """Skeleton, in which leet digits and their letters are the same, to words."""
    collapsed: dict[str, tuple[str, ...]] = field(default_factory=dict)
    """Form without double letters to words."""
    deletions: dict[str, tuple[str, ...]] = field(default_factory=dict)
    """What is left of a word after some letters were deleted, to words: the candidates of a fuzzy search."""
    edits: dict[str, int] = field(default_factory=dict)
    """Word to the most edits forgiven."""
    beginnings: frozenset[str] = frozenset()
    """Proper beginnings of longer words, for words that were split."""
    compounds: dict[str, str] = field(default_factory=dict)
    """Form to word, for words that may begin or end a German compound."""
    unspaced: dict[str, list[Entry]] = field(default_factory=dict)
    """Folded terms in scripts that put no spaces between words."""


_FEWEST_LETTERS_JOINED = 6
_FEWEST_SIGNS_IN_CODE = 5
_CODE = re.compile(r"([a-z]{2,})(\d{2,})")
"""A code such as `rad140`, which is also written `RAD-140`."""
_FEWEST_LETTERS_OF_EDITED_PHRASE = 10
_FEWEST_LETTERS_IN_COMPOUND = 6


def compile_index(lists: Sequence[KeywordList]) -> Index:
    """Compile lists for finding."""
    builder = _Builder()
    for source in lists:
        for term in source.terms:
            builder.add(Entry(term, source))
    return builder.build()


class _Builder:
    """Collects phrases and words, then freezes the tables that are made from them."""

    def __init__(self) -> None:
        self._index = Index()
        self._phrases: dict[tuple[str, ...], Phrase] = {}
        self._forms: dict[str, dict[str, None]] = {}

    def add(self, entry: Entry) -> None:
        term = entry.term
        texts = dict.fromkeys(
            spelling for text in (term.text, *term.spellings) for spelling in spellings_of(text, term.language)
        )
        for text in texts:
            if is_unspaced(text):
                self._index.unspaced.setdefault(text.replace(" ", ""), []).append(entry)
            else:
                self._add_spaced(text, entry)

    def _add_spaced(self, text: str, entry: Entry) -> None:
        words = tuple(words_of(text))
        if not words:
            return
        language = entry.term.language
        self._add_phrase(words, entry, literal="" if any(map(str.isalpha, text)) else text)
        for word in words:
            for form in forms_of(word, language):
                self._forms.setdefault(form, {})[word] = None
        joined = "".join(words)
        if len(words) > 1 and _may_be_joined(joined):
            self._add_phrase((joined,), entry, joined=True)
            for form in forms_of(joined, language):
                self._forms.setdefault(form, {})[joined] = None
        code = _CODE.fullmatch(joined)
        if len(words) == 1 and code:
            self._add_phrase(code.groups(), entry)
            self._forms.update({part: self._forms.get(part, {}) | {part: None} for part in code.groups()})
        self._allow_edits(words, entry.term)
        if language == "de":
            self._allow_compounds(words, entry.term)

    def _add_phrase(self, words: tuple[str, ...], entry: Entry, *, joined: bool = False, literal: str = "") -> None:
        phrase = self._phrases.setdefault(words, Phrase(words, joined, literal))
        phrase.joined = phrase.joined and joined
        if entry not in phrase.entries:
            phrase.entries.append(entry)

    def _allow_edits(self, words: tuple[str, ...], term: Term) -> None:
        whole = "".join(words)
        for word in dict.fromkeys((*words, whole)):
            allowed = edits_allowed(word, term.fuzzy)
            if word != whole and len(whole) < _FEWEST_LETTERS_OF_EDITED_PHRASE:
                allowed = 0
            if allowed:
                self._index.edits[word] = max(allowed, self._index.edits.get(word, 0))

    def _allow_compounds(self, words: tuple[str, ...], term: Term) -> None:
        if len(words) == 1 and len(words[0]) >= _FEWEST_LETTERS_IN_COMPOUND and term.strength is not Strength.NEGATIVE:
            for form in forms_of(words[0], "de"):
                self._index.compounds.setdefault(form, words[0])

    def build(self) -> Index:
        index = self._index
        for phrase in self._phrases.values():
            phrase.entries.sort(key=lambda entry: entry.order)
            index.phrases.setdefault(phrase.words[0], []).append(phrase)
        for phrases in index.phrases.values():
            phrases.sort(key=lambda phrase: (-len(phrase.words), phrase.words))
        index.forms = {form: tuple(words) for form, words in self._forms.items()}
        index.skeletons = _by(skeleton, index.forms)
        index.collapsed = _by(collapsed, index.forms)
        index.deletions = _deletion_table(index.edits)
        index.beginnings = frozenset(
            form[:length] for form in index.forms if len(form) >= 5 for length in range(2, len(form))
        )
        return index


def _may_be_joined(joined: str) -> bool:
    """Tell whether a term of several words may be written as one: `rhinohorn`, `mk677`, but not `11`."""
    fewest = _FEWEST_LETTERS_JOINED if joined.isalpha() else _FEWEST_SIGNS_IN_CODE
    return len(joined) >= fewest and any(map(str.isalpha, joined))


def words_of(text: str) -> Iterator[str]:
    """Yield the words of a folded term."""
    folded: Folded = fold(text)
    for token in tokens_of(folded):
        yield from (part.text for part in plain_parts(token))


def edits_allowed(word: str, told: int | None) -> int:
    """Return the most edits forgiven in a word: none below 6 letters, one below 10, else two, if not told otherwise."""
    if not word.isalpha() or len(word) < 5:
        return 0
    if told is not None:
        return min(told, 2)
    return 0 if len(word) < 6 else 1 if len(word) < 10 else 2


def deletions_of(word: str, count: int) -> set[str]:
    """Return a word and all that is left of it after up to `count` of its letters are deleted."""
    found = {word}
    edge = {word}
    for _ in range(count):
        edge = {left[:place] + left[place + 1 :] for left in edge for place in range(len(left))}
        found |= edge
    return found


def _deletion_table(edits: dict[str, int]) -> dict[str, tuple[str, ...]]:
    table: dict[str, dict[str, None]] = {}
    for word, allowed in sorted(edits.items()):
        for left in deletions_of(word, allowed):
            table.setdefault(left, {})[word] = None
    return {left: tuple(words) for left, words in table.items()}


def _by(change: Callable[[str], str], forms: dict[str, tuple[str, ...]]) -> dict[str, tuple[str, ...]]:
    table: dict[str, dict[str, None]] = {}
    for form, words in forms.items():
        if len(form) >= 4:
            table.setdefault(change(form), {}).update(dict.fromkeys(words))
    return {key: tuple(words) for key, words in table.items()}
