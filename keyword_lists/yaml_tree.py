"""YAML text to plain values that remember where they stand: no objects, no aliases, no surprises.

PyYAML builds the nodes; this file refuses what a keyword list never needs and keeps the line numbers that
`yaml.safe_load` throws away.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any

import yaml

from keyword_lists.faults import Fault

MOST_BYTES = 8 * 1024 * 1024
MOST_NESTING = 8

_LOADER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
_INDENTING_TAB = re.compile(r"^[ ]*\t", re.MULTILINE)
_TAG = "tag:yaml.org,2002:"

Location = Sequence[str | int]
"""The way to a value: keys and positions, such as `("terms", 3, "kind")`."""


@dataclass(frozen=True, slots=True)
class Tree:
    """A plain value of a YAML file, with the place where it and each part of it stands."""

    value: Any
    """Dicts, lists, strings, integers, floats, booleans and None only."""
    line: int
    column: int
    parts: dict[str | int, "Tree"] = field(default_factory=dict)
    keys: dict[str, tuple[int, int]] = field(default_factory=dict)
    """Where each key of a mapping stands."""

    def place(self, location: Location) -> tuple[int, int]:
        """Return line and column of the deepest part of a location that exists."""
        tree = self
        for step in location:
            if step not in tree.parts:
                return tree.keys.get(str(step), (tree.line, tree.column))
            tree = tree.parts[step]
        return tree.line, tree.column


def read_yaml(content: bytes, path: str) -> tuple[Tree | None, tuple[Fault, ...]]:
    """Return the tree of a YAML file and its faults; None where the faults leave nothing to read."""
    text, faults = _decode(content, path)
    if faults:
        return None, faults
    try:
        refused = tuple(_refuse(text, path))
        if refused:
            return None, refused
        node = yaml.compose(text, Loader=_LOADER)
    except yaml.YAMLError as error:
        return None, (_syntax_fault(error, path),)
    if node is None:
        return None, (_fault(path, 1, 1, "the file is empty.", "Write the list as the README shows."),)
    doubled: list[Fault] = []
    return _tree(node, path, doubled), tuple(doubled)


def _decode(content: bytes, path: str) -> tuple[str, tuple[Fault, ...]]:
    if len(content) > MOST_BYTES:
        message = f"the file has {len(content):,} bytes; a list may have {MOST_BYTES:,}."
        return "", (_fault(path, 0, 0, message, "Split it into several lists."),)
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = content.count(b"\n", 0, error.start) + 1
        message = f"the byte 0x{content[error.start]:02X} is not UTF-8."
        return "", (_fault(path, line, 1, message, "Save the file as UTF-8 in your editor."),)
    tabs = tuple(
        _fault(
            path,
            text.count("\n", 0, found.start()) + 1,
            found.end() - found.start(),
            "a tab stands where the line is indented.",
            "Indent with spaces.",
        )
        for found in _INDENTING_TAB.finditer(text)
    )
    return text, tabs


def _refuse(text: str, path: str) -> Iterator[Fault]:
    """Yield a fault for each alias, tag and second document, and for nesting without end."""
    depth = documents = 0
    for event in yaml.parse(text, Loader=_LOADER):
        mark = event.start_mark
        line, column = (mark.line + 1, mark.column + 1) if mark else (0, 0)
        tag = getattr(event, "tag", None)
        if isinstance(event, yaml.DocumentStartEvent):
            documents += 1
            if documents > 1:
                yield _fault(path, line, column, "a second document begins.", "Remove the line `---`.")
        elif isinstance(event, yaml.AliasEvent):
            cure = "Write the words out, or keep them in a word set."
            yield _fault(path, line, column, f"*{event.anchor} repeats another part.", cure)
        elif tag:
            yield _fault(path, line, column, f"the tag {tag} is not allowed.", "Write a plain value.")
        if isinstance(event, yaml.CollectionStartEvent):
            depth += 1
            if depth > MOST_NESTING:
                message = f"this is nested more than {MOST_NESTING} levels deep."
                yield _fault(path, line, column, message, "Write it flatter, as the README shows.")
                return
        elif isinstance(event, yaml.CollectionEndEvent):
            depth -= 1


def _tree(node: yaml.Node, path: str, doubled: list[Fault]) -> Tree:
    line, column = node.start_mark.line + 1, node.start_mark.column + 1
    if isinstance(node, yaml.SequenceNode):
        items = [_tree(item, path, doubled) for item in node.value]
        return Tree([item.value for item in items], line, column, dict(enumerate(items)))
    if isinstance(node, yaml.MappingNode):
        return _mapping(node, path, doubled)
    return Tree(_scalar(node.tag.removeprefix(_TAG), node.value), line, column)


def _mapping(node: yaml.MappingNode, path: str, doubled: list[Fault]) -> Tree:
    parts: dict[str | int, Tree] = {}
    keys: dict[str, tuple[int, int]] = {}
    for key_node, value_node in node.value:
        key = str(key_node.value) if isinstance(key_node, yaml.ScalarNode) else "?"
        line, column = key_node.start_mark.line + 1, key_node.start_mark.column + 1
        if key in keys:
            message = f'"{key}" stands here a second time; the first is on line {keys[key][0]}.'
            doubled.append(_fault(path, line, column, message, "Keep one of the two."))
            continue
        keys[key] = (line, column)
        parts[key] = _tree(value_node, path, doubled)
    start = node.start_mark
    value = {key: part.value for key, part in parts.items()}
    return Tree(value, start.line + 1, start.column + 1, parts, keys)


def _scalar(tag: str, value: str) -> Any:
    """Read a scalar as YAML 1.1 does, dates excepted: they stay text until the contract asks for a date."""
    if tag == "null":
        return None
    if tag == "bool":
        return value.casefold() in {"yes", "true", "on"}
    try:
        if tag == "int":
            return int(value.replace("_", ""))
        if tag == "float":
            return float(value.replace("_", ""))
    except ValueError:
        return value
    return value


def _syntax_fault(error: yaml.YAMLError, path: str) -> Fault:
    mark = getattr(error, "problem_mark", None)
    line, column = (mark.line + 1, mark.column + 1) if mark else (0, 0)
    problem = getattr(error, "problem", None) or getattr(error, "reason", None) or str(error)
    cure = "Look at this line and the one before: a missing quote, colon, comma, bracket or space."
    return _fault(path, line, column, f"this is not YAML: {problem}.", cure)


def _fault(path: str, line: int, column: int, message: str, cure: str) -> Fault:
    return Fault(path=path, line=line, column=column, message=message, cure=cure)
