"""Words that several lists share, kept once per language."""

from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from keyword_lists.faults import Fault, ListFaultsError
from keyword_lists.languages import CODES, UNDETERMINED
from keyword_lists.yaml_tree import Tree, read_yaml

SHIPPED = Path(__file__).parent / "word_sets"


@dataclass(frozen=True, slots=True, kw_only=True)
class WordSet:
    """Words by language, with the bytes they were read from."""

    words: dict[str, tuple[str, ...]]
    content: bytes

    def for_language(self, language: str) -> tuple[str, ...]:
        """Return the words that a term of a language may meet.

        English stands in titles of every market, and a name that is the same everywhere meets all languages.
        """
        if language == UNDETERMINED:
            return tuple(dict.fromkeys(word for words in self.words.values() for word in words))
        wanted = dict.fromkeys((language, "en", UNDETERMINED))
        return tuple(dict.fromkeys(word for code in wanted for word in self.words.get(code, ())))


def read_word_set(path: Path) -> WordSet:
    """Return the word set of a file, or raise `ListFaultsError` with all its faults."""
    content = path.read_bytes()
    tree, faults = read_yaml(content, str(path))
    if tree is not None:
        faults += tuple(_faults(tree, str(path)))
    if faults or tree is None:
        raise ListFaultsError(faults)
    return WordSet(words={code: tuple(words) for code, words in tree.value.items()}, content=content)


def find_word_set(name: str, beside: Path) -> Path | None:
    """Return the file of a word set: the folder `word_sets` beside a list comes before the shipped ones."""
    for folder in (beside / "word_sets", SHIPPED):
        path = folder / f"{name}.yaml"
        if path.is_file():
            return path
    return None


def _faults(tree: Tree, path: str) -> Iterable[Fault]:
    if not isinstance(tree.value, dict):
        cure = "Write one line per language, such as `de: [geschnitzt, Schnitzerei]`."
        yield Fault(path=path, line=tree.line, column=tree.column, message="this is no word set.", cure=cure)
        return
    for code, words in tree.value.items():
        line, column = tree.place((code,))
        if code not in CODES:
            message, cure = f'"{code}" is not the code of a language.', "Write two letters (ISO 639-1) or und."
            yield Fault(path=path, line=line, column=column, message=message, cure=cure)
        if not isinstance(words, list) or not all(isinstance(word, str) and word.strip() for word in words):
            message, cure = f"{code}: words are expected.", 'Write [like, this]; put "no" and "on" into quotes.'
            yield Fault(path=path, line=line, column=column, message=message, cure=cure)
