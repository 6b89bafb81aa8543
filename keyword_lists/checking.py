"""What pydantic found, said so that someone who does not program can mend it."""

from collections.abc import Iterator, Mapping
from difflib import get_close_matches
from typing import Any, TypeVar

from pydantic import BaseModel, ValidationError

from domain.concern import Concern
from domain.keyword_list import Confidentiality, Strength, TermKind
from keyword_lists.faults import Fault
from keyword_lists.languages import OFTEN_MEANT
from keyword_lists.yaml_tree import Location, Tree

Model = TypeVar("Model", bound=BaseModel)

_CHOICES: Mapping[str, tuple[str, tuple[str, ...]]] = {
    "kind": ("a kind of term", tuple(TermKind)),
    "kinds": ("a kind of term", tuple(TermKind)),
    "strength": ("a strength", tuple(Strength)),
    "concern": ("a concern", tuple(Concern)),
    "confidentiality": ("a confidentiality label", tuple(Confidentiality)),
}
_EXPECTED = {
    "string": "a text",
    "int": "a whole number",
    "bool": "true or false",
    "tuple": "a list in brackets, [like, this]",
    "date": "a date, such as 2026-03-31",
    "model": "fields in braces, {like: this}",
    "dict": "fields in braces, {like: this}",
}


def check(
    model: type[Model], value: Any, *, tree: Tree, at: Location, path: str
) -> tuple[Model | None, tuple[Fault, ...]]:
    """Return the value as a model, or None and a fault for each thing that the contract does not allow."""
    try:
        return model.model_validate(value), ()
    except ValidationError as found:
        return None, tuple(_faults(found, model, tree, at, path))


def spell(location: Location) -> str:
    """Write a location as people read it: `terms[3].kind`, counted from 1 as editors count."""
    spelled = ""
    for step in location:
        spelled += f"[{step + 1}]" if isinstance(step, int) else f".{step}"
    return spelled.removeprefix(".")


def fault_at(tree: Tree, location: Location, path: str, message: str, cure: str) -> Fault:
    """Return a fault about one value of a file."""
    line, column = tree.place(location)
    name = spell(location)
    return Fault(path=path, line=line, column=column, message=f"{name}: {message}", cure=cure)


def did_you_mean(written: str, choices: tuple[str, ...]) -> str:
    """Return a question that offers the nearest choice, or nothing if none is near."""
    near = get_close_matches(written.casefold(), choices, n=1, cutoff=0.6)
    return f" Did you mean {near[0]}?" if near else ""


def _faults(found: ValidationError, model: type[BaseModel], tree: Tree, at: Location, path: str) -> Iterator[Fault]:
    for error in found.errors(include_url=False, include_context=False):
        location = (*at, *error["loc"])
        message, cure = _say(error, model)
        yield fault_at(tree, location, path, message, cure)


def _say(error: Mapping[str, Any], model: type[BaseModel]) -> tuple[str, str]:
    """Return what is wrong and its cure."""
    kind, written = error["type"], error["input"]
    field = _field(error)
    if kind == "missing":
        return "is missing.", "Every list needs it; the README says what it means."
    if kind == "extra_forbidden":
        fields = tuple(name for name in model.model_fields)
        hint = did_you_mean(str(error["loc"][-1]), fields)
        return "is not a field of the contract.", f"Remove it or correct its spelling.{hint}"
    if kind == "value_error":
        return _say_language(str(written))
    if kind == "enum":
        return _say_choice(field, written)
    if isinstance(written, bool):
        return _say_truth(field, written)
    if kind in {"string_too_short", "too_short"}:
        return "is empty.", "Write something, or remove it."
    return _say_type(kind, written, str(error["msg"]))


def _field(error: Mapping[str, Any]) -> str:
    names = [step for step in error["loc"] if isinstance(step, str)]
    return names[-1] if names else ""


def _say_language(written: str) -> tuple[str, str]:
    meant = OFTEN_MEANT.get(written.casefold())
    hint = f" Did you mean {meant}?" if meant else ""
    cure = f"Write its two letters (ISO 639-1), such as de, or und for a name that is the same everywhere.{hint}"
    return f'"{written}" is not the code of a language.', cure


def _say_choice(field: str, written: Any) -> tuple[str, str]:
    what, choices = _CHOICES[field]
    hint = did_you_mean(str(written), choices)
    return f'"{written}" is not {what}.', f"Write one of: {', '.join(choices)}.{hint}"


def _say_truth(field: str, written: bool) -> tuple[str, str]:
    """Explain the Norway problem: YAML reads a bare no, yes, on or off as a truth value."""
    norway = field in {"language", "languages"} and not written
    words = '"no"' if norway else '"no", "yes", "on" or "off"'
    message = f"a bare {'no' if norway else 'no, yes, on, off, true or false'} is read as {written}, not as a word."
    return message, f"Put it into quotes: {words}."


def _say_type(kind: str, written: Any, said: str) -> tuple[str, str]:
    if kind == "string_type" and isinstance(written, int | float):
        return f"{written} is read as a number, not as a text.", f'Put it into quotes: "{written}".'
    if kind == "string_pattern_mismatch":
        return f'"{written}" is not a name.', "Write small letters, digits and hyphens, such as sante-substances."
    if kind.startswith("date"):
        return f'"{written}" is not a date of the calendar.', "Write year-month-day, such as 2026-03-31."
    expected = _EXPECTED.get(kind.removesuffix("_type"))
    if expected:
        return f"{written!r} does not belong here.", f"Write {expected}."
    return f"{written!r} cannot be used: {said[:1].lower()}{said[1:]}.", "The README says what may stand here."
