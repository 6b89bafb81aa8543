"""The sentences by which pages say what they are, from `kinds.yaml`, and how they are looked for."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

import yaml

from domain.page_kind import PageKind

_EDGES = " .!…:;\u00a0*•-–—\"'„“”«»"


@dataclass(frozen=True, slots=True)
class KindTexts:
    """What is said on pages of one kind."""

    phrases: tuple[str, ...]
    whole: frozenset[str]
    missing: tuple[str, ...]
    """Of the phrases, those that say that there is no page at the address."""
    vendors: tuple[str, ...]
    """Traces of protection services in scripts and addresses."""


@cache
def kind_texts() -> Mapping[PageKind, KindTexts]:
    """Return the sentences that the reader knows."""
    text = files(__package__).joinpath("kinds.yaml").read_text("utf-8")
    data = yaml.load(text, Loader=yaml.CSafeLoader)
    return {
        PageKind(kind): KindTexts(
            tuple(fold(str(phrase)) for phrase in entry.get("phrases", ())),
            frozenset(fold(str(word)).strip(_EDGES) for word in entry.get("whole", ())),
            tuple(fold(str(phrase)) for phrase in entry.get("missing", ())),
            tuple(entry.get("vendors", ())),
        )
        for kind, entry in data.items()
    }


def find_phrase(phrases: Iterable[str], folded: str) -> str | None:
    """Return the first phrase that stands in a folded text with no letter touching it."""
    return next((phrase for phrase in phrases if phrase in folded and _stands_alone(phrase, folded)), None)


def _stands_alone(phrase: str, folded: str) -> bool:
    """Whether a phrase in a script with spaces occurs as whole words."""
    if phrase[0] > "\u2e80":
        return True
    start = folded.find(phrase)
    while start >= 0:
        end = start + len(phrase)
        before = folded[start - 1] if start else " "
        after = folded[end] if end < len(folded) else " "
        if not before.isalnum() and not (phrase[-1].isalnum() and after.isalnum()):
            return True
        start = folded.find(phrase, start + 1)
    return False


def as_whole(text: str) -> str:
    """Return a block in the form that single words are compared in."""
    return fold(text).strip(_EDGES)


def fold(text: str) -> str:
    """Return text in the form that sentences are compared in."""
    return " ".join(text.replace("’", "'").replace("`", "'").casefold().split())
