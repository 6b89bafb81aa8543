"""All terms of all lists, compiled once for finding, with a digest that names what they were compiled from."""

import hashlib
import json
from array import array
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from importlib import resources

from pydantic import TypeAdapter

import termscan
from domain.keyword_list import KeywordList, Strength, Term
from matching.entries import Entries, Entry, parts_of
from matching.ordinary import ordinary_words
from matching.tokens import words_of

METHOD = b"marketsweep matching 3\n"
"""Grows whenever the rules of judging or their weights may give another result for the same lists."""
_MOST_EDITS = 2


@dataclass(frozen=True, slots=True)
class Index:
    """What is asked: the scanner, and whose its terms are."""

    scanner: termscan.Index
    heads: tuple[KeywordList, ...]
    """The lists without their terms."""
    parts: Mapping[str, memoryview]
    """The terms and what belongs to them, as bytes."""
    entries: Entries
    owners: memoryview
    """For each term of the scanner the number of its entry."""
    made_of: str
    """SHA-256 of the lists' identities and of the ordinary words, hexadecimal: what it was compiled from."""
    digest: str
    """SHA-256 of all that a result depends on, hexadecimal."""

    def __reduce__(self) -> tuple[object, ...]:
        parts = {name: bytes(part) for name, part in self.parts.items()}
        return _from_bytes, (self.scanner, self.heads, parts, self.made_of, self.digest)

    def owner(self, scanned: int) -> Entry:
        """Return whose term was found."""
        return self.entries[self.owners[scanned]]

    def text(self, scanned: int) -> str:
        """Return the text that was looked for: a term may have several."""
        first = scanned
        while first and self.owners[first - 1] == self.owners[scanned]:
            first -= 1
        return texts_of(self.owner(scanned).term)[scanned - first]


def texts_of(term: Term) -> tuple[str, ...]:
    """Return what is looked for: a term and its other spellings, each once."""
    return tuple(dict.fromkeys((term.text, *term.spellings)))


def compile_index(lists: Sequence[KeywordList], learnt: Iterable[str] = ()) -> Index:
    """Compile lists for finding; no edit is spent on ordinary words: those of all languages, and those learnt."""
    learnt = frozenset(learnt)
    words = _shipped_words() | learnt
    terms = [term for source in lists for term in source.terms]
    owners = array("I")
    scanned: list[termscan.Term] = []
    for number, term in enumerate(terms):
        wanted = tuple(_wanted(term))
        owners.extend([number] * len(wanted))
        scanned.extend(wanted)
    scanner = termscan.compile(scanned, termscan.Options(ordinary=words))
    parts = {"owners": memoryview(owners).cast("B"), **parts_of(lists, (_rarity(term, words) for term in terms))}
    heads = tuple(replace(source, terms=()) for source in lists)
    digest = _digest(scanner, lists, parts)
    return assembled(scanner, heads, parts, made_of=made_of(lists, learnt), digest=digest)


def assembled(
    scanner: termscan.Index,
    heads: tuple[KeywordList, ...],
    parts: Mapping[str, memoryview],
    *,
    made_of: str,
    digest: str,
) -> Index:
    """Return the index that a scanner and its parts make up."""
    return Index(scanner, heads, parts, Entries(heads, parts), parts["owners"].cast("I"), made_of, digest)


def _from_bytes(
    scanner: termscan.Index, heads: tuple[KeywordList, ...], parts: Mapping[str, bytes], made_of: str, digest: str
) -> Index:
    views = {name: memoryview(part) for name, part in parts.items()}
    return assembled(scanner, heads, views, made_of=made_of, digest=digest)


def made_of(lists: Sequence[KeywordList], learnt: Iterable[str] = ()) -> str:
    """Return what an index would be compiled from, without compiling it: rules, lists and ordinary words."""
    name = hashlib.sha256(METHOD)
    for source in lists:
        content = source.digest or hashlib.sha256(TypeAdapter(KeywordList).dump_json(source)).hexdigest()
        name.update(json.dumps([source.list_id, source.version, content]).encode())
    name.update(_language_words())
    name.update("\n".join(sorted(learnt)).encode())
    return name.hexdigest()


@lru_cache(maxsize=1)
def _shipped_words() -> termscan.OrdinaryWords:
    """Return the ordinary words of all languages; made once in a process, in half a second."""
    return termscan.OrdinaryWords(ordinary_words())


@lru_cache(maxsize=1)
def _language_words() -> bytes:
    """Return the SHA-256 of the files with the ordinary words of all languages, which need not be unpacked for it."""
    digest = hashlib.sha256()
    for file in sorted(resources.files("matching").joinpath("ordinary", "words").iterdir(), key=lambda file: file.name):
        digest.update(file.name.encode() + file.read_bytes())
    return digest.digest()


def _digest(scanner: termscan.Index, lists: Sequence[KeywordList], parts: Mapping[str, memoryview]) -> str:
    """Return the SHA-256 of the rules, of what the scanner was made from, and of what is known of each term."""
    digest = hashlib.sha256(METHOD + bytes.fromhex(scanner.digest))
    for source in lists:
        valid = [str(day) for day in (source.valid_from, source.valid_to)]
        head = [source.list_id, source.version, source.concern, source.unless, valid, len(source.terms)]
        digest.update(json.dumps(head).encode())
    for name in ("terms", "contexts", "rarities"):
        digest.update(parts[name])
    return digest.hexdigest()


def _wanted(term: Term) -> Iterator[termscan.Term]:
    edits = None if term.fuzzy is None else min(term.fuzzy, _MOST_EDITS)
    for text in texts_of(term):
        yield termscan.Term(text, term.language, edits=edits, glued=term.strength is not Strength.NEGATIVE)


def _rarity(term: Term, ordinary: termscan.OrdinaryWords) -> float:
    """Return the share of a term's letters that stand in words which are not ordinary."""
    words = list(words_of(term.text))
    letters = sum(map(len, words))
    return sum(len(word) for word in words if word not in ordinary) / letters if letters else 1.0
