"""A tiny parser, trained in seconds on a few dozen hand-written sentences: a stand-in for the model of a user."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import spacy
from spacy.language import Language
from spacy.tokens import Doc
from spacy.training import Example
from spacy.util import fix_random_seed  # type: ignore[attr-defined]  # spaCy hands it on, unmarked

SENTENCES = Path(__file__).parent / "data" / "sentences.txt"
_TOK2VEC = {
    "@architectures": "spacy.HashEmbedCNN.v2",
    "pretrained_vectors": None,
    "width": 64,
    "depth": 2,
    "embed_size": 1000,
    "window_size": 1,
    "maxout_pieces": 2,
    "subword_features": True,
}
_PARSER = {
    "@architectures": "spacy.TransitionBasedParser.v2",
    "state_type": "parser",
    "extra_state_tokens": False,
    "hidden_width": 48,
    "maxout_pieces": 2,
    "use_upper": True,
    "tok2vec": {"@architectures": "spacy.Tok2VecListener.v1", "width": 64},
}

_BATCHES = 24


def build_model(folder: Path, *, passes: int = 8, version: str = "1.0.0") -> Path:
    """Train the model and write it to a folder, as a user would have it."""
    fix_random_seed(0)
    nlp = spacy.blank("en")
    nlp.add_pipe("tok2vec", config={"model": _TOK2VEC})
    nlp.add_pipe("parser", config={"model": _PARSER})
    examples = [_example(nlp, sentence) for sentence in sentences()]
    nlp.initialize(lambda: examples)
    for _ in range(passes):
        for batch in range(_BATCHES):
            nlp.update(examples[batch::_BATCHES], drop=0.1)
    nlp.meta["name"] = "fixture"
    nlp.meta["version"] = version
    nlp.to_disk(folder)
    return folder


def sentences() -> Iterator[list[tuple[str, int, str]]]:
    """Yield each sentence with its blanks filled: word, place of its head, label."""
    fillings: dict[str, list[str]] = {}
    for line in SENTENCES.read_text(encoding="utf-8").splitlines():
        if " = " in line and "|" not in line:
            name, _, words = line.partition(" = ")
            fillings[f"<{name}>"] = words.split(", ")
        elif line and not line.startswith("#"):
            words_of = [word.split("|") for word in line.split()]
            for turn in range(max((len(fillings[word]) for word, _, _ in words_of if word in fillings), default=1)):
                yield [_filled(parts, fillings, turn + place) for place, parts in enumerate(words_of)]


def _filled(parts: list[str], fillings: dict[str, list[str]], turn: int) -> tuple[str, int, str]:
    word, head, label = parts
    choices = fillings.get(word)
    return (choices[turn % len(choices)] if choices else word), int(head), label


def _example(nlp: Language, sentence: list[tuple[str, int, str]]) -> Example:
    words = [word for word, _, _ in sentence]
    heads = [head - 1 if head else place for place, (_, head, _) in enumerate(sentence)]
    labels: list[Any] = [label for _, _, label in sentence]
    gold = Doc(nlp.vocab, words=words, heads=heads, deps=labels)
    return Example(Doc(nlp.vocab, words=words), gold)
