"""The words of the context, by role and language, read once from the YAML files beside this one."""

from enum import StrEnum
from functools import lru_cache
from importlib import resources

import yaml

from matching.phrases import PhraseSet

_FEWEST_LETTERS_ANYWHERE = 6


class Role(StrEnum):
    """What a word of the context does to a find; told in README.md beside this file."""

    COMMON = "common"
    ABSENT_BEFORE = "absent_before"
    ABSENT_AFTER = "absent_after"
    ABSENT_OTHER = "absent_other"
    FITS_BEFORE = "fits_before"
    FITS_AFTER = "fits_after"
    FITS_NOBODY = "fits_nobody"
    IMITATION_BEFORE = "imitation_before"
    IMITATION_AFTER = "imitation_after"
    IMITATION = "imitation"
    COLOUR_NAMES = "colour_names"
    COLOUR_WORDS = "colour_words"
    COLOUR_MARKS = "colour_marks"
    COLOURED_GOODS = "coloured_goods"
    EITHER_GOODS = "either_goods"
    MATERIAL_MARKS = "material_marks"
    AGE = "age"
    WORKED = "worked"
    MOTIFS = "motifs"
    GENUINE = "genuine"
    DEPICTIONS = "depictions"
    SCALE_MODELS = "scale_models"
    SPEECH = "speech"
    COMES_WITH = "comes_with"
    SECOND_HAND = "second_hand"
    BRANDED_GOODS = "branded_goods"
    MACHINES = "machines"
    PARTS = "parts"
    WITHOUT_PRESCRIPTION = "without_prescription"
    WITHOUT_PAPERS = "without_papers"
    COLOURED_CATEGORIES = "coloured_categories"
    SHOWN_CATEGORIES = "shown_categories"
    MODEL_CATEGORIES = "model_categories"
    PARTS_CATEGORIES = "parts_categories"


class ContextWords(dict[Role, PhraseSet]):
    """The phrases of each role that count in texts of some languages; a role is read when it is first asked for."""

    def __init__(self, languages: frozenset[str]) -> None:
        super().__init__()
        self._languages = languages

    def __missing__(self, role: Role) -> PhraseSet:
        found = self[role] = _of_role(role).within(self._languages)
        return found


@lru_cache(maxsize=1)
def _files() -> dict[str, dict[Role, tuple[str, ...]]]:
    """Return what each language's file says."""
    folder = resources.files("matching").joinpath("context")
    files = {entry.name.removesuffix(".yaml"): entry for entry in folder.iterdir() if entry.name.endswith(".yaml")}
    return {
        language: {Role(role): tuple(words) for role, words in yaml.safe_load(files[language].read_bytes()).items()}
        for language in sorted(files)
    }


def context_words(*languages: str | None) -> ContextWords:
    """Return the words of some languages and of English, which stands in titles of every market.

    Long words of the others are among them, and all of them where no language is known.
    """
    known = {language for language in languages if language in _files()}
    return _merged(frozenset(known | {"en"} if known else _files()))


@lru_cache(maxsize=1)
def common_words() -> dict[str, tuple[str, ...]]:
    """Return the commonest words, each with the languages that it speaks for; what denies speaks for its own too."""
    spoken: dict[str, dict[str, None]] = {}
    for language, roles in _files().items():
        for role in (Role.COMMON, Role.ABSENT_BEFORE, Role.FITS_BEFORE):
            for word in roles.get(role, ()):
                if word.isalpha():
                    spoken.setdefault(word.lower(), {})[language] = None
    return {word: tuple(languages) for word, languages in spoken.items()}


@lru_cache(maxsize=256)
def _merged(languages: frozenset[str]) -> ContextWords:
    return ContextWords(languages)


@lru_cache(maxsize=len(Role))
def _of_role(role: Role) -> PhraseSet:
    """Return the phrases of a role in all languages, compiled once in a process."""
    phrases = ((phrase, language) for language, roles in _files().items() for phrase in roles.get(role, ()))
    return PhraseSet(phrases, is_bound=_may_mean_anything)


def _may_mean_anything(phrase: str) -> bool:
    """Tell whether a phrase counts in texts of its language alone; others do in all: titles mix, and labels err."""
    return len(phrase) < _FEWEST_LETTERS_ANYWHERE and phrase.isascii()
