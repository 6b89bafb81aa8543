"""From the fields of a file to the terms of the domain: defaults, groups and word sets are worked in here."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from domain.keyword_list import Requirement, Strength, Term
from keyword_lists.checking import check, fault_at
from keyword_lists.contract import GroupFields, RequiresFields, SharedFields, TermFields
from keyword_lists.faults import Fault, ListFaultsError
from keyword_lists.word_sets import SHIPPED, WordSet, find_word_set, read_word_set
from keyword_lists.yaml_tree import Location, Tree

LEAST_LETTERS = 3
"""A shorter term stands in too many innocent words and codes to count without a `requires`."""


@dataclass(slots=True)
class Reading:
    """A list file while it is read: where it stands, and what has been found so far."""

    path: Path
    tree: Tree
    faults: list[Fault] = field(default_factory=list)
    word_sets: dict[str, WordSet | None] = field(default_factory=dict)
    places: dict[tuple[str, str], tuple[int, int]] = field(default_factory=dict)
    """Line and column of each term, by casefolded text and language."""

    def add(self, location: Location, message: str, cure: str) -> None:
        """Note a fault about one value of the file."""
        self.faults.append(fault_at(self.tree, location, str(self.path), message, cure))

    def words(self, names: Sequence[str], language: str, at: Location) -> Iterator[str]:
        """Yield the words that word sets hold for a language, and note the sets that do not exist."""
        for name in names:
            if name not in self.word_sets:
                self.word_sets[name] = self._read(name, at)
            found = self.word_sets[name]
            if found is not None:
                yield from found.for_language(language)

    def _read(self, name: str, at: Location) -> WordSet | None:
        path = find_word_set(name, self.path.parent)
        if path is None:
            shipped = ", ".join(sorted(file.stem for file in SHIPPED.glob("*.yaml")))
            self.add(at, f'there is no word set "{name}".', f"Write one of: {shipped}; or add word_sets/{name}.yaml.")
            return None
        try:
            return read_word_set(path)
        except ListFaultsError as error:
            self.faults.extend(error.faults)
            return None


Said = Sequence[SharedFields | None]
"""What is said of a term, the nearest first; None for a part that is at fault, so that it may say anything."""


def read_terms(reading: Reading, defaults: SharedFields | None) -> tuple[Term, ...]:
    """Return the terms of a file, those that stand alone and those in groups, and note every fault."""
    top = reading.tree.value
    terms = [*_terms(reading, top.get("terms"), ("terms",), (defaults,))]
    groups = top.get("groups")
    if groups is not None and not isinstance(groups, list):
        reading.add(("groups",), "groups are expected.", "Write one group per `- about: …`.")
        groups = None
    for number, group in enumerate(groups or ()):
        terms.extend(_group(reading, group, ("groups", number), defaults))
    if not terms and not reading.faults:
        reading.add((), "the list has no terms.", "Add `terms:` or `groups:` with at least one term.")
    return tuple(terms)


def _group(reading: Reading, group: Any, at: Location, defaults: SharedFields | None) -> Iterator[Term]:
    head = {key: value for key, value in group.items() if key != "terms"} if isinstance(group, dict) else group
    fields, faults = check(GroupFields, head, tree=reading.tree, at=at, path=str(reading.path))
    reading.faults.extend(faults)
    if not isinstance(group, dict):
        return
    if group.get("terms") is None:
        reading.add((*at, "terms"), "is missing.", "A group needs `terms:` with at least one term.")
    yield from _terms(reading, group.get("terms"), (*at, "terms"), (fields, defaults))


def _terms(reading: Reading, terms: Any, at: Location, shared: Said) -> Iterator[Term]:
    if terms is None:
        return
    if not isinstance(terms, list):
        reading.add(at, "terms are expected.", "Write one term per line: `- {text: ivory, language: en}`.")
        return
    for number, written in enumerate(terms):
        location = (*at, number)
        fields, faults = check(TermFields, written, tree=reading.tree, at=location, path=str(reading.path))
        reading.faults.extend(faults)
        term = _term(reading, fields, location, shared) if fields is not None else None
        if term is not None:
            yield term


def _term(reading: Reading, fields: TermFields, at: Location, shared: Said) -> Term | None:
    said = (fields, *shared)
    kind, language = first(said, "kind"), first(said, "language")
    for name, value in (("kind", kind), ("language", language)):
        if value is None and None not in said:
            reading.add((*at, name), "is missing.", "Say it on the term, on its group or under `defaults:`.")
    if kind is None or language is None:
        return None
    text = " ".join(fields.text.split())
    term = Term(
        text=text,
        language=language,
        kind=kind,
        strength=first(said, "strength") or Strength.STRONG,
        requires=_requirement(reading, first(said, "requires"), (text, language), at),
        unless=_unless(reading, said, language, at),
        only_in=first(said, "only_in") or (),
        not_in=first(said, "not_in") or (),
        fuzzy=first(said, "fuzzy"),
        spellings=fields.spellings,
        severity=first(said, "severity") or 2,
        parse=first(said, "parse") or False,
        source=first(said, "source") or "",
        note=first(said, "note") or "",
        valid_from=first(said, "valid_from"),
        valid_to=first(said, "valid_to"),
    )
    _look_closer(reading, term, at)
    return term


def first(said: Said, name: str) -> Any:
    """Return what is said nearest to the term: by itself, by its group, by the defaults."""
    return next((value for fields in said if (value := getattr(fields, name, None)) is not None), None)


def _unless(reading: Reading, said: Said, language: str, at: Location) -> tuple[str, ...]:
    """Exceptions add up: those of the term, its group and the defaults all hold."""
    phrases = [phrase for fields in said if fields for phrase in fields.unless]
    names = [name for fields in said if fields for name in fields.unless_sets]
    phrases.extend(reading.words(names, language, (*at, "unless_sets")))
    return tuple(dict.fromkeys(phrases))


def _requirement(reading: Reading, fields: RequiresFields | None, term: tuple[str, str], at: Location) -> Requirement:
    if fields is None:
        return Requirement()
    text, language = term
    shared = reading.words(fields.word_sets, language, (*at, "requires", "word_sets"))
    words = [*fields.words, *(word for word in shared if word.casefold() != text.casefold())]
    return Requirement(
        words=tuple(dict.fromkeys(words)),
        kinds=fields.kinds,
        price_below=fields.price_below,
        reference_price=fields.reference_price,
        within=fields.within,
    )


def _look_closer(reading: Reading, term: Term, at: Location) -> None:
    """Note what only a look at the whole term or at its neighbours shows."""
    place = reading.tree.place((*at, "text"))
    key = (term.text.casefold(), term.language)
    earlier = reading.places.get(key)
    if earlier is not None:
        message = f'"{term.text}" ({term.language}) stands here a second time; the first is on line {earlier[0]}.'
        reading.add((*at, "text"), message, "Keep one of the two.")
    else:
        reading.places[key] = place
    if letters(term.text) < LEAST_LETTERS and not term.requires:
        message = f'"{term.text}" is too short to count on its own.'
        reading.add((*at, "text"), message, "Add `requires:` with words that must stand near it, or write it out.")
    if term.valid_from and term.valid_to and term.valid_to < term.valid_from:
        message = f"{term.valid_to} lies before valid_from, {term.valid_from}."
        reading.add((*at, "valid_to"), message, "Correct one of the two dates.")


def letters(text: str) -> int:
    """Count letters and digits; a sign of a script that writes words with one or two signs counts as two."""
    return sum(2 if ord(sign) >= 0x2E80 else 1 for sign in text if sign.isalnum())


def list_unless(reading: Reading, head: Mapping[str, Any], languages: Sequence[str]) -> tuple[str, ...]:
    """Return the exceptions of the whole list, in all its languages."""
    phrases = [*head["unless"]]
    for language in languages:
        phrases.extend(reading.words(head["unless_sets"], language, ("unless_sets",)))
    return tuple(dict.fromkeys(phrases))
