"""The one place that reads keyword lists: YAML in, `KeywordList` out, or every fault at once."""

import hashlib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from domain.keyword_list import KeywordList, Term
from keyword_lists.checking import check
from keyword_lists.contract import ListFields, SharedFields
from keyword_lists.faults import Fault, ListFaultsError
from keyword_lists.homographs import share_context
from keyword_lists.resolving import Reading, list_unless, read_terms
from keyword_lists.yaml_tree import read_yaml

SHIPPED_LISTS = Path(__file__).parent / "lists"


@dataclass(frozen=True, slots=True, kw_only=True)
class LoadedList:
    """A keyword list with the file it came from, so that a linter can point at a line."""

    keyword_list: KeywordList
    path: Path
    places: Mapping[tuple[str, str], tuple[int, int]]
    """Line and column of each term, by casefolded text and language."""


def load_list(path: Path) -> KeywordList:
    """Return the keyword list of a YAML file, or raise `ListFaultsError` with all its faults."""
    return read_list(path).keyword_list


def load_folder(path: Path) -> tuple[KeywordList, ...]:
    """Return the lists of a folder, sorted by file name, or raise `ListFaultsError` with the faults of all."""
    if not path.is_dir():
        raise ListFaultsError((_about_file(path, "there is no such folder.", "Name a folder of YAML lists."),))
    loaded: list[LoadedList] = []
    faults: list[Fault] = []
    for file in sorted((*path.glob("*.yaml"), *path.glob("*.yml"))):
        try:
            loaded.append(read_list(file))
        except ListFaultsError as error:
            faults.extend(error.faults)
    faults.extend(_twice(loaded))
    if faults:
        raise ListFaultsError(tuple(faults))
    return tuple(one.keyword_list for one in loaded)


def shipped_lists() -> tuple[KeywordList, ...]:
    """Return the lists that come with Marketsweep."""
    return load_folder(SHIPPED_LISTS)


def read_list(path: Path) -> LoadedList:
    """Return a keyword list with the places of its terms, or raise `ListFaultsError` with all its faults."""
    try:
        content = path.read_bytes()
    except OSError as error:
        message = f"the file cannot be read: {error.strerror}."
        raise ListFaultsError((_about_file(path, message, "Check its name and your rights to it."),)) from error
    tree, faults = read_yaml(content, str(path))
    if tree is None:
        raise ListFaultsError(faults)
    if not isinstance(tree.value, dict):
        message = "a list begins with fields such as `id: ivory`."
        raise ListFaultsError((*faults, _about_file(path, message, "Write it as the README shows.")))
    reading = Reading(path=path, tree=tree, faults=list(faults))
    keyword_list = _read(reading, content)
    if reading.faults or keyword_list is None:
        raise ListFaultsError(tuple(sorted(dict.fromkeys(reading.faults))))
    return LoadedList(keyword_list=keyword_list, path=path, places=reading.places)


def _read(reading: Reading, content: bytes) -> KeywordList | None:
    head = {key: value for key, value in reading.tree.value.items() if key not in {"terms", "groups"}}
    fields, faults = check(ListFields, head, tree=reading.tree, at=(), path=str(reading.path))
    reading.faults.extend(faults)
    terms = read_terms(reading, fields.defaults if fields else _defaults_alone(reading, head))
    if fields is None:
        return None
    if fields.valid_from and fields.valid_to and fields.valid_to < fields.valid_from:
        message = f"{fields.valid_to} lies before valid_from, {fields.valid_from}."
        reading.add(("valid_to",), message, "Correct one of the two dates.")
    unless = list_unless(reading, {"unless": fields.unless, "unless_sets": fields.unless_sets}, fields.languages)
    return _keyword_list(fields, share_context(terms), unless, _digest(content, reading))


def _defaults_alone(reading: Reading, head: dict[str, Any]) -> SharedFields | None:
    """Return the defaults of a list whose head is at fault elsewhere; None if they are at fault themselves."""
    written = head.get("defaults", {})
    return check(SharedFields, written, tree=reading.tree, at=("defaults",), path=str(reading.path))[0]


def _keyword_list(fields: ListFields, terms: tuple[Term, ...], unless: tuple[str, ...], digest: str) -> KeywordList:
    return KeywordList(
        list_id=fields.id,
        version=fields.version,
        title=fields.title,
        concern=fields.concern,
        legal_ground=fields.legal_ground,
        owner=fields.owner,
        languages=fields.languages,
        confidentiality=fields.confidentiality,
        licence=fields.licence,
        source=fields.source,
        terms=terms,
        unless=unless,
        valid_from=fields.valid_from,
        valid_to=fields.valid_to,
        digest=digest,
    )


def _digest(content: bytes, reading: Reading) -> str:
    """Return the SHA-256 over the file and, in order of their names, the word sets that it uses."""
    digest = hashlib.sha256(content)
    for _, word_set in sorted(reading.word_sets.items()):
        if word_set is not None:
            digest.update(word_set.content)
    return digest.hexdigest()


def _twice(loaded: Iterable[LoadedList]) -> Iterable[Fault]:
    seen: dict[str, Path] = {}
    for one in loaded:
        name = one.keyword_list.list_id
        if name in seen:
            message = f'id: "{name}" is also the id of {seen[name].name}.'
            yield _about_file(one.path, message, "Give each list an id of its own.")
        seen.setdefault(name, one.path)


def _about_file(path: Path, message: str, cure: str) -> Fault:
    return Fault(path=str(path), line=0, column=0, message=message, cure=cure)
