"""What is wrong with a recipe, with file and line."""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml
from pydantic import ValidationError

from domain.errors import MarketsweepError

MOST_BYTES = 256 * 1024
MOST_NESTING = 8

Location = tuple[int | str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Fault:
    """One thing that is wrong in one line of a recipe."""

    path: Path
    line: int
    text: str

    def __str__(self) -> str:
        return f"{self.path}:{self.line}: {self.text}"


class RecipeError(MarketsweepError):
    """A recipe cannot be used; the message lists every fault with file and line."""

    def __init__(self, faults: tuple[Fault, ...]) -> None:
        listed = "\n".join(f"  {fault}" for fault in faults)
        super().__init__(f"The recipe has {len(faults)} fault(s). Correct these lines:\n{listed}")
        self.faults = faults


def read_yaml(path: Path) -> tuple[Any, dict[Location, int]]:
    """Return the content of a file, and the line of every key and value by its place in the tree."""
    try:
        text = _text_of(path)
        if refused := tuple(Fault(path=path, line=line, text=why) for line, why in _refusals(text)):
            raise RecipeError(refused)
        node = yaml.compose(text, Loader=yaml.SafeLoader)
        data = yaml.safe_load(text)
    except OSError as error:
        text = f"the file cannot be read: {error.strerror}"
        raise RecipeError((Fault(path=path, line=1, text=text),)) from error
    except (yaml.YAMLError, ValueError) as error:
        mark = getattr(error, "problem_mark", None)
        reason = " ".join(str(getattr(error, "problem", None) or error).split())
        raise RecipeError((Fault(path=path, line=mark.line + 1 if mark else 1, text=reason),)) from error
    lines: dict[Location, int] = {(): 1}
    twice: list[Fault] = []
    if node is not None:
        _number(node, (), lines, twice, path)
    if twice:
        raise RecipeError(tuple(twice))
    return data, lines


def _text_of(path: Path) -> str:
    with path.open("rb") as file:
        content = file.read(MOST_BYTES + 1)
    if len(content) > MOST_BYTES:
        text = f"the file has more than {MOST_BYTES:,} bytes; a recipe is short"
        raise RecipeError((Fault(path=path, line=1, text=text),))
    return content.decode("utf-8-sig")


def _refusals(text: str) -> Iterator[tuple[int, str]]:
    """Yield line and reason for each alias and tag, and for nesting without end: no recipe needs them."""
    depth = 0
    for event in yaml.parse(text, Loader=yaml.SafeLoader):
        line = event.start_mark.line + 1 if event.start_mark else 1
        if isinstance(event, yaml.AliasEvent):
            yield line, f"*{event.anchor} repeats another part; write it out"
        elif tag := getattr(event, "tag", None):
            yield line, f"the tag {tag} is not allowed; write a plain value"
        if isinstance(event, yaml.CollectionEndEvent):
            depth -= 1
        elif isinstance(event, yaml.CollectionStartEvent):
            depth += 1
            if depth > MOST_NESTING:
                yield line, f"this is nested more than {MOST_NESTING} levels deep"
                return


def _number(node: yaml.Node, at: Location, lines: dict[Location, int], twice: list[Fault], path: Path) -> None:
    lines.setdefault(at, node.start_mark.line + 1)
    if isinstance(node, yaml.SequenceNode):
        for index, child in enumerate(node.value):
            _number(child, (*at, index), lines, twice, path)
    elif isinstance(node, yaml.MappingNode):
        for key, child in node.value:
            place, line = (*at, str(key.value)), key.start_mark.line + 1
            if place in lines:
                twice.append(Fault(path=path, line=line, text=f"the key {key.value!r} stands here twice"))
            lines[place] = line
            _number(child, place, lines, twice, path)


def faults_of(path: Path, error: ValidationError, lines: dict[Location, int]) -> tuple[Fault, ...]:
    """Return the faults that a check of the content found, each at the nearest line that exists."""
    found = []
    for detail in error.errors(include_url=False):
        place: Location = tuple(detail["loc"])
        while place not in lines:
            place = place[:-1]
        name = ".".join(str(step) for step in detail["loc"]) or "the file"
        found.append(Fault(path=path, line=lines[place], text=f"{name}: {detail['msg']}"))
    return tuple(sorted(found, key=lambda fault: fault.line))
